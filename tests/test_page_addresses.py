"""The addresses that pages give to each other."""

from __future__ import annotations

import pytest

from views import addresses
from views.addresses import address, asking, place


@pytest.fixture(autouse=True)
def in_chinese(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(addresses, "language", lambda: "zh")


def test_what_is_not_asked_stands_in_no_address():
    assert address("plan", id="朔州.txt", at=None, kind="") == "plan?id=%E6%9C%94%E5%B7%9E.txt"


def test_the_first_page_is_at_the_root_where_the_menu_marks_it():
    assert address("overview") == "./"
    assert address("overview", day="2026-01-01") == "./?day=2026-01-01"


def test_english_is_kept(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(addresses, "language", lambda: "en")
    assert address("overview") == "./?lang=en"


def test_the_address_of_a_stretch_carries_its_first_words():
    assert (
        place("a.txt", 3, 5, words="市能源局牵头")
        == f"plan?id=a.txt&at=3-5&words={addresses.quote_plus('市能源局牵头')}"
    )


def test_a_part_of_a_question_that_was_taken_away_is_told():
    assert asking("谁牵头", {"unit": "", "role": "lead"}).endswith("&role=lead&unit=")
