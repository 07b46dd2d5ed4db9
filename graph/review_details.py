"""One thing to check with everything a person needs to judge it: what is asked, and the words in their context."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.assessing import Judgeable, judgeable_finding, judgeable_pair
from graph.calling import numbered
from graph.corrections import STATES, Correction
from graph.corrections import WORDS as CORRECTIONS
from graph.doubts import Link
from graph.kept_findings import finding_called
from graph.kept_overlaps import pair_called
from graph.library import Library, LibraryError
from graph.review_sources import correction_id, implied_id
from graph.reviewing import Item, kinds

AROUND = 90  # characters shown on each side of a quote
LONGEST = 400  # characters of a quote
MOST = 3  # quotes that are shown
_STOPS = "。；;\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Words of a document with what stands before and behind them; ``whole`` is false where they were cut."""

    doc: str
    plan: str
    heading: str
    before: str
    words: str
    after: str
    start: int
    end: int
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What is asked of a person: lines in both languages, the words, and what a verdict would be on (no name).

    ``correction`` is the number of the correction that fits no more, where it is one.
    """

    title: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    contexts: tuple[Context, ...]
    more: int
    judgeable: Judgeable | None
    correction: int | None = None


def detail(library: Library, one: Item) -> Detail | None:
    """The thing with its words; None where it is no longer found."""
    if one.link is not None:
        return _of_name(library, one.link)
    group = kinds()[one.kind].group
    if group == "overlap":
        return _of_pair(library, one.id)
    if group == "correction":
        return _of_correction(library, one.id)
    return _of_rule(library, one) if group == "implied" else _of_finding(library, one.id)


def _of_finding(library: Library, own: str) -> Detail | None:
    found = finding_called(library, own)
    if found is None:
        return None
    spans = [(quote.doc, quote.start, quote.end) for quote in found.quotes]
    spans = spans or [(found.doc, found.start, found.start)]
    title = numbered(found.number, found.title)
    return _detail(library, title, found.facts, found.facts_en, spans, judgeable_finding(found))


def _of_pair(library: Library, own: str) -> Detail | None:
    pair = pair_called(library, own)
    if pair is None:
        return None
    spans = []
    for side in (pair.a, pair.b):
        stop = library.read("SELECT stop FROM task WHERE doc = ? AND id = ?", (side.doc, side.task))
        spans.append((side.doc, side.start, stop[0][0] if stop else side.start))
    title = f"{pair.a.title} ↔ {pair.b.title}"
    return _detail(library, title, (pair.why,), (pair.why_en,), spans, judgeable_pair(pair))


def _of_rule(library: Library, one: Item) -> Detail | None:
    """A rule by which roles are implied: its own words, and the first statements that it holds for."""
    (doc,) = one.docs
    rows = library.read(
        "SELECT d.rule, d.rule_start, d.rule_stop, d.canonical, d.role, s.start, s.stop FROM duty AS d"
        " JOIN statement AS s ON s.doc = d.doc AND s.id = d.statement"
        " WHERE d.doc = ? AND d.standing = 'implied' AND d.rule IS NOT NULL AND d.task IS NOT NULL"
        " ORDER BY s.position, d.position",
        (doc,),
    )
    own = [row for row in rows if implied_id(doc, row[0]) == one.id]
    if not own:
        return None
    rule = own[0][0]
    spans = [(doc, start, stop) for _, start, stop, *_ in own[:1] if start is not None]
    spans += [(doc, start, stop) for *_, start, stop in own]
    units = list(dict.fromkeys(row[3] for row in own))
    named = "、".join(units[:4]) + ("等" if len(units) > 4 else "")
    tasks = one.hanging.tasks
    zh = (f"按“{rule}”推断 {tasks} 项任务里的角色：{named}",)
    en = (f"By “{rule}” roles in {tasks} tasks were inferred: {named}",)
    judged = _judgeable_rule(doc, rule, tasks)
    return _detail(library, rule, zh, en, list(dict.fromkeys(spans)), judged)


def _of_correction(library: Library, own: str) -> Detail | None:
    """A correction that fits no more: what was read then, what was put instead, and the task where it stood."""
    one = next((one for one in library.corrections() if correction_id(one.number) == own), None)
    state = next((found for found in library.applied() if one and found.number == one.number), None)
    if one is None or state is None:
        return None
    spans = [
        (one.doc, start, stop)
        for start, stop in library.read("SELECT start, stop FROM task WHERE doc = ? AND id = ?", (one.doc, state.task))
    ]
    (zh, en), (why_zh, why_en) = CORRECTIONS[one.change], STATES[state.state]
    change = f"“{one.words}”：{one.read or '—'} → {one.now or '—'}"
    judged = _judgeable_correction(one)
    return replace(
        _detail(library, one.task, (f"{zh} {change}", why_zh), (f"{en}: {change}", why_en), spans, judged),
        correction=one.number,
    )


def _of_name(library: Library, link: Link) -> Detail | None:
    """The names, each in the first words that write it."""
    spans: list[tuple[str, int, int]] = []
    names = []
    for unit in dict.fromkeys((link.unit, link.other)):
        rows = library.read("SELECT canonical FROM body WHERE unit = ?", (unit,))
        if not rows:
            return None
        names.append(str(rows[0][0]))
        surface = link.surface if len(names) == 1 else None
        spans += [
            tuple(row)
            for row in library.read(
                "SELECT doc, start, stop FROM duty WHERE unit = ? AND start IS NOT NULL AND (? IS NULL OR surface = ?)"
                " ORDER BY doc, start LIMIT 2",
                (unit, surface, surface),
            )
        ]
    title = " ↔ ".join(names) if len(names) > 1 else f"{link.surface or ''} ↔ {names[0]}"
    return _detail(library, title, (link.zh,), (link.en,), spans, None, most=4)


def _detail(  # noqa: PLR0913, PLR0917 - a record's fields
    library: Library,
    title: str,
    zh: Iterable[str],
    en: Iterable[str],
    spans: Sequence[tuple[str, int, int]],
    judged: Judgeable | None,
    most: int = MOST,
) -> Detail:
    texts: dict[str, str] = {}
    contexts = []
    for doc, start, end in spans[:most]:
        if doc not in texts:
            texts[doc] = _text(library, doc)
        contexts.append(_context(library, texts[doc], doc, start, end))
    return Detail(
        title=title, zh=tuple(zh), en=tuple(en), contexts=tuple(contexts), more=max(len(spans) - most, 0),
        judgeable=judged,
    )  # fmt: skip


def _text(library: Library, doc: str) -> str:
    try:
        ((_, text),) = library.plans([doc])
        return text
    except LibraryError:
        return ""  # taken out since: what is kept of it says so when it is made again


def _context(library: Library, text: str, doc: str, start: int, end: int) -> Context:
    rows = library.read(
        "SELECT p.title, t.section, t.number, t.title FROM plan AS p LEFT JOIN task AS t ON t.doc = p.doc"
        " AND t.start <= ? AND ? < t.stop WHERE p.doc = ? ORDER BY t.stop - t.start LIMIT 1",
        (start, start, doc),
    )
    plan, section, number, title = rows[0] if rows else (doc, None, None, None)
    heading = " › ".join(part for part in (section, numbered(number, title)) if part)
    stop = min(end, start + LONGEST)
    return Context(
        doc=doc, plan=plan, heading=heading, before=before(text, start), words=text[start:stop],
        after=after(text, stop) if stop == end else "", start=start, end=end, whole=stop == end,
    )  # fmt: skip


def before(text: str, start: int) -> str:
    """What stands before a place, from the begin of its sentence where that is near.

    >>> before("第一句。第二句由市能源局", 8)
    '第二句由'
    """
    low = max(start - AROUND, 0)
    cut = max(text.rfind(stop, low, max(start - 1, low)) for stop in _STOPS)
    return text[cut + 1 : start] if cut >= 0 else ("…" if low else "") + text[low:start]


def after(text: str, end: int) -> str:
    """What stands behind a place, to the end of its sentence where that is near.

    >>> after("由市能源局牵头。下一句", 5)
    '牵头。'
    """
    high = min(end + AROUND, len(text))
    found = [at for stop in _STOPS if (at := text.find(stop, end, high)) >= 0]
    return text[end : min(found) + 1].rstrip("\n") if found else text[end:high] + ("…" if high < len(text) else "")


def titles(library: Library, items: Sequence[Item], names: Mapping[str, str]) -> list[str]:
    """What each item is about, in a few words: its task, else its names or its plan."""
    found = []
    for one in items:
        if one.link is not None:
            other = one.link.surface or names.get(one.link.other, one.link.other)
            found.append(f"{names.get(one.link.unit, one.link.unit)} ↔ {other}")
        else:
            found.append(_title(library, one))
    return found


def _title(library: Library, one: Item) -> str:
    doc = one.docs[0] if one.docs else ""
    task = library.read("SELECT number, title FROM task WHERE doc = ? AND id = ?", (doc, one.task))
    if task and kinds()[one.kind].group != "implied":
        return numbered(*task[0])
    plan = library.read("SELECT title FROM plan WHERE doc = ?", (doc,))
    return str(plan[0][0]) if plan else doc


def judgeable_besides(library: Library) -> list[Judgeable]:
    """What a verdict may be on that is no finding and no pair: rules that imply roles, corrections that fit no more."""
    rules = library.read(
        "SELECT doc, rule, COUNT(DISTINCT task) FROM duty WHERE standing = 'implied' AND rule IS NOT NULL"
        " AND task IS NOT NULL GROUP BY doc, rule ORDER BY doc, rule"
    )
    found = [_judgeable_rule(doc, rule, tasks) for doc, rule, tasks in rules]
    lapsed = {one.number for one in library.applied() if one.state in ("unread", "gone")}
    return found + [_judgeable_correction(one) for one in library.corrections() if one.number in lapsed]


def _judgeable_rule(doc: str, rule: str, tasks: int) -> Judgeable:
    return Judgeable(id=implied_id(doc, rule), check="implied", doc=doc, words=f"“{rule}”：{tasks} 项任务")


def _judgeable_correction(one: Correction) -> Judgeable:
    change = f"“{one.words}”：{one.read or '—'} → {one.now or '—'}"
    return Judgeable(id=correction_id(one.number), check="correction", doc=one.doc,
                     words=f"{CORRECTIONS[one.change][0]} {change}")  # fmt: skip
