"""The commands that measure: what changed between two plans, how much units carry, and who works with whom."""

# ruff: noqa: D400, D415 - the docstrings of commands are their help texts, in Chinese

from __future__ import annotations

from typing import Annotated

import typer

from commands.options import AsJson, chosen_docs, held_library
from terminal import fail, print_json


def compare(
    first: Annotated[str, typer.Argument(help="一份方案：文件名，或标题中的词")],
    second: Annotated[str, typer.Argument(help="另一份方案")],
    as_json: AsJson = False,
) -> None:
    """两份方案（两年或上下级）之间的变化：保留、新增、取消的任务，牵头、时限、目标的变化。"""
    from commands.comparison_lines import comparison_lines  # noqa: PLC0415
    from graph.comparing import compare_plans, comparison_json, ordered  # noqa: PLC0415

    library = held_library()
    docs = chosen_docs([first, second], library)
    if docs[0] == docs[1]:
        fail(f"“{first}”和“{second}”是同一份方案。请给出两份不同的方案。")
    plans = [(library.document(doc), library.text(doc)) for doc in docs]
    as_given, order = ordered(plans[0][0], plans[1][0])
    found = compare_plans(*(plans if as_given else plans[::-1]))
    if as_json:
        print_json({**comparison_json(found, order), "sample": library.samples})
        return
    for line in comparison_lines(found, order):
        typer.echo(line)
