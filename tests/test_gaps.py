from __future__ import annotations

import dataclasses

import pytest

from extract.pipeline import Extractor
from extract.records import Issue
from graph.findings import checks_json
from graph.gaps import find_gaps
from ingest import sample_library
from tests.plans import load_documents, load_text


def plans():
    return [(document, load_text(document.doc)) for document in load_documents()]


def counts(checks) -> dict[str, int]:
    return {check.id: check.count for check in checks}


def test_every_check_has_definitions_in_both_languages_and_counts_its_findings():
    for check in find_gaps(plans()):
        assert check.zh
        assert check.en
        assert check.definition_zh
        assert check.definition_en
        assert check.count == len(check.findings)


def test_every_quote_is_what_the_document_says():
    texts = {document.doc: text for document, text in plans()}
    for check in find_gaps(plans()):
        for finding in check.findings:
            assert finding.quotes
            assert all(texts[q.doc][q.start : q.end] == q.quote for q in finding.quotes)


def test_what_the_plan_leaves_open_is_kept_apart_from_what_was_not_understood():
    document, text = plans()[0]
    issue = Issue(code="unit", message="未识别的单位", start=0, end=4)
    checks = find_gaps([(dataclasses.replace(document, issues=(issue,)), text)])
    kinds = {check.id: {finding.kind for finding in check.findings} for check in checks}
    assert kinds.pop("unread") == {"未识别"}
    assert kinds.pop("unit-unknown") <= {"未识别"}
    assert "未识别" not in set().union(*kinds.values())


def test_the_samples_have_one_task_of_work_without_a_lead():
    library = sample_library()
    checks = find_gaps((document, library.text(document.doc)) for document in library.documents())
    titles = {finding.title for check in checks if check.id == "no-lead" for finding in check.findings}
    assert "全流程推进工业炉窑和挥发性有机物大气污染综合治理" in titles
    assert counts(checks)["open-list"] > 0


def test_the_json_form_names_the_checks():
    assert next(check["id"] for check in checks_json(find_gaps(plans()))["checks"]) == "no-lead"


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def found_by(extractor: Extractor, bracket: str, *, rule: str = "") -> set[str]:
    """The checks of units that find the one task of a plan with this bracket."""
    words = f"晋中市2023年扬尘治理行动方案\n{rule}\n一、重点任务\n1.加强工地扬尘管控，落实六个百分之百。（{bracket}）\n"
    document, text = extractor.extract(words.encode(), "扬尘.txt")
    checks = {"no-unit", "people-only", "nobody-named", "collective-only"}
    return {check.id for check in find_gaps([(document, text)]) if check.count and check.id in checks}


@pytest.mark.parametrize(
    "bracket",
    [
        *["有关部门负责", "各有关单位按职责分工负责", "责任单位：相关企业", "相关责任单位、有关企业负责落实"],
        *["责任单位：有关县（市、区）政府", "属地政府牵头，市直有关部门配合", "责任单位：各行业主管部门"],
    ],
)
def test_a_task_of_departments_concerned_names_nobody(extractor: Extractor, bracket: str):
    assert found_by(extractor, bracket) == {"nobody-named"}


@pytest.mark.parametrize(
    "bracket",
    [
        *["各县（市、区）政府负责", "责任单位：各乡镇（街道）", "各县（市、区）政府牵头，市直有关部门配合"],
        *["责任单位：各级教育部门", "公安机关牵头，有关部门配合", "责任单位：市安委会成员单位"],
    ],
)
def test_collectives_that_can_be_told_are_counted_apart(extractor: Extractor, bracket: str):
    assert found_by(extractor, bracket) == {"collective-only"}


@pytest.mark.parametrize("bracket", ["市住建局牵头，有关部门配合", "责任单位：市住建局", "榆次区政府、相关企业负责"])
def test_one_named_unit_is_enough(extractor: Extractor, bracket: str):
    assert found_by(extractor, bracket) == set()


def test_a_declaration_that_adds_all_counties_names_somebody(extractor: Extractor):
    rule = "以下各项工作均需各县（市、区）政府落实，不再列出。"
    assert found_by(extractor, "有关部门负责") == {"nobody-named"}
    assert found_by(extractor, "有关部门负责", rule=rule) == {"collective-only"}


def test_a_named_person_answers_for_a_task_of_departments_concerned(extractor: Extractor):
    assert "nobody-named" not in found_by(extractor, "王建国副市长牵头，有关部门配合")


def test_no_task_is_counted_twice_among_the_gaps_of_units():
    checks = {"no-unit", "people-only", "nobody-named", "collective-only"}
    library = sample_library()
    found = find_gaps((document, library.text(document.doc)) for document in library.documents())
    tasks = [(f.doc, f.task) for check in found if check.id in checks for f in check.findings]
    assert len(tasks) == len(set(tasks))


def plan(extractor: Extractor, body: str, *, title: str = "晋中市2023年扬尘治理行动方案", day: str = "2023年5月20日"):
    """A plan of one task, issued by the city's government on this day."""
    words = f"{title}\n晋中市人民政府\n{day}\n一、重点任务\n1.加强工地扬尘管控。{body}\n"
    return extractor.extract(words.encode(), "方案.txt")


def found_in(extractor: Extractor, check: str, body: str, **given: str):
    checks = {one.id: one.findings for one in find_gaps([plan(extractor, body, **given)])}
    return checks[check]


@pytest.mark.parametrize(
    ("bracket", "names"),
    [
        ("责任单位：市住建局、市城管局，列第一位的为牵头单位，下同", "市住建局"),
        ("市住建局牵头，市城管局配合", None),
        ("责任单位：市住建局、市城管局", None),
    ],
)
def test_a_lead_by_a_declared_rule_is_only_implied(extractor: Extractor, bracket: str, names: str | None):
    found = found_in(extractor, "lead-implied", f"落实六个百分之百。（{bracket}）")
    assert [finding.facts[0] for finding in found] == ([f"推断的牵头单位：{names}"] if names else [])
    for finding in found:
        assert finding.kind == "推断"
        assert "列第一位的为牵头单位" in finding.quotes[-1].quote
        assert any("列第一位" in fact for fact in finding.facts_en)


@pytest.mark.parametrize(
    ("body", "past"),
    [
        ("2023年3月底前，摸清工地底数。（市住建局负责）", "2023年3月底前"),
        ("2023年10月底前，摸清工地底数。（市住建局负责）", None),
        ("已于2023年3月底前完成摸底，要巩固成果。（市住建局负责）", None),
        ("对2022年底前建成的项目开展复查。（市住建局负责）", None),
        ("每年3月底前，摸清工地底数。（市住建局负责）", None),
        ("2023年1月至6月，集中整治。（市住建局负责）", None),
    ],
)
def test_a_deadline_before_the_plan_is_told(extractor: Extractor, body: str, past: str | None):
    found = found_in(extractor, "deadline-past", body)
    assert [finding.quotes[0].quote for finding in found] == ([past] if past else [])
    assert all("方案日期为2023-05-20" in finding.facts[0] for finding in found)


def test_the_year_of_the_title_stands_for_a_day_that_is_not_printed(extractor: Extractor):
    body = "2022年10月底前，摸清工地底数。（市住建局负责）"
    (found,) = found_in(extractor, "deadline-past", body, day="")
    assert "按标题从2023年起算" in found.facts[0]
    assert not found_in(extractor, "deadline-past", body, title="晋中市扬尘治理行动方案", day="")


@pytest.mark.parametrize(
    ("unit", "found"),
    [
        *[("市监测中心", True), ("市创办", True), ("市生态环竟局", True), ("市城管理局", True)],
        *[("市生态环境局", False), ("市古城保护和文化传承办公室", False), ("晋能控股集团", False)],
        *[("各有关部门", False), ("各县（区、市）政府", False), ("中央军委政治工作部", False)],
    ],
)
def test_a_name_that_cannot_be_told_is_a_matter_of_the_program(extractor: Extractor, unit: str, found: bool):
    findings = found_in(extractor, "unit-unknown", f"落实六个百分之百。（市住建局牵头，{unit}配合）")
    assert [finding.quotes[0].quote for finding in findings] == ([unit] if found else [])
    assert all(finding.kind == "未识别" for finding in findings)


def test_a_name_is_told_once_a_plan_with_all_its_places(extractor: Extractor):
    body = "落实六个百分之百。（市监测中心负责）\n2.加强监测。（市监测中心负责）"
    (finding,) = found_in(extractor, "unit-unknown", body)
    assert len(finding.quotes) == 2
    assert "共 2 处写到" in finding.facts


@pytest.mark.parametrize(
    ("unit", "day", "said"),
    [
        ("市环保局", "2023年5月20日", "生态环境局"),
        ("市安监局", "2020年5月20日", "应急管理局"),
        ("市国土资源局", "2020年5月20日", "自然资源局"),
        ("市环保局", "2018年5月20日", None),
        ("市生态环境局", "2023年5月20日", None),
        *[
            ("市林业局", "2023年5月20日", None),
            ("市经信局", "2023年5月20日", None),
            ("市住建局", "2023年5月20日", None),
        ],
        *[("市交通局", "2023年5月20日", None), ("市环境保护委员会", "2023年5月20日", None)],
    ],
)
def test_a_body_that_a_reform_had_ended_is_told(extractor: Extractor, unit: str, day: str, said: str | None):
    title = f"晋中市{day[:5]}扬尘治理行动方案"
    found = found_in(extractor, "unit-gone", f"落实六个百分之百。（{unit}负责）", title=title, day=day)
    assert bool(found) == bool(said)
    for finding in found:
        assert finding.quotes[0].quote == unit
        assert said in finding.facts[0]
        assert "通常" in finding.facts[0], "nobody knows what this place did"


def test_a_central_body_that_ended_is_certain(extractor: Extractor):
    words = (
        "国务院办公厅关于扬尘治理的意见\n2019年5月20日\n一、重点任务\n1.加强扬尘管控。加强督查。（环境保护部负责）\n"
    )
    checks = {one.id: one.findings for one in find_gaps([extractor.extract(words.encode(), "意见.txt")])}
    (finding,) = checks["unit-gone"]
    assert "已于" in finding.facts[0]
    assert "通常" not in finding.facts[0]


@pytest.mark.parametrize(
    ("goals", "task", "found"),
    [
        ("到2023年底，裸土覆盖率达到95%。", "裸土全部苫盖。（市住建局负责）", ["裸土覆盖率"]),
        ("到2023年底，裸土覆盖率达到95%。", "提高裸土覆盖率。（市住建局负责）", []),
        ("扬尘明显减少。", "裸土覆盖率达到95%。（市住建局负责）", []),
        ("扬尘明显减少。", "落实六个百分之百。（市住建局负责）\n2.苫盖裸土。裸土覆盖率达到95%。", ["裸土覆盖率"]),
    ],
)
def test_a_target_that_nobody_answers_for(extractor: Extractor, goals: str, task: str, found: list[str]):
    words = f"晋中市2023年扬尘治理行动方案\n一、工作目标\n{goals}\n二、重点任务\n1.加强工地扬尘管控。{task}\n"
    checks = {one.id: one.findings for one in find_gaps([extractor.extract(words.encode(), "方案.txt")])}
    assert [finding.facts[0] for finding in checks["target-nobody"]] == [f"指标：{one}" for one in found]


def test_the_samples_keep_these_counts():
    """Each finding behind these numbers was read against its text."""
    library = sample_library()
    found = counts(find_gaps((document, library.text(document.doc)) for document in library.documents()))
    assert found == GOLDEN


GOLDEN = {
    "no-lead": 5,
    "lead-implied": 0,
    "no-unit": 24,
    "people-only": 0,
    "nobody-named": 0,
    "collective-only": 4,
    "no-deadline": 43,
    "deadline-past": 0,
    "unit-unknown": 1,
    "unit-gone": 0,
    "target-nobody": 6,
    "open-list": 9,
    "unread": 0,
}
