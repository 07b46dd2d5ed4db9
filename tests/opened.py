"""A page opened without a browser, and what it shows as words and nodes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from streamlit.testing.v1 import AppTest

from incoming import Incoming, Item
from ingest import Ingested, own_library


def draw_page(name: str) -> None:
    import importlib  # noqa: PLC0415 - the text of this function is a script of its own

    importlib.import_module(f"views.{name}").show_page()


def open_page(name: str, **params: str) -> AppTest:
    page = AppTest.from_function(draw_page, kwargs={"name": name}, default_timeout=60)
    for key, value in params.items():
        page.query_params[key.rstrip("_")] = value
    page.run()
    assert not page.exception, [error.value for error in page.exception]
    return page


def components(page: AppTest) -> list[dict[str, Any]]:
    return [json.loads(element.proto.json)[0] for element in page.main if element.type == "bidi_component"]


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def words(page: AppTest) -> str:
    return "\n".join(strings(components(page)))


def nodes(value: Any) -> Iterator[list[Any]]:
    if isinstance(value, list) and len(value) == 3 and isinstance(value[0], str) and isinstance(value[1], dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(item)


def told(node: Any) -> str:
    """The words that a node shows."""
    return node if isinstance(node, str) else "".join(told(child) for child in node[2])


def ended(*outcomes: Ingested) -> Incoming:
    """The files of a visit, of which these became known."""
    found = Incoming(own_library())
    for number, outcome in enumerate(outcomes, start=1):
        state = "refused" if outcome.status == "refused" else "kept"
        found._items[number] = Item(number=number, name=outcome.doc, size=0, state=state, outcome=outcome)
    return found
