"""The page of one task: who, the words, what can be corrected, and what stands around it."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from urllib.parse import quote

import pytest
from streamlit.testing.v1 import AppTest

from graph import facts
from graph.filters import Filter
from graph.library import Library
from graph.opening import FILE
from graph.rows import AssignmentRow, TaskRow
from graph.setting_right import Signed, of_unit
from ingest import ingest_bytes
from tests.opened import components, nodes, open_page, told, words

NAME = "清洁取暖方案.txt"
PLAN = """朔州市清洁取暖2024年工作方案
一、主要任务
（一）推进散煤替代。2024年10月底前替代3万户，请钱袋子出资金。（市能源局牵头，市生态环境局等配合）
（二）整治扬尘。2024年12月31日前完成整治。（市住建局牵头，市城管局配合）
（三）加强宣传。11月6日播出，第一场雪前添上2处。
"""
BY = Signed(who="督查室王芳", at="2026-01-05T09:00:00+08:00", note="与原件核对")


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    held = Library.open(tmp_path / "library")
    ingest_bytes(PLAN.encode(), NAME, held)
    monkeypatch.setattr("views.frame.current_library", lambda: held)
    return held


def task(held: Library, number: int = 0) -> TaskRow:
    return facts.tasks(held)[number]


def duty(held: Library, surface: str) -> AssignmentRow:
    return next(row for row in facts.assignments(held) if row.surface == surface)


def links(page: AppTest) -> dict[str, str]:
    return {told(one): one[1]["href"] for one in nodes(components(page)) if one[0] == "a"}


def asked(page: AppTest) -> str:
    """What would change, as the page asks for it."""
    (found,) = [one for one in nodes(components(page)) if one[1].get("class") == "task-change"]
    return told(found)


def press(page: AppTest, label: str, *, who: str = BY.who, note: str = "") -> None:
    page.text_input(key="judge-who").set_value(who)
    page.text_input(key="judge-note").set_value(note)
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception, [error.value for error in page.exception]


def test_a_task_says_who_when_and_what_the_text_says(library: Library):
    page = open_page("task", id=task(library).task_id)
    said = words(page)
    for part in ("推进散煤替代", "牵头", "朔州市能源局", "配合", "2024-10-31", "3万户", "一、主要任务"):
        assert part in said
    marks = {told(one): one[1]["class"] for one in nodes(components(page)) if one[0] == "mark"}
    assert marks["市能源局"] == "lead"
    assert marks["市生态环境局"] == "cooperating"
    assert marks["2024年10月底前"] == "deadline"
    (quote,) = [one for one in nodes(components(page)) if "task-clause" in one[1].get("class", "")]
    assert told(quote) == task(library).quote
    found = links(page)
    assert found["（二）整治扬尘"] == f"task?id={task(library, 1).task_id}"
    assert found["朔州市能源局"] == f"unit?id={duty(library, '市能源局').unit_id}"


def test_without_an_address_there_is_a_list_and_words_narrow_it(library: Library):
    assert "全部任务：3 项" in words(open_page("task"))
    page = open_page("task", q="扬尘")
    assert "1 项" in words(page)
    assert links(page)["（二）整治扬尘"] == f"task?id={task(library, 1).task_id}"
    assert "没有符合条件的内容" in words(open_page("task", q="核聚变"))


@pytest.mark.parametrize("asked", ["扬尘", "task-0", "<script>", "../..", "x" * 10_000, "🙂", "a\0b"])
def test_an_unknown_task_is_told_and_near_ones_offered(library: Library, asked: str):
    said = words(open_page("task", id=asked))
    assert "未找到" in said
    assert "整治扬尘" in said


@pytest.mark.parametrize(
    "do", ["role", "not-unit", "date", "not-deadline", "value", "not-target", "deadline", "target", "undo", "boss"]
)
def test_an_address_that_corrects_nothing_changes_nothing(library: Library, do: str):
    page = open_page("task", id=task(library).task_id, do=do, of="<b>x</b>", to="boss")
    assert all(button.disabled for button in page.button if button.label == "确认更正")
    assert library.corrections() == []


def test_nothing_of_another_task_is_corrected(library: Library):
    other = duty(library, "市住建局")
    page = open_page("task", id=task(library).task_id, do="role", of=other.assignment_id, to="supervising")
    assert "这里不能这样改" in words(page)
    assert not [button for button in page.button if button.label == "确认更正"]
    library.correct(of_unit(library, other.assignment_id, "supervising", BY))
    for lang, said in (("zh", "这里不能这样改"), ("en", "This cannot be done so")):
        page = open_page("task", id=task(library).task_id, do="undo", of="1", lang=lang)
        assert said in words(page)
        assert "zeren" not in words(page).lower().replace("zeren 责任", "")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_library_that_is_busy_is_told_without_its_path(library: Library, lang: str, monkeypatch: pytest.MonkeyPatch):
    page = open_page("task", id=task(library).task_id, do="role", of=duty(library, "市能源局").assignment_id,
                     to="cooperating", lang=lang)  # fmt: skip
    monkeypatch.setattr("graph.opening.WAIT", 0.1)
    label = next(button.label for button in page.button if button.key == "task-confirm")
    with contextlib.closing(sqlite3.connect(library.home / FILE, isolation_level=None)) as writing:
        writing.execute("BEGIN IMMEDIATE")
        press(page, label)
    said = words(page)
    assert {"zh": "资料库现在不能写入", "en": "The library cannot be written now"}[lang] in said
    assert str(library.home) not in said
    assert library.corrections() == []


def test_a_wrong_role_is_corrected_shown_and_taken_back(library: Library):
    own = task(library).task_id
    wrong = duty(library, "市能源局")
    page = open_page("task", id=own, do="role", of=wrong.assignment_id, to="cooperating")
    assert asked(page) == "市能源局　牵头 → 配合"
    press(page, "确认更正", note="原件写的是配合")
    (kept,) = library.corrections()
    assert (kept.who, kept.note, kept.read, kept.role) == (BY.who, "原件写的是配合", "lead", "cooperating")
    said = words(open_page("task", id=own))
    assert "更正记录 1" in said
    assert "原件写的是配合" in said
    assert facts.tasks(library)[0].leads == ()
    press(open_page("task", id=own, do="undo", of="1"), "确认更正")
    assert facts.tasks(library)[0].leads == ("朔州市能源局",)
    assert "已撤销" in words(open_page("task", id=own))


def test_a_unit_that_was_missed_is_added_with_the_name_that_is_chosen(library: Library):
    page = open_page("task", id=task(library).task_id, do="unit")
    page.text_input(key="task-unit-words").set_value("钱袋子")
    page.text_input(key="task-unit-name").set_value("朔州市住房和城乡建设局")
    page.selectbox(key="task-unit-role").set_value("responsible").run()
    assert asked(page) == "钱袋子（朔州市住房和城乡建设局）　无 → 责任"
    press(page, "确认更正")
    row = duty(library, "钱袋子")
    assert (row.role, row.canonical) == ("responsible", "朔州市住房和城乡建设局")
    page = open_page("task", id=task(library).task_id, do="unit")
    page.text_input(key="task-unit-words").set_value("钱袋子").run()
    assert "已经读出" in words(page)


def test_a_deadline_that_was_missed_is_picked_and_read_by_the_rules(library: Library):
    own = task(library, 2).task_id
    page = open_page("task", id=own)
    assert links(page)["补一个漏读的时限"] == f"task?id={own}&do=deadline"
    picks = links(open_page("task", id=own, do="deadline"))
    page = open_page("task", id=own, do="deadline", words="11月6日")
    assert picks["11月6日"] == f"task?id={own}&do=deadline&words={quote('11月6日')}"
    assert "按规则读作：2024-11-06" in words(page)
    assert asked(page) == "11月6日　无 → 2024-11-06"
    press(page, "确认更正")
    (row,) = facts.deadlines(library, Filter(task_id=own))
    assert (row.quote, row.last_day, row.read) == ("11月6日", "2024-11-06", None)
    said = words(open_page("task", id=own))
    assert "撤销这条更正" in said
    assert "不是时限" not in said


def test_what_the_rules_do_not_read_is_filled_in(library: Library):
    own = task(library, 2).task_id
    page = open_page("task", id=own, do="deadline", words="第一场雪前")
    assert "按规则读不出" in words(page)
    assert next(button for button in page.button if button.label == "确认更正").disabled
    page.checkbox(key="task-undated-第一场雪前").check().run()
    assert asked(page) == "第一场雪前　无 → 未定日期"
    page = open_page("task", id=own, do="target", words="添上2处")
    assert next(button for button in page.button if button.label == "确认更正").disabled
    page.text_input(key="task-indicator-添上2处").set_value("宣传栏")
    page.text_input(key="task-measure-添上2处").set_value("处")
    page.selectbox(key="task-comparison-添上2处").set_value(">=").run()
    assert asked(page) == "添上2处　无 → 宣传栏 ≥ 2处"
    press(page, "确认更正")
    (row,) = facts.targets(library, Filter(task_id=own))
    assert (row.indicator, row.comparison, row.value, row.measure) == ("宣传栏", ">=", 2, "处")
    page = open_page("task", id=own, do="deadline", words="没有的字")
    assert "原文这一条里没有“没有的字”" in words(page)


def test_the_day_of_a_deadline_is_corrected(library: Library):
    row = facts.deadlines(library, Filter(task_id=task(library).task_id))[0]
    page = open_page("task", id=task(library).task_id, do="date", of=row.deadline_id)
    page.date_input(key=f"task-last-{row.deadline_id}").set_value("2024-11-15").run()
    assert "2024-11-15" in words(page)
    press(page, "确认更正")
    assert facts.deadlines(library, Filter(task_id=task(library).task_id))[0].last_day == "2024-11-15"


def test_what_was_taken_out_is_told_and_who_did_it(library: Library):
    library.correct(of_unit(library, duty(library, "市生态环境局").assignment_id, None, BY))
    said = words(open_page("task", id=task(library).task_id))
    assert "已更正去掉，原来读作配合" in said
    assert BY.who in said


def test_nobody_corrects_without_a_name(library: Library):
    page = open_page("task", id=task(library).task_id, do="not-unit", of=duty(library, "市能源局").assignment_id)
    press(page, "确认更正", who="")
    assert "请先填写“判断人”" in words(page)
    assert library.corrections() == []


def test_who_may_only_read_sees_nothing_that_writes(library: Library, monkeypatch: pytest.MonkeyPatch):
    library.correct(of_unit(library, duty(library, "市能源局").assignment_id, "responsible", BY))
    monkeypatch.setattr("views.people._hindrance", lambda: "viewer")
    page = open_page("task", id=task(library).task_id, do="not-unit", of=duty(library, "市能源局").assignment_id)
    assert not page.button
    assert not [to for to in links(page).values() if "do=" in to]
    assert BY.who in words(page)


def test_english_says_it_in_english(library: Library):
    said = words(open_page("task", id=task(library).task_id, lang="en"))
    for part in ("Who", "By when", "The words", "Next:"):
        assert part in said
