"""zeren export: what it writes where, for whom, what it refuses, and that the same data give the same bytes."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from cli import app
from graph.exporting.contents import Contents
from graph.exporting.graphdb import graphdb_files
from graph.exports import FORMATS, ExportError, export_library, format_of
from graph.library import Library
from tests.conftest import ROOT
from tests.plans import fill_library

RUN = CliRunner()
PACKAGES = ("parquet", "graphdb", "vault")


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return fill_library(tmp_path_factory.mktemp("held"))


@pytest.fixture
def home(held: Library, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setenv("ZEREN_HOME", str(held.home))
    return held


def target(folder: Path, form: str) -> Path:
    return folder / (f"{form}.zip" if form in PACKAGES else f"清单.{form}")


def test_every_format_is_written_by_its_name(home: Library, tmp_path: Path):
    for form in FORMATS:
        shown = RUN.invoke(app, ["export", "-o", str(target(tmp_path, form)), "--as", form])
        assert shown.exit_code == 0, shown.output
        assert target(tmp_path, form).stat().st_size > 500
    assert not list(tmp_path.glob("*.part"))


def test_two_processes_write_the_same_bytes(home: Library, tmp_path: Path):
    code = (
        "import sys; from pathlib import Path; from graph.exports import FORMATS, export_library;"
        "from graph.library import Library; library = Library.open(Path(sys.argv[1]));"
        "[export_library(library, Path(sys.argv[2], form if form not in ('parquet', 'graphdb', 'vault')"
        " else form + '.zip'), form) for form in FORMATS]"
    )
    running = []
    for seed in ("1", "2"):
        (tmp_path / seed).mkdir()
        run = [sys.executable, "-c", code, str(home.home), str(tmp_path / seed)]
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": f"UTC{seed}"}
        running.append(subprocess.Popen(run, cwd=ROOT, env=environment))
    assert [one.wait() for one in running] == [0, 0]
    names = sorted(path.name for path in (tmp_path / "1").iterdir())
    assert len(names) == len(FORMATS)
    for name in names:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes(), name


def test_a_filter_narrows_the_lists(home: Library, tmp_path: Path):
    chosen = {
        ("--plan", "河湖清洁行动2024"): {"大同市河湖清洁行动2024年工作方案"},
        ("--plan", "plan-b.txt"): {"平城区河湖清洁行动实施方案"},
        ("--place", "平城区"): {"平城区河湖清洁行动实施方案"},
        ("--unit", "大同市平城区水务局"): {"平城区河湖清洁行动实施方案"},
    }
    for options, plans in chosen.items():
        output = tmp_path / "清单.xlsx"
        shown = RUN.invoke(app, ["export", "-o", str(output), *options, "--json"])
        assert json.loads(shown.stdout)["documents"] == 1
        sheet = openpyxl.load_workbook(output)["督办清单"]
        assert {row[1] for row in sheet.iter_rows(min_row=2, values_only=True)} == plans


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-o", "图.ttl", "--place", "平城"], "总是整个图谱"),
        (["-o", "清单.xlsx", "--place", "火星"], "没有符合条件的方案"),
        (["-o", "清单.xlsx", "--unit", "火星局"], "没有叫“火星局”的单位"),
        (["-o", "清单.xlsx", "--plan", "火星方案"], "没有对应的方案"),
        (["-o", "清单.doc"], "不支持的输出格式"),
        (["-o", "清单.zip"], "请用 --as 写明"),
        (["-o", "笔记"], "请用 --as 写明"),
        (["-o", "清单.xlsx", "--as", "word"], "没有“word”这种格式"),
        (["-o", "没有/清单.xlsx"], "无法写入"),
    ],
)
def test_what_cannot_be_exported_is_said_and_nothing_is_written(
    home: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], said: str
):
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    shown = RUN.invoke(app, ["export", *options])
    assert shown.exit_code == 1
    assert said in shown.output
    assert not list(folder.iterdir())


def test_a_file_is_replaced_and_a_folder_is_left_alone(home: Library, tmp_path: Path):
    output = tmp_path / "笔记"
    output.mkdir()
    export_library(home, output, "vault")  # an empty folder is filled
    assert {path.name for path in output.iterdir()} == {"索引.md", "计划", "任务", "单位"}
    mine = output / "我的笔记.md"
    mine.write_text("我写的", "utf-8")
    with pytest.raises(ExportError, match="已经存在，不会改动"):
        export_library(home, output, "vault")
    assert mine.read_text("utf-8") == "我写的"
    with pytest.raises(ExportError, match="是一个文件夹"):
        export_library(home, output, "xlsx")
    workbook = tmp_path / "清单.xlsx"
    workbook.write_text("旧的", "utf-8")
    export_library(home, workbook, "xlsx")
    assert zipfile.is_zipfile(workbook)


def test_a_folder_and_a_zip_hold_the_same_files(home: Library, tmp_path: Path):
    for form in PACKAGES:
        export_library(home, tmp_path / form, form)
        export_library(home, tmp_path / f"{form}.zip", form)
        with zipfile.ZipFile(tmp_path / f"{form}.zip") as package:
            held = {name: package.read(name) for name in package.namelist()}
        found = {
            path.relative_to(tmp_path / form).as_posix(): path.read_bytes() for path in (tmp_path / form).rglob("*.*")
        }
        assert found == held


def test_what_changes_during_an_export_is_not_written(home: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    stamps = iter(["before", "after"])
    monkeypatch.setattr(Library, "stamp", lambda self: next(stamps))
    with pytest.raises(ExportError, match="资料库有了变动"):
        export_library(home, tmp_path / "清单.csv", "csv")
    assert not (tmp_path / "清单.csv").exists()


def test_documents_that_are_not_public_are_warned_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ZEREN_HOME", str(tmp_path))
    with sqlite3.connect(fill_library(tmp_path).home / "library.db") as connection:
        connection.execute("UPDATE plan SET access = 'not-public', access_quote = '不予公开' WHERE doc = 'plan-b.txt'")
    connection.close()
    shown = RUN.invoke(app, ["export", "-o", str(tmp_path / "清单.csv"), "--json"])
    assert json.loads(shown.stdout)["limited"] == ["plan-b.txt"]
    assert "plan-b.txt：“不予公开”" in shown.stderr


def test_the_scripts_load_every_file_by_its_own_heads(home: Library):
    files = {name: data.decode("utf-8") for name, data in graphdb_files(Contents(library=home))}
    tables = [name for name in files if name.endswith(".csv")]
    for name in tables:
        option = "--nodes" if name.startswith("nodes") else "--relationships"
        assert f"{option}={name} " in files["import.sh"]
        statements = [part for part in files["import.cypher"].split(";\n") if f"file:///{name}'" in part]
        assert statements
        heads = set(files[name].partition("\n")[0].split(","))
        for statement in statements:
            used = {part.partition("`")[0] for part in statement.split("row.`")[1:]}
            assert used <= heads
        rows = csv.DictReader(io.StringIO(files[name], newline=""))
        types = {row[":TYPE"] for row in rows} if name.startswith("rels") else set()
        assert all(any(f"`:TYPE` = '{kind}'" in one for one in statements) for kind in types)


def test_the_documentation_names_every_format():
    told = (ROOT / "docs" / "exports.md").read_text("utf-8")
    for form in FORMATS:
        assert f"`{form}`" in told
        assert form in RUN.invoke(app, ["export", "--help"], env={"COLUMNS": "300"}).output


def test_a_suffix_says_the_format():
    assert format_of(Path("A.XLSX")) == "xlsx"
    assert format_of(Path("a.dat"), "ics") == "ics"
