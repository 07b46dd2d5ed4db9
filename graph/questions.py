"""A question → what it asks: kind, role, units, places, plan, time and topic, each by what the library holds.

Nothing here answers anything: the result is a form that people can change and ask again.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import cast

from extract.dating.times import parse_deadline
from extract.naming.mentions import names_in
from extract.records import Role
from graph.answering.topics import TopicIndex, pairs
from graph.answers import Kind, Understood
from graph.holdings import HeldPlan, Holdings
from graph.understanding.englishplaces import places_in_pinyin
from graph.understanding.kinds import KindRule, kind_of
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
    mark,
    unknown_places,
)
from graph.understanding.spelling import from_english, is_english, plain_question
from graph.wording import letters, load_table, load_words, runs, unify

_QUOTED = re.compile(r"[“\"「『《]([^“”\"」』》]{1,60})[”\"」』》]")
_SEPARATOR = " "
_AT = re.compile("^在(?![线建产岗校用册途营])(?=..)")  # 在散煤方面, but 在建项目


def understand(question: str, holdings: Holdings) -> Understood:
    """What the question asks, as far as the library lets it be told."""
    english = is_english(plain_question(question))
    words = plain_question(question)
    words = from_english(words, places_in_pinyin(words, holdings)) if english else _spelt(words, holdings)
    words = arabic_months(words)
    named = _names(words, holdings)
    marked = mark(words, named).replace("ⓅⓊ", "Ⓤ")
    rule = kind_of(marked) or (kind_of(question.lower()) if english else None)
    return _form(words, named, rule, holdings, english=english)


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


def _form(
    words: str, named: Sequence[Named], rule: KindRule | None, holdings: Holdings, *, english: bool
) -> Understood:
    places = [one for one in named if one.sign == "Ⓟ"]
    plans = [one for one in named if one.sign == "Ⓓ"]
    units = [one for one in named if one.sign == "Ⓤ"]
    times = [one for one in named if one.sign == "Ⓣ"]
    years = [year for _, _, year in find_years(words, named)]
    docs = _docs(places, plans, years, holdings)
    topic = _topic(words, named, years, holdings.topics)
    kind, aspect, role = _kind(rule, topic, units)
    after, before = _days(times[0].words, docs, holdings) if times else (None, None)
    return Understood(
        kind=kind,
        unit=_unit_name(units[0], docs) if units else None,
        topic=topic or None,
        role=role or _role(words),
        plan=holdings.plans[docs[0]].title if plans and len(docs) == 1 else None,
        place=places[0].words if places else None,
        after=after,
        before=before,
        aspect=aspect,
        units=tuple(_with_place(one, places) for one in units),
        places=tuple(dict.fromkeys(one.words for one in places)),
        quoted=tuple(_QUOTED.findall(words)),
        year=years[0] if years else None,
        when=times[0].words if times else None,
        docs=docs,
        english=english,
        rule=rule.id if rule else "",
        missing=_wrong_day(times) or _missing(places, plans, years, docs, holdings),
    )


def _with_place(unit: Named, places: Sequence[Named]) -> str:
    """The words for the unit; where several places are named with that before it, so that each keeps its own."""
    before = next((place for place in places if place.end == unit.start), None)
    return f"{before.words}{unit.words}" if before and before.held and len(places) > 1 else unit.words


def _unit_name(unit: Named, docs: Sequence[str]) -> str:
    here = [held.canonical for held in unit.units if held.docs & set(docs)]
    return here[0] if len(here) == 1 else unit.words


def _kind(rule: KindRule | None, topic: str, units: Sequence[Named]) -> tuple[Kind, str | None, Role | None]:
    if rule is None:
        return ("duties" if units else "where-is"), (None if units else "about"), None
    kind, role = cast(Kind, rule.kind), cast("Role | None", rule.role)
    if kind == "partners" and len(letters(topic)) >= 2 and units:
        return "partners", "topic", role
    return kind, rule.aspect, role


_ROLE_WORDS: tuple[tuple[Role, str], ...] = (
    ("lead", "牵头|主责|主抓|带头|挑头|领头|主办|归谁管|谁来抓|谁抓|谁管"),
    ("cooperating", "配合|协助|协同|协办"),
    ("supervising", "督导|督办|督查"),
    ("responsible", "责任|分别负责|落实"),
)


def _role(words: str) -> Role | None:
    """The role that the words speak of first."""
    found = [(hit.start(), role) for role, pattern in _ROLE_WORDS if (hit := re.search(pattern, words))]
    return min(found)[1] if found else None


def _docs(places: Sequence[Named], plans: Sequence[Named], years: Sequence[int], holdings: Holdings) -> tuple[str, ...]:
    """The documents that are meant: of the places, with the title, of the year; all where nothing is said."""
    found = set(holdings.plans)
    if places:
        found = set().union(*(_docs_of_place(one, holdings) for one in places))
    titled = [set(one.docs) for one in plans if one.docs]
    if titled:
        found &= set().union(*titled)
    of_year = {doc for doc in found if holdings.plans[doc].year in years}
    return tuple(sorted(of_year or found))


def _docs_of_place(one: Named, holdings: Holdings) -> set[str]:
    if one.place is None or not one.held:
        return set(one.docs)
    exact = {plan.doc for plan in holdings.plans.values() if plan.place == one.place}
    inside = {plan.doc for plan in holdings.plans.values() if plan.place and plan.place.within(one.place)}
    return exact or inside


def _wrong_day(times: Sequence[Named]) -> str | None:
    wrong = next((one.words for one in times if not one.held), None)
    return f"“{wrong}”不是日期，请写成“2020年9月30日前”这样的形式" if wrong else None


def _missing(
    places: Sequence[Named], plans: Sequence[Named], years: Sequence[int], docs: Sequence[str], holdings: Holdings
) -> str | None:
    """What the question names and the library does not hold, in Chinese; None where it holds all."""
    for one in places:
        if not one.held or not _docs_of_place(one, holdings):
            return f"资料库中没有{one.words}的方案或文件"
    if not docs:
        names = "、".join(one.words for one in [*places, *plans])
        return f"资料库中没有“{names}”这样的方案或文件"
    for one in plans:
        subject = _foreign_subject(one, docs, holdings)
        if subject:
            return f"资料库中没有收录关于“{subject}”的方案正文"
    held = [holdings.plans[doc] for doc in docs]
    if years and not any(_tells_year(plan, year) for plan in held for year in years):
        has = "、".join(dict.fromkeys(f"{plan.year}年" for plan in held if plan.year))
        where = places[0].words if places else ""
        return f"资料库中没有{where}{years[0]}年的方案" + (f"（现有{has}的）" if has else "")
    return None


def _tells_year(plan: HeldPlan, year: int) -> bool:
    """Whether the plan is of the year, or sets something for it."""
    due = (deadline.to or deadline.from_ or "" for deadline in plan.document.deadlines)
    return (
        plan.year is None
        or plan.year == year
        or (plan.document.meta.date or "").startswith(str(year))
        or any(day.startswith(str(year)) for day in due)
    )


def _foreign_subject(one: Named, docs: Sequence[str], holdings: Holdings) -> str | None:
    """Words of the plan's name that no text behind the title speaks of: another plan, named only in passing."""
    if not one.docs:
        return None
    frame = "|".join(sorted(load_table("frames")["documents"], key=lambda word: (-len(word), word)))
    words = re.sub(rf"20\d\d年?|{frame}", _SEPARATOR, one.words)
    for piece in runs(load_words().generic.sub(_SEPARATOR, words)):
        told = pairs(piece)
        if told and not any(pair in holdings.plans[doc].content for doc in docs for pair in told):
            return letters(words)
    return None


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


@functools.cache
def _frames() -> tuple[re.Pattern[str], frozenset[str]]:
    table = load_table("frames")
    phrases = sorted(table["phrases"], key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<![无非])(?:{'|'.join(map(re.escape, phrases))})"), frozenset(table["edges"])


def _topic(words: str, named: Sequence[Named], years: Sequence[int], index: TopicIndex) -> str:
    """The words that are left when names and the words of asking are taken away."""
    phrases, edges = _frames()
    left = list(words)
    for one in named:
        left[one.start : one.end] = _SEPARATOR * (one.end - one.start)
    text = "".join(left)
    for year in years:
        text = re.sub(rf"{year}(?:年度|年)?", _SEPARATOR, text)
    text = unify(text) if any(word in text.lower() for word in load_words().stands_for) else text
    pieces = [_trimmed(piece, edges, index) for piece in runs(phrases.sub(_SEPARATOR, text))]
    return _SEPARATOR.join(dict.fromkeys(piece for piece in pieces if len(piece) > 1 or (len(pieces) == 1 and piece)))


def _trimmed(piece: str, edges: frozenset[str], index: TopicIndex) -> str:
    """The piece without words of asking at its ends; a character that goes with its neighbour in the texts stays."""
    heads = set(load_words().stands_for.values())
    piece = _AT.sub("", piece)
    while len(piece) > 2:
        if piece[0] in edges and not index.knows(piece[:2]) and not any(piece.startswith(head) for head in heads):
            piece = piece[1:]
        elif piece[-1] in edges and not index.knows(piece[-2:]) and piece not in heads:
            piece = piece[:-1]
        else:
            return piece
    return "" if all(letter in edges for letter in piece) and not index.knows(piece) else piece
