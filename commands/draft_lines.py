"""The report on a draft as lines for the terminal and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from commands.finding_lines import ASPECTS, KINDS, quote_line
from terminal import place_in_words

if TYPE_CHECKING:
    from graph.drafts import DraftReport
    from graph.findings import Check, Finding, Quote
    from graph.overlaps import Overlap

SHOWN_PAIRS = 20
"""Overlapping tasks that are printed, the most alike first."""
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")


def draft_lines(report: DraftReport, *, samples: bool) -> Iterator[str]:
    """The report: what was read, every check that found something with its words, the pairs, the cited plans, a sum."""
    yield f"草案《{report.title}》：任务 {report.tasks} 项，分工语句 {report.statements} 处（只检查，不入库）"
    yield _beside(report, samples=samples)
    for words, checks in (("缺口", report.gaps), ("冲突", report.conflicts)):
        for check in checks:
            if check.count:
                yield f"【{words}：{check.zh}】{check.count} 条"
                yield f"  {check.definition_zh}"
                for finding in check.findings:
                    yield from _finding_lines(finding)
    yield from _pair_lines(report)
    for one in report.cited:
        yield f"【引用】{one.zh}  （原文：{one.words}）{place_in_words(one.where.place) if one.where else ''}"
        if one.shown:
            yield quote_line(one.shown, several=True)
    yield summary(report)


def summary(report: DraftReport) -> str:
    """How much was found, in one line."""
    gaps = sum(check.count for check in report.gaps)
    conflicts = sum(check.count for check in report.conflicts)
    differing = sum(bool(pair.differs) for pair in report.overlaps)
    stale = sum(one.standing != "held" for one in report.cited)
    return (
        f"共：缺口 {gaps} 条，冲突 {conflicts} 条，与已有方案重叠 {len(report.overlaps)} 对"
        + (f"（其中牵头、时限或目标不一致 {differing} 对）" if differing else "")
        + f"，引用资料库中的文件 {len(report.cited)} 份"
        + (f"（其中 {stale} 份可能已被取代或废止）" if stale else "")
        + "。"
    )


def _beside(report: DraftReport, *, samples: bool) -> str:
    if not report.beside:
        return "资料库中没有其他方案，只检查了草案自身。用 zeren ingest 导入方案后可以对照。"
    said = f"对照资料库中的 {report.beside} 份方案" + ("（示例文件）" if samples else "")
    same = f"；与草案文字完全相同的 {'、'.join(report.same_text)} 没有对照" if report.same_text else ""
    return f"{said}{same}。"


def _finding_lines(finding: Finding) -> Iterator[str]:
    yield f"  {finding.number or ''}{finding.title or '（不在任务内）'}  {'；'.join(finding.facts)}"
    several = bool(finding.others) and any(one.doc != finding.doc for one in finding.others)
    for quote in finding.quotes:
        yield quote_line(quote, several=several)


def _pair_lines(report: DraftReport) -> Iterator[str]:
    if report.overlaps:
        yield f"【重叠】与已有方案重复或相关的任务 {len(report.overlaps)} 对，请看是否需要衔接或合并"
    for pair in report.overlaps[:SHOWN_PAIRS]:
        yield f"  {_pair_words(report, pair)}"
        for one in pair.differs:
            own, other = (one.a, one.b) if pair.a.doc == report.doc else (one.b, one.a)
            yield f"      {ASPECTS[one.aspect]}不同：{own}  ↔  {other}"
    if len(report.overlaps) > SHOWN_PAIRS:
        yield f"  另有 {len(report.overlaps) - SHOWN_PAIRS} 对，用 --json 查看全部。"


def _pair_words(report: DraftReport, pair: Overlap) -> str:
    own, other = (pair.a, pair.b) if pair.a.doc == report.doc else (pair.b, pair.a)
    return f"{pair.score:.2f} {KINDS[pair.kind]}  “{own.title}”  ↔  {other.doc} “{other.title}”  {pair.why}"


def draft_markdown(report: DraftReport) -> str:
    """The report as a Markdown document; words of the draft stay words and become no markup."""
    lines = [f"# 草案检查：{_plain(report.title)}", "", _plain(summary(report)), ""]
    for words, checks in (("缺口", report.gaps), ("冲突", report.conflicts)):
        lines += [f"## {words}", ""]
        lines += [line for check in checks if check.count for line in _check_markdown(check)]
    lines += ["## 与已有方案的重叠", ""]
    lines += [f"- {_plain(_pair_words(report, pair))}" for pair in report.overlaps]
    lines += ["", "## 引用的文件", "", *(f"- {_plain(one.zh)}" for one in report.cited)]
    return "\n".join(lines).rstrip() + "\n"


def _check_markdown(check: Check) -> Iterator[str]:
    yield from (f"### {check.zh}（{check.count}）", "", _plain(check.definition_zh), "")
    for finding in check.findings:
        task = _plain(f"{finding.number or ''}{finding.title}") or "（不在任务内）"
        yield f"- **{task}** {_plain('；'.join(finding.facts))}"
        yield from (f"  - 「{_plain(_words(quote))}」{_plain(place_in_words(quote.place))}" for quote in finding.quotes)
    yield ""


def _words(quote: Quote) -> str:
    return "".join(quote.quote.split())


def _plain(words: str) -> str:
    r"""The words with every sign that Markdown would read as markup made harmless.

    >>> print(_plain("# 一、[开展](x)"))
    \# 一、\[开展\]\(x\)
    """
    return _MARKUP.sub(r"\\\1", " ".join(words.split()))
