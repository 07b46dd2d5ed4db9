"""How well plans in other dresses agree with their texts: ``python benchmarks/dresses.py FOLDER [NAME …]``.

Each text of the folder (or only the named ones, without suffix) is dressed as Word, web page, task table, print and
scan, read again, and compared by (written role, unit as written). F1 for each text and dress; with ``--pairs`` what
differs, with ``--keep`` the dressed files. A text marked * draws tables, which no dress carries over. Printing needs
LibreOffice; recognising scans takes seconds a page.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extract.pipeline import Extractor  # noqa: E402 - a script finds the project by its own place
from extract.reading.source import UnreadableDocument  # noqa: E402
from tests.agreeing import agreement, bag_of, differing  # noqa: E402
from tests.dresses import DRESSES, Dressed, dress  # noqa: E402
from tests.dressing import Plain, undress  # noqa: E402

Outcome = tuple[float, list[str]]


def find_texts(folder: Path, names: Sequence[str]) -> list[Path]:
    """The texts of a folder, or the named ones."""
    return [file for file in sorted(folder.glob("*.txt")) if not names or file.stem in names]


def read_again(extractor: Extractor, dressed: Dressed) -> Outcome:
    """The agreement of a dressed file with its text, and what differs."""
    wanted = bag_of(dressed.plain.document)
    try:
        read, _ = extractor.extract(dressed.data, dressed.name)
    except UnreadableDocument as error:
        return 0.0, [f"! {error}"]
    found = bag_of(read)
    return agreement(wanted, found), differing(wanted, found)


def print_table(plains: Sequence[Plain], dresses: Sequence[str], outcomes: dict[tuple[str, str], Outcome]) -> None:
    """A row a text, a column a dress, and the lowest and the mean of each dress."""
    print(f"{'':24}{'units':>6}" + "".join(f"{name:>14}" for name in dresses))
    for plain in plains:
        figures = "".join(f"{outcomes[plain.name, name][0]:14.4f}" for name in dresses)
        mark = "*" if plain.has_tables else " "
        print(f"{plain.name[:23] + mark:24}{bag_of(plain.document).total():6}{figures}")
    for label, summary in (("lowest", min), ("mean", statistics.mean)):
        columns = ([outcomes[plain.name, name][0] for plain in plains] for name in dresses)
        print(f"{label:30}" + "".join(f"{summary(column):14.4f}" for column in columns))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", help="only these texts, by file name without suffix")
    parser.add_argument("--dresses", default=",".join(DRESSES), help="comma between; all by default")
    parser.add_argument("--pairs", action="store_true", help="print what differs")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="write the dressed files there")
    arguments = parser.parse_args()
    wanted = arguments.dresses.split(",")
    dresses = [name for name in DRESSES if name in wanted]
    extractor = Extractor()
    texts = find_texts(arguments.folder, arguments.names)
    if not texts or set(wanted) - set(DRESSES):
        parser.error("no such text or dress")
    plains = [undress(extractor, file.read_bytes(), file.name) for file in texts]
    outcomes: dict[tuple[str, str], Outcome] = {}
    for each in dress(plains, dresses):
        if arguments.keep:
            arguments.keep.mkdir(parents=True, exist_ok=True)
            arguments.keep.joinpath(f"{each.dress}-{each.name}").write_bytes(each.data)
        outcomes[each.plain.name, each.dress] = read_again(extractor, each)
    print_table(plains, dresses, outcomes)
    if arguments.pairs:
        for (text, name), (_, differences) in sorted(outcomes.items()):
            for line in differences:
                print(f"{text} {name}: {line}")


if __name__ == "__main__":
    main()
