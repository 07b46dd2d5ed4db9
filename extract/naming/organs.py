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

from extract.lexicons import load_lexicon
from extract.naming.groups import read_group
from extract.naming.readings import Organ
from extract.naming.wholeorgans import whole_name
from extract.naming.zones import read_zone

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
_FUNCTION = re.compile(f"(.+?)({'|'.join(sorted(_KINDS, key=lambda kind: (-len(kind), kind)))})$")
_HOSTED = re.compile(r"(.+?[局厅委])(.{2,}(?:支队|总队|大队|中心|监测站|监督所|执法队))$")
_BRANCH = re.compile(r"(.+?)(局)?分局$")


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
        _whole(words, level, year)
        or read_zone(words)
        or _department(words, province)
        or _hosted(words, level, province, year)
        or read_group(words)
        or Organ(key=words, full="{p}" + words, kind="other")
    )


def _whole(words: str, level: str, year: int | None) -> Organ | None:
    full = whole_name(words, level, year)
    return Organ(key=full, full=full, kind="organ", function=_function_of(full)) if full else None


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


def _hosted(words: str, level: str, province: str, year: int | None) -> Organ | None:
    match = _HOSTED.match(words)
    host = (_whole(match[1], level, year) or _department(match[1], province)) if match else None
    if not match or not host:
        return None
    return Organ(key=f"{host.key}/{match[2]}", full=host.full + match[2], kind="branch", function=host.function)


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
