"""Servers that tests start on free ports of this machine and stop: Oxigraph's own, Virtuoso, and ``zeren serve``."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.conftest import ROOT

OXIGRAPH = shutil.which("oxigraph", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
VIRTUOSO = shutil.which("virtuoso-t")
PASSWORD = "dba"
_INI = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
DisableUnixSocket = 1
ServerThreads = 10
CheckpointInterval = 0
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
MaxClientConnections = 5
[SPARQL]
ResultSetMaxRows = 15000
"""


def free_port() -> int:
    """A port that nobody listened at a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@contextmanager
def running(
    command: Sequence[str], address: str, folder: Path, **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A program that answers at an address as long as it is needed."""
    log = folder / "server.log"
    with log.open("wb") as written:
        server = subprocess.Popen(
            command,
            cwd=folder,
            stdout=written,
            stderr=written,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
        )
        try:
            _wait(server, address, log)
            yield server
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _wait(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    for _ in range(600):
        assert server.poll() is None, log.read_text("utf-8", "replace")
        try:
            httpx.get(address, timeout=10, trust_env=False)
            return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer: {log.read_text('utf-8', 'replace')}")


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """Oxigraph's own server, empty; the address before /query and /store."""
    address = f"http://127.0.0.1:{free_port()}"
    with running([str(OXIGRAPH), "serve", "--bind", address.removeprefix("http://")], address, folder):
        yield address


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Virtuoso, empty; the address before /sparql and /sparql-graph-crud-auth."""
    http = free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(port=free_port(), http=http), "utf-8")
    address = f"http://127.0.0.1:{http}"
    command = [str(VIRTUOSO), "+configfile", "virtuoso.ini", "+foreground", "+wait"]
    with running(command, f"{address}/sparql", folder):
        yield address


@contextmanager
def zeren(home: Path, folder: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """``zeren serve`` on a library; the address of its endpoint, and the process."""
    port = free_port()
    address = f"http://127.0.0.1:{port}/sparql"
    command = [sys.executable, "-m", "cli", "serve", "--port", str(port), *options]
    paths = {"ZEREN_HOME": str(home), "PYTHONPATH": str(ROOT)}
    with running(command, address, folder, **paths) as server:
        yield address, server
