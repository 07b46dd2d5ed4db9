"""Names that a document explains by its other names: a group's short name, a shortened company, a bare 各市.

A merger is made only if exactly one other body of the document fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from extract.naming.readings import Reading

_GROUP = "领导小组|领导组|协调小组|工作小组|工作组|指挥部|专班|联席会议|委员会"
_OFFICE = "(?:办公室|各?成员单位)$"
_GROUP_TAIL = re.compile(f"(?:{_GROUP})(?:办公室|各?成员单位)?$")
_SHORT_OFFICE = re.compile("办(?:公室)?$")
_NAMELESS = re.compile(
    rf"(?:省|市|县|区)?(?:工作|专项|协调|推进)*(?P<group>{_GROUP}|组)?(?P<office>办公室|各?成员单位)?$"
)
_QUOTES = re.compile('[“”"]')

Readings = Mapping[str, Reading]
Rule = Callable[[str, Reading, Readings], Reading | None]


def merge_within_document(readings: Readings) -> dict[str, Reading]:
    """The readings with what the document explains; surfaces of one body get one canonical name, its fullest."""
    merged = dict(readings)
    rules: tuple[Rule, ...] = (_short_group, _nameless_group, _short_company, _bare_area, _department)
    for rule in rules:
        for surface in sorted(merged):
            merged[surface] = rule(surface, merged[surface], merged) or merged[surface]
    return _one_name_each(merged)


def _one_name_each(readings: Readings) -> dict[str, Reading]:
    names: dict[tuple[str, str], list[str]] = {}
    for reading in readings.values():
        names.setdefault((reading.scope, reading.key), []).append(reading.canonical)
    fullest = {body: min(given, key=lambda name: (-len(name), name)) for body, given in names.items()}
    return {s: replace(r, canonical=fullest[r.scope, r.key]) for s, r in readings.items()}


def _only(readings: Iterable[Reading]) -> Reading | None:
    bodies = {(reading.scope, reading.key): reading for reading in readings}
    return next(iter(bodies.values())) if len(bodies) == 1 else None


def _is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)


def _short_group(surface: str, reading: Reading, readings: Readings) -> Reading | None:
    """市大气办 → 市大气污染防治工作领导组办公室, if the document has one group whose name holds these characters."""
    if not (_SHORT_OFFICE.search(surface) or reading.kind == "group") or _NAMELESS.match(surface):
        return None
    office = bool(_SHORT_OFFICE.search(surface))
    short = _QUOTES.sub("", re.sub("(?:办公室|办)$", "", reading.canonical))
    return _only(
        other
        for name, other in sorted(readings.items())
        if _GROUP_TAIL.search(other.key)
        and not other.key.endswith("成员单位")
        and other.key.endswith("办公室") == office
        and other.scope == reading.scope
        and len(other.canonical) > len(reading.canonical)
        and _is_subsequence(short, other.canonical.removesuffix("办公室"))
        and not _NAMELESS.match(name)
    )


def _nameless_group(surface: str, reading: Reading, readings: Readings) -> Reading | None:
    """专班办公室, 各成员单位 → those of the one group of the document that has a name and ends so."""
    words = _NAMELESS.match(surface)
    if not words or not (words["group"] or (words["office"] or "").endswith("成员单位")):
        return None
    ending = words["group"] or ""
    groups = {
        re.sub(_OFFICE, "", other.canonical): re.sub(_OFFICE, "", other.key)
        for name, other in sorted(readings.items())
        if _GROUP_TAIL.search(name) and not _NAMELESS.match(name) and re.sub(_OFFICE, "", name).endswith(ending)
        if re.search("小组|领导组|指挥部|专班|联席会议", name)
    }
    if len(set(groups.values())) != 1:
        return None
    canonical, key = max(groups.items(), key=lambda item: (len(item[0]), item[0]))
    office = words["office"] or ""
    owner = next(r for _, r in sorted(readings.items()) if re.sub(_OFFICE, "", r.canonical) == canonical)
    return replace(
        owner,
        key=key + office.removeprefix("各"),
        canonical=canonical + office,
        collective=office.endswith("成员单位"),
        kind="group",
    )


def _short_company(surface: str, reading: Reading, readings: Readings) -> Reading | None:
    """省投资集团 → 省投资集团控股有限公司."""
    if not re.search("(?:集团|公司)$", surface):
        return None
    return _only(
        other
        for name, other in sorted(readings.items())
        if name != surface
        and name.startswith(surface)
        and re.fullmatch("(?:控股|股份|有限|责任|集团|公司)+", name[len(surface) :])
    )


def _bare_area(surface: str, reading: Reading, readings: Readings) -> Reading | None:
    """各市 → 各市党委、政府, if the document names the governments of these places in one way only."""
    if not reading.key.startswith("bare:"):
        return None
    plain = reading.key.removeprefix("bare:")
    fuller = re.compile(re.escape(plain) + r"(?:党委)?(?:\+管委会)?$")
    named = _only(o for _, o in sorted(readings.items()) if o.scope == reading.scope and fuller.match(o.key))
    return named or replace(reading, key=plain)


def _department(surface: str, reading: Reading, readings: Readings) -> Reading | None:
    """市生态环境部门 → 市生态环境局, where the document names one body of this function and place."""
    function, _, kind = reading.key.rpartition("|")
    if kind != "部门" or not re.match("[省市县区州]", surface):
        return None
    return _only(
        other
        for _, other in sorted(readings.items())
        if other.scope == reading.scope and other.key != reading.key and other.key.rpartition("|")[0] == function
    )
