from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.pipeline import Extractor
from extract.records import Document, Meta, Task, content_id
from graph import overlaps
from graph.overlapping.phrases import shared_phrases
from graph.overlaps import Overlap, compare_all, find_overlaps, overlaps_json, overlaps_of
from ingest import sample_library
from tests.figures import keep_figures

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
    assert figures["precision"] >= 0.81
    assert figures["average_precision"] >= 0.925
    assert figures["label_agreement"] >= 0.9
    keep_figures("overlaps", figures)


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


@pytest.mark.parametrize(
    ("places", "leads", "differs"),
    [
        (("大同市", "朔州市"), ("市生态环境局", "市生态环境局"), False),
        (("大同市", "朔州市"), ("市科学技术和工业信息化局", "市工业和信息化局"), False),
        (("大同市", "朔州市"), ("市能源局", "市生态环境局"), True),
        (("大同市", "大同市"), ("市科学技术和工业信息化局", "市工业和信息化局"), True),
    ],
)
def test_the_same_kind_of_body_in_another_place_is_no_other_lead(places, leads, differs: bool):
    words = "散煤治理。取缔散煤销售点，开展散煤质量抽检。"
    plans = [
        Extractor().extract(f"{place}{2020 + at}年方案\n一、任务\n（一）{words}（{lead}牵头）".encode(), f"{at}.txt")
        for at, (place, lead) in enumerate(zip(places, leads, strict=True))
    ]
    [pair] = find_overlaps(plans)
    assert any(each.aspect == "lead" for each in pair.differs) is differs


WORK = {
    "供水": (
        "推进老旧供水管网改造。2025年底前完成老城区漏损管网更新，公共供水管网漏损率控制在9%以内。",
        "降低管网漏损。对老城区供水管网进行更新改造，将公共供水管网漏损率控制在10%以内。",
    ),
    "食品安全": (
        "校园食堂监管。学校食堂全面推行“互联网+明厨亮灶”，落实校长陪餐制度，食材公开招标采购。",
        "守护学校用餐。实行校长陪餐，建成食堂“互联网+明厨亮灶”，大宗食材公开采购。",
    ),
    "营商环境": (
        "优化企业开办服务。实现企业设立登记、公章刻制、申领发票“一网通办”，一个工作日内办结。",
        "压缩企业开办时间。设立登记、刻制公章、领取发票一网通办，全流程一日办结。",
    ),
    "养老": (
        "发展社区助餐。新建改建助餐点，为高龄独居老人提供送餐上门，给予运营补贴。",
        "老年人助餐服务。每个街道建一处助餐点，对独居高龄老人送餐上门，按份给予补贴。",
    ),
    "医疗": (
        "分级诊疗。建设紧密型县域医共体，二级以上医院专家定期下沉乡镇卫生院坐诊。",
        "医共体建设。推进紧密型县域医共体，安排县级医院专家到乡镇卫生院坐诊带教。",
    ),
}


@pytest.mark.parametrize("subject", WORK)
def test_two_places_that_ask_for_the_same_in_other_words_overlap_whatever_the_subject(subject: str):
    others = [clauses for name, clauses in WORK.items() if name != subject]
    mine, theirs = WORK[subject]
    one = plan("甲", "甲省乙市", "甲", [mine, others[0][0], others[1][0]])
    other = plan("乙", "甲省丙市", "乙", [theirs, others[2][1], others[3][1]])
    pairs = find_overlaps([one, other])
    assert [(pair.a.title, pair.b.title) for pair in pairs] == [(theirs.split("。")[0], mine.split("。")[0])]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("校园食堂监管。落实校长陪餐制度，食材公开采购。", "校园周边交通。在上下学时段设护学岗，施划爱心停车位。"),
        ("发展社区助餐。新建改建老年食堂，送餐上门。", "老旧小区加装电梯。财政给予补贴，简化规划许可。"),
        ("加强技能培训。开展企业新型学徒制培训。", "加强疫苗接种。开展适龄女生宫颈癌疫苗接种。"),
        ("河道清淤。完成城区内河清淤，恢复行洪断面。", "河长巡河。县级河长每月巡河一次，问题建账销号。"),
        ("推进防汛工作。加强组织，抓好落实，储备沙袋泵车。", "推进护林工作。加强组织，抓好落实，开设防火隔离带。"),
    ],
)
def test_words_of_plans_and_a_common_subject_make_no_overlap(one: str, other: str):
    pairs = find_overlaps([plan("甲", "甲省乙市", "甲", [one]), plan("乙", "甲省丙市", "乙", [other])])
    assert [(pair.why, pair.score) for pair in pairs] == []


@pytest.mark.parametrize(
    "clause",
    [
        "加强组织领导。成立领导小组，建立联席会议制度，定期调度，协调解决重大问题。",
        "强化宣传引导。通过广播电视、报刊网络广泛宣传，营造全社会关心支持的良好氛围。",
        "抓好贯彻落实。各县（市、区）要结合实际制定具体措施，保质保量完成各项任务。",
        "严格考核问责。将任务完成情况纳入年度目标责任考核，对推进不力的约谈问责。",
        "强化部门协同。各部门各司其职、密切配合，形成工作合力。",
    ],
)
def test_clauses_on_how_a_plan_is_carried_out_are_no_overlap_even_word_for_word(clause: str):
    pairs = find_overlaps([plan("甲", "甲省乙市", "甲", [clause, SCHOOLS[0]]), plan("乙", "甲省丙市", "乙", [clause])])
    assert pairs == ()


def test_a_line_of_the_news_overlaps_with_the_page_that_says_it_in_full():
    page = (
        "实施农村饮水安全巩固提升。以县域为单元统一建设管护，新建集中供水工程，配备净化消毒设备，"
        "推行水质在线监测，加强水源地保护，划定保护区，整治排污口，组建维修队伍，公布服务电话，"
        "对供水管护人员开展培训，落实水费减免政策，探索城乡供水一体化经营。"
    )
    news = "办好民生实事。改善教学条件，扩建医院，推行水质在线监测，发放救助资金，安排除夕文艺演出。"
    other = "二是落实安全生产责任，排查矿山隐患，开展消防演练。"
    [pair] = find_overlaps([plan("甲", "甲省乙市", "甲", [page]), plan("乙", "甲省丙市", "乙", [news, other])])
    assert pair.kind == "related"
    assert ("推行水质在线监测", "推行水质在线监测") in [(both.a.quote, both.b.quote) for both in pair.shared]


def test_the_reason_names_object_action_and_indicator_in_both_languages():
    extractor = Extractor()
    one, text = extractor.extract(
        "乙市供水方案\n一、任务\n（一）管网改造。淘汰灰口铸铁管，公共供水管网漏损率控制在9%以内。".encode(), "a.txt"
    )
    other, its = extractor.extract(
        "丙市计划\n一、任务\n（一）降损增效。加快淘汰灰口铸铁管，公共供水管网漏损率控制在10%以内。".encode(), "b.txt"
    )
    [pair] = find_overlaps([(one, text), (other, its)])
    assert "淘汰“灰口铸铁管”" in pair.why
    assert "同一指标“公共供水管网漏损率”" in pair.why
    assert "both ask for the same action on “灰口铸铁管”: “淘汰”" in pair.why_en
    assert [(each.aspect, each.a, each.b) for each in pair.differs if each.aspect == "target"]


def test_the_shared_stretches_say_what_stands_in_the_texts(samples: tuple[Overlap, ...]):
    library = sample_library()
    texts = {doc: library.text(doc) for doc in library.docs()}
    for pair in samples:
        assert pair.shared
        for both in pair.shared:
            for side, words in ((pair.a, both.a), (pair.b, both.b)):
                assert texts[side.doc][words.start : words.end] == words.quote
                assert words.quote.strip()


def test_plans_added_later_leave_the_pairs_of_others_much_as_they_were(samples: tuple[Overlap, ...]):
    library = sample_library()
    held = [(document, library.text(document.doc)) for document in library.documents()]
    docs = {document.doc for document, _ in held[1:3]}
    alone = {pair.id: pair.score for pair in find_overlaps(held[1:3])}
    among = {pair.id: pair.score for pair in samples if {pair.a.doc, pair.b.doc} == docs}
    best = sorted(alone, key=lambda id: -alone[id])[:15]
    assert all(id in among and abs(among[id] - alone[id]) < 0.06 for id in best)


def test_the_overlaps_of_one_plan_are_those_of_it_among_all(samples: tuple[Overlap, ...]):
    library = sample_library()
    held = [(document, library.text(document.doc)) for document in library.documents()]
    doc = held[1][0].doc
    own = overlaps_of(held[1], held)
    assert {pair.id for pair in own} == {pair.id for pair in samples if doc in (pair.a.doc, pair.b.doc)}
    assert all(doc in (pair.a.doc, pair.b.doc) for pair in own)


def test_what_is_too_much_to_tell_is_counted(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(overlaps, "PER_TASK", 2)
    others = [plan(f"乙{at}", "甲省丙市", "乙", [READING[0]]) for at in range(4)]
    found = compare_all([plan("甲", "甲省乙市", "甲", SCHOOLS), *others])
    told = Counter(side.task for pair in found.pairs for side in (pair.a, pair.b))
    assert max(told.values()) == 2
    assert len(found.pairs) + found.left_out == 10


def test_between_two_plans_only_theirs_are_told(samples: tuple[Overlap, ...]):
    library = sample_library()
    held = [(document, library.text(document.doc)) for document in library.documents()]
    docs = {held[1][0].doc, held[3][0].doc}
    found = compare_all(held, between=docs)
    assert [pair for pair in found.pairs if pair.kind == "related"] == [
        pair for pair in samples if {pair.a.doc, pair.b.doc} == docs and pair.kind == "related"
    ]
    assert {pair.id for pair in found.pairs} == {pair.id for pair in samples if {pair.a.doc, pair.b.doc} == docs}


def placed(doc: str, place: str, title: str, *, number: str | None = None, cites: tuple[str, ...] = ()) -> Any:
    document, text = plan(doc, place, title, [READING[0]])
    return dataclasses.replace(document, meta=dataclasses.replace(document.meta, doc_number=number, cites=cites)), text


@pytest.mark.parametrize(
    ("upper", "lower", "kind"),
    [
        (("全国", "国发〔2021〕4号", ()), ("甲省", None, ("国发〔2021〕4号",)), "handed-down"),
        (("甲省", "甲政发〔2021〕7号", ()), ("甲省乙市", None, ("甲政发〔2021〕7号",)), "handed-down"),
        (("甲省", None, ()), ("甲省乙市", None, ("甲省人民政府关于印发校园阅读行动方案的通知",)), "handed-down"),
        (("甲省", "甲政发〔2021〕7号", ()), ("甲省乙市", None, ()), "same"),
        (("丁省", "丁政发〔2021〕7号", ()), ("甲省乙市", None, ("丁政发〔2021〕7号",)), "same"),
        (("甲省", "政发〔2021〕14号", ()), ("甲省乙市", None, ("国发〔2021〕4号",)), "same"),
    ],
)
def test_work_is_handed_down_only_by_citation_and_place(upper: Any, lower: Any, kind: str):
    high = placed("上", upper[0], "校园阅读行动方案", number=upper[1], cites=upper[2])
    low = placed("下", lower[0], "乙市书香校园计划", number=lower[1], cites=lower[2])
    [pair] = find_overlaps([high, low])
    assert pair.kind == kind
    assert ("引用" in pair.why) == (kind == "handed-down")


@pytest.mark.parametrize(("before", "after"), [("国土资源局", "自然资源局"), ("环境保护局", "生态环境局")])
def test_a_lead_that_a_reform_renamed_is_no_difference(before: str, after: str):
    extractor = Extractor()
    words = "矿山修复。关闭露天矿山，修复矿山地质环境，恢复植被。"
    plans = [
        extractor.extract(f"{place}{year}年方案\n一、任务\n（一）{words}（市{lead}牵头）".encode(), f"{year}.txt")
        for place, year, lead in (("朔州市", 2017, before), ("大同市", 2022, after))
    ]
    [pair] = find_overlaps(plans)
    assert [each for each in pair.differs if each.aspect == "lead"] == []


WORDS = st.sampled_from([clause for both in WORK.values() for clause in both] + SCHOOLS + READING)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=3, unique=True), min_size=2, max_size=4), st.randoms())
@settings(max_examples=15, deadline=None)
def test_pairs_don_t_depend_on_the_order_of_plans_and_name_two_plans(clauses: list[list[str]], chance: Any):
    plans = [plan(f"{at}.txt", f"甲省{at}市", "方案", own) for at, own in enumerate(clauses)]
    pairs = find_overlaps(plans)
    chance.shuffle(plans)
    assert find_overlaps(plans) == pairs
    assert all(pair.a.doc < pair.b.doc and 0 < pair.score <= 1 for pair in pairs)
    assert len({pair.id for pair in pairs}) == len(pairs)


def test_two_tasks_of_one_title_have_pairs_of_their_own():
    first = next(iter(WORK.values()))
    twice = plan("一.txt", "甲省甲市", "方案", [first[0], first[0]])
    once = plan("二.txt", "甲省乙市", "方案", [first[1]])
    pairs = find_overlaps([twice, once], least=0.0)
    assert len(pairs) == 2
    assert len({pair.id for pair in pairs}) == 2
