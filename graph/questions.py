"""A question → what it asks: kind, role, units, places, plan, time and topic, each by what the library holds.

Nothing here answers anything: the result is a form that people can change and ask again.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from datetime import date

from extract.records import Role
from graph.answering.search.topics import TopicIndex
from graph.answering.telling.sentences import in_words
from graph.answers import Kind, Part, Understood
from graph.holdings import Holdings
from graph.understanding.kinds import KindRule, kind_of, said_in
from graph.understanding.meant import (
    by_number,
    docs_around,
    docs_meant,
    of_plans,
    untold_county,
    what_is_missing,
    wrong_day,
)
from graph.understanding.named import Named, is_free
from graph.understanding.names import find_names, is_inside
from graph.understanding.placenames import find_places
from graph.understanding.reading import read_question
from graph.understanding.signals import WHOLE, Found, Roles, find_roles, find_signals
from graph.understanding.times import Days, find_years, parse_time
from graph.understanding.titles import find_titles
from graph.understanding.topicwords import find_compounds, find_topic
from graph.wording import letters

_QUOTED = re.compile(r"[“\"「『《]([^“”\"」』》]{1,60})[”\"」』》]")
_WHICH = re.compile("(?:哪(?:些|几个|几家|个|家)?|什么|几个|多少个)$")
_FIELDS = {"Ⓟ": "place", "Ⓤ": "unit", "Ⓓ": "plan", "Ⓣ": "when"}


def understand(
    question: str, holdings: Holdings, *, english: bool | None = None, today: date | None = None
) -> Understood:
    """What the question asks, as far as the library lets it be told.

    ``english`` is the language of the answer; without it that of the question. Without ``today`` nothing is read that
    counts from it (本月, 两周内).
    """
    read = read_question(question, holdings)
    told = read.english if english is None else english
    words = _Marked.of(read.words, holdings, today)
    found = find_signals(words.marked)
    roles = find_roles(words.marked, found)
    topic, unread = words.topic(found, holdings.topics)
    said = said_in(words.marked, roles)
    rule = kind_of(said, words.marked, topic=len(letters(topic)) > 1)
    if rule and not rule.asks("ask.tasks"):  # 任务清单 is content where no tasks are asked for
        found = tuple(one for one in found if one.id != "ask.tasks")
        topic, unread = words.topic(found, holdings.topics)
    form = _form(words, found, roles, said, rule, topic, holdings, _Day(english=told, today=today))
    return dataclasses.replace(form, parts=_parts(words, found, topic), unread=unread)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """In which language an answer is given, and on which day."""

    english: bool
    today: date | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Marked:
    """The words of a question, the names, years and titles of tasks in it, and the words with one sign for each name.

    ``origins`` tells for each character of ``marked`` where its words begin; its last entry is the end of the words.
    """

    words: str
    named: tuple[Named, ...]
    years: tuple[tuple[int, int, int], ...]
    titles: tuple[tuple[int, int], ...]
    marked: str
    origins: tuple[int, ...]

    @classmethod
    def of(cls, words: str, holdings: Holdings, today: date | None) -> _Marked:
        titles = find_titles(words, holdings)
        named = tuple(one for one in find_names(words, holdings) if _is_name(one, words, titles))
        taken = [(one.start, one.end) for one in named] + list(titles)
        whole = [(start, end) for start, end in find_compounds(words) if all(end <= a or b <= start for a, b in taken)]
        signs = [(one.start, one.end, one.sign) for one in named] + [
            (start, end, WHOLE) for start, end in [*titles, *whole]
        ]
        marked, origins = _marked(words, sorted(signs))
        years = tuple(_with_joint(year, words) for year in find_years(words, named, today=today))
        return cls(words=words, named=named, years=years, titles=titles, marked=marked, origins=origins)

    def of_sign(self, sign: str) -> list[Named]:
        """The names of one sort, in their order."""
        return [one for one in self.named if one.sign == sign]

    def counties(self, holdings: Holdings) -> list[Named]:
        """The counties inside places of plans that the question names as part of what it is about."""
        taken = [one for one in self.named if one.sign != "Ⓤ"]
        return [one for one in find_places(self.words, holdings, taken) if is_inside(one, holdings)]

    def stretch(self, one: Found) -> tuple[int, int]:
        """Where the words of a signal stand in the question as read."""
        return self.origins[one.start], self.origins[one.end]

    def excluded(self, found: Sequence[Found], index: TopicIndex) -> str | None:
        """The words that tasks must not be about; None where the question sets none."""
        told = [self._without_asking(*one.what, index) for one in found if one.what]
        return "、".join(dict.fromkeys(told)) or None

    def _without_asking(self, start: int, end: int, index: TopicIndex) -> str:
        """The words of content between these signs; all words where none are."""
        begin, stop = self.origins[start], self.origins[end]
        titles = [one for one in self.titles if begin <= one[0] and one[1] <= stop]
        rest = find_topic(self.words, [(0, begin), (stop, len(self.words)), *titles], index)[0]
        told = [*(self.words[first:last] for first, last in titles), *rest.split()]
        return "、".join(told) or self.words[begin:stop]

    def topic(self, found: Sequence[Found], index: TopicIndex) -> tuple[str, tuple[str, ...]]:
        """What names, years and signals leave, behind the titles of tasks; and its words that no text knows."""
        names = [(one.start, one.end) for one in self.named]
        years = [(start, end) for start, end, _ in self.years]
        signals = [self.stretch(one) for one in found if not one.content]
        topic, unread = find_topic(self.words, [*names, *years, *self.titles, *signals], index)
        titles = [(start, end) for start, end in self.titles if all(end <= a or b <= start for a, b in signals)]
        return " ".join([*(self.words[start:end] for start, end in titles), topic]).strip(), unread


def _with_joint(year: tuple[int, int, int], words: str) -> tuple[int, int, int]:
    """The year with the 的 that joins it to what stands behind it."""
    start, end, number = year
    return (start, end + 1, number) if words[end : end + 1] == "的" else year


def _is_name(one: Named, words: str, titles: Sequence[tuple[int, int]]) -> bool:
    """Not a second name of the same unit, one inside the title of a task, or one of which any is meant (哪些街道办)."""
    asked_for = one.sign == "Ⓤ" and _WHICH.search(words[: one.start])
    return not one.gloss and not asked_for and all(one.end <= start or end <= one.start for start, end in titles)


def _marked(words: str, signs: Sequence[tuple[int, int, str]]) -> tuple[str, tuple[int, ...]]:
    """The words with one sign for each stretch, and where each character of that begins in the words."""
    marked: list[str] = []
    origins: list[int] = []
    at = 0
    for start, end, sign in [*signs, (len(words), len(words), "")]:
        marked += words[at:start]
        origins += range(at, start)
        if sign:
            marked.append(sign)
            origins.append(start)
        at = end
    return "".join(marked), (*origins, len(words))


def _form(  # noqa: PLR0913, PLR0917 - what the parts of the question say
    words: _Marked,
    found: Sequence[Found],
    roles: Roles,
    said: tuple[str, ...],
    rule: KindRule | None,
    topic: str,
    holdings: Holdings,
    day: _Day,
) -> Understood:
    places, plans, units, times = (words.of_sign(sign) for sign in "ⓅⒹⓊⓉ")
    years = [year for _, _, year in words.years]
    inside = words.counties(holdings)
    docs = docs_meant(of_plans(places, plans, units), plans, words.years, holdings)
    docs, unknown = by_number(words.words, docs_around(inside, docs, holdings), holdings)
    kind, aspect = _kind(rule, topic, units)
    when, days = _time(times, docs, holdings, day.today)
    of_units = tuple(None for _ in units) if "role.any" in said else roles.of_units
    return Understood(
        kind=kind,
        unit=_unit_name(units[0], docs) if units else None,
        topic=topic or None,
        role=_role(rule, roles, said),
        plan=holdings.plans[docs[0]].title if plans and len(docs) == 1 else None,
        place=places[0].words if places else None,
        after=days.first.isoformat() if days.first else None,
        before=days.last.isoformat() if days.last else None,
        aspect=aspect,
        units=tuple(_with_place(one, places) for one in units),
        roles=of_units,
        places=tuple(dict.fromkeys(one.words for one in places)),
        inside=tuple(dict.fromkeys(one.words for one in inside if is_free(one.start, one.end, units))),
        quoted=tuple(_QUOTED.findall(words.words)),
        year=years[0] if years else None,
        years=tuple(dict.fromkeys(years)),
        when=when,
        excluded=words.excluded(found, holdings.topics),
        without=_without(said),
        joint=_joint(said),
        docs=docs,
        english=day.english,
        rule=rule.id if rule else "",
        signals=said,
        missing=in_words("missing.plan", english=day.english, words=unknown)
        if unknown
        else _missing(words, places, inside, docs, holdings, day),
        read=words.words,
    )


def _missing(  # noqa: PLR0913, PLR0917 - what the question names, and the day it is asked on
    words: _Marked,
    places: Sequence[Named],
    inside: Sequence[Named],
    docs: Sequence[str],
    holdings: Holdings,
    day: _Day,
) -> str | None:
    """What no calendar has or the library does not hold, in a sentence."""
    wrong = wrong_day(words.of_sign("Ⓣ"), english=day.english)
    whole = [one for one in inside if is_free(one.start, one.end, words.of_sign("Ⓤ"))]  # not 平顺县政府
    named, plans = [*places, *(() if docs else inside)], words.of_sign("Ⓓ")
    missing = what_is_missing(named, plans, words.years, docs, holdings, english=day.english)
    return wrong or missing or untold_county(whole, docs, holdings, english=day.english)


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
    if "role.any" in said or (rule and rule.kind in ("role-of", "definition", "no-lead")):
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


def _parts(words: _Marked, found: Sequence[Found], topic: str) -> tuple[Part, ...]:
    """The words that were taken for something, in their order; no two parts share a character."""
    places = [(one.start, one.end, _FIELDS[one.sign]) for one in words.named]
    places += [(start, end, "year") for start, end, _ in words.years]
    places += [(start, end, "topic") for start, end in words.titles]
    places += [(*words.stretch(one), _field(one.id)) for one in found if not one.content]
    pieces = ((words.words.find(piece), piece) for piece in topic.split())
    places += [(start, start + len(piece), "topic") for start, piece in pieces if start >= 0]
    parts: list[Part] = []
    behind = 0
    for start, end, field in sorted(places, key=lambda place: (place[0], -place[1])):
        begin = max(start, behind)
        if begin < end:
            parts.append(Part(field=field, words=words.words[begin:end], start=begin, end=end))
            behind = end
    return tuple(parts)


def _field(signal: str) -> str:
    """The field that the words of a signal fill: the role, what must be lacking, else the kind."""
    head = signal.partition(".")[0]
    fields = {
        "role": "role",
        "less": "excluded",
        "without": "without",
        "only": "without",
        "alone": "joint",
        "joint": "joint",
    }
    return fields.get(head, "kind")


def _time(
    times: Sequence[Named], docs: Sequence[str], holdings: Holdings, today: date | None
) -> tuple[str | None, Days]:
    """The words of the time and its days in the year of the plans, where they are of one; no words from today on.

    Words that each plan reads in its own year stay; those that count from today mean the same days in all of them.
    """
    if not times:
        return None, Days()
    words = times[0].words
    years = {holdings.plans[doc].year for doc in docs} - {None}
    year = next(iter(years)) if len(years) == 1 else None
    days = parse_time(words, year=year, today=today)
    from_today = days is not None and parse_time(words, year=2000) is None
    return (None if from_today else words), days or Days()
