"""Many visitors at once: every page for each of them, without an error, and the server still answers afterwards."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.pages import addresses
from graph.library import Library
from tests.plans import fill_library
from tests.sessions import Seen, Session, errors_of
from tests.visitors import Server

VISITORS = 25
EACH = 2  # pages that each of them opens, so that together they see every page


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home: Path = tmp_path_factory.mktemp("visited")
    fill_library(home)
    running = Server(home)
    yield running
    running.stop()


def test_twenty_five_visitors_at_once(server: Server):
    pages = addresses(Library.open(server.home))
    seen: list[Seen] = []

    def visit(number: int) -> None:
        session = Session(server.address)
        seen.extend(session.open(pages[(number * EACH + step) % len(pages)]) for step in range(EACH))
        session.close()

    visitors = [threading.Thread(target=visit, args=(number,)) for number in range(VISITORS)]
    for one in visitors:
        one.start()
    for one in visitors:
        one.join()
    assert [(one.address, list(one.errors)) for one in seen if one.errors] == []
    assert len(seen) == VISITORS * EACH
    assert {one.address for one in seen} == set(pages)
    assert all(one.size for one in seen)
    assert "Traceback" not in server.log.read_text("utf-8")


def test_what_goes_wrong_on_a_page_is_seen():
    told = ForwardMsg()
    told.delta.new_element.exception.type = "KeyError"
    told.delta.new_element.exception.message = "unit"
    assert errors_of(told) == ["KeyError: unit"]
    assert errors_of(ForwardMsg()) == []
