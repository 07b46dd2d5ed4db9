"""Units that are many: 各县（市、区）政府, 有关部门, 各成员单位, and posts without a name.

A collective stays what it is as written; its ``key`` is equal for the spellings of one collective of one place. The
words are those of ``rules/collectives.toml``; what areas reach is read in :mod:`extract.naming.reaches`.
"""

from __future__ import annotations

import functools
import re

from extract.naming.divisions import Place, all_places
from extract.naming.levels import place_of_level
from extract.naming.placenames import split_place
from extract.naming.reaches import Kind, Reach, Whose, read_reach
from extract.naming.readings import Organ
from extract.rulebook import Rule, load_pattern, load_rules

BRACKETS = str.maketrans("〔﹝［[(〈〕﹞］])〉", "（（（（（（））））））")
_ALIKE = {"相关": "有关", "其它": "其他", "其余": "其他"}
_LISTED = re.compile("各?成员单位")
"""Bodies that are listed where their group is set up."""
_STREETS: dict[Whose, str] = {"government": "办事处", "party": "党工委", "both": "党工委、办事处"}


def read_collective(words: str, place: Place | None = None) -> Organ | None:
    """The collective that the words name in a document of ``place``, or of the place written before them.

    ``full`` begins with {p} where the collective belongs to that place.

    >>> read_collective('县〔市、区〕政府'.translate(BRACKETS)).full
    '{p}各县（市、区）人民政府'
    >>> read_collective("各县市区政府").key == read_collective("各区、县（市）人民政府").key
    True
    >>> read_collective("市政府") is None
    True
    """
    return _zones(words) or _areas(words, place) or _tiers(words) or _departments(words) or _posts(words)


def reach_of(surface: str, place: Place | None) -> tuple[Reach, Place | None] | None:
    """What a collective of areas reaches and the place whose areas they are, as a document of ``place`` writes it.

    >>> from extract.naming.placenames import find_place
    >>> reach, seat = reach_of("大同市各县（区）政府", find_place("山西省"))
    >>> seat.name, sorted(kind.word for kind in reach.kinds)
    ('大同市', ['区', '县'])
    """
    words = _tidy(surface)
    own, rest = split_place(words, within=place)
    if own and rest:
        reach = read_reach(rest, own)
        return (reach, own) if reach else None
    seat = seat_of(words, place)
    reach = read_reach(words, seat)
    return (reach, seat) if reach else None


def seat_of(words: str, place: Place | None) -> Place | None:
    """Whose collective it is: 全省各市 and 省有关部门 in a document of a city are the province's."""
    found = re.match("全([省市州盟县区旗])", words) or _pattern("departments").match(words)
    level = re.sub("全", "", found[1]) if found else ""
    return (place_of_level(level, place) if level else None) or place


def _tidy(surface: str) -> str:
    return re.sub(r"\s+", "", surface).translate(BRACKETS)


def read_members(words: str) -> Organ | None:
    """The members of a group, such as 清洁取暖工作领导小组各成员单位."""
    match = _pattern("members").match(words)
    if not match:
        return None
    which = "有关" if re.search("有关|相关", match["which"]) else ""
    return Organ(key=f"{match['group']}{which}成员单位", full="{p}" + words, kind="members")


def read_generic(words: str) -> Organ | None:
    """The units that the words name only by a property, such as 用地企业 or 属地政府."""
    if any(rule.pattern.search(words) for rule in _rules("generic")):
        key = words.removeprefix("各").replace("人民政府", "政府")
        return Organ(key=key, full="{p}" + words if words == "各地" else words, kind="generic")
    return None


def names_nobody(surface: str, place: Place | None = None) -> bool:
    """Whether a collective leaves open who is meant: 有关部门, 相关县区, 属地政府.

    A collective of every division of a place names them all, and one with a line of work (教育部门) can be told too.

    >>> [names_nobody(words) for words in ("有关部门", "相关企业", "有关县区", "各县区政府", "教育部门", "市政府")]
    [True, True, True, False, False, False]
    """
    found = reach_of(surface, place)
    if found is not None:
        return found[0].nobody
    words = _tidy(surface)
    own, rest = split_place(words, within=place)
    words = rest if own and rest else words
    post = _pattern("post").search(words)
    if post and post.start():
        holders = re.sub("[及其、的]+$", "", words[: post.start()])
        return bool(holders) and names_nobody(holders, place)
    return any(rule.pattern.search(words) for rule in _rules("open")) and not _LISTED.fullmatch(words)


@functools.cache
def _rules(kind: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in load_rules("collectives") if rule.kind == kind)


def _pattern(name: str) -> re.Pattern[str]:
    return load_pattern("collectives", f"collective.{name}")


def _held_kinds(kinds: frozenset[Kind], place: Place | None) -> frozenset[Kind]:
    """Those of the kinds of counties that the city has or had since the table begins; all where it has none of them."""
    if place is None or place.level != "city" or any(kind.rank != "county" for kind in kinds):
        return kinds
    return frozenset(kind for kind in kinds if kind.word in _county_words(place)) or kinds


@functools.cache
def _county_words(city: Place) -> frozenset[str]:
    return frozenset(place.name[-1] for place in all_places() if place.parent == city)


def _areas(words: str, place: Place | None) -> Organ | None:
    reach = read_reach(words, place)
    if reach is None:
        return None
    return Organ(key=_key(reach, words, place), full=_full(reach, words), kind="areas")


def _key(reach: Reach, words: str, place: Place | None) -> str:
    """Equal for the spellings of one collective: 各县市区政府, 各区、县（市）人民政府.

    Of every county of a city the words that name none there say nothing: 各县（市、区） is 各县（区） where no 市 is.
    """
    meant = _held_kinds(reach.kinds, place) if not reach.which else reach.kinds
    kinds = "".join(sorted(f"地{k.word}" if k == ("city", "市") else k.word for k in meant))
    party = {"both": "党委", "party": "党", "government": ""}[reach.whose]
    zones = "".join(f"+{zone}" for zone in sorted(reach.zones))
    named = "".join(f"含{name}" for name in reach.with_others) + "".join(f"不含{name}" for name in reach.without)
    bare = "bare:" if reach.bare and not _streets(reach) else ""
    return f"{bare}各{reach.which}{kinds}{party}{zones}{named}"


def _streets(reach: Reach) -> bool:
    """Whether the words name streets alone, whose bodies are no governments."""
    return {kind.word for kind in reach.kinds} == {"街道"}


def _full(reach: Reach, words: str) -> str:
    match = _pattern("areas").match(words)
    owner = f"{reach.which}各" if reach.which.startswith("沿") else reach.which or "{p}各"
    if match is None:  # several groups of areas keep their words
        rest = re.sub(r"^各|(?<=[、，])各", "", words)
        return owner + re.sub("(?<!人民)政府", "人民政府", rest)
    more = re.sub("[，,]?下同", "", match["named"] + match["more"])
    if _streets(reach):
        return f"{owner}街道{_STREETS[reach.whose]}{more}"
    government = "" if match["area"] in ("地", "地区") else "人民政府"
    party = "" if reach.whose == "government" else "党委"
    body = government if reach.whose != "party" else ""
    return f"{owner}{match['area']}{party}{'、' if party and body else ''}{body}{more}"


def _tiers(words: str) -> Organ | None:
    match = _pattern("tiers").match(words)
    if not match:
        return None
    body = match["body"] or match["bodies"] or ""
    party = "党委" if "党" in body else ""
    levels = "".join(re.findall("自治区|街道|[省市州县区旗乡镇村]", match["area"] or ""))
    local = "地方" if words.startswith("地方") else ""
    return Organ(key=f"{local}各级{levels}政府{party}", full=words, kind="areas")


def _zones(words: str) -> Organ | None:
    match = _pattern("zones").match(words)
    if not match:
        return None
    picked = re.search("有关|相关|涉及|其[他它余]", match["quantifier"] or "")
    which = {"有关": "相关", "涉及": "相关", "其它": "其他", "其余": "其他"}.get(picked[0], picked[0]) if picked else ""
    stem = match["stem"] or ""
    return Organ(key=f"各{which}{stem or '管委会'}", full=f"{which or '{p}各'}{stem}管理委员会", kind="areas")


def _departments(words: str) -> Organ | None:
    match = _pattern("departments").match(words)
    if not match or not (match["words"] or match["level"] or match["seat"]):
        return None
    said, kind = _plain(match["words"]), _plain(match["kind"])
    kind = "部门" if match["level"] and kind in ("单位", "部门") else kind
    level = re.sub("全", "", match["level"])
    return Organ(key=f"{level}{said}{kind}", full=words, kind="departments")


def _plain(words: str) -> str:
    """The words without what joins them, with one word of those that say the same."""
    for word, plain in _ALIKE.items():
        words = words.replace(word, plain)
    return re.sub("[各、和及（）]", "", words)


def _posts(words: str) -> Organ | None:
    if not _pattern("post").search(words):
        return None
    key = re.sub("[各、和及]", "", words)
    return Organ(key=key, full=words, kind="post")
