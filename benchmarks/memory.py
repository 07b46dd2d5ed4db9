"""Whether memory stays flat over many documents: ``python benchmarks/memory.py [--documents 10000]``.

The documents are the samples with a line and a place of their own each, so that none repeats the words of another.
Printed is the most memory that this process, which does the analysis, has held after each tenth; the last column is
what it has grown by since the first tenth. Not for Windows.
"""

from __future__ import annotations

import argparse
import resource
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extract.pipeline import Extractor  # noqa: E402 - a script finds the project by its own place

PLACES = "甲乙丙丁戊己庚辛壬癸东西南北春夏秋冬金木水火土江河湖海山川林泉"


def variants(number: int) -> bytes:
    """A sample with words of its own: its places, companies and numbers are no other document's."""
    samples = sorted((ROOT / "seeds").glob("*.txt"))
    first, second = PLACES[number % len(PLACES)], PLACES[number // len(PLACES) % len(PLACES)]
    own = f"{first}{second}{number}号"
    text = samples[number % len(samples)].read_text("utf-8")
    told = f"2{number % 900:03}年底前完成{number}户。（{first}{second}市能源局牵头，{own}有限公司配合）"
    line = f"99．建设{own}工程。{told}\n"
    return text.replace("市", f"{first}市", 3).encode() + line.encode()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    arguments = parser.parse_args()
    extractor = Extractor()
    step = max(1, arguments.documents // 10)
    begun = 0.0
    for number in range(1, arguments.documents + 1):
        extractor.extract(variants(number), f"{number}.txt")
        if number % step == 0:
            held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
            begun = begun or held
            print(f"{number:7} documents  {held:7.0f} MB  {held - begun:+6.0f} MB", flush=True)


if __name__ == "__main__":
    main()
