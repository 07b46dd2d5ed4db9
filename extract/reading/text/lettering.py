"""Spacing and overprinting of single lines: letter-spaced words closed up, doubled headings read once."""

from __future__ import annotations

import re

_CJK = r"\u3400-\u9fff\uf900-\ufaff，。、；：！？（）《》〈〉“”‘’〔〕【】—…"
_BESIDE_CJK = re.compile(rf"(?<=[{_CJK}])[ \u3000]+(?=[0-9A-Za-z{_CJK}])|(?<=[0-9A-Za-z%])[ \u3000]+(?=[{_CJK}])")
_LONGEST_PIECE = 60


def clean_cell(words: str) -> str:
    """A line of a column as it was meant: spacing closed up, an overprinted line read once.

    >>> clean_cell("求 , 今 年 清 洁 取 暖 工 作")
    '求,今年清洁取暖工作'
    >>> clean_cell("还有近 40 万平房户")
    '还有近40万平房户'
    """
    return read_once(_BESIDE_CJK.sub("", close_up(words.strip())))


def close_up(words: str) -> str:
    """The words without the blanks between single letters, or unchanged if they are not letter-spaced."""
    pieces = re.split(r"[ \u3000]+", words)
    single = sum(len(piece) == 1 for piece in pieces)
    return "".join(pieces) if len(pieces) >= 5 and single >= 0.6 * len(pieces) else words


def read_once(words: str) -> str:
    """A line whose every piece is printed twice (bold by overprinting), read once; any other line unchanged.

    >>> read_once("1 1..散煤清洁化替代工程散煤清洁化替代工程")
    '1.散煤清洁化替代工程'
    >>> read_once("高高兴兴")
    '高高兴兴'
    """
    packed = re.sub(r"\s+", "", words)
    pieces = _doubled_pieces(packed)
    if pieces is None or max(map(len, pieces), default=0) < 4:
        return words
    return "".join(pieces)


def _doubled_pieces(packed: str) -> list[str] | None:
    """The pieces whose doubling gives the words, longest first, or None if the words are not doubled."""
    if not packed or len(packed) % 2:
        return None
    ways: dict[int, list[str]] = {0: []}
    for start in range(0, len(packed), 1):
        if start not in ways:
            continue
        for size in range(min(_LONGEST_PIECE, (len(packed) - start) // 2), 0, -1):
            piece = packed[start : start + size]
            end = start + 2 * size
            if end not in ways and packed.startswith(piece, start + size):
                ways[end] = [*ways[start], piece]
    return ways.get(len(packed))


def join_lines(before: str, after: str) -> str:
    """Two lines of one paragraph; a blank goes between Latin words only.

    >>> join_lines("推进清洁", "取暖"), join_lines("carbon", "peak")
    ('推进清洁取暖', 'carbon peak')
    """
    latin = re.search(r"[A-Za-z]$", before) and re.match(r"[A-Za-z]", after)
    return f"{before} {after}" if latin else before + after
