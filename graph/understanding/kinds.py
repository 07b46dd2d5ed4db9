"""Kinds of questions as data: the table of ``rules/questions.toml`` over signals and names, tried in its order."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from extract.records import Role
from graph.answers import Kind
from graph.understanding.signals import Roles, asked_first, find_roles, find_signals, ids_of
from graph.wording import load_table

_OF_TASKS = ("duties", "multi-constraint", "no-lead", "due", "count", "ranking", "compare", "overlaps", "where-is")
_NAMES = {"places": "Ⓟ", "units": "Ⓤ", "plans": "Ⓓ", "times": "Ⓣ"}


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRule:
    """What must be said and named in a question of a kind.

    ``least`` and ``most`` count names by their sign; ``topic`` says whether words of content must be left or must not.
    """

    id: str
    kind: Kind
    aspect: str | None
    role: Role | None
    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    least: Mapping[str, int] = field(default_factory=dict)
    most: Mapping[str, int] = field(default_factory=dict)
    topic: bool | None = None
    examples: tuple[str, ...] = ()

    def fits(self, said: Collection[str], marked: str, *, topic: bool) -> bool:
        """Whether a question with these signals and names is of this kind."""
        return (
            all(_is_said(one, said) for one in self.all_of)
            and (not self.any_of or any(_is_said(one, said) for one in self.any_of))
            and not any(_is_said(one, said) for one in self.none_of)
            and all(marked.count(sign) >= least for sign, least in self.least.items())
            and all(marked.count(sign) <= most for sign, most in self.most.items())
            and self.topic in (None, topic)
        )

    def asks(self, signal: str) -> bool:
        """Whether the signal can make a question one of this kind, or the kind is of tasks anyway."""
        return signal in (*self.all_of, *self.any_of) or self.kind in _OF_TASKS


@functools.cache
def load_kinds() -> tuple[KindRule, ...]:
    """The kinds in the order in which they are tried."""
    return tuple(_rule(entry) for entry in load_table("questions")["kind"])


def kind_of(said: Collection[str], marked: str, *, topic: bool = True) -> KindRule | None:
    """The first kind that fits; None where none does.

    >>> marked = "Ⓟ谁牵头散煤替代"
    >>> kind_of(said_in(marked), marked).id
    'who.lead'
    """
    return next((rule for rule in load_kinds() if rule.fits(said, marked, topic=topic)), None)


def said_in(marked: str, roles: Roles | None = None) -> tuple[str, ...]:
    """The ids of the signals of a marked question, with those of the roles it asks for (asked.lead)."""
    found = find_signals(marked)
    told = roles or find_roles(marked, found)
    return (*ids_of(found), *(f"asked.{role}" for role in told.asked), *asked_first(marked, found))


def _is_said(wanted: str, said: Collection[str]) -> bool:
    return any(one == wanted or one.startswith(f"{wanted}.") for one in said)


def _rule(entry: Mapping[str, Any]) -> KindRule:
    least = {sign: entry[name] for name, sign in _NAMES.items() if name in entry}
    most = {sign: entry[f"{name}_most"] for name, sign in _NAMES.items() if f"{name}_most" in entry}
    most |= {sign: 0 for name, sign in _NAMES.items() if entry.get(f"no_{name}")}
    return KindRule(
        id=entry["id"],
        kind=cast(Kind, entry["kind"]),
        aspect=entry.get("aspect"),
        role=entry.get("role"),
        all_of=tuple(entry.get("all", ())),
        any_of=tuple(entry.get("any", ())),
        none_of=tuple(entry.get("none", ())),
        least=least,
        most=most,
        topic=False if entry.get("no_topic") else entry.get("topic"),
        examples=tuple(entry["examples"]),
    )
