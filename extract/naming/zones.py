"""Development zones, parks and scenic areas, with or without their 管委会, behind the place that holds them."""

from __future__ import annotations

import re

from extract.naming.readings import Organ

_ZONE_KINDS = {
    "经济技术开发区": ("经开区", "经济技术开发区"),
    "经济开发区": ("经开区", "经济开发区"),
    "经开区": ("经开区", "经济技术开发区"),
    "高新技术产业开发区": ("高新区", "高新技术产业开发区"),
    "高新技术开发区": ("高新区", "高新技术产业开发区"),
    "高新产业开发区": ("高新区", "高新技术产业开发区"),
    "高新区": ("高新区", "高新技术产业开发区"),
    "综合保税区": ("综保区", "综合保税区"),
    "综保区": ("综保区", "综合保税区"),
}
_PLAIN_ZONES = (
    "保税港区|保税区|出口加工区|旅游度假区|度假区|风景名胜区|风景区|景区|自由贸易试验区|自贸试验区|自贸区|"
    "产业集聚区|产业示范区|城乡一体化示范区|示范区|开发区|产业园区|工业园区|工业园|产业园|园区|先导区|试验区|"
    "新区|新城|片区|功能区|管理区|特别合作区|科技城|化工区|港区"
)
_ZONE = re.compile(f"(.*?)({'|'.join([*_ZONE_KINDS, *_PLAIN_ZONES.split('|')])})(管委会|管理委员会|管委|党工委|工委)?$")


def read_zone(words: str) -> Organ | None:
    """The zone that the words name, with or without its 管委会; its Party body is another organ.

    >>> read_zone("经开区管委会").full, read_zone("经济开发区管理委员会").full
    ('{b}经济技术开发区管理委员会', '{b}经济开发区管理委员会')
    """
    match = _ZONE.match(words)
    if not match or (not match[1] and match[2] not in _ZONE_KINDS and not match[3]):
        return None
    kind, full = _ZONE_KINDS.get(match[2], (match[2], match[2]))
    party = bool(match[3]) and match[3].endswith("工委")
    ending = "党工委" if party else "管理委员会"
    return Organ(
        key=f"zone:{match[1]}{kind}{'党工委' if party else ''}", full="{b}" + match[1] + full + ending, kind="zone"
    )
