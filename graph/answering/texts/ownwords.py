"""The product's own words as data: what each means, how people call it, and what is an example of it."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from graph.wording import fold, load_table

_TABLES = (("gaps", "check"), ("conflicts", "check"), ("measures", "measure"), ("comparing", "kind"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the product with its definition; ``example`` says of what an example is looked for in the library."""

    zh: str
    en: str
    words: tuple[str, ...]
    definition_zh: str
    definition_en: str
    example: str | None


@functools.cache
def load_terms() -> tuple[Term, ...]:
    """Those of ``rules/definitions.toml``, then those that the checks, the measures and the kinds of change define."""
    table = load_table("definitions")
    own = [
        Term(
            zh=entry["words"][0],
            en=next(word for word in entry["words"] if word.isascii()),
            words=tuple(entry["words"]),
            definition_zh=entry["zh"],
            definition_en=entry["en"],
            example=entry.get("example"),
        )
        for entry in table["term"]
    ]
    names = {entry["of"]: tuple(entry["words"]) for entry in table["name"]}
    others = [
        Term(
            zh=entry["zh"],
            en=entry["en"],
            words=(entry["zh"], entry["en"], *names.get(f"{file}:{entry['id']}", ())),
            definition_zh=entry["definition_zh"],
            definition_en=entry["definition_en"],
            example=entry["id"] if key == "check" else None,
        )
        for file, key in _TABLES
        for entry in load_table(file)[key]
    ]
    return (*own, *others)


def find_terms(words: str) -> list[Term]:
    """The terms whose names stand in the words, the longer name first where two share words.

    >>> [term.zh for term in find_terms("推断和明确有什么区别")]
    ['推断', '明确']
    >>> find_terms("一厂一策是什么意思")
    []
    """
    said = fold(words).lower()
    found: dict[int, Term] = {}
    for name, term in _names():
        at = re.search(_pattern(name), said)
        if at:
            said = said[: at.start()] + " " * len(at[0]) + said[at.end() :]
            found.setdefault(at.start(), term)
    return list(dict.fromkeys(found[at] for at in sorted(found)))


@functools.cache
def _names() -> list[tuple[str, Term]]:
    """Every name with its term, longest first; what two terms are called means the first of them."""
    names: dict[str, Term] = {}
    for term in load_terms():
        for word in term.words:
            names.setdefault(fold(word).lower(), term)
    return sorted(names.items(), key=lambda one: -len(one[0]))


def _pattern(name: str) -> str:
    return rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name)


def explained(topic: str) -> tuple[re.Pattern[str], ...]:
    """Patterns over a plan's text for words that explain the topic."""
    return tuple(
        re.compile(entry["pattern"].replace("{{", "{").replace("}}", "}").replace("{}", _spaced(topic)))
        for entry in load_table("definitions")["explained"]
    )


def explanations(topic: str, text: str) -> list[tuple[int, int, str]]:
    """Where the text explains the topic, in its order: start, end and what it says of it; no words twice.

    >>> explanations("河长制", "河长制是指由各级负责人担任河长的制度。")
    [(0, 18, '由各级负责人担任河长的制度')]
    """
    hits = sorted((hit for pattern in explained(topic) for hit in pattern.finditer(text)), key=re.Match.start)
    found: list[tuple[int, int, str]] = []
    for hit in hits:
        if not found or hit.start() >= found[-1][1]:
            found.append((*hit.span(), next(words for words in hit.groupdict().values() if words)))
    return found


def _spaced(topic: str) -> str:
    return r"[“”\"\s]*".join(re.escape(letter) for letter in topic if not letter.isspace())
