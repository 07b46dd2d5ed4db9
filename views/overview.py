"""总览: what this is, what is loaded, what needs attention."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import streamlit as st

from graph import facts, kept_findings, timeline
from graph.calling import numbered
from graph.citing import inner_title
from graph.filters import Filter, Part
from graph.kept_findings import CheckCount
from graph.library import Library
from graph.rows import DeadlineRow, MonthRow
from views import analysing, cached
from views.addresses import address, place
from views.cards import letter, short
from views.coverage import coverage
from views.frame import go, heading, library, parameter, state
from views.names import in_a_row
from views.sheet import Node, link, node, show
from views.tables import plans_table
from views.verdicts import put_aside, standing
from views.wording import language, say

DAYS = 30
SHOWN = 6
PLAN = 18  # characters of the title of a plan
CHECKS = 5  # checks of a kind that are shown at once
OURS = ("unread", "unit-unknown")  # checks that say something of the reading and nothing of the plan
PLANS = 10
YEARS = 6
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
    with st.container(key="now"):
        due, open_ends = st.columns([3, 2], gap="large")
    with due:
        _due(held)
    show(_section("overview.trust", coverage(held), note="overview.trust_note", more=_about()), key="trust")
    show(_loaded(held, totals.plans), key="loaded")
    with open_ends:  # after the rest, because it may have to be found first
        _attention(held)


def _about() -> Node:
    return link(address("method"), say("overview.method"), cls="more")


def _section(title: str, *body: Node | None, note: str | None = None, more: Node | None = None) -> Node:
    """A part of the page under its title, with a quiet word and a way on beside it."""
    quiet = node("span", say(note), cls="quiet") if note else None
    return node("section", node("header", node("h2", say(title)), quiet, more), *body, cls="part")


def _loaded(held: Library, total: int) -> Node:
    rest = node("p", link(address("list", of="plans"), say("list.all", n=total)), cls="more") if total > PLANS else None
    title = "intake.samples" if held.samples else "overview.loaded"
    own = link(address("intake"), say("app.import_own"))
    return _section(title, plans_table(facts.plans(held, part=Part(size=PLANS))), rest, more=own)


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
    way = link(address("review"), say("overview.review"), cls="more")
    show(_section("overview.attention", note="overview.attention_note", more=way), key="attention-title")
    ready = analysing.ready(held, "findings")
    checks = _open_checks(held) if ready else ()
    ours = [_check_line(check) for check in checks if check.id in OURS] + _unsure_names(held)
    clashing = [_check_line(check) for check in checks if check.group == "conflicts"]
    silent = [_check_line(check) for check in checks if check.group == "gaps" and check.id not in OURS]
    nothing = node("p", say("overview.no_gaps")) if ready and not (ours or clashing or silent) else None
    show(_tally("ours", ours), _tally("clashing", clashing), _tally("silent", silent), nothing, key="attention")


def _tally(kind: str, lines: Sequence[Node]) -> Node | None:
    """What is counted of one kind, the first lines at once; nothing where nothing is counted."""
    if not lines:
        return None
    shown, rest = lines[:CHECKS], lines[CHECKS:]
    summary = node("summary", say("overview.more_checks", n=len(rest)))
    more = node("details", summary, node("ul", rest, cls="tally")) if rest else None
    return node("div", node("h3", say(f"overview.{kind}")), node("ul", shown, cls="tally"), more, cls="tally-part")


def _open_checks(held: Library) -> list[CheckCount]:
    """The checks with findings that nobody has judged yet, and how many."""
    wanted = kept_findings.Wanted(without=put_aside(standing()))
    return [check for check in kept_findings.counts(held, wanted) if check.count]


def _check_line(check: CheckCount) -> Node:
    words, definition = (check.zh, check.definition_zh) if language() == "zh" else (check.en, check.definition_en)
    return _line(check.count, words, address("findings", check=check.id), definition)


def _line(number: int, words: str, to: str, definition: str) -> Node:
    """A number with what it counts, which opens its list."""
    return node("li", link(to, node("strong", str(number)), node("span", words), title=definition))


def _unsure_names(held: Library) -> list[Node]:
    """How many names nobody has judged yet; nothing where there are none."""
    doubts, _ = cached.doubts(held)
    to = address("list", of="names")
    return [_line(len(doubts), say("list.names"), to, say("doubt.purpose"))] if doubts else []


def _due(held: Library) -> None:
    day, reason = _chosen_day(held)
    until = timeline.until(day)
    show(_section("overview.due"), key="due-title")
    chosen = st.date_input(say("overview.day"), value=day, key=f"day-{day}", format="YYYY-MM-DD", width=220)
    if isinstance(chosen, datetime.date) and chosen != day:
        go(address("overview", day=chosen.isoformat()))
        st.rerun()
    show(node("p", reason, cls="quiet"), _years(held, day), key="day-reason")
    span = Filter(after=day.isoformat(), before=until.isoformat())
    number = facts.count(held, "deadlines", span)
    to = address("list", of="deadlines", after=span.after, before=span.before)
    rows = facts.deadlines(held, span, Part(size=SHOWN))
    most = SHOWN - len(rows)
    show(_due_list(rows, number, to, until), _later(held, until, most) or _before(held, day, most),
         node("p", link(address("deadlines"), say("overview.all_deadlines"), cls="more")), key="due")  # fmt: skip


def _years(held: Library, day: datetime.date) -> Node | None:
    """Where all days have passed, a way to each year: to the month of it in which most is due."""
    months = facts.months(held)
    if not months or (facts.last_day(held) or "") >= datetime.date.today().isoformat():
        return None
    by_year: dict[str, list[MonthRow]] = {}
    for month in months:
        by_year.setdefault(month.month[:4], []).append(month)
    items = []
    for year, of in list(by_year.items())[-YEARS:]:
        fullest = max(of, key=lambda month: month.deadlines)
        words = say("overview.year", year=year)
        here = "chosen" if day.isoformat()[:4] == year else None
        items.append(node("li", link(address("overview", day=f"{fullest.month}-01"), words, cls=here)))
    return node("ul", items, cls="examples", aria_label=say("overview.years"))


def _due_list(rows: Sequence[DeadlineRow], number: int, to: str, until: datetime.date) -> Node:
    """The first deadlines in the order of their days, under how many there are."""
    if not rows:
        return node("p", say("overview.nothing_due", until=until))
    return node("div", node("p", link(to, say("overview.due_count", n=number, until=until))), _agenda(rows))


def _later(held: Library, until: datetime.date, most: int) -> Node | None:
    """What is due next after these days, where there is room for it."""
    span = Filter(after=(until + datetime.timedelta(days=1)).isoformat())
    number = facts.count(held, "deadlines", span)
    if not number or most <= 0:
        return None
    to = link(address("list", of="deadlines", after=span.after), say("overview.later", n=number))
    return node("div", node("p", to), _agenda(facts.deadlines(held, span, Part(size=most))), cls="later")


def _before(held: Library, day: datetime.date, most: int) -> Node | None:
    """What was due last before the day, where there is room for it; the nearest first."""
    if day == datetime.date.min or most <= 0:
        return None
    span = Filter(before=(day - datetime.timedelta(days=1)).isoformat())
    number = facts.count(held, "deadlines", span)
    if not number:
        return None
    rows = facts.deadlines(held, span, Part(first=max(0, number - most), size=most))
    to = link(address("list", of="deadlines", before=span.before), say("overview.before", n=number))
    return node("div", node("p", to), _agenda(rows[::-1]), cls="later")


def _agenda(rows: Sequence[DeadlineRow]) -> Node:
    lines = (
        node("li", node("time", row.last_day or "", cls="day"), node("div", _due_words(row), cls="what"))
        for row in rows
    )
    return node("ul", lines, cls="agenda")


def _due_words(row: DeadlineRow) -> list[Node | str]:
    leads = in_a_row(row.leads) or say("state.unwritten")
    to = link(place(row.doc, row.start, row.end, row.quote), row.quote, cls="quoted")
    told: list[Node | str] = [letter("lead"), " ", leads, "　", letter("deadline"), " ", to]
    if row.task_id is None:
        plan, outside = node("span", inner_title(row.plan_title)), node("span", say("list.no_task"), cls="quiet")
        return [plan, " ", outside, node("p", told, cls="quiet")]
    task = link(address("task", id=row.task_id), numbered(row.task_number, row.task_title))
    plan = node("span", short(inner_title(row.plan_title), PLAN), title=row.plan_title)
    return [task, node("p", told, "　", plan, cls="quiet")]


def _chosen_day(held: Library) -> tuple[datetime.date, str]:
    """The day to begin with and why.

    The day of the address; else today, or, where every deadline has passed, 30 days before the last one.
    """
    asked = parameter("day")
    try:
        day = datetime.date.fromisoformat(asked or "")
        day + datetime.timedelta(days=DAYS)  # the last days of the calendar have no thirty days after them
        return day, say("overview.day_chosen")
    except (ValueError, OverflowError):
        wrong = say("state.no_day", what=short(asked)) + say("overview.stop") if asked else ""
    today = datetime.date.today()
    written = facts.last_day(held)
    last = datetime.date.fromisoformat(written) if written else today
    if last >= today:
        return today, wrong + say("overview.day_today")
    return last - datetime.timedelta(days=DAYS), wrong + say("overview.day_passed", last=last, days=DAYS)
