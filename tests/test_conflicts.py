from __future__ import annotations

import re
from pathlib import Path

import pytest

from extract.pipeline import Extractor
from graph.amounts import in_one_measure
from graph.conflicts import find_conflicts
from graph.wording import load_table
from ingest import sample_library

ROOT = Path(__file__).resolve().parent.parent
Plan = tuple[str, str]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def conflicts(extractor: Extractor, *plans: Plan):
    """The findings by check of plans, each given as its title and its tasks."""
    read = [extractor.extract(f"{title}\n一、重点任务\n{tasks}\n".encode(), f"{number}.txt")
            for number, (title, tasks) in enumerate(plans)]  # fmt: skip
    return {check.id: check.findings for check in find_conflicts(read)}


def in_one(extractor: Extractor, tasks: str):
    return conflicts(extractor, ("晋中市2023年扬尘治理行动方案", tasks))


def test_every_quote_is_what_the_document_says_and_every_id_is_its_own():
    library = sample_library()
    texts = {document.doc: library.text(document.doc) for document in library.documents()}
    checks = find_conflicts((document, texts[document.doc]) for document in library.documents())
    found = [finding for check in checks for finding in check.findings]
    assert all(texts[q.doc][q.start : q.end] == q.quote for finding in found for q in finding.quotes)
    assert len({finding.id for finding in found}) == len(found)
    assert {check.id: check.count for check in checks} == {
        "several-leads": 7,  # each read against the text
        "lead-differs": 0,
        "deadline-differs": 0,
        "target-differs": 0,
    }


@pytest.mark.parametrize(
    ("bracket", "leads"),
    [
        ("市住建局、市城管局牵头，市交通局配合", "市住建局、市城管局"),
        ("牵头单位：市住建局、市城管局；配合单位：市交通局", "市住建局、市城管局"),
        ("市住建局牵头，市城管局、市交通局配合", None),
        ("市住建局、市城管局按职责分工牵头", None),
        ("市住建局、市城管局分别牵头", None),
        ("市住建局、市城管局共同牵头", None),
        ("市住建局牵头，各县（区、市）政府按职责分工负责", None),
        ("市住建局、各县（区、市）政府牵头", None),
        ("市住建局、市城管局负责", None),
    ],
)
def test_several_leads_without_a_division_of_work(extractor: Extractor, bracket: str, leads: str | None):
    found = in_one(extractor, f"1.加强工地扬尘管控。落实六个百分之百。（{bracket}）")["several-leads"]
    assert [finding.facts[0] for finding in found] == ([f"2 个牵头单位：{leads}"] if leads else [])


def test_leads_of_parts_are_a_division_of_work(extractor: Extractor):
    task = "1.加强工地扬尘管控。建筑工地落实六个百分之百（市住建局牵头）；道路保洁提标（市城管局牵头）。"
    assert not in_one(extractor, task)["several-leads"]


def test_leads_by_a_declared_rule_say_so(extractor: Extractor):
    bracket = "责任单位：市住建局、市城管局，各县（区、市）政府；逗号前为牵头单位，下同"
    (found,) = in_one(extractor, f"1.加强工地扬尘管控。落实六个百分之百。（{bracket}）")["several-leads"]
    assert "规则推断" in found.facts[-1]


SAME = "1.加强建筑工地扬尘管控。建筑工地全面落实六个百分之百，安装在线监测和视频监控设施，渣土车密闭运输。（{}牵头）"
OTHERS = "\n2.推进散煤清洁替代。完成农村散煤清洁取暖改造确村确户。（市能源局牵头）"


def two(extractor: Extractor, first: str, second: str, *, place: str = "晋中市", years: tuple[int, int] = (2022, 2023)):
    plans = [
        (f"晋中市{years[0]}年扬尘治理行动方案", SAME.format(first)),
        (f"{place}{years[1]}年扬尘治理行动方案", SAME.format(second) + OTHERS),
    ]
    return conflicts(extractor, *plans)["lead-differs"]


def test_the_same_task_of_one_place_with_other_leads(extractor: Extractor):
    (found,) = two(extractor, "市住建局", "市城管局")
    assert [quote.doc for quote in found.quotes] == ["0.txt", "1.txt"]
    assert [side.doc for side in found.others] == ["1.txt"]
    assert "市住建局牵头" in found.facts[0]
    assert "市城管局牵头" in found.facts[1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("市住建局", "市住房和城乡建设局"),
        ("市住建局", "市住建局、市城管局"),
        ("市住建局", "各县（区、市）政府"),
    ],
)
def test_leads_that_are_one_body_or_many_do_not_differ(extractor: Extractor, first: str, second: str):
    assert not two(extractor, first, second)


def test_a_body_and_what_a_reform_made_of_it_do_not_differ(extractor: Extractor):
    assert not two(extractor, "市环保局", "市生态环境局", years=(2018, 2020))
    assert not two(extractor, "市安监局", "市应急管理局", years=(2018, 2020))


def test_plans_of_two_places_do_not_contradict_each_other(extractor: Extractor):
    assert not two(extractor, "市住建局", "市城管局", place="大同市")


@pytest.mark.parametrize(
    ("first", "second", "differs"),
    [
        ("2023年6月底前，完成渣土车密闭改造。", "2023年9月底前，完成渣土车密闭改造。", True),
        ("2023年6月底前，完成渣土车密闭改造。", "2023年6月底前，完成渣土车密闭改造。", False),
        ("2023年6月底前，完成首批渣土车密闭改造。", "2023年9月底前，完成渣土车密闭改造。", False),
        ("2023年6月底前，完成渣土车密闭改造50辆。", "2023年9月底前，完成渣土车密闭改造90辆。", False),
        ("2023年6月底前，完成东区渣土车密闭改造。", "2023年9月底前，完成西区渣土车密闭改造。", False),
        ("每年6月底前，完成渣土车密闭改造。", "每年9月底前，完成渣土车密闭改造。", False),
    ],
)
def test_the_same_work_for_other_days(extractor: Extractor, first: str, second: str, differs: bool):
    tasks = f"1.加强工地扬尘管控。{first}（市住建局牵头）\n2.加强渣土车治理。{second}（市城管局牵头）"
    found = in_one(extractor, tasks)["deadline-differs"]
    assert bool(found) == differs
    for finding in found:
        assert ["2023-06-30" in finding.facts[0], "2023-09-30" in finding.facts[0]] == [True, True]


def test_one_year_after_another_is_no_contradiction(extractor: Extractor):
    tasks = "1.加强渣土车治理。{}年6月底前，完成渣土车密闭改造任务。（市城管局牵头）"
    plans = [(f"晋中市{year}年扬尘治理行动方案", tasks.format(year)) for year in (2022, 2023)]
    assert not conflicts(extractor, *plans)["deadline-differs"]
    same_year = [(f"晋中市2023年{kind}方案", tasks.replace("6月", month).format(2023))
                 for kind, month in (("扬尘治理行动", "6月"), ("渣土车整治", "9月"))]  # fmt: skip
    assert len(conflicts(extractor, *same_year)["deadline-differs"]) == 1


@pytest.mark.parametrize(
    ("first", "second", "differs"),
    [
        ("到2023年底，主城区裸土覆盖率达到90%。", "到2023年底，主城区裸土覆盖率达到95%。", True),
        ("到2023年底，主城区裸土覆盖率达到90%。", "到2023年底，主城区裸土覆盖率达到90%以上。", False),
        ("到2023年底，主城区裸土覆盖率达到90%。", "到2025年底，主城区裸土覆盖率达到95%。", False),
        ("2023年6月底前，主城区裸土覆盖率达到90%。", "2023年12月底前，主城区裸土覆盖率达到95%。", False),
        ("到2023年底，裸土覆盖率达到90%，力争裸土覆盖率达到95%。", "", False),
    ],
)
def test_one_indicator_with_two_values(extractor: Extractor, first: str, second: str, differs: bool):
    tasks = f"1.加强工地扬尘管控。{first}（市住建局牵头）\n2.加强裸土苫盖。{second}（市城管局牵头）"
    found = in_one(extractor, tasks)["target-differs"]
    assert bool(found) == differs
    assert all("裸土覆盖率" in finding.facts[0] for finding in found)


def test_two_plans_of_one_place_and_the_measure_of_their_values(extractor: Extractor):
    first = ("晋中市2023年投资计划", "1.扩大投资。到2023年底，完成技术改造投资总额1.5亿元。（市工信局牵头）")
    other = ("晋中市2023年工业方案", "1.扩大投资。到2023年底，完成技术改造投资总额{}。（市工信局牵头）")
    assert not conflicts(extractor, first, (other[0], other[1].format("15000万元")))["target-differs"]
    (found,) = conflicts(extractor, first, (other[0], other[1].format("20000万元")))["target-differs"]
    assert len({quote.doc for quote in found.quotes}) == 2


def test_values_are_put_to_one_measure():
    assert in_one_measure(3000, "亿元") == in_one_measure(30_000_000, "万元")
    assert in_one_measure(98, "%") == (98, "%")
    assert in_one_measure(3, "万") == in_one_measure(30_000, None)


@pytest.mark.parametrize("table", ["gaps", "conflicts"])
def test_the_documentation_has_every_definition_as_the_page_shows_it(table: str):
    page = (ROOT / "docs" / "analysis.md").read_text("utf-8")
    for check in load_table(table)["check"]:
        heading = f"### {check['zh']} · {check['en']} (`{check['id']}`)"
        assert f"{heading}\n\n{check['definition_zh']}\n\n{check['definition_en']}\n" in page


@pytest.mark.parametrize(
    ("table", "part", "pattern"), [("conflicts", "divided", "pattern"), ("gaps", "unknown", "itself|own")]
)
def test_patterns_fit_their_examples_and_no_counterexample(table: str, part: str, pattern: str):
    rules = load_table(table)[part]
    found = re.compile("|".join(rules[name] for name in pattern.split("|")))
    told, untold = rules["examples"], rules["counterexamples"]
    if part == "unknown":
        told, untold = untold, told  # the examples are names that do not tell who they are
    assert all(found.search(words) for words in told)
    assert not any(found.search(words) for words in untold if not re.search("[‘偷]", words))


def test_words_around_a_date_that_tell_of_the_past():
    past = load_table("gaps")["past"]
    for example in (*past["examples"], *past["counterexamples"]):
        clause = re.split("[，,]", example)[0]
        date = re.search(r"(?:\d{4}年)?(?:\d+月)?(?:\d+日|底)?前", clause)
        assert date
        told = re.search(past["before"], clause[: date.start()]) or re.search(past["behind"], clause[date.end() :])
        assert bool(told) == (example in past["examples"]), example
