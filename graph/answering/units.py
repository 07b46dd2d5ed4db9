"""Answers that are units or roles, under one name; rows of units as a question asks for them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graph.answering.differing import answer_lead_differs as answer_lead_differs
from graph.answering.partners import answer_partners as answer_partners
from graph.answering.queries import Duty
from graph.answering.request import Request
from graph.answering.roles import answer_role_of as answer_role_of
from graph.answering.who import answer_who as answer_who

_PUBLIC = re.compile("部门|局")


def public_only(request: Request, duties: Iterable[Duty]) -> list[Duty]:
    """The rows without collective names, where the question asks for departments."""
    found = list(duties)
    return [duty for duty in found if not duty.collective] if _PUBLIC.search(request.question) else found
