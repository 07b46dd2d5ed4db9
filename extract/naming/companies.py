"""Companies of a place whose names leave it out: 城投公司 in a county's document is the county's."""

from __future__ import annotations

import functools
import re

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
