"""Writing that is cut off at any moment: the library stays whole and keeps all that it acknowledged."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.kills import Told, graph_is_whole, kill_once, prepare_all, wrong_after
from graph.doctor import examine
from graph.library import Library
from tests.conftest import ROOT
from tests.plans import DATA

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed as POSIX knows it")
PLANS = [DATA / "plan-a.txt", DATA / "plan-b.txt"]


def kill_many(home: Path, kills: int, files: list[Path], longest: float) -> Told:
    prepared, told, chance = prepare_all(files), Told(), random.Random(7)
    for number in range(kills):
        kill_once(home, prepared, chance.randrange(1 << 30), chance.uniform(0.01, longest), told)
        assert wrong_after(home, told) == [], f"after kill {number}"
    assert graph_is_whole(home)
    return told


def test_kills_at_any_moment_lose_nothing_that_was_acknowledged(tmp_path: Path):
    told = kill_many(tmp_path / "library", 15, PLANS, longest=0.4)
    assert sum(told.during.values()) == 15


@pytest.mark.soak
def test_five_hundred_kills_lose_nothing(tmp_path: Path):
    told = kill_many(tmp_path / "library", 500, sorted((ROOT / "seeds").glob("00[034]*.txt")), longest=0.8)
    assert {"add", "remove", "rebuild", "refresh"} <= told.during.keys()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_killed_import_keeps_every_file_whose_successor_it_announced(tmp_path: Path, jobs: int):
    command = [sys.executable, "-m", "cli", "ingest", "-j", str(jobs), str(ROOT / "seeds")]
    environment = {**os.environ, "ZEREN_HOME": str(tmp_path / "library"), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stderr is not None
    announced = [line for line, _ in zip(process.stderr, range(3), strict=False)]
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stderr.close()
    assert announced[2].startswith("[3/5] 002_")
    library = Library.open(tmp_path / "library")
    assert library.docs()[:2] == ["000_e408c9c3fc3dfd33.txt", "001_27a911cede5a5bef.txt"]
    assert not [one for one in examine(library) if one.wrong]
