"""The only way out: everything found in a document becomes one frozen record, every quote checked against the text.

What was seen and not understood becomes an issue with its place, never silence.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from typing import TypeVar

from extract.assigning.conventions import Declared, find_conventions, without_conventions
from extract.assigning.cuedlists import find_cued_lists
from extract.assigning.duties import find_duties
from extract.assigning.inheriting import inherit
from extract.assigning.passages import Found as FoundPassages
from extract.assigning.passages import Passage, PassageFinder
from extract.assigning.refusals import REASONS, Reason, Refusal
from extract.assigning.statements import tidy_name
from extract.assigning.stating import Stated, state
from extract.classifying.subjects import Subjects
from extract.dating.deadlines import find_column_deadlines, outside_titles
from extract.dating.duedays import Plan, plan_of, read_deadlines
from extract.dating.duescopes import Part, with_scopes
from extract.dating.implieddates import blanket_rules, with_implied_deadlines
from extract.dating.seasons import with_seasons
from extract.issues import carried, left_out, skipped_numbers, statement_issues, wrong_dates
from extract.measuring.targets import read_targets
from extract.naming.places import place_called
from extract.naming.readings import Setting
from extract.naming.unitwords import is_unit
from extract.outlining.headings import Titled, heading_passages
from extract.outlining.outline import Clause, Heading, Outline
from extract.reading.source import Cell, SourceText
from extract.records import Convention, Deadline, Document, Meta, Refused, Span, Target, Task, content_id
from extract.tabulating.indicatorlines import read_indicator_lines
from extract.tabulating.tablerows import TaskRow
from extract.tabulating.tables import Drawn, Tables, read_tables
from extract.tabulating.tablestatements import CellReader, table_passages
from extract.tabulating.tabletargets import read_table_targets
from extract.text.folding import Folded, fold
from extract.text.marks import Mark
from extract.text.origins import Origins
from extract.text.stretches import merged, touches

EXPLAINING = ("group", "company")
_NAMES_PLACE = re.compile("..{1,6}?[省市州盟县旗区镇乡]")
"""The kinds of mention whose full names may stand anywhere and explain a short one (专班办公室) in a statement."""

_BEFORE_TITLE = 12
"""Characters that the number of a clause and the blanks and bracket beside its title take at most."""

Dated = TypeVar("Dated", Deadline, Target)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The marks of a text, by what they mark, and its tables, each in the order of the text."""

    units: Sequence[Mark]
    deadlines: Sequence[Mark]
    targets: Sequence[Mark]
    tables: Sequence[Drawn] = ()


class Clauses:
    """The task clauses of a document and the task that each place in its text belongs to."""

    def __init__(self, clauses: Sequence[Clause], tasks: Sequence[Task]) -> None:
        self._clauses, self._tasks = clauses, tasks
        self._starts = [clause.start for clause in clauses]
        self._reached = list(accumulate((clause.end for clause in clauses), max))

    def at(self, place: int) -> tuple[str | None, int]:
        """The id of the task at a place and where its clause begins; (None, 0) outside every task."""
        for number in range(bisect_right(self._starts, place) - 1, -1, -1):
            if self._reached[number] <= place:
                break
            if place < self._clauses[number].end:
                return self._tasks[number].id, self._clauses[number].start
        return None, 0


def assemble(source: SourceText, outline: Outline, meta: Meta, year: int | None, found: Found) -> Document:
    """The record of a document; ``year`` is the plan's year, for dates that leave theirs out."""
    text = source.visible
    tables = read_tables(source, found.tables, outline.headings)
    in_rows = [clause for table in tables.tasks for clause in table.clauses]
    ordered = sorted([*outline.tasks, *in_rows], key=lambda clause: clause.start)
    subjects = Subjects(text, [*outline.headings, *tables.headings], meta.title)
    tasks = _tasks(source.name, ordered, subjects)
    clauses = Clauses(ordered, tasks)
    folded = fold(text)
    origins = Origins(source.text, folded)
    declared = [one for one in find_conventions(folded.text) if not _own_date(one, origins, clauses)]
    declared = [one for one in declared if _is_dated(one, origins, found.deadlines)]
    units = [
        Mark(start=origins.folded_at(one.start), end=origins.folded_at(one.end), rule=one.rule, label=one.label)
        for one in found.units
    ]
    headings = sorted([*outline.headings, *tables.headings], key=lambda heading: heading.start)
    starts = [each.start for each in headings]
    above = heading_passages(folded.text, _titles(folded, headings, ordered), _spans(units), is_unit)
    marked = _Marked(folded=folded, units=units, declared=declared, above=above)
    passages = _passages(marked, meta, tables)
    task_at = partial(_folded_task, clauses, origins, starts)
    setting = _setting(meta, year, source.text)
    stated, names = state(_stated(source, setting, marked, found, task_at), passages.passages)
    due = outside_titles(text, found.deadlines, meta.title)
    plan = plan_of(meta.title, meta.date, year)
    read = _outside(_deadlines(text, due, tables, plan), tables.refused)
    dated = with_seasons(_placed(read, source.text, clauses), meta.jurisdiction, year)
    deadlines = with_scopes(folded, dated, *_parts(ordered, headings))
    issues = [
        *statement_issues(source, text, passages, origins),
        *carried(tables),
        *tables.issues,
        *skipped_numbers(outline.headings),
        *wrong_dates(dated, plan),
    ]
    issues += left_out(declared, stated, origins)
    giving = {origins.span(one.start, one.end).start for one in above}
    headings = [replace(each, gives=each.words in giving) for each in headings]
    assignments = [origins.unfolded(one) for one in stated]
    dates = list(blanket_rules(declared, origins, tasks, len(text)))
    return Document(
        doc=source.name,
        sha256=source.sha256,
        text_sha256=_sha256(source.text),
        meta=meta,
        tasks=with_implied_deadlines(source, tasks, deadlines, dates, headings),
        assignments=tuple(inherit(source, assignments, tasks, headings)),
        names=tuple(names),
        conventions=tuple(_convention(one, origins) for one in declared),
        deadlines=_in_every_row(deadlines, tables, clauses),
        targets=_placed(_outside(_targets(text, found, year), tables.refused), source.text, clauses),
        issues=tuple(sorted(issues, key=lambda issue: (issue.start, issue.code))),
        refused=tuple(_refused(passages.refused, tables, origins)),
        ignored=source.ignored,
        analysed_text=source.text if source.analysed else None,
        pages=source.pages,
        form=source.form,
        places=source.places,
        furniture=source.furniture,
    )


def _folded_task(clauses: Clauses, origins: Origins, headings: Sequence[int], place: int) -> tuple[str | None, int]:
    """The id of the task at a place and where its clause begins, outside every task the part; all folded."""
    written = origins.span(place, place + 1).start
    task, start = clauses.at(written)
    above = bisect_right(headings, written)
    return task, origins.folded_at(start if task or not above else headings[above - 1])


def _is_dated(one: Declared, origins: Origins, deadlines: Sequence[Mark]) -> bool:
    """Whether a blanket deadline holds one that is found there (收到通知后5个工作日内); of other conventions always."""
    if one.convention != "blanket-deadline":
        return True
    days = origins.span(one.date_start, one.date_end)
    return any(each.start < days.end and days.start < each.end for each in deadlines)


def _own_date(declared: Declared, origins: Origins, clauses: Clauses) -> bool:
    """Whether the line of a date (完成时限：2024年底) stands in a task and holds for that task only."""
    alone = declared.rule == "convention.deadline_line"
    return alone and clauses.at(origins.span(declared.date_start, declared.date_end).start)[0] is not None


def _convention(declared: Declared, origins: Origins) -> Convention:
    span = origins.span(declared.start, declared.end)
    quote = origins.quote(declared.start, declared.end)
    return Convention(rule=declared.convention, start=span.start, end=span.end, text=quote)


def _tasks(name: str, clauses: Sequence[Clause], subjects: Subjects) -> tuple[Task, ...]:
    seen: Counter[tuple[str, ...]] = Counter()
    tasks = []
    for clause in clauses:
        key = (clause.section, clause.number or "", clause.title)
        seen[key] += 1
        tasks.append(
            Task(
                id=content_id("task", name, *key, seen[key]),
                number=clause.number,
                title=clause.title,
                section=clause.section,
                start=clause.start,
                end=clause.end,
                sectors=subjects.of(clause),
            )
        )
    return tuple(tasks)


def _titles(folded: Folded, headings: Sequence[Heading], clauses: Sequence[Clause]) -> list[Titled]:
    """The words of the headings that have tasks below them."""
    starts = [clause.start for clause in clauses]
    return [
        Titled(start=folded.place(each.words), end=folded.place(each.end), level=each.level)
        for each in headings
        if bisect_left(starts, each.end) < bisect_left(starts, each.until)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marked:
    """The folded text and what is known of it before its statements are read; offsets count in it."""

    folded: Folded
    units: Sequence[Mark]
    declared: Sequence[Declared]
    above: Sequence[Passage]


def _stated(
    source: SourceText,
    setting: Setting,
    marked: _Marked,
    found: Found,
    task_at: Callable[[int], tuple[str | None, int]],
) -> Stated:
    """What the stage of assignments needs to know; ``task_at`` takes places in the folded text."""
    text, origins = source.visible, Origins(source.text, marked.folded)
    explaining = [one.words(text) for one in found.units if one.label in EXPLAINING]
    return Stated(
        text=marked.folded.text,
        name=source.name,
        setting=setting,
        task_at=task_at,
        declared=marked.declared,
        quote=origins.quote,
        written=lambda start, end: tidy_name(origins.span(start, end).of(text)),
        names=_spans(marked.units),
        context=sorted(set(map(tidy_name, explaining))),
    )


def _setting(meta: Meta, year: int | None, text: str) -> Setting:
    """Where and when the names were written; ``home`` is what no document of another place has."""
    return Setting(
        place=place_called(meta.jurisdiction) if meta.jurisdiction else None,
        year=int(meta.date[:4]) if meta.date else year,
        host=meta.issuer,
        home=_home(meta) or _sha256(text),
    )


def _home(meta: Meta) -> str:
    """An issuer that names its place, else title, number and date together, which a correction of the text leaves."""
    if meta.issuer and _NAMES_PLACE.match(meta.issuer):
        return meta.issuer
    told = (meta.title, meta.doc_number, meta.date)
    return "｜".join(filter(None, told)) if meta.title and len(list(filter(None, told))) > 1 else ""


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _passages(marked: _Marked, meta: Meta, tables: Tables) -> FoundPassages:
    folded, units, declared = marked.folded, marked.units, marked.declared
    names = _spans(units)
    heads = [table.head for table in tables.tasks]
    outside = _hidden(folded, [*heads, *_assigning_cells(tables), *tables.refused])
    outside = _blanked(outside, [(one.start, one.end) for one in marked.above])
    written = PassageFinder(outside, names=names, conventions=declared, is_unit=is_unit).find()
    bare = replace(folded, text=without_conventions(folded.text, declared, names))
    cells = CellReader(folded=bare, names=names, is_unit=is_unit)
    both = [*written.passages, *marked.above, *table_passages(tables.tasks, cells)]
    if meta.genre != "news":  # what a report says of bodies is narrative, not a duty
        running = _hidden(folded, tables.without_notes)
        places = {unit.start for unit in units if running[unit.start : unit.end].strip()}
        rules = merged((one.start, one.end) for one in declared)
        free = [unit for unit in units if unit.start in places and not touches(unit.start, unit.start + 1, rules)]
        lists = [one for one in find_cued_lists(running, names, is_unit) if not touches(one.start, one.end, rules)]
        both += find_duties(running, free, [*written.passages, *marked.above], lists)
        written = replace(written, lists=tuple(lists))
    return replace(written, passages=tuple(sorted(both, key=lambda passage: passage.start)))


def _spans(units: Sequence[Mark]) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in units]


def _assigning_cells(tables: Tables) -> Iterator[Cell]:
    """The cells whose words are read as units, people and times of their rows."""
    for table in tables.tasks:
        for row in table.rows:
            yield from (held.cell for held in (*row.units, *row.people))
            yield from row.times


def _hidden(folded: Folded, stretches: Iterable[Cell | Span]) -> str:
    """The folded text with stretches of the text as line feeds, so that no statement reaches into or over them."""
    return _blanked(folded.text, ((folded.place(each.start), folded.place(each.end)) for each in stretches))


def _blanked(text: str, stretches: Iterable[tuple[int, int]]) -> str:
    parts: list[str] = []
    done = 0
    for first, last in merged(stretches):
        parts += [text[done:first], "\n" * (last - first)]
        done = last
    return "".join([*parts, text[done:]])


def _deadlines(text: str, marks: Sequence[Mark], tables: Tables, plan: Plan) -> list[Deadline]:
    """The deadlines, those in a column of times read as the values of its head."""
    cells = {cell for table in tables.tasks for row in table.rows for cell in row.times}
    spans = merged((cell.start, cell.end) for cell in cells)
    running = [mark for mark in marks if not touches(mark.start, mark.end, spans)]
    listed = [mark for cell in cells for mark in find_column_deadlines(text, cell.start, cell.end)]
    return read_deadlines(text, sorted([*running, *listed], key=lambda mark: (mark.start, mark.end)), plan=plan)


def _parts(clauses: Sequence[Clause], headings: Sequence[Heading]) -> tuple[list[Part], list[Part]]:
    """The clauses and the headings' parts, with the ends of their titles."""
    return (
        [
            Part(start=each.start, title_end=each.start + len(each.title) + _BEFORE_TITLE, end=each.end)
            for each in clauses
        ],
        [Part(start=each.start, title_end=each.end, end=max(each.until, each.end)) for each in headings],
    )


def _targets(text: str, found: Found, year: int | None) -> list[Target]:
    """The targets, those in tables of indicators and quotas read as cells under their heads."""
    tabled = read_table_targets([drawn.grid for drawn in found.tables], text, year=year)
    held = merged((target.start, target.end) for target in tabled)
    lines = [one for one in read_indicator_lines(text) if not touches(one.start, one.end, held)]
    listed = [*tabled, *lines]
    spans = merged((target.start, target.end) for target in listed)
    running = read_targets(text, found.targets, year=year)
    apart = [target for target in running if not touches(target.start, target.end, spans)]
    return sorted([*apart, *listed], key=lambda target: (target.start, target.end))


def _in_every_row(deadlines: Sequence[Deadline], tables: Tables, clauses: Clauses) -> tuple[Deadline, ...]:
    """The deadlines, one in a cell that is merged over several rows repeated for the task of each."""
    rows: defaultdict[Cell, list[TaskRow]] = defaultdict(list)
    for row in (row for table in tables.tasks for row in table.rows):
        for cell in row.times:
            rows[cell].append(row)
    cells = sorted(rows, key=lambda cell: cell.start)
    starts = [cell.start for cell in cells]
    found: list[Deadline] = []
    for deadline in deadlines:
        number = bisect_right(starts, deadline.start) - 1
        inside = rows[cells[number]] if number >= 0 and deadline.start < cells[number].end else ()
        tasks = {clauses.at(row.start)[0]: Span(start=row.start, end=row.end) for row in inside}
        found += [replace(deadline, task=task, scope=row) for task, row in tasks.items()] or [deadline]
    return tuple(found)


def _outside(items: Sequence[Dated], refused: Sequence[Span]) -> list[Dated]:
    """The items that stand in no table which was not read, whose rows they would be torn from."""
    return [item for item in items if not any(table.start <= item.start < table.end for table in refused)]


def _placed(items: Sequence[Dated], text: str, clauses: Clauses) -> tuple[Dated, ...]:
    """The items with their tasks and the document's own words, page marks inside them included."""
    return tuple(replace(item, task=clauses.at(item.start)[0], text=text[item.start : item.end]) for item in items)


def _refused(refusals: Sequence[Refusal], tables: Tables, origins: Origins) -> list[Refused]:
    places: list[tuple[Span, Reason]] = [(origins.span(one.start, one.end), one.reason) for one in refusals]
    places += [(table.head, "column") for table in tables.tasks]
    places.sort(key=lambda place: place[0].start)
    return [Refused(reason=why, message=REASONS[why], start=span.start, end=span.end) for span, why in places]
