"""What the words of a target mean: indicator, region, comparison, value and measure, baseline and year.

The words that lead in to an indicator, name regions, baselines and years are data (``rules/targets.toml``, kind
``words``); this module says how they are put together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from extract.records import Comparison, Target
from extract.rulebook import Rule, load_pattern
from extract.text.marks import Mark

_NUMERAL = re.compile(r"(?<![A-Za-z\d./])\d+(?:\.\d+)?")
_LISTED = re.compile(r"[、,]|和(?!谐)|及(?![时早格])")
_LISTED_YEAR = re.compile(r"(?:到)?(20\d\d)年(?:底|末)?")
_COMPLETE = ("%", "％")
_BELOW = ("以内", "以下", "之内", "内")
_DIGITS = "零一二三四五六七八九十"
_SENTENCE_SIGNS = "。;!?\n"
_YEAR_REACH = 300
"""Characters before a target in which the year stands that governs it."""


@dataclass(frozen=True, slots=True)
class FoundTarget:
    """A target in the folded text: its words, the place of its value, the rule and its match."""

    start: int
    end: int
    value_at: int
    rule: Rule
    match: re.Match[str]

    def group(self, name: str) -> str:
        """What a group of the rule holds; nothing of a group that the rule does not have."""
        return self.match.groupdict().get(name) or ""


def read_found(text: str, mark: Mark, words: str, found: FoundTarget, before: Target | None) -> Iterator[Target]:
    """The records of one found target; ``before`` is the last one, whose indicator goes on where this names none."""
    indicator, region = _indicator(found, before)
    pairs = _values(found)
    last_unit = pairs[-1][1]
    each = bool(found.rule.more.get("each")) or _shared(indicator, found)
    names = _names(indicator, len(pairs), each=each)
    if each:
        pairs = pairs * len(names)
    years = _listed_years(found, len(names))
    for number, (listed, (value, unit)) in enumerate(zip(names, pairs, strict=True)):
        name, place = _split_region(listed) if len(names) > 1 else (listed, None)
        name = "" if years else name
        yield Target(
            task=None,
            text=words,
            start=mark.start,
            end=mark.end,
            indicator=name or found.group("work") or (before.indicator if before else indicator),
            op=_comparison(found, value, unit or last_unit),
            value=value,
            unit=unit or last_unit,
            region=place or region,
            baseline=_baseline(text, found),
            year=years[number] if years else governing_year(text, found),
            found_by=mark.rule,
        )


def behind_lead_in(text: str, start: int, end: int, rule: Rule) -> int:
    """Where the target begins: behind 到2025年，力争 and the like, before what it is about."""
    lead_in, verbs = _words("lead_in"), _words("doing")
    leads = rule.kind in ("level", "change", "share", "word") and not rule.more.get("work")
    for lead in (lead_in, verbs, lead_in) if leads else (lead_in,):
        found = lead.match(text, start, end)
        start = found.end() if found else start
    return start


def is_bare(found: FoundTarget) -> bool:
    """Whether it names nothing that changes or is shared (全省新增4个, 70%以上): it counts things, or is a scrap."""
    if found.rule.kind not in ("change", "share"):
        return False
    words = found.group("indicator")
    words = words[behind_lead_in(words, 0, len(words), found.rule) :]
    if found.rule.kind == "share":
        counted = max(found.match.end("unit"), found.match.end("bound") if found.group("bound") else 0)
        return not words and found.end <= counted
    region = _words("region").match(words)
    return region is not None and not words[region.end() :].strip("的")


def governing_year(text: str, found: FoundTarget) -> int | None:
    """The year in or by which the target is to be reached: the last one named before its value, else just behind it."""
    floor = max(0, found.value_at - _YEAR_REACH)
    floor = max(text.rfind("\n", floor, found.value_at) + 1, floor)
    return _year(text, floor, found.value_at, last=True) or _year(text, found.end, found.end + 16, last=False)


def _listed_years(found: FoundTarget, count: int) -> list[int]:
    """The years of 2024年、2025年分别……, where they are as many as the numbers; else none."""
    listed = [_LISTED_YEAR.fullmatch(each) for each in _LISTED.split(found.group("indicator"))]
    years = [int(each[1]) for each in listed if each]
    return years if len(years) == len(listed) == count > 1 else []


def is_past(text: str, found: FoundTarget, year: int | None) -> bool:
    """Whether the target's own sentence dates it before the plan's year: a result, or a starting point."""
    floor = max(0, found.value_at - _YEAR_REACH)
    floor = max(floor, *(text.rfind(sign, floor, found.value_at) + 1 for sign in _SENTENCE_SIGNS))
    named = _year(text, floor, found.value_at, last=True)
    return year is not None and named is not None and named < year


def _words(name: str) -> re.Pattern[str]:
    return load_pattern("targets", f"target.words.{name}")


def _year(text: str, start: int, end: int, *, last: bool) -> int | None:
    years = list(_words("year").finditer(text, start, end))
    if not years:
        return None
    found = years[-1 if last else 0]
    return int(found["year"]) if found["year"] else 1955 + 5 * _number_in_words(found["plan"])


def _number_in_words(han: str) -> int:
    """The number of one or two Chinese digits: 五 is 5, 十五 is 15."""
    return _DIGITS.index(han[-1]) + (10 if len(han) > 1 else 0)


def _values(found: FoundTarget) -> list[tuple[float, str | None]]:
    """The numbers of the target, each with the measure behind it."""
    if found.rule.kind == "word":
        return [_value_in_words(found)]
    if values := found.group("values"):
        return [(_number(one.group()), _unit_behind(values, one.end())) for one in _NUMERAL.finditer(values)]
    return [(_number(found.group("value")), found.group("unit") or None)]


def _value_in_words(found: FoundTarget) -> tuple[float, str | None]:
    """The value of 清零, 翻一番, 九成以上, 三分之二: of its rule, or of the digits in its words, in percent."""
    unit = found.rule.more.get("unit")
    if tenths := found.group("tenths"):
        return _number_in_words(tenths) * 10, unit
    if parts := found.group("parts"):
        return round(100 * _number_in_words(found.group("of")) / _number_in_words(parts), 1), unit
    return found.rule.more["value"], unit


def _unit_behind(values: str, place: int) -> str | None:
    found = re.match(r"/10万|[^、,和及\d]+\d?", values[place:])
    return found.group() if found else None


def _number(printed: str) -> float:
    value = float(printed.replace(",", ""))
    return int(value) if value.is_integer() else value


def _names(indicator: str, count: int, *, each: bool) -> list[str]:
    """One indicator per number: the listed names where they are as many, else the whole for each."""
    if each:
        return _completed(_LISTED.split(indicator))
    for listed in (indicator.split("、"), _LISTED.split(indicator)):  # 永和县、汾西县 before A、B和C
        if len(listed) == count > 1:
            return _completed(listed)
    return [indicator] * count


def _completed(names: list[str]) -> list[str]:
    """The names of a list, each with the noun that only the last one has: 化肥、农药利用率."""
    noun = _words("noun").search(names[-1])
    if noun is None or any(_words("measured").search(name) or _words("place").fullmatch(name) for name in names[:-1]):
        return names
    return [*(name + noun.group() for name in names[:-1]), names[-1]]


def _shared(indicator: str, found: FoundTarget) -> bool:
    """Whether several indicators share one number: …利用率、…回收率均达到90%."""
    shared, measured = _words("shared"), _words("measured")
    words = found.group("indicator")
    if not shared.search(words):
        return False
    names, enumerated = _LISTED.split(indicator), indicator.split("、")
    return all(measured.search(name) for name in (_completed(names) if names == enumerated else names))


def _comparison(found: FoundTarget, value: float, unit: str | None) -> Comparison:
    op, bound = str(found.rule.more["op"]), found.group("bound")
    if op == "=" and bound not in _BELOW:
        op = _told_before(found)
    if op in ("=", "<=") and bound in ("以上", "及以上"):
        op = ">="
    elif op in ("=", ">=") and bound in _BELOW:
        op = "<="
    elif op == ">=" and value == 100 and unit in _COMPLETE:
        op = "="  # more than all there is cannot be reached
    return cast(Comparison, op)


def _told_before(found: FoundTarget) -> str:
    """What the words before a counted number say of it: 至少配备1名, 遴选不超过20户."""
    words = found.match.string[max(found.start, found.value_at - 16) : found.value_at]
    return ">=" if _words("at_least").search(words) else "<=" if _words("at_most").search(words) else "="


def _baseline(text: str, found: FoundTarget) -> str | None:
    """What the target is compared with, as printed: 2015年, 上年, 同比."""
    named = _words("baseline").search(text, found.start, found.end)
    return (named["base"] or named.group()) if named else None


def _split_region(name: str) -> tuple[str, str | None]:
    """An indicator in a list that is only a place (甲县、乙县分别……) is a region."""
    return ("", name) if _words("place").fullmatch(name) else (name, None)


def _indicator(found: FoundTarget, before: Target | None) -> tuple[str, str | None]:
    """The indicator without lead-in and region; the previous target's where the words name none (控制在5天以内)."""
    bare = _words("bare")
    counted = found.match.string[found.match.start("object") : found.end] if found.group("object") else ""
    words = found.group("indicator") or counted
    if (not words or bare.fullmatch(words)) and found.match.start() > found.start:
        subject = _words("subject").match(found.match.string, found.start, found.match.start())
        words = subject[1] if subject else words
    words = words[behind_lead_in(words, 0, len(words), found.rule) :] or words
    region = _words("region").match(words) if found.group("indicator") else None
    if region and region.end() == len(words) and found.group("work"):
        region = None  # a list of places, each with its own number
    place = region.group().rstrip("的") if region else None
    name = words[region.end() :] if region else words
    name += counted if found.group("indicator") else ""
    name = _words("trailing").sub("", name.strip(" ,、的"))
    name += str(found.rule.more.get("adds", ""))
    if not name.removesuffix(str(found.rule.more.get("adds", ""))):
        name = found.group("work") or (before.indicator if before is not None else name)
    listed = found.rule.kind in ("more", "led") or found.rule.more.get("headed")
    if place is None and listed and _words("place").fullmatch(name):
        shared = before.indicator if before and found.rule.kind == "more" else _headed(found)
        name, place = shared or name, name
    return name or words or found.match.group(), place


def _headed(found: FoundTarget) -> str:
    """What stands before the colon that a list of quotas follows (造林任务：甲县5万亩、……)."""
    headed = _words("headed").search(found.match.string, max(0, found.match.start() - 40), found.match.start())
    return headed[1] if headed else ""
