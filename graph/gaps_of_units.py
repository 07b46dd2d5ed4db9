"""Gaps of units: names that were not identified, and bodies that a reform had ended before the plan.

Each is told once a document for each name, with every place where it is given work.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extract.naming.names import resolve_unit
from extract.naming.places import Place, place_called
from extract.records import Document, Naming, UnitMention
from graph.changes import Lineage, Link, is_former
from graph.doubts import one_slip
from graph.findings import Fact, Finding, finding
from graph.functions import load_functions
from graph.linking import gather
from graph.plandays import PlanDay, plan_day
from graph.reforms import sentence
from graph.wording import load_table

_SHORTEST = 4
"""Characters of a name from which a slip in it can be told."""
_PARTS = re.compile(r"(?P<level>自治区|[省市州盟县区旗]?)(?P<work>[一-鿿]{3,}?)(?P<end>局|厅|委|委员会|办公室|办)$")
_MEANT = "分级区县市省乡镇"
"""Characters without which a name is that of another body, so that they are no slip."""


def unknown_units(document: Document, text: str) -> Iterator[Finding]:
    """The names in statements that the reader could tie to no kind of body, and that say nothing of whose they are."""
    mentions = mentions_of(document)
    home = _bare_home(document)
    for naming in document.names:
        own = mentions.get((naming.unit_id, naming.text), [])
        if not own or naming.known or naming.collective:
            continue
        slip = _slip_of(naming, document)
        if slip or not _says_who(naming, home):
            fact = Fact(
                f"程序不能确定“{naming.text}”是哪个机构，请核对是否写错、漏字或名称不完整",
                f"It could not be told which body “{naming.text}” is: a slip, words left out, or no whole name",
            )
            near = [Fact(f"与“{slip}”相近", f"Close to “{slip}”")] if slip else []
            yield _finding("unit-unknown", document, text, own, (fact, *near))


def _says_who(naming: Naming, home: str) -> bool:
    """Whether the name itself tells who it is, though the grammar doesn't know it.

    A company's name does, one with its place, one that the document explains, and one with several words of its own.
    """
    table = load_table("gaps")["unknown"]
    if naming.rule in table["whole"] or re.search(table["itself"], naming.text) or re.search(table["own"], naming.text):
        return True
    if home and naming.text.startswith(home):
        return True
    if naming.kind == "other" and resolve_unit(f"{naming.text}部门", place=None).known:
        return True  # a line of work by its bare name (教育、林业等部门)
    return naming.kind == "institution" and not re.fullmatch(table["vague"], naming.text)


def _slip_of(naming: Naming, document: Document) -> str | None:
    """The known name from which it differs by one character: of the document, of a line of work, or inside this one."""
    if len(naming.text) < _SHORTEST:
        return None
    for other in document.names:
        if other.known and not other.collective and one_slip(naming.text, other.text):
            return other.text
    place = place_called(document.meta.jurisdiction) if document.meta.jurisdiction else None
    parts = _PARTS.match(naming.text)
    if parts:
        near = [work for work in _works() if _left_out(parts["work"], work) or one_slip(parts["work"], work)]
        if near:
            meant = next((work for work in near if _left_out(parts["work"], work)), near[0])
            return f"{parts['level']}{meant}{parts['end']}"
    less = (at for at in range(1, len(naming.text) - 1) if naming.text[at] not in _MEANT)
    shorter = (naming.text[:at] + naming.text[at + 1 :] for at in less)
    return next((name for name in shorter if _is_department(name, place)), None)


def _left_out(work: str, whole: str) -> bool:
    """Whether the line of work is the whole one without two characters in its midst (市场管理, 市场监督管理)."""
    return len(whole) == len(work) + 2 and any(whole[:at] + whole[at + 2 :] == work for at in range(1, len(work)))


@functools.cache
def _works() -> tuple[str, ...]:
    """The lines of work by their names, those of two characters apart, which are one slip from many words."""
    names = {name for concept in load_functions().values() for name in (concept.zh, *concept.names)}
    return tuple(sorted(name for name in names if len(name) > 2))


def _is_department(name: str, place: Place | None) -> bool:
    found = resolve_unit(name, place=place)
    return found.known and found.kind in ("department", "team") and not found.collective


def _bare_home(document: Document) -> str:
    """The name of the plan's own place without its level: 平潭 in 平潭海事局."""
    home = document.meta.jurisdiction or ""
    found = re.search(r"([^省市州盟县区旗]{2,8})(?:综合实验区|自治[州县旗区]|[省市州盟县区旗])$", home)
    return found[1] if found else ""


def gone_units(document: Document, text: str) -> Iterator[Finding]:
    """The bodies that had ended, or had got another name, in a reform that was over on the plan's day."""
    begins = plan_day(document)
    mentions = mentions_of(document)
    named = [naming for naming in document.names if (naming.unit_id, naming.text) in mentions]
    if begins is None or not any(_may_have_ended(naming.text) for naming in named):
        return
    lineage = Lineage(gather([document]).values(), {})
    for naming in named:
        links = _ended(lineage, naming, begins) if _may_have_ended(naming.text) else ()
        if links:
            own = mentions[naming.unit_id, naming.text]
            yield _finding("unit-gone", document, text, own, _told(naming, links, begins))


@functools.lru_cache(maxsize=50_000)
def _may_have_ended(name: str) -> bool:
    return is_former(name)


def _ended(lineage: Lineage, naming: Naming, begins: PlanDay) -> tuple[Link, ...]:
    """The first steps by which the body became others, if all are over on that day and none is only the usual one."""
    party = lineage.party(naming.unit_id)
    links = tuple(link for link in lineage.successors(party) if link.former == party) if party else ()
    over = all(link.change.last_day < begins.day for link in links)
    sure = all(not link.change.varies and not _stays(link.change.id, naming) for link in links)
    return links if over and sure else ()


def _stays(change: str, naming: Naming) -> bool:
    return change in _kept() or any(name in naming.canonical for name in _kept())


@functools.cache
def _kept() -> frozenset[str]:
    """The changes, and the names, behind which the old name lives on: as a short form, or on a second nameplate."""
    return frozenset(name for entry in load_table("gaps")["kept"] for name in entry["names"])


def _told(naming: Naming, links: tuple[Link, ...], begins: PlanDay) -> list[Fact]:
    change = links[0].change
    names = "、".join(dict.fromkeys(link.now.canonical for link in links))
    central = change.levels == ("country",)
    certain = central or all(link.certain for link in links)
    facts = [
        Fact(
            sentence(change, former=naming.text, now=names, certain=certain),
            sentence(change, former=naming.text, now=names, certain=certain, english=True),
        ),
        Fact(f"改革最晚到{change.last_day}，{begins.zh}", f"The reform was over on {change.last_day}; {begins.en}"),
    ]
    if not certain:
        facts.append(Fact("各地进度和名称可能不同，请核对", "Places may have differed: to be checked"))
    return facts


def mentions_of(document: Document) -> dict[tuple[str, str], list[UnitMention]]:
    """Where statements write each unit under each of its names."""
    found: dict[tuple[str, str], list[UnitMention]] = defaultdict(list)
    for statement in document.assignments:
        for unit in statement.units:
            found[unit.unit_id, unit.text].append(unit)
    return found


def _finding(check: str, document: Document, text: str, own: Sequence[UnitMention], facts: Sequence[Fact]) -> Finding:
    """One finding for a name: at the first task that it is given, with all its places."""
    of_mention = {
        (unit.start, unit.text): statement.task for statement in document.assignments for unit in statement.units
    }
    tasks = {task.id: task for task in document.tasks}
    first = next((tasks[t] for unit in own if (t := of_mention[unit.start, unit.text]) in tasks), None)
    places = [Fact(f"共 {len(own)} 处写到", f"Written in {len(own)} places")] if len(own) > 1 else []
    return finding(
        check,
        document,
        text,
        task=first,
        kind="未识别" if check == "unit-unknown" else "待核",
        facts=[*facts, *places],
        spans=[(unit.start, unit.end) for unit in own],
    )
