"""Why two tasks set the same job: the object, what is asked of it, the indicator, in words of the two texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extract.records import Target
from graph.overlapping.entries import Clause, Entry
from graph.overlapping.pairs import Shared, Words
from graph.overlapping.phrases import shared_words
from graph.wording import fold, letters, load_table, load_words, unify

_SPACE = re.compile(r"\s+")
_COUNTED = re.compile(r"[一二三四五六七八九十]+$|到?\d+年?")
_PAUSE = re.compile(r"[^一-鿿A-Za-z0-9]|[和与及或]")
_INSIDE = re.compile(r"[^\S\n]+")
_MOST = 3  # matching clauses and phrases that are told
_BEFORE, _BEHIND = 5, 2  # characters that may stand between an action and its thing
_ALIKE = 0.05  # likeness of two clauses from which they are shown beside the best two


class Reason(NamedTuple):
    """One thing that two tasks share: which kind of thing, and the words for it."""

    kind: str
    words: tuple[str, ...]


def matching(a: Entry, b: Entry, matches: Sequence[tuple[float, Clause, Clause]]) -> tuple[Shared, ...]:
    """The clauses of both that ask for the same, best first; no stretch is shown twice."""
    kept: list[tuple[Clause, Clause]] = []
    for likeness, one, other in matches:
        apart = all(_apart(one, mine) and _apart(other, theirs) for mine, theirs in kept)
        if apart and (not kept or likeness >= _ALIKE):
            kept.append((one, other))
        if len(kept) == _MOST:
            break
    return tuple(Shared(a=_words(a, one), b=_words(b, other)) for one, other in kept)


def reasons(a: Entry, b: Entry, shared: Sequence[Shared]) -> list[Reason]:
    """What the two tasks share, what says most first."""
    found = list(_titles(a, b))
    for reason in _asked(shared):
        if not _known(found, reason.words[-1]):
            found.append(reason)
    written = [word for reason in found if reason.kind == "written" for word in reason.words]
    found = [reason for reason in found if reason.kind != "written"]
    more = (word for word in shared_words(_bare(a.body), _bare(b.body)) if _tells(word) and not _known(found, word))
    words = list(dict.fromkeys([*written, *more]))[: max(1, _MOST - len(found))]
    if words:
        found.append(Reason("written", tuple(words)))
    found += _indicators(a, b)
    sectors = sorted({sector.label for sector in a.task.sectors} & {sector.label for sector in b.task.sectors})
    if sectors:
        found.append(Reason("sector", tuple(sectors[:2])))
    return found


def in_words(found: Iterable[Reason], renamed: Iterable[str] = (), *, english: bool = False) -> str:
    """The reasons as one line, with what became of leads; in English the words of the texts stay Chinese."""
    say = load_table("overlaps")["why"]["en" if english else "zh"]
    lines = [_line(say, reason) for reason in found] + [say["renamed"].format(words) for words in renamed]
    line: str = say["between"].join(lines) or say["none"]
    return line


def _line(say: dict[str, str], reason: Reason) -> str:
    quoted = [say["quote"].format(word) for word in reason.words]
    if reason.kind == "asked":
        return say["asked"].format(action=reason.words[0], object=quoted[1])
    return say[reason.kind].format(say["and"].join(quoted))


def _bare(body: str) -> str:
    """A task's words without the white space inside its lines."""
    return _INSIDE.sub("", body)


def _titles(a: Entry, b: Entry) -> Iterator[Reason]:
    if letters(a.task.title) == letters(b.task.title):
        yield Reason("title", (a.task.title,))
        return
    words = shared_words(a.task.title, b.task.title)
    if words and _tells(words[0]):
        yield Reason("object", (words[0],))


def _known(found: Iterable[Reason], word: str) -> bool:
    return any(word in one or one in word for reason in found for one in reason.words)


def _asked(shared: Iterable[Shared]) -> Iterator[Reason]:
    """For each two clauses the object that stands in both, with the action that both ask for where there is one."""
    for both in shared:
        a, b = (fold(_plain(words.quote)) for words in (both.a, both.b))
        told = next((word for word in shared_words(_plain(both.a.quote), _plain(both.b.quote)) if _tells(word)), None)
        if told:
            likely = (one for one in load_words().actions if one in told or (one in a and one in b))
            action = next((one for one in likely if _asks(one, told, a) and _asks(one, told, b)), None)
            yield _reason(told, action)


def _plain(text: str) -> str:
    """The words without the white space that printing put into them."""
    return _SPACE.sub("", text)


def _asks(action: str, word: str, clause: str) -> bool:
    """Whether the clause asks the action of the thing, before it or right behind it, with no pause between them.

    >>> _asks("淘汰", "燃煤锅炉", "基本淘汰建成区燃煤锅炉")
    True
    >>> _asks("治理", "优惠政策", "落实治理污染等方面的所得税优惠政策")
    False
    >>> _asks("公开", "应对气候变化", "环境信息公开、应对气候变化")
    False
    """
    return action in word or any(
        _meets(clause[max(0, at - len(action) - _BEFORE) : at], action, behind=False)
        or _meets(clause[end : end + len(action) + _BEHIND], action, behind=True)
        for at, end in _places(word, clause)
    )


def _meets(around: str, action: str, *, behind: bool) -> bool:
    """Whether the action stands in these words beside a thing, and nothing parts the two."""
    at = around.find(action) if behind else around.rfind(action)
    between = around[:at] if behind else around[at + len(action) :]
    return at >= 0 and _PAUSE.search(between) is None


def _places(thing: str, clause: str) -> Iterator[tuple[int, int]]:
    at = clause.find(thing) if thing else -1
    while at >= 0:
        yield at, at + len(thing)
        at = clause.find(thing, at + 1)


def _reason(word: str, action: str | None) -> Reason:
    """The action and its object.

    >>> _reason("淘汰燃煤锅炉", "淘汰")
    Reason(kind='asked', words=('淘汰', '燃煤锅炉'))
    >>> _reason("清洁取暖改造", "改造")
    Reason(kind='wanted', words=('清洁取暖改造',))
    """
    if action is None:
        return Reason("written", (word,))
    thing = word.removeprefix(action)
    return Reason("wanted", (word,)) if action in thing or not _tells(thing) else Reason("asked", (action, thing))


def _tells(word: str) -> bool:
    """Whether a phrase names a thing, beyond the actions and common words of plans.

    >>> _tells("燃煤锅炉"), _tells("充分利用"), _tells("组织开展"), _tells("区")
    (True, False, False, False)
    """
    left = _COUNTED.sub("", load_words().generic.sub("", word))
    for action in load_words().actions:
        left = left.replace(action, "")
    return len(left) >= 2 and left not in load_words().empty


def _indicators(a: Entry, b: Entry) -> Iterator[Reason]:
    own = [{unify(target.indicator): target.indicator for target in _targets(entry)} for entry in (a, b)]
    both = [words for plain, words in own[0].items() if plain in own[1] and letters(plain)]
    if both:
        yield Reason("indicator", tuple(both[:2]))


def _targets(entry: Entry) -> list[Target]:
    return [target for target in entry.plan.document.targets if target.task == entry.task.id]


def _apart(one: Clause, other: Clause) -> bool:
    return one.end <= other.start or other.end <= one.start


def _words(entry: Entry, clause: Clause) -> Words:
    return Words(start=clause.start, end=clause.end, quote=entry.plan.text[clause.start : clause.end])
