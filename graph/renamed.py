"""Old and new names in questions: which body of a place an old name means today, and what has to be said of it.

An old name finds the old body where documents name it, else the one that it became, and the answer says so. A new name
finds the new body alone; what older documents give to its predecessors is told apart.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.naming.names import resolve_unit
from graph.changes import Lineage, Link, Party, is_former
from graph.divisionchanges import of_places, step_between
from graph.holdings import HeldUnit, Holdings
from graph.linking import Body, gather
from graph.reforms import sentence

Path = tuple[Link, ...]

_MOST = 6  # places that a note tells apart
_ORGAN = re.compile(r"[局委厅办室会部署院]$|(?:支队|大队|中心|公司|海关|银行|分行|支行)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What an answer has to say of old and new names: ``before`` its text and ``after`` it; ``instead`` can be asked.

    All are sentences with their full stop; ``instead`` are full names of units.
    """

    before: str = ""
    after: str = ""
    instead: tuple[str, ...] = ()


@functools.lru_cache(maxsize=8)
def lineage_of(holdings: Holdings) -> Lineage:
    """The units held, with what they came from and what became of them."""
    plans = holdings.plans
    bodies = gather(plan.document for plan in plans.values()).values()
    return Lineage((_completed(body, holdings) for body in bodies), {doc: plan.year for doc, plan in plans.items()})


def _completed(body: Body, holdings: Holdings) -> Body:
    """The body with its place and line of work, which records of earlier versions do not hold."""
    if body.kind or not body.docs:
        return body
    name = resolve_unit(body.canonical, place=holdings.plans[body.docs[0]].place)
    return replace(body, place=name.place, function=name.function, kind=name.kind)


def now_called(words: str, holdings: Holdings, *, sure: bool) -> tuple[HeldUnit, ...]:
    """The held units that the body with this old name became, in the places whose documents do not name the old one.

    ``sure`` leaves out what is only usual.
    """
    return _now_called(words, holdings, sure) if _is_former(words) else ()


_is_former = functools.lru_cache(maxsize=4096)(is_former)


@functools.lru_cache(maxsize=1024)
def _now_called(words: str, holdings: Holdings, sure: bool) -> tuple[HeldUnit, ...]:
    lineage = lineage_of(holdings)
    found: dict[str, None] = {}
    for party in _named(words, holdings, holdings.plans):
        for link in () if party.held else lineage.path(party):
            if link.now.held and not (sure and link.change.varies):
                found[link.now.unit] = None
    units = {unit.unit_id: unit for unit in holdings.units}
    return tuple(units[unit] for unit in found if unit in units)


def _named(words: str, holdings: Holdings, docs: Iterable[str]) -> tuple[Party, ...]:
    """The bodies that the words name in the places of these documents, held or not."""
    name = words if _ORGAN.search(words) else f"{words}局"
    places = dict.fromkeys(place for doc in docs if (place := holdings.plans[doc].place))
    parties = (lineage_of(holdings).named(name, place) for place in places)
    return tuple({party.unit: party for party in parties}.values())


def notes(
    asked: Sequence[str],
    docs: Sequence[str],
    holdings: Holdings,
    *,
    places: Sequence[str] = (),
    english: bool = False,
) -> Notes:
    """What has to be said of these names of units and places in these documents; nothing where nothing changed."""
    teller = _Teller(holdings=holdings, english=english)
    before = [said for words in places if (said := teller.place_changed(words))]
    after: list[str] = []
    instead: dict[str, None] = {}
    for words in asked:
        parties = _named(words, holdings, docs)
        before += teller.became(words, [party for party in parties if not party.held])
        after += teller.became(words, [party for party in parties if party.held])
        for party in parties:
            for path in teller.origins(party):
                after.append(teller.left_out(path))
                instead[path[0].former.canonical] = None
    gap = " " if english else ""
    return Notes(before=gap.join(before), after=gap.join(after), instead=tuple(instead))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Teller:
    """Says in one language what became of bodies."""

    holdings: Holdings
    english: bool

    @property
    def lineage(self) -> Lineage:
        return lineage_of(self.holdings)

    def place_changed(self, words: str) -> str | None:
        """That a place is held under another name, old or new."""
        place = self.holdings.places.get(words)
        step = step_between(words, place) if place else None
        if step is None or place is None:
            return None
        change = of_places(step)
        said = sentence(change, former=step.old.name, now=step.new.name, certain=True, english=self.english)
        about = f"this answer is about {place.name}" if self.english else f"以下按资料库中的{place.name}回答"
        return self._end([said, about])

    def became(self, words: str, parties: Sequence[Party]) -> list[str]:
        """What became of the old bodies, one sentence for all places where the same happened."""
        groups: dict[tuple[tuple[str, bool], ...], list[Path]] = defaultdict(list)
        for party in parties:
            path = self.lineage.path(party)
            if path and self._worth_saying(path, alone=len(parties) == 1):
                groups[tuple((link.change.id, link.certain) for link in path)].append(path)
        return [self._end([*self._steps(paths, words), self._which(paths, words)]) for paths in groups.values()]

    def _worth_saying(self, path: Path, *, alone: bool) -> bool:
        """Not where the documents go on with the old name, nor where they hold neither body of one place of many."""
        if path[0].former.canonical == path[-1].now.canonical:
            return False  # its place went to another city: its name stayed
        first, last = path[0], path[-1]
        if first.former.held:
            return last.now.held or not first.contradicted
        return last.now.held or alone

    def origins(self, party: Party) -> list[Path]:
        """The ways from its predecessors that documents name to this body."""
        formers = {link.former.unit: link.former for link in self.lineage.predecessors(party) if link.former.held}
        paths = (self.lineage.path(former, to=party.unit) for former in formers.values())
        return [path for path in paths if path and not any(link.contradicted for link in path)]

    def left_out(self, path: Path) -> str:
        """The predecessor, and that the answer leaves out what documents give to it."""
        former = path[0].former
        where = list(dict.fromkeys(self.holdings.plans[doc].label for doc in sorted(former.docs)))[:_MOST]
        if self.english:
            left = f"what {', '.join(where)} gives to {former.canonical} is not included"
        else:
            left = f"{'、'.join(where)}的方案写给{former.canonical}的未计入"
        return self._end([*self._steps([path], former.canonical), left])

    def _steps(self, paths: Sequence[Path], words: str) -> list[str]:
        """One clause for each step of the way."""
        clauses = []
        for step, link in enumerate(paths[0]):
            same = [path[step] for path in paths[:_MOST]]
            former = words if step == 0 else self._names(one.former for one in same)
            now = self._names(party for one in same for party in self._results(one))
            clauses.append(sentence(link.change, former=former, now=now, certain=link.certain, english=self.english))
        return clauses

    def _results(self, link: Link) -> tuple[Party, ...]:
        return self.lineage.results(link) if link.change.kind == "split" else (link.now,)

    def _which(self, paths: Sequence[Path], words: str) -> str:
        """Which of the bodies the answer is about."""
        now = self._names(path[-1].now for path in paths[:_MOST])
        if not paths[0][-1].now.held:
            return "no document names the latter" if self.english else "资料库的方案没有写到后者"
        if paths[0][0].former.held:
            return (
                f"this answer is about {words} alone" if self.english
                else f"这里只回答写作“{words}”的，{now}的请另问"
            )  # fmt: skip
        return f"this answer is about {now}" if self.english else f"以下按{now}回答"

    def _names(self, parties: Iterable[Party]) -> str:
        return (", " if self.english else "、").join(dict.fromkeys(party.canonical for party in parties))

    def _end(self, clauses: Sequence[str]) -> str:
        text = ("; " if self.english else "；").join(clauses)
        return f"{text[0].upper()}{text[1:]}." if self.english else f"{text}。"
