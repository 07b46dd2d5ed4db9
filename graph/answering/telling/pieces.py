"""How the pieces of a sentence are put together in the language of the question."""

from __future__ import annotations

from collections.abc import Iterable

from graph.answering.question.queries import Duty
from graph.answering.question.request import Request
from graph.answering.telling.sentences import say
from graph.answers import Item
from graph.wording import runs

MOST_TOLD = 6  # readings that a sentence tells; the answers below it hold all
_ORDER = ("lead", "cooperating", "responsible", "supervising")


def listed(request: Request, words: Iterable[str]) -> str:
    """The words in a row, each once."""
    return (", " if request.understood.english else "、").join(dict.fromkeys(words))


def in_sentence(request: Request, parts: Iterable[str]) -> str:
    """The parts as one sentence, of many the first and how many more there are; empty where there are none."""
    told = [part for part in parts if part]
    if not told:
        return ""
    more = len(told) - MOST_TOLD
    if more > 0:
        told = [*told[:MOST_TOLD], say(request, "more", count=more)]
    return f"{'; '.join(told)}." if request.understood.english else f"{'；'.join(told)}。"


def in_a_row(request: Request, sentences: Iterable[str]) -> str:
    """Whole sentences, one after another."""
    return (" " if request.understood.english else "").join(filter(None, sentences))


def topic_said(request: Request) -> str:
    """The topic as a sentence quotes it: its pieces in a row."""
    return listed(request, runs(request.topic))


def units_by_role(request: Request, items: Iterable[Item]) -> str:
    """The units with what each is said to do: 由甲牵头，由乙配合."""
    by_role: dict[str, list[str]] = {role: [] for role in _ORDER}
    for item in items:
        for role in (item.role or "").split("、"):
            by_role.setdefault(role, []).append(item.label)
    parts = [say(request, f"by.{role}", units=listed(request, own)) for role, own in by_role.items() if own]
    return (", " if request.understood.english else "，").join(parts)


def is_added(request: Request, duty: Duty) -> bool:
    """Whether a rule that the plan declares adds the unit to a statement that does not write it."""
    statements = request.holdings.statements(duty.doc)
    return duty.standing == "implied" and not any(
        unit.unit_id == duty.unit for s in statements if s.id == duty.statement for unit in s.units
    )


def derived(request: Request, duties: Iterable[Duty], added: Iterable[Duty]) -> str:
    """Which roles follow from a rule that the plan declares, and which units it adds to those that are written."""
    units = listed(request, (duty.name for duty in duties if duty.standing == "implied"))
    more = listed(request, (duty.name for duty in added))
    told = say(request, "derived", units=units) if units else ""
    return in_a_row(request, (told, say(request, "derived.added", units=more) if more else ""))
