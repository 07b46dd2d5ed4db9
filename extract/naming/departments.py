"""Departments: a line of work and a kind of body (局, 委, 办 …), of which one is known or both are.

The kind in full and the fields of the work are the ``key``: 发改委 and 发展和改革委员会 meet, 发改局 is another body.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from extract.lexicons import load_lexicon
from extract.naming.functions import Work, plain_words, read_work
from extract.naming.localnames import Custom, local_work
from extract.naming.readings import Organ

_NO_NAME = re.compile(
    r"(?:各|有关|相关|其他|其它|所有|涉及|全国|国家|中国|中央|国务院|我|本|该|驻|原|新设|[一二三两几]个|镇|乡(?!村)|街道|村|社区|园区)|"
    r".*[^\u4e00-\u9fff]"
)
"""What no name of a department of a place begins with, or has in it."""
_SHORTENED = 3
"""Unknown words of so many characters are a department's abbreviation; longer ones may be any body's name."""


@functools.cache
def kinds() -> Mapping[str, Mapping[str, str]]:
    """The ends of departments' names (局, 委 …) → their rows, the longest first."""
    rows = sorted(load_lexicon("kinds"), key=lambda row: (-len(row["words"]), row["words"]))
    return {row["words"]: row for row in rows}


@functools.cache
def _department_pattern() -> re.Pattern[str]:
    return re.compile(f"(?P<seat>(?:人民)?政府)?(?P<work>.+?)(?P<kind>{'|'.join(kinds())})$")


@functools.lru_cache(maxsize=65536)
def read_department(words: str, *, level: str = "", province: str = "", year: int | None = None) -> Organ | None:
    """The department that the words name, if all of its line of work is known.

    >>> read_department("科工信局").full, read_department("商务和文化旅游局").function
    ('{p}科学技术和工业信息化局', '文化和旅游+商务')
    >>> read_department("发改委").key == read_department("发展和改革委员会").key
    True
    >>> read_department("交通局", year=2006).full, read_department("生态环镜局")
    ('{p}交通局', None)
    """
    match = _department_pattern().match(words)
    if not match:
        return None
    kind = kinds()[match["kind"]]
    work = _work(match["work"], kind, level, province, year)
    if work is None:
        return None
    name = _of_institution(match["work"], work, kind["full"]) if kind["use"] == "institution" else work.full
    return Organ(
        key=f"{'+'.join(sorted(work.fields))}|{kind['full']}",
        full=f"{{p}}{'人民政府' if match['seat'] else ''}{name}{kind['full']}",
        kind="department",
        function=work.function,
    )


def _work(words: str, kind: Mapping[str, str], level: str, province: str, year: int | None) -> Work | None:
    work = read_work(words, year, letters=kind["use"] in ("bureau", "department"))
    return local_work(words, work, Custom(kind=kind["full"], level=level, province=province, year=year)) or work


def _of_institution(words: str, work: Work, kind: str) -> str:
    """What a centre is called: as written, unless each character stands for a field (文旅中心).

    A centre is no bureau: 大数据中心 is a name of its own, not a short form of 大数据发展管理中心.
    """
    letters = kind == _CENTRE and len(words) == len(work.fields) and is_shortened(words, work)
    return plain_words(work.full) if letters else words


_CENTRE = "中心"


def is_shortened(words: str, work: Work) -> bool:
    """Whether the words leave out characters, not only those at the end.

    >>> is_shortened("环卫", read_work("环卫")), is_shortened("大数据", read_work("大数据"))
    (True, False)
    """
    return not work.whole and not plain_words(work.full).startswith(plain_words(words))


def read_unknown_department(words: str) -> Organ | None:
    """A department whose line of work is not known, its kind written out; other words give None.

    >>> read_unknown_department("贸易工作协调办").full, read_unknown_department("地矿勘局").kind
    ('{p}贸易工作协调办公室', 'department')
    >>> read_unknown_department("主办"), read_unknown_department("有关委局"), read_unknown_department("县委")
    (None, None, None)
    """
    match = _department_pattern().match(words)
    if not match or len(match["work"]) <= 1 or _NO_NAME.match(match["work"]):
        return None
    kind, work = kinds()[match["kind"]], match["work"]
    if kind["use"] not in ("bureau", "office") or work[-1] in kind["not_after"]:
        return None
    return Organ(
        key=f"{work}|{kind['full']}",
        full=f"{{p}}{'人民政府' if match['seat'] else ''}{work}{kind['full']}",
        kind="department" if len(work) <= _SHORTENED else "other",
    )


def work_of_name(full: str) -> str | None:
    """The line of work in a whole name, if it is the name of a department.

    >>> work_of_name("{p}人民政府外事办公室"), work_of_name("{p}人民法院")
    ('外事', None)
    """
    match = _department_pattern().match(re.sub(r"\{[a-z]\}", "", full))
    work = read_work(match["work"], letters=False) if match else None
    return work.function if work else None
