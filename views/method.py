"""方法与质量."""

from __future__ import annotations

from views.frame import heading
from views.wording import say


def show_page() -> None:
    """Draw the page."""
    heading(say("nav.method"))
