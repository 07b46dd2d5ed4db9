"""Findings with what people said of them: which verdict holds, what is counted apart, what is no longer found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extract.jsonform import to_json
from graph.findings import Check, Finding
from graph.verdicts import WORDS, Holding, Verdict, VerdictError

if TYPE_CHECKING:
    from graph.overlaps import Overlap

APART: tuple[Holding, ...] = ("misread", "settled")
"""Verdicts by which a finding is counted apart; what is written so (as-written) is still a gap of the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgeable:
    """What a verdict may be on: a finding or a pair, by its id, with the words that the verdict keeps."""

    id: str
    check: str
    doc: str
    words: str


def judgeable(checks: Iterable[Check], pairs: Iterable[Overlap] = ()) -> list[Judgeable]:
    """Everything among these that a verdict may be on."""
    found = [judgeable_finding(finding) for check in checks for finding in check.findings]
    return found + [judgeable_pair(pair) for pair in pairs]


def the_one(prefix: str, found: Iterable[Judgeable]) -> Judgeable:
    """What has this id, or the only one whose id begins so, with or without its kind (finding-, overlap-).

    Raises:
        VerdictError: none does, or several do.
    """
    fitting = {one.id: one for one in found if prefix and (one.id.startswith(prefix) or f"-{prefix}" in one.id)}
    if prefix in fitting:
        return fitting[prefix]
    if not fitting:
        raise VerdictError(f"没有编号为“{prefix}”的发现。请用 zeren gaps、zeren conflicts 或 zeren overlaps 查看编号。")
    if len(fitting) > 1:
        some = "、".join(sorted(fitting)[:5])
        raise VerdictError(f"“{prefix}”开头的发现有 {len(fitting)} 条，如 {some}。请多写几位编号。")
    return next(iter(fitting.values()))


def verdict_on(one: Judgeable, verdict: Holding, *, who: str, at: str, note: str = "") -> Verdict:
    """The verdict on a finding or pair, ready for the library."""
    return Verdict(
        at=at, who=who, finding=one.id, check=one.check, verdict=verdict, words=one.words, doc=one.doc, note=note
    )


def is_apart(finding: Finding | Overlap, standing: Mapping[str, Verdict]) -> bool:
    """Whether people said that the finding or pair is misread or settled."""
    verdict = standing.get(finding.id)
    return verdict is not None and verdict.verdict in APART


def assessed_json(checks: Sequence[Check], standing: Mapping[str, Verdict]) -> list[dict[str, Any]]:
    """The checks for programs: every finding with the verdict that holds, how many are open and how many judged."""
    told: list[dict[str, Any]] = []
    for check in checks:
        plain: dict[str, Any] = to_json(check)
        for finding in plain["findings"]:
            finding["verdict"] = verdict_json(standing.get(finding["id"]))
        apart = sum(is_apart(finding, standing) for finding in check.findings)
        judged = sum(finding.id in standing for finding in check.findings)
        told.append({**plain, "open": check.count - apart, "apart": apart, "judged": judged})
    return told


def verdict_json(verdict: Verdict | None) -> dict[str, Any] | None:
    """A verdict for programs, with its words in both languages."""
    if verdict is None:
        return None
    zh, en = WORDS[verdict.verdict]
    return {"number": verdict.number, "verdict": verdict.verdict, "zh": zh, "en": en,
            "who": verdict.who, "at": verdict.at, "note": verdict.note}  # fmt: skip


def lost(standing: Mapping[str, Verdict], found: Iterable[Judgeable]) -> list[Verdict]:
    """The verdicts that hold on what is no longer found: the words of the plan changed, or it was removed."""
    here = {one.id for one in found}
    return sorted((one for one in standing.values() if one.finding not in here), key=lambda one: one.number)


def judgeable_finding(finding: Finding) -> Judgeable:
    """The finding as what a verdict may be on."""
    docs = dict.fromkeys([finding.doc, *(side.doc for side in finding.others)])
    words = f"{finding.number or ''}{finding.title}：{'；'.join(finding.facts)}"
    return Judgeable(id=finding.id, check=finding.check, doc="\n".join(docs), words=words)


def judgeable_pair(pair: Overlap) -> Judgeable:
    """The pair as what a verdict may be on."""
    docs = dict.fromkeys([pair.a.doc, pair.b.doc])
    words = f"“{pair.a.title}”与“{pair.b.title}”：{pair.why}"
    return Judgeable(id=pair.id, check="overlap", doc="\n".join(docs), words=words)
