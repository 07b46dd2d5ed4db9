"""What the words of a deadline mean: exhaustive where finite, examples of each kind, and nothing raises."""

from __future__ import annotations

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.dating.times import Period, parse_deadline

PLAN_YEAR = 2023


def days(words: str, year: int | None = PLAN_YEAR) -> tuple[str, str | None, str | None, str | None] | None:
    period = parse_deadline(words, year=year)
    if period is None:
        return None
    first, last = (day.isoformat() if day else None for day in (period.first_day, period.last_day))
    return period.kind, first, last, period.rrule


@pytest.mark.parametrize("tail", ["底前", "末前", "底", "末", "前", "底之前"])
@pytest.mark.parametrize("written_year", [None, 2020, 2024])
@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_ends_on_its_last_day(month: int, written_year: int | None, tail: str):
    words = (f"{written_year}年" if written_year else "") + f"{month}月{tail}"
    year = written_year or PLAN_YEAR
    assert parse_deadline(words, year=PLAN_YEAR) == Period(
        kind="by", last_day=date(year, month, calendar.monthrange(year, month)[1])
    )


@pytest.mark.parametrize("written_year", [None, 2020])
@pytest.mark.parametrize("month", range(1, 13))
def test_every_day_of_the_year_counts_itself_in(month: int, written_year: int | None):
    year = written_year or PLAN_YEAR
    for day in range(1, calendar.monthrange(year, month)[1] + 1):
        words = (f"{written_year}年" if written_year else "") + f"{month}月{day}日前"
        assert parse_deadline(words, year=PLAN_YEAR) == Period(kind="by", last_day=date(year, month, day))


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_says_first_middle_and_last_third(month: int):
    end = calendar.monthrange(PLAN_YEAR, month)[1]
    for part, day in (("上旬", 10), ("中旬", 20), ("下旬", end), ("初", 10)):
        period = parse_deadline(f"{month}月{part}前", year=PLAN_YEAR)
        assert period is not None
        assert period.last_day == date(PLAN_YEAR, month, day)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2020年底前", ("by", None, "2020-12-31", None)),
        ("2020年年底前", ("by", None, "2020-12-31", None)),
        ("年底前", ("by", None, "2023-12-31", None)),
        ("明年底", ("by", None, "2024-12-31", None)),
        ("到2025年", ("by", None, "2025-12-31", None)),
        ("到 2025\n年", ("by", None, "2025-12-31", None)),
        ("到２０２５年", ("by", None, "2025-12-31", None)),
        ("到2021年10月底前", ("by", None, "2021-10-31", None)),
        ("2022年二季度末", ("by", None, "2022-06-30", None)),
        ("上半年前", ("by", None, "2023-06-30", None)),
        ("到“十四五”末", ("by", None, "2025-12-31", None)),
        ("8月18日(星期三)下午4时前", ("by", None, "2023-08-18", "下午4时前")),
        ("1月23日17:00前", ("by", None, "2023-01-23", "17:00前")),
        ("2020年采暖季前", ("by", None, None, "2020年采暖季前")),
        ("按照省市确定的期限", ("by", None, None, "按照省市确定的期限")),
        ("30个工作日内", ("by", None, None, "30个工作日内")),
        ("印发之日起30日内", ("by", None, None, "印发之日起30日内")),
        ("2020年", ("during", "2020-01-01", "2020-12-31", None)),
        ("当年", ("during", "2023-01-01", "2023-12-31", None)),
        ("全年", ("during", "2023-01-01", "2023-12-31", None)),
        ("2022年二季度", ("during", "2022-04-01", "2022-06-30", None)),
        ("2018年5月至11月", ("during", "2018-05-01", "2018-11-30", None)),
        ("2009年10月中旬至11月10日", ("during", "2009-10-11", "2009-11-10", None)),
        ("10月1日至次年3月31日", ("during", "2023-10-01", "2024-03-31", None)),
        ("11月至3月", ("during", "2023-11-01", "2024-03-31", None)),
        ("6月5日至11日", ("during", "2023-06-05", "2023-06-11", None)),
        ("即日起至2018年3月31日", ("during", None, "2018-03-31", None)),
        ("2021—2023年", ("during", "2021-01-01", "2023-12-31", None)),
        ("“十四五”期间", ("during", "2021-01-01", "2025-12-31", None)),
        ("采暖期", ("during", None, None, "采暖期")),
        ("重污染天气橙色预警期间", ("during", None, None, "重污染天气橙色预警期间")),
        ("2020年起", ("from", "2020-01-01", None, None)),
        ("从2022年3月起", ("from", "2022-03-01", None, None)),
        ("自2019年1月1日起", ("from", "2019-01-01", None, None)),
        ("每年", ("recurring", None, None, "FREQ=YEARLY")),
        ("每季度", ("recurring", None, None, "FREQ=MONTHLY;INTERVAL=3")),
        ("每月25日前", ("recurring", None, None, "FREQ=MONTHLY;BYMONTHDAY=25")),
        ("每年1月10日前", ("recurring", None, None, "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=10")),
        ("每季度末", ("recurring", None, None, "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1")),
        ("每年组织开展一次", ("recurring", None, None, "FREQ=YEARLY")),
        ("每季度至少研究一次", ("recurring", None, None, "每季度至少研究一次")),
        ("至少每月召开一次", ("recurring", None, None, "至少每月召开一次")),
        ("5月—9月每日10时—17时", ("recurring", "2023-05-01", "2023-09-30", "5月—9月每日10时—17时")),
        ("每季度最后一个月的30日前", ("recurring", None, None, "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=30")),
        ("每年3月底前", ("recurring", None, None, "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1")),
        ("每日16时前", ("recurring", None, None, "每日16时前")),
    ],
)
def test_words_mean_days(words: str, expected: tuple[str, str | None, str | None, str | None]):
    assert days(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "",
        "2019年第115名",
        "三年行动",
        "10月份以来",
        "3个月底前",
        "615日前",
        "较2015年",
        "散煤",
        "2月30日前",
        "13月底前",
    ],
)
def test_other_words_are_no_deadline(words: str):
    assert parse_deadline(words, year=PLAN_YEAR) is None


def test_without_any_year_the_words_stay():
    assert days("10月底前", year=None) == ("by", None, None, "10月底前")


@given(st.text(), st.one_of(st.none(), st.integers(min_value=1950, max_value=2100)))
def test_no_text_raises(words: str, year: int | None):
    parse_deadline(words, year=year)


@given(st.text(alphabet="0123456789年月日底前末至到每季度“十四五”期间起—上下旬初半次内今明", max_size=16))
def test_no_garbled_date_raises(words: str):
    period = parse_deadline(words, year=PLAN_YEAR)
    if period is not None and period.first_day and period.last_day and period.kind == "during":
        assert period.first_day <= period.last_day or "年" in words
