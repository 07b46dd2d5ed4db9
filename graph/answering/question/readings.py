"""Whether an answer from several documents has several readings, by what the question names."""

from __future__ import annotations

from collections.abc import Iterable

from graph.answering.question.request import Request


def told_apart(request: Request, docs: Iterable[str]) -> bool:
    """Whether the documents are different readings of the question, so that the answer is ambiguous.

    They are not where the question names their places itself, each with one of the documents.
    """
    found = set(docs)
    if len(found) < 2:
        return False
    named = [found & set(own) for own in request.understood_docs_by_place()] if request.understood.places else []
    return not named or any(len(own) > 1 for own in named) or not set().union(*named) >= found
