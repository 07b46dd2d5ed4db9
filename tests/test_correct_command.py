"""zeren correct: list, correct and take back in the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli import app
from graph import facts
from graph.library import Library
from ingest import ingest_bytes

PLAN = """朔州市清洁取暖2024年工作方案
一、主要任务
（一）推进散煤替代。2024年10月底前替代3万户，请钱袋子出资金。11月6日启用，第一场雪前添上2处。（市能源局牵头，市生态环境局等配合）
"""
TASK = "推进散煤替代"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setenv("ZEREN_HOME", str(tmp_path))
    held = Library.open(tmp_path)
    ingest_bytes(PLAN.encode(), "方案.txt", held)
    return held


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["correct", *arguments])


def test_roles_units_days_and_values_are_corrected_and_taken_back(library: Library):
    for options in (
        ("--unit", "市能源局", "--as", "配合", "--note", "原件如此"),
        ("--unit", "市生态环境局", "--as", "none"),
        ("--add", "钱袋子", "--as", "lead", "--is", "朔州市能源局"),
        ("--deadline", "2024年10月底前", "--as", "2024-03-01/2024-11-15"),
        ("--target", facts.targets(library)[0].quote, "--as", "4"),
    ):
        found = run(TASK, *options, "--who", "王芳")
        assert found.exit_code == 0, found.output
    assert "“市能源局” 牵头 → 配合  王芳" in found.output
    assert "理由：原件如此" in found.output
    (task,) = facts.tasks(library)
    assert (task.leads, task.cooperating) == (("朔州市能源局",), ("朔州市能源局",))
    (due,) = facts.deadlines(library)
    assert (due.first_day, due.last_day) == ("2024-03-01", "2024-11-15")
    assert run("--undo", "3").exit_code == 0
    assert facts.tasks(library)[0].leads == ()
    told = json.loads(run("--json").stdout)["corrections"]
    assert [one["state"] for one in told] == ["applied", "applied", None, "applied", "applied", None]


def test_deadlines_and_targets_that_were_missed_are_added(library: Library):
    for options in (
        ("--add-deadline", "11月6日"),
        ("--add-deadline", "第一场雪前", "--as", "none"),
        ("--add-target", "2处", "--indicator", "供暖站", "--comparison", ">=", "--as", "2", "--measure", "处"),
    ):
        found = run(TASK, *options, "--who", "王芳")
        assert found.exit_code == 0, found.output
    for part in (
        "补时限  “11月6日” 无 → ../2024-11-06",
        "“第一场雪前” 无 → 未定日期",
        "补目标  “2处” 无 → 供暖站 ≥ 2处",
    ):
        assert part in found.output
    assert {row.quote: row.last_day for row in facts.deadlines(library)} == {
        "2024年10月底前": "2024-10-31", "11月6日": "2024-11-06", "第一场雪前": None,
    }  # fmt: skip
    assert {(row.indicator, row.comparison, row.value, row.measure) for row in facts.targets(library)} >= {
        ("供暖站", ">=", 2, "处")
    }
    told = json.loads(run("--json").stdout)["corrections"]
    assert [(one["change"], one["last_day"], one["rrule"], one["indicator"]) for one in told] == [
        ("deadline", "2024-11-06", None, None),
        ("deadline", None, "第一场雪前", None),
        ("target", None, None, "供暖站"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("没有的任务", "--unit", "市能源局", "--as", "lead"), "没有叫"),
        ((TASK, "--unit", "市财政局", "--as", "lead"), "0处"),
        ((TASK, "--unit", "市能源局", "--as", "主办"), "写明角色"),
        ((TASK, "--unit", "市能源局"), "--as"),
        ((TASK,), "--unit"),
        ((TASK, "--deadline", "2024年10月底前", "--as", "明年"), "日期"),
        (("--undo", "9"), "没有仍然有效的第9条"),
        ((TASK, "--add-deadline", "第一场雪前"), "读不出“第一场雪前”是哪一天"),
        ((TASK, "--add-deadline", "2024年10月底前"), "已经读出"),
        ((TASK, "--add-target", "添上2处", "--as", "2"), "--indicator"),
        ((TASK, "--add-target", "2处", "--indicator", "站", "--as", "2", "--comparison", ">"), "--comparison 只能是"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(library: Library, arguments: tuple[str, ...], why: str):
    found = run(*arguments)
    assert found.exit_code == 1
    assert why in found.output
    assert library.corrections() == []
