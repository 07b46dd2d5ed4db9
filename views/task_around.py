"""What stands around a task elsewhere: similar tasks of other plans, and the findings that concern it."""

from __future__ import annotations

from graph import analysed, kept_findings, kept_overlaps, titles
from graph.library import Library
from graph.rows import TaskRow
from views import verdicts
from views.addresses import address
from views.cards import tag
from views.overlap_rows import pair_row
from views.sheet import Node, link, node, show
from views.wording import language, say

SIMILAR = 3
FINDINGS = 8


def show_around(held: Library, task: TaskRow) -> None:
    """Draw both; what is not made yet has the way to the page that makes it."""
    show(_similar(held, task), _findings(held, task), key="task-around")


def _similar(held: Library, task: TaskRow) -> Node:
    all_of = address("overlaps", task=task.task_id)
    if not analysed.held(held, "overlaps"):
        way = link(all_of, say("task.look_similar"))
        return node("section", node("h2", say("task.similar")), node("p", way), cls="part")
    pairs, known, said = kept_overlaps.of_task(held, task.task_id, SIMILAR), titles.titles(held), verdicts.standing()
    total = kept_overlaps.count_of_task(held, task.task_id)
    more = link(all_of, say("task.all_similar", n=total), cls="more") if total else None
    rows = [pair_row(pair, known, said.get(pair.id), {"task": task.task_id}) for pair in pairs]
    body = node("ul", rows, cls="overlaps-rows") if rows else node("p", say("task.none_similar"), cls="quiet")
    return node("section", node("header", node("h2", say("task.similar")), more), body, cls="part")


def _findings(held: Library, task: TaskRow) -> Node:
    head = node("h2", say("task.findings"))
    if not analysed.held(held, "findings"):
        way = link(address("findings", doc=task.doc), say("task.look_findings"))
        return node("section", head, node("p", way), cls="part")
    found = kept_findings.of_task(held, task.task_id)
    if not found:
        return node("section", head, node("p", say("task.no_finding"), cls="quiet"), cls="part")
    lines = (
        node("li", tag(say(f"finding.{one.kind}")), " ",
             link(address("findings", id=one.id), "；".join(one.facts if language() == "zh" else one.facts_en)))
        for one in found[:FINDINGS]
    )  # fmt: skip
    return node("section", head, node("ul", lines, cls="lines"), cls="part")
