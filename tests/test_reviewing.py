"""What a person should check next: the order by weight and doubt, the same after a re-import, judged things apart."""

from __future__ import annotations

import csv
import dataclasses
import datetime
import io
from pathlib import Path

import pytest

from extract.records import Document, Issue
from graph import decisionlog, identity, kept_findings, kept_overlaps, queueing
from graph.analysing import refresh
from graph.assessing import verdict_on
from graph.decisionlog import Wanted
from graph.errors import GraphError
from graph.exporting.logbook import csv_of_log, workbook_of_log
from graph.library import Library
from graph.queueing import queue_of
from graph.review_details import detail, judgeable_besides
from graph.review_sources import find_queue, implied_kind
from graph.reviewing import (
    Hanging,
    Item,
    Queue,
    chosen,
    counted,
    groups,
    item,
    judged_names,
    kind_of,
    kinds,
    ordered,
    why,
)
from graph.verdicts import VerdictError, standing_verdicts
from graph.wording import load_table
from tests.plans import load_documents, load_text
from tests.test_identity import ENERGY, POLICE, SLIP, held, plan

DAY = datetime.date(2020, 6, 1)
AT = "2026-01-05T09:00:00+08:00"


def thing(kind: str = "no-lead", own: str = "a", concerns: str | None = None, **hanging: int) -> Item:
    return item(own, kinds()[kind], ["plan.txt"], Hanging(**hanging), concerns=concerns)


def queue(library: Library) -> Queue:
    links, names = identity.all_doubts(library)
    return find_queue(library, links, names, DAY)


def with_issues(document: Document) -> Document:
    text = load_text(document.doc)
    start = text.index("\n", len(text) // 2) + 1
    found = Issue(code="statement.unread", message="这里没有读出单位", start=start, end=start + 2)
    return dataclasses.replace(document, issues=(*document.issues, found))


def filled(home: Path, *, backwards: bool = False) -> Library:
    """The two plans with an issue in each, compared and checked."""
    library = Library.open(home)
    documents = [with_issues(document) for document in load_documents()]
    for document in reversed(documents) if backwards else documents:
        text = load_text(document.doc)
        library.add(document, text=text, original=text.encode("utf-8"))
    refresh(library)
    return library


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return filled(tmp_path_factory.mktemp("review"))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (thing(concerns="lead"), thing(concerns="role")),
        (thing(concerns="role"), thing(concerns="deadline")),
        (thing(concerns="deadline"), thing(concerns="other")),
        (thing(due=5), thing(due=40)),
        (thing(due=40), thing(due=200)),
        (thing(due=200), thing(due=2000)),
        (thing(tasks=12), thing(tasks=3)),
        (thing(units=8), thing(units=2)),
        (thing(load=90), thing(load=20)),
        (thing("statement.unread", concerns="lead"), thing("no-lead", concerns="lead")),
        (thing("link.slip"), thing("link.short")),
        (thing("implied.weak"), thing("implied")),
    ],
)  # fmt: skip
def test_what_matters_more_or_is_less_sure_comes_first(first: Item, second: Item):
    assert [one.score for one in ordered([second, first])] == [first.score, second.score]
    assert first.score > second.score


def test_the_score_is_the_sum_of_its_reasons_times_the_doubt():
    one = thing("statement.unread", due=20, tasks=4, units=8, load=16)
    told = why(one)
    assert [part.factor for part in told.parts] == ["concerns", "due", "tasks", "units", "load"]
    assert [part.points for part in told.parts] == [4.0, 3.0, 2.0, 1.5, 1.0]
    assert (told.weight, told.doubt, told.score) == (11.5, 1.0, 11.5)
    assert told.parts[1].zh == "有时限在 30 天内到期"


def test_one_task_and_one_unit_add_nothing():
    assert [part.factor for part in why(thing(tasks=1, units=1, load=1)).parts] == ["concerns"]


def test_every_kind_has_a_group_what_it_concerns_and_a_reason():
    table = load_table("reviewing")
    for kind in kinds().values():
        assert kind.group in groups()
        assert kind.concerns in table["points"]["concerns"]
        assert 0 < kind.doubt <= 1
        assert kind.why_zh
        assert kind.why_en
    assert set(groups()) <= set(kinds())


def test_a_new_check_takes_what_its_group_says():
    assert kind_of("brand-new", "conflict") is kinds()["conflict"]


@pytest.mark.parametrize(
    ("rule", "declared", "kind"),
    [
        ("列第一位的为牵头单位，下同", True, "implied"),
        ("以下均需各市人民政府落实", True, "implied"),
        ("列第一位的为牵头单位", True, "implied.weak"),
        ("一、市能源局牵头的工作", False, "implied.heading"),
    ],
)
def test_a_rule_that_does_not_say_how_far_it_reaches_is_weak(rule: str, declared: bool, kind: str):
    assert implied_kind(rule, declared=declared) == kind


def test_everything_that_is_kept_stands_in_the_queue_once(library: Library):
    found = queue(library)
    ids = [one.id for one in found.items]
    assert len(ids) == len(set(ids))
    kept = {row.id for row in kept_findings.short_rows(library) if row.check != "lead-implied"}
    pairs = {row.id for row in kept_overlaps.short_rows(library)}
    assert kept
    assert pairs
    assert kept | pairs <= set(ids)
    rest = {kinds()[one.kind].group for one in found.items if one.id not in kept | pairs}
    assert rest <= {"name", "implied"}
    assert list(found.items) == list(ordered(found.items))


def test_an_issue_has_the_kind_of_its_code_and_the_id_of_its_finding(library: Library):
    issues = [one for one in queue(library).items if one.kind == "statement.unread"]
    assert len(issues) == len(load_documents())
    known = {row.id for row in kept_findings.short_rows(library) if row.check == "unread"}
    assert {one.id for one in issues} <= known


def test_the_roles_of_one_rule_are_judged_once(library: Library):
    implied = [one for one in queue(library).items if kinds()[one.kind].group == "implied"]
    rules = library.read(
        "SELECT doc, rule, COUNT(DISTINCT task) FROM duty WHERE standing = 'implied' AND task IS NOT NULL"
        " GROUP BY doc, rule"
    )
    assert sorted((one.docs[0], one.hanging.tasks) for one in implied) == sorted((doc, n) for doc, _, n in rules)


def test_the_queue_is_the_same_after_another_import(library: Library, tmp_path: Path):
    assert queue(filled(tmp_path, backwards=True)) == queue(library)


def test_the_words_of_an_item_stand_in_their_text(library: Library):
    for one in queue(library).items:
        found = detail(library, one)
        assert found is not None
        assert found.zh
        for context in found.contexts:
            text = library.text(context.doc)
            assert text[context.start :].startswith(context.words)
            assert f"{context.before.removeprefix('…')}{context.words}{context.after.removesuffix('…')}" in text


def test_a_place_and_a_plan_leave_what_is_of_them(library: Library):
    found = queue(library)
    for doc, where in found.places.items():
        assert all(doc in one.docs for one in chosen(found, doc=doc))
        assert {one.id for one in chosen(found, doc=doc)} <= {one.id for one in chosen(found, place=where)}
    assert not chosen(found, place="没有这个地方")


def test_what_is_judged_leaves_and_undo_brings_it_back(tmp_path: Path):
    library = filled(tmp_path)
    one = next(one for one in queue(library).items if one.kind == "statement.unread")
    found = detail(library, one)
    assert found is not None
    assert found.judgeable is not None
    kept = library.judge(verdict_on(found.judgeable, "as-written", who="王芳", at=AT))
    assert counted([one], standing_verdicts(library.verdicts())) == {"statement.unread": (0, 1)}
    decisionlog.undo(library, "verdict", kept.number, who="李明", at=AT)
    assert counted([one], standing_verdicts(library.verdicts())) == {"statement.unread": (1, 0)}
    assert [entry.force for entry in decisionlog.entries(library)] == ["undoing", "undone"]
    with pytest.raises(VerdictError):
        decisionlog.undo(library, "verdict", kept.number, who="李明", at=AT)


def names_library(home: Path) -> Library:
    return held(home, plan("一", [POLICE, ENERGY], [SLIP]))


def test_a_judged_name_leaves_at_once_also_where_it_is_left_open(tmp_path: Path):
    library = names_library(tmp_path)
    (one,) = [one for one in queue_of(library, DAY).items if one.link]
    for judgement in ("unsure", "same"):
        made = identity.decide(library, SLIP.unit_id, POLICE.unit_id, judgement, who="王芳", at=AT)
        assert one.id in judged_names(library.decisions())
        decisionlog.undo(library, "name", made.number, who="王芳", at=AT)
        assert one.id not in judged_names(library.decisions())
    assert [again.id for again in queue(library).items if again.link] == [one.id]


def test_the_queue_of_a_large_library_is_made_beside_the_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    library = names_library(tmp_path)
    here = queue(library)
    monkeypatch.setattr(queueing, "_MANY", 0)
    monkeypatch.setattr(queueing, "_SOON", 0.0)
    monkeypatch.setattr(queueing, "find_queue", lambda *_: pytest.fail("made by who draws the page"))
    assert queue_of(library, DAY) is None
    queueing._making[library.home.resolve()].ended.wait(60)
    made = queue_of(library, DAY)
    assert made == here
    assert queue_of(library, DAY) is made
    identity.decide(library, SLIP.unit_id, POLICE.unit_id, "same", who="王芳", at=AT)
    assert queue_of(library, DAY) is made
    queueing._making[library.home.resolve()].ended.wait(60)
    assert queue_of(library, DAY) is not made


def test_a_queue_that_could_not_be_made_is_told_once_and_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    library = names_library(tmp_path)
    monkeypatch.setattr(queueing, "_MANY", 0)
    monkeypatch.setattr(queueing._APART, "call", lambda *_: (_ for _ in ()).throw(GraphError("内存不足")))
    with pytest.raises(GraphError, match="内存不足"):
        queue_of(library, DAY)
    monkeypatch.undo()
    assert queue_of(library, DAY)


def test_with_a_former_queue_a_failure_is_told_and_tried_again_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    library = names_library(tmp_path)
    key = library.home.resolve()
    former, call, asked = queue_of(library, DAY), queueing._APART.call, []

    def dies_once(*given: object) -> object:
        asked.append(given)
        if len(asked) == 1:
            raise GraphError("处理进程意外中断")
        return call(*given)

    monkeypatch.setattr(queueing._APART, "call", dies_once)
    identity.decide(library, SLIP.unit_id, POLICE.unit_id, "same", who="王芳", at=AT)
    assert not queueing.failed(library, DAY)
    for _ in range(3):
        assert queue_of(library, DAY) is former
        queueing._making[key].ended.wait(60)
        assert queueing.failed(library, DAY)
    assert len(asked) == 1
    queueing._making[key].again = 0.0  # the while is over
    assert queue_of(library, DAY) is former
    assert not queueing.failed(library, DAY)
    queueing._making[key].ended.wait(60)
    assert queue_of(library, DAY) is not former
    assert len(asked) == 2


def log_library(home: Path) -> Library:
    library = names_library(home)
    identity.decide(library, SLIP.unit_id, POLICE.unit_id, "unsure", who="=王芳", at="2026-01-05T09:00:00+08:00")
    refresh(library)
    one = next(one for one in queue(library).items if one.link is None)
    found = detail(library, one)
    assert found is not None
    assert found.judgeable is not None
    library.judge(verdict_on(found.judgeable, "misread", who="李明", at="2026-01-05T00:30:00+00:00", note="看过"))
    identity.decide(library, SLIP.unit_id, POLICE.unit_id, "different", who="李明", at="2026-02-01T09:00:00+08:00")
    return library


def test_the_log_holds_every_decision_newest_first(tmp_path: Path):
    library = log_library(tmp_path)
    found = decisionlog.entries(library)
    assert [(one.kind, one.number, one.force) for one in found] == [
        ("name", 2, "holds"),
        ("name", 1, "replaced"),
        ("verdict", 1, "holds"),
    ]  # 09:00 in China is half an hour after 00:30 in UTC
    assert decisionlog.signers(found) == ["=王芳", "李明"]
    assert len(decisionlog.entries(library, Wanted(who="李明"))) == 2
    assert len(decisionlog.entries(library, Wanted(kind="name", after="2026-02-01"))) == 1
    assert not decisionlog.entries(library, Wanted(before="2025-12-31"))


def test_the_log_goes_to_excel_without_a_formula(tmp_path: Path):
    found = decisionlog.entries(log_library(tmp_path))
    rows = list(csv.reader(io.StringIO(csv_of_log(found).decode("utf-8-sig"))))
    assert len(rows) == 1 + len(found)
    assert rows[2][1] == "'=王芳"
    assert workbook_of_log(found).startswith(b"PK")


def test_a_library_without_results_has_its_names_all_the_same(tmp_path: Path):
    assert {kinds()[one.kind].group for one in queue(names_library(tmp_path)).items} == {"name"}


def test_a_rule_is_judged_under_the_id_that_the_terminal_knows(library: Library):
    implied = [one for one in queue(library).items if kinds()[one.kind].group == "implied"]
    details = [detail(library, one) for one in implied]
    known = {one.id: one for one in judgeable_besides(library)}
    assert known == {found.judgeable.id: found.judgeable for found in details if found and found.judgeable}
