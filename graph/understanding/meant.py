"""Which documents a question means, and what it names that the library does not hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.answering.search.topics import pairs
from graph.answering.telling.sentences import in_words
from graph.holdings import HeldPlan, Holdings
from graph.understanding.named import Named
from graph.wording import letters, load_table, load_words, runs

VAGUE = 5  # characters of a plan's name that tell nothing of it: 整治方案
_SEPARATOR = " "
_NUMBER = re.compile(r"[一-鿿]{2,10}[〔﹝\[(（【]20\d\d[〕﹞\])）】]第?\d+号")


Year = tuple[int, int, int]
"""Where a year stands in the question, and the year."""


def docs_meant(
    places: Sequence[Named], plans: Sequence[Named], years: Sequence[Year], holdings: Holdings
) -> tuple[str, ...]:
    """The documents that are meant: of each place those of its plan and its year; all where nothing is said."""
    found: set[str] = set()
    for place, own_plans, own_years in _scopes(places, plans, years):
        docs = docs_of_place(place, holdings) if place else set(holdings.plans)
        titled = [set(one.docs) for one in own_plans if one.docs]
        named = docs & set().union(*titled) if titled else docs
        docs = docs if not named and all(_is_vague(one) for one in own_plans) else named
        of_year = {doc for doc in docs if holdings.plans[doc].year in own_years}
        telling = {doc for doc in docs if any(_tells_year(holdings.plans[doc], year) for year in own_years)}
        found |= of_year or telling or docs
    return tuple(sorted(found))


def _is_vague(plan: Named) -> bool:
    """Whether words for a plan may mean one that is still to be written (要拿整治方案), not one that is held."""
    return len(letters(plan.words)) <= VAGUE


def _scopes(
    places: Sequence[Named], plans: Sequence[Named], years: Sequence[Year]
) -> list[tuple[Named | None, list[Named], list[int]]]:
    """Each place with the plans and years that are said of it: those behind it, and one directly before it."""
    if not places:
        return [(None, list(plans), [year for _, _, year in years])]
    owners = {id(place): (place, list[Named](), list[int]()) for place in places}
    for plan in plans:
        owners[id(_owner(plan.start, plan.end, places))][1].append(plan)
    for start, end, year in years:
        owners[id(_owner(start, end, places))][2].append(year)
    found: list[tuple[Named | None, list[Named], list[int]]] = list(owners.values())
    return found


def _owner(start: int, end: int, places: Sequence[Named]) -> Named:
    """The place that words are said of: the one that they stand directly before, else the last one before them."""
    behind = next((place for place in places if place.start == end), None)
    before = [place for place in places if place.start <= start]
    return behind or (before[-1] if before else places[0])


def by_number(words: str, docs: Sequence[str], holdings: Holdings) -> tuple[tuple[str, ...], str | None]:
    """The documents whose number the words give (all where none is given), and a number that none has or cites.

    >>> _NUMBER.search("平城政办发〔2023〕11号是关于什么的")[0]
    '平城政办发〔2023〕11号'
    """
    given = _NUMBER.search(words)
    if given is None:
        return tuple(docs), None
    number = letters(given[0])
    own = tuple(doc for doc in docs if letters(holdings.plans[doc].document.meta.doc_number or "") == number)
    cited = any(number in letters(plan.text) for plan in holdings.plans.values())
    return own or tuple(docs), None if own or cited else given[0]


def of_plans(places: Sequence[Named], plans: Sequence[Named], units: Sequence[Named]) -> list[Named]:
    """The places whose documents are meant: without one that only says whose a unit is (平城区财政局在朔州计划里)."""
    owners = {id(_owner(plan.start, plan.end, places)) for plan in plans if places}
    whose = [one for one in places if id(one) not in owners and any(unit.start == one.end for unit in units)]
    return [one for one in places if one not in whose] if owners else list(places)


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
    years: Sequence[Year],
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
    untold = (_untold_year(scope, docs, holdings, english=english) for scope in _scopes(places, plans, years))
    return next((said for said in untold if said), None)


def untold_county(
    inside: Sequence[Named], docs: Sequence[str], holdings: Holdings, *, english: bool = False
) -> str | None:
    """That there is no plan of a county and that the plans around it do not speak of it; None where one does."""
    plans = [holdings.plans[doc] for doc in docs]
    for one in inside:
        if one.place and not any(one.place.bare in plan.text for plan in plans):
            around = in_words("missing.and", english=english).join(dict.fromkeys(plan.label for plan in plans))
            return in_words("missing.county", english=english, county=one.place.name, around=around)
    return None


def _untold_year(
    scope: tuple[Named | None, list[Named], list[int]], docs: Sequence[str], holdings: Holdings, *, english: bool
) -> str | None:
    """That no plan of the place is of a year that the question names with it; None where there is one."""
    place, _, years = scope
    own = docs_of_place(place, holdings) & set(docs) if place else set(docs)
    held = [holdings.plans[doc] for doc in sorted(own)]
    dated = [plan for plan in held if plan.year is not None]
    untold = next((year for year in years if dated and not any(_tells_year(plan, year) for plan in dated)), None)
    if untold is None:
        return None
    has = "、".join(dict.fromkeys(str(plan.year) for plan in held if plan.year))
    told = in_words("missing.held", english=english, years=has) if has else ""
    return in_words("missing.year", english=english, where=place.words if place else "", year=untold, held=told)


def _tells_year(plan: HeldPlan, year: int) -> bool:
    """Whether the plan is of the year, or sets something for it."""
    due = (deadline.to or deadline.from_ or "" for deadline in plan.document.deadlines)
    return (
        plan.year == year
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
