"""The data behind the sectors: the theme classification, the topics below it and the words that show them."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import ahocorasick

from extract.rulebook import RuleError
from extract.text.folding import fold

OTHER = "qita"
"""The id of the sector that stands for what no other covers."""

_THEMES = "themes.toml"
_SECTORS = "sectors.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A class of the State Council's theme classification and the groups below it."""

    id: str
    code: str
    label: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """A topic of tasks. ``theme`` is the id of its class in the theme classification, ``group`` its group there."""

    id: str
    label: str
    theme: str
    group: str
    keywords: tuple[str, ...]
    hints: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word and the places, in :func:`load_sectors`, of the sectors that it shows and of those it hints at."""

    text: str
    shows: tuple[int, ...]
    hints: tuple[int, ...]


@functools.cache
def load_themes() -> tuple[Theme, ...]:
    """The classes of the theme classification in the order of their codes."""
    return tuple(
        Theme(id=entry["id"], code=entry["code"], label=entry["label"], groups=tuple(entry["groups"]))
        for entry in _table(_THEMES)["theme"]
    )


@functools.cache
def load_sectors() -> tuple[Sector, ...]:
    """The sectors in the order of their files, 其他 (``qita``) last.

    Raises:
        RuleError: a sector lacks a field, names an unknown theme or group, or has an id that another one has.
    """
    groups = {theme.id: {*theme.groups, ""} for theme in load_themes()}
    sectors: list[Sector] = []
    for file, entry in _entries():
        sector = _sector(file, entry)
        if sector.group not in groups.get(sector.theme, ()) or any(sector.id == other.id for other in sectors):
            raise RuleError(file, sector.id, "主题或类目不存在，或编号重复")
        sectors.append(sector)
    return tuple(sectors)


@functools.cache
def theme_of(sector_id: str) -> Theme:
    """The theme of a sector.

    >>> theme_of("qingjie-qunuan").label
    '国土资源、能源'

    Raises:
        KeyError: no sector has this id.
    """
    themes = {theme.id: theme for theme in load_themes()}
    return {sector.id: themes[sector.theme] for sector in load_sectors()}[sector_id]


@functools.cache
def word_finder() -> ahocorasick.Automaton:
    """All words of all sectors in one automaton, each read from its end, with its :class:`Word`; neutral ones too."""
    shows: dict[str, list[int]] = {fold(word).text: [] for word in _table(_SECTORS)["neutral"]}
    hints: dict[str, list[int]] = {}
    for place, sector in enumerate(load_sectors()):
        for words, table in ((sector.keywords, shows), (sector.hints, hints)):
            for word in words:
                table.setdefault(fold(word).text, []).append(place)
    automaton = ahocorasick.Automaton()
    for word in {**shows, **hints}:
        automaton.add_word(word[::-1], Word(word, tuple(shows.get(word, ())), tuple(hints.get(word, ()))))
    automaton.make_automaton()
    return automaton


def _entries() -> Iterator[tuple[str, Mapping[str, Any]]]:
    folder = resources.files("extract").joinpath("rules")
    files = sorted(file.name for file in folder.iterdir() if file.name.startswith("sectors-"))
    for file in (*files, _SECTORS):
        for entry in _table(file).get("sector", []):
            yield file, entry


def _sector(file: str, entry: Mapping[str, Any]) -> Sector:
    try:
        return Sector(
            id=entry["id"],
            label=entry["label"],
            theme=entry["theme"],
            group=entry["group"],
            keywords=tuple(entry["keywords"]),
            hints=tuple(entry.get("hints", ())),
            examples=tuple(entry["examples"]),
            counterexamples=tuple(entry["counterexamples"]),
        )
    except KeyError as error:
        raise RuleError(file, str(entry.get("id", "?")), f"缺少字段 {error}") from error


@functools.cache
def _table(file: str) -> dict[str, Any]:
    text = resources.files("extract").joinpath("rules", file).read_text("utf-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(file, "TOML", str(error)) from error
