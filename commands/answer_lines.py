"""Answers to questions as lines for a person, in the language of the question, and the steps that led to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from graph.terms import term

if TYPE_CHECKING:
    from graph.answers import Answer, Evidence, Item
    from graph.explaining import Explained

LISTED = 20
QUOTED = 12

_WORDS = {
    "several": (
        "问题有几种理解，分别回答；写明地方可以只看一种。",
        "The question has several readings, each with its answer; name a place to see one.",
    ),
    "listed": ("另有 {n} 项，用 --json 查看全部。", "{n} more; --json gives all."),
    "quoted": ("另有 {n} 处原文，用 --json 查看全部。", "{n} more quotes; --json gives all."),
    "ask": ("可以问：{words}", "You could ask: {words}"),
    "read": ("读作：{words}", "Read as: {words}"),
    "parts": ("认出：{words}", "Recognised: {words}"),
    "unread": ("没有用到的词：{words}", "Words that were not used: {words}"),
    "name": ("{field}“{words}”：{meanings}", "{field} “{words}”: {meanings}"),
    "unknown": ("资料库中没有", "the library holds none"),
    "kind": (
        "问的是：{kind}（{code}）；依据规则 {rule}，用语 {signals}",
        "Asks for: {kind} ({code}); by rule {rule}, from {signals}",
    ),
    "conditions": ("条件：{words}", "Conditions: {words}"),
    "docs": ("所指文件：{words}", "Documents meant: {words}"),
    "topic": ("事项：{words}，原文至少要占 {least}", "Topic: {words}; a passage must hold {least} of it"),
    "query": ("查询：{n} 行", "Query: {n} rows"),
    "answer": ("回答：", "Answer:"),
    "none": ("无", "none"),
}
_FIELDS = {
    "kind": "问法", "role": "角色", "unit": "单位", "topic": "事项", "place": "地区", "plan": "文件", "when": "时间",
    "year": "年份", "sector": "领域", "excluded": "不算", "without": "没有写明", "joint": "几家承担", "after": "起始日",
    "before": "截止日", "missing": "资料库没有",
}  # fmt: skip
_TERMS = {"role": "role", "without": "lacking"}


def say_in(key: str, *, english: bool, **values: object) -> str:
    """The words of a key in a language."""
    return _WORDS[key][english].format(**values)


def answer_lines(answer: Answer) -> Iterator[str]:
    """The answer in one sentence, the list that it counts, the words that prove it, and what else could be asked."""
    english = answer.understood.english
    yield answer.text
    if answer.ambiguous:
        yield say_in("several", english=english)
    listed = [_item(item) for item in answer.answers if item.doc or item.a] if len(answer.answers) > 1 else []
    yield from (f"  {line}" for line in listed[:LISTED])
    if len(listed) > LISTED:
        yield f"  {say_in('listed', english=english, n=len(listed) - LISTED)}"
    yield from (f"  {_quote(quote, english=english)}" for quote in answer.evidence[:QUOTED])
    if len(answer.evidence) > QUOTED:
        yield f"  {say_in('quoted', english=english, n=len(answer.evidence) - QUOTED)}"
    yield from (f"  {say_in('ask', english=english, words=words)}" for words in answer.suggestions)


def _item(item: Item) -> str:
    group = f"{item.group}  " if item.group else ""
    if item.a and item.b:
        sides = (f"{side['doc']} “{side['title']}”" for side in (item.a, item.b))
        return f"{group}{'  ↔  '.join(sides)}"
    of = f"{item.title} " if item.value is not None and item.title else ""  # a value with what it is of
    return f"{group}{item.number or ''}{of}{item.label}  {item.doc}"


def _quote(quote: Evidence, *, english: bool) -> str:
    from graph.whereabouts import in_words  # noqa: PLC0415

    said = in_words(quote.place, english=english) if quote.place else ""
    return f"「{' '.join(quote.quote.split())}」  {quote.doc} {said or f'{quote.start}–{quote.end}'}"


def explained_lines(found: Explained, *, english: bool) -> Iterator[str]:
    """Each step from the question to the answer."""

    def told(key: str, **values: object) -> str:
        return say_in(key, english=english, **values)

    def field(name: str) -> str:
        return name if english else _FIELDS.get(name, name)

    nothing = told("none")
    between, mark, stop = (", ", " ", "; ") if english else ("、", "：", "；")
    parts = "  ".join(f"{part.words}[{field(part.field)}]" for part in found.parts)
    yield told("read", words=found.read)
    yield told("parts", words=parts or nothing)
    if found.unread:
        yield told("unread", words=between.join(found.unread))
    for name in found.names:
        meanings = between.join(name.meanings) or told("unknown")
        yield told("name", field=field(name.field), words=name.words, meanings=meanings)
    kind = term("asked", found.kind, english=english)
    code = f"{found.kind}.{found.conditions['aspect']}" if "aspect" in found.conditions else found.kind
    yield told("kind", kind=kind, code=code, rule=found.rule or nothing, signals=between.join(found.signals) or nothing)
    conditions = (
        f"{field(name)}{mark}{_value(name, value, english=english)}"
        for name, value in found.conditions.items()
        if name != "aspect"
    )
    yield told("conditions", words=stop.join(conditions) or nothing)
    yield told("docs", words=_some(found.docs))
    if found.topic:
        yield told("topic", words=found.topic, least=found.least)
        for passage in found.passages:
            yield f"  {passage.score:.3f}  {passage.doc} {passage.start}  {passage.task}  「{short(passage.words)}」"
    if found.query:
        yield told("query", n="?" if found.rows is None else found.rows)
        yield from (f"  {line}" for line in found.query.splitlines())
    yield told("answer")


def _value(name: str, value: object, *, english: bool) -> str:
    """A condition in words: what kinds of roles and gaps are called, and names as they are."""
    if name == "joint":
        return term("joint", "yes" if value else "no", english=english)
    words = [str(one) for one in (value if isinstance(value, list) else [value])]
    if name in _TERMS:
        words = [term(_TERMS[name], one, english=english) for one in words]
    return (", " if english else "、").join(words)


def _some(docs: Sequence[str]) -> str:
    return "、".join(docs[:LISTED]) + (f" … {len(docs)}" if len(docs) > LISTED else "")


def short(words: str) -> str:
    """The beginning of the words in one line."""
    joined = " ".join(words.split())
    return joined if len(joined) <= 60 else f"{joined[:60]}…"


def printable(line: str) -> str:
    r"""The line without characters that a terminal would act upon.

    >>> printable("谁\x1b[31m牵头\n")
    '谁 [31m牵头 '
    """
    return "".join(each if each.isprintable() or each == "\u3000" else " " for each in line)
