"""责任矩阵, 期限 and 领域 in a real browser: heads that stay, keys that move, clicks that open."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.visitors import Visitor, needs_chromium

pytestmark = needs_chromium
SHUOZHOU = "002_c2e20ee12937030d.txt"


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


@pytest.mark.parametrize("size", ["visitor", "phone"])
def test_heads_stay_while_the_rest_scrolls(size: str, request: pytest.FixtureRequest):
    found = scrolled_heads(request.getfixturevalue(size))
    assert found["left"] > 100
    assert found["top"] > 100
    assert found["moved"] > 100
    for name in ("head", "corner", "task"):
        assert abs(found[name]) <= 2, found
    assert found["page"] <= 0


def test_arrow_keys_go_from_letter_to_letter_and_enter_opens_the_words(visitor: Visitor):
    page = visitor.open(f"matrix?id={SHUOZHOU}")
    grid = page.locator("table.matrix")
    grid.locator("td a.letter").first.wait_for()
    expect(grid.locator("[tabindex='0']")).to_have_count(1)
    grid.locator("tbody .matrix-task a").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(grid.locator("a.letter:focus")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(grid.locator("tr:nth-child(3) a.letter:focus")).to_have_count(1)
    href = grid.locator("a.letter:focus").get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan?**")
    assert href is not None
    assert page.url.endswith(href)
    page.locator(".reader").wait_for()


def test_a_click_on_a_mark_of_the_line_opens_just_these_deadlines(visitor: Visitor):
    page = visitor.open("deadlines?day=2020-06-01")
    mark = page.locator("svg.deadlines-near a").first
    mark.wait_for()
    number = mark.locator("text").text_content() or "1"
    mark.click()
    page.wait_for_url("**/list?**")
    page.get_by_text(f"共 {number} 条").wait_for()


COVERED = """figure => [...figure.querySelectorAll(".deadlines-lane:not(.axis) > svg")].flatMap((lane) => {
  const box = (element) => element.getBoundingClientRect();
  const now = lane.querySelector("line.deadlines-now");
  const marks = [...lane.querySelectorAll(".deadlines-dot circle, .deadlines-dot rect")].map(box)
    .sort((one, other) => one.left - other.left);
  const over = marks.filter((mark, at) => at && mark.left < marks[at - 1].right - 1);
  return [...over, ...marks.filter((mark) => now && mark.left < box(now).left - 1 && mark.right > box(now).left + 2)];
}).length"""


def test_marks_of_the_time_line_cover_neither_each_other_nor_the_chosen_day(visitor: Visitor, phone: Visitor):
    for one in (visitor, phone):
        page = one.open("deadlines?day=2020-06-01")
        page.locator(".deadlines-dot a[transform]").first.wait_for()
        assert page.locator(".deadlines-dot").count() > 5
        assert page.locator(".deadlines-line").evaluate(COVERED) == 0


def test_a_click_on_a_cell_opens_just_so_many_tasks(visitor: Visitor):
    page = visitor.open("sectors")
    cell = page.locator("td.sectors-cell a").first
    cell.wait_for()
    number = cell.text_content()
    cell.click()
    page.wait_for_url("**/list?**")
    page.get_by_text(f"共 {number} 条").wait_for()


def test_no_page_is_wider_than_a_phone(phone: Visitor):
    phone.open("deadlines")
    for path in ("deadlines?day=2020-06-01", "sectors", "matrix", f"matrix?id={SHUOZHOU}", "sectors?lang=en"):
        page = phone.go(path)
        assert phone.fits(), path
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
