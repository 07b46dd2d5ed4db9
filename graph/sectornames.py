"""The names of sectors and themes in English: they are this program's own words, not the plans'."""

from __future__ import annotations

import functools

from graph.wording import load_table


@functools.cache
def load_sector_names() -> dict[str, str]:
    """English names by the Chinese labels of sectors and themes."""
    table = load_table("sectornames")
    return {**table["theme"], **table["sector"]}


def sector_name(label: str, *, english: bool) -> str:
    """What a sector or theme is called in the language asked for.

    >>> sector_name("扬尘", english=True), sector_name("扬尘", english=False)
    ('Dust', '扬尘')
    """
    return load_sector_names().get(label, label) if english else label
