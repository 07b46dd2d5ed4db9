"""Where the clauses of a document are over: annexes, signatures, what a paper says of its own force, appeals."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.text.brackets import OPENING, find_brackets
from extract.text.numbering import outline_rules
from extract.text.stretches import merged, touches

# Only these characters can begin what closes a document; looking at them first keeps long texts fast.
_OPENS = re.compile(r"(?:(?:^|[\n\r\f])[ \t\u3000\xa0]*|[。）)〕］\]] ?)(?P<first>[^\s])")
_TITLE_LINE = re.compile(
    r"[^。；：，]{6,60}(?:方案|计划|意见|规划|措施|办法|政策|细则|要点|任务分解|任务分解表|任务清单|(?:任务|责任|职责)分工)(?:[（(][^（()）]{2,20}[）)])?"
)
_TITLE_ENDS = (*"案划见施法策则点）)",)
_PREAMBLE = re.compile(r"\s*(?:为|根据|按照|近年来)")
_LINE = re.compile(r"[^\n\r\f]+")
_SIGNER = re.compile(r"[\u4e00-\u9fff（）()、 \u3000]{1,36}")
_ORGAN = re.compile(r"政府|办公\s?[室厅]|委员会|国务院|[局厅委部院]")
_DAY = re.compile(r"(?:[\d０-９]{4}\s?年|二[〇○零]..年).{3,10}日(?:印发)?")
_SIGNED = re.compile(
    r"[\u4e00-\u9fff]{2,30}(?:政府|办公[室厅]|委员会|国务院|[局厅委部院])20\d\d年\d{1,2}月\d{1,2}日(?![前起])"
)
_ISSUER_LINE = re.compile(r"[\u4e00-\u9fff]{4,30}(?:政府|办公[室厅]|委员会)")
_FINISHED = "。）)〕］]】》；;”…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A place where clauses end; an ``appeal`` (各地要高度重视…) ends only the last clause of a part."""

    start: int
    appeal: bool


def find_inner_title(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The last line between two headings that reads like the title of a plan (several plans in one document)."""
    lines = [found.span() for found in re.compile(r"[^\s][^\n\r\f]*").finditer(text, start, end)]
    titles = [(first, last) for first, last in lines if _TITLE_LINE.fullmatch(text[first:last].rstrip())]
    return titles[-1] if titles else None


def find_closings(text: str) -> list[Closing]:
    r"""The places that close the clauses before them, in order.

    >>> find_closings("（一）推进改造。（市能源局牵头）\n附件：任务分解表")
    [Closing(start=17, appeal=False)]
    """
    found = []
    inside = merged(bracket.inside for bracket in find_brackets(text) if not bracket.depth)
    for opening in _OPENS.finditer(text):
        start = opening.start("first")
        if touches(start, start + 1, inside):
            continue
        line_end = text.find("\n", start, start + 200)
        words = text[start : line_end if line_end >= 0 else start + 200].rstrip()
        if _closes(words, text, start):
            found.append(Closing(start=start, appeal=False))
        elif text[start] in "各省请有现" and _appeals(words, text, start):
            found.append(Closing(start=start, appeal=True))
    return found


def _closes(words: str, text: str, start: int) -> bool:
    if words[0] in "本此以上附抄主分信联公（([二2２１1" and any(
        rule.pattern.match(words) for rule in outline_rules("closing")
    ):
        return True
    titled = words.endswith(_TITLE_ENDS) and _TITLE_LINE.fullmatch(words)
    if titled and _PREAMBLE.match(text, start + len(words)):
        return True
    if (
        words[0] not in OPENING
        and _SIGNER.match(words[:2])
        and (_behind(text, start) in _FINISHED or _ISSUER_LINE.fullmatch(words))
    ):
        return bool(_SIGNED.match(words)) or _is_signature(text[start : start + 400])
    return False


def _appeals(words: str, text: str, start: int) -> bool:
    appeals = any(rule.pattern.match(words) for rule in outline_rules("closing-appeal"))
    return appeals and _behind(text, start) in "）)〕］]"


def _behind(text: str, start: int) -> str:
    return text[max(0, start - 60) : start].rstrip()[-1:] or "。"


def _is_signature(words: str) -> bool:
    """Whether the words begin with the lines of a signature: units, then the day."""
    signers = ""
    for line in (found.group().strip() for found in _LINE.finditer(words)):
        if _DAY.fullmatch(line) or (signers and re.fullmatch(r"[\d０-９]{4}|年.{2,10}日(?:印发)?", line)):
            return bool(_ORGAN.search(signers))
        if line and not _SIGNER.fullmatch(line):
            return False
        signers += line
    return False
