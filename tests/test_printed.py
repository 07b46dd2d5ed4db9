"""The flow of printed pages: a page given as lines at their places, and the text that it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.reading.composing import Composer
from extract.reading.printed.flow import compose_pages
from extract.reading.printed.page import PrintedCell, PrintedLine, PrintedPage, PrintedTable, units
from extract.reading.source import SourceText
from extract.records import Form

SIZE = 16.0
LEFT = 80.0
FULL = 27  # characters of a line


def line(words: str, top: float, *, indent: float = 0.0, left: float = LEFT, size: float = SIZE) -> PrintedLine:
    """A line of the left margin, or set in by so many characters."""
    left += indent * size
    return PrintedLine(words=words, left=left, top=top, right=left + units(words) * size, bottom=top + size)


def page(*lines: PrintedLine, number: int = 1, tables: Sequence[PrintedTable] = ()) -> PrintedPage:
    return PrintedPage(number=number, width=595, height=842, lines=lines, tables=tuple(tables))


def composed(*pages: PrintedPage) -> SourceText:
    composer = Composer()
    compose_pages(pages, composer)
    return composer.source(name="a.pdf", data=b"", form=Form(format="pdf"))


def paragraphs(*pages: PrintedPage) -> list[str]:
    return composed(*pages).text.splitlines()


def text_of(count: int, begin: str = "推") -> str:
    """Running text of so many characters."""
    return (begin + "动清洁取暖改造稳步有序落实各项工作任务" * 9)[:count]


def body(top: float, *, left: float = LEFT, lines: int = 5, last: int = 9, full: int = FULL) -> list[PrintedLine]:
    """A paragraph: its first line set in, the last one short."""
    first = line(text_of(full - 2, "首"), top, indent=2, left=left)
    middle = [line(text_of(full), top + 28 * index, left=left) for index in range(1, lines - 1)]
    return [first, *middle, line(text_of(last - 1) + "。", top + 28 * (lines - 1), left=left)]


def words_of(lines: Iterable[PrintedLine]) -> str:
    return "".join(each.words for each in lines)


def test_a_paragraphs_lines_are_one_line():
    lines = body(100)
    assert paragraphs(page(*lines)) == ["　　" + words_of(lines)]


def test_a_short_line_ends_a_paragraph():
    heading, text = line("一、总体要求", 100, indent=2), body(128)
    assert paragraphs(page(heading, *text)) == ["　　一、总体要求", "　　" + words_of(text)]


def test_a_paragraph_goes_on_over_the_page():
    lines = body(500, lines=6)
    first, second = page(*body(100), *lines[:3]), page(*lines[3:], *body(700, lines=3), number=2)
    assert "　　" + words_of(lines) in paragraphs(first, second)


def test_a_long_word_that_did_not_fit_leaves_a_gap_and_no_paragraph():
    text = [*body(100), line(text_of(24), 240), line("carbon-peak2030行动。", 268)]
    assert paragraphs(page(*text))[-1].endswith("carbon-peak2030行动。")
    assert len(paragraphs(page(*text))) == 2


def test_latin_words_keep_their_blank():
    text = [*body(100), line(text_of(23, "首") + "carbon", 240), line("peak行动。", 268)]
    assert paragraphs(page(*text))[-1].endswith("carbon peak行动。")


def test_a_title_over_two_lines_stays_two_lines():
    title = [line("某市人民政府办公室关于印发空气质量", 100, indent=5), line("提升行动方案的通知", 128, indent=9)]
    assert paragraphs(page(*title, *body(184)))[:2] == [each.words for each in title]


def test_statements_on_lines_of_their_own_stay_apart_over_the_page():
    label = line("责任单位：市发改委、市自然资源局、各县区人民政府", 128, indent=2)
    clause = line("3.建立收储机制。引导培育中介机构开展这项工作并", 100, indent=2)
    first, second = page(*body(300), line(label.words, 450, indent=2)), page(clause, *body(128), number=2)
    assert "　　" + label.words in paragraphs(first, second)


@pytest.mark.parametrize(
    "numbers",
    [
        ("— 1 —", "— 2 —", "— 3 —"),
        ("- 1 -", "- 2 -", "- 3 -"),
        ("第1页", "第2页", "第3页"),
        ("第1页共3页", "第2页共3页", "第3页共3页"),
        ("第 1 页，共 3 页", "第 2 页，共 3 页", "第 3 页，共 3 页"),
        ("1/3", "2/3", "3/3"),
        ("1", "2", "3"),
        ("15", "16", "17"),
    ],
)
def test_page_numbers_leave_the_flow_and_are_kept(numbers: tuple[str, ...]):
    pages = [
        page(*body(100), line(words, 760 - 9 * index, indent=13 if index % 2 else 20), number=index + 1)
        for index, words in enumerate(numbers)
    ]
    source = composed(*pages)
    assert [(each.text, each.page, each.reason) for each in source.furniture] == [
        (words, index + 1, "页码") for index, words in enumerate(numbers)
    ]
    assert source.text == ("　　" + words_of(body(100)) + "\n") * 3


def test_a_number_alone_that_counts_nothing_stays():
    assert "2030" in composed(page(*body(100), line("2030", 300)), page(*body(100), number=2)).text


def test_the_number_of_a_single_page_stands_in_its_margin():
    source = composed(page(*body(100), line("17", 780, indent=13)), page(*body(100, lines=3), number=2))
    assert [(each.text, each.page) for each in source.furniture] == [("17", 1)]


def test_running_heads_leave_the_flow():
    texts = [body(100), body(100, lines=4), body(100, lines=3)]
    pages = [
        page(line("某省人民政府公报", 40), line(f"2021年第{3}期", 40, indent=20), *text, number=index + 1)
        for index, text in enumerate(texts)
    ]
    source = composed(*pages)
    assert [each.text for each in source.furniture] == ["某省人民政府公报", "2021年第3期"] * 3
    assert source.text.splitlines() == ["　　" + words_of(text) for text in texts]


def test_heads_of_attachments_stay():
    pages = [page(line(f"附件{number}", 60), *body(100, lines=number + 2), number=number) for number in (1, 2, 3)]
    source = composed(*pages)
    assert not source.furniture
    assert [words for words in source.text.splitlines() if words.startswith("附件")] == ["附件1", "附件2", "附件3"]


def test_a_page_that_repeats_one_line_keeps_it():
    assert paragraphs(*(page(line("附件", 100), number=number) for number in (1, 2, 3, 4))) == ["附件"] * 4


def columns(top: float, *, lines: int = 8) -> tuple[list[PrintedLine], list[PrintedLine]]:
    """Two columns of running text, the right one half a line lower."""
    return body(top, lines=lines, full=12, left=60, last=5), body(top + 9, lines=lines, full=12, left=310, last=6)


def test_two_columns_are_read_one_after_the_other():
    left, right = columns(100)
    assert paragraphs(page(*left, *right)) == ["　　" + words_of(left), "　　" + words_of(right)]


def test_a_paragraph_goes_on_in_the_next_column():
    left, right = columns(100)
    cut, goes_on = left[:-1], line(text_of(12), 109, left=310)
    right = [goes_on, *(line(each.words, each.top + 28, left=each.left) for each in right)]
    assert paragraphs(page(*cut, *right)) == ["　　" + words_of(cut) + goes_on.words, "　　" + words_of(right[1:])]


def test_a_short_list_in_the_last_column_is_read_after_the_first():
    left, right = columns(100)
    names = [line(words, 105 + 28 * index, left=310) for index, words in enumerate(("张三省林业局局长", "李四副局长"))]
    first, last = page(*left, *right), page(*left, *names, number=2)
    assert paragraphs(first, last)[2:] == ["　　" + words_of(left), *(each.words for each in names)]
    assert paragraphs(last) != paragraphs(first, last)[2:]


def test_titles_across_both_columns_part_them():
    above, below = columns(150), columns(450)
    title = line("某市国民经济和社会发展统计公报全文", 100, left=160)
    between = line("第二部分　农业农村和重点工作任务安排", 410, left=150)
    end = line("（本公报由市统计局负责解释并公布）", 720, left=160)
    expected = [title.words, *("　　" + words_of(each) for each in above)]
    expected += [between.words, *("　　" + words_of(each) for each in below), end.words]
    assert paragraphs(page(*above[0], *above[1], *below[0], *below[1], title, between, end)) == expected


def cell(row: int, column: int, *words: str, rows: int = 1, columns: int = 1, top: float = 0.0) -> PrintedCell:
    """A cell of a table whose columns begin at :data:`EDGES`."""
    lines = tuple(line(each, top + 20 * index, left=EDGES[column] + 5, size=10) for index, each in enumerate(words))
    return PrintedCell(row=row, column=column, rows=rows, columns=columns, lines=lines)


EDGES = (60.0, 100.0, 300.0, 400.0)


def table(*cells: PrintedCell, top: float = 100.0, edges: tuple[float, ...] = EDGES) -> PrintedTable:
    return PrintedTable(left=edges[0], top=top, right=edges[-1], bottom=top + 300, cells=cells, edges=edges)


def grid(source: SourceText, number: int = 0) -> list[tuple[int, int, int, int, str]]:
    return [
        (each.row, each.column, each.rows, each.columns, source.text[each.start : each.end])
        for each in source.tables[number].cells
    ]


HEAD = (cell(0, 0, "序号"), cell(0, 1, "重点任务"), cell(0, 2, "责任单位"))


def test_a_tables_cells_are_joined_where_their_lines_are_full():
    wrapped = table(
        *HEAD,
        cell(1, 0, "1"),
        cell(1, 1, text_of(19), "落实。"),
        cell(1, 2, "市科技局、", "市农业农村局", "、市水务局"),
    )
    assert grid(composed(page(tables=[wrapped])))[3:] == [
        (1, 0, 1, 1, "1"),
        (1, 1, 1, 1, text_of(19) + "落实。"),
        (1, 2, 1, 1, "市科技局、\n市农业农村局\n、市水务局"),
    ]


def test_a_table_stands_between_the_paragraphs_around_it():
    source = composed(page(*body(40, lines=2), *body(500), tables=[table(*HEAD, cell(1, 0, "1"))]))
    assert source.text.splitlines()[1] == "序号\t重点任务\t责任单位"
    assert len(source.text.splitlines()) == 4


def test_a_table_that_goes_on_overleaf_is_one():
    first = page(*body(40, lines=2), tables=[table(*HEAD, cell(1, 0, "1"), cell(1, 1, "甲"), cell(1, 2, "市水务局"))])
    second = page(tables=[table(*HEAD, cell(1, 0, "2"), cell(1, 1, "乙"), cell(1, 2, "市财政局"))], number=2)
    source = composed(first, second)
    assert len(source.tables) == 1
    assert [each[0] for each in grid(source)] == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]
    assert {place.where.page for place in source.places} == {1, 2}


def test_other_columns_make_another_table():
    first = page(tables=[table(*HEAD)])
    second = page(tables=[table(*HEAD, edges=(60.0, 160.0, 250.0, 400.0))], number=2)
    assert len(composed(first, second).tables) == 2


def test_words_between_make_another_table():
    first = page(tables=[table(*HEAD)])
    second = page(line("附件2", 60), tables=[table(*HEAD)], number=2)
    assert len(composed(first, second).tables) == 2


@pytest.mark.parametrize("repeated", [False, True])
def test_a_row_that_the_page_broke_is_one(*, repeated: bool):
    rest, after = int(repeated), int(repeated) + 1
    first = table(*HEAD, cell(1, 0, "1"), cell(1, 1, text_of(19)), cell(1, 2, "市科技局、市农业农"))
    second = table(
        *(HEAD if repeated else ()),
        cell(rest, 0),
        cell(rest, 1, "落实。"),
        cell(rest, 2, "村局"),
        *(cell(after, 0, "2"), cell(after, 1, "乙"), cell(after, 2, "市财政局")),
    )
    source = composed(page(tables=[first]), page(tables=[second], number=2))
    assert grid(source)[3:] == [
        (1, 0, 1, 1, "1"),
        (1, 1, 1, 1, text_of(19) + "落实。"),
        (1, 2, 1, 1, "市科技局、市农业农村局"),
        (2, 0, 1, 1, "2"),
        (2, 1, 1, 1, "乙"),
        (2, 2, 1, 1, "市财政局"),
    ]


@pytest.mark.parametrize("begin", ["（MEMS）产业链。", "强”企业。", "市级平台：三个"])
def test_a_row_overleaf_without_its_number_carries_on(begin: str):
    """Whatever its words begin with, and though the words above end a sentence: every other row has a number."""
    rows = (cell(2, 0, "2"), cell(2, 1, "乙。"), cell(2, 2, "市财政局"))
    first = table(*HEAD, cell(1, 0, "1"), cell(1, 1, "甲"), cell(1, 2), *rows)
    last = (cell(1, 0, "3"), cell(1, 1, "丙"), cell(1, 2, "市水务局"))
    second = table(cell(0, 0), cell(0, 1, begin), cell(0, 2), *last)
    source = composed(page(tables=[first]), page(tables=[second], number=2))
    assert [each[0] for each in grid(source)] == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]
    assert grid(source)[7] == (2, 1, 1, 1, "乙。\n" + begin)


def test_a_row_overleaf_stays_where_rows_have_no_numbers():
    first = table(*HEAD, cell(1, 0, "1"), cell(1, 1, "甲。"), cell(1, 2), cell(2, 0), cell(2, 1, "乙。"), cell(2, 2))
    second = table(cell(0, 0), cell(0, 1, "丙。"), cell(0, 2))
    assert len(grid(composed(page(tables=[first]), page(tables=[second], number=2)))) == 12


def test_a_line_that_a_quote_took_along_goes_on():
    wrapped = table(
        *HEAD, cell(1, 0, "1"), cell(1, 1, text_of(15) + "（四", "川）”进行公示。", text_of(18)), cell(1, 2)
    )
    assert grid(composed(page(tables=[wrapped])))[4][4].startswith(text_of(15) + "（四川）”进行公示。\n")


def test_a_merged_cell_goes_on_overleaf():
    first = table(
        *HEAD,
        *(cell(1, 0, "1"), cell(1, 1, "甲"), cell(1, 2, "市水务局", rows=2)),
        *(cell(2, 0, "2"), cell(2, 1, "乙")),
    )
    second = table(*HEAD, cell(1, 0, "3"), cell(1, 1, "丙"), cell(1, 2))
    source = composed(page(tables=[first]), page(tables=[second], number=2))
    assert (1, 2, 3, 1, "市水务局") in grid(source)
    assert [(each.reason, each.page) for each in source.furniture] == [("重复表头", 2)] * 3


words = st.text(st.sampled_from("推进清洁取暖，。 A1（）—\u3000"), min_size=1, max_size=30).filter(str.strip)
places = st.floats(-50, 900, allow_nan=False)


@st.composite
def printed_lines(draw: st.DrawFn) -> PrintedLine:
    left, top = draw(places), draw(places)
    return PrintedLine(
        words=draw(words), left=left, top=top, right=left + draw(st.floats(0, 500)), bottom=top + draw(st.floats(0, 60))
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(printed_lines(), max_size=14, unique=True), min_size=1, max_size=4))
def test_every_line_is_read_once_or_left_out(pages: list[list[PrintedLine]]):
    composer = Composer()
    compose_pages([page(*lines, number=index + 1) for index, lines in enumerate(pages)], composer)
    if composer.length == 0:
        return
    composer.paragraph([])
    whole = [each.words for lines in pages for each in lines]
    try:
        source = composer.source(name="a.pdf", data=b"", form=Form(format="pdf"))
    except ValueError:
        return
    read = [source.text[place.start : place.end] for place in source.places]
    assert sorted(read + [each.text for each in source.furniture]) == sorted(whole)


def test_a_blank_page_is_a_page():
    def page(number: int, *words: str) -> PrintedPage:
        lines = tuple(
            PrintedLine(words=each, left=90, top=90 + 30 * row, right=90 + 16 * len(each), bottom=106 + 30 * row)
            for row, each in enumerate(words)
        )
        return PrintedPage(number=number, width=595, height=842, lines=lines)

    composer = Composer()
    compose_pages([page(1, "一、治理扬尘污染。"), page(2), page(3, "二、淘汰燃煤锅炉。"), page(4)], composer)
    source = composer.source(name="a.pdf", data=b"", form=Form(format="pdf"))
    assert [page.number for page in source.pages] == [1, 2, 3, 4]
    assert [source.text[page.start : page.end].strip() for page in source.pages] == [
        "一、治理扬尘污染。",
        "",
        "二、淘汰燃煤锅炉。",
        "",
    ]
