"""Memory: however many threads draw pages, few places keep what they freed."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import ctypes, sys, threading
from graph.thrift import give_back, share_places

if sys.argv[2] == "shared":
    share_places()
together = threading.Barrier(6)

def take():
    together.wait()
    held = [bytes(5000) for _ in range(2000)]
    together.wait()

threads = [threading.Thread(target=take) for _ in range(6)]
for one in threads: one.start()
for one in threads: one.join()
give_back()
system = ctypes.CDLL(None)
system.fopen.restype = ctypes.c_void_p
file = ctypes.c_void_p(system.fopen(sys.argv[1].encode(), b"w"))
system.malloc_info(0, file)
system.fclose(file)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries have no such places")
def test_threads_share_two_places(tmp_path: Path):
    counted = {}
    for way in ("shared", "own"):
        told = tmp_path / way
        subprocess.run([sys.executable, "-c", SCRIPT, str(told), way], check=True)
        counted[way] = told.read_text("utf-8").count("<heap nr=")
    assert counted["shared"] <= 2 < counted["own"]
