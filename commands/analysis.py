"""The commands that list: tasks about a topic, what is due, and overlaps."""

# ruff: noqa: D400, D415 - the docstrings of commands are their help texts, in Chinese

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import AsJson, chosen_docs, held_library
from terminal import (
    fail,
    place_in_words,
    plain,
    print_json,
    print_task,
    say,
    task_json,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from graph.library import Library
    from graph.overlaps import Found
    from graph.rows import TaskRow


def who(words: Annotated[list[str], typer.Argument(help="任务的用语，如 散煤替代")], as_json: AsJson = False) -> None:
    """谁牵头、配合、负责：按任务用语查找。"""
    library = held_library()
    topic = " ".join(words)
    found = _tasks_about(library, topic)
    if as_json:
        print_json({"topic": topic, "sample": library.samples, "tasks": [task_json(row, library) for row in found]})
    elif found:
        for row in found:
            print_task(row)
    if not found:
        fail(f"没有找到关于“{topic}”的任务。请换一种说法，或用 zeren gaps 查看全部任务的缺口。")


def _tasks_about(library: Library, topic: str) -> list[TaskRow]:
    """The tasks about the topic, best first: those that hold nearly as much of it as the best one."""
    from graph import facts  # noqa: PLC0415
    from graph.answering.search.locating import least  # noqa: PLC0415
    from graph.holdings import load_holdings  # noqa: PLC0415

    holdings = load_holdings(library)
    hits = [hit for hit in holdings.topics.search(topic, list(holdings.plans)) if hit.score >= least(topic)]
    wanted = dict.fromkeys(hit.passage.task.id for hit in hits if hit.score >= 0.8 * hits[0].score)
    rows = {row.task_id: row for row in facts.tasks(library)}
    return [rows[task] for task in wanted if task in rows]


def due(
    before: Annotated[str | None, typer.Option("--before", help="到这一天（含）为止，如 2020-09-30")] = None,
    undated: Annotated[bool, typer.Option("--undated", help="列出落不到日期的时限，如“采暖期”“定期”")] = False,
    as_json: AsJson = False,
) -> None:
    """某日以前到期的任务；--undated 列出没有日期的时限。"""
    from graph import facts  # noqa: PLC0415
    from graph.filters import Filter  # noqa: PLC0415

    if (before is None) != undated:
        fail("请写明到哪一天为止，如 --before 2020-09-30；或写 --undated 查看没有日期的时限。")
    day = _day(before) if before else None
    library = held_library()
    without = [row for row in facts.deadlines(library) if row.last_day is None]
    rows = facts.deadlines(library, Filter(before=day.isoformat())) if day else without
    rows.sort(key=lambda row: (row.last_day or "", row.doc, row.start))
    if as_json:
        deadlines = [plain(row) for row in rows]
        said = {"before": day.isoformat() if day else None, "sample": library.samples, "undated": len(without)}
        print_json({**said, "deadlines": deadlines})
        return
    for row in rows:
        leads = "、".join(row.leads) or "方案未写明牵头单位"
        when = f"{row.last_day}  " if row.last_day else ""
        task = row.task_title or f"《{row.plan_title}》全文"
        say(f"{when}{task}（{row.quote}）  {leads}  {row.doc}{place_in_words(row.place)}")
    say(f"共 {len(rows)} 处时限。")
    if without and not undated:
        say(f"另有 {len(without)} 处时限没有日期（如“采暖期”“定期”），没有列入；用 zeren due --undated 查看。")


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        fail(f"“{words}”不是日期。请写成 2020-09-30 这样的形式。")


def overlaps(
    plans: Annotated[list[str] | None, typer.Argument(help="两份方案的文件名或标题中的词；不写则比较全部")] = None,
    every: Annotated[bool, typer.Option("--all", help="已判断为识别有误或已处理的也列出")] = False,
    as_json: AsJson = False,
) -> None:
    """不同方案中重复或相关的任务。"""
    from commands.finding_lines import pair_lines  # noqa: PLC0415
    from graph.assessing import is_apart, verdict_json  # noqa: PLC0415
    from graph.overlaps import overlaps_json  # noqa: PLC0415
    from graph.twins import twin_pairs  # noqa: PLC0415
    from graph.verdicts import standing_verdicts  # noqa: PLC0415

    if len(plans or []) not in (0, 2):
        fail("请给出两份方案，或者都不写。")
    library = held_library()
    between = chosen_docs(plans or [], library)
    found = _compared(library, between)
    alike = () if between else twin_pairs(library)
    standing = standing_verdicts(library.verdicts())
    if as_json:
        plain = overlaps_json(found.pairs)["pairs"]
        told = [{**pair, "verdict": verdict_json(standing.get(pair["id"]))} for pair in plain]
        apart = [{"a": doc, "b": other.doc, "share": other.share} for doc, other in alike]
        said = {"left_out": found.left_out, "not_compared": apart, "sample": library.samples}
        print_json({"pairs": told, **said})
        return
    shown = [pair for pair in found.pairs if every or not is_apart(pair, standing)]
    for pair in shown:
        for line in pair_lines(pair, standing.get(pair.id)):
            say(line)
    aside = len(found.pairs) - len(shown)
    judged = f"（另有 {aside} 对已判断为识别有误或已处理，用 --all 列出）" if aside else ""
    rest = f"另有 {found.left_out} 对得分较低的未列出；指定两份方案可以看到它们之间的。" if found.left_out else ""
    say(f"共 {len(shown)} 对{judged}。{rest}")
    if alike:
        say(f"{len(alike)} 对文件内容几乎相同（同文），不互相比较；指定其中两份可以看到它们之间的：")
    for doc, other in alike:
        say(f"  {doc}  ↔  {other.doc}  约 {other.percent} 的文字相同")


def _compared(library: Library, between: Collection[str]) -> Found:
    """The pairs of these plans, or of all: those that are kept of the data as they are now, else found here."""
    from graph import kept_overlaps  # noqa: PLC0415
    from graph.analysed import current  # noqa: PLC0415
    from graph.overlaps import Found, compare_all  # noqa: PLC0415

    if not between and current(library, "overlaps"):
        return Found(pairs=kept_overlaps.pairs(library), left_out=kept_overlaps.left_out(library))
    return compare_all(library.plans(), between=between)
