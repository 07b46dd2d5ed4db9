"""All names in a question: times, places, plans and units, each by what the library holds, in their order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import ahocorasick

from graph.holdings import Holdings
from graph.kept import once
from graph.understanding.named import Named, is_free
from graph.understanding.occurrences import automaton_of, hits_in
from graph.understanding.placenames import find_places, unknown_places
from graph.understanding.plannames import find_plans
from graph.understanding.times import find_times
from graph.understanding.unitmentions import at_its_level, find_units
from graph.understanding.unitnames import inner_places, units_named

_POINTING = re.compile("的?(?:那|这)?(?:个|份|次|场)?(?:全[省市县区])?")


def find_names(words: str, holdings: Holdings) -> list[Named]:
    """The names in the words of a question, none inside another."""
    named = find_times(words)
    named += find_whole_names(words, holdings, named)
    places = find_places(words, holdings, named)
    inside = [one for one in places if is_inside(one, holdings)]
    named += [one for one in places if one not in inside]
    named += find_plans(words, holdings, named)
    units = [at_its_level(one, words, holdings, named, inside) for one in find_units(words, holdings, named)]
    named += [*units, *unknown_places(words, holdings, named, units)]
    named = _without_issuers(sorted(named, key=lambda one: one.start), holdings)
    return _without_days_of_plans(words, _with_glosses(words, named))


def is_inside(one: Named, holdings: Holdings) -> bool:
    """Whether it is a county inside the place of a plan: it stays words of the topic, unless a plan is of it."""
    own, around = _own_places(holdings)
    return one.held and one.place not in own and one.place not in around


@once
def _own_places(holdings: Holdings) -> tuple[frozenset[object], frozenset[object]]:
    own = {plan.place for plan in holdings.plans.values() if plan.place}
    return frozenset(own), frozenset(above for place in own for above in place.chain)


def find_whole_names(question: str, holdings: Holdings, taken: Sequence[Named]) -> list[Named]:
    """The units whose names hold a place further in (大同市公安局平城分局): found before places, or they fall apart."""
    found: list[Named] = []
    for start, name in hits_in(question, _whole_names(holdings)):
        end = start + len(name)
        if is_free(start, end, [*taken, *found]):
            found.append(Named(start=start, end=end, sign="Ⓤ", words=name, units=units_named(name, holdings)))
    return found


@once
def _whole_names(holdings: Holdings) -> ahocorasick.Automaton:
    return automaton_of(inner_places(holdings))


def _without_issuers(named: Sequence[Named], holdings: Holdings) -> list[Named]:
    """The names; a unit directly before the plan that it issued belongs to the plan's name (省生态环境厅滚动方案)."""
    found: list[Named] = []
    for one in named:
        before = found[-1] if found else None
        if (
            before
            and one.sign == "Ⓓ"
            and before.sign == "Ⓤ"
            and before.end == one.start
            and _issued(before, one, holdings)
        ):
            found[-1] = replace(one, start=before.start, words=before.words + one.words)
        else:
            found.append(one)
    return found


def _with_glosses(question: str, named: Sequence[Named]) -> list[Named]:
    """The names; a second name in brackets goes into the unit before it, and stands for it where only that is held."""
    found: list[Named] = []
    for one in named:
        if one.gloss and found:
            first = found[-1]
            better = first if first.units or not one.units else one
            end = one.end + (question[one.end : one.end + 1] == ")")
            found[-1] = replace(better, start=first.start, end=end, gloss=False)
        else:
            found.append(one)
    return found


def _without_days_of_plans(question: str, named: Sequence[Named]) -> list[Named]:
    """The names; a day directly before a plan belongs to the plan's name (5月24号那个通知)."""
    found: list[Named] = []
    for one in named:
        before = found[-1] if found else None
        of_plan = before and before.sign == "Ⓣ" and before.held and one.sign == "Ⓓ" and before.words[-1] in "日号"
        if before and of_plan and _POINTING.fullmatch(question[before.end : one.start]):
            found[-1] = replace(one, start=before.start, words=question[before.start : one.end])
        else:
            found.append(one)
    return found


def _issued(unit: Named, plan: Named, holdings: Holdings) -> bool:
    issuers = [holdings.plans[doc].document.meta.issuer or "" for doc in plan.docs]
    return any(
        issuer and (unit.words in issuer or any(u.canonical in issuer for u in unit.units)) for issuer in issuers
    )
