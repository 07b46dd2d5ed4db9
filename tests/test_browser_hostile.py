"""Documents full of markup, style and script in a real browser: pages show their words, and nothing else happens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from graph import analysing, facts, kept_findings, kept_overlaps, unit_facts
from graph.library import Library
from tests.hostile_library import TEXTS, fill
from tests.visitors import MENU, WAIT, Server, Visitor, needs_chromium

pytestmark = needs_chromium

LISTS = ("plans", "tasks", "units", "assignments", "deadlines", "targets", "issues", "names")
ASKED = ("unit?id=", "task?id=", "plan?id=", "matrix?id=", "overlaps?pair=", "findings?id=", "network?unit=",
         "export?query=", "comparison?a=", "list?of=", "deadlines?place=", "sectors?sector=", "review?doc=",
         "intake?remove=", "workload?of=", "export?doc=", "overlaps?a=", "findings?check=")  # fmt: skip
BROUGHT = """<img src=x onerror="window.broken=1">某市<script>window.broken=1</script>方案

一、主要任务

1. **加粗**<b>清洁取暖</b>[链接](http://evil.example/)改造。2025年10月底前，完成<script>window.broken=1</script>改造任务。\
（牵头单位：市能源局、<script>window.broken=1</script>市财政局；配合单位：市发改委）

2. 推进散煤替代$\\frac{1}{2}$工程。2025年12月底前完成:smile:任务。（牵头单位：市生态环境局；责任单位：市住建局）
"""
HARM = r"""() => {
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
  if (!/^\p{Script=Han}+ · /u.test(document.title)) harm.push(document.title);
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


def harm(page: Page) -> list[str]:
    found: list[str] = page.evaluate(HARM)
    return found


def test_every_page_shows_them_as_text(visitor: Visitor):
    visitor.open("")
    for address in (*MENU, *(f"list?of={of}" for of in LISTS), "workload", "workload?of=single", "review?log=1"):
        assert harm(visitor.go(address)) == [], address


def test_every_page_of_one_thing_shows_them_as_text(visitor: Visitor, library: Library):
    docs = [quote(row.doc) for row in sorted(facts.plans(library), key=lambda row: row.doc)]
    tasks = {quote(row.doc): row.task_id for row in facts.tasks(library) if row.leads}
    units = {row.canonical: row.unit_id for row in unit_facts.units(library)}
    visitor.open("plan")
    for number, (doc, words) in enumerate(zip(docs, TEXTS, strict=True)):
        unit, other = units[words], docs[number - 1]
        for address in (f"plan?id={doc}", f"task?id={tasks[doc]}", f"unit?id={unit}", f"unit?id={unit}&show=name",
                        f"matrix?id={doc}", f"comparison?a={other}&b={doc}", f"overlaps?a={other}&b={doc}",
                        f"network?unit={unit}", f"deadlines?unit={unit}", f"sectors?unit={unit}", f"findings?doc={doc}",
                        f"review?doc={doc}", f"export?format=xlsx&unit={unit}", f"intake?remove={doc}",
                        f"list?of=tasks&unit={unit}"):  # fmt: skip
            assert harm(visitor.go(address)) == [], (number, address)


def test_every_pair_and_finding_shows_them_as_text(visitor: Visitor, library: Library):
    pairs, found = kept_overlaps.pairs(library, most=len(TEXTS)), kept_findings.findings(library, most=len(TEXTS))
    assert pairs
    assert found
    visitor.open("overlaps")
    for address in (*(f"overlaps?pair={one.id}" for one in pairs), *(f"findings?id={one.id}" for one in found)):
        assert harm(visitor.go(address)) == [], address


def test_every_question_is_shown_as_text(visitor: Visitor):
    visitor.open("ask")
    for words in TEXTS:
        page = visitor.go(f"ask?q={quote(f'谁牵头{words[:60]}')}&topic={quote(words[:60])}")
        assert harm(page) == [], words


def test_what_is_not_found_is_told_as_text(visitor: Visitor):
    visitor.open("ask")
    for number, words in enumerate(TEXTS):
        asked = quote(words[:60], safe="")
        for kind in [*ASKED, *ASKED][number % len(ASKED) :][:6]:  # each of the texts on six of the pages
            page = visitor.go(f"{kind}{asked}")
            assert harm(page) == [], (kind, words)
    page = visitor.open(quote(TEXTS[1], safe=""))
    assert harm(page) == []


def test_words_stand_as_they_were_written(visitor: Visitor):
    for of, said in (("plans", "某市{}方案"), ("units", "{}")):
        page = visitor.open(f"list?of={of}")
        shown = page.locator(".sheet table").first.inner_text()
        for words in TEXTS:
            assert said.format(words) in shown


def test_files_with_such_names_are_downloaded(visitor: Visitor, library: Library):
    visitor.open("unit")
    for unit in unit_facts.units(library):
        if unit.canonical in TEXTS:
            page = visitor.go(f"unit?id={unit.unit_id}")
            with page.expect_download() as caught:
                page.get_by_role("button", name="本单位清单（Excel）").click()
            assert re.fullmatch(r"[\w（）()《》、，－—\- ]+\.xlsx", caught.value.suggested_filename), unit.canonical
            assert Path(caught.value.path()).read_bytes().startswith(b"PK")


def test_a_file_with_such_a_name_comes_in_by_the_page(visitor: Visitor):
    page = visitor.open("intake")
    name = "<b>方案</b>.txt"
    files = [
        {"name": name, "mimeType": "text/plain", "buffer": BROUGHT.encode()},
        {"name": "<img src=x onerror=window.broken=1>.txt", "mimeType": "text/plain", "buffer": b""},
    ]
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name="读取并预览").first.click()
    page.get_by_role("button", name="入库", exact=True).click(timeout=2 * WAIT)
    results = page.locator("section[role=status]")
    expect(results.get_by_text("已入库", exact=True)).to_be_visible(timeout=2 * WAIT)
    expect(results.get_by_text("未入库", exact=True)).to_be_visible()
    assert harm(page) == []
    results.get_by_role("link", name=name).click()
    expect(page.locator(".reader .body")).to_contain_text("<script>window.broken=1</script>市财政局")
    assert harm(page) == []
