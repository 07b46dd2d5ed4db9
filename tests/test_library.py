from __future__ import annotations

import dataclasses
import multiprocessing
import sqlite3
import threading
from hashlib import sha256
from pathlib import Path

import pytest

from extract.records import Document
from graph import facts
from graph.library import InvalidRecordError, Library, LibraryError
from graph.whereabouts import whereabouts
from tests.killed import commands_of, die_at
from tests.plans import fill_library, load_documents, load_text, printed


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return fill_library(tmp_path)


def newer(document: Document) -> tuple[Document, str]:
    """A later version of the document: one more line at its end."""
    text = load_text(document.doc) + "特此通知。\n"
    digest = sha256(text.encode("utf-8")).hexdigest()
    return dataclasses.replace(document, sha256=digest, text_sha256=digest), text


def test_gives_back_what_was_stored(library: Library):
    documents = load_documents()
    assert library.docs() == ["plan-a.txt", "plan-b.txt"]
    assert library.documents() == documents
    assert library.document("plan-b.txt") == documents[1]
    assert library.text("plan-a.txt") == load_text("plan-a.txt")
    assert library.original("plan-a.txt") == load_text("plan-a.txt").encode("utf-8")


def test_gives_records_with_the_texts_they_were_read_in(library: Library):
    both = [(document, load_text(document.doc)) for document in load_documents()]
    assert library.plans() == both
    assert library.plans(["plan-b.txt", "plan-a.txt"]) == both[::-1]
    assert library.plans(["plan-b.txt"]) == both[1:]
    assert library.plans([]) == []
    with pytest.raises(LibraryError, match="没有“无此文件"):
        library.plans(["plan-a.txt", "无此文件.txt"])


def test_the_same_file_again_changes_nothing(library: Library):
    before, stamp = facts.assignments(library), library.stamp()
    document = load_documents()[0]
    text = load_text(document.doc)
    assert library.add(document, text=text, original=text.encode("utf-8")) == "unchanged"
    assert facts.assignments(library) == before
    assert library.stamp() == stamp
    assert len(library.versions(document.doc)) == 1


def test_a_new_version_replaces_the_old_one_and_keeps_it(library: Library):
    stamp, totals = library.stamp(), facts.totals(library)
    old = load_documents()[0]
    new, text = newer(old)
    assert library.add(new, text=text, original=text.encode("utf-8")) == "replaced"
    assert library.versions(old.doc) == [old, new]
    assert library.document(old.doc) == new
    assert facts.totals(library) == totals
    assert library.stamp() != stamp


def test_one_text_under_two_names_is_counted_once(library: Library):
    document = dataclasses.replace(load_documents()[0], doc="副本.txt")
    text = load_text("plan-a.txt")
    totals = facts.totals(library)
    assert library.add(document, text=text, original=text.encode("utf-8")) == "duplicate"
    assert facts.totals(library) == totals


def test_equal_data_have_an_equal_stamp_whatever_the_order(tmp_path: Path, library: Library):
    other = Library.open(tmp_path / "other")
    empty = other.stamp()
    for document in reversed(load_documents()):
        text = load_text(document.doc)
        other.add(document, text=text, original=text.encode("utf-8"))
    assert other.stamp() == library.stamp() != empty


def broken_records() -> list[tuple[str, Document]]:
    good = load_documents()[0]
    moved = dataclasses.replace(good.deadlines[0], start=0, end=5)
    outside = dataclasses.replace(good.tasks[0], end=10_000)
    return [
        ("sha256", dataclasses.replace(good, text_sha256="0" * 64)),
        ("sha256", dataclasses.replace(good, sha256="0" * 64)),
        ("引文", dataclasses.replace(good, deadlines=(moved,))),
        ("超出原文", dataclasses.replace(good, tasks=(outside, *good.tasks[1:]))),
        ("编号重复", dataclasses.replace(good, tasks=(good.tasks[0], *good.tasks))),
    ]


@pytest.mark.parametrize(("reason", "document"), broken_records())
def test_a_record_that_does_not_fit_its_text_stores_nothing(tmp_path: Path, reason: str, document: Document):
    library = Library.open(tmp_path)
    text = load_text("plan-a.txt")
    with pytest.raises(InvalidRecordError, match=reason):
        library.add(document, text=text, original=text.encode("utf-8"))
    assert library.docs() == []
    assert facts.totals(library).tasks == 0
    assert library.read("SELECT COUNT(*) FROM original") == [(0,)]


def test_what_is_not_there_is_named(library: Library):
    with pytest.raises(LibraryError, match="没有“无此文件"):
        library.text("无此文件.txt")


def test_a_file_that_is_no_library_is_left_alone(tmp_path: Path):
    (tmp_path / "library.db").write_text("不是数据库" * 500, "utf-8")
    with pytest.raises(LibraryError, match="不是本程序的资料库"):
        Library.open(tmp_path)
    assert "不是数据库" in (tmp_path / "library.db").read_text("utf-8")


def test_a_library_of_a_later_version_is_refused(tmp_path: Path):
    Library.open(tmp_path)
    connection = sqlite3.connect(tmp_path / "library.db")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(LibraryError, match="升级"):
        Library.open(tmp_path)


def test_rows_of_a_scan_say_where_their_words_stood(tmp_path: Path):
    library, text = Library.open(tmp_path), load_text("plan-a.txt")
    document = printed(load_documents()[0], text)
    library.add(document, text=text, original=text.encode("utf-8"))
    assert library.document(document.doc) == document
    for row in (*facts.tasks(library), *facts.statements(library), *facts.deadlines(library), *facts.targets(library),
                *facts.conventions(library)):  # fmt: skip
        page = next(page for page in document.pages if page.start <= row.start < page.end)
        assert row.place is not None
        assert row.place.page == page.number
    for duty in facts.assignments(library):
        start = duty.start if duty.unit_start is None else duty.unit_start
        assert duty.place == whereabouts(document.places, start, start + 1)
    plan = facts.plans(library)[0]
    assert (plan.form, plan.pages) == (document.form, len(document.pages))


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path):
    (tmp_path / "文件").write_text("", "utf-8")
    with pytest.raises(LibraryError, match="无法打开资料库"):
        Library.open(tmp_path / "文件" / "库")


def test_reading_cannot_write(library: Library):
    with pytest.raises(LibraryError, match="readonly"):
        library.read("DELETE FROM plan")


def test_words_of_a_document_are_never_sql(tmp_path: Path):
    library = fill_library(tmp_path)
    nasty = "x'); DROP TABLE plan; --"
    assert library.setting(nasty) is None
    library.keep_setting(nasty, nasty)
    assert library.setting(nasty) == nasty
    assert len(facts.plans(library)) == 2


def test_readers_see_whole_documents_while_one_writes(library: Library):
    """Every reader sees the tasks of both versions or of none: two plans at any time."""
    old = load_documents()[0]
    new, text = newer(old)
    stop, seen = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            seen.append(facts.totals(library))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for _ in range(10):
        library.add(new, text=text, original=text.encode("utf-8"))
        library.add(old, text=load_text(old.doc), original=load_text(old.doc).encode("utf-8"))
    stop.set()
    for reader in readers:
        reader.join()
    assert seen
    assert set(seen) == {facts.totals(library)}


def add_plan(home: Path) -> None:
    document = load_documents()[0]
    text = load_text(document.doc)
    Library.open(home).add(document, text=text, original=text.encode("utf-8"))


@pytest.mark.parametrize("part", [0.3, 0.6, 0.8, 0.9, 1])
def test_a_killed_import_leaves_nothing(tmp_path: Path, part: float):
    """The last command is the one before the COMMIT."""
    Library.open(tmp_path / "counted")
    Library.open(tmp_path / "killed")
    die_at(add_plan, tmp_path / "killed", round(commands_of(add_plan, tmp_path / "counted") * part))
    library = Library.open(tmp_path / "killed")
    assert (facts.totals(library).tasks, library.docs()) == (0, [])
    assert (facts.totals(Library.open(tmp_path / "counted")).tasks, library.versions("plan-a.txt")) == (3, [])


def add_again_and_again(home: Path) -> None:
    """Replace a plan by its newer version and back, noting each time that it is kept, until the process is killed."""
    old = load_documents()[0]
    new, text = newer(old)
    library = Library.open(home)
    while True:
        for document, words in ((old, load_text(old.doc)), (new, text)):
            library.add(document, text=words, original=words.encode("utf-8"))
            (home / "kept").write_text(document.sha256)


@pytest.mark.soak
def test_two_hundred_kills_lose_nothing_that_was_kept(tmp_path: Path):
    """SIGKILL at odd moments: the library opens and holds one whole version as soon as one was acknowledged."""
    kept = 0
    for number in range(200):
        process = multiprocessing.get_context("spawn").Process(target=add_again_and_again, args=(tmp_path,))
        process.start()
        process.join(timeout=0.6 + 0.007 * number)
        process.kill()
        process.join()
        library = Library.open(tmp_path)
        if not library.docs():
            assert not (tmp_path / "kept").exists()
            continue
        kept += 1
        [doc] = library.docs()
        document, text = library.document(doc), library.text(doc)
        assert all(text[one.start : one.end] == one.text for one in document.assignments)
        assert len(facts.tasks(library)) == len(document.tasks)
    assert kept > 100


def test_a_document_may_have_any_name(tmp_path: Path):
    library = Library.open(tmp_path)
    names = ["一\x00二.txt", "一.txt"]
    for name, document in zip(names, load_documents(), strict=False):
        text = load_text(document.doc)
        library.add(dataclasses.replace(document, doc=name), text=text, original=text.encode("utf-8"))
    assert [document.doc for document, _ in library.plans(names)] == names
    assert [library.document(name).doc for name in names] == names
