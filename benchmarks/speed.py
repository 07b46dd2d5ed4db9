"""How fast extraction is, as ratios within one run: ``python benchmarks/speed.py [FILE] [--rounds N]``.

Milliseconds differ from machine to machine; what should stay is the ratio to a bare character Doc of the same text,
which is the least that anything built on spaCy can take. The two are timed in turn, so that a busy machine slows both.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
LONGEST_SEED = ROOT / "seeds" / "002_c2e20ee12937030d.txt"


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def start_of(module: str) -> float:
    """How long a fresh Python takes to import the module, less an empty start, in milliseconds."""

    def started(code: str) -> float:
        return min(
            milliseconds(lambda: subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)) for _ in range(3)
        )

    return started(f"import {module}") - started("pass")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=LONGEST_SEED)
    parser.add_argument("--rounds", type=int, default=15)
    arguments = parser.parse_args()

    import spacy  # noqa: PLC0415 - the start is timed by itself

    from extract.pipeline import Extractor  # noqa: PLC0415

    data = arguments.file.read_bytes()
    bare = spacy.blank("zh")
    extractor = Extractor()
    document, text = extractor.extract(data, arguments.file.name)
    rounds = [
        (milliseconds(lambda: bare(text)), milliseconds(lambda: extractor.extract(data, arguments.file.name)))
        for _ in range(arguments.rounds)
    ]
    doc_time, extract_time = (statistics.median(column) for column in zip(*rounds, strict=True))
    counts = f"{len(document.tasks)} tasks, {len(document.assignments)} statements"
    print(f"{arguments.file.name}: {len(text)} characters, {counts}")
    print(f"bare character Doc          {doc_time:8.1f} ms    1.0")
    print(f"extraction, all of it       {extract_time:8.1f} ms  {extract_time / doc_time:5.1f}")
    print(f"characters a second         {len(text) / extract_time * 1000:8.0f}")
    for module in ("graph", "extract.pipeline", "cli"):
        print(f"start: import {module:<18}{start_of(module):4.0f} ms")


if __name__ == "__main__":
    main()
