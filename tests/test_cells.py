"""Tables of a text as a page draws them again."""

from __future__ import annotations

import pytest

from extract.records import Place, Where
from graph.cells import find_grids


def drawn(text: str, places: tuple[Place, ...] = ()) -> list[list[dict[int, str]]]:
    """Each table as rows, a row as its words by column."""
    return [
        [{cell.column: text[cell.start : cell.end] for cell in row} for row in grid.rows]
        for grid in find_grids(places, text)
    ]


def placed(*cells: tuple[str, str], table: int = 1) -> tuple[str, tuple[Place, ...]]:
    """Words and their cells, a line each, as text and places."""
    text, places = "", []
    for words, cell in cells:
        places.append(Place(start=len(text), end=len(text) + len(words), where=Where(table=table, cell=cell)))
        text += f"{words}\n"
    return text, tuple(places)


def test_lines_with_tabs_are_rows_and_empty_cells_stay_empty():
    text = "附件\n序号\t任务\t牵头单位\n一\t散煤治理\n1\t散煤替代\t市能源局\n2\t\t市财政局\n附注\n"
    assert drawn(text) == [
        [
            {1: "序号", 2: "任务", 3: "牵头单位"},
            {1: "一", 2: "散煤治理"},
            {1: "1", 2: "散煤替代", 3: "市能源局"},
            {1: "2", 3: "市财政局"},
        ]
    ]


@pytest.mark.parametrize("text", [
    "\t各县区人民政府：\n\t现将方案印发给你们。\n",
    "序号\t任务\n",
    "市能源局牵头，\n市财政局配合。\n",
])  # fmt: skip
def test_indented_lines_and_single_rows_are_no_table(text: str):
    assert not drawn(text)


def test_a_cell_of_several_paragraphs_is_one_cell():
    text, places = placed(
        ("任务", "A1"), ("牵头单位", "B1"), ("散煤替代", "A2"), ("逐户销号", "A2"), ("市能源局", "B2")
    )
    assert drawn(text, places) == [
        [{1: "任务", 2: "牵头单位"}, {1: "散煤替代\n逐户销号", 2: "市能源局"}],
    ]


def test_a_cell_that_stands_before_its_predecessor_begins_a_new_table():
    first, places = placed(("任务", "A1"), ("单位", "B1"))
    second, more = placed(("序号", "A1"), ("目标", "C1"))
    moved = tuple(Place(start=p.start + len(first), end=p.end + len(first), where=p.where) for p in more)
    assert drawn(first + second, (*places, *moved)) == [[{1: "任务", 2: "单位"}], [{1: "序号", 3: "目标"}]]
