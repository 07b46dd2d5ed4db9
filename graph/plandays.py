"""The day from which a plan speaks, as far as it says it: by it what is past, and which bodies still stood, is told."""

from __future__ import annotations

from typing import NamedTuple

from extract.records import Document
from graph.unfold import plan_year


class PlanDay(NamedTuple):
    """The first day of a plan: that of its issue, or, where it prints none, the first of the year of its title."""

    day: str
    printed: bool

    @property
    def zh(self) -> str:
        """The day in a Chinese sentence."""
        return f"方案日期为{self.day}" if self.printed else f"方案没有日期，按标题从{self.day[:4]}年起算"

    @property
    def en(self) -> str:
        """The day in an English sentence."""
        return (
            f"the plan is of {self.day}" if self.printed else f"the plan has no date; by its title, from {self.day[:4]}"
        )


def plan_day(document: Document) -> PlanDay | None:
    """The day from which the plan speaks, or None where it says neither a date nor a year.

    >>> from extract.records import Meta
    >>> plan_day(Document(doc="a", sha256="", text_sha256="", meta=Meta(title="2020年行动计划"))).day
    '2020-01-01'
    """
    meta = document.meta
    if meta.date:
        return PlanDay(meta.date, printed=True)
    year = plan_year(meta.title, None)
    return PlanDay(f"{year}-01-01", printed=False) if year else None
