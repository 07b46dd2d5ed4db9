"""督办清单, 责任分工表, calendar and tables hold what the pages hold, and other people's libraries read them back."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import docx
import icalendar
import openpyxl
import pyarrow.parquet as pq
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from graph import facts, unit_facts
from graph.exporting import sheets as limits
from graph.exporting.calendars import calendar_parts
from graph.exporting.contents import Contents
from graph.exporting.sheets import Column, Sheet, within_limits
from graph.exporting.spreadsheet import csv_of_contents
from graph.exporting.tables import parquet_files
from graph.exporting.wordfile import word_parts
from graph.exporting.workbook import workbook_parts
from graph.filters import Filter
from graph.gaps import find_gaps
from graph.library import Library
from graph.rows import DeadlineRow
from graph.verdicts import Verdict
from tests.exported import calendar_text, read_calendar
from tests.plans import fill_library


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return fill_library(tmp_path_factory.mktemp("lists"))


def opened(contents: Contents) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(b"".join(workbook_parts(contents))))


def rows_of(sheet: Worksheet) -> list[dict[str, Any]]:
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


def test_the_list_for_supervision_has_a_row_for_each_task_with_real_days(library: Library):
    rows = rows_of(opened(Contents(library=library))["督办清单"])
    assert [(row["序号"], row["任务"]) for row in rows] == [
        (1, "1.清理河道垃圾"),
        (2, "2.整治入河排污口"),
        (3, "3.开展“=河湖日”宣传"),
        (4, "（一）清理河道垃圾"),
        (5, "（二）建设亲水步道"),
    ]
    fourth = rows[3]
    assert fourth["截止日期"] == datetime(2024, 6, 30)
    assert fourth["时限"] == "2024年6月底前（2024-06-30）"
    assert (fourth["牵头单位"], fourth["督导单位"]) == ("大同市平城区水务局", "大同市水务局")
    assert fourth["人员"] == "张三（副区长）"
    assert fourth["领域"] == "水环境"
    assert fourth["原文"] == library.text("plan-b.txt")[21:76].strip()
    assert fourth["完成情况"] is fourth["备注"] is None
    assert rows[4]["牵头单位"] == "方案未写明"
    assert rows[4]["目标"] == "建成步道3.5公里"
    assert "没有时限" in rows[4]["缺口"]


def test_a_deadline_without_a_day_is_not_called_missing(library: Library):
    entries = Contents(library=library).entries
    gaps = {gap for entry in entries if entry.dues for gap in entry.gaps}
    assert not any(gap.startswith("没有时限") for gap in gaps)
    for entry in entries:
        undated = entry.dues and not any(due.row.last_day for due in entry.dues)
        assert ("时限没有日期" in entry.gaps) == bool(undated)


def test_the_files_of_a_unit_tell_its_own_role(library: Library):
    unit = next(row for row in unit_facts.units(library) if row.canonical == "大同市水务局")
    contents = Contents(library=library, where=Filter(unit_id=unit.unit_id))
    rows = rows_of(opened(contents)["督办清单"])
    assert rows
    for row in rows:
        named = [role for role in ("牵头", "配合", "责任", "督导") if unit.canonical in (row[f"{role}单位"] or "")]
        assert sorted(row["本单位角色"].replace("（推断）", "").split("、")) == sorted(named)
    assert "本单位角色" not in rows_of(opened(Contents(library=library))["督办清单"])[0]
    events = icalendar.Calendar.from_ical(b"".join(calendar_parts(contents))).walk("VEVENT")
    assert events
    assert all("\n本单位：" in str(event["description"]) for event in events)


def test_what_a_rule_gives_is_marked(library: Library):
    entries = Contents(library=library).entries
    implied = {held.name for entry in entries for held in entry.holders.get("responsible", ()) if held.implied}
    assert implied
    rows = rows_of(opened(Contents(library=library))["督办清单"])
    assert any(f"{name}（推断）" in row["责任单位"] for name in implied for row in rows if row["责任单位"])
    assert {row["依据"] for row in rows_of(opened(Contents(library=library))["责任明细"])} == {"明确", "推断"}


@pytest.mark.parametrize("where", [Filter(), Filter(doc="plan-b.txt"), Filter(place="平城"), Filter(role="lead")])
def test_every_list_is_as_long_as_on_the_pages(library: Library, where: Filter):
    contents = Contents(library=library, where=where)
    book = opened(contents)
    assert len(rows_of(book["督办清单"])) == len(facts.tasks(library, where))
    assert len(rows_of(book["责任明细"])) == len(facts.assignments(library, where))
    written = csv.DictReader(io.StringIO(b"".join(csv_of_contents(contents)).decode("utf-8-sig"), newline=""))
    assert len(list(written)) == len(facts.assignments(library, where))
    tables = {name: pq.read_table(io.BytesIO(data)) for name, data in parquet_files(contents)}
    counts = {name.removesuffix(".parquet"): table.num_rows for name, table in tables.items()}
    assert counts == {
        "plans": len(facts.plans(library, where)), "tasks": len(facts.tasks(library, where)),
        "statements": len(facts.statements(library, where)), "assignments": len(facts.assignments(library, where)),
        "deadlines": len(facts.deadlines(library, where)), "targets": len(facts.targets(library, where)),
        "units": len(unit_facts.units(library, where)), "sectors": len(unit_facts.sectors(library, where)),
        "people": counts["people"],
    }  # fmt: skip
    components = read_calendar(b"".join(calendar_parts(contents)))
    events = [properties for kind, properties in components if kind == "VEVENT"]
    assert len(events) == len(with_a_day(library, where))


def with_a_day(library: Library, where: Filter) -> list[DeadlineRow]:
    return [row for row in facts.deadlines(library, where) if row.last_day or (row.rrule or "").startswith("FREQ=")]


def test_the_workbook_is_ready_to_print_and_to_filter(library: Library):
    book = opened(Contents(library=library))
    assert book.sheetnames == ["督办清单", "责任明细", "说明"]
    for sheet in (book["督办清单"], book["责任明细"]):
        assert sheet.freeze_panes in ("E2", "D2")
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    assert book["督办清单"]["L5"].number_format == "yyyy\\-mm\\-dd"


def test_the_notes_say_what_the_sheets_hold(library: Library):
    about = dict(opened(Contents(library=library))["说明"].iter_rows(values_only=True))
    assert about["数量"].startswith("来源文件 2 份；督办清单 5 行，")
    assert f"责任明细 {len(facts.assignments(library))} 行" in about["数量"]
    assert {"怎样得到", "明确", "推断", "方案未写明", "未识别"} <= about.keys()
    assert "文件 plan-b.txt" in about["来源文件 2"]
    assert "没有时限" in about["缺口"]


def test_a_document_that_is_not_public_is_told_in_every_file(tmp_path: Path):
    library = fill_library(tmp_path)
    mark(library, "plan-b.txt", "内部资料")
    contents = Contents(library=library)
    assert "内部资料" in dict(opened(contents)["说明"].iter_rows(values_only=True))["不公开"]
    document = docx.Document(io.BytesIO(b"".join(word_parts(contents))))
    assert any("plan-b.txt（“内部资料”）" in paragraph.text for paragraph in document.paragraphs)
    assert "勿对外提供" in document.sections[0].footer.paragraphs[0].text
    (head, *_) = read_calendar(b"".join(calendar_parts(contents)))
    assert "内部资料" in calendar_text(dict(head[1])["X-WR-CALDESC"])
    alone = Contents(library=library, where=Filter(doc="plan-a.txt"))
    assert "不公开" not in dict(opened(alone)["说明"].iter_rows(values_only=True))


def mark(library: Library, doc: str, words: str) -> None:
    """Let the fact table say that the document prints these words."""
    import sqlite3  # noqa: PLC0415

    connection = sqlite3.connect(library.home / "library.db")
    with connection:
        connection.execute("UPDATE plan SET access = 'internal', access_quote = ? WHERE doc = ?", (words, doc))
    connection.close()


def test_a_gap_that_was_judged_says_so(tmp_path: Path):
    library = fill_library(tmp_path)
    checks = find_gaps((document, library.text(document.doc)) for document in library.documents())
    gap = next(one for check in checks if check.id == "no-deadline" for one in check.findings)
    library.judge(Verdict(at="2024-03-01T09:00:00+08:00", who="张三", finding=gap.id, check=gap.check,
                          verdict="settled", words="没有时限", doc=gap.doc))  # fmt: skip
    judged = [entry.row.title for entry in Contents(library=library).entries if "没有时限（已处理）" in entry.gaps]
    assert judged == [gap.title]


def test_the_table_for_print_is_a4_with_repeated_heads_and_whole_rows(library: Library):
    document = docx.Document(io.BytesIO(b"".join(word_parts(Contents(library=library)))))
    section = document.sections[0]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((297, 210), abs=0.2)
    assert document.paragraphs[0].text == "责任分工表"
    first, second = document.tables
    assert [cell.text for cell in first.rows[0].cells] == [
        "序号",
        "任务",
        "牵头单位",
        "配合单位",
        "责任单位",
        "完成时限",
    ]
    assert [cell.text for cell in second.rows[2].cells][:3] == [
        "1",
        "（一）清理河道垃圾",
        "大同市平城区水务局；人员：张三（副区长）",
    ]
    namespace = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for table in document.tables:
        assert table.rows[0]._tr.find(f".//{namespace}tblHeader") is not None
        assert all(row._tr.find(f".//{namespace}cantSplit") is not None for row in table.rows)
    footer = "".join(paragraph.text for paragraph in section.footer.paragraphs)
    assert "来源：" in footer
    assert "推断" in footer
    assert footer.endswith("第 1 页  共 1 页")
    fields = [field.text.strip() for field in section.footer._element.iter(f"{namespace}instrText")]
    assert fields == ["PAGE", "NUMPAGES"]
    for style in ("Normal", "Title", "Heading1", "TableHead", "TableText"):
        fonts = next(one for one in document.styles if one.style_id == style).element.rPr.rFonts
        assert fonts.get(f"{namespace}eastAsia") in ("宋体", "黑体", "仿宋")


def test_a_unit_gets_a_list_of_its_own_tasks(library: Library):
    unit = next(row for row in unit_facts.units(library) if row.canonical == "大同市水务局")
    contents = Contents(library=library, where=Filter(unit_id=unit.unit_id))
    document = docx.Document(io.BytesIO(b"".join(word_parts(contents))))
    assert document.paragraphs[0].text == "大同市水务局任务清单"
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    roles = {row[2] for row in cells if row[0].isdigit()}
    assert len([row for row in cells if row[0].isdigit()]) == unit.tasks
    assert roles <= {"牵头", "配合", "责任", "督导", "牵头、督导"}


def test_the_calendar_has_an_all_day_event_for_each_day_and_a_note_for_the_rest(library: Library):
    data = b"".join(calendar_parts(Contents(library=library)))
    calendar = icalendar.Calendar.from_ical(data)
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    rows = with_a_day(library, Filter())
    assert sorted(events) == sorted(f"{row.deadline_id}@zeren" for row in rows)
    for row in rows:
        event = events[f"{row.deadline_id}@zeren"]
        assert event["dtstart"].dt == date.fromisoformat(row.last_day or row.first_day or "2024-02-01")
        assert (event["dtend"].dt - event["dtstart"].dt).days == 1
        assert row.quote in event["description"]
        assert row.doc in event["description"]
        assert str(event["summary"]) == f"{row.task_number or ''}{row.task_title or row.plan_title}"
    components = read_calendar(data)
    without = [row for row in facts.deadlines(library) if row not in rows]
    notes = [calendar_text(dict(properties)["DESCRIPTION"]) for kind, properties in components if kind == "VJOURNAL"]
    assert all(row.quote in notes[0] for row in without)
    assert len(notes) == bool(without)


@pytest.mark.parametrize(
    ("rule", "first", "last", "start", "wanted"),
    [
        ("FREQ=MONTHLY;INTERVAL=3", None, None, "20240201", "FREQ=MONTHLY;INTERVAL=3"),
        ("FREQ=YEARLY;BYMONTH=6,7,8", None, "2026-08-31", "20240601", "FREQ=YEARLY;BYMONTH=6,7,8;UNTIL=20260831"),
        ("FREQ=WEEKLY;BYDAY=MO", "2024-05-04", None, "20240506", "FREQ=WEEKLY;BYDAY=MO"),
        ("FREQ=YEARLY;BYMONTH=13", None, "2024-12-31", "20241231", None),
        ("FREQ=MONTHLY\r\nATTACH:x", None, "2024-12-31", "20241231", None),
        ("采暖季", None, None, None, None),
    ],
)  # fmt: skip
def test_what_repeats_carries_its_rule(  # noqa: PLR0917
    tmp_path: Path, rule: str, first: str | None, last: str | None, start: str | None, wanted: str | None
):
    import sqlite3  # noqa: PLC0415

    library = fill_library(tmp_path)
    connection = sqlite3.connect(library.home / "library.db")
    with connection:
        connection.execute("DELETE FROM deadline WHERE doc <> 'plan-a.txt'")
        connection.execute("UPDATE deadline SET rrule = ?, first_day = ?, last_day = ?", (rule, first, last))
    connection.close()
    components = read_calendar(b"".join(calendar_parts(Contents(library=library))))
    events = [dict(properties) for kind, properties in components if kind == "VEVENT"]
    assert {(event["DTSTART;VALUE=DATE"], event.get("RRULE")) for event in events} == (
        {(start, wanted)} if start else set()
    )
    assert bool(events) != any(kind == "VJOURNAL" for kind, _ in components)


def test_a_text_longer_than_a_cell_is_cut_and_stands_whole_in_a_sheet_of_its_own():
    long = "散煤😀" * 20_000
    held, over = within_limits([Sheet(name="表", columns=[Column(head="文", width=9)], rows=[["短"], [long]])])
    assert held.rows[0] == ["短"]
    cell = held.rows[1][0]
    assert isinstance(cell, str)
    assert len(cell.encode("utf-16-le")) // 2 <= 32_767
    assert cell.endswith("（本格容纳不下，全文见“超长文字”表）")
    assert "".join(str(row[4]) for row in over.rows) == long
    assert all(len(str(row[4]).encode("utf-16-le")) // 2 <= 32_767 for row in over.rows)
    assert {row[:3] for row in map(tuple, over.rows)} == {("表", 3, "文")}


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "ROWS", 4)
    sheet = Sheet(
        name="表", columns=[Column(head="数", width=9)], rows=[[n] for n in range(7)], styles={(5, 0): "open"}
    )
    found = within_limits([sheet])
    assert [(one.name, [row[0] for row in one.rows]) for one in found] == [
        ("表", [0, 1, 2]), ("表 2", [3, 4, 5]), ("表 3", [6]),
    ]  # fmt: skip
    assert [one.styles for one in found] == [{}, {(2, 0): "open"}, {}]


def test_packages_tell_nothing_of_the_day_and_the_machine(library: Library):
    for data in (b"".join(workbook_parts(Contents(library=library))), b"".join(word_parts(Contents(library=library)))):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert {entry.create_system for entry in package.infolist()} == {3}
