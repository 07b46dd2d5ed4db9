"""A question → what it asks: kind, role, units, places, plan, time and topic, each by what the library holds.

Nothing here answers anything: the result is a form that people can change and ask again.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from extract.dating.times import parse_deadline
from extract.naming.mentions import names_in
from extract.records import Role
from graph.answers import Kind, Part, Understood
from graph.holdings import Holdings
from graph.understanding.englishplaces import places_in_pinyin
from graph.understanding.kinds import KindRule, kind_of
from graph.understanding.meant import docs_meant, what_is_missing, wrong_day
from graph.understanding.naming import (
    Named,
    arabic_months,
    at_its_level,
    find_places,
    find_plans,
    find_times,
    find_units,
    find_whole_names,
    find_years,
    unknown_places,
)
from graph.understanding.signals import Found, Roles, find_roles, find_signals, ids_of
from graph.understanding.spelling import from_english, is_english, plain_question
from graph.understanding.topicwords import find_topic
from graph.wording import letters

_QUOTED = re.compile(r"[“\"「『《]([^“”\"」』》]{1,60})[”\"」』》]")
_WHICH = re.compile("(?:哪(?:些|几个|几家|个|家)?|什么|几个|多少个)$")
_FIELDS = {"Ⓟ": "place", "Ⓤ": "unit", "Ⓓ": "plan", "Ⓣ": "when"}


def understand(question: str, holdings: Holdings, *, english: bool | None = None) -> Understood:
    """What the question asks, as far as the library lets it be told.

    ``english`` is the language of the answer; without it that of the question.
    """
    read = _Read.of(question, holdings)
    read = read if english is None else dataclasses.replace(read, english=english)
    found = find_signals(read.marked)
    roles = find_roles(read.marked, found)
    years = [year for _, _, year in read.years]
    docs = docs_meant(read.of_sign("Ⓟ"), read.of_sign("Ⓓ"), years, holdings)
    topic, unread = find_topic(read.words, read.taken(found), holdings.topics)
    said = (*ids_of(found), *(f"asked.{role}" for role in roles.asked))
    rule = kind_of(said, read.marked, topic=len(letters(topic)) > 1)
    if rule and not rule.asks("ask.tasks"):  # 任务清单 is content where no tasks are asked for
        found = [one for one in found if one.id != "ask.tasks"]
        topic, unread = find_topic(read.words, read.taken(found), holdings.topics)
    form = _form(read, found, roles, said, rule, topic, docs, holdings)
    return dataclasses.replace(form, unread=unread)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A question as it was read: its words, the names and years in it, and the words with one sign for each name.

    ``origins`` tells for each character of ``marked`` where its words begin; its last entry is the end of the words.
    """

    words: str
    english: bool
    named: tuple[Named, ...]
    years: tuple[tuple[int, int, int], ...]
    marked: str
    origins: tuple[int, ...]

    @classmethod
    def of(cls, question: str, holdings: Holdings) -> _Read:
        plain = plain_question(question)
        english = is_english(plain)
        words = from_english(plain, places_in_pinyin(plain, holdings)) if english else _spelt(plain, holdings)
        words = arabic_months(words)
        named = tuple(one for one in _names(words, holdings) if not _is_asked_for(one, words))
        marked, origins = _marked(words, named)
        return cls(
            words=words,
            english=english,
            named=named,
            years=tuple(find_years(words, named)),
            marked=marked,
            origins=origins,
        )

    def of_sign(self, sign: str) -> list[Named]:
        """The names of one sort, in their order."""
        return [one for one in self.named if one.sign == sign]

    def stretch(self, one: Found) -> tuple[int, int]:
        """Where the words of a signal stand in the question as read."""
        return self.origins[one.start], self.origins[one.end]

    def taken(self, found: Sequence[Found]) -> list[tuple[int, int]]:
        """The stretches that names, years and signals explain."""
        names = [(one.start, one.end) for one in self.named]
        years = [(start, end) for start, end, _ in self.years]
        return [*names, *years, *(self.stretch(one) for one in found if not one.content)]


def _is_asked_for(one: Named, words: str) -> bool:
    """Whether the question asks which of them (哪些街道办): no name then."""
    return one.sign == "Ⓤ" and bool(_WHICH.search(words[: one.start]))


def _spelt(words: str, holdings: Holdings) -> str:
    """The question with misspelt characters put right, those in the names of divisions left as they are."""
    letters_now = list(holdings.speller.correct(words))
    for start, name in names_in(words):
        letters_now[start : start + len(name)] = name
    return "".join(letters_now)


def _names(words: str, holdings: Holdings) -> list[Named]:
    named = find_times(words)
    named += find_whole_names(words, holdings, named)
    places = find_places(words, holdings, named)
    inside = [one for one in places if _is_inside(one, holdings)]
    named += [one for one in places if one not in inside]
    named += find_plans(words, holdings, named)
    units = [at_its_level(one, words, holdings, named, inside) for one in find_units(words, holdings, named)]
    named += [*units, *unknown_places(words, holdings, named, units)]
    return sorted(named, key=lambda one: one.start)


def _is_inside(one: Named, holdings: Holdings) -> bool:
    """Whether it is a county inside the place of a plan: it stays words of the topic, unless a plan is of it."""
    own = {plan.place for plan in holdings.plans.values() if plan.place}
    around = {above for place in own for above in place.chain}
    return one.held and one.place not in own and one.place not in around


def _marked(words: str, named: Sequence[Named]) -> tuple[str, tuple[int, ...]]:
    """The words with one sign for each name, and where each character of that begins in the words."""
    marked: list[str] = []
    origins: list[int] = []
    at = 0
    for one in [*named, None]:
        end = one.start if one else len(words)
        marked += words[at:end]
        origins += range(at, end)
        if one:
            marked.append(one.sign)
            origins.append(one.start)
            at = one.end
    return "".join(marked), (*origins, len(words))


def _form(  # noqa: PLR0913, PLR0917 - what the parts of the question say
    read: _Read,
    found: Sequence[Found],
    roles: Roles,
    said: tuple[str, ...],
    rule: KindRule | None,
    topic: str,
    docs: tuple[str, ...],
    holdings: Holdings,
) -> Understood:
    places, plans, units, times = (read.of_sign(sign) for sign in "ⓅⒹⓊⓉ")
    years = [year for _, _, year in read.years]
    kind, aspect = _kind(rule, topic, units)
    after, before = _days(times[0].words, docs, holdings) if times else (None, None)
    of_units = tuple(None for _ in units) if "role.any" in said else roles.of_units
    return Understood(
        kind=kind,
        unit=_unit_name(units[0], docs) if units else None,
        topic=topic or None,
        role=_role(rule, roles, said),
        plan=holdings.plans[docs[0]].title if plans and len(docs) == 1 else None,
        place=places[0].words if places else None,
        after=after,
        before=before,
        aspect=aspect,
        units=tuple(_with_place(one, places) for one in units),
        roles=of_units,
        places=tuple(dict.fromkeys(one.words for one in places)),
        quoted=tuple(_QUOTED.findall(read.words)),
        year=years[0] if years else None,
        years=tuple(dict.fromkeys(years)),
        when=times[0].words if times else None,
        without=_without(said),
        joint=_joint(said),
        docs=docs,
        english=read.english,
        rule=rule.id if rule else "",
        signals=said,
        missing=wrong_day(times, english=read.english)
        or what_is_missing(places, plans, years, docs, holdings, english=read.english),
        read=read.words,
        parts=_parts(read, found, topic),
    )


def _with_place(unit: Named, places: Sequence[Named]) -> str:
    """The words for the unit; where several places are named with that before it, so that each keeps its own."""
    before = next((place for place in places if place.end == unit.start), None)
    return f"{before.words}{unit.words}" if before and before.held and len(places) > 1 else unit.words


def _unit_name(unit: Named, docs: Sequence[str]) -> str:
    here = [held.canonical for held in unit.units if held.docs & set(docs)]
    return here[0] if len(here) == 1 else unit.words


def _kind(rule: KindRule | None, topic: str, units: Sequence[Named]) -> tuple[Kind, str | None]:
    if rule is None:
        return ("duties" if units else "where-is"), (None if units else "about")
    if rule.kind == "partners" and len(letters(topic)) >= 2 and units:
        return "partners", "topic"
    return rule.kind, rule.aspect


def _role(rule: KindRule | None, roles: Roles, said: Sequence[str]) -> Role | None:
    """The role that the kind asks for, else the one that the question gives to none of its units, else the first."""
    if "role.any" in said or (rule and rule.kind in ("role-of", "definition")):
        return None
    if rule and rule.role:
        return rule.role
    given = [role for role in roles.of_units if role]
    return next(iter([*roles.asked, *given]), None)


def _without(said: Sequence[str]) -> tuple[str, ...]:
    """What the tasks must lack: facts, or the unit that is named last."""
    told = [one.removeprefix("without.") for one in said if one.startswith("without.")]
    if "only.responsible" in said and "lead" not in told:
        told.append("lead")
    return tuple([*told, "unit"] if "neither" in said else told)


def _joint(said: Sequence[str]) -> bool | None:
    if "alone" in said:
        return False
    return True if "joint" in said or "together" in said else None


def _parts(read: _Read, found: Sequence[Found], topic: str) -> tuple[Part, ...]:
    """The words that were taken for something, in their order."""
    parts = [Part(field=_FIELDS[one.sign], words=one.words, start=one.start, end=one.end) for one in read.named]
    parts += [Part(field="year", words=read.words[a:b], start=a, end=b) for a, b, _ in read.years]
    for one in found:
        if one.content:
            continue
        start, end = read.stretch(one)
        parts.append(Part(field=_field(one.id), words=read.words[start:end], start=start, end=end))
    for piece in topic.split():
        start = read.words.find(piece)
        if start >= 0:
            parts.append(Part(field="topic", words=piece, start=start, end=start + len(piece)))
    return tuple(sorted(parts, key=lambda part: (part.start, part.end)))


def _field(signal: str) -> str:
    """The field that the words of a signal fill: the role, what must be lacking, else the kind."""
    head = signal.partition(".")[0]
    fields = {"role": "role", "without": "without", "only": "without", "alone": "joint", "joint": "joint"}
    return fields.get(head, "kind")


def _days(when: str, docs: Sequence[str], holdings: Holdings) -> tuple[str | None, str | None]:
    """The first and last day that the words cover in the plans' year, where the plans are of one year."""
    years = {holdings.plans[doc].year for doc in docs} - {None}
    period = parse_deadline(when, year=next(iter(years)) if len(years) == 1 else None)
    if period is None:
        period = parse_deadline(f"{when}底前", year=next(iter(years)) if len(years) == 1 else None)
    if period is None:
        return None, None
    return (
        period.first_day.isoformat() if period.first_day else None,
        period.last_day.isoformat() if period.last_day else None,
    )
