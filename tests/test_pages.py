"""The pages without a browser: they draw in both languages, count as their lists do, and keep words words."""

from __future__ import annotations

import ast
import datetime
import hashlib
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from extract.records import Assignment, Document, Meta, Span, Task, UnitMention
from graph import analysing, facts, unit_facts
from graph.filters import Filter
from graph.library import Library
from ingest import Ingested, current_library, ingest_paths, readable
from tests.opened import components, draw_page, ended, nodes, open_page, told, words
from views.cards import marked
from views.intake import KINDS
from views.surface import css_string
from views.wording import load_wording

ROOT = Path(__file__).resolve().parent.parent
VIEWS = sorted((ROOT / "views").glob("*.py"))
PAGES = (
    *("overview", "ask", "unit", "plan", "listing"),
    *("overlaps", "comparison", "findings", "workload", "network", "intake"),
)
CHINESE = re.compile(r"[一-鿿]")
HOSTILE = "<script>alert(1)</script>**粗**[链接](http://evil.example)"


@pytest.fixture(scope="module")
def samples() -> Library:
    return current_library()


def used_keys() -> set[str]:
    text = "\n".join(path.read_text("utf-8") for path in VIEWS)
    return set(re.findall(r"""\b(?:say|known)\(\s*"([\w.-]+)\"""", text))


def test_every_word_stands_in_both_languages():
    for key, entry in load_wording().items():
        assert set(entry) == {"zh", "en"}, key
        assert entry["zh"], key
        if not key.startswith("cue."):
            assert entry["en"], key
        places = [sorted(re.findall(r"\{(\w+)\}", entry[code])) for code in ("zh", "en")]
        assert places[0] == places[1], key


def test_every_key_that_is_used_exists():
    missing = used_keys() - set(load_wording())
    assert not missing


def test_visible_words_stand_in_the_wording_file_only():
    allowed = {
        "中文",
        "中文 / English",
        "——《",
        "》",
        "未识别",
        "、",
        "；",
        "：",
        "　",
        "×",
        "方案未写明",
        "推断",
        "待核",
    }
    for path in VIEWS:
        tree = ast.parse(path.read_text("utf-8"))
        documented = (ast.Module, ast.FunctionDef, ast.ClassDef)
        docs = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, documented)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in docs:
                assert not CHINESE.search(node.value) or node.value in allowed, f"{path.name}: {node.value}"


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_page_draws_in_each_language(name: str, lang: str, samples: Library):
    page = open_page(name, lang=lang)
    assert "示例文件" in words(page)


@pytest.mark.parametrize("of", ["plans", "tasks", "units", "assignments", "deadlines", "targets"])
def test_lists_show_as_many_rows_as_they_say(of: str, samples: Library):
    expected = getattr(facts.totals(samples), of)
    assert f"共 {expected} 条" in words(open_page("listing", of=of))


def test_a_units_numbers_are_the_lengths_of_their_lists(samples: Library):
    for unit in unit_facts.units(samples)[:3]:
        for role in ("lead", "responsible", "cooperating"):
            number = getattr(unit, role)
            listed = words(open_page("listing", of="tasks", unit=unit.unit_id, role=role))
            assert f"共 {number} 条" in listed if number else "没有符合条件的内容" in listed


def table_rows(page: AppTest, first: str) -> list[list[str]]:
    """The rows of the tables whose first column has this name, as words."""
    rows = [node[2] for node in nodes(components(page)) if node[0] == "tr"]
    return [[told(cell) for cell in cells] for cells in rows if cells[0][1].get("aria-label") == first]


def test_every_deadline_of_a_unit_stands_in_its_months(samples: Library):
    rows = {unit.unit_id: facts.deadlines(samples, Filter(unit_id=unit.unit_id)) for unit in unit_facts.units(samples)}
    unit, found = next((unit, rows) for unit, rows in rows.items() if any(row.last_day is None for row in rows))
    page = open_page("unit", id=unit)
    months = table_rows(page, "月份")
    undated = sum(row.last_day is None for row in found)
    assert months[-1] == ["没有日期", str(undated)]
    assert sum(int(number) for _, number in months) == len(found)
    assert f"list?of=deadlines&unit={unit}&undated=yes" in words(page)
    listed = words(open_page("listing", of="deadlines", unit=unit, undated="yes"))
    assert f"共 {undated} 条" in listed
    assert "到期：没有日期 ×" in listed


def test_every_month_of_the_strip_opens_as_many_as_its_row_says(samples: Library):
    for unit in unit_facts.units(samples):
        page = open_page("unit", id=unit.unit_id)
        columns = [node for node in nodes(components(page)) if node[0] == "a" and any(c[0] == "rect" for c in node[2])]
        rows = [row for row in table_rows(page, "月份") if row[0] != "没有日期"]
        assert [told(column[2][1]) for column in columns] == [row[1] for row in rows]
        for column, (month, number) in zip(columns, rows, strict=True):
            shown = words(open_page("listing", **dict(parse_qsl(column[1]["href"].partition("?")[2]))))
            assert f"共 {number} 条" in shown, month
        if len(columns) > 2:
            return
    pytest.fail("no unit of the samples has deadlines in three months")


@pytest.mark.parametrize("day", ["abc", "2020-02-30", "20201031"])
def test_a_day_that_is_none_is_said_and_filters_nothing(day: str, samples: Library):
    said = words(open_page("listing", of="deadlines", after=day))
    assert f"“{day}”不是日期" in said
    assert "到期日" not in said
    assert "起：" not in said


def test_a_unit_shows_quotes_and_ways_to_them(samples: Library):
    unit = unit_facts.units(samples)[0]
    said = words(open_page("unit", id=unit.unit_id))
    row = facts.assignments(samples, Filter(unit_id=unit.unit_id, role="lead"))[0]
    assert unit.canonical in said
    assert f"plan?id={row.doc}&at={row.unit_start}-{row.unit_end}" in said


@pytest.mark.parametrize(("name", "params"), [
    ("unit", {"id": "unit-0000"}),
    ("plan", {"id": "没有这份文件.txt"}),
    ("listing", {"of": "nonsense"}),
])  # fmt: skip
def test_an_unknown_id_is_not_found_and_near_ones_are_offered(name: str, params: dict[str, str], samples: Library):
    said = words(open_page(name, **params))
    assert "未找到" in said
    assert "plan?id=" in said or "unit?id=" in said or name == "listing"


def test_the_reader_gets_the_whole_text_and_every_fact(samples: Library):
    row = max(facts.plans(samples), key=lambda plan: plan.assignments)
    page = open_page("plan", id=row.doc, at="10-20")
    data = next(value for value in components(page) if "duties" in value)
    assert data["text"] == samples.text(row.doc)
    where = Filter(doc=row.doc)
    for name, found in (("deadlines", facts.deadlines(samples, where)), ("targets", facts.targets(samples, where))):
        assert {tuple(fact[:2]) for fact in data[name]} == {(fact.start, fact.end) for fact in found}
    held = [(duty.unit_id, duty.canonical, duty.unit_start) for duty in facts.assignments(samples, where)]
    units = [tuple(unit.split("\n")) for unit in data["units"]]
    assert [(*units[duty[1]], None if duty[5] < 0 else duty[5]) for duty in data["duties"]] == held
    assert next(value["at"] for value in components(page) if "drawn" in value)["start"] == 10


def hostile_library(home: Path) -> Library:
    text = f"{HOSTILE}方案\n1. {HOSTILE}。任务内容。（{HOSTILE}局牵头）"
    start = text.index("1.")
    quote = text.index("（")
    unit = quote + 1
    end = unit + len(HOSTILE) + 1
    original = text.encode("utf-8")
    digest = hashlib.sha256(original).hexdigest()
    mention = UnitMention(text=text[unit:end], start=unit, end=end, role="lead", effective_role="lead",
                          canonical=f"{HOSTILE}局", unit_id="unit-hostile")  # fmt: skip
    document = Document(
        doc=f"{HOSTILE.replace('/', '_')}.txt", sha256=digest, text_sha256=digest, meta=Meta(title=f"{HOSTILE}方案"),
        tasks=(Task(id="task-hostile", number="1.", title=HOSTILE, section=HOSTILE, start=start, end=len(text)),),
        assignments=(Assignment(id="assignment-hostile", task="task-hostile", kind="parenthetical", start=quote,
                                end=len(text), text=text[quote:], scope=Span(start=start, end=quote),
                                units=(mention,)),),
    )  # fmt: skip
    library = Library.open(home)
    library.add(document, text=text, original=original)
    analysing.refresh(library)
    return library


@pytest.mark.parametrize("name", PAGES)
def test_words_of_documents_are_never_read_as_markup(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    library = hostile_library(tmp_path)
    monkeypatch.setattr("views.frame.current_library", lambda: library)
    params = {"unit": {"id": "unit-hostile"}, "plan": {"id": library.docs()[0]}, "listing": {"of": "assignments"},
              "findings": {"check": "no-deadline"}}  # fmt: skip
    page = open_page(name, **params.get(name, {}))
    read_as_markup = ("markdown", "heading", "title", "header", "subheader", "caption", "html", "alert")
    for element in page.main:
        if element.type in read_as_markup:
            assert "script" not in str(element.proto)
    if name not in ("ask", "overlaps", "comparison"):
        assert HOSTILE in words(page)


@pytest.mark.parametrize("name", PAGES)
def test_only_known_tags_are_drawn_and_links_stay_inside(name: str, samples: Library):
    script = (ROOT / "views" / "drawing" / "draw.js").read_text("utf-8")
    tags = set(" ".join(re.findall(r'"([a-z0-9 ]+)"', script.split("ATTRIBUTES")[0])).split())
    for tag, attributes, _ in nodes(components(open_page(name))):
        assert tag in tags
        assert re.match(r"((\./|[a-z]+)(\?[^#\s]*)?|#[\w-]+)$", attributes.get("href", "x"))


def test_nothing_loaded_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    empty = Library.open(tmp_path)
    monkeypatch.setattr("views.frame.current_library", lambda: empty)
    for name in ("overview", "unit", "plan"):
        assert "先导入一份方案" in words(open_page(name))


def test_marks_never_lose_a_character():
    quote = "市能源局、市发改委牵头"
    parts = marked(quote, [(0, 4, "lead"), (2, 6, "lead"), (9, 11, "cue lead")])
    assert "".join(part if isinstance(part, str) else str(part.children[0]) for part in parts) == quote


def test_words_become_strings_of_css():
    assert css_string("选择文件") == '"选择文件"'
    assert css_string('a"b\\c') == r'"a\22 b\5c c"'
    assert "</style" not in css_string("</style><script>")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_import_page_names_what_can_be_read_and_nothing_else(lang: str, samples: Library):
    grouped = {suffix for suffixes in KINDS.values() for suffix in suffixes}
    assert set(readable()) <= grouped, "views/intake.KINDS has a place for every suffix"
    said = words(open_page("intake", lang=lang)).split()
    assert {suffix for suffix in grouped if suffix in said} == set(readable())


def own_library(home: Path) -> Library:
    library = Library.open(home)
    ingest_paths([ROOT / "tests" / "data" / "plan-a.txt"], library)
    return library


@pytest.mark.parametrize("name", ["overview", "ask"])
def test_examples_are_of_the_documents_in_use(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    of_samples = load_wording()["ask.examples"]["zh"].split("|")
    assert all(question in words(open_page(name)) for question in of_samples)
    library = own_library(tmp_path)
    monkeypatch.setattr("views.frame.current_library", lambda: library)
    page = open_page(name)
    assert not any(question in words(page) for question in of_samples[:3])
    questions = next(node[2] for node in nodes(components(page)) if node[1].get("class") == "examples")
    assert len(questions) >= 3
    for question in questions:
        assert "这样理解了问题" in words(open_page("ask", q=told(question)))


@pytest.mark.parametrize(("question", "said"), [("", "还没有写问题"), ("  ", "还没有写问题"), ("问" * 301, "301 个字")])
def test_a_question_that_cannot_be_asked_is_told_why(question: str, said: str, samples: Library):
    for name in ("overview", "ask"):
        page = open_page(name)
        page.text_input[0].set_value(question)
        page.button[0].click().run()
        assert said in words(page)
        assert page.text_input[0].value == question
    assert ("300" in words(open_page("ask", q=question))) == (len(question) > 300)


@pytest.mark.parametrize(("day", "said"), [
    ("", "时限都已过去，最后一个是"),
    ("2020-10-01", "从所选的日期看起"),
    ("abc", "“abc”不是日期"),
])  # fmt: skip
def test_the_overview_says_why_it_begins_with_a_day(day: str, said: str, samples: Library):
    assert said in words(open_page("overview", day=day))


def test_where_nothing_is_due_later_the_overview_tells_the_last_days_and_leads_to_their_years(samples: Library):
    page = open_page("overview")
    assert "此前有 38 项时限，最近的是" in words(page)
    days = [told(one) for one in nodes(components(page)) if one[0] == "time"]
    assert days == sorted(days, reverse=True)
    ways = {
        told(one): one[1]["href"] for one in nodes(components(page)) if one[0] == "a" and told(one).startswith("看")
    }
    assert ways["看2020年"].endswith("day=2020-12-01")
    assert list(ways) == ["看2018年", "看2020年", "看2021年", "看2023年"]


def test_the_overview_begins_today_while_deadlines_are_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    year = datetime.date.today().year + 1
    path = tmp_path / "方案.txt"
    path.write_text(
        f"某市工作方案\n\n一、主要任务\n\n1. 推进散煤替代。{year}年10月底前完成。（牵头单位：市能源局）\n", "utf-8"
    )
    library = Library.open(tmp_path / "home")
    ingest_paths([path], library)
    monkeypatch.setattr("views.frame.current_library", lambda: library)
    page = open_page("overview")
    assert "从今天看起" in words(page)
    assert page.date_input[0].value == datetime.date.today()


def test_files_that_change_nothing_do_not_count_as_kept(samples: Library):
    page = AppTest.from_function(draw_page, kwargs={"name": "intake"}, default_timeout=60)
    statuses: tuple[Any, ...] = ("new", "replaced", "unchanged", "duplicate", "refused")
    page.session_state["incoming"] = ended(
        *(Ingested(doc=f"{status}.txt", status=status, counts=None, message="") for status in statuses)
    )
    page.run()
    assert "入库 2 份、没有变化 1 份、重复 1 份、未入库 1 份" in words(page)
    linked = {told(node) for node in nodes(components(page)) if node[0] == "a"}
    assert {f"{status}.txt" for status in statuses} & linked == {"new.txt", "replaced.txt", "unchanged.txt"}
