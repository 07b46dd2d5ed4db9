"""The time line of deadlines as drawings and tables: every mark and every number opens the list behind it."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph.rows import MonthRow
from graph.timeline import NEAR, PHASES, By, Counts, Lane, Scale, Spot, until
from views import sector_words
from views.addresses import address
from views.cards import tag
from views.sheet import Node, link, node
from views.tables import count
from views.wording import say

STRETCHES = 26
"""Stretches of time that a line has at most."""
TICKS = 7
_INTERVALS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)  # months from one tick to the next
_KEYS: Mapping[By, str] = {"unit": "unit", "sector": "sector", "plan": "doc"}
_RADII = ((1, 5.5), (9, 8.5), (99, 10.5), (999, 13.0))
_WIDEST = 15.5
_MIDDLE = 17  # pixels, half of a lane
_MARGIN = 2.5  # percent of the width beside the first and the last day
LEVELS = 5
_EDGE = 0.25  # of the width of a line; on a phone a date takes half of that on either side


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is drawn: the filter as the address gives it, the scale, and the days from one edge to the other."""

    asked: Mapping[str, str]
    scale: Scale
    first: date
    last: date

    def at(self, day: date) -> str:
        """Where a day lies, from left to right."""
        whole = max((self.last - self.first).days, 1)
        return f"{_MARGIN + (100 - 2 * _MARGIN) * (day - self.first).days / whole:.2f}%"

    def anchor(self, day: date) -> str:
        """Which part of a date stands at its day: the middle, but for an end of it near an edge, so that all shows."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return "start" if share < _EDGE else "end" if share > 1 - _EDGE else "middle"

    def holds(self, day: date) -> bool:
        """Whether a day lies within the drawing."""
        return self.first <= day <= self.last


def months_of(first: date, last: date) -> int:
    """How many months a stretch has, so that the line between these days has not too many of them."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return next((size for size in (1, 3, 12) if months <= size * STRETCHES), 12)


def listed(asked: Mapping[str, str], **more: str | None) -> str:
    """The list of the deadlines of the filter and of more; days narrow what is asked for, never widen it."""
    merged: dict[str, str | None] = {**asked, **more}
    if asked.get("after") and more.get("after"):
        merged["after"] = max(asked["after"], more["after"] or "")
    if asked.get("before") and more.get("before"):
        merged["before"] = min(asked["before"], more["before"] or "")
    return address("list", of="deadlines", **merged)


def phase_lists(asked: Mapping[str, str], day: date) -> dict[str, str]:
    """The lists behind the counts around a day, by the names of the counts."""
    return {
        "past": listed(asked, before=_moved(day, -1)),
        "near": listed(asked, after=day.isoformat(), before=until(day).isoformat()),
        "later": listed(asked, after=_moved(until(day), 1)),
        "undated": listed(asked, undated=asked.get("undated") or "yes"),
        "total": listed(asked),
    }


def _moved(day: date, days: int) -> str:
    near_edge = day == (date.min if days < 0 else date.max)
    return (day if near_edge else day + timedelta(days=days)).isoformat()


def phase_words(phase: str, day: date) -> str:
    """What a phase is called, around this day."""
    return say(f"deadlines.{phase}", day=day.isoformat(), n=NEAR)


def sign(phase: str) -> Node:
    """The shape of a phase: a ring for what is past, a diamond for what is near, a disc for what is later."""
    return node(
        "svg",
        _shape(phase, 5),
        width="14",
        height="14",
        view_box="-7 -7 14 14",
        cls=f"deadlines-{phase}",
        aria_hidden="true",
    )


def drawing(shown: Shown, lanes: Sequence[Lane], spots: Sequence[Spot]) -> Node:
    """The lanes under each other with the chosen day as a line through all of them."""
    by, day = say(f"deadlines.by_{shown.scale.by}"), shown.scale.day
    words = say("deadlines.chart", by=by, first=shown.first, last=shown.last, day=day)
    rows = (_lane(shown, lane, [spot for spot in spots if spot.lane == lane.key]) for lane in lanes)
    outside = None if shown.holds(day) else node("p", say("deadlines.away"), cls="quiet")
    return node("figure", _axis(shown), rows, outside, cls="deadlines-line", role="group", aria_label=words)


def _axis(shown: Shown) -> Node:
    parts: list[Node] = []
    for tick in _ticks(shown):
        words = tick.isoformat()[:7] if tick.month > 1 or _interval(shown) < 12 else str(tick.year)
        parts.append(node("text", words, x=shown.at(tick), y="14", text_anchor="middle"))
    if shown.holds(shown.scale.day):
        x, anchor = shown.at(shown.scale.day), shown.anchor(shown.scale.day)
        parts.append(node("text", shown.scale.day.isoformat(), x=x, y="33", text_anchor=anchor, cls="deadlines-now"))
    drawn = node("svg", parts, width="100%", height="40", aria_hidden="true")
    head = node("span", say("deadlines.undated"), cls="quiet")
    return node("div", node("span"), drawn, head, cls="deadlines-lane axis")


def _ticks(shown: Shown) -> Iterator[date]:
    step = _interval(shown)
    month = -(-(shown.first.year * 12 + shown.first.month - 1) // step) * step
    while month // 12 <= shown.last.year and month // 12 <= date.max.year:
        day = date(month // 12, month % 12 + 1, 1)
        if shown.holds(day):
            yield day
        month += step


def _interval(shown: Shown) -> int:
    months = (shown.last.year - shown.first.year) * 12 + shown.last.month - shown.first.month + 1
    return next((step for step in _INTERVALS if months <= step * TICKS), _INTERVALS[-1])


def _lane(shown: Shown, lane: Lane, spots: Sequence[Spot]) -> Node:
    asked = {**shown.asked, _KEYS[shown.scale.by]: lane.key}
    lines = [node("line", x1=shown.at(tick), x2=shown.at(tick), y1="0", y2="100%") for tick in _ticks(shown)]
    if shown.holds(shown.scale.day):
        now = shown.at(shown.scale.day)
        lines.append(node("line", x1=now, x2=now, y1="0", y2="100%", cls="deadlines-now"))
    late_last = sorted(spots, key=lambda spot: (spot.phase == "near", spot.middle))
    dots = (_dot(shown, lane, spot, asked) for spot in late_last if shown.holds(spot.middle))
    drawn = node("svg", lines, dots, width="100%", height=str(2 * _MIDDLE))
    undated = count(lane.counts.undated, phase_lists(asked, shown.scale.day)["undated"])
    return node("div", _name(shown, lane), drawn, node("span", undated, cls="deadlines-open"), cls="deadlines-lane")


def _name(shown: Shown, lane: Lane) -> Node:
    to = {
        "unit": address("unit", id=lane.key),
        "sector": address("sectors", sector=lane.key),
        "plan": address("plan", id=lane.key),
    }[shown.scale.by]
    sign = tag(say("unit.collective")) if lane.collective else None
    name = (
        sector_words.named(lane.name, beside=False)
        if shown.scale.by == "sector"
        else node("span", lane.name, lang="zh-CN")
    )
    return node("span", link(to, name), " ", sign, cls="deadlines-name", title=lane.name)


def _dot(shown: Shown, lane: Lane, spot: Spot, asked: Mapping[str, str]) -> Node:
    one_day = spot.first_day == spot.last_day
    said = say(
        "deadlines.spot_day" if one_day else "deadlines.spot",
        **{"name": lane.name, "first": spot.first_day, "last": spot.last_day, "n": spot.number},
    )
    radius = next((size for most, size in _RADII if spot.number <= most), _WIDEST)
    number = node("text", str(spot.number), text_anchor="middle", dy=".35em") if spot.number > 1 else None
    to = listed(asked, after=spot.first_day, before=spot.last_day)
    words = f"{said} · {phase_words(spot.phase, shown.scale.day)}"
    anchor = node("a", node("title", words), _shape(spot.phase, radius), number, href=to, aria_label=words)
    return node("svg", anchor, x=shown.at(spot.middle), y=str(_MIDDLE), cls=f"deadlines-dot deadlines-{spot.phase}")


def _shape(phase: str, radius: float) -> Node:
    if phase == "near":
        side = radius * 0.88
        return node(
            "rect", x=f"{-side:g}", y=f"{-side:g}", width=f"{2 * side:g}", height=f"{2 * side:g}",
            rx="2", transform="rotate(45)",
        )  # fmt: skip
    return node("circle", r=f"{radius:g}")


def lanes_table(shown: Shown, lanes: Sequence[Lane]) -> Node:
    """The numbers of the drawing: a row for each lane, a column for each phase."""
    names = (*PHASES, "undated", "total")
    by = node("th", say(f"deadlines.by_{shown.scale.by}"), scope="col")
    heads = [node("th", phase_words(name, shown.scale.day), scope="col", cls="number") for name in names]
    rows = []
    for lane in lanes:
        to = phase_lists({**shown.asked, _KEYS[shown.scale.by]: lane.key}, shown.scale.day)
        cells = (node("td", count(number_of(lane.counts, name), to[name]), cls="number") for name in names)
        rows.append(node("tr", node("th", _name(shown, lane), scope="row", cls="deadlines-row"), cells))
    return node("div", node("table", node("thead", node("tr", by, heads)), node("tbody", rows)), cls="scroll")


def number_of(counts: Counts, name: str) -> int:
    """The count of this name."""
    return int(getattr(counts, name))


def months_table(asked: Mapping[str, str], rows: Sequence[MonthRow]) -> Node:
    """The deadlines by month, a row for each year; what is much is darker."""
    counts = {row.month: row.deadlines for row in rows}
    most = max(counts.values(), default=1)
    years = sorted({month[:4] for month in counts})
    heads = [node("th", name, scope="col", cls="number") for name in say("deadlines.month_names").split()]
    total = node("th", say("deadlines.total"), scope="col", cls="number")
    head = node("tr", node("th", say("deadlines.year"), scope="col"), heads, total)
    body = (_year(asked, year, counts, most) for year in years)
    table = node("table", node("thead", head), node("tbody", body), cls="deadlines-months", role="grid")
    return node("div", table, cls="scroll")


def _year(asked: Mapping[str, str], year: str, counts: Mapping[str, int], most: int) -> Node:
    cells = []
    for number in range(1, 13):
        month = f"{year}-{number:02}"
        found = counts.get(month, 0)
        end = calendar.monthrange(int(year), number)[1]
        to = listed(asked, after=f"{month}-01", before=f"{month}-{end}")
        shade = str(level(found, most)) if found else None
        cells.append(node("td", count(found, to) if found else None, cls="number", data_level=shade))
    whole = sum(found for month, found in counts.items() if month.startswith(year))
    to = listed(asked, after=f"{year}-01-01", before=f"{year}-12-31")
    return node("tr", node("th", year, scope="row"), cells, node("td", count(whole, to), cls="number deadlines-sum"))


def level(number: int, most: int) -> int:
    """How dark a number is shown, from 1 to 5; small numbers are told apart better than great ones.

    >>> [level(number, 100) for number in (1, 20, 50, 100)]
    [1, 3, 4, 5]
    """
    return min(LEVELS, max(1, -(-int(LEVELS * 100 * (number / max(most, 1)) ** 0.5) // 100)))
