"""What a person sees of files with pages, paragraphs and cells: places, form, doubts, refusals."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from urllib.parse import quote

import pytest
from streamlit.testing.v1 import AppTest

from extract.records import Form
from graph import analysing, facts, kept_overlaps, unit_facts
from graph.library import Library
from ingest import Counts, Ingested, current_library, ingest_bytes
from tests.opened import components, draw_page, ended, nodes, open_page, told, words
from tests.plans import load_documents, load_text, printed, word_plan
from views.wording import load_wording

ROOT = Path(__file__).resolve().parent.parent
HOSTILE = "<script>alert(1)</script>**粗**[链接](http://evil.example).docx"


@pytest.fixture(scope="module")
def samples() -> Library:
    return current_library()


def refusal_codes() -> set[str]:
    """The codes with which readers refuse files, as the sources of extract name them."""
    found = set()
    for path in (ROOT / "extract").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("UnreadableDocument", "LostChild"):
                found |= {word.value for word in call.args[:1] if isinstance(word, ast.Constant)}
    return {code for code in found if isinstance(code, str)}


def test_every_refusal_can_be_told_in_english():
    assert len(refusal_codes()) > 10
    assert not refusal_codes() - {key.removeprefix("refusal.") for key in load_wording()}


def test_every_reason_of_a_rule_why_words_are_left_out_has_its_english():
    rules = [tomllib.loads(path.read_text("utf-8")) for path in (ROOT / "extract" / "rules").glob("*.toml")]
    reasons = {str(rule["reason"]) for table in rules for rule in table.get("rule", ()) if "reason" in rule}
    assert reasons
    assert not {f"ignored.{reason}" for reason in reasons} - set(load_wording())


@pytest.fixture
def scans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """A library of two scanned plans, four lines a page."""
    library = Library.open(tmp_path)
    for document in load_documents():
        text = load_text(document.doc)
        library.add(printed(document, text), text=text, original=text.encode("utf-8"))
    monkeypatch.setattr("views.frame.current_library", lambda: library)
    analysing.refresh(library)
    return library


@pytest.mark.parametrize(("lang", "page", "advice"), [
    ("zh", "第2页（图片识别）", "文字由图片识别，平均置信度 97%，引用前请核对原件"),
    ("en", "p. 2 (recognised)", "words recognised in a picture, mean confidence 97%; check the original"),
])  # fmt: skip
def test_quotes_of_a_scan_say_their_page_and_that_they_were_recognised(
    lang: str, page: str, advice: str, scans: Library
):
    unit = next(unit for unit in unit_facts.units(scans) if unit.canonical == "大同市水务局")
    pair = kept_overlaps.pairs(scans, most=1)[0]
    for name, params in (
        ("ask", {"q": "谁牵头清理河道垃圾"}),
        ("unit", {"id": unit.unit_id}),
        ("listing", {"of": "assignments"}),
        ("listing", {"of": "deadlines"}),
        ("listing", {"of": "targets"}),
        ("listing", {"of": "tasks"}),
        ("findings", {"check": "no-deadline"}),
        ("overlaps", {"pair": pair.id}),
        ("plan", {"id": "plan-a.txt"}),
    ):
        assert page in words(open_page(name, lang=lang, **params)), (name, params)
    for name, params in (("plan", {"id": "plan-a.txt"}), ("listing", {"of": "plans"})):
        assert advice in words(open_page(name, lang=lang, **params)), (name, params)


def test_the_plan_page_lists_doubts_and_what_was_left_out(scans: Library):
    page = open_page("plan", id="plan-a.txt", show="doubts")
    said = words(page)
    document = scans.document("plan-a.txt")
    assert f"待核 {len(document.issues)} 处" in said
    assert "这一行识别得不清楚。" in said
    assert "内部资料" in said
    assert f"{len(document.pages)} 页上都有（第1–{len(document.pages)}页）" in said
    assert f"PDF · {len(document.pages)}页" in said
    folded = {told(node[2][0]): "open" in node[1] for node in nodes(components(page)) if node[0] == "details"}
    assert folded == {"待核 1 处：没有读懂或拿不准的地方": True, "未纳入分析的文字 1 处": False}
    drawn = next(value for value in components(page) if "duties" in value)
    assert [border["label"] for border in drawn["pages"]] == [f"第{each.number}页" for each in document.pages]


def test_a_plain_text_says_nothing_of_pages(samples: Library):
    row = max(facts.plans(samples), key=lambda plan: plan.assignments)
    shown = [node for node in nodes(components(open_page("plan", id=row.doc))) if node[1].get("class") == "where"]
    assert not [node for node in shown if told(node)]


def test_the_table_of_a_word_document_is_drawn_as_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    library = Library.open(tmp_path)
    outcome = ingest_bytes(word_plan(), "任务分解.docx", library)
    assert (outcome.status, outcome.form and outcome.form.format) == ("new", "word")
    monkeypatch.setattr("views.frame.current_library", lambda: library)
    page = open_page("plan", id="任务分解.docx")
    drawn = next(value for value in components(page) if "duties" in value)
    (table,) = drawn["tables"]
    rows = [[drawn["text"][start:end] for _, start, end in row] for row in table["rows"]]
    assert rows == [["序号", "重点任务", "牵头单位"], ["1", "完成散煤替代", "市能源局"], ["2", "整治扬尘", "市住建局"]]
    assert "表1 C2" in words(page)
    assert "表1 C2" in words(open_page("ask", q="谁牵头散煤替代"))


@pytest.mark.parametrize(("lang", "said"), [("zh", "文件加了密码：请去掉。"), ("en", "It is protected by a password")])
def test_a_refusal_is_told_in_the_language_of_the_page(lang: str, said: str, samples: Library):
    page = AppTest.from_function(draw_page, kwargs={"name": "intake"}, default_timeout=60)
    page.query_params["lang"] = lang
    page.session_state["incoming"] = ended(
        Ingested(doc=HOSTILE, status="refused", counts=None, message="文件加了密码：请去掉。", code="encrypted")
    )
    page.run()
    assert said in words(page)
    assert HOSTILE in words(page)


def test_doubts_of_an_import_lead_to_their_list(samples: Library):
    counts = Counts(tasks=2, statements=2, deadlines=0, targets=0, leads=1, doubts=3)
    page = AppTest.from_function(draw_page, kwargs={"name": "intake"}, default_timeout=60)
    page.session_state["incoming"] = ended(
        Ingested(doc="扫描.pdf", status="new", counts=counts, message="", pages=12,
                 form=Form(format="pdf", recognised=True, confidence=0.97))
    )  # fmt: skip
    page.run()
    links = {node[1]["href"]: told(node) for node in nodes(components(page)) if node[0] == "a"}
    assert links[f"plan?id={quote('扫描.pdf')}&show=doubts"] == "3"
    assert "PDF · 12页；文字由图片识别，平均置信度 97%，引用前请核对原件" in words(page)
