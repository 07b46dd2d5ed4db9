"""Where statements stand: brackets, label lines and whole sentences that only assign; and what was left unread.

Each passage is read by :mod:`extract.assigning.statements`; one that has words of role and cannot be read is kept as
unread, so that nothing is dropped silently.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from extract.assigning.barelists import Standing, is_kind_of_place, lists_units, stands_for_unit
from extract.assigning.conventions import Declared, without_conventions
from extract.assigning.cuedlists import CuedList
from extract.assigning.refusals import Refusal, reason_against
from extract.assigning.roles import Label, closing_verb, column_label, find_labels, find_plain_labels
from extract.assigning.statements import Reading, opens_list, read_bracketed, read_statement, tidy_name
from extract.assigning.unitlists import SEPARATORS
from extract.naming.unitwords import is_line_of_work
from extract.records import StatementKind
from extract.rulebook import load_pattern
from extract.text.brackets import Bracket, find_all_brackets, find_brackets, outer_brackets
from extract.text.stretches import Stretch, merged, touches

_ITEM_NUMBER = re.compile(r"\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.．﹒、](?!\d)\s*)?")
_HEADING = re.compile(r"\s*(?:[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)")
_BARE = re.compile(r"[\u4e00-\u9fff、，,；;和及与〔〕（）()“”\s]{3,200}")
_NEXT_CLAUSE = re.compile(  # directly behind a unit: the line breaks of the text are lost
    r"(?<=[府局厅委办室会心司团位门院行社业等）)])(?=(?:\d{1,2}[.．、](?!\d)|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])\S)"
)
_LINE_START = re.compile(r"(?:^|\n)[ \t　]*(?:[-—·•●■◆▪*][ 　]?)?\Z")
_NEAR = 400
"""Characters behind the head of a column in which its first cell is looked for."""
_STOP_OR_BREAK = re.compile("[。\n]")
_STOPS = "。；;！!"
_BEFORE_LABEL = "。；;，,)）〕】 \t　\n：:、—-·•●■◆★▲▪*.．"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A statement in the text and its reading.

    ``row`` is the stretch of the table's row that it governs; its cells may stand in a row above.
    """

    kind: StatementKind
    start: int
    end: int
    reading: Reading
    row: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The statements of a text; what looks like one and could not be read, or was refused with a reason; each in order.

    Every bracket with a word of role and every line that begins with a role label stands in one of the three; those
    inside another that was read or reported stand in it. ``lists`` are those of units in running text that words of
    role end, read or not.
    """

    passages: tuple[Passage, ...]
    unread: tuple[tuple[int, int], ...]
    refused: tuple[Refusal, ...] = ()
    lists: tuple[CuedList, ...] = ()


class PassageFinder:
    """Finds the statements of one text.

    ``names`` are the spans of known unit names, sorted; ``is_unit`` tells a unit's name from other words.
    """

    def __init__(
        self,
        text: str,
        *,
        names: Sequence[tuple[int, int]],
        conventions: Sequence[Declared],
        is_unit: Callable[[str], bool],
    ) -> None:
        self._written = text
        self._text = without_conventions(text, conventions, names)
        self._names, self._conventions, self._is_unit = names, conventions, is_unit
        self._starts = [start for start, _ in names]
        self._unread: list[tuple[int, int]] = []
        self._refused: list[Refusal] = []

    def find(self) -> Found:
        """The statements in brackets, on label lines and in sentences of their own."""
        passages: list[Passage] = []
        for bracket in find_all_brackets(self._text):
            if passages and bracket.start < passages[-1].end:
                continue
            reading = self._read_bracket(bracket)
            if reading:
                passages.append(Passage(kind="parenthetical", start=bracket.start, end=bracket.end, reading=reading))
            elif not self._frames_label(bracket):
                self._refuse(bracket.start, bracket.end, bracket.inside)
        passages += self._label_lines(passages)
        passages += self._sentences(passages)
        passages.sort(key=lambda passage: passage.start)
        self._refused += self._declaring(passages)
        refused = sorted(self._refused, key=attrgetter("start"))
        return Found(passages=tuple(passages), unread=tuple(sorted(self._unread)), refused=tuple(refused))

    def _frames_label(self, bracket: Bracket) -> bool:
        """Whether the bracket is that of a label: 【责任单位】市水利局."""
        words = self._text[slice(*bracket.inside)]
        return self._text[bracket.start] == "【" and column_label(words) is not None

    def _refuse(self, start: int, end: int, inside: tuple[int, int], *, label_end: int = 0) -> None:
        """Keep words of role that were not read: refused where a reason is known, else unread.

        ``label_end`` tells where the words end with which a line only begins like a label.
        """
        words = self._text[slice(*inside)]
        if not label_end and lists_units(words, self._is_unit):
            self._refuse_list(start, end)
            return
        if not load_pattern("roles", "word.role").search(words):
            return
        states = any(self._states(piece) for piece in re.split(f"[{SEPARATORS}]", words))
        named = self._holds_name(max(inside[0], label_end), inside[1])
        reason = reason_against(words, names_unit=named)
        reason = None if states and reason != "composition" else reason
        if label_end and not named:
            alone = "column" if reason == "empty" else reason or "no-unit"
            reason = None if self._heads_cells(end) else alone
        if reason:
            self._refused.append(Refusal(start=start, end=end, reason=reason))
        else:
            self._unread.append((start, end))

    def _refuse_list(self, start: int, end: int) -> None:
        """Keep a list of units without any word of role that was not read; refused where it explains a name."""
        reason = reason_against(self._text[start + 1 : end - 1], names_unit=True)
        reason = "contact" if self._in_address(start) else reason
        reason = "definition" if reason is None and self._in_name(start) else reason
        if reason:
            self._refused.append(Refusal(start=start, end=end, reason=reason))
        else:
            self._unread.append((start, end))

    def _heads_cells(self, place: int) -> bool:
        """Whether units stand at the beginning of lines soon behind a place: a column of a table that was not read."""
        near = self._names[bisect_left(self._starts, place) : bisect_left(self._starts, place + _NEAR)]
        no_unit = load_pattern("lists", "list.no_unit")
        cells = (self._text[start:end] for start, end in near if self._text[start - 1] == "\n" != self._text[start])
        return any(not no_unit.search(cell) for cell in cells)

    def _declaring(self, passages: Sequence[Passage]) -> Iterator[Refusal]:
        """The brackets that hold a declared rule and nothing that was read; their words are blank in the text."""
        if not self._conventions:
            return
        read = [(one.start, one.end) for one in passages]
        apart = merged([*read, *self._unread, *((one.start, one.end) for one in self._refused)])
        for bracket in find_brackets(self._written):
            words = self._written[slice(*bracket.inside)]
            if not load_pattern("roles", "word.role").search(words) or touches(bracket.start, bracket.end, apart):
                continue
            if any(bracket.start < one.start < bracket.end for one in self._conventions):
                yield Refusal(start=bracket.start, end=bracket.end, reason="declared")

    def _states(self, piece: str) -> bool:
        """Whether the words are a unit, or what may be one, and the verb that gives it its role."""
        verb = closing_verb(piece)
        name = tidy_name(piece[: verb.start]) if verb else ""
        if load_pattern("lists", "list.no_unit").search(name):
            return False
        return (
            self._is_unit(name)
            or is_line_of_work(name)
            or load_pattern("lists", "list.body_end").search(name) is not None
        )

    def _holds_name(self, start: int, end: int) -> bool:
        number = bisect_left(self._starts, start)
        return number < len(self._starts) and self._starts[number] < end

    def _within(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        return self._names[bisect_left(self._starts, start) : bisect_right(self._starts, end)]

    def _read(self, start: int, end: int) -> Reading | None:
        """The reading of the stretch without the conventions that stand in it."""
        return read_statement(self._text, start, end, whole=self._within(start, end), is_unit=self._is_unit)

    def _read_bracket(self, bracket: Bracket) -> Reading | None:
        start, end = bracket.inside
        roles = load_pattern("roles", "word.role").search(self._text, start, end)
        if not bracket.closed:
            return self._read_unclosed(start, end) if roles else None
        if load_pattern("roles", "word.excluded").search(self._text, start, end):
            return None
        if not roles:
            if self._in_address(bracket.start):
                return None
            tail = load_pattern("lists", "list.time_tail").search(self._text, start, end)
            end = tail.start() if tail else end
            if self._in_name(bracket.start) or not _BARE.fullmatch(self._text, start, end):
                return None
        return read_bracketed(
            self._text,
            (start, end),
            whole=self._within(start, end),
            is_unit=self._is_unit,
            stands=self._stands(bracket),
        )

    def _stands(self, bracket: Bracket) -> Standing:
        """Where it stands: behind a sentence and at the end of its line, at one of both, or inside a clause."""
        before = self._text[max(0, bracket.start - 4) : bracket.start].rstrip(" \t　")
        behind = self._text[bracket.end : bracket.end + 4].strip(" \t　")
        closes = not behind or behind[0] in f"{_STOPS}\n"
        return "behind" if closes and before[-1:] in _STOPS else "ends" if closes or before[-1:] in _STOPS else "inside"

    def _in_address(self, place: int) -> bool:
        return bool(load_pattern("roles", "word.address").search(self._text, max(0, place - 60), place))

    def _read_unclosed(self, start: int, end: int) -> Reading | None:
        """The reading of a bracket whose closing glyph is lost, where it holds nothing but a statement."""
        reading = self._read(start, end)
        return reading if reading and reading.worded and reading.doubt is None else None

    def _in_name(self, place: int) -> bool:
        """Whether a name goes up to or over the place: 市商务局(市粮食和物资储备局) has a nameplate, no statement."""
        number = bisect_right(self._starts, place - 1) - 1
        return number >= 0 and self._names[number][1] >= place

    def _label_lines(self, taken: Sequence[Passage]) -> Iterator[Passage]:
        read = merged((one.start, one.end) for one in taken)
        labels = [label for label in find_labels(self._text) if self._opens_line(label, read)]
        labels = sorted([*labels, *self._plain_labels(labels, read)], key=attrgetter("start"))
        group: list[Label] = []
        end = 0
        for label in labels:
            if group and self._text[end : label.start].strip(" \t\n　。；;，,"):
                yield from self._label_group(group[0].start, end, plain=self._is_plain(group[0]))
                group = []
            group.append(label)
            end = self._content_end(label, labels)
        if group:
            yield from self._label_group(group[0].start, end, plain=self._is_plain(group[0]))

    def _plain_labels(self, labels: Sequence[Label], read: Sequence[Stretch]) -> Iterator[Label]:
        """The labels without a colon at the beginning of a line; a line that begins so and lists nothing is refused."""
        taken = {at for label in labels for at in range(label.start, label.end)}
        for label in find_plain_labels(self._text):
            line = _LINE_START.search(self._text, max(0, label.start - 8), label.start)
            if label.start in taken or not line or touches(label.start, label.end, read):
                continue
            end = self._text.find("\n", label.end)
            end = end if end >= 0 else len(self._text)
            head = load_pattern("lists", "list.column_head").search(self._text, max(0, label.start - 20), label.start)
            if not head and opens_list(self._text, label, end, self._is_unit):
                yield label
            elif label.roles:
                self._refuse(label.start, end, (label.start, end), label_end=label.end)

    def _is_plain(self, label: Label) -> bool:
        return self._text[label.end - 1] not in "：:∶﹕】"

    def _opens_line(self, label: Label, read: Sequence[Stretch]) -> bool:
        before = self._text[label.start - 1] if label.start else "\n"
        opens = before in _BEFORE_LABEL or self._text[label.start] == "【"
        return opens and not touches(label.start, label.start + 1, read)

    def _label_group(self, start: int, end: int, *, plain: bool) -> Iterator[Passage]:
        reading = self._read(start, end)
        if reading and plain and len({unit.text for unit in reading.named}) < len(reading.named):
            reading = None  # a column of a table, printed cell by cell
        if reading and (reading.named or self._names_people(reading, start, end)):
            yield Passage(kind="label", start=start, end=end, reading=reading)
        else:
            self._refuse(start, end, (start, end))

    def _names_people(self, reading: Reading, start: int, end: int) -> bool:
        """Whether a list without units names people and nothing else; who is to be called (联系人) has no part."""
        contact = load_pattern("roles", "word.contact").search(self._text, start, end)
        return bool(reading.people) and not contact

    def _content_end(self, label: Label, labels: Sequence[Label]) -> int:
        """Where the units of a label end: the next label, a full stop, or a line that holds no units."""
        after = bisect_left(labels, label.end, key=attrgetter("start"))
        limit = labels[after].start if after < len(labels) else len(self._text)
        clause = _NEXT_CLAUSE.search(self._text, label.end, min(limit, label.end + 600))
        limit = clause.start() if clause else limit
        ending = load_pattern("lists", "list.after").search(self._text, label.end, min(limit, label.end + 600))
        limit = ending.start() if ending else limit
        end = min(limit, label.end + 600)
        closed = [(opener, closer + 1) for opener, closer in outer_brackets(self._text, label.end, end)]
        for found in _STOP_OR_BREAK.finditer(self._text, label.end, end):
            at = found.start()
            if touches(at, at + 1, closed):
                continue
            if found[0] == "。":
                return at
            if not self._goes_on(label.end, at, limit):
                end = at
                break
        return label.end + len(self._text[label.end : end].rstrip())

    def _goes_on(self, start: int, line_break: int, limit: int) -> bool:
        """Whether the list goes on behind the line break: the next line, joined, holds only units."""
        line = self._text[start:line_break].strip()
        if not line:
            return _HEADING.match(self._text, line_break + 1) is None
        stop = self._text.find("\n", line_break + 1)
        following = self._text[line_break + 1 : min(limit, stop if stop >= 0 else limit)].strip(" \t　。；;")
        if not following:
            return False
        last = re.split(f"[{SEPARATORS}：:]", line)[-1]
        first, *others = re.split(r"[、，,；;]", following)
        joined = line[-1] in SEPARATORS or self._is_unit(tidy_name(last + first)) or self._is_unit(tidy_name(first))
        return joined and all(self._is_unit(tidy_name(other)) for other in others if other)

    def _sentences(self, taken: Sequence[Passage]) -> Iterator[Passage]:
        """Sentences such as 省水利厅牵头，省农垦总局等单位配合 that hold units and verbs of role and nothing else."""
        read = merged((one.start, one.end) for one in taken)
        for found in load_pattern("roles", "word.sentence").finditer(self._text):
            end = found.end() - 1
            start = max(self._text.rfind(glyph, 0, found.start()) for glyph in "。\n") + 1
            number = _ITEM_NUMBER.match(self._text, start, end)
            start = number.end() if number else start
            if end - start > 400 or touches(start, end, read):
                continue
            reading = self._read(start, end)
            if reading and reading.worded and self._only_assigns(reading, start, end):
                told = "由" in self._text[start : start + 8] and not self._ends_paragraph(start, end)
                kind: StatementKind = "inline" if told else "label"
                yield Passage(kind=kind, start=start, end=end, reading=reading)

    def _ends_paragraph(self, start: int, end: int) -> bool:
        """Whether a sentence that begins with 由 closes a paragraph, so that it assigns what the others ask for."""
        last = self._text[end : end + 8].lstrip("。；; \t　")[:1]
        before = self._text[max(0, start - 4) : start].rstrip(" \t　")[-1:]
        return self._text[start] == "由" and last in ("", "\n") and before == "。"

    def _only_assigns(self, reading: Reading, start: int, end: int) -> bool:
        units = sum(unit.end - unit.start for unit in reading.named)
        names = [tidy_name(unit.text) for unit in reading.named]
        known = any(map(self._is_unit, names))
        return len(load_pattern("roles", "word.list").sub("", self._text[start:end])) <= units and all(
            self._is_unit(name) or is_kind_of_place(name) or (known and stands_for_unit(name)) for name in names
        )
