"""Addresses in a real browser: opened fresh, walked back and forth, and two hundred that name nothing."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from urllib.parse import quote

from playwright.sync_api import Browser, expect

from graph import facts, kept_findings, kept_overlaps, unit_facts
from graph.filters import Filter
from graph.library import Library
from tests.visitors import Server, Visitor, needs_chromium

pytestmark = needs_chromium

KINDS = ("unit?id=", "task?id=", "plan?id=", "matrix?id=", "overlaps?pair=", "findings?id=", "network?unit=",
         "export?query=", "comparison?a=", "list?of=")  # fmt: skip
INVENTED = 20  # of each kind


def addresses(samples: Library) -> dict[str, str]:
    """Forty addresses and what must stand on each."""
    first, second = unit_facts.units(samples)[:2]
    plans = sorted(facts.plans(samples), key=lambda row: -row.assignments)
    tasks = [row for row in facts.tasks(samples) if row.leads]
    duty = next(row for row in facts.assignments(samples, Filter(unit_id=first.unit_id, role="lead")) if row.unit_start)
    due = facts.deadlines(samples)[0]
    pair = kept_overlaps.pairs(samples, most=1)[0]
    finding = kept_findings.findings(samples, most=1)[0]
    shared = unit_facts.partners(samples, first.unit_id)[0]
    sector = unit_facts.sectors(samples)[0]
    return {
        "": "谁牵头，谁配合",
        "overview?day=2020-06-01": "2020-07-01",
        f"ask?q={quote('谁牵头散煤替代')}": "朔州市能源局",
        f"ask?q={quote('市生态环境局牵头哪些任务')}": "朔州市生态环境局",
        f"ask?q={quote('散煤替代一共花了多少钱')}": "没有写明这项金额",
        f"unit?id={first.unit_id}": first.canonical,
        f"unit?id={first.unit_id}&show=name": "人工判断",
        f"unit?id={second.unit_id}": second.canonical,
        f"task?id={tasks[0].task_id}": tasks[0].title,
        f"task?id={tasks[-1].task_id}": tasks[-1].title,
        f"plan?id={quote(plans[0].doc)}": plans[0].title,
        f"plan?id={quote(plans[1].doc)}": plans[1].title,
        f"plan?id={quote(plans[-1].doc)}": plans[-1].title,
        f"plan?id={quote(duty.doc)}&at={duty.unit_start}-{duty.unit_end}": first.canonical,
        f"plan?id={quote(due.doc)}&at={due.start}-{due.end}&words={quote(due.quote[:24])}": due.quote,
        f"matrix?id={quote(plans[0].doc)}": first.canonical,
        f"matrix?id={quote(plans[1].doc)}": "牵",
        "deadlines": "时限",
        f"deadlines?doc={quote(plans[0].doc)}": "2020",
        f"deadlines?unit={first.unit_id}": first.canonical,
        "sectors": sector.label,
        "sectors?role=lead": sector.label,
        "overlaps": "同一任务",
        f"overlaps?pair={pair.id}": pair.a.title,
        f"overlaps?task={pair.a.task}": pair.a.title,
        "overlaps?line=levels": "上下级",
        f"comparison?a={quote(pair.a.doc)}&b={quote(pair.b.doc)}": "对照",
        "findings": "没有牵头单位",
        "findings?check=no-lead": "方案未写明",
        f"findings?id={finding.id}": "原文",
        "network": "协作",
        f"network?unit={first.unit_id}": first.canonical,
        "review": "审核",
        "review?log=1": "审核",
        "export": "导出",
        "method": "方法",
        "list?of=tasks&named=no-lead": "共 5 条",
        f"list?of=tasks&unit={first.unit_id}&role=lead": f"共 {first.lead} 条",
        f"list?of=shared&unit={first.unit_id}&with={shared.unit_id}": f"共 {shared.tasks} 条",
        f"list?of=tasks&sector={sector.sector_id}": f"共 {sector.tasks} 条",
        "list?of=names": "存疑",
        "intake": "示例文件",
        "workload": "加权",
        "workload?of=single": "单点依赖",
    }


def test_forty_addresses_open_fresh(visitor: Visitor, samples: Library):
    wanted = addresses(samples)
    assert len(wanted) >= 40
    for address, words in wanted.items():
        page = visitor.open(address)
        shown = page.locator("[data-testid=stMain]").get_by_text(words).locator("visible=true")
        expect(shown.first, address).to_be_visible()


def test_twelve_moves_of_back_forward_and_reload(visitor: Visitor, samples: Library):
    unit = unit_facts.units(samples)[0]
    page = visitor.open(f"unit?id={unit.unit_id}")
    page.locator(".figures a.lead").click()
    total = page.get_by_text(f"共 {unit.lead} 条")
    expect(total).to_be_visible()
    page.locator("table a[href^='task?']").first.click()
    page.wait_for_url(re.compile(r"/task\?id="))
    visitor.settle()
    task = page.locator("h1", has_text=page.locator("h1").inner_text())
    name = page.locator("h1", has_text=unit.canonical)
    moves = (
        ("back", total), ("back", name), ("forward", total), ("reload", total), ("forward", task), ("reload", task),
        ("back", total), ("back", name), ("reload", name), ("forward", total), ("back", name), ("forward", total),
    )  # fmt: skip
    for move, shown in moves:
        {"back": page.go_back, "forward": page.go_forward, "reload": page.reload}[move]()
        expect(shown.first, move).to_be_visible()


def invented(samples: Library) -> Iterator[tuple[str, str]]:
    """Addresses of nothing: nonsense, and ids with one sign changed."""
    chance = random.Random(8)
    real = [row.unit_id for row in unit_facts.units(samples)] + [row.task_id for row in facts.tasks(samples)]
    for kind in KINDS:
        for number in range(INVENTED):
            if number % 2:
                at = chance.randrange(6, 20)
                one = chance.choice(real)
                name = f"{one[:at]}{'g' if one[at : at + 1] != 'g' else 'h'}{one[at + 1 :]}"
            else:
                name = "".join(chance.choice("abc市局0189_-.，；") for _ in range(chance.randrange(3, 20))) + str(
                    number
                )
            yield kind, name


def test_two_hundred_invented_ids_are_not_found(visitor: Visitor, samples: Library):
    held = {row.canonical for row in unit_facts.units(samples)} | {row.title for row in facts.plans(samples)}
    visitor.open("unit")
    tried = list(invented(samples))
    assert len(tried) == 200
    for kind, name in tried:
        page = visitor.go(f"{kind}{quote(name)}")
        expect(page.get_by_text(f"未找到“{name}”").first, f"{kind}{name}").to_be_visible()
        assert page.locator("h1").first.inner_text() not in held, f"{kind}{name}"


def test_the_address_of_a_page_is_copied_as_it_stands(browser: Browser, server: Server):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{server.address}list?of=tasks&role=lead")
    page.get_by_role("button", name="复制本页链接").click()
    expect(page.locator("button.copy.done")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    context.close()
