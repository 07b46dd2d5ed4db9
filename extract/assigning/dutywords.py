"""What the words behind the subject of a duty say: whether they tell it something, what can be checked, which role.

The words are read from left to right: what only modifies (按照…要求，及时) and what obliges (要, 应当) is passed over,
and what comes then, the predicate, has to be an act. The rules are those of ``rules/duties.toml``.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from extract.records import Role
from extract.rulebook import Rule, load_rules

BodyKind = Literal["body", "collective", "class", "place"]
"""What a duty's subject is: a body with a name, 各县（市、区）, 有关部门, or a place named alone."""

_PASSED = 8
"""Modifiers that are passed over at most."""
_PARTS = re.compile("[，,；;]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """What is left of a duty's words behind its modifiers. ``obliged`` where 要 or the like stands among these.

    ``describes`` where the words only say whose something is: 制定的办法.
    """

    words: str
    obliged: bool
    acts: bool
    describes: bool


def match(kind: str, words: str) -> re.Match[str] | None:
    """The first find of the rules of a kind in the words."""
    for find in _finders(kind):
        if found := find(words):
            return found
    return None


@functools.cache
def _finders(kind: str) -> tuple[Callable[[str], re.Match[str] | None], ...]:
    """How the rules of a kind are tried: as one pattern, at the beginning, those that are found nowhere else."""
    patterns = [rule.pattern for rule in rules(kind)]
    anchored = [pattern.pattern for pattern in patterns if _is_anchored(pattern.pattern)]
    first = (re.compile("|".join(f"(?:{pattern})" for pattern in anchored)).match,) if anchored else ()
    return (*first, *(pattern.search for pattern in patterns if pattern.pattern not in anchored))


def _is_anchored(pattern: str) -> bool:
    """Whether each alternative of a pattern begins with ^.

    >>> _is_anchored("^(?:a|b)|^c"), _is_anchored("^a|b")
    (True, False)
    """
    depth, in_class, starts = 0, False, [0]
    for at, (before, glyph) in enumerate(itertools.pairwise(" " + pattern)):
        if before == "\\":
            continue
        in_class = glyph == "[" or (in_class and glyph != "]")
        depth += 0 if in_class else (glyph == "(") - (glyph == ")")
        if glyph == "|" and not depth and not in_class:
            starts.append(at + 1)
    return all(pattern.startswith("^", start) for start in starts)


@functools.cache
def rules(kind: str) -> tuple[Rule, ...]:
    """The rules of a kind, in the order of the file."""
    return tuple(rule for rule in load_rules("duties") if rule.kind == kind)


@functools.lru_cache(maxsize=256)
def read_predicate(words: str) -> Predicate:
    """The predicate of the words behind a subject.

    >>> read_predicate("要根据当地实际，及时发布预警").words
    '发布预警'
    >>> read_predicate("的工作人员").acts
    False
    """
    words = words.lstrip("，, 　")
    obliged = False
    first_act: str | None = None
    for _ in range(_PASSED):
        if match("act", words) and first_act is None:
            first_act = words
        must = match("must", words)
        passed = must or match("adverb", words)
        if not passed or not passed.end():
            break
        obliged = obliged or must is not None
        words = words[passed.end() :]
    acts = match("act", words) is not None
    if not acts and first_act is not None:
        words, acts = first_act, True
    return Predicate(words=words, obliged=obliged, acts=acts, describes=match("attribute", words) is not None)


@functools.lru_cache(maxsize=256)
def is_report(words: str) -> bool:
    """Whether the words behind a subject tell what happened or only name something.

    >>> is_report("组织开展了技术培训"), is_report("组织开展技术培训")
    (True, False)
    """
    return match("narrative", words) is not None


def is_checkable(words: str, kind: BodyKind) -> bool:
    """Whether something in the words can be checked: an act that stands in a part without an appeal.

    A body with a name may be told any act; places are told a concrete one; collectives nothing beside an appeal but a
    concrete one; and classes without a name (有关部门) nothing beside an appeal but one with a date, a document or a
    number.
    """
    every = [part for part in _PARTS.split(words) if part.strip()]
    parts = every if len(every) == 1 else [part for part in every if not match("frame", part)]
    plain = [part for part in parts if not match("appeal", part)]
    if any(match("strong", part) for part in parts):
        return True
    concrete = any(match("check", part) for part in plain)
    if kind == "class":
        return concrete and len(plain) == len(parts)
    if kind == "body":
        return concrete or any(_is_act(part) for part in plain)
    return concrete or (kind == "collective" and len(plain) == len(parts))


def _is_act(part: str) -> bool:
    predicate = read_predicate(part)
    return predicate.acts or (predicate.obliged and bool(predicate.words))


def roles_of(predicate: str) -> tuple[tuple[Role, ...], str]:
    """The roles that a predicate's first words give, and the id of the rule that knows them."""
    given: tuple[tuple[str, tuple[Role, ...]], ...] = (
        ("first.both", ("lead", "supervising")),
        ("first.lead", ("lead",)),
        ("first.cooperating", ("cooperating",)),
        ("first.supervising", ("supervising",)),
        ("act", ("responsible",)),
    )
    for kind, roles in given:
        for rule in rules(kind):
            if rule.pattern.search(predicate):
                return roles, rule.id
    return ("responsible",), "duty.commanded"
