"""Lines of work in the names of departments: their wordings and abbreviations, in any combination and order.

A line of work (文化和旅游) has fields (文化, 旅游). Words that name the same fields name the same work, whatever the
order: 文旅广体, 文广旅体 and 文化旅游广电体育. What can be read in two ways, or not to the last character, is not read.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.lexicons import load_lexicon

_JOINT = re.compile("[和与及]")
_TODAY = 9999
_LONGEST = 32
_MOST_READINGS = 8
_SHORT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of work: its full name, its fields and its wordings.

    ``joined`` is how names that join several lines write it, ``close`` says that no 和 stands before it there.
    """

    full: str
    joined: str
    close: bool
    fields: frozenset[str]
    wordings: tuple[str, ...]
    shorts: tuple[str, ...]
    letters: tuple[str, ...]
    since: int
    until: int

    def distance(self, year: int) -> int:
        """How many years its abbreviations are away from a year in which they are not used."""
        return max(self.since - year, year - self.until, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a department does: its fields, the name written out, and whether the words wrote it out themselves."""

    fields: frozenset[str]
    full: str
    function: str
    whole: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of the words that names one line; a letter is one that never stands alone (体 in 文旅体)."""

    line: Line
    start: int
    end: int
    letter: bool

    @property
    def short(self) -> bool:
        """Whether it has no more than a character for each field (文广旅), or two."""
        return self.end - self.start <= max(_SHORT, len(self.line.fields))


@functools.cache
def lines() -> tuple[Line, ...]:
    """All lines of work, in the order of the lexicon."""
    return tuple(
        Line(
            full=row["full"],
            joined=row["joined"] or _JOINT.sub("", row["full"]),
            close=bool(row["close"]),
            fields=frozenset((row["fields"] or row["full"]).split("+")),
            wordings=(row["full"], *_listed(row["names"])),
            shorts=(*_listed(row["shorts"]), *_listed(row["joined"])),
            letters=_listed(row["letters"]),
            since=int(row["since"] or 0),
            until=int(row["until"] or _TODAY),
        )
        for row in load_lexicon("functions")
    )


def _listed(words: str) -> tuple[str, ...]:
    return tuple(filter(None, words.split("|")))


def plain_words(words: str) -> str:
    """The words without those that join: 文化和旅游 → 文化旅游."""
    return _JOINT.sub("", words)


def spellings() -> Iterator[str]:
    """Every wording and every abbreviation that names a line of work by itself."""
    for line in lines():
        yield from (*line.wordings, *line.shorts)


def read_work(words: str, year: int | None = None, *, letters: bool = True) -> Work | None:
    """The work that the words name in a year (None is today); None if they can't be read, or in two ways.

    Without ``letters`` no single character stands for a field.

    >>> read_work("教科体").full, read_work("科技和教体").fields == read_work("教科体").fields
    ('教育科技和体育', True)
    >>> read_work("交通", 2006).full, read_work("交通", 2012).full, read_work("生态环镜")
    ('交通', '交通运输', None)
    """
    return _work(words, _era(year), letters=letters)


@functools.lru_cache(maxsize=64)
def _era(year: int | None) -> int:
    """The first year from which all spellings mean what they mean in the year."""
    year = _TODAY if year is None else year
    return max((first for line in lines() for first in (line.since, line.until + 1) if first <= year), default=0)


@functools.lru_cache(maxsize=65536)
def _work(words: str, year: int, *, letters: bool) -> Work | None:
    plain = _JOINT.sub("", words)
    if not plain or len(plain) > _LONGEST or _JOINT.match(words[0]) or _JOINT.match(words[-1]):
        return None
    readings = _readings(plain, year, letters=letters)
    if len({_fields(pieces) for pieces in readings}) != 1:
        return None
    pieces = readings[0]
    fields = _fields(pieces)
    full, whole = _written_out(words, pieces)
    return Work(fields=fields, full=full, function="+".join(_lines_of(fields)), whole=whole)


def _fields(pieces: Iterable[_Piece]) -> frozenset[str]:
    return frozenset(field for piece in pieces for field in piece.line.fields)


def _readings(plain: str, year: int, *, letters: bool) -> list[tuple[_Piece, ...]]:
    """The ways to cut the words into the fewest lines of work."""
    words, single = _table(year)
    best: list[list[tuple[_Piece, ...]]] = [[()], *([] for _ in plain)]
    for start in range(len(plain)):
        for end in range(start + 1, min(len(plain), start + _longest(year)) + 1) if best[start] else ():
            line = words.get(plain[start:end])
            letter = single.get(plain[start:end]) if letters and not line else None
            if found := line or letter:
                piece = _Piece(found, start, end, line is None)
                best[end] = _fewest([*best[end], *((*before, piece) for before in best[start])])
    return [pieces for pieces in best[-1] if _letters_stand_together(pieces)]


def _fewest(readings: list[tuple[_Piece, ...]]) -> list[tuple[_Piece, ...]]:
    fewest = min(map(len, readings))
    return [pieces for pieces in readings if len(pieces) == fewest][:_MOST_READINGS]


def _letters_stand_together(pieces: tuple[_Piece, ...]) -> bool:
    """Whether each letter stands next to another abbreviation: 文旅体, but not 体 alone or behind 自然资源."""
    return all(
        not piece.letter or any(near.short for near in (*pieces[max(0, at - 1) : at], *pieces[at + 1 : at + 2]))
        for at, piece in enumerate(pieces)
    )


@functools.lru_cache(maxsize=64)
def _table(year: int) -> tuple[dict[str, Line], dict[str, Line]]:
    """Words → the line of work that they name in the year, and the same for letters; joining words left out."""
    words: dict[str, list[tuple[bool, Line]]] = {}
    letters: dict[str, list[tuple[bool, Line]]] = {}
    for line in lines():
        for wording in line.wordings:
            words.setdefault(_JOINT.sub("", wording), []).append((True, line))
        for short in line.shorts:
            words.setdefault(_JOINT.sub("", short), []).append((False, line))
        for letter in line.letters:
            letters.setdefault(letter, []).append((False, line))
    return _nearest(words, year), _nearest(letters, year)


def _nearest(table: dict[str, list[tuple[bool, Line]]], year: int) -> dict[str, Line]:
    """Of the lines that share a spelling the one of the year; a whole name before an abbreviation."""
    return {
        words: min(found, key=lambda one: (one[1].distance(year), not one[0]))[1]  # min takes the first of equals
        for words, found in table.items()
    }


@functools.lru_cache(maxsize=64)
def _longest(year: int) -> int:
    return max(map(len, _table(year)[0]))


@functools.lru_cache(maxsize=4096)
def _lines_of(fields: frozenset[str]) -> tuple[str, ...]:
    """The fewest lines of work that have these fields together, the larger first."""
    left, found = fields, []
    for line in _by_size():
        if line.fields <= left:
            left -= line.fields
            found.append(line.full)
    return tuple(found)


@functools.cache
def _by_size() -> tuple[Line, ...]:
    return tuple(sorted(lines(), key=lambda line: -len(line.fields)))


# the name written out


def _written_out(words: str, pieces: tuple[_Piece, ...]) -> tuple[str, bool]:
    """The full name, and whether the words were that already."""
    if len(pieces) == 1:
        line = pieces[0].line
        return (words, True) if words in line.wordings else (line.full, False)
    cuts, joints = _as_written(words, pieces)
    full = [
        cut if cut in (*piece.line.wordings, piece.line.joined) else piece.line.joined
        for piece, cut in zip(pieces, cuts, strict=True)
    ]
    whole = full == cuts
    customary = _wordings().get(_JOINT.sub("", "".join(full)))
    if customary and not (whole and joints):
        return customary, whole
    if whole:
        return words, True  # written out, and no customary name: 城乡规划建设 gets no 和
    if not joints and not pieces[-1].line.close:
        joints = {len(pieces) - 1}
    return "".join(f"{'和' if at in joints else ''}{part}" for at, part in enumerate(full)), whole


def _as_written(words: str, pieces: tuple[_Piece, ...]) -> tuple[list[str], set[int]]:
    """The pieces as the words have them, and before which of them a joining word stands."""
    places = [at for at, character in enumerate(words) if not _JOINT.match(character)]
    cuts = [words[places[piece.start] : places[piece.end - 1] + 1] for piece in pieces]
    return cuts, {at for at, piece in enumerate(pieces) if at and _JOINT.match(words[places[piece.start] - 1])}


@functools.cache
def _wordings() -> dict[str, str]:
    """Names of lines of work without their joining words → the names as departments carry them."""
    table: dict[str, str] = {}
    for line in lines():
        for wording in line.wordings:
            table.setdefault(_JOINT.sub("", wording), wording)
    return table
