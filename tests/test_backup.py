"""Backups: one file with everything, checked; and the way back, which never loses what was there."""

from __future__ import annotations

import sqlite3
import threading
from hashlib import sha256
from pathlib import Path

import pytest

from graph import facts
from graph.backups import read_backup, restore_backup, write_backup
from graph.library import Library, LibraryError
from graph.opening import FILE, connected, prepare
from graph.store import open_store
from graph.verdicts import Verdict
from tests.killed import commands_of, die_at
from tests.plans import DATA, fill_library, load_documents, load_text

AT = "2026-01-05T09:00:00+08:00"


def judged(library: Library, finding: str = "finding-1") -> None:
    library.judge(
        Verdict(
            at=AT, who="督查室", finding=finding, check="gap.no-lead", verdict="settled", words="", doc="plan-a.txt"
        )
    )


def held(library: Library) -> object:
    return (
        library.stamp(),
        library.documents(),
        library.verdicts(),
        [library.original(doc) for doc in library.docs()],
        facts.assignments(library),
    )


def test_a_backup_holds_everything_and_comes_back(tmp_path: Path):
    library = fill_library(tmp_path / "here")
    judged(library)
    before = held(library)
    made = write_backup(library.home, tmp_path / "b.db")
    assert (made.contents.documents, made.contents.originals, made.contents.verdicts) == (2, 2, 1)
    assert made.sha256 == sha256((tmp_path / "b.db").read_bytes()).hexdigest()
    assert made.size == (tmp_path / "b.db").stat().st_size
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.db", "here"]
    restored = restore_backup(tmp_path / "b.db", tmp_path / "there", at=AT)
    assert (restored.contents, restored.aside) == (made.contents, None)
    assert held(Library.open(tmp_path / "there")) == before
    assert [path.name for path in (tmp_path / "there").iterdir()] == [FILE]
    assert open_store(Library.open(tmp_path / "there")).query("SELECT ?task WHERE { ?task a z:Task }")


def test_a_library_that_holds_something_is_replaced_only_if_told_and_kept_aside(tmp_path: Path):
    library = fill_library(tmp_path / "full")
    write_backup(library.home, tmp_path / "b.db")
    library.remove("plan-a.txt", who="督查室", at=AT)
    now = held(library)
    with pytest.raises(LibraryError, match=r"不是空的.*--replace"):
        restore_backup(tmp_path / "b.db", library.home, at=AT)
    assert held(library) == now
    open_store(library)
    restored = restore_backup(tmp_path / "b.db", library.home, at=AT, replace=True)
    assert library.docs() == ["plan-a.txt", "plan-b.txt"]
    assert restored.aside == str(library.home / "library-before-restore-20260105090000.db")
    assert not list(library.home.glob("graph.nq*"))
    restore_backup(Path(restored.aside), tmp_path / "again", at=AT)
    assert held(Library.open(tmp_path / "again")) == now


def judged_in(path: Path) -> list[str]:
    with connected(path) as connection:
        return [finding for (finding,) in connection.execute("SELECT finding FROM verdict ORDER BY number")]


def test_a_verdict_given_while_a_restore_prepares_is_kept_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    library = fill_library(tmp_path / "full")
    write_backup(library.home, tmp_path / "b.db")

    def late(path: Path) -> None:
        prepare(path)
        if path.name != FILE:
            judged(library, "finding-late")

    monkeypatch.setattr("graph.backups.prepare", late)
    restored = restore_backup(tmp_path / "b.db", library.home, at=AT, replace=True)
    assert library.verdicts() == []
    assert judged_in(Path(str(restored.aside))) == ["finding-late"]


def test_a_library_that_fills_while_a_restore_prepares_is_not_replaced_untold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    write_backup(fill_library(tmp_path / "full").home, tmp_path / "b.db")
    library = Library.open(tmp_path / "empty")

    def late(path: Path) -> None:
        prepare(path)
        if path.name != FILE:
            judged(library, "finding-late")

    monkeypatch.setattr("graph.backups.prepare", late)
    with pytest.raises(LibraryError, match=r"不是空的.*--replace"):
        restore_backup(tmp_path / "b.db", library.home, at=AT)
    assert judged_in(library.home / FILE) == ["finding-late"]
    assert [path.name for path in library.home.iterdir()] == [FILE]
    judged(library, "finding-next")


def test_every_verdict_acknowledged_during_restores_is_in_the_library_or_aside(tmp_path: Path):
    library = fill_library(tmp_path / "full")
    write_backup(library.home, tmp_path / "b.db")
    stop, acknowledged = threading.Event(), []

    def write() -> None:
        while not stop.is_set():
            judged(library, f"finding-{len(acknowledged)}")
            acknowledged.append(f"finding-{len(acknowledged)}")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        asides = [restore_backup(tmp_path / "b.db", library.home, at=AT, replace=True).aside for _ in range(5)]
    finally:
        stop.set()
        writer.join()
    assert len(set(asides)) == len(asides)
    found = [finding for path in (*asides, library.home / FILE) for finding in judged_in(Path(str(path)))]
    assert found == acknowledged
    assert acknowledged


def test_a_file_that_is_there_is_not_overwritten_unless_told(tmp_path: Path):
    library = fill_library(tmp_path / "full")
    (tmp_path / "b.db").write_text("旧备份", "utf-8")
    with pytest.raises(LibraryError, match="已经存在"):
        write_backup(library.home, tmp_path / "b.db")
    assert (tmp_path / "b.db").read_text("utf-8") == "旧备份"
    assert write_backup(library.home, tmp_path / "b.db", replace=True).contents.documents == 2


def test_what_cannot_be_backed_up_is_said(tmp_path: Path):
    with pytest.raises(LibraryError, match="空的"):
        write_backup(Library.open(tmp_path / "empty").home, tmp_path / "b.db")
    library = fill_library(tmp_path / "full")
    with pytest.raises(LibraryError, match="无法"):
        write_backup(library.home, tmp_path / "missing" / "b.db")
    with pytest.raises(LibraryError, match="资料库本身"):
        write_backup(library.home, library.home / FILE, replace=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "full"]


def damaged_backups(good: Path) -> list[tuple[str, bytes]]:
    data = good.read_bytes()
    original = load_text("plan-a.txt").encode()
    assert data.count(original) >= 1
    return [
        ("不是本程序的备份", b"not a database" * 100),
        ("不是本程序的备份", b""),
        ("已损坏|malformed|disk image", data[: len(data) // 2]),
        ("不符", data.replace(original, original.replace("市".encode(), "县".encode()))),
    ]


@pytest.mark.parametrize("number", range(4))
def test_a_damaged_backup_changes_nothing(tmp_path: Path, number: int):
    library = fill_library(tmp_path / "full")
    write_backup(library.home, tmp_path / "good.db")
    reason, data = damaged_backups(tmp_path / "good.db")[number]
    (tmp_path / "b.db").write_bytes(data)
    before = held(library)
    with pytest.raises(LibraryError, match=reason):
        restore_backup(tmp_path / "b.db", library.home, at=AT, replace=True)
    assert held(library) == before
    assert sorted(path.name for path in library.home.iterdir()) == [FILE]


def test_a_damaged_library_is_moved_aside_for_its_backup(tmp_path: Path):
    library = fill_library(tmp_path / "full")
    before = held(library)
    write_backup(library.home, tmp_path / "b.db")
    (library.home / FILE).write_bytes(b"\xff" * 9000)
    restored = restore_backup(tmp_path / "b.db", library.home, at=AT, replace=True)
    assert held(library) == before
    assert Path(str(restored.aside)).read_bytes() == b"\xff" * 9000


def test_a_backup_of_a_former_version_is_brought_forward(tmp_path: Path):
    path = tmp_path / "old.db"
    connection = sqlite3.connect(path)
    connection.executescript((DATA / "libraries" / "3.sql").read_text("utf-8"))
    connection.close()
    before = path.read_bytes()
    assert read_backup(path).contents.schema == 3
    restore_backup(path, tmp_path / "home", at=AT)
    assert Library.open(tmp_path / "home").docs() == ["plan-b.txt"]
    assert path.read_bytes() == before


def test_a_backup_of_a_later_version_is_refused(tmp_path: Path):
    library = fill_library(tmp_path / "full")
    write_backup(library.home, tmp_path / "b.db")
    connection = sqlite3.connect(tmp_path / "b.db")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(LibraryError, match="升级本程序"):
        restore_backup(tmp_path / "b.db", tmp_path / "home", at=AT)


def test_a_backup_while_others_write_is_one_state(tmp_path: Path):
    library = fill_library(tmp_path / "full")
    stop = threading.Event()

    def write() -> None:
        document = load_documents()[0]
        text = load_text(document.doc)
        while not stop.is_set():
            library.remove(document.doc, who="督查室", at=AT)
            library.add(document, text=text, original=text.encode())

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            made = write_backup(library.home, tmp_path / f"{number}.db")
            restore_backup(tmp_path / f"{number}.db", tmp_path / str(number), at=AT)
            there = Library.open(tmp_path / str(number))
            assert len(there.docs()) == made.contents.documents
            assert facts.totals(there).plans == made.contents.documents
    finally:
        stop.set()
        writer.join()


def restore_here(home: Path) -> None:
    restore_backup(home.parent / "b.db", home, at=AT, replace=True)


@pytest.mark.parametrize("part", [0.5, 0.8, 1])
def test_a_restore_that_is_broken_off_leaves_the_old_library_or_the_new(tmp_path: Path, part: float):
    write_backup(fill_library(tmp_path / "full").home, tmp_path / "b.db")
    homes = [tmp_path / "counted", tmp_path / "killed"]
    for home in homes:
        fill_library(home).remove("plan-a.txt", who="督查室", at=AT)
    old = held(Library.open(homes[1]))
    die_at(restore_here, homes[1], round(commands_of(restore_here, homes[0]) * part))
    new = held(Library.open(homes[0]))
    assert held(Library.open(homes[1])) in (old, new)
