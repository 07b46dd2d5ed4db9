"""What an address asks for and the library does not hold: said in one way on every page, with a way to go on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from graph.known import holds
from graph.library import Library
from views.cards import short
from views.frame import state
from views.sheet import link, node
from views.wording import say

Without = Callable[[str], str]
"""The address of the page without the filter of this name."""


def told(held: Library, given: Mapping[str, str | None], without: Without, **own: Collection[str]) -> bool:
    """Say which filters have values that nothing here has, each with the way to drop it; whether there was any.

    ``own`` are the values that a page itself knows, by the names of its filters.
    """
    wrong = {name: value for name, value in given.items() if value and not _known(held, name, value, own)}
    if not wrong:
        return False
    lines = (
        node("li", say(f"filter.{name}"), say("filter.of"), say("state.quoted", what=short(value)), "　",
             link(without(name), say("filter.remove")))
        for name, value in wrong.items()
    )  # fmt: skip
    state(say("state.not_found", what=short(next(iter(wrong.values())))), say("state.no_value"),
          node("ul", lines, cls="lines"), key="unfound")  # fmt: skip
    return True


def _known(held: Library, name: str, value: str, own: Mapping[str, Collection[str]]) -> bool:
    return value in own[name] if name in own else holds(held, name, value)


def advice(near: Collection[object]) -> str:
    """What is offered where nothing has the id that was asked for: what comes near to it, or simply other things."""
    return say("state.near" if near else "state.others")
