"""People who lead by a heading are shown with their title wherever the units of a task are shown."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from extract.audit import audit_document
from extract.pipeline import Extractor
from extract.records import Document
from graph import facts
from graph.exporting.spreadsheet import csv_of_triples
from graph.gaps import find_gaps, open_tasks
from graph.library import Library
from graph.people import people_of_statements
from graph.publish import publish
from terminal import print_audit, print_task
from tests.test_tables import read as read_rows
from views.tables import leads_of

PLAN = """东江市2023年重点工作责任分工方案
为做好2023年工作，制定本方案。
（一）张三副市长牵头重点工作
1．新建高标准农田15万亩。
（二）王小梅副市长牵头重点工作
3．建设幼儿园3所。（责任单位：市教育局）
"""


@pytest.fixture(scope="module")
def read() -> tuple[Document, str]:
    return Extractor().extract(PLAN.encode(), "东江.txt")


def test_a_person_is_an_owner_and_no_unit(read: tuple[Document, str]) -> None:
    document, text = read
    assert not open_tasks("no-unit", document, text)
    found = {check.id: check.findings for check in find_gaps([read])}
    (only,) = found["people-only"]
    assert only.facts == ("没有写明单位，只写明了人员：张三（副市长）",)
    assert only.quotes[0].quote == "张三副市长牵头重点工作"
    (without_lead,) = found["no-lead"]
    assert "写明的人员：王小梅（副市长）" in without_lead.facts


def test_rows_terminal_and_list_show_the_people(
    read: tuple[Document, str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library.open(tmp_path)
    library.add(read[0], text=read[1], original=PLAN.encode())
    farmland, school = facts.tasks(library)
    assert (farmland.people, school.people) == (("张三（副市长）",), ("王小梅（副市长）",))
    monkeypatch.setattr("views.wording.language", lambda: "zh")
    assert leads_of(farmland) == "人员：张三（副市长）"
    print_task(farmland)
    assert "人员：张三（副市长）\n    方案未写明单位，只写明了人员" in capsys.readouterr().out
    print_task(school)
    assert "责任：市教育局\n    人员：王小梅（副市长）" in capsys.readouterr().out


def test_the_csv_has_the_people_of_statements_without_units_too(read: tuple[Document, str]) -> None:
    written = b"".join(csv_of_triples(publish(*read), people_of_statements([read[0]]))).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(written, newline="")))
    told = [(row["任务"], row["单位"], row["人员"]) for row in rows if row["任务"]]
    assert told == [
        ("新建高标准农田15万亩", "", "张三（副市长）"),
        ("建设幼儿园3所", "市教育局", "王小梅（副市长）"),
    ]


def test_a_column_of_leaders_gives_people_with_and_without_units() -> None:
    extractor = Extractor()
    head = ["序号", "重点任务", "牵头领导", "责任单位"]
    both = read_rows(
        extractor, [head, ["1", "建设数据平台。", "周明", "市数据局"], ["2", "推广营业执照。", "副市长", "市水利局"]]
    )
    names = [([unit.text for unit in one.units], [person.name for person in one.people]) for one in both.assignments]
    assert names == [(["市数据局"], ["周明"]), (["市水利局"], [])]
    assert [issue.code for issue in both.issues] == ["statement.partly-read"]
    alone = read_rows(
        extractor,
        [[*head[:3], "完成时限"], ["1", "建设数据平台。", "周明", "6月底前"], ["2", "推广执照。", "吴海", "9月底前"]],
    )
    assert [[person.name for person in one.people] for one in alone.assignments] == [["周明"], ["吴海"]]
    assert all(one.task for one in alone.assignments)


def test_what_headings_pass_on_is_counted_apart(read: tuple[Document, str], capsys: pytest.CaptureFixture[str]) -> None:
    found = audit_document(*read)
    assert (found.statements, found.inherited) == ({"inline": 2, "parenthetical": 1}, 1)
    print_audit(found)
    assert "读出分工 3 处（行文 2，括号 1），单位 1 个\n  由标题沿用 1 项" in capsys.readouterr().out
