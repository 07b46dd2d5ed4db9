"""What a collective of areas reaches: kinds of divisions, all or some, governments or Party committees, zones too.

各县（市、区）政府（管委会） of a city reaches the governments of its counties, county-level cities and districts, and
its zones. The words are those of ``rules/collectives.toml``; which divisions they are is told by the table.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from extract.naming.divisions import CHINA, Place, all_places
from extract.naming.divisionyears import existed
from extract.rulebook import Rule, load_pattern, load_rules
from extract.text.numbering import parse_number

Whose = Literal["government", "party", "both"]
_COUNTY = "县区旗"
_UPPER = "州盟"
_TOWN = ("乡", "镇", "街道", "苏木", "场")
_CORPS = ("师", "团场")
_ENDS = ("省", "市", "县", "区", "州", "盟", "旗")
_NO_PROVINCE = ("71", "81", "82")
"""Codes of the parts of the country that the plans' 各省（区、市） do not mean."""


class Kind(NamedTuple):
    """A kind of division: its rank (province, city, county, town, corps; "" where it cannot be told) and its word."""

    rank: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What the words say: ``which`` is "" for every division of the kinds, else the word that picks some (相关, 其他).

    ``nobody``: the words leave open which divisions are meant. ``with_others`` and ``without`` are the names behind 含
    and 不含, ``zones`` what stands beside the divisions (管委会, 开发区). ``bare``: no body is written, only areas.
    """

    kinds: frozenset[Kind]
    which: str = ""
    nobody: bool = False
    whose: Whose = "government"
    zones: tuple[str, ...] = ()
    with_others: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    bare: bool = False


def read_reach(words: str, place: Place | None) -> Reach | None:
    """The reach of the words, written without a place before them, in a document of ``place``; None for other names.

    >>> from extract.naming.placenames import find_place
    >>> reach = read_reach("各市、县（区）人民政府", find_place("宁夏回族自治区"))
    >>> sorted(kind.rank + kind.word for kind in reach.kinds)
    ['city市', 'county区', 'county县', 'county市']
    >>> read_reach("有关县区", find_place("朔州市")).which
    '相关'
    """
    parts = _JOINT().split(words)
    matches = [_AREAS().match(part) for part in parts]
    found = [match for match in matches if match]
    if len(found) < len(parts) or not found[0]["area"]:
        return None
    letters = [letter for match in found for letter in _letters(match["area"]) if letter]
    zones = [
        zone for match in found for zone in (*_zones(match["area"]), *_zones_behind(match["named"] + match["more"]))
    ]
    kinds = _ranked(letters, place)
    if not kinds or not _is_collective(words, found[0], letters, zones):
        return None
    others, without = _named(found[0]["named"] or found[-1]["more"])
    reach = Reach(
        kinds=kinds,
        whose=_whose([match["body"] for match in found]),
        zones=tuple(dict.fromkeys(zones)),
        with_others=others,
        without=without,
        bare=not any(match["body"] or match["more"] or match["named"] for match in found) and not zones,
    )
    return _quantified(reach, found[0]["quantifier"], place)


def divisions_of(reach: Reach, place: Place, year: int | None = None) -> tuple[Place, ...]:
    """The divisions of the place that are of the kinds reached, today or in the year, in the order of the codes.

    >>> from extract.naming.placenames import find_place
    >>> city = find_place("朔州市")
    >>> [county.name for county in divisions_of(read_reach("各县区", city), city)]
    ['朔城区', '平鲁区', '山阴县', '应县', '右玉县']
    """
    return tuple(other for other in _of_same_rank(reach, place, year) if _is_of(other, reach.kinds))


def passed_over(reach: Reach, place: Place, year: int | None = None) -> tuple[Place, ...]:
    """The divisions that loose words may mean too, though they do not name their kind: 怀仁市 of 朔州 in 各县区.

    各区 means districts alone, and where cities are named their districts go with them.
    """
    words = {kind.word for kind in reach.kinds if kind.rank == "county"}
    cities = any(kind.rank == "city" for kind in reach.kinds)
    return tuple(
        other
        for other in _of_same_rank(reach, place, year)
        if not _is_of(other, reach.kinds)
        and (other.level != "county" or (len(words) > 1 and not (cities and other.name.endswith("区"))))
    )


def _of_same_rank(reach: Reach, place: Place, year: int | None) -> tuple[Place, ...]:
    ranks = {kind.rank for kind in reach.kinds}
    if "corps" in ranks:
        return ()  # the divisions of the corps and their cities stand in no table of their own
    return tuple(
        other
        for other in _within(place)
        if other.level in ranks
        and existed(other, year)
        and other.name.endswith(_ENDS)
        and not other.code.startswith(_NO_PROVINCE)
    )


@functools.lru_cache(maxsize=1024)
def _within(place: Place) -> tuple[Place, ...]:
    return tuple(other for other in all_places() if other is not place and other.within(place))


def _is_of(place: Place, kinds: frozenset[Kind]) -> bool:
    return any(place.level == kind.rank and place.name.endswith(kind.word) for kind in kinds)


# words


@functools.cache
def _AREAS() -> re.Pattern[str]:  # noqa: N802 - a pattern that is read with the first question
    return load_pattern("collectives", "collective.areas")


@functools.cache
def _JOINT() -> re.Pattern[str]:  # noqa: N802
    return load_pattern("collectives", "collective.areas.more")


@functools.cache
def _of_kind(kind: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in load_rules("collectives") if rule.kind == kind)


@functools.cache
def _scanner(kind: str) -> re.Pattern[str]:
    """One pattern for all rules of a kind; the number of the group that matched tells the rule."""
    return re.compile("|".join(f"({rule.pattern.pattern})" for rule in _of_kind(kind)))


def _scanned(kind: str, words: str) -> list[tuple[Rule, str]]:
    return [(_of_kind(kind)[(match.lastindex or 1) - 1], match[0]) for match in _scanner(kind).finditer(words)]


def _letters(area: str) -> list[str]:
    """The kinds of divisions in the order of the words, one word each; zones are none."""
    found: list[str] = []
    for rule, words in _scanned("level", area):
        plain = words.removesuffix("级")
        found += rule.more.get("words", [] if rule.more.get("zone") else [plain[-1] if "自治" in plain else plain])
    return found


def _zones(area: str) -> list[str]:
    return [words for rule, words in _scanned("level", area) if rule.more.get("zone")]


def _zones_behind(more: str) -> list[str]:
    named = "不含" not in more and _zones(more)
    return named or (["管委会"] if re.search("管委会|管理委员会", more) else [])


def _named(more: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names behind 含 and behind 不含."""
    found = re.search("（(不?)含([^（）]+)）$", more)
    if not found or (not found[1] and _zones(more)):
        return (), ()
    names = tuple(name for name in re.split("[、和及]", re.split("[，,]", found[2])[0]) if name)
    return ((), names) if found[1] else (names, ())


def _is_collective(words: str, first: re.Match[str], letters: Sequence[str], zones: Sequence[str]) -> bool:
    """Whether the words can only mean many: a quantifier, or kinds side by side as in 县（市、区）政府."""
    if first["quantifier"]:
        return True
    alone = len(set(letters)) < 2 and not re.search("地市|地级|设区|县级|^街道(?:办事处|办)?$", first["area"])
    return not alone and words not in ("市区", "县区", "地区", "市县") and not (zones and len(set(letters)) < 2)


def _ranked(letters: Sequence[str], place: Place | None) -> frozenset[Kind]:
    """The kinds with their ranks: 市 is a city in a document of a province, a county-level city in one of a city."""
    if "省" in letters:
        return frozenset(Kind("province", {"区": "自治区", "市": "市"}.get(w, w)) for w in letters if w != "地市") - {
            Kind("province", "直辖市")
        } | {Kind("province", "市") for w in letters if w == "直辖市"}
    above = _is_above_cities(place) or (place is None and (bool(set(letters) & {*_UPPER}) or letters.count("市") > 1))
    found: set[Kind] = set()
    for at, word in enumerate(letters):
        before = letters[:at]
        if word in _TOWN or word in _CORPS:
            found.add(Kind("town" if word in _TOWN else "corps", word))
        elif word in ("地市", "地区", *_UPPER):
            found.add(Kind("city", word.removeprefix("地") if word == "地市" else word))
        elif word == "市" and above and not set(before) & set(_COUNTY):
            found.add(Kind("city", word))
        else:
            found.add(Kind("" if place is None and len(letters) == 1 else "county", "市" if word == "县级市" else word))
    mixed = Kind("city", "市") in found and any(kind.rank == "county" for kind in found)
    return frozenset(found | {Kind("county", "市")} if mixed else found)


def _is_above_cities(place: Place | None) -> bool:
    """Whether the place has cities below it: the country and provinces, not Beijing."""
    return place is not None and (place == CHINA or (place.level == "province" and not place.name.endswith("市")))


def _whose(bodies: Sequence[str]) -> Whose:
    said = {rule.more["whose"] for body in bodies for rule, _ in _scanned("rule", body)[:1]}
    return "both" if "both" in said or len(said) > 1 else "party" if "party" in said else "government"


def _quantified(reach: Reach, quantifier: str, place: Place | None) -> Reach:
    """The reach with what its quantifiers say; a number that is that of all divisions says every."""
    which: dict[str, None] = {}
    nobody = False
    for rule, words in _scanned("quantifier", quantifier):
        if rule.id == "quantifier.count":
            number = parse_number(words.removesuffix("个").replace("两", "二"))
            if place is not None and number == len(divisions_of(reach, place)):
                continue
        which[rule.more.get("which", words)] = None
        nobody = nobody or bool(rule.more.get("open"))
    which.pop("", None)
    return Reach(
        kinds=reach.kinds, which="".join(which), nobody=nobody, whose=reach.whose, zones=reach.zones,
        with_others=reach.with_others, without=reach.without, bare=reach.bare,
    )  # fmt: skip
