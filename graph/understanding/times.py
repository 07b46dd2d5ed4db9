"""Times in questions: where they stand, and which days they mean in a year and on a day that are given.

No clock is read here: what counts from today (本月, 两周内) has no days without the day. Seasons without 前 or 期间 are
topics (秋冬季错峰生产, 采暖期错峰生产), a year alone is the year of a plan but where something falls due in it.
"""

from __future__ import annotations

import calendar
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from extract.dating.times import parse_deadline
from graph.understanding.named import Named, is_free

_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {"两": 2, "〇": 0}
_RELATIVE = {
    "今年": 0,
    "本年": 0,
    "本年度": 0,
    "当年": 0,
    "明年": 1,
    "来年": 1,
    "后年": 2,
    "去年": -1,
    "上年": -1,
    "前年": -2,
}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_TO = r"(?:到|至|—+|-|~|–)"

_YEAR = rf"(?:20\d\d年|{'|'.join(sorted(_RELATIVE, key=len, reverse=True))})"
_DAY = r"(?:[12]\d|3[01]|[1-9])[日号](?![文件])"
_PART = r"底|末|初|上中旬|中下旬|中旬|上旬|下旬|上半月|下半月"
_MONTH = rf"(?:1[0-2]|[1-9])月(?:份)?(?:{_DAY}|{_PART})?"
_QUARTER = r"第?[一二三四1-4]季度"
_OWN = rf"{_MONTH}|年底|年末|[上下]半年|{_QUARTER}"
_FROM_TODAY = (
    r"(?:这个|当|本)月(?:底|末)?|下个?月(?:底|末|初)?|月底|月末|(?:这个|本|当|下个?)季度|(?:本|这|下)(?:个)?(?:周|星期)"
)
_POINT = rf"(?:{_YEAR}(?:{_OWN}|底|末)|{_OWN}|(?<![\d几个哪])(?:{_FROM_TODAY}))"
_WITHIN = (
    r"(?<![后起])(?:未来|接下来|今后|最近|近)?(?:\d{1,3}|[一二两三四五六七八九十]{1,3})个?(?:工作日|天|日|周|星期|月)(?:之内|以内|内)"
    r"|(?:未来|接下来|今后)的?(?:\d{1,3}|[一二两三四五六七八九十]{1,3})?个?(?:天|日|周|星期|月)"
)
_TAIL = r"(?:之?前|以前|之内|以内|内|期间|之间|以后|之后|以来|起|开始)?"
_BEFORE_YEAR = r"20\d\d年?(?:底|末|年底|年末|内)?(?:之前|以前|前)|(?<=[到至])20\d\d年(?!\d|第?[一二三四]季|[上下]半)"
_OF_YEAR = re.compile(
    rf"(?:{'|'.join(sorted(_RELATIVE, key=len, reverse=True))})"
    r"(?=的|要|应|得|需|必须|有|完成|计划|方案|任务|工作|目标|内|谁|哪|什么)"
)
_SEASON = r"(?:20\d\d年)?采暖[季期](?:开始|结束|来临|到来)?(?:之?前|以前|期间)"

_COMPLETED = (
    r"(?:有|要|应|须|得|需要?|必须|计划|会|将|的)*(?:(?:哪些?|什么|几|多少)(?:个|项|条)?)?(?:任务|工作|事项|事情?|项目)?"
    r"(?:要|应|须|得|需要?|必须|会|将)?(?:全部|基本)?(?:完成|办完|办结|做完)"
    r"的?(?:哪|什么(?!目标|指标)|[几多]少?[项个条]|重点|主要|任务|工作|事|[,，?？。]|$)"
)
_DUE_YEAR = (
    rf"20\d\d年度?(?:(?={_COMPLETED})"
    r"|(?=(?:(?!方案|计划|意见|文件|[,，。;；?？\d]).){0,12}(?:到期|到点|截止)(?:的|有|[,，。?？]|$)))"
)
"""A year in which something falls due (2022年到期的), where it is not the year of a plan."""

TIME = re.compile(
    rf"(?<![\d.])(?:{_POINT}{_TO}{_POINT}{_TAIL}|(?:1[0-2]|[1-9]){_TO}(?:1[0-2]|[1-9])月(?:份)?(?:底|末)?{_TAIL}"
    rf"|{_SEASON}|{_POINT}{_TAIL}|{_WITHIN}|{_BEFORE_YEAR}|20\d\d年(?:内|底|末)|{_DUE_YEAR})"
)
_ENDS = re.compile("(?:之前|以前|前|之内|以内|内|期间|之间|以后|之后|以来|起|开始)$")
_DATE = re.compile(r"(?<![\d.])(?:(\d{1,4})年)?(\d{1,3})月(?:(\d{1,3})[日号])?(?!份?以[来])")
_YEARS = re.compile(r"(?<![较比\d.])(20\d\d)(?:年度|年)?(?!\d|[a-zA-Z%])")
_COUNTED = re.compile(
    r"(?P<ahead>未来|接下来|今后|最近|近)?的?(\d{1,3}|[一二两三四五六七八九十]{1,3})?个?(工作日|天|日|周|星期|月)(?P<inside>之内|以内|内)?"
)
_NUMERAL = r"(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_MONTHS = re.compile(rf"(?<![一二三四五六七八九十百个])(十[一二]?|[一二三四五六七八九])月(?:({_NUMERAL})(?=[日号]))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days that words cover, both ends inclusive; None where they leave an end open."""

    first: date | None = None
    last: date | None = None


def arabic_months(question: str) -> str:
    """The question with its months, and the days in them, in digits.

    >>> arabic_months("十月底前"), arabic_months("六月三十日前"), arabic_months("三个月内")
    ('10月底前', '6月30日前', '三个月内')
    """
    return _MONTHS.sub(lambda hit: f"{number(hit[1])}月{number(hit[2]) if hit[2] else ''}", question)


def number(words: str) -> int:
    """A number below a hundred, in digits or in Chinese.

    >>> number("30"), number("十二"), number("三十"), number("两")
    (30, 12, 30, 2)
    """
    if words.isdigit():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + (_DIGITS[ones] if ones else 0)


def find_times(question: str) -> list[Named]:
    """The days and periods; those that no calendar has are not held. A year alone is none.

    >>> [time.words for time in find_times("6月到8月之间要做什么，年底前呢")]
    ['6月到8月之间', '年底前']
    >>> [time.words for time in find_times("秋冬季错峰生产、采暖期错峰生产由谁牵头")]
    []
    """
    wrong = [hit for hit in _DATE.finditer(question) if not _is_day(hit)]
    found = [Named(start=hit.start(), end=hit.end(), sign="Ⓣ", words=hit[0], held=False) for hit in wrong]
    times = (hit for hit in TIME.finditer(question) if is_free(hit.start(), hit.end(), found))
    return found + [Named(start=hit.start(), end=hit.end(), sign="Ⓣ", words=hit[0]) for hit in times]


def _is_day(hit: re.Match[str]) -> bool:
    """Whether some calendar has the day; without a year 29 February is one."""
    try:
        date(int(hit[1] or 2000), int(hit[2]), int(hit[3] or 1))
    except ValueError:
        return False
    return True


def find_years(question: str, taken: Sequence[Named], *, today: date | None = None) -> list[tuple[int, int, int]]:
    """The years that stand alone, each with its place in the question; 较2015年 is none.

    今年 is a year where the day is given and no other year is written.

    >>> find_years("今年要完成什么", [], today=date(2023, 5, 1))
    [(0, 2, 2023)]
    >>> find_years("今年（2020年那份）", [], today=date(2023, 5, 1))
    [(3, 8, 2020)]
    """
    free = [hit for hit in _YEARS.finditer(question) if is_free(hit.start(), hit.end(), taken)]
    if free or today is None:
        return [(hit.start(), hit.end(), int(hit[1])) for hit in free]
    relative = _OF_YEAR.finditer(question)
    return [
        (hit.start(), hit.end(), today.year + _RELATIVE[hit[0]])  # 今年听人说 tells no year of a plan
        for hit in relative
        if is_free(hit.start(), hit.end(), taken)
    ]


def parse_time(words: str, *, year: int | None, today: date | None = None) -> Days | None:
    """The days that words of :func:`find_times` cover; None where no days follow from them.

    ``year`` stands in where the words name none, ``today`` is the day that 本月 and 两周内 count from.

    >>> parse_time("10月1日之前", year=2020)
    Days(first=None, last=datetime.date(2020, 10, 1))
    >>> parse_time("6月至8月之间", year=2023).first, parse_time("11月到3月", year=2023).last
    (datetime.date(2023, 6, 1), datetime.date(2024, 3, 31))
    >>> parse_time("9月以后", year=2020)
    Days(first=datetime.date(2020, 9, 1), last=None)
    >>> parse_time("两周内", year=None, today=date(2023, 5, 1)).last
    datetime.date(2023, 5, 15)
    >>> parse_time("本月", year=2020) is None, parse_time("采暖季前", year=2020) is None
    (True, True)
    """
    words = "".join(words.split())
    try:
        return _range(words, year, today) or _within(words, today) or _single(words, year, today)
    except ValueError:
        return None


def _range(words: str, year: int | None, today: date | None) -> Days | None:
    hit = _ranges().fullmatch(words)
    if hit is None:
        return None
    begins = hit["one"] if hit["one"] else f"{hit['month']}月"
    first, last = _point(begins, year, today), _point(hit["two"], year, today)
    if first is None or last is None:
        return None
    ends = last.last
    if first.first and ends and ends < first.first and not re.match("20|.年", hit["two"]):
        ends = ends.replace(year=first.first.year)
        ends = ends if ends >= first.first else _last_of(first.first.year + 1, ends.month, ends.day)
    return Days(first=first.first, last=ends)


@functools.cache
def _ranges() -> re.Pattern[str]:
    return re.compile(rf"(?:(?P<one>{_POINT})|(?P<month>1[0-2]|[1-9])){_TO}(?P<two>{_POINT}){_TAIL}")


def _last_of(year: int, month: int, day: int) -> date:
    end = calendar.monthrange(year, month)[1]
    return date(year, month, end if day >= 28 else day)


def _within(words: str, today: date | None) -> Days | None:
    """So many days, weeks or months from today on."""
    hit = _COUNTED.fullmatch(words)
    if hit is None or today is None or not (hit["ahead"] or hit["inside"]):
        return None
    count = number(hit[2]) if hit[2] else 1
    if hit[3] == "月":
        months = today.month - 1 + count
        year, month = today.year + months // 12, months % 12 + 1
        return Days(first=today, last=date(year, month, min(today.day, calendar.monthrange(year, month)[1])))
    if hit[3] == "工作日":
        return Days(first=today, last=_workdays_on(today, count))
    return Days(first=today, last=today + timedelta(days=count * (7 if hit[3] in ("周", "星期") else 1)))


def _workdays_on(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def _single(words: str, year: int | None, today: date | None) -> Days | None:
    tail = _ENDS.search(words)
    point = words[: tail.start()] if tail else words
    days = _point(point, year, today)
    if days is None:
        return _of_rules(words, year, today)
    if tail and "前" in tail[0]:
        return Days(last=_before(point, days))
    if tail and tail[0] in ("以后", "之后", "以来", "起", "开始"):
        return Days(first=days.last if re.search("[底末]$", point) else days.first)
    return days


def _before(point: str, days: Days) -> date | None:
    """The last day of 前: the day itself where one is named; 10月前 ends with September, 下半年前 with June.

    Plans set work for a quarter as a whole, so that 四季度前 is by its end.
    """
    whole = re.search("(?:月|月份|[上下]半年|旬|初)$", point)
    return days.first - timedelta(days=1) if whole and days.first else days.last


def _of_rules(words: str, year: int | None, today: date | None) -> Days | None:
    """What the rules for deadlines say of the words."""
    period = parse_deadline(words, year=year, issued=today)
    if period is None or (period.first_day is None and period.last_day is None):
        return None
    return Days(first=period.first_day, last=period.last_day)


def _point(words: str, year: int | None, today: date | None) -> Days | None:
    """The days of one point or period: 2020年10月底 ends on its last day and has no first."""
    hit = _points().fullmatch(words)
    if hit is None:
        return None
    if hit["now"]:
        return _from_today(hit["now"], today)
    own = _year_of(hit["year"], year, today)
    return _in_year(own, hit) if own is not None else None


def _in_year(year: int, hit: re.Match[str]) -> Days:
    if hit["month"]:
        return _month(year, int(hit["month"]), hit["day"], hit["part"])
    if hit["quarter"]:
        third = _QUARTERS[hit["quarter"]] * 3
        return _months(year, third - 2, third)
    if hit["half"]:
        return _months(year, 1, 6) if hit["half"] == "上" else _months(year, 7, 12)
    return Days(last=date(year, 12, 31)) if hit["end"] else Days(first=date(year, 1, 1), last=date(year, 12, 31))


@functools.cache
def _points() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<year>{_YEAR}|20\d\d)?(?:(?P<month>1[0-2]|[1-9])月份?(?:(?P<day>\d{{1,2}})[日号]|(?P<part>{_PART}))?"
        rf"|第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年|(?P<end>年底|年末|底|末)|(?P<now>{_FROM_TODAY}))?"
    )


def _year_of(words: str | None, year: int | None, today: date | None) -> int | None:
    if words in _RELATIVE:
        return today.year + _RELATIVE[words] if today else None
    return int(words[:4]) if words else year


def _month(year: int, month: int, day: str | None, part: str | None) -> Days:
    if day:
        return Days(first=date(year, month, int(day)), last=date(year, month, int(day)))
    end = calendar.monthrange(year, month)[1]
    if part in ("底", "末"):
        return Days(last=date(year, month, end))
    thirds = {
        "初": (1, 10), "上旬": (1, 10), "上中旬": (1, 20), "中旬": (11, 20), "中下旬": (11, end), "下旬": (21, end),
        "上半月": (1, 15), "下半月": (16, end),
    }  # fmt: skip
    first, last = thirds.get(part or "", (1, end))
    return Days(first=date(year, month, first), last=date(year, month, last))


def _months(year: int, first: int, last: int) -> Days:
    return Days(first=date(year, first, 1), last=date(year, last, calendar.monthrange(year, last)[1]))


def _from_today(words: str, today: date | None) -> Days | None:
    """本月, 下个月底, 本季度, 下周: counted from the day."""
    if today is None:
        return None
    ahead = 1 if words.startswith("下") else 0
    if re.search("周|星期", words):
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * ahead)
        return Days(first=monday, last=monday + timedelta(days=6))
    if "季" in words:
        quarter = (today.month - 1) // 3 + ahead
        return _months(today.year + quarter // 4, quarter % 4 * 3 + 1, quarter % 4 * 3 + 3)
    months = today.month - 1 + ahead
    part = words[-1] if words[-1] in "底末初" else None
    return _month(today.year + months // 12, months % 12 + 1, None, part)
