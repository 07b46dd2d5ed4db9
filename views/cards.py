"""Quotes and the small signs around them: role letters, marked words, links to the place in the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.answers import Evidence
from graph.calling import flowing, numbered, with_joints
from graph.rows import AssignmentRow
from graph.whereabouts import Form, Where, in_words, recognised_in_words
from views.addresses import place
from views.sheet import Node, link, node
from views.wording import cues, language, role_letter, say

Stretch = tuple[int, int, str]


def letter(kind: str) -> Node:
    """The letter of a role, of deadlines or of targets, in its colour."""
    return node("span", role_letter(kind), cls=f"letter {kind}", title=say(f"role.{kind}"))


def role_name(kind: str) -> Node:
    """Letter and word of a role."""
    return node("span", letter(kind), " ", say(f"role.{kind}"))


def tag(words: str, *, doubt: bool = False) -> Node:
    """A small word of ours beside a fact (推断, 待核)."""
    return node("span", words, cls="tag doubt" if doubt else "tag")


def standing_tag(standing: str) -> Node | None:
    """推断 or 更正 beside an assignment; nothing beside what the plan writes."""
    return tag(say(f"state.{standing}")) if standing != "written" else None


def marked(words: str, stretches: Iterable[Stretch]) -> list[Node | str]:
    """The words with stretches (start, end, class) marked; a stretch that runs into an earlier one is left out.

    >>> [part if isinstance(part, str) else part.children[0] for part in marked("市能源局牵头", [(0, 4, "lead")])]
    ['市能源局', '牵头']
    """
    words = with_joints(words)
    parts: list[Node | str] = []
    here = 0
    for start, end, kind in sorted(stretches):
        if start < here or end > len(words):
            continue
        parts += [flowing(words[here:start]), node("mark", flowing(words[start:end]), cls=kind)]
        here = end
    return [part for part in (*parts, flowing(words[here:])) if part != ""]


def assignment_quote(rows: Sequence[AssignmentRow]) -> Node:
    """The quote of one statement with the units of the rows and the words that give them their role marked."""
    quote, base = rows[0].quote, rows[0].start
    stretches: list[Stretch] = [
        (row.unit_start - base, row.unit_end - base, row.role)
        for row in rows
        if row.unit_start is not None and row.unit_end is not None
    ]
    for role in sorted({row.written_role for row in rows}):
        stretches += [(start, end, f"cue {role}") for start, end in cues(quote, role)]
    return node("blockquote", marked(quote, stretches), cls=rows[0].role, lang="zh-CN")


def task_path(row: AssignmentRow, plan: str | None = None) -> Node:
    """Where the statement stands: plan, heading path, task."""
    parts = [plan or row.plan_title, row.section, numbered(row.task_number, row.task_title)]
    return node("p", " › ".join(part for part in parts if part), cls="path")


def because(row: AssignmentRow) -> Node | None:
    """The declared rule behind a role that is not written as such."""
    if not row.rule:
        return None
    rule: Node | str = row.rule
    if row.rule_start is not None:
        rule = link(place(row.doc, row.rule_start, row.rule_end), row.rule)
    return node("p", say("card.because"), rule, cls="quiet")


def where(found: Where | None) -> Node | None:
    """Where words stood in the original file; nothing for a plain text, which has no pages."""
    said = in_words(found, english=language() == "en") if found else ""
    return node("span", said, cls="where") if said else None


def at_text(doc: str, start: int, end: int | None, found: Where | None) -> Node:
    """Where words stood in the file, and the way to them in the text."""
    to = link(place(doc, start, end), say("card.at"), cls="locate at", title=say("card.locate"))
    return node("span", where(found), " ", to)


def recognised_tag(form: Form) -> Node | None:
    """A sign beside what was recognised in a picture, with the advice to look at the original."""
    advice = recognised_in_words(form, english=language() == "en")
    return node("span", say("form.recognised"), cls="tag doubt", title=advice) if advice else None


def foot(quote: Evidence, source: str) -> Node:
    """Where the quote stood, the way to it in the text, and a copy of it with its source."""
    return node(
        "footer",
        where(quote.place),
        link(place(quote.doc, quote.start, quote.end, words=quote.quote), say("card.locate"), cls="locate"),
        copy_button(quote.quote, source),
    )


def copy_button(quote: str, source: str) -> Node:
    """Copies the quote with the title it stands under."""
    return node("button", say("card.copy"), cls="copy", data_copy=f"{quote}——《{source}》")


def short(words: str | None, length: int = 60) -> str:
    """The beginning of the words, with … where they go on."""
    words = " ".join((words or "").split())
    return words if len(words) <= length else f"{words[:length]}…"
