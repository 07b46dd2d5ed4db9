"""The commands that take files in and give the graph out."""

# ruff: noqa: D400, D415 - the docstrings of commands are their help texts, in Chinese

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import AsJson, held_library
from terminal import (
    fail,
    print_audit,
    print_json,
    say,
)

if TYPE_CHECKING:
    pass


def ingest(paths: Annotated[list[Path], typer.Argument(help="文件或文件夹")], as_json: AsJson = False) -> None:
    """导入文件或文件夹中的方案。"""
    from ingest import ingest_paths, own_library, passed_over  # noqa: PLC0415 - a command loads what it needs

    outcomes = ingest_paths(paths, own_library(), _progress, _page_progress)
    if as_json:
        print_json({"documents": [dataclasses.asdict(outcome) for outcome in outcomes]})
    for outcome in outcomes:
        refused = outcome.status == "refused"
        if refused or not as_json:
            say(f"{outcome.doc}：{outcome.message}", error=refused)
    for said in passed_over(paths):
        say(said, error=True)
    if not outcomes:
        fail("没有找到可以导入的文件。")
    if any(outcome.status == "refused" for outcome in outcomes):
        raise typer.Exit(1)


def audit(paths: Annotated[list[Path], typer.Argument(help="文件或文件夹")], as_json: AsJson = False) -> None:
    """检查方案是怎样读的：读出、按规则推定、不作分工和没有读懂的，逐条列出（不入库）。"""
    from extract.audit import Unread, audit_paths  # noqa: PLC0415

    results = []
    for found in audit_paths(paths):
        results.append(dataclasses.asdict(found))
        if isinstance(found, Unread):
            say(f"{found.doc}：{found.error}", error=True)
        elif not as_json:
            print_audit(found)
    if as_json:
        print_json({"documents": results})
    if any("error" in result for result in results):
        raise typer.Exit(1)


def _progress(number: int, total: int, name: str) -> None:
    if total > 1:
        say(f"[{number}/{total}] {name}", error=True)


def _page_progress(done: int, pages: int) -> None:
    """Say how far a long file has come, on one line of the terminal that the next message writes over."""
    if pages > 1 and sys.stderr.isatty():
        sys.stderr.write(f"  第 {done} 页，共 {pages} 页\r")
        sys.stderr.flush()


def export(
    output: Annotated[Path, typer.Option("-o", "--output", help=".ttl .nq .trig .jsonld .graphml .csv")],
    as_json: AsJson = False,
) -> None:
    """导出整个图谱。"""
    from graph.exports import export as write  # noqa: PLC0415
    from graph.people import people_of_statements  # noqa: PLC0415
    from graph.store import library_triples  # noqa: PLC0415

    library = held_library()
    write(library_triples(library), output, people=people_of_statements(library.documents()))
    if as_json:
        print_json({"output": str(output), "documents": len(library.docs()), "sample": library.samples})
    else:
        say(f"已写出 {output}：{len(library.docs())} 份文件。")
