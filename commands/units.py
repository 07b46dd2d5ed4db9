"""The commands about units: what one has to do, why its name means it, and what a person decides."""

# ruff: noqa: D400, D415 - the docstrings of commands are their help texts, in Chinese

from __future__ import annotations

import dataclasses
import getpass
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import AsJson, held_library
from terminal import (
    fail,
    plain,
    print_decisions,
    print_identity,
    print_json,
    print_unit,
    say,
)

if TYPE_CHECKING:
    from graph.library import Library


def unit(
    name: Annotated[str, typer.Argument(help="单位名称或简称，如 市能源局")],
    why: Annotated[bool, typer.Option("--why", help="为什么认作这个单位：全部写法、依据、存疑和人工判断")] = False,
    as_json: AsJson = False,
) -> None:
    """一个单位牵头、负责、配合的全部任务；--why 说明名称的依据。"""
    from graph import facts, unit_facts  # noqa: PLC0415
    from graph.answering.who.carried import carried_by, carried_json, carried_words, ids_of_name  # noqa: PLC0415
    from graph.filters import Filter  # noqa: PLC0415
    from graph.holdings import load_holdings  # noqa: PLC0415
    from graph.renamed import notes  # noqa: PLC0415

    library = held_library()
    holdings = load_holdings(library)
    meant = units_meant_by(name, library)
    said = notes([name], list(holdings.plans), holdings)
    rows = [row for row in unit_facts.units(library) if row.unit_id in meant]
    if why:
        _explain(name, [row.unit_id for row in rows], library, as_json=as_json)
        return
    found = [(row, facts.tasks(library, Filter(unit_id=row.unit_id))) for row in rows]
    carried = carried_by(meant if found else ids_of_name(name, library), library)
    if as_json:
        units = [{**dataclasses.asdict(row), "tasks": [plain(one) for one in own]} for row, own in found]
        told = {"carried": carried_json(carried), "notes": [said.text] if said.text else []}
        print_json({"name": name, "sample": library.samples, "units": units, **told})
    for row, tasks in [] if as_json else found:
        print_unit(row, tasks)
    titles = dict(library.read("SELECT doc, title FROM plan"))
    for words in [] if as_json else carried_words(carried, lambda doc: f"《{titles[doc]}》"):
        say(words)
    if said.text and found and not as_json:
        say(said.text)
    if not found and not carried:
        fail(f"资料库的方案中没有出现“{name}”这个单位。{said.text}")


def units_meant_by(name: str, library: Library) -> list[str]:
    """The ids of the units that the words name, exactly or as a question would; an id names itself."""
    from graph.answering.question.request import units_meant  # noqa: PLC0415
    from graph.holdings import load_holdings  # noqa: PLC0415
    from graph.identity import called  # noqa: PLC0415
    from graph.questions import understand  # noqa: PLC0415
    from graph.renamed import now_called  # noqa: PLC0415

    exact = called(library, name)
    holdings = load_holdings(library)
    if not exact:
        return list(units_meant(understand(name, holdings), holdings))
    return list(dict.fromkeys([*exact, *(one.unit_id for one in now_called(name, holdings, sure=True))]))


def _explain(name: str, units: Sequence[str], library: Library, *, as_json: bool) -> None:
    from graph.holdings import load_holdings  # noqa: PLC0415
    from graph.identity import identify  # noqa: PLC0415
    from graph.renamed import history  # noqa: PLC0415

    holdings = load_holdings(library)
    found = [(identity, history(unit, holdings)) for unit in units if (identity := identify(library, unit))]
    if as_json:
        told = [{**dataclasses.asdict(identity), "history": past} for identity, past in found]
        print_json({"name": name, "sample": library.samples, "units": told})
    for identity, past in [] if as_json else found:
        print_identity(identity, past)
    if not found:
        fail(f"资料库的方案中没有出现“{name}”这个单位。")


def decide(  # noqa: PLR0913, PLR0917 - each is an option of the command
    name: Annotated[str | None, typer.Argument(help="被判断的单位；都不写则列出全部判断")] = None,
    other: Annotated[str | None, typer.Argument(help="与之比较的单位；拆出一种写法时不写")] = None,
    judgement: Annotated[str, typer.Option("--as", help="same 同一单位，different 不同单位，unsure 存疑")] = "",
    surface: Annotated[str | None, typer.Option("--surface", help="只判断这一种写法")] = None,
    undo: Annotated[int | None, typer.Option("--undo", help="撤销第几条判断")] = None,
    who: Annotated[str, typer.Option("--who", help="由谁判断；不写则为系统用户名")] = "",
    note: Annotated[str, typer.Option("--note", help="理由")] = "",
    as_json: AsJson = False,
) -> None:
    """人工判断两个名称是不是同一单位；判断高于规则，可以撤销，重新导入后仍然有效。"""
    from graph.identity import decide as judge  # noqa: PLC0415
    from graph.identity import orphans  # noqa: PLC0415
    from graph.identity import undo as take_back  # noqa: PLC0415

    library = held_library()
    at, who = datetime.now().astimezone().isoformat(timespec="seconds"), who or getpass.getuser()
    if undo is not None:
        take_back(library, undo, who=who, at=at)
    elif name is not None:
        if not judgement:
            fail("请用 --as 写明判断：same 同一单位，different 不同单位，unsure 存疑。")
        ids = [one_unit(words, library) for words in (name, other or name)]
        places = {body.place for body in library.bodies(ids).values()}
        judge(library, ids[0], ids[1], judgement, surface=surface, who=who, at=at, note=note)
        if judgement == "same" and len(places) > 1:
            said = "、".join(sorted(place or "地方不明" for place in places))
            say(f"注意：两者分属不同行政区（{said}）。如果判断有误，请用 zeren decide --undo 撤销。", error=True)
    decisions = library.decisions()
    if as_json:
        print_json({"sample": library.samples, "decisions": [dataclasses.asdict(one) for one in decisions]})
    else:
        print_decisions(decisions, orphans(library))


def one_unit(words: str, library: Library) -> str:
    """The id of the one unit that is called so, in full or as it is written; nothing that is only near is judged."""
    from graph.identity import called  # noqa: PLC0415

    found = called(library, words)
    near = library.bodies(found or units_meant_by(words, library))
    listed = "；".join(f"{body.canonical} {body.unit}" for body in near.values())
    if not found:
        said = f"相近的有：{listed}。" if listed else ""
        fail(f"资料库的方案中没有叫“{words}”的单位。{said}请写全称、文件中的写法或编号。")
    if len(found) > 1:
        fail(f"“{words}”不止一个单位，请写全称或编号：{listed}")
    return found[0]
