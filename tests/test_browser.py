"""The page in a real browser: its frame, its words in both languages, and the way from words to facts and back."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from graph import facts, unit_facts
from graph.filters import Filter
from graph.library import Library
from tests.visitors import Server, Visitor, behind, needs_chromium, until

pytestmark = needs_chromium


@pytest.mark.parametrize(("lang", "choose", "limit"), [
    ("zh", "选择文件", "或拖到这里；每份不超过 50 MB"),
    ("en", "Choose files", "or drop them here; up to 50 MB each"),
])  # fmt: skip
def test_the_upload_box_speaks_our_words_and_fits(phone: Visitor, lang: str, choose: str, limit: str):
    page = phone.open(f"intake?lang={lang}")
    box = "[data-testid=stFileUploaderDropzone"
    for place, words in ((f"{box}] button", choose), (f"{box}Instructions]", limit)):
        shown = page.locator(place).first
        until(lambda shown=shown, words=words: behind(shown) == words)
        edges = shown.bounding_box()
        assert edges is not None
        assert edges["x"] + edges["width"] <= 390


def test_a_refusal_says_why_and_offers_questions(visitor: Visitor):
    page = visitor.open(f"ask?q={quote('散煤替代一共花了多少钱')}")
    expect(page.locator(".reason")).to_be_visible()
    expect(page.locator("article.card")).to_have_count(0)


def test_words_lead_to_facts_and_facts_to_words(visitor: Visitor, samples: Library):
    row = next(row for row in facts.assignments(samples, Filter(role="lead")) if row.kind == "parenthetical")
    page = visitor.open(f"plan?id={row.doc}")
    mark = page.locator(f".body .unit.lead[title$='{row.canonical}']").first
    mark.click()
    card = page.locator(".aside")
    expect(card.get_by_role("link", name=row.canonical)).to_be_visible()
    expect(mark).to_have_class(re.compile("chosen"))
    page.wait_for_url(re.compile(r"at=\d+-\d+"))
    jump = card.locator("dl .jump").last
    jump.click()
    expect(page.locator(".body .chosen").first).to_be_in_viewport()
    expect(mark).not_to_have_class(re.compile("chosen"))
    page.locator(".outline button").last.click()
    expect(page.locator(".body .taskhead.chosen")).to_be_in_viewport()
    card.get_by_role("link", name="其他文件里相近的任务").click()
    page.wait_for_url(re.compile(r"/overlaps\?task="))


def test_the_close_button_covers_no_words(phone: Visitor, samples: Library):
    row = next(row for row in facts.assignments(samples, Filter(role="lead")) if row.kind == "parenthetical")
    page = phone.open(f"plan?id={row.doc}&at={row.start}-{row.end}")
    expect(page.locator(".aside .close")).to_be_visible()
    close, inner = (page.locator(f".aside {name}").bounding_box() for name in (".close", ".inner"))
    assert close is not None
    assert inner is not None
    assert inner["x"] + inner["width"] <= close["x"]
    page.locator(".aside .close").click()
    expect(page.locator(".aside")).to_be_hidden()


def test_the_language_switch_keeps_the_place(visitor: Visitor, samples: Library):
    unit = unit_facts.units(samples)[0]
    page = visitor.open(f"unit?id={unit.unit_id}")
    page.get_by_text("English", exact=True).click()
    page.wait_for_url(re.compile(f"{unit.unit_id}.*lang=en"))
    expect(page.get_by_text("Tasks led")).to_be_visible()
    visitor.settle()
    page.get_by_text("中文", exact=True).click()
    expect(page.get_by_text("牵头任务")).to_be_visible()


def test_english_outlives_the_menu_and_a_reload(visitor: Visitor):
    page = visitor.open("unit?lang=en")
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Plans").click()
    page.wait_for_url(re.compile(r"/plan\?lang=en"))
    page.reload()
    visitor.settle()
    expect(page.locator("h1").first).to_have_text("Plans")
    page.go_back()
    expect(page.locator("h1").first).to_have_text("Units")


@pytest.mark.parametrize(("lang", "said"), [("zh", "未找到“nosuch”"), ("en", "Not found: “nosuch”")])
def test_an_unknown_address_is_told_in_our_words(visitor: Visitor, lang: str, said: str):
    page = visitor.open(f"nosuch?lang={lang}")
    expect(page.get_by_text(said)).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator(".state a").first.click()
    page.wait_for_url(re.compile(r"\d/(\?lang=en)?$"))


def test_a_choice_that_fits_nothing_is_told_in_our_words(visitor: Visitor):
    page = visitor.open("unit")
    page.locator("[data-testid=stSelectbox] input").fill("没有这个单位zz")
    empty = page.locator("[role=listbox][data-empty=true] [role=option]")
    empty.wait_for(state="attached")
    until(lambda: behind(empty) == "没有相符的")
    expect(empty.get_by_text("No results")).to_be_hidden()


def test_a_long_question_stays_and_is_told_the_limit(visitor: Visitor):
    page = visitor.open("")
    field = page.get_by_label("想知道什么？")
    field.fill("问" * 301)
    page.get_by_role("button", name="提问").click()
    expect(page.get_by_text("最多能读 300 个字")).to_be_visible()
    expect(field).to_have_value("问" * 301)


def test_the_browser_loads_nothing_of_another_host_whatever_a_page_asks_for(browser: Browser, server: Server):
    page = browser.new_page()
    page.goto(server.address)
    page.locator("h1").first.wait_for()
    refused = page.evaluate(
        """() => new Promise(told => {
          const seen = [];
          document.addEventListener("securitypolicyviolation", event => {
            if (seen.push(event.effectiveDirective) === 2) told(seen);
          });
          new Image().src = "http://localhost:9/a.png";
          fetch("http://localhost:9/").catch(() => {});
        })"""
    )
    page.close()
    assert sorted(refused) == ["connect-src", "img-src"]
