"""In a real browser: a wrong lead is corrected on its page, seen everywhere, and still there after a re-import."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from graph import facts
from graph.library import Library
from ingest import ingest_bytes
from tests.visitors import ROOT, Server, Visitor, needs_chromium, opened_browser, visiting

pytestmark = needs_chromium

NAME = "清洁取暖方案.txt"
HEAD = "朔州市清洁取暖2024年工作方案\n一、主要任务\n"
FIRST = "推进散煤替代。2024年10月底前替代3万户。（市能源局牵头，市生态环境局等配合）\n"
SECOND = "整治扬尘。2024年12月31日前完成整治。（市住建局牵头，市城管局配合）\n"
PLAN = f"{HEAD}（一）{FIRST}（二）{SECOND}"
LATER = f"{HEAD}（一）{SECOND}（二）{FIRST}（三）加强宣传。\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("corrected")
    ingest_bytes(PLAN.encode(), NAME, Library.open(home))
    started = Server(home)
    yield started
    started.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with opened_browser() as opened:
        yield opened


@pytest.fixture
def visitor(browser: Browser, server: Server) -> Iterator[Visitor]:
    yield from visiting(browser, server, 1280, 900)


def zeren(home: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "cli", *arguments]
    environment = {**os.environ, "ZEREN_HOME": str(home), "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def confirm(visitor: Visitor, *, who: str | None = None) -> None:
    if who:
        visitor.page.get_by_label("判断人", exact=False).fill(who)
        visitor.page.keyboard.press("Tab")
        visitor.settle()
    visitor.page.get_by_role("button", name="确认更正").click()


def test_a_wrong_lead_is_corrected_by_clicking_and_survives_a_new_version(visitor: Visitor, server: Server):
    library = Library.open(server.home)
    task = facts.tasks(library)[0]
    page = visitor.open(f"task?id={task.task_id}")
    lead = page.locator(".task-role.lead .task-mention")
    lead.get_by_text("更正", exact=True).click()
    lead.get_by_role("link", name="改为配合").click()
    expect(page.locator(".task-change")).to_have_text("市能源局　牵头 → 配合")
    visitor.settle()
    confirm(visitor, who="督查室王芳")
    expect(page.get_by_text("已记下第 1 条更正", exact=False)).to_be_visible()
    helper = page.locator(".task-role.cooperating .task-mention", has_text="市生态环境局")
    helper.get_by_text("更正", exact=True).click()
    helper.get_by_role("link", name="改为牵头").click()
    expect(page.locator(".task-change")).to_have_text("市生态环境局　配合 → 牵头")
    visitor.settle()
    confirm(visitor)
    expect(page.get_by_text("已记下第 2 条更正", exact=False)).to_be_visible()
    expect(page.locator(".task-role.lead")).to_contain_text("朔州市生态环境局")

    ecology = next(row.unit_id for row in facts.assignments(library) if row.surface == "市生态环境局")
    for version in (PLAN, LATER):
        ingest_bytes(version.encode(), NAME, library)
        assert {row.title: row.leads for row in facts.tasks(library)}["推进散煤替代"] == ("朔州市生态环境局",)
        page = visitor.open(f"list?of=tasks&unit={ecology}&role=lead")
        expect(page.get_by_text("推进散煤替代").first).to_be_visible()
        page = visitor.open(f"unit?id={ecology}")
        expect(page.get_by_text("推进散煤替代").first).to_be_visible()
        answer = json.loads(zeren(server.home, "ask", "谁牵头散煤替代", "--json"))
        assert [one["label"] for one in answer["answers"]] == ["朔州市生态环境局"]
        sheet = server.home / "out.csv"
        zeren(server.home, "export", "-o", str(sheet))
        row = next(line for line in sheet.read_text("utf-8-sig").splitlines() if "市生态环境局" in line)
        assert "更正" in row and "督查室王芳" in row
    now = next(row.task_id for row in facts.tasks(library) if row.title == "推进散煤替代")
    page = visitor.open(f"task?id={now}")
    expect(page.locator(".task-history li")).to_have_count(2)
    expect(page.locator(".task-role.lead .task-corrected")).to_have_text("更正")
