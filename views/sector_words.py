"""Sectors and themes by name; on the English page their Chinese names, by which plans are sorted, stand beside."""

from __future__ import annotations

from graph.sectornames import sector_name
from views.sheet import Node, node
from views.wording import language


def plain(label: str) -> str:
    """The name alone, for hints and boxes."""
    return sector_name(label, english=language() == "en")


def named(label: str, *, beside: bool = True) -> Node:
    """The name; in English the Chinese one ``beside`` it."""
    words = plain(label)
    if words == label:
        return node("span", label, lang="zh-CN")
    return node("span", words, (" ", node("small", label, lang="zh-CN")) if beside else ())
