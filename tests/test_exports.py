from __future__ import annotations

import csv
import dataclasses
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from extract.jsonform import to_json
from extract.records import Document
from graph import facts
from graph.__main__ import main
from graph.exporting.networks import graphml_parts, property_graph
from graph.exporting.rdf import jsonld_parts
from graph.exporting.spreadsheet import COLUMNS, csv_of_triples, safe_cell
from graph.exports import WRITERS, ExportError, export
from graph.publish import merge, publish
from tests.conftest import ROOT
from tests.plans import RECORDS, fill_library, load_documents, load_text


def to_csv(triples: str) -> bytes:
    return b"".join(csv_of_triples(triples))


def to_jsonld(triples: str) -> bytes:
    return b"".join(jsonld_parts(triples))


def to_graphml(triples: str) -> bytes:
    return b"".join(graphml_parts(triples))


RDF_SUFFIXES = [".ttl", ".nq", ".trig", ".jsonld"]


@pytest.fixture(scope="module")
def triples() -> str:
    return merge([publish(document, load_text(document.doc)) for document in load_documents()])


def nasty(document: Document, words: str) -> str:
    """The triples of the document with a task title and unit names made of the given words."""
    task = dataclasses.replace(document.tasks[0], title=words)
    statement = document.assignments[0]
    unit = dataclasses.replace(statement.units[0], text=words, canonical=words)
    tasks, statements = (task, *document.tasks[1:]), (dataclasses.replace(statement, units=(unit,)),)
    return publish(dataclasses.replace(document, tasks=tasks, assignments=statements), load_text(document.doc))


def read_csv(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def statements(triples: bytes | str, format: ox.RdfFormat = ox.RdfFormat.N_QUADS) -> set[str]:
    data = triples.encode("utf-8") if isinstance(triples, str) else triples
    return {str(quad.triple) for quad in ox.parse(data, format=format)}


@pytest.mark.parametrize("suffix", RDF_SUFFIXES)
def test_every_rdf_format_reads_back_the_same(tmp_path: Path, triples: str, suffix: str):
    path = tmp_path / f"g{suffix}"
    export(triples, path)
    written = ox.RdfFormat.from_extension(suffix.removeprefix("."))
    assert written is not None
    assert statements(path.read_bytes(), written) == statements(triples)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib warns of its own parser of JSON-LD
@pytest.mark.parametrize(("suffix", "form"), [(".ttl", "turtle"), (".jsonld", "json-ld")])
def test_another_library_reads_the_same(tmp_path: Path, triples: str, suffix: str, form: str):
    export(triples, tmp_path / f"g{suffix}")
    found = Graph().parse(data=(tmp_path / f"g{suffix}").read_text("utf-8"), format=form)
    assert isomorphic(found, Graph().parse(data=triples, format="nt"))


def test_jsonld_carries_its_context(triples: str):
    whole = json.loads(to_jsonld(triples))
    assert whole["@context"]["z"] == "urn:zeren:ontology#"
    kinds = [kind for node in whole["@graph"] for kind in node.get("@type", [])]
    assert kinds.count("z:Task") == 5
    assert statements(to_jsonld(triples), ox.RdfFormat.JSON_LD) == statements(triples)


def test_graphml_reads_back_as_the_property_graph(triples: str):
    found = nx.parse_graphml(to_graphml(triples).decode("utf-8"), force_multigraph=True)
    wanted = property_graph(triples)
    assert dict(found.nodes(data=True)) == dict(wanted.nodes(data=True))
    edges = sorted((first, last, sorted(data.items())) for first, last, data in found.edges(data=True))
    assert edges == sorted((first, last, sorted(data.items())) for first, last, data in wanted.edges(data=True))
    kinds = {data["kind"] for _, _, data in wanted.edges(data=True)}
    assert {"lead", "cooperating", "responsible", "supervising", "plan", "sector", "deadline", "target"} <= kinds
    names = {data["name"] for _, data in wanted.nodes(data=True)}
    assert {"大同市水务局", "清理河道垃圾", "水环境", "山西省大同市"} <= names


def test_csv_holds_every_assignment_of_the_library(tmp_path: Path, triples: str):
    rows = read_csv(to_csv(triples))
    assert list(rows[0]) == list(COLUMNS.values())
    wanted = facts.assignments(fill_library(tmp_path))
    assert len(rows) == len(wanted)
    roles = {"lead": "牵头", "cooperating": "配合", "responsible": "责任", "supervising": "督导"}
    assert {(row["文件"], row["角色"], row["单位"], row["引文"], int(row["起"])) for row in rows} == {
        (row.doc, roles[row.role], row.canonical, row.quote, row.start) for row in wanted
    }
    assert {row["依据"] for row in rows} == {"明确", "推断"}


@pytest.mark.parametrize(
    "words",
    ["=1+1", "+86", "-2", "@SUM(A1)", "＝1", " =1", "\t=1", "\r=1", '=HYPERLINK("http://x","y")', "=1\n=2", "\x00=1"],
)
def test_no_cell_is_ever_a_formula(words: str):
    for row in read_csv(to_csv(nasty(load_documents()[1], words))):
        for cell in row.values():
            assert not cell.lstrip(" \t\r\n\u3000\x00").startswith(("=", "+", "-", "@", "＝"))


def test_numbers_and_plain_words_stay_as_they_are():
    assert safe_cell(None) == ""
    assert safe_cell(12) == 12
    assert safe_cell("散煤治理，=不在开头") == "散煤治理，=不在开头"
    assert safe_cell('带"引号"，逗号\n换行') == '带"引号"，逗号\n换行'


@pytest.mark.parametrize("words", ["控\x00制\x08字\x1b符", "<&>\"']]>", "\ufffe非字符", "𠮷表情😀"])
def test_odd_characters_break_no_file(tmp_path: Path, words: str):
    triples = nasty(load_documents()[1], words)
    for suffix in WRITERS:
        export(triples, tmp_path / f"g{suffix}")
    graph = nx.read_graphml(tmp_path / "g.graphml", force_multigraph=True)
    kept = "".join(character for character in words if character not in "\x00\x08\x1b\ufffe")
    assert kept in {name for _, name in graph.nodes(data="name")}
    assert statements((tmp_path / "g.trig").read_bytes(), ox.RdfFormat.TRIG) == statements(triples)


def test_the_command_gives_the_same_bytes_in_every_run(tmp_path: Path):
    names = [f"g{suffix}" for suffix in WRITERS]
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        code = (
            "import sys; from graph.__main__ import main;"
            "sys.exit(max(main(['build', sys.argv[1], '-o', output]) for output in sys.argv[2:]))"
        )
        arguments = [sys.executable, "-c", code, str(RECORDS), *(str(folder / name) for name in names)]
        subprocess.run(arguments, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed}, check=True, capture_output=True)
    for name in names:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


def test_an_unknown_suffix_is_named_with_those_known(tmp_path: Path, triples: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(ExportError, match=r"“\.doc”.*\.ttl"):
        export(triples, tmp_path / "g.doc")
    assert main(["build", str(RECORDS), "-o", str(tmp_path / "g.doc")]) == 1
    assert "不支持的输出格式" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_error_lines_are_reported_and_skipped(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    records = tmp_path / "记录.jsonl"
    lines = [
        *RECORDS.read_text("utf-8").splitlines(),
        '{"doc": "坏.pdf", "error": "文件为空"}',
        "不是JSON",
        "[]",
        '{"a": 1}',
    ]
    records.write_text("\n".join(lines) + "\n\n", "utf-8")
    assert main(["build", str(records), "-o", str(tmp_path / "g.ttl")]) == 1
    said = capsys.readouterr().err
    for words in (
        "坏.pdf 未能提取（文件为空）",
        "第 4 行：不是 JSON",
        "第 5 行：不是提取结果",
        "第 6 行：不是提取记录",
        "2 份文件",
    ):
        assert words in said
    assert len(Graph().parse(tmp_path / "g.ttl", format="turtle")) > 100


def test_records_that_break_the_shapes_are_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    good, other = load_documents()
    broken = dataclasses.replace(other, meta=dataclasses.replace(other.meta, genre="poem"))  # type: ignore[arg-type]
    records = tmp_path / "r.jsonl"
    records.write_text("".join(json.dumps(to_json(found)) + "\n" for found in (good, broken)), "utf-8")
    assert main(["build", str(records), "-o", str(tmp_path / "g.nq")]) == 1
    assert "plan-b.txt：图谱未通过校验，未发布" in capsys.readouterr().err
    assert "plan-b.txt" not in (tmp_path / "g.nq").read_text("utf-8")


def test_nothing_to_build_from_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    empty = tmp_path / "空.jsonl"
    empty.write_text("", "utf-8")
    for records in (empty, tmp_path / "无.jsonl"):
        assert main(["build", str(records), "-o", str(tmp_path / "g.ttl")]) == 1
    assert "没有可用的提取结果" in capsys.readouterr().err
    assert not (tmp_path / "g.ttl").exists()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["build", str(RECORDS), "-o", str(tmp_path / "无此目录" / "g.ttl")]) == 1
    assert "无法写入" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new"),
    [('"role": "lead"', '"role": "boss"'), ('"value": 100', '"value": NaN'), ('"title": "', '"title": "\\ud800')],
)
def test_values_that_cannot_be_used_are_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str
):
    line = RECORDS.read_text("utf-8").splitlines()[0]
    records = tmp_path / "records.jsonl"
    records.write_text(
        line.replace(old, new) if old in line else line.replace('"start": ', '"start": NaN, "x": ', 1), "utf-8"
    )
    assert main(["build", str(records), "-o", str(tmp_path / "g.ttl")]) == 1
    said = capsys.readouterr().err
    assert "已跳过" in said
    assert "Traceback" not in said
    assert not (tmp_path / "g.ttl").exists()


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, triples: str, monkeypatch: pytest.MonkeyPatch):
    output = tmp_path / "g.nq"
    output.write_text("old", "utf-8")

    def half(path: Path, parts: Iterable[bytes]) -> None:
        with path.open("wb") as file:
            file.write(next(iter(parts))[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("graph.exporting.packing._write", half)
    with pytest.raises(ExportError, match="磁盘已满"):
        export(triples, output)
    assert output.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [output]
