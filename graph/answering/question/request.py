"""A question on its way to the answer: what was understood, resolved to what the library holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.naming.places import split_place
from graph.answering.question.queries import Every, find_ids
from graph.answering.question.rows import Due, Duty, Level, Row, Table, Work
from graph.answers import Answer, AnswerType, Evidence, Item, Understood
from graph.holdings import HeldUnit, Holdings
from graph.store import Store
from graph.understanding.unitnames import units_named
from graph.whereabouts import whereabouts

ROLE_WORDS = {"lead": "牵头", "cooperating": "配合", "responsible": "责任", "supervising": "督导"}
ROLE_ENGLISH = {
    "lead": "leads",
    "cooperating": "cooperates",
    "responsible": "is responsible",
    "supervising": "supervises",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The question with everything that its answer is made of. ``units`` has one entry for each unit named."""

    question: str
    understood: Understood
    holdings: Holdings
    store: Store
    units: tuple[tuple[HeldUnit, ...], ...]

    @property
    def docs(self) -> tuple[str, ...]:
        """The documents that are meant; all of them are told by their type, so that queries need not name them."""
        docs = self.understood.docs
        return Every(docs) if len(docs) == len(self.holdings.plans) else docs

    @property
    def topic(self) -> str:
        """The words to search for; empty where there are none."""
        return self.understood.topic or ""

    def understood_docs_by_place(self) -> list[tuple[str, ...]]:
        """For each place that was named its documents; the documents that are meant where none was."""
        plans = self.holdings.plans.values()
        found = []
        for name in self.understood.places:
            place = self.holdings.places.get(name)
            found.append(tuple(plan.doc for plan in plans if place and plan.place == place))
        return found or ([self.docs] if len(self.docs) < len(self.holdings.plans) else [])

    def label(self, doc: str) -> str:
        """Place and year of a document, as readings are told apart."""
        return self.holdings.plans[doc].label

    def unit_ids(self, number: int = 0) -> list[str]:
        """The ids that the unit named at this place can mean in the documents that are meant."""
        here = set(self.docs)
        return [unit.unit_id for unit in self.units[number] if unit.docs & here]

    def duties(self, query: str) -> list[Duty]:
        """The rows of a query for assignments."""
        return self._rows(self.holdings.rows.duties, "assignment", query)

    def dues(self, query: str) -> list[Due]:
        """The rows of a query for deadlines."""
        return self._rows(self.holdings.rows.dues, "deadline", query)

    def levels(self, query: str) -> list[Level]:
        """The rows of a query for targets."""
        return self._rows(self.holdings.rows.levels, "target", query)

    def works(self, query: str) -> list[Work]:
        """The rows of a query for tasks."""
        return self._rows(self.holdings.rows.works, "task", query)

    def _rows(self, table: Table[Row], name: str, query: str) -> list[Row]:
        """The rows whose ids the query finds under this name; those of the program's own graph are kept."""
        if self.store.remote:
            return table.of(find_ids(self.store, query)[name])
        found = self.holdings.found
        ids = found.get(query, lambda: find_ids(self.store, query))
        return list(found.get((name, query), lambda: table.of(ids[name])))

    def say(self, chinese: str, english: str) -> str:
        """The sentence in the language of the question."""
        return english if self.understood.english else chinese

    def evidence(self, doc: str, start: int, end: int) -> Evidence:
        """The words at this place of the document."""
        plan = self.holdings.plans[doc]
        place = whereabouts(plan.document.places, start, end)
        return Evidence(doc=doc, start=start, end=end, quote=plan.text[start:end], place=place)


def make_request(question: str, understood: Understood, holdings: Holdings, store: Store) -> Request:
    """The request for what was understood."""
    units = tuple(_of_place(_units(words, holdings), understood, holdings) for words in understood.units)
    return Request(question=question, understood=understood, holdings=holdings, store=store, units=units)


def _of_place(units: tuple[HeldUnit, ...], understood: Understood, holdings: Holdings) -> tuple[HeldUnit, ...]:
    """Without units of other places than the one that the question names, though its documents name them too."""
    place = holdings.places.get(understood.places[0]) if len(understood.places) == 1 else None
    if place is None:
        return units
    owns = [(unit, split_place(unit.canonical, within=place)[0]) for unit in units]
    return tuple(unit for unit, own in owns if own is None or own.within(place) or place.within(own))


def _units(words: str, holdings: Holdings) -> tuple[HeldUnit, ...]:
    forms = (words, f"{words}局", f"{words}支队")
    return next((units for form in forms if (units := units_named(form, holdings))), ())


def answered(  # noqa: PLR0913 - the fields of an answer
    request: Request,
    kind: AnswerType,
    items: Sequence[Item],
    *,
    evidence: Iterable[Evidence] = (),
    query: str,
    text: str,
    ambiguous: bool = False,
) -> Answer:
    """An answer with its proof; the same words are quoted once."""
    return Answer(
        question=request.question,
        understood=request.understood,
        answer_type=kind,
        answers=tuple(items),
        evidence=tuple(dict.fromkeys(evidence)),
        query=query,
        text=text,
        ambiguous=ambiguous,
    )


def refused(  # noqa: PLR0913 - the fields of a refusal
    request: Request,
    kind: AnswerType,
    reason: str,
    *,
    suggestions: Sequence[str] = (),
    evidence: Iterable[Evidence] = (),
    query: str = "",
) -> Answer:
    """A refusal: nothing is asserted, the reason and what can be asked instead are said."""
    return Answer(
        question=request.question,
        understood=request.understood,
        answer_type=kind,
        evidence=tuple(dict.fromkeys(evidence)),
        query=query,
        text=reason,
        refused=True,
        reason=reason,
        suggestions=tuple(dict.fromkeys(suggestions))[:6],
    )


def unit_items(request: Request, duties: Iterable[Duty], *, grouped: bool) -> list[Item]:
    """One answer a unit and document, with its surfaces there."""
    found: dict[tuple[str, str], list[Duty]] = {}
    for duty in duties:
        found.setdefault((duty.unit, duty.doc), []).append(duty)
    return [
        Item(
            label=own[0].name,
            id=unit,
            group=request.label(doc) if grouped else None,
            surfaces=tuple(dict.fromkeys(duty.surface for duty in own)),
            docs=(doc,),
            role="、".join(dict.fromkeys(duty.role for duty in own)),
        )
        for (unit, doc), own in found.items()
    ]


def task_item(request: Request, row: Duty | Due | Work, *, grouped: bool, value: str | None = None) -> Item:
    """The answer for a task."""
    start = row.start if isinstance(row, Work) else row.task_start
    return Item(
        label=row.title,
        title=row.title,
        id=row.task,
        group=request.label(row.doc) if grouped else None,
        doc=row.doc,
        number=row.number,
        start=start,
        value=value,
    )


def names(items: Iterable[Item]) -> str:
    """The labels in a row."""
    return "、".join(dict.fromkeys(item.label for item in items))


def units_meant(understood: Understood, holdings: Holdings) -> set[str]:
    """The ids of the units that were named, in the documents that are meant."""
    here = set(understood.docs)
    named = [unit for words in understood.units for unit in _units(words, holdings)]
    return {unit.unit_id for unit in named if unit.docs & here}
