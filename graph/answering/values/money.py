"""Sums of money that the texts write: quoted with the sentence that says what they are for."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from graph.answering.question.queries import tasks_query
from graph.answering.question.request import Request, answered
from graph.answering.search.lines import Line, find_lines
from graph.answering.telling.sentences import say
from graph.answers import Answer, Item
from graph.wording import fold, load_table

ABOUT = 0.75  # share of the topic that a sentence with a sum holds
MOST = 12  # sentences that are quoted
_SUM = re.compile(
    r"(?:\d[\d,.]*\s*(?:[—~～-]\s*\d[\d,.]*\s*)?[百千万亿]*\s*|[一二三四五六七八九十百千万亿两]{2,})(?:美|欧)?元(?![素旦件])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Purse:
    """A kind of money: how a question asks for it, and a word that a sentence on it must hold."""

    asked: re.Pattern[str]
    written: re.Pattern[str]


@functools.cache
def load_purses() -> tuple[Purse, ...]:
    """The kinds of money of ``rules/answers_facts.toml``; the first that a question asks for is meant."""
    return tuple(
        Purse(asked=re.compile(entry["asked"]), written=re.compile(entry["written"]))
        for entry in load_table("answers_facts")["money"]
    )


def answer_money(request: Request) -> Answer | None:
    """The sums that stand in sentences on the topic and on the kind of money asked for; None where none does."""
    purse = next((one for one in load_purses() if one.asked.search(fold(request.question))), None)
    topic = " ".join(load_purses()[-1].asked.sub(" ", request.topic).split())
    if purse is None or len(topic) < 2:
        return None
    lines = find_lines(request, topic, request.docs, least=ABOUT, holding=_SUM)
    found = [(line, sums) for line in lines if (sums := _sums(request, line, purse))][:MOST]
    if not found:
        return None
    several = len({line.doc for line, _ in found}) > 1
    quotes = [request.evidence(line.doc, line.start, line.end) for line, _ in found]
    told = [
        say(request, "money.one", where=request.label(quote.doc), words="".join(quote.quote.split()))
        for quote in quotes
    ]
    items = [
        Item(label=words, value=words, doc=line.doc, group=request.label(line.doc) if several else None)
        for line, sums in found
        for words in sums
    ]
    return answered(
        request,
        "text",
        list(dict.fromkeys(items)),
        evidence=quotes,
        query=tasks_query(sorted({line.doc for line, _ in found})),
        text=say(request, "money.found", told=say(request, "and").join(told)),
        ambiguous=several and not request.understood.place,
    )


def _sums(request: Request, line: Line, purse: Purse) -> list[str]:
    """The sums of a sentence that speaks of this kind of money."""
    words = "".join(request.holdings.plans[line.doc].text[line.start : line.end].split())
    return [hit[0] for hit in _SUM.finditer(words)] if purse.written.search(words) else []
