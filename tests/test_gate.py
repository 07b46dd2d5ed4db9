from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, PROV, RDF, RDFS, SH, SKOS, TIME, XSD

from graph.anchors import Anchor
from graph.build import build_graph, function_scheme, iri
from graph.corrections import Correction
from graph.decisions import Decision, Subject
from graph.events import event_graph, find_events
from graph.evidence import OA
from graph.functions import load_functions
from graph.gate import InvalidGraphError, check_graph, load_shapes
from graph.judged import correction_graph, decision_graph, verdict_graph
from graph.memberships import add_members
from graph.verdicts import Verdict
from graph.vocabulary import ID, Z
from tests.lineages import lineage
from tests.plans import load_documents, load_text, printed

Break = Callable[[Graph], object]
CONCEPT = iri("function-traffic-police")
SLIP, RIGHT = (Subject(unit=f"unit-{name}", name=name) for name in ("朔州市公交警支队", "朔州市公安局交通警察支队"))
DECISIONS = [
    Decision(number=1, at="2026-01-05T09:00:00", who="督查室", judgement="same", subject=SLIP, other=RIGHT),
    Decision(number=2, at="2026-01-06T09:00:00", who="督查室", judgement="same", subject=SLIP, other=RIGHT, undoes=1),
]
VERDICTS = [
    Verdict(number=1, at="2026-01-05T09:00:00", who="督查室", finding="gap-1", check="no-lead", verdict="misread",
            words="没有牵头单位", doc="plan-a.txt"),
]  # fmt: skip

CORRECTIONS = [
    Correction(number=1, at="2026-01-05T09:00:00", who="督查室", doc="plan-a.txt", change="role", task="清理河道垃圾",
               anchor=Anchor(quote="市水务局牵头", nth=0, before="", after="", telling="both", text="0"),
               words="市水务局", read="lead", role="cooperating"),
]  # fmt: skip


def fresh(number: int = 0) -> Graph:
    """The graph of a plan with a collective and its members, and what became of some bodies."""
    document = load_documents()[number]
    events = find_events(lineage("朔州市", a2016="市环保局 市国土局", b2021="市生态环境局"))
    graph = build_graph(document, load_text(document.doc))
    add_members(graph, first(graph, Z.UnitGroup), "各县（市、区）政府", "山西省朔州市", 2023)
    graph.add((first(graph, Z.Statement), Z.person, ID["person-1"]))
    graph.add((ID["person-1"], RDF.type, Z.Person))
    graph.add((ID["person-1"], RDFS.label, Literal("副市长")))
    decided = decision_graph(DECISIONS) + verdict_graph(VERDICTS) + correction_graph(CORRECTIONS, {1: "applied"})
    return graph + event_graph(events) + function_scheme([load_functions()["traffic-police"]]) + decided


def into_itself(graph: Graph) -> None:
    change = first(graph, Z.Change)
    for body in list(graph.objects(change, ORG.resultingOrganization)):
        graph.add((change, ORG.originalOrganization, body))


def first(graph: Graph, kind: URIRef) -> URIRef:
    node = min(graph.subjects(RDF.type, kind))
    assert isinstance(node, URIRef)
    return node


def without(kind: URIRef, predicate: URIRef) -> Break:
    return lambda graph: graph.remove((first(graph, kind), predicate, None))


def instead(kind: URIRef, predicate: URIRef, value: Literal | URIRef) -> Break:
    return lambda graph: graph.set((first(graph, kind), predicate, value))


def longer_quote(graph: Graph) -> None:
    quote = first(graph, OA.TextQuoteSelector)
    graph.set((quote, OA.exact, Literal(f"{graph.value(quote, OA.exact)}多出来的字")))


def written_without_place(graph: Graph) -> None:
    assignment = min(graph.subjects(Z.standing, Z.Written))
    graph.remove((assignment, Z.start, None))


BROKEN: list[tuple[str, str, Break]] = [
    ("Plan", "文件：必须有一个标题", without(Z.Plan, DCTERMS.title)),
    ("Plan", "文件：印发日期不是有效日期", instead(Z.Plan, DCTERMS.issued, Literal("去年"))),
    ("Plan", "文件：行政区不存在", instead(Z.Plan, Z.jurisdiction, ID.nowhere)),
    ("Plan", "文件：必须出自一个原始文件", without(Z.Plan, PROV.wasDerivedFrom)),
    ("Plan", "文件：必须由一次提取得出", without(Z.Plan, PROV.wasGeneratedBy)),
    ("Plan", "文件：引用不能为空", instead(Z.Plan, Z.cites, Literal(""))),
    ("Plan", "文件：公开属性不在", instead(Z.Plan, Z.access, Literal("hidden"))),
    ("Plan", "文件：公开属性原文", instead(Z.Plan, Z.accessWords, Literal(""))),
    ("Extraction", "提取：必须使用一个原始文件", without(Z.Extraction, PROV.used)),
    ("Extraction", "提取：必须写明由哪个程序", without(Z.Extraction, PROV.wasAssociatedWith)),
    ("SourceText", "原始文件：必须有一个 SHA-256", instead(Z.SourceText, Z.sha256, Literal("xyz"))),
    ("Task", "任务：必须属于且只属于一份文件", without(Z.Task, Z.plan)),
    ("Task", "任务：位置缺失、重复或起点不在终点之前", instead(Z.Task, Z.start, Literal(9999))),
    ("Statement", "分工表述：形式不在允许之列", instead(Z.Statement, Z.kind, Literal("oral"))),
    ("Statement", "分工表述：必须有且只有一条原文证据", without(Z.Statement, Z.evidence)),
    ("Statement", "分工表述：管辖范围的起点", instead(Z.Statement, Z.scopeStart, Literal(9999))),
    ("Statement", "分工表述：人员不存在", instead(Z.Statement, Z.person, ID.nobody)),
    ("Person", "人员：必须有一个姓名", without(Z.Person, RDFS.label)),
    ("Person", "人员：职务不能为空", instead(Z.Person, Z.post, Literal(""))),
    ("Scheme", "角色与依据类型：必须有一个代码", without(Z.Role, SKOS.notation)),
    ("Scheme", "角色与依据类型：必须有中文和英文名称", instead(Z.Standing, SKOS.prefLabel, Literal("明确", lang="zh"))),
    ("UnitGroup", "单位集合：必须标明是集合", instead(Z.UnitGroup, Z.collective, Literal(False))),
    ("UnitGroup", "单位集合：成员必须是机构", instead(Z.UnitGroup, ORG.hasMember, ID.nobody)),
    ("Decision", "人工判断：必须写明由谁判断", without(Z.Decision, PROV.wasAttributedTo)),
    ("Decision", "人工判断：必须有一个有效的时间", instead(Z.Decision, PROV.generatedAtTime, Literal("昨天"))),
    ("Decision", "人工判断：必须有一个编号", instead(Z.Decision, DCTERMS.identifier, Literal("0"))),
    ("Decision", "人工判断：效力", instead(Z.Decision, Z.force, Literal("perhaps"))),
    ("Decision", "人工判断：撤销的判断", instead(Z.Decision, Z.undoes, ID.nothing)),
    ("UnitDecision", "单位判断：必须是", instead(Z.UnitDecision, Z.judgement, Literal("settled"))),
    ("UnitDecision", "单位判断：必须有一个被判断的单位", without(Z.UnitDecision, Z.judged)),
    ("UnitDecision", "单位判断：必须有一个比较的单位", without(Z.UnitDecision, Z.comparedWith)),
    ("UnitDecision", "单位判断：必须有被判断单位的名称", without(Z.UnitDecision, Z.judgedName)),
    ("UnitDecision", "单位判断：必须有比较单位的名称", without(Z.UnitDecision, Z.comparedName)),
    ("Verdict", "结果判断：必须是", instead(Z.Verdict, Z.judgement, Literal("same"))),
    ("Verdict", "结果判断：必须写明判断的是哪一条结果", without(Z.Verdict, Z.finding)),
    ("Verdict", "结果判断：必须写明检查项", without(Z.Verdict, Z.check)),
    ("Correction", "更正：种类", instead(Z.Correction, Z.judgement, Literal("same"))),
    ("Correction", "更正：必须写明是哪份文件", without(Z.Correction, Z.doc)),
    ("Correction", "更正：必须写明更正的是哪些字", without(Z.Correction, Z.words)),
    ("Assignment", "分工：明确的须有原文位置", instead(Z.Assignment, Z.standing, Z.Corrected)),
    ("Assignment", "分工：必须有且只有一个角色", instead(Z.Assignment, Z.role, ID.boss)),
    ("Assignment", "分工：必须有且只有一个单位", without(Z.Assignment, Z.unit)),
    ("Assignment", "分工：明确的须有原文位置", written_without_place),
    ("Unit", "单位：必须有一个规范名称", without(Z.Unit, Z.canonical)),
    ("Unit", "单位：显示名称必须等于规范名称", instead(Z.Unit, SKOS.prefLabel, Literal("另一个局"))),
    ("Unit", "单位：职能不存在", instead(Z.Unit, Z.function, ID.nothing)),
    ("Function", "职能：必须有中文和英文名称", lambda graph: graph.set((CONCEPT, SKOS.prefLabel, Literal("交警")))),
    (
        "Function",
        "职能：必须有中文和英文定义",
        lambda graph: graph.set((CONCEPT, SKOS.definition, Literal("管路", lang="zh"))),
    ),
    ("Function", "职能：必须属于职能表", lambda graph: graph.remove((CONCEPT, SKOS.inScheme, None))),
    ("Function", "职能：上位职能不存在", lambda graph: graph.set((CONCEPT, SKOS.broader, ID.nothing))),
    ("Change", "机构变动：必须有变动后的单位", without(Z.Change, ORG.resultingOrganization)),
    ("Change", "机构变动：变动前后不能是同一单位", into_itself),
    ("Change", "机构变动：必须有中文和英文说明", without(Z.Change, SKOS.prefLabel)),
    ("Change", "机构变动：必须写明依据的改革方案", without(Z.Change, DCTERMS.source)),
    ("Change", "机构变动：必须有改革方案的日期", instead(Z.Change, DCTERMS.date, Literal("2018"))),
    ("Change", "机构变动：必须有开始时间", without(Z.Change, TIME.hasBeginning)),
    ("Change", "机构变动：必须有结束时间", without(Z.Change, TIME.hasEnd)),
    ("Change", "机构变动：把握必须是", instead(Z.Change, Z.certainty, Literal("sure"))),
    ("Change", "机构变动：必须标明由机构改革对照表推得", without(Z.Change, PROV.used)),
    ("NamedBody", "未见于文件的机构：必须有一个名称", without(Z.NamedBody, SKOS.prefLabel)),
    ("Expansion", "统称的展开：必须属于一个统称", without(Z.Expansion, DCTERMS.subject)),
    ("Expansion", "统称的展开：必须标明由区划表推得", without(Z.Expansion, PROV.used)),
    ("Deadline", "时限：必须标明明确、推断或更正", without(Z.Deadline, Z.standing)),
    ("Deadline", "时限：截止日不是有效日期", instead(Z.Deadline, Z.lastDay, Literal("2024-02-30", datatype=XSD.date))),
    (
        "Deadline",
        "时限：起始日不是有效日期，或晚于截止日",
        lambda graph: [
            graph.set((node, Z.firstDay, Literal("2030-01-01", datatype=XSD.date)))
            for node in list(graph.subjects(Z.lastDay))
        ],
    ),
    ("Target", "目标：必须有一个数值", instead(Z.Target, Z.value, Literal("许多"))),
    ("Target", "目标：比较方式不在允许之列", instead(Z.Target, Z.comparison, Literal("≈"))),
    ("Convention", "文内约定：必须有一段引文", without(Z.Convention, Z.quote)),
    ("Jurisdiction", "行政区：必须有一个名称", without(Z.Jurisdiction, RDFS.label)),
    ("Sector", "领域：必须有名称", without(Z.Sector, SKOS.prefLabel)),
    ("Evidence", "证据：必须指向原文中的一处", without(Z.Evidence, OA.hasTarget)),
    ("Place", "证据位置：必须同时有位置和引文", without(OA.SpecificResource, OA.hasSelector)),
    ("Place", "证据位置：页码必须", instead(OA.SpecificResource, Z.page, Literal(0))),
    ("Place", "证据位置：单元格必须", instead(OA.SpecificResource, Z.cell, Literal("3B"))),
    ("Place", "证据位置：版面位置必须", instead(OA.SpecificResource, Z.box, Literal("左上角"))),
    ("Place", "证据位置：置信度必须", instead(OA.SpecificResource, Z.confidence, Literal(97))),
    ("SourceText", "原始文件：格式不在", instead(Z.SourceText, Z.format, Literal("wax"))),
    ("SourceText", "原始文件：必须说明", without(Z.SourceText, Z.recognised)),
    ("Position", "证据起止：起点必须在终点之前", instead(OA.TextPositionSelector, OA.start, Literal(9999))),
    ("Quote", "证据引文：必须有引文", without(OA.TextQuoteSelector, OA.exact)),
    ("SourceText", "证据：引文比起止位置之间的文字长", longer_quote),
]


@pytest.mark.parametrize("number", [0, 1])
def test_a_sound_graph_passes_and_stays_as_it_is(number: int):
    graph = fresh(number)
    before = set(graph)
    check_graph(graph, "plan.txt")
    assert set(graph) == before


def test_the_whole_scheme_of_lines_of_work_passes():
    check_graph(function_scheme(load_functions().values()), "functions.toml")


def test_the_graph_of_a_scan_passes():
    text = load_text("plan-a.txt")
    check_graph(build_graph(printed(load_documents()[0], text), text), "plan-a.pdf")


@pytest.mark.parametrize(("shape", "message", "spoil"), BROKEN, ids=[f"{shape}-{text}" for shape, text, _ in BROKEN])
def test_each_break_is_found_and_said_in_both_languages(shape: str, message: str, spoil: Break):
    graph = fresh()
    spoil(graph)
    with pytest.raises(InvalidGraphError) as caught:
        check_graph(graph, "plan-a.txt")
    findings = [found for found in caught.value.findings if found.chinese.startswith(message)]
    assert findings, [found.chinese for found in caught.value.findings]
    assert all(found.english and found.node for found in findings)
    assert "plan-a.txt：图谱未通过校验" in str(caught.value)


def test_every_shape_has_a_broken_graph():
    shapes = {str(shape).rpartition("#")[2] for shape in load_shapes().subjects(RDF.type, SH.NodeShape)}
    assert shapes == {shape for shape, *_ in BROKEN}


def test_every_constraint_has_its_message_in_both_languages():
    shapes = load_shapes()
    stated = {
        *shapes.objects(predicate=SH.sparql),
        *(node for shape in shapes.subjects(RDF.type, SH.NodeShape) for node in shapes.objects(shape, SH.property)),
    }
    assert len(stated) > 50
    for node in stated:
        languages = sorted(str(message.language) for message in shapes.objects(node, SH.message))
        assert languages == ["en", "zh"]


def test_findings_come_in_a_stable_order():
    def findings() -> object:
        graph = fresh()
        graph.remove((None, DCTERMS.title, None))
        with pytest.raises(InvalidGraphError) as caught:
            check_graph(graph, "x")
        return caught.value.findings

    assert findings() == findings()
