"""From passages to assignments: who the units are, what each statement governs, what the conventions imply."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.assigning.conventions import Declared, Reach
from extract.assigning.implying import Conventions, blanket_readings
from extract.assigning.passages import Passage
from extract.assigning.scopes import governs_phrase, scope_before
from extract.assigning.statements import Named, tidy_name
from extract.naming.levels import leading_level
from extract.naming.names import UnitName, resolve_units
from extract.naming.placenames import split_place
from extract.naming.places import Place
from extract.naming.readings import Setting
from extract.records import Assignment, Naming, Span, UnitMention, content_id

_PARTY = re.compile(r"^(自治区|省|市|州|盟|区|县|旗)党?委")
_SENTENCE_BREAK = "。；;\n"
_LONGEST_SENTENCE = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What the stage needs to know of the document.

    ``text`` is the folded text, in which all offsets of this stage count; ``task_at`` gives the task at a place and its
    clause's start, or its part's outside every task; ``setting`` says where and when its names were written;
    ``quote`` gives the document's own words for a stretch, ``written`` those of a name without the breaks, padding and
    page marks inside it; ``names`` are the spans of unit names, sorted; ``context`` are names that the document uses
    elsewhere and that may explain a short one.
    """

    text: str
    name: str
    setting: Setting
    task_at: Callable[[int], tuple[str | None, int]]
    declared: Sequence[Declared]
    quote: Callable[[int, int], str]
    written: Callable[[int, int], str]
    names: Sequence[tuple[int, int]]
    context: Sequence[str]


def state(document: Stated, passages: Sequence[Passage]) -> tuple[list[Assignment], list[Naming]]:
    """The assignments of the passages and of the blanket clauses, in the order of the text, and what their units name.

    The namings stand in the order of their first mention.
    """
    both = sorted([*passages, *_blankets(document)], key=lambda passage: (passage.start, passage.kind == "blanket"))
    names = _resolved(document, both)
    reaches = {one.start: one.reach for one in document.declared}
    ends: dict[int, int] = {}
    seen: Counter[tuple[str, str]] = Counter()
    assignments: list[Assignment] = []
    for passage in both:
        task, clause = document.task_at(passage.row[0] if passage.row else passage.start)
        is_free = not task and (passage.kind == "parenthetical" or not clause)
        begun = _paragraph(document.text, passage.start) if is_free else clause
        scope = _scope(document, passage, max(begun, clause, ends.get(clause, 0)), reaches)
        if assignments and scope.start == scope.end and passage.kind in ("parenthetical", "label"):
            scope = assignments[-1].scope  # （甲牵头）（乙配合） both govern what stands before the first
        if passage.kind in ("parenthetical", "label") and not governs_phrase(document.text, passage.start):
            ends[clause] = passage.end
        words = document.text[passage.start : passage.end]
        seen[task or "", words] += 1
        assignments.append(
            Assignment(
                id=content_id("assignment", document.name, task, words, seen[task or "", words]),
                task=task,
                kind=passage.kind,
                start=passage.start,
                end=passage.end,
                text=words,
                scope=scope,
                units=tuple(_mention(document, unit, names[unit.start, unit.end]) for unit in passage.reading.named),
                open=passage.reading.open,
                qualifier=passage.reading.qualifier,
                people=passage.reading.people,
            )
        )
    conventions = Conventions(text=document.text, declared=document.declared, quote=document.quote)
    separators = [dict(passage.reading.separators) for passage in both]
    return list(conventions.applied(assignments, separators)), _namings(document, names)


def _blankets(document: Stated) -> Iterator[Passage]:
    """The blanket clauses as statements of their own."""
    for one, reading in blanket_readings(document.text, document.declared, document.names):
        yield Passage(kind="blanket", start=one.start, end=one.end, reading=reading)


def _resolved(document: Stated, passages: Sequence[Passage]) -> dict[tuple[int, int], UnitName]:
    """Every unit's name by its place, resolved together, elided prefixes taken from the head of their list."""
    units: list[Named] = []
    words: list[str] = []
    heads: list[str | None] = []
    lists: list[int] = []
    for number, passage in enumerate(passages):
        head: str | None = None
        for unit in passage.reading.named:
            name = tidy_name(unit.text)
            head = _head(name, head, document.setting.place)
            units.append(unit)
            words.append(name)
            heads.append(head)
            lists.append(number)
    names = resolve_units(
        words,
        place=document.setting.place,
        heads=heads,
        context=document.context,
        year=document.setting.year,
        host=document.setting.host,
        home=document.setting.home,
        lists=lists,
    )
    return {(unit.start, unit.end): name for unit, name in zip(units, names, strict=True)}


def _head(name: str, head: str | None, own: Place | None) -> str | None:
    """What the names behind this one in its list leave out: 市 behind 市能源局, 四川省 behind 四川省能源局.

    Behind a unit of another place a word for that place's level means it: 四川省能源局、省发展改革委.
    """
    party = _PARTY.match(name)
    word = party[1] if party else leading_level(name)
    if word:
        return head if head and len(head) > len(word) and head.endswith(word) else word
    place, rest = split_place(name, within=own)
    outside = place is not None and own is not None and not place.within(own) and not own.within(place)
    return name.removesuffix(rest) if outside and rest else head


def _namings(document: Stated, names: Mapping[tuple[int, int], UnitName]) -> list[Naming]:
    """What each surface names, once for each unit that it names, in the order of the text."""
    found: dict[tuple[str, str], Naming] = {}
    for (start, end), name in sorted(names.items(), key=lambda named: named[0]):
        words = document.written(start, end)
        naming = Naming(text=words, **dataclasses.asdict(name))
        found.setdefault((words, name.unit_id), naming)
    return list(found.values())


def _mention(document: Stated, unit: Named, name: UnitName) -> UnitMention:
    return UnitMention(
        text=document.written(unit.start, unit.end),
        start=unit.start,
        end=unit.end,
        role=unit.role,
        effective_role=unit.role,
        canonical=name.canonical,
        unit_id=name.unit_id,
        collective=name.collective,
        found_by=unit.rule,
    )


def _paragraph(text: str, place: int) -> int:
    """Where the paragraph of a bracket outside every task begins."""
    line = text.rfind("\n", max(0, place - _LONGEST_SENTENCE), place) + 1
    if text[line:place].strip():
        return line
    above = text[max(0, line - _LONGEST_SENTENCE) : line].rstrip()
    return line - len(text[max(0, line - _LONGEST_SENTENCE) : line]) + above.rfind("\n") + 1


def _scope(document: Stated, passage: Passage, earliest: int, reaches: Mapping[int, Reach]) -> Span:
    text = document.text
    if passage.row:
        return Span(start=passage.row[0], end=passage.row[1])
    if passage.kind == "blanket":
        before = reaches.get(passage.start) == "before"
        return Span(start=0, end=passage.start) if before else Span(start=passage.end, end=len(text))
    if passage.kind == "inline":
        near = max(0, passage.start - _LONGEST_SENTENCE)
        start = max(near - 1, *(text.rfind(glyph, near, passage.start) for glyph in _SENTENCE_BREAK)) + 1
        return Span(start=max(start, earliest if earliest <= passage.start else start), end=passage.end)
    return scope_before(text, passage.start, earliest=earliest)
