"""Tables drawn in text: which are read, cell by cell, and which are left as they stand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.reading.source import SourceText
from extract.reading.text.reader import read
from extract.reading.text.tables import read_tables

HEAD = ("序号", "重点任务", "牵头单位", "完成时限")
ROWS = (
    ("1", "建设公共数据平台，推动数据开放共享。", "市数据局", "2024年6月底"),
    ("2", "推广电子营业执照。", "市市场监管局、市行政审批局", "2024年9月底"),
    ("3", "改造老旧管网，降低漏损。", "市住房城乡建设局", "年底前"),
)
MARKDOWN = "\n".join(
    ["| " + " | ".join(HEAD) + " |", "|" + " --- |" * 4, *("| " + " | ".join(row) + " |" for row in ROWS)]
)
BARS = "\n".join("│".join(row) for row in (HEAD, *ROWS))
TABS = "\n".join("\t".join(row) for row in (HEAD, *ROWS))
LISTED = "\n\n".join(cell for row in (HEAD, *ROWS) for cell in row)

BOX = """\
┌─┬──────┬──────┬────┐
│序│重点任务    │牵头单位    │完成时限│
│号│            │            │        │
├─┼──────┼──────┼────┤
│1 │建设公共数据│市财政局、国│2024年6 │
│  │平台，推动数│家税务局、市│月底    │
│  │据开放      ├──────┤        │
│  │            │市数据局    │        │
├─┼──────┼──────┼────┤
│2 │推广电子营业│市行政审批局│年底前  │
│  │执照        │            │        │
├─┴──────┼──────┼────┤
│合计            │            │        │
└────────┴──────┴────┘"""

EDGES = (0, 5, 18, 44)


def laid_out(*cells: str) -> str:
    """A line with its cells at the edges of the columns."""
    line = ""
    for edge, cell in zip(EDGES, cells, strict=False):
        line = line.ljust(edge) + cell if cell else line
    return line


LAYOUT = "\n".join(
    [
        "某市推进方案\n\n          一、总体要求\n    按照部署，制定本方案。\n\n                    - 1 -\n\f附件",
        "                     重点任务分解表",
        laid_out("序号", "重点任务", "      具体工作", "责任单位"),
        laid_out("一", "数据基础"),
        laid_out("", "", "编制公共数据目录，明确归集范围，建"),
        laid_out("", "", "", "市数据局、市"),
        laid_out("1", "统筹数据归集", "立更新机制，推动各部门数据应归尽归、"),
        laid_out("", "", "", "大数据中心"),
        laid_out("", "", "应享尽享。"),
        laid_out("", "", "依托政务云扩建算力，完善运维体系。"),
        laid_out("2", "扩建政务算力", "", "市数据局"),
        laid_out("", "", "年内新增两个节点。"),
        "\n                    - 2 -\n\f" + laid_out("", "", "支持企业开放场景，每年发布一批需求"),
        laid_out("", "开放应用"),
        laid_out("3", "", "清单，组织供需对接，形成一批典型案", "市经信局"),
        laid_out("", "场景"),
        laid_out("", "", "例。"),
        laid_out("二", "产业培育"),
        laid_out("", "", "", "市经信局、市"),
        laid_out("1", "培育企业", "梯度培育，每年新增若干家专精特新企业。", "科技局、高新"),
        laid_out("", "", "", "区管委会"),
        "注：时限另行确定。\n",
    ]
)


def grid(source: SourceText, number: int = 0) -> list[list[str]]:
    table = source.tables[number]
    rows: list[list[str]] = [[] for _ in range(1 + max(cell.row for cell in table.cells))]
    for cell in table.cells:
        rows[cell.row].append(source.text[cell.start : cell.end])
    return rows


@pytest.mark.parametrize("drawn", [MARKDOWN, BARS, TABS, LISTED], ids=["markdown", "bars", "tabs", "listed"])
def test_rows_of_whole_lines_stay_where_they_are(drawn: str) -> None:
    text = f"附件：任务分解表\n\n{drawn}\n\n附注：本表由市政府办公室解释。"
    source = read(text.encode(), "a.md")
    assert source.text == text
    assert not source.analysed
    assert grid(source) == [list(HEAD), *map(list, ROWS)]


def test_a_group_row_goes_across() -> None:
    lines = TABS.split("\n")
    source = read("\n".join([*lines[:2], "二、营商环境", *lines[2:]]).encode(), "a.txt")
    group = next(cell for cell in source.tables[0].cells if cell.row == 2)
    assert (group.columns, source.text[group.start : group.end]) == (4, "二、营商环境")


def test_a_box_is_put_back_row_by_row() -> None:
    source = read(f"任务表\n{BOX}\n后文。".encode(), "a.txt")
    assert source.analysed
    assert grid(source) == [
        ["序号", "重点任务", "牵头单位", "完成时限"],
        ["1", "建设公共数据平台，推动数据开放", "市财政局、国家税务局、市", "2024年6月底"],
        ["市数据局"],
        ["2", "推广电子营业执照", "市行政审批局", "年底前"],
        ["合计", "", ""],
    ]
    spans = {source.text[cell.start : cell.end]: (cell.rows, cell.columns) for cell in source.tables[0].cells}
    assert spans["1"] == (2, 1)
    assert spans["合计"] == (1, 2)
    assert source.text.startswith("任务表\n序号\t")
    assert source.text.endswith("年底前\n合计\t\t\t\n后文。")


def test_columns_held_apart_by_blanks_are_put_back_over_pages() -> None:
    source = read(LAYOUT.encode(), "a.txt")
    assert source.analysed
    assert grid(source) == [
        ["序号", "重点任务", "具体工作", "责任单位"],
        ["一", "数据基础", "", ""],
        [
            "1",
            "统筹数据归集",
            "编制公共数据目录，明确归集范围，建立更新机制，推动各部门数据应归尽归、应享尽享。",
            "市数据局、市大数据中心",
        ],
        ["2", "扩建政务算力", "依托政务云扩建算力，完善运维体系。年内新增两个节点。", "市数据局"],
        [
            "3",
            "开放应用场景",
            "支持企业开放场景，每年发布一批需求清单，组织供需对接，形成一批典型案例。",
            "市经信局",
        ],
        ["二", "产业培育", "", ""],
        ["1", "培育企业", "梯度培育，每年新增若干家专精特新企业。", "市经信局、市科技局、高新区管委会"],
    ]
    assert source.text.endswith("\n注：时限另行确定。\n")
    assert [page.number for page in source.pages] == [1, 2, 3]
    third = source.pages[2]
    assert source.text[third.start : third.end].startswith("3\t开放应用场景")
    assert [mark.text for mark in source.furniture] == ["- 2 -"]


@pytest.mark.parametrize(
    "words",
    [
        LAYOUT.replace("责任单位", "资金来源"),
        LAYOUT.replace("\n2    ", "\n7    "),
        LISTED.replace("市市场监管局、市行政审批局", "市市场监管局、\n\n市行政审批局"),
        "首页 | 政务公开 | 互动\n某市方案\n政策 | 解读",
        "\t一、总体要求\n\t坚持问题导向。\n\t二、重点任务",
        "│某市人民政府办公室│\n│关于印发方案的通知│",
    ],
    ids=["no units", "numbers jump", "cell over two lines", "menu", "indents", "frame"],
)
def test_what_is_not_sure_stays_as_it_is(words: str) -> None:
    source = read(words.encode(), "a.txt")
    assert source.tables == ()
    assert source.text == words


def test_rows_that_end_in_a_date_are_no_links() -> None:
    rows = "\n".join(f"{index}\t推进第{index}项工作\t市数据局\t2024-06-{index + 10}" for index in range(1, 6))
    text = f"序号\t重点任务\t牵头单位\t完成时限\n{rows}\n"
    source = read(text.encode(), "a.txt")
    assert source.ignored == ()
    assert len(grid(source)) == 6


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("序号 1 2一|│├┼─┤\t\n\f  责任单位市局，。"), max_size=200))
def test_tables_are_apart_and_their_cells_inside(text: str) -> None:
    found = read_tables(text)
    end = 0
    for table in found.tables:
        assert end <= table.start <= table.end <= len(found.text)
        assert all(table.start <= cell.start <= cell.end <= table.end for cell in table.cells)
        places = [
            (row, column)
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        ]
        assert len(places) == len(set(places))
        end = table.end


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("一二。\n 市局"), max_size=60))
def test_a_table_does_not_change_what_stands_around_it(before: str) -> None:
    assert read_tables(f"{before}\n\n附表\n\n{TABS}").text == f"{before}\n\n附表\n\n{TABS}"
