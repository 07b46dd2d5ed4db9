"""Units against sectors as a table of numbers, each darker the greater it is, each a link to just so many tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.sector_load import SectorLoad, UnitLoad
from views import sector_words
from views.addresses import address
from views.cards import tag
from views.sheet import Node, link, node
from views.tables import count
from views.timelines import level
from views.wording import say

ROWS = 15
COLUMNS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The filters of the address: place, doc and role."""

    filters: Mapping[str, str]

    def page(self, **changed: str | int | None) -> str:
        """The address of the page with something changed."""
        given: dict[str, str | int | None] = {**self.filters, **changed}
        return address("sectors", **given)

    def list(self, of: str, **more: str) -> str:
        """The list of this name under the filters and more."""
        return address("list", of=of, **{**self.filters, **more})


def heat_map(
    asked: Asked, units: Sequence[UnitLoad], sectors: Sequence[SectorLoad], cells: Mapping[tuple[str, str], int]
) -> Node:
    """The table; on a phone each unit becomes a card with its sectors."""
    most = max(cells.values(), default=1)
    heads = (
        node("th", say("sectors.unit"), scope="col", cls="sectors-unit"),
        node("th", say("sectors.tasks"), scope="col", cls="number"),
        node("th", say("sectors.spread"), scope="col", cls="number"),
        (_sector_head(asked, one) for one in sectors),
    )
    body = (node("tr", _unit(asked, one), _cells(asked, one, sectors, cells, most)) for one in units)
    title = say("sectors.caption")
    table = node(
        "table",
        node("thead", node("tr", *heads)),
        node("tbody", body),
        cls="sectors-map fold",
        role="grid",
        aria_label=title,
    )
    return node("div", table, cls="scroll sectors-box")


def _sector_head(asked: Asked, sector: SectorLoad) -> Node:
    name = link(asked.page(sector=sector.sector_id), sector_words.named(sector.label, beside=False), cls="matrix-name")
    hint = say("sectors.tasks_of", name=sector_words.plain(sector.label), n=sector.tasks)
    to = asked.list("tasks", sector=sector.sector_id)
    number = link(to, str(sector.tasks), cls="matrix-count", title=hint)
    return node("th", node("div", name, number, cls="matrix-head"), scope="col", cls="sectors-head")


def _unit(asked: Asked, unit: UnitLoad) -> Iterator[Node]:
    name = link(address("unit", id=unit.unit_id), node("span", unit.canonical, lang="zh-CN"))
    sign = tag(say("unit.collective")) if unit.collective else None
    yield node("th", name, " " if sign else None, sign, scope="row", cls="sectors-unit")
    tasks = count(unit.tasks, asked.list("tasks", unit=unit.unit_id))
    yield node("td", tasks, cls="number", aria_label=say("sectors.tasks"))
    spread = count(unit.sectors, asked.page(unit=unit.unit_id))
    yield node("td", spread, cls="number", aria_label=say("sectors.spread"))


def _cells(
    asked: Asked, unit: UnitLoad, sectors: Sequence[SectorLoad], cells: Mapping[tuple[str, str], int], most: int
) -> Iterator[Node]:
    for sector in sectors:
        number = cells.get((unit.unit_id, sector.sector_id), 0)
        if not number:
            yield node("td", cls="number sectors-cell")
            continue
        hint = say("sectors.cell", unit=unit.canonical, sector=sector_words.plain(sector.label), n=number)
        to = asked.list("tasks", unit=unit.unit_id, sector=sector.sector_id)
        shown = link(to, str(number), title=hint)
        shade = str(level(number, most))
        yield node(
            "td", shown, cls="number sectors-cell", data_level=shade, aria_label=sector_words.plain(sector.label)
        )
