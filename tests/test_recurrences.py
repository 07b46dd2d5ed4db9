"""Recurring deadlines are told in words: on the page in either language, never as a rule of a calendar."""

from __future__ import annotations

import pytest

from extract.dating.times import parse_deadline
from graph import facts
from graph.filters import UNDATED, Filter
from graph.library import Library
from graph.recurrences import in_words, repeats
from ingest import current_library
from tests.opened import open_page, words

SAID = {
    "FREQ=YEARLY": ("每年", "every year"),
    "FREQ=MONTHLY;INTERVAL=3": ("每季度", "every quarter"),
    "FREQ=MONTHLY;INTERVAL=4": ("每4个月", "every 4 months"),
    "FREQ=WEEKLY;BYDAY=MO": ("每周一", "every week on Monday"),
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR": ("每个工作日", "every working day"),
    "FREQ=MONTHLY;BYMONTHDAY=10,20,-1": ("每月10日、20日、月底", "every month on day 10, 20, the last day"),
    "FREQ=YEARLY;BYMONTH=4,10": ("每年4月、10月", "every year in April, October"),
    "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1": ("每年12月底", "every year in December on the last day of the month"),
}


@pytest.fixture(scope="module")
def samples() -> Library:
    return current_library()


@pytest.mark.parametrize("rule", SAID)
def test_each_rule_has_its_words(rule: str):
    assert (in_words(rule), in_words(rule, english=True)) == SAID[rule]


@pytest.mark.parametrize(
    "words_of_plan", ["每月25日前", "每季度末", "每周五", "每半年", "每年6月底前", "每旬", "每两周"]
)
def test_what_the_parser_reads_is_told_without_signs_of_a_calendar(words_of_plan: str):
    found = parse_deadline(words_of_plan, year=2023)
    assert found is not None
    assert repeats(found.rrule)
    for english in (False, True):
        said = in_words(found.rrule or "", english=english)
        assert "=" not in said
        assert not any(part in said for part in ("FREQ", "BY", "INTERVAL"))


@pytest.mark.parametrize("rule", ["FREQ=", "FREQ=SECONDLY;COUNT=3", "FREQ=MONTHLY;BYMONTH=99", "FREQ=WEEKLY;BYDAY=XX"])
def test_rules_that_nobody_writes_are_told_all_the_same(rule: str):
    assert in_words(rule)
    assert "=" not in in_words(rule)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_list_shows_a_rule(lang: str, samples: Library):
    recurring = facts.deadlines(samples, Filter(undated="recurring"))
    assert any(repeats(row.rrule) for row in recurring)
    said = words(open_page("listing", of="deadlines", undated="recurring", lang=lang))
    assert "FREQ" not in said
    assert ("每月" if lang == "zh" else "every month") in said


def test_every_deadline_without_a_day_is_of_one_kind(samples: Library):
    kinds = [{row.deadline_id for row in facts.deadlines(samples, Filter(undated=kind))} for kind in UNDATED]
    every = {row.deadline_id for row in facts.deadlines(samples, Filter(undated=True))}
    assert sum(map(len, kinds)) == len(every)
    assert set.union(*kinds) == every
