"""Departments and offices that a document explains by a fuller name: 市滇管局, 营商环境局, 文旅局, 镇应急办.

What is explained so is never a whole name of its own, and only one department of the document has the fuller name.
"""

from __future__ import annotations

import re

from extract.naming.departments import is_shortened
from extract.naming.explaining import Readings, is_subsequence, only_body
from extract.naming.functions import Work, read_work
from extract.naming.levels import LEVEL
from extract.naming.placenames import split_place
from extract.naming.readings import Reading
from extract.naming.rendering import rendered

_SHORT_OFFICE = re.compile("办(?:公室)?$")
_OFFICE_WORDS = 2
"""Characters at least by which an office of a town is known in a longer name."""
_FIELDS = 2
"""Fields of work that an abbreviation names at least to be explained by a department that has more of them."""
_BEGINNING = 2
"""Characters at the beginning that a name of no known work shares with the longer one that explains it."""
_MANNER = re.compile(
    "(?:建设|管理|服务|事务|工作|发展|促进|保护|事业)(?:建设|监督|管理|服务|事务|工作|发展|促进|保护|事业)*$"
)
"""Words of manner, which names of departments leave out: 营商环境局 is the 营商环境建设监督局."""


def short_department(surface: str, reading: Reading, readings: Readings) -> Reading | None:
    """市滇管局 → 市滇池管理局: an unknown line of work whose characters one department of the document has.

    A name that leaves out less than half of the other may be damaged, and is not merged.
    """
    work, _, kind = reading.key.rpartition("|")
    if reading.kind not in ("department", "other") or reading.function is not None or not work:
        return None
    return only_body(
        (name, other)
        for name, other in readings.items()
        if other.scope == reading.scope
        and other.key.endswith(f"|{kind}")
        and work[0] in other.canonical
        and 2 * len(work) <= len(_work_of(other))
        and _tells(_work_of(other), work, reading.kind)
    )


def _tells(long: str, short: str, kind: str) -> bool:
    """Whether the longer words hold the shorter ones: in their order, or as the last of several lines of work.

    >>> _tells("秦岭生态环境保护管理", "秦岭保护", "other"), _tells("政务服务管理和网络理政", "网络理政", "other")
    (True, True)
    """
    if re.search(f"[和与、及]{re.escape(short)}$", long):
        return True
    if long.startswith(short):
        return _MANNER.match(long[len(short) :]) is not None  # 河道局 is no 河道采砂管理局
    shared = 1 if kind == "department" else _BEGINNING  # longer words are no abbreviation and must say more
    return long.startswith(short[:shared]) and is_subsequence(short, long)


def plain_department(surface: str, reading: Reading, readings: Readings) -> Reading | None:
    """营商环境局 → 营商环境建设监督局: the one department of the document that adds words of manner only.

    A whole name of its own (水利局) is never explained so: 水利建设管理局 is another body.
    """
    kind = reading.key.rpartition("|")[2]
    words = _own_words(surface, reading)
    if not kind or "|" not in reading.key or not words.endswith(kind) or len(words) <= len(kind) + 1:
        return None
    said = words.removesuffix(kind)
    work = read_work(said)
    if work and work.whole:
        return None
    return only_body(
        (name, other)
        for name, other in readings.items()
        if other.scope == reading.scope and other.key != reading.key and other.key.endswith(f"|{kind}")
        if said in other.canonical and _work_of(other).startswith(said) and _MANNER.match(_work_of(other)[len(said) :])
    )


def joined_department(surface: str, reading: Reading, readings: Readings) -> Reading | None:
    """文旅局 → 文体广电和旅游局: the one department of the document, written out, that has these fields and more.

    Only abbreviations of two fields at least are explained so: 教育局 and 教育体育局 are two bodies.
    """
    work, kind = _work_read(surface, reading), reading.key.rpartition("|")[2]
    if work is None or work.whole or len(work.fields) < _FIELDS:
        return None
    return only_body(
        (name, other)
        for name, other in readings.items()
        if other.scope == reading.scope and other.key != reading.key and other.key.endswith(f"|{kind}")
        if (long := _work_read(name, other)) is not None and long.fields > work.fields
        if long.whole
    )


def part_department(surface: str, reading: Reading, readings: Readings) -> Reading | None:
    """市国土局 → 市国土环境资源局: the only bureau of the document that has any of these fields has all of them.

    A whole name of its own is never explained so: 林业局 and 农林局 are two bodies.
    """
    work, kind = _work_read(surface, reading), reading.key.rpartition("|")[2]
    if work is None or kind not in _BUREAUS or work.whole:
        return None
    touched = [
        (name, other, long)
        for name, other in readings.items()
        if other.scope == reading.scope and other.key != reading.key and other.key.endswith(_BUREAUS)
        if (long := _work_read(name, other)) is not None and not long.fields.isdisjoint(work.fields)
    ]
    if not all(other.key.endswith(f"|{kind}") and long.fields > work.fields for _, other, long in touched):
        return None
    found = only_body((name, other) for name, other, _ in touched)
    return found if any(long.whole for _, _, long in touched) else None


_BUREAUS = ("局", "厅", "委员会")
"""What the names of bureaus end with, written out."""


def fuller_centre(surface: str, reading: Reading, readings: Readings) -> Reading | None:
    """区环卫中心 → 区环境卫生管理服务中心: the one centre of the document that has this line of work."""
    work = _work_read(surface, reading)
    fields, _, kind = reading.key.rpartition("|")
    if work is None or kind != "中心" or not is_shortened(_own_words(surface, reading).removesuffix(kind), work):
        return None
    return only_body(
        (name, other)
        for name, other in readings.items()
        if other.scope == reading.scope and other.key != reading.key and other.key.endswith("中心")
        if other.key.rpartition("|")[0] == fields
    )


def _work_read(surface: str, reading: Reading) -> Work | None:
    """The work that the name's own words tell, if it is a department's."""
    kind = reading.key.rpartition("|")[2]
    words = _own_words(surface, reading)
    return read_work(words.removesuffix(kind)) if kind in words and "|" in reading.key else None


def _own_words(surface: str, reading: Reading) -> str:
    """The surface without its place or the word for its level."""
    own, rest = split_place(surface, within=reading.place)
    level = LEVEL.match(surface) if own is None else None
    return surface[level.end() :] if level else rest


def _work_of(reading: Reading) -> str:
    """The words of a department's name between its place and its kind."""
    name = reading.canonical.rpartition(reading.place.name)[2] if reading.place else reading.canonical
    return name.removeprefix("人民政府").removesuffix(reading.key.rpartition("|")[2])


def town_office(surface: str, reading: Reading, readings: Readings) -> Reading | None:
    """镇应急办 → 镇社会治理和应急管理办公室: the one office of the town in the document that has this line of work."""
    office = _SHORT_OFFICE.search(surface)
    if office is None or reading.place is None or reading.place.level != "town":
        return None
    words = re.sub("办公室$|办$", "", reading.canonical).removeprefix(rendered("{p}", reading.place))
    if len(words) < _OFFICE_WORDS:
        return None
    return only_body(
        (name, other)
        for name, other in readings.items()
        if other.scope == reading.scope and other.key != reading.key and name.endswith("办公室")
        if len(other.canonical) > len(reading.canonical) and _holds_work(other.canonical, words)
    )


def _holds_work(name: str, words: str) -> bool:
    """Whether one of the lines of work in an office's name is the one that the words shorten.

    >>> _holds_work("石桥镇便民服务和政务公开办公室", "民政"), _holds_work("石桥镇社会治安综合治理办公室", "综治")
    (False, True)
    """
    return any(words[0] in part and is_subsequence(words, part) for part in re.split("[和与及、]", name))
