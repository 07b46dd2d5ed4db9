"""Who is here, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["viewer", "editor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who signed in; ``name`` signs what they decide."""

    name: str
    role: Role


def person() -> Person | None:
    """Who signed in; None where nobody has to."""
    return None


def may_edit() -> bool:
    """Whether this visit may decide, correct and import."""
    return True
