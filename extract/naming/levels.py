"""The words for a level by which documents speak of places: 市 is the city of the document, 我县 its county."""

from __future__ import annotations

import re

from extract.naming.divisions import CHINA, Place

LEVEL = re.compile(
    r"(?:全|本|我)?(省|自治区|市|州|盟|地区|县|区|旗)(?:级|直属)?(?=[^、，。（）\s])"
    r"(?!(?<=市)(?:场|政(?:管?局|公用|工程|管理|园林|设施|道路|建设|集团)|容|区|民(?![政族宗防委办]))|(?<=区)域|(?<=县)域)"
)
_TOWN_LEVEL = re.compile(
    r"(?:全|本|我)?(镇|乡|街道|苏木)(?:级|直属)?(?=[^、，。（）\s])(?!(?<=乡)[村镇土]|(?<=镇)(?:街|村(?!建)))"
)
_ZONE_LEVEL = re.compile(
    "(?:全|本|我)?(园区|开发区|高新区|经开区|新区|示范区|试验区|区)(?=[^、，。（）\\s])(?!(?<=区)域)"
)
_RARE_LEVEL = re.compile("(?:全|本|我)?(林区|特区)(?=[^、，。（）\\s])")
_ZONE_KINDS = {"高新区": "高新技术", "经开区": "经济", "区": ""}
_STATE = re.compile("国家(?!.*局.)[\u4e00-\u9fff]{1,12}[局委部署办会]$")


def match_level(words: str, place: Place | None) -> re.Match[str] | None:
    """The word for a level that the words begin with; 镇 and 园区 count in the documents of towns and zones only."""
    found = LEVEL.match(words)
    if found is None and place is not None and place.level == "county":
        own = _RARE_LEVEL.match(words)
        return own if own and place.name.endswith(own[1]) else None
    if found is None and place is not None and place.level in ("town", "zone"):
        return (_TOWN_LEVEL if place.level == "town" else _ZONE_LEVEL).match(words)
    return found


def leading_level(words: str) -> str | None:
    """The word for a level that stands before a unit's name, for the bare names behind it in its list.

    >>> leading_level("市财政局"), leading_level("市场监管局"), leading_level("国家发展改革委")
    ('市', None, '国家')
    >>> leading_level("国家税务总局应县税务局") is None
    True
    """
    found = LEVEL.match(words)
    return found[1] if found else "国家" if _STATE.match(words) else None


def place_of_level(level: str, place: Place | None) -> Place | None:
    """The place that a document of ``place`` calls 省, 市, 县 or 区; None where it cannot be told.

    >>> from extract.naming.placenames import find_place
    >>> place_of_level("市", find_place("平城区")).name
    '大同市'
    """
    for own in place.chain if place else ():
        if level in ("省", "自治区"):
            if own.level == "province" and (own.name.endswith(level) or (level == "省" and own.name.endswith("区"))):
                return own
        elif (own.level == "zone" and _is_kind(own.name, level)) or own.name.endswith(level):
            return own
    return None


def _is_kind(zone: str, word: str) -> bool:
    """Whether people call a zone so: 高新区 is a 高新技术产业开发区."""
    if word not in _ZONE_KINDS:
        return zone.endswith(word)
    return (zone.endswith("区") and _ZONE_KINDS[word] in zone) or zone.endswith(word)


def scope_of(own: Place | None) -> str:
    """What keeps the bodies of one place apart from those of another."""
    return own.full_name if own else ""


def names_of_levels(own: Place | None) -> tuple[str, str]:
    """The level and the province by which lists of organs tell the bodies of a place apart."""
    return (own.level, own.chain[-1].name) if own and own != CHINA else ("", "")
