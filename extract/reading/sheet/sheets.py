"""What the readers of sheets give to their composition: the cells of a sheet as they are shown, and what is hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.reading.source import UnreadableDocument

MOST_CELLS = 200_000

Address = tuple[int, int]
"""Row and column, each from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A range of merged cells: first and last row and column, from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def meets(self, other: Merged) -> bool:
        """Whether the two ranges share a cell.

        >>> Merged(top=1, left=1, bottom=2, right=2).meets(Merged(top=2, left=2, bottom=9, right=2))
        True
        """
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    def __contains__(self, address: Address) -> bool:
        return self.top <= address[0] <= self.bottom and self.left <= address[1] <= self.right


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet: the words of its filled cells, its merged ranges, and what its author hid.

    ``name`` is None where the file has no sheets (.csv). ``without_value`` are the cells whose formula has no result in
    the file, ``wrong`` those that show an error.
    """

    name: str | None
    cells: Mapping[Address, str]
    merged: Sequence[Merged] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: Sequence[tuple[int, int]] = ()
    without_value: Sequence[Address] = ()
    wrong: Sequence[Address] = ()

    def is_hidden_column(self, column: int) -> bool:
        """Whether the column is in a hidden range."""
        return any(first <= column <= last for first, last in self.hidden_columns)


def refuse_too_many(cells: int) -> None:
    """Refuse a workbook with more filled cells than any plan has.

    Raises:
        UnreadableDocument: there are too many.
    """
    if cells > MOST_CELLS:
        advice = "请把任务清单所在的工作表另存为单独的文件后再导入。"
        raise UnreadableDocument("too-large", f"工作簿的数据超过 {MOST_CELLS} 个单元格，不像任务清单：{advice}")


def cell_name(address: Address) -> str:
    """A cell's address as sheets show it.

    >>> cell_name((3, 2)), cell_name((1, 28))
    ('B3', 'AB1')
    """
    row, column = address
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
