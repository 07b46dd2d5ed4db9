"""What a document says of itself: title, number, issuer, place, date, kind, and the documents that it cites."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from extract.naming.places import jurisdiction_of, place_called
from extract.outlining.issuers import issuers_apart
from extract.outlining.openness import find_access
from extract.outlining.outline import Outline
from extract.outlining.signatures import (
    BARE_LEVEL,
    find_approval,
    find_date,
    find_issuer,
    find_number,
    numbers_in,
    parse_day,
    titled_issuer,
)
from extract.outlining.titles import find_title, front_rules, pack
from extract.reading.source import RUNNING_HEAD, SourceText
from extract.reading.text.pagemarks import find_lines
from extract.records import Genre, Meta
from extract.text.scripts import simplified

_HEAD = 4000
_HEAD_WITHOUT_HEADINGS = 1500
_GAZETTE = re.compile(r"公报|第\s?\d+\s?期")
_YEAR = re.compile(r"(?<!\d)(20\d{2})")
_RANGE = re.compile(r"(?<!\d)20\d{2}\s?年?\s?[-—–－~至]+\s?20\d{2}")


def read_meta(source: SourceText, outline: Outline) -> Meta:
    """What the document says of itself; a field is None where it does not say it.

    Names and numbers are in simplified characters, as other documents cite them; the title is as printed.
    """
    simple = simplified(source.text)
    meta = _read_meta(source if simple == source.text else replace(source, text=simple), outline)
    title = meta.title if simple == source.text else _as_printed(meta.title, simple, source.text)
    return replace(meta, title=_spaced(title, meta.jurisdiction), access=find_access(source))


def _as_printed(title: str | None, simple: str, printed: str) -> str | None:
    """The title in the characters of the text itself, where it stands there in one piece."""
    if title is None:
        return None
    at = pack(simple).find(pack(title))
    return pack(printed)[at : at + len(pack(title))] if at >= 0 else title


def _read_meta(source: SourceText, outline: Outline) -> Meta:
    visible = source.visible
    first = min((heading.start for heading in outline.headings), default=_HEAD_WITHOUT_HEADINGS)
    head = visible[: min(first, _HEAD)]
    title = find_title(head, source.text)
    genre = _genre(source, head, title, outline)
    if genre == "news":
        title = _headline(visible)
        place = jurisdiction_of(title, None, None, visible)
        return Meta(
            title=title,
            jurisdiction=place.full_name if place else None,
            date=_event_day(visible),
            genre=genre,
            cites=_cites(visible, title, None),
        )
    number = find_number(visible, head, source.text, title)
    issuer = find_issuer(visible, source.text, title)
    place = jurisdiction_of(title, number, issuer, visible)
    issuers = [one for words in (issuer or "").split("、") for one in issuers_apart(words, place)]
    issuer = _completed("、".join(issuers) or find_approval(head), place.name if place else None)
    return Meta(
        title=title,
        doc_number=number,
        issuer=issuer,
        jurisdiction=place.full_name if place else None,
        date=find_date(visible, head, source.text),
        genre=genre,
        cites=_cites(visible, title, number),
    )


def _spaced(title: str | None, place: str | None) -> str | None:
    """The title with a blank between the issuers at its beginning, each of which is printed on a line of its own.

    >>> _spaced("甲市人民政府办公厅乙省人民政府办公厅关于印发方案的通知", None)
    '甲市人民政府办公厅 乙省人民政府办公厅关于印发方案的通知'
    """
    joined = titled_issuer(title)
    apart = issuers_apart(joined, place_called(place) if place else None)
    return title and " ".join(apart) + title[len(joined) :]


def _genre(source: SourceText, head: str, title: str | None, outline: Outline) -> Genre:
    if any(printed.reason == RUNNING_HEAD and _GAZETTE.search(printed.text) for printed in source.furniture):
        return "gazette-page"
    opening = head[:400]
    if any(rule.search(opening) for rule in front_rules("news")):
        return "news"
    opens_lines = any(heading.level == 2 for heading in outline.headings)
    if title is not None or opens_lines:
        return "plan"
    return "news" if any(rule.pattern.search(head) for rule in front_rules("meeting")) else "plan"


def _headline(visible: str) -> str | None:
    return next((pack(visible[start:end]) for start, end in find_lines(visible) if 6 <= end - start <= 80), None)


def _event_day(visible: str) -> str | None:
    """The first day that a report names; a missing year is the one that the report names most."""
    (rule,) = front_rules("event-date")
    found = rule.pattern.search(visible)
    if not found:
        return None
    years = Counter(re.findall(r"(?<!\d)(20\d{2})年", visible))
    year = found["year"] or min((each for each, times in years.items() if times == max(years.values())), default=None)
    return parse_day(f"{year}年{found['month']}月{found['day']}日") if year else None


def _completed(issuer: str | None, place: str | None) -> str | None:
    """An issuer whose place is left out (市政府), with the place.

    >>> _completed("市政府", "朔州市"), _completed("国务院", None)
    ('朔州市人民政府', '国务院')
    """
    if issuer is None or place is None or not BARE_LEVEL.match(issuer):
        return issuer
    rest = issuer[1:]
    return place + ("人民" + rest if rest.startswith("政府") else rest)


def _cites(visible: str, title: str | None, number: str | None) -> tuple[str, ...]:
    """The documents that the text cites, each by its number, or by its title where it gives none."""
    own = pack(title or "")
    cited = dict.fromkeys(words for words in _cited(visible) if words != number and words not in own)
    return tuple(cited)


def _cited(visible: str) -> Iterator[str]:
    numbers = [rule.pattern for rule in front_rules("doc-number")]
    marks: list[tuple[int, str]] = []
    for rule in front_rules("cited"):
        for found in rule.pattern.finditer(visible):
            behind = visible[found.end() : found.end() + 3].lstrip()
            numbered = behind[:1] in "（(" and any(pattern.match(visible, found.end() + 1) for pattern in numbers)
            if not numbered:
                marks.append((found.start(), pack(found["title"] + (found["edition"] or ""))))
    marks += [(found.start(), pack(found.group())) for found in numbers_in(visible)]
    for rule in front_rules("cited-standard"):
        marks += [(found.start(), pack(found.group())) for found in rule.finditer(visible)]
    return (words for _, words in sorted(marks))


def plan_year(meta: Meta, text: str) -> int | None:
    """The year that a deadline without a year belongs to, or None where the document names none.

    The year in the title speaks first, then the year of issue, then the year in the number, then the first year of a
    span of years in the title; without all of these the only year that the text names.

    >>> plan_year(Meta(title="平城区空气质量再提升2023年行动计划", date="2022-12-30"), "")
    2023
    >>> plan_year(Meta(title="低空经济行动方案（2024—2026年）", date="2024-05-21"), "")
    2024
    """
    title = meta.title or ""
    single = _YEAR.findall(_RANGE.sub("", title))
    if single:
        return int(single[-1])
    if meta.date:
        return int(meta.date[:4])
    for words in (meta.doc_number or "", title):
        found = _YEAR.search(words)
        if found:
            return int(found[1])
    named = set(_YEAR.findall(text))
    return int(named.pop()) if len(named) == 1 else None
