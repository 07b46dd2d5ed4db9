"""What people say of findings: 原文如此, 识别有误 or 已处理; append-only, each with who and when, undoable.

A finding's id comes from its content, so that a verdict holds for the same finding of a document that is imported
again. A finding that was judged is counted apart and never dropped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from graph.errors import GraphError

Holding = Literal["as-written", "misread", "settled"]

WORDS: dict[Holding, tuple[str, str]] = {
    "as-written": ("原文如此", "as written"),
    "misread": ("识别有误", "misread"),
    "settled": ("已处理", "settled"),
}
"""What each verdict is called, in Chinese and in English."""


class VerdictError(GraphError, ValueError):
    """A verdict that means nothing or takes back what does not stand; the message is for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One verdict on a finding; ``words`` is what the finding said then, ``at`` an ISO time.

    ``doc`` holds the names of the documents that the finding speaks of, one a line. ``undoes`` is the number of an
    earlier verdict that this one takes back; its own verdict then means nothing. ``number`` is given by the library.
    """

    number: int = 0
    at: str
    who: str
    finding: str
    check: str
    verdict: Holding
    words: str
    doc: str
    note: str = ""
    undoes: int | None = None


def standing_verdicts(verdicts: Iterable[Verdict]) -> dict[str, Verdict]:
    """The verdict that holds on each finding: the last one that was not taken back, by the finding's id."""
    ordered = sorted(verdicts, key=lambda verdict: verdict.number)
    undone = {verdict.undoes for verdict in ordered}
    return {one.finding: one for one in ordered if one.undoes is None and one.number not in undone}


def taking_back(verdicts: Iterable[Verdict], number: int, *, who: str, at: str, note: str = "") -> Verdict:
    """The verdict that takes back the one of this number.

    Raises:
        VerdictError: there is none of this number.
    """
    taken = next((one for one in verdicts if one.number == number and one.undoes is None), None)
    if taken is None:
        raise VerdictError(f"没有第{number}条判断。请用 zeren judge 查看全部判断的编号。")
    return replace(taken, number=0, at=at, who=who, note=note, undoes=number)


def check_verdict(verdict: Verdict, before: Iterable[Verdict]) -> None:
    """Return if the verdict can be added to these.

    Raises:
        VerdictError: nobody gives it, it judges nothing, or it takes back what does not stand.
    """
    if not verdict.who.strip():
        raise VerdictError("请写明由谁判断。")
    if not verdict.finding.strip():
        raise VerdictError("请写明判断的是哪一条发现。")
    if verdict.verdict not in WORDS:
        raise VerdictError(f"判断只能是 {'、'.join(f'{name}（{zh}）' for name, (zh, _) in WORDS.items())}。")
    known = list(before)
    undone = {one.undoes for one in known}
    holding = {one.number: one for one in known if one.undoes is None and one.number not in undone}
    if verdict.undoes is None:
        return
    if verdict.undoes not in holding or holding[verdict.undoes].finding != verdict.finding:
        raise VerdictError(f"没有仍然有效的第{verdict.undoes}条判断可以撤销。")
