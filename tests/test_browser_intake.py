"""Documents brought in and results taken away in a real browser: what is shown first, kept, and stands in a file."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Browser, expect

from graph import facts
from graph.library import Library
from tests.test_incoming import LATER, PLAN
from tests.visitors import WAIT, Server, Visitor, needs_chromium, opened_browser, visiting

pytestmark = needs_chromium
LONG = 6 * WAIT
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with opened_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = Server(tmp_path_factory.mktemp("own"))
    yield started
    started.stop()


@pytest.fixture
def visitor(browser: Browser, server: Server) -> Iterator[Visitor]:
    yield from visiting(browser, server, 1440, 1000)


def chosen(name: str, data: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "text/plain", "buffer": data}


def test_a_plan_is_looked_at_kept_and_its_next_version_compared(visitor: Visitor, server: Server):
    page = visitor.open("intake")
    page.locator("input[type=file]").set_input_files([chosen("方案.txt", PLAN.encode()), chosen("空.txt", b"")])
    page.get_by_role("button", name="读取并预览").first.click()
    expect(page.get_by_text("未入库 1 份")).to_be_visible(timeout=LONG)
    keep = page.get_by_role("button", name="入库", exact=True)
    expect(keep).to_be_visible(timeout=LONG)
    assert Library.open(server.home).docs() == []
    page.get_by_text("English", exact=True).click()  # the language changes, what was read stays
    keep = page.get_by_role("button", name="Keep", exact=True)
    keep.click(timeout=LONG)
    expect(page.get_by_text("kept: 1")).to_be_visible(timeout=LONG)
    library = Library.open(server.home)
    assert library.docs() == ["方案.txt"]

    page = visitor.open("intake?lang=zh")
    page.locator("input[type=file]").set_input_files([chosen("方案.txt", LATER.encode())])
    page.get_by_role("button", name="读取并预览").first.click()
    card = page.locator(".intake-card")
    expect(card.get_by_text("新增的任务：1 项")).to_be_visible(timeout=LONG)
    expect(card.get_by_text("4． 建设充电桩")).to_be_visible()
    expect(card.get_by_text("朔州市交通运输局").first).to_be_visible()
    page.get_by_role("button", name="放弃", exact=True).click()
    expect(card).to_have_count(0, timeout=LONG)
    assert facts.totals(library).tasks == 3


def test_a_file_holds_as_many_tasks_as_the_page_and_its_list_say(visitor: Visitor, server: Server, tmp_path: Path):
    library = Library.open(server.home)
    page = visitor.open("export?format=xlsx&doc=方案.txt")
    number = int(page.locator(".figures li", has_text="任务").locator("strong").inner_text())
    assert number == facts.count(library, "tasks") == 3
    page.get_by_role("button", name="生成文件").click()
    button = page.get_by_role("button", name="下载", exact=True)
    expect(button).to_be_visible(timeout=LONG)
    with page.expect_download() as download:
        button.click()
    file = tmp_path / "清单.xlsx"
    download.value.save_as(file)
    assert download.value.suggested_filename.endswith("督办清单.xlsx")
    with zipfile.ZipFile(file) as package:
        sheet = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    rows = [
        row
        for row in sheet.iter(f"{SHEET}row")
        if any(cell.find(f"{SHEET}is") is not None or len(cell) for cell in row)
    ]
    assert len(rows) == number + 1
    page.locator(".figures li", has_text="任务").locator("a").click()
    expect(page.get_by_text(f"共 {number} 条")).to_be_visible(timeout=WAIT)
