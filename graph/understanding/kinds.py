"""Kinds of questions as data: the rules of ``rules/questions.toml``, tried in their order."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.wording import fold, load_table


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRule:
    """A pattern over questions in which what is held stands as one sign each, and what it says of the question."""

    id: str
    kind: str
    aspect: str | None
    role: str | None
    pattern: re.Pattern[str]
    excluded: re.Pattern[str] | None
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]

    def finds(self, marked: str) -> bool:
        """Whether the rule is of this question."""
        return bool(self.pattern.search(marked)) and not (self.excluded and self.excluded.search(marked))


@functools.cache
def load_kinds() -> tuple[KindRule, ...]:
    """The rules in the order in which they are tried."""
    table = load_table("questions")
    return tuple(_rule(entry, table["parts"]) for entry in table["rule"])


def kind_of(marked: str) -> KindRule | None:
    """The first rule that finds the question; None where none does.

    >>> kind_of("Ⓟ谁牵头散煤替代").id
    'who.leads'
    """
    return next((rule for rule in load_kinds() if rule.finds(marked)), None)


def _rule(entry: Mapping[str, Any], parts: Mapping[str, str]) -> KindRule:
    return KindRule(
        id=entry["id"],
        kind=entry["kind"],
        aspect=entry.get("aspect"),
        role=entry.get("role"),
        pattern=_pattern(entry["pattern"], parts),
        excluded=_pattern(entry["not"], parts) if "not" in entry else None,
        examples=tuple(entry["examples"]),
        counterexamples=tuple(entry["counterexamples"]),
    )


def _pattern(words: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    while (expanded := re.sub(r"\{([a-z]+)\}", lambda found: parts[found[1]], words)) != words:
        words = expanded
    return re.compile(words.translate(_WIDTH), re.IGNORECASE)


_WIDTH = str.maketrans("，？％", ",?%")


def marked_example(words: str) -> str:
    """An example as the rules see it: half-width, the signs kept."""
    return "".join(letter if letter in "ⓅⓊⒹⓉ" else fold(letter) for letter in words)
