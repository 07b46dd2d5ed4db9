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

from extract.naming.departments import read_department, read_unknown_department, work_of_name
from extract.naming.functions import read_work
from extract.naming.groups import read_group
from extract.naming.readings import Organ
from extract.naming.wholeorgans import whole_name
from extract.naming.zones import read_zone

_HOSTED = re.compile(r"(.+?[局厅委])(.{2,}(?:支队|总队|大队|中心|监测站|监督所|执法队|(?<!分)局))$")
_SEAT = "人民政府"
_BRANCH = re.compile(r"(.+?)(局)?分局$")


@functools.lru_cache(maxsize=8192)
def read_organ(words: str, level: str, province: str = "", year: int | None = None) -> Organ:
    """The organ that the words behind a place name; words that the grammar doesn't know stay as they are.

    ``year`` is the year of the document, None today.

    >>> read_organ("交警支队", "city").full
    '{p}公安局交通警察支队'
    >>> read_organ("公交警支队", "city").kind
    'other'
    """
    return (
        _whole(words, level, province, year)
        or read_department(words, level=level, province=province, year=year)
        or read_zone(words)
        or _hosted(words, level, province, year)
        or read_group(words)
        or read_unknown_department(words)
        or Organ(key=words, full="{p}" + words, kind="other")
    )


def _whole(words: str, level: str, province: str, year: int | None) -> Organ | None:
    found = whole_name(words, level, province, year)
    if not found:
        return None
    # an organ of the list that is a department has a department's key, and its name of the place and time
    read = functools.partial(read_department, level=level, province=province, year=year)
    same = read(found.full.removeprefix("{p}")) if found.key == found.full else None
    own = read(words) if same and _SEAT not in found.full and not words.endswith("中心") else None
    full = own.full if own and same and own.key == same.key else found.full
    if level == "zone" and full != f"{{p}}{_SEAT}":
        full = full.replace(f"{{p}}{_SEAT}", "{p}")  # zones have no 人民政府
    return Organ(key=same.key if same else found.key, full=full, kind="organ", function=work_of_name(found.full))


def _hosted(words: str, level: str, province: str, year: int | None) -> Organ | None:
    """A body within a department (公安局交警支队, 卫生健康委疾控中心)."""
    match = _HOSTED.match(words)
    if not match:
        return None
    read = functools.partial(read_department, level=level, province=province, year=year)
    host, body = _whole(match[1], level, province, year) or read(match[1]), read(match[2])
    if not host or (match[2].endswith("局") and not body):
        return None
    name = body.full.removeprefix("{p}") if body else match[2]
    key = body.key if body else match[2]
    return Organ(key=f"{host.key}/{key}", full=host.full + name, kind="branch", function=host.function)


def read_branch(words: str) -> tuple[str, str] | None:
    """(host, name of the branch) of words such as 生态环境分局 (no name) or 公安局平城分局.

    >>> read_branch("生态环境分局"), read_branch("生态环境局平城分局"), read_branch("公安局")
    (('生态环境局', ''), ('生态环境局', '平城'), None)
    """
    named = re.match("(.+?局)(.+)分局$", words)
    if named:
        return named[1], named[2]
    match = _BRANCH.match(words)
    return (match[1] + "局", "") if match and read_work(match[1]) else None
