"""Whether anything is lost when writing is cut off: ``python benchmarks/kills.py FOLDER [--kills 500] [--seed 1]``.

A process imports the files of the folder into a library and meanwhile judges, decides, removes, rebuilds and backs up,
telling what is done; it is killed (SIGKILL) at a moment of chance, again and again, over one library. After each kill
the library must be whole by the doctor's examination (integrity, originals, records, quotes, facts derived afresh),
hold every document that it acknowledged and none in part, every verdict and decision in order, and a readable backup.
Not for Windows.
"""

from __future__ import annotations

import argparse
import os
import random
import select
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from graph.backups import read_backup, write_backup  # noqa: E402 - a script finds the project by its own place
from graph.decisions import Decision, Subject, standing  # noqa: E402
from graph.doctor import examine  # noqa: E402
from graph.library import Library  # noqa: E402
from graph.store import open_store, refresh  # noqa: E402
from graph.verdicts import Verdict  # noqa: E402
from ingest import store  # noqa: E402
from preparing import Prepared, prepare  # noqa: E402

NOW = "2026-01-05T09:00:00"
BACKUP = "kept.zeren"
STEPS = ("add", "add", "add", "add", "judge", "decide", "remove", "rebuild", "refresh", "backup")
SLIP, RIGHT = (Subject(unit=f"unit-{name}", name=name) for name in ("朔州市公交警支队", "朔州市公安局交通警察支队"))


@dataclass(kw_only=True)
class Told:
    """What the killed processes acknowledged: the version of each document held, the judgements; what was under way."""

    held: dict[str, str] = field(default_factory=dict)
    verdicts: int = 0
    decisions: int = 0
    backups: int = 0
    under_way: tuple[str, ...] = ()
    during: Counter[str] = field(default_factory=Counter)

    def hear(self, line: str) -> None:
        """Take in a line of a process: a step that begins, or the end of the one that began."""
        if line != "done":
            self.under_way = tuple(line.split("\t"))
            return
        match self.under_way:
            case ("add", doc, version):
                self.held[doc] = version
            case ("remove", doc):
                self.held.pop(doc, None)
            case ("judge",):
                self.verdicts += 1
            case ("decide",):
                self.decisions += 1
            case ("backup",):
                self.backups += 1
        self.under_way = ()


def prepare_all(files: Sequence[Path]) -> list[Prepared]:
    """The files, each in two versions, ready to go into a library; in the second every word stands elsewhere."""
    texts = [(file.name, file.read_text("utf-8")) for file in files]
    both = [(name, version.encode()) for name, text in texts for version in (text, f"（第二版）\n\n{text}")]
    return [one for name, data in both if isinstance(one := prepare(data, name), Prepared)]


def work(home: Path, prepared: Sequence[Prepared], seed: int, pipe: int) -> None:
    """Change the library in an order of chance, without end, telling each step that begins and is done."""
    chance, library = random.Random(seed), Library.open(home)
    while True:
        step = chance.choice(STEPS)
        one = chance.choice(prepared)
        doc = one.document.doc
        if (step == "remove" and not library.holds(doc)) or (step == "backup" and not library.docs()):
            continue
        named = {"add": f"add\t{doc}\t{one.document.sha256}", "remove": f"remove\t{doc}"}.get(step, step)
        os.write(pipe, f"{named}\n".encode())
        if step == "add":
            assert store(one, library).status != "refused"
        elif step == "remove":
            library.remove(doc, who="督查室", at=NOW, erase=chance.random() < 0.3)
        elif step == "judge":
            library.judge(_verdict(doc, chance))
        elif step == "decide":
            library.decide(_decision(library))
        elif step == "rebuild":
            library.rebuild()
        elif step == "refresh":
            refresh(library)
        else:
            write_backup(home, home.parent / BACKUP, replace=True)
        os.write(pipe, b"done\n")


def _verdict(doc: str, chance: random.Random) -> Verdict:
    finding = f"gap-{chance.randrange(1000)}"
    return Verdict(
        at=NOW, who="督查室", finding=finding, check="no-lead", verdict="misread", words="没有牵头单位", doc=doc
    )


def _decision(library: Library) -> Decision:
    """That two names are one unit; where that stands already, that it is taken back."""
    stands = [one.number for one in standing(library.decisions())]
    undoes = stands[0] if stands else None
    return Decision(number=0, at=NOW, who="督查室", judgement="same", subject=SLIP, other=RIGHT, undoes=undoes)


def kill_once(home: Path, prepared: Sequence[Prepared], seed: int, seconds: float, told: Told) -> None:
    """Start the work, kill it after so many seconds, and take in what it told."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(home, prepared, seed, writing)
        finally:
            os._exit(1)
    os.close(writing)
    until, heard = time.monotonic() + seconds, b""
    while (left := until - time.monotonic()) > 0 and select.select([reading], [], [], left)[0]:
        if not (more := os.read(reading, 65536)):
            break
        heard += more
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    while more := os.read(reading, 65536):
        heard += more
    os.close(reading)
    assert os.WIFSIGNALED(status), f"the work of seed {seed} ended by itself"
    for line in heard.decode().splitlines():
        told.hear(line)


def wrong_after(home: Path, told: Told) -> list[str]:
    """What is not as it must be after a kill; what was under way may have happened, and counts from here on."""
    library = Library.open(home)
    said = [f"{one.code}: {one.said}" for one in examine(library) if one.wrong]
    held = dict(library.read("SELECT doc, sha256 FROM version WHERE current = 1"))
    match told.under_way:
        case ("add", doc, version) if held.get(doc) == version:
            told.held[doc] = version
        case ("remove", doc) if doc not in held:
            told.held.pop(doc, None)
        case ("judge",):
            told.verdicts = max(told.verdicts, min(library.judged(), told.verdicts + 1))
        case ("decide",):
            told.decisions = max(told.decisions, min(len(library.decisions()), told.decisions + 1))
    if held != told.held:
        said.append(f"held {sorted(held)}, told {sorted(told.held)} (or in other versions)")
    found = (library.judged(), len(library.verdicts()), len(library.decisions()))
    if found != (told.verdicts, told.verdicts, told.decisions):
        said.append(f"verdicts and decisions {found}, told {told.verdicts} and {told.decisions}")
    backup = home.parent / BACKUP
    if backup.exists():
        read_backup(backup)
    elif told.backups:
        said.append("a backup that was told is gone")
    told.during[told.under_way[0] if told.under_way else "between steps"] += 1
    told.under_way = ()
    return said


def graph_is_whole(home: Path) -> bool:
    """Whether the graph of the library, looked at by another process, knows every document held."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            library = Library.open(home)
            rows = open_store(library).rows("SELECT ?doc WHERE { ?plan a z:Plan ; z:doc ?doc } ORDER BY ?doc")
            status = 0 if [row["doc"] for row in rows] == library.docs() else 1
        finally:
            os._exit(status)
    return os.waitpid(child, 0)[1] == 0


def main() -> None:
    """Print what was killed and what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=float, default=1.5, help="seconds before a kill at most")
    arguments = parser.parse_args()
    prepared, told, chance = prepare_all(sorted(arguments.folder.glob("*.txt"))), Told(), random.Random(arguments.seed)
    print(f"{len(prepared)} versions of {len({one.document.doc for one in prepared})} documents", flush=True)
    found = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "library"
        for number in range(1, arguments.kills + 1):
            kill_once(home, prepared, chance.randrange(1 << 30), chance.uniform(0.01, arguments.longest), told)
            wrong = wrong_after(home, told)
            if number % 25 == 0:
                wrong += [] if graph_is_whole(home) else ["the graph does not know what the library holds"]
                print(f"{number:5} kills, {found + len(wrong)} wrong; killed in {dict(told.during)}", flush=True)
            found += len(wrong)
            for said in wrong:
                print(f"      after kill {number}: {said}", flush=True)
    print(f"told and kept: {told.verdicts} verdicts, {told.decisions} decisions, {told.backups} backups")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
