"""Site chrome in plain text: navigation, origin lines, link lists, footers, tables of contents.

A line is called chrome where it stands among its like: origin and record lines before the document begins, links in
runs, a footer behind the last sentence. The same words inside a document stay.
"""

from __future__ import annotations

import functools
import itertools
import re

from extract.reading.text.pagemarks import find_lines, reading_rules
from extract.records import Ignored
from extract.rulebook import Rule, load_pattern, load_rules

Line = tuple[int, int]

_DOCUMENT_BEGINS = re.compile(r"(?:[一1１]\s*[、．.]|[（(]\s*[一1]\s*[）)]|第一[章条])\s*\S")
_SENTENCE_END = re.compile(r"[。！？!?；;]$|.{59}[）)]$")
_TOOLS = ("webpage.tool", "webpage.breadcrumb")
_TITLE = re.compile(r"(?:通知|意见|方案|计划|规划|办法|措施|决定|公告|函|要点|细则)[）)]?$")
_LONGEST_RULED_LINE = 200
_SENTENCE = 30  # characters from which a line that ends a sentence belongs to no page
_LINKS_AT_LEAST = 3
_MENU_AT_LEAST = 3
_HEAD_LINES = 60
_LINES_BETWEEN_ENTRIES = 3
_IMPRINT_LINES = 8  # lines below 主办单位：… among which a licence shows that it says who runs the site
_STATEMENT = re.compile(r"[（(〔\[][^（()）]{2,}(?:负责|牵头|配合|参与|参加|落实|协助|实施)[)）〕\]]$")


def find_chrome(text: str) -> list[Ignored]:
    """The stretches of a text that belong to the web site and not to the document."""
    lines = list(find_lines(text))
    head = _head(text, lines)
    return (
        _origin_lines(text, lines, head)
        + _record_block(text, head)
        + _menu(text, head)
        + _links(text, lines)
        + _contents(text, lines)
        + _footer(text, lines, len(head))
    )


def _matches(kind: str, words: str) -> bool:
    return len(words) <= _LONGEST_RULED_LINE and any(rule.pattern.match(words) for rule in reading_rules(kind))


def _is_tool(words: str) -> str | None:
    """The reason why the line is a button of a page or its path (【打印本页】, 当前位置：…), None where it is none."""
    found = (rule for rule in _tools() if len(words) <= _LONGEST_RULED_LINE and rule.pattern.match(words))
    return next((str(rule.more["reason"]) for rule in found), None)


@functools.cache
def _tools() -> tuple[Rule, ...]:
    return tuple(rule for rule in load_rules("webpage") if rule.id in _TOOLS)


def _reason(kind: str, words: str) -> str | None:
    if len(words) > _LONGEST_RULED_LINE:
        return None
    found = next((rule for rule in reading_rules(kind) if rule.pattern.match(words)), None)
    return str(found.more["reason"]) if found else None


def _head(text: str, lines: list[Line]) -> list[Line]:
    """The lines before the document's first heading or long paragraph, at most the first sixty."""
    for index, (start, end) in enumerate(lines[:_HEAD_LINES]):
        if _DOCUMENT_BEGINS.match(text, start, end) or end - start > _LONGEST_RULED_LINE:
            return lines[:index]
    return lines[:_HEAD_LINES]


def _origin_lines(text: str, lines: list[Line], head: list[Line]) -> list[Ignored]:
    before = len(head)
    found = []
    for index, (start, end) in enumerate(lines):
        words = text[start:end]
        reason = _reason("chrome", words) or (_is_tool(words) if index < before else None)
        if reason and (index < before or words.startswith("原标题") or "://" in words):
            following = lines[index + 1] if index + 1 < before else (end, end)
            # The value of a bare label stands on the line below it; behind an empty line something else begins.
            is_next = text.count("\n", end, following[0]) == 1
            has_value = words.endswith(("：", ":")) and is_next and following[1] - following[0] <= 12
            found.append(Ignored(reason=reason, start=start, end=following[1] if has_value else end))
    return found


def _record_block(text: str, head: list[Line]) -> list[Ignored]:
    """A block of labelled lines whose values stand on the lines below (索引号： / 发文机关： / …)."""
    labels = [
        index
        for index, (start, end) in enumerate(head)
        if _reason("chrome", text[start:end]) == "网页信息栏" and text[start:end].endswith(("：", ":"))
    ]
    if len(labels) < 3 or any(after - before > 3 for before, after in itertools.pairwise(labels)):
        return []
    return [Ignored(reason="网页信息栏", start=head[labels[0]][0], end=head[labels[-1]][1])]


def _menu(text: str, head: list[Line]) -> list[Ignored]:
    """The menu of a page: short lines between recognised menu lines; longer ones and titles stay."""
    known = [
        index
        for index, (start, end) in enumerate(head)
        if _matches("menu", text[start:end]) or _reason("chrome", text[start:end]) == "网站导航"
    ]
    if len(known) < _MENU_AT_LEAST or sum(head[index][1] - head[index][0] >= 2 for index in known) < 2:
        return []
    return [
        Ignored(reason="网站导航", start=start, end=end)
        for index, (start, end) in enumerate(head[: known[-1] + 1])
        if index in known or (end - start <= 30 and not _TITLE.search(text[start:end]) and "〔" not in text[start:end])
    ]


def _links(text: str, lines: list[Line]) -> list[Ignored]:
    """Runs of at least three lines that end in a date, with the bare bullets between them."""
    found: list[Ignored] = []
    run: list[Line] = []
    count = 0
    for line in [*lines, (len(text), len(text))]:
        words = text[line[0] : line[1]]
        is_link = _matches("link", words)
        if is_link or re.fullmatch(r"[-·•*]", words):
            run.append(line)
            count += is_link
            continue
        if count >= _LINKS_AT_LEAST:
            found.append(Ignored(reason="网站链接列表", start=run[0][0], end=run[-1][1]))
        run, count = [], 0
    return found


def _contents(text: str, lines: list[Line]) -> list[Ignored]:
    """A table of contents: from its title to the last line that ends in a page number behind leaders."""
    for index, (start, end) in enumerate(lines):
        if not _matches("contents", text[start:end]):
            continue
        last = index
        for later in range(index + 1, len(lines)):
            if later - last > _LINES_BETWEEN_ENTRIES:
                break
            if _matches("contents-entry", text[slice(*lines[later])]):
                last = later
        if last > index:
            return [Ignored(reason="目录", start=start, end=lines[last][1])]
    return []


def _footer(text: str, lines: list[Line], head: int) -> list[Ignored]:
    """From the first footer line behind the last sentence, and behind where the document begins, to the end."""
    words = [text[start:end] for start, end in lines]
    begin = head if head < min(len(lines), _HEAD_LINES) else -1
    content = max((index for index in range(len(lines)) if _is_content(words, index)), default=-1)
    for index in range(max(content, begin) + 1, len(lines)):
        if _is_footer(words, index):
            return [Ignored(reason="网站页脚", start=lines[index][0], end=lines[-1][1])]
    return _flowing_footer(text)


def _is_footer(words: list[str], index: int) -> bool:
    """Whether a line is one of a footer: 主办单位：… is a duty where it is not that of a site."""
    if load_pattern("webpage", "webpage.run_by").match(words[index]):
        return True
    if load_pattern("webpage", "webpage.sponsor").match(words[index]):
        licence = load_pattern("webpage", "webpage.licence")
        near = itertools.takewhile(lambda line: _is_tool(line) is None, words[index : index + _IMPRINT_LINES])
        return any(licence.search(line) for line in near)
    return _matches("footer", words[index]) or _is_tool(words[index]) is not None


def _is_content(words: list[str], index: int) -> bool:
    """Whether only a document has such a line: a sentence, a statement in brackets, a label of duties."""
    line = words[index]
    if len(line) > _LONGEST_RULED_LINE:
        return bool(_SENTENCE_END.search(line[-60:]))
    if _STATEMENT.search(line):
        return True
    if load_pattern("webpage", "webpage.sponsor").match(line) or load_pattern("webpage", "webpage.duty").search(line):
        return not _is_footer(words, index)
    return len(line) >= _SENTENCE and bool(_SENTENCE_END.search(line[-60:])) and not _matches("footer", line)


def _flowing_footer(text: str) -> list[Ignored]:
    for rule in reading_rules("footer-flow"):
        for found in rule.pattern.finditer(text, len(text) // 2):
            if "。" not in text[found.start() :]:
                return [Ignored(reason=str(rule.more["reason"]), start=found.start(), end=len(text.rstrip()))]
    return []
