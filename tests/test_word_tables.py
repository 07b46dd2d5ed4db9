"""Tables of Word documents: the grid as printed, merged cells as one."""

from __future__ import annotations

from extract.reading.source import SourceText
from extract.records import Where
from tests.word_files import lists, lvl, numbered, p, read, tbl, tc, tr


def left_out(source: SourceText) -> list[tuple[str, str]]:
    return [(each.reason, each.text) for each in source.furniture]


def places(source: SourceText) -> list[tuple[str, Where]]:
    return [(source.text[each.start : each.end], each.where) for each in source.places]


def grid(source: SourceText) -> list[tuple[int, int, int, int, str]]:
    (table,) = source.tables
    return [
        (each.row, each.column, each.rows, each.columns, source.text[each.start : each.end]) for each in table.cells
    ]


def test_a_task_table_with_merged_cells():
    merge, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = tbl(
        tr(tc("类别", merge), tc("重点任务", merge), tc("责任分工", '<w:gridSpan w:val="2"/>')),
        tr(tc("", goes_on), tc("", goes_on), "牵头单位", "配合单位"),
        tr(tc("产业", merge), "淘汰", "市工信局", tc(p("市财政局") + p("市商务局"))),
        tr(tc("重复的产业", goes_on), "升级", "市科技局", ""),
    )
    source = read(p("分工表") + body)
    assert grid(source) == [
        (0, 0, 2, 1, "类别"),
        (0, 1, 2, 1, "重点任务"),
        (0, 2, 1, 2, "责任分工"),
        (1, 2, 1, 1, "牵头单位"),
        (1, 3, 1, 1, "配合单位"),
        (2, 0, 2, 1, "产业"),
        (2, 1, 1, 1, "淘汰"),
        (2, 2, 1, 1, "市工信局"),
        (2, 3, 1, 1, "市财政局\n市商务局"),
        (3, 1, 1, 1, "升级"),
        (3, 2, 1, 1, "市科技局"),
        (3, 3, 1, 1, ""),
    ]
    assert ("市财政局\n", Where(table=1, cell="D3")) in places(source)
    assert left_out(source) == [("合并单元格中不显示", "重复的产业")]


def test_rows_that_begin_later_and_rows_that_are_not_printed():
    body = tbl(
        tr("甲", "乙", "丙"),
        tr("丁", "戊", properties='<w:gridBefore w:val="1"/>'),
        tr("撤", "销", "了", properties="<w:del/>"),
        tr("藏", "起", "来", properties="<w:hidden/>"),
        tr(tc("己", "<w:cellDel/>"), "庚", "辛"),
    )
    source = read(body)
    assert [(row, column, words) for row, column, _, _, words in grid(source)[3:]] == [
        (1, 1, "丁"),
        (1, 2, "戊"),
        (2, 1, "庚"),
        (2, 2, "辛"),
    ]
    assert ("修订中已删除", "撤") in left_out(source)
    assert ("隐藏文字", "藏") in left_out(source)
    assert [issue.code for issue in source.issues] == ["revisions"]


def test_cells_merged_the_old_way():
    body = tbl(tr(tc("任务", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "时限"), tr("甲", "乙", "丙"))
    assert grid(read(body))[:2] == [(0, 0, 1, 2, "任务"), (0, 2, 1, 1, "时限")]


def test_numbers_in_cells_that_hold_nothing_else():
    number = tc(numbered(""))
    body = tbl(tr("序号", "任务"), tr(number, "淘汰"), tr(number, "升级"))
    source = read(body, numbering=lists(lvl(0, "%1")))
    assert [words for *_, words in grid(source)] == ["序号", "任务", "1", "淘汰", "2", "升级"]


def test_a_table_in_a_cell_joins_the_cell():
    inner = tbl(tr("2020年", "50%"), tr("2025年", "80%"))
    source = read(tbl(tr("目标", tc(p("见下：") + inner + p())), tr("任务", "淘汰")))
    assert grid(source)[1] == (0, 1, 1, 1, "见下：\n2020年\u300050%\n2025年\u300080%")
    assert [where.cell for _, where in places(source)] == ["A1", "B1", "B1", "B1", "A2", "B2"]


def test_a_table_that_puts_a_whole_plan_in_a_cell_only_lays_it_out():
    tasks = tbl(tr("任务", "牵头单位"), tr("清理岸线", "省水利厅"))
    source = read(tbl(tr("索引号", tc(p("一、强化河湖管护。") + tasks + p("二、加强治污。")))))
    assert source.text == "索引号\n一、强化河湖管护。\n任务\t牵头单位\n清理岸线\t省水利厅\n二、加强治污。\n"
    assert [where.cell for _, where in places(source)] == ["A1", "B1", "A1", "B1", "A2", "B2", "B1"]
    assert len(source.tables) == 1


def test_a_frame_of_one_cell_is_no_table():
    frame = tbl(tr(tc(p("专栏1") + tbl(tr("任务", "单位")))))
    source = read(p("前文") + frame + tbl(tr("", "")) + tbl(tr("甲", "乙")))
    assert source.text == "前文\n专栏1\n任务\t单位\n甲\t乙\n"
    assert [where for _, where in places(source)][1:3] == [Where(table=1, cell="A1"), Where(table=2, cell="A1")]
    assert len(source.tables) == 2


def test_content_controls_around_rows_and_cells():
    row = f"<w:sdt><w:sdtContent>{tr('甲', '乙')}</w:sdtContent></w:sdt>"
    cell = f"<w:tr><w:sdt><w:sdtContent>{tc('丙')}</w:sdtContent></w:sdt>{tc('丁')}</w:tr>"
    assert [words for *_, words in grid(read(tbl(row, cell)))] == ["甲", "乙", "丙", "丁"]


def test_spans_that_no_program_writes():
    source = read(tbl(tr(tc("甲", '<w:gridSpan w:val="999999999"/>'), "乙"), tr(tc("丙", "<w:vMerge/>"), "丁")))
    assert [words for *_, words in grid(source)] == ["甲", "乙", "丙", "丁"]
    assert len(source.text) < 1000
