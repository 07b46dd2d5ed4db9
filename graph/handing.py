"""The graph handed to a server, whole: one PUT of the SPARQL 1.1 Graph Store Protocol."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from graph.library import Library
from graph.remote import StoreError, checked_address, send, shown
from graph.store import library_triples

SECONDS = 900.0
_HEADERS = {"Content-Type": "text/turtle"}  # N-Triples is Turtle, and every server reads that


def hand_over(library: Library, address: str, graph: str | None = None) -> int:
    """Replace what the server holds in this graph, or its default graph, by the graph of the library; its triples.

    Raises:
        StoreError: the server does not take it; what it holds is then the server's to say.
        InvalidGraphError: a document's graph breaks the shapes; nothing is sent.
    """
    parts = checked_address(address, "地址")
    given = parse_qsl(parts.query, keep_blank_values=True)
    asked = urlencode([*given, ("graph", graph)]) if graph else "&".join(filter(None, (urlencode(given), "default")))
    triples = library_triples(library)
    target = parts._replace(query=asked, fragment="").geturl()
    answer = send("PUT", target, content=triples.encode("utf-8"), headers=_HEADERS, seconds=SECONDS)
    if not answer.is_success:
        raise StoreError(
            f"SPARQL 服务器 {shown(address)} 没有接收图谱（{answer.status_code}）。"
            "地址应是它的 Graph Store 地址，例如 http://127.0.0.1:7878/store。"
        )
    return triples.count("\n")
