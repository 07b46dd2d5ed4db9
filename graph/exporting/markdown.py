"""Words of documents inside Markdown: shown as they are, never markup; and front matter that YAML reads back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date

from graph.exporting.texts import clean, one_line

_MARKUP = re.compile(r"[\\`*_{}\[\]#|~$%=^!]")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_LIST = re.compile(r"^(?P<space>\s*)(?P<number>\d{0,9})(?P<sign>[-+.)])")
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


def plain(text: str) -> str:
    r"""The words on one line, every sign that Markdown or a program on top of it could act on disarmed.

    >>> print(plain("# 散煤 [[x]] <b>"), plain("https://a.b c::d"))
    \# 散煤 \[\[x\]\] &lt;b&gt; https:\//a.b c:\:d
    """
    escaped = _MARKUP.sub(r"\\\g<0>", one_line(text).translate(_ENTITIES))
    escaped = escaped.replace("::", ":\\:").replace("://", ":\\//")
    return _LIST.sub(r"\g<space>\g<number>\\\g<sign>", escaped)


def quoted(text: str) -> list[str]:
    r"""The words as a quotation, line by line.

    >>> quoted("一、散煤\n- 治理")
    ['> 一、散煤', '> \\- 治理']
    """
    return [f"> {plain(line)}".rstrip() for line in clean(text).split("\n")]


def front_matter(fields: Mapping[str, object]) -> list[str]:
    """The fields as lines of YAML; what is None or empty is left out.

    >>> front_matter({"标题": "a: b", "截止日期": "2020-09-30", "牵头": ["甲", "乙"], "文号": None})
    ['---', '标题: "a: b"', '截止日期: 2020-09-30', '牵头:', '  - "甲"', '  - "乙"', '---', '']
    """
    lines = ["---"]
    for name, value in fields.items():
        if isinstance(value, list):
            lines += [f"{name}:", *(f"  - {_scalar(one)}" for one in value)] if value else []
        elif value is not None and value != "":
            lines.append(f"{name}: {_scalar(value)}")
    return [*lines, "---", ""]


def _scalar(value: object) -> str:
    """A value of YAML: strings in double quotes, but days and numbers as they are."""
    if isinstance(value, bool | int):
        return json.dumps(value)
    words = clean(str(value))
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        return _UNPRINTABLE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(words, ensure_ascii=False))
