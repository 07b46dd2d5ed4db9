"""Buttons that make a file when they are used, and not before."""

from __future__ import annotations

import re
from collections.abc import Callable

import streamlit as st

_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
}
_LONGEST = 60  # characters of a name, which every file system takes


def download(label: str, made: Callable[[], bytes], name: str, form: str, *, key: str) -> None:
    """A button for a file of this form, whose bytes are made when it is used; the page stays as it is."""
    st.download_button(
        label, made, file_name=f"{file_name(name)}.{form}", mime=_KINDS[form], key=key, on_click="ignore"
    )


def file_name(words: str) -> str:
    r"""The words as the name of a file on any system.

    >>> file_name("责任矩阵 ../方案\n<b>（2023）"), file_name("/")
    ('责任矩阵 方案 b （2023）', 'zeren')
    """
    kept = re.sub(r"[^\w（）()《》、，－—-]+", " ", words).strip(" .")
    return kept[:_LONGEST].strip() or "zeren"
