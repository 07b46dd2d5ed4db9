"""The reader in a real browser: keys, cards, legend, addresses, the page of the original, texts full of tricks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from graph.library import Library
from ingest import ingest_bytes
from tests.plans import load_documents, load_text, printed
from tests.reading_plans import HOSTILE, TRICKS, pdf_plan
from tests.visitors import Server, Visitor, behind, needs_chromium, until

PDF, BAD, SCAN, SITE = "取暖.pdf", "坏.txt", "plan-a.txt", "网页.txt"
MENU = (
    "无障碍阅读 长者助手 繁体版 英文版 首页 Home 天河动态 走进天河 政务服务 政务公开 营商环境 互动交流 "
    "您当前所在的位置： 首页 > 政策文件"
)
FROM_SITE = (
    "\n".join(MENU.split())
    + """
朔州市清洁取暖2024年工作方案
一、主要任务
（一）推进散煤替代。2024年10月底前替代3万户。（市能源局牵头，市生态环境局等配合）
"""
)

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    held = Library.open(tmp_path_factory.mktemp("reading"))
    for data, name in ((pdf_plan(), PDF), (HOSTILE.encode(), BAD), (FROM_SITE.encode(), SITE)):
        assert ingest_bytes(data, name, held).status == "new"
    document = next(each for each in load_documents() if each.doc == SCAN)
    text = load_text(SCAN)
    held.add(printed(document, text), text=text, original=text.encode())
    return held


@pytest.fixture(scope="module")
def server(library: Library) -> Iterator[Server]:
    started = Server(library.home)
    yield started
    started.stop()


def chosen(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.locator(".body .chosen").first).to_have_text(words)


def plan(name: str, **params: str) -> str:
    return f"plan?id={quote(name)}" + "".join(f"&{key}={quote(value)}" for key, value in params.items())


def test_keys_move_from_mark_to_mark_only_while_the_reader_has_the_focus(visitor: Visitor):
    page = visitor.open(plan(PDF))
    page.keyboard.press("j")
    expect(page.locator(".body .chosen")).to_have_count(0)
    page.locator(".body").focus()
    page.keyboard.press("?")
    expect(page.locator(".keys")).to_be_visible()
    page.keyboard.press("j")
    chosen(page, "2024年10月底前")
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    chosen(page, "市能源局")
    page.keyboard.press("k")
    chosen(page, "替代率达到90%以上")
    page.keyboard.press("Enter")
    expect(page.locator(".aside")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".body .chosen")).to_have_count(0)
    expect(page.locator(".keys")).to_be_hidden()
    page.keyboard.press("Control+j")
    expect(page.locator(".body .chosen")).to_have_count(0)


def test_the_card_says_what_the_words_mean_and_by_which_rule(visitor: Visitor):
    page = visitor.open(plan(PDF))
    page.locator(".body .unit.lead", has_text="市能源局").click()
    card = page.locator(".aside")
    for said in ("市能源局", "明确", "推进散煤替代", "role."):
        expect(card.get_by_text(said).first).to_be_visible()
    expect(card.get_by_role("link", name="推进散煤替代")).to_have_attribute("href", re.compile("^task.id=task-"))
    page.locator(".body .deadline").first.click()
    expect(card.get_by_text("2024-10-31")).to_be_visible()
    card.get_by_role("button", name="市财政局").click()
    chosen(page, "市财政局")


def test_the_legend_counts_marks_and_switches_them_off(visitor: Visitor):
    page = visitor.open(plan(PDF))
    for kind in ("lead", "responsible", "cooperating", "deadline", "target"):
        count = page.locator(f".legend button.{kind} b").inner_text()
        expect(page.locator(f".body .{kind}")).to_have_count(int(count))
    mark = page.locator(".body .unit.lead").first
    until(lambda: behind(mark, before=True) != "none")
    switch = page.locator(".legend button.lead")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")
    until(lambda: behind(mark, before=True) == "none")
    page.locator(".body").focus()
    for _ in range(3):
        page.keyboard.press("j")
    chosen(page, "市财政局")


def test_a_chosen_mark_has_an_address_that_opens_it_again(visitor: Visitor):
    page = visitor.open(plan(PDF))
    page.locator(".body .unit.cooperating", has_text="市城管局").click()
    until(lambda: parse_qs(urlsplit(page.url).query).get("words") == ["市城管局"])
    page.reload()
    visitor.settle()
    expect(page.locator(".body .chosen")).to_have_text("市城管局")
    expect(page.locator(".body .chosen")).to_be_in_viewport()
    page.locator(".outline summary").first.click()
    page.locator(".outline button:visible").first.click()
    expect(page.locator(".body .chosen").first).to_have_text(re.compile("推进散煤替代"))
    page.go_back()
    expect(page.locator(".body .chosen")).to_have_text("市城管局")


def test_words_that_moved_are_found_and_lost_ones_are_said_to_be_lost(visitor: Visitor):
    page = visitor.open(plan(PDF, at="3-7", words="市财政局"))
    expect(page.get_by_text("已按文字找到现在的位置")).to_be_visible()
    expect(page.locator(".body .sought")).to_have_text("市财政局")
    expect(page.locator(".body .chosen")).to_have_text("市财政局")
    page = visitor.open(plan(PDF, at="30-40", words="没有这一句"))
    expect(page.get_by_text("未找到这段文字：“没有这一句”")).to_be_visible()
    expect(page.locator(".body .sought, .body .chosen")).to_have_count(0)


def test_the_page_of_the_original_stands_beside_with_the_words_marked(visitor: Visitor):
    page = visitor.open(plan(PDF))
    image = page.locator(".original img")
    expect(image).to_be_visible()
    expect(image).to_have_attribute("alt", "原件第1页")
    page.locator(".body .unit", has_text="市城管局").click()
    expect(image).to_have_attribute("alt", "原件第2页")
    box = page.locator(".original .box").first
    expect(box).to_be_in_viewport()
    until(lambda: bool(image.evaluate("one => one.complete && one.naturalWidth")))
    within, around = box.bounding_box(), image.bounding_box()
    assert within and around
    assert around["x"] < within["x"] < within["x"] + within["width"] < around["x"] + around["width"]
    page.get_by_role("button", name="对照原件").click()
    expect(image).to_be_hidden()


def test_a_page_that_cannot_be_drawn_is_said_to_be_so(visitor: Visitor):
    page = visitor.open(plan(SCAN))
    expect(page.get_by_text("原件的这一页画不出来")).to_be_visible()


def test_a_phone_shows_card_and_page_below(phone: Visitor):
    page = phone.open(plan(PDF))
    expect(page.locator(".original")).to_be_hidden()
    page.get_by_role("button", name="对照原件").click()
    expect(page.locator(".original img")).to_be_visible()
    page.locator(".original .close").click()
    page.locator(".body .unit").first.click()
    expect(page.locator(".aside")).to_be_in_viewport()
    until(lambda: ((page.locator(".aside").bounding_box() or {}).get("y") or 0) > 300)
    assert phone.fits()


def test_unread_places_are_counted_and_led_to(visitor: Visitor):
    page = visitor.open(plan(BAD))
    page.locator(".tally.unread").click()
    expect(page.locator(".body .unread.chosen")).to_have_text("（责任分工：按有关规定配合牵头）")
    expect(page.locator(".aside").get_by_text("未识别")).to_be_visible()


def test_tricks_of_a_text_are_shown_as_text(phone: Visitor):
    page = phone.open(plan(BAD))
    expect(page.locator(".body")).to_contain_text(TRICKS)
    expect(page.locator(".body")).to_contain_text("𠀀𠀁字")
    assert page.evaluate("window.broken") is None
    assert page.locator(".reader script, .reader style, .reader b b, .body a, .body img").count() == 0
    page.locator(".body .unit.lead").click()
    chosen(page, re.compile("市住建局"))
    assert phone.fits()


def test_the_menu_of_a_website_is_folded_until_it_is_asked_for(visitor: Visitor):
    page = visitor.open(plan(SITE))
    menu = page.locator(".body .ignored").first
    expect(page.locator(".body .taskhead").first).to_be_visible()
    expect(menu).to_be_hidden()
    page.locator(".legend button.ignored").click()
    expect(menu).to_be_visible()
    page = visitor.open(plan(SITE, at="0-5"))
    expect(page.locator(".body .sought").first).to_be_visible()
