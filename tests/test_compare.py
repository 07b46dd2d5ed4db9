"""Gains and losses between two revisions: the tool finds a difference that was planted, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.compare import difference

ROOT = Path(__file__).resolve().parent.parent
SAME = "两个版本在比较的各项（分工、人员、时限、目标、推定时限、约定、任务、领域、待核、不作分工）上完全相同。\n"
PLAN = """东江市清洁取暖实施方案

一、重点任务
1.改造散煤。2023年10月底前完成改造8万户。（市能源局牵头，市财政局配合，市住建局负责）
2.建设热网。（市住建局牵头，市财政局配合）
"""


def git(repository: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=东江", "-c", "user.email=plans@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=repository, check=True, capture_output=True)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of the extraction alone, with one revision, and a plan beside it."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    folder = tmp_path_factory.mktemp("repository")
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "extract", folder / "extract", ignore=ignore)
    (folder / "benchmarks").mkdir()
    shutil.copy(ROOT / "benchmarks" / "compare.py", folder / "benchmarks")
    git(folder, "init", "--initial-branch=main")
    git(folder, "add", ".")
    git(folder, "commit", "-m", "start")
    (folder / "plans").mkdir()
    (folder / "plans" / "东江.txt").write_text(PLAN, encoding="utf-8")
    return folder


@pytest.fixture
def compare(repository: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "benchmarks/compare.py", *arguments]
        return subprocess.run(command, cwd=repository, capture_output=True, text=True, encoding="utf-8", check=False)

    return run


def test_the_same_revision_differs_in_nothing(compare: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    assert compare("HEAD", "plans").stdout == SAME


def test_a_planted_difference_is_found_assignment_by_assignment(
    repository: Path, compare: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    rules = repository / "extract" / "rules" / "roles.toml"
    sound = rules.read_text(encoding="utf-8")
    planted = sound.replace('kind = "verb.cooperating"', 'kind = "verb.supervising"')
    assert planted != sound
    rules.write_text(planted, encoding="utf-8")
    try:
        lines = compare("HEAD", "plans").stdout.splitlines()
        back = compare("HEAD", "plans/东江.txt", "--to", "HEAD").stdout
    finally:
        rules.write_text(sound, encoding="utf-8")
    first, second = PLAN.index("市财政局"), PLAN.rindex("市财政局")
    told = [
        f"  {sign} 分工 {place}–{place + 4} parenthetical {role} 市财政局 〔{number}〕"
        for place, number in ((first, "1."), (second, "2."))
        for sign, role in (("+", "supervising"), ("-", "cooperating"))
    ]
    assert [line.partition("\u3000")[0] for line in lines] == ["东江.txt", *told, "分工：多出 2，少了 2"]
    assert "牵头，【市财政局】配合" in lines[1]
    assert back == SAME


def record(**fields: object) -> dict[str, Any]:
    """A record of one task with one fact of each kind that has more to it than its words."""
    due = {"start": 4, "end": 9, "kind": "by", "from": None, "to": None, "rrule": "收到后5日内"}
    task = {"id": "t", "number": "1.", "title": "改造散煤", "start": 0, "end": 20}
    told: dict[str, Any] = {
        name: [] for name in ("assignments", "deadlines", "targets", "conventions", "issues", "refused")
    }
    sector = {"label": "能源", "start": 0, "end": 2, "found_in": fields.get("found_in", "task")}
    implied = {**due, "to": fields.get("implied"), "rule": "以下任务均于收到后5日内完成"}
    told["tasks"] = [{**task, "sectors": [sector], "implied_deadlines": [implied]}]
    extra = {name: fields.get(name) for name in ("relative", "season", "scope")}
    told["deadlines"] = [{**due, **extra, "task": "t"}]
    level = {
        "indicator": "散煤",
        "op": "<=",
        "value": 5,
        "unit": "万吨",
        "region": None,
        "task": "t",
        "start": 9,
        "end": 12,
    }
    told["targets"] = [{**level, "baseline": fields.get("baseline"), "year": fields.get("year")}]
    told["refused"] = [{"reason": fields.get("reason", "narrative"), "start": 12, "end": 15}]
    return {"doc": "a.txt", **told}


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("implied", "2023-12-31", "implied"),
        ("reason", "exhortation", "refused"),
        ("baseline", "2020年", "targets"),
        ("year", 2025, "targets"),
        ("found_in", "heading", "sectors"),
        ("relative", {"event": "收到", "length": "5", "measure": "日"}, "deadlines"),
        ("season", {"first_day": "2023-11-15", "last_day": "2024-03-15", "source": "条例"}, "deadlines"),
        ("scope", {"start": 0, "end": 4}, "deadlines"),
    ],
)
def test_a_field_that_changes_is_a_difference(field: str, value: object, kind: str) -> None:
    assert difference([record()], [record()]) == ([], [])
    gained, lost = difference([record()], [record(**{field: value})])
    assert [fact.kind for fact in (*gained, *lost)] == [kind, kind]
    assert gained[0].says != lost[0].says


def test_what_cannot_be_compared_is_said(compare: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    assert compare("nowhere", "plans").stderr == "没有版本 nowhere：请写一个提交号、分支名或标签，如 HEAD。\n"
    assert "没有这个文件或文件夹" in compare("HEAD", "没有").stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "缺少参数：版本"),
        (("HEAD", "--from"), "没有这个参数：--from"),
        (("HEAD", "--to"), "参数 --to: 后面要写一个值"),
    ],
)
def test_wrong_arguments_are_told_in_chinese(
    compare: Callable[..., subprocess.CompletedProcess[str]], arguments: tuple[str, ...], said: str
) -> None:
    told = compare(*arguments)
    assert told.returncode == 2
    assert told.stderr.startswith("用法：compare.py")
    assert said in told.stderr
