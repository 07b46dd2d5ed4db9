"""The pictures of docs/pages.md: every page on the sample documents, drawn anew.

Run ``python -m tests.pictures`` after a change that can be seen.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image
from playwright.sync_api import Browser

from graph import analysing, facts, kept_overlaps, unit_facts
from graph.library import Library
from ingest import sample_library
from tests.visitors import ROOT, Server, Visitor, opened_browser

FOLDER = ROOT / "docs" / "img"
WIDE, PHONE = (1440, 1000), (390, 844)
_TALLEST = 1500
_COLOURS = 192


def addresses(samples: Library) -> dict[str, str]:
    """What each picture shows, by its name."""
    plan = quote(max(facts.plans(samples), key=lambda row: row.assignments).doc)
    unit = unit_facts.units(samples)[0].unit_id
    task = next(row for row in facts.tasks(samples) if row.leads and row.deadlines)
    pair = kept_overlaps.pairs(samples, most=1)[0]
    first = next(row for row in facts.assignments(samples) if row.task_id == task.task_id and row.unit_start)
    return {
        "overview": "?day=2020-06-01",
        "ask": f"ask?q={quote('谁牵头散煤替代')}",
        "unit": f"unit?id={unit}",
        "task": f"task?id={task.task_id}",
        "plan": f"plan?id={quote(first.doc)}&at={first.unit_start}-{first.unit_end}",
        "matrix": f"matrix?id={plan}",
        "deadlines": "deadlines?day=2020-06-01",
        "sectors": "sectors",
        "overlaps": f"overlaps?pair={pair.id}",
        "findings": "findings?check=no-lead",
        "network": f"network?unit={unit}",
        "review": "review",
        "intake": "intake",
        "export": "export",
        "method": "method",
    }


def draw(browser: Browser, server: Server, address: str, size: tuple[int, int], name: str) -> None:
    visitor = Visitor(browser, server, *size)
    page = visitor.open(address)
    tall = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": size[0], "height": min(max(tall, size[1]), _TALLEST)})
    page.wait_for_timeout(800)
    shown = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    shown.save(FOLDER / f"{name}.png", optimize=True)
    page.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as home, pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZEREN_HOME", home)
        samples = sample_library()
        analysing.refresh(samples)
        server = Server(Path(home))
        with opened_browser() as browser:
            for name, address in addresses(samples).items():
                draw(browser, server, address, WIDE, name)
                draw(browser, server, address, PHONE, f"{name}-phone")
        server.stop()


if __name__ == "__main__":
    main()
