"""What became of divisions, as changes of their bodies: 襄樊市 became 襄阳市, and its bureaus with it."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from extract.naming.places import Place, reorganisations
from graph.reforms import Change, Kind, Reform
from graph.wording import load_table

_DIVISIONS = "divisions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One division became, or went into, another; ``year`` is the first in which the new one stood."""

    old: Place
    new: Place
    year: int
    kind: Kind


@functools.cache
def _steps() -> tuple[dict[Place, list[Step]], dict[Place, list[Step]]]:
    onward: dict[Place, list[Step]] = defaultdict(list)
    back: dict[Place, list[Step]] = defaultdict(list)
    for one in reorganisations():
        kind: Kind = one.kind if one.kind in ("merged", "split") else "renamed"
        step = Step(old=one.old, new=one.new, year=one.year, kind=kind)
        onward[step.old].append(step)
        back[step.new].append(step)
    return onward, back


def steps_from(place: Place) -> tuple[Step, ...]:
    """What the division became, one step on."""
    return tuple(_steps()[0].get(place, ()))


def steps_to(place: Place) -> tuple[Step, ...]:
    """What became the division, one step back."""
    return tuple(_steps()[1].get(place, ()))


def other_names(places: Iterable[Place]) -> dict[str, Place]:
    """The names of divisions that became one of these, or that one of these alone became, each with the one it means.

    >>> from extract.naming.places import find_place
    >>> other_names([find_place("襄阳市")])["襄樊市"].name, other_names([find_place("襄樊市")])["襄阳市"].name
    ('襄阳市', '襄樊市')
    """
    found: dict[str, Place] = {}
    for place in places:
        formers = [step.old for step in steps_to(place) if len(steps_from(step.old)) == 1]
        now = [step.new for step in steps_from(place) if step.kind == "renamed" and len(steps_to(step.new)) == 1]
        for other in (*formers, *now):
            for name in _names(other):
                if name not in _names(place):
                    found.setdefault(name, place)
    return found


def _names(place: Place) -> tuple[str, ...]:
    """What a division is called; counties are rarely called by their bare name, which may be that of their city."""
    whole = "".join(part.name for part in reversed(place.chain))
    return (place.name, whole, place.bare) if place.level == "city" else (place.name, whole)


def step_between(words: str, place: Place) -> Step | None:
    """The step by which a division of this name became the place, or the place became it."""
    steps = (*steps_to(place), *steps_from(place))
    return next((s for s in steps if words in _names(s.old if s.new == place else s.new)), None)


@functools.cache
def of_places(step: Step) -> Change:
    """The step as a change of the division's bodies; the steps of a division that was split are one change.

    >>> from extract.naming.places import find_place
    >>> of_places(steps_from(find_place("襄樊市"))[0]).reform.zh
    '2010年行政区划调整'
    """
    words = load_table("reforms")["divisions"]
    heirs = _heirs(step)
    names = {"old": step.old.name, "new": "、".join(new.name for new in heirs), "year": step.year}
    first_day, last_day = f"{step.year}-01-01", f"{step.year}-12-31"
    reform = Reform(
        id=f"{_DIVISIONS}.{step.year}",
        zh=words["zh"].format(**names),
        en=words["en"].format(**names),
        source=words["source"],
        adopted=first_day,
        first_day=first_day,
        last_day=last_day,
    )
    return Change(
        id=".".join([_DIVISIONS, str(step.old.code), *(str(new.code) for new in heirs)]),
        reform=reform,
        kind=step.kind,
        levels=tuple(dict.fromkeys(new.level for new in heirs)),
        former=((step.old.name,),),
        now=tuple((new.name,) for new in heirs),
        varies=False,
        first_day=first_day,
        last_day=last_day,
        zh=words["note_zh"].format(**names),
        en=words["note_en"].format(**names),
    )


def _heirs(step: Step) -> tuple[Place, ...]:
    """The divisions that the old one became in that year, of which several are only told together."""
    if step.kind != "split":
        return (step.new,)
    return tuple(one.new for one in steps_from(step.old) if (one.kind, one.year) == (step.kind, step.year))


def divides(change: Change) -> bool:
    """Whether a division was parted among several, so that none of them goes on with all that its bodies did."""
    return change.kind == "split" and change.reform.id.startswith(f"{_DIVISIONS}.")
