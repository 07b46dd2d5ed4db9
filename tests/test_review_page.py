"""The pages 审核 and 决定记录: one thing with its words and reasons, judged, taken back, listed."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph import decisionlog
from graph.library import Library
from graph.queueing import queue_of
from graph.review_details import detail
from graph.reviewing import groups, kinds
from graph.verdicts import standing_verdicts
from tests.opened import components, nodes, open_page, told, words
from tests.plans import load_documents, load_text
from tests.test_reviewing import filled
from views import review
from views.review_card import kind_words


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    library = filled(tmp_path)
    monkeypatch.setattr("views.frame.current_library", lambda: library)
    return library


def press(page: AppTest, key: str, who: str = "督查室王芳") -> None:
    page.text_input(key="judge-who").set_value(who)
    button(page, key).click().run()
    assert not page.exception, [error.value for error in page.exception]


def button(page: AppTest, key: str):
    return next(one for one in page.button if str(one.key).startswith(key))


def title(page: AppTest) -> str:
    card = next(node for node in nodes(components(page)) if "review-card" in (node[1].get("class") or ""))
    return next(told(node) for node in nodes(card) if node[0] == "h2")


def counts(page: AppTest) -> dict[str, int]:
    """What the list beside the item says, by words."""
    listed = next(node for node in nodes(components(page)) if node[1].get("class") == "review-kinds")
    found = {}
    for node in nodes(listed):
        if node[0] == "a":
            *name, number = node[2]
            found["".join(map(told, name)).strip()] = int(told(number).replace(",", ""))
    return found


def queue(library: Library):
    return queue_of(library, datetime.date.today())


def test_the_first_item_shows_its_words_and_why_it_is_first(library: Library):
    first = queue(library).items[0]
    found = detail(library, first)
    assert found is not None
    page = open_page("review")
    assert title(page) == found.title
    shown = words(page)
    assert all(line in shown for line in found.zh)
    assert all(context.words in shown for context in found.contexts)
    assert f"{first.score:.2f}" in shown
    assert f"第 1 条，共 {len(queue(library).items)} 条" in shown


def test_a_queue_that_could_not_be_made_is_told_above_the_former_one(library: Library, monkeypatch: pytest.MonkeyPatch):
    assert "没有整理成功" not in words(open_page("review"))
    monkeypatch.setattr(review, "failed", lambda *_: True)
    page = open_page("review")
    assert "没有整理成功" in words(page)
    assert title(page)


def test_every_kind_has_its_count_and_the_count_its_list(library: Library):
    items = queue(library).items
    shown = counts(open_page("review"))
    assert shown["全部"] == len(items)
    for group in {kinds()[one.kind].group for one in items}:
        own = [one for one in items if kinds()[one.kind].group == group]
        page = open_page("review", group=group)
        assert f"待判断 {len(own)} 条" in words(page)
        sub = counts(page)
        for kind in {one.kind for one in own}:
            assert sub[kind_words(kind)] == sum(one.kind == kind for one in own)


def test_a_judgement_is_kept_and_the_next_one_comes(library: Library):
    page = open_page("review")
    before, first = len(queue(library).items), title(page)
    second = detail(library, queue(library).items[1])
    assert second is not None
    press(page, "review-1")
    assert f"已判断 1 条，共 {before} 条" in words(page)
    assert title(page) == second.title
    (entry,) = decisionlog.entries(library)
    assert (entry.who, entry.kind) == ("督查室王芳", "verdict" if standing_verdicts(library.verdicts()) else "name")
    press(page, "review-undo")
    assert [one.force for one in decisionlog.entries(library)] == ["undoing", "undone"]
    again = open_page("review")
    assert title(again) == first
    assert f"已判断 0 条，共 {before} 条" in words(again)


def test_nobody_judges_without_a_name(library: Library):
    page = open_page("review")
    press(page, "review-1", who="")
    assert not decisionlog.entries(library)
    assert "请先填写“判断人”" in words(page)


def test_next_and_previous_have_addresses(library: Library):
    page = open_page("review", at="2")
    assert "第 2 条" in words(page)
    button(page, "review-skip").click().run()
    assert page.session_state["go_to"] == "review?at=3"


def test_an_item_has_an_address_of_its_own_also_when_it_is_judged(library: Library):
    one = queue(library).items[4]
    press(open_page("review", item=one.id), "review-2")
    assert "已经判断过" in words(open_page("review", item=one.id))


@pytest.mark.parametrize(
    "params",
    [
        {"group": "<script>"},
        {"kind": "x" * 10_000},
        {"doc": "../../etc/passwd"},
        {"item": "finding-0"},
        {"at": "-5"},
        {"at": "999999999999999999999"},
        {"at": "²"},
        {"place": "\x00🙂"},
        {"log": "1", "after": "2026-13-01"},
        {"log": "1", "who": "**x**", "from_": "-1"},
        {"log": "1", "kind": "no"},
    ],
)
def test_any_address_is_answered(params: dict[str, str], library: Library):
    press(open_page("review"), "review-1")
    assert words(open_page("review", **params))


def test_an_unknown_plan_is_not_found(library: Library):
    assert "未找到“none.txt”" in words(open_page("review", doc="none.txt"))


def test_who_may_not_judge_sees_the_queue_and_no_buttons(library: Library, monkeypatch: pytest.MonkeyPatch):
    press(open_page("review"), "review-1")
    monkeypatch.setattr("views.people.may_edit", lambda: False)
    monkeypatch.setattr("views.people.why_not", lambda: "只能查阅")
    page = open_page("review")
    assert {str(one.key) for one in page.button} <= {"review-former", "review-skip"}
    assert not page.text_input
    assert "只能查阅" in words(page)
    log = open_page("review", log="1")
    assert not [one for one in log.button if str(one.key).startswith("undo")]


def test_the_log_takes_back_and_keeps_both_entries(library: Library):
    press(open_page("review"), "review-1")
    page = open_page("review", log="1")
    press(page, "undo-", who="李明")
    assert "共 2 条" in words(page)
    assert [one.who for one in decisionlog.entries(library)] == ["李明", "督查室王芳"]
    assert not [one for one in page.button if str(one.key).startswith("undo")]
    assert "共 1 条" in words(open_page("review", log="1", who="李明"))
    assert "没有符合条件的记录" in words(open_page("review", log="1", after="2199-01-01"))


HOSTILE = "<script>alert(1)</script> **粗** :red[x] $y$ [a](javascript:1)"


def test_hostile_words_are_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    library = Library.open(tmp_path)
    for document in load_documents():
        text = load_text(document.doc)
        tasks = tuple(dataclasses.replace(task, title=HOSTILE) for task in document.tasks)
        changed = dataclasses.replace(document, tasks=tasks, meta=dataclasses.replace(document.meta, title=HOSTILE))
        library.add(changed, text=text, original=text.encode("utf-8"))
    from graph.analysing import refresh  # noqa: PLC0415

    refresh(library)
    monkeypatch.setattr("views.frame.current_library", lambda: library)
    page = open_page("review", group="gap")
    assert any(told(node).endswith(HOSTILE) for node in nodes(components(page)) if node[0] == "h2")
    press(page, "review-1")
    log = open_page("review", log="1")
    assert any(HOSTILE in told(node) for node in nodes(components(log)) if node[1].get("class") == "log-about")
    for shown in (page, log):
        assert not [one.value for one in shown.markdown if "alert" in one.value]


def test_english_is_english_but_for_the_words_of_documents(library: Library):
    shown = words(open_page("review", lang="en"))
    assert "judged" in shown
    assert "待判断" not in shown


def test_a_group_that_never_had_anything_is_not_called_judged(library: Library):
    held = {kinds()[one.kind].group for one in queue_of(library, datetime.date.today()).items}
    (group, *_) = (group for group in groups() if group not in held)
    said = words(open_page("review", group=group))
    assert "这里没有要审核的" in said
    assert "这里都看过了" not in said
