"""待核名称: everything in the library that might be one unit, for people to judge on the unit's page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from graph.doubts import Link
from graph.library import Library
from views import cached, tables
from views.addresses import address
from views.cards import tag
from views.frame import parameter, state
from views.names import unit_aside
from views.paging import part_shown
from views.sheet import Node, link, node, show
from views.wording import known, language, say


def show_list(held: Library) -> None:
    """Draw the list, of one kind of doubt where the address names it."""
    links, names = cached.doubts(held)
    if not links:
        state(say("doubt.none"), say("doubt.none_note"))
        return
    asked = parameter("check")
    chosen = [one for one in links if asked in (None, one.rule)]
    if not chosen:
        state(say("state.nothing_found"), say("state.widen"), link(address("list", of="names"), say("doubt.every")))
        return
    chosen.sort(key=lambda one: (names[one.unit], names[one.other], one.surface or ""))
    shown, pages = part_shown(chosen)
    total = node("p", say("doubt.total", n=len(chosen)), cls="quiet")
    show(node("p", say("doubt.purpose")), _kinds(links), total, _table(held, shown, names), pages, key="unsure")


def _kinds(links: Sequence[Link]) -> Node:
    counts = Counter(one.rule for one in links)
    entries: list[tuple[str | None, str, int]] = [(None, say("doubt.every"), len(links))]
    entries += [(rule, rule_in_words(rule), n) for rule, n in counts.most_common()]
    return node(
        "ul",
        (node("li", link(address("list", of="names", check=rule), f"{words} {n}")) for rule, words, n in entries),
        cls="examples",
    )


def rule_in_words(rule: str) -> str:
    """The kind of doubt in a few words; the rule's id where we have none."""
    return say(f"doubt.{rule}") if known(f"doubt.{rule}") else rule


def _table(held: Library, links: Sequence[Link], names: Mapping[str, str]) -> Node:
    zh = language() == "zh"
    return tables.table(
        ("unit", "other", "because"),
        (
            (
                _unit(held, one.unit, one, names),
                one.surface or _unit(held, one.other, one, names),
                node("span", tag(rule_in_words(one.rule), doubt=True), " ", one.zh if zh else one.en),
            )
            for one in links
        ),
    )


def _unit(held: Library, unit: str, one: Link, names: Mapping[str, str]) -> Node:
    """A unit of the pair; where both have one name, with what tells them apart."""
    alike = one.unit != one.other and names[one.unit] == names[one.other]
    aside = node("span", " ", unit_aside(held, unit), cls="quiet", lang="zh-CN") if alike else None
    return node("span", link(address("unit", id=unit, show="name"), names[unit]), aside)
