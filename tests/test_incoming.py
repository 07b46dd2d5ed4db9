"""Files on their way in: looked at apart from the library, then kept or left; and work in processes of its own."""

from __future__ import annotations

import errno
import gc
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import incoming
from graph import facts
from graph import importing as importing_file
from graph.importing import importing, under_way
from graph.library import Library
from graph.setting_right import Signed, of_unit
from graph.versions import versions_told
from graph.workers import ApartError, BrokenOffError, TimeUpError, Workers
from incoming import Incoming, Instead, Item
from ingest import Ingested
from tests.test_twins import PAGE, TEXT

PLAN = """朔州市2024年大气污染防治工作方案

一、主要任务
1．推进散煤治理。加强散煤管控，2024年10月底前完成。（市能源局牵头，市住房和城乡建设局配合）
2．整治扬尘。严格施工工地管理。（市住房和城乡建设局牵头，市生态环境局、市交通运输局配合）
3．淘汰老旧车辆。（市公安局牵头）
"""
LATER = (
    PLAN
    .replace("（市公安局牵头）", "（市交通运输局牵头）")
    .replace("2024年10月底前", "2024年9月底前")
    .replace("市生态环境局、市交通运输局配合", "市生态环境局配合")
    .replace("2．整治扬尘", "2．整治扬尘")
    + "4．建设充电桩。新建公共充电桩500个。（市发展和改革委员会牵头）\n"
)  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library.open(tmp_path_factory.mktemp("库"))


@pytest.fixture
def visit(library: Library) -> Iterator[Incoming]:
    yield Incoming(library)


@pytest.fixture(autouse=True, scope="module")
def ended() -> Iterator[None]:
    yield
    incoming.WORKERS.close()


def rested(visit: Incoming) -> tuple[Item, ...]:
    until = time.monotonic() + 90
    while visit.busy:
        assert time.monotonic() < until, [(item.name, item.state) for item in visit.items]
        time.sleep(0.02)
    return visit.items


def test_nothing_is_stored_before_a_person_keeps_it_and_a_bad_file_stops_no_other(visit: Incoming, library: Library):
    visit.take(
        [("坏.pdf", b"%PDF-1.4 broken"), ("方案.txt", PLAN.encode()), ("空.txt", b""), ("包.zip", b"PK\x03\x04")]
    )
    bad, plan, empty, packed = rested(visit)
    assert [item.state for item in (bad, plan, empty, packed)] == ["refused", "ready", "refused", "refused"]
    assert all(item.outcome and item.outcome.message for item in (bad, empty, packed))
    assert library.docs() == []
    found = plan.preview
    assert found is not None
    assert (found.place, found.counts.tasks, found.counts.statements, found.units) == ("山西省朔州市", 3, 3, 5)
    assert (found.foreseen.status, found.difference) == ("new", None)
    visit.keep([plan.number])
    kept = next(item for item in rested(visit) if item.name == "方案.txt")
    assert kept.state == "kept"
    assert kept.outcome
    assert kept.outcome.status == "new"
    assert library.docs() == ["方案.txt"]
    assert under_way(library) is None
    assert list(library.home.glob("incoming/*/*")) == []


def test_a_new_version_says_what_differs_from_the_one_held(visit: Incoming, library: Library):
    visit.take([("方案.txt", LATER.encode()), ("别名.txt", PLAN.encode()), ("方案.txt", PLAN.encode())])
    later, copy, again = (item.preview for item in rested(visit))
    assert later
    assert copy
    assert again
    assert (copy.foreseen.status, copy.foreseen.other) == ("duplicate", "方案.txt")
    assert again.foreseen.status == "unchanged"
    assert later.foreseen.status == "replaced"
    found = later.difference
    assert found is not None
    assert (found.same, found.changed, found.new, found.dropped) == (0, 3, 1, 0)
    assert found.new_tasks == ("4． 建设充电桩",)
    told = {(change.aspect, change.a, change.b) for task in found.changed_tasks for change in task.changes}
    assert ("lead", "朔州市公安局", "朔州市交通运输局") in told
    roles = [(role.unit, role.role, role.came) for task in found.changed_tasks for role in task.roles]
    assert roles == [("朔州市交通运输局", "cooperating", False)]
    assert [one.difference for one in versions_told(library, "方案.txt")] == [None]


def test_what_is_left_is_forgotten_and_so_is_what_a_visitor_leaves_behind(library: Library):
    visit = Incoming(library)
    visit.take([("甲.txt", LATER.encode()), ("乙.txt", PLAN.encode())])
    rested(visit)
    assert len(list(library.home.glob("incoming/*/*.prepared"))) == 2
    visit.leave([1])
    assert [item.name for item in visit.items] == ["乙.txt"]
    del visit
    gc.collect()
    assert list(library.home.glob("incoming/*")) == []
    assert library.docs() == ["方案.txt"]


def test_what_another_kept_meanwhile_is_not_replaced_unseen(tmp_path: Path):
    library = Library.open(tmp_path)
    one, other = Incoming(library), Incoming(library)
    one.take([("方案.txt", PLAN.encode())])
    other.take([("方案.txt", LATER.encode())])
    rested(one)
    rested(other)
    other.keep([1])
    rested(other)
    held = library.read("SELECT surface FROM duty")
    one.keep([1])
    (item,) = rested(one)
    assert (item.state, item.moved, item.outcome) == ("ready", True, None)
    assert item.preview and item.preview.foreseen.status == "replaced" and item.preview.difference
    assert library.read("SELECT surface FROM duty") == held
    one.keep([1])
    (item,) = rested(one)
    assert item.outcome and item.outcome.status == "replaced"


def test_a_full_disk_is_told_and_the_next_file_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    visit = Incoming(Library.open(tmp_path))
    write_bytes, write_text, unlink = Path.write_bytes, Path.write_text, Path.unlink

    def full(path: Path, *given: Any, **more: Any) -> int:
        if path.name == "1.file" or path.name.startswith("importing-"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return (write_bytes if isinstance(given[0], bytes) else write_text)(path, *given, **more)

    def broken(path: Path, *given: Any, **more: Any) -> None:
        if path.name == "3.file":
            raise OSError(errno.EIO, "Input/output error")
        unlink(path, *given, **more)

    monkeypatch.setattr(Path, "write_bytes", full)
    monkeypatch.setattr(Path, "write_text", full)
    monkeypatch.setattr(Path, "unlink", broken)
    visit.take([(f"{at}.txt", PLAN.encode()) for at in range(4)])
    items = rested(visit)
    assert [item.state for item in items] == ["refused", "ready", "refused", "ready"]
    assert [item.outcome.code for item in items if item.outcome] == ["system", "system"]
    assert items[0].outcome and "No space" not in items[0].outcome.message
    visit.keep([2])
    assert rested(visit)[1].state == "kept"
    assert not list(tmp_path.glob("importing-*"))


def test_a_file_may_wait_for_days(tmp_path: Path):
    library = Library.open(tmp_path)
    visit = Incoming(library)
    visit.take([("甲.txt", PLAN.encode()), ("乙.txt", LATER.encode())])
    rested(visit)
    (folder,) = tmp_path.glob("incoming/*")
    past = time.time() - 50 * 3600
    left = tmp_path / "incoming" / "left"
    left.mkdir()
    for path in (left, *folder.iterdir(), folder):
        os.utime(path, (past, past))
    other = Incoming(library)
    assert other.items == ()
    assert not left.exists()
    (folder / "2.prepared").unlink()
    visit.keep([1, 2])
    kept, gone = rested(visit)
    assert kept.state == "kept"
    assert gone.outcome and "重新导入" in gone.outcome.message


def test_too_many_files_are_refused_and_the_others_go_on(visit: Incoming, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(incoming, "MOST_FILES", 1)
    visit.take([("一.txt", PLAN.encode()), ("二.txt", LATER.encode())])
    assert [item.state for item in rested(visit)] == ["ready", "refused"]
    monkeypatch.setattr(incoming, "MOST_FILES", 9)
    monkeypatch.setattr(incoming, "MOST_BYTES", len(PLAN.encode()) + 5)
    visit.take([("三.txt", b"many bytes")])
    (*_, third) = rested(visit)
    assert third.outcome
    assert third.outcome.code == "too-much"


def test_an_import_is_seen_while_it_runs_and_not_when_its_program_died(tmp_path: Path):
    library = Library.open(tmp_path)
    with importing(library, 3) as tell:
        tell(1)
        now = under_way(library)
        assert now
        assert (now.done, now.total) == (1, 3)
        (file,) = tmp_path.glob("importing-*")
        past = time.time() - importing_file.STALE - 5
        os.utime(file, (past, past))
        assert under_way(library) is None
    assert under_way(library) is None
    (tmp_path / "importing-x.json").write_text("{", "utf-8")
    assert under_way(library) is None


def test_work_apart_ends_in_time_says_what_failed_and_goes_on():
    own = Workers(1)
    with pytest.raises(TimeUpError):
        own.call(time.sleep, 30, seconds=0.3)
    with pytest.raises(BrokenOffError):
        own.call(os._exit, 3)
    with pytest.raises(ApartError, match="没有"):
        own.call(Library.open(Path(os.environ["ZEREN_HOME"]) / "x").text, "没有的文件.txt")
    assert own.call(len, "四个字呢") == 4
    own.close()


def two_forms(visit: Incoming, library: Library) -> tuple[Item, Item]:
    """One plan as a text and as a web page, both looked at while neither is held."""
    for doc in library.docs():
        library.remove(doc, who="王芳", at="2026-01-05T09:00:00+08:00")
    text, page = TEXT.encode(), PAGE.encode()
    visit.take([("方案.txt", text), ("网页.html", page)])
    first, second = rested(visit)
    assert first.preview and second.preview
    assert (first.preview.alike, second.preview.alike) == ((), ())
    return first, second


def test_a_plan_in_two_forms_that_come_together_is_asked_about(visit: Incoming, library: Library):
    first, second = two_forms(visit, library)
    visit.keep([first.number, second.number])
    kept, asked = rested(visit)
    assert (kept.state, asked.state, asked.moved, library.docs()) == ("kept", "ready", True, ["方案.txt"])
    assert asked.preview
    assert [one.twin.doc for one in asked.preview.alike] == ["方案.txt"]
    visit.keep([asked.number])
    assert rested(visit)[1].state == "kept"
    assert library.docs() == ["方案.txt", "网页.html"]


def test_of_a_plan_in_two_forms_only_the_new_one_may_be_kept(visit: Incoming, library: Library):
    first, second = two_forms(visit, library)
    visit.keep([first.number, second.number])
    rested(visit)
    visit.keep([second.number], Instead(docs=("方案.txt",), who="王芳", at="2026-01-06T09:00:00+08:00"))
    kept = rested(visit)[1]
    assert (kept.state, library.docs()) == ("kept", ["网页.html"])
    assert kept.outcome and kept.outcome.twins == ()
    removed = library.removals()[-1]
    assert (removed.doc, removed.who, removed.erased) == ("方案.txt", "王芳", False)


def asked_about(visit: Incoming, library: Library) -> Item:
    """The page, while the text is held."""
    first, second = two_forms(visit, library)
    visit.keep([first.number, second.number])
    return rested(visit)[1]


def test_where_the_other_one_cannot_be_taken_out_nothing_is_stored(visit: Incoming, library: Library):
    asked = asked_about(visit, library)
    visit.keep([asked.number], Instead(docs=("方案.txt",), who=" ", at="2026-01-06T09:00:00+08:00"))
    refused = rested(visit)[1]
    assert refused.outcome and "由谁移除" in refused.outcome.message
    assert (refused.state, library.docs()) == ("refused", ["方案.txt"])


def test_what_another_has_taken_out_already_is_no_fault(tmp_path: Path):
    library = Library.open(tmp_path)
    visit = Incoming(library)
    asked = asked_about(visit, library)
    instead = Instead(docs=("方案.txt", "没有的.txt"), who="王芳", at="2026-01-06T09:00:00+08:00")
    prepared = visit._prepared(asked.number)
    assert asked.preview
    kept = incoming.keep(prepared, library, asked.preview.foreseen, instead)
    assert isinstance(kept, Ingested)
    assert (kept.status, kept.twins, "几乎相同" in kept.message, library.docs()) == ("new", (), False, ["网页.html"])
    assert [one.doc for one in library.removals()] == ["方案.txt"]


def test_a_correction_of_the_other_one_that_came_meanwhile_is_seen_first(tmp_path: Path):
    library = Library.open(tmp_path)
    visit = Incoming(library)
    asked = asked_about(visit, library)
    assert asked.preview and [one.corrections for one in asked.preview.alike] == [0]
    duty = next(row for row in facts.assignments(library) if row.surface == "市能源局")
    by = Signed(who="李明", at="2026-01-06T09:00:00+08:00")
    library.correct(of_unit(library, duty.assignment_id, "cooperating", by))
    instead = Instead(docs=("方案.txt",), who="王芳", at="2026-01-06T10:00:00+08:00")
    visit.keep([asked.number], instead)
    again = rested(visit)[1]
    assert (again.state, again.moved, library.docs()) == ("ready", True, ["方案.txt"])
    assert again.preview and [one.corrections for one in again.preview.alike] == [1]
    visit.keep([asked.number], instead)
    assert (rested(visit)[1].state, library.docs()) == ("kept", ["网页.html"])
