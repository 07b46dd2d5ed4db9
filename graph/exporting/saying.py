"""How a task is said in tables for people: its units, deadlines and targets, and what the plan leaves open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.exporting.contents import Contents, Due, Entry, Holder
from graph.exporting.texts import ROLES, UNWRITTEN, clean, one_line
from graph.openness import warning
from graph.rows import DeadlineRow, TargetRow

IMPLIED = "（推断）"
CORRECTED = "（更正）"
UNREAD = "未识别"
"""What stands in place of what the program did not understand."""
_UNREAD_CHECK = "待核语句"  # the name of the check that finds it

NOTES = (
    ("明确", "分工文字直接写出的单位和角色。"),
    (
        "推断",
        "分工文字没有逐条写出，按方案自己声明的规则（如“列第一位的为牵头单位”）或上级标题得出，名称后标“（推断）”。",
    ),
    ("更正", "有人对照原文改过识别结果，名称后标“（更正）”；谁、何时、为何改，见依据。"),
    (UNWRITTEN, "方案里没有写。这是方案的情况，不表示单位没有履职。"),
    (UNREAD, "程序看到了有关文字但没有读懂。这是程序的情况，请对照原文核对。"),
)
"""What the words of standing mean, for the notes of tables."""


def units_in_words(holders: Iterable[Holder]) -> str:
    """The units, those that only a rule gives marked as such."""
    return "、".join(one_line(held.name) + mark_of(held) for held in holders)


def mark_of(held: Holder) -> str:
    """The mark behind a unit that is not simply written: a person corrected it, or only a rule gives it."""
    return CORRECTED if held.corrected else IMPLIED if held.implied else ""


def leads_in_words(entry: Entry) -> str:
    """The leading units; where there are none, whether the plan is silent or was not understood."""
    named = units_in_words(entry.holders.get("lead", ()))
    return named or (UNREAD if not_understood(entry) else UNWRITTEN)


def own_role_in_words(contents: Contents, doc: str, task: str | None) -> str | None:
    """What the unit of the list is in the task; None where the list is of no unit or the unit is not in the task."""
    roles = contents.own_roles.get((doc, task), {}) if task else {}
    said = (f"{ROLES[role]}{mark_of(held)}" for role, units in roles.items() for held in units)
    return "、".join(said) or None


def not_understood(entry: Entry) -> bool:
    """Whether words of the task were seen and not understood."""
    return any(gap.startswith(_UNREAD_CHECK) for gap in entry.gaps)


def due_in_words(due: Due) -> str:
    """A deadline in the plan's words with the day that they mean."""
    day = due.row.last_day or ""
    notes = [day] if day and day not in due.row.quote else []
    notes += ["更正"] if due.row.correction else ["推断"] if due.implied else []
    return one_line(due.row.quote) + (f"（{'，'.join(notes)}）" if notes else "")


def dues_in_words(entry: Entry) -> str:
    """The deadlines of a task, or that there are none."""
    return "；".join(dict.fromkeys(map(due_in_words, entry.dues))) or UNWRITTEN


def targets_in_words(targets: Sequence[TargetRow]) -> str:
    """The targets in the plan's words."""
    return "；".join(dict.fromkeys(one_line(target.quote) for target in targets))


def task_in_words(number: str | None, title: str | None) -> str:
    """The task with its number.

    >>> task_in_words("1．", "散煤治理"), task_in_words(None, None)
    ('1．散煤治理', '')
    """
    return one_line(f"{number or ''}{title or ''}")


def scope_in_words(contents: Contents) -> str:
    """Which part of the library the lists hold."""
    where, said = contents.where, []
    if where.doc is not None:
        said += [f"计划“{one_line(plan.title)}”" for plan in contents.plans]
    if where.place is not None:
        said += [f"行政区含“{one_line(where.place)}”"]
    if contents.unit is not None:
        said += [f"单位“{one_line(contents.unit.canonical)}”"]
    return "、".join(said) or "资料库中的全部方案"


def closed_in_words(contents: Contents) -> str:
    """A warning that names the documents that limit who may read them; nothing where none does."""
    told = warning(contents.closed)
    named = "、".join(f"{one_line(each.doc)}（“{one_line(each.quote)}”）" for each in contents.closed)
    return f"注意：{told}这些文件是：{named}。" if told else ""


def lead_of(row: DeadlineRow | TargetRow) -> str:
    """The leading units that a deadline or target binds."""
    return "、".join(map(one_line, row.leads)) or UNWRITTEN


def words_of(entry: Entry) -> str:
    """The whole clause as it stands, without the white space around it."""
    return clean(entry.row.quote).strip()
