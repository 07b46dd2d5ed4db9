"""``zeren ask`` and ``zeren questions``: lines for a person, JSON for programs, many questions in one process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli import app
from graph import asked
from tests.conftest import ROOT
from tests.hostile import HOSTILE, LONG

RUN = CliRunner()
CONTRACT = {
    "question", "understood", "answer_type", "answers", "evidence", "query", "text", "refused", "reason", "ambiguous",
    "suggestions",
}  # fmt: skip
UNDERSTOOD = {"kind", "unit", "topic", "role", "plan", "place", "after", "before"}


def asked_json(*arguments: str) -> dict[str, Any]:
    shown = RUN.invoke(app, ["ask", "--json", *arguments])
    assert shown.exit_code == 0, shown.stderr
    found: dict[str, Any] = json.loads(shown.stdout)
    return found


def batch(path: Path, *options: str) -> tuple[int, list[dict[str, Any]], str]:
    shown = RUN.invoke(app, ["ask", "--batch", str(path), *options])
    return shown.exit_code, [json.loads(line) for line in shown.stdout.splitlines()], shown.stderr


def test_json_is_the_contract():
    answer = asked_json("谁牵头散煤替代")
    assert set(answer) >= CONTRACT
    assert set(answer["understood"]) >= UNDERSTOOD
    assert "explained" not in answer


@pytest.mark.parametrize("question", ["谁牵头散煤替代", "朔州市能源局2020年9月底前要完成什么", "散煤替代花了多少钱"])
def test_each_step_is_explained(question: str):
    shown = RUN.invoke(app, ["ask", question, "--explain"])
    assert shown.exit_code == 0, shown.stderr
    lines = shown.stdout.splitlines()
    steps = [line.partition("：")[0] for line in lines if not line.startswith(" ")]
    assert steps[:2] == ["读作", "认出"]
    for step in ("问的是", "条件", "所指文件", "回答"):
        assert step in steps
    answer = asked_json(question, "--explain")
    assert answer["explained"]["read"] == answer["understood"]["read"]
    assert answer["explained"]["query"] == answer["query"]
    assert (answer["explained"]["rows"] is None) == (not answer["query"])
    scores = [passage["score"] for passage in answer["explained"]["passages"]]
    assert scores == sorted(scores, reverse=True)
    assert bool(scores) == bool(answer["understood"]["topic"]) or answer["refused"]


def test_steps_are_told_in_words():
    shown = RUN.invoke(app, ["ask", "朔州市哪些任务没有写明牵头单位", "--explain"]).stdout
    assert "问的是：没有写明的任务（no-lead" in shown
    assert "没有写明：牵头单位" in shown
    shown = RUN.invoke(app, ["ask", "Which tasks does the energy bureau of Shuozhou lead?", "--explain"]).stdout
    assert "Asks for: the duties of a unit (duties" in shown
    assert "role Lead" in shown


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999"])
def test_an_id_that_is_no_json_is_refused_and_none_is_written(number: str, tmp_path: Path):
    path = tmp_path / "questions.jsonl"
    path.write_text(f'{{"id": {number}, "question": "谁牵头"}}\n')
    status, lines, _ = batch(path)
    assert (status, lines) == (1, [{"id": None, "error": "第 1 行不是 JSON。"}])


@pytest.mark.parametrize(("options", "field", "value"), [
    (["--place", "山西省朔州市"], "place", "山西省朔州市"),
    (["--unit", "朔州市能源局"], "unit", "朔州市能源局"),
    (["--topic", "公转铁"], "topic", "公转铁"),
    (["--role", "cooperating"], "role", "cooperating"),
    (["--after", "2020-01-01"], "after", "2020-01-01"),
    (["--before", "2020-12-31"], "before", "2020-12-31"),
    (["--kind", "who-cooperates"], "kind", "who-cooperates"),
    (["--topic", ""], "topic", None),
])  # fmt: skip
def test_one_part_of_the_reading_can_be_corrected(options: list[str], field: str, value: str | None):
    assert asked_json("谁牵头散煤替代", *options)["understood"][field] == value


def test_a_place_leaves_one_reading():
    assert asked_json("谁牵头散煤替代")["ambiguous"]
    one = asked_json("谁牵头散煤替代", "--place", "山西省朔州市")
    assert not one["ambiguous"]
    assert [item["label"] for item in one["answers"]] == ["朔州市能源局"]


@pytest.mark.parametrize(("arguments", "said"), [
    (["谁牵头散煤替代", "--year", "去年"], "不是年份"),
    (["Who leads clean heating?", "--year", "last"], "is no year"),
    (["谁牵头散煤替代", "--role", "boss"], "没有“boss”"),
    (["谁牵头散煤替代", "--keep"], "--keep 只用于 --batch"),
    (["谁牵头散煤替代", "--batch", "x.jsonl"], "--batch 不能与"),
    (["  "], "请写出问题"),
])  # fmt: skip
def test_what_cannot_be_asked_is_said(arguments: list[str], said: str):
    shown = RUN.invoke(app, ["ask", *arguments])
    assert shown.exit_code == 1
    assert said in shown.stderr


def test_lists_are_cut_with_a_count_and_places_are_named():
    answer = asked_json("朔州市有哪些任务")
    shown = RUN.invoke(app, ["ask", "朔州市有哪些任务"]).stdout
    if len(answer["answers"]) > 20:
        assert f"另有 {len(answer['answers']) - 20} 项" in shown
    if len(answer["evidence"]) > 12:
        assert f"另有 {len(answer['evidence']) - 12} 处原文" in shown
    for quote in answer["evidence"][:12]:
        assert f"{quote['doc']} {quote['start']}–{quote['end']}" in shown


def test_an_english_question_is_answered_in_english():
    shown = RUN.invoke(app, ["ask", "Who leads loose coal replacement?"]).stdout
    assert "several readings" in shown
    assert "问题有几种" not in shown


@pytest.mark.parametrize("question", [*HOSTILE, LONG])
def test_hostile_words_are_words(question: str):
    before = asked_json("谁牵头散煤替代", "--place", "山西省朔州市")["answers"]
    assert asked_json("--explain", "--", question)["question"] == question
    shown = RUN.invoke(app, ["ask", "--explain", "--", question])
    assert shown.exit_code == 0
    assert "\x1b" not in shown.stdout
    assert "\x07" not in shown.stdout
    assert asked_json("谁牵头散煤替代", "--place", "山西省朔州市")["answers"] == before


def test_a_bad_line_is_answered_with_what_is_wrong_and_the_others_go_on(tmp_path: Path):
    path = tmp_path / "questions.jsonl"
    path.write_bytes(
        '\ufeff{"id": 1, "question": "朔州谁牵头公转铁"}\n\n'.encode()
        + b'not json\n\xff\xfe\n[1]\n{"id": 2}\n{"id": 3, "question": 5}\n'
        + json.dumps({"id": "x", "question": HOSTILE[0]}).encode()
    )
    status, lines, said = batch(path)
    assert status == 1
    assert [line["id"] for line in lines] == [1, None, None, None, 2, 3, "x"]
    assert ["error" in line for line in lines] == [False, True, True, True, True, True, False]
    assert [line["error"][:5] for line in lines if "error" in line] == [f"第 {number} 行" for number in (3, 4, 5, 6, 7)]
    assert "5 行没有回答" in said


def test_a_batch_answers_each_line_before_the_next_is_written():
    command = [sys.executable, "-m", "cli", "ask", "--batch", "-"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(3):
            process.stdin.write(json.dumps({"id": number, "question": "朔州谁牵头公转铁"}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(timeout=60) == 0


# ------------------------------------------------------------------ questions that are kept


@pytest.fixture
def own_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of one plan in a home of its own."""
    home = tmp_path / "home"
    monkeypatch.setenv("ZEREN_HOME", str(home))
    plan = tmp_path / "甲县方案.txt"
    plan.write_text(
        "甲县2024年校园阅读实施方案\n\n一、建设图书角。每所学校建设图书角。（县教育局牵头，县财政局配合）\n", "utf-8"
    )
    assert RUN.invoke(app, ["ingest", str(plan)]).exit_code == 0
    return home


def kept(*options: str) -> list[dict[str, Any]]:
    found = json.loads(RUN.invoke(app, ["questions", "--json", *options]).stdout)
    assert found["count"] == len(found["questions"])
    questions: list[dict[str, Any]] = found["questions"]
    return questions


def test_questions_without_an_answer_are_listed_most_frequent_first_and_cleared(own_library: Path):
    for question in ("图书角花了多少钱", "太原市谁牵头图书角", "图书角花了多少钱", "图书角谁牵头"):
        RUN.invoke(app, ["ask", question])
    assert [(one["question"], one["times"]) for one in kept()] == [("图书角花了多少钱", 2), ("太原市谁牵头图书角", 1)]
    assert all(one["outcome"] == "refused" and one["reason"] for one in kept("--refused"))
    shown = RUN.invoke(app, ["questions"]).stdout
    assert "2 次" in shown
    assert "共 2 个问题。" in shown
    assert "已删除 2 个问题" in RUN.invoke(app, ["questions", "--clear"]).stdout
    assert kept() == []
    assert "没有留存的问题" in RUN.invoke(app, ["questions"]).stdout
    assert not (own_library / asked.FILE).exists()


def test_corrections_and_batches_are_not_kept_unless_asked(own_library: Path, tmp_path: Path):
    path = tmp_path / "questions.jsonl"
    path.write_text('{"id": 1, "question": "图书角花了多少钱"}\n', "utf-8")
    RUN.invoke(app, ["ask", "图书角花了多少钱", "--topic", "图书"])
    batch(path)
    assert kept() == []
    batch(path, "--keep")
    assert [one["question"] for one in kept()] == ["图书角花了多少钱"]


def test_keeping_can_be_switched_off(own_library: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(asked.SETTING, "off")
    RUN.invoke(app, ["ask", "图书角花了多少钱"])
    assert kept() == []
    assert "现在不留存" in RUN.invoke(app, ["questions"]).stdout


@pytest.mark.parametrize("question", HOSTILE)
def test_hostile_questions_are_kept_as_they_are_and_printed_harmlessly(question: str, own_library: Path):
    RUN.invoke(app, ["ask", "--", question])
    for one in kept():
        assert one["question"] == question
    shown = RUN.invoke(app, ["questions"])
    assert shown.exit_code == 0
    assert "\x1b" not in shown.stdout
    assert len(kept()) <= 1


def test_a_home_where_nothing_can_be_kept_answers_all_the_same(own_library: Path):
    (own_library / asked.FILE).mkdir()
    shown = RUN.invoke(app, ["ask", "图书角花了多少钱"])
    assert shown.exit_code == 0
    assert "金额" in shown.stdout
