"""Why a name was read as it was: the rules of ``rules/names.toml``, in words for people."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from extract.rulebook import RuleError

_FILE = "names.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRule:
    """A rule by which surfaces get their names: what it says, and (surface, place, whole name) that prove it.

    ``counterexamples`` are the same for surfaces that another rule names.
    """

    id: str
    zh: str
    en: str
    examples: tuple[tuple[str, ...], ...]
    counterexamples: tuple[tuple[str, ...], ...]


@functools.cache
def name_rules() -> Mapping[str, NameRule]:
    """The rules by their ids, in the order of the file.

    Raises:
        RuleError: the file is not TOML, or a rule lacks a field.
    """
    text = resources.files("extract").joinpath("rules", _FILE).read_text("utf-8")
    try:
        entries = tomllib.loads(text).get("name", [])
    except tomllib.TOMLDecodeError as error:
        raise RuleError(_FILE, "TOML", str(error)) from error
    return {str(entry.get("id", "?")): _rule(entry) for entry in entries}


def _rule(entry: Mapping[str, object]) -> NameRule:
    try:
        return NameRule(
            id=str(entry["id"]),
            zh=str(entry["zh"]),
            en=str(entry["en"]),
            examples=_rows(entry["examples"]),
            counterexamples=_rows(entry["counterexamples"]),
        )
    except KeyError as error:
        raise RuleError(_FILE, str(entry.get("id", "?")), f"缺少字段 {error}") from error


def _rows(rows: object) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(str, row)) for row in rows) if isinstance(rows, list) else ()
