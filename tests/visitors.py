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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

MENU = ("overview", "ask", "unit", "task", "plan", "matrix", "deadlines", "sectors", "overlaps", "findings", "network",
        "review", "intake", "export", "method")  # fmt: skip
"""The pages of the menu, by their addresses."""

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WAIT = 30_000  # milliseconds that a page may take on a loaded machine before the test gives up

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is missing: apt-get install chromium")


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """The browser, closed at the end."""
    with sync_playwright() as playwright:
        expect.set_options(timeout=WAIT)
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


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
        for _ in range(300):
            assert self.process.poll() is None, self.log.read_text("utf-8")
            try:
                with urllib.request.urlopen(f"{self.address}_stcore/health", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise AssertionError(self.log.read_text("utf-8"))

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


class Visitor:
    """A page of the browser that notes every request to another host and every error of a script."""

    def __init__(self, browser: Browser, server: Server, width: int, height: int) -> None:
        self.server = server
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.page: Page = browser.new_page(viewport={"width": width, "height": height})
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
        self.page.evaluate(
            "to => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate', {state: {}})) }",
            f"/{address}",
        )
        self.page.wait_for_timeout(250)  # Streamlit hears of the address a moment later
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the page is drawn and no run is under way."""
        self.page.locator("h1").first.wait_for()
        self.page.wait_for_function(
            "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
            " && !document.querySelector('[data-testid=stSpinner]')"
        )


def visiting(browser: Browser, server: Server, width: int, height: int) -> Iterator[Visitor]:
    found = Visitor(browser, server, width, height)
    yield found
    found.page.close()
    assert not found.outside
    assert not found.errors
    assert "Traceback" not in server.log.read_text("utf-8")
