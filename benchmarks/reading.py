"""How fast files are read, as ratios within one run: ``python benchmarks/reading.py [--rounds N] [--scan]``.

Every reader against the bare library underneath it, on the seeds in that dress: 0.5 means half as many pages a second
as the library alone takes words out of. The two are timed in turn, so that a busy machine slows both. PDFs need
LibreOffice to be printed first; ``--scan`` adds recognition, seconds a page.
"""

from __future__ import annotations

import argparse
import io
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import docx  # noqa: E402 - a script finds the project by its own place
import openpyxl  # noqa: E402
import pypdfium2  # noqa: E402
from lxml import html  # noqa: E402

from extract.pipeline import Extractor  # noqa: E402
from extract.reading.reader import READERS, read_source  # noqa: E402
from tests.dresses import Dressed, dress  # noqa: E402
from tests.dressing import undress  # noqa: E402
from tests.printing import can_print, photograph  # noqa: E402

SCANNED_SEED = "003"  # the shortest that fills more than a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Race:
    """What a reader is timed against."""

    dress: str
    against: str
    bare: Callable[[bytes], object]


def words_of_pdf(data: bytes) -> list[str]:
    """The text of every page, as pdfium gives it."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def words_of_docx(data: bytes) -> list[str]:
    """The text of every paragraph."""
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def words_of_docx_tables(data: bytes) -> list[str]:
    """The text of every cell."""
    tables = docx.Document(io.BytesIO(data)).tables
    return [cell.text for table in tables for cell in table._cells]


def values_of_xlsx(data: bytes) -> list[object]:
    """The value of every cell."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [cell for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for cell in row]


def words_of_html(data: bytes) -> str:
    """All text of the page."""
    return str(html.document_fromstring(data).text_content())


RACES = (
    Race(dress="text", against="bytes.decode", bare=lambda data: data.decode("utf-8")),
    Race(dress="html", against="lxml text", bare=words_of_html),
    Race(dress="docx", against="python-docx paragraphs", bare=words_of_docx),
    Race(dress="docx-table", against="python-docx cells", bare=words_of_docx_tables),
    Race(dress="xlsx", against="openpyxl values", bare=values_of_xlsx),
    Race(dress="pdf", against="pypdfium2 text", bare=words_of_pdf),
    Race(dress="pdf-columns", against="pypdfium2 text", bare=words_of_pdf),
    Race(dress="pdf-table", against="pypdfium2 text", bare=words_of_pdf),
)


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def reader_of(name: str) -> Callable[[bytes, str], object]:
    """The format's own reader, without the door's screening."""
    module = import_module(f"extract.reading.{READERS[Path(name).suffix]}")
    read: Callable[[bytes, str], object] = module.read
    return read


def run(race: Race, files: Sequence[Dressed], rounds: int) -> None:
    """Print a line: the median of what the library, the reader and the door take for all files."""
    read = reader_of(files[0].name)
    contestants = (
        lambda: [race.bare(each.data) for each in files],
        lambda: [read(each.data, each.name) for each in files],
        lambda: [read_source(each.data, each.name) for each in files],
    )
    times = [[seconds(work) for work in contestants] for _ in range(rounds + 1)]
    bare, own, door = (statistics.median(column) for column in zip(*times[1:], strict=True))
    count = sum(len(words_of_pdf(each.data)) for each in files) if race.dress.startswith("pdf") else len(files)
    figures = f"{count / bare:9.0f} {count / own:9.0f} {bare / own:7.2f} {count / door:9.0f} {bare / door:7.2f}"
    print(f"{race.dress:12} {race.against:24}{figures} {(door - own) / len(files) * 1000:8.1f}", flush=True)


def run_scan(scan: Dressed, print_out: bytes) -> None:
    """Print a line: recognising the pages, bare and as a reader does."""
    from rapidocr import RapidOCR  # noqa: PLC0415 - takes a second to load

    engine = RapidOCR()
    pictures = [picture.convert("RGB") for picture in photograph(print_out)]
    bare = seconds(lambda: [engine(picture) for picture in pictures])
    read = reader_of(scan.name)
    own = seconds(lambda: read(scan.data, scan.name))
    door = seconds(lambda: read_source(scan.data, scan.name))
    count = len(pictures)
    figures = f"{count / bare:9.2f} {count / own:9.2f} {bare / own:7.2f} {count / door:9.2f} {bare / door:7.2f}"
    print(f"{'scan':12} {'rapidocr':24}{figures} {(door - own) * 1000:8.1f}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--scan", action="store_true")
    arguments = parser.parse_args()
    extractor = Extractor()
    plains = [undress(extractor, file.read_bytes(), file.name) for file in sorted((ROOT / "seeds").glob("*.txt"))]
    names = [race.dress for race in RACES if can_print() or not race.dress.startswith("pdf")]
    dressed = list(dress(plains, [*names, "scan"] if arguments.scan else names))
    print(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; pages a second of PDFs, else files")
    print(f"{'':12} {'against':24}{'bare':>9} {'reader':>9} {'ratio':>7} {'door':>9} {'ratio':>7} {'ms/file':>8}")
    for race in RACES:
        files = [each for each in dressed if each.dress == race.dress]
        if files and Path(files[0].name).suffix in READERS:
            run(race, files, arguments.rounds)
    if arguments.scan:
        of_seed = {each.dress: each for each in dressed if each.plain.name.startswith(SCANNED_SEED)}
        run_scan(of_seed["scan"], of_seed["pdf"].data)


if __name__ == "__main__":
    main()
