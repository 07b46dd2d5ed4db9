"""导出与接口 without a browser: the same numbers as the lists, files made apart, queries within their limits."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from graph import console, facts, making
from graph.competency import load_queries
from graph.console import Rows, Unanswered, csv_of_rows, record_id, run
from graph.filters import ALL, Filter
from graph.library import Library
from graph.making import Making, Wanted
from ingest import current_library
from tests.opened import components, nodes, open_page, told, words
from views import export_query
from views.export import COUNTED, KINDS
from views.wording import load_wording


@pytest.fixture(scope="module")
def samples() -> Iterator[Library]:
    yield current_library()
    console.WORKERS.close()
    making.WORKERS.close()


def made(library: Library, wanted: Wanted) -> Making:
    found = Making(library, wanted)
    until = time.monotonic() + 120
    while found.state == "making":
        assert time.monotonic() < until
        time.sleep(0.05)
    return found


@pytest.mark.parametrize("where", [ALL, Filter(place="山西省朔州市"), Filter(doc="002_c2e20ee12937030d.txt")])
def test_the_numbers_are_those_of_the_lists(samples: Library, where: Filter):
    page = open_page("export", doc=where.doc or "", place=where.place or "")
    numbers = [told(node) for node in nodes(components(page)) if node[0] == "strong"][: len(COUNTED)]
    assert numbers == [str(facts.count(samples, of, where)) for of in COUNTED]
    assert facts.count(samples, "tasks", where) == len(facts.tasks(samples, where))


def test_every_format_has_its_words_and_stands_once():
    forms = [form for forms in KINDS.values() for form in forms]
    assert sorted(forms) == sorted(making_formats())
    assert all(f"export.{part}_{form}" in load_wording() for form in forms for part in ("form", "for", "name"))


def making_formats() -> list[str]:
    from graph.exports import FORMATS  # noqa: PLC0415

    return list(FORMATS)


def test_a_file_is_made_apart_and_one_that_is_too_large_is_left_to_the_command(
    samples: Library, monkeypatch: pytest.MonkeyPatch
):
    wanted = Wanted(form="csv", where=Filter(place="山西省朔州市"))
    found = made(samples, wanted)
    assert found.state == "ready"
    assert found.file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert wanted.command("清单 甲") == "zeren export -o '清单 甲.csv' --place '山西省朔州市'"
    folder = found.file.parent
    del found
    until = time.monotonic() + 20  # the thread that made it may be about to end
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not folder.exists()
    monkeypatch.setattr(making, "LARGEST", 10)
    large = made(samples, wanted)
    assert (large.state, large.message, large.file.exists()) == ("failed", "too-large", False)


@pytest.mark.parametrize("given", [{"format": "exe"}, {"doc": "没有"}, {"unit": "<script>"}, {"place": "a\0" * 99}])
def test_what_is_not_there_is_said(given: dict[str, str], samples: Library):
    assert "未找到" in words(open_page("export", **given))


def test_every_query_runs_on_the_page_within_its_limits(samples: Library):
    for name in ("unit-tasks", "task-leads", "plans-by-place"):
        found = run(samples, load_queries()[name].text())
        assert isinstance(found, Rows), name
        assert found.rows
    said = words(open_page("export", query="unit-tasks", unit="朔州市能源局"))
    assert "plan?id=002_c2e20ee12937030d.txt" in said
    assert "共 14 行" in said


@pytest.mark.parametrize(
    ("sparql", "reason"),
    [
        ("SELEC", "malformed"),
        ("DELETE WHERE { ?s ?p ?o }", "refused"),
        ("SELECT * { SERVICE <http://evil.example/> { ?s ?p ?o } }", "refused"),
        ("SELECT * { ?s ?p ?o }" + " " * console.LONGEST, "too-long"),
    ],
)
def test_a_query_that_may_not_run_is_refused_in_words(sparql: str, reason: str, samples: Library):
    found = run(samples, sparql)
    assert isinstance(found, Unanswered)
    assert found.reason == reason
    assert "没有结果" in words(open_page("export", sparql=sparql.strip())) or reason == "too-long"


def test_a_query_without_end_is_stopped_and_the_next_one_answered(samples: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(console, "SECONDS", 1.5)
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER (?c < ?f && ?i < ?l) }"
    found = run(samples, endless)
    assert isinstance(found, Unanswered)
    assert found.reason == "over-time"
    monkeypatch.setattr(console, "SECONDS", 30.0)
    assert isinstance(run(samples, "ASK { ?s ?p ?o }"), Rows)


def test_a_query_does_not_wait_for_a_graph_that_is_being_made(samples: Library, monkeypatch: pytest.MonkeyPatch):
    console.WORKERS.close()  # so that it takes a while
    found = run(samples, "ASK { ?s ?p ?o }", patience=0.0)
    assert isinstance(found, Unanswered)
    assert found.reason == "not-yet"
    assert console.is_opening(samples)
    monkeypatch.setattr(export_query, "_PATIENCE", 0.0)
    assert "正在整理图数据" in words(open_page("export", sparql="SELECT ?s { ?s a z:Plan }"))
    assert isinstance(run(samples, "ASK { ?s ?p ?o }"), Rows)
    assert not console.is_opening(samples)


def test_rows_beyond_the_limit_are_cut_with_a_word(samples: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(console, "ROWS", 3)
    found = run(samples, "SELECT ?s { ?s a z:Task }")
    assert isinstance(found, Rows)
    assert (len(found.rows), found.cut) == (3, True)


def test_rows_are_no_formulas_and_ids_lead_to_their_pages():
    assert csv_of_rows(("a",), [("=1+1",), (None,), (3,)]).decode("utf-8-sig") == 'a\n\'=1+1\n""\n3\n'
    assert record_id("urn:zeren:unit-1") == "unit-1"
    assert record_id("urn:zeren:ontology#Lead") is None
    assert record_id("http://evil.example/unit-1") is None
