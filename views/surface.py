"""The style of what Streamlit draws itself, and our words, in both languages, where it speaks English only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from views.wording import LANGUAGES, Language, load_wording

_STYLE = Path(__file__).parent / "drawing" / "frame.css"
_UPLOAD = '[data-testid="stFileUploaderDropzone"]'
_DAY = "[data-testid=stDateInput] [data-placeholder=true]"  # a part of a day that is not chosen yet
# frame.css takes Streamlit's words away there.
_OWN_WORDS = {
    f"{_UPLOAD} button:not([data-testid=stFileChipDeleteBtn] *)": "intake.choose",
    f"{_UPLOAD} [data-testid=stFileUploaderDropzoneInstructions]": "intake.limit",
    "[data-testid=stFileChip][aria-invalid=true]": "intake.too_large",
    "[role=listbox][data-empty=true] [role=option]": "state.no_choice",
    **{f"{_DAY}[data-type={part}]": f"state.day_{part}" for part in ("year", "month", "day")},
}
_SPOKEN: dict[Language, str] = {"zh": ":root:not(:lang(en))", "en": ":root:lang(en)"}


def surface() -> str:
    """The style sheet that holds on every page; which of the languages it speaks is told by the page's ``lang``."""
    words = load_wording()
    own = [
        f"{_SPOKEN[language]} {place}::after {{ content: {css_string(words[key][language])}; }}"
        for language in LANGUAGES
        for place, key in _OWN_WORDS.items()
    ]
    return "\n".join([_STYLE.read_text("utf-8"), *own])


def own_names() -> list[Mapping[Language, str]]:
    """How Streamlit names its own parts to readers of the screen, and how they are called in Chinese."""
    return [words for key, words in load_wording().items() if key.startswith("parts.")]


def css_string(words: str) -> str:
    r"""The words as a string of CSS, which also cannot end the style element that it stands in.

    >>> css_string('选择"文件"')
    '"选择\\22 文件\\22 "'
    """
    return '"' + re.sub(r'["\\<\n\r\f]', lambda found: f"\\{ord(found[0]):x} ", words) + '"'
