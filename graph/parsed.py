r"""Queries that people write: judged on the tree of SPARQL's grammar, not on how their text looks.

What is judged is what is run: code points written as ``\u0053`` are first replaced by their characters and every line
end by ``\n`` (another one ends a comment for some readers only), so that no store reads a text in another way than it
was judged. Whatever the parser cannot read is refused, and so is what leaves the data of the library (``SERVICE``,
``FROM``; the signs of the text are looked at once more, without the parser) or would change it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pyparsing import ParseBaseException
from rdflib.plugins.sparql.parser import Query, UpdateUnit
from rdflib.plugins.sparql.parserutils import CompValue

from graph.abroad import Clause, leads_abroad
from graph.errors import GraphError

LONGEST = 100_000
"""Characters of a query at most: far more than a person writes.

The parser takes half a second for a list of names as long as this, but nearly a second for each thousand characters of
sums and comparisons: whoever judges queries of others does it where it can be stopped (:mod:`graph.evaluating`).
"""

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]
Reason = Literal["malformed", "refused", "too-long"]

_FORMS: dict[str, Form] = {
    "SelectQuery": "SELECT",
    "AskQuery": "ASK",
    "ConstructQuery": "CONSTRUCT",
    "DescribeQuery": "DESCRIBE",
}
_UPDATES = frozenset({"InsertData", "DeleteData", "DeleteWhere", "Modify", "Load", "Clear", "Drop", "Create"}) | {
    "Add",
    "Move",
    "Copy",
}
_CLAUSES: dict[str, Clause] = {"ServiceGraphPattern": "SERVICE", "DatasetClause": "FROM"}
_ESCAPES = re.compile(r"\\(?:u(?P<four>[0-9A-Fa-f]{4})|U(?P<eight>[0-9A-Fa-f]{8})|.)", re.DOTALL)
_LINE_ENDS = re.compile(r"\r\n?")
_PAIRS = re.compile(r"\\.", re.DOTALL)
_ESCAPED_QUOTES = ("\\'", '\\"')  # of these the parser knows only that of the string's own kind; neither ends a string
_INSIDE_WORDS = {'"': '\\"', "'": "\\'", "\\": "\\\\", "\n": "\\n", "\r": "\\r"}


class QueryError(GraphError, ValueError):
    """A query that cannot be answered; the message is for the user, ``reason`` for a program."""

    def __init__(self, message: str, *, reason: Reason = "malformed") -> None:
        super().__init__(message)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A query of SPARQL 1.1 that only reads, and only the data of the library.

    ``graphs`` is true where it asks for named graphs, of which the library has none and a server may have others'.
    """

    text: str
    form: Form
    graphs: bool


@functools.lru_cache(maxsize=64)  # a page asks the same again and again
def parse_query(sparql: str) -> Parsed:
    r"""The query, with escaped code points as characters and ``\n`` for every line end.

    Raises:
        QueryError: it is no query of SPARQL 1.1, is too long or too deep, changes data or leaves those of the library.
    """
    if len(sparql) > LONGEST:
        raise QueryError(f"查询太长：最多 {LONGEST} 个字符，这里有 {len(sparql)} 个。", reason="too-long")
    text = _LINE_ENDS.sub("\n", _unescaped(sparql))
    clause = leads_abroad(text)
    if clause:
        raise _leaving(clause)
    tree = _tree(_PAIRS.sub(lambda pair: "x" if pair[0] in _ESCAPED_QUOTES else pair[0], text))
    names = {found.name for found in _parts(tree)}
    for name, clause in _CLAUSES.items():
        if name in names:
            raise _leaving(clause)
    form = next(form for name, form in _FORMS.items() if name in names)
    return Parsed(text=text, form=form, graphs="GraphGraphPattern" in names)


def _leaving(clause: Clause) -> QueryError:
    return QueryError(f"查询不能使用 {clause}：只能查询资料库内的数据。请删去后重试。", reason="refused")


def _unescaped(sparql: str) -> str:
    r"""The text without ``\u`` and ``\U``; what would end a string or begin an escape there keeps an escape of its own.

    >>> print(_unescaped(r'\u0053ELECT "\u0022\u5E02 \\u0041"'))
    SELECT "\"市 \\u0041"
    """

    def character(found: re.Match[str]) -> str:
        digits = found["four"] or found["eight"]
        if digits is None:
            return found[0]
        number = int(digits, 16)
        if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
            raise QueryError(f"查询中的 {found[0]} 不是字符。请改正后重试。")
        return _INSIDE_WORDS.get(chr(number), chr(number))

    return _ESCAPES.sub(character, sparql)


def _tree(text: str) -> Any:  # noqa: ANN401 - what pyparsing gives
    try:
        return Query.parse_string(text, parse_all=True)
    except ParseBaseException as error:
        if _changes(text):
            raise QueryError(
                "不能修改数据：这里只接受查询（SELECT、ASK、CONSTRUCT、DESCRIBE）。", reason="refused"
            ) from error
        where = f"第 {error.lineno} 行第 {error.column} 列附近"
        raise QueryError(f"不是可执行的 SPARQL 1.1 查询：{where}有误。") from error
    except RecursionError as error:
        raise QueryError("查询的层次或条件太多，无法核对。请拆成几个较小的查询。", reason="too-long") from error


def _changes(text: str) -> bool:
    try:
        tree = UpdateUnit.parse_string(text, parse_all=True)
    except (ParseBaseException, RecursionError):
        return False
    return any(found.name in _UPDATES for found in _parts(tree))


def _parts(tree: Any) -> Iterator[CompValue]:  # noqa: ANN401 - lists, tuples and terms of all kinds
    """Every part of the grammar in the tree, however deep."""
    waiting = [tree]
    while waiting:
        found = waiting.pop()
        if isinstance(found, CompValue):
            yield found
            waiting.extend(found.values())
        elif not isinstance(found, str) and hasattr(found, "__iter__"):
            waiting.extend(found)
