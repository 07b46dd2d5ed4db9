"""审核 by the keyboard and the graph of 协作网络 by mouse and keys, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from graph import decisionlog, kept_network
from graph.library import Library
from tests.test_reviewing import filled
from tests.visitors import Server, Visitor, needs_chromium

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = filled(tmp_path_factory.mktemp("review"))
    kept_network.make(library)
    return library


@pytest.fixture(scope="module")
def server(library: Library) -> Iterator[Server]:
    started = Server(library.home)
    yield started
    started.stop()


def test_a_person_reviews_by_keys_alone(visitor: Visitor, library: Library):
    page = visitor.open("review")
    press = page.keyboard.press
    name = page.get_by_label("判断人", exact=False)
    name.click()
    page.keyboard.type("王芳123juk?")  # letters and numbers of a field are its own
    expect(name).to_have_value("王芳123juk?")
    page.wait_for_timeout(500)  # a judgement would come later
    expect(page.get_by_text("第 1 条，共")).to_be_visible()
    assert not decisionlog.entries(library)
    name.fill("王芳")
    name.blur()
    visitor.settle()
    press("j")
    expect(page.get_by_text("第 2 条，共")).to_be_visible()
    press("k")
    expect(page.get_by_text("第 1 条，共")).to_be_visible()
    keys = page.locator("details[data-kind=keys]")
    press("?")
    expect(keys).to_have_attribute("open", "")
    press("?")
    expect(keys).not_to_have_attribute("open", "")
    press("2")
    expect(page.get_by_text("已判断 1 条")).to_be_visible()
    press("u")
    expect(page.get_by_text("已判断 0 条")).to_be_visible()
    assert [one.force for one in decisionlog.entries(library)] == ["undoing", "undone"]


def test_the_graph_moves_by_keys_and_mouse_and_opens_units_and_shared_tasks(visitor: Visitor, library: Library):
    one = next(unit for unit in kept_network.units(library) if unit.degree > 1)
    page = visitor.open(f"network?unit={one.id}")
    world = page.locator(".network .world")
    before = world.get_attribute("style")
    page.locator(".network .stage").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("+")
    expect(world).not_to_have_attribute("style", before or "")
    page.keyboard.press("0")
    expect(page.locator(".network .unit")).to_have_count(1 + one.degree)
    box = page.locator(".network .unit.middle circle").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 4, box["y"] + 4)
    page.mouse.down()
    page.mouse.move(box["x"] + 80, box["y"] + 40, steps=6)
    page.mouse.up()  # a drag is no click, wherever it begins
    assert "network?unit=" in page.url
    tie = kept_network.partners(library, one.id)[0]
    line = page.locator(".network .tie.main").last
    assert str(tie.tasks) in (line.locator("title").text_content() or "")
    line.locator(".wide").dispatch_event("click")
    expect(page).to_have_url(re.compile(r"list\?of=shared"))
    visitor.settle()
    expect(page.get_by_text(f"共 {tie.tasks} 条")).to_be_visible()


def test_a_phone_shows_both_without_scrolling_sideways(phone: Visitor, library: Library):
    unit = kept_network.units(library)[0].id
    phone.open("review")
    for address in ("review", "review?log=1", "network", f"network?unit={unit}", f"network?unit={unit}&as=matrix"):
        phone.go(address)
        assert phone.fits(), address
