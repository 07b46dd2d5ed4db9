"""Conventions: rules that a document declares once, found wherever they stand.

A declaration may stand in the first bracket of a plan, in the notice before it, in a note below a table or at the end;
wherever it stands it is no part of a list of units. What it implies is the matter of :mod:`extract.assigning.implying`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extract.records import Role
from extract.rulebook import Rule, load_pattern, load_rules
from extract.text.brackets import CLOSING, OPENING, find_brackets
from extract.text.stretches import merged, touches

BLANKET_ROLES: dict[str, Role] = {"blanket-responsible": "responsible", "blanket-cooperating": "cooperating"}

Reach = Literal["after", "before", "all"]
"""Which statements a convention holds for: its own and later ones, earlier ones (以上), or all (a note, the notice)."""

_STOPS = "。；;）)〕]﹞］】\n"
_COMMAS = "，,"
_LISTED = "；;，,"
_LONGEST_TAIL = 40
_NOTE = 80
"""Characters before a declaration in which the head of a note (注：) is looked for."""
_BLANK = "\u3000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A declared convention: its place, what it is called in the record, and where a blanket clause names its units.

    ``mark`` is the glyph that marks units; ``date_start`` to ``date_end`` hold the day of a blanket deadline.
    """

    start: int
    end: int
    convention: str
    rule: str
    units_start: int
    units_end: int
    reach: Reach = "after"
    mark: str = ""
    date_start: int = 0
    date_end: int = 0

    def governs(self, start: int, end: int) -> bool:
        """Whether the convention holds for a statement between these places."""
        return self.reach == "all" or (start < self.start if self.reach == "before" else end > self.start)


def find_conventions(text: str) -> list[Declared]:
    """The conventions that the text declares, in order; overlapping finds go to the first rule of the file.

    >>> [found.convention for found in find_conventions("（市卫健委负责。列第一位的为牵头单位，下同）")]
    ['first-is-lead']
    """
    found: list[Declared] = []
    matches = [(rule, list(rule.finditer(text))) for rule in load_rules("conventions") if rule.kind != "words"]
    matches = [(rule, matched) for rule, matched in matches if matched]
    inside = merged(bracket.inside for bracket in find_brackets(text) if not bracket.depth) if matches else []
    for rule, matched in matches:
        taken = merged((other.start, other.end) for other in found)
        for match in matched:
            if not touches(match.start(), match.end(), taken):
                free = not touches(match.start(), match.end(), inside) or _fills_bracket(text, match)
                found.append(_declared(text, rule, match, free=free))
    return sorted(found, key=lambda declared: declared.start)


def _declared(text: str, rule: Rule, match: re.Match[str], *, free: bool) -> Declared:
    """The convention of a match; ``free`` where it stands in no bracket, or in one that holds nothing else."""
    groups = rule.pattern.groupindex
    units = match.span("units") if "units" in groups else (match.end(), match.end())
    date = match.span("date") if "date" in groups else (0, 0)
    marks = [match[group] for group in ("mark", "glyph") if group in groups and match[group]]
    return Declared(
        start=match.start(),
        end=match.end(),
        convention=rule.kind,
        rule=rule.id,
        units_start=units[0],
        units_end=units[1],
        reach=_reach(text, rule, match, free=free),
        mark="".join(marks),
        date_start=date[0],
        date_end=date[1],
    )


def _fills_bracket(text: str, match: re.Match[str]) -> bool:
    before, after = (
        text[max(0, match.start() - 2) : match.start()].rstrip()[-1:],
        text[match.end() : match.end() + 2].lstrip("。")[:1],
    )
    return bool(before) and before in OPENING and bool(after) and after in CLOSING


def _reach(text: str, rule: Rule, match: re.Match[str], *, free: bool) -> Reach:
    if load_pattern("conventions", "words.back").search(match[0]):
        return "before"
    if rule.kind in BLANKET_ROLES and load_pattern("conventions", "words.whole").search(match[0]):
        return "all"
    near = max(0, match.start() - _NOTE)
    line = text[max(text.rfind("\n", near, match.start()), near) : match.start()]
    if rule.kind == "blanket-deadline":
        return "after" if match[0].lstrip().startswith(("以下", "下列", "下述")) else "all"
    in_note = load_pattern("conventions", "words.applied_to_all").search(line) is not None
    return "all" if in_note or (free and "下" not in match[0]) else "after"


def without_conventions(text: str, declared: Sequence[Declared], names: Sequence[tuple[int, int]]) -> str:
    """The text with blanks for its declarations and declared marks, so that no list of units holds them.

    Words before and behind a declaration go with it as far as no unit is named (其中，…；其余配合); ``names`` are the
    spans of unit names, sorted.

    >>> text = "（责任单位：市工信局、市商务局，列第一位的为牵头单位，下同）"
    >>> without_conventions(text, find_conventions(text), []).replace("\u3000", "")
    '（责任单位：市工信局、市商务局，）'
    """
    cut = merged(_with_tails(text, one, names) for one in declared)
    parts: list[str] = []
    done = 0
    for start, end in cut:
        parts += [text[done:start], re.sub(r"[^\n]", _BLANK, text[start:end])]
        done = end
    hidden = "".join([*parts, text[done:]])
    marks = "".join({one.mark for one in declared})
    return re.sub(f"[{re.escape(marks)}]", _BLANK, hidden) if marks else hidden


def _with_tails(text: str, one: Declared, names: Sequence[tuple[int, int]]) -> tuple[int, int]:
    start, end = one.start, one.end
    if one.convention != "abbreviation":
        near = range(start - 1, max(-1, start - _LONGEST_TAIL), -1)
        first = next((at + 1 for at in near if text[at] in OPENING + _STOPS + _COMMAS), start)
        start = start if _names(names, first, start) else first
        last = next((at for at in range(end, min(len(text), end + _LONGEST_TAIL)) if text[at] in _STOPS), end)
        end = end if _names(names, end, last) else last
    if text[start - 1 : start] == "。" and text[end : end + 1] in CLOSING + _LISTED:
        start -= 1  # 市教育局、市财政局。列第一位的为牵头单位）: the list ends before it
    wrapped = text[start - 1 : start] in OPENING and text[end : end + 1] in CLOSING
    return (start - 1, end + 1) if start and end < len(text) and wrapped else (start, end)


def _names(names: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a unit is named between the places."""
    before = bisect_left(names, (end, 0)) - 1
    return before >= 0 and names[before][1] > start
