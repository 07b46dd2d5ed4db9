"""The titles of numbered parts: where they end, also where line breaks were lost or made for the width of a page."""

from __future__ import annotations

import re
import statistics

from extract.text.numbering import CLAUSE_LEVEL, Number, outline_rules

_LONGEST_TITLE = 60
_SHORT_TITLE = 40
_SHORTEST_TEXT = 10
_BLANKS = (" ", "\t", "\u3000")
_SENTENCE = re.compile(r"[。！？；;\n\r\f]|[：:](?!(?<=\d[：:])[0-5]\d(?!\d))")  # not 17:00
_STATEMENT = re.compile(r"[（(〔［\[【][^（()）〔〕]{0,120}?(?:牵头|负责|责任|配合|落实|领导[：:])")
_LEADING = " \t\u3000\xa0\r\n\f：:"


def line_width(text: str) -> int:
    """The width at which the lines of the text were broken, or 0 if its line breaks are its paragraphs'."""
    lines = [line.strip() for line in text.split("\n")]
    lines = [line for line in lines if len(line) >= 10]
    broken = [line for line in lines if line[-1] not in "。；：！？）);:.!?"]
    if len(lines) < 20 or len(broken) < 0.4 * len(lines):
        return 0
    return int(statistics.quantiles(map(_width, lines))[2])


def _width(line: str) -> int:
    return len(line.encode("gbk", "replace"))  # one byte for a narrow character, two for a wide one


def tidy_title(title: str) -> str:
    """The title on one line: blanks beside Chinese characters go, those between Latin words stay."""
    title = re.sub(r"\s+", " ", title).strip(" 　:：。；;，,")
    title = re.sub(r"[，,](?:即|包括|分别是)$", "", title)
    return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", title)


def is_spaced(words: str) -> bool:
    """Whether blanks stand between the characters of the words (工 作 目 标)."""
    return len(re.findall(r"\S\s", words)) >= 0.5 * len(words.split()) > 4


def title_end(text: str, number: Number, following: int, width: int) -> int:
    """The end of the title sentence: at its full stop, where its line ends, or where the next number begins."""
    limit = bound = min(following, number.end + 400)
    first = number.end + len(text[number.end : limit]) - len(text[number.end : limit].lstrip(_LEADING))
    position = first
    while found := _SENTENCE.search(text, position, limit):
        if found.group() in "\n\r\f" and _runs_on(text, found.start(), width, clause=number.level > CLAUSE_LEVEL):
            position = found.end()
            continue
        limit = found.start()
        break
    if limit - first > 16:
        limit = _run_on_title(text, first, limit) if not number.opens_line else _set_off_title(text, first, limit)
    whole_clause = limit == following or not text[limit + 1 : following].strip()
    if limit - first > _LONGEST_TITLE or (whole_clause and limit - first > _SHORT_TITLE):
        comma = re.compile(r"[，,]").search(text, first + 2, limit)
        limit = comma.start() if comma else limit
    bracket = _STATEMENT.search(text, first, bound)
    limit = min(limit, bracket.start()) if bracket and bracket.start() > first else limit
    return first + len(text[first:limit].rstrip())


def _set_off_title(text: str, first: int, limit: int) -> int:
    """The end of a title that only a blank parts from the text behind it in the same line (一、工作目标　到年底…)."""
    words = text[first:limit]
    known = (match for rule in outline_rules("section") if (match := rule.pattern.match(words)))
    ends = (match.end() for match in known if words[match.end() : match.end() + 1] in _BLANKS)
    return first + next((end for end in ends if len(words) > end + _SHORTEST_TEXT), len(words))


def _run_on_title(text: str, first: int, limit: int) -> int:
    """The end of a title whose text runs on behind it without a stop (三、工作重点工业项目…)."""
    words = text[first:limit]
    known = next((match for rule in outline_rules("section") if (match := rule.pattern.match(words))), None)
    if known:
        return first + known.end()
    openers = [found.start() for rule in outline_rules("opener") if (found := rule.pattern.search(words, 4))]
    return first + min(openers) if openers else limit


def _runs_on(text: str, line_end: int, width: int, *, clause: bool) -> bool:
    """Whether the line that ends here was broken for its width, or so that only the end of a sentence is left."""
    after = text[line_end:].lstrip()[:1]
    if after and after in "。，、；：）”》":
        return True
    if clause and width and re.compile(r"\s*[^\s。]{1,4}。").match(text, line_end):
        return True
    line = text[text.rfind("\n", 0, line_end) + 1 : line_end]
    return bool(width) and _width(line.strip()) >= width - 5
