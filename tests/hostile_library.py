"""Plans whose title, tasks, quotes, units and file names are markup, style, script, formulas and worse."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from extract.jsonform import from_json, to_json
from extract.records import Document
from graph.library import Library
from preparing import Prepared, prepare

TEXTS = (
    "<script>window.broken=1</script>",
    "<img src=x onerror=window.broken=1>",
    "<svg onload=window.broken=1>",
    "<iframe src=//evil.example></iframe>",
    "</style><style>*{display:none}</style>",
    '"><b onmouseover=window.broken=1>粗</b>',
    "<a href=javascript:window.broken=1>点</a>",
    "**粗体**与__下划__",
    "[散煤](//evil.example)",
    "![图](//evil.example/x.png)",
    ":red[红]:smile::material/delete:",
    "$\\frac{1}{2}$",
    "`代码`~~删~~",
    "&lt;b&gt;&amp;&#60;",
    "{{7*7}}{0}%s${7*7}",
    "'; DROP TABLE plan; --",
    "..\\..\\etc\\passwd",
    "\u202e反向\u202c",
    '=HYPERLINK("//evil.example")',
    "很长" * 120,
)
"""What stands in each place of a document."""

_UNIT = "市人民防空办公室"
_PLAN = """某市{words}散煤治理实施方案

一、主要任务

1.{words}推进散煤替代。{words}2023年10月底前完成改造8万户。（牵头单位：{unit}；配合单位：市生态环境局）
"""


def file_name(number: int) -> str:
    """The name of the file, as far as a file that is taken can have it: no way to a folder, no invisible sign."""
    kept = (sign for sign in TEXTS[number][:60] if sign.isprintable() and sign not in "/\\")
    return f"{number:02}{''.join(kept)}.txt"


def fill(library: Library) -> list[Document]:
    """Put a document for each of the texts into the library."""
    documents = []
    for number, words in enumerate(TEXTS):
        text = _PLAN.format(words=words, unit=_UNIT)
        prepared = prepare(text.encode(), file_name(number))
        assert isinstance(prepared, Prepared), prepared
        shown = prepared.text.replace(_UNIT, words)
        document = replace(
            _with_unit(prepared.document, prepared.text, words),
            text_sha256=hashlib.sha256(shown.encode()).hexdigest(),
            meta=replace(prepared.document.meta, title=f"某市{words}方案"),
        )
        library.add(document, text=shown, original=prepared.original)
        documents.append(document)
    return documents


def _with_unit(document: Document, text: str, words: str) -> Document:
    """The document as if a unit were called so, which no rule would read."""
    at, longer = text.index(_UNIT), len(words) - len(_UNIT)

    def moved(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: moved(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [moved(item, key) for item in value]
        if isinstance(value, str):
            return value.replace(_UNIT, words)
        return value + longer if key in ("start", "end") and value > at else value

    return from_json(moved(to_json(document)))
