"""The command that lists the questions that had no answer."""

# ruff: noqa: D400, D415 - the docstrings of commands are their help texts, in Chinese

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from commands.answer_lines import printable, short
from commands.options import AsJson, held_library
from graph.terms import term
from terminal import print_json, say

if TYPE_CHECKING:
    from graph.asked import Asked
    from graph.library import Library


def questions(
    refused: Annotated[bool, typer.Option("--refused", help="只列没有答案的，不列有几种读法的")] = False,
    clear: Annotated[bool, typer.Option("--clear", help="全部删除")] = False,
    as_json: AsJson = False,
) -> None:
    """问过而没有答案、或有几种读法的问题，问得最多的在前。"""
    from graph.asked import keeps, read_asked  # noqa: PLC0415

    library = held_library(quiet=as_json)
    if clear:
        _clear(library, as_json=as_json)
        return
    found = read_asked(library, refused=refused)
    kept = keeps(library)
    if as_json:
        plain = [dataclasses.asdict(one) for one in found]
        print_json({"questions": plain, "count": len(plain), "kept": kept, "sample": library.samples})
        return
    for line in _lines(found):
        say(printable(line))
    count = f"共 {len(found)} 个问题。" if found else "没有留存的问题。"
    say(count if kept else f"{count}现在不留存；环境变量 ZEREN_KEEP_QUESTIONS=on 打开。")


def _clear(library: Library, *, as_json: bool) -> None:
    from graph.asked import clear_asked  # noqa: PLC0415

    count = clear_asked(library)
    if as_json:
        print_json({"cleared": count, "sample": library.samples})
    else:
        say(f"已删除 {count} 个问题。")


def _lines(found: Sequence[Asked]) -> Iterator[str]:
    """The questions with how often each came, and what became of it."""
    for one in found:
        what = one.reason or ("有几种读法" if one.outcome == "ambiguous" else "没有答案")
        yield f"{one.times:>4} 次  {one.last[:10]}  {short(one.question)}"
        unread = f"　没有用到的词：{'、'.join(one.unread)}" if one.unread else ""
        yield f"        {what}（{term('asked', one.kind, english=False)}）{unread}"
