"""责任矩阵, 期限 and 领域 in a real browser: heads that stay, keys that move, clicks that open."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.visitors import ROOT, Server, Visitor, needs_chromium, opened_browser, visiting

pytestmark = needs_chromium
SHUOZHOU = "002_c2e20ee12937030d.txt"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("reading")
    own = {**os.environ, "ZEREN_HOME": str(home)}
    subprocess.run([sys.executable, "-m", "ingest"], cwd=ROOT, env=own, check=True, capture_output=True)
    running = Server(home)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with opened_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def wide(browser: Browser, server: Server) -> Iterator[Visitor]:
    yield from visiting(browser, server, 1440, 900)


@pytest.fixture(scope="module")
def narrow(browser: Browser, server: Server) -> Iterator[Visitor]:
    yield from visiting(browser, server, 390, 844)


def scrolled_heads(visitor: Visitor) -> dict[str, float]:
    """Where the head row and the first column stand before and after the box is scrolled."""
    page = visitor.open(f"matrix?id={SHUOZHOU}&columns=all")
    page.locator(".matrix-box").wait_for()
    return page.locator(".matrix-box").evaluate(
        """box => {
          const at = (path) => box.querySelector(path).getBoundingClientRect();
          const before = [at("thead .matrix-name"), at("tbody .matrix-task")];
          box.scrollTo(260, 300);
          const shown = box.getBoundingClientRect(), first = at("thead .matrix-task"), head = at("thead .matrix-unit");
          const under = at("tbody tr:nth-child(9) .matrix-task");
          return { left: box.scrollLeft, top: box.scrollTop, moved: before[0].left - at("thead .matrix-name").left,
            head: head.top - shown.top, corner: first.left - shown.left, task: under.left - shown.left,
            page: document.documentElement.scrollWidth - window.innerWidth };
        }"""
    )


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_heads_stay_while_the_rest_scrolls(size: str, request: pytest.FixtureRequest):
    found = scrolled_heads(request.getfixturevalue(size))
    assert found["left"] > 100
    assert found["top"] > 100
    assert found["moved"] > 100
    for name in ("head", "corner", "task"):
        assert abs(found[name]) <= 2, found
    assert found["page"] <= 0


def test_arrow_keys_go_from_letter_to_letter_and_enter_opens_the_words(wide: Visitor):
    page = wide.open(f"matrix?id={SHUOZHOU}")
    grid = page.locator("table.matrix")
    grid.locator("td a.letter").first.wait_for()
    assert grid.locator("[tabindex='0']").count() == 1
    grid.locator("tbody .matrix-task a").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    letter = grid.locator("a.letter:focus")
    assert letter.count() == 1
    page.keyboard.press("ArrowDown")
    assert grid.locator("tr:nth-child(3) a.letter:focus").count() == 1
    href = grid.locator("a.letter:focus").get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan?**")
    assert href is not None
    assert page.url.endswith(href)
    page.locator(".reader").wait_for()


def test_a_click_on_a_mark_of_the_line_opens_just_these_deadlines(wide: Visitor):
    page = wide.open("deadlines?day=2020-06-01")
    mark = page.locator("svg.deadlines-near a").first
    mark.wait_for()
    number = mark.locator("text").text_content() or "1"
    mark.click()
    page.wait_for_url("**/list?**")
    page.get_by_text(f"共 {number} 条").wait_for()


def test_a_click_on_a_cell_opens_just_so_many_tasks(wide: Visitor):
    page = wide.open("sectors")
    cell = page.locator("td.sectors-cell a").first
    cell.wait_for()
    number = cell.text_content()
    cell.click()
    page.wait_for_url("**/list?**")
    page.get_by_text(f"共 {number} 条").wait_for()


@pytest.mark.parametrize("path", ["deadlines?day=2020-06-01", "sectors", "matrix", "sectors?lang=en"])
def test_no_page_is_wider_than_a_phone(path: str, narrow: Visitor):
    page = narrow.open(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("main => main.scrollWidth - main.clientWidth") <= 0
