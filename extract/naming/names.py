"""The identity of units: surfaces as written → full names and ids that are equal for one body of one jurisdiction.

A name is read as place + organ. The place is written (朔州市), implied by a level (市, seen from the document's place)
or, where it is elided, the document's own. Beyond the grammar only what a document itself makes clear is merged:
市大气办 is the office of the one group whose name holds these characters. Doubtful names stay apart.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.naming.central import read_central
from extract.naming.collectives import BRACKETS, read_collective, seat_of
from extract.naming.divisions import CHINA, Place
from extract.naming.knownzones import read_known_zone
from extract.naming.levels import leading_level, match_level
from extract.naming.localbodies import read_local
from extract.naming.mergers import merge_within_document
from extract.naming.placenames import find_place, split_place
from extract.naming.readings import NOWHERE, Reading, Setting
from extract.naming.rendering import reading_of
from extract.naming.shownkinds import shown_kind
from extract.naming.vertical import read_railway, read_vertical
from extract.naming.zones import read_zone
from extract.records import content_id

_PAIRS = (("（", "）"), ("“", "”"))


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitName:
    """A unit's identity: whole name, stable id, jurisdiction's full name and line of work, where known.

    ``rule`` is the id of the rule in ``rules/names.toml`` by which the words got this name, ``because`` what it rests
    on: another name of the document, the prefix of the list, an entry of a lexicon. ``known`` is False where the
    grammar does not know the words, which then stand as they are.
    """

    canonical: str
    unit_id: str
    collective: bool
    place: str | None
    function: str | None
    kind: str = "organ"
    known: bool = True
    rule: str = "name.as_written"
    because: str | None = None


def resolve_unit(  # noqa: PLR0913 - what a document tells about its names
    surface: str,
    *,
    place: Place | None,
    head: str | None = None,
    year: int | None = None,
    host: str | None = None,
    home: str = "",
) -> UnitName:
    """The unit that the words name in a document of ``place``; ``head`` restores an elided prefix (市).

    ``year`` is the document's, ``host`` the full name of the department that issues it, and ``home`` keeps bodies of
    unknown places apart.

    >>> from extract.naming.places import find_place
    >>> resolve_unit("市发改委", place=find_place("朔州市")).canonical
    '朔州市发展和改革委员会'
    >>> resolve_unit("工业和信息化局", place=find_place("平城区"), head="市").canonical
    '大同市工业和信息化局'
    """
    return _named(_read_behind(_balanced(surface), head, Setting(place=place, year=year, host=host, home=home)))


def resolve_units(  # noqa: PLR0913 - what a document tells about its names
    surfaces: Sequence[str],
    *,
    place: Place | None,
    heads: Sequence[str | None] | None = None,
    context: Iterable[str] = (),
    year: int | None = None,
    host: str | None = None,
    home: str = "",
    lists: Sequence[int] | None = None,
) -> list[UnitName]:
    """The units of one document's surfaces, in their order; names that the document explains are merged.

    ``heads`` holds for each surface the prefix that its list has, a level (市) or a place (四川省), ``context`` further
    names of the document (of groups and companies) that may explain a surface. ``lists`` holds the number of the list
    that each surface stands in: names that stand beside each other explain nothing, because they are two bodies.

    >>> from extract.naming.places import find_place
    >>> names = resolve_units(["市大气办", "市大气污染防治工作领导组办公室"], place=find_place("朔州市"))
    >>> {name.canonical for name in names}
    {'朔州市大气污染防治工作领导组办公室'}
    """
    setting = Setting(place=place, year=year, host=host, home=home)
    heads = heads or [None] * len(surfaces)
    labelled = [_labelled(_balanced(s), head, setting) for s, head in zip(surfaces, heads, strict=True)]
    labels, readings = [label for label, _ in labelled], dict(labelled)
    for words in sorted({*context}):
        readings.setdefault(words, read_unit(words, setting))
    merged = merge_within_document(readings, beside=_beside(labels, lists or []))
    return [_named(_with_own_rule(merged[label], reading)) for label, reading in labelled]


def _with_own_rule(merged: Reading, own: Reading) -> Reading:
    """The reading of a label with the rule of one surface: 市财政局 and 财政局 behind 市 are labelled alike."""
    if merged.rule == "name.explained":
        return merged
    return replace(merged, rule=own.rule, because=own.because)


def _beside(labels: Sequence[str], lists: Sequence[int]) -> Mapping[str, frozenset[str]]:
    """Each name's neighbours in the lists of the document."""
    members: dict[int, set[str]] = {}
    for label, number in zip(labels, lists, strict=False):
        members.setdefault(number, set()).add(label)
    neighbours: dict[str, set[str]] = {}
    for names in members.values():
        for label in names:
            neighbours.setdefault(label, set()).update(names - {label})
    return {label: frozenset(names) for label, names in neighbours.items()}


def _labelled(words: str, head: str | None, setting: Setting) -> tuple[str, Reading]:
    """What a document's names are compared by, and its reading: a prefix of the list that counts stands before it."""
    reading = _read_behind(words, head, setting)
    return (f"{head}{words}" if reading.rule == "name.head" else words), reading


def _read_behind(words: str, head: str | None, setting: Setting) -> Reading:
    """The reading of a name in a list whose prefix is ``head``, where it is a department's name without one."""
    plain = read_unit(words, setting)
    if not head:
        return plain
    if head == "国家":
        return _central_in_list(words, setting) or plain if plain.elided else plain
    there = find_place(head, within=setting.place) if len(head) > 1 and head != "自治区" else None
    if there is not None:
        return _elsewhere(words, there, setting, plain)
    if not plain.elided:
        return plain
    reading = read_unit(head + words, setting)
    if reading.place is None and plain.place is not None and leading_level(head + words) is None:
        return plain
    return replace(reading, rule="name.head", because="；".join(filter(None, (head, reading.because))))


def _central_in_list(words: str, setting: Setting) -> Reading | None:
    """A bare name in a list that begins with a central body: 国家发展改革委、能源局."""
    reading = read_central(words, replace(setting, place=CHINA))
    return replace(reading, rule="name.head", because=f"国家；{reading.because}") if reading else None


def _elsewhere(words: str, there: Place, setting: Setting, plain: Reading) -> Reading:
    """A name behind a body of another place: 四川省农业农村厅、省发展改革委 are both of that place."""
    if not plain.elided and match_level(words, setting.place) is None:
        return plain
    reading = read_unit(words, replace(setting, place=there))
    return replace(reading, rule="name.head", because=there.full_name)


def clean_surface(surface: str) -> str:
    """The surface on one line, with one kind of brackets."""
    # braces would be read as places of the templates that names are made from
    return re.sub(r"\s+", "", surface).translate(BRACKETS).replace("{", "｛").replace("}", "｝")


def _balanced(surface: str) -> str:
    """The surface without brackets and quotes at its ends whose other half is not in it.

    >>> _balanced("省推进工业互联网工作组办公室（"), _balanced("“双打办”")
    ('省推进工业互联网工作组办公室', '“双打办”')
    """
    words = clean_surface(surface)
    for left, right in _PAIRS:
        if words.count(left) > words.count(right):
            words = words.removesuffix(left).removeprefix(left)
        elif words.count(right) > words.count(left):
            words = words.removeprefix(right).removesuffix(right)
    return words or clean_surface(surface)


def _named(reading: Reading) -> UnitName:
    return UnitName(
        canonical=reading.canonical,
        unit_id=content_id("unit", reading.scope, reading.key.removeprefix("bare:")),  # see mergers
        collective=reading.collective,
        place=reading.place.full_name if reading.place else None,
        function=reading.function,
        kind=shown_kind(reading),
        known=reading.kind != "other" and (reading.kind != "department" or reading.function is not None),
        rule=reading.rule,
        because=reading.because,
    )


@functools.lru_cache(maxsize=8192)
def read_unit(surface: str, setting: Setting = NOWHERE) -> Reading:
    """The reading of one surface by the grammar alone; documents of one place name the same bodies again and again."""
    reading = _read(clean_surface(surface), setting)
    if not reading.scope and reading.place is None and not reading.everywhere:
        return replace(reading, scope=setting.home)  # nothing else keeps it apart from those of other documents
    return reading


def _read(words: str, setting: Setting) -> Reading:
    return (
        read_central(words, setting)
        or read_known_zone(words, setting)
        or _collective(words, setting.place)
        or read_vertical(words, setting)
        or read_railway(words, setting)
        or read_local(words, setting)
    )


def _collective(words: str, place: Place | None) -> Reading | None:
    if place is not None and place.level == "zone" and words[0] not in "各有相" and match_level(words, place):
        return None  # 园区管委会 is the zone's own there
    if place is not None and place.level == "town" and words.startswith("街道") and place.name.endswith("街道"):
        return None  # 街道办事处 is the one that issues the document
    own, rest = split_place(words, within=place)
    if own and "各" not in rest and rest != words and read_zone(rest) and not match_level(rest, place):
        return None  # 苏州工业园区 is one zone
    seat = own or seat_of(words, place)
    organ = read_collective(rest, own) if own and rest else read_collective(words, seat)
    if not organ:
        return None
    rule = "name.post" if organ.kind == "post" else "name.collective"
    return replace(reading_of(organ, seat, collective=True), rule=rule)
