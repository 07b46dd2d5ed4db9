"""Any words in a title, a unit, a quote and a file name go through every writer, and come back as they were stored."""

from __future__ import annotations

import csv
import io
import re
import tempfile
import unicodedata
import zipfile
from pathlib import Path

import docx
import icalendar
import networkx as nx
import openpyxl
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.exporting.calendars import calendar_parts
from graph.exporting.contents import Contents
from graph.exporting.graphdb import graphdb_files
from graph.exporting.networks import gexf_parts, graphml_parts
from graph.exporting.packing import zipped
from graph.exporting.rdf import jsonld_parts, nquads_parts, trig_parts, turtle_parts
from graph.exporting.spreadsheet import csv_of_contents
from graph.exporting.tables import parquet_files
from graph.exporting.texts import clean, guarded, one_line, starts_formula, unguarded
from graph.exporting.vault import file_name, vault_files
from graph.exporting.wordfile import word_parts
from graph.exporting.workbook import workbook_parts
from graph.publish import publish
from tests.exported import WORDS, calendar_text, hostile_library, hostile_plan, read_calendar

SLOW = settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
FORMULA = re.compile(r"\A[\s\u200b-\u200f\u2060\ufeff\x00-\x1f]*[=+\-@＝＋－＠﹦﹢﹣﹫]")
ANY = st.text(max_size=60)


@given(ANY)
def test_a_guard_is_taken_off_again_and_no_guarded_text_starts_a_formula(words: str):
    assert unguarded(guarded(words)) == clean(words)
    assert not FORMULA.match(guarded(words))
    assert bool(FORMULA.match(clean(words))) <= starts_formula(clean(words))


def check_workbook(contents: Contents, words: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(b"".join(workbook_parts(contents))))
    for sheet in book:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n", "d"}
    heads, first, *_ = book["督办清单"].iter_rows()
    cells = dict(zip((str(cell.value) for cell in heads), first, strict=True))
    plan, unit = cells["计划"], book["责任明细"]["F2"]
    assert [excel_text(plan.value), excel_text(unit.value)] == [clean(words)] * 2
    assert excel_text(cells["任务"].value) == one_line("1．" + words)
    assert clean(words).strip() in excel_text(cells["原文"].value)
    assert plan.quotePrefix or not FORMULA.match(clean(words))


def excel_text(value: object) -> str:
    """The words of a cell as Excel shows them: _x005F_ stands for the underscore before what looks like an escape."""
    return re.sub(r"_x005F_(?=x[0-9A-Fa-f]{4}_)", "_", "" if value is None else str(value))


def check_csv_and_tables(contents: Contents, words: str) -> None:
    written = b"".join(csv_of_contents(contents)).decode("utf-8-sig")
    tables = {name: pq.read_table(io.BytesIO(data)).to_pylist() for name, data in parquet_files(contents)}
    rows = list(csv.DictReader(io.StringIO(written, newline="")))
    assert {unguarded(row["单位"]) for row in rows} == {clean(words)}
    assert {unguarded(row["文件"]) for row in rows} == {clean(f"{words}{number}.txt") for number in (1, 2)}
    assert not any(FORMULA.match(cell) for row in rows for cell in row.values())
    assert {row["title"] for row in tables["plans.parquet"]} == {words}
    assert {row["canonical"] for row in tables["assignments.parquet"]} == {words}
    assert {row["indicator"] for row in tables["targets.parquet"]} == {words}


def check_calendar(contents: Contents, words: str) -> None:
    data = b"".join(calendar_parts(contents))
    components = read_calendar(data)
    assert sorted(kind for kind, _ in components) == ["VCALENDAR", "VEVENT", "VEVENT", "VJOURNAL"]
    printable = re.sub("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]", "", one_line("1．" + words))
    events = [dict(properties) for kind, properties in components if kind == "VEVENT"]
    assert {calendar_text(event["SUMMARY"]) for event in events} == {printable}
    assert len({event["UID"] for event in events}) == 2
    assert len(list(icalendar.Calendar.from_ical(data).walk("VEVENT"))) == 2


def check_table_for_print(contents: Contents, words: str) -> None:
    document = docx.Document(io.BytesIO(b"".join(word_parts(contents))))
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings == [one_line(words)] * 2
    for table in document.tables:
        last = [cell.text for cell in table.rows[-1].cells]
        assert last[:3] == ["1", one_line("1．" + words), one_line(words) or "方案未写明"]


def check_notes(contents: Contents, words: str) -> None:
    notes = dict(vault_files(contents))
    keys = {unicodedata.normalize("NFKC", unicodedata.normalize("NFC", name).casefold()) for name in notes}
    assert len(keys) == len(notes)
    titles = []
    for name, data in notes.items():
        assert all(is_safe(part) for part in name.removesuffix(".md").split("/"))
        _, head, body = data.decode("utf-8").split("---\n", 2)
        fields = yaml.safe_load(head)
        titles += [fields[key] for key in ("标题", "名称") if key in fields]
        links = re.findall(r"(?<!\\)\[\[([^\[\]|]+)\|", body)
        assert all(f"{link}.md" in notes for link in links)
        assert body.count("[[") == len(links)
        assert not re.search(r"<[a-zA-Z%/!]|(?<!\\)`|::|://|^---", body, re.MULTILINE)
    assert titles.count(one_line(words)) == (5 if one_line(words) else 0)


def is_safe(name: str) -> bool:
    """Whether Windows, macOS and Linux take the name, and no link of a note is torn by it."""
    assert len(f"{name}.md".encode()) <= 255
    reserved = re.fullmatch(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", name, re.IGNORECASE)
    return bool(
        name.strip(". ") == name and name and not reserved and not re.search(r'[\x00-\x1f<>:"/\\|?*#^\[\]]', name)
    )


@given(ANY)
def test_every_title_makes_a_safe_name(title: str):
    assert is_safe(file_name(title))


def check_nodes_and_relationships(contents: Contents, words: str) -> None:
    files = dict(graphdb_files(contents))
    rows = {
        name: list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))
        for name, data in files.items()
        if name.endswith(".csv")
    }
    assert {unguarded(row["title"]) for row in rows["nodes_plan.csv"]} == {clean(words)}
    assert {unguarded(row["name"]) for row in rows["nodes_unit.csv"]} == {clean(words)}
    assert not any(
        FORMULA.match(cell) for held in rows.values() for row in held for cell in row.values() if cell[:1] != "-"
    )
    (units, tasks) = ({row[f"id:ID({kind})"] for row in rows[f"nodes_{kind.lower()}.csv"]} for kind in ("Unit", "Task"))
    leads = {(row[":START_ID(Unit)"], row[":END_ID(Task)"], row[":TYPE"]) for row in rows["rels_unit_task.csv"]}
    assert leads == {(unit, task, "LEADS") for unit in units for task in tasks}


CHECKS = (
    check_workbook,
    check_csv_and_tables,
    check_calendar,
    check_table_for_print,
    check_notes,
    check_nodes_and_relationships,
)


def check_every_list(words: str) -> None:
    with tempfile.TemporaryDirectory() as home:
        contents = Contents(library=hostile_library(Path(home), words))
        for check in CHECKS:
            check(contents, words)


@SLOW
@given(WORDS)
def test_every_list_gives_back_any_words(words: str):
    check_every_list(words)


@pytest.mark.soak
@settings(SLOW, max_examples=500)
@given(WORDS)
def test_every_list_gives_back_many_words(words: str):
    check_every_list(words)


@settings(SLOW, max_examples=8)
@given(WORDS)
def test_every_form_of_the_graph_gives_back_the_words(words: str):
    document, text = hostile_plan(words, f"{words}.txt")
    triples = publish(document, text)
    wanted = set(ox.parse(triples.encode(), format=ox.RdfFormat.N_QUADS))
    forms = {turtle_parts: ox.RdfFormat.TURTLE, trig_parts: ox.RdfFormat.TRIG, nquads_parts: ox.RdfFormat.N_QUADS,
             jsonld_parts: ox.RdfFormat.JSON_LD}  # fmt: skip
    for write, form in forms.items():
        assert set(ox.parse(b"".join(write(triples)), format=form)) == wanted
    graphs = [
        nx.parse_graphml(b"".join(graphml_parts(triples)).decode(), force_multigraph=True),
        nx.read_gexf(io.BytesIO(b"".join(gexf_parts(triples)))),
    ]
    for graph in graphs:
        names = {data.get("name", "") for _, data in graph.nodes(data=True) if data.get("kind") in ("plan", "unit")}
        assert names == {clean(words)}


@pytest.mark.parametrize("names", [["a.md", "b/c.md"], []])
def test_a_package_is_the_same_bytes_each_time(names: list[str]):
    files = [(name, name.encode()) for name in names]
    assert zipped(files) == zipped(list(files))
    with zipfile.ZipFile(io.BytesIO(zipped(files))) as package:
        assert [(name, package.read(name)) for name in package.namelist()] == files
