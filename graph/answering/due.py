"""Answers on time: the tasks that fall due on a day or in a period, of a unit where one is named."""

from __future__ import annotations

from graph.answering.tasks import answer_due

__all__ = ["answer_due"]
