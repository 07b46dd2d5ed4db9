"""What the commands share: the option for JSON, and the library that answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from terminal import fail, say

if TYPE_CHECKING:
    from graph.library import Library
    from graph.store import Store

_LISTED = 20
"""Documents that a message lists."""

AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序使用")]


def held_library(*, quiet: bool = False) -> Library:
    """The library that answers: the own one, or the samples, which it then says."""
    from ingest import current_library  # noqa: PLC0415

    library = current_library()
    if library.samples:
        say("（示例文件：还没有导入文件，以下内容来自随程序附带的示例。用 zeren ingest 导入自己的方案。）", error=True)
    return library


def open_held(library: Library) -> Store:
    """The graph that answers, the own one or that of the server in ZEREN_STORE; what to know of it is said."""
    from graph.store import open_store  # noqa: PLC0415

    store = open_store(library)
    say_notices(store)
    return store


def say_notices(store: Store) -> None:
    """Say on standard error what a user has to know of where answers come from."""
    for notice in store.notices():
        say(notice, error=True)


def chosen_docs(names: Sequence[str], library: Library) -> list[str]:
    """The documents that the names mean, one each: file names, or words that stand in one title only."""
    held: dict[str, str] = dict(library.read("SELECT doc, title FROM plan ORDER BY doc"))
    found = []
    for name in names:
        exact = [doc for doc in held if name in (doc, Path(doc).stem)]
        alike = exact or [doc for doc, title in held.items() if name in doc or name in title]
        if len(alike) != 1:
            listed = "、".join([*(alike or held)][:_LISTED]) + ("等" if len(alike or held) > _LISTED else "")
            said = "不止一份方案。请写明是哪一份" if alike else "没有对应的方案。现有"
            fail(f"“{name}”{said}：{listed}。")
        found.append(alike[0])
    return found
