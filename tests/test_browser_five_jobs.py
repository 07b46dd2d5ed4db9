"""The five jobs of the README by clicking alone: each begins on the first page, and nobody types an address."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, Locator, Page, expect

from graph import facts, unit_facts
from graph.library import Library
from ingest import ingest_bytes
from tests.visitors import WIDE, Server, Visitor, needs_chromium, visiting

pytestmark = needs_chromium

LONG = 120_000  # milliseconds that reading, storing and counting anew may take on a loaded machine
ENERGY, ECOLOGY = "朔州市能源局", "朔州市生态环境局"
QUESTION = "谁牵头散煤替代"
TASK = "推进散煤替代"
NAME = "清洁取暖方案.txt"


def next_month() -> datetime.date:
    return (datetime.date.today().replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


def plan(more: str = "") -> str:
    """A plan with a task whose lead was read wrongly, say, and two deadlines next month."""
    due = f"{next_month():%Y年%-m月}"
    clean = f"{TASK}。{due}15日前替代3万户。（市能源局牵头，市生态环境局配合）\n"
    dust = f"整治扬尘。{due}底前完成整治。（市住建局牵头，市城管局配合）\n"
    first, second = (dust, clean) if more else (clean, dust)
    return f"朔州市清洁取暖{due[:4]}年工作方案\n一、主要任务\n（一）{first}（二）{second}{more}"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The page on a library of that plan."""
    home = tmp_path_factory.mktemp("own")
    ingest_bytes(plan().encode(), NAME, Library.open(home))
    started = Server(home)
    yield started
    started.stop()


@pytest.fixture
def officer(browser: Browser, own: Server) -> Iterator[Visitor]:
    yield from visiting(browser, own, *WIDE)


def plain(words: str) -> str:
    return re.sub(r"\s", "", words)


def turn_to(visit: Visitor, title: str) -> Page:
    """Click a page of the menu, and wait until it is there."""
    visit.page.get_by_test_id("stSidebarNavLink").filter(has_text=title).click()
    expect(visit.page).to_have_title(re.compile(f"^{title} ·"))
    visit.settle()
    return visit.page


def choose(page: Page, box: Locator, words: str) -> None:
    """Choose what has these words in a list that unfolds."""
    box.locator("input").fill(words)
    page.get_by_role("option", name=words).first.click()


def number_in(figures: Locator) -> int:
    return int(figures.locator("strong").inner_text())


def saved(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as caught:
        page.get_by_role("button", name=button, exact=True).click(timeout=LONG)
    file = folder / caught.value.suggested_filename
    caught.value.save_as(file)
    return file


def table(file: Path, sheet: int = 0) -> list[dict[str, object]]:
    """The rows of a sheet by the names of their columns."""
    head, *rows = openpyxl.load_workbook(file).worksheets[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_who_leads_it_and_where_does_it_stand(visitor: Visitor, samples: Library):
    page = visitor.open("")
    page.get_by_label("想知道什么？").fill(QUESTION)
    page.get_by_role("button", name="提问").click()
    page.wait_for_url(re.compile(r"/ask\?q="))
    for place in ("朔州市", "平城区"):
        group = page.locator("section.group").filter(has=page.locator("h2", has_text=place)).first
        card = group.locator("article.card").first
        expect(card.locator("mark.lead").first).to_be_visible()
        expect(card.locator("mark.cue").first).to_have_text(re.compile("牵头"))
    visitor.settle()
    quoted = card.locator("blockquote").inner_text()
    card.get_by_text("定位原文").click()
    page.wait_for_url(re.compile(r"/plan\?id=.+&at=\d+-\d+"))
    sought = page.locator(".reader .sought")
    expect(sought.first).to_be_in_viewport()
    shown = "".join(sought.all_text_contents())
    assert plain(shown) == plain(quoted)
    assert shown in samples.text("001_27a911cede5a5bef.txt")


def test_an_example_is_answered_by_one_click(visitor: Visitor):
    page = visitor.open("")
    page.locator(".examples a[href^='ask?']").first.click()
    page.wait_for_url(re.compile(r"/ask\?q="))
    expect(page.locator("article.card mark").first).to_be_visible()


def test_my_departments_list_as_a_sheet(visitor: Visitor, samples: Library, tmp_path: Path):
    visitor.open("")
    page = turn_to(visitor, "单位")
    choose(page, page.get_by_test_id("stSelectbox"), ENERGY)
    expect(page.locator("h1")).to_have_text(ENERGY)
    visitor.settle()
    figures = page.locator(".figures li")
    tasks, leads = (number_in(figures.filter(has_text=name)) for name in (re.compile("^[0-9]+任务"), "牵头任务"))
    file = saved(page, "本单位清单（Excel）", tmp_path)
    assert file.name.startswith(ENERGY)
    rows = table(file)
    assert len(rows) == tasks
    assert sum(ENERGY in str(row["牵头单位"]) for row in rows) == leads
    text = plain("".join(samples.text(doc) for doc in samples.docs()))
    duties = table(file, 1)
    assert duties
    for words in (*(row["原文"] for row in rows), *(row["引文"] for row in duties)):
        assert plain(str(words)) in text
    page.locator(".figures a", has_text="牵头任务").click()
    expect(page.get_by_text(f"共 {leads} 条")).to_be_visible()


def test_what_is_due_next_month(officer: Visitor, tmp_path: Path):
    officer.open("")
    page = turn_to(officer, "期限")
    page.get_by_role("link", name=f"下个月到期（{next_month():%Y-%m}）").click()
    page.wait_for_url(re.compile("after="))
    officer.settle()
    number = sum(map(int, page.locator(".figures strong").all_inner_texts()))
    assert number == 2
    events = Calendar.from_ical(saved(page, "下载日历 .ics", tmp_path).read_bytes()).walk("VEVENT")
    assert len(events) == number
    first = next_month()
    for event in events:
        assert first <= event.decoded("dtstart") < first + datetime.timedelta(days=31)
    page.get_by_role("link", name=f"共 {number} 条").click()
    page.wait_for_url(re.compile(r"/list\?of=deadlines"))
    expect(page.get_by_text(f"共 {number} 条")).to_be_visible()
    expect(page.locator(".sheet tbody tr")).to_have_count(number)


def test_where_two_plans_overlap(visitor: Visitor, samples: Library):
    visitor.open("")
    page = turn_to(visitor, "交叉重叠")
    titles = {row.doc[:3]: row.title for row in facts.plans(samples)}
    boxes = page.get_by_test_id("stSelectbox")
    for name, doc in (("文件一", "001"), ("文件二", "002")):
        visitor.settle()
        choose(page, boxes.filter(has_text=name), titles[doc])
        page.wait_for_url(re.compile(f"[?&]{'a' if doc == '001' else 'b'}="))
    visitor.settle()
    rows = page.locator(".overlaps-open")
    names = rows.first.inner_text()
    rows.first.click()
    page.wait_for_url(re.compile("pair=overlap-"))
    cards = page.locator(".overlaps-card")
    expect(cards).to_have_count(2)
    expect(cards.first.locator("mark.only").first).to_be_visible()
    both = [plain(words) for words in cards.all_inner_texts()]
    for at, card in enumerate(cards.all()):
        only = [plain(words) for words in card.locator("mark.only").all_inner_texts()]
        assert not [words for words in only if len(words) > 3 and words in both[1 - at]]
        assert card.locator("a", has_text=titles["001" if at == 0 else "002"]).count() == 1
    assert names


def test_a_wrong_lead_is_corrected_and_stays_right(officer: Visitor, own: Server, tmp_path: Path):
    page = correct_the_lead(officer)
    read_again(officer, plan(), "已在库中")
    read_again(officer, plan("（三）加强宣传。\n"), "新版本")
    turn_to(officer, "任务").get_by_role("link", name=TASK).first.click()
    expect(page.locator(".task-history li")).to_have_count(2)
    expect(page.locator(".task-role.lead .task-corrected")).to_have_text("更正")
    turn_to(officer, "总览")
    page.get_by_label("想知道什么？").fill(QUESTION)
    page.get_by_role("button", name="提问").click()
    expect(page.locator(".answer")).to_contain_text(ECOLOGY, timeout=LONG)
    expect(page.locator(".answer")).not_to_contain_text(ENERGY)
    turn_to(officer, "责任矩阵")
    page.get_by_role("link", name="清洁取暖").first.click()
    row = page.locator("table.matrix tbody tr", has_text=TASK)
    for unit, letter in ((ECOLOGY, "牵"), (ENERGY, "配")):
        expect(row.locator(f"a.letter[aria-label*='{unit}']")).to_have_text(letter)
    turn_to(officer, "单位")
    choose(page, page.get_by_test_id("stSelectbox"), ECOLOGY)
    expect(page.locator("h1")).to_have_text(ECOLOGY)
    led = page.locator("section.part", has=page.locator("h2", has_text="牵头"))
    expect(led.get_by_text(TASK).first).to_be_visible()
    turn_to(officer, "导出与接口")
    page.locator("a[href*='format=xlsx']").click()
    page.get_by_role("button", name="生成文件").click()
    file = saved(page, "下载", tmp_path)
    tasks = table(file)
    assert len(tasks) == number_in(page.locator(".figures li", has_text="任务")) == 3
    (task,) = (row for row in tasks if TASK in str(row["任务"]))
    assert (task["牵头单位"], task["配合单位"]) == (f"{ECOLOGY}（更正）", f"{ENERGY}（更正）")
    library = Library.open(own.home)
    assert [row.lead for row in unit_facts.units(library) if row.canonical == ECOLOGY] == [1]


def correct_the_lead(officer: Visitor) -> Page:
    """Make the unit that leads a supporting one and the other way round."""
    officer.open("")
    page = turn_to(officer, "任务")
    page.get_by_role("link", name=TASK).first.click()
    for role, unit, to in (("lead", "市能源局", "配合"), ("cooperating", "市生态环境局", "牵头")):
        mention = page.locator(f".task-role.{role} .task-mention", has_text=unit)
        mention.get_by_text("更正", exact=True).click()
        mention.get_by_role("link", name=f"改为{to}").click()
        expect(page.locator(".task-change")).to_contain_text(f"→ {to}")
        officer.settle()
        who = page.get_by_label("判断人", exact=False)
        who.fill("督查室王芳")
        who.press("Tab")
        officer.settle()
        page.get_by_role("button", name="确认更正").click()
        expect(page.get_by_text(re.compile(f"已记下第 . 条更正：{unit}"))).to_be_visible()
        officer.settle()
    return page


def read_again(officer: Visitor, text: str, told: str) -> None:
    """Bring in the file of that name by the page, and keep it where there is something to keep."""
    page = turn_to(officer, "导入")
    chosen = {"name": NAME, "mimeType": "text/plain", "buffer": text.encode()}
    with page.expect_response(lambda answer: "upload_file" in answer.url):  # a click before that finds no file
        page.locator("input[type=file]").set_input_files([chosen])
    page.wait_for_timeout(500)
    officer.settle()
    page.get_by_role("button", name="读取并预览").first.click()
    card = page.locator(".intake-card")
    expect(card.locator("header")).to_contain_text(told, timeout=LONG)
    officer.settle()
    page.get_by_role("button", name="放弃" if told == "已在库中" else "入库", exact=True).click()
    expect(card).to_have_count(0, timeout=LONG)
    if told == "新版本":
        expect(page.get_by_text("入库 1 份")).to_be_visible(timeout=LONG)
