"""How public bodies became others, as data: the reforms, what changed in each, and the sentences that say so.

The table is ``rules/reforms.toml``. What it says is what usually happened by law and plan: whether a place's bodies did
so is :mod:`graph.changes`.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from extract.naming.names import UnitName, resolve_unit
from extract.naming.places import CHINA, Place, find_place
from graph.wording import load_table

Kind = Literal["renamed", "merged", "moved", "split", "founded"]
Slot = tuple[str, ...]
"""The names of one body behind its place's name, the usual one first."""
Side = Literal["former", "now"]
COUNTRY = "country"
PROBE = "山西省朔州市"  # any city: by it a name of the table is seen to be a department or an organ of its own kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Reform:
    """A reform: as sentences call it, the official plan, the day of its adoption, and when places followed."""

    id: str
    zh: str
    en: str
    source: str
    adopted: str
    first_day: str
    last_day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of some bodies in a reform; where it ``varies`` the successor is the usual one and no more.

    ``levels`` are those of the places where it happened, ``elsewhere`` the provinces where it went otherwise; days are
    ISO dates, both inclusive.
    """

    id: str
    reform: Reform
    kind: Kind
    levels: tuple[str, ...]
    former: tuple[Slot, ...]
    now: tuple[Slot, ...]
    varies: bool
    first_day: str
    last_day: str
    zh: str
    en: str
    elsewhere: tuple[str, ...] = ()

    @property
    def first_year(self) -> int:
        """The year in which places began."""
        return int(self.first_day[:4])

    @property
    def last_year(self) -> int:
        """The year by which places had followed."""
        return int(self.last_day[:4])


@functools.cache
def load_changes() -> tuple[Change, ...]:
    """All changes, in the order of the file.

    >>> [change.now[0][0] for change in load_changes() if change.id == "2018.environment"]
    ['生态环境局']
    """
    table = load_table("reforms")
    reforms = {row["id"]: Reform(**row) for row in table["reform"]}
    return tuple(_change(row, reforms, table["local"]) for row in table["change"])


def _change(row: dict[str, Any], reforms: dict[str, Reform], local: Sequence[str]) -> Change:
    reform = reforms[str(row["reform"])]
    level = row.get("level", list(local))
    central = level == COUNTRY
    return Change(
        id=str(row["id"]),
        reform=reform,
        kind=cast("Kind", row["kind"]),
        levels=(COUNTRY,) if central else tuple(level),
        former=_slots(row["former"]),
        now=_slots(row["now"]),
        varies=bool(row.get("varies", False)),
        first_day=str(row.get("first_day", reform.adopted if central else reform.first_day)),
        last_day=str(row.get("last_day", reform.adopted if central else reform.last_day)),
        zh=str(row["zh"]),
        en=str(row["en"]),
        elsewhere=tuple(row.get("elsewhere", ())),
    )


def _slots(names: Sequence[str]) -> tuple[Slot, ...]:
    return tuple(tuple(one.split("|")) for one in names)


def name_at(name: str, place: Place) -> str:
    """What a body of the table is called in this place: bureaus of provinces are 厅, those of municipalities are not.

    >>> from extract.naming.places import find_place
    >>> [name_at("生态环境局", find_place(place)) for place in ("山西省", "上海市", "朔州市")]
    ['生态环境厅', '生态环境局', '生态环境局']
    """
    level = "city" if place.level == "province" and place.name.endswith("市") else place.level
    own: str = load_table("reforms")["names"].get(level, {}).get(name, name)
    return own


def names_on(side: Side) -> Iterator[tuple[Change, Slot, str]]:
    """Every name that stands on this side of a change, with the change and the names of the same body."""
    for change in load_changes():
        for slot in change.former if side == "former" else change.now:
            for name in slot:
                yield change, slot, name


@functools.cache
def by_work(side: Side) -> dict[str, list[tuple[Change, Slot]]]:
    """Lines of work → the changes of departments that have them."""
    found: dict[str, list[tuple[Change, Slot]]] = defaultdict(list)
    for change, slot, name in names_on(side):
        known = probed(name)
        if known.kind == "department" and known.function and (change, slot) not in found[known.function]:
            found[known.function].append((change, slot))
    return found


@functools.cache
def probed(name: str) -> UnitName:
    """What a name of the table is, as that of any city."""
    return resolve_unit(name, place=find_place(PROBE))


@functools.lru_cache(maxsize=50_000)
def resolved(name: str, place: Place, year: int | None = None) -> UnitName:
    """The body of this place that a name of the table means in this year."""
    words = name if place == CHINA else f"{place.name}{name_at(name, place)}"
    return resolve_unit(words, place=place, year=year)


def sentence(change: Change, *, former: str, now: str, certain: bool, english: bool = False) -> str:
    """What became of a body, in one clause without its full stop.

    >>> change = next(one for one in load_changes() if one.id == "2018.environment")
    >>> sentence(change, former="市环保局", now="朔州市生态环境局", certain=True)
    '市环保局已于2018—2019年机构改革中改为朔州市生态环境局'
    >>> sentence(change, former="市环保局", now="朔州市生态环境局", certain=False)
    '市环保局在2018—2019年机构改革中通常改为朔州市生态环境局'
    """
    words = load_table("reforms")["say"]["held" if certain else "usual"][change.kind]
    reform = change.reform.en if english else change.reform.zh
    template: str = words["en" if english else "zh"]
    return template.format(former=former, now=now, reform=reform)


@functools.cache
def alike() -> dict[str, frozenset[str]]:
    """Lines of work → those for which a question may use their name, where a place has only one of the bodies."""
    groups = [frozenset(row["works"]) for row in load_table("reforms")["alike"]]
    return {work: group - {work} for group in groups for work in group}
