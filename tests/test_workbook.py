"""Reading sheets: title lines, two-row headers, merged and hidden cells, values as shown, places, refusals."""

from __future__ import annotations

import datetime
import io
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from extract.reading.sheet import old_workbook, separated, sheets, workbook
from extract.reading.source import SourceText, Table, UnreadableDocument

HEAD = ["序号", "重点任务", "牵头单位", "配合单位", "完成时限"]
FIRST = [1, "推进清洁取暖", "市能源局", "市财政局、市住建局", "2026年10月底前"]
SECOND = [2, "淘汰燃煤锅炉", "市生态环境局", "市市场监管局", "2026年12月底前"]


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def sheet_of(*rows: list[object], merged: tuple[str, ...] = ()) -> Workbook:
    book = Workbook()
    for row in rows:
        sheet(book).append(row)
    for each in merged:
        sheet(book).merge_cells(each)
    return book


def sheet(book: Workbook) -> Worksheet:
    assert isinstance(book.active, Worksheet)
    return book.active


def read(book: Workbook) -> SourceText:
    return workbook.read(saved(book), "任务.xlsx")


def grid(source: SourceText, table: Table) -> list[list[str]]:
    """The words of the table's rows, empty places included."""
    rows: dict[int, dict[int, str]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, {})[cell.column] = source.text[cell.start : cell.end]
    return [[words for _, words in sorted(row.items())] for _, row in sorted(rows.items())]


def spans(source: SourceText) -> dict[str, tuple[int, int]]:
    """Rows and columns of every merged cell of the first table."""
    return {
        source.text[cell.start : cell.end]: (cell.rows, cell.columns)
        for cell in source.tables[0].cells
        if cell.rows > 1 or cell.columns > 1
    }


def place_of(source: SourceText, words: str) -> tuple[str | None, str | None]:
    start = source.text.index(words)
    (place,) = [one for one in source.places if one.start <= start < one.end]
    return place.where.sheet, place.where.cell


def patched(data: bytes, change: Callable[[bytes], bytes], part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """The workbook with a part changed, that of its first sheet unless another is named; a part it has not is added."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[part] = change(parts.get(part, b""))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return buffer.getvalue()


def test_a_task_list_is_a_table():
    source = read(sheet_of(HEAD, FIRST, SECOND))
    (table,) = source.tables
    assert grid(source, table)[1] == ["1", "推进清洁取暖", "市能源局", "市财政局、市住建局", "2026年10月底前"]
    assert source.form.format == "sheet"
    assert source.analysed


def test_a_cell_is_found_again_in_the_file():
    source = read(sheet_of(HEAD, FIRST, SECOND))
    assert place_of(source, "市生态环境局") == ("Sheet", "C3")


def test_title_and_filling_lines_stand_above_the_table_and_notes_below():
    rows = [["2026年重点工作任务分解表"], ["填报单位：市政府办公室", None, None, "日期：2026年1月"], HEAD, FIRST]
    note = ["备注：市直各单位每月25日前报送进展。"]
    source = read(sheet_of(*rows, note, merged=("A1:E1", "A5:E5")))
    lines = source.text.split("\n")
    assert lines[:3] == ["2026年重点工作任务分解表", "填报单位：市政府办公室", "日期：2026年1月"]
    assert source.text.rstrip().endswith("备注：市直各单位每月25日前报送进展。")
    assert len(grid(source, source.tables[0])) == 2


def test_a_header_of_two_rows_keeps_its_merged_cells():
    above = ["序号", "重点任务", "责任分工", None, "完成时限"]
    below = [None, None, "牵头单位", "配合单位", None]
    source = read(sheet_of(above, below, FIRST, merged=("A1:A2", "B1:B2", "C1:D1", "E1:E2")))
    assert spans(source) == {"序号": (2, 1), "重点任务": (2, 1), "责任分工": (1, 2), "完成时限": (2, 1)}


def test_a_category_over_several_rows_and_a_section_over_all_columns():
    rows = [["类别", *HEAD], ["大气", *FIRST], [None, *SECOND], ["二、水污染防治"], ["水", *FIRST]]
    source = read(sheet_of(*rows, merged=("A2:A3", "A4:F4")))
    assert spans(source) == {"大气": (2, 1), "二、水污染防治": (1, 6)}


def test_ranges_that_share_a_cell_give_no_place_twice():
    source = read(sheet_of(HEAD, FIRST, SECOND, ["", "", "市水利局"], merged=("A2:C2", "B1:B3")))
    (table,) = source.tables
    places = [
        (cell.row + down, cell.column + along)
        for cell in table.cells
        for down in range(cell.rows)
        for along in range(cell.columns)
    ]
    assert len(places) == len(set(places))


def test_tables_divided_by_empty_rows_are_two():
    contacts = [["附：联系表"], ["单位", "联系人"], ["市能源局", "张三"]]
    source = read(sheet_of(HEAD, FIRST, [], *contacts))
    assert [grid(source, table)[0] for table in source.tables] == [HEAD, ["单位", "联系人"]]
    assert "\n附：联系表\n" in source.text


def test_tables_beside_each_other_are_two():
    head = ["序号", "任务", "责任单位"]
    spring, summer = [1, "编制灌溉计划", "市水利局"], [1, "开展春灌督导", "市农业农村局"]
    below = [None, None, None, None, 2, "抗旱", "市应急局"]
    source = read(sheet_of([*head, None, *head], [*spring, None, *summer], below))
    assert [len(grid(source, table)) for table in source.tables] == [2, 3]
    assert grid(source, source.tables[1])[1] == ["1", "开展春灌督导", "市农业农村局"]


def test_an_empty_column_inside_a_table_divides_nothing():
    source = read(sheet_of(["序号", "任务", None, "责任单位", "时限"], [1, "抗旱", None, "市应急局", "6月"]))
    assert len(source.tables) == 1


def test_an_empty_row_inside_a_table_divides_nothing():
    source = read(sheet_of(HEAD, FIRST, [], SECOND))
    assert len(source.tables) == 1


def test_running_text_in_the_first_column_is_paragraphs():
    source = read(
        sheet_of(["一、总体要求"], ["　　推进清洁取暖。（市能源局牵头）\n　　淘汰锅炉。"], [], ["二、保障措施"])
    )
    assert source.text == "一、总体要求\n　　推进清洁取暖。（市能源局牵头）\n　　淘汰锅炉。\n二、保障措施\n"
    assert not source.tables


def test_line_feeds_stay_inside_a_cell():
    source = read(sheet_of(HEAD, [1, "推进改造", "市能源局\n市住建局", None, None]))
    assert grid(source, source.tables[0])[1][2] == "市能源局\n市住建局"


@pytest.mark.parametrize(("name", "headings"), [("Sheet1", ["水"]), ("工作表2", ["水"]), ("大气", ["大气", "水"])])
def test_the_names_of_several_sheets_head_their_tables(name: str, headings: list[str]):
    book = sheet_of(["2026年重点工作任务分解表"], HEAD, FIRST, merged=("A1:E1",))
    sheet(book).title = name
    other = book.create_sheet("水")
    other.append(HEAD)
    other.append(SECOND)
    source = read(book)
    assert [source.text[one.start : one.end] for one in source.headings] == headings
    assert source.text.startswith("2026年重点工作任务分解表\n")


def test_the_name_of_the_only_sheet_is_a_line_where_it_says_something():
    book = sheet_of(HEAD, FIRST)
    sheet(book).title = "2026年重点工作任务清单"
    source = read(book)
    assert source.text.startswith("2026年重点工作任务清单\n序号")
    assert not source.headings
    book = sheet_of(["一、总体要求"], ["推进清洁取暖。"])
    sheet(book).title = "正文"
    assert read(book).text == "一、总体要求\n推进清洁取暖。\n"


def test_what_is_hidden_is_left_out_and_said():
    book = sheet_of(HEAD, FIRST, SECOND)
    sheet(book).row_dimensions[2].hidden = True
    sheet(book).column_dimensions["E"].hidden = True
    book.create_sheet("底稿").append(["旧任务", "市经信委"])
    book["底稿"].sheet_state = "hidden"
    source = read(book)
    assert grid(source, source.tables[0]) == [HEAD[:4], ["2", "淘汰燃煤锅炉", "市生态环境局", "市市场监管局"]]
    assert place_of(source, "淘汰燃煤锅炉") == ("Sheet", "B3")
    left_out = "\n".join(each.text for each in source.furniture)
    assert {each.reason for each in source.furniture} == {"隐藏"}
    assert all(words in left_out for words in ("推进清洁取暖", "完成时限", "旧任务"))


def test_text_boxes_are_left_out_and_said():
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    drawing = f"<wsDr {space}><a:p><a:r><a:t>填表</a:t></a:r><a:r><a:t>须知</a:t></a:r></a:p></wsDr>".encode()
    data = patched(saved(sheet_of(HEAD, FIRST)), lambda _: drawing, "xl/drawings/drawing1.xml")
    source = workbook.read(data, "a.xlsx")
    assert [(each.reason, each.text) for each in source.furniture] == [("文本框", "填表须知")]


def test_days_percentages_and_formulas_in_cells():
    book = sheet_of(["任务", "时限", "比例", "合计"], ["清洁取暖", datetime.date(2026, 6, 30), 0.35, "=1+1"])
    sheet(book)["B2"].number_format = 'yyyy"年"m"月"d"日"'
    sheet(book)["C2"].number_format = "0%"
    source = read(book)
    assert grid(source, source.tables[0])[1][:3] == ["清洁取暖", "2026年6月30日", "35%"]
    (issue,) = source.issues
    assert issue.code == "formula-without-value"
    assert "D2" in issue.message


def test_the_saved_result_of_a_formula_is_read():
    book = sheet_of(["任务", "合计"], ["清洁取暖", "=1+1"])
    data = patched(saved(book), lambda part: part.replace(b"<v />", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>"))
    source = workbook.read(data, "a.xlsx")
    assert grid(source, source.tables[0])[1] == ["清洁取暖", "2"]
    assert not source.issues


def with_shared_words(words: str, number: int = 0) -> bytes:
    """A workbook whose one cell names one of its shared strings, as Excel writes them."""
    cell = b'<c r="A1" t="s"><v>%d</v></c>' % number
    data = saved(sheet_of(["任务"]))
    data = patched(data, lambda part: part[: part.index(b"<c ")] + cell + part[part.index(b"</row>") :])
    strings = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si>{words}</si></sst>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    named = f'<Relationship Id="words" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'.encode()
    data = patched(data, lambda part: part.replace(b"</Relationships>", named), "xl/_rels/workbook.xml.rels")
    return patched(data, lambda _: strings.encode(), "xl/sharedStrings.xml")


def test_runs_of_one_cell_are_one_text_without_the_reading_aids():
    words = '<r><t>市能源</t></r><r><t>局_x000D_\n牵头</t></r><rPh sb="0" eb="1"><t>SHI</t></rPh>'
    assert workbook.read(with_shared_words(words), "a.xlsx").text == "市能源局\n牵头\n"


def test_rows_that_only_have_a_format_cost_nothing():
    book = sheet_of(HEAD, FIRST)
    sheet(book)["A1048576"].fill = PatternFill("solid", fgColor="FFFFFF")
    rows = b"".join(b'<row r="%d" s="1" customFormat="1"></row>' % number for number in range(3, 300_000))
    wide = b'</sheetData><mergeCells count="1"><mergeCell ref="G1:XFD1048576"/></mergeCells>'
    last = b'<row r="1048576"'
    data = patched(saved(book), lambda part: part.replace(last, rows + last).replace(b"</sheetData>", wide))
    began = time.process_time()
    source = workbook.read(data, "a.xlsx")
    assert time.process_time() - began < 5
    assert len(grid(source, source.tables[0])) == 2


def test_more_cells_than_any_plan_has_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sheets, "MOST_CELLS", 9)
    with pytest.raises(UnreadableDocument, match="另存") as refusal:
        read(sheet_of(HEAD, FIRST))
    assert refusal.value.code == "too-large"


NUMBERED = sheet_of([1, 2])


def written(number: str) -> Callable[[bytes], bytes]:
    """Puts another number into the first cell of a sheet."""
    return lambda part: part.replace(b"<v>1</v>", f"<v>{number}</v>".encode(), 1)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "damaged"),
        (b"PK\x03\x04rest", "damaged"),
        (saved(sheet_of(HEAD, FIRST))[:-200], "damaged"),
        (patched(saved(sheet_of(HEAD, FIRST)), lambda part: part[:-40]), "damaged"),
        (with_shared_words("<t>任务</t>", 99), "damaged"),
        *((patched(saved(NUMBERED), written(number)), "damaged") for number in ("1e999", "nan", "9" * 5000)),
        (patched(saved(NUMBERED), lambda part: b'<!DOCTYPE a [<!ENTITY b "c">]>' + part), "damaged"),
        (saved(sheet_of([])), "blank"),
        (saved(sheet_of(["=1+1"])), "no-values"),
    ],
)
def test_refusals_say_what_to_do(data: bytes, code: str):
    with pytest.raises(UnreadableDocument) as refusal:
        workbook.read(data, "a.xlsx")
    assert refusal.value.code == code
    assert "请" in refusal.value.message


def test_numbers_of_styles_and_columns_that_no_sheet_has_are_passed_over():
    column = b'<cols><col min="1" max="' + b"9" * 5000 + b'" hidden="1"/></cols><sheetData>'
    part = patched(saved(NUMBERED), lambda part: part.replace(b"<sheetData>", column))
    part = patched(part, lambda part: part.replace(b'r="A1"', b'r="A1" s="' + b"9" * 5000 + b'"'))
    assert workbook.read(part, "a.xlsx").text == "1\n2\n"


def test_a_workbook_that_hides_everything_is_refused():
    book = sheet_of(HEAD, FIRST)
    sheet(book).row_dimensions[1].hidden = sheet(book).row_dimensions[2].hidden = True
    with pytest.raises(UnreadableDocument, match="取消隐藏"):
        read(book)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not here to write the old format")
def test_an_old_workbook_reads_like_the_new_one(tmp_path: Path):
    book = sheet_of(["任务分解表"], HEAD, FIRST, SECOND, ["备注：每月报送。"], merged=("A1:E1", "A5:E5", "C3:C4"))
    sheet(book)["E3"] = datetime.date(2026, 6, 30)
    sheet(book)["E3"].number_format = 'yyyy"年"m"月"d"日"'
    sheet(book).column_dimensions["D"].hidden = True
    book.create_sheet("底稿").append(["旧任务"])
    book["底稿"].sheet_state = "hidden"
    (tmp_path / "a.xlsx").write_bytes(saved(book))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xls",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    old, new = old_workbook.read((tmp_path / "a.xls").read_bytes(), "a.xls"), read(book)
    assert old.text == new.text
    assert old.tables == new.tables
    assert old.places == new.places
    assert [each.text for each in old.furniture] == [each.text for each in new.furniture]


@pytest.mark.parametrize(
    "data", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"\x09\x08\x10\x00" + bytes(90)]
)
def test_damaged_old_workbooks_are_refused(data: bytes):
    with pytest.raises(UnreadableDocument) as refusal:
        old_workbook.read(data, "a.xls")
    assert refusal.value.code in ("damaged", "blank")


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_separated_tables(sign: str, encoding: str):
    rows = ["序号,重点任务,牵头单位", '1,"推进改造，\r\n完善制度",市能源局', "2,淘汰锅炉,市生态环境局"]
    source = separated.read("\r\n".join(rows).replace(",", sign).encode(encoding), "a.csv")
    assert grid(source, source.tables[0])[1] == ["1", "推进改造，\n完善制度", "市能源局"]
    assert place_of(source, "市生态环境局") == (None, "C3")


def test_a_quote_that_nobody_closed_swallows_nothing():
    rows = [
        "序号,重点任务,牵头单位",
        '1,"推进改造,市能源局',
        *(f"{number},淘汰锅炉,市住建局" for number in range(2, 90)),
    ]
    source = separated.read("\n".join(rows).encode(), "a.csv")
    assert len(grid(source, source.tables[0])) == 90
