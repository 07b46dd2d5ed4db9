"""The 25 questions: each answered on the seeds, alike by rdflib, and by the library's tables where they can tell."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import Graph, Literal
from typer.testing import CliRunner

from cli import app
from graph.competency import Competency, CompetencyError, find_query, load_queries
from graph.decisions import Decision, Subject
from graph.library import Library
from graph.store import Store, library_triples, open_store
from graph.verdicts import Verdict
from graph.wording import load_table
from ingest import ingest_bytes
from tests.conftest import ROOT
from tests.plans import fill_library

GOLDEN = ROOT / "tests" / "data" / "query_answers.json"
NAMES = sorted(load_queries())


@pytest.fixture(scope="module")
def library(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The seeds, with one decision of a person about units and one verdict on a finding."""
    library = Library.open(tmp_path_factory.mktemp("asked"))
    for path in sorted(seeds.iterdir()):
        ingest_bytes(path.read_bytes(), path.name, library)
    named = {body.canonical: unit for unit, body in library.bodies().items()}
    one, other = (Subject(unit=named[name], name=name) for name in ("朔州市公交警支队", "朔州市公安局交通警察支队"))
    library.decide(
        Decision(number=0, at="2026-01-05T09:00:00", who="督查室", judgement="unsure", subject=one, other=other)
    )
    library.judge(
        Verdict(at="2026-01-06T10:30:00", who="督查室", finding="gap-1", check="no-lead", verdict="as-written",
                words="没有牵头单位", doc="002_c2e20ee12937030d.txt", note="原文只写责任单位")
    )  # fmt: skip
    return library


@pytest.fixture(scope="module")
def store(library: Library) -> Store:
    return open_store(library)


@pytest.fixture(scope="module")
def golden() -> dict[str, list[list[object]]]:
    return json.loads(GOLDEN.read_text("utf-8"))


def asked(store: Store, name: str, /, **values: str) -> list[list[object]]:
    return [list(row.values()) for row in store.query(load_queries()[name].text(**values))]


def test_there_are_twenty_five():
    assert len(NAMES) == 25


@pytest.mark.parametrize("name", NAMES)
def test_each_question_has_its_answer_on_the_seeds(name: str, store: Store, golden: dict[str, list[list[object]]]):
    found = asked(store, name)
    assert found
    assert found == golden[name]


def test_no_answer_is_left_over(golden: dict[str, list[list[object]]]):
    assert sorted(golden) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_another_engine_gives_the_same_rows_in_the_same_order(name: str, store: Store, plain: Graph):
    found = [[as_value(term) for term in row] for row in plain.query(load_queries()[name].source)]
    assert found == asked(store, name)


@pytest.fixture(scope="module")
def plain(library: Library) -> Graph:
    return Graph().parse(data=library_triples(library), format="nt")


def as_value(term: object) -> object:
    value = term.toPython() if isinstance(term, Literal) else term
    if isinstance(value, Decimal):
        return float(value)
    return value if value is None or isinstance(value, (int, float)) else str(term)


@pytest.mark.parametrize("name", NAMES)
def test_each_runs_on_any_server(name: str):
    """What is not in SPARQL 1.1, or differs between servers, is not used: each order is total, each prefix declared."""
    source = load_queries()[name].source
    body = re.sub(r'"[^"\n]*"|<[^>\s]*>', '""', re.sub(r"(?m)^#.*$", "", source))
    for word in ("NOT EXISTS", "GROUP_CONCAT", "SAMPLE", "SERVICE", "FROM", "REGEX"):
        assert word not in body
    declared = set(re.findall(r"PREFIX (\w+):", body))
    assert declared == set(re.findall(r"\b(\w+):[A-Za-z]", body))
    assert "ORDER BY" in body


@pytest.mark.parametrize("name", NAMES)
def test_every_column_has_a_name(name: str, store: Store):
    names = load_table("columns")
    for column in store.query(load_queries()[name].source)[0]:
        assert set(names[column]) == {"zh", "en"}


# what the library's tables say


def test_who_leads_is_what_the_tables_hold(store: Store, library: Library):
    rows = library.read(
        "SELECT t.doc, t.number, t.title, d.canonical, s.quote FROM task AS t JOIN duty AS d ON d.doc = t.doc AND"
        " d.task = t.id JOIN statement AS s ON s.doc = d.doc AND s.id = d.statement"
        " WHERE d.role = 'lead' AND instr(t.words, '煤质') ORDER BY t.doc, t.start, s.start, d.position"
    )
    found = asked(store, "task-leads", topic="煤质")
    assert [tuple(row[:4] + row[5:]) for row in found] == rows != []


def test_the_busiest_units_are_those_of_the_tables(store: Store, library: Library):
    rows = library.read(
        "SELECT canonical, COUNT(DISTINCT task) AS n FROM duty WHERE role = 'lead' AND task IS NOT NULL"
        " GROUP BY unit ORDER BY n DESC, canonical LIMIT 20"
    )
    assert [tuple(row) for row in asked(store, "busiest-units")] == rows


def test_tasks_without_a_lead_and_with_one_are_all_tasks(store: Store, library: Library):
    led = library.read("SELECT COUNT(DISTINCT task) FROM duty WHERE role = 'lead'")[0][0]
    every = library.read("SELECT COUNT(*) FROM task")[0][0]
    places = {str(row[0]) for row in asked(store, "plans-by-place")}
    assert sum(len(asked(store, "tasks-without-lead", place=place)) for place in places) == every - led


def test_several_leads_are_counted_as_in_the_tables(store: Store, library: Library):
    rows = library.read(
        "SELECT t.doc, t.title, COUNT(DISTINCT d.unit) AS n FROM task AS t JOIN duty AS d ON d.task = t.id AND"
        " d.role = 'lead' GROUP BY t.id HAVING n > 1 ORDER BY n DESC, t.doc, t.start"
    )
    assert [(row[0], row[2], row[3]) for row in asked(store, "several-leads")] == rows


def test_a_month_holds_the_deadlines_of_the_tables(store: Store, library: Library):
    rows = library.read(
        "SELECT substr(last_day, 1, 7) AS m, COUNT(*), COUNT(DISTINCT task) FROM deadline"
        " WHERE last_day IS NOT NULL GROUP BY m ORDER BY m"
    )
    assert [tuple(row) for row in asked(store, "due-by-month")] == rows


def places(library: Library) -> list[str]:
    """The places of the plans."""
    rows = library.read("SELECT DISTINCT jurisdiction FROM plan WHERE jurisdiction IS NOT NULL ORDER BY 1")
    return [place for (place,) in rows]


@pytest.mark.parametrize("day", ["2018-06-29", "2018-06-30", "2020-09-30", "2099-12-31"])
def test_what_is_due_by_a_day_includes_the_day(store: Store, library: Library, day: str):
    rows = library.read(
        "SELECT DISTINCT last_day, doc, quote FROM deadline JOIN plan USING (doc) WHERE last_day <= ?"
        " AND task IS NOT NULL AND jurisdiction IS NOT NULL",
        (day,),
    )
    every = [
        row
        for place in places(library)
        for row in asked(store, "due-between", **{"place": place, "from": "2000-01-01", "to": day})
    ]
    assert {(row[0], row[1], row[3]) for row in every} == set(rows)


def test_what_is_due_from_a_day_on_includes_the_day(store: Store):
    found = asked(store, "due-between", **{"from": "2020-06-30", "to": "2020-06-30"})
    assert {row[0] for row in found} == {"2020-06-30"}
    assert asked(store, "due-between", **{"from": "2020-07-01", "to": "2020-06-30"}) == []


def test_recurring_deadlines_are_those_of_the_tables(store: Store, library: Library):
    rows = library.read(
        "SELECT DISTINCT doc, quote FROM deadline JOIN plan USING (doc) WHERE kind = 'recurring' AND task IS NOT NULL"
        " AND jurisdiction IS NOT NULL"
    )
    every = [row for place in places(library) for row in asked(store, "recurring-deadlines", place=place)]
    assert {(row[0], row[2]) for row in every} == set(rows)


def test_open_lists_are_those_of_the_tables(store: Store, library: Library):
    rows = library.read("SELECT doc, quote FROM statement WHERE open_roles != '' ORDER BY doc, start")
    assert [(row[0], row[4]) for row in asked(store, "open-lists")] == rows


def test_partners_share_the_tasks_that_the_tables_say(store: Store, library: Library):
    rows = library.read(
        "SELECT b.canonical, COUNT(DISTINCT b.task) AS n FROM duty AS a JOIN duty AS b ON b.task = a.task AND"
        " b.unit != a.unit WHERE a.canonical = '朔州市能源局' GROUP BY b.unit ORDER BY n DESC, b.canonical"
    )
    assert [tuple(row) for row in asked(store, "partners", unit="朔州市能源局")] == rows


def test_units_of_one_plan_are_those_of_the_tables(store: Store, library: Library):
    rows = library.read(
        "SELECT canonical FROM duty GROUP BY unit HAVING COUNT(DISTINCT doc) = 1 AND MIN(doc) = ?",
        ("001_27a911cede5a5bef.txt",),
    )
    found = asked(store, "one-plan-units", doc="001_27a911cede5a5bef.txt")
    assert {row[0] for row in found} == {name for (name,) in rows}


def test_every_quote_stands_at_its_offsets(store: Store, library: Library):
    found = asked(store, "assignment-evidence", unit="朔州市生态环境局", topic="排放")
    assert found
    for doc, _, start, end, _, before, quote, after in found:
        text = library.text(str(doc))
        assert text[start:end] == quote
        assert text[:start].endswith(str(before)) and text[end:].startswith(str(after))


# what the seeds do not hold


@pytest.fixture(scope="module")
def ruled(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two plans, one of which declares rules."""
    return open_store(fill_library(tmp_path_factory.mktemp("ruled")))


def test_an_implied_lead_names_its_rule(ruled: Store):
    found = asked(ruled, "lead-grounds")
    assert ["plan-a.txt", "推断", "列第一位的责任单位为牵头单位，下同。", 1] in found
    assert ["plan-a.txt", "明确", None, 2] in found


def test_named_people_are_told_with_their_posts(tmp_path: Path):
    library = Library.open(tmp_path)
    plan = "某市工作方案\n\n一、主要任务\n\n1.治理扬尘。完成整治。（牵头单位：市住建局；责任人：王丽 副市长）\n"
    ingest_bytes(plan.encode("utf-8"), "方案.txt", library)
    assert [row[2] for row in asked(open_store(library), "people-and-posts")] == ["王丽"]


# parameters


def test_a_value_takes_the_place_of_the_default():
    text = find_query("unit-tasks").text(unit="朔州市商务局")
    assert 'VALUES ?unit { "朔州市商务局" }' in text
    assert "朔州市能源局" not in text


@pytest.mark.parametrize(
    "value", ['"', "\\", '" } ?s ?p ?o . #', "\\u0022 }", 'VALUES ?unit { "x" }', "$1 \\1 \\g<0>", "’；、"]
)
def test_no_value_becomes_part_of_the_query(value: str, store: Store):
    for name, one in load_queries().items():
        for parameter in one.parameters:
            if parameter.kind == "string":
                assert asked(store, name, **{parameter.name: value}) == []  # nothing is called so, and nothing breaks


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("due-between", {"from": "昨天"}, "不是日期"),
        ("due-between", {"to": "2020-02-30"}, "不是日期"),
        ("single-leads", {"least": "两"}, "不是整数"),
        ("unit-tasks", {"untit": "x"}, "没有参数“untit”：只有 unit"),
        ("open-lists", {"unit": "x"}, "没有参数“unit”：没有参数"),
        ("unit-tasks", {"unit": "a\x00b"}, "不能显示的字符"),
        ("unit-tasks", {"unit": "\udc80"}, "不能显示的字符"),
    ],
)
def test_what_does_not_fit_is_told(name: str, values: dict[str, str], said: str):
    with pytest.raises(CompetencyError, match=said):
        find_query(name).text(**values)


@pytest.mark.parametrize(
    ("name", "offered"),
    [("unit-task", "unit-tasks"), ("牵头任务最多", "busiest-units"), ("deadline", "recurring-deadlines")],
)
def test_a_wrong_name_offers_near_ones(name: str, offered: str):
    with pytest.raises(CompetencyError, match=offered):
        find_query(name)


def test_a_name_like_nothing_offers_nothing():
    with pytest.raises(CompetencyError, match="没有名为“zzzz”的查询。用 zeren query"):
        find_query("zzzz")


# the command


def run(*words: str) -> object:
    return CliRunner().invoke(app, ["query", *words])


@pytest.fixture(autouse=True)
def at_home(library: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ZEREN_HOME", str(library.home))


def test_the_list_tells_every_question_and_its_parameters():
    shown = run().stdout
    for one in load_queries().values():
        assert one.name in shown and one.zh in shown and one.en in shown
        assert all(f"{parameter.name}={parameter.default}" in shown for parameter in one.parameters)
    told = json.loads(run("--json").stdout)["queries"]
    assert [one["name"] for one in told] == NAMES


def test_a_table_says_question_values_and_count():
    shown = run("unit-tasks", "unit=朔州市商务局").stdout
    assert "某单位承担哪些任务" in shown and "unit=朔州市商务局" in shown and "共 2 行" in shown
    assert "加快机动车结构升级" in shown


def test_json_holds_rows_values_and_the_sparql(store: Store):
    told = json.loads(run("open-lists", "--json").stdout)
    assert [list(row.values()) for row in told["rows"]] == asked(store, "open-lists")
    assert told["count"] == len(told["rows"]) and told["query"].startswith("# 问：") and told["sample"] is False


def test_csv_holds_every_row_and_no_formula(tmp_path: Path):
    own = tmp_path / "own.rq"
    own.write_text('SELECT ("=1+1" AS ?a) (2 AS ?b) WHERE {}', "utf-8")
    assert run("--file", str(own), "--csv").stdout == "\ufeffa,b\n'=1+1,2\n"


def test_ones_own_query_is_refused_where_it_leaves_the_data(tmp_path: Path):
    own = tmp_path / "own.rq"
    own.write_text("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "utf-8")
    refused = run("--file", str(own))
    assert refused.exit_code == 1 and "SERVICE" in refused.stderr
    missing = run("--file", str(tmp_path / "none.rq"))
    assert missing.exit_code == 1 and "无法读取" in missing.stderr


def test_the_sparql_is_printed_as_it_would_run():
    assert run("unit-tasks", 'unit=甲"乙', "--text").stdout == find_query("unit-tasks").text(unit='甲"乙')


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("unit-tasks", "朔州市"), "应写成 名称=值"),
        (("unit-tasks", "unit=a", "unit=b"), "不止一次"),
        (("unit-tasks", "--json", "--csv"), "只能选一个"),
        (("unit-tasks", "--file", "x.rq"), "不能与查询名称"),
        (("unit-task",), "unit-tasks"),
    ],
)
def test_wrong_words_are_told(words: tuple[str, ...], said: str):
    refused = run(*words)
    assert refused.exit_code == 1 and said in refused.stderr


def test_what_documents_say_is_no_markup_and_moves_no_cursor(tmp_path: Path):
    own = tmp_path / "own.rq"
    own.write_text('SELECT ("[red]x[/red]\\u001b[2J" AS ?a) WHERE {}', "utf-8")
    shown = run("--file", str(own)).stdout
    assert "[red]x[/red] [2J" in shown and "\x1b" not in shown


def test_the_page_of_queries_lists_what_there_is():
    written = (ROOT / "docs" / "queries.md").read_text("utf-8")
    assert re.findall(r"^### `([\w-]+)`$", written, re.MULTILINE) == NAMES
    for one in load_queries().values():
        assert described(one) in written


def described(one: Competency) -> str:
    """A query as docs/queries.md tells it."""
    lines = [f"### `{one.name}`", "", one.zh, "", one.en, ""]
    lines += [f"- `{each.name}={each.default}` {each.zh} / {each.en}" for each in one.parameters]
    return "\n".join(lines).rstrip("\n") + "\n"
