"""What kinds of questions, roles and conditions are called: one word for each, in either language."""

from __future__ import annotations

import functools
from typing import Any

from graph.wording import load_table


@functools.cache
def load_terms() -> dict[str, dict[str, Any]]:
    """The words of ``rules/terms.toml``: asked (kinds), role, lacking, joint → value → language → words."""
    return load_table("terms")


def term(of: str, value: str, *, english: bool) -> str:
    """What the value is called; itself where it has no name.

    >>> term("asked", "who-leads", english=False), term("joint", "no", english=True)
    ('谁牵头', 'by one alone')
    """
    named = load_terms()[of].get(value)
    return str(named["en" if english else "zh"]) if named else value
