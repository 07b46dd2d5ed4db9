"""Overlaps in a real browser: a library is compared while one looks on, a row opens its pair, judgements last."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from graph.library import Library
from tests.visitors import WAIT, Server, Visitor, needs_chromium

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def server(samples: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The page on the sample documents, which nobody has compared yet."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(samples.home, home / "samples", ignore=shutil.ignore_patterns("analysis.db*"))
    served = Server(home)
    yield served
    served.stop()


def test_a_row_opens_its_pair_and_a_judgement_lasts(phone: Visitor):
    page = phone.open("overlaps")
    rows = page.locator(".overlaps-open")
    rows.first.wait_for(timeout=2 * WAIT)  # the first visitor of a library waits until it was compared
    expect(rows).to_have_count(20)
    assert phone.fits()
    rows.first.click()
    page.wait_for_url(re.compile(r"pair=overlap-"))
    page.locator(".overlaps-card mark.only").first.wait_for()
    assert phone.fits()
    address = page.url
    page.get_by_label("判断人").fill("督查室王芳")
    page.get_by_label("判断人").press("Enter")
    phone.settle()
    page.get_by_role("button", name="确是重叠").click()
    page.locator(".tag", has_text="确是重叠").wait_for()
    page.goto(address)
    page.locator(".tag", has_text="确是重叠").wait_for()
    page.go_back()
    page.locator(".overlaps-card, .overlaps-open").first.wait_for()
    page.goto(f"{phone.server.address}overlaps")
    rows.first.wait_for()
    expect(page.locator(".overlaps-foot", has_text="确是重叠")).to_have_count(1)


def test_the_comparison_of_two_levels_is_two_clicks_away(phone: Visitor):
    page = phone.open("overlaps")
    page.locator(".overlaps-open").first.wait_for(timeout=2 * WAIT)
    page.get_by_role("link", name="上下级").click()
    page.get_by_role("link", name="对照", exact=True).first.click()
    page.wait_for_url(re.compile("/comparison"))
    page.locator(".comparison-figures").wait_for()
    page.locator(".comparison-figures a", has_text="下级另有").click()
    page.wait_for_url(re.compile("show=new"))
    phone.settle()
    number = int(page.locator(".comparison-figures a.chosen strong").inner_text())
    expect(page.locator(".comparison-lines li")).to_have_count(number)
