"""What recognised text says of itself: that it was recognised, how surely, and which lines deserve a look."""

from __future__ import annotations

import dataclasses

from extract.reading.source import SourceText
from extract.records import Form, Issue, Place

_DOUBTFUL = 0.75
"""A line with a letter less sure than this is named: of rightly read lines 1 in 100 at 200 dpi, 3 at poor 120 dpi."""
_POOR = 1 / 3
_SHOWN = 16


def with_doubts(source: SourceText) -> SourceText:
    """The text with its form and doubts, where words of it were recognised; else as it is.

    The confidence of the form is the mean over the characters, each as sure as the least sure letter of its line.
    """
    recognised = [place for place in source.places if place.where.confidence is not None]
    if not recognised:
        return source
    letters = sum(place.end - place.start for place in recognised)
    sure = sum(_sureness(place) * (place.end - place.start) for place in recognised)
    form = Form(
        format=source.form.format,
        recognised=True,
        confidence=round(sure / letters, 3),
        converted_from=source.form.converted_from,
    )
    return dataclasses.replace(source, form=form, issues=(*source.issues, *_doubts(source.text, recognised)))


def _doubts(text: str, recognised: list[Place]) -> list[Issue]:
    """An issue a doubtful line; one for all where too many are."""
    doubtful = [place for place in recognised if _sureness(place) < _DOUBTFUL]
    if len(doubtful) > max(_POOR * len(recognised), 1):
        return [
            Issue(
                code="scan.poor",
                message=f"扫描不清楚：{len(recognised)} 行里 {len(doubtful)} 行没有把握，请换清晰的，或对照原件。",
                start=recognised[0].start,
                end=recognised[-1].end,
            )
        ]
    return [
        Issue(
            code="scan.doubtful",
            message=f"这一行可能认错了字：“{_shown(text[place.start : place.end])}”，请对照原件核对。",
            start=place.start,
            end=place.end,
        )
        for place in doubtful
    ]


def _shown(words: str) -> str:
    words = words.strip()
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"


def _sureness(place: Place) -> float:
    return place.where.confidence or 0.0
