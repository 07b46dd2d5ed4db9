"""What a query found, written for other programs: the result formats of SPARQL 1.1, and graphs.

Rows beyond a limit are left out, and the result says so wherever its format has a place for it.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from graph.parsed import Form
from graph.vocabulary import PREFIXES

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
CSV = "text/csv"
TSV = "text/tab-separated-values"
TURTLE = "text/turtle"
ROWS = (JSON, XML, CSV, TSV)
TRUTHS = (JSON, XML)

_ALIASES = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
    "text/plain": "application/n-triples",
}

_GRAPHS = {
    TURTLE: ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
GRAPHS = tuple(_GRAPHS)
_OFFERED: dict[Form, Sequence[str]] = {"SELECT": ROWS, "ASK": TRUTHS, "CONSTRUCT": GRAPHS, "DESCRIBE": GRAPHS}
_COMMENTED = (TURTLE, "application/n-triples")
_STRING = f"{PREFIXES['xsd']}string"
_NOT_IN_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], "\ufffd")

Found = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class FormatError(Exception):
    """None of the formats that are accepted is one for such a query; the message is for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A result in the bytes of a format; ``cut`` is true where it holds only the first rows."""

    media: str
    body: bytes
    cut: bool


def media_of(form: Form, accepted: str) -> str:
    """The format for the result of such a query that a header Accept likes best.

    Raises:
        FormatError: it accepts none of them.
    """
    media = chosen(accepted, _OFFERED[form])
    if media is None:
        raise FormatError(f"没有所要的格式，可选：{'、'.join(_OFFERED[form])}。")
    return media


def chosen(accepted: str, offered: Sequence[str]) -> str | None:
    """The best of the formats offered (in this order) that a header Accept allows, or None.

    >>> chosen("text/csv;q=0.5, application/json", ("text/csv", "application/sparql-results+json"))
    'application/sparql-results+json'
    >>> chosen("image/png", ("text/csv",))
    """
    wishes: dict[str, float] = {}
    for part in accepted.split(","):
        name, *extras = (piece.strip().lower() for piece in part.split(";"))
        weights = [extra[2:] for extra in extras if extra.startswith("q=")]
        try:
            weight = float(weights[0]) if weights else 1.0
        except ValueError:
            continue
        known = _ALIASES.get(name, name)
        wishes[known] = max(weight, wishes.get(known, 0.0))

    def weight_of(media: str) -> float:
        ranges = (media, f"{media.partition('/')[0]}/*", "*/*")
        return next((wishes[name] for name in ranges if name in wishes), 0.0)

    best = max(offered, key=weight_of)
    return best if weight_of(best) > 0 else None


def write_result(found: Found, media: str, rows: int) -> Written:
    """The result in this format (one of those for its kind), with so many rows or triples at most."""
    if isinstance(found, ox.QueryBoolean):
        return Written(media=media, body=_truth(bool(found), media).encode(), cut=False)
    first = list(itertools.islice(found, rows + 1))
    cut = len(first) > rows
    kept: list[Any] = first[:rows]
    if isinstance(found, ox.QueryTriples):
        written = ox.serialize(kept, format=_GRAPHS[media], prefixes=PREFIXES) or b""
        told = f"# {told_cut(rows)}\n".encode() if cut and media in _COMMENTED else b""
        return Written(media=media, body=told + written, cut=cut)
    names = [variable.value for variable in found.variables]
    link = f"urn:zeren:cut-after-{rows}" if cut else None
    return Written(media=media, body=_WRITERS[media](names, kept, link).encode("utf-8", "replace"), cut=cut)


def told_cut(rows: int) -> str:
    """That rows are missing, in words."""
    return f"结果只有前 {rows} 行，还有更多。 / Only the first {rows} rows; there are more."


def _truth(truth: bool, media: str) -> str:
    said = json.dumps(truth)
    if media == JSON:
        return f'{{"head":{{}},"boolean":{said}}}'
    return f"{_XML_HEAD}<head/><boolean>{said}</boolean></sparql>"


def _json(names: Sequence[str], rows: Iterable[Sequence[Any]], link: str | None) -> str:
    head: dict[str, Any] = {"vars": names} | ({"link": [link]} if link else {})
    bindings = [{name: _binding(term) for name, term in zip(names, row, strict=True) if term} for row in rows]
    return json.dumps({"head": head, "results": {"bindings": bindings}}, ensure_ascii=False, separators=(",", ":"))


def _binding(term: Any) -> dict[str, str]:  # noqa: ANN401 - a term of Oxigraph
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if not isinstance(term, ox.Literal):
        return {"type": "bnode", "value": str(term.value)}
    told = {"type": "literal", "value": term.value}
    if term.language:
        return {**told, "xml:lang": term.language}
    return told if term.datatype.value == _STRING else {**told, "datatype": term.datatype.value}


_XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?><sparql xmlns="http://www.w3.org/2005/sparql-results#">'


def _xml(names: Sequence[str], rows: Iterable[Sequence[Any]], link: str | None) -> str:
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in names)
    head += f"<link href={quoteattr(link)}/>" if link else ""
    results = "".join(
        "<result>"
        + "".join(
            f"<binding name={quoteattr(name)}>{_xml_term(_binding(term))}</binding>"
            for name, term in zip(names, row, strict=True)
            if term
        )
        + "</result>"
        for row in rows
    )
    return f"{_XML_HEAD}<head>{head}</head><results>{results}</results></sparql>"


def _xml_term(told: dict[str, str]) -> str:
    kind = told["type"]
    extra = "".join(f" {key}={quoteattr(told[key])}" for key in ("xml:lang", "datatype") if key in told)
    return f"<{kind}{extra}>{escape(told['value'].translate(_NOT_IN_XML))}</{kind}>"


def _csv(names: Sequence[str], rows: Iterable[Sequence[Any]], link: str | None) -> str:
    """As SPARQL 1.1 has it: bare words. A spreadsheet is what ``zeren export`` writes."""
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow(names)
    writer.writerows(["" if term is None else term.value for term in row] for row in rows)
    return page.getvalue()


def _tsv(names: Sequence[str], rows: Iterable[Sequence[Any]], link: str | None) -> str:
    lines = ["\t".join(f"?{name}" for name in names)]
    lines += ["\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) for row in rows]
    return "\n".join(lines) + "\n"


_WRITERS = {JSON: _json, XML: _xml, CSV: _csv, TSV: _tsv}
