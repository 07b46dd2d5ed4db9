"""What a reader of a plan must know besides its facts: the lines of doubt, and the words that no analysis saw."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from graph.library import Document
from graph.whereabouts import whereabouts
from views.addresses import place
from views.cards import at_text, short, tag, where
from views.sheet import Node, link, node
from views.wording import known, say

SHOWN = 60


def doubts(document: Document, *, opened: bool) -> Node | None:
    """The lines of doubt as a list, folded away unless asked for."""
    if not document.issues:
        return None
    items = [
        node(
            "li",
            tag(say("state.doubt"), doubt=True),
            " ",
            node("span", issue.message, lang="zh-CN"),
            " ",
            at_text(document.doc, issue.start, issue.end, whereabouts(document.places, issue.start, issue.end)),
        )
        for issue in document.issues
    ]
    return _folded(say("plan.doubts", n=len(items)), [_list(items)], opened=opened)


def left_out(document: Document, text: str) -> Node | None:
    """The words of the file that are no part of the analysis, by reason: printed ones, then stretches of the text."""
    reasons: dict[str, list[Node]] = defaultdict(list)
    pages: dict[tuple[str, str], list[int | None]] = defaultdict(list)
    for piece in document.furniture:
        pages[piece.reason, piece.text].append(piece.page)
    for (reason, words), stood in pages.items():
        reasons[reason].append(node("li", node("span", short(words), lang="zh-CN"), " ", _on_pages(stood)))
    for stretch in document.ignored:
        words = short(text[stretch.start : stretch.end])
        to = link(place(document.doc, stretch.start, stretch.end), words)
        stood_at = where(whereabouts(document.places, stretch.start, stretch.end))
        reasons[stretch.reason].append(node("li", node("span", to, lang="zh-CN"), " ", stood_at))
    if not reasons:
        return None
    parts = [part for reason, items in reasons.items() for part in (node("h4", reason_words(reason)), _list(items))]
    return _folded(say("plan.left_out", n=sum(map(len, reasons.values()))), parts, opened=False)


def reason_words(words: str) -> str:
    """The reason why words were left out, in the language of the page where we know it."""
    return say(f"ignored.{words}") if known(f"ignored.{words}") else words


def _folded(title: str, parts: Sequence[Node], *, opened: bool) -> Node:
    return node("details", node("summary", title), parts, cls="part notes", open="open" if opened else None)


def _list(items: Sequence[Node]) -> Node:
    rest = len(items) - SHOWN
    more = node("li", say("plan.more_left_out", n=rest), cls="quiet") if rest > 0 else None
    return node("ul", items[:SHOWN], more, cls="lines")


def _on_pages(pages: Sequence[int | None]) -> Node | None:
    numbers = [page for page in pages if page is not None]
    if not numbers:
        return None
    if len(numbers) == 1:
        said = say("plan.on_page", page=numbers[0])
    else:
        said = say("plan.on_pages", n=len(numbers), first=min(numbers), last=max(numbers))
    return node("span", said, cls="where")
