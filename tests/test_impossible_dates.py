"""Days that no calendar has and periods that end before they begin: said, never read as dates; ends of bare words."""

from __future__ import annotations

from datetime import date

import pytest

from extract.dating.damageddates import find_damaged_dates, find_impossible_dates
from extract.dating.deadlines import find_deadlines
from extract.dating.duedays import Plan, read_deadlines
from extract.pipeline import Extractor
from extract.records import Deadline, Issue
from extract.rulebook import Rule, load_rules

ISSUED = date(2023, 6, 21)
PLANS = [Plan(year=2023, issued=ISSUED), Plan(year=2023), Plan(issued=ISSUED), Plan(), Plan(year=2023, turns=True)]
LIMITS = [rule for rule in load_rules("deadlines") if rule.kind in ("by", "during", "point", "label")]


def read(text: str, plan: Plan = PLANS[0]) -> list[Deadline]:
    return read_deadlines(text, find_deadlines(text), plan=plan)


def issues(text: str) -> list[tuple[str, str]]:
    """Code and words of the issues of a text's dates."""
    impossible = find_impossible_dates(read(text), year=2023, issued=ISSUED)
    found: list[Issue] = [*find_damaged_dates(text), *impossible]
    assert all(text[issue.start : issue.end] in issue.message for issue in found)
    return [(issue.code, text[issue.start : issue.end]) for issue in found]


@pytest.mark.parametrize("plan", PLANS, ids=str)
@pytest.mark.parametrize("rule", LIMITS, ids=lambda rule: rule.id)
def test_every_limit_has_an_end_or_words(rule: Rule, plan: Plan):
    for words in rule.examples:
        for one in read(words, plan):
            assert one.kind not in ("by", "during", "point") or one.to or one.rrule, words
            assert not (one.from_ and one.to) or one.from_ <= one.to, words


@pytest.mark.parametrize(
    ("words", "to"),
    [
        ("即日起至年底", "2023-12-31"),
        ("自即日起到今年年底", "2023-12-31"),
        ("现在起至年底", "2023-12-31"),
        ("从现在起到12月31日", "2023-12-31"),
        ("即日起至月底", "2023-06-30"),
        ("即日起至本月底", "2023-06-30"),
        ("即日起至季末", "2023-06-30"),
        ("即日起至本季度末", "2023-06-30"),
        ("即日起至9月底", "2023-09-30"),
        ("即日起至明年3月底", "2024-03-31"),
    ],
)
def test_a_period_from_now_ends_where_its_bare_words_say(words: str, to: str):
    (one,) = read(f"{words}，开展专项整治。")
    assert (one.text, one.kind, one.from_, one.to, one.rrule) == (words, "during", "2023-06-21", to, None)


def test_an_end_in_no_words_of_a_date_stays_in_words():
    (one,) = read("即日起至汛期结束，开展整治。")[:1]
    assert (one.kind, one.to, one.rrule) == ("during", None, "即日起至")


@pytest.mark.parametrize(
    "words",
    ["从2023年10月至2023年5月", "2023年12月1日至2023年11月1日", "2025—2024年", "6月11日至5日", "即日起至2023年5月31日"],
)
def test_a_period_that_ends_before_it_begins_is_no_dates(words: str):
    text = f"{words}，开展整治。"
    (one,) = read(text)
    assert (one.text, one.from_, one.to, one.rrule) == (words, None, None, words)
    assert issues(text) == [("damaged-date", words)]


@pytest.mark.parametrize(
    "words",
    [
        "2023年2月30日前",
        "2023年6月31日前",
        "2023年13月底前",
        "2023年0月5日前",
        "6月32日前",
        "到2023年2月29日",
        "9月31日至10月5日",
    ],
)
def test_a_day_that_no_calendar_has_is_said_and_gives_no_date(words: str):
    text = f"{words}完成整治。"
    assert [(one.from_, one.to) for one in read(text) if one.from_ or one.to] == []
    assert issues(text) == [("impossible-date", words)]


@pytest.mark.parametrize(
    "text",
    [
        "2023年2月28日前完成。",
        "11月至3月开展整治。",
        "2022年12月至今年3月开展整治。",
        "2023年12月至次年3月开展整治。",
        "采暖期前完成。",
        "每年2月29日前报送。",
        "《2023年13月方案》已经印发。",
        "为3个月至18月龄幼儿接种，13号前完成。",
    ],
)
def test_possible_dates_give_no_issue(text: str):
    assert issues(text) == []


def test_the_record_of_a_document_says_it():
    plan = "某县2023年工作方案\n\n一、任务\n1.改造散煤。2023年2月30日前完成改造。从2023年10月至2023年5月开展检查。\n"
    document, _ = Extractor().extract(plan.encode(), "a.txt")
    assert [issue.code for issue in document.issues] == ["impossible-date", "damaged-date"]
    assert [(one.from_, one.to) for one in document.deadlines] == [(None, None)] * 2
