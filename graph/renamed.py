"""Old and new names in questions: which body of a place an old name means today, and what has to be said of it.

An old name finds the old body where documents name it, else the one that it became, and the answer says so. A new name
finds the new body alone; what older documents give to its predecessors is told apart.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from extract.naming.names import resolve_unit
from graph.changes import Lineage, Link, Party, is_former
from graph.divisionchanges import divides, of_places, step_between
from graph.holdings import HeldUnit, Holdings
from graph.kept import once
from graph.linking import Body, gather
from graph.reforms import sentence
from graph.wording import load_table

Path = tuple[Link, ...]

_MOST = 3  # bodies that a sentence names
_ORGAN = re.compile(r"[局委厅办室会部署院府站所校社]$|(?:支队|大队|中心|公司|海关|银行|分行|支行)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What an answer has to say of old and new names, behind its text; ``instead``, full names, can be asked."""

    text: str = ""
    instead: tuple[str, ...] = ()


@once
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


def history(unit: str, holdings: Holdings) -> list[str]:
    """What a unit came from and what became of it, a sentence each; nothing where nothing is known."""
    lineage = lineage_of(holdings)
    party = lineage.party(unit)
    links = [*lineage.predecessors(party), *lineage.successors(party)] if party else []
    return [
        sentence(link.change, former=link.former.canonical, now=link.now.canonical, certain=link.certain)
        for link in links
    ]


def now_called(words: str, holdings: Holdings, *, sure: bool) -> tuple[HeldUnit, ...]:
    """The held units with this old name, and in other places those that the body became.

    ``sure`` leaves out what is only usual. Work that moved is not looked for in documents of years before it did, nor
    that of a division in one of the several that it was parted among.
    """
    return _now_called(holdings, words, sure) if _is_former(words) else ()


_is_former = functools.lru_cache(maxsize=4096)(is_former)


@once
def _now_called(holdings: Holdings, words: str, sure: bool) -> tuple[HeldUnit, ...]:
    lineage = lineage_of(holdings)
    found: dict[str, None] = {}
    for party in _named(words, holdings, holdings.plans):
        if party.held:
            found[party.unit] = None
        path = () if party.held else lineage.path(party)
        for link in path:
            if _goes_on(link) and not _parted(path) and not (sure and link.change.varies):
                found[link.now.unit] = None
    units = {unit.unit_id: unit for unit in holdings.units}
    return tuple(units[unit] for unit in found if unit in units)


def _goes_on(link: Link) -> bool:
    """Whether documents that name the new body can give it the work of the old one."""
    return link.now.held and not (link.too_early and link.change.kind in ("moved", "split"))


def _parted(path: Path) -> bool:
    """Whether a division was parted on the way, so that no body goes on with all that the old one did."""
    return any(divides(link.change) for link in path)


def _whole(path: Path) -> Path:
    """The way as far as it leads from one body to one: to the parting of its division."""
    ends = [step for step, link in enumerate(path, start=1) if divides(link.change)]
    return path[: ends[0]] if ends else path


def _named(words: str, holdings: Holdings, docs: Iterable[str]) -> tuple[Party, ...]:
    """The bodies that the words name in the places of these documents, held or not."""
    name = words if _ORGAN.search(words) else f"{words}局"
    places = dict.fromkeys(place for doc in docs if (place := holdings.plans[doc].place))
    parties = (lineage_of(holdings).named(name, place) for place in places)
    return tuple({party.unit: party for party in parties}.values())


def notes(  # noqa: PLR0913 - what was asked, where, and of what the answer is
    asked: Sequence[str],
    docs: Sequence[str],
    holdings: Holdings,
    *,
    places: Sequence[str] = (),
    answered: Collection[str] | None = None,
    english: bool = False,
) -> Notes:
    """What has to be said of these names of units and places in these documents; nothing where nothing changed.

    ``answered`` are the documents of the answer, none for a refusal: where a name is that of bodies of many places,
    only these are told. Without it all are.
    """
    teller = _Teller(holdings=holdings, answered=answered, english=english)
    said = [words for name in places if (words := teller.place_changed(name))]
    instead: list[str] = []
    for words in asked:
        parties = _named(words, holdings, docs)
        paths = teller.became(parties)
        origins = teller.origins(parties)
        said += [*teller.told(words, paths), *teller.left_out(origins)]
        instead += [path[0].former.canonical for path in origins]
        instead += [path[-1].now.canonical for path in paths if path[-1].now.held and answered is not None]
    return Notes(text=(" " if english else "").join(said), instead=tuple(dict.fromkeys(instead)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Teller:
    """Says in one language what became of bodies."""

    holdings: Holdings
    answered: Collection[str] | None
    english: bool

    @property
    def lineage(self) -> Lineage:
        return lineage_of(self.holdings)

    @property
    def refused(self) -> bool:
        return self.answered is not None and not self.answered

    def place_changed(self, words: str) -> str | None:
        """That a place is held under another name, old or new."""
        place = self.holdings.places.get(words)
        step = step_between(words, place) if place else None
        if step is None or place is None:
            return None
        change = of_places(step)
        said = sentence(change, former=step.old.name, now=step.new.name, certain=True, english=self.english)
        return self._end([said, self._say("place", place=place.name)])

    def became(self, parties: Sequence[Party]) -> list[Path]:
        """The ways of the old bodies that are worth saying; those that the answer rests on before all others."""
        paths = [path for party in parties if (path := _whole(self.lineage.path(party)))]
        worth = [path for path in paths if self._worth_saying(path, alone=len(parties) == 1)]
        return sorted(worth, key=lambda path: path[0].former.held)

    def _worth_saying(self, path: Path, *, alone: bool) -> bool:
        """Not where the documents go on with the old name, nor of one place of many that the answer is not about."""
        first, last = path[0], path[-1]
        if first.former.canonical == last.now.canonical:
            return False  # its place went to another city: its name stayed
        if alone:
            return last.now.held or not (first.former.held and first.contradicted)
        about = first.former.docs or last.now.docs
        return last.now.held and (not self.answered or bool(about & set(self.answered)))

    def told(self, words: str, paths: Sequence[Path]) -> list[str]:
        """What became of the bodies of this name, one sentence for all places where the same happened."""
        groups: dict[tuple[object, ...], list[Path]] = defaultdict(list)
        for path in paths:
            groups[path[0].former.held, *(link.change.id for link in path)].append(path)
        return [self._end([*self._steps(own, words), self._which(own, words)]) for own in groups.values()]

    def origins(self, parties: Sequence[Party]) -> list[Path]:
        """The ways from predecessors that documents name to these bodies."""
        about = [one for one in parties if not self.answered or len(parties) == 1 or one.docs & set(self.answered)]
        return [path for party in about for path in self._origins(party)]

    def _origins(self, party: Party) -> list[Path]:
        formers = {link.former.unit: link.former for link in self.lineage.predecessors(party) if link.former.held}
        paths = (self.lineage.path(former, to=party.unit) for former in formers.values())
        return [path for path in paths if path and not any(link.contradicted for link in path)]

    def left_out(self, paths: Sequence[Path]) -> list[str]:
        """The predecessors, and that the answer leaves out what documents give to them."""
        formers = self._names(path[0].former for path in paths)
        if len(paths) != 1:
            return [self._end([self._say("left_out_all", formers=formers)])] if paths else []
        former = paths[0][0].former
        where = self._listed([self.holdings.plans[doc].label for doc in sorted(former.docs)], "documents")
        left = self._say("left_out", where=where, former=former.canonical)
        return [self._end([*self._steps(paths, former.canonical), left])]

    def _steps(self, paths: Sequence[Path], words: str) -> list[str]:
        """One clause for each step of the way."""
        clauses = []
        for step, link in enumerate(paths[0]):
            same = [path[step] for path in paths]
            former = words if step == 0 else self._say("latter")
            now = self._names(party for one in same for party in self._results(one))
            certain = all(one.certain for one in same)
            clauses.append(sentence(link.change, former=former, now=now, certain=certain, english=self.english))
        return clauses

    def _results(self, link: Link) -> tuple[Party, ...]:
        return self.lineage.results(link) if link.change.kind == "split" else (link.now,)

    def _which(self, paths: Sequence[Path], words: str) -> str:
        """Which of the bodies the answer is about."""
        last = paths[0][-1]
        one = len(self._results(last)) == 1
        now = self._say("latter") if one else self._names(path[-1].now for path in paths)
        if _parted(paths[0]):
            return self._say("parted")
        if not last.now.held:
            return self._say("not_held")
        if paths[0][0].former.held:
            return self._say("old_alone", words=words, now=now)
        return self._say("nor" if self.refused else "about", now=now)

    def _say(self, name: str, **names: str) -> str:
        words = load_table("reforms")["note"][name]
        template: str = words["en" if self.english else "zh"]
        return template.format(**names)

    def _names(self, parties: Iterable[Party]) -> str:
        return self._listed([party.canonical for party in parties], "bodies")

    def _listed(self, names: Iterable[str], kind: str) -> str:
        """The names; of many the first ones, and how many there are."""
        each = list(dict.fromkeys(names))
        shown = (", " if self.english else "、").join(each[:_MOST])
        if len(each) <= _MOST:
            return shown
        return self._say(kind, names=shown, all=str(len(each)), more=str(len(each) - _MOST))

    def _end(self, clauses: Sequence[str]) -> str:
        text = ("; " if self.english else "；").join(clauses)
        return f"{text[0].upper()}{text[1:]}." if self.english else f"{text}。"
