"""Bodies that no list of names holds and only their duty marks as such: 各级林长制办公室每年组织考核.

A name stands where a sentence can begin and directly before what it is told; a list of names (白沙河闸管所、
南湖水库管理所要…) is one where each of its items is a body or a place.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

from extract.assigning.cuedlists import CuedList
from extract.assigning.dutywords import match
from extract.naming.placenames import find_place
from extract.naming.unitwords import is_line_of_work, is_unit
from extract.rulebook import load_pattern
from extract.text.marks import Mark
from extract.text.stretches import merged, touches

_LINE = re.compile("[^、和]+")
_OPENING = re.compile("(?:[。；;\n，,：:.、）)由请]|会同|联合|(?<=[日月底末旬年])(?:之|以)?前)(?=[“（一-鿿])")
_ITEM = re.compile("[^、]+")


def with_named(text: str, units: Sequence[Mark], lists: Sequence[CuedList] = ()) -> list[Mark]:
    """The units and the bodies that only what they are told marks as such.

    A body's name may take in one known mention (国务院 in 国务院教育督导委员会办公室), never two.
    ``lists`` are those of units that words of role end.
    """
    starts = [mark.start for mark in units]
    named: list[Mark] = []
    replaced: set[int] = set()
    openings = (0, *(opening.end() for opening in _OPENING.finditer(text)))
    found = {*_single(text, openings), *_listed(text, openings), *_cued(lists)}
    for one in sorted(found, key=lambda mark: (mark.start, -mark.end)):
        met = range(bisect_left(starts, one.start), bisect_left(starts, one.end))
        before = met.start - 1
        cut = (before >= 0 and units[before].end > one.start) or any(units[at].end > one.end for at in met)
        known = any((units[at].start, units[at].end) == (one.start, one.end) for at in met)
        if cut or known or len(met) > 1 or (named and named[-1].end > one.start):
            continue
        if met and _goes_on(text, units[met.start], one):
            continue
        named.append(one)
        replaced.update(met)
    kept = [mark for number, mark in enumerate(units) if number not in replaced]
    taken = merged((mark.start, mark.end) for mark in (*kept, *named))
    lines = [mark for mark in _lines_of_work(text) if not touches(mark.start, mark.end, taken)]
    return sorted([*kept, *named, *lines], key=attrgetter("start"))


def _goes_on(text: str, known: Mark, one: Mark) -> bool:
    """Whether a name is only a known collective and words about it: 各乡镇 and 结合实际 in 各乡镇结合实际制定."""
    return known.start == one.start and known.label == "collective" and not match("tail", text[known.end : one.end])


def _at_openings(text: str, openings: Sequence[int], rule_id: str) -> Iterator[re.Match[str]]:
    """The finds of a rule at the places where a sentence or a part of one can begin."""
    find = load_pattern("duties", rule_id).match
    behind = 0
    for place in openings:
        if place >= behind and (found := find(text, place)):
            behind = found.end()
            yield found


def _single(text: str, openings: Sequence[int]) -> Iterator[Mark]:
    """One name before what it is told."""
    for found in _at_openings(text, openings, "duty.named"):
        label = _label(found["name"])
        if label and label != "place":
            yield Mark(start=found.start("name"), end=found.end("name"), rule="duty.named", label=label)


def _listed(text: str, openings: Sequence[int]) -> Iterator[Mark]:
    """The names of a list before what they are told, all of them bodies or places."""
    for found in _at_openings(text, openings, "duty.named.list"):
        spans = [item.span() for item in _ITEM.finditer(text, *found.span("names"))]
        spans = [part for start, end in spans for part in _parted(text, start, end)]
        labels = [_label(text[start:end]) for start, end in spans]
        if any(labels):  # of 各村、社区 the second says 各 too
            labels = [label or _each(text[start:end]) for label, (start, end) in zip(labels, spans, strict=True)]
        if all(labels):
            for (start, end), label in zip(spans, labels, strict=True):
                yield Mark(start=start, end=end, rule="duty.named.list", label=label)


def _cued(lists: Sequence[CuedList]) -> Iterator[Mark]:
    """The items of the lists that words of role end; what is none of their units is taken out of the duty again."""
    for item in (item for one in lists for item in (*one.units, *one.others)):
        label = _label(item.text) or "organ"
        yield Mark(start=item.start, end=item.end, rule="list.cue", label="organ" if label == "place" else label)


def _parted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """An item of a list whole if it is a unit, else on both sides of its 和."""
    parted = match("parted", text[start:end])
    if parted:
        return [(start, start + parted.start("joint")), (start + parted.end("joint"), end)]
    joint = None if _label(text[start:end]) else match("joint", text[start:end])
    return [(start, start + joint.start()), (start + joint.end(), end)] if joint else [(start, end)]


def _each(words: str) -> str:
    return "collective" if match("area", words) else ""


@functools.lru_cache(maxsize=4096)
def _label(words: str) -> str:
    """What kind of unit words before a duty name; empty if none."""
    if match("no", words):
        return ""
    if match("post", words):
        return "post"
    if match("seat", words) or (match("body", words) and is_unit(words.removeprefix("各级"))):
        return "collective" if words.startswith("各") else "organ"
    return "place" if find_place(words) or (len(words) < 4 and find_place(words + "市")) else ""


def _lines_of_work(text: str) -> Iterator[Mark]:
    """Departments named by their lines of work: 市场监管, 公安 and 城管 in 市场监管、公安、城管等部门要…."""
    for found in load_pattern("duties", "duty.lines").finditer(text):
        items = list(_LINE.finditer(text, *found.span("names")))
        if all(is_line_of_work(item[0]) for item in items):
            for item in items:
                whole = item is items[-1] and not found["etc"]
                end = found.end() if whole else item.end()
                yield Mark(start=item.start(), end=end, rule="duty.lines", label="organ")
