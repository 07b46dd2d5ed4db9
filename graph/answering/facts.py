"""Answers that are values, places in the texts, pairs and definitions; each kind has a module of its own."""

from __future__ import annotations

from graph.answering.changing import answer_changes
from graph.answering.conflicting import answer_conflicts
from graph.answering.defining import answer_definition
from graph.answering.overlapping import answer_overlaps
from graph.answering.targets import answer_targets
from graph.answering.whereis import answer_where

__all__ = [
    "answer_changes",
    "answer_conflicts",
    "answer_definition",
    "answer_overlaps",
    "answer_targets",
    "answer_where",
]
