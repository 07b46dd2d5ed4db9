"""The lines in which findings, their checks and what people said of them are printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from graph.assessing import is_apart
from graph.verdicts import WORDS
from terminal import place_in_words

if TYPE_CHECKING:
    from graph.findings import Check, Finding, Quote
    from graph.overlaps import Overlap
    from graph.verdicts import Verdict

KINDS = {"same": "同一任务", "related": "相关", "carried-on": "延续", "handed-down": "逐级落实"}
ASPECTS = {"lead": "牵头", "deadline": "时限", "target": "目标"}
SHOWN = 80
"""Characters of a quote that are printed."""


def check_lines(check: Check, standing: Mapping[str, Verdict], *, every: bool) -> Iterator[str]:
    """The check with its definition and how many there are, then its findings; those apart only if all are asked."""
    apart = sum(is_apart(finding, standing) for finding in check.findings)
    said = f"（另有 {apart} 条已判断为识别有误或已处理）" if apart else ""
    yield f"【{check.zh}】{check.count - apart} 条{said}"
    yield f"  {check.definition_zh}"
    for finding in check.findings:
        if every or not is_apart(finding, standing):
            yield from finding_lines(finding, standing.get(finding.id))


def finding_lines(finding: Finding, verdict: Verdict | None = None) -> Iterator[str]:
    """The finding's id, task and facts, its words with their places, and what was said of it."""
    where = f"{finding.doc}  {finding.number or ''}{finding.title}".rstrip()
    yield f"  {finding.id}  {where}  {'；'.join(finding.facts)}"
    for quote in finding.quotes:
        yield quote_line(quote, several=len({one.doc for one in finding.quotes}) > 1)
    if verdict:
        yield f"      判断 {verdict.number}：{verdict_words(verdict)}"


def pair_lines(pair: Overlap, verdict: Verdict | None = None) -> Iterator[str]:
    """The two tasks of an overlap with its id, why they are held to be one job, what differs, what was said of it."""
    tasks = f"{pair.a.doc} “{pair.a.title}”  ↔  {pair.b.doc} “{pair.b.title}”"
    yield f"{pair.score:.2f} {KINDS[pair.kind]}  {tasks}  {pair.id}"
    yield f"     {pair.why}"
    for difference in pair.differs:
        yield f"     {ASPECTS[difference.aspect]}不同：{difference.a}  ↔  {difference.b}"
    if verdict:
        yield f"     判断 {verdict.number}：{verdict_words(verdict)}"


def quote_line(quote: Quote, *, several: bool = False) -> str:
    """The words of a document and where they stood; the document's name where there are several."""
    words = "".join(quote.quote.split())
    words = words if len(words) <= SHOWN else f"{words[:SHOWN]}…"
    return f"      「{words}」{f'  {quote.doc}' if several else ''}{place_in_words(quote.place)}"


def verdict_words(verdict: Verdict) -> str:
    """What was said of a finding, by whom and when."""
    note = f"  理由：{verdict.note}" if verdict.note else ""
    return f"{WORDS[verdict.verdict][0]}  {verdict.who} {verdict.at}{note}"


def verdict_lines(
    verdicts: Sequence[Verdict], standing: Mapping[str, Verdict], gone: Iterable[Verdict]
) -> Iterator[str]:
    """All verdicts with what the findings said then, and whether each still holds and its finding is still there."""
    holding = {one.number for one in standing.values()}
    missing = {one.number for one in gone}
    for one in verdicts:
        if one.undoes is not None:
            yield f"判断 {one.number}  撤销第 {one.undoes} 条  {one.who} {one.at}"
            continue
        state = "" if one.number in holding else "（已失效）"
        state += "（现有文件中已没有这条发现：原文已改或文件已移除）" if one.number in missing else ""
        docs = "、".join(one.doc.split("\n"))
        yield f"判断 {one.number}  {one.finding}  {verdict_words(one)}{state}"
        yield f"      {docs}  {one.words}"
