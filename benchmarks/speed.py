"""How fast extraction is, as ratios within one run: ``python benchmarks/speed.py [FILE] [--rounds N]``.

Milliseconds differ from machine to machine; what should stay is the ratio to a bare character Doc of the same text,
which is the least that anything built on spaCy can take. Where jionlp is installed (``pip install jionlp``), its time
extraction alone is timed as well. They take turns, so that a busy machine slows all; counted is processor time.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import importlib.util
import io
import logging
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
LONGEST_SEED = ROOT / "seeds" / "002_c2e20ee12937030d.txt"


def milliseconds(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """How long one call takes."""
    begun = clock()
    work()
    return (clock() - begun) * 1000


def other_extractions() -> dict[str, Callable[[str], object]]:
    """What others take for a part of the work, where they are installed."""
    if importlib.util.find_spec("jionlp") is None:
        return {}
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        import jionlp  # noqa: PLC0415 - installed only for this comparison

    logging.disable(logging.ERROR)  # it logs the words that it cannot parse
    return {"jionlp, times only": jionlp.ner.extract_time}


def start_of(module: str) -> float:
    """How long a fresh Python takes to import the module, less an empty start, in milliseconds."""

    def started(code: str) -> float:
        return min(
            milliseconds(lambda: subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True), time.perf_counter)
            for _ in range(3)
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
    works: dict[str, Callable[[str], object]] = {
        "bare character Doc": bare,
        "extraction, all of it": lambda text: extractor.extract(text.encode(), arguments.file.name),
        **other_extractions(),
    }
    texts = [
        f"{text}\n第{number}次\n" for number in range(arguments.rounds + 1)
    ]  # what is kept from the last helps none
    rounds = [[milliseconds(functools.partial(work, each)) for work in works.values()] for each in texts][1:]
    medians = [statistics.median(column) for column in zip(*rounds, strict=True)]
    counts = f"{len(document.tasks)} tasks, {len(document.assignments)} statements"
    print(f"{arguments.file.name}: {len(text)} characters, {counts}")
    for name, median in zip(works, medians, strict=True):
        print(f"{name:<26}{median:8.1f} ms  {median / medians[0]:5.1f}")
    print(f"characters a second       {len(text) / medians[1] * 1000:8.0f}")
    for module in ("graph", "extract.pipeline", "cli"):
        print(f"start: import {module:<18}{start_of(module):4.0f} ms")


if __name__ == "__main__":
    main()
