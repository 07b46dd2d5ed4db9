"""What it takes to say who is who: ``python benchmarks/linking.py [--documents 3000] [--surfaces 100000]``.

Each document belongs to another city or county in turn and names departments in full, in short and without their
prefix, Party and vertical bodies, offices of groups, collectives, companies and slips of the pen. Printed are the
processor seconds of reading every name, of gathering the units and of proposing doubts, and that sum as a multiple of
the time that bare hashes of the same names take. The same documents in another order must give the same ids.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extract.lexicons import load_lexicon  # noqa: E402 - a script finds the project by its own place
from extract.naming.divisions import Place, all_places  # noqa: E402
from extract.naming.names import resolve_units  # noqa: E402
from extract.records import Document, Meta, Naming  # noqa: E402
from graph.doubts import propose  # noqa: E402
from graph.linking import gather  # noqa: E402

OTHERS = (
    "{l}委宣传部", "{l}委组织部", "{l}政府办公室", "{l}税务局", "{l}气象局", "{l}总工会", "团{l}委", "{l}妇联",
    "{l}法院", "{l}供销社", "{l}交警支队", "{l}大气办", "{l}防汛抗旱指挥部办公室", "各县(市、区)政府", "有关部门",
    "相关企业", "高新区管委会", "经开区管委会", "{b}供电公司", "{l}安委办", "{l}城投公司", "{b}{n}有限公司",
    "{l}{n}工作专班", "{b}第{n}中学",
)  # fmt: skip
ENDS = ("局", "委", "办", "中心", "委员会")


def surfaces_of(place: Place, number: int, count: int) -> list[str]:
    """The names that document ``number`` writes, each once."""
    chance = random.Random(number)
    functions = [row["full"] for row in load_lexicon("functions")] or ["发展和改革"]
    level = place.name[-1]
    found: dict[str, None] = {}
    while len(found) < count:
        if chance.random() < 0.3:
            words = chance.choice(OTHERS).format(l=level, b=place.bare, n=chance.randrange(5000))
        else:
            words = chance.choice(["", level, place.name]) + chance.choice(functions) + chance.choice(ENDS)
        if chance.random() < 0.02 and len(words) > 4:
            words = words[:3] + words[4:]
        found[words] = None
    return list(found)


def named(place: Place, number: int, surfaces: Sequence[str]) -> Document:
    """The document with what its names mean."""
    names = resolve_units(surfaces, place=place, year=2010 + number % 16, home=str(number))
    return Document(
        doc=f"{number}.txt",
        sha256="",
        text_sha256="",
        meta=Meta(jurisdiction=place.full_name),
        names=tuple(
            Naming(text=words, unit_id=name.unit_id, canonical=name.canonical, collective=name.collective,
                   place=name.place, function=name.function, kind=name.kind, rule=name.rule, because=name.because)
            for words, name in zip(surfaces, names, strict=True)
        ),
    )  # fmt: skip


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=3_000)
    parser.add_argument("--surfaces", type=int, default=100_000)
    arguments = parser.parse_args()
    places = [place for place in all_places() if place.level in ("city", "county") and place.until is None]
    each = max(1, round(arguments.surfaces / arguments.documents))
    written = [
        (places[number % len(places)], number, surfaces_of(places[number % len(places)], number, each))
        for number in range(arguments.documents)
    ]
    marks = [time.process_time()]
    for _, _, surfaces in written:
        for words in surfaces:
            hashlib.sha256(words.encode()).hexdigest()
    marks.append(time.process_time())
    documents = [named(*one) for one in written]
    marks.append(time.process_time())
    bodies = gather(documents)
    marks.append(time.process_time())
    doubts = propose(bodies)
    marks.append(time.process_time())
    bare, read, gathered, proposed = (after - before for before, after in itertools.pairwise(marks))
    again = [named(*one) for one in reversed(written)]
    same = gather(again) == bodies and propose(gather(again)) == doubts
    total = read + gathered + proposed
    print(f"{sum(len(one[2]) for one in written)} surfaces of {len(written)} documents, {len(bodies)} units,"
          f" {len(doubts)} doubts")  # fmt: skip
    print(f"names {read:.1f} s  units {gathered:.1f} s  doubts {proposed:.1f} s  together {total:.1f} s,"
          f" {total / bare:.0f} times bare hashes")  # fmt: skip
    print("the same in reverse order" if same else "NOT the same in reverse order")
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
