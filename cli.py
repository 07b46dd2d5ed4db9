"""The terminal door: the command ``zeren``, the table of its commands and nothing else.

``python -m cli`` from the project's root. Each command answers one question; with ``--json`` standard output is JSON
and nothing else, and notes go to standard error. Without imported documents the samples answer, and it says so.
"""

from __future__ import annotations

import io
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from commands.analysis import due, overlaps, who
from commands.asked import questions
from commands.asking import ask
from commands.checking import check
from commands.correcting import correct
from commands.files import audit, export, ingest
from commands.judging import conflicts, gaps, judge
from commands.keeping import backup, doctor, rebuild, remove, restore
from commands.measuring import compare, network, workload
from commands.people import people
from commands.querying import query
from commands.serving import publish, serve
from commands.units import decide, unit
from graph.errors import GraphError
from terminal import fail


class _Commands(TyperGroup):
    """The commands; what a user can put right is said in one sentence, and standard output takes any character."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - as the class above it
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except GraphError as error:
            fail(str(error))


app = typer.Typer(
    name="zeren",
    cls=_Commands,
    help="责任：谁牵头、谁配合、谁负责、何时完成。从政府方案中读出，每一条都有原文。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (
    ingest,
    audit,
    who,
    unit,
    decide,
    due,
    gaps,
    conflicts,
    overlaps,
    judge,
    correct,
    check,
    compare,
    workload,
    network,
    ask,
    questions,
    query,
    export,
    serve,
    publish,
    remove,
    backup,
    restore,
    doctor,
    rebuild,
):
    app.command()(command)
app.add_typer(people)


if __name__ == "__main__":
    app(prog_name="zeren")
