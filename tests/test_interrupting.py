"""A query that has no end: the keyboard ends the program."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.plans import fill_library


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells which signals a process catches")
def test_a_query_without_an_end_is_ended_by_the_keyboard(tmp_path: Path):
    library = fill_library(tmp_path / "home")
    own = tmp_path / "own.rq"
    own.write_text("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "utf-8")
    command = [sys.executable, "-m", "cli", "query", "--file", str(own)]
    running = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "ZEREN_HOME": str(library.home)},
                               stderr=subprocess.DEVNULL, start_new_session=True)  # fmt: skip
    for caught in (True, False):  # Python catches the signal from its start on, but not while the query runs
        until = time.monotonic() + 60
        while _catches_keyboard(running.pid) is not caught:
            assert time.monotonic() < until
            time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    assert running.wait(20) == -signal.SIGINT


def _catches_keyboard(process: int) -> bool:
    status = Path(f"/proc/{process}/status").read_text("ascii")
    caught = re.search(r"^SigCgt:\s*(\w+)", status, re.MULTILINE)
    return bool(caught and int(caught[1], 16) & 1 << (signal.SIGINT - 1))
