"""How well PDFs agree with the texts of the same plans: ``python benchmarks/agreement.py PDFS TEXTS [--pairs]``.

The folders hold files of the same names (a.pdf and a.txt). Compared are (written role, unit as written); printed are
F1 for each document, the median, and F1 over all pairs together.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extract.pipeline import Extractor  # noqa: E402 - a script finds the project by its own place
from extract.reading.source import UnreadableDocument  # noqa: E402
from tests.agreeing import Bag, agreement, bag_of, differing  # noqa: E402


def read_bag(extractor: Extractor, file: Path) -> Bag:
    """The pairs of a file; none, with a line that says why, where it cannot be read."""
    try:
        return bag_of(extractor.extract(file.read_bytes(), file.name)[0])
    except UnreadableDocument as error:
        print(f"{file.name}: {error}")
        return Counter()


def main() -> None:
    """Print a line a document and the figures over all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pdfs", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--only", default="", help="file names without suffix, comma between")
    parser.add_argument(
        "--pairs", action="store_true", help="print what differs: - only in the text, + only in the PDF"
    )
    arguments = parser.parse_args()
    only = set(filter(None, arguments.only.split(",")))
    extractor = Extractor()
    figures: list[float] = []
    shared = held = 0
    for pdf in sorted(arguments.pdfs.glob("*.pdf")):
        text = arguments.texts / f"{pdf.stem}.txt"
        if not text.exists() or (only and pdf.stem not in only):
            continue
        wanted, found = read_bag(extractor, text), read_bag(extractor, pdf)
        figures.append(agreement(wanted, found))
        shared += 2 * (wanted & found).total()
        held += wanted.total() + found.total()
        print(f"{pdf.stem:24} text {wanted.total():4}  PDF {found.total():4}  F1 {figures[-1]:.4f}", flush=True)
        if arguments.pairs:
            print("".join(f"    {line}\n" for line in differing(wanted, found)), end="")
    if not figures:
        parser.error("no PDF has a text of its name")
    low = f"lowest {min(figures):.4f}, below 0.98: {sum(figure < 0.98 for figure in figures)}"
    print(f"{len(figures)} documents, median {statistics.median(figures):.4f}, {low}")
    print(f"F1 over all pairs {shared / held if held else 1:.4f}")


if __name__ == "__main__":
    main()
