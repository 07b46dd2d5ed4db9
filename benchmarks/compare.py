"""What a change gains and loses, fact by fact: ``python benchmarks/compare.py BASE [DOCUMENTS…] [--to REVISION]``.

Both revisions read the same documents, each with its own code and rules; the second is the working tree unless it is
given. Printed are the facts that only one of the two reads, in the order of the text, with the words around them:
``+`` gained, ``-`` lost. A fact whose place stays and whose meaning changes shows as one line of each.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parent.parent
SHOWN_AROUND = 12
"""Characters of the text that are shown on either side of a fact."""

KINDS = {
    "roles": "分工",
    "people": "人员",
    "deadlines": "时限",
    "targets": "目标",
    "implied": "推定时限",
    "conventions": "约定",
    "tasks": "任务",
    "sectors": "领域",
    "issues": "待核",
    "refused": "不作分工",
}
"""The kinds of fact that are compared, with their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact of one document: its kind, what it says, and the place of its words."""

    kind: str
    doc: str
    start: int
    end: int
    says: str


def facts_of(record: dict[str, Any]) -> Iterator[Fact]:
    """The facts of an extraction record; what a rule implies is told apart from what is written."""
    if "error" in record:
        yield Fact(kind="issues", doc=record["doc"], start=0, end=0, says=f"不能读取：{record['error']}")
        return
    numbers = {task["id"]: task["number"] or task["title"] for task in record["tasks"]}
    for kind, each, says in _said(record):
        words = [str(word) for word in says if word is not None]
        if kind not in ("tasks", "conventions", "issues", "refused"):
            words.append(f"〔{numbers.get(each['task'], '')}〕")
        yield Fact(kind=kind, doc=record["doc"], start=each["start"], end=each["end"], says=" ".join(words))


def _said(record: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], tuple[object, ...]]]:
    """Kind, place and words of each fact of a record."""
    for each in record["assignments"]:
        for unit in each["units"]:
            promoted = "" if unit["role"] == unit["effective_role"] else f"→{unit['effective_role']}"
            yield "roles", {**unit, "task": each["task"]}, (each["kind"], unit["role"] + promoted, unit["text"])
        for unit in each["implied"]:
            yield "roles", each, ("implied", unit["role"], unit["text"])
        for person in each["people"]:
            yield "people", each, (person["name"], person["title"])
    for each in record["deadlines"]:
        yield "deadlines", each, (*_days(each), *_named(each, "relative", "season", "scope"))
    for each in record["targets"]:
        yield "targets", each, (*_level(each), *_named(each, "baseline", "year"))
    for each in record["conventions"]:
        yield "conventions", each, (each["rule"],)
    for each in record["tasks"]:
        yield "tasks", each, (each["number"], each["title"])
        for sector in each["sectors"]:
            yield "sectors", {**sector, "task": each["id"]}, (sector["label"], *_named(sector, "found_in"))
        for due in each.get("implied_deadlines", ()):
            yield "implied", {**due, "task": each["id"]}, (*_days(due), *_named(due, "rule"))
    for each in record["issues"]:
        yield "issues", each, (each["code"],)
    for each in record.get("refused", ()):
        yield "refused", each, (each["reason"],)


def _days(deadline: dict[str, Any]) -> tuple[object, ...]:
    return deadline["kind"], deadline["from"], deadline["to"], deadline["rrule"]


def _level(target: dict[str, Any]) -> tuple[object, ...]:
    return target["indicator"], target["op"], target["value"], target["unit"], target["region"]


def _named(fact: dict[str, Any], *fields: str) -> Iterator[str]:
    """The fields that a fact has, each with its name; an older record may know none of them."""
    for field in fields:
        if (value := fact.get(field)) is not None:
            parts = value.values() if isinstance(value, dict) else [value]
            yield f"{field}={'/'.join(str(part) for part in parts)}"


def difference(base: Sequence[dict[str, Any]], new: Sequence[dict[str, Any]]) -> tuple[list[Fact], list[Fact]]:
    """The facts gained and the facts lost, each in the order of the documents and their texts.

    Places count in the analysed text: a document whose text is read otherwise shows all of its facts.
    """
    before, after = (Counter(fact for record in records for fact in facts_of(record)) for records in (base, new))

    def ordered(facts: Counter[Fact]) -> list[Fact]:
        return sorted(facts.elements(), key=lambda fact: (fact.doc, fact.start, fact.end, fact.kind, fact.says))

    return ordered(after - before), ordered(before - after)


@contextmanager
def checked_out(revision: str | None) -> Iterator[Path]:
    """A folder with the code of a revision; the working tree where none is named."""
    if revision is None:
        yield ROOT
        return
    archive = subprocess.run(["git", "archive", "--format=tar", revision], cwd=ROOT, capture_output=True, check=False)
    if archive.returncode:
        sys.exit(f"没有版本 {revision}：请写一个提交号、分支名或标签，如 HEAD。")
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as packed:
            packed.extractall(folder, filter="data")
        yield Path(folder)


def records_of(code: Path, documents: Sequence[Path]) -> list[dict[str, Any]]:
    """The records of the documents as the code in a folder reads them."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "records.jsonl"
        command = [sys.executable, "-m", "extract", *map(str, documents), "-o", str(out)]
        run = subprocess.run(command, cwd=code, stderr=subprocess.PIPE, check=False)
        if run.returncode not in (0, 1) or not out.exists():
            sys.exit(f"{code} 不能运行：\n{run.stderr.decode(errors='replace')[-2000:]}")
        return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def texts_of(records: Sequence[dict[str, Any]], documents: Sequence[Path]) -> dict[str, str]:
    """The analysed texts by document, for the words around a fact."""
    texts = {record["doc"]: record["analysed_text"] for record in records if record.get("analysed_text")}
    for path in documents:
        for file in (path.rglob("*"), [path])[path.is_file()]:
            name = file.name if file == path else file.relative_to(path).as_posix()
            if name not in texts and file.suffix in (".txt", ".md"):
                texts[name] = file.read_bytes().decode("utf-8-sig", "replace")
    return texts


def line_of(sign: str, fact: Fact, text: str) -> str:
    """How a fact is printed: gained or lost, its kind and place, what it says, and its words in their context."""
    before = text[max(0, fact.start - SHOWN_AROUND) : fact.start]
    shown = text[fact.start : fact.end]
    words = shown if len(shown) <= 3 * SHOWN_AROUND else f"{shown[: 2 * SHOWN_AROUND]}…{shown[-SHOWN_AROUND:]}"
    quote = " ".join(f"{before}【{words}】{text[fact.end : fact.end + SHOWN_AROUND]}".split())
    return f"{sign} {KINDS[fact.kind]} {fact.start}–{fact.end} {fact.says}　{quote}"


def report(gained: Sequence[Fact], lost: Sequence[Fact], texts: dict[str, str]) -> Iterator[str]:
    """The lines to print: the facts of each document that changed, then how many of each kind."""
    changes = [("-", fact) for fact in lost] + [("+", fact) for fact in gained]
    doc = None
    for sign, fact in sorted(changes, key=lambda change: (change[1].doc, change[1].start, change[1].end, change[0])):
        if fact.doc != doc:
            doc = fact.doc
            yield f"{doc}"
        yield "  " + line_of(sign, fact, texts.get(fact.doc, ""))
    for kind, name in KINDS.items():
        more, less = (sum(fact.kind == kind for fact in facts) for facts in (gained, lost))
        if more or less:
            yield f"{name}：多出 {more}，少了 {less}"
    if not changes:
        yield f"两个版本在比较的各项（{'、'.join(KINDS.values())}）上完全相同。"


class Parser(argparse.ArgumentParser):
    """Says in Chinese what is wrong with its arguments."""

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        words = {"usage: ": "用法：", "positional arguments:": "参数：", "options:": "选项："}
        text = super().format_help()
        for english, chinese in words.items():
            text = text.replace(english, chinese, 1)
        return text

    def error(self, message: str) -> NoReturn:
        words = {
            "the following arguments are required: ": "缺少参数：",
            "unrecognized arguments: ": "没有这个参数：",
            "argument ": "参数 ",
            "expected one argument": "后面要写一个值",
        }
        for english, chinese in words.items():
            message = message.replace(english, chinese)
        self.exit(2, f"{self.format_usage()}{message}\n")


def main() -> None:
    """Run both revisions and print the difference."""
    parser = Parser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, add_help=False)
    parser.add_argument("base", metavar="版本", help="与它比较的版本")
    parser.add_argument(
        "documents", metavar="文件", nargs="*", type=Path, default=[ROOT / "seeds"], help="文件和文件夹"
    )
    parser.add_argument("--to", metavar="版本", help="与“版本”比较的另一个版本；不写时为现在的文件")
    parser.add_argument("-h", "--help", action="help", help="显示这份说明")
    arguments = parser.parse_args()
    documents = [path.resolve() for path in arguments.documents]
    missing = [str(path) for path in documents if not path.exists()]
    if missing:
        parser.error(f"没有这个文件或文件夹：{'、'.join(missing)}")
    with checked_out(arguments.base) as base, checked_out(arguments.to) as new:
        before, after = records_of(base, documents), records_of(new, documents)
    gained, lost = difference(before, after)
    sys.stdout.writelines(f"{line}\n" for line in report(gained, lost, texts_of(after, documents)))


if __name__ == "__main__":
    main()
