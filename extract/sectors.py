"""The sectors of a task: what it is about, each with the words that show it.

Topics and their words are data (``rules/sectors.toml``) under the State Council's theme classification. Words in the
title weigh more than words in the body; names of units and the statements that list them never count.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

import ahocorasick

from extract.folding import Folded, fold
from extract.records import SectorMention
from extract.rulebook import RuleError

_FILE = "sectors.toml"
_MOST = 3
_TITLE_WEIGHT = 6
_REPEATS = 3
_ENOUGH = 0.5
"""Share of the first sector's weight that a further one needs."""
_UNIT_TAIL = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:[^格布全结]局|局|厅|分局|委员会|管理处|服务中心|指挥部|集团|公司|大队|支队|协会)(?![部限])|(?:委|部|办)[、,)(]|部门|(?:专项)?领导小组"
)
_STATEMENT = re.compile(
    r"[(〔\[【][^()〔〕\[\]\n]*(?:\([^()]*\)[^()〔〕\[\]\n]*|〔[^〔〕]*〕[^()〔〕\[\]\n]*)*(?:牵头|负责|配合|责任单位|责任部门|主办单位|落实)[^)〕\]】\n]*[)〕\]】]"
    r"|(?:牵头|责任|配合|主办|协办|参与|督导)(?:单位|部门|领导):[^\n。]*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """A topic of tasks. ``theme`` is its class in the State Council's theme classification."""

    id: str
    label: str
    theme: str
    keywords: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A class of the State Council's theme classification."""

    id: str
    code: str
    label: str


@functools.cache
def load_sectors() -> tuple[Sector, ...]:
    """The sectors in the order of the file; the last one stands for what no other covers.

    Raises:
        RuleError: a sector lacks a field, names an unknown theme or has an id that another one has.
    """
    themes = {theme.id for theme in load_themes()}
    sectors: list[Sector] = []
    for entry in _table().get("sector", []):
        try:
            sector = Sector(
                id=entry["id"],
                label=entry["label"],
                theme=entry["theme"],
                keywords=tuple(entry["keywords"]),
                examples=tuple(entry["examples"]),
                counterexamples=tuple(entry["counterexamples"]),
            )
        except KeyError as error:
            raise RuleError(_FILE, str(entry.get("id", "?")), f"缺少字段 {error}") from error
        if sector.theme not in themes or any(sector.id == other.id for other in sectors):
            raise RuleError(_FILE, sector.id, "主题不存在或编号重复")
        sectors.append(sector)
    return tuple(sectors)


@functools.cache
def load_themes() -> tuple[Theme, ...]:
    """The classes of the theme classification in the order of their codes."""
    return tuple(Theme(**entry) for entry in _table()["theme"])


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


def find_sectors(text: str, start: int, end: int, title_end: int) -> tuple[SectorMention, ...]:
    """One to three sectors of the task ``text[start:end]``, weightiest first, each at the words that show it best.

    A task that shows none gets 其他 (``qita``) at its title.

    >>> [found.label for found in find_sectors("7．完成散煤替代。推进清洁取暖工作。", 0, 18, 8)]
    ['清洁取暖与散煤']
    """
    folded = fold(text)
    first, last = folded.place(start), folded.place(end)
    title = max(folded.place(min(title_end, end)), first)
    weights: dict[int, float] = {}
    best: dict[int, tuple[int, int, int]] = {}
    for begin, stop, sectors in _hits(folded, first, last, title):
        weight = _TITLE_WEIGHT if begin < title else 1
        for sector in sectors:
            seen = weights.get(sector, 0.0)
            weights[sector] = seen + weight
            better = (weight, stop - begin, -begin)
            if sector not in best or better > best[sector]:
                best[sector] = better
    chosen = sorted(weights, key=lambda sector: (-weights[sector], sector))
    if not chosen:
        return (_fallback(text, start, end, title_end),)
    least = weights[chosen[0]] * _ENOUGH
    return tuple(_mention(folded, sector, best[sector]) for sector in chosen[:_MOST] if weights[sector] >= least)


def _hits(folded: Folded, first: int, last: int, title: int) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """The words of sectors in a stretch; each word counts a few times at most, in unit names never."""
    text = folded.text[first:last]
    hidden = [found.span() for found in _STATEMENT.finditer(text)]
    times: dict[str, int] = {}
    for final, (word, sectors) in _automaton().iter_long(text):
        begin, stop = final - len(word) + 1, final + 1
        if any(a <= begin < b for a, b in hidden) or _UNIT_TAIL.match(text, stop):
            continue
        times[word] = times.get(word, 0) + 1
        if times[word] <= _REPEATS or first + begin < title:
            yield first + begin, first + stop, sectors


@functools.cache
def _automaton() -> ahocorasick.Automaton:
    words: dict[str, list[int]] = {word: [] for word in _table().get("neutral", [])}
    for place, sector in enumerate(load_sectors()):
        for keyword in sector.keywords:
            words.setdefault(fold(keyword).text, []).append(place)
    automaton = ahocorasick.Automaton()
    for word, places in words.items():
        automaton.add_word(word, (word, tuple(places)))
    automaton.make_automaton()
    return automaton


def _mention(folded: Folded, sector: int, place: tuple[int, int, int]) -> SectorMention:
    _, length, begin = place
    start, end = folded.span(-begin, -begin + length)
    found = load_sectors()[sector]
    return SectorMention(id=found.id, label=found.label, start=start, end=end)


def _fallback(text: str, start: int, end: int, title_end: int) -> SectorMention:
    stop = title_end if start < title_end <= end else end
    words = text[start:stop]
    other = load_sectors()[-1]
    trimmed = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
    first, last = trimmed if trimmed[0] < trimmed[1] else (start, stop)
    return SectorMention(id=other.id, label=other.label, start=first, end=last)


@functools.cache
def _table() -> dict[str, Any]:
    text = resources.files("extract").joinpath("rules", _FILE).read_text("utf-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(_FILE, "TOML", str(error)) from error
