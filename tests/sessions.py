"""Visitors without a browser: they speak with the page's server by Streamlit's own messages, many at once."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

PATIENCE = 120.0  # seconds that a page may take


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A page as it was sent: how long the server took, how much it sent, and what went wrong."""

    address: str
    seconds: float
    size: int
    errors: Sequence[str]


class Session:
    """One visitor; ``host`` is the address of the server."""

    def __init__(self, host: str) -> None:
        parts = urlsplit(host)
        self._left = ExitStack()
        way = f"ws://{parts.netloc}/_stcore/stream"
        stream = connect(way, subprotocols=[Subprotocol("streamlit")], max_size=None, open_timeout=PATIENCE)
        self._stream: ClientConnection = self._left.enter_context(stream)

    def open(self, address: str) -> Seen:
        """The page at an address such as ``/unit?id=…``, drawn to its end."""
        asked = urlsplit(address)
        message = BackMsg()
        message.rerun_script.query_string = asked.query
        message.rerun_script.page_name = asked.path.strip("/")
        begun = time.perf_counter()
        self._stream.send(message.SerializeToString())
        size, errors = 0, list[str]()
        while True:
            received = self._stream.recv(timeout=PATIENCE)
            told = ForwardMsg.FromString(received if isinstance(received, bytes) else received.encode())
            size += len(received)
            errors += errors_of(told)
            if told.WhichOneof("type") == "script_finished":
                if told.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    continue
                return Seen(address=address, seconds=time.perf_counter() - begun, size=size, errors=errors)

    def close(self) -> None:
        """Leave."""
        self._left.close()


def errors_of(told: ForwardMsg) -> list[str]:
    """What a message of the server says that went wrong."""
    kind = told.WhichOneof("type")
    if kind == "page_not_found":
        return [f"no page {told.page_not_found.page_name}"]
    if kind == "session_event" and told.session_event.HasField("script_compilation_exception"):
        return [told.session_event.script_compilation_exception.message]
    if kind == "delta" and told.delta.new_element.WhichOneof("type") == "exception":
        return [f"{told.delta.new_element.exception.type}: {told.delta.new_element.exception.message}"]
    return []
