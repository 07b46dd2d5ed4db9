"""Every page for everybody, in a real browser: words that can be read, drawings and buttons with names, a language."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from graph import analysing, facts, kept_overlaps, unit_facts
from graph.library import Library
from ingest import sample_library
from tests.visitors import MENU, Server, Visitor, needs_chromium, opened_browser

pytestmark = needs_chromium

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


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Library:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZEREN_HOME", str(tmp_path_factory.mktemp("accessible")))
        library = sample_library()
    analysing.refresh(library)
    return library


@pytest.fixture(scope="module")
def server(samples: Library) -> Iterator[Server]:
    started = Server(samples.home.parent)
    yield started
    started.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with opened_browser() as opened:
        yield opened


@pytest.mark.parametrize("shade", ["light", "dark"])
def test_every_page_can_be_read_by_everybody(browser: Browser, server: Server, samples: Library, shade: str):
    unit = unit_facts.units(samples)[0]
    plan = max(facts.plans(samples), key=lambda row: row.assignments)
    task = next(row for row in facts.tasks(samples) if row.leads)
    pair = kept_overlaps.pairs(samples, most=1)[0]
    things = (f"unit?id={unit.unit_id}", f"task?id={task.task_id}", f"plan?id={quote(plan.doc)}",
              f"matrix?id={quote(plan.doc)}", f"overlaps?pair={pair.id}", f"network?unit={unit.unit_id}",
              f"comparison?a={quote(pair.a.doc)}&b={quote(pair.b.doc)}", f"ask?q={quote('谁牵头散煤替代')}",
              "list?of=tasks", "workload")  # fmt: skip
    visitor = Visitor(browser, server, 1440, 1000)
    visitor.page.emulate_media(color_scheme=shade)
    faults = {}
    for address in (*MENU, *things):
        page = visitor.open(address)
        page.wait_for_function("document.documentElement.lang === 'zh-CN'")
        found = page.evaluate(FAULTS)
        if found:
            faults[address] = found
    visitor.page.close()
    assert not faults
