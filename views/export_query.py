"""The query console: the questions that come with the program, their SPARQL, and what it finds."""

from __future__ import annotations

import math

import streamlit as st

from graph.competency import Competency, CompetencyError, load_queries
from graph.console import LONGEST, ROWS, SECONDS, Rows, Unanswered, csv_of_rows, is_opening, record_id, run
from graph.library import Library
from graph.store import token
from graph.unit_facts import unit_names
from graph.values import Value
from graph.wording import load_table
from views import people
from views.addresses import address
from views.cards import short
from views.frame import go, parameter, state
from views.paging import begin_of, pages
from views.sheet import Node, link, node, show
from views.wording import language, say

SHOWN = 100
_PATIENCE = 3.0  # seconds that a page waits for the graph before it says that it is being made
_EVERY = 2.0  # seconds
_NAMES = {
    "place": "SELECT DISTINCT jurisdiction FROM plan WHERE jurisdiction IS NOT NULL ORDER BY 1",
    "doc": "SELECT doc FROM plan ORDER BY doc",
    "group": "SELECT DISTINCT canonical FROM body WHERE collective = 1 ORDER BY 1",
    "sector": "SELECT DISTINCT label FROM sector ORDER BY 1",
}  # what may be chosen for the parameter of a query
_OWN = ("from", "lang", "query", "sparql", "part")  # names of the page in the address
_PAGES = {"unit": "unit", "task": "task", "doc": "plan", "plan": "plan"}


def show_part(held: Library) -> None:
    """Draw the console: choose, fill in, look at the SPARQL, run."""
    name, own = parameter("query"), parameter("sparql")
    asked = _asked(name)
    _chooser(asked)
    if name and asked is None:
        state(say("state.not_found", what=short(name)), say("export.no_query"))
        return
    sparql = own
    if asked:
        given = _parameters(held, asked)
        try:
            sparql = own or asked.text(**given)
        except CompetencyError as error:
            show(node("p", say("export.wrong_value") if language() == "en" else str(error), cls="reason"), key="wrong")
            return
    _editor(asked, sparql or "")
    if sparql:
        with st.spinner(say("export.running")):
            found = _found(held, str(held.home), token(held), sparql)
        _show_found(held, found)


def _asked(name: str | None) -> Competency | None:
    return load_queries().get(name) if name else None


def _chooser(asked: Competency | None) -> None:
    queries = load_queries()
    key = f"query-{asked.name if asked else ''}"
    st.selectbox(
        say("export.which", n=len(queries)), list(queries), index=list(queries).index(asked.name) if asked else None,
        key=key, format_func=lambda name: _question(queries[name]), placeholder=say("export.which_placeholder"),
        on_change=lambda: go(address("export", part="query", query=st.session_state[key])),
    )  # fmt: skip


def _question(query: Competency) -> str:
    return query.en if language() == "en" else query.zh


def _parameters(held: Library, asked: Competency) -> dict[str, str]:
    """The values in force; a change goes into the address. What names a unit or a place is chosen from those held."""
    given = {one.name: parameter(_named(one.name)) or one.default for one in asked.parameters}
    columns = st.columns(max(2, len(given)), gap="small")
    for one, column in zip(asked.parameters, columns, strict=False):
        label = one.en if language() == "en" else one.zh
        key = f"value-{asked.name}-{one.name}-{given[one.name]}"
        names = _names(held, str(held.home), held.stamp(), one.name)
        with column:
            if names:
                options = names if given[one.name] in names else [given[one.name], *names]
                st.selectbox(label, options, index=options.index(given[one.name]), key=key, accept_new_options=True,
                             placeholder=say("export.value_placeholder"), on_change=_set,
                             args=(asked, given, one.name, key))  # fmt: skip
            else:
                st.text_input(label, given[one.name], key=key, max_chars=120, on_change=_set,
                              args=(asked, given, one.name, key))  # fmt: skip
    return given


def _named(name: str) -> str:
    """The name of a query's parameter in the address, where the page has names of its own."""
    return f"p_{name}" if name in _OWN else name


def _set(asked: Competency, given: dict[str, str], name: str, key: str) -> None:
    values = {_named(each): value for each, value in {**given, name: str(st.session_state[key] or "")}.items()}
    go(address("export", query=asked.name, **values))


@st.cache_data(max_entries=8, show_spinner=False)
def _names(_library: Library, home: str, stamp: str, name: str) -> list[str]:
    """Names to choose from for a parameter; none where it is no name."""
    if name == "unit":
        return sorted(set(unit_names(_library).values()))
    sql = _NAMES.get(name)
    return [str(row[0]) for row in _library.read(sql)] if sql else []


def _editor(asked: Competency | None, sparql: str) -> None:
    """The SPARQL, which can be changed and run; it stands in the address then."""
    key = f"sparql-{asked.name if asked else ''}-{hash(sparql)}"
    with st.form("sparql", border=False):
        st.text_area("SPARQL", sparql, key=key, height=min(420, max(140, 26 * (sparql.count("\n") + 2))),
                     max_chars=LONGEST)  # fmt: skip
        st.form_submit_button(say("export.run"), type="primary", on_click=_run, args=(asked, key))
    show(node("p", say("export.limits", seconds=f"{SECONDS:g}", rows=f"{ROWS}"), cls="quiet"), key="limits")


def _run(asked: Competency | None, key: str) -> None:
    name = asked.name if asked else None
    go(address("export", part="query", query=name, sparql=str(st.session_state[key]).strip()))


@st.cache_resource(max_entries=8, ttl=600, show_spinner=False)
def _found(_library: Library, home: str, state_of_graph: str, sparql: str) -> Rows | Unanswered:
    return run(_library, sparql, patience=_PATIENCE)


def _show_found(held: Library, found: Rows | Unanswered) -> None:
    if isinstance(found, Unanswered):
        _found.clear()  # what was too much once may have had bad luck
        if found.reason == "not-yet":
            _wait(held)
            return
        advice = found.message if language() == "zh" else say(f"export.why_{found.reason}")
        where = say("export.at", line=found.line, column=found.column) if found.line and language() == "en" else ""
        state(say("export.unanswered"), " ".join(filter(None, (advice, where))), key="unanswered")
        return
    for notice in found.notices:
        show(node("p", notice, cls="notice"), key="notice")
    if not found.rows:
        state(say("state.nothing_found"), say("export.no_rows"), key="no-rows")
        return
    begin = begin_of(len(found.rows))
    told = say("export.rows" if not found.cut else "export.rows_cut", n=str(len(found.rows)),
               seconds=f"{found.seconds:.1f}")  # fmt: skip
    show(node("p", told, cls="quiet", role="status"), _table(found, begin),
         pages("export", len(found.rows), begin, SHOWN), key="rows")  # fmt: skip
    made = csv_of_rows(found.columns, found.rows)
    st.download_button(say("export.csv"), made, "query.csv", "text/csv; charset=utf-8", on_click="ignore")


@st.fragment(run_every=_EVERY)
def _wait(held: Library) -> None:
    """That the graph is being made; the query is asked when it is there."""
    people.admit()
    if is_opening(held):
        state(say("export.not_yet"), say("export.why_not-yet"), key="not-yet")
    else:
        st.rerun()


def _table(found: Rows, begin: int) -> Node:
    names = load_table("columns")
    code = "en" if language() == "en" else "zh"
    heads = (node("th", names.get(name, {}).get(code, name), scope="col") for name in found.columns)
    rows = (node("tr", (node("td", _cell(name, value)) for name, value in zip(found.columns, row, strict=True)))
            for row in found.rows[begin : begin + SHOWN])  # fmt: skip
    return node("div", node("table", node("thead", node("tr", heads)), node("tbody", rows)), cls="scroll export-rows")


def _cell(column: str, value: Value) -> Node | str:
    """A value as text; what has a page of its own leads there."""
    if value is None:
        return node("span", "—", cls="zero")
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        return str(int(value))
    words, own = str(value), record_id(value)
    if own is not None:
        page = next((page for kind, page in _PAGES.items() if own.startswith((f"{kind}-", f"{kind}/"))), None)
        return link(address(page, id=own), own) if page else own
    if column == "doc":
        return link(address("plan", id=words), words)
    return node("span", short(words, 200), lang="zh-CN")
