"""The year that a deadline leaves out, seasons, plans that cross the turn of the year, and what is past or damaged."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from extract.dating.damageddates import find_damaged_dates, find_wrong_weekdays
from extract.dating.deadlines import find_deadlines, outside_titles
from extract.dating.duedays import Plan, plan_of, read_deadlines
from extract.dating.seasons import with_seasons
from extract.records import Deadline


def read(text: str, plan: Plan) -> list[Deadline]:
    return read_deadlines(text, find_deadlines(text), plan=plan)


def days(text: str, plan: Plan) -> list[str]:
    return [(f"{one.from_}/" if one.from_ else "") + (one.to or one.rrule or "") for one in read(text, plan)]


@pytest.mark.parametrize(
    ("title", "issued", "year", "text", "expected"),
    [
        (
            "2024—2025年秋冬季大气污染综合治理方案",
            "2024-10-15",
            2024,
            "10月底前完成，3月底前评估。",
            ["2024-10-31", "2025-03-31"],
        ),
        ("2024—2025年秋冬季大气污染综合治理方案", "2025-01-05", 2025, "1月15日前报送中期情况。", ["2025-01-15"]),
        ("今冬明春火灾防控工作方案", "2023-11-20", 2023, "2月底前完成第二轮检查。", ["2024-02-29"]),
        ("冬春季农田水利基本建设方案", "2023-10-10", 2023, "12月底前开工，4月底前完工。", ["2023-12-31", "2024-04-30"]),
        ("2024—2025学年校历安排", "2024-08-20", 2024, "9月1日前报到，6月30日前结业。", ["2024-09-01", "2025-06-30"]),
        ("冬季清雪除冰工作方案", "2024-01-08", 2024, "2月底前总结。", ["2024-02-29"]),
        ("2025年重点工作任务分工", "2024-12-28", 2025, "3月底前制定方案，年底前完成。", ["2025-03-31", "2025-12-31"]),
        (
            "三年行动方案（2023—2025年）",
            "2023-06-01",
            2023,
            "年底前启动；2025年6月底前，完成验收，10月底前总结。",
            ["2023-12-31", "2025-06-30", "2025-10-31"],
        ),
        ("供热保障方案", "2024-09-10", 2024, "11月至3月，实行24小时值班。", ["2024-11-01/2025-03-31"]),
        (
            "政务公开要点",
            "2024-04-10",
            2024,
            "明年1月31日前公布年报，今年6月底前公开目录。",
            ["2025-01-31", "2024-06-30"],
        ),
        ("安全生产方案", "2024-04-10", 2024, "2024年10月启动，次年3月底前完成。", ["2025-03-31"]),
    ],
)
def test_the_year_follows_from_the_plan(title: str, issued: str, year: int, text: str, expected: list[str]):
    assert days(text, plan_of(title, issued, year))[-len(expected) :] == expected


@pytest.mark.parametrize(
    "text",
    [
        "截至2023年底，全市已建成充电桩1.2万个。",
        "已于2024年3月底前全部完成整改。",
        "“十三五”期间，新增学位5万个。",
        "2019年，岔河绿道建成。",
        "2020年12月底前完成的项目，按原政策执行。",
        "落实2023年第三季度督查发现问题整改。",
    ],
)
def test_what_is_past_is_not_due(text: str):
    plan = plan_of("“十四五”城市建设规划", "2024-05-06", 2024)
    assert days(text, plan) == []


def test_a_season_has_no_day_unless_the_document_prints_it():
    plan = Plan(year=2024, issued=date(2024, 9, 1))
    (written,) = read("采暖期实行错峰生产。", plan)
    assert (written.from_, written.to, written.rrule) == (None, None, "采暖期")
    printed = read("采暖期为11月15日至次年3月15日。采暖期实行错峰生产。", plan)
    assert [(one.from_, one.to) for one in printed] == [("2024-11-15", "2025-03-15")] * 3


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("采暖期不得停热。", "天津市", ("2024-11-15", "2025-03-15")),
        ("供暖季不得停热。", "山西省太原市小店区", ("2024-11-01", "2025-03-31")),
        ("2023年汛期前完成清淤。", "河北省石家庄市", ("2023-06-01", "2023-09-30")),
        ("主汛期落实巡查。", "广东省", ("2024-06-01", "2024-08-31")),
        ("采暖期不得停热。", "山西省大同市", None),
        ("10月底前完成。", "天津市", None),
        ("采暖期不得停热。", None, None),
    ],
)
def test_the_local_calendar_stands_beside_the_deadline(text: str, place: str | None, expected: tuple[str, str] | None):
    (one,) = with_seasons(read(text, Plan(year=2024)), place, 2024)
    assert (one.season and (one.season.first_day, one.season.last_day)) == expected
    assert one.season is None or (one.season.source and one.to is None)


def test_a_time_after_an_event_keeps_its_parts():
    (one,) = read("自收到交办单之日起十五个工作日内反馈。", Plan(year=2024))
    assert one.relative is not None
    assert (one.relative.event, one.relative.length, one.relative.measure) == ("自收到交办单之日起", "十五", "工作日")
    assert one.to is None


def test_the_documents_own_title_is_no_deadline():
    text = "关于做好冬春季防灭火\n工作的实施意见\n冬春季加强巡护。"
    marks = find_deadlines(text)
    kept = outside_titles(text, marks, "关于做好冬春季防灭火工作的实施意见")
    assert [mark.start for mark in kept] == [text.rindex("冬春季")]


@pytest.mark.parametrize(
    ("text", "damaged"),
    [
        ("2025年月底前完成。", "2025年月底前"),
        ("5月日前报送。", "5月日前"),
        ("××年底前完成。", "××年底前"),
        ("到202年，每个乡镇建成1所。", "到202年"),
        ("须于1215日前报送。", "1215日前"),
        ("2022121日起实施。", "2022121日"),
    ],
)
def test_a_date_that_lost_characters_is_flagged(text: str, damaged: str):
    assert [text[one.start : one.end] for one in find_damaged_dates(text)] == [damaged]


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("numeral", [True, False])
def test_every_month_in_chinese_numerals(month: int, numeral: bool):
    name = "一二三四五六七八九十"[month - 1] if month <= 10 else "十" + "一二"[month - 11]
    written = f"{name if numeral else month}月十五日前" if numeral else f"{month}月15日前"
    assert days(f"各县于{written}报送。", Plan(year=2024)) == [f"2024-{month:02}-15"]


def test_every_day_in_chinese_numerals():
    ones = ["", *"一二三四五六七八九"]
    names = [ten + one for ten, one in itertools.product(["", "十", "二十", "三十"], ones)][1:32]
    for day, name in enumerate(names, 1):
        assert days(f"于十二月{name}日前报送。", Plan(year=2024)) == [f"2024-12-{day:02}"], name


@pytest.mark.parametrize(
    ("text", "day", "wrong"),
    [
        ("请于3月25日（星期一）下午5时前反馈。", "2024-03-25", False),
        ("请于3月25日（星期二）下午5时前反馈。", "2024-03-25", True),
        ("请于1月14日（星期二）下午5时前反馈。", "2025-01-14", False),
        ("请于1月15日（星期二）下午5时前反馈。", "2024-01-15", True),
        ("请于3月25日（星期六）下午5时前反馈。", "2024-03-25", True),
        ("请于3月25日（星期五）下午5时前反馈。", "2024-03-25", True),
        ("请于2024年3月25日（周五）下午5时前反馈。", "2024-03-25", True),
        ("请于2024年3月25日（周一）下午5时前反馈。", "2024-03-25", False),
    ],
)
def test_a_printed_weekday_says_which_year_or_is_wrong(text: str, day: str, wrong: bool):
    deadlines = read(text, plan_of("通知", "2024-03-01", 2024))
    assert [one.to for one in deadlines] == [day]
    assert [issue.code for issue in find_wrong_weekdays(deadlines)] == ["wrong-weekday"] * wrong


@pytest.mark.parametrize(
    "text",
    [
        "二〇二四年三月五日2024年《政府工作报告》目标任务分解",
        "各单位汇总报送全年完成情况。",
        "要落实好2024年工作要点。",
        "项目建成后3年内免收租金。",
        "10分钟内完成接警处置。",
    ],
)
def test_words_that_limit_nothing_stay_out(text: str):
    assert find_deadlines(text) == []
