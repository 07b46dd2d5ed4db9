"""Files of every kind in a real browser: brought in by the page, refused by it, and shown with their places."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from graph.library import Library
from tests.plans import load_documents, load_text, printed, word_plan
from tests.visitors import PHONE, WAIT, WIDE, Server, Visitor, behind, needs_chromium, until, visiting

SCAN = "plan-a.txt"
HOSTILE = "<img src=x onerror=alert(1)>.txt"

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The page with a library of two scans."""
    library = Library.open(tmp_path_factory.mktemp("files"))
    for document in load_documents():
        text = load_text(document.doc)
        library.add(printed(document, text), text=text, original=text.encode("utf-8"))
    started = Server(library.home)
    yield started
    started.stop()


@pytest.fixture(params=[WIDE, PHONE])
def visitor(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[Visitor]:
    yield from visiting(browser, server, *request.param)


def test_several_files_come_in_though_some_are_bad(visitor: Visitor, tmp_path: Path):
    for name, data in (("任务分解.docx", word_plan()), ("坏.docx", b"PK\x03\x04"), (HOSTILE, b"")):
        (tmp_path / name).write_bytes(data)
    page = visitor.open("intake")
    page.locator("input[type=file]").set_input_files(sorted(tmp_path.iterdir()))
    page.get_by_role("button", name="读取并预览").first.click()
    expect(page.get_by_text("未入库 2 份")).to_be_visible(timeout=2 * WAIT)
    expect(page.get_by_role("button", name="放弃", exact=True)).to_be_visible(timeout=2 * WAIT)
    keep = page.get_by_role("button", name="入库", exact=True)
    for said in (HOSTILE, "文件是空的（0 字节）：请重新下载或导出后再导入。", "坏.docx"):
        expect(page.get_by_text(said, exact=True).first).to_be_visible()
    assert visitor.fits()
    if keep.count():  # the second visitor finds it in the library
        keep.click()
        expect(page.get_by_text("入库 1 份")).to_be_visible(timeout=WAIT)
    page.get_by_role("link", name="任务分解").first.click()
    table = page.locator(".body table.grid")
    expect(table.locator("tr")).to_have_count(3)
    expect(table.locator("tr").nth(1).locator("td")).to_have_text(["1", "完成散煤替代", "市能源局"])
    table.locator(".unit").first.click()
    expect(page.locator(".aside").get_by_text("表1 C2").first).to_be_visible()
    assert visitor.fits()


@pytest.mark.parametrize(("lang", "said"), [("zh", "超过 50 MB"), ("en", "over 50 MB")])
def test_a_file_over_the_limit_is_told_in_our_words(visitor: Visitor, tmp_path: Path, lang: str, said: str):
    with (tmp_path / "大.pdf").open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    page = visitor.open(f"intake?lang={lang}")
    page.locator("input[type=file]").set_input_files(tmp_path / "大.pdf")
    chip = page.locator("[data-testid=stFileChip][aria-invalid=true]")
    chip.hover()
    until(lambda: said in behind(chip))
    expect(page.get_by_test_id("stTooltipErrorContent")).to_be_hidden()
    assert visitor.fits()


@pytest.mark.parametrize(("lang", "border", "advice", "left_out"), [
    ("zh", "第2页", "引用前请核对原件", "未纳入分析的文字 1 处"),
    ("en", "p. 2", "check the original before quoting", "Words left out of the analysis: 1"),
])  # fmt: skip
def test_a_scan_shows_its_pages_and_what_to_check(visitor: Visitor, lang: str, border: str, advice: str, left_out: str):
    page = visitor.open(f"plan?id={SCAN}&lang={lang}&show=doubts")
    expect(page.get_by_text(advice)).to_be_visible()
    borders = page.locator(".body .page")
    until(lambda: behind(borders.nth(1), before=True) == border)
    assert page.locator(".body").inner_text().count("河湖") == load_text(SCAN).count("河湖")
    expect(page.get_by_text("这一行识别得不清楚。").first).to_be_visible()
    expect(page.get_by_text("内部资料")).to_be_hidden()
    page.get_by_text(left_out).click()
    expect(page.get_by_text("内部资料")).to_be_visible()
    assert visitor.fits()


def test_a_quote_card_says_the_page_of_a_scan(visitor: Visitor):
    page = visitor.open(f"ask?q={quote('谁牵头清理河道垃圾')}")
    expect(page.locator("article footer .where").first).to_have_text("第2页（图片识别）")
    page.get_by_role("link", name="定位原文").first.click()
    expect(page.locator(".body .chosen").first).to_be_visible()
