"""Who heads a body that a plan sets up: the name or the office that its text prints with the post (组长：…)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.answering.question.queries import plans_query
from graph.answering.question.request import Request, answered
from graph.answering.search.closeness import closeness
from graph.answering.telling.sentences import say
from graph.answers import Answer, Item
from graph.wording import fold, load_table

ABOUT = 0.6  # share of the topic that stands before the post, where the question has one
AS_GOOD = 0.9  # posts this close to the best one are as good
_BELOW = re.compile(r"\s*\n[ \u3000]*([一-鿿][ \u3000]?[一-鿿]{1,2}[ \u3000]+[一-鿿]{3,30})(?=[ \u3000]*(?:\n|$))")
_NAMES = re.compile("名字|姓名|叫什么|叫啥|姓什么|姓啥|哪位|name")  # an office (由省领导担任) is no answer to these
_AROUND = 250  # characters before a post that tell whose it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post as a text fills it: who has it, where that stands, and whether a list names them (组长：…)."""

    doc: str
    name: str
    start: int
    end: int
    named: bool


def answer_posts(request: Request) -> Answer | None:
    """Who has the post that the question names, as the texts print it; None where none does."""
    post = post_asked(request.question)
    if post is None:
        return None
    found = [one for doc in request.docs for one in posts(request.holdings.plans[doc].text, post, doc)]
    if _NAMES.search(fold(request.question)):
        found = [one for one in found if one.named]
    found = _about(request, found, post)
    if not found:
        return None
    docs = list(dict.fromkeys(one.doc for one in found))
    group = {doc: request.label(doc) if len(docs) > 1 else None for doc in docs}
    told = [say(request, "people.post", where=request.label(one.doc), post=post, name=one.name) for one in found]
    return answered(
        request,
        "text",
        list(
            dict.fromkeys(
                Item(label=one.name, value=one.name, title=post, doc=one.doc, group=group[one.doc]) for one in found
            )
        ),
        evidence=[request.evidence(one.doc, one.start, one.end) for one in found],
        query=plans_query(docs),
        text=request.say(f"{'；'.join(told)}。", f"{'; '.join(told)}."),
        ambiguous=len(docs) > 1 and not request.understood.place,
    )


def post_asked(question: str) -> str | None:
    """The post that the question names, the longest name first; None where it names none.

    >>> post_asked("专班的副组长是谁"), post_asked("谁是局长")
    ('副组长', None)
    """
    said = fold(question)
    return next((post for post in load_table("answers_facts")["posts"]["names"] if post in said), None)


def posts(text: str, post: str, doc: str = "") -> Iterator[Post]:
    """Every place where the text says who has the post; of a deputy's post all in the list below it.

    >>> [one.name for one in posts("组 长：张 三 副市长", "组长")]
    ['张三 副市长']
    >>> [one.name for one in posts("由市政府分管领导担任组长，", "组长")]
    ['市政府分管领导']
    """
    spaced = r"\s*".join(post)
    for at, pattern in enumerate(load_table("answers_facts")["posts"]["patterns"]):
        for hit in re.finditer(pattern.replace("{}", spaced), text):
            yield Post(doc=doc, name=_plain(hit["name"]), start=hit.start(), end=hit.end(), named=at == 0)
            more = _BELOW.match(text, hit.end()) if post.startswith("副") else None
            while more:
                yield Post(doc=doc, name=_plain(more[1]), start=more.start(1), end=more.end(1), named=True)
                more = _BELOW.match(text, more.end())


def _plain(name: str) -> str:
    """The name on one line, without the space that parts its two characters.

    >>> _plain("陈 平 市林业局局长")
    '陈平 市林业局局长'
    """
    return re.sub(r"^([一-鿿])\s([一-鿿])(?=\s|$)", r"\1\2", " ".join(name.split()))


def _about(request: Request, found: list[Post], post: str) -> list[Post]:
    """The posts of the body that the question names, by the words before them."""
    index, topic = request.holdings.topics, request.topic.replace(post, " ")
    if not topic.strip():
        return found
    texts = request.holdings.plans
    scored = [
        (closeness(topic, [(1.0, texts[one.doc].text[max(0, one.start - _AROUND) : one.end])], index), one)
        for one in found
    ]
    best = max((score for score, _ in scored), default=0.0)
    return [one for score, one in scored if score >= max(ABOUT, AS_GOOD * best)]
