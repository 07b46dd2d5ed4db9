"""What a unit is to others beyond what plans write: its line of work, what it came from, whom a collective stands for.

None of this is written in a plan: all of it is marked as derived, says from what, and counts in no number of the page.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.calling import numbered
from graph.changes import Link, Party
from graph.functions import functions_of
from graph.library import Library
from graph.linking import Body
from graph.members import Carried, Expansion, Member, expansion, through_collectives
from graph.reforms import sentence
from graph.rows import UnitRow
from views import cached, tables
from views.addresses import address, place
from views.cards import letter, tag
from views.names import unit_link
from views.sheet import Node, link, node
from views.wording import language, say

SHOWN = 12


def work_words(held: Library, unit: UnitRow | Body) -> list[Node | str]:
    """The lines of work of the unit, each with the way to all that have it; none where none is known."""
    parts: list[Node | str] = []
    for concept in functions_of(unit):
        alike = say("relation.alike", n=cached.alike(held, concept.id))
        to = link(address("list", of="units", function=concept.id), alike, cls="quiet")
        parts += [concept.label(english=language() == "en"), " ", to, "　"]
    return parts or ([unit.function] if unit.function else [])


def history(held: Library, unit: str) -> Node | None:
    """What the unit came from and what became of it, step by step, by the reforms; nothing where nothing is known."""
    lineage = cached.lineage(held)
    party = lineage.party(unit)
    links = [*lineage.predecessors(party), *lineage.successors(party)] if party else []
    if not links:
        return None
    head = _head("history")
    columns = ("before", "then", "change", "days", "source")
    return node("section", head, tables.table(columns, map(_change, links)), cls="part")


def _change(one: Link) -> tuple[Node | str, ...]:
    english = language() == "en"
    said = sentence(
        one.change, former=one.former.canonical, now=one.now.canonical, certain=one.certain, english=english
    )
    note = one.change.en if english else one.change.zh
    days = dict.fromkeys((one.change.first_day, one.change.last_day))
    return (
        _party(one.former),
        _party(one.now),
        node("div", node("p", said), node("p", note, cls="quiet") if note else None),
        node("div", (node("p", day) for day in days)),
        node("span", one.change.reform.source, cls="quiet"),
    )


def _party(party: Party) -> Node | str:
    if party.held:
        return link(address("unit", id=party.unit), party.canonical)
    return node("span", party.canonical, " ", tag(say("relation.not_held")))


def _head(name: str) -> Node:
    return node(
        "header",
        node("h2", say(f"relation.{name}"), " ", tag(say("state.implied"))),
        node("span", say(f"relation.{name}_note"), cls="quiet"),
    )


def members(held: Library, unit: UnitRow) -> Node | None:
    """Whom a collective stands for, as far as anybody can list it; nothing for other units."""
    found = expansion(held, unit.unit_id) if unit.collective else Expansion()
    if not (found.members or found.left):
        return None
    names = set(held.bodies([member.unit_id for member in found.members]))
    listed = node("ul", (node("li", _member(member, names)) for member in found.members), cls="examples")
    reasons = dict.fromkeys(member.because for member in found.members)
    why = [node("p", say("relation.by", because=because), cls="quiet") for because in reasons]
    left = [node("p", words) for words in found.left]
    return node("section", _head("members"), listed if found.members else None, why, left, cls="part")


def _member(member: Member, names: set[str]) -> Node:
    if member.unit_id in names:
        return link(address("unit", id=member.unit_id), member.canonical)
    return node("span", member.canonical, " ", tag(say("relation.not_held")))


def carried(held: Library, unit: UnitRow) -> Node | None:
    """What plans give to collectives of which the unit is a member; nothing where they give nothing."""
    rows = [] if unit.collective else through_collectives(held, unit.unit_id)
    if not rows:
        return None
    rest = rows[SHOWN:]
    more = node("details", node("summary", say("relation.more", n=len(rest))), _carried_table(rest)) if rest else None
    return node("section", _head("carried"), _carried_table(rows[:SHOWN]), more, cls="part")


def _carried_table(rows: Sequence[Carried]) -> Node:
    return tables.table(
        ("task", "collective", "because", "plan"),
        (
            (
                _task(row),
                unit_link(row.duty.unit_id, row.duty.canonical),
                node("span", row.member.because, cls="quiet"),
                tables.source(row.duty.plan_title),
            )
            for row in rows
        ),
    )


def _task(row: Carried) -> Node:
    duty = row.duty
    words = numbered(duty.task_number, duty.task_title) or say("list.no_task")
    return node("span", letter(duty.role), " ", link(place(duty.doc, duty.start, duty.end), words))
