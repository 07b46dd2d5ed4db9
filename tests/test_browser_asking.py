"""Asking in a real browser: parts that are changed at once, the address that holds them, lists behind numbers."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from graph.asked import read_asked
from graph.library import Library
from tests.hostile import HOSTILE
from tests.visitors import WIDE, Server, Visitor, needs_chromium, until, visiting

QUESTION = "朔州市能源局牵头哪些任务"

pytestmark = needs_chromium


def asked(page: Page) -> dict[str, str]:
    """What the address asks for."""
    query = parse_qs(urlsplit(page.url).query, keep_blank_values=True)
    return {name: values[0] for name, values in query.items()}


def test_a_part_that_is_changed_asks_again_and_the_way_back_is_there(visitor: Visitor):
    page = visitor.open(f"ask?q={quote(QUESTION)}")
    expect(page.locator(".answer")).to_be_visible()
    answer = page.locator(".answer").inner_text()
    page.get_by_label("事项").fill("煤质")
    page.get_by_label("事项").press("Enter")
    page.wait_for_url(re.compile("topic="))
    assert asked(page) == {"q": QUESTION, "topic": "煤质"}
    expect(page.get_by_label("事项（已改）")).to_have_value("煤质")
    expect(page.locator(".answer")).not_to_have_text(answer)
    page.reload()
    expect(page.get_by_label("事项（已改）")).to_have_value("煤质")
    page.get_by_label("事项（已改）").fill("")
    page.get_by_label("事项（已改）").press("Enter")
    page.wait_for_url(re.compile(r"topic=(&|$)"))
    page.get_by_role("link", name="恢复最初的理解").click()
    page.wait_for_url(lambda url: "topic" not in url)
    expect(page.locator(".answer")).to_have_text(answer)
    page.go_back()
    page.wait_for_url(re.compile(r"topic="))


def test_a_choice_is_made_among_what_the_library_knows(visitor: Visitor):
    page = visitor.open(f"ask?q={quote(QUESTION)}")
    page.get_by_label("角色").click()
    page.get_by_role("option", name="配合").click()
    page.wait_for_url(re.compile("role=cooperating"))
    visitor.settle()
    expect(page.locator(".answer")).to_contain_text("配合")


def test_one_of_two_readings_is_opened_by_its_link(visitor: Visitor):
    page = visitor.open(f"ask?q={quote('谁牵头散煤替代')}")
    group = page.locator("section.group", has=page.locator("h2", has_text="朔州市"))
    group.get_by_role("link", name="只看这里").click()
    page.wait_for_url(re.compile("place="))
    visitor.settle()
    assert asked(page)["place"] == "山西省朔州市"
    expect(page.locator("section.group")).to_have_count(0)
    expect(page.locator(".answer")).to_contain_text("朔州市能源局")


def test_a_number_leads_to_its_list(visitor: Visitor):
    page = visitor.open(f"ask?q={quote('晋城市哪些任务没有写明牵头单位')}")
    number = page.locator(".answer a[href^='#']").first
    count = int(number.inner_text())
    number.click()
    listed = page.locator("ul.lines").first
    expect(listed).to_be_in_viewport()
    expect(listed.locator("li")).to_have_count(min(count, 20))


def test_the_query_is_folded_and_opens(visitor: Visitor):
    page = visitor.open(f"ask?q={quote(QUESTION)}")
    expect(page.get_by_text("SELECT", exact=False).first).to_be_hidden()
    page.get_by_text("查询语句（SPARQL）").click()
    expect(page.get_by_text("zeren query --file q.rq")).to_be_visible()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_fits_a_phone(lang: str, phone: Visitor):
    phone.open(f"ask?lang={lang}")
    for question in (QUESTION, "谁牵头散煤替代", "散煤替代花了多少钱", "朔州市2020年9月底前要完成哪些任务"):
        page = phone.go(f"ask?q={quote(question)}&lang={lang}")
        expect(page.locator(".answer, .reason").first).to_be_visible()
        assert phone.fits()
        for box in page.locator("[class*=st-key-parts] [data-baseweb]").all():
            edges = box.bounding_box()
            assert edges is None or edges["x"] + edges["width"] <= 390


def test_hostile_words_do_nothing(visitor: Visitor):
    visitor.open("ask")
    for words in HOSTILE:
        if "\x00" not in words:
            page = visitor.go(f"ask?q={quote(words)}&topic={quote(words)}&unit={quote(words)}")
            expect(page.locator(".answer, .reason").first).to_be_visible()
            assert page.evaluate("window.broken") is None
            assert page.locator(".sheet script, .sheet img, .sheet b").count() == 0
            assert page.locator("a[href^='http://evil']").count() == 0


def test_a_question_without_an_answer_is_kept_for_the_owner_and_shown_to_no_visitor(
    browser: Browser, samples: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ZEREN_KEEP_QUESTIONS", "on")
    library = Library(home=tmp_path / "samples", samples=True)
    shutil.copytree(samples.home, library.home)
    server = Server(tmp_path)
    try:
        for visit in visiting(browser, server, *WIDE):
            visit.open(f"ask?q={quote('散煤替代花了多少钱')}")
            until(lambda: [one.question for one in read_asked(library)] == ["散煤替代花了多少钱"])
            page = visit.open("ask")
            expect(page.get_by_text("留存了 1 个")).to_be_visible()
            expect(page.get_by_text("散煤替代花了多少钱")).to_have_count(0)
    finally:
        server.stop()
