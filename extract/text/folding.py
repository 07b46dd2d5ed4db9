"""A view of the text in which the finders look: no padding, one width, simplified characters, offsets kept.

White space inside a line and line breaks that only wrap a sentence are left out; full-width digits and signs become
half-width. A break that ends a paragraph, and a tab or a wide gap between cells, stays as one line feed.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.text.scripts import simplified

_FULL = "０１２３４５６７８９％．／＋－～，；：（）"
_HALF = "0123456789%./+-~,;:()"
_WIDTH = str.maketrans(_FULL + "﹒﹪–−", _HALF + ".%——")
_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．](?:(?!\d)|(?=(?:19|20)\d\d年))|[①-⑳]"
    r"|专栏|附件|(?:牵头|责任|配合|主办|协办|督导)(?:单位|部门|领导)|完成(?:时限|期限|时间)"
)
_STOP = re.compile(
    r"(?<=[\u4e00-\u9fff)\]〕”%])(?<![一二三四五六七八九十])\.(?![.0-9a-zA-Z])|(?<=[\u4e00-\u9fff])\.(?=\d{4}年)"
)
"""A full stop as plain text has it: 未经检测不得排放.县水利局负责…."""
_CELL_NUMBER = re.compile(r"\d{1,4} *(?:[\t\n]|\Z)")
_LABELLED = re.compile(  # a line of its own that names units whole: what follows is no part of its list
    r"(?:牵头|责任|配合|主办|协办|督导|参与|实施)[\u4e00-\u9fff]{0,4}(?:单位|部门)[：:].*(?:局|厅|委|办|政府|公司|集团|中心|单位|部门|企业)\Z"
)
_LISTED_NEXT = re.compile(
    r"[（(]|[^、，,；;。\n（(]*?[局厅委办府部院会社司校队区县市州旗团行处室心体位门业等所站镇乡]\s*(?:[、，,；;。\n（(]|\Z)"
)
_HEADING = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])[^，。；,;]{0,30}\Z")
_ENDED = ("。", "；", ";", "!", "！", "》", "")
_OPEN = ("，", ",", "、", "：", ":", "（", "(")
NARROW_BLANK = "\u200a"
"""What stands for the characters of a stretch that was put into a word: no gap at all."""
_CELL = 14
"""A line with fewer characters and a blank line behind it is a cell, not a part of a sentence."""
_WHOLE_TEXT = 400
"""Texts below this are cells and phrases, which must not drive the document out of what is kept."""
_REPORTS = (  # a heading that announces how things stand, and the heading that ends its chapter, section or point
    (
        re.compile(r"[一二三四五六七八九十]{1,2}、[^\n,。;]{0,8}(?:现状|发展基础|基本情况|存在问题|工作[回成][顾效])"),
        re.compile(r"[\n 。][一二三四五六七八九十]{1,2}、"),
    ),
    (
        re.compile(
            r"第[一二三四五六七八九十]{1,3}节[^\n,。;]{0,20}?(?:取得[^\n,。;]{0,8}成[效就绩]|工作成效|成效显著|发展现状|发展基础|发展成就)"
        ),
        re.compile(r"第[一二三四五六七八九十]{1,3}[章节]"),
    ),
    (
        re.compile(
            r"\n\([一二三四五六七八九十]\)[^\n,。;]{0,10}"
            r"(?:工作成效|主要成效|取得的?成[效就绩]|现状|发展基础|工作进展|存在的?(?:主要|突出)?问题)"
        ),
        re.compile(r"\n\([一二三四五六七八九十]{1,2}\)|[\n 。][一二三四五六七八九十]{1,2}、"),
    ),
)


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded text, and for each of its characters the place in the original."""

    text: str
    origins: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original offsets of a non-empty stretch of the folded text."""
        return self.origins[start], self.origins[end - 1] + 1

    def place(self, original: int) -> int:
        """The folded offset of an original one; of left-out characters that of what follows them."""
        return bisect.bisect_left(self.origins, original)


def fold(text: str) -> Folded:
    """The text without padding and wraps, in half width and simplified characters.

    >>> fold("到 ２０２５ 年，建設碳匯林").text
    '到2025年,建设碳汇林'
    """
    return _folded(text) if len(text) < _WHOLE_TEXT else _folded_once(text)


@functools.lru_cache(maxsize=2)
def _folded_once(text: str) -> Folded:
    """The folded text of a document, for which every finder asks."""
    return _folded(text)


def _folded(text: str) -> Folded:
    parts: list[str] = []
    origins: list[int] = []
    at = 0
    width = _line_width(text)
    for gap in _SPACE.finditer(text):
        parts.append(text[at : gap.start()])
        origins.extend(range(at, gap.start()))
        if kept := _kept(text, gap, width):
            parts.append(kept)
            origins.append(gap.start())
        at = gap.end()
    parts.append(text[at:])
    origins.extend(range(at, len(text)))
    return Folded(_STOP.sub("。", simplified("".join(parts)).translate(_WIDTH)), tuple(origins))


def report_chapters(folded: str) -> Iterator[tuple[int, int]]:
    """Chapters of a folded text that say how things stand (一、现状分析); what they count and date is past."""
    for heading, next_heading in _REPORTS:
        following, none = -1, len(folded) + 1
        for found in heading.finditer(folded):
            if following < found.end():  # else the heading that was found last follows this one too
                ending = next_heading.search(folded, found.end())
                following = ending.start() if ending else none
            yield found.start(), found.end() if following == none else following


def _line_width(text: str) -> int:
    """The characters of a full line: nine of ten lines have no more."""
    lengths = sorted(len(line.strip()) for line in text.split("\n") if line.strip())
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _kept(text: str, gap: re.Match[str], width: int) -> str:
    """What stays of a stretch of white space: a line feed where a paragraph or a cell ends, else nothing."""
    space, after = gap.group().replace(NARROW_BLANK, ""), gap.end()
    if not space:
        return ""
    if "\t" in space or (len(space) > 2 and "\n" not in space):
        return "\n"
    if "\n" not in space and "\r" not in space:
        return ""
    line = text[text.rfind("\n", 0, gap.start()) + 1 : gap.start()].strip()
    indented = space.endswith(("\u3000\u3000", "    "))
    cell = space.count("\n") > 1 and len(line) < _CELL and line[-1:] not in _OPEN
    ended = line[-1:] in _ENDED or line.isdigit() or "\t" in line or _CELL_NUMBER.match(text, after)
    labelled = _LABELLED.match(line) and (len(line) < 0.8 * width or not _LISTED_NEXT.match(text, after))
    if indented or cell or ended or labelled or _NUMBERED.match(text, after) or _HEADING.match(line):
        return "\n"
    return ""
