from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from tests.conftest import ROOT

RUN = CliRunner()
COMMANDS = [
    ["who", "散煤替代"],
    ["unit", "市能源局"],
    ["due", "--before", "2020-09-30"],
    ["gaps"],
    ["overlaps"],
    ["overlaps", "001_27a911cede5a5bef.txt", "决战计划"],
    ["ask", "谁牵头散煤替代"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_each_command_answers_and_says_that_samples_answer(command: list[str]):
    shown = RUN.invoke(app, command)
    assert shown.exit_code == 0, shown.stderr
    assert shown.stdout.strip()
    assert "示例文件" in shown.stderr


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_with_json_standard_output_is_json_and_nothing_else(command: list[str]):
    shown = RUN.invoke(app, [*command, "--json"])
    assert shown.exit_code == 0, shown.stderr
    assert json.loads(shown.stdout)["sample"] is True


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["due", "--before", "月底"], "不是日期"),
        (["unit", "外星事务局"], "没有出现"),
        (["who", "量子引力"], "没有找到"),
        (["overlaps", "一份"], "两份"),
        (["overlaps", "没有的", "也没有"], "没有对应的"),
        (["ask"], "请写出问题"),
        (["ask", "--batch", "no-such-file.jsonl"], "无法读取"),
        (["ingest", "no-such-folder"], "no-such-folder"),
        (["export", "-o", "graph.xyz"], "不支持的输出格式"),
    ],
)
def test_what_cannot_be_done_is_said_in_chinese_with_status_1(command: list[str], said: str):
    shown = RUN.invoke(app, command)
    assert shown.exit_code == 1
    assert said in shown.stderr


def test_bad_files_store_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ZEREN_HOME", str(tmp_path / "home"))
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "poem.txt").write_text("床前明月光，疑是地上霜。", "utf-8")
    (tmp_path / "folder").mkdir()
    for name in ("empty.txt", "binary.txt", "poem.txt", "folder"):
        shown = RUN.invoke(app, ["ingest", str(tmp_path / name)])
        assert shown.exit_code == 1
        assert shown.stderr.strip()
    assert "示例文件" in RUN.invoke(app, ["due", "--before", "2020-01-31"]).stderr


def test_own_documents_take_the_place_of_the_samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ZEREN_HOME", str(tmp_path / "home"))
    plan = tmp_path / "甲县方案.txt"
    plan.write_text(
        "甲县2024年校园阅读实施方案\n\n一、建设图书角。每所学校建设图书角。（县教育局牵头，县财政局配合）\n", "utf-8"
    )
    assert RUN.invoke(app, ["ingest", str(plan)]).exit_code == 0
    shown = RUN.invoke(app, ["ask", "图书角谁牵头", "--json"])
    assert "示例文件" not in shown.stderr
    answer = json.loads(shown.stdout)
    assert [item["surfaces"] for item in answer["answers"]] == [["县教育局"]]
    assert answer["evidence"]


def test_a_batch_gives_one_object_a_line(tmp_path: Path):
    questions = tmp_path / "questions.jsonl"
    questions.write_text(
        '{"id": "a", "question": "朔州谁牵头公转铁"}\n\n{"id": 2, "question": "太原谁牵头"}\n', "utf-8"
    )
    lines = RUN.invoke(app, ["ask", "--batch", str(questions)]).stdout.splitlines()
    answers = [json.loads(line) for line in lines]
    assert [(answer["id"], answer["refused"]) for answer in answers] == [("a", False), (2, True)]


def test_export_writes_the_graph(tmp_path: Path):
    output = tmp_path / "graph.nq"
    assert RUN.invoke(app, ["export", "-o", str(output)]).exit_code == 0
    assert output.stat().st_size > 10_000


def test_help_loads_nothing_heavy():
    code = (
        "import sys, cli; print([m for m in ('spacy', 'sklearn', 'rdflib', 'pyoxigraph', 'numpy') if m in sys.modules])"
    )
    started = time.monotonic()
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
    assert time.monotonic() - started < 5


def test_a_library_that_cannot_be_used_is_said_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    other = sqlite3.connect(tmp_path / "library.db")
    other.execute("CREATE TABLE recipes (name)")
    other.commit()
    other.close()
    before = (tmp_path / "library.db").read_bytes()
    for home in (tmp_path, tmp_path / "library.db"):
        monkeypatch.setenv("ZEREN_HOME", str(home))
        shown = RUN.invoke(app, ["gaps", "--json"])
        assert (shown.exit_code, shown.stdout) == (1, "")
        assert "请" in shown.stderr
    assert (tmp_path / "library.db").read_bytes() == before


def test_a_graph_file_that_was_overwritten_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ZEREN_HOME", str(tmp_path))
    assert RUN.invoke(app, ["ask", "谁牵头散煤替代"]).exit_code == 0
    path = tmp_path / "samples" / "graph.nq"
    path.write_text(path.read_text("utf-8").partition("\n")[0] + "\nno triple <<\n", "utf-8")
    code = "import cli; cli.app(['ask', '谁牵头散煤替代'])"
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert shown.returncode == 0, shown.stderr
    assert "朔州市能源局" in shown.stdout


def test_any_character_can_be_asked(tmp_path: Path):
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps({"id": "\ud800", "question": "\ud800谁牵头散煤\x00"}), "utf-8")
    shown = RUN.invoke(app, ["ask", "--batch", str(questions)])
    assert json.loads(shown.stdout)["id"] == "\ud800"
