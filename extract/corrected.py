"""What a person set right in a record, and what was taken out of it. Extraction gives neither: the library does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What a person set right: the number of the correction in the library, when, who and why.

    ``read`` is what had been read instead, None where nothing was: a role, days as an ISO interval, a value.
    """

    number: int
    at: str
    who: str
    note: str = ""
    read: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """What was read and a person has taken out; ``position`` is its place among those of its kind as they were read."""

    kind: Literal["unit", "implied", "deadline", "target"]
    task: str | None
    statement: str | None = None
    position: int
    text: str
    start: int | None
    end: int | None
    unit_id: str | None = None
    canonical: str | None = None
    corrected: Corrected
