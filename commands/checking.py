"""The command that looks at a draft before it is issued: nothing of it is stored."""

# ruff: noqa: D400, D415 - the docstrings of commands are their help texts, in Chinese

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import AsJson, held_library
from terminal import fail, print_json, say

if TYPE_CHECKING:
    from extract.records import Document


def check(
    draft: Annotated[Path, typer.Argument(help="草案文件，任何可读的格式")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="把报告写成 Markdown 文件（.md）")] = None,
    as_json: AsJson = False,
) -> None:
    """检查一份尚未印发的草案：缺口、冲突、与已有方案的重叠、引用的文件；不入库，有发现时也正常退出。"""
    from commands.draft_lines import draft_lines, draft_markdown  # noqa: PLC0415
    from graph.drafts import check_draft, report_json  # noqa: PLC0415
    from graph.exporting.packing import write_file  # noqa: PLC0415

    if output is not None and output.suffix.lower() not in (".md", ".markdown"):
        fail(f"报告只能写成 Markdown 文件（.md），不能写成 {output.name}。")
    if output is not None and output.exists() and output.samefile(draft):
        fail(f"{output} 就是草案本身，报告会把它覆盖。请换一个文件名。")
    document, text = _read(draft)
    library = held_library()
    report = check_draft(document, text, library.plans())
    if output is not None:
        write_file(output, [draft_markdown(report).encode("utf-8")])
    if as_json:
        print_json({**report_json(report), "sample": library.samples})
        return
    for line in draft_lines(report, samples=library.samples):
        say(line)


def _read(draft: Path) -> tuple[Document, str]:
    """The draft's record and text; the command ends with status 1 where the file cannot be read."""
    from extract.files import read_file  # noqa: PLC0415 - spaCy is loaded only where files are read
    from extract.reading.source import UnreadableDocument  # noqa: PLC0415

    try:
        return read_file(draft, draft.name)
    except UnreadableDocument as error:
        fail(f"{draft.name}：{error}")
