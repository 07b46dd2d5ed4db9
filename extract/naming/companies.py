"""Companies and banks of a place whose names leave out the place or their whole name: 城投公司, 县农发行."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from extract.lexicons import load_lexicon
from extract.naming.readings import Organ

COMPANY = re.compile("(?:集团|公司)$")


@functools.cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(row["words"] for row in load_lexicon("company_words"))
    return re.compile(f"(?:{words})(?:开发|发展|投资|建设|运营|控股|股份|有限|责任|集团|总|公司)+$")


def read_own_company(words: str) -> Organ | None:
    """The company of the place, if the words say only what it does.

    >>> read_own_company("水务集团有限公司").full, read_own_company("利嘉公司")
    ('{p}水务集团有限公司', None)
    """
    if not COMPANY.search(words) or not _pattern().match(words):
        return None
    return Organ(key=words, full="{p}" + words, kind="company")


@functools.cache
def _banks() -> Mapping[str, Mapping[str, str]]:
    """Each short name of a bank or an insurer → its row."""
    return {short: row for row in load_lexicon("bank_branches") for short in row["shorts"].split("|")}


def read_own_bank(words: str, level: str) -> Organ | None:
    """The branch of a bank for a place of the level, or the place's own bank, by the words behind the place.

    >>> read_own_bank("农发行", "county").full, read_own_bank("信用联社", "county").full
    ('中国农业发展银行{p}支行', '{p}农村信用合作联社')
    >>> read_own_bank("北京银行", "city") is None
    True
    """
    row = _banks().get(words)
    branch = row.get(level) if row else None
    if row is None or not branch:
        return None
    full = branch if len(branch) > _BRANCH_WORDS else row["bank"] + branch
    return Organ(key=full, full=full, kind="organ")


_BRANCH_WORDS = len("{p}分公司")
"""Characters of the words for a branch at most; a longer template is a whole name."""
