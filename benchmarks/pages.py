"""How fast pages are with many visitors: ``python benchmarks/pages.py [HOME] [--sessions 25] [--seconds 120]``.

The server is started on a library (the samples without HOME), every page is opened once, and then by so many sessions
at once, each as soon as the last one is there and it has been looked at for a while. Printed is for each page how long
the server took from the wish to the end of the drawing, cold, warm and alone (with its processor time, too), then with
everybody; the memory of the server with all its processes (PSS); and what went wrong. With ``--browser`` pages are also
drawn in Chromium: from the address to the last stroke. Linux only.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import httpx  # noqa: E402 - a script finds the project by its own place

from graph.library import Library  # noqa: E402
from ingest import sample_library  # noqa: E402
from tests.sessions import Seen, Session  # noqa: E402

LOOKING = (1.0, 6.0)  # seconds between two pages of a visitor
READY = 900  # seconds that it may take until graph, analysis and questions are ready
FIRST_VISITS = 5
RESTING = 0.1  # seconds of processors within a second by which a server counts as resting


def addresses(library: Library) -> list[str]:
    """Addresses of every page: with units of many tasks, the largest plan, filters and a question."""
    units = [row[0] for row in library.read("SELECT unit FROM duty GROUP BY unit ORDER BY COUNT(*) DESC LIMIT 3")]
    plans = [row[0] for row in library.read("SELECT doc FROM task GROUP BY doc ORDER BY COUNT(*) DESC LIMIT 2")]
    task, title = library.read("SELECT id, title FROM task ORDER BY length(words) DESC LIMIT 1")[0]
    place = (library.read("SELECT jurisdiction FROM plan WHERE jurisdiction IS NOT NULL LIMIT 1") or [("",)])[0][0]
    lists = ("tasks", "units", "assignments", "deadlines", "plans", "targets")
    bare = (
        "",
        "ask",
        "deadlines",
        "sectors",
        "overlaps",
        "findings",
        "network",
        "review",
        "intake",
        "export",
        "method",
    )
    found = [f"/{name}" for name in bare]
    found += [f"/list?of={name}" for name in lists]
    found += [f"/list?of=tasks&place={quote(place)}", f"/list?of=tasks&unit={units[0]}&role=lead", "/?lang=en"]
    found += [f"/unit?id={unit}" for unit in units] + [f"/network?unit={units[0]}", f"/deadlines?unit={units[0]}"]
    found += [f"/{page}?id={quote(doc)}" for doc in plans for page in ("plan", "matrix")]
    found += [f"/task?id={task}", "/workload", f"/comparison?a={quote(plans[0])}&b={quote(plans[-1])}"]
    found += [f"/ask?q={quote(asked)}" for asked in (f"谁牵头{title[:12]}", "哪个部门牵头的任务最多")]
    return found


@contextmanager
def server(home: Path, log: Path) -> Iterator[tuple[str, int]]:
    """The page's server on this library: its address and the id of its process."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.headless=true"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1", "--browser.gatherUsageStats=false"]
    with log.open("w") as written:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | {"ZEREN_HOME": str(home)}, stdout=written, stderr=written
        )
    try:
        for _ in range(300):
            with suppress(httpx.HTTPError):
                if httpx.get(f"http://127.0.0.1:{port}/_stcore/health").status_code == httpx.codes.OK:
                    break
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait()


def memory(process: int) -> float:
    """What a process and all those that it started hold, in MB; pages that they share are counted once."""
    total, waiting = 0, [process]
    while waiting:
        one = waiting.pop()
        with suppress(OSError):
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def worked(process: int) -> float:
    """How many seconds of processors a process and those that it started and that live have used."""
    total, waiting = 0.0, [process]
    while waiting:
        one = waiting.pop()
        with suppress(OSError):
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def wait_until_ready(process: int) -> None:
    """Wait until the server has done all that it does beside the pages: it rests for some seconds then."""
    resting = 0
    for _ in range(READY):
        before = worked(process)
        time.sleep(1.0)
        resting = resting + 1 if worked(process) - before < RESTING else 0
        if resting == 3:
            return


def clicked(session: Session, page: str, process: int) -> tuple[Seen, Seen]:
    """A page as it was seen, and with the processor time of the server in the place of the time on the clock."""
    before = worked(process)
    seen = session.open(page)
    time.sleep(0.05)  # what is left to do when the last message is sent
    return seen, dataclasses.replace(seen, seconds=worked(process) - before)


def share(values: Sequence[float], part: float) -> float:
    """The value that so many are no greater than."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def print_times(title: str, seen: Sequence[Seen]) -> None:
    """A line for each kind of page, and one for all."""
    own: dict[str, list[float]] = defaultdict(list)
    for one in seen:
        own[one.address.partition("&")[0].partition("=")[0]].append(one.seconds)
        own["all"].append(one.seconds)
    print(title)
    for name, times in sorted(own.items(), key=lambda entry: entry[0] == "all"):
        p50, p95, most = (1000 * value for value in (share(times, 0.5), share(times, 0.95), max(times)))
        print(f"  {name:<22}{len(times):5}  p50 {p50:6.0f} ms  p95 {p95:6.0f} ms  max {most:6.0f} ms", flush=True)


def visit(host: str, pages: Sequence[str], number: int, until: float, seen: list[Seen]) -> None:
    """One visitor: pages in an order of its own, until it is time to go."""
    chance = random.Random(number)
    session = Session(host)
    while time.monotonic() < until:
        seen.append(session.open(chance.choice(pages)))
        time.sleep(chance.uniform(*LOOKING))
    session.close()


def in_browser(host: str, pages: Sequence[str]) -> tuple[list[Seen], list[Seen]]:
    """How long a browser takes: a first visit until its first words, and each page, seen before, until it is drawn."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only for this

    first, found = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for _ in range(FIRST_VISITS):
            context = browser.new_context()  # nothing of an earlier visit is kept
            visit = context.new_page()
            begun = time.perf_counter()
            visit.goto(host)
            visit.wait_for_selector("h1", timeout=60_000)
            first.append(Seen(address="/", seconds=time.perf_counter() - begun, size=0, errors=()))
            context.close()
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        for address in [*pages[:2], *pages]:
            begun = time.perf_counter()
            page.goto(f"{host}{address}")
            page.wait_for_selector("[data-testid=stAppViewContainer] h1, .zeren h1", timeout=60_000)
            page.wait_for_selector("[data-test-script-state=notRunning]", state="attached", timeout=60_000)
            seconds = time.perf_counter() - begun
            found.append(Seen(address=address, seconds=seconds, size=0, errors=()))
        browser.close()
    return first, found[2:]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", nargs="?", type=Path)
    parser.add_argument("--sessions", type=int, default=25)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--browser", action="store_true")
    arguments = parser.parse_args()
    library = Library.open(arguments.home) if arguments.home else sample_library()
    pages = addresses(library)
    with tempfile.TemporaryDirectory() as folder, server(library.home, Path(folder) / "log") as (host, process):
        print(f"{library.home}: {len(pages)} addresses; the server holds {memory(process):.0f} MB before the first")
        first = Session(host)
        cold = [first.open(page) for page in pages]
        print_times("cold, one visitor", cold)
        print(f"  the server holds {memory(process):.0f} MB", flush=True)
        wait_until_ready(process)
        clicks = [clicked(first, page, process) for _ in range(3) for page in pages][len(pages) :]
        warm = [seen for seen, _ in clicks]
        print_times("warm, one visitor", warm)
        print_times("warm, one visitor, processor time of the server", [work for _, work in clicks])
        print(f"  the server holds {memory(process):.0f} MB", flush=True)
        if arguments.browser:
            first_visits, drawn = in_browser(host, pages)
            print_times("first words of a first visit, in a browser", first_visits)
            print_times("warm, in a browser", drawn)
        seen: list[Seen] = []
        until = time.monotonic() + arguments.seconds
        visitors = [
            threading.Thread(target=visit, args=(host, pages, number, until, seen))
            for number in range(arguments.sessions)
        ]
        for one in visitors:
            one.start()
        held = []
        while any(one.is_alive() for one in visitors):
            held.append(memory(process))
            time.sleep(2)
        print_times(f"{arguments.sessions} visitors, {arguments.seconds:.0f} s", seen)
        print(f"  the server held {share(held, 0.5):.0f} MB (p50), {max(held):.0f} MB at most")
        wrong = {(one.address, error) for one in (*cold, *warm, *seen) for error in one.errors}
        print(f"  {len(wrong)} errors", *sorted(map(str, wrong)), sep="\n    ")
        log = (Path(folder) / "log").read_text("utf-8", "replace")
        print("  the log has a traceback" if "Traceback" in log else "  no traceback in the log")


if __name__ == "__main__":
    main()
