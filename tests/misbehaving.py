"""A child whose reader of texts does what its file says: the program that the tests of confinement start."""

from __future__ import annotations

import ctypes
import json
import os
import socket
import subprocess
import sys
import time
import types
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from extract.reading.guard import child
from extract.reading.progress import tell
from extract.reading.source import SourceText, UnreadableDocument

FORBIDDEN = {
    "connect": lambda: socket.create_connection(("127.0.0.1", 9), timeout=1),
    "resolve": lambda: socket.getaddrinfo("localhost", 80),
    "bind": lambda: socket.socket().bind(("127.0.0.1", 0)),
    "run": lambda: subprocess.run([sys.executable, "-c", ""], check=True),
    "system": lambda: os.system("true"),
    "fork": os.fork,
    "exec": lambda: os.execv(sys.executable, [sys.executable, "-c", ""]),
    "spawn": lambda: os.posix_spawn(sys.executable, [sys.executable, "-c", ""], {}),
    "write": lambda: Path("written.txt").write_text("x"),
    "append": lambda: os.open("written.txt", os.O_WRONLY | os.O_APPEND | os.O_CREAT),
    "remove": lambda: Path("README.md").unlink(),
    "mkdir": lambda: Path("made").mkdir(),
}


def read(data: bytes, name: str) -> SourceText:
    order, _, argument = data.decode().partition(" ")
    text = ORDERS[order](argument)
    return SourceText(name=name, sha256="", text=text)


def crash(_: str) -> str:
    return ctypes.string_at(0).decode()


def fail(_: str) -> str:
    raise LookupError("the reader did not expect this")


def hang(_: str) -> str:
    time.sleep(600)
    return ""


def hog(size: str) -> str:
    return str(len(bytearray(int(size))))


def recurse(_: str) -> str:
    return recurse(_)


def pages(argument: str) -> str:
    count, seconds = argument.split()
    for page in range(1, int(count) + 1):
        time.sleep(float(seconds))
        tell(page, int(count))
    return "已读完"


def noise(_: str) -> str:
    sys.stdout.write("printed" * 1000)
    sys.stdout.flush()
    os.write(1, b"\x00\x00\x00\x00\x00\x00\x00\x01x")
    ctypes.CDLL(None).puts(b"from a library")
    ctypes.CDLL(None).fflush(None)
    return sys.stdin.read() + "安静"


def lie(answer: str) -> str:
    """Answers once with something that is no text."""
    honest = child.to_json

    def lying(_: object) -> object:
        child.to_json = honest
        return json.loads(answer)

    child.to_json = lying
    return ""


def miscount(_: str) -> str:
    tell("many", None)
    return ""


def refused(_: str) -> str:
    """What the process was kept from."""
    kept = []
    for what, deed in FORBIDDEN.items():
        try:
            deed()
        except PermissionError:
            kept.append(what)
    return " ".join(kept)


def limits(_: str) -> str:
    import resource  # noqa: PLC0415 - there is none on Windows

    return " ".join(str(resource.getrlimit(kind)[0]) for kind in (resource.RLIMIT_AS, resource.RLIMIT_FSIZE))


ORDERS = {
    "crash": crash,
    "fail": fail,
    "hang": hang,
    "hog": hog,
    "recurse": recurse,
    "pages": pages,
    "noise": noise,
    "lie": lie,
    "miscount": miscount,
    "refused": refused,
    "limits": limits,
    "repeat": lambda count: "字" * int(count),
    "halves": lambda _: "\ud83d\ude00\udcff",
    "say": lambda words: words,
    "process": lambda _: str(os.getpid()),
    "environment": lambda _: " ".join(sorted(os.environ)),
    "networks": lambda _: Path("/proc/net/dev").read_text(),
    "files": lambda _: str(sum(1 for _ in Path("/proc/self/fd").iterdir())),
    "give-up": lambda _: (_ for _ in ()).throw(UnreadableDocument("blank", "没有文字：请检查。")),
}

if __name__ == "__main__":
    module = types.ModuleType("extract.reading.text.reader")
    module.read = read
    sys.modules[module.__name__] = module
    child.main()
