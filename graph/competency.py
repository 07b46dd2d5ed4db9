"""The questions that come with the program: one .rq file each, with its question, its parameters, and SPARQL 1.1.

A file runs as it stands on any server. A parameter is a line ``# 参数 name：…`` and a block ``VALUES ?name { "…" }``
whose literal is the default; another value takes its place as an escaped literal of the same datatype, so that no
value ever becomes part of the query's own text.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from types import MappingProxyType

from rapidfuzz import process
from rdflib import Literal

from graph.errors import GraphError

_QUESTION = "# 问："
_ENGLISH = "# Q: "
_PARAMETER = re.compile(r"^# 参数 (?P<name>\w+)：(?P<zh>.+) / (?P<en>.+)$", re.MULTILINE)
_BLOCK = re.compile(
    r"""VALUES \?(?P<name>\w+) \{ (?:"(?P<words>[^"\\]*)"(?:\^\^xsd:(?P<kind>\w+))?|(?P<number>\d+)) \}"""
)
_KINDS = {"string": "文字", "date": "日期，如 2020-06-30", "integer": "整数"}


class CompetencyError(GraphError, ValueError):
    """A query or parameter that does not exist, or a value that does not fit; the message is for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What can be asked for. ``kind`` is "string", "date" or "integer"; ``default`` is its lexical form."""

    name: str
    zh: str
    en: str
    default: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Competency:
    """One question with the SPARQL that answers it; ``source`` is the whole file."""

    name: str
    zh: str
    en: str
    parameters: tuple[Parameter, ...]
    source: str

    def text(self, **values: str) -> str:
        """The SPARQL with these values instead of the defaults.

        Raises:
            CompetencyError: there is no such parameter, or a value is no date or number where one is needed.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values.keys() - known.keys():
            has = f"只有 {'、'.join(known)}" if known else "没有参数"
            raise CompetencyError(f"查询 {self.name} 没有参数“{name}”：{has}。")
        written = {name: f"VALUES ?{name} {{ {_literal(known[name], value)} }}" for name, value in values.items()}
        return _BLOCK.sub(lambda block: written.get(block["name"], block[0]), self.source)


@functools.cache
def load_queries() -> Mapping[str, Competency]:
    """The competency queries by name, in the order of their names.

    Raises:
        CompetencyError: a file has no question, or a parameter without its block.
    """
    folder = resources.files("graph").joinpath("ontology", "queries")
    sources = {file.name.removesuffix(".rq"): file.read_text("utf-8") for file in folder.iterdir()}
    read = {name: _read(name, source) for name, source in sorted(sources.items()) if source.startswith(_QUESTION)}
    return MappingProxyType(read)


def find_query(name: str) -> Competency:
    """The query of this name.

    Raises:
        CompetencyError: there is none; the message offers those of nearly that name or about these words.
    """
    queries = load_queries()
    if name in queries:
        return queries[name]
    said = {key: f"{key} {one.zh} {one.en}" for key, one in queries.items()}
    near = [key for key, words in said.items() if name in words]
    near = near or [key for _, score, key in process.extract(name, {key: key for key in queries}) if score >= 60]
    offer = f"相近的有 {'、'.join(near[:5])}。" if near else ""
    raise CompetencyError(f"没有名为“{name}”的查询。{offer}用 zeren query 查看全部查询。")


def _read(name: str, source: str) -> Competency:
    lines = source.split("\n")
    if not lines[1].startswith(_ENGLISH):
        raise CompetencyError(f"{name}.rq：第二行不是“{_ENGLISH}”开头的英文问题。")
    return Competency(
        name=name,
        zh=lines[0].removeprefix(_QUESTION),
        en=lines[1].removeprefix(_ENGLISH),
        parameters=tuple(_parameter(name, source, found) for found in _PARAMETER.finditer(source)),
        source=source,
    )


def _parameter(query: str, source: str, found: re.Match[str]) -> Parameter:
    name = found["name"]
    block = next((one for one in _BLOCK.finditer(source) if one["name"] == name), None)
    if block is None:
        raise CompetencyError(f"{query}.rq：参数“{name}”没有对应的 VALUES ?{name} 块。")
    number = block["number"]
    kind = "integer" if number else block["kind"] or "string"
    if kind not in _KINDS:
        raise CompetencyError(f"{query}.rq：参数“{name}”的类型“{kind}”不在允许之列。")
    return Parameter(name=name, zh=found["zh"], en=found["en"], default=number or block["words"], kind=kind)


def _literal(parameter: Parameter, value: str) -> str:
    """The value as SPARQL writes it."""
    if not value.isprintable():
        raise CompetencyError(f"参数“{parameter.name}”的值含有不能显示的字符。请删去后重试。")
    try:
        if parameter.kind == "integer":
            return str(int(value))
        if parameter.kind == "date":
            return f'"{date.fromisoformat(value)}"^^xsd:date'
    except ValueError as error:
        said = _KINDS[parameter.kind]
        raise CompetencyError(f"参数“{parameter.name}”的值“{value}”不是{said}。") from error
    return Literal(value).n3()
