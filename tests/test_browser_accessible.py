"""Every page for everybody in a real browser: words that can be read, parts with names, a language, a phone's width."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from graph import facts, kept_overlaps, unit_facts
from graph.library import Library
from tests.visitors import MENU, PHONE, WIDE, Server, needs_chromium, visiting

pytestmark = needs_chromium

WAYS = {"desktop, light, Chinese": (WIDE, "light", "zh-CN"), "phone, dark, English": (PHONE, "dark", "en")}
FAULTS = """() => {
  const trees = [document, ...[...document.querySelectorAll('*')].map((one) => one.shadowRoot).filter(Boolean)];
  const all = trees.flatMap((tree) => [...tree.querySelectorAll('*')]);
  const above = (one) => one.parentElement ?? one.getRootNode().host ?? null;
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (words) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = words;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over = (top, ground, share = top[3]) =>
    top.slice(0, 3).map((part, at) => part * share + ground[at] * (1 - share));
  const groundOf = (one) => {
    const layers = [];
    for (let at = one; at; at = above(at)) {
      const layer = rgba(getComputedStyle(at).backgroundColor);
      layers.push(layer);
      if (layer[3] === 1) break;
    }
    return layers.reverse().reduce((ground, layer) => over(layer, ground), [255, 255, 255]);
  };
  const light = (colour) => {
    const [red, green, blue] = colour.map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const told = (one, words) => `${words}: <${one.tagName.toLowerCase()} class="${one.getAttribute('class')}"> `
    + one.textContent.trim().slice(0, 40);
  const faults = [];
  for (const one of all) {
    const style = getComputedStyle(one);
    if (!one.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (one.tagName === 'svg' && one.getRootNode() !== document && !one.closest('[aria-label], [aria-labelledby]')
        && !one.closest('[aria-hidden=true]')) faults.push(told(one, 'drawing without words'));
    if (['BUTTON', 'A'].includes(one.tagName) && !(one.textContent.trim() || one.ariaLabel || one.title))
      faults.push(told(one, 'no name'));
    if (one instanceof SVGElement || one.disabled || one.closest('[disabled], [aria-disabled=true]')) continue;
    const own = [...one.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
    if (!own || style.clipPath !== 'none' || one.getBoundingClientRect().width < 2) continue;
    const ground = groundOf(one);
    let share = 1;
    for (let at = one; at; at = above(at)) share *= Number(getComputedStyle(at).opacity);
    const ink = rgba(style.color);
    const [high, low] = [light(over(ink, ground, ink[3] * share)), light(ground)].sort((a, b) => b - a);
    const contrast = (high + 0.05) / (low + 0.05);
    if (contrast < 4.5) faults.push(told(one, `contrast ${contrast.toFixed(2)}`));
  }
  return [...new Set(faults)];
}"""


def addresses(samples: Library) -> Iterator[str]:
    """Every page, and pages of one thing."""
    unit = unit_facts.units(samples)[0]
    plan = quote(max(facts.plans(samples), key=lambda row: row.assignments).doc)
    task = next(row for row in facts.tasks(samples) if row.leads)
    pair = kept_overlaps.pairs(samples, most=1)[0]
    yield from MENU
    yield from (f"unit?id={unit.unit_id}", f"unit?id={unit.unit_id}&show=name", f"task?id={task.task_id}",
                f"plan?id={plan}", f"matrix?id={plan}", f"overlaps?pair={pair.id}", f"network?unit={unit.unit_id}",
                f"comparison?a={quote(pair.a.doc)}&b={quote(pair.b.doc)}", f"ask?q={quote('谁牵头散煤替代')}",
                "findings?check=no-lead", "workload", "workload?of=single", "comparison", "unit?id=unit-0",
                "plan?id=none.txt")  # fmt: skip
    yield from (f"list?of={of}" for of in ("plans", "tasks", "units", "assignments", "deadlines", "targets", "names"))


@pytest.mark.parametrize("way", WAYS)
def test_every_page_can_be_read_by_everybody(browser: Browser, server: Server, samples: Library, way: str):
    size, shade, lang = WAYS[way]
    for visitor in visiting(browser, server, *size):
        visitor.page.emulate_media(color_scheme=shade)
        visitor.open(f"method?lang={lang[:2]}")
        faults: dict[str, list[str]] = {}
        for address in addresses(samples):
            page = visitor.go(f"{address}{'&' if '?' in address else '?'}lang={lang[:2]}")
            faults[address] = page.evaluate(FAULTS)
            if not visitor.fits():
                faults[address].append("wider than the window")
            if page.evaluate("document.documentElement.lang") != lang:
                faults[address].append("another language")
        assert not {address: found for address, found in faults.items() if found}


FOREIGN = """() => [...document.querySelectorAll('[aria-label], [alt], [placeholder]')]
  .flatMap((one) => ['aria-label', 'alt', 'placeholder'].map((told) => one.getAttribute(told)))
  .filter((told) => told && /^[A-Za-z][a-z]+( [a-z]+)*$/.test(told))"""


def test_streamlits_own_parts_are_named_in_chinese(browser: Browser, server: Server):
    for visitor in visiting(browser, server, *PHONE):
        for address in ("overview", "unit", "intake", "export?query=unit-tasks"):
            page = visitor.open(address)
            page.wait_for_function(f"() => !({FOREIGN})().length", timeout=5_000)
            page.get_by_text("跳到正文").first.wait_for(state="attached")
