"""The network is the same from a SPARQL server as from the library's own tables, however many rows it gives at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import networkx as nx
import pytest

from graph import networks
from graph.filters import Filter
from graph.handing import hand_over
from graph.library import Library
from graph.networks import NetworkError, cooperation, duties, memberships
from graph.remote import PASSWORD, USER
from ingest import sample_library
from tests import servers

GRAPH = "urn:zeren:library"


@pytest.fixture(scope="module")
def library() -> Library:
    return sample_library()


@pytest.fixture(
    scope="module",
    params=[
        pytest.param("oxigraph", marks=pytest.mark.skipif(not servers.OXIGRAPH, reason="oxigraph is not installed")),
        pytest.param("virtuoso", marks=pytest.mark.skipif(not servers.VIRTUOSO, reason="no virtuoso-t")),
    ],
)
def address(
    request: pytest.FixtureRequest, library: Library, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    start: Callable[[Path], AbstractContextManager[str]] = getattr(servers, request.param)
    with start(tmp_path_factory.mktemp(request.param)) as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv(USER, "dba")
        patch.setenv(PASSWORD, servers.PASSWORD)
        if request.param == "oxigraph":
            hand_over(library, f"{server}/store")
            yield f"{server}/query"
        else:
            hand_over(library, f"{server}/sparql-graph-crud-auth", GRAPH)
            patch.undo()
            yield f"{server}/sparql?default-graph-uri={GRAPH}"


@pytest.mark.parametrize("where", [Filter(), Filter(place="大同"), Filter(year="2020", role="lead")], ids=repr)
def test_the_server_gives_the_same_networks(
    address: str, library: Library, where: Filter, monkeypatch: pytest.MonkeyPatch
):
    own = [view(library, where) for view in (cooperation, duties)]
    assert all(own)
    monkeypatch.setenv("ZEREN_STORE", address)
    monkeypatch.setattr(networks, "BATCH", 150)  # less than the assignments of one of the samples
    for network, view in zip(own, (cooperation, duties), strict=True):
        assert nx.utils.graphs_equal(view(library, where), network)


def test_what_a_server_cannot_be_asked_is_said(address: str, library: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ZEREN_STORE", address)
    with pytest.raises(NetworkError, match="请去掉其他条件"):
        list(memberships(library, Filter(sector="coal")))
