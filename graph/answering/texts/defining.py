"""Answers that explain a word: one of the product's own, or one that a plan explains itself."""

from __future__ import annotations

from collections.abc import Sequence

from graph.answering.question.queries import plans_query
from graph.answering.question.request import Request, answered, refused
from graph.answering.telling.mentions import mentions, quoted
from graph.answering.telling.sentences import say
from graph.answering.texts.examples_of import example_of
from graph.answering.texts.ownwords import Term, explanations, find_terms
from graph.answers import Answer, Evidence, Item


def answer_definition(request: Request) -> Answer:
    """What the word means: as a plan explains it, as the product uses it; refused where neither is known."""
    asked = " ".join(request.understood.quoted) or request.topic
    terms = find_terms(asked or request.question)
    if terms and (not asked or _are_all(terms, asked)):
        return _of_terms(request, terms)
    told = _explained(request, asked) if asked else []
    if told:
        return _of_plans(request, told)
    return _of_terms(request, terms) if terms else _unknown(request, asked)


def _are_all(terms: Sequence[Term], asked: str) -> bool:
    """Whether the words are all that is asked for, not a part of another one (目标责任制)."""
    named = [max((len(word) for word in term.words if word.lower() in asked.lower()), default=0) for term in terms]
    return len("".join(asked.split())) <= sum(named) + len(named)


def _of_terms(request: Request, terms: Sequence[Term]) -> Answer:
    told = [_of_term(request, term) for term in terms]
    return answered(
        request,
        "text",
        [item for item, _, _, _ in told],
        evidence=[proof for _, proof, _, _ in told if proof],
        query=told[0][2],
        text="\n".join(text for _, _, _, text in told),
    )


def _of_term(request: Request, term: Term) -> tuple[Item, Evidence | None, str, str]:
    """The definition, an example, the query for the facts that this is one of, and all of it in words."""
    example, query = example_of(request, term.example) if term.example else (None, plans_query(request.docs))
    name, meaning = request.say(term.zh, term.en), request.say(term.definition_zh, term.definition_en)
    text = say(request, "definition.term", term=name, meaning=meaning)
    if example:
        words = "".join(example.quote.split())
        text += say(request, "definition.example", where=request.label(example.doc), quote=words)
    return Item(label=name, value=meaning, doc=example.doc if example else None), example, query, text


def _explained(request: Request, asked: str) -> list[tuple[Evidence, str]]:
    """The words of the plans that explain it, with what they say of it."""
    return [
        (request.evidence(doc, start, end), words)
        for doc in request.docs
        for start, end, words in explanations(asked, request.holdings.plans[doc].text)
    ]


def _of_plans(request: Request, told: list[tuple[Evidence, str]]) -> Answer:
    several = len({proof.doc for proof, _ in told}) > 1
    items = [
        Item(
            label="".join(words.split()),
            value="".join(words.split()),
            doc=proof.doc,
            group=request.label(proof.doc) if several else None,
        )
        for proof, words in told
    ]
    text = "".join(
        say(request, "definition.plan", where=request.label(proof.doc), quote=f"“{''.join(proof.quote.split())}”")
        for proof, _ in told
    )
    proof = [proof for proof, _ in told]
    return answered(request, "text", items, evidence=proof, query=plans_query(request.docs), text=text)


def _unknown(request: Request, asked: str) -> Answer:
    """A refusal; with the sentences in which the word stands, where it does."""
    if not asked:
        return refused(request, "text", say(request, "definition.unasked"))
    found = mentions(request, asked, request.docs)
    reason = say(request, "definition.unexplained" if found else "definition.none", topic=asked)
    if found:
        reason += say(request, "definition.mentioned", quotes=quoted(found))
    return refused(request, "text", reason, evidence=found, query=plans_query(request.docs))
