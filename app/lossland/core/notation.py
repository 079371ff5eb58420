"""Graphs as formulas again: typed, so that they can be parsed, or typeset, so that they can be read."""

from lossland.core.graph import Node


def text(node: Node) -> str:
    return repr(node)


def typeset(node: Node) -> str:
    return repr(node)
