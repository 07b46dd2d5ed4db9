"""The process in which files are read: ``python -m extract.reading.guard.child``, started by ``guard/confined.py``.

Frames come on standard input: the request as JSON, then the bytes of the file. Frames of JSON go back: how far the
reader has come, and in the end the text, the reason why there is none, or what broke. The end of the input ends it.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import traceback
from typing import Any, BinaryIO

from extract.jsonform import to_json
from extract.reading.guard.frames import pack, read_frame, unpack, write_frame
from extract.reading.guard.limits import forbid_harm, leave_network, limit_resources
from extract.reading.guard.screening import MOST_BYTES, screen, screen_length
from extract.reading.progress import listening
from extract.reading.reader import read_source
from extract.reading.source import UnreadableDocument

PATIENCE = 180
"""Seconds without progress after which the process ends itself, should its parent be gone or stopped."""

LIMITS = {"AS": 4 << 30, "CORE": 0, "NOFILE": 64, "FSIZE": 0}

_MOST_REQUEST = 1 << 16


def main() -> None:
    """Read files until the input ends."""
    requests, answers = _channel()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    limit_resources(LIMITS)
    leave_network()
    forbid_harm()
    while (request := read_frame(requests, _MOST_REQUEST)) is not None:
        data = read_frame(requests, MOST_BYTES)
        if data is None:
            return
        _answer(unpack(request), data, answers)


def _channel() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output, for the frames alone: whatever a library prints goes nowhere."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    return requests, answers


def _answer(request: dict[str, Any], data: bytes, answers: BinaryIO) -> None:
    def tell(done: int, pages: int) -> None:
        _be_patient()
        write_frame(answers, pack({"done": done, "pages": pages}))

    _be_patient()
    try:
        with listening(tell):
            answer = pack({"drawn" if request["task"] == "draw" else "source": _read(request, data)})
    except UnreadableDocument as error:
        answer = pack({"code": error.code, "message": error.message})
    except RecursionError:
        answer = pack(
            {"code": "damaged", "message": "文件的层次嵌套过深，像是已损坏：请用原来的软件打开后另存再导入。"}
        )
    except MemoryError:
        write_frame(answers, pack({"broken": "memory"}))
        sys.exit(1)
    except BaseException:
        write_frame(answers, pack({"broken": traceback.format_exc()}))
        raise
    finally:
        faulthandler.cancel_dump_traceback_later()
    write_frame(answers, answer)


def _read(request: dict[str, Any], data: bytes) -> Any:  # noqa: ANN401 - JSON
    if request["task"] == "screen":
        screen(data, request["name"])
        return None
    if request["task"] == "draw":
        from extract.reading.drawing import draw_page  # noqa: PLC0415 - only who shows pages needs it

        return to_json(draw_page(data, request["name"], request["page"]))
    source = read_source(data, request["name"])
    screen_length(source.text)
    return to_json(source)


def _be_patient() -> None:
    faulthandler.dump_traceback_later(PATIENCE, exit=True)


if __name__ == "__main__":
    main()
