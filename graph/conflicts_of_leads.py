"""Conflicts of leads: several in one statement without a division of work, and others in another plan of the place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from extract.records import Assignment, Document, ImpliedUnit, UnitMention
from graph.changes import Lineage
from graph.clauses import Clause
from graph.findings import Fact, Finding, Quote, finding, quote, side
from graph.linking import gather
from graph.overlapping.pairs import Overlap
from graph.plandays import plan_day
from graph.wording import letters, load_table

_BLOCK = 1000  # titles that are compared with all others at once
_Lead = tuple[Assignment, UnitMention | ImpliedUnit]


def several_leads(clause: Clause) -> Iterator[Finding]:
    """The statements of a task that have several leads of one place and divide the work nowhere."""
    places = {naming.unit_id: naming.place for naming in clause.document.names}
    for statement in clause.statements:
        leads = [unit for unit in statement.units if unit.effective_role == "lead" and not unit.collective]
        names = list(dict.fromkeys(unit.text for unit in leads))
        one_place = len({places.get(unit.unit_id) for unit in leads}) == 1
        if len({unit.unit_id for unit in leads}) < 2 or not one_place or _divides(clause, statement, leads):
            continue
        facts = [
            Fact(f"{len(names)} 个牵头单位：{'、'.join(names)}", f"{len(names)} leads: {', '.join(names)}"),
            Fact("没有写明各自负责哪一部分", "Who takes which part is not written"),
        ]
        rules = dict.fromkeys(unit.rule for unit in leads if unit.role != "lead" and unit.rule)
        facts += [Fact(f"牵头由方案声明的规则推断：“{rule}”", f"Leads by the declared rule “{rule}”") for rule in rules]
        yield finding(
            "several-leads",
            clause.document,
            clause.text,
            task=clause.task,
            kind="待核",
            facts=facts,
            spans=[(statement.start, statement.end)],
        )


def _divides(clause: Clause, statement: Assignment, leads: Sequence[UnitMention]) -> bool:
    """Whether the statement, or what it governs, tells who takes which part, or gives the work to all of them."""
    pattern = load_table("conflicts")["divided"]["pattern"]
    scope = clause.text[statement.scope.start : statement.scope.end]
    around = clause.text[statement.start : statement.end] + (statement.qualifier or "")
    if re.search(pattern, "".join(around.split())):
        return True
    own = {unit.unit_id for unit in leads}
    told = [
        unit.unit_id
        for other in clause.statements
        if other.id != statement.id
        for unit in other.units
        if unit.unit_id in own
    ]
    named = [unit.text for unit in leads if letters(unit.text) in letters(scope) and statement.kind != "inline"]
    return bool(told) or len(named) > 1


def different_leads(plans: Sequence[tuple[Document, str]], pairs: Sequence[Overlap] | None = None) -> Iterator[Finding]:
    """The same tasks of different plans of one place that have leads and share none."""
    from graph.overlaps import find_overlaps  # noqa: PLC0415 - 35 MB: only who compares loads its arithmetic

    table = load_table("conflicts")["same-task"]
    held = {document.doc: (document, text) for document, text in plans}
    lineage: Lineage | None = None
    for pair in find_overlaps(_titled_alike(plans), least=table["score"]) if pairs is None else pairs:
        if pair.a.doc not in held or pair.b.doc not in held or not _same_task(pair):
            continue
        first, second = (_leads_of(held[ref.doc][0], ref.task) for ref in (pair.a, pair.b))
        if not first or not second:
            continue
        lineage = lineage or Lineage(gather(document for document, _ in plans).values(), {})
        if not _share(first, second, lineage):
            yield _different(pair, held, first, second)


def _same_task(pair: Overlap) -> bool:
    table = load_table("conflicts")["same-task"]
    alike = fuzz.ratio(letters(pair.a.title), letters(pair.b.title)) >= table["title"]
    return pair.kind in ("same", "carried-on") and pair.score >= table["score"] and alike


def _titled_alike(plans: Sequence[tuple[Document, str]]) -> list[tuple[Document, str]]:
    """The plans with a task that has a lead and nearly the title of one that another plan gives other leads."""
    led: list[tuple[str, str, set[str]]] = []
    for document, _ in plans:
        titles = {task.id: letters(task.title) for task in document.tasks}
        leads: dict[str, set[str]] = defaultdict(set)
        for statement in document.assignments:
            found = [unit.unit_id for unit in statement.units if unit.effective_role == "lead"]
            found += [unit.unit_id for unit in statement.implied if unit.role == "lead"]
            if statement.task and found:
                leads[statement.task].update(found)
        led += [(document.doc, titles[task], units) for task, units in leads.items() if task in titles]
    alike = {
        doc
        for one, other in _near([title for _, title, _ in led])
        if led[one][0] != led[other][0] and not led[one][2] & led[other][2]
        for doc in (led[one][0], led[other][0])
    }
    return [(document, text) for document, text in plans if document.doc in alike]


def _near(titles: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The places of each two titles that are nearly alike; a block at a time, since all pairs would fill the memory."""
    least = load_table("conflicts")["same-task"]["title"]
    for begin in range(0, len(titles), _BLOCK):
        block = titles[begin : begin + _BLOCK]
        scores = process.cdist(block, titles, scorer=fuzz.ratio, score_cutoff=least, dtype=np.uint8)
        for one, other in zip(*scores.nonzero(), strict=True):
            yield begin + int(one), int(other)


def _leads_of(document: Document, task: str) -> list[_Lead]:
    """The leads of a task; none where some lead only a part of it, or only collective names do."""
    own = [statement for statement in document.assignments if statement.task == task]
    length = next(one.end - one.start for one in document.tasks if one.id == task)
    found: list[_Lead] = []
    for statement in own:
        leads: list[UnitMention | ImpliedUnit] = [u for u in statement.units if u.effective_role == "lead"]
        leads += [unit for unit in statement.implied if unit.role == "lead"]
        asked = length - (statement.end - statement.start)
        if leads and len(own) > 1 and statement.scope.end - statement.scope.start < asked / 2:
            return []
        found += [(statement, unit) for unit in leads]
    collective = any(isinstance(unit, UnitMention) and unit.collective for _, unit in found)
    return [] if collective else found


def _share(first: Sequence[_Lead], second: Sequence[_Lead], lineage: Lineage) -> bool:
    """Whether a lead of the one is one of the other: the same body, of the same work, or what it became."""
    mine, theirs = (_bodies([unit for _, unit in leads], lineage) for leads in (first, second))
    return bool(mine & theirs)


def _bodies(units: Sequence[UnitMention | ImpliedUnit], lineage: Lineage) -> set[str]:
    """The ids of the bodies, of all that they came from and became, and their lines of work."""
    found: set[str] = set()
    for unit in units:
        party = lineage.party(unit.unit_id)
        found.add(unit.unit_id)
        if party:
            found |= {link.now.unit for link in lineage.successors(party)}
            found |= {link.former.unit for link in lineage.predecessors(party)}
            found |= {f"work:{work}" for work in (party.function or "").split("+") if work}
    return found


def _different(
    pair: Overlap, held: dict[str, tuple[Document, str]], first: Sequence[_Lead], second: Sequence[_Lead]
) -> Finding:
    (document, text), (other, words) = held[pair.a.doc], held[pair.b.doc]
    task = next(one for one in document.tasks if one.id == pair.a.task)
    theirs = next(one for one in other.tasks if one.id == pair.b.task)
    names = [list(dict.fromkeys(unit.text for _, unit in leads)) for leads in (first, second)]
    facts = [
        Fact(f"{_when(document)}：{'、'.join(names[0])}牵头", f"{_when(document)}: led by {', '.join(names[0])}"),
        Fact(f"{_when(other)}：{'、'.join(names[1])}牵头", f"{_when(other)}: led by {', '.join(names[1])}"),
        Fact(f"判断为同一任务：{pair.why}", f"Taken for the same task: {pair.why_en}"),
    ]
    return finding(
        "lead-differs",
        document,
        text,
        task=task,
        kind="待核",
        facts=facts,
        spans=[(statement.start, statement.end) for statement, _ in first],
        elsewhere=_quotes(other, words, second),
        others=[side(other, theirs)],
    )


def _quotes(document: Document, text: str, leads: Sequence[_Lead]) -> list[Quote]:
    spans = dict.fromkeys((statement.start, statement.end) for statement, _ in leads)
    return [quote(document, text, *span) for span in spans]


def _when(document: Document) -> str:
    """The plan's title with its day, as far as it says it."""
    begins = plan_day(document)
    title = f"《{document.meta.title or document.doc}》"
    return f"{title}（{begins.day}）" if begins and begins.printed else title
