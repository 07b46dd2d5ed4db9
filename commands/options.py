"""What the commands share: the option for JSON, and the library that answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from terminal import say

if TYPE_CHECKING:
    from graph.library import Library

AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序使用")]


def held_library(*, quiet: bool = False) -> Library:
    """The library that answers: the own one, or the samples, which it then says."""
    from ingest import current_library  # noqa: PLC0415

    library = current_library()
    if library.samples:
        say("（示例文件：还没有导入文件，以下内容来自随程序附带的示例。用 zeren ingest 导入自己的方案。）", error=True)
    return library


def plans_with_texts(library: Library) -> Iterable[tuple[Any, str]]:
    """The documents of the library, each with its analysed text."""
    return [(document, library.text(document.doc)) for document in library.documents()]
