"""Files prepared by several processes: the same in the same order, nothing left running, a lost process told."""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path

import pytest

from graph.library import Library
from graph.store import FILE, refresh
from ingest import store
from preparing import Found, Prepared, PreparingError, Unfit, prepare_files, usual_jobs

PLACES = ("桐山", "柏山", "松山", "枫山")
PLAN = "{}市2023年清洁取暖实施方案\n一、主要任务\n1．改造农房{}户。6月底前完成。（市住建局牵头，市财政局配合）\n"


@pytest.fixture
def found(tmp_path: Path) -> list[Found]:
    files: list[Found] = []
    for number, place in enumerate(PLACES):
        file = tmp_path / f"{number}.txt"
        file.write_text(PLAN.format(place, number + 100), "utf-8")
        files.append((file, file.name))
    (tmp_path / "空.txt").write_text("没有任务。", "utf-8")
    return [*files[:2], (tmp_path / "空.txt", "空.txt"), (None, "没有这个文件夹"), *files[2:]]


def kept(home: Path, found: list[Found], jobs: int) -> tuple[list[str], bytes, list[object]]:
    """What became of the files, the graph, and what the library holds of them, byte for byte."""
    library = Library.open(home)
    became = [store(prepared, library).status for prepared in prepare_files(found, jobs)]
    refresh(library)
    rows = library.read("SELECT doc, fingerprint, record, text FROM version ORDER BY id")
    return became, (home / FILE).read_bytes(), [*rows, *library.read("SELECT * FROM body ORDER BY unit")]


def test_the_library_is_the_same_whatever_the_number_of_processes(tmp_path: Path, found: list[Found]):
    alone, together = kept(tmp_path / "1", found, 1), kept(tmp_path / "2", found, 2)
    assert alone == together
    assert alone[0] == ["new", "new", "refused", "refused", "new", "new"]


def test_files_come_in_their_order_and_what_is_broken_off_leaves_no_process(found: list[Found]):
    with contextlib.closing(prepare_files(found * 3, 2)) as prepared:
        first = [next(prepared) for _ in range(4)]
    assert [one.document.doc if isinstance(one, Prepared) else one.doc for one in first] == [
        doc for _, doc in found[:4]
    ]
    assert [one.code for one in first if isinstance(one, Unfit)] == ["no-tasks", "no-documents"]
    assert not children()


@pytest.mark.skipif(not Path("/proc").exists(), reason="the processes are found in /proc")
def test_a_process_that_is_ended_from_outside_is_told(found: list[Found]):
    prepared = prepare_files(found * 3, 2)
    next(prepared)
    for child in children():
        os.kill(child, signal.SIGKILL)
    with pytest.raises(PreparingError, match="-j 1"):
        list(prepared)


def children() -> list[int]:
    """The processes that prepare files for this one."""
    tasks = Path(f"/proc/{os.getpid()}/task")
    numbers = " ".join((task / "children").read_text() for task in tasks.iterdir()) if tasks.exists() else ""
    found = []
    for number in map(int, numbers.split()):
        with contextlib.suppress(OSError):
            if "spawn_main" in Path(f"/proc/{number}/cmdline").read_text():
                found.append(number)
    return found


def test_few_files_need_no_more_processes():
    assert usual_jobs(1) == 1
    assert 1 <= usual_jobs(1000) <= 4
