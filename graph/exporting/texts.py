"""Words of documents in the cells, names and notes of other programs: they are shown, never carried out.

What no file of XML can hold is left out, line ends are made one, and words that a spreadsheet would take for a
formula are guarded where the format cannot say that a cell is text.
"""

from __future__ import annotations

import re
import unicodedata

from graph.rows import AssignmentRow, DeadlineRow, TargetRow
from graph.whereabouts import Where, in_words

ROLES = {"lead": "牵头", "cooperating": "配合", "responsible": "责任", "supervising": "督导"}
STANDINGS = {"written": "明确", "implied": "推断", "corrected": "更正"}
KINDS = {"parenthetical": "括号", "label": "标签", "inline": "行文", "table": "表格", "blanket": "通用声明"}
UNWRITTEN = "方案未写明"

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 forbids, which spreadsheets cannot show either: controls, lone surrogates, U+FFFE."""
_GUARD = "'"
_STARTS = ("=", "+", "-", "@")


def clean(text: str) -> str:
    r"""The words without what no file can hold, each line end one line feed.

    >>> clean("一\r\n二\x00\ud800\ufffe")
    '一\n二'
    """
    return _FORBIDDEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def one_line(text: str) -> str:
    r"""The clean words on one line, white space of any kind and length as one space.

    >>> one_line(" 散煤\n  治理 ")
    '散煤 治理'
    """
    return " ".join(clean(text).split())


def starts_formula(text: str) -> bool:
    r"""Whether a spreadsheet could take the words for a formula: by their first sign that is seen, of any width.

    >>> [starts_formula(words) for words in ("=1", "＝1", " \ufeff\t-2", "\u200b@A1", "散煤=1", "")]
    [True, True, True, True, False, False]
    """
    first = next((sign for sign in text if not _unseen(sign)), "")
    return unicodedata.normalize("NFKC", first).startswith(_STARTS)


def _unseen(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Cn")


def guarded(text: str) -> str:
    """The clean words for a format that cannot say what is text: an apostrophe stands before what starts a formula.

    One stands before an apostrophe too, so that :func:`unguarded` gives back every text.

    >>> guarded("=SUM(A1)"), guarded("散煤治理"), guarded("'散煤'")
    ("'=SUM(A1)", '散煤治理', "''散煤'")
    """
    kept = clean(text)
    return _GUARD + kept if kept.startswith(_GUARD) or starts_formula(kept) else kept


def unguarded(cell: str) -> str:
    """The words that :func:`guarded` wrote.

    >>> unguarded("'=SUM(A1)"), unguarded("散煤治理")
    ('=SUM(A1)', '散煤治理')
    """
    return cell.removeprefix(_GUARD)


def shortened(text: str, most: int) -> str:
    """The words, or as many of them as fit, with a sign that there are more.

    >>> shortened("清洁取暖改造", 4)
    '清洁取…'
    """
    return text if len(text) <= most else f"{text[: most - 1]}…"


def place_words(place: Where | None, start: int, end: int) -> str:
    """Where words stand, for a person: in the original file, or else by the characters of the text.

    >>> place_words(None, 10, 24)
    '第11—24字'
    """
    return (in_words(place) if place else "") or f"第{start + 1}—{end}字"


def corrected_in_words(row: AssignmentRow | DeadlineRow | TargetRow) -> str | None:
    """By which correction a fact holds: who made it, when and why, and what had been read; None of what was read so."""
    if row.correction is None:
        return None
    read = "原未识别" if row.read is None else f"原读作{ROLES.get(row.read, row.read)}"
    why = f"，理由：{one_line(row.corrected_why)}" if row.corrected_why else ""
    day = (row.corrected_at or "")[:10]
    return f"更正第{row.correction}条：{one_line(row.corrected_by or '')} {day}，{read}{why}"
