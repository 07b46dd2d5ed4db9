"""The commands that measure: what changed between two plans, how much units carry, and who works with whom."""

# ruff: noqa: D400, D415 - the docstrings of commands are their help texts, in Chinese

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import AsJson, chosen_docs, held_library, open_held
from terminal import fail, print_json

if TYPE_CHECKING:
    from graph.filters import Filter
    from graph.library import Library

Place = Annotated[str | None, typer.Option("--place", help="只看这个地方的方案，如 朔州市")]
Year = Annotated[int | None, typer.Option("--year", help="只看这一年的方案")]
_NOTHING = "没有符合条件的方案。请去掉 --place 或 --year，或先用 zeren ingest 导入。"

Limit = Annotated[int, typer.Option("--limit", min=1, help="列出的单位数")]


def compare(
    first: Annotated[str, typer.Argument(help="一份方案：文件名，或标题中的词")],
    second: Annotated[str, typer.Argument(help="另一份方案")],
    as_json: AsJson = False,
) -> None:
    """两份方案（两年或上下级）之间的变化：保留、新增、取消的任务，牵头、时限、目标的变化。"""
    from commands.comparison_lines import comparison_lines  # noqa: PLC0415
    from graph.comparing import compare_plans, comparison_json, ordered  # noqa: PLC0415

    library = held_library()
    docs = chosen_docs([first, second], library)
    if docs[0] == docs[1]:
        fail(f"“{first}”和“{second}”是同一份方案。请给出两份不同的方案。")
    plans = library.plans(docs)
    as_given, order = ordered(plans[0][0], plans[1][0])
    found = compare_plans(*(plans if as_given else plans[::-1]))
    if as_json:
        print_json({**comparison_json(found, order), "sample": library.samples})
        return
    for line in comparison_lines(found, order):
        typer.echo(line)


def workload(  # noqa: PLR0913, PLR0917 - each is an option of the command
    name: Annotated[str | None, typer.Argument(help="单位名称或简称；不写则列出全部单位")] = None,
    place: Place = None,
    year: Year = None,
    weight: Annotated[list[str] | None, typer.Option("--weight", help="另定角色的权重，如 lead=4，可写多次")] = None,
    limit: Limit = 20,
    as_json: AsJson = False,
) -> None:
    """单位承担了多少：按角色、加权、按月到期、按领域，独自牵头的任务和单点依赖。"""
    from commands.measure_lines import detail_lines, workload_lines  # noqa: PLC0415
    from extract.jsonform import to_json  # noqa: PLC0415
    from graph.unit_load import unit_detail  # noqa: PLC0415
    from graph.workload import find_workload, measures, weight_rows  # noqa: PLC0415

    library = held_library()
    where = _where(place, year)
    found = find_workload(library, where, changed=_weights(weight or []))
    told = {"sample": library.samples, "weights": found.weights, "reasons": list(weight_rows()),
            "measures": [to_json(one) for one in measures().values()]}  # fmt: skip
    if name is None:
        if as_json:
            print_json({**told, **to_json(found)})
        for line in [] if as_json else workload_lines(found, limit):
            typer.echo(line)
        if not (found.units or found.collectives):
            fail(_NOTHING)
        return
    details = [unit_detail(library, found, unit, where) for unit in _units(name, library)]
    held = [detail for detail in details if detail]
    if as_json:
        print_json({**told, "name": name, "units": [to_json(detail) for detail in held]})
    for line in [] if as_json else (line for detail in held for line in detail_lines(detail, found.weights)):
        typer.echo(line)
    if not held:
        fail(f"所选方案的分工中没有“{name}”这个单位。请换一种写法，或去掉 --place 和 --year。")


def network(
    name: Annotated[str | None, typer.Argument(help="单位名称或简称；不写则列出全部单位")] = None,
    place: Place = None,
    year: Year = None,
    limit: Limit = 20,
    as_json: AsJson = False,
) -> None:
    """协作网络：谁与谁一起承担任务，谁居间，有哪些协作圈。"""
    from commands.measure_lines import network_lines, surroundings_lines  # noqa: PLC0415
    from extract.jsonform import to_json  # noqa: PLC0415
    from graph.measures import measure, network_measures, ties_of  # noqa: PLC0415
    from graph.networks import cooperation  # noqa: PLC0415

    library = held_library()
    if os.environ.get("ZEREN_STORE"):
        open_held(library)  # says what there is to know of the server
    found = measure(cooperation(library, _where(place, year)))
    told = {"sample": library.samples, "measures": [to_json(one) for one in network_measures().values()]}
    if name is None:
        if as_json:
            print_json({**told, **to_json(found)})
        for line in [] if as_json else network_lines(found, limit):
            typer.echo(line)
        if not found.units:
            fail(_NOTHING)
        return
    meant = set(_units(name, library))
    units = [one for one in found.units if one.unit_id in meant]
    if as_json:
        names = {one.unit_id: one.canonical for one in found.units}
        ties = {one.unit_id: [{"unit_id": other, "canonical": names[other], "tasks": tie.tasks, "bridge": tie.bridge}
                              for other, tie in ties_of(found, one.unit_id)] for one in units}  # fmt: skip
        print_json({**told, "name": name, "units": [{**to_json(one), "ties": ties[one.unit_id]} for one in units]})
    for line in [] if as_json else (line for one in units for line in surroundings_lines(found, one, limit)):
        typer.echo(line)
    if not units:
        fail(f"协作网络中没有“{name}”这个单位（统称不在网络中）。请换一种写法，或去掉 --place 和 --year。")


def _where(place: str | None, year: int | None) -> Filter:
    from graph.filters import Filter  # noqa: PLC0415

    return Filter(place=place, year=str(year) if year is not None else None)


def _units(name: str, library: Library) -> list[str]:
    from commands.units import units_meant_by  # noqa: PLC0415

    return units_meant_by(name, library)


def _weights(said: Sequence[str]) -> dict[str, float]:
    """The weights that were written as lead=3."""
    found = {}
    for words in said:
        role, _, value = words.partition("=")
        try:
            found[role] = float(value)
        except ValueError:
            fail(f"“{words}”不是权重。请写成 lead=3 的形式。")
    return found
