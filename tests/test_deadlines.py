"""Deadlines in sentences: every tag is an expected deadline of that kind, everything else must stay out."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.dating.damageddates import find_damaged_dates
from extract.dating.deadlines import _dispatch, _guards, find_column_deadlines, find_deadlines
from extract.dating.duedays import Plan, read_deadlines
from extract.rulebook import Rule, load_rules
from tests.marked import read_marked

SENTENCES = [
    "<by>2020年9月底前</by>，完成煤炭发运站、储煤场整治。",
    "全市应于<by>8月30日前</by>完成安装，并在<by>9月底前</by>通过验收。",
    "停产治理，并于<by>2020年8月底</by>完成。",
    "力争<by>10月底前</by>川区谷地散煤基本清零。",
    "争取<by>到 2025 年</by>，全市森林覆盖率进一步提高。",
    "“<during>十\n四五”期间</during>，完成植树造林。".replace("“<during>", "<during>“"),
    "（责任部门：气候处，完成期限：<by>2022 年四季度</by>）。",
    "（责任部门：气候处，完成期限：<by>2023 年</by>）。",
    "（责任部门：气候处，完成期限：<recurring>持续推进</recurring>）。",
    "（责任部门：气候处，完成期限：<by>根据省委统一安排</by>）。",
    "完成时限：<by>2019年7月底前</by>，以后<recurring>每年</recurring>持续实施。",
    "<during>2020年</during>停止生产。<by>2020年年底前</by>建成。",
    "推进改造，<during>当年</during>全部完成。",
    "实施差异化<during>秋冬季</during>错峰生产，保证<during>采暖期</during>稳定达标。",
    "<during>重污染天气橙色预警期间</during>，主要负责人要在岗指挥。",
    "<during>问题整改期间</during>，有关责任人不得提拔。",
    "在<recurring>秋冬季等重污染天气多发时节每日</recurring>进行会商。",
    "<recurring>5月—9月每日10时—17时</recurring>，实施错时生产。",
    "主要负责人<recurring>每季度至少研究一次</recurring>，分管负责人<recurring>至少每月召开一次</recurring>会议。",
    "对重点任务实施<recurring>月调度</recurring>，<recurring>每年组织开展一次</recurring>评估。",
    "将任务细化，<recurring>逐月</recurring>检点。",
    "<from>2020年起</from>，将未安装系统的车辆列入重点监管对象。",
    "于<by>2023年3月25日</by>、<by>6月25日</by>、<by>9月25日前</by>向省政府报告。",
    "确保<by>按照省市确定的期限</by>完成深度治理任务。",
    "时间为<during>2018年5月至11月</during>，工作目标是大气环境质量明显改善。",
    "应在<by>收到通知后5个工作日内</by>上报。",
    "于<point>2023年6月30日</point>正式启用。",
    "<by>2020年采暖季前</by>，关停整合燃煤供热锅炉。",
    "市人民政府要在<by>本意见印发之日起30日内</by>制定实施办法。",
    "配合单位：区经发局 完成时限：<recurring>常态化实施</recurring>十二、支持口岸建设。",
    "推动<during>船舶靠港期间</during>岸电使用常态化。",
]

TRAPS = [
    "较2015年下降25%以上，从2019年第115名前移。",
    "《朔州市打赢蓝天保卫战2020年决战计划》已经研究通过。",
    "朔州市打赢蓝天保卫战2020年决战计划",
    "按照《实施方案》（晋政办发﹝2019﹞30号）和（国发〔2020〕17号）执行。",
    "安徽省工业互联网创新发展行动计划（2021—2023年）",
    "蓝天保卫战三年行动取得进展，全面完成三年目标任务。",
    "2020年是打赢蓝天保卫战的决战决胜之年。",
    "2020年10月份以来，空气质量持续改善。今年以来，成效明显。",
    "大同市平城区人民政府办公室\n2023年5月24日",
    "来源：环保网 时间：2020-04-04 09:03:58",
    "公示时间：2019年12月13日至2019年12月19日，共7天。",
    "本办法自2022年7月23日起施行，有效期5年。",
    "持续开展夏季臭氧污染治理攻坚行动，持续推进冬季清洁取暖改造。",
    "定期分析研判，及时通报，持续推进。",
    "牢记长远账、五年账、当年账，锚定全年目标任务。",
    "每小时10蒸吨及以下燃煤锅炉，每亩补助，供热半径15公里范围内。",
    "完成2019—2020年秋冬季重污染天气应急减排清单执行情况评估。",
    "控制在5天以内，审查周期压缩至4个月以内。",
    "对重污染天气预警期间实施的违法行为从严处罚。",
    "营业收入在2021年基础上实现翻倍。",
    "完成2000年前建成的老旧小区改造，2017年年底前历史遗留的废弃矿山基本治理完毕。",
    "企业每年补助最高不超过100万元。",
    "一、现状分析\n2025年营收40亿元，2024年底前已建成基站。\n二、任务\n加快建设。",
    "截至2023年底，全市已建成充电桩1.2万个。",
    "对逾期30日内未整改的予以通报；连续3年内未发生事故的给予奖励。",
    "企业开办时间压缩至1个工作日内，实现24小时内到达现场。",
    "补助标准为：当年新增入驻项目每个补助5万元。",
    "生活费补贴每人每年只享受一次。",
    "倡导“每周少开一天车”的绿色出行方式。",
    "“十四五”时期是转型升级的关键期，细化“十四五”时期发展方向。",
    "对2023年底能效仍在基准水平以下的产能，执行差别电价。",
    "请于3月5日前往市政务中心办理。",
    "2024年6月30日前建成的小区不在此列。",
    "指标名称\n2020年\n2025年\n单位\n",
    "冬春季火灾防控工作方案、秋冬季传染病防治应急预案已经印发。",
    "成立于2015年的企业，近三年内无不良记录。",
    "按照时间节点有序推进，确保如期完成，定期通报，限期整改。",
    "完成时限：详见附件",
    "完成时限：已完成",
]


def kinds_in(text: str) -> list[tuple[str, str]]:
    return [(mark.label, mark.words(text)) for mark in find_deadlines(text)]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_deadlines_are_found_as_marked(sentence: str):
    marked = read_marked(sentence)
    assert kinds_in(marked.text) == marked.named()


@pytest.mark.parametrize("text", TRAPS)
def test_what_looks_like_a_deadline_and_is_none_stays_out(text: str):
    assert kinds_in(text) == []


@pytest.mark.parametrize(
    ("text", "last_days"),
    [
        ("2021年3月底前完成评估，并在6月底前完成整治。9月底前评估。", ["2021-03-31", "2021-06-30", "2020-09-30"]),
        ("2017年6月底前下达60%以上、9月底前下达80%以上。", []),
        ("2018年12月取得进展，年底前总结。", ["2020-12-31"]),
        ("2021年6月底前启动，年底前完成。", ["2021-06-30", "2020-12-31"]),
        ("明年3月底前完成，今年底前开工。", ["2021-03-31", "2020-12-31"]),
        ("2019年未按要求完成整治的企业停产治理，并于2020年8月底完成。", ["2020-08-31"]),
    ],
)
def test_a_year_is_carried_within_its_sentence(text: str, last_days: list[str]):
    deadlines = read_deadlines(text, find_deadlines(text), plan=Plan(year=2020))
    assert [deadline.to for deadline in deadlines if deadline.to] == last_days


def test_without_a_plan_year_the_words_stay():
    text = "10月底前完成。"
    (deadline,) = read_deadlines(text, find_deadlines(text), plan=Plan())
    assert (deadline.to, deadline.rrule) == (None, "10月底前")


def test_a_time_column_makes_bare_dates_due():
    text = (
        "任务清单\n序号\t任务\t责任单位\t完成时限\n1\t建设平台\t省经信厅\t2026年12月\n2\t建设中心\t省数据局\t持续推进\n"
    )
    assert kinds_in(text) == [("by", "2026年12月"), ("recurring", "持续推进")]


@pytest.mark.parametrize(
    "text", ["须于1215日前报送。", "须分别于615日、1215日前报送。", "年月底前完成。", "到年，取得进展。"]
)
def test_damaged_dates_are_flagged_and_not_guessed(text: str):
    issues = find_damaged_dates(text)
    assert issues
    assert all(issue.code == "damaged-date" and text[issue.start : issue.end] in issue.message for issue in issues)
    assert not [
        deadline for deadline in read_deadlines(text, find_deadlines(text), plan=Plan(year=2023)) if deadline.to
    ]


@pytest.mark.parametrize(
    "text",
    [
        "10月底前完成。",
        "2020年年底前完成。",
        "截至2021年12月31日前。",
        "每年12月15日前报送。",
        "年底前印发《2030年前碳达峰行动方案》。",
    ],
)
def test_whole_dates_are_not_damaged(text: str):
    assert find_damaged_dates(text) == []


def test_a_date_with_two_readings_is_flagged_and_read_as_the_later():
    text = "确保2030年前达到峰值。"
    (issue,) = find_damaged_dates(text)
    assert (issue.code, text[issue.start : issue.end]) == ("ambiguous-date", "2030年前")
    assert [deadline.to for deadline in read_deadlines(text, find_deadlines(text), plan=Plan(year=2021))] == [
        "2030-12-31"
    ]


def test_each_rule_can_begin_where_its_examples_begin():
    for rule in load_rules("deadlines"):
        for words in rule.examples:
            found = rule.pattern.search(words)
            assert found is not None
            begins = rule.more.get("starts")  # without it only the values of labels and cells are of this form
            assert "near" in rule.more or begins is None or found.group()[0] in begins, (rule.id, words)


@pytest.mark.parametrize(
    ("words", "day"),
    [("2026-12-31", "2026-12-31"), ("2026/6/30前", "2026-06-30"), ("2026.6", "2026-06-30"), ("2026-02-30", None)],
)
def test_a_day_in_numbers_counts_below_a_head_of_times_only(words: str, day: str | None):
    (deadline,) = read_deadlines(words, find_column_deadlines(words, 0, len(words)), plan=Plan(year=2026))
    assert deadline.to == day
    assert not find_deadlines(f"发布日期 {words} 来源")


@given(st.text())
def test_no_text_raises_and_every_quote_is_a_slice(text: str):
    marks = find_deadlines(text)
    for deadline in read_deadlines(text, marks, plan=Plan(year=2023)):
        assert deadline.text == text[deadline.start : deadline.end]
    find_damaged_dates(text)


FRAGMENTS = [
    "2020年",
    "10月",
    "底前",
    "到",
    " ",
    "\n",
    "，",
    "。",
    "每",
    "季度",
    "完成",
    "《",
    "》",
    "采暖期",
    "3",
    "完成时限：",
    "起",
    "“十四五”",
    "至",
]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join))
def test_marks_stand_in_order_and_apart(text: str):
    marks = find_deadlines(text)
    assert all(before.end <= after.start for before, after in itertools.pairwise(marks))
    assert all(mark.start < mark.end <= len(text) for mark in marks)


def test_text_before_moves_deadlines_and_changes_nothing_else():
    text = "2020年9月底前，完成整治。采暖期实施错峰生产。"
    before = "一、总体要求\n坚持稳中求进。\n"
    alone = read_deadlines(text, find_deadlines(text), plan=Plan(year=2020))
    moved = read_deadlines(before + text, find_deadlines(before + text), plan=Plan(year=2020))
    shifted = [(d.start + len(before), d.text, d.to, d.rrule) for d in alone]
    assert shifted == [(d.start, d.text, d.to, d.rrule) for d in moved]


def test_a_long_text_takes_no_unreasonable_time():
    text = "2020年9月底前，各县（市、区）完成整治，清洁取暖覆盖率达到100%。" * 2000
    begun = time.perf_counter()
    assert len(find_deadlines(text)) == 2000
    assert time.perf_counter() - begun < 10


@pytest.mark.parametrize(
    "words",
    [
        "0",
        "1月、",
        "2月3日、",
        "20",
        "年",
        "每",
        "每年",
        "三年内",
        "汛期（",
        "节、",
        "（",
        "《",
        "内",
        "期间",
        "1日前",
        "十月十",
    ],
)
def test_repeated_words_take_no_unreasonable_time(words: str):
    text = (words * 30_000)[:30_000]
    begun = time.process_time()
    read_deadlines(text, find_deadlines(text), plan=Plan(year=2024))
    find_damaged_dates(text)
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(
    "rule", [rule for rule in load_rules("deadlines") if "starts" in rule.more], ids=lambda r: r.id
)
def test_a_rule_is_tried_wherever_its_examples_begin(rule: Rule):
    by_start, _, _ = _dispatch()
    for example in rule.examples:
        found = rule.pattern.search(example)
        assert found is not None
        first, following = example[found.start()], example[found.start() + 1 : found.start() + 2]
        assert any(one.id == rule.id and (not second or following in second) for second, one in by_start[first])
        assert first not in _guards() or _guards()[first].match(example, found.start())
