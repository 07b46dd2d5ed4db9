"""Units that are many in questions: 街道办, 县区政府 and 相关企业 mean those that the documents name so."""

from __future__ import annotations

import functools
import re

from extract.naming.collectives import BRACKETS, reach_of, read_collective
from extract.naming.places import Place
from graph.holdings import HeldUnit, Holdings
from graph.kept import once

_WHICH = re.compile("^(?:各|有关|相关|其他)+")
_AREAS = (
    r"(?:各?(?:县|市|区)[(（]?[县市区、,]{1,5}[)）]?|各(?:县|区|市|镇|乡)|区县|县区|街道办事处|街道办|街办|各?街道|乡镇街道|镇街|乡镇"
    r"|各?园区)(?:党委)?(?:人民政府|政府|管委会)?"
)
_SORTS = r"(?:各|有关|相关){1,2}(?:企业|成员单位)|成员单位"
_COLLECTIVE = re.compile(rf"(?:各|有关|相关|所有|全部|其他|属地|下面的?|辖区)*(?:{_AREAS})|{_SORTS}")
_MEMBERS = "成员单位"
ASKED = re.compile(r"(?:哪|几个?|多少|什么|啥|每个?|[一二三四五六七八九十\d]个?)$")
_LINK = re.compile("[和、与及跟]")
_PLAIN = frozenset(("街道", "园区", "县区", "区县", "乡镇"))
_DOES = re.compile(
    r"(?:们|自己|方面|那边|这边|一级)?(?:都|也|又|还|只|主要|具体|分别|各自|分头)?"
    r"(?:要|得|该|应|需|必须|负责|牵头|配合|协助|承担|落实|参与|干|做|管|领|分到|摊|有(?:什么|哪|啥)|在.{0,24}?(?:算|是|扮|要|负责|角色)"
    r"|是|算|被|的(?:任务|职责|责任|角色|活)|名下|头上|来|挂(?:的|了|着|名|个|什么|啥)|各?(?:牵|抓|担))|[,。?、;)]|$"
)


def collectives_in(question: str) -> list[tuple[int, int]]:
    """Where collectives stand that are said to do something; 哪几个县区 asks for them, 各县区建成区 is a topic.

    >>> [question[start:end] for question in ("街道办是责任单位的", "各县区建成区划成禁煤区", "由县区政府落实")
    ...     for start, end in collectives_in(question)]
    ['街道办', '县区政府']
    """
    found: list[tuple[int, int]] = []
    for hit in reversed(list(_COLLECTIVE.finditer(question))):
        start, end = hit.span()
        alone = hit[0] in _PLAIN and re.match("[,。?、;)]", question[end : end + 1])
        listed = any(_LINK.fullmatch(question[end:other]) for other, _ in found)
        if not alone and (listed or _DOES.match(question, end)) and not ASKED.search(question[:start]):
            found.insert(0, (start, end))
    return found


def collectives_called(words: str, holdings: Holdings) -> tuple[HeldUnit, ...]:
    """The collectives of the library that the words can mean; none where they name no collective.

    街道办 means 各街道办事处 and 相关街道办事处 alike; 县区政府 means 各县（市、区）人民政府.
    """
    asked = _classes(words) if _COLLECTIVE.fullmatch(words) else frozenset()
    if not asked:
        return ()
    return tuple(unit for unit, classes in _held(holdings) if classes & asked)


@once
def _held(holdings: Holdings) -> tuple[tuple[HeldUnit, frozenset[str]], ...]:
    collective = (unit for unit in holdings.units if unit.collective)
    return tuple(
        (
            unit,
            frozenset().union(*(_classes(name, _place(unit, holdings)) for name in (unit.canonical, *unit.surfaces))),
        )
        for unit in collective
    )


def _place(unit: HeldUnit, holdings: Holdings) -> Place | None:
    return next((holdings.plans[doc].place for doc in sorted(unit.docs)), None)


@functools.lru_cache(maxsize=4096)
def _classes(words: str, place: Place | None = None) -> frozenset[str]:
    """What the collective is made of: the ranks of its divisions, or what its members are called."""
    plain = words.translate(BRACKETS)
    reach = reach_of(plain, place)
    if reach:
        side = "party " if reach[0].whose == "party" else ""
        ranks = {_rank(kind.rank, kind.word) for kind in reach[0].kinds}
        cities = {"city"} if {kind.word for kind in reach[0].kinds} == {"市"} and place is None else set()
        return frozenset(f"{side}{rank}" for rank in ranks | cities)
    if plain.endswith(_MEMBERS):
        return frozenset((_MEMBERS,))
    organ = read_collective(plain)
    if organ is None or organ.kind == "post":
        return frozenset()
    return frozenset((_WHICH.sub("", organ.key),))


def _rank(rank: str, word: str) -> str:
    if rank == "town":
        return "street" if word == "街道" else "township"
    return "county" if rank in ("county", "") else rank
