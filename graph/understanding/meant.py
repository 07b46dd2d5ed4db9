"""Which documents a question means, and what it names that the library does not hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.answering.sentences import in_words
from graph.answering.topics import pairs
from graph.holdings import HeldPlan, Holdings
from graph.understanding.naming import Named
from graph.wording import letters, load_table, load_words, runs

_SEPARATOR = " "


def docs_meant(
    places: Sequence[Named], plans: Sequence[Named], years: Sequence[int], holdings: Holdings
) -> tuple[str, ...]:
    """The documents that are meant: of the places, with the title, of the year; all where nothing is said."""
    found = set(holdings.plans)
    if places:
        found = set().union(*(docs_of_place(one, holdings) for one in places))
    titled = [set(one.docs) for one in plans if one.docs]
    if titled:
        found &= set().union(*titled)
    of_year = {doc for doc in found if holdings.plans[doc].year in years}
    return tuple(sorted(of_year or found))


def docs_around(inside: Sequence[Named], docs: Sequence[str], holdings: Holdings) -> tuple[str, ...]:
    """Those of the documents that are of a place around the counties, or of none: a neighbour's sets them nothing."""
    around = [frozenset(one.place.chain) for one in inside if one.place]
    plans = holdings.plans
    return tuple(doc for doc in docs if all(plans[doc].place is None or plans[doc].place in chain for chain in around))


def docs_of_place(one: Named, holdings: Holdings) -> set[str]:
    """The documents of the place, or of those inside it where none is of the place itself."""
    if one.place is None or not one.held:
        return set(one.docs)
    exact = {plan.doc for plan in holdings.plans.values() if plan.place == one.place}
    inside = {plan.doc for plan in holdings.plans.values() if plan.place and plan.place.within(one.place)}
    return exact or inside


def wrong_day(times: Sequence[Named], *, english: bool = False) -> str | None:
    """What to say of a day that no calendar has; None where all are days."""
    wrong = next((one.words for one in times if not one.held), None)
    return in_words("missing.day", english=english, words=wrong) if wrong else None


def what_is_missing(  # noqa: PLR0913 - what the question names, and the language it is told in
    places: Sequence[Named],
    plans: Sequence[Named],
    years: Sequence[int],
    docs: Sequence[str],
    holdings: Holdings,
    *,
    english: bool = False,
) -> str | None:
    """What the question names and the library does not hold, in a sentence; None where it holds all."""
    for one in places:
        if not one.held or not docs_of_place(one, holdings):
            return in_words("missing.place", english=english, words=one.words)
    if not docs:
        names = "、".join(one.words for one in [*places, *plans])
        return in_words("missing.plan", english=english, words=names)
    for one in plans:
        subject = _foreign_subject(one, docs, holdings)
        if subject:
            return in_words("missing.subject", english=english, words=subject)
    held = [holdings.plans[doc] for doc in docs]
    untold = next((year for year in years if not any(_tells_year(plan, year) for plan in held)), None)
    if untold is None:
        return None
    has = "、".join(dict.fromkeys(str(plan.year) for plan in held if plan.year))
    told = in_words("missing.held", english=english, years=has) if has else ""
    where = places[0].words if places else ""
    return in_words("missing.year", english=english, where=where, year=untold, held=told)


def _tells_year(plan: HeldPlan, year: int) -> bool:
    """Whether the plan is of the year, or sets something for it."""
    due = (deadline.to or deadline.from_ or "" for deadline in plan.document.deadlines)
    return (
        plan.year is None
        or plan.year == year
        or (plan.document.meta.date or "").startswith(str(year))
        or any(day.startswith(str(year)) for day in due)
    )


def _foreign_subject(one: Named, docs: Sequence[str], holdings: Holdings) -> str | None:
    """Words of the plan's name that no text behind the title speaks of: another plan, named only in passing."""
    if not one.docs or all(holdings.plans[doc].document.meta.genre == "news" for doc in docs):
        return None
    frame = "|".join(sorted(load_table("frames")["documents"], key=lambda word: (-len(word), word)))
    words = re.sub(rf"20\d\d年?|{frame}", _SEPARATOR, one.words)
    for piece in _telling(words):
        told = pairs(piece)
        if told and not any(pair in holdings.plans[doc].content for doc in docs for pair in told):
            return letters(words)
    return None


def _telling(words: str) -> list[str]:
    """The pieces of a plan's name without the words that every plan uses; a single character with what follows it."""
    plain = " ".join(runs(words))
    left = load_words().generic.sub(lambda hit: _SEPARATOR * len(hit[0]), plain)
    return [plain[hit.start() : max(hit.end(), hit.start() + 2)] for hit in re.finditer(r"\S+", left)]
