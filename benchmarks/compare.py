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
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHOWN_AROUND = 12
"""Characters of the text that are shown on either side of a fact."""

KINDS = {
    "roles": "分工",
    "people": "人员",
    "deadlines": "时限",
    "targets": "目标",
    "conventions": "约定",
    "tasks": "任务",
    "sectors": "领域",
    "issues": "待核",
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
        if kind not in ("tasks", "conventions", "issues"):
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
        yield "deadlines", each, (each["kind"], each["from"], each["to"], each["rrule"])
    for each in record["targets"]:
        yield "targets", each, (each["indicator"], each["op"], each["value"], each["unit"], each["region"])
    for each in record["conventions"]:
        yield "conventions", each, (each["rule"],)
    for each in record["tasks"]:
        yield "tasks", each, (each["number"], each["title"])
        for sector in each["sectors"]:
            yield "sectors", {**sector, "task": each["id"]}, (sector["label"],)
    for each in record["issues"]:
        yield "issues", each, (each["code"],)


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
        sys.exit(f"没有版本 {revision}：{archive.stderr.decode(errors='replace').strip()}")
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
        yield "两个版本读出的内容完全相同。"


def main() -> None:
    """Run both revisions and print the difference."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", help="a revision of this repository")
    parser.add_argument("documents", nargs="*", type=Path, default=[ROOT / "seeds"], help="files and folders")
    parser.add_argument("--to", metavar="REVISION", help="compared with BASE; the working tree unless given")
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
