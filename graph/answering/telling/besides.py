"""What a question asks besides what is answered: told, so that nobody takes a part for the whole."""

from __future__ import annotations

import dataclasses

from graph.answering.question.request import Request
from graph.answering.telling.sentences import say
from graph.answers import Answer

_WHO = ("who-leads", "who-cooperates", "who-is-responsible", "who-supervises", "lead-differs")
_LEFT = {
    "ask.when": (*_WHO, "role-of", "targets"),
    "ask.value": (*_WHO, "role-of", "deadline-of"),
    "ask.who": ("deadline-of", "targets"),
}
"""Signals of what is asked, and the kinds of answers that do not tell it."""


def with_rest(answer: Answer, request: Request) -> Answer:
    """The answer with a last sentence on what the question asks too: by when, how much, or who."""
    understood = request.understood
    left = [one for one, kinds in _LEFT.items() if one in understood.signals and understood.kind in kinds]
    if answer.refused or not left:
        return answer
    said = [say(request, f"besides.{one.removeprefix('ask.')}") for one in left]
    return dataclasses.replace(answer, text=(" " if understood.english else "").join([answer.text, *said]))
