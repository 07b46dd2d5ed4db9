"""A library that may only be read: by the switch, by permissions, by a viewer; every page shows, nothing is written."""

from __future__ import annotations

import ast
import hashlib
import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import asked
from graph.library import Library, LibraryError
from graph.readonly import SWITCH, ReadOnlyError, apart, only_read
from graph.store import FILE, Store, open_store
from signing.house import House, open_house
from signing.roles import Person
from signing.visits import Visits
from tests.conftest import ROOT
from tests.opened import open_page
from tests.plans import fill_library
from views import judges, people
from views.people import NotAllowedError

SETPRIV = shutil.which("setpriv")
TREE = ast.parse((ROOT / "app.py").read_text("utf-8"))
PAGES = sorted(
    alias.name
    for node in TREE.body
    if isinstance(node, ast.ImportFrom) and node.module == "views"
    for alias in node.names
    if hasattr(importlib.import_module(f"views.{alias.name}"), "show_page")
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = fill_library(tmp_path_factory.mktemp("filled") / "home")
    open_store(library)
    return library


@pytest.fixture
def library(filled: Library, monkeypatch: pytest.MonkeyPatch) -> Library:
    """The library that the pages show; what is made from one that is only read stands beside it."""
    monkeypatch.setenv("ZEREN_HOME", str(filled.home))
    monkeypatch.setattr("tempfile.tempdir", str(filled.home.parent))
    return filled


@pytest.fixture
def closed(library: Library, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setenv(SWITCH, "1")
    return library


@pytest.fixture
def role(tmp_path: Path) -> Iterator[list[Person | None]]:
    """Whoever stands in the list is signed in."""
    signed: list[Person | None] = [None]

    class Signed(House):
        def person(self, cookies: object) -> Person | None:
            return signed[0]

    visits = Visits(tmp_path / "people", 1)
    open_house(Signed(folder=tmp_path / "people", visits=visits))
    yield signed
    open_house(None)
    visits.close()


def state(home: Path) -> dict[str, str]:
    """What stands in a folder, without the files that SQLite keeps beside its own while one reads."""
    files = (path for path in home.rglob("*") if path.is_file() and not path.name.endswith(("-wal", "-shm")))
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_nothing_is_written_by_any_function(closed: Library):
    doc = closed.docs()[0]
    document, text = closed.plans([doc])[0]
    before = state(closed.home)
    for write in (
        lambda: closed.add(document, text=text, original=closed.original(doc)),
        lambda: closed.remove(doc, who="a", at="b"),
        closed.rebuild,
    ):
        with pytest.raises(ReadOnlyError):
            write()
    closed.keep_setting("a", "b")
    assert closed.setting("a") is None
    assert state(closed.home) == before


def test_what_is_made_of_it_is_kept_apart(closed: Library, tmp_path: Path):
    home = tmp_path / "home"
    shutil.copytree(closed.home, home)
    (home / FILE).unlink()
    before = state(home)
    library = Library.open(home)
    assert Store(library=library).query("ASK { ?a ?b ?c }") == [{"ask": True}]
    assert state(home) == before
    assert (apart(home) / FILE).exists()


def test_a_library_that_is_not_there_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(SWITCH, "1")
    with pytest.raises(LibraryError, match="没有资料库"):
        Library.open(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_library_of_another_version_says_what_to_do(closed: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("graph.opening.derivation", lambda: "another")
    with pytest.raises(LibraryError, match="zeren doctor"):
        Library.open(closed.home)


@pytest.mark.skipif(SETPRIV is None and os.getuid() == 0, reason="setpriv is missing: apt-get install util-linux")
def test_permissions_close_it_too(tmp_path: Path):
    """Without the privileges of an administrator, who may write anywhere."""
    library = fill_library(tmp_path / "home")
    open_store(library)
    for path in (*library.home.rglob("*"), library.home):
        path.chmod(path.stat().st_mode & ~0o222)
    code = (
        "from pathlib import Path; from graph.library import Library; from graph.store import open_store; import sys\n"
        "held = Library.open(Path(sys.argv[1]))\n"
        "print(held.read_only, len(held.docs()), open_store(held).query('ASK { ?a ?b ?c }'))"
    )
    drop = [str(SETPRIV), "--bounding-set=-all", "--inh-caps=-all"] if os.getuid() == 0 else []
    command = [*drop, sys.executable, "-c", code, str(library.home)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    library.home.chmod(0o755)
    assert told == "True 2 [{'ask': True}]\n"
    assert sorted(path.name for path in library.home.iterdir()) == ["decided.nq", "graph.nq", "library.db"]


def test_a_file_that_is_deleted_just_now_closes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """SQLite deletes what waits beside the library's file when the last reader has gone."""
    waiting = tmp_path / "library.db-wal"
    waiting.touch()

    def access(path: Path, mode: int) -> bool:
        if Path(path) == waiting:
            waiting.unlink(missing_ok=True)
        return Path(path).exists()

    monkeypatch.setattr("graph.readonly.os.access", access)
    assert not only_read(tmp_path)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_shows_and_writes_nothing(name: str, closed: Library):
    before = state(closed.home)
    open_page(name)
    assert state(closed.home) == before


def test_a_question_without_an_answer_is_not_kept(closed: Library):
    before = state(closed.home)
    open_page("ask", q="月球由谁牵头？")
    assert not asked.keeps(closed)
    assert state(closed.home) == before


BUTTONS = {"open": None, "viewer": Person(name="李四", role="viewer")}


@pytest.mark.parametrize("who", BUTTONS)
def test_a_viewer_changes_nothing_whatever_is_called(who: str, library: Library, role: list[Person | None]):
    role[0] = BUTTONS[who]
    guarded = frame_library()
    assert guarded.guarded
    assert not people.may_edit()
    assert people.why_not()
    before = state(library.home)
    for write in (
        people.require_editor,
        judges.keep_who,
        lambda: guarded.remove(guarded.docs()[0], who="a", at="b"),
        guarded.rebuild,
    ):
        with pytest.raises((NotAllowedError, ReadOnlyError)):
            write()
    assert state(library.home) == before
    assert Store(library=guarded).query("ASK { ?a ?b ?c }") == [{"ask": True}], "what is made of it is kept for all"


def frame_library() -> Library:
    from views.frame import library  # noqa: PLC0415 - of the moment

    return library()


@pytest.mark.parametrize("name", ["unit", "task", "review", "findings", "overlaps", "intake"])
def test_a_viewer_is_offered_nothing_that_writes(name: str, library: Library, role: list[Person | None]):
    role[0] = Person(name="李四", role="viewer")
    unit = next(iter(library.bodies()))
    given = {"unit": {"id": unit, "show": "name"}}.get(name, {})
    page = open_page(name, **given)
    labels = " ".join(button.label for button in page.button)
    for word in ("同一单位", "不同单位", "原文如此", "识别有误", "已处理", "撤销", "保存", "移除", "开始导入"):
        assert word not in labels, labels
    assert "判断人" not in " ".join(field.label for field in page.text_input)
    assert not page.get("file_uploader")


def test_who_is_signed_in_signs_and_nobody_else(library: Library, role: list[Person | None]):
    role[0] = Person(name="张三", role="editor")
    page = open_page("unit", id=next(iter(library.bodies())), show="name")
    assert "判断人" not in " ".join(field.label for field in page.text_input)
    assert judges.who() == "张三"
    role[0] = Person(name="王五（wang@example.org）", role="editor")
    assert judges.who() == "王五（wang@example.org）"
