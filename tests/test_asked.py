"""Questions that were asked and got no answer: kept for the owner, as they were, and never in the way."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
import threading
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import asked
from graph.answers import Answer, Understood
from graph.asked import AskedError, clear_asked, count_asked, keep, keep_soon, keeps, read_asked
from graph.library import Library
from tests.conftest import ROOT

AT = "2026-01-02T03:04:05+08:00"
ANY_TEXT = st.text(st.characters(), max_size=200)  # halves of characters and the null character, too


def library_in(folder: Path, *, samples: bool = False) -> Library:
    return Library(home=folder, samples=samples)


def refusal(question: str, *, reason: str | None = "方案中没有写明这项金额。", unread: tuple[str, ...] = ()) -> Answer:
    understood = Understood(kind="out-of-scope", unread=unread)
    return Answer(question=question, understood=understood, answer_type="text", refused=True, reason=reason)


def questions(library: Library) -> list[str]:
    return [one.question for one in read_asked(library)]


@settings(max_examples=100, deadline=None)
@given(question=ANY_TEXT, reason=ANY_TEXT.filter(bool), unread=st.lists(ANY_TEXT, max_size=3).map(tuple))
def test_any_words_come_back_as_they_were(question: str, reason: str, unread: tuple[str, ...]):
    with tempfile.TemporaryDirectory() as folder:
        library = library_in(Path(folder))
        assert keep(library, refusal(question, reason=reason, unread=unread), at=AT)
        (found,) = read_asked(library)
        assert (found.question, found.reason, found.unread) == (question, reason, unread)
        assert (found.times, found.last, found.outcome, found.kind) == (1, AT, "refused", "out-of-scope")


def test_the_most_frequent_come_first_and_tell_what_became_of_them_last(tmp_path: Path):
    library = library_in(tmp_path)
    for question in ("一问", "再问", "再问", "三问"):
        keep(library, refusal(question), at=AT)
    keep(library, refusal("再问", reason="资料库是空的"), at="2026-02-01")
    assert [(one.question, one.times) for one in read_asked(library)] == [("再问", 3), ("三问", 1), ("一问", 1)]
    assert (read_asked(library)[0].reason, read_asked(library)[0].last) == ("资料库是空的", "2026-02-01")


def test_answers_are_not_kept_and_two_readings_are(tmp_path: Path):
    library = library_in(tmp_path)
    understood = Understood(kind="who-leads", topic="散煤")
    plain = Answer(question="答得上", understood=understood, answer_type="units")
    several = Answer(question="两地都有", understood=understood, answer_type="units", ambiguous=True)
    assert not keep(library, plain, at=AT)
    assert keep(library, several, at=AT)
    assert keep(library, refusal("没有写"), at=AT)
    assert questions(library) == ["没有写", "两地都有"]
    assert [one.question for one in read_asked(library, refused=True)] == ["没有写"]


@pytest.mark.parametrize(("setting", "own", "samples"), [
    ("", True, False),
    ("on", True, True),
    (" OFF ", False, False),
    ("0", False, False),
    ("随便", False, False),
])  # fmt: skip
def test_it_can_be_switched_off_and_leaves_out_the_samples(
    setting: str, own: bool, samples: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(asked.SETTING, setting)
    assert keeps(library_in(tmp_path)) is own
    assert keeps(library_in(tmp_path, samples=True)) is samples
    assert keep(library_in(tmp_path), refusal("问"), at=AT) is own
    assert (tmp_path / asked.FILE).exists() is own


def test_only_the_newest_are_kept_and_no_more_of_a_long_one_than_its_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(asked, "MOST", 3)
    library = library_in(tmp_path)
    for number in range(5):
        keep(library, refusal(f"第{number}问"), at=AT)
    assert questions(library) == ["第4问", "第3问", "第2问"]
    keep(library, refusal("长" * 10_000), at=AT)
    assert questions(library)[0] == "长" * asked.LONGEST


def test_a_home_that_cannot_be_written_keeps_nothing_and_fails_nothing(tmp_path: Path):
    (tmp_path / asked.FILE).mkdir()  # what is no file cannot be written even by root
    library = library_in(tmp_path)
    assert not keep(library, refusal("问"), at=AT)
    assert not keep(library_in(tmp_path / "nowhere"), refusal("问"), at=AT)
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("content", [b"no database" * 200, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_damaged_file_is_said_to_whoever_reads_it_and_can_be_cleared(
    content: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    (tmp_path / asked.FILE).write_bytes(content)
    library = library_in(tmp_path)
    assert not keep(library, refusal("问"), at=AT)
    assert "没有留存" in caplog.text
    assert "问" not in caplog.text.replace("问题", "").replace("问过", "")  # what was asked is nothing for a log
    assert count_asked(library) == 0
    with pytest.raises(AskedError, match="可以直接删除"):
        read_asked(library)
    assert clear_asked(library) == 0
    assert keep(library, refusal("问"), at=AT)


def test_a_file_that_another_program_holds_is_not_called_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(asked, "_WAIT", 0.1)
    library = library_in(tmp_path)
    keep(library, refusal("先问"), at=AT)
    with closing(sqlite3.connect(tmp_path / asked.FILE, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert not keep(library, refusal("后问"), at=AT)
        assert "正被另一个程序占用" in caplog.text
        with pytest.raises(AskedError, match="正被另一个程序占用") as error:
            read_asked(library)
        assert "删除" not in str(error.value)
        other.execute("ROLLBACK")
    assert questions(library) == ["先问"]


@pytest.mark.parametrize(("column", "written"), [
    ("unread", "notjson"), ("unread", '{"a": 1}'), ("unread", "[" * 100_000), ("unread", b"\xff"),
    ("reason", b"\xff\xfe"), ("question", b"\xff\xfe"), ("question", "文字"), ("kind", b"\xff"), ("at", b"\xff"),
    ("outcome", "odd"),
])  # fmt: skip
def test_a_row_that_something_else_wrote_takes_no_other_with_it(column: str, written: str | bytes, tmp_path: Path):
    library = library_in(tmp_path)
    keep(library, refusal("坏的", unread=("词",)), at=AT)
    with closing(sqlite3.connect(tmp_path / asked.FILE)) as connection, connection:
        connection.execute(f"UPDATE asked SET {column} = ?", (written,))
    keep(library, refusal("好的"), at=AT)
    assert questions(library)[0] == "好的"
    assert len(questions(library)) == 2


def test_only_the_owner_of_the_library_can_read_the_file(tmp_path: Path):
    library = library_in(tmp_path)
    keep(library, refusal("问"), at=AT)
    path = tmp_path / asked.FILE
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)  # as an earlier version left it
    keep(library, refusal("问"), at=AT)
    assert path.stat().st_mode & 0o777 == 0o600


def test_no_answer_waits_for_a_file_that_another_program_holds_and_the_question_is_kept_afterwards(tmp_path: Path):
    library = library_in(tmp_path)
    keep(library, refusal("先问"), at=AT)
    with closing(sqlite3.connect(tmp_path / asked.FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = keep_soon(library, refusal("后问"), at=AT)
        assert not waiting.done()
        other.execute("ROLLBACK")
    assert waiting.result(timeout=30)
    assert questions(library) == ["后问", "先问"]


def test_more_than_can_wait_is_told_and_fails_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(asked, "_ROOM", threading.BoundedSemaphore(1))
    library = library_in(tmp_path)
    with asked._ONE:
        first, second = (keep_soon(library, refusal(words), at=AT) for words in ("先问", "后问"))
        assert not second.result(timeout=1)
        assert "在等待写入" in caplog.text
    assert first.result(timeout=30)
    assert keep_soon(library, refusal("又问"), at=AT).result(timeout=30)


def test_many_visitors_at_once_lose_no_question(tmp_path: Path):
    library = library_in(tmp_path)
    asking = [keep_soon(library, refusal(f"第{number}问"), at=AT) for number in range(200)]
    assert all(one.result(timeout=60) for one in asking)
    assert len(questions(library)) == 200


def test_the_file_can_be_deleted_at_any_time(tmp_path: Path):
    library = library_in(tmp_path)
    assert read_asked(library) == []
    keep(library, refusal("问"), at=AT)
    (tmp_path / asked.FILE).unlink()
    assert read_asked(library) == []
    assert keep(library, refusal("又问"), at=AT)
    assert clear_asked(library) == 1
    assert not list(tmp_path.iterdir())


def test_nobody_who_asked_is_kept(tmp_path: Path):
    keep(library_in(tmp_path), refusal("问"), at=AT)
    connection = sqlite3.connect(tmp_path / asked.FILE)
    columns = {row[1] for row in connection.execute("PRAGMA table_info(asked)")}
    connection.close()
    assert columns == {"number", "at", "question", "outcome", "kind", "reason", "unread"}


_ASKING = """
import sys
from pathlib import Path
from graph.library import Library
from tests.test_asked import AT, refusal
from graph.asked import keep
library = Library(home=Path(sys.argv[1]))
assert all(keep(library, refusal(f"{sys.argv[2]}-{number % 5}"), at=AT) for number in range(25))
"""


def test_several_processes_keep_at_once(tmp_path: Path):
    command = [sys.executable, "-c", _ASKING, str(tmp_path)]
    started = [subprocess.Popen([*command, name], cwd=ROOT) for name in ("甲", "乙", "丙")]
    assert [process.wait(timeout=120) for process in started] == [0, 0, 0]
    found = read_asked(library_in(tmp_path))
    assert len(found) == 15
    assert {one.times for one in found} == {5}
