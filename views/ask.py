"""问一问: a question, its answer in a sentence, the quotes that prove it, what was understood, and the query."""

from __future__ import annotations

import streamlit as st

from graph.answers import Answer
from graph.library import Library
from graph.understanding.amending import UnknownChangeError
from views import cached, kept, people
from views.addresses import address, asking
from views.answered import Answered, show_refusal
from views.frame import heading, library, parameter
from views.overview import LIMIT, ask_box, examples, refusal
from views.sheet import link, node, show
from views.understood import given_changes, show_understood
from views.wording import language, say


def show_page() -> None:
    """Draw the page."""
    held = library()
    question = (parameter("q") or "").strip()
    heading(say("nav.ask"), None if question else say("ask.purpose"))
    ask_box(question)
    if not question:
        tried = examples(held)
        show(node("p", say("ask.try"), cls="quiet") if tried else None, tried, key="examples")
        kept.show_kept(held)
    elif len(question) > LIMIT:
        beginning = link(address("ask", q=question[:LIMIT].strip()), say("ask.only_beginning", limit=LIMIT))
        show(refusal(question), node("p", beginning), key="too-long")
    else:
        _show_asked(held, question)


def _show_asked(held: Library, question: str) -> None:
    changes = given_changes()
    try:
        with st.spinner(say("ask.looking")):
            answer = cached.answer(held, question, changes)
    except UnknownChangeError as error:
        said = error.english if language() == "en" else str(error)
        back = node("p", link(asking(question, {}), say("ask.first_reading")))
        show(node("div", node("p", said), cls="reason", role="status"), back, key="no-such-part")
        return
    if answer is None:
        _wait(held)
        return
    if not changes:
        kept.keep_once(held, answer)
    answered = None if answer.refused else Answered(held, answer, changes)
    if answered:
        answered.show_sentence()
    else:
        show_refusal(answer)
    show_understood(held, question, answer.understood, changes)
    if answered:
        answered.show_proofs()
    _show_query(answer)


@st.fragment(run_every=1.0)
def _wait(held: Library) -> None:
    """Say that the library is being made ready, and draw the page anew when it is."""
    people.admit()
    if cached.is_ready(held):
        st.rerun()
    show(node("p", say("ask.preparing"), cls="notice", role="status"), key="preparing")


def _show_query(answer: Answer) -> None:
    if not answer.query:
        return
    with st.expander(say("ask.query")):
        st.code(answer.query, language="sparql", wrap_lines=True)
        copy = node("button", say("ask.copy_query"), cls="copy", data_copy=answer.query)
        show(node("p", say("ask.run_query"), " ", copy, cls="quiet"), key="run-query")
