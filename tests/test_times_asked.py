"""Times in questions: the words that are one, and the days they mean on a day that is given."""

from __future__ import annotations

import calendar
from datetime import date

import pytest

from graph.understanding.times import arabic_months, find_times, find_years, number, parse_time

TODAY = date(2023, 11, 8)  # a Wednesday


def days(words: str) -> tuple[str | None, str | None]:
    found = parse_time(words, year=2022, today=TODAY)
    assert found is not None, words
    return found.first and found.first.isoformat(), found.last and found.last.isoformat()


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("4月到6月", "2022-04-01", "2022-06-30"),
        ("4-6月", "2022-04-01", "2022-06-30"),
        ("11月至2月之间", "2022-11-01", "2023-02-28"),
        ("2021年9月到2022年3月", "2021-09-01", "2022-03-31"),
        ("7月以后", "2022-07-01", None),
        ("5月20日之前", None, "2022-05-20"),
        ("5月之前", None, "2022-04-30"),
        ("5月底前", None, "2022-05-31"),
        ("2024年底前", None, "2024-12-31"),
        ("第二季度", "2022-04-01", "2022-06-30"),
        ("下半年", "2022-07-01", "2022-12-31"),
        ("3月中旬", "2022-03-11", "2022-03-20"),
        ("3月上旬前", None, "2022-02-28"),
        ("本月", "2023-11-01", "2023-11-30"),
        ("下个月底前", None, "2023-12-31"),
        ("本季度", "2023-10-01", "2023-12-31"),
        ("下季度", "2024-01-01", "2024-03-31"),
        ("下周", "2023-11-13", "2023-11-19"),
        ("10天内", "2023-11-08", "2023-11-18"),
        ("两周内", "2023-11-08", "2023-11-22"),
        ("三个工作日内", "2023-11-08", "2023-11-13"),
        ("未来三个月", "2023-11-08", "2024-02-08"),
        ("明年3月底前", None, "2024-03-31"),
    ],
)
def test_words_mean_days(words: str, first: str | None, last: str | None):
    assert [time.words for time in find_times(words)] == [words]
    assert days(words) == (first, last)


@pytest.mark.parametrize("words", ["本月", "两周内", "下季度"])
def test_what_counts_from_today_has_no_days_without_the_day(words: str):
    assert parse_time(words, year=2022) is None


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("year", ["", "2024年"])
def test_every_month_ends_on_its_last_day(month: int, year: str):
    own = 2024 if year else 2023
    found = parse_time(f"{year}{month}月底前", year=2023)
    assert found is not None
    assert found.last == date(own, month, calendar.monthrange(own, month)[1])


@pytest.mark.parametrize(
    "question", ["秋冬季错峰生产", "采暖期错峰生产谁牵头", "接到通知后3天内上报", "几月底前完成", "第11条", "3号文件"]
)
def test_topics_are_no_times(question: str):
    assert find_times(question) == []


def test_days_that_no_calendar_has_are_told():
    assert [(time.words, time.held) for time in find_times("2月30日前和6月底前")] == [
        ("2月30日", False),
        ("6月底前", True),
    ]


def test_the_year_of_a_deadline_is_not_that_of_a_plan():
    question = "2022年方案里2023年6月底前的任务"
    assert [year for _, _, year in find_years(question, find_times(question))] == [2022]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("2022年有哪些任务到期", "2022年"),
        ("2030年要完成什么", "2030年"),
        ("2025年度全部完成的任务", "2025年度"),
        ("临江市2024年截止的任务有多少项", "2024年"),
        ("2022年方案里有哪些任务到期", None),
        ("2023年有多少任务", None),
        ("2025年要完成什么目标", None),
        ("2020年计划谁牵头", None),
    ],
)
def test_a_year_in_which_something_falls_due_is_a_time(question: str, words: str | None):
    assert [time.words for time in find_times(question)] == ([words] if words else [])
    assert bool(find_years(question, find_times(question))) is not bool(words)


def test_numbers_and_months_in_characters():
    assert [number(words) for words in ("七", "十", "十五", "二十", "三十一", "28")] == [7, 10, 15, 20, 31, 28]
    assert arabic_months("五月二十日之前") == "5月20日之前"
