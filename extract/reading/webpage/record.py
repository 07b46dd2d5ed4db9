"""The information box that government sites print with a document (索引号 发文机关 成文日期 发文字号 …)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.reading.webpage.blocks import Block
from extract.reading.webpage.tables import Grid
from extract.rulebook import load_pattern

_FEWEST_LABELS = 2
_LONGEST_VALUE = 160
_LABELLED = re.compile(
    r"(?:^|(?<=[\s\u3000】\]|；;，]))(?P<label>[\u4e00-\u9fff][\u4e00-\u9fff \u3000]{1,12}?)[ \u3000]*[:：]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A label of the box with its value, and the number of the block that holds the value."""

    label: str
    value: str
    block: int
    says_document: bool


def find_record(blocks: Sequence[Block]) -> tuple[list[Entry], set[int]]:
    """What the box says of the document, and all blocks that the box consists of.

    A box is a run of blocks with two labels or more, each with its value in the same block or in the one behind it.
    """
    entries: list[Entry] = []
    taken: set[int] = set()
    number = 0
    while number < len(blocks):
        run, stop = _run(blocks, number)
        if len({entry.label for entry in run}) >= _FEWEST_LABELS and any(entry.block < stop for entry in run):
            entries += run
            taken |= set(range(number, stop))
        number = max(stop, number + 1)
    return [entry for entry in entries if entry.says_document and entry.value], taken


def is_box(grid: Grid) -> bool:
    """Whether a table is such a box: a third of its cells or more are labels of one."""
    cells = [place.words for place in grid.places if place.words]
    labels = {cell for cell in cells if _says_document(cell.rstrip(":：").strip("【】[]")) is not None}
    return len(labels) >= _FEWEST_LABELS and 3 * len(labels) >= len(cells)


def _run(blocks: Sequence[Block], first: int) -> tuple[list[Entry], int]:
    """The entries of the box that begins with a block, and where it stops; none if no box begins here."""
    entries: list[Entry] = []
    number = first
    while number < len(blocks):
        found = _entries(blocks[number], number)
        if not found:
            break
        number += 1
        if not found[-1].value and number < len(blocks) and not _entries(blocks[number], number):
            value = blocks[number].words.strip()
            if _stand_together(blocks[number - 1], blocks[number]) and len(value) <= _LONGEST_VALUE:
                found[-1] = Entry(
                    label=found[-1].label, value=value, block=number, says_document=found[-1].says_document
                )
                number += 1
        entries += found
    return entries, number


def _stand_together(label: Block, value: Block) -> bool:
    """Whether a label and what follows it are cells of one row, or children of one element."""
    return value.grid is None and label.element.getparent() in (value.element, *value.element.iterancestors())


def _entries(block: Block, number: int) -> list[Entry]:
    """The labels of a block with their values: 索引号：… 发文机关：… in one line, or a label alone."""
    words = block.words.strip()
    if block.grid is not None or len(words) > 4 * _LONGEST_VALUE:
        return []
    bare = words.rstrip(":： \u3000").strip("【】[]")
    if (says := _says_document(bare)) is not None:
        return [Entry(label=_packed(bare), value="", block=number, says_document=says)]
    marks = [(mark, says) for mark in _LABELLED.finditer(words) if (says := _says_document(mark["label"])) is not None]
    if not marks or marks[0][0].start("label") > 2:
        return []
    ends = [mark.start() for mark, _ in marks[1:]] + [len(words)]
    return [
        Entry(
            label=_packed(mark["label"]),
            value=words[mark.end() : end].strip(" \u3000;；|】["),
            block=number,
            says_document=says,
        )
        for (mark, says), end in zip(marks, ends, strict=True)
    ]


def _says_document(label: str) -> bool | None:
    """Whether a label of the box is about the document; False if about the page, None if it is no label of a box."""
    if load_pattern("webpage", "webpage.record_label").search(label):
        return True
    return False if load_pattern("webpage", "webpage.page_label").search(label) else None


def _packed(label: str) -> str:
    return re.sub(r"\s+", "", label)
