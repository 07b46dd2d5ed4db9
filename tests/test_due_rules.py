"""Recurrences are RFC 5545 where they begin with FREQ: a calendar program reads every one, and finds the right days."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from extract.dating.deadlines import find_deadlines
from extract.dating.duedays import Plan, read_deadlines
from extract.dating.recurrences import frequency
from extract.dating.times import parse_deadline, read_period
from extract.rulebook import Rule, load_rules

RECURRING = [rule for rule in load_rules("deadlines") if rule.kind == "recurring"]


def occurrences(rule: str, count: int) -> list[str]:
    days: Any = rrulestr(rule, dtstart=datetime(2024, 1, 1))
    return [day.strftime("%m-%d") for day, _ in zip(days, range(count), strict=False)]


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("每月28日前", ["01-28", "02-28", "03-28"]),
        ("每月底前", ["01-31", "02-29", "03-31"]),
        ("每月5日和20日前", ["01-05", "01-20", "02-05"]),
        ("每旬", ["01-10", "01-20", "01-31"]),
        ("每季度", ["01-01", "04-01", "07-01"]),
        ("每季度末", ["03-31", "06-30", "09-30"]),
        ("每季度首月10日前", ["01-10", "04-10", "07-10"]),
        ("每季度最后一个月的25日前", ["03-25", "06-25", "09-25"]),
        ("每半年", ["01-01", "07-01"]),
        ("每周五", ["01-05", "01-12"]),
        ("每两周", ["01-01", "01-15"]),
        ("每3天", ["01-01", "01-04"]),
        ("每年1月10日前", ["01-10", "01-10"]),
        ("每年4月、10月底前", ["04-30", "10-31"]),
        ("每年年底前", ["12-31", "12-31"]),
        ("每年第一季度末", ["03-31", "03-31"]),
        ("每年四季度前", ["12-31", "12-31"]),
        ("隔周", ["01-01", "01-15"]),
    ],
)
def test_a_rule_falls_on_the_days_that_are_meant(words: str, days: list[str]):
    period = parse_deadline(words, year=2024)
    assert period is not None
    assert period.rrule is not None
    assert occurrences(period.rrule, len(days)) == days


IN_WORDS = {
    "deadline.recurring.daily_window",
    "deadline.recurring.season_daily",
    "deadline.recurring.yearly_season",
    "deadline.recurring.after_period",
    "deadline.recurring.after_event",
    "deadline.recurring.clock",
    "deadline.recurring.steady",
    "deadline.recurring.continued",
}
"""Rules whose words no rule of RFC 5545 can say."""
ALSO_IN_WORDS = {"每年11月15日至次年3月15日", "每季度至少研究一次", "至少每月召开一次"}


@pytest.mark.parametrize("rule", RECURRING, ids=lambda rule: rule.id)
def test_every_example_gives_a_valid_rule_or_its_own_words(rule: Rule):
    for words in rule.examples:
        found = rule.pattern.search(words)
        assert found is not None
        period = read_period(rule, found, year=2024, issued=None)
        assert period is not None
        assert period.kind == "recurring"
        assert period.rrule
        if rule.id in IN_WORDS or words in ALSO_IN_WORDS:
            assert period.rrule == found.group()
        else:
            assert period.rrule.startswith("FREQ=")
            assert occurrences(period.rrule, 1)


@pytest.mark.parametrize("rule", RECURRING, ids=lambda rule: rule.id)
def test_every_example_is_found_and_read_as_recurring_in_a_text(rule: Rule):
    for words in rule.examples:
        found = read_deadlines(words, find_deadlines(words), plan=Plan(year=2024))
        assert "recurring" in [one.kind for one in found if one.rrule], words


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("tail", ["{}日前", "底前", "上旬", "中旬", "下旬", ""])
def test_every_month_and_day_of_a_yearly_rule_is_valid(month: int, tail: str):
    period = parse_deadline(f"每年{month}月{tail.format(10)}", year=2024)
    assert period is not None
    assert period.rrule is not None
    assert period.rrule.startswith(f"FREQ=YEARLY;BYMONTH={month}")
    assert occurrences(period.rrule, 1)[0][:2] == f"{month:02}"


@given(st.integers(min_value=1, max_value=40), st.sampled_from(["年", "个月", "月", "个季度", "周", "天", "日"]))
def test_every_interval_is_valid(count: int, unit: str):
    rule = frequency(f"{count}{unit}")
    assert rule is not None
    assert occurrences(rule, 2)


@pytest.mark.parametrize(
    "words",
    [
        "每月至少一次",
        "每季度结束后10个工作日内",
        "每年春节前",
        "每日16时前",
        "每学期",
        "每半月",
        "每年11月15日至次年3月15日",
    ],
)
def test_what_no_rule_can_say_stays_in_words(words: str):
    period = parse_deadline(words, year=2024)
    assert period is not None
    assert period.rrule == words
