"""What two plans set differently for the same job: lead, deadline, target."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

from extract.naming.names import resolve_unit
from extract.naming.placenames import split_place
from extract.records import Target, Task
from graph.overlapping.entries import Entry
from graph.overlapping.pairs import Difference
from graph.overlapping.phrases import shared_phrases
from graph.reforms import Change, by_work, probed, sentence
from graph.unfold import plan_year
from graph.wording import letters, unify

_SHARED_LETTERS = 4  # letters that two dated sentences share before their days are compared
_APART = ("parenthetical", "label")  # statements that stand behind what a task asks for
_PART = "（分项）"


def differences(a: Entry, b: Entry) -> Iterator[Difference]:
    """What differs; a lead that a reform gave another name is none, nor is the same kind of body in another place."""
    leads = _leads(a), _leads(b)
    known = all(entry.plan.document.assignments for entry in (a, b))
    told = known and leads[0].keys() != leads[1].keys() and not _successions(*leads)
    if told and not (_elsewhere(a, b) and _same_bodies(*leads)):
        yield Difference(aspect="lead", a=_listed(leads[0].values()), b=_listed(leads[1].values()))
    yield from _deadline_differences(a, b)
    yield from _target_differences(a, b)


def renamed_leads(a: Entry, b: Entry, *, english: bool = False) -> tuple[str, ...]:
    """What became of leads that differ in name only, each as a sentence."""
    return tuple(
        sentence(change, former=former, now=now, certain=False, english=english)
        for change, former, now in _successions(_leads(a), _leads(b))
    )


def _elsewhere(a: Entry, b: Entry) -> bool:
    """Whether the plans are of two places, so that no body of one can lead in the other."""
    places = a.plan.document.meta.jurisdiction, b.plan.document.meta.jurisdiction
    return None not in places and places[0] != places[1]


def _same_bodies(a: dict[str, str], b: dict[str, str]) -> bool:
    """Whether each lead has its like in the other place; those of a part count only where nobody leads the whole."""
    ours, theirs = _whole(a), _whole(b)
    return bool(ours and theirs) and all(
        any(_same_kind(work, other) for other in others)
        for works, others in ((ours, theirs), (theirs, ours))
        for work in works
    )


def _whole(leads: dict[str, str]) -> list[str]:
    return [work for work, name in leads.items() if not name.endswith(_PART)] or list(leads)


def _same_kind(work: str, other: str) -> bool:
    """Whether two lines of work are one, or a place has joined one of them with another.

    >>> _same_kind("科学技术和工业信息化", "工业和信息化"), _same_kind("生态环境", "能源")
    (True, False)
    """
    return bool(_joined(work) & _joined(other))


def _joined(work: str) -> set[str]:
    """The line of work, and each that 和 may have joined in it."""
    return {work.replace("和", ""), *work.split("和")}


def _successions(a: dict[str, str], b: dict[str, str]) -> list[tuple[Change, str, str]]:
    """The reforms by which all leads of one task that the other has not became leads of the other, else none."""
    gone, come = [work for work in a if work not in b], [work for work in b if work not in a]
    found: list[tuple[Change, str, str]] = []
    for mine in gone:
        for theirs in come:
            for former, now in (((mine, a), (theirs, b)), ((theirs, b), (mine, a))):
                change = _change(former[0], now[0])
                if change:
                    found.append((change, former[1][former[0]], now[1][now[0]]))
    works = {name for _, *names in found for name in names}
    whole = all(a[work] in works for work in gone) and all(b[work] in works for work in come)
    return found if whole else []


@functools.lru_cache(maxsize=10_000)
def _change(former: str, now: str) -> Change | None:
    """The reform in which bodies of the one line of work became those of the other, whole."""
    for change, _ in by_work("former").get(former, ()):
        bodies = {probed(name).function for slot in change.now for name in slot}
        if change.kind in ("renamed", "merged") and now in bodies:
            return change
    return None


def _listed(names: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(names)) or "方案未写明牵头单位"


def _leads(entry: Entry) -> dict[str, str]:
    """The leads of a task: by their line of work (two places' bureaus of one kind have the same), the name.

    A unit that leads only a part of the task is marked as such.
    """
    document, task = entry.plan.document, entry.task
    leads: dict[str, str] = {}
    for statement in document.assignments:
        if statement.task != task.id:
            continue
        own = statement.end - statement.start if statement.kind in _APART else 0
        asked = task.end - task.start - own
        part = _PART if statement.scope.end - statement.scope.start < asked / 2 else ""
        for unit in statement.units:
            if unit.effective_role == "lead":
                work = _work(unit.canonical)
                whole = work in leads and not leads[work].endswith(_PART)
                leads[work] = leads[work] if whole else unit.canonical + part
    return leads


@functools.lru_cache(maxsize=20_000)
def _work(canonical: str) -> str:
    """The line of work of a unit, else its name without the place."""
    unit = resolve_unit(canonical, place=None)
    return unit.function or split_place(canonical)[1] or canonical


def _deadline_differences(a: Entry, b: Entry) -> Iterable[Difference]:
    """The two dated sentences that share most words, where their days differ."""
    best, found = _SHARED_LETTERS - 1, None
    years = tuple(plan_year(entry.plan.document.meta.title, entry.plan.document.meta.date) for entry in (a, b))
    for mine, my_words in _dated(a):
        for theirs, their_words in _dated(b):
            if mine == theirs or _rolled(mine, theirs, years):
                continue
            shared = sum(len(phrase) for phrase in shared_phrases(unify(my_words), unify(their_words)))
            if shared > best:
                best = shared
                found = Difference(aspect="deadline", a=f"{mine}：{my_words}", b=f"{theirs}：{their_words}")
    return (found,) if found else ()


def _rolled(mine: str, theirs: str, years: tuple[int | None, ...]) -> bool:
    """Whether each is the same day of its own plan's year, as annual plans set it anew.

    >>> _rolled("2020-09-30", "2021-09-30", (2020, 2021)), _rolled("2020-09-30", "2021-09-30", (2020, 2020))
    (True, False)
    """
    return mine[4:] == theirs[4:] and (mine[:4], theirs[:4]) == tuple(map(str, years))


def _dated(entry: Entry) -> list[tuple[str, str]]:
    """The deadlines of a task that fall on a day, each with the sentence it stands in."""
    document, text = entry.plan
    return [
        (deadline.to, _sentence(text, deadline.start, deadline.end, entry.task))
        for deadline in document.deadlines
        if deadline.task == entry.task.id and deadline.to
    ]


def _sentence(text: str, start: int, end: int, task: Task) -> str:
    begin = max(task.start, *(text.rfind(sign, task.start, start) + 1 for sign in "。；;\n"))
    stops = [stop for sign in "。；;\n" if (stop := text.find(sign, end, task.end)) >= 0]
    return text[begin : min(stops, default=task.end)].strip()


def _target_differences(a: Entry, b: Entry) -> Iterable[Difference]:
    """The first target of one whose like in the other has another value; a like with the same value settles it."""
    for mine in _targets(a):
        alike = [theirs for theirs in _targets(b) if _same_indicator(mine, theirs)]
        if alike and not any((mine.op, mine.value) == (theirs.op, theirs.value) for theirs in alike):
            yield Difference(aspect="target", a=mine.text, b=alike[0].text)
            return


def _same_indicator(mine: Target, theirs: Target) -> bool:
    return fuzz.ratio(letters(unify(mine.indicator)), letters(unify(theirs.indicator))) >= 80


def _targets(entry: Entry) -> list[Target]:
    return [target for target in entry.plan.document.targets if target.task == entry.task.id]
