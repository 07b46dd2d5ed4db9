"""Damaged files: each gives text or a reason, none takes the program down or keeps it waiting."""

from __future__ import annotations

import io
import random
import re
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extract.pipeline import Extractor
from extract.reading.source import UnreadableDocument
from tests.dressing import Plain, as_html, as_xlsx, undress
from tests.dressing_word import as_docx, as_docx_table

BROKEN = {"reader-failed", "timed-out", "out-of-memory"}
"""Codes of readers that met what they did not expect; the program goes on, but the reader should have known."""

SLOW = 10.0
LARGE = (b"0", b"-1", b"65536", b"99999999", b"4294967295", b"1e300")


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture(scope="module")
def originals(seeds: Path, extractor: Extractor) -> Mapping[str, list[bytes]]:
    """Whole files of each suffix, with the words of the seeds."""
    paths = sorted(seeds.glob("*.txt"))
    plain = [undress(extractor, path.read_bytes(), path.name) for path in paths]
    return {
        ".txt": [*(path.read_bytes() for path in paths), *(each.text.encode("gb18030") for each in plain)],
        ".docx": [*map(as_docx, plain), *map(as_docx_table, plain)],
        ".pdf": [*(printed(each, pressed=True) for each in plain), *(printed(each, pressed=False) for each in plain)],
        ".xlsx": [as_xlsx(each) for each in plain],
        ".html": [*map(as_html, plain), *(as_html(each, charset="gbk") for each in plain)],
    }


def printed(plain: Plain, *, pressed: bool) -> bytes:
    """The paragraphs on pages, with rules that make a table of them; ``pressed`` deflates the pages."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4, pageCompression=int(pressed), invariant=True)
    lines = [words[at : at + 30] for words in plain.paragraphs for at in range(0, len(words), 30)]
    for first in range(0, len(lines), 35):
        canvas.setFont("STSong-Light", 14)
        for number, line in enumerate(lines[first : first + 35]):
            canvas.drawString(80, 760 - 20 * number, line)
            canvas.line(70, 755 - 20 * number, 530, 755 - 20 * number)
        for across in (70, 200, 530):
            canvas.line(across, 55, across, 775)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes after some accidents."""
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        if data:
            data = chance.choice(ACCIDENTS)(data, chance)
    return data


def damaged_inside(data: bytes, chance: random.Random) -> bytes:
    """A package that is whole, but one of its parts is not."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    chosen = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    parts[chosen] = damaged(parts[chosen], chance)
    if chance.random() < 0.1:
        del parts[chance.choice(list(parts))]
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return written.getvalue()


def _stretch(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(len(data), start + chance.choice((1, 4, 30, 500)))


def _change(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    return data[:start] + chance.randbytes(end - start) + data[end:]


def _lose(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    return data[:start] + data[end:]


def _blank(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    return data[:start] + bytes(end - start) + data[end:]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 3, 200)) + data[end:]


def _move(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    at = chance.randrange(len(data))
    rest = data[:start] + data[end:]
    return rest[:at] + data[start:end] + rest[at:]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _enlarge(data: bytes, chance: random.Random) -> bytes:
    """Another number in the place of one."""
    numbers = list(re.finditer(rb"\d+", data))
    if not numbers:
        return data
    number = chance.choice(numbers)
    return data[: number.start()] + chance.choice(LARGE) + data[number.end() :]


def _untag(data: bytes, chance: random.Random) -> bytes:
    tags = list(re.finditer(rb"<[^<>]{1,200}>", data))
    if not tags:
        return data
    tag, other = chance.choice(tags), chance.choice(tags)
    return data[: tag.start()] + chance.choice((b"", other.group(), tag.group() * 300)) + data[tag.end() :]


ACCIDENTS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_change, _lose, _blank, _repeat, _move, _cut),
    *(_enlarge, _enlarge, _untag, _untag),
)


def read_damaged(
    extractor: Extractor, originals: Mapping[str, list[bytes]], suffix: str, count: int
) -> tuple[Counter[str], float]:
    """What became of so many damaged files ("text", or the code of the reason), and the longest time of one."""
    outcomes: Counter[str] = Counter()
    longest = 0.0
    for number in range(count):
        chance = random.Random(f"{suffix} {number}")
        whole = chance.choice(originals[suffix])
        inside = suffix in (".docx", ".xlsx") and chance.random() < 0.7
        data = damaged_inside(whole, chance) if inside else damaged(whole, chance)
        began = time.monotonic()
        code = outcome(extractor, data, f"{number}{suffix}")
        took = time.monotonic() - began
        outcomes[code] += 1
        longest = max(longest, took)
        assert code not in BROKEN, f"{number}{suffix}: {code} (crc {zlib.crc32(data)})"
    return outcomes, longest


def outcome(extractor: Extractor, data: bytes, name: str) -> str:
    try:
        document, text = extractor.extract(data, name)
    except UnreadableDocument as error:
        assert "请" in error.message
        return error.code
    assert text.strip()
    assert document.doc == name
    return "text"


@pytest.mark.parametrize("suffix", [".txt", ".docx", ".pdf", ".xlsx", ".html"])
def test_damaged_files_give_text_or_a_reason(extractor: Extractor, originals: Mapping[str, list[bytes]], suffix: str):
    outcomes, _ = read_damaged(extractor, originals, suffix, 30)
    assert outcomes.total() == 30
    assert outcomes["text"] >= 3


@pytest.mark.soak
@pytest.mark.parametrize("suffix", [".txt", ".docx", ".pdf"])
def test_a_thousand_damaged_files(extractor: Extractor, originals: Mapping[str, list[bytes]], suffix: str):
    outcomes, longest = read_damaged(extractor, originals, suffix, 1000)
    assert outcomes.total() == 1000
    assert longest < SLOW, outcomes
