from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

import ingest
import preparing
from extract.reading.source import SourceText
from extract.records import Document, Meta
from graph import facts
from graph.library import Library, LibraryError
from graph.store import FILE, open_store
from ingest import PageProgress, current_library, ingest_bytes, ingest_paths, own_library, sample_library
from tests.conftest import ROOT
from tests.plans import DATA, load_documents


class Stand:
    """An extractor that knows the invented plans and reads any other text as one without tasks."""

    def read(self, data: bytes, name: str, progress: PageProgress | None = None) -> SourceText:
        return SourceText(name=name, sha256=sha256(data).hexdigest(), text=data.decode("utf-8"))

    def analyse(self, source: SourceText) -> Document:
        digest = source.sha256
        known = (known for known in load_documents() if known.sha256 == digest)
        return next(known, Document(doc=source.name, sha256=digest, text_sha256=digest, meta=Meta()))


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setattr(preparing, "extractor", Stand)
    return Library.open(tmp_path / "库")


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "方案"
    folder.mkdir()
    for name in ("plan-a.txt", "plan-b.txt"):
        (folder / name).write_bytes((DATA / name).read_bytes())
    return folder


def test_a_folder_goes_in_and_can_be_asked(library: Library, plans: Path):
    seen: list[tuple[int, int, str]] = []
    outcomes = ingest_paths([plans], library, lambda *step: seen.append(step))
    assert seen == [(1, 2, "plan-a.txt"), (2, 2, "plan-b.txt")]
    assert [(outcome.doc, outcome.status) for outcome in outcomes] == [("plan-a.txt", "new"), ("plan-b.txt", "new")]
    assert outcomes[0].message == "已入库：任务 3 项，分工语句 5 处，时限 4 处，目标 2 个。"
    assert outcomes[0].counts is not None
    assert outcomes[0].counts.leads == 2
    assert len(open_store(library).query("SELECT ?p WHERE { ?p a z:Plan }")) == 2


def test_the_same_folder_again_changes_nothing(library: Library, plans: Path):
    ingest_paths([plans], library)
    stamp, made = library.stamp(), (library.home / FILE).stat().st_mtime_ns
    outcomes = ingest_paths([plans], library)
    assert {outcome.status for outcome in outcomes} == {"unchanged"}
    assert (library.stamp(), (library.home / FILE).stat().st_mtime_ns) == (stamp, made)


def test_what_cannot_be_used_is_refused_and_the_rest_goes_in(library: Library, plans: Path):
    (plans / "空.txt").write_bytes(b"")
    (plans / "诗.txt").write_text("白日依山尽，黄河入海流。", "utf-8")
    outcomes = ingest_paths([plans, plans / "没有.txt"], library)
    said = {outcome.doc: outcome.message for outcome in outcomes if outcome.status == "refused"}
    assert said["空.txt"].startswith("文件是空的（0 字节）")
    assert said["诗.txt"].startswith("未发现任务条款")
    assert said["没有.txt"].startswith("打不开这个文件")
    assert library.docs() == ["plan-a.txt", "plan-b.txt"]
    assert library.read("SELECT COUNT(*) FROM original") == [(2,)]


def test_an_empty_folder_is_said_to_be_empty(library: Library, tmp_path: Path):
    empty = tmp_path / "空文件夹"
    empty.mkdir()
    (outcome,) = ingest_paths([empty], library)
    assert (outcome.status, outcome.counts) == ("refused", None)
    assert outcome.message == "文件夹里没有可读的文件。"
    assert library.docs() == []


def test_a_record_that_breaks_the_shapes_is_not_stored(library: Library, monkeypatch: pytest.MonkeyPatch):
    def analyse(self: Stand, source: SourceText) -> Document:
        document = load_documents()[1]
        object.__setattr__(document.meta, "genre", "poem")
        return document

    monkeypatch.setattr(Stand, "analyse", analyse)
    outcome = ingest_bytes((DATA / "plan-b.txt").read_bytes(), "plan-b.txt", library)
    assert outcome.status == "refused"
    assert "文种必须是" in outcome.message
    assert library.docs() == []


def test_bytes_of_an_upload_go_in_under_their_name(library: Library):
    outcome = ingest_bytes((DATA / "plan-a.txt").read_bytes(), "plan-a.txt", library)
    assert outcome.status == "new"
    assert facts.totals(library).tasks == 3


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZEREN_HOME", str(tmp_path / "家"))
    monkeypatch.setattr(preparing, "extractor", Stand)
    monkeypatch.setattr(ingest, "SEEDS", DATA)
    return tmp_path / "家"


def test_an_empty_library_gives_way_to_the_samples(home: Path):
    library = current_library()
    assert library.samples
    assert library.docs() == ["plan-a.txt", "plan-b.txt"]
    assert own_library().docs() == []


def test_the_samples_give_way_to_the_first_own_document(home: Path):
    assert current_library().samples
    ingest_bytes((DATA / "plan-b.txt").read_bytes(), "plan-b.txt", own_library())
    library = current_library()
    assert not library.samples
    assert library.docs() == ["plan-b.txt"]


def test_the_samples_are_read_once_and_again_when_the_extraction_changes(home: Path, monkeypatch: pytest.MonkeyPatch):
    read: list[str] = []
    original = Stand.read
    monkeypatch.setattr(Stand, "read", lambda self, data, name, _: (read.append(name), original(self, data, name))[1])
    sample_library()
    sample_library()
    assert read == ["plan-a.txt", "plan-b.txt"]
    monkeypatch.setattr(ingest, "extraction", lambda: "other rules")
    sample_library()
    assert read == ["plan-a.txt", "plan-b.txt"] * 2


def test_a_sample_that_cannot_be_read_is_named(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "空.txt").write_bytes(b"")
    monkeypatch.setattr(ingest, "SEEDS", tmp_path / "空.txt")
    with pytest.raises(LibraryError, match="示例文件"):
        sample_library()


def test_the_command_says_what_it_did(home: Path, plans: Path, capsys: pytest.CaptureFixture[str]):
    assert ingest.main([]) == 0
    assert "示例文件已就绪：2 份文件" in capsys.readouterr().err
    assert ingest.main([str(plans)]) == 0
    assert "plan-a.txt：已入库" in capsys.readouterr().err
    assert ingest.main([str(plans / "没有.txt")]) == 1
    assert ingest.main([]) == 0
    assert "资料库已就绪：2 份文件" in capsys.readouterr().err


def test_a_home_that_cannot_be_made_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    (tmp_path / "文件").write_text("", "utf-8")
    monkeypatch.setenv("ZEREN_HOME", str(tmp_path / "文件" / "家"))
    assert ingest.main([]) == 1
    assert "无法打开资料库" in capsys.readouterr().err


def test_the_seeds_go_through_the_whole_chain(tmp_path: Path, seeds: Path):
    """From the files, with the real extraction, to an answer from the graph with its quote."""
    library = Library.open(tmp_path)
    outcomes = ingest_paths([seeds], library)
    assert [(outcome.doc, outcome.status) for outcome in outcomes] == [
        (path.name, "new") for path in sorted(seeds.iterdir())
    ]
    rows = open_store(library).query(
        """SELECT DISTINCT ?name ?doc ?quote WHERE {
            ?a z:role z:Lead ; z:unit/z:canonical ?name ; z:statement ?s ; z:task/dct:title ?title .
            ?s z:quote ?quote ; z:plan/z:doc ?doc FILTER (CONTAINS(?title, "散煤替代")) }"""
    )
    assert {row["name"] for row in rows} >= {"朔州市能源局"}
    assert all(str(row["quote"]) in library.text(str(row["doc"])) for row in rows)


def test_ingest_is_light_until_a_file_is_read():
    code = "import sys, ingest; print(sorted({'spacy', 'sklearn', 'streamlit'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]"
