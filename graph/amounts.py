"""Amounts of targets in one measure, so that those of two plans can be compared."""

from __future__ import annotations

import functools
import re

from graph.wording import load_table, unify


def in_one_measure(value: float, unit: str | None) -> tuple[float, str]:
    """The value with 万 and 亿 taken into it, and the bare unit of measurement.

    >>> in_one_measure(3000, "亿元"), in_one_measure(1.5, "万吨"), in_one_measure(98, "%"), in_one_measure(2, None)
    ((300000000000.0, '元'), (15000.0, '吨'), (98.0, '%'), (2.0, ''))
    """
    measure = unify(unit or "").strip()
    found = _times().match(measure)
    times = load_table("amounts")["times"][found[0]] if found else 1.0
    return float(f"{value * times:.12g}"), measure[found.end() :] if found else measure


@functools.cache
def _times() -> re.Pattern[str]:
    words = sorted(load_table("amounts")["times"], key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words)))
