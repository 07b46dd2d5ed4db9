"""The commands that take files in and give the graph out."""

# ruff: noqa: D400, D415 - the docstrings of commands are their help texts, in Chinese

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import Annotated

import typer

from commands.options import AsJson, chosen_docs, held_library
from terminal import (
    fail,
    print_audit,
    print_json,
    say,
)

_FORMS = "格式：ttl nq trig jsonld graphml gexf csv xlsx ics docx，或写成文件夹、.zip 的 parquet graphdb vault"
_MANY = 3000  # tasks from which an export takes more than a moment


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="文件或文件夹")],
    jobs: Annotated[
        int | None, typer.Option("-j", "--jobs", min=1, max=64, help="同时用几个进程读取，缺省按处理器数；结果相同")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """导入文件或文件夹中的方案。"""
    from ingest import ingest_paths, own_library, passed_over  # noqa: PLC0415 - a command loads what it needs

    outcomes = ingest_paths(paths, own_library(), _progress, _page_progress, jobs=jobs)
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


def export(  # noqa: PLR0913, PLR0917 - each is an option of the command
    output: Annotated[Path, typer.Option("-o", "--output", help="写到哪里；后缀决定格式，如 清单.xlsx、分工.docx")],
    form: Annotated[str | None, typer.Option("--as", help=_FORMS)] = None,
    plan: Annotated[str | None, typer.Option("--plan", help="只写一份方案：文件名或标题中的词")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="只写一个单位的任务：全称或文件中的写法")] = None,
    place: Annotated[str | None, typer.Option("--place", help="只写一地的方案，如 朔州")] = None,
    as_json: AsJson = False,
) -> None:
    """导出图谱、督办清单、责任分工表、时限日历等；同样的资料写出同样的文件。"""
    from commands.units import one_unit  # noqa: PLC0415 - a command loads what it needs
    from graph.exports import export_library, format_of  # noqa: PLC0415
    from graph.facts import totals  # noqa: PLC0415
    from graph.filters import Filter  # noqa: PLC0415

    named = format_of(output, form)
    library = held_library()
    where = Filter(
        doc=chosen_docs([plan], library)[0] if plan is not None else None,
        unit_id=one_unit(unit, library) if unit is not None else None,
        place=place or None,
    )
    held = totals(library)
    if held.tasks > _MANY:
        say(f"正在导出 {held.plans} 份文件、{held.tasks} 项任务，请稍候……", error=True)
    written = export_library(library, output, named, where)
    if written.warning:
        say(written.warning, error=True)
    if as_json:
        told = {"output": str(output), "format": named, "documents": written.documents, "limited": written.limited}
        print_json({**told, "sample": library.samples})
    else:
        say(f"已写出 {output}：{written.documents} 份文件。")
