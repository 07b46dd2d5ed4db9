"""What the endpoint says of itself: the service description for programs, a page for people."""

from __future__ import annotations

import functools
import html
import json

import pyoxigraph as ox

from graph.results import GRAPHS, ROWS

_FORMATS = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/ld+json": "JSON-LD",
}
PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept",
    "X-Content-Type-Options": "nosniff",
}
_EXAMPLE = """PREFIX z: <urn:zeren:ontology#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?单位 ?任务 WHERE {
  ?u z:leads ?t ; z:canonical ?单位 .
  ?t dct:title ?任务 .
}
ORDER BY ?单位 ?任务 LIMIT 20"""
_DESCRIPTION = """@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix format: <http://www.w3.org/ns/formats/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
[] a sd:Service ;
  rdfs:label "责任"@zh, "zeren"@en ;
  sd:endpoint </sparql> ;
  sd:supportedLanguage sd:SPARQL11Query ;
  sd:resultFormat {formats} ;
  sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] .
"""


@functools.cache
def description(media: str) -> bytes:
    """The service description in this format."""
    formats = ", ".join(f"<http://www.w3.org/ns/formats/{_FORMATS[name]}>" for name in (*ROWS, *GRAPHS))
    turtle = _DESCRIPTION.replace("{formats}", formats)
    if media == "text/turtle":
        return turtle.encode("utf-8")
    parsed = ox.parse(turtle, format=ox.RdfFormat.TURTLE, base_iri="http://127.0.0.1/sparql")
    return ox.serialize(parsed, format=ox.RdfFormat.N_TRIPLES) or b""


def page(seconds: float, rows: int) -> str:
    """A page with a form and an example, for a person who opens the address in a browser."""
    example = html.escape(_EXAMPLE)
    told = html.escape(json.dumps({"秒": seconds, "行": rows}, ensure_ascii=False))
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><meta charset="utf-8"><title>责任 · SPARQL 查询</title>
<style>body{{font:16px/1.6 sans-serif;max-width:48em;margin:2em auto;padding:0 1em}}
textarea{{width:100%;height:14em;font:14px/1.5 monospace}}</style>
<h1>责任 · SPARQL 查询</h1>
<p>这是 SPARQL 1.1 查询地址，供程序使用：只读，只在本机。每个查询的上限：{told}。</p>
<form action="/sparql" method="get" accept-charset="utf-8">
<label for="query">查询</label><textarea id="query" name="query">{example}</textarea>
<button>查询</button></form>
<p lang="en">A read-only SPARQL 1.1 endpoint on this machine. Send <code>?query=</code> by GET, or POST.</p>
</html>
"""
