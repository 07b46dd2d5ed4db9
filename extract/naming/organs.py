"""The grammar of an organ's name behind its place: function + kind, whole organs, branches, groups, zones.

Short and full forms meet in one :class:`Organ`: its ``key`` is equal for them, its ``full`` is the whole name as a
template, in which {p} stands for the place (朔州市), {b} for its bare name (朔州). What the grammar doesn't know keeps
its words, so that a misprint never meets the right name.

>>> read_organ("发改委", "city").full, read_organ("发展改革委", "city").full
('{p}发展和改革委员会', '{p}发展和改革委员会')
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from extract.lexicons import load_lexicon

_KINDS = {
    "委": "委员会",
    "委员会": "委员会",
    "局": "局",
    "厅": "厅",
    "办": "办公室",
    "办公室": "办公室",
    "部门": "部门",
    "主管部门": "部门",
    "署": "署",
    "中心": "中心",
    "服务中心": "服务中心",
    "发展中心": "发展中心",
    "管理中心": "管理中心",
    "事业发展中心": "事业发展中心",
    "支队": "支队",
    "总队": "总队",
    "大队": "大队",
}
_QUOTES = re.compile('[“”"]')
_FUNCTION = re.compile(f"(.+?)({'|'.join(sorted(_KINDS, key=lambda kind: (-len(kind), kind)))})$")
_HOSTED = re.compile(r"(.+?[局厅委])(.{2,}(?:支队|总队|大队|中心|监测站|监督所|执法队))$")
_BRANCH = re.compile(r"(.+?)(局)?分局$")
_GROUP = re.compile(
    r"(.+?(?:领导小组|领导组|协调小组|工作小组|工作组|指挥部|专班|联席会议|委员会|委|工程|工作|行动|攻坚))"
    r"(办公室|办|各成员单位|成员单位)$"
)
_GROUP_END = re.compile(r"(?:领导小组|领导组|协调小组|工作小组|工作组|指挥部|专班|联席会议)$")
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    """An organ without its place. ``kind`` tells how it was read: organ, department, branch, group, zone or other."""

    key: str
    full: str
    kind: str
    function: str | None = None


@functools.cache
def whole_organs() -> dict[tuple[str, str], str]:
    """(level or "", words) → whole name as a template."""
    table: dict[tuple[str, str], str] = {}
    for row in load_lexicon("organs"):
        full = row["full"] if "{" in row["full"] else "{p}" + row["full"]
        for words in {*row["variants"].split("|"), full.removeprefix("{p}")}:
            table.setdefault((row["level"], words), full)
    return table


@functools.cache
def functions() -> dict[str, str]:
    """Every spelling of a function → its full name."""
    table = {row["full"]: row["full"] for row in load_lexicon("functions")}
    for row in load_lexicon("functions"):
        for short in filter(None, row["shorts"].split("|")):
            table.setdefault(short, row["full"])
    return table


@functools.cache
def _local_names() -> dict[tuple[str, str], str]:
    return {(row["province"], row["full"]): row["local"] for row in load_lexicon("local_names")}


def read_organ(words: str, level: str, province: str = "", year: int | None = None) -> Organ:
    """The organ that the words behind a place name; words that the grammar doesn't know stay as they are.

    ``year`` is the year of the document, None today.

    >>> read_organ("交警支队", "city").full
    '{p}公安局交通警察支队'
    >>> read_organ("公交警支队", "city").kind
    'other'
    """
    return (
        _whole(words, level)
        or read_zone(words)
        or _department(words, province)
        or _hosted(words, level, province)
        or _group(words)
        or Organ(key=words, full="{p}" + words, kind="other")
    )


def _whole(words: str, level: str) -> Organ | None:
    table = whole_organs()
    words = _QUOTES.sub("", words)
    for prefix in ("", "人民政府", "政府", "党委", "委"):
        name = words.removeprefix(prefix)
        full = table.get((level, name)) or table.get(("", name))
        if full and (name == words or full.startswith(("{p}人民政府", "中共"))):
            return Organ(key=full, full=full, kind="organ", function=_function_of(full))
    return None


def _function_of(full: str) -> str | None:
    match = _FUNCTION.match(full.replace("{p}", "").replace("{b}", "").removeprefix("人民政府"))
    return functions().get(match[1]) if match else None


def _department(words: str, province: str) -> Organ | None:
    match = _FUNCTION.match(words)
    parts = read_function(match[1]) if match else None
    if not match or not parts:
        return None
    kind = _KINDS[match[2]]
    # A centre is no bureau: 大数据中心 is a name of its own, not a short form of 大数据发展管理中心.
    function = match[1] if kind.endswith("中心") else _written_out(match[1], parts, province)
    return Organ(
        key="+".join(parts) + "|" + kind,
        full="{p}" + function + kind,
        kind="department",
        function="+".join(parts),
    )


def _written_out(words: str, parts: tuple[str, ...], province: str) -> str:
    if len(parts) == 1:
        return _local_names().get((province, parts[0]), parts[0])
    if all(part in words for part in parts):
        return words if len(parts) > 2 or "".join(parts) != words else "和".join(parts)
    return "和".join(parts) if len(parts) == 2 else "".join(parts)


@functools.lru_cache(maxsize=8192)
def read_function(words: str) -> tuple[str, ...] | None:
    """The full names of the functions that the words are made of, fewest first; None if they aren't known.

    >>> read_function("文旅"), read_function("住建和交通"), read_function("生态环镜")
    (('文化和旅游',), ('住房和城乡建设', '交通运输'), None)
    """
    known = functions()
    if words in known:
        return (known[words],)
    for cut in range(len(words) - 1, 1, -1):
        head, tail = words[:cut], words[cut:]
        if head in known:
            rest = read_function(re.sub("^[和与、及]", "", tail)) if len(tail) > 1 else None
            if rest:
                return (known[head], *rest)
    return None


def _hosted(words: str, level: str, province: str) -> Organ | None:
    match = _HOSTED.match(words)
    host = (_whole(match[1], level) or _department(match[1], province)) if match else None
    if not match or not host:
        return None
    return Organ(key=f"{host.key}/{match[2]}", full=host.full + match[2], kind="branch", function=host.function)


def _group(words: str) -> Organ | None:
    words = words.strip('“”"')
    match = _GROUP.match(words)
    if match:
        ending = {"办": "办公室", "各成员单位": "成员单位"}.get(match[2], match[2])
        plain = re.sub('[“”"]', "", match[1]) + ending
        written = match[1] + ("办公室" if ending == "办公室" else match[2])
        return Organ(key=plain, full="{p}" + written, kind="group")
    if _GROUP_END.search(words):
        return Organ(key=re.sub('[“”"]', "", words), full="{p}" + words, kind="group")
    return None


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


def read_branch(words: str) -> tuple[str, str] | None:
    """(host, name of the branch) of words such as 生态环境分局 (no name) or 公安局平城分局.

    >>> read_branch("生态环境分局"), read_branch("生态环境局平城分局"), read_branch("公安局")
    (('生态环境局', ''), ('生态环境局', '平城'), None)
    """
    named = re.match("(.+?局)(.+)分局$", words)
    if named:
        return named[1], named[2]
    match = _BRANCH.match(words)
    return (match[1] + "局", "") if match and read_function(match[1]) else None
