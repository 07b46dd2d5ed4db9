"""Many visitors at once: every page for each of them, without an error, and the server still answers afterwards."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.pages import addresses
from graph.library import Library
from tests.sessions import Seen, Session, errors_of
from tests.visitors import Server

VISITORS = 25
EACH = 2  # pages that each of them opens, so that together they see every page
MINUTES = 2


def visits(server: Server, pages: list[str], on: Callable[[int], bool]) -> list[Seen]:
    """What the visitors see, each another page after another as long as they go on after so many."""
    seen: list[Seen] = []

    def visit(number: int) -> None:
        session = Session(server.address)
        steps = itertools.takewhile(on, itertools.count())
        own = [session.open(pages[(number * EACH + step) % len(pages)]) for step in steps]
        seen.extend(own)
        session.close()

    visitors = [threading.Thread(target=visit, args=(number,)) for number in range(VISITORS)]
    for one in visitors:
        one.start()
    for one in visitors:
        one.join()
    assert [(one.address, list(one.errors)) for one in seen if one.errors] == []
    assert all(one.size for one in seen)
    assert "Traceback" not in server.log.read_text("utf-8")
    return seen


def test_twenty_five_visitors_at_once(server: Server, samples: Library):
    pages = addresses(samples)
    seen = visits(server, pages, lambda step: step < EACH)
    assert len(seen) == VISITORS * EACH
    assert {one.address for one in seen} == set(pages)


@pytest.mark.soak
def test_twenty_five_visitors_for_two_minutes(server: Server, samples: Library):
    end = time.monotonic() + 60 * MINUTES
    seen = visits(server, addresses(samples), lambda _: time.monotonic() < end)
    assert len(seen) > 10 * VISITORS


def test_what_goes_wrong_on_a_page_is_seen():
    told = ForwardMsg()
    told.delta.new_element.exception.type = "KeyError"
    told.delta.new_element.exception.message = "unit"
    assert errors_of(told) == ["KeyError: unit"]
    assert errors_of(ForwardMsg()) == []
