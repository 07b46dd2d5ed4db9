"""What strangers put into a text: pinyin behind characters, advertisements, markup, page numbers inside a line.

And what they took or changed: characters blotted out with asterisks, words put through a synonym machine. What was put
in is ignored; a date that lost its year and a statement in spun words are ignored too, and like every other loss said.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.reading.source import SourceText, merge_ignored
from extract.reading.text.pagemarks import reading_rules
from extract.records import Ignored, Issue
from extract.text.brackets import find_brackets

_MESSAGES = {
    "text.censored": "原文在这里有字被遮盖（*），没有补写，请对照原始文件核对",
    "text.censored-date": "原文这个日期的年份被遮盖（*），没有列入时限，请对照原始文件核对",
    "text.spun": "这里的用语像是被同义词替换过（如“牵头卖力”），不可靠，没有列入，请对照原始文件核对",
}
_SENTENCE_EDGE = re.compile(r"[。；\n\r\f]")


def with_insertions(source: SourceText) -> SourceText:
    """The document with what was put into its text ignored, and what was taken from it said."""
    found = find_insertions(source.text)
    if not found.ignored and not found.issues:
        return source
    ignored = merge_ignored(source.text, [*source.ignored, *found.ignored])
    return replace(source, ignored=ignored, issues=(*source.issues, *found.issues))


@dataclass(frozen=True, slots=True, kw_only=True)
class Insertions:
    """The stretches to ignore and what is said of the text."""

    ignored: tuple[Ignored, ...]
    issues: tuple[Issue, ...]


def find_insertions(text: str) -> Insertions:
    """What was put into a text, taken from it, or spun.

    >>> found = find_insertions("省通信管理(lǐ)局牵头，省财**配合")
    >>> [stretch.reason for stretch in found.ignored], [issue.code for issue in found.issues]
    (['注音'], ['text.censored'])
    """
    ignored = [*_pinyin(text), *_put_in(text)]
    issues: list[Issue] = []
    for kind in ("censored", "censored-date", "spun"):
        for start, end in _found(kind, text):
            issue = Issue(code=f"text.{kind}", message=_MESSAGES[f"text.{kind}"], start=start, end=end)
            if kind == "spun":
                statement = _statement(text, start, end)
                ignored.append(Ignored(reason="同义改写", start=statement[0], end=statement[1]))
            elif kind == "censored-date":
                ignored.append(Ignored(reason="残缺日期", start=start, end=end))
            issues.append(issue)
    return Insertions(ignored=tuple(ignored), issues=tuple(sorted(issues, key=lambda issue: (issue.start, issue.end))))


def _found(kind: str, text: str) -> Iterator[tuple[int, int]]:
    for rule in reading_rules(kind):
        yield from (found.span() for found in rule.pattern.finditer(text))


def _put_in(text: str) -> Iterator[Ignored]:
    for rule in reading_rules("put-in"):
        for found in rule.pattern.finditer(text):
            yield Ignored(reason=str(rule.more["reason"]), start=found.start(), end=found.end())


def _statement(text: str, start: int, end: int) -> tuple[int, int]:
    """The bracket around a place, or its sentence."""
    before = bisect_left(_brackets(text), (start, 0)) - 1
    if before >= 0 and end <= _brackets(text)[before][1]:
        return _brackets(text)[before]
    edges = [edge.end() for edge in _SENTENCE_EDGE.finditer(text, max(0, start - 400), start)]
    following = _SENTENCE_EDGE.search(text, end)
    return (edges[-1] if edges else max(0, start - 400)), (following.start() if following else len(text))


@functools.lru_cache(maxsize=2)
def _brackets(text: str) -> list[tuple[int, int]]:
    """The outermost brackets, which stand in order and apart."""
    return sorted((bracket.start, bracket.end) for bracket in find_brackets(text) if not bracket.depth)


def _pinyin(text: str) -> Iterator[Ignored]:
    """The bracketed pinyin that says how the character before it sounds; of (km) and (app) none does."""
    (rule,) = reading_rules("pinyin")
    last: Ignored | None = None
    for found in rule.pattern.finditer(text):
        doubled = last is not None and last.end == found.start()
        char = text[last.start - 1 if last is not None and doubled else found.start() - 1]
        if _plain(found["sound"]) in _sounds(char):
            last = Ignored(reason="注音", start=found.start(), end=found.end())
            yield last


def _plain(sound: str) -> str:
    """A syllable without its tone, ü as v."""
    parts = unicodedata.normalize("NFD", sound.lower().replace("ü", "v"))
    return "".join(char for char in parts if char.isascii())


@functools.lru_cache(maxsize=4096)
def _sounds(char: str) -> frozenset[str]:
    from pypinyin import Style, pinyin  # noqa: PLC0415 - its tables load slowly

    return frozenset(sound for sounds in pinyin(char, style=Style.NORMAL, heteronym=True) for sound in sounds)
