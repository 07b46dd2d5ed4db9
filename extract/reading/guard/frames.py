"""How parent and child of reading talk: frames of known length; values as JSON that keeps every string as it is."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

_LENGTH = 8


class BrokenFrame(EOFError):  # noqa: N818 - it names what came
    """The stream ended inside a frame, or announces one that nobody would send."""


def write_frame(stream: BinaryIO, content: bytes) -> None:
    """Write one frame; it is on its way when this returns."""
    stream.write(len(content).to_bytes(_LENGTH, "big"))
    stream.write(content)
    stream.flush()


def read_frame(stream: BinaryIO, most: int) -> bytes | None:
    """The next frame, of ``most`` bytes at most; None at the end of the stream.

    Raises:
        BrokenFrame: the stream ended inside a frame, or the frame is longer.
    """
    head = stream.read(_LENGTH)
    if not head:
        return None
    length = int.from_bytes(head, "big")
    if len(head) < _LENGTH or length > most:
        raise BrokenFrame
    content = stream.read(length)
    if len(content) < length:
        raise BrokenFrame
    return content


def pack(values: Any) -> bytes:  # noqa: ANN401 - any JSON
    r"""The values as bytes.

    >>> unpack(pack({"text": "方案\ud83d\ude00"})) == {"text": "方案\ud83d\ude00"}
    True
    """
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def unpack(content: bytes) -> Any:  # noqa: ANN401 - any JSON
    """The values that :func:`pack` packed.

    Raises:
        ValueError: the bytes are something else.
    """
    return json.loads(content.decode("utf-8", "surrogatepass"))
