"""The command that answers questions."""

# ruff: noqa: D400, D415 - the docstrings of commands are their help texts, in Chinese

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.answer_lines import answer_lines, explained_lines, printable
from commands.options import AsJson, held_library, say_notices
from graph.errors import GraphError, cause
from terminal import fail, print_json, say

if TYPE_CHECKING:
    from graph.answers import Answer
    from graph.asking import Asker

_PART = "改问题的理解，空值表示去掉"


def ask(  # noqa: PLR0913, PLR0917 - each is an option of the command
    question: Annotated[str | None, typer.Argument(help="问题，如 谁牵头散煤替代")] = None,
    batch: Annotated[Path | None, typer.Option("--batch", help="每行一个 {id, question} 的文件，- 为标准输入")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="列出从问题到回答的每一步")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="--batch 中没有答案的问题也留存")] = False,
    kind: Annotated[
        str | None, typer.Option("--kind", help=f"{_PART}：问的是什么，如 who-leads；写错时列出全部")
    ] = None,
    role: Annotated[str | None, typer.Option("--role", help="lead、cooperating、responsible、supervising")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="单位")] = None,
    topic: Annotated[str | None, typer.Option("--topic", help="事项")] = None,
    place: Annotated[str | None, typer.Option("--place", help="地区")] = None,
    plan: Annotated[str | None, typer.Option("--plan", help="文件标题")] = None,
    year: Annotated[str | None, typer.Option("--year", help="方案的年份")] = None,
    after: Annotated[str | None, typer.Option("--after", help="起始日，如 2020-01-01")] = None,
    before: Annotated[str | None, typer.Option("--before", help="截止日，如 2020-09-30")] = None,
    sector: Annotated[str | None, typer.Option("--sector", help="领域")] = None,
    without: Annotated[
        str | None, typer.Option("--without", help="没有写明的：lead cooperating deadline target unit")
    ] = None,
    joint: Annotated[str | None, typer.Option("--joint", help="yes 几家共同，no 一家单独")] = None,
    as_json: AsJson = False,
) -> None:
    """用自己的话提问，得到带原文的回答，或如实的“没有写”。"""
    from graph.asking import Asker  # noqa: PLC0415

    given = {
        "kind": kind, "role": role, "unit": unit, "topic": topic, "place": place, "plan": plan, "year": year,
        "after": after, "before": before, "sector": sector, "without": without, "joint": joint,
    }  # fmt: skip
    changes = {name: value for name, value in given.items() if value is not None}
    if batch and (changes or question is not None):
        fail("--batch 不能与问题或改动理解的选项同用。")
    if keep and not batch:
        fail("--keep 只用于 --batch；单个问题照 ZEREN_KEEP_QUESTIONS 留存。")
    if not batch and not (question or "").strip():
        fail("请写出问题，例如：zeren ask 谁牵头散煤替代")
    with _opened(batch) if batch else nullcontext(()) as lines:
        asker = Asker.open(held_library(quiet=as_json or batch is not None))
        say_notices(asker.store)
        if batch:
            _answer_all(asker, _read(lines), explain=explain, keep=keep)
            return
    answer = _answered(asker, str(question), changes)
    if as_json:
        print_json(_plain(asker, answer, explain=explain))
    else:
        _print(asker, answer, explain=explain)
    if not changes:
        _keep(asker, answer)  # after the answer, which waits for nothing


def _answered(asker: Asker, question: str, changes: Mapping[str, str]) -> Answer:
    from graph.understanding.amending import UnknownChangeError  # noqa: PLC0415
    from graph.understanding.spelling import is_english  # noqa: PLC0415

    try:
        return asker.ask(question, changes)
    except UnknownChangeError as error:
        fail(error.english if is_english(question) else str(error))


def _keep(asker: Asker, answer: Answer) -> None:
    from graph.asked import keep  # noqa: PLC0415

    keep(asker.library, answer, at=datetime.now().astimezone().isoformat(timespec="seconds"))


def _plain(asker: Asker, answer: Answer, *, explain: bool) -> dict[str, Any]:
    from graph.explaining import explain as explained  # noqa: PLC0415

    return {**answer.plain(), **({"explained": explained(asker, answer).plain()} if explain else {})}


def _print(asker: Asker, answer: Answer, *, explain: bool) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from graph.explaining import explain as explained  # noqa: PLC0415

    console = Console(soft_wrap=True)
    if explain:
        for line in explained_lines(explained(asker, answer), english=answer.understood.english):
            console.print(Text(printable(line)))
    for number, line in enumerate(answer_lines(answer)):
        console.print(Text(printable(line), style="" if number else "bold"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line of a batch: its question, or what is wrong with it."""

    id: Any
    question: str
    error: str | None = None


def _answer_all(asker: Asker, lines: Iterable[_Line], *, explain: bool, keep: bool) -> None:
    """One object a line, written as soon as it is known; status 1 where a line had no question that could be read."""
    wrong = 0
    for line in lines:
        told: dict[str, Any] = {"error": line.error}
        if line.error is None:
            try:
                answer = asker.ask(line.question)
            except GraphError as error:
                told = {"question": line.question, "error": str(error)}
            else:
                told = _plain(asker, answer, explain=explain)
                if keep:
                    _keep(asker, answer)
        wrong += "error" in told
        sys.stdout.write(json.dumps({"id": line.id, **told}, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    if wrong:
        say(f"{wrong} 行没有回答，原因见各行的 error。", error=True)
        raise typer.Exit(1)


def _opened(path: Path) -> AbstractContextManager[Iterable[bytes]]:
    """The lines of the file, or of standard input for -."""
    if path == Path("-"):
        return nullcontext(sys.stdin.buffer)
    try:
        return path.open("rb")
    except OSError as error:
        fail(f"无法读取 {path}：{cause(error)}。请检查路径和权限。")


def _read(file: Iterable[bytes]) -> Iterator[_Line]:
    for number, line in enumerate(file, 1):
        if line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield _line(number, line)


def _line(number: int, line: bytes) -> _Line:
    try:
        entry = json.loads(line.decode("utf-8-sig"))
        json.dumps(entry, allow_nan=False)  # NaN and numbers beyond all bounds are none of JSON
    except UnicodeDecodeError:
        return _Line(id=None, question="", error=f"第 {number} 行不是 UTF-8 文本。")
    except (ValueError, RecursionError):
        return _Line(id=None, question="", error=f"第 {number} 行不是 JSON。")
    if not isinstance(entry, dict) or "id" not in entry or not isinstance(entry.get("question"), str):
        known = entry.get("id") if isinstance(entry, dict) else None
        return _Line(id=known, question="", error=f'第 {number} 行不是 {{"id", "question"}} 形式，question 应是文字。')
    return _Line(id=entry["id"], question=entry["question"])
