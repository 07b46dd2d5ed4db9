"""Every word of the page that is ours, Chinese first, with an English switch.

The words stand in ``words/``, a file for each page: a table for each key with ``zh`` and ``en``. The text of documents
is never translated and never stands there.
"""

from __future__ import annotations

import functools
import re
import threading
import tomllib
from pathlib import Path
from typing import Literal

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from graph.terms import load_terms

Language = Literal["zh", "en"]

LANGUAGES: dict[Language, str] = {"zh": "中文", "en": "English"}
_REMEMBERED = "language"


class _Spoken(threading.local):
    """The language of the run that a thread is at, and the address that it was found in."""

    run: object = None
    address: str | None = None
    chosen: Language = "zh"


_spoken = _Spoken()


@functools.cache
def load_wording() -> dict[str, dict[Language, str]]:
    """Key → words in each language, keys joined by dots (``ask.title``); with what the terminal says too."""
    files = sorted((Path(__file__).parent / "words").glob("*.toml"))
    tables = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]
    words: dict[str, dict[Language, str]] = {}
    for table in (*tables, load_terms()):
        for part, entries in table.items():
            words |= {f"{part}.{name}": entry for name, entry in entries.items()}
    return words


def language() -> Language:
    """The language of this session: what the address says, else what was chosen last, else Chinese.

    A page asks a thousand times for it, and Streamlit takes a while to say what stands in an address.
    """
    run = get_script_run_ctx()
    if run is None:
        return _chosen()
    if _spoken.run is not run or _spoken.address != run.query_string:
        _spoken.chosen, _spoken.run, _spoken.address = _chosen(), run, run.query_string
    return _spoken.chosen


def _chosen() -> Language:
    asked = st.query_params.get("lang") or st.session_state.get(_REMEMBERED, "zh")
    chosen: Language = "en" if asked == "en" else "zh"
    st.session_state[_REMEMBERED] = chosen
    return chosen


def say(key: str, **values: object) -> str:
    """The words of the key in the language of this session, with its places filled.

    Raises:
        KeyError: no file of words has such a key.
    """
    return load_wording()[key][language()].format(**values)


def known(key: str) -> bool:
    """Whether there are words for the key."""
    return key in load_wording()


def role_letter(role: str) -> str:
    """The one letter of a role, of deadlines or of targets.

    >>> role_letter("lead")
    '牵'
    """
    return say(f"letter.{role}")


def cues(quote: str, role: str) -> list[tuple[int, int]]:
    """Where the words that give this role stand in a quote, longest first where they overlap.

    >>> cues("（牵头单位：市能源局）", "lead")
    [(1, 5)]
    """
    words = sorted(load_wording()[f"cue.{role}"]["zh"].split(), key=len, reverse=True)
    return [found.span() for found in re.finditer("|".join(map(re.escape, words)), quote)]
