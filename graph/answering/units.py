"""Rows of units as a question asks for them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graph.answering.queries import Duty
from graph.answering.request import Request

_PUBLIC = re.compile("部门|局")


def public_only(request: Request, duties: Iterable[Duty]) -> list[Duty]:
    """The rows without collective names, where the question asks for departments."""
    found = list(duties)
    return [duty for duty in found if not duty.collective] if _PUBLIC.search(request.question) else found
