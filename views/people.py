"""Who is here, and what they may do."""

from __future__ import annotations

import ipaddress
from typing import Literal

import streamlit as st

from graph.errors import GraphError
from graph.readonly import only_read
from ingest import home
from signing.house import house
from signing.roles import Person
from views.sheet import draw, node, show
from views.wording import say

__all__ = ["NotAllowedError", "Person", "admit", "may_edit", "person", "require_editor", "show_person", "why_not"]

Hindrance = Literal["read_only", "viewer", "open"]


class NotAllowedError(GraphError):
    """Somebody who may only read was to change something; the message is for them, in their language."""


def person() -> Person | None:
    """Who signed in; None where nobody has to, or has done so."""
    here = house()
    return here.person(st.context.cookies) if here else None


def may_edit() -> bool:
    """Whether this visit may decide, correct and import."""
    return _hindrance() is None


def why_not() -> str | None:
    """Why this visit may only read, in words; None where it may do more."""
    found = _hindrance()
    return say(f"people.{found}") if found else None


def require_editor() -> None:
    """Return if this visit may decide, correct and import.

    Raises:
        NotAllowedError: it may not.
    """
    why = why_not()
    if why:
        raise NotAllowedError(why)


def admit() -> None:
    """Let nobody see a page who should have signed in: the run ends, and the browser goes to the sign-in page."""
    here = house()
    if here is None:
        if not _this_machine():
            show(
                node("div", node("h3", say("people.not_served")), node("p", say("people.serve")), cls="state"), key="no"
            )
            st.stop()
    elif not here.open and person() is None:
        draw("person", key="person", data={"leave": True})
        st.stop()


def show_person() -> None:
    """Who is signed in, with the way out, or the way in; and once for all pages why nothing can be changed."""
    here = house()
    who = person()
    if here is not None:
        words = {name: say(f"people.{name}") for name in ("sign_out", "sign_in")}
        told = {"name": who.name, "role": say(f"people.role_{who.role}")} if who else None
        draw("person", key="person", data={"person": told, "words": words, "ways": here.passwords or here.openid})
    if _hindrance() == "read_only":
        show(node("p", say("people.read_only"), cls="quiet"), key="people-read-only")


def _hindrance() -> Hindrance | None:
    if only_read(home()):
        return "read_only"
    here = house()
    if here is None:
        return None
    who = person()
    if who is None:
        return "open"
    return None if who.role == "editor" else "viewer"


def _this_machine() -> bool:
    """Whether Streamlit listens to this machine alone; with an address of its own it serves through ``serve.py``."""
    address = st.get_option("server.address")
    if address in (None, ""):
        return False
    try:
        return address == "localhost" or ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
