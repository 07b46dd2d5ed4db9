"""Documents that are one plan in two forms are not compared; those that only have one title are, and contradict."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from extract.records import Document
from graph import analysing
from graph.conflicts import find_conflicts
from graph.library import Library
from graph.overlaps import compare_all
from graph.sketches import one_plan
from graph.twins import twin_pairs
from ingest import ingest_bytes
from preparing import Prepared, prepare
from tests.opened import components, nodes, open_page, told, words
from tests.test_twins import LINES, PAGE, TEXT, TITLE

WORKS = "车身冲洗干净、密闭完好才准上路，安装定位装置，严查沿途抛洒滴漏"
SAFETY = "朔州市建设工程安全生产专项整治行动方案"
OF_ROADS = f"""{SAFETY}
一、主要任务
（一）加强渣土运输车辆密闭监管。{WORKS}，2025年3月底前完成。（市交通运输局牵头）
（二）推进桥梁隧道隐患排查。对桥梁隧道开展检测评定，四类五类桥梁限期改造。（市交通运输局牵头）
"""
OF_HOUSES = f"""{SAFETY}
一、主要任务
（一）加强渣土运输车辆密闭监管。{WORKS}，2024年8月底前完成。（市公安局牵头）
（二）强化起重机械管理。建立起重机械台账，超过使用年限的一律停用报废。（市住建局牵头）
"""


def read(text: str, doc: str, **said: str | None) -> tuple[Document, str]:
    found = prepare(text.encode(), doc)
    assert isinstance(found, Prepared)
    meta = dataclasses.replace(found.document.meta, **said)
    return dataclasses.replace(found.document, meta=meta), found.text


def contradicted(plans: list[tuple[Document, str]]) -> set[str]:
    return {check.id for check in find_conflicts(plans) if check.count}


def test_plans_of_two_issuers_with_one_title_overlap_and_contradict():
    plans = [read(OF_ROADS, "交通.txt", issuer="朔州市交通运输局"), read(OF_HOUSES, "住建.txt")]
    assert [document.meta.title for document, _ in plans] == [SAFETY, SAFETY]
    assert one_plan(plans) == frozenset()
    (pair, *_) = compare_all(plans).pairs
    assert {one.aspect for one in pair.differs} == {"lead", "deadline"}
    assert "lead-differs" in contradicted(plans)


def test_two_years_of_one_title_overlap_though_only_one_has_a_day_of_issue():
    plain = TEXT.replace("2024年", "")
    plans = [
        read(plain, "去年.txt", date="2023-03-01"),
        read(plain.replace("市能源局", "市城管局").replace("散煤清零", "煤棚拆尽")
             .replace("用户补贴按月发到户", "气源合同在九月底前签妥，老旧灶具免费更换")
             .replace("不合格的停工", "湿法作业，裸土当天盖住，泥浆车不出门").replace(*_other_work()), "今年.txt"),
    ]  # fmt: skip
    assert one_plan(plans) == frozenset()
    assert "lead" in {one.aspect for pair in compare_all(plans).pairs for one in pair.differs}


def _other_work() -> tuple[str, str]:
    return LINES[2], "（三）改造供热管网。主管网逐段测漏，老旧换热站更新机泵，楼栋装调节阀。（市城管局牵头）"


SAME = {"title": TITLE, "jurisdiction": "山西省朔州市", "date": "2024-03-01", "doc_number": None, "issuer": None}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({}, {}, True),
        ({}, {"date": None, "title": "清洁取暖工作方案"}, True),
        ({"issuer": "朔州市人民政府办公室"}, {"issuer": "朔州市人民政府"}, True),
        ({"issuer": "朔州市财政局、朔州市能源局"}, {"issuer": "朔州市能源局"}, True),
        ({"issuer": "朔州市财政局"}, {"issuer": "朔州市能源局"}, False),
        ({}, {"date": "2025-03-01"}, False),
        ({"doc_number": "朔政发〔2024〕1号"}, {"doc_number": "朔政发〔2024〕2号"}, False),
        ({}, {"title": TITLE.replace("2024", "2025")}, False),
        ({}, {"jurisdiction": "山西省"}, True),
        ({}, {"jurisdiction": "山西省", "title": "山西省冬季取暖行动计划"}, False),
        ({"jurisdiction": "山西省朔州市平鲁区"}, {"jurisdiction": "山西省朔州市山阴县"}, False),
    ],
)
def test_the_same_words_are_one_plan_unless_what_names_it_says_otherwise(
    one: dict[str, str | None], other: dict[str, str | None], *, same: bool
):
    plans = [read(TEXT, "a.txt", **(SAME | one)), read(TEXT, "b.txt", **(SAME | other))]
    assert one_plan(plans) == ({("a.txt", "b.txt")} if same else frozenset())
    assert bool(compare_all(plans).pairs) is not same
    assert compare_all(plans, between={"a.txt", "b.txt"}).pairs


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setenv("ZEREN_HOME", str(tmp_path))
    held = Library.open(tmp_path)
    for words_of, name in ((TEXT, "方案.txt"), (PAGE, "网页.html"), (OF_ROADS, "交通.txt")):
        ingest_bytes(words_of.encode(), name, held)
    return held


def test_what_is_not_compared_is_what_lists_call_the_same(library: Library):
    assert one_plan(library.plans()) == {(doc, other.doc) for doc, other in twin_pairs(library)}
    assert len(twin_pairs(library)) == 1


def test_the_command_says_what_it_left_out(library: Library):
    assert twin_pairs(library)
    found = CliRunner().invoke(app, ["overlaps"])
    assert "1 对文件内容几乎相同（同文），不互相比较" in found.stdout
    assert "  方案.txt  ↔  网页.html  约 99% 的文字相同" in found.stdout.splitlines()
    plain = json.loads(CliRunner().invoke(app, ["overlaps", "--json"]).stdout)
    assert [(one["a"], one["b"]) for one in plain["not_compared"]] == [("方案.txt", "网页.html")]
    asked = CliRunner().invoke(app, ["overlaps", "方案.txt", "网页.html"])
    assert "共 6 对" in asked.stdout
    assert "不互相比较" not in asked.stdout


@pytest.mark.parametrize("asked", [{}, {"line": "years"}, {"a": "方案.txt", "b": "网页.html"}])
def test_the_page_says_what_it_left_out_with_the_way_to_compare_the_two(library: Library, asked: dict[str, str]):
    analysing.refresh(library)
    page = open_page("overlaps", **asked)
    assert "1 对文件内容几乎相同（同文），不互相比较" in words(page)
    ways = [one[1]["href"] for one in nodes(components(page)) if told(one) == "方案.txt ↔ 网页.html"]
    assert len(ways) == 1
    assert ways[0].startswith("comparison?")
    library.remove("网页.html", who="王芳", at="2026-01-05T09:00:00+08:00")
    analysing.refresh(library)
    assert "不互相比较" not in words(open_page("overlaps", **asked))
