"""What belongs to the department that issues a document: its offices (人事处), its centres, and itself (我局)."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import replace

from extract.lexicons import load_lexicon
from extract.naming.levels import names_of_levels, scope_of
from extract.naming.organs import read_organ
from extract.naming.placenames import split_place
from extract.naming.readings import Reading, Setting
from extract.naming.rendering import rendered

_DEPARTMENT = re.compile("(?<!人民政府)(?:局|厅|(?<!常务)委员会|总队|支队|部)$")
_ITSELF = re.compile("[我本][局厅委]$|[局厅委]机关$|机关$")
_OFFICE = re.compile(
    r"(?:[我本]?[局厅委](?:机关)?|机关)?(?!各|相关|有关|其他)(?P<office>[\u4e00-\u9fff、]{1,14}?(?<!办事)(?:[处科股]|处室|科室|[办公督查研究]室))$"
)
_GROUP = re.compile("[我本]?[局厅委](?=[\u4e00-\u9fff]{3,}(?:领导小组|工作组|专班|指挥部)(?:办公室)?$)")
_CENTRE = re.compile("[\u4e00-\u9fff]{2,10}中心$")


@functools.cache
def _office_names() -> Mapping[tuple[str, str], str]:
    return {(row["host"], row["short"]): row["full"] for row in load_lexicon("office_names")}


@functools.lru_cache(maxsize=64)
def _host(name: str) -> Reading | None:
    """The department by its full name; governments and their offices have no offices that a document leaves out."""
    name = re.sub("(?<=[局厅])办公室$", "", name)
    own, rest = split_place(name)
    if own is None or not _DEPARTMENT.search(name):
        return None
    level, province = names_of_levels(own)
    organ = read_organ(rest, level, province)
    if organ.kind not in ("department", "organ"):
        return None
    return Reading(
        place=own, key=organ.key, canonical=rendered(organ.full, own), scope=scope_of(own), function=organ.function
    )


def read_host_body(words: str, setting: Setting) -> Reading | None:
    """An office or a group of the issuing department, or the department itself; the words name no place.

    >>> setting = Setting(host="山东省生态环境厅")
    >>> read_host_body("宣教处", setting).canonical, read_host_body("我厅", setting).canonical
    ('山东省生态环境厅宣传教育处', '山东省生态环境厅')
    """
    host = _host(setting.host) if setting.host else None
    if host is None:
        return _somebody_s_office(words, setting)
    if _ITSELF.match(words):
        return replace(host, rule="name.host", because=host.canonical)
    office = _OFFICE.match(words)
    group = _GROUP.match(words)
    if office:
        name = _full_office(office["office"], host.function or "")
    elif group:
        name = words[group.end() :]
    elif _CENTRE.match(words) and read_organ(words, "").kind == "other":
        name = words
    else:
        return None
    return replace(
        host,
        key=f"{host.key}/{name}",
        canonical=host.canonical + name,
        kind="group" if group else "branch",
        rule="name.host",
        because=host.canonical,
    )


def _full_office(words: str, function: str) -> str:
    names = _office_names()
    return names.get((function, words)) or names.get(("", words)) or words


def _somebody_s_office(words: str, setting: Setting) -> Reading | None:
    """An office of a department that the document doesn't tell: nobody else's, so it is of this document alone."""
    office = _OFFICE.match(words)
    if not office or not words.endswith(("处", "科", "股")) or not setting.home:
        return None
    return Reading(place=None, key=words, canonical=words, scope=scope_of(setting.place) + setting.home, kind="other")
