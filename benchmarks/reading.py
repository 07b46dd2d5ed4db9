"""How fast files are read, as ratios within one run: ``python benchmarks/reading.py [--rounds N] [--scan]``.

Every reader against the bare library underneath it, on the seeds in that dress: 0.5 means half as many pages a second
as the library alone takes words out of. Counted is processor time, so that a busy machine slows both alike. What the
child process that keeps readers apart adds to a file is waiting time as well: it says little where the machine is busy.
The contestants take turns and the best round of each counts. PDFs need LibreOffice to be printed first; ``--scan`` adds
recognition, seconds a page.
"""

from __future__ import annotations

import argparse
import io
import os
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
from extract.reading.guard.confined import ConfinedReader  # noqa: E402
from extract.reading.reader import READERS  # noqa: E402
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Seconds:
    """What some work took: of this process's processor time, and on the clock."""

    busy: float
    waited: float


def seconds(work: Callable[[], object]) -> Seconds:
    """How long one call takes."""
    busy, begun = time.process_time(), time.perf_counter()
    work()
    return Seconds(busy=time.process_time() - busy, waited=time.perf_counter() - begun)


def reader_of(name: str) -> Callable[[bytes, str], object]:
    """The format's own reader, in this process."""
    module = import_module(f"extract.reading.{READERS[Path(name).suffix]}")
    read: Callable[[bytes, str], object] = module.read
    return read


def count_pages(file: Dressed) -> int:
    """The pages of a PDF; 1 for other files."""
    return len(words_of_pdf(file.data)) if file.name.endswith(".pdf") else 1


def run(race: Race, files: Sequence[Dressed], confined: ConfinedReader, rounds: int) -> None:
    """Print what the library, the reader and the confined reader take for all files, each in its best round."""
    read = reader_of(files[0].name)
    contestants: tuple[Callable[[], object], ...] = (
        lambda: [race.bare(each.data) for each in files],
        lambda: [read(each.data, each.name) for each in files],
        lambda: [confined.read(each.data, each.name) for each in files],
    )
    for work in contestants:
        work()  # what loads at the first file is no part of a file
    columns = list(zip(*([seconds(work) for work in contestants] for _ in range(rounds)), strict=True))
    bare, own, _ = (min(each.busy for each in column) for column in columns)
    _, alone, apart = (min(each.waited for each in column) for column in columns)
    pages = sum(map(count_pages, files))
    figures = f"{pages:6}{pages / bare:10.1f}{pages / own:10.1f}{bare / own:8.2f}"
    added = (apart - alone) / len(files) * 1000
    print(f"{race.dress:12} {race.against:24}{figures}{alone / len(files) * 1000:10.1f}{added:10.1f}", flush=True)


def bare_recogniser() -> Callable[[bytes], object]:
    """Pages rendered and recognised as the library does it by itself."""
    from rapidocr import RapidOCR  # noqa: PLC0415 - takes a second to load

    engine = RapidOCR(params={"Global.log_level": "error"})
    return lambda data: [engine(picture.convert("RGB")) for picture in photograph(data)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--scan", action="store_true")
    arguments = parser.parse_args()
    extractor = Extractor()
    plains = [undress(extractor, file.read_bytes(), file.name) for file in sorted((ROOT / "seeds").glob("*.txt"))]
    races = [race for race in RACES if can_print() or not race.dress.startswith("pdf")]
    dressed = list(dress(plains, [race.dress for race in races]))
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; pages a second of PDFs, else files a second")
    heads = f"{'pages':>6}{'bare':>10}{'reader':>10}{'ratio':>8}{'ms/file':>10}{'in child':>10}"
    print(f"{'':12} {'against':24}{heads}")
    confined = ConfinedReader()
    for race in races:
        run(race, [each for each in dressed if each.dress == race.dress], confined, arguments.rounds)
    if arguments.scan and can_print():
        shortest = next(plain for plain in plains if plain.name.startswith(SCANNED_SEED))
        race = Race(dress="scan", against="rapidocr", bare=bare_recogniser())
        run(race, list(dress([shortest], ["scan"])), confined, 1)


if __name__ == "__main__":
    main()
