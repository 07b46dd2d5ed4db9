"""The parts of a comparison: how many tasks of each kind, each number with its list, and the tasks themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.calling import numbered
from graph.changed import Change, kinds, label
from graph.findings import Quote
from views.addresses import address, place
from views.cards import at_text, short, tag
from views.paging import begin_of, pages
from views.sheet import Node, link, node
from views.wording import known, language, say

if TYPE_CHECKING:
    from graph.comparing import Comparison, Kept, Parted, Task

QUOTED = 160  # characters of a quote
PAGE = 60  # tasks of a part that are shown at once
PARTS = ("kept", "changed", "same", "doubtful", "parted", "new", "dropped")
TOGETHER = ("kept", "doubtful", "parted", "new", "dropped")
"""The parts that make up the whole; the other two are those of the tasks kept that changed and that did not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What of a comparison the address asks for: one part, tasks with one kind of change (lead.changed), or all."""

    a: str
    b: str
    levels: bool
    part: str | None
    change: str | None

    def to(self, part: str | None = None, change: str | None = None) -> str:
        """The address of the same comparison with another part of it."""
        return address("comparison", a=self.a, b=self.b, show=part, change=change)

    def words(self, part: str, more: str = "") -> str:
        """What a part is called; between an upper and a lower level by what it means there."""
        own = f"compared.{part}_levels{more}"
        return say(own if self.levels and known(own) else f"compared.{part}{more}")


def figures(found: Comparison, shown: Shown) -> Node:
    """The parts with their numbers, each the way to its list."""
    numbers = {part: len(_tasks_of(found, part)) for part in PARTS}
    chosen = shown.part if shown.part in PARTS and not shown.change else None
    entries = []
    for part in PARTS:
        words = (node("strong", str(numbers[part])), node("span", shown.words(part)))
        look = "chosen" if part == chosen else None
        inner = link(shown.to(part), *words, cls=look) if numbers[part] else node("div", *words, cls="none")
        entries.append(node("li", inner, cls="comparison-of" if part in ("changed", "same") else None))
    whole = node("li", link(shown.to(), node("strong", "↺"), node("span", say("compared.all"))))
    return node("ul", entries, whole if chosen or shown.change else None, cls="figures comparison-figures")


def changes(found: Comparison, shown: Shown) -> Node | None:
    """What moved in the tasks kept, each kind with the number of tasks and the way to them; doubtful changes apart."""
    counted: Counter[str] = Counter()
    names: dict[str, str] = {}
    for pair in found.kept:
        for change in {_key(change): change for change in pair.changes if change.sure}.values():
            counted[_key(change)] += 1
            names[_key(change)] = label(change, english=language() == "en")
    if not counted:
        return None
    links = (
        node("li", link(shown.to(change=key), f"{names[key]} {number}", cls="chosen" if key == shown.change else None))
        for key, number in counted.most_common()
    )
    return node("section", node("p", say("compared.what"), cls="quiet"), node("ul", links, cls="examples"), cls="part")


def parts(found: Comparison, shown: Shown) -> Iterator[Node]:
    """The parts that are asked for, and what the kinds of change in them mean."""
    if shown.change:
        pairs = [pair for pair in found.kept if any(c.sure and _key(c) == shown.change for c in pair.changes)]
        yield _section(shown, "changed", [_pair(pair) for pair in pairs], whole=True)
    elif shown.part in PARTS:
        yield _section(shown, str(shown.part), _drawn(found, str(shown.part)), whole=True)
    else:
        for part in TOGETHER:
            drawn = _drawn(found, part)
            if drawn or part in ("kept", "new", "dropped"):
                yield _section(shown, part, drawn, whole=False)
    meaning = _definitions(found)
    if meaning:
        yield meaning


def _key(change: Change) -> str:
    return f"{change.aspect}.{change.kind}"


def _tasks_of(found: Comparison, part: str) -> Sequence[Kept | Task | Parted]:
    if part in ("changed", "same"):
        return [pair for pair in found.kept if bool(pair.changes) == (part == "changed")]
    if part == "kept":
        return sorted(found.kept, key=lambda pair: not pair.changes)  # what changed comes first
    whole: Sequence[Kept | Task | Parted] = getattr(found, part)
    return whole


def _drawn(found: Comparison, part: str) -> list[Node]:
    tasks: Sequence[object] = _tasks_of(found, part)
    draw = {"new": _line, "dropped": _line, "parted": _parted}.get(part, _pair)
    return [draw(task) for task in tasks]  # type: ignore[operator]


def _section(shown: Shown, part: str, drawn: Sequence[Node], *, whole: bool) -> Node:
    """A part of the comparison: all of it in pages where it was asked for, else its beginning and the way to all."""
    begin = begin_of(len(drawn)) if whole else 0
    head = node("header", node("h2", f"{shown.words(part)} {len(drawn)}"),
                node("span", shown.words(part, "_note"), cls="quiet"))  # fmt: skip
    here = drawn[begin : begin + PAGE]
    listed = part in ("new", "dropped")
    body = node("ul" if listed else "div", here, cls="lines comparison-lines" if listed else "comparison-cards")
    further = pages("comparison", len(drawn), begin, PAGE) if whole else None
    if not whole and len(drawn) > PAGE:
        further = node("p", link(shown.to(part), say("compared.more", n=len(drawn))), cls="more")
    return node("section", head, body if here else node("p", say("compared.none"), cls="quiet"), further, cls="part",
                id=part)  # fmt: skip


def _pair(pair: Kept) -> Node:
    by = say(f"compared.by_{pair.by}", likeness=f"{pair.likeness:.2f}")
    head = node("div", _task(pair.a), node("span", "→", cls="quiet"), _task(pair.b), cls="comparison-head", title=by)
    rows = [_change(change) for change in pair.changes]
    unchanged = None if rows else node("p", say("compared.unchanged"), cls="quiet")
    return node("article", head, rows, unchanged, cls="comparison-pair" if rows else "comparison-pair comparison-same")


def _change(change: Change) -> Node:
    doubt = tag(say("compared.doubt"), doubt=True) if not change.sure else None
    told = node("div", label(change, english=language() == "en"), " ", _days(change), " ", doubt, cls="comparison-what")
    reform = change.because if language() == "zh" else change.because_en
    because = node("p", say("compared.because", words=reform), cls="quiet comparison-because") if reform else None
    return node("div", told, _words(change.a, change.quotes_a), _words(change.b, change.quotes_b), because,
                cls=f"comparison-change {change.aspect}")  # fmt: skip


def _days(change: Change) -> str | None:
    if not change.days:
        return None
    return say("compared.later" if change.days > 0 else "compared.sooner", n=abs(change.days))


def _words(said: str | None, quotes: Sequence[Quote]) -> Node:
    lines = (
        node("li", node("span", short(quote.quote, QUOTED), cls="quote", lang="zh-CN"), " ",
             at_text(quote.doc, quote.start, quote.end, quote.place))
        for quote in quotes
    )  # fmt: skip
    words = node("p", said, lang="zh-CN") if said else node("p", say("state.unwritten"), cls="quiet")
    return node("div", words, node("ul", lines, cls="lines"))


def _parted(parted: Parted) -> Node:
    several = node("ul", (_line(part) for part in parted.parts), cls="lines comparison-lines")
    head = node("p", tag(say(f"compared.{parted.kind}")), " ", _task(parted.whole))
    return node("article", head, several, cls="comparison-pair")


def _line(task: Task) -> Node:
    return node("li", _task(task))


def _task(task: Task) -> Node:
    side = task.side
    title = node("span", numbered(side.number, side.title), lang="zh-CN")
    return link(place(side.doc, side.start, words=task.quote.quote), title)


def _definitions(found: Comparison) -> Node | None:
    """What the kinds of change mean that the comparison has."""
    code = language()
    present = {(change.aspect, change.kind) for pair in (*found.kept, *found.doubtful) for change in pair.changes}
    entries: list[Node] = []
    for key, row in kinds().items():
        if key in present:
            entries += [node("dt", row[code]), node("dd", row[f"definition_{code}"])]
    if not entries:
        return None
    return node("details", node("summary", say("compared.meaning")), node("dl", entries, cls="facts"))
