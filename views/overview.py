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
LIMIT = 300  # characters of a question


def show_page() -> None:
    """Draw the page."""
    held = library()
    heading(say("overview.title"), say("overview.purpose"))
    ask_box()
    tried = st.container()
    _show_rest(held)
    with tried:  # last, because the first look at own documents may have to open the graph for it
        show(examples(held), key="examples")


def _show_rest(held: Library) -> None:
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
    key = f"question-{question}"
    with st.form("ask", border=False):
        field, button = st.columns([5, 1], vertical_alignment="bottom", gap="small")
        written = field.text_input(say("ask.field"), value=question, key=key, placeholder=say("ask.placeholder"))
        sent = button.form_submit_button(
            say("ask.button"), type="primary", width="stretch", on_click=_send, kwargs={"key": key}
        )
    if sent:
        show(refusal(written.strip()), key="refused")


def refusal(question: str) -> Node | None:
    """Why a question cannot be asked as it stands: there is none, or it is too long."""
    if question and len(question) <= LIMIT:
        return None
    said = say("ask.too_long", n=len(question), limit=LIMIT) if question else say("ask.empty")
    return node("p", said, cls="reason", role="status")


def _send(key: str) -> None:
    question = st.session_state[key].strip()
    if refusal(question) is None:
        go(address("ask", q=question))


def examples(held: Library) -> Node | None:
    """Questions that the documents answer: chosen ones for the samples, made from what they hold for own documents."""
    questions = say("ask.examples").split("|") if held.samples else cached.examples(held)
    if not questions:
        return None
    links = (node("li", link(address("ask", q=question), question)) for question in questions)
    return node("ul", links, cls="examples", aria_label=say("ask.examples_label"))


def _attention(held: Library) -> None:
    code = language()
    checks = [check for check in cached.gaps(held) if check.count]
    lines = [
        node(
            "li",
            link(
                address("findings", check=check.id),
                node("strong", str(check.count)),
                node("span", check.zh if code == "zh" else check.en),
                title=check.definition_zh if code == "zh" else check.definition_en,
            ),
        )
        for check in checks
    ]
    lines += _unsure_names(held)
    head = node(
        "header", node("h2", say("overview.attention")), node("span", say("overview.attention_note"), cls="quiet")
    )
    body = node("ul", lines, cls="figures") if lines else node("p", say("overview.no_gaps"))
    show(node("section", head, body, cls="part"), key="attention")


def _unsure_names(held: Library) -> list[Node]:
    """How many names nobody has judged yet; nothing where there are none."""
    doubts, _ = cached.doubts(held)
    words = (node("strong", str(len(doubts))), node("span", say("list.names")))
    return [node("li", link(address("list", of="names"), *words, title=say("doubt.purpose")))] if doubts else []


def _due(held: Library) -> None:
    day, reason = _chosen_day(held)
    until = day + datetime.timedelta(days=DAYS)
    st.subheader(say("overview.due"), anchor=False)
    chosen = st.date_input(say("overview.day"), value=day, key=f"day-{day}", format="YYYY-MM-DD", width=220)
    if isinstance(chosen, datetime.date) and chosen != day:
        go(address("overview", day=chosen.isoformat()))
        st.rerun()
    show(node("p", reason, cls="quiet"), key="day-reason")
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


def _chosen_day(held: Library) -> tuple[datetime.date, str]:
    """The day to begin with and why.

    The day of the address; else today, or, where every deadline has passed, 30 days before the last one.
    """
    asked = parameter("day")
    try:
        return datetime.date.fromisoformat(asked or ""), say("overview.day_chosen")
    except ValueError:
        wrong = say("state.no_day", what=asked) + say("overview.stop") if asked else ""
    days = [row.last_day for row in facts.deadlines(held) if row.last_day]
    today = datetime.date.today()
    last = datetime.date.fromisoformat(days[-1]) if days else today
    if last >= today:
        return today, wrong + say("overview.day_today")
    return last - datetime.timedelta(days=DAYS), wrong + say("overview.day_passed", last=last, days=DAYS)
