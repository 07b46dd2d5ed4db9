"""The passages of tasks: sentences, as far as one statement governs them, and the statements that do."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.records import Assignment, Document, Task
from graph.wording import runs, sentences

WIDEST = 60  # characters of a line on a page; longer lines are paragraphs
FULL = 0.85  # share of the width from which on a line is full

_WRAP = re.compile(r"\s*\n\s*")
_ROLES = re.compile(
    "牵头|配合|协助|参与|督导|监督|会同|负责|落实|实施|承担|按照?|各自|职责|分工|分别|共同|具体|统一|组织|协调|单位|部门|[处科]室|责任|主责|抓好|相关|有关|其他|等|由|并|各"
)
# What a statement says besides units and roles without setting work of its own: labelled fields of time and people
# (完成时限：2024年11月底; 牵头领导：张明远), and a day by which all is to be done (2024年5月1日前完成).
_ASIDE = re.compile(
    r"[一-鿿]{0,6}(?:时限|期限|时间|时点|日期|节点|进度|领导|责任人|负责人|联系人|联络员)\s*[：:][^；;\n)）]*"
    r"|(?:[于在]|力争|确保|计划)?(?:20\d\d年|(?<!\d)\d{1,2}月|年底|[本今明]年)[^，,；;。\n()（）]*?(?:前|底|末|内|[日号])"
    r"(?:全部|全面|基本)?(?:完成|建成|办结|落实|到位|实现|见效)?(?=\s*(?:[，,；;。\n)）]|$))"
    r"|长期坚持|持续推进|常态化(?:推进|开展)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence of a task, as far as one statement governs it; ``text`` is the whole that it stands in."""

    doc: str
    task: Task
    start: int
    end: int
    text: str = field(repr=False, compare=False)

    @property
    def words(self) -> str:
        """The sentence."""
        return self.text[self.start : self.end]


def passages_of(task: Task, text: str, brackets: Sequence[tuple[int, int]], width: int) -> list[tuple[int, int]]:
    """The sentences of a task, cut at the brackets that only name units, which are left out.

    In a text of lines of this width a full line is wrapped, and its sentence goes on in the next.
    """
    found, at = [], task.start
    for start, end in [*brackets, (task.end, task.end)]:
        found += _joined([(at + a, at + b) for a, b in sentences(text[at:start])], text, width)
        at = max(at, end)
    return found


def _joined(stretches: Sequence[tuple[int, int]], text: str, width: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in stretches:
        before = found[-1] if found else (0, 0)
        line = text.rfind("\n", 0, before[1]) + 1
        wrapped = found and text[before[1] : start].strip(" \u3000\r") == "\n" and before[1] - line >= FULL * width > 0
        if wrapped:
            found[-1] = (before[0], end)
        else:
            found.append((start, end))
    return found


@functools.lru_cache(maxsize=512)
def line_width(text: str) -> int:
    """The characters of a full line of a text with hard line breaks; 0 where each line is a paragraph."""
    lengths = sorted(len(line.strip()) for line in text.split("\n") if line.strip())
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    return width if width <= WIDEST else 0


def paragraph_ends(text: str, start: int, end: int) -> list[int]:
    """The line breaks between these places that end a paragraph: those behind a full line only wrap it."""
    width = line_width(text)
    found = []
    at = text.find("\n", start, end)
    while at >= 0:
        line = text[text.rfind("\n", 0, at) + 1 : at].strip()
        if not len(line) >= FULL * width > 0:
            found.append(at)
        at = text.find("\n", at + 1, end)
    return found


def unwrapped(words: str) -> str:
    r"""The words on one line.

    >>> unwrapped("完\n成期限")
    '完成期限'
    """
    return _WRAP.sub("", words)


def brackets_of(document: Document, task: Task) -> list[tuple[int, int]]:
    """The statements of a task that only name units and roles."""
    cutting = [s for s in document.assignments if s.task == task.id and s.kind != "inline" and not own_action(s)]
    return sorted((statement.start, statement.end) for statement in cutting)


def own_action(statement: Assignment) -> str:
    """What a statement sets besides its units and roles (名单…确定); empty for most."""
    words = _ASIDE.sub(" ", unwrapped(statement.text))
    for unit in sorted((unwrapped(unit.text) for unit in statement.units), key=len, reverse=True):
        words = words.replace(unit, " ")
    return " ".join(run for run in runs(_ROLES.sub(" ", words)) if len(run) > 1)


def governing(statements: Sequence[Assignment], start: int, end: int) -> list[Assignment]:
    """The statements whose scope holds most of these characters, the narrowest scope first."""
    covering = [
        s
        for s in statements
        if 2 * (min(s.scope.end, end) - max(s.scope.start, start)) > min(end - start, s.scope.end - s.scope.start)
    ]
    return sorted(covering, key=lambda s: (s.scope.end - s.scope.start, s.start))
