from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path

import pytest

from extract.pipeline import Extractor
from extract.records import Document, Meta, Task, content_id
from graph.overlapping.phrases import shared_phrases
from graph.overlaps import Overlap, find_overlaps, overlaps_json
from ingest import sample_library

QUESTIONS = Path(__file__).parent / "questions"
GOLD = Path(__file__).parent / "gold"


def plan(doc: str, place: str, title: str, clauses: list[str]) -> tuple[Document, str]:
    text = "\n".join(clauses)
    starts = [text.index(clause) for clause in clauses]
    tasks = tuple(
        Task(id=content_id("task", doc, start), number=None, title=clause.split("。")[0], section="", start=start,
             end=start + len(clause))
        for start, clause in zip(starts, clauses, strict=True)
    )  # fmt: skip
    meta = Meta(title=title, jurisdiction=place)
    return Document(doc=doc, sha256="0" * 64, text_sha256="0" * 64, meta=meta, tasks=tasks), text


SCHOOLS = [
    "开展校园阅读。每所中小学建设图书角，组织师生共读经典，评选书香班级。",
    "改善农村学校宿舍。加固危旧宿舍，添置床铺和热水设备。",
    "加强组织领导。各部门要提高政治站位，压实主体责任。",
]
READING = [
    "推进书香校园。中小学建设班级图书角，师生共读经典，定期评选书香班级。",
    "加强组织领导。各部门要压实主体责任。",
]


@pytest.fixture(scope="module")
def samples() -> tuple[Overlap, ...]:
    library = sample_library()
    return find_overlaps((document, library.text(document.doc)) for document in library.documents())


def test_the_same_job_is_found_with_its_reason_and_boilerplate_is_not():
    pairs = find_overlaps([plan("a.txt", "甲省乙市", "甲", SCHOOLS), plan("b.txt", "甲省丙市", "乙", READING)])
    assert [(pair.a.title, pair.b.title) for pair in pairs] == [("开展校园阅读", "推进书香校园")]
    assert pairs[0].kind == "same"
    assert "图书角" in pairs[0].why


def test_a_later_year_of_one_place_carries_on():
    one = plan("a.txt", "甲省乙市", "乙市2021年教育计划", SCHOOLS)
    other = plan("b.txt", "甲省乙市", "乙市2022年教育计划", READING)
    assert {pair.kind for pair in find_overlaps([one, other])} == {"carried-on"}


def test_tasks_of_one_document_are_never_a_pair():
    assert find_overlaps([plan("a.txt", "甲省乙市", "甲", [*SCHOOLS, *READING[:1]])]) == ()


def test_the_order_of_documents_changes_nothing():
    plans = [plan("a.txt", "甲省乙市", "甲", SCHOOLS), plan("b.txt", "甲省丙市", "乙", READING)]
    assert find_overlaps(plans) == find_overlaps(reversed(plans))


def test_shared_phrases_leave_out_the_verbs_of_plans():
    assert shared_phrases("持续推进工作，加强图书角建设", "持续推进工作，图书角建设达标") == ["图书角建设"]


def test_what_differs_is_said_with_both_values(samples: tuple[Overlap, ...]):
    pair = next(
        pair
        for pair in samples
        if {pair.a.title, pair.b.title} == {"坚决打击非标油品", "加强车用油品质量监管,引导加油站规范经营"}
    )
    lead = next(difference for difference in pair.differs if difference.aspect == "lead")
    assert "市场监督管理局" in lead.a + lead.b


def test_the_overlaps_of_the_samples_keep_their_figures(samples: tuple[Overlap, ...], tmp_path: Path):
    found = tmp_path / "pairs.json"
    found.write_text(json.dumps(overlaps_json(samples), ensure_ascii=False), "utf-8")
    score = [sys.executable, str(QUESTIONS / "score_overlaps.py"), str(QUESTIONS / "overlaps.json"), str(found)]
    result = subprocess.run([*score, "--gold", str(GOLD), "--json"], capture_output=True, text=True, check=True)
    figures = json.loads(result.stdout)["overlaps"]
    assert figures["recall_same"] == 1.0
    assert figures["precision"] >= 0.8
    assert figures["average_precision"] >= 0.83


def test_a_clause_on_how_the_plan_is_organised_comes_behind_work_alike():
    words = "施工工地湿法作业，渣土车辆密闭运输。"
    work, support = (plan(doc, "甲市", doc, [f"工地扬尘。{words}"]) for doc in ("甲", "乙"))
    other = plan("丙", "乙市", "丙", [f"扬尘管控。{words}拆迁洒水。"])
    aside = dataclasses.replace(
        support[0], tasks=tuple(dataclasses.replace(task, section="四、保障措施") for task in support[0].tasks)
    )
    pairs = find_overlaps([work, (aside, support[1]), other], least=0.0)
    scores = {(pair.a.doc, pair.b.doc): pair.score for pair in pairs if "丙" in (pair.a.doc, pair.b.doc)}
    assert scores["丙", "甲"] > scores["丙", "乙"]


def test_a_lead_of_the_whole_task_is_no_part_however_long_its_list():
    extractor = Extractor()
    helpers = "、".join(f"市{name}局" for name in ("教育", "财政", "商务", "审计", "水务", "统计"))
    words = "秸秆禁烧。各村组织巡查，严禁露天焚烧秸秆。"
    document, text = extractor.extract(
        f"乙市方案\n一、任务\n（一）{words}（市农业农村局牵头，{helpers}配合）".encode(), "a.txt"
    )
    other, its_text = extractor.extract(f"丙市方案\n一、任务\n（一）{words}（市林业局牵头）".encode(), "b.txt")
    pairs = find_overlaps([(document, text), (other, its_text)], least=0.0)
    assert [
        each for pair in pairs for each in pair.differs if each.aspect == "lead" and "分项" in each.a + each.b
    ] == []
    assert any(each.aspect == "lead" for pair in pairs for each in pair.differs)
