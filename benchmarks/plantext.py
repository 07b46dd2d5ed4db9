"""The words of a made-up plan: its front, its tasks, and who does them in the notation of the plan."""

from __future__ import annotations

import random
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.plans import Plan, Task

DETAILS = (
    "以重点区域和薄弱环节为突破口，分批确定实施范围，做到应改尽改。",
    "按照“谁主管、谁推进”的原则建立清单，逐项明确路线图。",
    "坚持问题导向，对{o}中群众反映集中的事项优先安排。",
    "统筹用好上级补助和本级资金，严禁挪用挤占。",
    "发挥专家作用，对{o}方案开展技术论证。",
    "落实周调度、月通报制度，及时协调解决困难。",
    "鼓励社会力量参与{o}，形成共建共享格局。",
    "对进度滞后的地方予以提醒，必要时开展约谈。",
    "同步完善{o}数据库，做到底数清、情况明。",
    "严把质量关口，项目竣工后组织联合验收。",
    "把{o}与民生实事结合起来，提高群众满意度。",
    "选树一批典型案例，带动面上工作提升。",
)
AIMS = ("{t}", "确保{t}", "力争{t}", "全{own}{t}")
ENDS = ("各地要结合实际抓好落实。", "", "", "有关情况定期报告。")
NUMBERS = "一二三四五六七八九十"
WIDTHS = (6, 44, 24, 36, 16)
"""The columns of a drawn table, in half-width characters."""


def write_plan(plan: Plan) -> str:
    """The text of the plan."""
    chance = random.Random(plan.number)
    lines = [*_front(plan), *_aims(plan, chance), "二、重点任务"]
    if plan.notation == "table":
        return "\n".join([*lines, *_table(plan), *_closing(plan)]) + "\n"
    started = False
    for place, subject in enumerate(plan.subjects):
        tasks = [task for task in plan.tasks if task.job.subject == subject]
        lines += [f"（{NUMBERS[place]}）{_subject(subject)['label']}。"] if tasks else []
        for number, task in enumerate(tasks, start=1):
            said = _statement(plan, task, chance, first=not started)
            started = started or bool(said)
            lines += _clause(plan, task, f"{number}．", said)
    return "\n".join([*lines, *_closing(plan)]) + "\n"


def _subject(name: str) -> dict[str, str]:
    from benchmarks.plans import load_subjects  # noqa: PLC0415 - the two halves of one generator

    return dict(load_subjects()[name])


def _front(plan: Plan) -> list[str]:
    here, date = plan.government, f"{plan.year}年{plan.number % 3 + 1}月{plan.number % 27 + 1}日"
    full = f"{here.name}{plan.title}"
    lines = [
        f"{here.path}人民政府关于印发《{full}》的通知",
        f"{here.name[0]}政发〔{plan.year}〕{plan.number % 60 + 1}号",
        "",
        {"province": "各市人民政府，省直各有关单位：", "city": "各县（市、区）人民政府，市直各有关单位：",
         "county": "各乡镇人民政府、街道办事处，区直各有关单位："}[here.level],
        f"现将《{full}》印发给你们，请认真贯彻执行。",
        "",
        f"{here.path}人民政府",
        date,
        *([f"（{plan.access}）"] if plan.access else []),
        "",
        full,
        "",
    ]  # fmt: skip
    upper = plan.cites
    basis = "，结合实际，制定本方案。"
    if upper:
        cited = f"《{upper.government.name}{upper.title}》"
        basis = f"（{upper.government.name[0]}政发〔{upper.year}〕{upper.number % 60 + 1}号）{basis}"
        return [*lines, f"为贯彻落实{cited}{basis}"]
    return [*lines, f"为统筹做好全{here.own}{plan.title}各项工作{basis}"]


def _aims(plan: Plan, chance: random.Random) -> list[str]:
    named = "、".join(_subject(subject)["label"] for subject in plan.subjects)
    level = chance.choice(("取得明显成效", "再上新台阶", "走在前列"))
    return [
        "一、总体要求",
        f"坚持以人民为中心的发展思想，围绕{named}，突出重点、分类施策、压实责任，推动各项工作{level}。",
    ]


def _closing(plan: Plan) -> list[str]:
    return ["三、组织保障", f"加强组织领导，形成工作合力，确保{plan.year}年各项任务落到实处。"]


def _clause(plan: Plan, task: Task, number: str, said: str) -> list[str]:
    """A task: number, title, words, and who does it."""
    chance = random.Random(task.wording)
    noun, aim, _, _ = _subject(task.job.subject)["objects"][task.job.object]  # type: ignore[misc]
    words = [
        *chance.sample(_subject(task.job.subject)["details"], chance.randint(0, 2)),
        *(each.format(o=noun) for each in chance.sample(DETAILS, chance.randint(0, 2))),
    ]
    due = _due(plan, task)
    if task.amount is not None:
        goal = chance.choice(AIMS).format(t=aim.format(n=task.amount), own=plan.government.own)  # type: ignore[attr-defined]
        words.append(f"{due}，{goal}。" if due else f"{goal}。")
    elif due:
        words.append(f"{due}完成阶段性任务。")
    words.append(chance.choice(ENDS))
    text = f"{number}{task.job.action.format(o=noun)}。{''.join(words)}"
    return [text, *said.split("\n")] if plan.notation == "lines" and said else [text + said]


def _due(plan: Plan, task: Task) -> str:
    year = plan.year - 2 if task.flaw == "late" else plan.year
    if task.flaw == "late":
        return f"{year}年{task.month}月底前"
    return {
        "month": f"{year}年{task.month}月底前",
        "own-month": f"{task.month}月底前",
        "year-end": f"{year}年底前",
        "this-year": "年底前",
        "day": f"{year}年{task.month}月20日前",
        "until": f"到{year + 2}年",
        "half": f"{year}年上半年",
        "always": "",
        "none": "",
    }[task.deadline]


def _unit(plan: Plan, department: str, *, bare: bool = False, old: bool = False) -> str:
    """The name of a department as the plan writes it."""
    from benchmarks.plans import load_departments  # noqa: PLC0415 - the two halves of one generator

    names = load_departments()[department]
    level = "province" if plan.government.level == "province" else "city"
    before = names.get(f"before_{level}")
    if before and (plan.year < 2019 or old):
        name = before
    else:
        name = names.get(f"short_{level}", names[level]) if plan.short_names else names[level]
    return name if bare else f"{plan.government.own}{name}"


def _units(plan: Plan, departments: tuple[str, ...], *, old: bool = False) -> str:
    return "、".join(
        _unit(plan, department, bare=plan.elided and place > 0, old=old and place == 0)
        for place, department in enumerate(departments)
    )


def _locals(plan: Plan) -> str:
    return {"province": "各市人民政府", "city": "各县（市、区）人民政府", "county": "各乡镇（街道）"}[
        plan.government.level
    ]


def _statement(plan: Plan, task: Task, chance: random.Random, *, first: bool) -> str:
    """Who does the task, in the notation of the plan; empty where the plan leaves it open."""
    if task.flaw == "nobody":
        return ""
    lead = _units(plan, task.leads, old=task.flaw == "dissolved")
    others = _units(plan, tuple(each for each in task.partners if each not in task.leads)) or _locals(plan)
    if task.flaw == "vague":
        return "\n责任单位：有关部门".lstrip() if plan.notation == "lines" else "（有关部门按职责分工负责）"
    if task.flaw == "several":
        lead = _units(plan, (*task.leads, task.partners[0]))
        others = _units(plan, tuple(each for each in task.partners[1:] if each not in task.leads)) or _locals(plan)
    if task.flaw == "unknown":
        others += "、创建办" if plan.elided else f"、{plan.government.own}创建办"
    notation = plan.notation
    if notation not in ("lines", "first", "blanket") and chance.random() < 0.1:
        notation = chance.choice(("verbs", "labels", "divided", "inline"))
    return _in_notation(plan, notation, lead, others, first=first, due=task.deadline == "always")


def _in_notation(  # noqa: PLR0911, PLR0913 - one sentence a notation
    plan: Plan, notation: str, lead: str, others: str, *, first: bool, due: bool
) -> str:
    below = _locals(plan)
    joined = f"{lead}、{others}" if below not in others else f"{lead}，{others}"
    match notation:
        case "labels":
            return f"（牵头单位：{lead}；配合单位：{others}）"
        case "lines":
            return f"牵头单位：{lead}\n责任单位：{others}" + ("\n完成时限：持续推进" if due else "")
        case "responsible":
            return f"（责任单位：{joined}）"
        case "first":
            return f"（责任单位：{joined}" + ("。列第一位的为牵头单位，下同）" if first else "）")
        case "divided":
            return f"（{joined}按职责分工负责）"
        case "inline":
            return f"由{lead}牵头，{others}配合。"
        case "blanket" if first:
            return f"（{lead}牵头，{others}配合，{below}负责落实。以下均需{below}落实，不再列出）"
        case _:
            return f"（{lead}牵头，{others}配合）"


def _table(plan: Plan) -> list[str]:
    """The tasks as a table drawn with lines, the way a printed page has it."""
    chance = random.Random(plan.number)
    rows = [("序号", "工作任务", "牵头单位", "配合单位", "完成时限")]
    for number, task in enumerate(plan.tasks, start=1):
        body = _clause(plan, task, "", "")[0]
        lead = "" if task.flaw in ("nobody", "vague") else _units(plan, task.leads)
        others = "有关部门" if task.flaw == "vague" else _units(plan, task.partners)
        rows.append((str(number), body, lead, others, _due(plan, task) or chance.choice(("持续推进", "长期坚持"))))
    lines = [_rule("┌┬┐")]
    for place, row in enumerate(rows):
        lines += [_rule("├┼┤")] if place else []
        lines += _row(row)
    return [*lines, _rule("└┴┘")]


def _rule(ends: str) -> str:
    return ends[0] + ends[1].join("─" * (width // 2) for width in WIDTHS) + ends[2]


def _row(cells: tuple[str, ...]) -> list[str]:
    wrapped = [_wrap(cell, width) for cell, width in zip(cells, WIDTHS, strict=True)]
    height = max(map(len, wrapped))
    for column in wrapped:
        column.extend([""] * (height - len(column)))
    return [
        "│" + "│".join(_pad(words, width) for words, width in zip(line, WIDTHS, strict=True)) + "│"
        for line in zip(*wrapped, strict=True)
    ]


def _wrap(words: str, width: int) -> list[str]:
    lines, line, used = [], "", 0
    for letter in words:
        wide = _wide(letter)
        if used + wide > width:
            lines, line, used = [*lines, line], "", 0
        line, used = line + letter, used + wide
    return [*lines, line]


def _wide(letter: str) -> int:
    return 2 if unicodedata.east_asian_width(letter) in "WFA" else 1


def _pad(words: str, width: int) -> str:
    return words + " " * (width - sum(map(_wide, words)))
