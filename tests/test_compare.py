"""Gains and losses between two revisions: the tool finds a difference that was planted, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
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
    assert compare("HEAD", "plans").stdout == "两个版本读出的内容完全相同。\n"


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
    assert back == "两个版本读出的内容完全相同。\n"


def test_what_cannot_be_compared_is_said(compare: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    assert "没有版本 nowhere" in compare("nowhere", "plans").stderr
    assert "没有这个文件或文件夹" in compare("HEAD", "没有").stderr
