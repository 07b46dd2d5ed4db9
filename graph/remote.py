"""A SPARQL 1.1 server as the store: what it answers as the same plain values that the embedded store gives.

What servers do in their own way is put right here and nowhere else: Virtuoso answers ASK with a row or none, writes
booleans as 0 and 1 and decimals in Turtle as integers, and cuts long results without an error; only its answer's
headers tell. Passwords come from the environment, never from an address, so that none is ever shown.
"""

from __future__ import annotations

import functools
import json
import os
import re
import ssl
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import pyoxigraph as ox

from graph.errors import GraphError
from graph.parsed import Parsed, QueryError
from graph.values import Value, literal_value
from graph.vocabulary import PREFIXES

USER, PASSWORD = "ZEREN_STORE_USER", "ZEREN_STORE_PASSWORD"
SECONDS = 60.0
_JSON = "application/sparql-results+json"
_TRIPLES = {"application/n-triples": ox.RdfFormat.N_TRIPLES, "text/turtle": ox.RdfFormat.TURTLE}
_TRIPLES_WANTED = "application/n-triples, text/turtle;q=0.5"  # Virtuoso's Turtle has integers for decimals
_DATASET = ("default-graph-uri", "named-graph-uri")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_STAMP = "SELECT ?stamp WHERE { id:library z:stamp ?stamp } ORDER BY ?stamp"
_OWN_ASK = "__ASK_RETVAL"


class StoreError(GraphError):
    """A server that does not do what is asked of it; the message is for the user and holds no password."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """The query endpoint of a server; ``dataset`` names the graphs that it is to read, where the address does."""

    address: str
    dataset: tuple[tuple[str, str], ...] = ()

    @classmethod
    def at(cls, address: str) -> Remote:
        """The endpoint at an address like ``http://host/sparql?default-graph-uri=urn:zeren:library``.

        Raises:
            StoreError: it is no address of a server, or holds a password.
        """
        parts = checked_address(address, "ZEREN_STORE")
        given = parse_qsl(parts.query, keep_blank_values=True)
        dataset = tuple((name, value) for name, value in given if name in _DATASET)
        rest = urlencode([pair for pair in given if pair[0] not in _DATASET])
        return cls(address=parts._replace(query=rest, fragment="").geturl(), dataset=dataset)

    def ask(self, parsed: Parsed) -> list[dict[str, Value]]:
        """The rows of a query that a person wrote.

        Raises:
            QueryError: it asks for named graphs, in which a server may hold other data than the library's.
            StoreError: the server does not answer it.
        """
        if parsed.graphs:
            raise QueryError("查询不能使用 GRAPH：服务器上的其他图不属于资料库。请删去后重试。", reason="refused")
        if parsed.form in ("CONSTRUCT", "DESCRIBE"):
            return self._triples(parsed.text)
        return self.select(parsed.text)

    def select(self, sparql: str) -> list[dict[str, Value]]:
        """The rows of a SELECT or ASK.

        Raises:
            StoreError: the server does not answer it.
        """
        answer = self._answer(sparql, _JSON)
        try:
            told = json.loads(answer.content)
            if "boolean" in told:
                return [{"ask": bool(told["boolean"])}]
            names = told["head"]["vars"]
            rows = [{name: _value(row.get(name)) for name in names} for row in told["results"]["bindings"]]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreError(f"{self._shown()} 的回答不是 SPARQL 的查询结果。{_CHECK}") from error
        return [{"ask": any(row[_OWN_ASK] for row in rows)}] if names == [_OWN_ASK] else rows

    def notices(self, token: str) -> tuple[str, ...]:
        """That the server holds no data of the library, or data of another state than this one; else nothing.

        Raises:
            StoreError: the server does not answer.
        """
        held = [row["stamp"] for row in self.select(_STAMP)]
        if held == [token]:
            return ()
        what = "没有资料库的图谱" if not held else "的图谱与资料库当前的内容不一致"
        return (f"注意：{self._shown()} 上{what}，回答可能缺少或多出内容。请用 zeren publish 重新装入。",)

    def _triples(self, sparql: str) -> list[dict[str, Value]]:
        answer = self._answer(sparql, _TRIPLES_WANTED)
        media = _media(answer)
        try:
            found = [quad.triple for quad in ox.parse(answer.content, format=_TRIPLES[media])]
        except (KeyError, SyntaxError) as error:
            raise StoreError(f"{self._shown()} 没有用 N-Triples 或 Turtle 回答 CONSTRUCT。{_CHECK}") from error
        parts = [(triple.subject, triple.predicate, triple.object) for triple in found]
        names = ("subject", "predicate", "object")
        return [dict(zip(names, map(_term_value, part), strict=True)) for part in parts]

    def _answer(self, sparql: str, accept: str) -> httpx.Response:
        form = [("query", with_prefixes(sparql)), *self.dataset]
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        answer = send("POST", self.address, content=urlencode(form).encode("ascii"), headers=headers)
        media = _media(answer)
        if answer.status_code == httpx.codes.BAD_REQUEST:
            raise QueryError(f"{self._shown()} 不能执行这个查询：{_said(answer)}")
        if not answer.is_success:
            raise StoreError(f"{self._shown()} 没有回答查询（{answer.status_code}）：{_said(answer)}")
        if media == "text/html":
            raise StoreError(f"{self._shown()} 的回答是网页，不是 SPARQL 的查询结果。{_CHECK}")
        if "X-SPARQL-MaxRows" in answer.headers or answer.headers.get("X-SQL-State") == "S1TAT":
            raise StoreError(f"{self._shown()} 只给出了部分结果。请在服务器上提高行数和时间的上限。")
        return answer

    def _shown(self) -> str:
        return f"SPARQL 服务器 {shown(self.address)}"


_CHECK = "请检查 ZEREN_STORE 的地址，例如 http://127.0.0.1:7878/query。"


def checked_address(address: str, name: str) -> Any:  # noqa: ANN401 - the parts of an address
    """The parts of a server's address.

    Raises:
        StoreError: it is none, or holds a user's name or password.
    """
    try:
        parts = urlsplit(address)
        port = parts.port  # is read so that a port that is no number is seen here
    except ValueError as error:
        raise StoreError(f"{name} 不是可用的网址。请写成 http://127.0.0.1:7878/query 的样子。") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise StoreError(f"{name} 不是可用的网址。请写成 http://127.0.0.1:7878/query 的样子。")
    if parts.username is not None or parts.password is not None:
        raise StoreError(f"请不要把用户名和密码写在网址里：用环境变量 {USER} 和 {PASSWORD}。")
    return parts


def shown(address: str) -> str:
    """The address for a message: without what follows the path, where keys may stand.

    >>> shown("https://host:8443/sparql?key=1")
    'https://host:8443/sparql'
    """
    return urlsplit(address)._replace(query="", fragment="").geturl()


def with_prefixes(sparql: str) -> str:
    """The query with the prefixes declared that it uses without saying so.

    >>> with_prefixes("ASK { ?p a z:Plan }")
    'PREFIX z: <urn:zeren:ontology#> ASK { ?p a z:Plan }'
    """
    told = {name.lower() for name in re.findall(r"\bPREFIX\s+([\w.-]*):", sparql, re.IGNORECASE)}
    used = {name: value for name, value in PREFIXES.items() if name not in told and re.search(rf"\b{name}:", sparql)}
    return "".join(f"PREFIX {name}: <{value}> " for name, value in used.items()) + sparql


def send(
    method: str, address: str, *, content: bytes, headers: Mapping[str, str], seconds: float = SECONDS
) -> httpx.Response:
    """The answer of a server; proxies of the environment are used for other machines only.

    Raises:
        StoreError: it cannot be reached, takes too long, sends elsewhere or wants another password.
    """
    parts = urlsplit(address)
    name = f"SPARQL 服务器 {shown(address)}"
    try:
        with httpx.Client(
            timeout=httpx.Timeout(seconds, connect=5.0),
            trust_env=parts.hostname not in _LOOPBACK,
            verify=_trusted() if parts.scheme == "https" else False,
        ) as client:
            answer = client.request(method, address, content=content, headers=dict(headers), auth=_credentials())
    except httpx.TimeoutException as error:
        raise StoreError(f"{name} 没有在 {seconds:g} 秒内回答。请缩小查询范围，或检查服务器。") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise StoreError(f"连不上{name}。请确认它已启动、地址无误。") from error
    if answer.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        raise StoreError(f"{name} 拒绝访问（{answer.status_code}）。请检查环境变量 {USER} 和 {PASSWORD}。")
    if answer.is_redirect:
        raise StoreError(f"{name} 转到了别的地址。请把地址改成它真正的网址。")
    return answer


class _Credentials(httpx.Auth):
    """The user's name and password, in the way that the server asks for."""

    def __init__(self, user: str, password: str) -> None:
        self._pair = (user, password)

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Ask without a password first; then as the server wants it: Digest, or Basic."""
        answer = yield request
        wanted = answer.headers.get("WWW-Authenticate", "")
        if answer.status_code != httpx.codes.UNAUTHORIZED or not wanted:
            return
        way = httpx.DigestAuth(*self._pair) if wanted.lower().startswith("digest") else httpx.BasicAuth(*self._pair)
        yield from way.auth_flow(request)


def _credentials() -> httpx.Auth | None:
    user = os.environ.get(USER)
    return _Credentials(user, os.environ.get(PASSWORD, "")) if user else None


@functools.cache
def _trusted() -> ssl.SSLContext:
    return httpx.create_ssl_context()


def _media(answer: httpx.Response) -> str:
    return str(answer.headers.get("Content-Type", "")).partition(";")[0].strip().lower()


def _said(answer: httpx.Response) -> str:
    """The first line of what a server says of an error, if it is plain text."""
    lines: Sequence[str] = answer.text.strip().splitlines() if _media(answer) != "text/html" else ()
    return lines[0][:200] if lines else "没有说明原因"


def _value(told: Mapping[str, str] | None) -> Value:
    if told is None:
        return None
    return told["value"] if told["type"] in ("uri", "bnode") else literal_value(told["value"], told.get("datatype"))


def _term_value(term: Any) -> Value:  # noqa: ANN401 - a term of Oxigraph
    if isinstance(term, ox.Literal):
        return literal_value(term.value, term.datatype.value)
    return str(getattr(term, "value", term))
