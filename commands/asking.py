"""The command that answers questions."""

# ruff: noqa: D400, D415 - the docstrings of commands are their help texts, in Chinese

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.options import AsJson, held_library, say_notices
from graph.errors import cause
from terminal import (
    fail,
    print_answer,
    print_json,
)

if TYPE_CHECKING:
    pass


def ask(
    question: Annotated[str | None, typer.Argument(help="问题，如 谁牵头散煤替代")] = None,
    batch: Annotated[Path | None, typer.Option("--batch", help="每行一个 {id, question} 的文件")] = None,
    as_json: AsJson = False,
) -> None:
    """用自己的话提问，得到带原文的回答，或如实的“没有写”。"""
    from graph.asking import Asker  # noqa: PLC0415

    questions = list(_batch(batch)) if batch else [(None, question)]
    if not batch and not (question or "").strip():
        fail("请写出问题，例如：zeren ask 谁牵头散煤替代")
    asker = Asker.open(held_library(quiet=as_json or batch is not None))
    say_notices(asker.store)
    for identifier, words in questions:
        answer = asker.ask(str(words))
        if batch:
            sys.stdout.write(json.dumps({"id": identifier, **answer.plain()}, ensure_ascii=False) + "\n")
        elif as_json:
            print_json(answer.plain())
        else:
            print_answer(answer)


def _batch(path: Path) -> Iterator[tuple[Any, str]]:
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except OSError as error:
        fail(f"无法读取 {path}：{cause(error)}。请检查路径和权限。")
    except UnicodeDecodeError:
        fail(f"无法读取 {path}：不是 UTF-8 文本。请给出 UTF-8 的 .jsonl 文件。")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            yield entry["id"], str(entry["question"])
        except (ValueError, KeyError, TypeError):
            fail(f'{path} 第 {number} 行不是 {{"id", "question"}} 形式的 JSON。')
