"""What people say of a finding: the three buttons, what stands, and the way to take it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from graph.assessing import APART, Judgeable, verdict_on
from graph.errors import GraphError
from graph.verdicts import WORDS, Holding, Verdict, standing_verdicts, taking_back
from views import failing, judges, people
from views.addresses import address
from views.cards import tag
from views.frame import library
from views.sheet import Node, link, node, show
from views.wording import language, say

OVERLAP = "overlap"
_SAID = "verdict-said"


def standing() -> dict[str, Verdict]:
    """The verdict that holds on each finding of the library in use."""
    return standing_verdicts(library().verdicts())


def is_open(finding: str, verdicts: Mapping[str, Verdict]) -> bool:
    """Whether nobody has put the finding aside; one that a person has confirmed is open still."""
    return finding not in verdicts or verdicts[finding].verdict not in APART


def put_aside(verdicts: Mapping[str, Verdict]) -> list[str]:
    """The ids of the findings that people have put aside."""
    return [finding for finding in verdicts if not is_open(finding, verdicts)]


def confirmed(verdicts: Mapping[str, Verdict]) -> list[str]:
    """The ids of the findings that people have judged and that stay in the list."""
    return [finding for finding in verdicts if is_open(finding, verdicts)]


def word(verdict: Holding, check: str = "") -> str:
    """What a verdict is called; of overlaps by what it means there."""
    if check == OVERLAP:
        return say(f"overlap_verdict.{verdict}")
    zh, en = WORDS[verdict]
    return zh if language() == "zh" else en


def _means(verdict: Holding, check: str) -> str:
    return say(f"{'overlap_verdict_means' if check == OVERLAP else 'verdict'}.{verdict}")


def verdict_tag(verdict: Verdict | None) -> Node | None:
    """What was said of the finding, by whom and when; nothing where nobody has."""
    if verdict is None:
        return None
    by = say("judge.by", who=verdict.who, at=verdict.at.replace("T", " ")[:16])
    reason = say("judge.reason", note=verdict.note) if verdict.note else ""
    return node(
        "span", tag(word(verdict.verdict, verdict.check)), " ", node("span", f"{by}　{reason}".strip(), cls="quiet")
    )


def buttons(judged: Judgeable, verdict: Verdict | None) -> None:
    """Three buttons that judge the finding, or one that takes back what was said; what went wrong stands below.

    Nothing for who may not decide.
    """
    if not people.may_edit():
        return
    with st.container(horizontal=True, gap="small"):
        if verdict is not None:
            st.button(
                say("judge.undo"), key=f"undo-{judged.id}", on_click=_undo, args=(judged.id, verdict.number),
            )  # fmt: skip
        for choice in WORDS if verdict is None else ():
            st.button(
                word(choice, judged.check), key=f"{choice}-{judged.id}", on_click=_judge, args=(judged, choice),
                help=_means(choice, judged.check),
            )  # fmt: skip
    said: tuple[str, str] | None = st.session_state.get(_SAID)
    if said is not None and said[0] == judged.id:
        del st.session_state[_SAID]
        show(node("p", said[1], cls="reason", role="status"), key=f"said-{judged.id}")


def show_kept() -> None:
    """Say that the last verdict was kept, at the head of the list, from which its finding may have gone."""
    kept: tuple[str, str] | None = st.session_state.get(_SAID)
    if kept is not None and kept[0] == "":
        del st.session_state[_SAID]
        show(node("p", kept[1], cls="notice", role="status"), key="kept")


def states(
    page: str, given: Mapping[str, str | None], numbers: tuple[int, int], *, aside: bool, judged: int = 0
) -> Node:
    """The two lists of a page and how long each is: what is listed, ``judged`` of it, and what people put aside."""
    still, put_aside = numbers
    listed = say("findings.open_judged", n=still, judged=judged) if judged else say("findings.open", n=still)
    entries = ((False, listed), (True, say("findings.aside", n=put_aside)))
    return node(
        "ul",
        (
            node(
                "li", link(address(page, **given, aside=int(of) or None), words, cls="chosen" if of == aside else None)
            )
            for of, words in entries
        ),
        cls="examples",
    )


def _judge(judged: Judgeable, choice: Holding) -> None:
    def verdict(by: str) -> Verdict:
        return verdict_on(judged, choice, who=by, at=judges.now(), note=judges.note())

    _keep(judged.id, verdict, say("verdict.kept", words=judged.words, verdict=word(choice, judged.check)))


def _undo(finding: str, number: int) -> None:
    def verdict(by: str) -> Verdict:
        return taking_back(library().verdicts(), number, who=by, at=judges.now())

    _keep(finding, verdict, say("judge.undone", n=number))


def _keep(finding: str, make: Callable[[str], Verdict], told: str) -> None:
    judges.keep_who()
    if not judges.who():
        st.session_state[_SAID] = (finding, say("judge.who_first"))
        return
    try:
        library().judge(make(judges.who()))
    except GraphError as error:
        st.session_state[_SAID] = (finding, say("judge.refused", why=failing.refused(error)))
    else:
        judges.clear_note()
        st.session_state[_SAID] = ("", told)
