"""The card of one thing to check: what is asked, the words in their context; why it comes now, where to look on."""

from __future__ import annotations

from collections.abc import Mapping

from graph.library import Library
from graph.review_details import Context, Detail
from graph.reviewing import Item, Queue, kinds, why
from graph.wording import load_table
from views.addresses import address, place
from views.cards import tag
from views.names import apart, unit_aside
from views.sheet import Node, link, node
from views.unsure_names import rule_in_words
from views.wording import language, say

LONG = 80  # characters of words that are told from those around them by their ink alone


def card(held: Library, one: Item, found: Detail | None, queue: Queue, at: str | None) -> Node:
    """The item; ``at`` says its place in the queue, None where it is judged already."""
    head = node(
        "header",
        tag(kind_words(one.kind), doubt=True),
        node("span", at or say("review.already"), cls="quiet"),
    )
    if found is None:
        return node("article", head, node("p", say("review.gone")), cls="card review-card")
    lines = found.zh if language() == "zh" else found.en
    more = node("p", say("review.more", n=found.more), cls="quiet") if found.more else None
    return node(
        "article",
        head,
        node("h2", found.title or say("list.no_task"), lang="zh-CN"),
        node("ul", (node("li", words) for words in lines), cls="lines"),
        *(_context(context, apart(held)) for context in found.contexts),
        more,
        _further(held, one, queue),
        cls="card review-card",
    )


def _context(context: Context, formats: Mapping[str, str]) -> Node:
    to = link(place(context.doc, context.start, context.end, words=context.words), say("card.locate"), cls="locate")
    cut = None if context.whole else node("span", say("review.cut"), cls="quiet")
    marked = node("mark", context.words, cls="whole" if len(context.words) > LONG else None)
    before, after = context.before.lstrip(), context.after.rstrip()
    quote = node("blockquote", node("span", before, cls="around"), marked, node("span", after, cls="around"), cut,
                 lang="zh-CN")  # fmt: skip
    plan = context.plan + formats.get(context.doc, "")
    path = " › ".join(part for part in (plan, context.heading) if part)
    return node("figure", quote, node("figcaption", node("span", path, cls="quiet", lang="zh-CN"), " ", to),
                cls="review-words")  # fmt: skip


def _further(held: Library, one: Item, queue: Queue) -> Node:
    """The pages that tell more of it."""
    group = kinds()[one.kind].group
    ways: list[Node] = []
    if one.link is not None:
        names = {unit: queue.names.get(unit, unit) for unit in (one.link.unit, one.link.other)}
        if len(names) > 1 and len(set(names.values())) == 1:  # only their plans tell them apart
            names = {unit: f"{name}（{unit_aside(held, unit)}）" for unit, name in names.items()}
        ways += [
            link(address("unit", id=unit, show="name"), say("review.open_unit", name=name))
            for unit, name in names.items()
        ]
    elif one.task and group != "implied":
        ways.append(link(address("task", id=one.task), say("review.open_task")))
    if group == "overlap":
        ways.append(link(address("overlaps", pair=one.id), say("review.open_pair")))
    if group in ("gap", "conflict", "unread"):
        check = "unread" if group == "unread" else one.kind
        ways.append(link(address("findings", check=check), say("review.open_finding")))
    return node("p", [part for way in ways for part in (way, "　")][:-1], cls="review-ways")


def reasons(one: Item) -> Node:
    """The sum behind the place in the queue."""
    told = why(one)
    zh = language() == "zh"
    rows = [
        node("tr", node("td", part.zh if zh else part.en), node("td", f"{part.points:.2f}", cls="number"))
        for part in told.parts
    ]
    total = node("tr", node("td", node("strong", say("review.weight"))), node("td", f"{told.weight:.2f}", cls="number"))
    doubt = node(
        "tr", node("td", node("strong", say("review.doubt")), " ", told.zh if zh else told.en),
        node("td", f"{told.doubt:.2f}", cls="number"),
    )  # fmt: skip
    score = node("tr", node("td", node("strong", say("review.score"))), node("td", f"{told.score:.2f}", cls="number"))
    return node(
        "details",
        node("summary", say("review.why", score=f"{told.score:.2f}")),
        node("table", node("tbody", *rows, total, doubt, score)),
        node("p", say("review.rules"), cls="quiet"),
        cls="review-why",
    )


def keys() -> Node:
    """The keys of the page; ``?`` opens it."""
    entries = (("J", "K", "keys_move"), ("1", "2", "3", "keys_judge"), ("U", "keys_undo"), ("?", "keys_help"))
    rows = [
        node("tr", node("td", [part for key in entry[:-1] for part in (node("span", key, cls="review-key"), " ")]),
             node("td", say(f"review.{entry[-1]}")))
        for entry in entries
    ]  # fmt: skip
    return node(
        "details", node("summary", say("review.keys"), " ", node("span", "?", cls="review-key")),
        node("table", node("tbody", rows)), node("p", say("review.keys_note"), cls="quiet"),
        data_kind="keys", cls="review-keys",
    )  # fmt: skip


def kind_words(kind: str) -> str:
    """What a kind of thing is called, in the language of the page."""
    zh = language() == "zh"
    own = kinds()[kind]
    if own.zh:
        return own.zh if zh else own.en
    checks = {row["id"]: row for name in ("gaps", "conflicts") for row in load_table(name)["check"]}
    if kind in checks:
        return str(checks[kind]["zh" if zh else "en"])
    return rule_in_words(kind) if kind.startswith("link.") else group_words(own.group)


def group_words(group: str) -> str:
    """What a group of kinds is called."""
    return str(load_table("reviewing")["groups"][group]["zh" if language() == "zh" else "en"])
