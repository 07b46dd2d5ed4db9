"""Role words: labels such as 牵头单位 that open a list of units, verbs such as 牵头 that close one.

The words are data (``rules/roles.toml``); this module says how they are found. It knows no spaCy.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from extract.records import ROLES, Role
from extract.rulebook import Rule, load_pattern, load_rules

_COLON = re.compile("[:：∶﹕】]")  # 【牵头单位】市水利局
_OPENS_PLAIN = "\n（(〔[［【，,；;。 　\t"
LONGEST_LABEL = 24
"""Characters that a label may have before its colon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label in the text; ``roles`` is empty for one that names people or a time (``kind`` says which)."""

    start: int
    end: int
    kind: str
    rule: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """The verb that closes a list of units: the roles it gives and where its words begin."""

    start: int
    words: str
    rule: str
    roles: tuple[Role, ...]


@functools.cache
def _rules(group: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in load_rules("roles") if rule.kind.startswith(f"{group}."))


@functools.cache
def _label_pattern() -> re.Pattern[str]:
    named = "|".join(f"(?P<r{number}>{rule.pattern.pattern})" for number, rule in enumerate(_rules("label")))
    return re.compile(rf"(?:{named})[ \t　]*(?:[（(][^）)]{{1,8}}[）)])?[ \t　]*(?:[:：∶﹕]|(?<=[位门人导])】)$")


@functools.cache
def _plain_pattern() -> re.Pattern[str]:
    named = "|".join(f"(?P<r{number}>{rule.pattern.pattern})" for number, rule in enumerate(_rules("label")))
    body = load_pattern("roles", "word.label_end").pattern
    return re.compile(rf"(?:{named})(?<={body})[ 　\t]*(?![：:∶﹕])")


@functools.cache
def _roles(kind: str) -> tuple[Role, ...]:
    names = kind.partition(".")[2].split("+")
    return tuple(role for role in ROLES if role in names)


def find_labels(text: str, start: int = 0, end: int | None = None) -> list[Label]:
    """The labels with their colon between ``start`` and ``end``, in order; ``end`` of a label is behind the colon.

    >>> [(label.kind, label.roles) for label in find_labels("牵头单位：区发改局；责任人：李四")]
    [('lead', ('lead',)), ('person', ())]
    """
    labels = []
    for colon in _COLON.finditer(text, start, len(text) if end is None else end):
        found = _label_pattern().search(text, max(start, colon.start() - LONGEST_LABEL), colon.end())
        if found and found.end() == colon.end():
            framed = colon[0] == "】"
            if framed and text[found.start() - 1 : found.start()] != "【":
                continue
            rule = _rules("label")[int((found.lastgroup or "r0")[1:])]
            kind = rule.kind.partition(".")[2]
            first = found.start() - 1 if framed else found.start()
            labels.append(Label(start=first, end=found.end(), kind=kind, rule=rule.id, roles=_roles(rule.kind)))
    return labels


def find_plain_labels(text: str, start: int = 0, end: int | None = None) -> list[Label]:
    """The words that would be labels if a colon followed (责任单位竹林桥镇), where a line or an item begins.

    Only what follows tells whether they are labels: 责任单位要落实 is a sentence.

    >>> [(label.kind, label.end) for label in find_plain_labels("责任单位竹林桥镇，包保领导闫小平")]
    [('responsible', 4), ('person', 13)]
    """
    end = len(text) if end is None else end
    labels: list[Label] = []
    tried = start - 1
    for ending in load_pattern("roles", "word.label_end").finditer(text, start, end):
        found = None
        for first in _beginnings(text, max(tried + 1, ending.start() - LONGEST_LABEL), ending.start()):
            tried = first
            found = found or _plain_pattern().match(text, first, end)
        if not found:
            continue
        tried = found.end() - 1
        rule = _rules("label")[int((found.lastgroup or "r0")[1:])]
        kind = rule.kind.partition(".")[2]
        labels.append(Label(start=found.start(), end=found.end(), kind=kind, rule=rule.id, roles=_roles(rule.kind)))
    return labels


def _beginnings(text: str, earliest: int, place: int) -> list[int]:
    """The places up to ``place`` where a line, an item or a bracket begins and a label that reaches there may."""
    found = []
    for at in range(place, earliest - 1, -1):
        before = text[at - 1] if at else "\n"
        if before in _OPENS_PLAIN:
            found.append(at)
            if before not in "（(":
                break
    return found[::-1]


def column_label(words: str) -> Label | None:
    """The label that the words are and nothing else, as in the head of a table's column, or None.

    >>> [label and label.kind for label in map(column_label, ("牵头单位", "责任人", "牵头单位要统筹"))]
    ['lead', 'person', None]
    """
    for rule in _rules("label"):
        if rule.pattern.fullmatch(words):
            kind = rule.kind.partition(".")[2]
            return Label(start=0, end=0, kind=kind, rule=rule.id, roles=_roles(rule.kind))
    return None


def is_label(words: str) -> bool:
    """Whether the words are a label of units and nothing else, as in the head of a table.

    >>> is_label("牵头单位"), is_label("责任人"), is_label("牵头单位要统筹")
    (True, False, False)
    """
    label = column_label("".join(words.split()))
    return label is not None and bool(label.roles)


@functools.lru_cache(maxsize=4096)
def closing_verb(words: str) -> Verb | None:
    """The role verb that ends the words, or None.

    >>> closing_verb("市发改委等部门配合").words
    '配合'
    >>> closing_verb("省财政厅按职责分工负责").words
    '按职责分工负责'
    >>> closing_verb("市发改委") is None
    True
    """
    best: Verb | None = None
    for rule in _rules("verb"):
        found = rule.pattern.search(words)
        if found and found[0] and (best is None or found.start() < best.start):
            best = Verb(start=found.start(), words=found[0], rule=rule.id, roles=_roles(rule.kind))
    return best
