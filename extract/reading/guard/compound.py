"""The container of old Office files (OLE compound file): which streams it has, and how one begins.

Only what tells the kinds of files apart and shows a password is read; a damaged container gives what can be seen of it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_END = 0xFFFFFFFA  # this and above are no sectors but marks (end of chain, free, table)
_ENTRY = 128
_MOST_ENTRIES = 4096
_SMALL = 4096  # shorter streams stand in small sectors, which stand in the stream of the root
_SMALL_SECTOR = 64
_MOST_SMALL = 1 << 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """A stream or storage of the container; ``start`` is its first sector."""

    name: str
    start: int
    size: int


class CompoundFile:
    """The directory of a compound file and the beginnings of its streams."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        header = data[:512].ljust(512, b"\0")
        self._sector = 1 << min(max(int.from_bytes(header[30:32], "little"), 7), 16)
        (first,) = struct.unpack_from("<I", header, 48)
        (self._small_table,) = struct.unpack_from("<I", header, 60)
        self._tables = [each for each in struct.unpack_from("<109I", header, 76) if each < _END]
        self._more_tables = struct.unpack_from("<I", header, 68)[0]
        self.streams = tuple(self._directory(first))

    def has(self, *names: str) -> bool:
        """Whether one of these streams is there."""
        return any(stream.name in names for stream in self.streams)

    def beginning(self, name: str, length: int) -> bytes:
        """The first bytes of a stream; none where it is missing or damaged."""
        stream = next((each for each in self.streams if each.name == name), None)
        if stream is None:
            return b""
        length = min(length, stream.size)
        return self._chain(stream.start, length) if stream.size >= _SMALL else self._small_chain(stream.start, length)

    def _directory(self, first: int) -> Iterator[Stream]:
        entries = self._chain(first, _MOST_ENTRIES * _ENTRY)
        for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", entries, at + 64)
            start, size = struct.unpack_from("<II", entries, at + 116)
            if kind:
                name = entries[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                yield Stream(name=name, start=start, size=size)

    def _chain(self, sector: int, length: int) -> bytes:
        """The bytes of a chain of sectors, as far as it goes and is wanted."""
        parts: list[bytes] = []
        for _ in range(-(-length // self._sector)):
            if sector >= _END:
                break
            part = self._sector_bytes(sector)
            parts.append(part)
            if len(part) < self._sector:
                break
            sector = self._next(sector)
        return b"".join(parts)[:length]

    def _small_chain(self, sector: int, length: int) -> bytes:
        root = self.streams[0]
        held = self._chain(root.start, min(root.size, _MOST_SMALL))
        table = self._chain(self._small_table, -(-len(held) // _SMALL_SECTOR) * 4)
        parts: list[bytes] = []
        for _ in range(-(-length // _SMALL_SECTOR)):
            if sector * 4 + 4 > len(table):
                break
            parts.append(held[sector * _SMALL_SECTOR : (sector + 1) * _SMALL_SECTOR])
            (sector,) = struct.unpack_from("<I", table, sector * 4)
        return b"".join(parts)[:length]

    def _sector_bytes(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        return self._data[start : start + self._sector]

    def _next(self, sector: int) -> int:
        """The sector that follows in its chain: the allocation table says so, in sectors of its own."""
        number, place = divmod(sector, self._sector // 4)
        table = self._table(number)
        entry = self._sector_bytes(table)[place * 4 : place * 4 + 4] if table < _END else b""
        return int.from_bytes(entry, "little") if len(entry) == 4 else _END

    def _table(self, number: int) -> int:
        """The sector of a part of the allocation table; those after the 109th are listed in a chain of sectors."""
        per_sector = self._sector // 4 - 1
        while number >= len(self._tables) and self._more_tables < _END:
            listed = self._sector_bytes(self._more_tables)
            if len(listed) < self._sector:
                break
            *tables, self._more_tables = struct.unpack(f"<{per_sector + 1}I", listed)
            self._tables += tables
            if len(self._tables) > len(self._data) // self._sector + per_sector + 109:  # a chain that bites its tail
                break
        return self._tables[number] if number < len(self._tables) else _END
