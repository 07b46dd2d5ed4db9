"""What might be one unit and what only looks so: pairs with their reasons, for a person to judge.

Nothing here merges anything. A pair is proposed inside one jurisdiction only; what people have decided is not proposed
again, what they left open is.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.decisions import Judgement, Judgements
from graph.linking import Body
from graph.wording import load_table

_SHORTEST = 4
_SURE = 6
"""Characters from which two names that the grammar does not know are compared."""
_PREFIX = re.compile(r"^(?:自治区|[省市州盟县区旗镇乡])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """That ``unit`` and ``other`` are the same, different, or perhaps the same: by which rule, and what shows it.

    ``surface`` is set where only this surface of the unit is in doubt; ``other`` may then be the unit itself.
    """

    unit: str
    other: str
    judgement: Judgement
    rule: str
    zh: str
    en: str
    surface: str | None = None


def propose(bodies: Mapping[str, Body], judgements: Judgements | None = None) -> list[Link]:
    """Pairs of units that might be one, of each jurisdiction by itself, those apart that people have judged."""
    judged = judgements.pairs() if judgements else frozenset()
    found: dict[frozenset[str], Link] = {}
    for same_place in _by_place(bodies.values()).values():
        for link in (
            *_slips(same_place),
            *_same_names(same_place),
            *_shortened(same_place),
            *_same_work(same_place),
            *_same_groups(same_place),
        ):
            pair = frozenset((link.unit, link.other))
            if pair not in judged:
                found.setdefault(pair, link)
    return sorted(found.values(), key=lambda link: (link.unit, link.other))


def _by_place(bodies: Iterable[Body]) -> dict[str | None, list[Body]]:
    found: dict[str | None, list[Body]] = defaultdict(list)
    for body in bodies:
        if not body.collective:
            found[body.place].append(body)
    return found


def _slips(bodies: Sequence[Body]) -> Iterator[Link]:
    """Names that the grammar does not know and that differ in one character from another name of the place."""
    near: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for body in bodies:
        for name in _names(body):
            for rest in _without_one(name):
                near[rest].add((name, body.unit))
    sure = {body.unit for body in bodies if body.known}
    for body in bodies:
        if body.known:
            continue
        for name in sorted(_names(body)):
            hits = {hit for rest in _without_one(name) for hit in near[rest]}
            for other, unit in sorted(hits):
                difference = one_slip(name, other)
                likely = unit in sure or len(name) >= _SURE
                if unit != body.unit and likely and difference:
                    cut = other[:-1] == name
                    if cut:
                        yield _link("link.cut", body.unit, unit, a=name, b=other, words=other[-1])
                    else:
                        words, english = _differing(difference)
                        yield _link("link.slip", body.unit, unit, a=name, b=other, words=words, english=english)


def _names(body: Body) -> set[str]:
    """The surfaces without the word for their level, where they are long enough to be told from others."""
    plain = {_PREFIX.sub("", surface.words) for surface in body.surfaces} | {body.canonical}
    return {name for name in plain if len(name) >= _SHORTEST}


def _without_one(name: str) -> Iterator[str]:
    yield name
    for at in range(len(name)):
        yield name[:at] + name[at + 1 :]


def one_slip(name: str, other: str) -> str | None:
    """How two names differ, where they do so by one character replaced, left out, added, or two swapped; else None.

    >>> one_slip("生态环镜局", "生态环境局"), one_slip("公交警支队", "公安交警支队"), one_slip("第一中学", "第二中学")
    ('镜→境', '+安', None)
    """
    if name == other or abs(len(name) - len(other)) > 1:
        return None
    start = next((i for i, (a, b) in enumerate(zip(name, other, strict=False)) if a != b), min(len(name), len(other)))
    left, right = name[start:], other[start:]
    while left and right and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    if set(left + right) & _order():
        return None
    if len(left) == 2 and left == right[::-1]:
        return f"{left}→{right}"
    if len(left) > 1 or len(right) > 1 or _other_organ(name, other, left + right):
        return None
    return f"{left}→{right}" if left and right else f"+{right}" if right else f"-{left}"


def _differing(slip: str) -> tuple[str, str]:
    """A slip in words, in both languages.

    >>> _differing("镜→境"), _differing("+安")
    (('镜→境', '镜→境'), ('前者少“安”', 'the first lacks “安”'))
    """
    sign, one = slip[0], slip[1:]
    if sign == "+":
        return f"前者少“{one}”", f"the first lacks “{one}”"
    return (f"前者多“{one}”", f"the first has “{one}” besides") if sign == "-" else (slip, slip)


def _other_organ(name: str, other: str, differing: str) -> bool:
    """Whether two names differ in their last characters only, which say of what kind or rank the organ is (所, 局)."""
    ends = {name[-1], other[-1]}
    return len(name) == len(other) and len(ends) == 2 and ends == set(differing) and ends <= {*_ends()}


def _same_names(bodies: Sequence[Body]) -> Iterator[Link]:
    """Units of one place with one full name whose ids differ."""
    by_name: dict[str, list[Body]] = defaultdict(list)
    for body in bodies:
        by_name[body.canonical].append(body)
    for same in by_name.values():
        for body, other in itertools.pairwise(same):
            yield _link("link.same_name", body.unit, other.unit)


def _shortened(bodies: Sequence[Body]) -> Iterator[Link]:
    """Unknown short names whose characters stand in exactly one longer name of the place, with one end."""
    ends: dict[str, list[Body]] = defaultdict(list)
    for body in bodies:
        ends[body.canonical[-1]].append(body)
    for body in bodies:
        if body.known:
            continue
        for surface in body.surfaces:
            short = _PREFIX.sub("", surface.words)
            if len(short) < _SHORTEST - 1:
                continue
            longer = [other for other in _endings(short, ends) if _holds(other, short) and other.unit != body.unit]
            if len(longer) == 1:
                other = longer[0]
                yield _link("link.short", body.unit, other.unit, a=surface.words, b=other.canonical, words="")


def _endings(short: str, ends: Mapping[str, Sequence[Body]]) -> Iterator[Body]:
    yield from ends.get(short[-1], ())
    if short.endswith("办"):
        yield from ends.get("室", ())
    if short.endswith("委"):
        yield from ends.get("会", ())


def _holds(body: Body, short: str) -> bool:
    if len(body.canonical) <= len(short):
        return False
    rest = iter(body.canonical)
    return all(character in rest for character in short)


def _same_work(bodies: Sequence[Body]) -> Iterator[Link]:
    """Departments of one place and line of work whose names end otherwise: 金融办 and 金融局, 卫健委 and 卫健局."""
    by_work: dict[str, list[Body]] = defaultdict(list)
    for body in bodies:
        if body.function:
            by_work[body.function].append(body)
    for same in by_work.values():
        for body, other in itertools.combinations(same, 2):
            if _may_be_one(body, other):
                yield _link("link.same_work", body.unit, other.unit, words=f"{_kind(body)}、{_kind(other)}")


def _of_one_work(body: Body, other: Body) -> bool:
    return other.place == body.place and body.function is not None and body.function == other.function


def _may_be_one(body: Body, other: Body) -> bool:
    """Whether both names are of kinds that a department bears at different times or in different mouths."""
    heads = load_table("links")["ends"]["head"]
    return _of_one_work(body, other) and {_kind(body), _kind(other)} <= {*heads} and body.kind != "branch" != other.kind


def _same_groups(bodies: Sequence[Body]) -> Iterator[Link]:
    """Groups, or their offices, of one place that differ in the word for the group only."""
    by_subject: dict[str, list[Body]] = defaultdict(list)
    for body in bodies:
        if body.kind == "group":
            by_subject[_group_words().sub("", body.canonical)].append(body)
    for same in by_subject.values():
        for body, other in itertools.combinations(same, 2):
            yield _link("link.same_group", body.unit, other.unit, a=body.canonical, b=other.canonical)


@functools.cache
def _group_words() -> re.Pattern[str]:
    groups = load_table("links")["groups"]
    return re.compile("|".join([*groups["words"], *groups["empty"]]))


def look_alikes(body: Body, bodies: Mapping[str, Body]) -> list[Link]:
    """Units that are written alike or do the same work and are others: of other places, or of another kind."""
    words = {surface.words for surface in body.surfaces}
    found = []
    for other in bodies.values():
        if other.unit == body.unit or other.collective or body.collective:
            continue
        shared = words & {surface.words for surface in other.surfaces}
        if shared and other.place != body.place:
            places = "、".join(place or "未知地方" for place in (body.place, other.place))
            found.append(_link("link.other_place", body.unit, other.unit, a=min(shared), b="", words=places))
        elif _of_one_work(body, other) and not _may_be_one(body, other):
            kinds = f"{_kind(body)}、{_kind(other)}"
            names = {"a": body.canonical, "b": other.canonical}
            found.append(_link("link.other_kind", body.unit, other.unit, **names, words=kinds))
    return found


def _kind(body: Body) -> str:
    """The end of the name that says what kind of organ it is."""
    return next((end for end in _ends() if body.canonical.endswith(end)), body.canonical[-1])


@functools.cache
def _ends() -> tuple[str, ...]:
    ends = load_table("links")["ends"]
    return tuple(sorted([*ends["head"], *ends["other"]], key=lambda end: (-len(end), end)))


@functools.cache
def _order() -> frozenset[str]:
    return frozenset(load_table("links")["order"])


def doubled(unit: str, first: str, second: str, quote: str) -> Link:
    """That the rules hold two surfaces to be one unit though one list of a statement names both."""
    return _link("link.one_list", unit, unit, surface=second, a=first, b=second, words=quote)


def _link(rule: str, unit: str, other: str, *, surface: str | None = None, **words: str) -> Link:
    entry = next(one for one in load_table("links")["link"] if one["id"] == rule)
    return Link(
        unit=unit,
        other=other,
        judgement=entry["judgement"],
        rule=rule,
        zh=entry["zh"].format(**words),
        en=entry["en"].format(**words),
        surface=surface,
    )
