"""The real page on a port of its own, and visitors that open it in Debian's Chromium, headless."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

MENU = ("overview", "ask", "unit", "task", "plan", "matrix", "deadlines", "sectors", "overlaps", "findings", "network",
        "review", "intake", "export", "method")  # fmt: skip
"""The pages of the menu, by their addresses."""

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WIDE, PHONE = (1440, 1000), (390, 844)
WAIT = 60_000  # milliseconds that a page may take on a loaded machine before the test gives up

DRAWN = """() => {
  const own = [...document.querySelectorAll('[data-testid=stBidiComponentIsolated]')];
  return document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
    && document.querySelector('.st-key-foot') !== null
    && !document.querySelector('[data-testid=stSpinner], [data-testid=stSkeleton], [data-stale=true]')
    && own.every((one) => one.shadowRoot?.childElementCount > 1 || one.closest('.st-key-keys, .st-key-place'));
}"""
"""A page is drawn: no run is under way, its last part is there, and every part of ours that draws has its words."""

_WALK = """to => new Promise((heard) => {
  const app = document.querySelector('[data-testid=stApp]');
  const watch = new MutationObserver(() => app.dataset.testScriptState === 'notRunning' || heard());
  watch.observe(app, { attributes: true, attributeFilter: ['data-test-script-state'] });
  setTimeout(heard, 5000);
  history.pushState({}, '', to);
  dispatchEvent(new PopStateEvent('popstate', { state: {} }));
})"""
_WIDTH = "document.querySelector('[data-testid=stMain]').scrollWidth"

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is missing: apt-get install chromium")


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """The browser, closed at the end."""
    with sync_playwright() as playwright:
        expect.set_options(timeout=WAIT)
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


def _new_page(browser: Browser) -> Page:
    """A page; all of a browser share what was loaded, so that scripts are read and compiled once."""
    return (browser.contexts[0] if browser.contexts else browser.new_context()).new_page()


class Server:
    """The page on a free port, with a library folder of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}/"
        self.log = home / "page.log"
        command = [sys.executable, "-m", "serve", "--alone", "--port", str(self.port)]
        environment = {**os.environ, "ZEREN_HOME": str(home), "PYTHONUNBUFFERED": "1"}
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        self._wait()

    def _wait(self) -> None:
        """A loaded machine may need a minute."""
        end = time.monotonic() + 4 * WAIT / 1000
        while self.process.poll() is None and time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"{self.address}_stcore/health", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        self.stop()
        raise AssertionError(self.log.read_text("utf-8"))

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(WAIT / 1000)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Visitor:
    """A page of the browser that notes every request to another host and every error of a script."""

    def __init__(self, browser: Browser, server: Server, width: int, height: int) -> None:
        self.server = server
        self.outside: list[str] = []
        self.errors: list[str] = []
        self._told = server.log.stat().st_size  # what the log said before this visit is not its own
        self.page: Page = _new_page(browser)
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.set_default_timeout(WAIT)
        self.page.on("request", self._note)
        self.page.on("websocket", lambda socket: self._note_address(socket.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _note(self, request: object) -> None:
        self._note_address(str(getattr(request, "url", "")))

    def _note_address(self, address: str) -> None:
        parts = urlsplit(address)
        inside = parts.scheme in ("data", "blob") or parts.netloc == f"127.0.0.1:{self.server.port}"
        if not inside:
            self.outside.append(address)

    def open(self, address: str) -> Page:
        self.page.goto(self.server.address + address)
        self.settle()
        return self.page

    def go(self, address: str) -> Page:
        """Go to an address of the page as its own links do, without loading it anew."""
        self.page.evaluate(_WALK, f"/{address}")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the page is drawn."""
        self.page.locator("h1").first.wait_for()
        self.page.wait_for_function(DRAWN)

    def fits(self) -> bool:
        """Nothing is wider than the window, so that nobody has to scroll sideways."""
        self.settle()
        return int(self.page.evaluate(_WIDTH)) <= int(self.page.evaluate("window.innerWidth"))

    def check(self) -> None:
        """Nothing left for another host, no script failed, and the server had no error."""
        assert not self.outside
        assert not self.errors
        assert b"Traceback" not in self.server.log.read_bytes()[self._told :]


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds that a page tells without an event."""
    end = time.monotonic() + WAIT / 1000
    while not holds():
        assert time.monotonic() < end, "it never held"
        time.sleep(0.1)


def behind(shown: Locator, *, before: bool = False) -> str:
    """The words that a style puts behind an element, or before it."""
    words: str = shown.evaluate(f"one => getComputedStyle(one, '::{'before' if before else 'after'}').content")
    return words.strip('"')


def visiting(browser: Browser, server: Server, width: int, height: int) -> Iterator[Visitor]:
    found = Visitor(browser, server, width, height)
    yield found
    found.page.close()
    found.check()
