"""总览: what this is, what is loaded, what needs attention."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import streamlit as st

from graph import facts
from graph.filters import Filter
from graph.library import Library
from graph.rows import DeadlineRow
from views import cached
from views.addresses import address
from views.frame import go, heading, library, parameter, state
from views.sheet import Node, link, node, show
from views.tables import deadlines_table, plans_table
from views.wording import language, say

DAYS = 30
SHOWN = 8


def show_page() -> None:
    """Draw the page."""
    held = library()
    heading(say("overview.title"), say("overview.purpose"))
    _ask_box()
    totals = facts.totals(held)
    if not totals.plans:
        state(say("state.nothing_loaded"), say("state.import_first"), link(address("intake"), say("nav.intake")))
        return
    counted = ("plans", "tasks", "units", "assignments", "deadlines")
    show(
        figures([(say(f"list.{name}"), getattr(totals, name), address("list", of=name)) for name in counted]),
        key="figures",
    )
    _attention(held)
    _due(held)
    title = node(
        "header",
        node("h2", say("intake.samples" if held.samples else "overview.loaded")),
        link(address("intake"), say("app.import_own")),
    )
    show(node("section", title, plans_table(facts.plans(held)), cls="part"), key="loaded")


def figures(entries: Sequence[tuple[str, int, str]], kinds: Sequence[str] = ()) -> Node:
    """Large numbers, each a link to the list behind it."""
    items = []
    for position, (label, number, to) in enumerate(entries):
        words = (node("strong", str(number)), node("span", label))
        kind = f"tinted {kinds[position]}" if kinds else ""
        items.append(node("li", link(to, *words, cls=kind) if number else node("div", *words, cls=f"none {kind}")))
    return node("ul", items, cls="figures")


def ask_box(question: str = "") -> None:
    """A field for a question; its answer has an address of its own."""
    with st.form("ask", border=False):
        field, button = st.columns([5, 1], vertical_alignment="bottom", gap="small")
        key = f"question-{question}"
        field.text_input(say("ask.field"), value=question, key=key, placeholder=say("ask.placeholder"), max_chars=300)
        button.form_submit_button(
            say("ask.button"),
            type="primary",
            width="stretch",
            on_click=lambda: go(address("ask", q=st.session_state[key].strip())),
        )


def examples() -> Node:
    """Questions that the sample documents answer."""
    questions = say("ask.examples").split("|")
    links = (node("li", link(address("ask", q=question.strip()), question.strip())) for question in questions)
    return node("ul", links, cls="examples", aria_label=say("ask.examples_label"))


def _ask_box() -> None:
    ask_box()
    show(examples(), key="examples")


def _attention(held: Library) -> None:
    code = language()
    checks = [check for check in cached.gaps(held) if check.count]
    lines = [
        node(
            "li",
            link(
                address("list", of="gaps", check=check.id),
                node("strong", str(check.count)),
                node("span", check.zh if code == "zh" else check.en),
                title=check.definition_zh if code == "zh" else check.definition_en,
            ),
        )
        for check in checks
    ]
    head = node(
        "header", node("h2", say("overview.attention")), node("span", say("overview.attention_note"), cls="quiet")
    )
    body = node("ul", lines, cls="figures") if lines else node("p", say("overview.no_gaps"))
    show(node("section", head, body, cls="part"), key="attention")


def _due(held: Library) -> None:
    day = _chosen_day(held)
    until = day + datetime.timedelta(days=DAYS)
    st.subheader(say("overview.due"), anchor=False)
    chosen = st.date_input(say("overview.day"), value=day, key=f"day-{day}", format="YYYY-MM-DD", width=220)
    if isinstance(chosen, datetime.date) and chosen != day:
        go(address("overview", day=chosen.isoformat()))
        st.rerun()
    rows = facts.deadlines(held, Filter(after=day.isoformat(), before=until.isoformat()))
    _due_list(rows, address("list", of="deadlines", after=day.isoformat(), before=until.isoformat()), until)


def _due_list(rows: Sequence[DeadlineRow], to: str, until: datetime.date) -> None:
    if not rows:
        show(
            node(
                "p",
                say("overview.nothing_due", until=until),
                " ",
                link(address("list", of="deadlines"), say("overview.all_deadlines")),
            ),
            key="due",
        )
        return
    line = node("p", link(to, say("overview.due_count", n=len(rows), until=until)))
    show(line, deadlines_table(rows[:SHOWN]), key="due")


def _chosen_day(held: Library) -> datetime.date:
    """The day of the address; else today, or, where every deadline has passed, 30 days before the last one."""
    today = datetime.date.today()
    try:
        return datetime.date.fromisoformat(parameter("day") or "")
    except ValueError:
        days = [row.last_day for row in facts.deadlines(held) if row.last_day]
    last = datetime.date.fromisoformat(days[-1]) if days else today
    return today if last >= today else last - datetime.timedelta(days=DAYS)
