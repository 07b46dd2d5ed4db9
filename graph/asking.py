"""Asking: a question → what was understood → SPARQL → an answer with its proof, or an honest no."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from graph.answering.pairs.changing import answer_changes
from graph.answering.pairs.conflicting import answer_conflicts
from graph.answering.pairs.overlapping import answer_overlaps
from graph.answering.question.request import Request, make_request, refused
from graph.answering.tasks.counting import answer_count
from graph.answering.tasks.due import answer_due
from graph.answering.tasks.duties import answer_duties, answer_multi
from graph.answering.tasks.excluding import unread_exclusion
from graph.answering.tasks.gaps import answer_no_lead
from graph.answering.tasks.ranking import answer_ranking
from graph.answering.tasks.weighing import answer_compare
from graph.answering.telling.besides import with_rest
from graph.answering.telling.counties import with_counties
from graph.answering.telling.sentences import say
from graph.answering.telling.suggesting import by_plan, by_unit, nearest
from graph.answering.texts.defining import answer_definition
from graph.answering.texts.plans import answer_plan
from graph.answering.texts.whereis import answer_where
from graph.answering.values.deadline import answer_deadline
from graph.answering.values.money import answer_money
from graph.answering.values.targets import answer_targets
from graph.answering.who.carried import with_carried
from graph.answering.who.differing import answer_lead_differs
from graph.answering.who.partners import answer_partners
from graph.answering.who.people import answer_people
from graph.answering.who.roles import answer_role_of
from graph.answering.who.units import answer_who
from graph.answers import Answer, AnswerType, Understood
from graph.holdings import Holdings
from graph.kept import Kept
from graph.library import Library
from graph.loading import load
from graph.questions import understand
from graph.renamed import notes
from graph.store import Store
from graph.understanding.amending import amend

_ANSWERS: dict[str, Callable[[Request], Answer]] = {
    "who-leads": answer_who,
    "who-cooperates": answer_who,
    "who-is-responsible": answer_who,
    "who-supervises": answer_who,
    "lead-differs": answer_lead_differs,
    "role-of": answer_role_of,
    "partners": answer_partners,
    "duties": answer_duties,
    "count": answer_count,
    "ranking": answer_ranking,
    "compare": answer_compare,
    "multi-constraint": answer_multi,
    "no-lead": answer_no_lead,
    "due": answer_due,
    "deadline-of": answer_deadline,
    "targets": answer_targets,
    "where-is": answer_where,
    "overlaps": answer_overlaps,
    "plan-facts": answer_plan,
    "conflicts": answer_conflicts,
    "changes": answer_changes,
    "definition": answer_definition,
}
_OF_TASKS = ("duties", "multi-constraint", "count", "due", "no-lead", "ranking")  # sets, from which tasks can be taken
_WRITTEN = {"person": answer_people, "money": answer_money}  # what few texts say, answered where one does
_OFFERED = 3  # questions that a refusal offers instead
_TRIED = 6  # questions near a refused one that are looked at
_TYPES: dict[str, AnswerType] = {
    "duties": "tasks", "count": "number", "due": "tasks", "deadline-of": "date", "targets": "number",
    "no-lead": "tasks", "role-of": "text", "where-is": "tasks", "plan-facts": "text", "overlaps": "pairs",
    "multi-constraint": "tasks", "out-of-scope": "text", "conflicts": "pairs", "changes": "tasks",
    "definition": "text",
}  # fmt: skip


def ask(question: str, library: Library) -> Answer:
    """The answer to the question in one's own words, from this library as it is now."""
    return Asker.open(library).ask(question)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Answers questions on a library; one for each state of it."""

    library: Library
    holdings: Holdings
    store: Store
    today: date
    _answerable: Kept = field(default_factory=lambda: Kept(most=512), compare=False, repr=False)

    @classmethod
    def open(cls, library: Library, *, today: date | None = None) -> Asker:
        """The asker for the library as it is now; questions that count from today do from the day given."""
        holdings, store = load(library)
        return cls(library=library, holdings=holdings, store=store, today=today or date.today())

    def ask(self, question: str, changes: Mapping[str, str] | None = None, *, english: bool | None = None) -> Answer:
        """The answer to the question in one's own words, read with these changes (:func:`amend`).

        It is in the language of the question where ``english`` does not say otherwise.

        Raises:
            UnknownChangeError: a change is no part of a question, or cannot have its value.
        """
        understood = understand(question, self.holdings, english=english, today=self.today)
        return self.answer(question, amend(understood, changes, self.holdings) if changes else understood)

    def answer(self, question: str, understood: Understood) -> Answer:
        """The answer to what was understood, as it stands or as a person changed it."""
        request = make_request(question, understood, self.holdings, self.store)
        answer = with_carried(_with_notes(self._answer(request), request), request, self.library)
        answer = with_counties(with_rest(answer, request, self._answer), request)
        if answer.refused and self.holdings.plans:
            answer = dataclasses.replace(answer, suggestions=self._offered(request, answer.suggestions))
        return dataclasses.replace(answer, sample=self.library.samples)

    def _answer(self, request: Request) -> Answer:
        return self._refusal(request) or _ANSWERS[request.understood.kind](request)

    def _refusal(self, request: Request) -> Answer | None:
        understood = request.understood
        kind = _TYPES.get(understood.kind, "units")
        if not self.holdings.plans:
            return refused(request, kind, say(request, "refuse.empty"))
        if understood.kind == "out-of-scope":
            answer_written = _WRITTEN.get(understood.aspect or "")
            written = answer_written(request) if answer_written and not understood.missing else None
            reason = understood.missing if answer_written else None
            return written or refused(request, kind, reason or say(request, f"refuse.{understood.aspect or 'opinion'}"))
        if understood.missing:
            return refused(request, kind, understood.missing)
        if understood.excluded and understood.kind not in _OF_TASKS:
            return refused(request, kind, say(request, "refuse.negated"))
        unread = unread_exclusion(request)
        return refused(request, kind, say(request, "refuse.excluded", words=unread)) if unread else None

    def _offered(self, request: Request, suggestions: Sequence[str]) -> tuple[str, ...]:
        """Those of the questions near this one that have an answer: its own first, then by topic, unit and plan.

        A few are tried: each costs as much as an answer.
        """
        rounds: tuple[Callable[[], Sequence[str]], ...] = (
            lambda: suggestions,
            lambda: [*by_unit(request), *nearest(request)],
            lambda: by_plan(request),
        )
        untried = _TRIED
        for candidates in rounds:
            tried = [one for one in dict.fromkeys(candidates()) if one != request.question][:untried]
            untried -= len(tried)
            found = tuple(itertools.islice((one for one in tried if self._has_answer(one)), _OFFERED))
            if found:
                return found
        return ()

    def _has_answer(self, question: str) -> bool:
        return self._answerable.get(question, lambda: not self._answered(question).refused)

    def _answered(self, question: str) -> Answer:
        understood = understand(question, self.holdings, today=self.today)
        return self._answer(make_request(question, understood, self.holdings, self.store))


def _with_notes(answer: Answer, request: Request) -> Answer:
    """The answer with what has to be said of old and new names of the units and places that the question names."""
    understood = request.understood
    named = understood.units or understood.places
    if not named or understood.kind == "out-of-scope" or understood.missing:
        return answer
    answered = (
        () if answer.refused else {doc for item in answer.answers for doc in (*(item.docs or ()), item.doc) if doc}
    )
    said = notes(
        understood.units,
        request.docs,
        request.holdings,
        places=understood.places,
        answered=answered if answered or answer.refused else None,
        english=understood.english,
    )
    text = (" " if understood.english else "").join(filter(None, (answer.text, said.text)))
    if not answer.refused:
        return dataclasses.replace(answer, text=text)
    asked = [request.question.replace(words, name) for words in understood.units[:1] for name in said.instead]
    return dataclasses.replace(answer, text=text, reason=text, suggestions=(*asked, *answer.suggestions))
