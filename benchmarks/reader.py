"""How fast the reader of a long plan is in Chromium: ``python benchmarks/reader.py [--marks 2000] [--rounds 5]``.

A plan is made and imported into a library of its own, the page is started on a free port, and opened in a fresh visit
each round. Told are the bytes that the visit received, the seconds until the first mark can be seen, and the
milliseconds from a click until the card stands and is painted. Figures of one machine: what should stay is their order.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser  # noqa: E402

from benchmarks.plans import compose_plans  # noqa: E402
from benchmarks.plantext import write_plan  # noqa: E402
from graph import facts  # noqa: E402
from graph.library import Library  # noqa: E402
from ingest import ingest_bytes  # noqa: E402
from tests.visitors import Server, Visitor, opened_browser  # noqa: E402

NAME = "long.txt"
MARKS_A_TASK = 7.5
CLICK = """async (number) => {
  const trees = [...document.querySelectorAll("*")].map((element) => element.shadowRoot);
  const tree = trees.find((each) => each?.querySelector(".reader .body"));
  const marks = tree.querySelectorAll("[data-mark]");
  const begun = performance.now();
  marks[Math.floor(number * (marks.length - 1))].click();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  if (!tree.querySelector(".aside.open")) throw new Error("no card");
  return performance.now() - begun;
}"""


def make_library(home: Path, marks: int) -> Library:
    """A library of one plan with about so many marks."""
    (plan,) = compose_plans(1, max(4, round(marks / MARKS_A_TASK)), seed=3)
    library = Library.open(home)
    ingest_bytes(write_plan(plan).encode("utf-8"), NAME, library)
    return library


def visit(browser: Browser, server: Server) -> Iterator[tuple[str, float]]:
    """The figures of one fresh visit."""
    visitor = Visitor(browser, server, 1440, 900)
    received: list[int] = []
    visitor.page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame))))
    begun = time.perf_counter()
    visitor.page.goto(f"{server.address}plan?id={NAME}")
    visitor.page.locator(".body .unit").first.wait_for()
    yield "first mark, s", time.perf_counter() - begun
    visitor.settle()
    yield "received, kB", sum(received) / 1000
    for place in (0.01, 0.5, 0.99):
        yield "click, ms", visitor.page.evaluate(CLICK, place)
    begun = time.perf_counter()
    visitor.page.goto(f"{server.address}plan?id={NAME}&at=20000-20010")
    visitor.page.locator(".body .sought").first.wait_for()
    yield "opened at a place, s", time.perf_counter() - begun
    visitor.page.close()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--marks", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, opened_browser() as browser:
        library = make_library(Path(folder), arguments.marks)
        (plan,) = facts.plans(library)
        print(f"{plan.tasks} tasks, {plan.assignments + plan.deadlines + plan.targets} units, deadlines and targets")
        server = Server(library.home)
        try:
            list(visit(browser, server))  # the first one loads the program
            figures = [figure for _ in range(arguments.rounds) for figure in visit(browser, server)]
        finally:
            server.stop()
    for name in dict.fromkeys(name for name, _ in figures):
        values = [value for each, value in figures if each == name]
        print(f"{name:<22}median {statistics.median(values):8.2f}   worst {max(values):8.2f}")


if __name__ == "__main__":
    main()
