"""What tests share: long versions, programs that must be there in CI, a library of their own, the page in a browser."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from graph import analysing
from graph.library import Library
from ingest import sample_library
from tests.visitors import PHONE, WIDE, Server, Visitor, opened_browser, visiting

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI") == "true"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="run the long versions (marked soak) and nothing else")


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False  # of pytest-xdist; the order is made below
    config.addinivalue_line("markers", "soak: a long version, run by make soak")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long versions and the others never run together; what takes longest comes first, so that no worker waits for it.

    Those are the files that open the page, then the files of many tests.
    """
    soak = config.getoption("--soak")
    left_out = [item for item in items if (item.get_closest_marker("soak") is not None) != soak]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]
    tests = Counter(map(file_of, items))
    opening = {file_of(item) for item in items if {"browser", "server"} & set(getattr(item, "fixturenames", ()))}
    items.sort(key=lambda item: (file_of(item) not in opening, -tests[file_of(item)]))


def file_of(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """In CI a test that was left out has failed: what it needs is missing there."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"left out in CI: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five documents that the project starts with."""
    return ROOT / "seeds"


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory):
    """No test touches the library of the person who runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZEREN_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(autouse=True)
def own_main_module():
    """A page that a test runs takes the place of ``__main__``; processes that later tests start would begin with it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The sample documents, with all that analysis finds in them; tests that change a library have their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZEREN_HOME", str(tmp_path_factory.mktemp("samples")))
        library = sample_library()
    analysing.refresh(library)
    return library


@pytest.fixture(scope="session")
def server(samples: Library) -> Iterator[Server]:
    """The page on the sample documents; a file of tests with a library of its own has a ``server`` of its own."""
    started = Server(samples.home.parent)
    yield started
    started.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; one a file, because Playwright keeps the loop of asyncio for as long as it is there."""
    with opened_browser() as opened:
        yield opened


@pytest.fixture
def visitor(browser: Browser, server: Server) -> Iterator[Visitor]:
    yield from visiting(browser, server, *WIDE)


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Visitor]:
    yield from visiting(browser, server, *PHONE)
