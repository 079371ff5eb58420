"""What holds for every test: no complaint of Qt goes unheard, no setting is read or left, nothing depends on luck."""

import re
import sys
from pathlib import Path

import pytest
from hypothesis import settings
from PySide6.QtCore import QSettings

from lossland.views import theme

# Printed by Qt and by pyqtgraph where they go on as if nothing had happened.
COMPLAINTS = re.compile(r"QObject::|QThread:|QPainter::|QTimer:|QBasicTimer|Error while drawing item|QFont::")

WINDOW_TESTS = Path(__file__).parent / "window"

# A loaded machine is not a fault, and what is found once must be found again.
settings.register_profile("suite", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("suite")


def pytest_configure(config):
    sys.setswitchinterval(5e-4)  # as the program does


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(WINDOW_TESTS):
            item.add_marker("window")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Fail a test that passed by itself but during which one of the COMPLAINTS was printed."""
    report = yield
    # A later phase's report repeats what the earlier ones printed.
    printed = "".join(text for name, text in report.sections if name == f"Captured stderr {report.when}")
    found = report.passed and COMPLAINTS.search(printed)
    if found:
        report.outcome = "failed"
        report.longrepr = f"{found[0]!r} was printed while the test ran:\n{printed}"
    return report


@pytest.fixture(autouse=True)
def settings_of_its_own(tmp_path_factory, monkeypatch, request):
    """Let no test see the settings of the person at this computer, nor those another test left."""
    home = tmp_path_factory.getbasetemp() / "settings" / re.sub(r"\W+", "-", request.node.nodeid)[-100:]
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, str(home))


@pytest.fixture(scope="session")
def qapp(qapp):
    """pytest-qt's application, dressed as the program dresses its own."""
    qapp.setStyle("Fusion")
    theme.load_fonts()
    return qapp
