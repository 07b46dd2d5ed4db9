"""Corrections of what was read: they win over the rules, survive a re-import, and can be taken back without a trace."""

from __future__ import annotations

import dataclasses
import sqlite3
from pathlib import Path

import pytest

from extract.records import Document
from graph import decisionlog, facts
from graph.adding import of_missed
from graph.asking import ask
from graph.corrections import Correction, CorrectionError
from graph.doctor import examine
from graph.filters import Filter
from graph.gaps import find_gaps
from graph.library import Library
from graph.opening import FILE
from graph.rows import AssignmentRow
from graph.setting_right import Signed, of_deadline, of_target, of_unit
from graph.store import open_store
from ingest import ingest_bytes

NAME = "清洁取暖方案.txt"
FIRST = "（一）推进散煤替代。2024年10月底前替代3万户，市财政局负责资金保障。（市能源局牵头，市生态环境局等配合）"
SECOND = "（二）整治扬尘。2024年12月31日前完成整治。（市住建局牵头，市城管局配合）"
HEAD = "朔州市清洁取暖2024年工作方案\n一、主要任务\n"
PLAN = f"{HEAD}{FIRST}\n{SECOND}\n"
BY = Signed(who="督查室王芳", at="2026-01-05T09:00:00+08:00", note="与原件核对")
FACTS = ("plan", "task", "statement", "duty", "naming", "body", "deadline", "target", "withdrawn", "applied")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    held = Library.open(tmp_path / "library")
    ingest(held, PLAN)
    return held


def ingest(held: Library, text: str) -> str:
    return ingest_bytes(text.encode(), NAME, held).status


def duty(held: Library, surface: str, role: str | None = None) -> AssignmentRow:
    return next(r for r in facts.assignments(held) if r.surface == surface and role in (None, r.role))


def leads(held: Library) -> dict[str, tuple[str, ...]]:
    return {row.title: row.leads for row in facts.tasks(held)}


def tables(held: Library) -> dict[str, list[tuple[object, ...]]]:
    connection = sqlite3.connect(held.home / FILE)
    rows = {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in FACTS}
    connection.close()
    return rows


def swapped(held: Library) -> Correction:
    """The lead of the first task was read wrong: it is 生态环境局 that leads."""
    held.correct(of_unit(held, duty(held, "市能源局").assignment_id, "cooperating", BY))
    return held.correct(of_unit(held, duty(held, "市生态环境局").assignment_id, "lead", BY))


def states(held: Library) -> list[str]:
    return [one.state for one in held.applied()]


def test_a_role_that_a_person_corrected_holds_everywhere(library: Library):
    swapped(library)
    assert leads(library)["推进散煤替代"] == ("朔州市生态环境局",)
    row = duty(library, "市能源局")
    assert (row.role, row.written_role, row.standing, row.read) == ("cooperating", "lead", "corrected", "lead")
    assert (row.corrected_by, row.corrected_why) == (BY.who, BY.note)
    (document,) = library.documents()
    roles = {unit.text: unit.effective_role for one in document.assignments for unit in one.units}
    assert (roles["市能源局"], roles["市生态环境局"]) == ("cooperating", "lead")
    found = open_store(library).query(
        "SELECT ?read ?who ?force { ?a z:standing z:Corrected ; z:role z:Lead ; z:correction ?c ; z:readAs ?read ."
        " ?c prov:wasAttributedTo/rdfs:label ?who ; z:force ?force }"
    )
    assert found == [{"read": "cooperating", "who": BY.who, "force": "holds"}]


def test_the_log_names_the_roles_in_chinese(library: Library):
    swapped(library)
    assert [one.about.rsplit("：", 1)[1] for one in decisionlog.entries(library)] == ["配合 → 牵头", "牵头 → 配合"]


def test_taking_back_leaves_the_same_facts_and_the_same_stamp(library: Library):
    before, stamp = tables(library), library.stamp()
    first = library.correct(of_unit(library, duty(library, "市能源局").assignment_id, None, BY))
    second = library.correct(of_missed(library, facts.tasks(library)[0].task_id, "3万户", "lead", BY))
    assert tables(library) != before
    for one in (second, first):
        undone = library.take_back(one.number, who="李", at="2026-01-06T09:00:00+08:00")
        assert undone.undoes == one.number
    assert (tables(library), library.stamp()) == (before, stamp)
    assert [one.undoes for one in library.corrections()] == [None, None, 2, 1]


def test_the_same_correction_twice_is_as_once(library: Library):
    one = of_unit(library, duty(library, "市能源局").assignment_id, "supervising", BY)
    library.correct(one)
    once = [dataclasses.replace(row, correction=None) for row in facts.assignments(library)]
    library.correct(one)
    assert [dataclasses.replace(row, correction=None) for row in facts.assignments(library)] == once
    assert states(library) == ["replaced", "applied"]


def test_a_role_that_a_unit_has_already_is_no_correction(library: Library):
    library.correct(of_unit(library, duty(library, "市能源局").assignment_id, "supervising", BY))
    with pytest.raises(CorrectionError, match="现在就是这个角色"):
        of_unit(library, duty(library, "市能源局").assignment_id, "supervising", BY)


def test_a_refusal_says_who_led_until_a_person_corrected_it(library: Library):
    row = duty(library, "市能源局", "lead")
    library.correct(of_unit(library, row.assignment_id, "cooperating", BY))
    task = next(task for task in facts.tasks(library) if row.task_id == task.task_id)
    said = ask(f"谁牵头{task.title}？", library).text
    assert f"原来读作由{row.canonical}牵头，已由人工更正" in said


def test_a_unit_that_is_none_goes_and_the_ids_of_the_others_stay(library: Library):
    before = {row.assignment_id: row.surface for row in facts.assignments(library)}
    wrong = duty(library, "市能源局")
    library.correct(of_unit(library, wrong.assignment_id, None, BY))
    left = {row.assignment_id: row.surface for row in facts.assignments(library)}
    assert left == {key: words for key, words in before.items() if key != wrong.assignment_id}
    assert "朔州市能源局" not in {row.canonical for row in library.bodies().values()}
    assert "推进散煤替代" in {f.title for c in find_gaps(library.plans()) if c.id == "no-lead" for f in c.findings}
    kept = library.read("SELECT words, canonical, read, correction FROM withdrawn")
    assert kept == [("市能源局", "朔州市能源局", "lead", 1)]


def test_a_unit_that_was_missed_has_its_name_and_its_quote(library: Library):
    task = facts.tasks(library)[0]
    text = PLAN.replace("市财政局负责资金保障", "请钱袋子出资金保障")
    ingest(library, text)
    made = library.correct(of_missed(library, task.task_id, "钱袋子", "cooperating", BY, unit=None))
    row = duty(library, "钱袋子")
    assert (row.role, row.standing, row.read, row.canonical) == ("cooperating", "corrected", None, made.name)
    assert text[row.unit_start or 0 : row.unit_end] == "钱袋子"
    assert text[row.start : row.end] == row.quote
    known = next(unit for unit, body in library.bodies().items() if body.canonical == "朔州市能源局")
    library.correct(of_missed(library, task.task_id, "资金保障", "responsible", BY, unit=known))
    assert duty(library, "资金保障").canonical == "朔州市能源局"


@pytest.mark.parametrize(("words", "why"), [("市财政部", "没有"), ("市能源局", "已经读出"), ("替代", "2处")])
def test_words_that_are_not_there_are_told(library: Library, words: str, why: str):
    task = facts.tasks(library)[0]
    with pytest.raises(CorrectionError, match=why):
        of_missed(library, task.task_id, words, "lead", BY)


def test_the_days_of_a_deadline_and_the_value_of_a_target(library: Library):
    first = facts.deadlines(library)[0]
    library.correct(of_deadline(library, first.deadline_id, BY, last="2024-11-15"))
    row = next(row for row in facts.deadlines(library) if row.deadline_id == first.deadline_id)
    assert (row.last_day, row.read, row.quote) == ("2024-11-15", f"../{first.last_day}", first.quote)
    other = facts.deadlines(library)[1]
    library.correct(of_deadline(library, other.deadline_id, BY))
    assert [row.deadline_id for row in facts.deadlines(library)] == [first.deadline_id]
    target = facts.targets(library)[0]
    library.correct(of_target(library, target.target_id, 4, BY))
    assert (facts.targets(library)[0].value, facts.targets(library)[0].read) == (4, f"{target.value:g}")
    library.correct(of_target(library, target.target_id, None, BY))
    assert target.target_id not in {row.target_id for row in facts.targets(library)}
    open_store(library)


def test_it_survives_the_same_file_and_a_new_version_with_the_clause_moved(library: Library):
    swapped(library)
    assert ingest(library, PLAN) == "unchanged"
    moved = f"{HEAD}{SECOND.replace('（二）', '（一）')}\n{FIRST.replace('（一）', '（二）')}\n（三）加强宣传。\n"
    assert ingest(library, moved) == "replaced"
    assert leads(library)["推进散煤替代"] == ("朔州市生态环境局",)
    assert states(library) == ["applied", "applied"]
    assert [row.standing for row in facts.assignments(library, Filter(role="lead"))] == ["written", "corrected"]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}{SECOND}\n",
        PLAN.replace("市能源局牵头，", "市能源局、市商务局牵头，"),
        f"{HEAD}（一）推进电采暖。2025年完成。（市能源局牵头，市生态环境局等配合）\n{SECOND}\n",
        f"{PLAN}{FIRST.replace('（一）', '（三）')}\n",
    ],
    ids=["gone", "other words", "the same words elsewhere", "twice"],
)
def test_where_the_words_are_gone_or_not_sure_it_is_kept_and_does_nothing(library: Library, text: str):
    swapped(library)
    assert ingest(library, text) == "replaced"
    assert "corrected" not in {row.standing for row in facts.assignments(library)}
    assert states(library) == ["gone", "gone"]
    told = [one.said for one in examine(library) if one.code == "orphan-correction"]
    assert len(told) == 2 and all("不再适用" in said for said in told)
    ingest(library, PLAN)
    assert states(library) == ["applied", "applied"]
    assert leads(library)["推进散煤替代"] == ("朔州市生态环境局",)


TITLE = "朔州市清洁取暖2024年工作方案\n\n"
JUMPS = {
    "nothing around the words": (
        "市教育局",
        "一、散煤治理\n（市教育局牵头）\n",
        "一、散煤治理\n1．推进取暖。（市能源局牵头）\n二、学校建设\n1．建设学校。（市教育局牵头）\n",
    ),
    "in no clause": (
        "市财政局",
        "市教育局牵头，市财政局配合。\n",
        "一、学校\n1．建设学校。市教育局牵头，市财政局配合。\n",
    ),
    "the short clause stands elsewhere": (
        "市教育局",
        "一、散煤治理\n1．加强宣传。（市教育局牵头）\n二、水\n1．治水。（市水利局牵头）\n",
        "一、散煤治理\n1．推进取暖。（市能源局牵头）\n二、水\n1．加强宣传。（市教育局牵头）\n",
    ),
    "what follows is said of another task": (
        "市教育局",
        "一、任务\n1．推进取暖，由市教育局牵头，确保在年底以前全部完成任务。\n",
        "一、任务\n1．推进取暖，由市能源局牵头，抓紧办理。\n2．建设学校，由市教育局牵头，确保在年底以前全部完成任务。\n",
    ),
}


@pytest.mark.parametrize(("unit", "former", "later"), JUMPS.values(), ids=JUMPS)
def test_no_correction_goes_over_to_another_task(unit: str, former: str, later: str, tmp_path: Path):
    held = Library.open(tmp_path / "other")
    ingest(held, TITLE + former)
    held.correct(of_unit(held, duty(held, unit).assignment_id, "supervising", BY))
    assert states(held) == ["applied"]
    assert ingest(held, TITLE + later) == "replaced"
    assert states(held) == ["gone"]
    assert duty(held, unit).standing != "corrected"
    assert ingest(held, f"{TITLE}{former}三、附则\n") == "replaced"
    assert states(held) == ["applied"]


def reread(held: Library, change: dict[str, object]) -> None:
    """The same file, as newer rules might read it."""
    document: Document = held.versions(NAME)[-1]
    held.add(dataclasses.replace(document, **change), text=held.text(NAME), original=held.original(NAME))  # type: ignore[arg-type]


def test_it_survives_newer_rules_that_read_the_words_otherwise(library: Library):
    task = facts.tasks(library)[0]
    library.correct(of_missed(library, task.task_id, "资金保障", "lead", BY))
    swapped(library)
    document = library.versions(NAME)[-1]
    statement = document.assignments[0]
    units = tuple(dataclasses.replace(unit, effective_role="responsible") for unit in statement.units)
    other = dataclasses.replace(statement, units=units)
    reread(library, {"assignments": (other, *document.assignments[1:])})
    assert set(states(library)) == {"applied"}
    assert duty(library, "市生态环境局").role == "lead"
    reread(library, {"assignments": ()})
    assert states(library) == ["applied", "unread", "unread"]


def test_nothing_is_stored_of_a_correction_that_means_nothing(library: Library):
    one = of_unit(library, duty(library, "市能源局").assignment_id, "cooperating", BY)
    for wrong in (
        dataclasses.replace(one, who=" "),
        dataclasses.replace(one, role="boss"),  # type: ignore[arg-type]
        dataclasses.replace(one, words="市能源厅"),
        dataclasses.replace(one, doc="别的.txt"),
        dataclasses.replace(one, undoes=7),
    ):
        with pytest.raises(CorrectionError):
            library.correct(wrong)
    for days in ({"last": "2024-02-30"}, {"first": "2024-03-01", "last": "2024-02-01"}):
        with pytest.raises(CorrectionError, match="日期"):
            library.correct(of_deadline(library, facts.deadlines(library)[0].deadline_id, BY, **days))
    assert library.corrections() == []
    assert examine(library) == []


def test_the_library_stays_sound_and_erasing_takes_the_words(library: Library):
    swapped(library)
    assert [one for one in examine(library) if one.wrong] == []
    before = tables(library)
    library.rebuild()
    assert tables(library) == before
    with pytest.raises(sqlite3.IntegrityError, match="append-only"), sqlite3.connect(library.home / FILE) as connection:
        connection.execute("DELETE FROM correction")
    library.remove(NAME, who="管理员", at=BY.at, erase=True)
    for word in ("推进散煤替代", "市能源局牵头"):
        assert word.encode() not in (library.home / FILE).read_bytes()
    assert [(one.who, one.words) for one in library.corrections()] == [(BY.who, ""), (BY.who, "")]
    assert "orphan-correction" in {one.code for one in examine(library)}


def test_a_role_read_twice_on_one_name_is_corrected_apart(library: Library):
    ingest(library, f"{HEAD}（一）推进散煤替代。（市能源局牵头督导）\n")
    assert {row.role for row in facts.assignments(library)} == {"lead", "supervising"}
    library.correct(of_unit(library, duty(library, "市能源局", "supervising").assignment_id, None, BY))
    library.correct(of_unit(library, duty(library, "市能源局", "lead").assignment_id, "responsible", BY))
    assert [(row.role, row.read) for row in facts.assignments(library)] == [("responsible", "lead")]
    assert states(library) == ["applied", "applied"]
