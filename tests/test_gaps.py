from __future__ import annotations

import dataclasses

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
    assert set().union(*kinds.values()) <= {"方案未写明"}


def test_the_samples_have_one_task_of_work_without_a_lead():
    library = sample_library()
    checks = find_gaps((document, library.text(document.doc)) for document in library.documents())
    titles = {finding.title for check in checks if check.id == "no-lead" for finding in check.findings}
    assert "全流程推进工业炉窑和挥发性有机物大气污染综合治理" in titles
    assert counts(checks)["open-list"] > 0


def test_the_json_form_names_the_checks():
    assert next(check["id"] for check in gaps_json(find_gaps(plans()))["checks"]) == "no-lead"
