"""Lines of work that stand for their bodies in questions: 住建都管哪些事, 发改、科工两家, 管环保的那个局."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from graph.holdings import HeldUnit, Holdings
from graph.kept import once
from graph.understanding.named import Named, is_free
from graph.understanding.unitnames import clipped, known_work, units_called, units_named
from graph.wording import load_table

_SIZES = (6, 5, 4, 3, 2)
_FRONT = range(2, 7)  # where a line of work ends that the question begins with: 城管,平城区的,牵头的有哪几条
_BEFORE = frozenset("由,、和跟与及或里中内上让归找给是除把(（;。?的")
_LINK = re.compile("[、,和跟与及]|以及")
_GIVEN = re.compile("(?:由|归|是|让|找|给|跟|和|与)$")
_OF_TWO = re.compile("谁|哪|在|比|相比|一同|[,，]?(?:两|二)")
_CHINESE = re.compile(r"[一-鿿]+")
_LED = re.compile(r"(?:搞|管|抓|主管|分管|负责)$")
_THE_ONE = re.compile(r"的(?:(?:那|这)(?:个|家)?)?(?:局|委|厅|部门|单位)|的(?:那|这)(?:个|家)(?!任务|工作|事)")


def bare_works(question: str, holdings: Holdings, taken: Sequence[Named]) -> list[Named]:
    """The lines of work that mean their bodies here; what a question only speaks about is none.

    From the end on: in a list each goes with the one behind it.
    """
    found: list[Named] = []
    for end in range(len(question), 1, -1):
        known = [*taken, *found]
        if is_free(end - 1, end, known):
            named = _led(question, end, holdings, known) or _shown(question, end, holdings, known)
            named = named or _paired(question, end, holdings, known)
            found += [named] if named else []
    return found


def _led(question: str, end: int, holdings: Holdings, taken: Sequence[Named]) -> Named | None:
    """管环保的那个局, as one name."""
    behind = _THE_ONE.match(question, end)
    for start, words in _stretches(question, end, taken) if behind else ():
        led = _LED.search(question[:start])
        units = units_of_work(words, holdings) if led else ()
        if led and behind and units:
            return Named(start=led.start(), end=behind.end(), sign="Ⓤ", words=words, units=units)
    return None


def _shown(question: str, end: int, holdings: Holdings, taken: Sequence[Named]) -> Named | None:
    """A line of work before words that show a body, or before another one in a list."""
    kind = _kind().match(question, end)
    if not kind and not _does().match(question, end) and not _is_listed(question, end, taken):
        last = end == len(question) or question[end] in "?。,;)"
        if not last:
            return None
        fronted = end in _FRONT and _fronted().match(question, end)
        return _first(question, end, end, holdings, taken, given=not fronted)
    return _first(question, end, kind.end() if kind else end, holdings, taken)


def _paired(question: str, end: int, holdings: Holdings, taken: Sequence[Named]) -> Named | None:
    """The second of two lines of work that are compared or joined: 发改和环保谁牵头的多."""
    second = _first(question, end, end, holdings, taken) if _OF_TWO.match(question, end) else None
    link = _LINK.search(question, second.start - 1, second.start) if second else None
    if second is None or link is None:
        return None
    first = _first(question, link.start(), link.start(), holdings, [*taken, second])
    return second if first else None


def _is_listed(question: str, end: int, taken: Sequence[Named]) -> bool:
    return any(
        one.sign == "Ⓤ" and end < one.start and _LINK.fullmatch(question[end : one.start]) is not None for one in taken
    )


def _first(  # noqa: PLR0913 - where it stands and what is known around
    question: str, end: int, last: int, holdings: Holdings, taken: Sequence[Named], *, given: bool = False
) -> Named | None:
    """The longest line of work that ends here and begins where a name may; ``given``: only behind 由, 归, 是."""
    for start, words in _stretches(question, end, taken):
        edge = start == 0 or question[start - 1] in _BEFORE or any(one.end == start for one in taken)
        if edge and (not given or _GIVEN.search(question[:start])):
            units = units_of_work(words, holdings)
            if units:
                return Named(start=start, end=last, sign="Ⓤ", words=question[start:last], units=units)
    return None


def _stretches(question: str, end: int, taken: Sequence[Named]) -> list[tuple[int, str]]:
    starts = (end - size for size in _SIZES if size <= end)
    return [
        (start, question[start:end])
        for start in starts
        if is_free(start, end, taken) and _CHINESE.fullmatch(question, start, end)
    ]


def units_of_work(words: str, holdings: Holdings) -> tuple[HeldUnit, ...]:
    """The units of a line of work that is named without 局 or 支队 (住建, 市住建, 交警); none where no unit has it."""
    return _units_of_work(holdings, words)


@once
def _units_of_work(holdings: Holdings, words: str) -> tuple[HeldUnit, ...]:
    name = f"{clipped(words)}局"
    work = known_work(name)
    one = work is not None and ("和" in work or not set(words) & set("和与及跟"))  # 公安和交警 are two
    if one and not words.endswith(("局", "委", "办")):
        return units_named(name, holdings)
    return units_called(f"{words}支队", holdings) if len(words) == min(_SIZES) else ()


@functools.cache
def _kind() -> re.Pattern[str]:
    return re.compile(load_table("unitwords")["bare"]["kind"])


@functools.cache
def _fronted() -> re.Pattern[str]:
    return re.compile(load_table("unitwords")["bare"]["fronted"])


@functools.cache
def _does() -> re.Pattern[str]:
    bare = load_table("unitwords")["bare"]
    return re.compile(rf"{bare['counted']}|(?:{bare['does']})(?!{bare['asked_for']})")
