"""What a page shows, drawn as text that can never become markup.

Streamlit reads most strings as Markdown; the words of a document must not be read at all. So pages describe what they
show as nodes, and a small component of ours draws them with text nodes only. A click on a link changes the page
without loading it anew; the link is also a real address, so that it opens in a new tab.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from views.wording import language

_CODES = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True, slots=True)
class Node:
    """An element: tag, attributes, and what stands in it."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    children: tuple[Node | str, ...]

    def plain(self) -> list[Any]:
        """The nested lists that the component draws."""
        inner = [child if isinstance(child, str) else child.plain() for child in self.children]
        return [self.tag, dict(self.attributes), inner]


def node(tag: str, *children: Node | str | Iterable[Node | str | None] | None, **attributes: str | None) -> Node:
    """An element; ``cls`` is its class, ``data_copy`` becomes data-copy, None is left out.

    >>> node("p", "市生态环境局", cls="name").plain()
    ['p', {'class': 'name'}, ['市生态环境局']]
    """
    flat: list[Node | str] = []
    for child in children:
        if child is None:
            continue
        if isinstance(child, (Node, str)):
            flat.append(child)
        else:
            flat.extend(part for part in child if part is not None)
    names = {"cls": "class", "view_box": "viewBox"}
    given = tuple((names.get(k, k.rstrip("_").replace("_", "-")), v) for k, v in attributes.items() if v)
    return Node(tag, given, tuple(flat))


def link(to: str, *children: Node | str, cls: str | None = None, title: str | None = None) -> Node:
    """A link to an address of :mod:`views.addresses`."""
    return node("a", *children, href=to, cls=cls, title=title)


def show(*nodes: Node | None, key: str) -> None:
    """Draw the nodes here. ``key`` is unique on the page."""
    drawn = [item.plain() for item in nodes if item is not None]
    if drawn:
        draw("sheet", key=key, data={"nodes": drawn})


def draw(name: str, *, key: str, data: dict[str, Any], **on_change: Callable[[], None]) -> None:
    """Mount a component of ours with its data; ``on_x_change`` is called when it sends a value x.

    The data travel in a list: in a dict Streamlit would look for tables, for which it loads pandas (40 MB).
    """
    load_component(name)(key=key, data=[{**data, "lang": _CODES[language()]}], **on_change)


@functools.cache
def load_component(name: str) -> Any:  # noqa: ANN401 - Streamlit's renderer has a private type
    """The component of this name, made of our own files in ``drawing/``.

    Those of the sheet stand in a folder of its name: a file of CSS for each page that has some of its own, and what
    the tables of several pages can do.
    """
    folder = Path(__file__).parent / "drawing"
    styles = [folder / "palette.css", folder / f"{name}.css", *sorted((folder / name).glob("*.css"))]
    css = "\n".join(file.read_text(encoding="utf-8") for file in styles if file.exists())  # some draw nothing
    scripts = [folder / "draw.js", *sorted((folder / name).glob("*.js")), folder / f"{name}.js"]
    js = "\n".join(file.read_text(encoding="utf-8") for file in scripts)
    return st.components.v2.component(f"zeren_{name}", css=css, js=js)
