"""Deadlines and targets that were missed and a person added: like any other in lists, graph, questions and exports."""

from __future__ import annotations

import dataclasses
import sqlite3
from pathlib import Path

import pytest

from extract.records import Deadline, Document, Target
from graph import facts
from graph.adding import of_missed_deadline, of_missed_target
from graph.asking import ask
from graph.corrections import CorrectionError
from graph.doctor import examine
from graph.exporting.texts import corrected_in_words
from graph.gaps import find_gaps
from graph.library import Library
from graph.meaning import Aim, days_meant, pieces
from graph.opening import FILE
from graph.setting_right import Signed, of_deadline, of_target
from graph.store import open_store
from ingest import ingest_bytes

NAME = "清洁取暖方案.txt"
HEAD = "朔州市清洁取暖2024年工作方案\n一、主要任务\n"
FIRST = "（一）推进散煤替代。11月6日收官。2024年10月底前替代3万户。（市能源局牵头，市生态环境局等配合）"
SECOND = "（二）整治扬尘。第一场雪前见效。每平方公里降尘9吨封顶。（市住建局牵头，市城管局配合）"
PLAN = f"{HEAD}{FIRST}\n{SECOND}\n"
BY = Signed(who="督查室王芳", at="2026-01-05T09:00:00+08:00", note="与原件核对")
DUST = Aim(indicator="降尘量", comparison="<=", value=9, measure="吨/平方公里")
FACTS = ("plan", "task", "statement", "duty", "deadline", "target", "withdrawn", "applied")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    held = Library.open(tmp_path / "library")
    ingest(held, PLAN)
    return held


def ingest(held: Library, text: str) -> str:
    return ingest_bytes(text.encode(), NAME, held).status


def task(held: Library, title: str = "整治扬尘") -> str:
    return next(row.task_id for row in facts.tasks(held) if row.title == title)


def tables(held: Library) -> dict[str, list[tuple[object, ...]]]:
    connection = sqlite3.connect(held.home / FILE)
    rows = {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in FACTS}
    connection.close()
    return rows


def states(held: Library) -> list[str]:
    return [one.state for one in held.applied()]


def both(held: Library) -> None:
    """The deadline and the target of the second task were missed."""
    held.correct(of_missed_deadline(held, task(held), "第一场雪前", BY, days=(None, "2024-11-06")))
    held.correct(of_missed_target(held, task(held), "每平方公里降尘9吨封顶", BY, aim=DUST))


def test_they_hold_everywhere(library: Library):
    assert "整治扬尘" in {f.title for c in find_gaps(library.plans()) if c.id == "no-deadline" for f in c.findings}
    both(library)
    due = next(row for row in facts.deadlines(library) if row.task_title == "整治扬尘")
    assert (due.quote, due.kind, due.first_day, due.last_day, due.read) == (
        "第一场雪前",
        "by",
        None,
        "2024-11-06",
        None,
    )
    assert (due.corrected_by, PLAN[due.start : due.end]) == (BY.who, "第一场雪前")
    aim = next(row for row in facts.targets(library) if row.task_title == "整治扬尘")
    assert (aim.indicator, aim.comparison, aim.value, aim.measure) == ("降尘量", "<=", 9, "吨/平方公里")
    assert "原未识别" in (corrected_in_words(due) or "") and "原未识别" in (corrected_in_words(aim) or "")
    assert "整治扬尘" not in {f.title for c in find_gaps(library.plans()) if c.id == "no-deadline" for f in c.findings}
    assert "2024-11-06" in (found := ask("整治扬尘什么时候完成？", library)).text or "2024年11月6日" in found.text
    rows = open_store(library).query(
        "SELECT ?day ?who { ?d a z:Deadline ; z:standing z:Corrected ; z:words '第一场雪前' ; z:lastDay ?day ;"
        " z:correction ?c . ?c z:judgement 'deadline' ; z:force 'holds' ; prov:wasAttributedTo/rdfs:label ?who }"
    )
    assert [(str(row["day"]), row["who"]) for row in rows] == [("2024-11-06", BY.who)]
    rows = open_store(library).query(
        "SELECT ?value ?as { ?t a z:Target ; z:indicator '降尘量' ; z:value ?value ; z:correction ?c ."
        " ?c z:judgement 'target' ; z:holdsAs ?as }"
    )
    assert [(float(row["value"]), row["as"]) for row in rows] == [(9, "降尘量 ≤ 9吨/平方公里")]
    assert [one for one in examine(library) if one.wrong] == []


def test_taking_back_leaves_the_same_facts_and_others_keep_their_ids(library: Library):
    before, stamp = tables(library), library.stamp()
    ids = {row.deadline_id for row in facts.deadlines(library)} | {row.target_id for row in facts.targets(library)}
    both(library)
    after = {row.deadline_id for row in facts.deadlines(library)} | {row.target_id for row in facts.targets(library)}
    assert ids < after and len(after) == len(ids) + 2
    for number in (2, 1):
        library.take_back(number, who="李", at="2026-01-06T09:00:00+08:00")
    assert (tables(library), library.stamp()) == (before, stamp)


def test_what_is_taken_out_behind_one_that_was_added_leaves_its_own_place(library: Library):
    """The added deadline stands before the one that was read."""
    library.correct(
        of_missed_deadline(library, task(library, "推进散煤替代"), "11月6日", BY, days=(None, "2024-12-31"))
    )
    before = tables(library)
    read = next(row for row in facts.deadlines(library) if row.quote == "2024年10月底前")
    library.correct(of_deadline(library, read.deadline_id, BY))
    assert [row.quote for row in facts.deadlines(library)] == ["11月6日"]
    assert library.read("SELECT kind, position, words FROM withdrawn") == [("deadline", 0, "2024年10月底前")]
    library.take_back(2, who="李", at="2026-01-06T09:00:00+08:00")
    assert tables(library) == before


@pytest.mark.parametrize(
    ("words", "first", "last", "rrule"),
    [
        ("2024年6月底前", None, "2024-06-30", None),
        ("6月底前", None, "2024-06-30", None),
        ("2024年9月", None, "2024-09-30", None),
        ("3月至5月", "2024-03-01", "2024-05-31", None),
        ("每月25日前", None, None, "FREQ=MONTHLY;BYMONTHDAY=25"),
        ("2019年底前", None, "2019-12-31", None),
    ],
)
def test_words_are_read_by_the_rules_of_times(
    library: Library, words: str, first: str | None, last: str | None, rrule: str | None
):
    meant = days_meant(library.document(NAME), words)
    assert meant is not None
    assert (meant.first, meant.last, meant.rrule) == (first, last, rrule)


def test_what_the_rules_do_not_read_a_person_says(library: Library):
    with pytest.raises(CorrectionError, match="读不出“第一场雪前”是哪一天"):
        of_missed_deadline(library, task(library), "第一场雪前", BY)
    with pytest.raises(CorrectionError, match="读不出“见效”"):
        of_missed_target(library, task(library), "见效", BY)
    library.correct(of_missed_deadline(library, task(library), "第一场雪前", BY, days=(None, None)))
    (due,) = [row for row in facts.deadlines(library) if row.task_title == "整治扬尘"]
    assert (due.first_day, due.last_day, due.rrule) == (None, None, "第一场雪前")


def test_words_that_are_not_there_or_were_read_are_told(library: Library):
    first = task(library, "推进散煤替代")
    with pytest.raises(CorrectionError, match="已经读出“2024年10月底前”。请照原文写出漏读的时限"):
        of_missed_deadline(library, first, "2024年10月底前", BY)
    with pytest.raises(CorrectionError, match="没有“5月底前”"):
        of_missed_deadline(library, first, "5月底前", BY)
    with pytest.raises(CorrectionError, match="比较方式"):
        library.correct(
            dataclasses.replace(of_missed_target(library, task(library), "9吨", BY, aim=DUST), comparison=None)
        )
    with pytest.raises(CorrectionError, match="日期"):
        library.correct(of_missed_deadline(library, task(library), "第一场雪前", BY, days=(None, "2024-02-30")))
    assert library.corrections() == []


def test_they_survive_a_new_version_and_fall_away_with_their_words(library: Library):
    both(library)
    moved = f"{HEAD}{SECOND.replace('（二）', '（一）')}\n{FIRST.replace('（一）', '（二）')}\n（三）加强宣传。\n"
    assert ingest(library, moved) == "replaced"
    assert states(library) == ["applied", "applied"]
    assert {row.quote for row in facts.deadlines(library)} == {"第一场雪前", "2024年10月底前"}
    assert ingest(library, PLAN.replace("第一场雪前见效", "尽快见效")) == "replaced"
    assert states(library) == ["gone", "applied"]
    assert {row.quote for row in facts.deadlines(library)} == {"2024年10月底前"}
    ingest(library, PLAN)
    assert states(library) == ["applied", "applied"]


def reread(held: Library, **change: object) -> None:
    """The same file, as newer rules might read it."""
    document: Document = held.versions(NAME)[-1]
    held.add(dataclasses.replace(document, **change), text=held.text(NAME), original=held.original(NAME))  # type: ignore[arg-type]


def test_newer_rules_that_read_the_words_do_not_double_them(library: Library):
    both(library)
    document = library.versions(NAME)[-1]
    at, own = PLAN.index("第一场雪前"), task(library)
    due = Deadline(task=own, text="第一场雪前", start=at, end=at + 5, kind="by", to="2024-12-01")
    words = "每平方公里降尘9吨封顶"
    aim = Target(task=own, text=words, start=PLAN.index(words), end=PLAN.index(words) + len(words),
                 indicator="平均", op="<=", value=9.5)  # fmt: skip
    reread(library, deadlines=(*document.deadlines, due), targets=(*document.targets, aim))
    (row,) = [row for row in facts.deadlines(library) if row.task_id == own]
    assert (row.last_day, row.read) == ("2024-11-06", "../2024-12-01")
    (held,) = [row for row in facts.targets(library) if row.task_id == own]
    assert (held.indicator, held.value, held.read) == ("降尘量", 9, "9.5")
    wider = dataclasses.replace(due, text="第一场雪前见效", end=at + 7)
    reread(library, deadlines=(*document.deadlines, wider))
    assert states(library) == ["unread", "applied"]


def test_one_that_was_added_is_changed_and_only_taken_back(library: Library):
    both(library)
    due = next(row for row in facts.deadlines(library) if row.quote == "第一场雪前")
    aim = next(row for row in facts.targets(library) if row.indicator == "降尘量")
    library.correct(of_deadline(library, due.deadline_id, BY, last="2024-11-30"))
    library.correct(of_target(library, aim.target_id, 8, BY))
    assert states(library) == ["replaced", "replaced", "applied", "applied"]
    again = next(row for row in facts.deadlines(library) if row.quote == "第一场雪前")
    assert (again.deadline_id, again.last_day, again.read) == (due.deadline_id, "2024-11-30", None)
    held = next(row for row in facts.targets(library) if row.indicator == "降尘量")
    assert (held.target_id, held.value, held.measure) == (aim.target_id, 8, "吨/平方公里")
    with pytest.raises(CorrectionError, match="第3条更正补上的"):
        of_deadline(library, due.deadline_id, BY)
    with pytest.raises(CorrectionError, match="第4条更正补上的"):
        of_target(library, aim.target_id, None, BY)


def test_erasing_takes_their_words(library: Library):
    both(library)
    library.remove(NAME, who="管理员", at=BY.at, erase=True)
    for word in ("第一场雪前", "降尘量", "吨/平方公里"):
        assert word.encode() not in (library.home / FILE).read_bytes()
    assert [one.indicator for one in library.corrections()] == [None, None]


def test_pieces_that_may_have_been_missed_are_offered(library: Library):
    document, text = library.plans([NAME])[0]
    first = task(library, "推进散煤替代")
    assert pieces(document, text, first, "deadline") == ["11月6日"]
    assert pieces(document, text, task(library), "target") == ["每平方公里降尘9吨封顶"]


def test_blanks_that_a_pdf_puts_between_words_part_no_piece(library: Library):
    ingest(library, PLAN.replace("11月6日收官", "连续 2 个月预警的地方 11 月 6 日 收官"))
    document, text = library.plans([NAME])[0]
    assert pieces(document, text, task(library, "推进散煤替代"), "target") == ["连续 2 个月预警的地方 11 月 6 日 收官"]
    library.correct(of_missed_deadline(library, task(library, "推进散煤替代"), "11 月 6 日", BY))
    due = next(row for row in facts.deadlines(library) if row.correction)
    assert (due.quote, due.last_day) == ("11 月 6 日", "2024-11-06")


@pytest.mark.parametrize("edited", [("报备", "备案"), ("（二）整治扬尘。", "（二）整治扬尘。各县区")])
def test_an_edit_beside_them_in_their_sentence_leaves_them(library: Library, edited: tuple[str, str]):
    between = "对全市在建工地逐一核验并公布结果"
    one = f"第一场雪前{between}，每平方公里降尘9吨封顶，由监理单位签字确认以后报备。"
    ingest(library, PLAN.replace("第一场雪前见效。每平方公里降尘9吨封顶。", one))
    both(library)
    longer = library.text(NAME)
    assert ingest(library, longer.replace(*edited)) == "replaced"
    assert states(library) == ["applied", "applied"]
    assert ingest(library, longer.replace("第一场雪", "第一场大雪")) == "replaced"
    assert states(library) == ["gone", "applied"]


def test_words_around_what_was_read_are_told_as_what_was_read(library: Library):
    with pytest.raises(CorrectionError, match="已经读出“2024年10月底前”。"):
        of_missed_deadline(library, task(library, "推进散煤替代"), "2024年10月底前替代", BY, days=(None, "2024-10-31"))
    with pytest.raises(CorrectionError, match="原文这一条里没有“来年开春”。"):
        of_missed_deadline(library, task(library), "来年开春", BY, days=(None, "2024-03-31"))
