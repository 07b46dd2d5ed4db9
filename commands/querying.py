"""``zeren query``: the questions that come with the program, and SPARQL of one's own."""

# ruff: noqa: D400, D415 - the docstrings of commands are their help texts, in Chinese

from __future__ import annotations

import csv
import io
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import AsJson, held_library, open_held
from terminal import fail, print_json, say

if TYPE_CHECKING:
    from graph.competency import Competency
    from graph.store import Value

Rows = Sequence[Mapping[str, "Value"]]

_PRINTED = 100
"""Rows of a table that are printed; JSON and CSV hold all."""
_CELL = 36
"""Columns of the terminal that a cell may take."""
_NARROWEST = 160
"""Where the output is no terminal, a table may be this wide."""


def query(  # noqa: PLR0913, PLR0917 - each is an option of the command
    name: Annotated[str | None, typer.Argument(help="查询的名称；不写则列出全部查询")] = None,
    values: Annotated[list[str] | None, typer.Argument(help="参数，如 unit=朔州市能源局")] = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="输出 CSV，可用 Excel 打开")] = False,
    text: Annotated[bool, typer.Option("--text", help="只打印 SPARQL，不查询")] = False,
    file: Annotated[Path | None, typer.Option("--file", help="查询自己写的 SPARQL 文件")] = None,
) -> None:
    """随程序提供的查询：列出、查看、运行；也可以运行自己的 SPARQL。"""
    from graph.competency import find_query  # noqa: PLC0415

    if as_json and as_csv:
        fail("--json 与 --csv 只能选一个。")
    asked, given = None, _values(values or [])
    if file is not None:
        if name is not None:
            fail("--file 不能与查询名称或参数同用。")
        sparql = _read(file)
    elif name is not None:
        asked = find_query(name)
        sparql = asked.text(**given)
    else:
        _list(as_json=as_json)
        return
    if text:
        say(sparql.rstrip("\n"))
    else:
        _answer(sparql, asked, given, form="json" if as_json else "csv" if as_csv else "table")


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        fail(f"无法读取 {file}。请检查文件是否存在、是否为 UTF-8 文本。")


def _values(written: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in written:
        name, equals, value = one.partition("=")
        if not equals or not name:
            fail(f"参数“{one}”应写成 名称=值，如 unit=朔州市能源局。")
        if name in found:
            fail(f"参数“{name}”写了不止一次。")
        found[name] = value
    return found


def _list(*, as_json: bool) -> None:
    from graph.competency import load_queries  # noqa: PLC0415

    queries = load_queries().values()
    if as_json:
        print_json({"queries": [_told(one) for one in queries]})
        return
    for one in queries:
        say(f"{one.name}\n    {one.zh}\n    {one.en}")
        for parameter in one.parameters:
            say(f"    {parameter.name}={parameter.default}  {parameter.zh} / {parameter.en}")
    say(f"共 {len(queries)} 个查询。运行：zeren query 名称 [参数=值]；看 SPARQL：zeren query 名称 --text。")


def _told(one: Competency) -> dict[str, object]:
    parameters = [
        {"name": each.name, "zh": each.zh, "en": each.en, "default": each.default, "type": each.kind}
        for each in one.parameters
    ]
    return {"name": one.name, "question": one.zh, "question_en": one.en, "parameters": parameters}


def _answer(sparql: str, asked: Competency | None, given: Mapping[str, str], *, form: str) -> None:
    library = held_library()
    store = open_held(library)
    # Oxigraph can't be interrupted, so meanwhile Ctrl-C ends the program at once: it only reads.
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    rows = store.rows(sparql) if asked else store.query(sparql)
    signal.signal(signal.SIGINT, before)
    values = _in_force(asked, given) if asked else {}
    if form == "json":
        told = {**_told(asked), "values": values} if asked else {}
        print_json({**told, "rows": rows, "count": len(rows), "query": sparql, "sample": library.samples})
    elif form == "csv":
        sys.stdout.write(_csv(rows))
    else:
        if asked:
            said = "，".join(f"{name}={value}" for name, value in values.items())
            say(asked.zh + (f"（{said}）" if said else ""))
        _print_table(rows)


def _in_force(asked: Competency, given: Mapping[str, str]) -> dict[str, str]:
    return {parameter.name: given.get(parameter.name, parameter.default) for parameter in asked.parameters}


def _csv(rows: Rows) -> str:
    from graph.exporting.spreadsheet import safe_cell  # noqa: PLC0415

    file = io.StringIO(newline="")
    if rows:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: safe_cell(value) for name, value in row.items()} for row in rows)
    return "\ufeff" + file.getvalue()


def _print_table(rows: Rows) -> None:
    """The rows as a table; what a document says is never markup, and no cell is longer than its place."""
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from graph.wording import load_table  # noqa: PLC0415

    if not rows:
        say("没有结果。")
        return
    names = load_table("columns")
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name in rows[0]:
        number = all(isinstance(row[name], (int, float, type(None))) for row in rows)
        table.add_column(names.get(name, {}).get("zh", name), no_wrap=True, justify="right" if number else "left")
    for row in rows[:_PRINTED]:
        cells = [Text(_cell(value)) for value in row.values()]
        for cell in cells:
            cell.truncate(_CELL, overflow="ellipsis")
        table.add_row(*cells)
    console = Console(soft_wrap=False)
    if not console.is_terminal:
        console.width = max(console.width, _NARROWEST)
    console.print(table)
    left = f"，显示前 {_PRINTED} 行；全部请加 --csv 或 --json" if len(rows) > _PRINTED else ""
    say(f"共 {len(rows)} 行{left}。")


def _cell(value: Value) -> str:
    """The value in one line, without characters that a terminal would act upon."""
    if value is None:
        return "—"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "".join(each if each.isprintable() else " " for each in str(value))
