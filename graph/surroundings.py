"""One unit's surroundings in the co-operation network, laid out: the unit in the middle, its partners around it.

The nearer a partner stands, the more tasks it shares; partners of one circle stand side by side, beside those they
share most with. No two labels cover each other. The same ties give the same places: nothing is drawn by chance.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph import kept_network
from graph.kept_network import Tie, Unit
from graph.library import Library

MOST = 150  # units that are drawn
TIES = 400  # ties that are drawn; all stand in the table
LINE = 8  # characters of a line of a label
LINES = 2
SMALLEST, LARGEST = 9.0, 24.0  # radii of units
_EM = 13.0
_LEADING = 17.0
_STEP = 14.0
_STRETCH = 1.3  # labels are wider than high, and so are screens
_TURNS = (0, 1, -1, 2, -2, 3, -3)
_CELL = 80.0

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A unit in the drawing: where, how large, its label; ``shared`` tasks with the middle one, 0 two steps away.

    ``step`` is 0 for the unit in the middle. ``group`` is the place of its circle among those drawn, from 0.
    """

    unit: Unit
    x: float
    y: float
    radius: float
    label: tuple[str, ...]
    shared: int
    step: int
    group: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The units drawn, the middle one first, and their ties, most shared tasks first; how much was left out.

    ``left_out`` are the names taken from the labels because nearly all begin so.
    """

    units: tuple[Placed, ...]
    ties: tuple[Tie, ...]
    partners: int
    circles: tuple[int, ...]
    prefix: str

    @property
    def hidden(self) -> int:
        """How many units of these steps are not drawn."""
        return self.partners - (len(self.units) - 1)


def surroundings(library: Library, unit: str, *, steps: int = 1) -> Surroundings | None:
    """The unit with those it works with, and theirs where two ``steps`` are asked for; None of an unknown unit."""
    own = kept_network.partners(library, unit)
    shared = {tie.b: tie.tasks for tie in own}
    near = [tie.b for tie in own]
    far = _second(library, unit, near) if steps > 1 else []
    chosen = [unit, *near, *far][:MOST]
    held = kept_network.units_called(library, chosen)
    if unit not in held:
        return None
    ties = kept_network.ties_among(library, chosen)
    placed = _lay_out([held[one] for one in chosen], ties, shared)
    prefix = _prefix([one.unit.canonical for one in placed], held[unit])
    circles = dict.fromkeys(one.group for one in placed)
    numbers = _circles([held[one] for one in chosen])
    return Surroundings(
        units=tuple(_labelled(one, prefix) for one in placed), ties=tuple(ties), partners=len(near) + len(far),
        circles=tuple(numbers[group] for group in sorted(circles) if group < len(numbers)), prefix=prefix,
    )  # fmt: skip


def _second(library: Library, unit: str, near: Sequence[str]) -> list[str]:
    """The partners of the partners, those with most tasks shared with them first."""
    weight: dict[str, int] = defaultdict(int)
    for tie in kept_network.ties_of(library, near):
        if tie.b != unit and tie.b not in set(near):
            weight[tie.b] += tie.tasks
    return sorted(weight, key=lambda one: (-weight[one], one))


def _circles(units: Sequence[Unit]) -> list[int]:
    """The circles of the units, that of the middle one first, then those with most of them."""
    size: dict[int, int] = defaultdict(int)
    for one in units:
        if one.circle is not None:
            size[one.circle] += 1
    own = units[0].circle
    return sorted(size, key=lambda circle: (circle != own, -size[circle], circle))


def _lay_out(units: Sequence[Unit], ties: Sequence[Tie], shared: Mapping[str, int]) -> list[Placed]:
    """Each unit at its place: strongest first and innermost, in the direction of its circle."""
    order = {circle: at for at, circle in enumerate(_circles(units))}
    group = {one.id: order.get(one.circle, len(order)) if one.circle is not None else len(order) for one in units}
    around = _angles(units[1:], ties, shared, group)
    most = max(one.tasks for one in units)
    middle = Placed(unit=units[0], x=0.0, y=0.0, radius=_radius(units[0].tasks, most), label=(), shared=0, step=0,
                    group=group[units[0].id])  # fmt: skip
    crowd = _Crowd()
    crowd.add(_box(0.0, 0.0, middle.radius))
    placed, reach = [middle], 90.0
    for one in units[1:]:
        radius = _radius(one.tasks, most)
        x, y, reach = _free(crowd, around[one.id], radius, max(reach - 3 * _STEP, 90.0), len(units))
        crowd.add(_box(x, y, radius))
        placed.append(
            Placed(unit=one, x=round(x, 1), y=round(y, 1), radius=radius, label=(), shared=shared.get(one.id, 0),
                   step=1 if one.id in shared else 2, group=group[one.id])
        )  # fmt: skip
    return placed


def _angles(
    units: Sequence[Unit], ties: Sequence[Tie], shared: Mapping[str, int], group: Mapping[str, int]
) -> dict[str, float]:
    """The direction of each unit: circle by circle, within a circle each beside the one it shares most with."""
    weight: dict[str, dict[str, int]] = defaultdict(dict)
    for tie in ties:
        weight[tie.a][tie.b] = weight[tie.b][tie.a] = tie.tasks
    row: list[str] = []
    for number in sorted(set(group.values())):
        left = [one.id for one in units if group[one.id] == number]
        while left:
            last = row[-1] if row else ""
            best = max(left, key=lambda one: (weight[last].get(one, 0), shared.get(one, 0), one))
            row.append(best)
            left.remove(best)
    return {one: 2 * math.pi * at / max(len(row), 1) - math.pi / 2 for at, one in enumerate(row)}


def _free(crowd: _Crowd, angle: float, radius: float, reach: float, many: int) -> tuple[float, float, float]:
    """The first free place in about this direction, from this distance on outwards."""
    turn = 2 * math.pi / max(3 * many, 24)
    while True:
        for side in _TURNS:
            towards = angle + side * turn
            x, y = reach * math.cos(towards) * _STRETCH, reach * math.sin(towards)
            if crowd.free(_box(x, y, radius)):
                return x, y, reach
        reach += _STEP


def _box(x: float, y: float, radius: float) -> Box:
    """What a unit takes with its label below it."""
    half = max(LINE * _EM / 2 + 5, radius + 3)
    return x - half, y - radius - 4, x + half, y + radius + LINES * _LEADING + 6


class _Crowd:
    """The boxes that are taken, found by where they stand."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = defaultdict(list)

    def add(self, box: Box) -> None:
        for cell in self._of(box):
            self._cells[cell].append(box)

    def free(self, box: Box) -> bool:
        """Whether nothing stands there."""
        left, top, right, bottom = box
        return not any(
            left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
            for cell in self._of(box)
            for other in self._cells.get(cell, ())
        )

    @staticmethod
    def _of(box: Box) -> Iterator[tuple[int, int]]:
        left, top, right, bottom = (math.floor(side / _CELL) for side in box)
        return ((x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))


def _radius(tasks: int, most: int) -> float:
    """The radius of a unit: its area grows with its tasks."""
    return round(SMALLEST + (LARGEST - SMALLEST) * math.sqrt(tasks / max(most, 1)), 1)


def _prefix(names: Sequence[str], middle: Unit) -> str:
    """The place that most names begin with, which the labels leave out: 朔州市 where the middle one is of 朔州市."""
    for length in range(min(len(middle.canonical) - 2, 9), 1, -1):
        start = middle.canonical[:length]
        if start[-1] in "省市县区州盟旗" and 2 * sum(name.startswith(start) for name in names) > len(names):
            return start
    return ""


def _labelled(one: Placed, prefix: str) -> Placed:
    name = one.unit.canonical
    short = name[len(prefix) :] if prefix and name.startswith(prefix) and len(name) > len(prefix) + 1 else name
    return Placed(unit=one.unit, x=one.x, y=one.y, radius=one.radius, label=label_of(short), shared=one.shared,
                  step=one.step, group=one.group)  # fmt: skip


def label_of(name: str) -> tuple[str, ...]:
    """The name in lines that fit below a unit; the end of a long one is left out.

    >>> label_of("生态环境局"), label_of("住房和城乡建设管理局"), label_of("一" * 20)[1]
    (('生态环境局',), ('住房和城乡', '建设管理局'), '一一一一一一一…')
    """
    if len(name) <= LINE:
        return (name,)
    if len(name) <= LINES * LINE:
        half = math.ceil(len(name) / LINES)
        return name[:half], name[half:]
    return name[:LINE], f"{name[LINE : 2 * LINE - 1]}…"
