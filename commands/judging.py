"""The commands about findings: gaps, conflicts, and what people say of them."""

# ruff: noqa: D400, D415 - the docstrings of commands are their help texts, in Chinese

from __future__ import annotations

import dataclasses
import getpass
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import AsJson, held_library
from terminal import fail, print_json, say

if TYPE_CHECKING:
    from graph.assessing import Judgeable
    from graph.findings import Check
    from graph.kept_findings import Group
    from graph.library import Library
    from graph.verdicts import Holding

PAIR, FINDING = "overlap-", "finding-"
"""How the ids of pairs of tasks begin; those of gaps and conflicts begin with finding-."""

OnlyCheck = Annotated[str | None, typer.Option("--check", help="只看这一种，如 no-lead")]
Every = Annotated[bool, typer.Option("--all", help="也列出已判断为识别有误或已处理的")]


def gaps(check: OnlyCheck = None, every: Every = False, as_json: AsJson = False) -> None:
    """方案留下的缺口：没有牵头、没有时限、只写统称、时限已过、单位未识别或已撤并、目标无人负责等。"""
    library = held_library()
    _tell(_checks(library, "gaps"), library, check, every=every, as_json=as_json)


def conflicts(check: OnlyCheck = None, every: Every = False, as_json: AsJson = False) -> None:
    """方案自身或同一地方几份方案之间的冲突：多个牵头、牵头不同、时限不同、目标值不同。"""
    library = held_library()
    _tell(_checks(library, "conflicts"), library, check, every=every, as_json=as_json)


def _checks(library: Library, group: Group) -> Sequence[Check]:
    """The checks of a group: those that are kept of the data as they are now, else found here."""
    from graph import kept_findings  # noqa: PLC0415
    from graph.analysed import current  # noqa: PLC0415

    if current(library, "findings"):
        return kept_findings.checks(library, group)
    if group == "gaps":
        from graph.gaps import find_gaps  # noqa: PLC0415

        return find_gaps(library.plans())
    from graph.conflicts import find_conflicts  # noqa: PLC0415

    return find_conflicts(library.plans())


def _tell(checks: Sequence[Check], library: Library, only: str | None, *, every: bool, as_json: bool) -> None:
    from commands.finding_lines import check_lines  # noqa: PLC0415
    from graph.assessing import assessed_json  # noqa: PLC0415
    from graph.verdicts import standing_verdicts  # noqa: PLC0415

    chosen = [check for check in checks if only in (None, check.id)]
    if not chosen:
        fail(f"没有“{only}”这种检查。可以写：{'、'.join(check.id for check in checks)}。")
    standing = standing_verdicts(library.verdicts())
    if as_json:
        print_json({"checks": assessed_json(chosen, standing), "sample": library.samples})
        return
    for one in chosen:
        for line in check_lines(one, standing, every=every):
            say(line)


def judge(  # noqa: PLR0913, PLR0917 - each is an option of the command
    finding: Annotated[str | None, typer.Argument(help="发现的编号，或足以区分的开头；不写则列出全部判断")] = None,
    judgement: Annotated[str, typer.Option("--as", help="as-written 原文如此，misread 识别有误，settled 已处理")] = "",
    undo: Annotated[int | None, typer.Option("--undo", help="撤销第几条判断")] = None,
    who: Annotated[str, typer.Option("--who", help="由谁判断；不写则为系统用户名")] = "",
    note: Annotated[str, typer.Option("--note", help="理由")] = "",
    as_json: AsJson = False,
) -> None:
    """人工判断一条缺口、冲突或重叠：原文如此、识别有误、已处理；可以撤销，重新导入后仍然有效。"""
    from graph.verdicts import taking_back  # noqa: PLC0415

    library = held_library()
    at, who = datetime.now().astimezone().isoformat(timespec="seconds"), who or getpass.getuser()
    if undo is not None:
        library.judge(taking_back(library.verdicts(), undo, who=who, at=at, note=note))
    elif finding is not None:
        from graph.assessing import the_one, verdict_on  # noqa: PLC0415

        chosen = _holding(judgement)
        pairs = [] if finding.startswith(FINDING) else [finding if finding.startswith(PAIR) else f"{PAIR}{finding}"]
        one = the_one(finding, _judgeable(library, pairs=pairs, findings=not finding.startswith(PAIR)))
        library.judge(verdict_on(one, chosen, who=who, at=at, note=note))
    _tell_verdicts(library, as_json=as_json)


def _holding(judgement: str) -> Holding:
    """The verdict that the words mean, in Chinese or by its name."""
    from graph.verdicts import WORDS  # noqa: PLC0415

    meant: list[Holding] = [name for name, (zh, _) in WORDS.items() if judgement in (name, zh)]
    if not meant:
        fail(f"请用 --as 写明判断：{'，'.join(f'{name} {zh}' for name, (zh, _) in WORDS.items())}。")
    return meant[0]


def _judgeable(library: Library, *, pairs: Collection[str], findings: bool) -> list[Judgeable]:
    """What may be judged: pairs of tasks with these ids or beginnings of ids; gaps, conflicts, rules and so on."""
    from graph.assessing import judgeable  # noqa: PLC0415
    from graph.overlaps import overlaps_called  # noqa: PLC0415
    from graph.review_details import judgeable_besides  # noqa: PLC0415

    checks = (*_checks(library, "gaps"), *_checks(library, "conflicts")) if findings else ()
    found = judgeable(checks, overlaps_called(library.plans() if pairs else (), pairs))
    return [*found, *judgeable_besides(library)] if findings else found


def _tell_verdicts(library: Library, *, as_json: bool) -> None:
    """Every verdict, and which of them are on something that is no longer found."""
    from commands.finding_lines import verdict_lines  # noqa: PLC0415
    from graph.assessing import lost  # noqa: PLC0415
    from graph.verdicts import standing_verdicts  # noqa: PLC0415

    verdicts = library.verdicts()
    standing = standing_verdicts(verdicts)
    pairs = [one.finding for one in standing.values() if one.check == "overlap"]
    gone = lost(standing, _judgeable(library, pairs=pairs, findings=len(pairs) < len(standing)))
    if as_json:
        missing = {one.number for one in gone}
        told = [{**dataclasses.asdict(one), "found": one.number not in missing} for one in verdicts]
        print_json({"sample": library.samples, "verdicts": told})
        return
    for line in verdict_lines(verdicts, standing, gone):
        say(line)
    if not verdicts:
        say("还没有判断。先用 zeren gaps、zeren conflicts、zeren overlaps 查看发现的编号。")
