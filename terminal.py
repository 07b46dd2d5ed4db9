"""What commands print: tasks, units and audits as lines for a person, or JSON for a program."""

from __future__ import annotations

import dataclasses
import json
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import typer

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from extract.audit import Audit, Doubtful, Noticed
    from graph.decisions import Decision
    from graph.identity import Identity
    from graph.library import Library
    from graph.rows import TaskRow, UnitRow
    from graph.whereabouts import Where

KINDS = {"parenthetical": "括号", "label": "标签", "inline": "行文", "table": "表格", "blanket": "通用声明"}
FATES = {
    "read": "已读出",
    "declared": "属于通用规则",
    "reported": "待核",
    "refused": "不作分工",
    "unaccounted": "没有交代",
}
_SHOWN = 60
"""Characters of a place that are printed."""


def task_json(row: TaskRow, library: Library) -> dict[str, Any]:
    """The task for other programs, with its statements."""
    from graph import facts  # noqa: PLC0415
    from graph.filters import Filter  # noqa: PLC0415

    statements = facts.assignments(library, Filter(doc=row.doc, task_id=row.task_id))
    return {**plain(row), "assignments": [plain(one) for one in statements]}


def plain(row: Any) -> dict[str, Any]:  # noqa: ANN401 - any row of facts
    """The row for other programs; its place also in words."""
    from graph.whereabouts import plain_where  # noqa: PLC0415

    return {**dataclasses.asdict(row), "place": plain_where(row.place)}


def place_in_words(place: Where | None) -> str:
    """Where the words stood in the file, to be written after them; nothing for a plain text."""
    from graph.whereabouts import in_words  # noqa: PLC0415

    said = in_words(place) if place else ""
    return f"  [{said}]" if said else ""


def print_task(row: TaskRow) -> None:
    """The plan, the task, its units by role and its people."""
    say(f"{row.plan_title}\n  {row.number or ''}{row.title}{place_in_words(row.place)}")
    roles = roles_of(row)
    for word, units in roles:
        if units:
            say(f"    {word}：{'、'.join(units)}")
    if row.people:
        say(f"    人员：{'、'.join(row.people)}")
    if not any(units for _, units in roles):
        say("    方案未写明单位，只写明了人员" if row.people else "    方案未写明单位")


def roles_of(task: TaskRow) -> list[tuple[str, tuple[str, ...]]]:
    """The units of a task by the word for their role."""
    return [("牵头", task.leads), ("配合", task.cooperating), ("责任", task.responsible), ("督导", task.supervising)]


def print_audit(found: Audit) -> None:
    """What was read in a document, what its rules add, and every place that was not read or is in doubt, with why."""
    from graph.whereabouts import recognised_in_words  # noqa: PLC0415

    say(f"{found.doc}　{found.title or '（没有读出标题）'}")
    recognised = recognised_in_words(found.form)
    if recognised:
        say(f"  {recognised}")
    kinds = "，".join(f"{KINDS[kind]} {count}" for kind, count in found.statements.items())
    say(f"  读出分工 {sum(found.statements.values())} 处" + (f"（{kinds}），单位 {found.units} 个" if kinds else ""))
    if found.inherited:
        say(f"  由标题沿用 {found.inherited} 项")
    for rule, count in found.promoted.items():
        say(f"  按规则推定牵头 {count} 个，依据“{_short(rule)}”")
    for rule, count in found.implied.items():
        say(f"  按规则补充单位 {count} 个，依据“{_short(rule)}”")
    counts = {fate: sum(each.fate == fate for each in found.noticed) for fate in FATES}
    fates = "，".join(f"{FATES[fate]} {count}" for fate, count in counts.items() if count or fate == "unaccounted")
    say(f"  含分工用语的括号和标签行 {len(found.noticed)} 处：{fates}")
    for place in found.noticed:
        if place.fate in ("refused", "unaccounted"):
            _print_place(place, FATES[place.fate], place.why)
    if found.issues:
        say(f"  待核 {len(found.issues)} 处")
    for issue in found.issues:
        _print_place(issue, FATES["reported"], issue.message)


def _print_place(place: Noticed | Doubtful, word: str, why: str | None) -> None:
    where = place_in_words(place.where).strip() or f"第{place.line}行"
    said = f"——{why}" if why else ""
    say(f"    {word}　{where}　{_short(place.text)}{said}")


def _short(words: str) -> str:
    joined = "".join(words.split())
    return joined if len(joined) <= _SHOWN else f"{joined[:_SHOWN]}…"


def print_unit(unit: UnitRow, tasks: Sequence[TaskRow]) -> None:
    """How often a unit has each role, and its tasks with the roles that it has in them."""
    counts = f"牵头 {unit.lead}，配合 {unit.cooperating}，责任 {unit.responsible}，督导 {unit.supervising}"
    say(f"{unit.canonical}：{counts}")
    for task in tasks:
        roles = [word for word, units in roles_of(task) if unit.canonical in units]
        say(f"  {'、'.join(roles)}  {task.number or ''}{task.title}{place_in_words(task.place)}")


def print_identity(identity: Identity, past: Sequence[str]) -> None:
    """A unit's name: how it is written and by which rule, what is in doubt, what is another unit, what was decided.

    ``past`` says what the unit came from and what became of it.
    """
    from graph.functions import functions_of  # noqa: PLC0415
    from graph.identity import name_rule  # noqa: PLC0415

    body = identity.body
    work = "、".join(concept.zh for concept in functions_of(body)) or body.function
    say(f"{body.canonical}  [{body.unit}]")
    say(f"  行政区：{body.place or '不能确定'}    业务：{work or '不能确定'}")
    for surface in body.surfaces:
        because = f"（{surface.because}）" if surface.because else ""
        because += "，人工判断归入" if surface.given != body.unit else ""
        counted = f"{surface.count} 次，{len(surface.docs)} 份文件"
        say(
            f"  写法 {surface.words}  {counted}  依据：{name_rule(surface.rule) or '早期版本读取，未记录依据'}{because}"
        )
    for link in identity.unsure:
        other = link.other if link.unit == body.unit else link.unit
        say(f"  存疑 {identity.names[other]} [{other}]：{link.zh}")
    for link in identity.different:
        say(f"  不同 {identity.names[link.other]} [{link.other}]：{link.zh}")
    for words in past:
        say(f"  沿革 {words}")
    print_decisions([judged.decision for judged in identity.decisions])


def print_decisions(decisions: Sequence[Decision], orphans: Collection[int] = ()) -> None:
    """The judgements of people, each with who, when and whether it still holds; ``orphans`` have nothing to judge."""
    from graph.decisions import standing  # noqa: PLC0415

    holding = {one.number for one in standing(decisions)}
    words = {"same": "是", "different": "不是", "unsure": "不能确定是不是"}
    for one in decisions:
        if one.undoes is not None:
            say(f"  判断 {one.number}  撤销第 {one.undoes} 条  {one.who} {one.at}")
            continue
        state = "" if one.number in holding else "（已失效）"
        state += "（现有文件中没有这样的单位）" if one.number in orphans else ""
        note = f"  理由：{one.note}" if one.note else ""
        said = f"“{one.subject.words}”{words[one.judgement]}“{one.other.name}”"
        say(f"  判断 {one.number}  {said}  {one.who} {one.at}{state}{note}")


def print_json(values: object) -> None:
    """JSON on standard output."""
    sys.stdout.write(json.dumps(values, ensure_ascii=False, indent=2) + "\n")


def say(words: str, *, error: bool = False) -> None:
    """A line on standard output, or on standard error."""
    (sys.stderr if error else sys.stdout).write(f"{words}\n")


def fail(words: str) -> NoReturn:
    """End the command with status 1 and one sentence."""
    say(words, error=True)
    raise typer.Exit(1)
