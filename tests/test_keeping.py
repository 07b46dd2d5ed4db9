"""The commands that keep the library, as a person types them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from commands import keeping
from graph.library import Library
from graph.opening import FILE
from tests.conftest import ROOT
from tests.plans import fill_library

RUN = CliRunner()
PLAN = "市能源局牵头工作方案\n一、主要任务\n1．推进散煤替代。（市能源局牵头，市住建局配合，2024年6月底前完成）\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZEREN_HOME", str(tmp_path / "home"))
    return fill_library(tmp_path / "home").home


def run(*command: str, status: int = 0) -> str:
    shown = RUN.invoke(app, list(command))
    assert shown.exit_code == status, shown.output
    return shown.stdout if status == 0 else shown.stderr


def test_a_library_is_backed_up_and_comes_back(home: Path, tmp_path: Path):
    path = str(tmp_path / "备份.db")
    told = json.loads(run("backup", path, "--json"))
    assert told["contents"]["documents"] == 2
    assert told["sha256"] in run("backup", path, "--replace")
    assert "已经存在" in run("backup", path, status=1)
    run("remove", "plan-a.txt", "--yes")
    assert "不是空的" in run("restore", path, status=1)
    assert "文件 2 份" in run("restore", path, "--replace")
    assert Library.open(home).docs() == ["plan-a.txt", "plan-b.txt"]
    assert len(list(home.glob("library-before-restore-*.db"))) == 1
    assert (home / "graph.nq").exists()


def test_nothing_is_removed_without_a_yes(home: Path):
    assert "请加 --yes" in run("remove", "plan-a.txt", status=1)
    assert Library.open(home).holds("plan-a.txt")


def test_a_person_is_asked_first(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(keeping.sys, "stdin", type("Terminal", (), {"isatty": lambda _: True})())
    monkeypatch.setattr(keeping.typer, "confirm", lambda question: "plan-b" in question)
    keeping.remove("plan-b.txt", who="督查室")
    assert Library.open(home).docs() == ["plan-a.txt"]
    assert [(one.doc, one.who) for one in Library.open(home).removals()] == [("plan-b.txt", "督查室")]
    with pytest.raises(keeping.typer.Exit):
        keeping.remove("plan-a.txt", who="督查室")
    assert Library.open(home).holds("plan-a.txt")


def test_a_document_is_removed_and_then_erased(home: Path):
    assert "--erase" in run("remove", "plan-a.txt", "--who", "督查室", "--yes")
    assert json.loads(run("remove", "plan-a.txt", "--erase", "--yes", "--json"))["erased"] is True
    assert next((one.who, one.erased) for one in Library.open(home).removals()) == ("督查室", False)
    assert "相近的有：plan-b.txt" in run("remove", "plan", "--yes", status=1)
    assert "没有“无此文件.txt”" in run("remove", "无此文件.txt", "--yes", status=1)


def test_the_doctor_ends_with_1_only_if_something_is_wrong(home: Path):
    assert "提示" in run("doctor")  # the records were not made by the extraction of this program
    told = json.loads(run("doctor", "--json"))
    assert (told["ok"], {one["code"] for one in told["findings"]}) == (True, {"stale"})
    path = home / FILE
    path.write_bytes(path.read_bytes()[:8192])
    assert "zeren restore" in run("doctor", status=1)


def test_kept_files_are_read_again_and_their_versions_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ZEREN_HOME", str(tmp_path / "home"))
    (tmp_path / "方案.txt").write_text(PLAN, "utf-8")
    run("ingest", str(tmp_path / "方案.txt"))
    library = Library.open(tmp_path / "home")
    before = library.documents()
    assert json.loads(run("doctor", "--json"))["findings"] == []
    monkeypatch.setattr("ingest.extraction", lambda: "rules of tomorrow")
    assert [one["code"] for one in json.loads(run("doctor", "--json"))["findings"]] == ["stale"]
    assert json.loads(run("rebuild", "--reread", "--json")) == {"documents": 1, "reread": 1, "changed": 0, "kept": []}
    assert json.loads(run("doctor", "--json"))["findings"] == []
    assert library.documents() == before
    assert len(library.versions("方案.txt")) == 1
    assert "1 份文件" in run("rebuild")


def test_the_page_on_the_library_names_every_command_table_and_finding():
    told = (ROOT / "docs" / "library.md").read_text("utf-8")
    schema = (ROOT / "graph" / "schema.sql").read_text("utf-8")
    doctor = (ROOT / "graph" / "doctor.py").read_text("utf-8")
    codes = re.findall(r'_(?:wrong|notice)\(\s*"([a-z-]+)"', doctor)
    assert len(codes) > 10
    for name in (*re.findall(r"CREATE TABLE (\w+)", schema), *codes):
        assert f"`{name}`" in told
    for command in ("backup", "restore", "doctor", "rebuild", "remove"):
        assert f"zeren {command}" in told
