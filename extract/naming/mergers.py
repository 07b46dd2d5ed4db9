"""Names that a document explains by its other names: a group's short name, a shortened company, a bare 各市.

A merger is made only if exactly one other body of the document fits.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from extract.naming.explaining import Readings, explained_by, is_subsequence, only_body
from extract.naming.fullernames import (
    fuller_centre,
    joined_department,
    part_department,
    plain_department,
    short_department,
    town_office,
)
from extract.naming.functions import read_work
from extract.naming.groups import GROUP_WORDS, NAMELESS
from extract.naming.readings import Reading

_OFFICE = "(?:办公室|各?成员单位)$"
_GROUP_TAIL = re.compile(f"(?:{GROUP_WORDS})(?:办公室|各?成员单位)?$")
_SHORT_OFFICE = re.compile("办(?:公室)?$")
_QUOTES = re.compile('[“”"]')

_COMPANY = re.compile("(?:集团|公司)$")
_LEGAL_FORM = re.compile("(?:控股|股份|有限|责任|集团|公司)+")
_COMPANY_WORDS, _MORE_WORDS = 4, 4
"""Characters that a company's short name has at least, and that its whole name has more."""
_ZONE_WORDS = 2
"""Characters of a zone's name at least that a longer name may explain."""
_OWN_WORDS = 4
"""Characters at the end of a name by which it is seen to be written out."""

Rule = Callable[[str, Reading, Readings], Reading | None]


def merge_within_document(
    readings: Readings, *, beside: Mapping[str, frozenset[str]] | None = None
) -> dict[str, Reading]:
    """The readings with what the document explains; surfaces of one body get one canonical name, its fullest.

    ``beside`` holds each name's neighbours in lists: these are other bodies and explain nothing about it.
    """
    merged = _apart(readings, beside or {})
    rules: tuple[Rule, ...] = (
        _short_group,
        _nameless_group,
        _short_company,
        _short_zone,
        _short_institution,
        short_department,
        plain_department,
        joined_department,
        part_department,
        fuller_centre,
        town_office,
        _bare_area,
        _department,
    )
    for rule in rules:
        for surface in sorted(merged):
            found = rule(surface, merged[surface], merged)
            neighbours = (beside or {}).get(surface, ()) if found else ()
            if found and not any(_body(merged[name]) == _body(found) for name in neighbours):
                merged[surface] = found
    return _one_name_each(merged)


def _apart(readings: Readings, beside: Mapping[str, frozenset[str]]) -> dict[str, Reading]:
    """The readings, zones of one list kept apart: 经济开发区 and 经济技术开发区 can be one zone, or two of one city."""
    merged = dict(readings)
    for surface, reading in readings.items():
        if reading.kind != "zone":
            continue
        twins = {n for n in beside.get(surface, ()) if n in readings and _body(readings[n]) == _body(reading)}
        if any(readings[twin].canonical != reading.canonical for twin in twins):
            merged[surface] = replace(reading, key=f"{reading.key}:{reading.canonical}")
    return merged


def _body(reading: Reading) -> tuple[str, str]:
    return reading.scope, reading.key


def _one_name_each(readings: Readings) -> dict[str, Reading]:
    """The readings with one name for each body: the fullest that is written out, else the fullest of the tables.

    A second nameplate belongs to the name only where the document never writes the body without it.
    """
    names: dict[tuple[str, str], list[tuple[bool, bool, int, str]]] = {}
    for surface, reading in readings.items():
        written = surface[-_OWN_WORDS:] == reading.canonical[-_OWN_WORDS:]
        plate = surface.endswith("）") and reading.canonical.endswith("）")
        given = (plate, not written, -len(reading.canonical), reading.canonical)
        names.setdefault((reading.scope, reading.key), []).append(given)
    fullest = {body: min(given)[-1] for body, given in names.items()}
    return {surface: _called(reading, fullest[_body(reading)]) for surface, reading in readings.items()}


def _called(reading: Reading, name: str) -> Reading:
    return reading if reading.canonical == name else replace(reading, canonical=name)


def _short_group(surface: str, reading: Reading, readings: Readings) -> Reading | None:
    """市大气办 → 市大气污染防治工作领导组办公室, if the document has one group whose name holds these characters."""
    if not (_SHORT_OFFICE.search(surface) or reading.kind == "group") or NAMELESS.match(surface):
        return None
    if "{" in reading.key:
        return None  # an organ whose whole name is known: 市委办 is not 市委网信办
    office = bool(_SHORT_OFFICE.search(surface))
    # a customary long name of an office gives way to the document's own
    said = surface if reading.kind == "group" else reading.canonical
    short = _QUOTES.sub("", re.sub("(?:办公室|办)$", "", said))
    groups = [
        (name, other)
        for name, other in readings.items()
        if other.scope == reading.scope and _is_group(other.key)
        if (len(other.canonical) > len(reading.canonical) or (reading.kind == "group" and len(name) > len(surface)))
        if is_subsequence(short, other.canonical.removesuffix("办公室")) and not NAMELESS.match(name)
    ]
    named = only_body((name, other) for name, other in groups if other.key.endswith("办公室") == office)
    if named or not office or any(other.key.endswith("办公室") for _, other in groups):
        return named
    group = only_body((name, other) for name, other in groups if other.kind == "group")
    return replace(group, key=f"{group.key}办公室", canonical=f"{group.canonical}办公室") if group else None


@functools.lru_cache(maxsize=4096)
def _is_group(key: str) -> bool:
    return _GROUP_TAIL.search(key) is not None and not key.endswith("成员单位")


def _nameless_group(surface: str, reading: Reading, readings: Readings) -> Reading | None:
    """专班办公室, 各成员单位 → those of the one group of the document that has a name and ends so."""
    words = NAMELESS.match(surface)
    if not words or not (words["group"] or (words["office"] or "").endswith("成员单位")):
        return None
    ending = words["group"] or ""
    groups = {
        re.sub(_OFFICE, "", other.canonical): re.sub(_OFFICE, "", other.key)
        for name, other in sorted(readings.items())
        if _GROUP_TAIL.search(name) and not NAMELESS.match(name) and re.sub(_OFFICE, "", name).endswith(ending)
        if re.search("小组|领导组|指挥部|专班|联席会议", name)
    }
    if len(set(groups.values())) != 1:
        return None
    canonical, key = max(groups.items(), key=lambda item: (len(item[0]), item[0]))
    office = words["office"] or ""
    owners = [each for each in sorted(readings.items()) if re.sub(_OFFICE, "", each[1].canonical) == canonical]
    name, owner = max(owners, key=lambda each: len(each[0]))
    return replace(
        explained_by(name, owner),
        key=key + office.removeprefix("各"),
        canonical=canonical + office,
        collective=office.endswith("成员单位"),
        kind="group",
    )


def _short_company(surface: str, reading: Reading, readings: Readings) -> Reading | None:
    """省投资集团 → 省投资集团控股有限公司, 徐工集团 → 徐州工程机械集团有限公司."""
    if not _COMPANY.search(surface):
        return None
    others = [(name, other) for name, other in readings.items() if _COMPANY.search(name) and name != surface]
    longer = only_body((n, o) for n, o in others if n.startswith(surface) and _LEGAL_FORM.fullmatch(n[len(surface) :]))
    if longer:
        return longer
    words = surface[1:] if surface[0] in "省市县区州" else surface
    return only_body(
        (name, other)
        for name, other in others
        if len(name) >= len(surface) + _MORE_WORDS
        and len(words) >= _COMPANY_WORDS
        and (words[0] == name[0] if words == surface else words[:1] in name)
        and other.scope == reading.scope
        and is_subsequence(words, name)
    )


def _short_zone(surface: str, reading: Reading, readings: Readings) -> Reading | None:
    """三清山管委会 → 三清山风景名胜区管委会, 高铁试验区 → 高铁经济试验区: one zone of the document holds the words."""
    own, body = _zone_words(reading.key)
    if reading.kind != "zone" or len(own) < _ZONE_WORDS:
        return None
    return only_body(
        (name, other)
        for name, other in readings.items()
        if other.kind == "zone" and reading.scope.startswith(other.scope) and len(other.key) > len(reading.key)
        if _zone_words(other.key)[1] == body and _holds_zone(_zone_words(other.key)[0], own)
    )


def _zone_words(key: str) -> tuple[str, str]:
    """What a zone is called, and which body of it is meant; nothing where only its kind is named (高新区)."""
    words = key.removeprefix("zone:")
    body = next((each for each in ("党工委+管委会", "党工委") if words.endswith(each)), "")
    words = words.removesuffix(body)
    return ("" if words in ("经开区", "高新区", "综保区") else words), body


def _holds_zone(long: str, short: str) -> bool:
    """Whether the longer name of a zone says the same with more words: its own name, or the same kind, is kept."""
    name = short.removesuffix("区") if len(short) > _ZONE_WORDS else short
    return long.startswith(name) or (long[:2] == short[:2] and long[-3:] == short[-3:] and is_subsequence(short, long))


def _short_institution(surface: str, reading: Reading, readings: Readings) -> Reading | None:
    """省监测中心 → 省生态环境监测中心, if that is in the document and is named by what its department does."""
    if reading.function is not None or not surface.endswith("中心") or not re.match("[省市县区州]", surface):
        return None
    return only_body(
        (name, other)
        for name, other in readings.items()
        if other.scope == reading.scope
        and other.key != reading.key
        and name.startswith(surface[0])
        and name.endswith(surface[1:])
        and read_work(name[1 : len(name) - len(surface) + 1])
    )


def _bare_area(surface: str, reading: Reading, readings: Readings) -> Reading | None:
    """各市 → 各市党委、政府, if the document names the governments of these places in one way only."""
    if not reading.key.startswith("bare:"):
        return None
    plain = reading.key.removeprefix("bare:")
    fuller = re.compile(re.escape(plain) + r"(?:党委)?(?:\+管委会)?$")
    named = only_body((n, o) for n, o in readings.items() if o.scope == reading.scope and fuller.match(o.key))
    return named or replace(reading, key=plain)


def _department(surface: str, reading: Reading, readings: Readings) -> Reading | None:
    """市生态环境部门 → 市生态环境局, where the document names one body of this function and place."""
    function, _, kind = reading.key.rpartition("|")
    if kind != "部门" or not re.match("[省市县区州]", surface):
        return None
    return only_body(
        (name, other)
        for name, other in readings.items()
        if other.scope == reading.scope and other.key != reading.key and other.key.rpartition("|")[0] == function
    )
