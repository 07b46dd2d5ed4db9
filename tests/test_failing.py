"""What a page says of an error that nobody foresaw: a number, and nothing of the program."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import serve
from signing.house import House
from signing.visits import Visits
from tests.opened import strings
from views import failing

NUMBER = re.compile(r"\b[2-9BCDFGHJKMNPQRSTVWXYZ]{6}\b")
SECRET = "/srv/secret/library.db line 3 in _load <b>"


def broken_page(kind: str) -> None:
    import streamlit as st  # noqa: PLC0415 - the text of this function is a script of its own

    from graph.library import LibraryError  # noqa: PLC0415
    from graph.readonly import ReadOnlyError  # noqa: PLC0415
    from views import frame  # noqa: PLC0415

    raised = {"key": KeyError, "library": LibraryError, "read": ReadOnlyError, "system": PermissionError}

    def page() -> None:
        raise raised[kind]("/srv/secret/library.db line 3 in _load <b>")

    def press() -> None:
        raise KeyError("/srv/secret/library.db line 3 in _load <b>")

    def fine() -> None:
        st.button("press", on_click=press)

    frame.run({"find": (("overview", fine if kind == "button" else page), ("ask", page))})


def open_broken(kind: str, **params: str) -> AppTest:
    page = AppTest.from_function(broken_page, kwargs={"kind": kind}, default_timeout=60)
    for key, value in params.items():
        page.query_params[key] = value
    return page.run()


def shown(page: AppTest) -> str:
    told = [json.loads(element.proto.json)[0] for element in page.main if element.type == "bidi_component"]
    return "\n".join([*strings(told), *(error.value for error in page.exception), *map(str, page.exception)])


@pytest.mark.parametrize(("lang", "words"), [("zh", "程序出错了"), ("en", "The program failed")])
@pytest.mark.parametrize("kind", ["key", "system"])
def test_an_error_is_told_by_a_number_that_stands_in_the_log(
    kind: str, lang: str, words: str, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.ERROR, "zeren.page"):
        page = open_broken(kind, lang=lang)
    said = shown(page)
    assert words in said
    assert not page.exception
    assert "secret" not in said
    assert "Error" not in said
    number = NUMBER.search(said)
    assert number
    (record,) = [record for record in caplog.records if record.name == "zeren.page"]
    assert number[0] in record.getMessage()
    assert record.exc_info and SECRET in str(record.exc_info[1])


@pytest.mark.parametrize(("kind", "words"), [("library", "资料库打不开"), ("read", "资料库只读")])
def test_what_the_library_says_names_no_path(kind: str, words: str):
    said = shown(open_broken(kind))
    assert words in said
    assert "secret" not in said


def test_an_error_behind_a_button_names_neither_path_nor_code():
    page = open_broken("button")
    page.button[0].click().run()
    said = shown(page)
    assert "secret" not in said
    assert "KeyError" not in said
    assert ".py" not in said


def test_both_ways_to_start_tell_what_happens_behind_buttons():
    """Streamlit asks the program it runs what to say of an error in a callback; a plain script could not answer."""
    for house in (None, House(folder=Path(), visits=Visits(Path(), 1))):
        assert serve.application(house, None)._on_script_error is failing.tell
