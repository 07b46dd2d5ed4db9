"""The terminal door: the command ``zeren``.

``python -m cli`` from the project's root. Each command answers one question; with ``--json`` standard output is JSON
and nothing else, and notes go to standard error. Without imported documents the samples answer, and it says so.
"""

# ruff: noqa: D400, D415 - the docstrings of commands are their help texts, in Chinese

from __future__ import annotations

import dataclasses
import getpass
import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from graph.errors import GraphError, cause
from terminal import (
    fail,
    place_in_words,
    plain,
    print_answer,
    print_audit,
    print_decisions,
    print_identity,
    print_json,
    print_task,
    print_unit,
    say,
    task_json,
)

if TYPE_CHECKING:
    from graph.library import Library
    from graph.rows import TaskRow


class _Commands(TyperGroup):
    """The commands; what a user can put right is said in one sentence, and standard output takes any character."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - as the class above it
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except GraphError as error:
            fail(str(error))


app = typer.Typer(
    name="zeren",
    cls=_Commands,
    help="责任：谁牵头、谁配合、谁负责、何时完成。从政府方案中读出，每一条都有原文。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序使用")]


@app.command()
def ingest(paths: Annotated[list[Path], typer.Argument(help="文件或文件夹")], as_json: AsJson = False) -> None:
    """导入文件或文件夹中的方案。"""
    from ingest import ingest_paths, own_library, passed_over  # noqa: PLC0415 - a command loads what it needs

    outcomes = ingest_paths(paths, own_library(), _progress, _page_progress)
    if as_json:
        print_json({"documents": [dataclasses.asdict(outcome) for outcome in outcomes]})
    for outcome in outcomes:
        refused = outcome.status == "refused"
        if refused or not as_json:
            say(f"{outcome.doc}：{outcome.message}", error=refused)
    for said in passed_over(paths):
        say(said, error=True)
    if not outcomes:
        fail("没有找到可以导入的文件。")
    if any(outcome.status == "refused" for outcome in outcomes):
        raise typer.Exit(1)


@app.command()
def audit(paths: Annotated[list[Path], typer.Argument(help="文件或文件夹")], as_json: AsJson = False) -> None:
    """检查方案是怎样读的：读出、按规则推定、不作分工和没有读懂的，逐条列出（不入库）。"""
    from extract.audit import Unread, audit_paths  # noqa: PLC0415

    results = []
    for found in audit_paths(paths):
        results.append(dataclasses.asdict(found))
        if isinstance(found, Unread):
            say(f"{found.doc}：{found.error}", error=True)
        elif not as_json:
            print_audit(found)
    if as_json:
        print_json({"documents": results})
    if any("error" in result for result in results):
        raise typer.Exit(1)


def _progress(number: int, total: int, name: str) -> None:
    if total > 1:
        say(f"[{number}/{total}] {name}", error=True)


def _page_progress(done: int, pages: int) -> None:
    """Say how far a long file has come, on one line of the terminal that the next message writes over."""
    if pages > 1 and sys.stderr.isatty():
        sys.stderr.write(f"  第 {done} 页，共 {pages} 页\r")
        sys.stderr.flush()


@app.command()
def who(words: Annotated[list[str], typer.Argument(help="任务的用语，如 散煤替代")], as_json: AsJson = False) -> None:
    """谁牵头、配合、负责：按任务用语查找。"""
    library = _library()
    topic = " ".join(words)
    found = _tasks_about(library, topic)
    if as_json:
        print_json({"topic": topic, "sample": library.samples, "tasks": [task_json(row, library) for row in found]})
    elif found:
        for row in found:
            print_task(row)
    if not found:
        fail(f"没有找到关于“{topic}”的任务。请换一种说法，或用 zeren gaps 查看全部任务的缺项。")


def _tasks_about(library: Library, topic: str) -> list[TaskRow]:
    """The tasks about the topic, best first: those that hold nearly as much of it as the best one."""
    from graph import facts  # noqa: PLC0415
    from graph.holdings import load_holdings  # noqa: PLC0415
    from graph.locating import least  # noqa: PLC0415

    holdings = load_holdings(library)
    hits = [hit for hit in holdings.topics.search(topic, list(holdings.plans)) if hit.score >= least(topic)]
    wanted = dict.fromkeys(hit.passage.task.id for hit in hits if hit.score >= 0.8 * hits[0].score)
    rows = {row.task_id: row for row in facts.tasks(library)}
    return [rows[task] for task in wanted if task in rows]


@app.command()
def unit(
    name: Annotated[str, typer.Argument(help="单位名称或简称，如 市能源局")],
    why: Annotated[bool, typer.Option("--why", help="为什么认作这个单位：全部写法、依据、存疑和人工判断")] = False,
    as_json: AsJson = False,
) -> None:
    """一个单位牵头、负责、配合的全部任务；--why 说明名称的依据。"""
    from graph import facts, unit_facts  # noqa: PLC0415
    from graph.filters import Filter  # noqa: PLC0415

    library = _library()
    meant = _units_meant(name, library)
    rows = [row for row in unit_facts.units(library) if row.unit_id in meant]
    if why:
        _explain(name, [row.unit_id for row in rows], library, as_json=as_json)
        return
    found = [(row, facts.tasks(library, Filter(unit_id=row.unit_id))) for row in rows]
    if as_json:
        units = [{**dataclasses.asdict(row), "tasks": [plain(one) for one in own]} for row, own in found]
        print_json({"name": name, "sample": library.samples, "units": units})
    for row, tasks in [] if as_json else found:
        print_unit(row, tasks)
    if not found:
        fail(f"资料库的方案中没有出现“{name}”这个单位。")


def _units_meant(name: str, library: Library) -> list[str]:
    """The ids of the units that the words name, exactly or as a question would; an id names itself."""
    from graph.holdings import load_holdings  # noqa: PLC0415
    from graph.identity import called  # noqa: PLC0415
    from graph.questions import understand  # noqa: PLC0415
    from graph.request import units_meant  # noqa: PLC0415

    exact = called(library, name)
    holdings = load_holdings(library)
    return exact or list(units_meant(understand(name, holdings), holdings))


def _explain(name: str, units: Sequence[str], library: Library, *, as_json: bool) -> None:
    from graph.identity import identify  # noqa: PLC0415

    found = [identity for unit in units if (identity := identify(library, unit))]
    if as_json:
        print_json({"name": name, "sample": library.samples, "units": [dataclasses.asdict(one) for one in found]})
    for one in [] if as_json else found:
        print_identity(one)
    if not found:
        fail(f"资料库的方案中没有出现“{name}”这个单位。")


@app.command()
def decide(  # noqa: PLR0913, PLR0917 - each is an option of the command
    name: Annotated[str | None, typer.Argument(help="被判断的单位；都不写则列出全部判断")] = None,
    other: Annotated[str | None, typer.Argument(help="与之比较的单位；拆出一种写法时不写")] = None,
    judgement: Annotated[str, typer.Option("--as", help="same 同一单位，different 不同单位，unsure 存疑")] = "same",
    surface: Annotated[str | None, typer.Option("--surface", help="只判断这一种写法")] = None,
    undo: Annotated[int | None, typer.Option("--undo", help="撤销第几条判断")] = None,
    who: Annotated[str, typer.Option("--who", help="由谁判断；不写则为系统用户名")] = "",
    note: Annotated[str, typer.Option("--note", help="理由")] = "",
    as_json: AsJson = False,
) -> None:
    """人工判断两个名称是不是同一单位；判断高于规则，可以撤销，重新导入后仍然有效。"""
    from graph.identity import decide as judge  # noqa: PLC0415
    from graph.identity import undo as take_back  # noqa: PLC0415

    library = _library()
    at, who = datetime.now().astimezone().isoformat(timespec="seconds"), who or getpass.getuser()
    if undo is not None:
        take_back(library, undo, who=who, at=at)
    elif name is not None:
        ids = [_one_unit(words, library) for words in (name, other or name)]
        judge(library, ids[0], ids[1], judgement, surface=surface, who=who, at=at, note=note)
    decisions = library.decisions()
    if as_json:
        print_json({"sample": library.samples, "decisions": [dataclasses.asdict(one) for one in decisions]})
    else:
        print_decisions(decisions)


def _one_unit(words: str, library: Library) -> str:
    """The id of the one unit that the words name."""
    found = _units_meant(words, library)
    if not found:
        fail(f"资料库的方案中没有出现“{words}”这个单位。")
    if len(found) > 1:
        held = library.bodies(found)
        fail(f"“{words}”不止一个单位，请写全称或编号：" + "；".join(f"{held[one].canonical} {one}" for one in held))
    return found[0]


@app.command()
def due(
    before: Annotated[str, typer.Option("--before", help="到这一天（含）为止，如 2020-09-30")],
    as_json: AsJson = False,
) -> None:
    """某日以前到期的任务。"""
    from graph import facts  # noqa: PLC0415
    from graph.filters import Filter  # noqa: PLC0415

    try:
        day = date.fromisoformat(before)
    except ValueError:
        fail(f"“{before}”不是日期。请写成 2020-09-30 这样的形式。")
    library = _library()
    rows = [row for row in facts.deadlines(library, Filter(before=day.isoformat())) if row.last_day]
    rows.sort(key=lambda row: (row.last_day or "", row.doc, row.start))
    if as_json:
        deadlines = [plain(row) for row in rows]
        print_json({"before": day.isoformat(), "sample": library.samples, "deadlines": deadlines})
        return
    for row in rows:
        leads = "、".join(row.leads) or "方案未写明牵头单位"
        say(f"{row.last_day}  {row.task_title or row.plan_title}（{row.quote}）  {leads}{place_in_words(row.place)}")
    say(f"共 {len(rows)} 处时限。")


@app.command()
def gaps(as_json: AsJson = False) -> None:
    """方案留下的缺项：没有牵头、没有时限、只写统称等。"""
    from graph.gaps import find_gaps, gaps_json  # noqa: PLC0415

    library = _library()
    checks = find_gaps(_plans(library))
    if as_json:
        print_json({**gaps_json(checks), "sample": library.samples})
        return
    for check in checks:
        say(f"{check.zh}：{check.count}  （{check.definition_zh}）")
        for finding in check.findings:
            where = place_in_words(finding.quotes[0].place) if finding.quotes else ""
            say(f"  {finding.doc}  {finding.number or ''}{finding.title}  {'；'.join(finding.facts)}{where}")


@app.command()
def overlaps(
    plans: Annotated[list[str] | None, typer.Argument(help="两份方案的文件名或标题中的词；不写则比较全部")] = None,
    as_json: AsJson = False,
) -> None:
    """不同方案中重复或相关的任务。"""
    from graph.overlaps import find_overlaps, overlaps_json  # noqa: PLC0415

    library = _library()
    held = {document.doc: (document, text) for document, text in _plans(library)}
    chosen = _chosen(plans or [], [document for document, _ in held.values()])
    pairs = find_overlaps(held.values())
    if chosen:
        pairs = tuple(pair for pair in pairs if {pair.a.doc, pair.b.doc} == set(chosen))
    if as_json:
        print_json({**overlaps_json(pairs), "sample": library.samples})
        return
    words = {"same": "同一任务", "related": "相关", "carried-on": "延续", "handed-down": "逐级落实"}
    for pair in pairs:
        say(f"{pair.score:.2f} {words[pair.kind]}  {pair.a.doc} “{pair.a.title}”  ↔  {pair.b.doc} “{pair.b.title}”")
        say(f"     {pair.why}")
        for difference in pair.differs:
            aspect = {"lead": "牵头", "deadline": "时限", "target": "目标"}[difference.aspect]
            say(f"     {aspect}不同：{difference.a}  ↔  {difference.b}")
    say(f"共 {len(pairs)} 对。")


def _chosen(names: Sequence[str], documents: Sequence[Any]) -> list[str]:
    """The two documents that the names mean: file names, or words of titles that stand in one title only."""
    if len(names) not in (0, 2):
        fail("请给出两份方案，或者都不写。")
    found = []
    for name in names:
        exact = [d.doc for d in documents if d.doc == name]
        alike = exact or [d.doc for d in documents if name in d.doc or name in (d.meta.title or "")]
        if len(alike) != 1:
            held = "、".join(d.doc for d in documents)
            fail(f"“{name}”{'不止一份' if alike else '没有对应的'}方案。现有：{held}。")
        found.append(alike[0])
    return found


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="问题，如 谁牵头散煤替代")] = None,
    batch: Annotated[Path | None, typer.Option("--batch", help="每行一个 {id, question} 的文件")] = None,
    as_json: AsJson = False,
) -> None:
    """用自己的话提问，得到带原文的回答，或如实的“没有写”。"""
    from graph.asking import Asker  # noqa: PLC0415

    questions = list(_batch(batch)) if batch else [(None, question)]
    if not batch and not (question or "").strip():
        fail("请写出问题，例如：zeren ask 谁牵头散煤替代")
    asker = Asker.open(_library(quiet=as_json or batch is not None))
    for identifier, words in questions:
        answer = asker.ask(str(words))
        if batch:
            sys.stdout.write(json.dumps({"id": identifier, **answer.plain()}, ensure_ascii=False) + "\n")
        elif as_json:
            print_json(answer.plain())
        else:
            print_answer(answer)


def _batch(path: Path) -> Iterator[tuple[Any, str]]:
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except OSError as error:
        fail(f"无法读取 {path}：{cause(error)}。请检查路径和权限。")
    except UnicodeDecodeError:
        fail(f"无法读取 {path}：不是 UTF-8 文本。请给出 UTF-8 的 .jsonl 文件。")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            yield entry["id"], str(entry["question"])
        except (ValueError, KeyError, TypeError):
            fail(f'{path} 第 {number} 行不是 {{"id", "question"}} 形式的 JSON。')


@app.command()
def export(
    output: Annotated[Path, typer.Option("-o", "--output", help=".ttl .nq .trig .jsonld .graphml .csv")],
    as_json: AsJson = False,
) -> None:
    """导出整个图谱。"""
    from graph.exports import export as write  # noqa: PLC0415
    from graph.people import people_of_statements  # noqa: PLC0415
    from graph.store import library_triples  # noqa: PLC0415

    library = _library()
    write(library_triples(library), output, people=people_of_statements(library.documents()))
    if as_json:
        print_json({"output": str(output), "documents": len(library.docs()), "sample": library.samples})
    else:
        say(f"已写出 {output}：{len(library.docs())} 份文件。")


def _library(*, quiet: bool = False) -> Library:
    """The library that answers: the own one, or the samples, which it then says."""
    from ingest import current_library  # noqa: PLC0415

    library = current_library()
    if library.samples:
        say("（示例文件：还没有导入文件，以下内容来自随程序附带的示例。用 zeren ingest 导入自己的方案。）", error=True)
    return library


def _plans(library: Library) -> Iterable[tuple[Any, str]]:
    return [(document, library.text(document.doc)) for document in library.documents()]


if __name__ == "__main__":
    app(prog_name="zeren")
