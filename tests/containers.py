"""Office containers made by hand, so that tests can lie in them: zip packages and compound files."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" \
ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" \
ContentType="application/xml"/><Override PartName="/word/document.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
RELATIONS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" \
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" \
Target="word/document.xml"/></Relationships>"""
DOCUMENT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>\
由市能源局牵头推进清洁取暖。</w:t></w:r></w:p></w:body></w:document>"""
WORD = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": DOCUMENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A part of a package; what its headers say may differ from what it holds."""

    name: str
    raw: bytes
    method: int = 8
    size: int
    crc: int = 0
    flags: int = 0x800


def entry(name: str, content: str | bytes) -> Entry:
    """An honest part."""
    data = content.encode() if isinstance(content, str) else content
    return Entry(name=name, raw=deflated(data), size=len(data), crc=zlib.crc32(data))


def deflated(data: bytes, times: int = 1) -> bytes:
    """The data so many times over, without ever holding it."""
    press = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = press.compress(data) + press.flush(zlib.Z_FULL_FLUSH)
    return block * times + press.flush(zlib.Z_FINISH)


def package(*entries: Entry) -> bytes:
    """A zip archive of the parts as they are."""
    body, directory = b"", b""
    for each in entries:
        name = each.name.encode()
        common = struct.pack(
            "<HHHHHIIIHH",
            *(20, each.flags, each.method, 0, 0x21, each.crc, len(each.raw), each.size, len(name), 0),
        )
        directory += b"PK\x01\x02\x14\0" + common + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name
        body += b"PK\x03\x04" + common + name + each.raw
    count = min(len(entries), 0xFFFF)
    return body + directory + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0)


def word(changed: Mapping[str, str | bytes] = {}, *more: Entry) -> bytes:
    """A Word file of one sentence, with other or more parts."""
    return package(*(entry(name, content) for name, content in {**WORD, **changed}.items()), *more)


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams, each filled up to the 4,096 bytes from which it has sectors of its own."""
    sectors: list[bytes] = []
    chains: list[int] = []
    entries = [_directory_entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    for name, content in streams.items():
        filled = content.ljust(4096, b"\0")
        filled = filled.ljust(-(-len(filled) // 512) * 512, b"\0")
        entries.append(_directory_entry(name, 2, len(sectors), len(filled)))
        sectors += [filled[at : at + 512] for at in range(0, len(filled), 512)]
        chains += [*range(len(chains) + 1, len(sectors)), 0xFFFFFFFE]
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * 512, b"\0")
    start = len(sectors)
    sectors += [directory[at : at + 512] for at in range(0, len(directory), 512)]
    chains += [*range(start + 1, len(sectors)), 0xFFFFFFFE, 0xFFFFFFFD]
    table = struct.pack(f"<{len(chains)}I", *chains).ljust(512, b"\xff")
    header = struct.pack("<8s16xHHHHH6xIIIIIIIII", *_HEADER, 1, start, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    tables = struct.pack("<109I", len(sectors), *([0xFFFFFFFF] * 108))
    return header + tables + b"".join(sectors) + table


_HEADER = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0)


def _directory_entry(name: str, kind: int, start: int, size: int) -> bytes:
    words = name.encode("utf-16-le")
    tail = struct.pack("<HBBIII36xIQ", len(words) + 2, kind, 1, *([0xFFFFFFFF] * 3), start, size)
    return words.ljust(64, b"\0") + tail
