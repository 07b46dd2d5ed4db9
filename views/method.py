"""方法与质量: how what the pages show was made, how often it is wrong, and what its words mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from graph import analysed, kept_findings
from graph.library import Library
from graph.quality import (
    Coverage,
    Definition,
    Figure,
    Section,
    coverage,
    definitions,
    example_statement,
    rules,
    sections,
    used_libraries,
)
from graph.rows import AssignmentRow
from graph.wording import load_table
from ingest import extraction
from views.addresses import address
from views.cards import assignment_quote, at_text, letter, task_path
from views.findings import KINDS
from views.frame import heading, library
from views.sheet import Node, link, node, show
from views.tables import Cell, count, named_table, table
from views.verdicts import put_aside, standing
from views.wording import language, say

STEPS = ("read", "outline", "mark", "state", "check", "identify", "keep")
WORDS = ("written", "implied", "doubt", "corrected", "unwritten", "unread", "zero")
LIMITS = ("assigns", "rules", "names", "overlaps", "scans", "fields", "five")


def show_page() -> None:
    """Draw the page."""
    heading(say("nav.method"), say("method.purpose"))
    held = library()
    show(_contents(), key="contents")
    show(_steps(), _example(held), key="steps")
    show(_words(), key="words")
    show(*_quality(), key="quality")
    show(_coverage(held), key="coverage")
    show(_limits(), _definitions(), _versions(held), key="rest")


def _contents() -> Node:
    parts = ("how", "words", "quality", "coverage", "limits", "definitions", "versions")
    return node("ul", (node("li", link(f"#method-{part}", say(f"method.{part}"))) for part in parts), cls="examples")


def _part(name: str, *children: Node | None, note: str | None = None) -> Node:
    head = node("header", node("h2", say(f"method.{name}")), node("span", note, cls="quiet") if note else None)
    return node("section", head, children, cls="part method-part", id=f"method-{name}")


def _steps() -> Node:
    items = (node("li", node("strong", say(f"method.step_{step}")), " ", say(f"method.does_{step}")) for step in STEPS)
    number, examples, names = rules()
    told = say("method.rules", rules=str(number), examples=str(examples), names=str(names))
    return _part("how", node("ol", items, cls="method-steps"), node("p", told, cls="quiet"))


def _example(held: Library) -> Node | None:
    """One statement of this library with what was read from it."""
    rows = _example_rows(held)
    if not rows:
        return None
    read = (node("li", letter(row.role), " ", link(address("unit", id=row.unit_id), row.canonical), " ",
                 node("span", say("method.as_written", words=row.surface), cls="quiet")) for row in rows)  # fmt: skip
    first = rows[0]
    place = at_text(first.doc, first.start, first.end, None)
    return node("div", node("p", say("method.example"), cls="quiet"), task_path(first), assignment_quote(rows),
                node("ul", read, cls="lines"), node("p", place), cls="card")  # fmt: skip


@st.cache_resource(max_entries=4, show_spinner=False)
def _example_of(_library: Library, home: str, stamp: str) -> list[AssignmentRow]:
    return example_statement(_library)


def _example_rows(held: Library) -> list[AssignmentRow]:
    return _example_of(held, str(held.home), held.stamp())


def _words() -> Node:
    pairs = (part for word in WORDS for part in (node("dt", say(f"method.word_{word}")),
                                                node("dd", say(f"method.means_{word}"))))  # fmt: skip
    return _part("words", node("dl", pairs, cls="facts"))


def _quality() -> list[Node]:
    english = language() == "en"
    told = load_table("quality")
    notes = {row["id"]: row for row in told["section"]}
    names = {row["id"]: row for row in told["figure"]}
    measured = [_section(one, notes[one.id], names, "en" if english else "zh") for one in sections()]
    head = _part("quality", node("p", say("method.quality_note")), node("h3", say("method.each_run")), *measured)
    return [head, _once(told["once"], "en" if english else "zh")]


def _section(one: Section, told: dict[str, str], names: dict[str, dict[str, str]], code: str) -> Node:
    pairs = any(figure.precision is not None for figure in one.figures)
    heads = ("figure", "counts", "cases", *(("found", "precise") if pairs else ("share",)), "interval")
    rows = (_figure(figure, names[figure.id], code, pairs) for figure in one.figures)
    title = node("header", node("h4", told[code]), node("span", say("method.on", day=one.measured), cls="quiet"))
    table = _table(heads, rows, numbers=heads[2:])
    return node("section", title, node("p", told[f"note_{code}"], cls="quiet"), table, cls="method-measured")


def _table(heads: Sequence[str], rows: Iterable[Sequence[Cell]], numbers: Sequence[str]) -> Node:
    kinds = ["number" if name in numbers else "quiet" if name == "counts" else None for name in heads]
    return named_table([say(f"method.col_{name}") for name in heads], kinds, rows)


def _figure(figure: Figure, names: dict[str, str], code: str, pairs: bool) -> list[str]:
    cells = [names[code], names[f"counts_{code}"], str(figure.of) if figure.of else "—", f"{figure.share:.1%}"]
    if pairs:
        cells.append(f"{figure.precision:.1%}" if figure.precision is not None else "—")
    sure = f"{figure.low:.1%}–{figure.high:.1%}" if figure.low is not None and figure.high is not None else "—"
    return [*cells, sure]


def _once(rows: list[dict[str, object]], code: str) -> Node:
    """What was measured by hand, which no test measures again."""
    heads = ("questions", "cases", "first", "now", "day")
    body = (
        (
            node("strong", str(row[code])) if row.get("unseen") else str(row[code]),
            *(str(row["n"]), _two(row["first"]), _two(row["now"]), str(row["date"])),
        )
        for row in rows
    )
    table = _table(heads, body, numbers=heads[1:])
    return node("section", node("h3", say("method.by_hand")), node("p", say("method.by_hand_note"), cls="quiet"), table,
                cls="method-measured")  # fmt: skip


def _two(shares: object) -> str:
    right, wrong = shares if isinstance(shares, list) else (0.0, 0.0)
    return f"{right:.0%} / {wrong:.0%}"


def _coverage(held: Library) -> Node:
    """How much of the documents of this library was read."""
    found = coverage(held, extraction())
    return _part("coverage", *_covered(found), _found_kinds(held), note=say("intake.of", n=found.documents))


def _covered(found: Coverage) -> list[Node | None]:
    seen = found.statements + found.unread
    numbers = {
        "statements": found.statements,
        "unread": found.unread,
        "doubts": found.doubts,
        "doubtful": found.doubtful_documents,
    }
    lists = {"doubts": address("list", of="issues")}
    cells = (node("li", _number(n, say(f"method.n_{name}"), lists.get(name))) for name, n in numbers.items())
    share = say("method.read_share", share=f"{found.statements / seen:.1%}", n=str(seen)) if seen else None
    rows = (
        (
            link(address("plan", id=doc), node("span", title, lang="zh-CN")),
            count(n, address("plan", id=doc, show="doubts")),
        )
        for doc, title, n in found.most
    )
    most = table(("plan", "doubts"), rows, numbers=("doubts",), fold=False) if found.most else None
    return [
        node("ul", cells, cls="figures"),
        node("p", share) if share else None,
        node("p", say("method.outdated", n=found.outdated), cls="notice") if found.outdated else None,
        node("p", say("method.most_doubts"), cls="quiet") if most else None,
        most,
    ]


def _number(number: int, words: str, to: str | None) -> Node:
    """A figure, with the list behind it where there is one."""
    inside = (node("strong", str(number)), node("span", words))
    return link(to, *inside) if to and number else node("div", *inside, cls="none")


def _found_kinds(held: Library) -> Node | None:
    """What the findings are, as the page of gaps and conflicts counts them; nothing before they are looked for."""
    if not analysed.held(held, "findings"):
        return None
    numbers = kept_findings.kinds(held, kept_findings.Wanted(without=put_aside(standing())))
    parts = [(count(numbers.get(kind, 0), address("findings", kind=kind)), say(f"finding.{kind}")) for kind in KINDS]
    said = [part for number, words in parts for part in (words, " ", number, "　")]
    return node("p", say("method.found_kinds"), said, cls="quiet")


def _limits() -> Node:
    return _part(
        "limits", node("ul", (node("li", say(f"method.limit_{name}")) for name in LIMITS), cls="method-limits")
    )


def _definitions() -> Node:
    groups = [
        node("details", node("summary", say(f"method.of_{name}", n=len(found))), _meanings(found))
        for name, found in definitions().items()
    ]
    return _part("definitions", *groups)


def _meanings(found: tuple[Definition, ...]) -> Node:
    english = language() == "en"
    pairs = (
        part
        for one in found
        for part in (node("dt", one.en if english else one.zh),
                     node("dd", one.definition_en if english else one.definition_zh))
    )  # fmt: skip
    return node("dl", pairs, cls="method-meanings")


def _versions(held: Library) -> Node:
    stamps = (("rules", extraction()[:12]), ("library", held.stamp()[:12]))
    pairs = (part for name, value in stamps for part in (node("dt", say(f"method.stamp_{name}")), node("dd", value)))
    used = _table(("used", "version", "licence"), used_libraries(), numbers=())
    used = node("details", node("summary", say("method.used")), used)
    return _part("versions", node("dl", pairs, cls="facts"), node("p", say("method.licence"), cls="quiet"), used)
