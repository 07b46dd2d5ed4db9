"""Gaps, conflicts and overlaps that are kept on disk: the same as found anew, whole or not at all, made once."""

from __future__ import annotations

import contextlib
import json
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from extract.pipeline import Extractor
from graph import analysed, analysing, apart, kept_findings, kept_overlaps
from graph.conflicts import find_conflicts
from graph.gaps import find_gaps
from graph.kept_overlaps import Wanted
from graph.library import Library
from graph.overlaps import compare_all
from ingest import sample_library

ROOT = Path(__file__).resolve().parent.parent
RUN = CliRunner()
WORKS = (
    "推进散煤替代。完成清洁取暖改造1000户。",
    "加强工地扬尘管控。落实六个百分之百。",
    "淘汰国三柴油货车。建立台账，逐车核销。",
    "改造老旧供水管网。更换漏损管道30公里。",
    "整治黑臭水体。实施雨污分流，清理淤泥。",
)
UNITS = ("市能源局", "市住建局", "市生态环境局", "有关部门")


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture
def samples(tmp_path: Path) -> Library:
    shutil.copytree(sample_library().home, tmp_path / "samples", ignore=shutil.ignore_patterns("analysis.db*"))
    return Library.open(tmp_path / "samples", samples=True)


def put(library: Library, extractor: Extractor, name: str, chance: random.Random) -> None:
    """Some plan of three works under this name."""
    works = chance.sample(WORKS, 3)
    lines = [f"{at}. {work}（牵头单位：{chance.choice(UNITS)}）" for at, work in enumerate(works, start=1)]
    text = "\n".join([f"朔州市{chance.choice((2022, 2023))}年工作方案", "一、重点任务", *lines])
    document, read = extractor.extract(text.encode(), name)
    library.add(document, text=read, original=text.encode())


def assert_kept_is_found(library: Library) -> None:
    plans = library.plans()
    found = compare_all(plans)
    assert kept_overlaps.pairs(library) == found.pairs
    assert kept_overlaps.left_out(library) == found.left_out
    assert kept_findings.checks(library, "gaps") == find_gaps(plans)
    assert kept_findings.checks(library, "conflicts") == find_conflicts(plans)


def finish(library: Library) -> None:
    """Wait for the process that is at it."""
    while (under := apart.ensure(library)) and not under.failed:
        time.sleep(0.1)


@pytest.mark.parametrize("seed", range(2))
def test_what_is_kept_is_what_is_found_whatever_comes_and_goes(seed: int, extractor: Extractor, tmp_path: Path):
    chance, library = random.Random(seed), Library.open(tmp_path)
    for _ in range(6):
        name = f"{chance.choice('甲乙丙')}.txt"
        if library.holds(name) and chance.random() < 0.5:
            library.remove(name, who="督查室", at="2026-01-02T03:04:05+00:00")
        else:
            put(library, extractor, name, chance)
        assert not analysed.current(library, "overlaps")
        analysing.refresh(library)
        assert analysed.current(library, "overlaps")
        assert_kept_is_found(library)


def test_the_samples_are_kept_as_they_are_found(samples: Library):
    assert kept_overlaps.pairs(samples) == ()
    assert not analysed.held(samples, "findings")
    analysing.refresh(samples)
    assert_kept_is_found(samples)


def test_parts_counts_and_filters_say_the_same(samples: Library):
    analysing.refresh(samples)
    pairs = kept_overlaps.pairs(samples)
    assert kept_overlaps.count(samples) == len(pairs) == sum(kept_overlaps.kinds(samples).values())
    assert sum((kept_overlaps.pairs(samples, begin=begin, most=7) for begin in range(0, len(pairs), 7)), ()) == pairs
    for task in {pairs[0].a.task, pairs[-1].b.task}:
        own = tuple(pair for pair in pairs if task in (pair.a.task, pair.b.task))
        assert kept_overlaps.of_task(samples, task) == own
    for aspect in ("lead", "deadline", "target"):
        differing = [pair for pair in pairs if aspect in {one.aspect for one in pair.differs}]
        assert kept_overlaps.count(samples, Wanted(aspect=aspect)) == len(differing)
    apart_ids = [pair.id for pair in pairs[:3]]
    assert kept_overlaps.pairs(samples, Wanted(without=apart_ids)) == pairs[3:]
    assert kept_overlaps.pairs(samples, Wanted(among=apart_ids)) == pairs[:3]
    for line in kept_overlaps.lines(samples, "levels"):
        assert kept_overlaps.count(samples, Wanted(a=line.first, b=line.second)) == line.pairs


def test_findings_by_check_plan_and_unit(samples: Library):
    analysing.refresh(samples)
    every = kept_findings.findings(samples)
    assert [one.count for one in kept_findings.counts(samples)] == [
        sum(finding.check == one.id for finding in every) for one in kept_findings.counts(samples)
    ]
    for doc, (_, number) in kept_findings.docs(samples).items():
        spoken = [one for one in every if doc in (one.doc, *(side.doc for side in one.others))]
        assert kept_findings.count(samples, kept_findings.Wanted(doc=doc)) == number == len(spoken)
    several = next(one for one in every if one.check == "several-leads")
    rows = "SELECT unit, canonical FROM duty WHERE doc = ? AND task = ? AND role = 'lead'"
    for unit, _ in samples.read(rows, (several.doc, several.task)):
        assert several in kept_findings.findings(samples, kept_findings.Wanted(unit=unit))
    assert kept_findings.finding_called(samples, several.id) == several
    assert kept_findings.finding_called(samples, f"{several.id}\0x") is None


def test_a_kill_in_the_middle_leaves_what_was_kept(samples: Library):
    analysing.refresh(samples)
    before = kept_overlaps.pairs(samples), kept_findings.findings(samples)
    samples.remove(samples.docs()[0], who="督查室", at="2026-01-02T03:04:05+00:00")
    stop = "import sys, time, graph.analysing as a; a._sign = lambda *x: (print('here', flush=True), time.sleep(60))"
    child = subprocess.Popen([sys.executable, "-c", f"{stop}; a.main([sys.argv[1]])", str(samples.home)], cwd=ROOT,
                             stdout=subprocess.PIPE, text=True)  # fmt: skip
    with child:
        assert any(line == "here\n" for line in child.stdout or ())
        child.kill()
    assert (kept_overlaps.pairs(samples), kept_findings.findings(samples)) == before
    assert not analysed.current(samples, "findings")
    analysing.refresh(samples)
    assert_kept_is_found(samples)


def test_two_at_once_make_it_once(samples: Library, monkeypatch: pytest.MonkeyPatch):
    made: list[int] = []

    def compared(*given, **more):
        made.append(threading.get_ident())
        return compare_all(*given, **more)

    monkeypatch.setattr(analysing, "compare_all", compared)
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(analysing.refresh, [samples] * 3))
    assert len(made) == 1
    assert_kept_is_found(samples)


def test_several_visitors_start_one_process_and_see_how_far_it_is(samples: Library, monkeypatch: pytest.MonkeyPatch):
    started: list[str] = []

    class Run(apart._Run):
        def __init__(self, library: Library, made: str) -> None:
            started.append(made)
            super().__init__(library, made)

    monkeypatch.setattr(apart, "_Run", Run)
    with ThreadPoolExecutor(5) as pool:
        told = list(pool.map(apart.ensure, [samples] * 5))
    assert all(one is not None and not one.failed for one in told)
    finish(samples)
    assert len(started) == 1
    assert_kept_is_found(samples)


def test_what_failed_is_said_and_tried_again_only_when_asked(samples: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    apart.ensure(samples)
    finish(samples)
    monkeypatch.undo()
    assert apart.ensure(samples) == apart.Under(failed=True)
    assert apart.ensure(samples, again=True) == apart.Under()
    finish(samples)
    assert_kept_is_found(samples)


def test_a_damaged_file_is_made_again(samples: Library):
    analysing.refresh(samples)
    for path in samples.home.glob(f"{analysed.FILE}*"):
        path.write_bytes(b"no database" * 1000)
    assert kept_overlaps.pairs(samples) == ()
    analysing.refresh(samples)
    assert_kept_is_found(samples)


@pytest.mark.parametrize("by", ["reading", "writing"])
def test_damage_within_the_file_is_mended_too(by: str, samples: Library):
    analysing.refresh(samples)
    path = samples.home / analysed.FILE
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for beside in samples.home.glob(f"{analysed.FILE}-*"):
        beside.unlink()
    held = path.read_bytes()
    path.write_bytes(held[:8192] + b"\xff" * (len(held) - 8192))
    if by == "reading":
        assert kept_findings.findings(samples) == ()
        assert kept_overlaps.pairs(samples) == ()
    else:
        samples.keep_setting("another", "state")
    finish(samples)
    assert_kept_is_found(samples)


def test_what_was_taken_away_meanwhile_counts_as_nothing(samples: Library, monkeypatch: pytest.MonkeyPatch):
    analysing.refresh(samples)
    connected = analysed.connected

    @contextlib.contextmanager
    def late(path: Path) -> Iterator[sqlite3.Connection]:
        analysed.forget_analysis(samples.home)
        with connected(path) as connection:
            yield connection

    monkeypatch.setattr(analysed, "connected", late)
    assert kept_findings.findings(samples) == ()
    assert not list(samples.home.glob(f"{analysed.FILE}*")), "reading makes no file"


def test_erasing_leaves_no_words_in_what_is_kept(extractor: Extractor, tmp_path: Path):
    library = Library.open(tmp_path)
    text = "朔州市工作方案\n一、任务\n1. 某某独有的机密词句。（有关部门负责）"
    document, read = extractor.extract(text.encode(), "密.txt")
    library.add(document, text=read, original=text.encode())
    analysing.refresh(library)
    held = b"".join(path.read_bytes() for path in tmp_path.glob(f"{analysed.FILE}*"))
    assert "某某独有的机密词句".encode() in held
    library.remove("密.txt", who="督查室", at="2026-01-02T03:04:05+00:00", erase=True)
    assert not list(tmp_path.glob(f"{analysed.FILE}*"))


def test_commands_print_the_same_from_what_is_kept(samples: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("commands.options.current_library", lambda: samples, raising=False)
    monkeypatch.setattr("ingest.current_library", lambda: samples)
    asked = (("overlaps", "--json"), ("gaps", "--json"), ("conflicts", "--json"), ("overlaps",), ("gaps",))
    anew = [RUN.invoke(app, [*one]).stdout for one in asked]
    analysing.refresh(samples)
    monkeypatch.setattr("graph.overlaps.compare_all", None)
    monkeypatch.setattr("graph.gaps.find_gaps", None)
    assert [RUN.invoke(app, [*one]).stdout for one in asked] == anew
    assert len(json.loads(anew[0])["pairs"]) == kept_overlaps.count(samples)
