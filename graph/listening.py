"""The web server of the endpoint: one socket on 127.0.0.1, from start to a clean stop."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from graph.errors import GraphError, cause
from graph.library import Library
from graph.serving import PATH, Limits, application
from graph.store import Store

HOST = "127.0.0.1"


class ListeningError(GraphError):
    """The port cannot be had; the message is for the user."""


def listen(library: Library, port: int, limits: Limits, started: Callable[[str], None]) -> None:
    """Serve the graph of a library until the process is told to stop; ``started`` is told the address.

    Raises:
        ListeningError: the port is taken or may not be used.
        InvalidGraphError: a document's graph breaks the shapes.
    """
    store = Store(library=library)
    with _bound(port) as listening:
        store.loaded()
        app = application(store, limits)
        config = uvicorn.Config(
            app,
            log_level="critical",
            access_log=False,
            server_header=False,
            lifespan="off",
            timeout_graceful_shutdown=1,
        )
        listening.listen()  # whoever reads the address may ask at once
        started(f"http://{HOST}:{listening.getsockname()[1]}{PATH}")
        with suppress(KeyboardInterrupt):  # the server has stopped cleanly when it passes on what stopped it
            uvicorn.Server(config).run(sockets=[listening])


def _bound(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError as error:
        listening.close()
        taken = error.errno == errno.EADDRINUSE
        why = "已被别的程序占用" if taken else f"不能使用：{cause(error)}"
        raise ListeningError(f"端口 {port} {why}。请用 --port 换一个。") from error
    return listening
