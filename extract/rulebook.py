"""Rules as data: patterns in TOML files that carry their own examples and counterexamples.

A rule file holds ``[[rule]]`` tables with ``id``, ``kind``, ``pattern``, ``examples`` and ``counterexamples``; every
other field is kept for the stage that reads it. The tests prove each rule on its own examples. ``[parts]`` are pieces
of patterns; a part that is a list stands for one of its words. ``anchor`` is a short pattern that stands inside every
match of a rule: a text is searched for it first, and the rule tried only around it, ``reach`` characters to each side.
"""

from __future__ import annotations

import functools
import itertools
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Any

_REACH = 400
"""Characters on each side of an anchor; a match that holds it, and all that its pattern looks at, is nearer."""


class RuleError(ValueError):
    """A rule file that cannot be used; names the file and the rule."""

    def __init__(self, file: str, rule: str, reason: str) -> None:
        super().__init__(f"规则文件 {file} 中的 {rule} 无法使用：{reason}")
        self.file, self.rule, self.reason = file, rule, reason


class _PartError(ValueError):
    """A pattern that names a part which is not there, or is a piece of itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A pattern with its proof. ``more`` holds the fields that only its stage knows."""

    id: str
    kind: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    more: Mapping[str, Any]
    anchor: re.Pattern[str] | None = None
    reach: int = _REACH

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches in the text, in order and apart, as ``pattern.finditer`` gives them."""
        return itertools.chain.from_iterable(self.pattern.finditer(text, *each) for each in self._near_anchors(text))

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in the text."""
        return next(self.finditer(text), None)

    def _near_anchors(self, text: str) -> Iterator[tuple[int, int]]:
        """The stretches of the text in which a match can lie, in order and apart."""
        if self.anchor is None:
            yield 0, len(text)
            return
        start = end = 0
        for anchor in self.anchor.finditer(text):
            if end and anchor.start() - self.reach > end:
                yield start, end
                end = 0
            start = start if end else max(0, anchor.start() - self.reach)
            end = anchor.end() + self.reach
        if end:
            yield start, min(end, len(text))


@functools.cache
def load_rules(name: str) -> tuple[Rule, ...]:
    """The rules of ``rules/<name>.toml`` in the order of the file; ``{part}`` in a pattern stands for its [parts].

    Raises:
        RuleError: the file is not TOML, a rule lacks a field, names an unknown part, or its pattern does not compile.
    """
    file = f"{name}.toml"
    text = resources.files("extract").joinpath("rules", file).read_text("utf-8")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(file, "TOML", str(error)) from error
    parts = {name: _one_of(part) if isinstance(part, list) else part for name, part in table.get("parts", {}).items()}
    return tuple(_rule(file, entry, parts) for entry in table.get("rule", []))


@functools.cache
def load_pattern(name: str, rule_id: str) -> re.Pattern[str]:
    """The pattern of one rule of ``rules/<name>.toml``.

    Raises:
        RuleError: the file has no such rule.
    """
    for rule in load_rules(name):
        if rule.id == rule_id:
            return rule.pattern
    raise RuleError(f"{name}.toml", rule_id, "没有这条规则")


def _rule(file: str, entry: Mapping[str, Any], parts: Mapping[str, str]) -> Rule:
    rule_id = str(entry.get("id", "?"))
    known = {"id", "kind", "pattern", "examples", "counterexamples", "anchor", "reach"}
    reach = entry.get("reach", _REACH)
    if type(reach) is not int or reach < 1:
        raise RuleError(file, rule_id, f"reach 应为正整数，不是 {reach!r}")
    try:
        return Rule(
            id=entry["id"],
            kind=entry["kind"],
            pattern=re.compile(_expanded(entry["pattern"], parts)),
            examples=tuple(entry["examples"]),
            counterexamples=tuple(entry["counterexamples"]),
            more=MappingProxyType({key: value for key, value in entry.items() if key not in known}),
            anchor=re.compile(_expanded(entry["anchor"], parts)) if "anchor" in entry else None,
            reach=reach,
        )
    except KeyError as error:
        raise RuleError(file, rule_id, f"缺少字段 {error}") from error
    except _PartError as error:
        raise RuleError(file, rule_id, str(error)) from error
    except re.error as error:
        raise RuleError(file, rule_id, f"模式不合法：{error}") from error


def _one_of(words: Sequence[str]) -> str:
    """A pattern for one of the words, the longest first of those that begin alike, that looks at the first character.

    >>> _one_of(["建成", "完成", "建设区"])
    '(?=[完建])(?:完(?:成)|建(?:设区|成))'
    """
    endings: dict[str, list[str]] = {}
    for word in sorted(dict.fromkeys(words)):
        endings.setdefault(word[0], []).append(word[1:])
    groups = (f"{first}(?:{'|'.join(sorted(each, key=len, reverse=True))})" for first, each in endings.items())
    return f"(?=[{''.join(endings)}])(?:{'|'.join(groups)})"


def _expanded(pattern: str, parts: Mapping[str, str], within: tuple[str, ...] = ()) -> str:
    """The pattern with its parts, and theirs; ``within`` are the parts that it is a piece of."""

    def part(found: re.Match[str]) -> str:
        name = found[1]
        if name not in parts:
            raise _PartError(f"[parts] 中没有 {{{name}}}")
        if name in within:
            raise _PartError(f"[parts] 中的 {{{name}}} 引用了自己")
        return f"(?:{_expanded(parts[name], parts, (*within, name))})"

    return re.sub(r"\{([A-Za-z_][A-Za-z0-9_]*)\}", part, pattern)
