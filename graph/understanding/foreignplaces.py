"""Places in questions that the library does not hold: divisions of today and of old, and names before 市 that none has.

A question that names such a place is refused; the units of other places are no answer to it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.naming.divisions import places_by_name
from extract.naming.mentions import names_in
from extract.naming.placenames import only_one, ordinary_names
from extract.naming.places import Place
from graph.divisionchanges import steps_from
from graph.holdings import Holdings
from graph.kept import once
from graph.wording import letters, load_table, pairs_of

_BODY = re.compile(r"[^谁哪什么啥的,。?、和与跟由归\s]{0,10}?(?:局|委|办|厅|政府|大队|支队|中心|法院|检察院|部门)")
_CHINESE = re.compile(r"[一-鿿]*$")
_NO_PLACE = re.compile("[要报送交给向从来把被将让跟由归的了着过又也还就请问需得应会能可到往]")
_LONGEST = 4  # characters of a place's name without the word for its level
_WHOLE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A place that the question names: ``place`` where it is one of the library by another name, else unknown to it.

    ``docs`` are documents that name it as theirs though no table knows where it lies.
    """

    start: int
    end: int
    words: str
    place: Place | None = None
    docs: tuple[str, ...] = ()

    @property
    def held(self) -> bool:
        """Whether the library holds something of it."""
        return self.place is not None or bool(self.docs)


def divisions_elsewhere(question: str, holdings: Holdings) -> list[Elsewhere]:
    """The divisions by their names that the library does not hold; names of topics that its texts speak of are none.

    Of those that became a division of the library, it stands for that one.
    """
    found: list[Elsewhere] = []
    for start, name in names_in(question):
        places = places_by_name()[name]
        end = start + len(name)
        if name in holdings.places or any(place in _held(holdings) for place in _today(places)[1:]):
            continue
        plain = only_one(places, None)
        sure = plain is not None and plain.until is None
        if sure or _BODY.match(question, end) or not _is_spoken_of(name, holdings):
            found.append(Elsewhere(start=start, end=end, words=name, place=_now(places, holdings)))
    return found


def _today(places: Sequence[Place]) -> tuple[Place, ...]:
    """What became of the one place of this name, where it was divided; the first is the place itself."""
    steps = steps_from(places[0]) if len(places) == 1 else ()
    return (places[0], *(step.new for step in steps)) if len(steps) > 1 else ()


def _now(places: Sequence[Place], holdings: Holdings) -> Place | None:
    steps = steps_from(places[0]) if len(places) == 1 else ()
    return steps[0].new if len(steps) == 1 and steps[0].new in _held(holdings) else None


@once
def _held(holdings: Holdings) -> frozenset[Place]:
    return frozenset(holdings.places.values())


def _is_spoken_of(words: str, holdings: Holdings) -> bool:
    return any(words in plan.content for plan in holdings.plans.values())


def place_in_front(question: str, holdings: Holdings) -> Elsewhere | None:
    """The place that the question begins with, which no table knows and no text speaks of: 乙县谁牵头."""
    hit = _front().match(question)
    name = hit["name"] if hit else ""
    within = {name[at:end] for at in range(len(name)) for end in range(at + _WHOLE, len(name) + 1)}
    known = any(place in within for place in holdings.places) or any(names_in(name))
    if hit is None or known or _is_spoken_of(name, holdings):
        return None  # 怀仁应县 is two that a table knows
    return _elsewhere(hit.start("name"), hit.end("name"), name, holdings)


def county_asked(question: str, holdings: Holdings) -> list[Elsewhere]:
    """The counties by their short names before the words that ask who it is there (榆次哪个局).

    Those that the texts speak of, and words that are also others, are none.
    """
    found: list[Elsewhere] = []
    for hit in _asked_there().finditer(question):
        for start in range(max(0, hit.start() - 3), hit.start() - 1):
            name = question[start : hit.start()]
            if _is_county(name) and name not in holdings.places and not _is_spoken_of(name, holdings):
                found.append(_elsewhere(start, hit.start(), name, holdings))
                break
    return found


@functools.cache
def _asked_there() -> re.Pattern[str]:
    return re.compile(load_table("unitwords")["asked"]["there"])


@functools.cache
def _front() -> re.Pattern[str]:
    return re.compile(load_table("unitwords")["front"]["place"])


def place_before(question: str, start: int, level: str, holdings: Holdings) -> Elsewhere | None:
    """The place that the words before a unit name which no part of the question so far has explained.

    ``level`` is the word for a level that the unit begins with at ``start``, or empty: then only a county's short name
    is seen (密云教育局). What the texts speak of without a level is the topic (扬尘区住建局).
    """
    before = _trimmed(question[:start])
    end = start + len(level)
    for size in range(min(len(before), _LONGEST + 2), 0, -1) if level else ():
        if _is_name(before[-size:] + level):
            return _elsewhere(start - size, end, before[-size:] + level, holdings)
    if _may_be_name(before, level) and not _is_topic(before, level, holdings):
        return _elsewhere(start - len(before), end, before + level, holdings)
    return None


def _may_be_name(before: str, level: str) -> bool:
    """Whether a place may be called so, in a table or not: 云岭 before 市, 滨江高新 before 区, 朔 before 县."""
    if not level:
        return _is_county(before)
    if _NO_PLACE.search(before):
        return False
    return (1 if level == "县" else 2) <= len(before) <= (_LONGEST if level == "区" else _LONGEST - 1)


def _is_name(words: str) -> bool:
    """Whether a division is called so; 城区 and 郊区 are words of any town."""
    return words in places_by_name() and (len(words) > _WHOLE or words.endswith("县"))


def _is_county(words: str) -> bool:
    return words in places_by_name() and words not in ordinary_names()


def _is_topic(before: str, level: str, holdings: Holdings) -> bool:
    """Whether the texts speak of the words, and never of a place that is called so."""
    if len(before) == 1:
        return False
    called = "|".join(re.escape(before) + one for one in (level or "市县区州旗"))
    if any(re.search(f"(?:{called})(?!域)", plan.content) for plan in holdings.plans.values()):
        return False
    known = len(before) > _WHOLE and any(holdings.topics.knows(pair) for pair in pairs_of(before))
    return known or _is_spoken_of(before, holdings)


def _elsewhere(start: int, end: int, words: str, holdings: Holdings) -> Elsewhere:
    if words in holdings.places:
        return Elsewhere(start=start, end=end, words=words, place=holdings.places[words])
    docs = [plan.doc for plan in holdings.plans.values() if plan.place is None and words in letters(plan.title)]
    return Elsewhere(start=start, end=end, words=words, docs=tuple(sorted(docs)))


def _trimmed(before: str) -> str:
    """The Chinese characters at the end, behind the words of asking; none where they only point (我们市, 全市)."""
    found = _CHINESE.search(_asking().sub(" ", before))
    words = found[0] if found else ""
    return "" if words and words[-1] in load_table("frames")["pointing"] else words


@functools.cache
def _asking() -> re.Pattern[str]:
    table = load_table("frames")
    words = sorted({*table["phrases"], *table["openings"]}, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words)))
