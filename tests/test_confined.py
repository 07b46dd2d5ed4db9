"""Reading in a child process: what it gives, what it survives, what it may not do, and that nothing is left behind."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from extract.reading.guard import confined
from extract.reading.guard.confined import ConfinedReader
from extract.reading.reader import read_source
from extract.reading.source import UnreadableDocument

ROOT = Path(__file__).resolve().parent.parent
MISBEHAVING = (sys.executable, "-E", "-s", "-B", "-X", "utf8", str(ROOT / "tests" / "misbehaving.py"))
LINUX = sys.platform == "linux"
on_linux = pytest.mark.skipif(not LINUX, reason="looks into /proc")
with_limits = pytest.mark.skipif(sys.platform == "win32", reason="no limits for a process of its own")


@pytest.fixture(scope="module")
def good():
    """A reader as it is."""
    reader = ConfinedReader()
    yield reader
    reader.close()


@pytest.fixture
def bad(monkeypatch: pytest.MonkeyPatch):
    """A reader whose child does what the file says."""
    monkeypatch.setattr(confined, "COMMAND", MISBEHAVING)
    reader = ConfinedReader()
    yield reader
    reader.close()


def order(reader: ConfinedReader, words: str, **options) -> str:
    return reader.read(words.encode(), "a.txt", **options).text


def refusal(reader: ConfinedReader, words: str, **options) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        order(reader, words, **options)
    assert "请" in caught.value.message
    return caught.value


def open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def children() -> set[str]:
    tasks = Path("/proc/self/task").iterdir()
    return {pid for task in tasks for pid in (task / "children").read_text().split()}


def test_gives_what_reading_here_gives(good: ConfinedReader, seeds: Path):
    for path in sorted(seeds.glob("*.txt")):
        data = path.read_bytes()
        assert good.read(data, path.name) == read_source(data, path.name)


def test_refuses_what_reading_here_refuses(good: ConfinedReader):
    for data, name in ((b"", "a.txt"), (b"%PDF-1.7", "a.docx"), (b"x", "../a.txt"), (b"\xff" * 40, "a.txt")):
        with pytest.raises(UnreadableDocument) as here:
            read_source(data, name)
        with pytest.raises(UnreadableDocument) as there:
            good.read(data, name)
        assert (there.value.code, there.value.message) == (here.value.code, here.value.message)


def test_a_reason_goes_through(bad: ConfinedReader):
    assert refusal(bad, "give-up").code == "blank"


def test_every_character_goes_through(bad: ConfinedReader):
    assert order(bad, "halves") == "\ud83d\ude00\udcff"


def test_the_child_stays_warm(bad: ConfinedReader):
    assert order(bad, "process") == order(bad, "process")


@pytest.mark.parametrize("words", ["miscount", "lie null", "lie 3", "lie []", 'lie {"name": "a"}'])
def test_what_is_no_answer_is_a_failed_reader(bad: ConfinedReader, words: str):
    assert refusal(bad, words).code == "reader-failed"
    assert order(bad, "say 继续") == "继续"


@pytest.mark.parametrize(
    ("words", "code"), [("crash", "reader-failed"), ("fail", "reader-failed"), ("recurse", "damaged")]
)
def test_survives_a_crash(bad: ConfinedReader, words: str, code: str):
    for _ in range(2):
        assert refusal(bad, words).code == code
        assert order(bad, "say 继续") == "继续"


@with_limits
def test_memory_ends(bad: ConfinedReader):
    assert order(bad, "hog 1000000000") == "1000000000"
    assert refusal(bad, "hog 5000000000").code == "out-of-memory"
    assert order(bad, "say 继续") == "继续"


def test_patience_ends(bad: ConfinedReader, monkeypatch: pytest.MonkeyPatch):
    order(bad, "say 热身")
    monkeypatch.setattr(confined, "PATIENCE", 1.0)
    began = time.monotonic()
    assert refusal(bad, "hang").code == "timed-out"
    assert time.monotonic() - began < 5
    assert order(bad, "say 继续") == "继续"


def test_progress_is_heard_and_earns_time(bad: ConfinedReader, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(confined, "PATIENCE", 1.5)
    heard: list[tuple[int, int]] = []
    order(bad, "say 热身")
    assert order(bad, "pages 5 0.5", progress=lambda done, of: heard.append((done, of))) == "已读完"
    assert heard == [(page, 5) for page in range(1, 6)]


def test_pages_do_not_earn_all_the_time(bad: ConfinedReader, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(confined, "PATIENCE", 1.0)
    monkeypatch.setattr(confined, "PATIENCE_PER_PAGE", 0.01)
    order(bad, "say 热身")
    assert refusal(bad, "pages 20 0.2").code == "timed-out"


def test_who_stops_listening_stops_the_reading(bad: ConfinedReader):
    def stop(done: int, pages: int) -> None:
        raise InterruptedError(f"{done}/{pages}")

    with pytest.raises(InterruptedError):
        order(bad, "pages 3 0.01", progress=stop)
    assert order(bad, "say 继续") == "继续"


def test_noise_does_not_reach_the_frames(bad: ConfinedReader):
    for _ in range(2):
        assert order(bad, "noise") == "安静"


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
def test_harm_is_refused(bad: ConfinedReader):
    kept = "connect resolve bind run system fork exec spawn write append remove mkdir"
    assert order(bad, "refused") == kept
    assert not (ROOT / "written.txt").exists()


@with_limits
def test_limits_are_set(bad: ConfinedReader):
    assert order(bad, "limits") == f"{4 << 30} 0"


@on_linux
def test_the_network_is_left_where_that_is_permitted(bad: ConfinedReader):
    code = "from extract.reading.guard.limits import leave_network as go; print(go())"
    permitted = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
    if permitted.stdout.strip() == "True":
        devices = [line.split(":")[0].strip() for line in order(bad, "networks").splitlines()[2:]]
        assert devices == ["lo"]


def test_the_environment_stays_here(bad: ConfinedReader, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ZEREN_SECRET", "1")
    assert "ZEREN_SECRET" not in order(bad, "environment")


def test_a_long_text_is_refused(bad: ConfinedReader):
    assert len(order(bad, "repeat 1000000")) == 1_000_000
    assert refusal(bad, "repeat 1000001").code == "too-long"


def test_a_large_file_is_refused_before_anything_starts(bad: ConfinedReader, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(confined, "COMMAND", ("no such program",))
    with pytest.raises(UnreadableDocument) as caught:
        bad.read(bytes(200_000_001), "a.txt")
    assert caught.value.code == "too-large"


def test_threads_share_two_children(bad: ConfinedReader):
    def ask(number: int) -> tuple[str, str]:
        if number % 5 == 0:
            assert refusal(bad, "fail").code == "reader-failed"
        return order(bad, f"say {number}"), order(bad, "process")

    before = children() if LINUX else set()
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(ask, range(1, 41)))
    assert [text for text, _ in answers] == [str(number) for number in range(1, 41)]
    if LINUX:
        assert len(children() - before) <= confined.CHILDREN


@on_linux
def test_nothing_is_left_behind(bad: ConfinedReader):
    before, files = children(), open_files()
    for words in ("crash", "fail", "crash"):
        refusal(bad, words)
    held = order(bad, "files")
    for _ in range(20):
        order(bad, "say 好")
    assert order(bad, "files") == held
    bad.close()
    assert (children(), open_files()) == (before, files)


@on_linux
def test_children_end_with_their_reader(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(confined, "COMMAND", MISBEHAVING)
    before = children()
    reader = ConfinedReader()
    order(reader, "say 好")
    assert children() > before
    del reader
    assert children() == before


@on_linux
def test_children_end_with_their_parent():
    code = (
        "import os, sys; from extract.reading.guard import confined; confined.COMMAND = tuple(sys.argv[1:]);"
        "reader = confined.ConfinedReader();"
        "print(reader.read(b'process', 'a.txt').text, flush=True); os.kill(os.getpid(), 9)"
    )
    ended = subprocess.run([sys.executable, "-c", code, *MISBEHAVING], cwd=ROOT, capture_output=True, check=False)
    child = Path("/proc") / ended.stdout.decode().strip()
    assert child.name.isdecimal()
    patience = time.monotonic() + 5
    while child.exists() and time.monotonic() < patience:
        time.sleep(0.02)
    assert not child.exists()


@pytest.mark.parametrize("unwanted", ["spacy", "lxml", "numpy", "pypdfium2", "docx", "openpyxl"])
def test_starting_costs_no_library(unwanted: str):
    code = (
        f"import sys, extract.reading.guard.child, extract.reading.text.reader; sys.exit({unwanted!r} in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
