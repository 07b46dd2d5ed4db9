"""Questions that were asked and got no answer: kept for the owner, as they were, and never in the way."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import asked
from graph.answers import Answer, Understood
from graph.asked import AskedError, clear_asked, count_asked, keep, keeps, read_asked
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


def test_a_damaged_file_is_said_to_whoever_reads_it_and_can_be_cleared(tmp_path: Path):
    (tmp_path / asked.FILE).write_bytes(b"no database" * 200)
    library = library_in(tmp_path)
    assert not keep(library, refusal("问"), at=AT)
    assert count_asked(library) == 0
    with pytest.raises(AskedError, match="可以直接删除"):
        read_asked(library)
    assert clear_asked(library) == 0
    assert keep(library, refusal("问"), at=AT)


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
