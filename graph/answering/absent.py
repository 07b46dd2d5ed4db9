"""Units that the documents give no role: said so, with the words where they stand and units that can be asked for."""

from __future__ import annotations

import re

from graph.answering.mentions import mentions, quoted
from graph.answering.request import Request, refused
from graph.answering.suggesting import like_units
from graph.answers import Answer, AnswerType

_ASKED = re.compile(r"(.{2,18}?)(?:都|要|主要|具体)?(?:牵头|配合|负责|承担|管|干|做|有)")


def refuse_unit(request: Request, kind: AnswerType, query: str = "") -> Answer:
    """The refusal where nothing can be said of the unit that the question names."""
    asked = _ASKED.match(request.question)
    words = request.understood.units[0] if request.understood.units else asked[1] if asked else "该单位"
    suggestions = like_units(request, words)
    elsewhere = [unit for unit in (request.units[0] if request.units else ()) if not unit.docs & set(request.docs)]
    spoken = [] if elsewhere else mentions(request, words, request.docs)
    if spoken:
        reason = f"“{words}”在文中出现，但没有写明它承担的任务：{quoted(spoken)}。"
    elif elsewhere and len(request.docs) < len(request.holdings.plans):
        where = "、".join(request.label(doc) for doc in request.docs[:3])
        reason = f"{where}的方案中没有出现“{words}”。"
    else:
        reason = f"资料库的方案中没有出现“{words}”这个单位。"
    return refused(request, kind, reason, suggestions=suggestions, evidence=spoken, query=query)
