"""An answer: its sentence, in which a number opens the list that it counts, its readings, their lists and quotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph import facts
from graph.answers import Answer, Item
from graph.calling import called, numbered
from graph.library import Library
from graph.rows import PlanRow
from views.addresses import address, asking, place
from views.names import whole
from views.proofs import SHORT, Proofs, docs_of
from views.sheet import Node, link, node, show
from views.wording import load_wording, say

LISTED = 20
CARDS = 6  # quotes that are shown at once
READINGS = 10  # readings that are shown at once
CARDS_OF_SEVERAL = 3  # of each reading where there are several
WHOLE = 260  # characters of a sentence that is shown whole
BEGINNING = 200  # of a longer one these are shown
_ASIDE = re.compile(r"（[^（）]{30,}）|\([^()]{60,}\)")
_STOPS = re.compile("[；;、，,。]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One reading of the question: its name, its answers, the plans that they are of, and what is listed for it."""

    anchor: str
    name: str | None
    items: tuple[Item, ...]
    plans: tuple[PlanRow, ...]
    listed: tuple[Node, ...]


class Answered:
    """An answer ready to be drawn: its sentence, and below it its readings with their lists and quotes."""

    def __init__(self, held: Library, answer: Answer, changes: Mapping[str, str]) -> None:
        """``changes`` are the parts that were changed, which the links of the readings keep."""
        self._proofs = Proofs(held, answer)
        self._readings = _readings(answer, self._proofs, facts.plans(held))
        self._ways = _ways(answer, self._readings, changes)
        self._answer = answer

    def show_sentence(self) -> None:
        """Draw the answer in a sentence, and what has to be known with it."""
        note = node("p", _apart(self._readings), cls="notice") if self._answer.ambiguous else None
        show(_sentence(self._answer.text, self._readings), _unread(self._answer), note, key="answer")

    def show_proofs(self) -> None:
        """Draw what the sentence counts and the words that prove it; of very many readings the first ones with quotes.

        Those behind a click have their lists alone, from which each opens where it stands.
        """
        cards = CARDS if len(self._readings) == 1 else CARDS_OF_SEVERAL
        first, rest = self._readings[:READINGS], self._readings[READINGS:]
        drawn = [_drawn(reading, self._proofs, self._ways.get(reading.name), cards) for reading in first]
        folded = [_drawn(reading, self._proofs, self._ways.get(reading.name), 0) for reading in rest]
        more = node("details", node("summary", say("ask.more_readings", n=len(rest))), folded) if rest else None
        show(*drawn, more, None if rest else self._proofs.cards(self._proofs.rest(), CARDS), key="proofs")


def show_refusal(answer: Answer) -> None:
    """Draw why there is no answer, and the questions near this one that have one."""
    parts = [node("div", node("p", answer.reason or answer.text), cls="reason", role="status"), _unread(answer)]
    if answer.suggestions:
        items = (node("li", link(address("ask", q=words), words)) for words in answer.suggestions)
        parts += [node("p", say("ask.suggestions"), cls="quiet"), node("ul", items, cls="examples")]
    show(*parts, key="refusal")


def _unread(answer: Answer) -> Node | None:
    """The words of the question that the answer takes no account of; a refusal that names them says so itself."""
    words = [one for one in answer.understood.unread if not answer.refused or one not in (answer.reason or "")]
    return node("p", say("ask.unread", words=say("ask.between").join(words)), cls="quiet") if words else None


def _readings(answer: Answer, proofs: Proofs, plans: Sequence[PlanRow]) -> list[_Reading]:
    names = dict.fromkeys(item.group for item in answer.answers)
    found = []
    for number, name in enumerate(names):
        items = tuple(item for item in answer.answers if item.group == name)
        docs = {doc for item in items for doc in docs_of(item)}
        of = tuple(row for row in plans if (row.doc in docs if docs else _is_label(name, row)))
        listed = _counted_tasks(items, of, proofs) or tuple(
            _item(item, plans, proofs.apart) for item in items if _listable(item)
        )
        found.append(_Reading(anchor=f"list-{number}", name=name, items=items, plans=of, listed=listed))
    return found


def _apart(readings: Sequence[_Reading]) -> str:
    """By what the readings are told apart: places, plans of one place, or neither where they are of other kinds."""
    plans = [reading.plans for reading in readings]
    places = {of[0].jurisdiction for of in plans if of}
    docs = {row.doc for of in plans for row in of}
    if not all(plans) or len(docs) < 2:
        return say("ask.ambiguous")
    return say("ask.places", n=len(places)) if len(places) == len(readings) else say("ask.plans", n=len(readings))


def _is_label(name: str | None, row: PlanRow) -> bool:
    """Whether this is how readings of the plan are named: place without province, and year."""
    where, _, year = (name or "").partition("(")
    own = row.jurisdiction or row.title
    return bool(where) and own.endswith(where) and year.rstrip(")") in ("", str(row.year))


def _counted_tasks(items: Sequence[Item], plans: Sequence[PlanRow], proofs: Proofs) -> tuple[Node, ...]:
    """The tasks that a number counts, where its quotes show exactly so many."""
    if len(items) != 1 or items[0].count is None or proofs.answer.answer_type != "number":
        return ()
    docs = {row.doc for row in plans}
    quotes = [quote for quote in proofs.answer.evidence if not docs or quote.doc in docs]
    tasks = {row.task_id: row for quote in quotes if (row := proofs.task_of(quote))}
    if len(tasks) != items[0].count:
        return ()
    return tuple(_task(row.doc, row.start, row.number, row.title) for row in tasks.values())


def _sentence(text: str, readings: Sequence[_Reading]) -> Node:
    """The answer in a sentence; a very long one without its asides, and no more than its beginning, then the whole."""
    cls = "answer" if len(text) <= SHORT else "answer long"
    if len(text) <= WHOLE:
        return node("p", _with_links(text, readings), cls=cls, role="status", aria_live="polite")
    kept = _ASIDE.sub(lambda found: f"{found[0][0]}…{found[0][-1]}", text)
    stops = [found.start() for found in _STOPS.finditer(kept, 0, BEGINNING)]
    begin = f"{kept[: stops[-1] if stops else BEGINNING]}…" if len(kept) > WHOLE else kept
    whole = node("details", node("summary", say("ask.whole", n=len(text))), node("p", text))
    return node("div", node("p", _with_links(begin, readings)), whole, cls=cls, role="status", aria_live="polite")


def _with_links(text: str, readings: Sequence[_Reading]) -> list[Node | str]:
    """The sentence with each number that counts a list linked to it: the lists of several readings in their order."""
    waiting = [reading for reading in readings if len(reading.listed) > 1]
    total = sum(len(reading.listed) for reading in readings)
    parts: list[Node | str] = []
    here = 0
    for found in re.finditer(rf"(?<![\d.])\d+(?=\s?(?:{counted_by()}))", text):
        number = int(found[0])
        fitting = next((reading for reading in waiting if len(reading.listed) == number), None)
        if fitting:
            waiting.remove(fitting)
        elif number != total or total < 2:
            continue
        anchor = fitting.anchor if fitting else readings[0].anchor
        parts += [text[here : found.start()], node("a", found[0], href=f"#{anchor}", title=say("ask.to_list"))]
        here = found.end()
    return [*parts, text[here:]]


def _drawn(reading: _Reading, proofs: Proofs, way: Node | None, at_once: int) -> Node:
    """A reading: its name and the way to it alone, its list, its quotes."""
    quotes = proofs.of(reading.items, {row.doc for row in reading.plans}) if at_once else []
    cards = proofs.cards(quotes, at_once)
    head = node("header", node("h2", reading.name), way) if reading.name else None
    named = {item.id for item in reading.items} <= proofs.named and len(reading.items) <= LISTED
    shown = None if named else _listing(reading)
    return node("section", head, shown, cards, cls="group" if reading.name else "part", id=reading.anchor)


def _listing(reading: _Reading) -> Node | None:
    """What is counted: the number of all, the first twenty, the others behind a click."""
    if not reading.listed:
        return None
    first = reading.items[0]
    cls = "lines" if first.doc or first.a or first.count is not None else "pairs-in"
    total = node("p", say("ask.listed", n=len(reading.listed)), cls="quiet") if len(reading.listed) > 1 else None
    folded = reading.listed[LISTED:]
    more = node("details", node("summary", say("ask.more_listed", n=len(folded))), node("ul", folded, cls=cls))
    return node("div", total, node("ul", reading.listed[:LISTED], cls=cls), more if folded else None, cls="part")


def _listable(item: Item) -> bool:
    return bool(item.doc or item.a or item.id)


def _item(item: Item, plans: Sequence[PlanRow], apart: Mapping[str, str]) -> Node:
    """An answer as a link to where it stands."""
    if item.a and item.b:
        return node("li", _pair_side(item.a, plans), " ↔ ", _pair_side(item.b, plans))
    if item.doc and item.start is not None:
        return _task(item.doc, item.start, item.number, item.label, item.id)
    if item.doc:
        return node(
            "li", link(address("plan", id=item.doc), _of_what(item)), node("span", apart.get(item.doc), cls="where")
        )
    if item.id and item.id.startswith("unit-"):
        return node("li", link(address("unit", id=item.id), called(item.label), title=whole(item.label)))
    return node("li", item.label)


def _of_what(item: Item) -> str:
    """A value with the indicator that it is of; a plan by its name."""
    return (
        f"{item.title} {item.label}" if item.value is not None and item.title not in (None, item.label) else item.label
    )


def _task(doc: str, start: int, number: str | None, title: str, own: str | None = None) -> Node:
    """A task by its own page; what is none, and what the graph does not name, by where it stands."""
    to = address("task", id=own) if own and own.startswith("task-") else place(doc, start, words=title)
    return node("li", link(to, numbered(number, title)))


def _pair_side(side: Mapping[str, object], plans: Sequence[PlanRow]) -> Node:
    """One task of a pair with the place and the year of its plan."""
    title = numbered(str(side.get("number") or ""), str(side.get("title") or ""))
    of = next((row for row in plans if row.doc == side["doc"]), None)
    told = (of.jurisdiction, str(of.year) if of.year else None) if of else ()
    where = node("small", "\u00a0", " ".join(part for part in told if part)) if any(told) else None
    return node("span", link(place(str(side["doc"]), int(str(side.get("start") or 0))), title), where)


def _ways(answer: Answer, readings: Sequence[_Reading], changes: Mapping[str, str]) -> dict[str | None, Node]:
    """For each reading the way to it alone: the same question of its place, and of its year where places are alike."""
    if not answer.ambiguous:
        return {}
    plans = {reading.name: reading.plans[0] for reading in readings if reading.plans}
    places = Counter(row.jurisdiction for row in plans.values())
    found: dict[str | None, Node] = {}
    for name, row in plans.items():
        alone = {"place": row.jurisdiction or "", "year": str(row.year or "") if places[row.jurisdiction] > 1 else ""}
        to = asking(answer.question, {**changes, **{part: value for part, value in alone.items() if value}})
        found[name] = link(to, say("ask.only_this"), cls="quiet")
    return found


def counted_by() -> str:
    """The pattern of the words that follow a number of answers, in either language."""
    words = load_wording()["ask.counted"]
    return "|".join(re.escape(word) for word in f"{words['zh']} {words['en']}".split())
