from __future__ import annotations

import dataclasses

import pytest

from extract.pipeline import Extractor
from extract.records import Issue
from graph.gaps import find_gaps, gaps_json
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
    assert next(check["id"] for check in gaps_json(find_gaps(plans()))["checks"]) == "no-lead"


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
