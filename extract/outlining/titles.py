"""The title of a document: of the notice that issues a plan, or of the plan where no notice stands above it."""

from __future__ import annotations

import functools
import re

from extract.reading.text.pagemarks import find_lines
from extract.rulebook import Rule, load_rules

_LINES_OF_A_TITLE = 6
_HEAD_LINES = 80
_STOPS = re.compile(r"[。；！？]|[:：]$|^[（(][^（()）]*稿[）)]$")
_NOTICE_TAIL = re.compile(r"^(?:[（(]\d{4}.*|的|等.{0,20}的?)?[^关印]{0,30}(?:的(?:通知|函|决定|批复)|[）)])$")
_GLUED = re.compile(r"(?:通知|意见|方案|办法|决定|计划|规划|措施|函)[（(]?(?=[\u4e00-\u9fff]{2,8}$)")
_LAST_WORDS = ("通知", "函", "批复", "公告", "决定", "意见")
"""What may stand alone on the last line of a notice's title."""
_SPACE = re.compile(r"\s(?:\s+|(?<![A-Za-z]\s)|(?![A-Za-z]))")
"""White space but a single blank between Latin letters."""
_COMPLETE = re.compile(r"的?(?:通知|函|批复|公告|决定)$")


@functools.cache
def front_rules(kind: str) -> tuple[Rule, ...]:
    """The rules of rules/front.toml of one kind."""
    return tuple(rule for rule in load_rules("front") if rule.kind == kind)


def find_title(head: str, whole: str) -> str | None:
    """The title as printed, without the blanks of its layout; None where no line reads like one.

    ``head`` is the text before the first heading, ``whole`` the text with its site chrome (some sites name the title).
    """
    return _of_lines(head) or _of_field(whole) or _of_flow(head)


def pack(words: str) -> str:
    """The words without white space, except between Latin letters.

    >>> pack("“人工智能 ＋ ”行动 方案"), pack("AI Plan 方案")
    ('“人工智能＋”行动方案', 'AI Plan方案')
    """
    return _SPACE.sub("", words)


def _of_lines(head: str) -> str | None:
    lines = [_without_number(pack(head[start:end])) for start, end in list(find_lines(head))[:_HEAD_LINES]]
    titles = [title for index in range(len(lines)) if (title := _title_from(lines, index))]
    # A site prints its own copy above the document's title: the last copy is the document's.
    return next((title for title in reversed(titles) if _shape(title).endswith(_shape(titles[0]))), None)


def _without_number(line: str) -> str:
    """A line without the site's name or the document's number that is printed behind the title."""
    (site,), (rule,) = front_rules("site-tail"), front_rules("doc-number")
    line = site.pattern.sub("", line)
    found = rule.pattern.search(line)
    if not found or found.end() < len(line) - 1 or "《" in line[found.start() :]:
        return line
    opening = _GLUED.search(line[: found.end("organ")])
    return line[: opening.end()].rstrip("（(") if opening else line


def _shape(title: str) -> str:
    return re.sub(r"[^\w]", "", title)


def _title_from(lines: list[str], first: int) -> str | None:
    """The title whose first line this is: as few lines as make one, and a tail like （2024—2026年）的通知."""
    joined = ""
    for index in range(first, min(len(lines), first + _LINES_OF_A_TITLE)):
        if not _may_belong(lines[index]) and not _ends_notice(joined, lines[index]):
            return None
        joined += lines[index]
        if not _is_title(joined):
            continue
        after = lines[index + 1] if index + 1 < len(lines) else ""
        extended = joined + after
        if not _COMPLETE.search(joined) and _may_belong(after) and _NOTICE_TAIL.match(after) and _is_title(extended):
            return extended
        return joined
    return None


def _ends_notice(title: str, line: str) -> bool:
    """Whether the line is the last words of a notice's title, parted before or behind 的."""
    return line in _LAST_WORDS if title.endswith("的") else line.startswith("的") and line[1:] in _LAST_WORDS


def _may_belong(line: str) -> bool:
    if (
        len(line) <= 3
        or len(re.findall(r"[\u4e00-\u9fff]", line)) < len(line) / 4
        or len(line) > 160
        or _STOPS.search(line)
    ):
        return False
    return not any(
        rule.pattern.search(line) for kind in ("masthead", "date-line", "signed-line") for rule in front_rules(kind)
    )


def _is_title(words: str) -> bool:
    return len(words) >= 8 and any(rule.pattern.match(words) for rule in front_rules("title"))


def _of_field(whole: str) -> str | None:
    for rule in front_rules("title-field"):
        found = rule.pattern.search(whole[:2000])
        if found:
            return pack(found["title"])
    return None


def _of_flow(head: str) -> str | None:
    """The title of a text without line breaks: from its issuer to the salutation."""
    packed = pack(head[:1500])
    for rule in front_rules("title-flowing"):
        found = rule.pattern.search(packed)
        if found:
            before = re.split(r"[。：:；号]", packed[: found.start()])[-1]
            return _once(before) + found.group()
    return None


def _once(issuer: str) -> str:
    """An issuer's name that a letterhead repeats, once.

    >>> _once("山东省发展和改革委员会公文稿纸山东省发展和改革委员会")
    '山东省发展和改革委员会'
    """
    repeated = [size for size in range(4, len(issuer)) if issuer[-size:] in issuer[:-size]]
    return issuer[-max(repeated) :] if repeated else issuer[-40:]
