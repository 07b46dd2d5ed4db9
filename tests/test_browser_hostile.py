"""Documents full of markup, style and script in a real browser: pages show their words, and nothing else happens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from graph import analysing, facts, unit_facts
from graph.library import Library
from tests.hostile_library import TEXTS, fill
from tests.visitors import MENU, Server, Visitor, needs_chromium, opened_browser, visiting

pytestmark = needs_chromium

LISTS = ("plans", "tasks", "units", "assignments", "deadlines", "targets", "issues", "names")
HARM = """() => {
  const trees = [document, ...[...document.querySelectorAll('*')].map((one) => one.shadowRoot).filter(Boolean)];
  const all = trees.flatMap((tree) => [...tree.querySelectorAll('*')]);
  const own = location.origin;
  const MARKED = /^(粗体|粗|下划|代码|删)$/;
  const told = (one) => one.outerHTML.slice(0, 200);
  const harm = all.filter((one) => [...one.attributes].some(({ name }) => name.startsWith('on'))
    || (one.tagName === 'IFRAME')
    || (one.tagName === 'IMG' && one.src && new URL(one.src).origin !== own && !one.src.startsWith('data:'))
    || (one.tagName === 'A' && one.href && (one.protocol === 'javascript:' || new URL(one.href).origin !== own))
    || (['STRONG', 'B', 'EM', 'CODE', 'DEL', 'U'].includes(one.tagName) && MARKED.test(one.textContent))
    || one.matches('.katex')).map(told);
  if (window.broken) harm.push('a script ran');
  const first = document.querySelector('h1') ?? document.body;
  if (getComputedStyle(first).display === 'none') harm.push('a style took hold');
  return harm;
}"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    made = Library.open(tmp_path_factory.mktemp("hostile"))
    fill(made)
    analysing.refresh(made)
    return made


@pytest.fixture(scope="module")
def server(library: Library) -> Iterator[Server]:
    started = Server(library.home)
    yield started
    started.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with opened_browser() as opened:
        yield opened


@pytest.fixture
def visitor(browser: Browser, server: Server) -> Iterator[Visitor]:
    yield from visiting(browser, server, 1440, 1000)


def test_every_page_shows_them_as_text(visitor: Visitor):
    for address in (*MENU, *(f"list?of={of}" for of in LISTS), "workload", "comparison", "review?log=1"):
        page = visitor.open(address)
        assert page.evaluate(HARM) == [], address


def test_every_plan_task_unit_and_matrix_shows_them_as_text(visitor: Visitor, library: Library):
    rows = {row.doc: row for row in facts.plans(library)}
    tasks = {row.doc: row.task_id for row in facts.tasks(library) if row.leads}
    units = {row.canonical: row.unit_id for row in unit_facts.units(library)}
    visitor.open("plan")
    for number, (doc, words) in enumerate(zip(sorted(rows), TEXTS, strict=True)):
        addresses = (f"plan?id={quote(doc)}", f"task?id={tasks[doc]}", f"unit?id={units[words]}",
                     f"matrix?id={quote(doc)}")  # fmt: skip
        for address in addresses:
            page = visitor.go(address)
            assert page.evaluate(HARM) == [], (number, address)


def test_every_question_is_shown_as_text(visitor: Visitor):
    visitor.open("ask")
    for words in TEXTS:
        for address in (f"ask?q={quote(f'谁牵头{words[:60]}')}", f"unit?id={quote(words[:60])}"):
            page = visitor.go(address)
            assert page.evaluate(HARM) == [], address


def test_words_stand_as_they_were_written(visitor: Visitor):
    page = visitor.open("list?of=plans")
    shown = page.locator(".sheet table").first.inner_text()
    for words in TEXTS:
        assert f"某市{words}方案" in shown
    page = visitor.open("list?of=units")
    shown = page.locator(".sheet table").first.inner_text()
    for words in TEXTS:
        assert words in shown


def test_files_with_such_names_are_downloaded(visitor: Visitor, library: Library, tmp_path: Path):
    unit = next(row for row in unit_facts.units(library) if row.canonical == TEXTS[0])
    page = visitor.open(f"unit?id={unit.unit_id}")
    with page.expect_download() as caught:
        page.get_by_role("button", name="本单位清单（Excel）").click()
    file = tmp_path / "own.xlsx"
    caught.value.save_as(file)
    assert file.read_bytes().startswith(b"PK")
    assert "<" not in caught.value.suggested_filename
