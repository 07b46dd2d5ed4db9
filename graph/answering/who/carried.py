"""What units carry as members of collectives, told beside what plans write of them and marked as derived."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from extract.naming.names import resolve_unit
from extract.naming.places import find_place
from graph.answering.question.request import ROLE_ENGLISH, ROLE_WORDS, Request
from graph.answers import Answer
from graph.holdings import Holdings
from graph.kept import once
from graph.library import Library
from graph.members import Carried, members_of, through_collectives

_TOLD = ("duties", "count")
"""The kinds of questions to which what a unit carries through a collective belongs."""
_TITLES = 5
_NO_DOCS: frozenset[str] = frozenset()


def with_carried(answer: Answer, request: Request, library: Library) -> Answer:
    """The answer with a last sentence on what the unit carries through collectives; its items stay as they are."""
    understood = request.understood
    if understood.kind not in _TOLD or not understood.units or understood.missing:
        return answer
    inside = _memberships(request.holdings, library)
    units = [unit for unit in _ids(request) if inside.get(unit, _NO_DOCS) & set(request.docs)]
    found = [
        each
        for each in carried_by(units, library)
        if each.duty.doc in request.docs and understood.role in (None, each.duty.role)
    ]
    said = carried_words(found, request.label, english=understood.english)
    if not said:
        return answer
    text = (" " if understood.english else "").join([answer.text, *said])
    return dataclasses.replace(answer, text=text, reason=text if answer.refused else answer.reason)


@once
def _memberships(holdings: Holdings, library: Library) -> dict[str, frozenset[str]]:
    """The units that are members of collectives, with the documents that name these: most units are in none."""
    found: dict[str, set[str]] = defaultdict(set)
    rows = library.read(
        "SELECT DISTINCT n.doc, n.canonical, n.place, p.year FROM naming AS n JOIN plan AS p ON p.doc = n.doc"
        " WHERE n.collective = 1 AND n.kind = 'areas'"
    )
    for doc, canonical, place, year in rows:
        for member in members_of(canonical, place, year).members:
            found[member.unit_id].add(doc)
    for unit, given in library.read("SELECT DISTINCT unit, given FROM naming WHERE unit <> given"):
        found[unit] |= found.get(given, set())
    return {unit: frozenset(docs) for unit, docs in found.items()}


def _ids(request: Request) -> set[str]:
    """The ids of the unit that was asked for: those held, and those that its name has in the places of the plans."""
    words = request.understood.units[0]
    places = {plan.place for doc in request.docs if (plan := request.holdings.plans[doc]).place}
    return {*request.unit_ids(), *(resolve_unit(words, place=place).unit_id for place in places)}


def ids_of_name(words: str, library: Library) -> set[str]:
    """The ids that the name has in the places of the library's plans, whether a plan writes it or not."""
    rows = library.read("SELECT DISTINCT jurisdiction FROM plan WHERE jurisdiction IS NOT NULL ORDER BY jurisdiction")
    places = [place for (name,) in rows if (place := find_place(name))]
    return {resolve_unit(words, place=place).unit_id for place in places}


def carried_by(units: Iterable[str], library: Library) -> list[Carried]:
    """What each of the units carries through collectives."""
    return [each for unit in sorted(units) for each in through_collectives(library, unit)]


def carried_words(found: Sequence[Carried], label: Callable[[str], str], *, english: bool = False) -> list[str]:
    """One sentence a collective and document."""
    groups: dict[tuple[str, str, str], list[Carried]] = defaultdict(list)
    for each in found:
        if each.duty.task_id:
            groups[each.member.canonical, each.duty.canonical, each.duty.doc].append(each)
    say = _in_english if english else _in_chinese
    return [say(own, label(doc)) for (_, _, doc), own in sorted(groups.items())]


def _in_chinese(own: Sequence[Carried], label: str) -> str:
    first = own[0]
    titles = _titles(own)
    roles = "、".join(dict.fromkeys(ROLE_WORDS[each.duty.role] for each in own))
    shown = "；".join(titles[:_TITLES]) + ("……" if len(titles) > _TITLES else "")
    return (
        f"推断：{label}有{len(titles)}项任务写给“{first.duty.canonical}”（{roles}），"
        f"按区划表其中有{first.member.canonical}：{shown}。以上没有计入。"
    )


def _in_english(own: Sequence[Carried], label: str) -> str:
    first = own[0]
    roles = ", ".join(dict.fromkeys(ROLE_ENGLISH[each.duty.role] for each in own))
    return (
        f"Derived: {label} gives {len(_titles(own))} tasks to {first.duty.canonical} ({roles}), to which"
        f" {first.member.canonical} belongs by the table of divisions; they are not counted here."
    )


def _titles(own: Sequence[Carried]) -> list[str]:
    return list({each.duty.task_id: each.duty.task_title or "" for each in own}.values())


def carried_json(found: Iterable[Carried]) -> list[dict[str, object]]:
    """The form that programs read: each a member with the duty of the collective."""
    return [
        {
            "derived": True, "member": dataclasses.asdict(each.member), "collective": each.duty.canonical,
            "doc": each.duty.doc, "task_id": each.duty.task_id, "task_title": each.duty.task_title,
            "role": each.duty.role, "quote": each.duty.quote, "start": each.duty.start, "end": each.duty.end,
        }
        for each in found
    ]  # fmt: skip
