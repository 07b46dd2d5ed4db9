"""The real page in a real browser: Debian's Chromium, headless, against a server of its own."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from graph import facts, unit_facts
from graph.filters import Filter
from graph.library import Library
from ingest import sample_library
from tests.visitors import WAIT, Server, Visitor, needs_chromium, opened_browser, visiting

QUESTION = "谁牵头散煤替代"

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Library:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZEREN_HOME", str(tmp_path_factory.mktemp("browser")))
        return sample_library()


@pytest.fixture(scope="module")
def server(samples: Library) -> Iterator[Server]:
    started = Server(samples.home.parent)
    yield started
    started.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with opened_browser() as opened:
        yield opened


@pytest.fixture
def visitor(browser: Browser, server: Server) -> Iterator[Visitor]:
    yield from visiting(browser, server, 1440, 1000)


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Visitor]:
    yield from visiting(browser, server, 390, 844)


def addresses(samples: Library) -> dict[str, str]:
    """An address of each page and what must stand on it."""
    unit = unit_facts.units(samples)[0]
    plan = max(facts.plans(samples), key=lambda row: row.assignments)
    return {
        "": "谁牵头，谁配合",
        "overview": "需要留意",
        "ask": "可以这样问",
        f"ask?q={quote(QUESTION)}": "这样理解了问题",
        "unit": "牵头最多的单位",
        f"unit?id={unit.unit_id}": unit.canonical,
        "plan": plan.title,
        f"plan?id={quote(plan.doc)}": "目录与条数",
        "overlaps": "同一任务",
        "intake": "示例文件",
        "list?of=plans": plan.title,
        "list?of=tasks": "共",
        f"list?of=assignments&unit={unit.unit_id}&role=lead": unit.canonical,
        "list?of=deadlines": "到期日",
        "list?of=targets": "指标",
        "list?of=gaps": "没有牵头单位",
        "findings?check=no-lead": "方案未写明",
        "workload": "这些数的含义",
        "network": "协作圈",
        "comparison": "请选择两份不同的方案",
        "workload?of=single": "单点依赖",
        "list?of=names": "存疑",
        f"unit?id={unit.unit_id}&show=name": "人工判断",
        "unit?id=unit-0": "未找到",
        "plan?id=none.txt": "未找到",
    }


def test_every_address_opens_fresh(visitor: Visitor, samples: Library):
    for address, words in addresses(samples).items():
        page = visitor.open(address)
        expect(page.get_by_text(words).first, address).to_be_visible()


def test_every_page_fits_a_phone_and_speaks_english(phone: Visitor, samples: Library):
    for address in addresses(samples):
        page = phone.open(f"{address}{'&' if '?' in address else '?'}lang=en")
        too_wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth")
        assert too_wide <= 0, f"{address} is {too_wide} pixels too wide"
        assert page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize(("lang", "choose", "limit"), [
    ("zh", "选择文件", "或拖到这里；每份不超过 50 MB"),
    ("en", "Choose files", "or drop them here; up to 50 MB each"),
])  # fmt: skip
def test_the_upload_box_speaks_our_words_and_fits(phone: Visitor, lang: str, choose: str, limit: str):
    page = phone.open(f"intake?lang={lang}")
    box = "[data-testid=stFileUploaderDropzone"
    for place, words in ((f"{box}] button", choose), (f"{box}Instructions]", limit)):
        shown = page.locator(place).first
        assert shown.evaluate("element => getComputedStyle(element, '::after').content") == f'"{words}"'
        edges = shown.bounding_box()
        assert edges is not None
        assert edges["x"] + edges["width"] <= 390


def test_asking_tells_two_places_apart_and_leads_to_the_clause(visitor: Visitor, samples: Library):
    page = visitor.open("")
    page.get_by_label("想知道什么？").fill(QUESTION)
    page.get_by_role("button", name="提问").click()
    page.wait_for_url(re.compile(r"/ask\?q="))
    visitor.settle()
    groups = page.locator("section.group")
    expect(groups.filter(has_text="朔州市")).not_to_have_count(0)
    expect(groups.filter(has_text="平城区")).not_to_have_count(0)
    for place in ("朔州市", "平城区"):
        card = groups.filter(has=page.locator("h2", has_text=place)).first.locator("article.card").first
        expect(card.locator("mark.lead").first).to_be_visible()
        expect(card.locator("mark.cue").first).to_have_text(re.compile("牵头"))
    card = groups.filter(has=page.locator("h2", has_text="平城区")).first.locator("article.card").first
    quoted = card.locator("blockquote").inner_text()
    card.get_by_text("定位原文").click()
    page.wait_for_url(re.compile(r"/plan\?id=.+&at=\d+-\d+"))
    visitor.settle()
    sought = page.locator(".reader .sought")
    expect(sought.first).to_be_in_viewport()
    shown = "".join(sought.all_text_contents())
    assert plain(shown) == plain(quoted)
    assert shown in samples.text("001_27a911cede5a5bef.txt")


def plain(words: str) -> str:
    return re.sub(r"\s", "", words)


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
    assert re.search(r"at=\d+-\d+", page.url)
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
    close, inner = (page.locator(f".aside {name}").bounding_box() for name in (".close", ".inner"))
    assert close is not None
    assert inner is not None
    assert inner["x"] + inner["width"] <= close["x"]
    page.locator(".aside .close").click()
    expect(page.locator(".aside")).to_be_hidden()


def test_numbers_open_their_lists_and_the_way_back_works(visitor: Visitor, samples: Library):
    unit = unit_facts.units(samples)[0]
    page = visitor.open(f"unit?id={unit.unit_id}")
    page.locator(".figures a.lead").click()
    page.wait_for_url(re.compile(r"/list\?of=tasks"))
    expect(page.get_by_text(f"共 {unit.lead} 条")).to_be_visible()
    page.go_back()
    expect(page.locator("h1", has_text=unit.canonical)).to_be_visible()
    page.go_forward()
    expect(page.get_by_text(f"共 {unit.lead} 条")).to_be_visible()
    page.reload()
    expect(page.get_by_text(f"共 {unit.lead} 条")).to_be_visible()


def test_the_language_switch_keeps_the_place(visitor: Visitor, samples: Library):
    unit = unit_facts.units(samples)[0]
    page = visitor.open(f"unit?id={unit.unit_id}")
    page.get_by_text("English", exact=True).click()
    expect(page.get_by_text("Tasks led")).to_be_visible()
    assert "lang=en" in page.url
    assert unit.unit_id in page.url
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
    page.wait_for_url(re.compile("/overview"))


def test_a_choice_that_fits_nothing_is_told_in_our_words(visitor: Visitor):
    page = visitor.open("unit")
    page.locator("[data-testid=stSelectbox] input").fill("没有这个单位zz")
    empty = page.locator("[role=listbox][data-empty=true] [role=option]")
    empty.wait_for(state="attached")
    assert empty.evaluate("element => getComputedStyle(element, '::after').content") == '"没有相符的"'
    expect(empty.get_by_text("No results")).to_be_hidden()


def test_a_long_question_stays_and_is_told_the_limit(visitor: Visitor):
    page = visitor.open("")
    field = page.get_by_label("想知道什么？")
    field.fill("问" * 301)
    page.get_by_role("button", name="提问").click()
    expect(page.get_by_text("最多能读 300 个字")).to_be_visible()
    expect(field).to_have_value("问" * 301)


def test_the_first_content_comes_within_three_seconds(browser: Browser, server: Server):
    times = []
    for _ in range(3):
        page = browser.new_page()
        begin = time.monotonic()
        page.goto(server.address)
        page.locator("h1").first.wait_for()
        times.append(time.monotonic() - begin)
        page.close()
    assert min(times) < 3


HOSTILE = """<img src=x onerror="window.broken=1">某市<script>window.broken=1</script>方案

一、主要任务

1. **加粗**<b>清洁取暖</b>[链接](http://evil.example/)改造。2025年10月底前，完成<script>window.broken=1</script>改造任务。\
（牵头单位：市能源局、<script>window.broken=1</script>市财政局；配合单位：市发改委）

2. 推进散煤替代$\\frac{1}{2}$工程。2025年12月底前完成:smile:任务。（牵头单位：市生态环境局；责任单位：市住建局）
"""


def test_an_own_document_comes_in_by_the_page_and_its_words_stay_words(browser: Browser, tmp_path: Path):
    server = Server(tmp_path)
    try:
        visit = Visitor(browser, server, 1440, 1000)
        page = visit.open("intake")
        name = "<b>方案</b>.txt"
        files = [
            {"name": name, "mimeType": "text/plain", "buffer": HOSTILE.encode("utf-8")},
            {"name": "空.txt", "mimeType": "text/plain", "buffer": b""},
        ]
        page.locator("input[type=file]").set_input_files(files)
        expect(page.get_by_text("空.txt")).to_be_visible()
        page.get_by_role("button", name="读取并预览").first.click()
        page.get_by_role("button", name="入库", exact=True).click(timeout=2 * WAIT)
        results = page.locator("section[role=status]")
        expect(results.get_by_text("已入库", exact=True)).to_be_visible()
        expect(results.get_by_text("未入库", exact=True)).to_be_visible()
        results.get_by_role("link", name=name).click()
        expect(page.locator(".reader .body")).to_contain_text("<script>window.broken=1</script>市财政局")
        asked = f"ask?q={quote('谁牵头<script>window.broken=1</script>清洁取暖')}"
        lists = [f"list?of={of}" for of in ("tasks", "assignments")]
        lists += ["findings", "findings?check=no-deadline"]
        for address in ("", "unit", "plan", "overlaps", "intake", *lists, asked):
            visit.open(address)
            assert page.evaluate("window.broken") is None, address
            assert page.locator(".sheet img, .sheet script, .sheet b, .reader img, .reader script").count() == 0
            assert page.get_by_text("示例文件").count() == 0
        assert not visit.outside
        assert not visit.errors
        page.close()
    finally:
        server.stop()


@pytest.mark.soak
def test_twelve_sessions_at_once_for_two_minutes(browser: Browser, server: Server, samples: Library):
    """Every session opens every page again and again; none sees an error or a page that stays empty."""
    visits = [visiting(browser, server, 1440, 1000) for _ in range(12)]
    visitors = [next(visit) for visit in visits]
    paths = list(addresses(samples))
    begun, opened = time.monotonic(), 0
    while time.monotonic() - begun < 120:
        for number, visitor in enumerate(visitors):
            visitor.page.goto(f"{server.address}{paths[(opened + number) % len(paths)]}", wait_until="commit")
        for visitor in visitors:
            expect(visitor.page.locator("h1").first).to_be_visible(timeout=WAIT)
        opened += 1
    assert opened > 3
    for visit in visits:
        assert next(visit, None) is None  # its checks of errors and of requests to other hosts
