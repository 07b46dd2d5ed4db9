"""The command about corrections of what was read: list them, make one, take one back."""

# ruff: noqa: D400, D415 - the docstrings of commands are their help texts, in Chinese

from __future__ import annotations

import dataclasses
import getpass
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from commands.options import AsJson, held_library
from terminal import fail, print_json, say

if TYPE_CHECKING:
    from graph.corrections import Correction, State
    from graph.library import Library
    from graph.setting_right import Signed

ROLES = {"lead": "牵头", "cooperating": "配合", "responsible": "责任", "supervising": "督导"}
NONE = ("none", "无")
Row = TypeVar("Row")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be corrected in which task: the words, what they should be, which unit is meant, and who says so.

    Of a target that was missed also its indicator, comparison and measure, as far as they are told.
    """

    library: Library
    task: str
    words: str
    value: str
    meant: str | None
    by: Signed
    indicator: str | None = None
    comparison: str | None = None
    measure: str | None = None


def correct(  # noqa: PLR0913, PLR0917 - each is an option of the command
    task: Annotated[str | None, typer.Argument(help="任务的编号（task-…）或标题；不写则列出全部更正")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="读出的单位，照原文写法")] = None,
    add: Annotated[str | None, typer.Option("--add", help="漏读的单位，照原文写法")] = None,
    deadline: Annotated[str | None, typer.Option("--deadline", help="读出的时限，照原文")] = None,
    target: Annotated[str | None, typer.Option("--target", help="读出的目标，照原文")] = None,
    add_deadline: Annotated[str | None, typer.Option("--add-deadline", help="漏读的时限，照原文写法")] = None,
    add_target: Annotated[str | None, typer.Option("--add-target", help="漏读的目标，照原文写法")] = None,
    value: Annotated[
        str,
        typer.Option(
            "--as",
            help="单位：lead 牵头，cooperating 配合，responsible 责任，supervising 督导；时限：2024-06-30 或 起/止；"
            "目标：数字；都可以写 none，表示不是；漏读的时限和目标可以不写，按规则读，漏读的时限写 none 表示未定日期",
        ),
    ] = "",
    meant: Annotated[str | None, typer.Option("--is", help="补的是哪个单位，不写则按名称规则识别")] = None,
    indicator: Annotated[str | None, typer.Option("--indicator", help="漏读的目标：指标")] = None,
    comparison: Annotated[
        str | None,
        typer.Option("--comparison", help="漏读的目标：怎样比较，<=、>=、=、decrease>=（下降）或 increase>=（增长）"),
    ] = None,
    measure: Annotated[str | None, typer.Option("--measure", help="漏读的目标：计量单位，如 %、万户")] = None,
    undo: Annotated[int | None, typer.Option("--undo", help="撤销第几条更正")] = None,
    who: Annotated[str, typer.Option("--who", help="由谁更正；不写则为系统用户名")] = "",
    note: Annotated[str, typer.Option("--note", help="理由")] = "",
    as_json: AsJson = False,
) -> None:
    """对照原文更正识别结果：单位的角色、时限的日期、目标值，漏读或误读的单位、时限和目标；高于规则，可以撤销，重新导入后仍然有效。"""
    from graph.setting_right import Signed  # noqa: PLC0415

    library = held_library()
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    by = Signed(who=who or getpass.getuser(), at=at, note=note)
    if undo is not None:
        library.take_back(undo, who=by.who, at=by.at, note=by.note)
    elif task is not None:
        chosen = [(kind, words) for kind, words in
                  (("unit", unit), ("add", add), ("deadline", deadline), ("target", target),
                   ("add-deadline", add_deadline), ("add-target", add_target)) if words]  # fmt: skip
        if len(chosen) != 1:
            _show_task(library, _task(library, task))
            fail("请用 --unit、--add、--deadline、--add-deadline、--target、--add-target 中的一个写明更正什么，"
                 "用 --as 写明应当是什么。")  # fmt: skip
        ((kind, words),) = chosen
        if not value and kind not in ("add-deadline", "add-target"):
            fail("请用 --as 写明应当是什么；不是单位、时限或目标时写 none。")
        asked = Asked(library=library, task=_task(library, task), words=words, value=value, meant=meant, by=by,
                      indicator=indicator, comparison=comparison, measure=measure)  # fmt: skip
        library.correct(_MAKE[kind](asked))
    _tell(library, as_json=as_json)


def _task(library: Library, name: str) -> str:
    """The id of the one task that is called so."""
    rows = library.read("SELECT id, doc, COALESCE(number, '') || title FROM task WHERE id = ? ORDER BY doc", (name,))
    rows = rows or library.read(
        "SELECT id, doc, COALESCE(number, '') || title FROM task WHERE ? IN (title, COALESCE(number, '') || title)"
        " ORDER BY doc, position",
        (name,),
    )
    if not rows:
        fail(f"资料库中没有叫“{name}”的任务。请照标题写全，或写编号（zeren correct 之外，页面的地址里有编号）。")
    if len(rows) > 1:
        listed = "；".join(f"{own} {doc} {title}" for own, doc, title in rows[:10])
        fail(f"“{name}”不止一项任务，请写编号：{listed}")
    return str(rows[0][0])


def _show_task(library: Library, task: str) -> None:
    """What was read of the task, as it can be named."""
    from graph import facts  # noqa: PLC0415
    from graph.filters import Filter  # noqa: PLC0415

    of = Filter(task_id=task)
    for row in facts.assignments(library, of):
        say(f"  单位 {row.surface}（{row.canonical}）{ROLES[row.role]}")
    for due in facts.deadlines(library, of):
        say(f"  时限 {_plain(due.quote)}（{due.last_day or due.rrule or '未定日期'}）")
    for aim in facts.targets(library, of):
        say(f"  目标 {_plain(aim.quote)}（{aim.indicator} {aim.value:g}{aim.measure or ''}）")


def _plain(words: str) -> str:
    return "".join(words.split())


def _the_one(rows: list[Row], words: str, written: Callable[[Row], str], kind: str) -> Row:
    found = [row for row in rows if _plain(written(row)) == _plain(words)]
    if len(found) != 1:
        named = "、".join(_plain(written(row)) for row in rows) or "没有"
        fail(f"这项任务读出的{kind}里，“{words}”有{len(found)}处。读出的有：{named}。")
    return found[0]


def _of_unit(asked: Asked) -> Correction:
    from graph import facts  # noqa: PLC0415
    from graph.filters import Filter  # noqa: PLC0415
    from graph.setting_right import of_unit  # noqa: PLC0415

    row = _the_one(
        facts.assignments(asked.library, Filter(task_id=asked.task)), asked.words, lambda row: row.surface, "单位"
    )
    return of_unit(asked.library, row.assignment_id, None if asked.value in NONE else _role(asked.value), asked.by)


def _of_missed(asked: Asked) -> Correction:
    from commands.units import one_unit  # noqa: PLC0415
    from graph.adding import of_missed  # noqa: PLC0415

    unit = one_unit(asked.meant, asked.library) if asked.meant else None
    return of_missed(asked.library, asked.task, asked.words, _role(asked.value), asked.by, unit=unit)


def _of_deadline(asked: Asked) -> Correction:
    from graph import facts  # noqa: PLC0415
    from graph.filters import Filter  # noqa: PLC0415
    from graph.setting_right import of_deadline  # noqa: PLC0415

    row = _the_one(
        facts.deadlines(asked.library, Filter(task_id=asked.task)), asked.words, lambda row: row.quote, "时限"
    )
    first, last = _days(asked.value)
    return of_deadline(asked.library, row.deadline_id, asked.by, first=first, last=last)


def _days(value: str) -> tuple[str | None, str | None]:
    first, _, last = ("", "", "") if value in NONE else value.rpartition("/")
    return first or None, last or None


def _of_missed_deadline(asked: Asked) -> Correction:
    from graph.adding import of_missed_deadline  # noqa: PLC0415

    days = _days(asked.value) if asked.value else None
    return of_missed_deadline(asked.library, asked.task, asked.words, asked.by, days=days)


def _of_target(asked: Asked) -> Correction:
    from graph import facts  # noqa: PLC0415
    from graph.filters import Filter  # noqa: PLC0415
    from graph.setting_right import of_target  # noqa: PLC0415

    row = _the_one(facts.targets(asked.library, Filter(task_id=asked.task)), asked.words, lambda row: row.quote, "目标")
    return of_target(asked.library, row.target_id, None if asked.value in NONE else _number(asked.value), asked.by)


def _number(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        fail("目标值请写成数字。")


def _of_missed_target(asked: Asked) -> Correction:
    """What the rules read in the words, and in its place what is told."""
    from graph.adding import of_missed_target  # noqa: PLC0415
    from graph.corrections import COMPARISONS  # noqa: PLC0415
    from graph.meaning import Aim, aim_meant  # noqa: PLC0415

    meant = aim_meant(asked.words)
    if asked.comparison not in (None, *COMPARISONS):
        fail(f"--comparison 只能是 {'、'.join(COMPARISONS)}。")
    told = next((one for one in COMPARISONS if one == asked.comparison), None)
    comparison = told or (meant.comparison if meant else None)
    indicator = asked.indicator or (meant.indicator if meant else "")
    value = _number(asked.value) if asked.value else meant.value if meant else None
    if comparison is None or value is None or not indicator:
        fail("按目标的规则读不出这几个字。请写明 --indicator 指标、--comparison 怎样比较和 --as 目标值。")
    measure = asked.measure or (meant.measure if meant else None)
    aim = Aim(indicator=indicator, comparison=comparison, value=value, measure=measure)
    return of_missed_target(asked.library, asked.task, asked.words, asked.by, aim=aim)


_MAKE = {
    "unit": _of_unit, "add": _of_missed, "deadline": _of_deadline, "target": _of_target,
    "add-deadline": _of_missed_deadline, "add-target": _of_missed_target,
}  # fmt: skip


def _role(words: str) -> str:
    meant = [role for role, zh in ROLES.items() if words in (role, zh)]
    if not meant:
        fail(f"请用 --as 写明角色：{'，'.join(f'{role} {zh}' for role, zh in ROLES.items())}；不是单位时写 none。")
    return meant[0]


def _tell(library: Library, *, as_json: bool) -> None:
    """Every correction, and what became of it."""
    corrections = library.corrections()
    states = {one.number: one.state for one in library.applied()}
    if as_json:
        told = [{**dataclasses.asdict(one), "state": states.get(one.number)} for one in corrections]
        print_json({"sample": library.samples, "corrections": told})
        return
    for one in corrections:
        for line in _lines(one, states.get(one.number), undone={each.undoes for each in corrections}):
            say(line)
    if not corrections:
        say("还没有更正。")


def _lines(one: Correction, state: State | None, undone: set[int | None]) -> Iterator[str]:
    from graph.corrections import STATES, WORDS  # noqa: PLC0415

    note = f"  理由：{one.note}" if one.note else ""
    if one.undoes is not None:
        yield f"更正 {one.number}  撤销第 {one.undoes} 条  {one.who} {one.at}{note}"
        return
    held = "已撤销" if one.number in undone else STATES[state][0] if state else "文件不在库中"
    read, now = (_in_words(words) for words in (one.read, one.now))
    name = f"（{one.name}）" if one.name else ""
    said = f"{WORDS[one.change][0]}  “{one.words}”{name} {read} → {now}"
    yield f"更正 {one.number}  {said}  {one.who} {one.at}  {held}{note}"
    yield f"      {one.doc}  {one.task}"


def _in_words(value: str | None) -> str:
    """A role, days or a value as a correction writes it."""
    from graph.corrections import interval  # noqa: PLC0415
    from graph.recurrences import in_words  # noqa: PLC0415

    if value is None:
        return "无"
    return "未定日期" if value == interval(None, None) else ROLES.get(value) or in_words(value)
