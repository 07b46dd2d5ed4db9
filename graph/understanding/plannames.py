"""Plans in questions: a word such as 计划 or 会 with words of a title before it, or one that points back.

What stands behind a place's name is looked for among that place's documents: 安徽…三年计划 is no plan of another
province, though that one's title has the words, too.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Sequence

from graph.holdings import HeldPlan, Holdings
from graph.understanding.named import Named, is_free
from graph.understanding.unitmentions import begins_unit
from graph.wording import load_table

_PASSED = "的“”《》 "
_POINTS = re.compile(r"(?:年|20\d\d|这个|那个|这份|那份|该|本)$")
_LONGEST = 20
_OWN = 6  # characters of a title of another place that make the name a plan that is not held


def find_plans(question: str, holdings: Holdings, taken: Sequence[Named]) -> list[Named]:
    """The documents that the question names, in their order."""
    found: list[Named] = []
    for hit in _words().finditer(question):
        committee = question[: hit.start()].endswith("委员") and hit[0] == "会"
        if not committee and is_free(hit.start(), hit.end(), [*taken, *found]) and not begins_unit(question, hit):
            named = _plan_at(question, hit, holdings, [*taken, *found])
            found += [named] if named else []
    return found


@functools.cache
def _words() -> re.Pattern[str]:
    return re.compile("|".join(sorted(load_table("frames")["documents"], key=lambda word: (-len(word), word))))


def _plan_at(question: str, hit: re.Match[str], holdings: Holdings, taken: Sequence[Named]) -> Named | None:
    best: dict[str, tuple[int, int]] = {}
    for plan in holdings.plans.values():
        start, told = _title_before(question, hit.start(), plan.title, taken)
        told += len(hit[0]) if len(hit[0]) >= 3 and hit[0].removesuffix("议") in plan.title else 0
        if told >= 3 or (told == 2 and hit.start() - start >= 2):
            best[plan.doc] = (told, start)
    own = _docs_before(hit.start(), holdings, taken)
    if own and not best.keys() & own and max((told for told, _ in best.values()), default=0) < _OWN:
        best = {}
    elif own and best.keys() & own:
        best = {doc: one for doc, one in best.items() if doc in own}
    if not best:
        return _pointing(question, hit, holdings, taken, own)
    most = max(told for told, _ in best.values())
    docs = tuple(sorted(doc for doc, (told, _) in best.items() if told == most))
    start = min(start for doc, (_, start) in best.items() if doc in docs)
    return Named(start=start, end=hit.end(), sign="Ⓓ", words=question[start : hit.end()], docs=docs)


def _docs_before(at: int, holdings: Holdings, taken: Sequence[Named]) -> frozenset[str]:
    """The documents of the place that is named last before; none where no place is or the library does not hold it."""
    places = [one for one in taken if one.sign == "Ⓟ" and one.end <= at]
    if not places or not places[-1].held:
        return frozenset()
    last = max(places, key=lambda one: one.end)
    return frozenset(docs_of_place(last, holdings))


def docs_of_place(one: Named, holdings: Holdings) -> set[str]:
    """The documents of a place, or where there are none of its own those of the places in it."""
    if one.place is None or not one.held:
        return set(one.docs)
    exact = {plan.doc for plan in holdings.plans.values() if plan.place == one.place}
    return exact or {plan.doc for plan in holdings.plans.values() if plan.place and plan.place.within(one.place)}


def _title_before(question: str, at: int, title: str, taken: Sequence[Named]) -> tuple[int, int]:
    """How far the words before stand in the title: where they begin, and how many characters do."""
    start, told, position = at, 0, at
    while position > 0:
        covering = next((named for named in taken if named.start < position <= named.end), None)
        if covering or question[position - 1] in _PASSED:
            position = covering.start if covering else position - 1
            continue
        sizes = range(min(_LONGEST, position), 1, -1)
        size = next((k for k in sizes if question[position - k : position] in title), 0)
        if not size or any(named.start < position and named.end > position - size for named in taken):
            break
        position -= size
        start, told = position, told + size
    return start, told


def _pointing(
    question: str, hit: re.Match[str], holdings: Holdings, taken: Sequence[Named], own: Collection[str]
) -> Named | None:
    """A bare word for a document, where it is no part of another word: after a place or year, or before 里, 中, 上."""
    behind = question[hit.end() : hit.end() + 1]
    pointed = any(named.end == hit.start() for named in taken) or _POINTS.search(question[: hit.start()])
    if not pointed and not (behind and behind in "里中上" and len(hit[0]) > 1):
        return None
    docs = [plan.doc for plan in holdings.plans.values() if _may_be(plan, hit[0])]
    here = [doc for doc in docs if doc in own] or (sorted(own) if pointed else [])
    meeting = hit[0] in load_table("frames")["meetings"]
    return Named(
        start=hit.start(), end=hit.end(), sign="Ⓓ", words=hit[0], docs=tuple(here or (docs if meeting else ()))
    )


def _may_be(plan: HeldPlan, word: str) -> bool:
    """Whether the document may be called so: a meeting is in the news, a 公报 in a gazette."""
    genre = plan.document.meta.genre
    if word in load_table("frames")["meetings"]:
        return genre == "news"
    return genre == "gazette-page" if word == "公报" else genre != "news"
