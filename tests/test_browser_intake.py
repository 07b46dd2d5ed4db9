"""Documents brought in by the page in a real browser: what is shown first, what is kept, and what a version changes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from graph import facts
from graph.library import Library
from tests.test_incoming import LATER, PLAN
from tests.visitors import WAIT, Server, Visitor, needs_chromium

pytestmark = needs_chromium
LONG = 6 * WAIT


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = Server(tmp_path_factory.mktemp("own"))
    yield started
    started.stop()


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
