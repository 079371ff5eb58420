"""Pyqtgraph is loaded in part: what is used works, and what was left out is there for who asks for it."""

import subprocess
import sys


def printed(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONPATH": "app"})
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_what_is_not_plotted_is_not_loaded_and_is_found_by_who_asks_for_it():
    code = """
import sys
import lossland.views
import pyqtgraph
name = "pyqtgraph.graphicsItems.PColorMeshItem"
print(name in sys.modules, hasattr(pyqtgraph, "PColorMeshItem"), hasattr(pyqtgraph, "PlotWidget"))
from pyqtgraph.graphicsItems.PColorMeshItem import PColorMeshItem
print(sys.modules[name].PColorMeshItem is PColorMeshItem)
"""
    assert printed(code) == ["False", "False", "True", "True"]


def test_the_names_of_qt_are_listed_again_after_it():
    code = """
import lossland.views
from PySide6 import QtCore, QtGui, QtWidgets
print("QObject" in dir(QtCore), "QColor" in dir(QtGui), "QWidget" in dir(QtWidgets))
"""
    assert printed(code) == ["True"] * 3


def test_who_has_loaded_it_whole_keeps_it():
    code = """
import pyqtgraph
before = pyqtgraph.PColorMeshItem
import lossland.views
from pyqtgraph.graphicsItems.PColorMeshItem import PColorMeshItem
print(PColorMeshItem is before)
"""
    assert printed(code) == ["True"]
