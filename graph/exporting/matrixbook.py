"""The matrix of a plan as a workbook: 责任矩阵, a letter for each role; 引文, the words behind each letter; 说明."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graph import facts
from graph.exporting.packing import zipped
from graph.exporting.saying import UNREAD, task_in_words
from graph.exporting.sheets import Cell, Column, Sheet, Style, within_limits
from graph.exporting.sheetxml import package
from graph.exporting.texts import KINDS, ROLES, STANDINGS, UNWRITTEN, clean, one_line, place_words
from graph.filters import Filter
from graph.library import Library
from graph.matrix import Matrix, MatrixTask, Share
from graph.rows import AssignmentRow

LETTERS: Mapping[str, str] = {"lead": "牵", "responsible": "责", "cooperating": "配", "supervising": "督"}
_SIGNED: Mapping[str, str] = {"implied": "（{}）", "corrected": "{}*"}
MATRIX, QUOTES, ABOUT = "责任矩阵", "引文", "说明"
FIXED = 3
"""The columns before the units, which stay in view."""

_QUOTE_COLUMNS = (
    Column(head="序号", width=6, style="number"), Column(head="任务", width=28), Column(head="单位", width=24),
    Column(head="角色", width=6), Column(head="依据", width=6), Column(head="原文写法", width=18),
    Column(head="引文", width=60), Column(head="推断规则", width=24), Column(head="形式", width=9),
    Column(head="位置", width=16),
)  # fmt: skip
_TALLEST = 400.0  # points of the head row
_SIGN = 11.5  # points of a character in it


def matrix_workbook(library: Library, matrix: Matrix, scope: Sequence[str] = ()) -> bytes:
    """The matrix as it is shown as the bytes of an .xlsx; ``scope`` says in words by what it was narrowed."""
    wanted = {(task, unit, share.role) for (task, unit), shares in matrix.shares.items() for share in shares}
    rows = [
        row
        for row in facts.assignments(library, Filter(doc=matrix.doc))
        if (row.task_id, row.unit_id, row.role) in wanted
    ]
    sheets = [_letters(matrix), _quotes(rows), _about(matrix, len(rows), scope)]
    return zipped(package(f"{MATRIX}：{one_line(matrix.title)}", within_limits(sheets)))


def letters_of(shares: Iterable[Share]) -> str:
    """The letters of a unit's roles in a task, those that only a rule gives in brackets, corrected ones with a star.

    >>> letters_of([])
    ''
    """
    return "、".join(_SIGNED.get(share.standing, "{}").format(LETTERS[share.role]) for share in shares)


def _letters(matrix: Matrix) -> Sheet:
    columns = [
        Column(head="章节", width=18),
        Column(head="任务", width=30),
        Column(head="单位数", width=8, style="number"),
        *(Column(head=one_line(unit.canonical), width=5.5, head_style="upright") for unit in matrix.units),
    ]
    rows: list[list[Cell]] = []
    styles: dict[tuple[int, int], Style] = {}
    for at, task in enumerate(matrix.tasks):
        found = [matrix.shares.get((task.task_id, unit.unit_id), ()) for unit in matrix.units]
        number = sum(map(bool, found))
        rows.append([clean(task.section), _named(task, number), number, *(letters_of(shares) for shares in found)])
        styles |= {(at, FIXED + place): shares[0].role for place, shares in enumerate(found) if shares}
    rows.append(["", "合计（任务数）", None, *(unit.tasks for unit in matrix.units)])
    styles |= {(len(matrix.tasks), place): "strong" for place in range(len(columns))}
    longest = max((len(column.head) for column in columns[FIXED:]), default=2)
    height = min(_TALLEST, longest * _SIGN + 6)
    return Sheet(name=MATRIX, columns=columns, rows=rows, frozen=FIXED, styles=styles, head_height=height)


def _named(task: MatrixTask, units: int) -> str:
    """The task; where it names no unit, that the plan is silent or was not understood, or the people it names."""
    words = task_in_words(task.number, task.title)
    if units:
        return words
    people = "、".join(map(one_line, task.people))
    return f"{words}（{f'人员：{people}' if people else UNREAD if task.unread else f'{UNWRITTEN}单位'}）"


def _quotes(rows: Sequence[AssignmentRow]) -> Sheet:
    listed: list[list[Cell]] = [
        [
            number, task_in_words(row.task_number, row.task_title), one_line(row.canonical), ROLES[row.role],
            STANDINGS.get(row.standing, row.standing), row.surface, row.quote, row.rule, KINDS.get(row.kind, row.kind),
            place_words(row.place, row.start, row.end),
        ]
        for number, row in enumerate(rows, start=1)
    ]  # fmt: skip
    return Sheet(name=QUOTES, columns=_QUOTE_COLUMNS, rows=listed, frozen=3)


def _about(matrix: Matrix, quotes: int, scope: Sequence[str]) -> Sheet:
    letters = "，".join(f"{letter} {ROLES[role]}" for role, letter in LETTERS.items())
    rows: list[list[Cell]] = [
        ["责任矩阵说明", None],
        ["方案", one_line(matrix.title)],
        ["文件", one_line(matrix.doc)],
        ["范围", "、".join(map(one_line, scope)) or "整份方案"],
        ["数量", f"任务 {len(matrix.tasks)} 项，单位 {len(matrix.units)} 个，{QUOTES} {quotes} 处。"],
        ["字母", f"{letters}。带括号的是推断：没有逐条写出，按方案声明的规则或上级标题得出；带 * 的是更正。"],
        [UNWRITTEN, "方案里没有写单位。这是方案的情况，不表示单位没有履职。"],
        [UNREAD, "程序看到了有关文字但没有读懂。这是程序的情况，请对照原文核对。"],
    ]
    if matrix.outside:
        rows.append(["任务之外", f"另有 {matrix.outside} 处分工不在任务条款内，表中没有列出。"])
    styles: dict[tuple[int, int], Style] = {(0, 0): "title", (0, 1): "title"}
    columns = (Column(head="项目", width=14, style="strong"), Column(head="内容", width=78))
    return Sheet(name=ABOUT, columns=columns, rows=rows, heads=False, landscape=False, styles=styles)
