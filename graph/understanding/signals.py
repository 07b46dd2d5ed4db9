"""What words of a question say, one thing each: the signals of ``rules/signals.toml``, and the roles that units get."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from extract.records import Role
from graph.wording import fold, load_table

SIGNS = "ⓅⓊⒹⓉ"
WHOLE = "Ⓞ"  # the title of a task, or a word that holds one of asking
_LEAD: Role = "lead"
_BEARING: Role = "responsible"
_ROLE = re.compile(r"role\.(lead|cooperating|responsible|supervising)")
_HELPED = re.compile(r"[给帮替为](?:Ⓟ)?$")
_BEHIND = re.compile(r"(?:的|是|单位|部门|方|为|有|[:：=])(?:Ⓟ)?$")
_BETWEEN = re.compile(r"[ⓅⓊ、,，和与跟同及以或者还有来都也却只是一起共同时联合家两三四的并且而则要由]{0,8}")
_PAUSE = re.compile(r"[,，。;；?]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A pattern over questions in which what is held stands as one sign each, and what its words say.

    Words of a signal that is ``shared`` can be another's too, those of one that is ``content`` are of the topic too.
    """

    id: str
    pattern: re.Pattern[str]
    shared: bool
    content: bool
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where a signal was found in a marked question, and the words in it that it is about, where it has some."""

    id: str
    start: int
    end: int
    content: bool = False
    what: tuple[int, int] | None = None

    @property
    def role(self) -> Role | None:
        """The role that the words name; None where they name none, or any."""
        named = _ROLE.fullmatch(self.id)
        return cast(Role, named[1]) if named else None


@functools.cache
def load_signals() -> tuple[Signal, ...]:
    """The signals in the order in which they are looked for."""
    table = load_table("signals")
    return tuple(_signal(entry, table["parts"]) for entry in table["signal"])


def find_signals(marked: str) -> tuple[Found, ...]:
    """The signals of a marked question in the order of its words; those that are not shared hold their words alone.

    >>> [found.id for found in find_signals("散煤替代谁牵头")]
    ['ask.who', 'role.lead']
    """
    taken = [False] * len(marked)
    found: list[Found] = []
    for signal in load_signals():
        for hit in signal.pattern.finditer(marked):
            if hit.end() > hit.start() and not any(taken[hit.start() : hit.end()]):
                if not signal.shared:
                    taken[hit.start() : hit.end()] = [True] * (hit.end() - hit.start())
                what = hit.span("what") if "what" in signal.pattern.groupindex else None
                found.append(Found(id=signal.id, start=hit.start(), end=hit.end(), content=signal.content, what=what))
    return tuple(sorted(found, key=lambda one: one.start))


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """The role of each unit that a question names, in their order, and the roles that it gives to none of them."""

    of_units: tuple[Role | None, ...]
    asked: tuple[Role, ...]


def find_roles(marked: str, found: Sequence[Found]) -> Roles:
    """Which role the question gives each unit, and which it asks for.

    A role belongs to the units before it, as far back as the one before; a unit that is helped (给Ⓤ打配合) leads. Units
    behind the last role get it where the words between say so (牵头的是Ⓤ).

    >>> marked = "Ⓤ牵头、Ⓤ配合的任务"
    >>> find_roles(marked, find_signals(marked)).of_units
    ('lead', 'cooperating')
    >>> marked = "Ⓤ牵头,谁来配合"
    >>> find_roles(marked, find_signals(marked))
    Roles(of_units=('lead',), asked=('cooperating',))
    """
    units = [at for at, letter in enumerate(marked) if letter == "Ⓤ"]
    given: dict[int, Role] = {}
    asked: list[Found] = []
    last = 0
    for one in found:
        role = one.role
        if role is None:
            last = max(last, one.end) if one.id == "ask.who" else last
            continue
        before = [at for at in units if last <= at < one.start and at not in given]
        helped = _helped(marked, before) if role == "cooperating" else []
        before = _joined(marked, [at for at in before if at not in helped], one.start)
        given |= dict.fromkeys(before, role) | dict.fromkeys(helped, _LEAD)
        behind = [at for at in units if at >= one.end and at not in given]
        if not before:
            if not helped and behind and _follows(marked, one.end, behind[0]):
                given[behind[0]] = role
            else:
                asked.append(one)
        last = one.end
    roles = _beside_who(marked, found, asked)
    bearing = roles and "responsible" not in roles and _who_bears(marked, found)
    return Roles(of_units=tuple(given.get(at) for at in units), asked=(*roles, _BEARING) if bearing else roles)


def _beside_who(marked: str, found: Sequence[Found], asked: Sequence[Found]) -> tuple[Role, ...]:
    """The roles asked for, those in a clause that asks who before all others (牵头的我知道了,配合的是谁)."""
    who = [one.start for one in found if one.id == "ask.who"]
    beside = [one for one in asked if any(_in_one_clause(marked, one, at) for at in who)]
    return tuple(dict.fromkeys(one.role for one in (beside or asked) if one.role))


def _who_bears(marked: str, found: Sequence[Found]) -> bool:
    """Whether a clause of its own asks who is responsible (谁牵头,谁负责), beside the role of another clause."""
    who = [one.start for one in found if one.id == "ask.who"]
    roles = [one.start for one in found if one.role]
    bears = [one for one in found if one.id == "bears"]
    return any(
        any(_in_one_clause(marked, one, at) for at in who) and not any(_in_one_clause(marked, one, at) for at in roles)
        for one in bears
    )


def asked_first(marked: str, found: Sequence[Found]) -> tuple[str, ...]:
    """That who is asked before by when or how much, in a clause of its own.

    >>> marked = "谁负责建,啥时候建成"
    >>> asked_first(marked, find_signals(marked))
    ('first.who',)
    """
    asked = [one for one in found if one.id in {"ask.who", "ask.when", "ask.value"}]
    later = next((one for one in asked if one.id != "ask.who"), None)
    first = later is not None and asked[0].id == "ask.who" and not _in_one_clause(marked, asked[0], later.start)
    return ("first.who",) if first else ()


def _in_one_clause(marked: str, one: Found, at: int) -> bool:
    return not _PAUSE.search(marked[min(one.end, at) : max(one.start, at)])


def _helped(marked: str, units: Sequence[int]) -> list[int]:
    """The units behind 给 and those joined to them."""
    helped: list[int] = []
    for at in units:
        if _HELPED.search(marked[:at]) or (helped and re.fullmatch("[和与跟、及Ⓟ]{1,3}", marked[helped[-1] + 1 : at])):
            helped.append(at)
    return helped


def _joined(marked: str, before: Sequence[int], end: int) -> list[int]:
    """Those of the units that the role is said of: the nearest, and others joined to it."""
    kept: list[int] = []
    for at in reversed(before):
        between = marked[at + 1 : end]
        if not kept and re.search(r"[,，。;；?]", between) and not _BETWEEN.fullmatch(between):
            break
        if kept and not _BETWEEN.fullmatch(between):
            break
        kept.append(at)
        end = at
    return kept


def _follows(marked: str, end: int, unit: int) -> bool:
    """Whether the words between a role and the unit behind it say that it has the role (牵头的是Ⓤ, 牵头单位:Ⓤ)."""
    between = marked[end:unit]
    return len(between) <= 4 and bool(_BEHIND.search(marked[:unit])) and not re.search(r"[,，。?]", between)


def _signal(entry: Mapping[str, Any], parts: Mapping[str, str]) -> Signal:
    return Signal(
        id=entry["id"],
        pattern=_pattern(entry["pattern"], parts),
        shared=entry.get("shared", False),
        content=entry.get("content", False),
        examples=tuple(entry["examples"]),
        counterexamples=tuple(entry["counterexamples"]),
    )


def _pattern(words: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    while (expanded := re.sub(r"\{([a-z]+)\}", lambda found: parts[found[1]], words)) != words:
        words = expanded
    return re.compile(words.translate(_WIDTH), re.IGNORECASE)


_WIDTH = str.maketrans("，？％", ",?%")


def marked_example(words: str) -> str:
    """An example as the signals see it: half-width, the signs kept."""
    return "".join(letter if letter in SIGNS + WHOLE else fold(letter) for letter in words)


def ids_of(found: Iterable[Found]) -> tuple[str, ...]:
    """The ids of the signals, each once, in the order of the words."""
    return tuple(dict.fromkeys(one.id for one in found))
