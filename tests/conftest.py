"""What all tests share: the long versions, programs that must be there in CI, and a library of their own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI") == "true"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="run the long versions (marked soak) and nothing else")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "soak: a long version, run by make soak")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long versions and the others never run together."""
    soak = config.getoption("--soak")
    left_out = [item for item in items if (item.get_closest_marker("soak") is not None) != soak]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


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
