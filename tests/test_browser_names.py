"""Judging names in a real browser: decide, see what changed everywhere, take it back; on a wide screen and a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, expect

from graph.library import Library
from tests.test_identity import ENERGY, POLICE, SLIP, held, naming, plan
from tests.visitors import PHONE, WIDE, Server, Visitor, needs_chromium, visiting

SLIP_ID, POLICE_ID = SLIP.unit_id, POLICE.unit_id
LONG = naming("市推进清洁取暖和散煤替代工作领导小组及其办公室综合协调组" * 2, "很长的名称" * 20, unit="unit-long")
ROADS = naming("市交通运输局", "朔州市交通运输局", kind="department")
SLIP_OF_ROADS = naming("市交通运偷局", "朔州市交通运偷局", kind="other", known=False)
MANY = [naming(f"市城管局第{number}科", "朔州市城市管理局", unit="unit-many") for number in range(60)]

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    plans = [plan("一", [POLICE, ENERGY], [SLIP], [LONG], [ROADS, SLIP_OF_ROADS])]
    return held(tmp_path_factory.mktemp("names"), *plans, *(plan(f"多{at}", [one]) for at, one in enumerate(MANY)))


@pytest.fixture(scope="module")
def server(library: Library) -> Iterator[Server]:
    started = Server(library.home)
    yield started
    started.stop()


def name_address(unit: str, lang: str = "zh") -> str:
    return f"unit?{urlencode({'id': unit, 'show': 'name', 'lang': lang})}"


def press(visit: Visitor, label: str) -> None:
    visit.settle()
    visit.page.get_by_role("button", name=label, exact=True).first.click()


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_a_person_judges_sees_the_change_and_takes_it_back(
    size: tuple[int, int], browser: Browser, server: Server, library: Library
):
    for visit in visiting(browser, server, *size):
        page = visit.open("list?of=names")
        page.get_by_role("link", name="朔州市公交警支队").first.click()
        page.wait_for_url(re.compile(r"show=name"))
        press(visit, "同一单位")
        expect(page.get_by_text("请先填写“判断人”")).to_be_visible()
        page.get_by_label("判断人").fill("督查室王芳")
        page.get_by_label("理由").fill("错字")
        press(visit, "同一单位")
        expect(page.locator("h1")).to_have_text(re.compile("朔州市公安局交通警察支队"))
        told = "已记下：“朔州市公交警支队”与“朔州市公安局交通警察支队”是同一单位。"
        expect(page.get_by_text(told)).to_be_visible()
        expect(page.get_by_text("理由：错字").first).to_be_visible()
        assert urlencode({"id": POLICE_ID}) in page.url
        written = {surface.words for surface in library.bodies()[POLICE_ID].surfaces}
        assert written == {"市公安交警支队", "市公交警支队"}
        assert visit.fits()
        visit.open("list?of=names")
        expect(page.get_by_role("link", name="朔州市交通运偷局")).to_be_visible()
        expect(page.get_by_role("link", name="朔州市公交警支队")).to_have_count(0)
        visit.open(name_address(SLIP_ID))
        expect(page.get_by_text("经人工判断，是同一单位")).to_be_visible()
        page.get_by_label("判断人").fill("督查室王芳")
        press(visit, "撤销")
        expect(page.get_by_text(re.compile("已撤销第 .+ 条判断"))).to_be_visible()
        expect(page.get_by_text("已失效").first).to_be_visible()
        assert SLIP_ID in library.bodies()


def test_who_judges_is_asked_once_a_visit(visitor: Visitor):
    page = visitor.open(name_address(SLIP_OF_ROADS.unit_id))
    page.get_by_label("判断人").fill("李强")
    press(visitor, "先不定")
    page.get_by_role("link", name="朔州市交通运输局").first.click()
    page.wait_for_url(re.compile(re.escape(urlencode({"id": ROADS.unit_id}))))
    expect(page.get_by_label("判断人")).to_have_value("李强")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_names_fit_a_phone_however_long_and_many(lang: str, phone: Visitor):
    phone.open(f"unit?lang={lang}")
    for unit in (SLIP_ID, "unit-long", "unit-many"):
        page = phone.go(name_address(unit, lang))
        assert phone.fits()
        folded = page.get_by_test_id("stExpander")
        folded.locator("summary").click()
        expect(folded.get_by_test_id("stSelectbox").last).to_be_visible()
        assert phone.fits()
