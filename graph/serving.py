"""The SPARQL 1.1 protocol on this machine: read-only, one graph, limits on time, rows, length and queries at once.

Only 127.0.0.1 is served, and only under that name, so that no page of the web can reach it by a name of its own.
Nothing is cut or refused without a word.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from graph.errors import GraphError
from graph.evaluating import LARGEST, START, OverLengthError, OverMemoryError, OverTimeError, Running, Start, Work
from graph.frontdoor import PAGE_HEADERS, description, page
from graph.parsed import LONGEST, QueryError
from graph.results import FormatError, chosen
from graph.store import Store, files

_LOG = logging.getLogger(__name__)
PATH = "/sparql"
HOSTS = ("127.0.0.1", "localhost")
_BYTES = 12 * LONGEST  # a character of Chinese has nine in a form
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_METHODS = "GET, HEAD, POST, OPTIONS"
_HEADERS = {"Vary": "Accept", "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
_STATUS = {"malformed": 400, "refused": 403, "too-long": 413}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query may take, and how many may run at once; others wait for as long as a query may take."""

    seconds: float = 10.0
    rows: int = 10_000
    at_once: int = 4


class _RefusedError(Exception):
    """An answer that is an error, in both languages."""

    def __init__(self, status: int, zh: str, en: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(zh)
        self.status, self.zh, self.en = status, zh, en
        self.headers = headers or {}


class Endpoint:
    """The protocol over the embedded graph of one library, in whatever state the library is."""

    def __init__(self, store: Store, limits: Limits, *, start: Start = START) -> None:
        self._store = store
        self._limits = limits
        self._start: Start = start
        self._turns = asyncio.Semaphore(limits.at_once)
        self._loading = asyncio.Lock()

    async def answer(self, request: Request) -> Response:
        """The answer to any request at the endpoint."""
        try:
            return await self._answer(request)
        except _RefusedError as refusal:
            return _said(refusal)
        except (QueryError, FormatError, OverTimeError, OverMemoryError, OverLengthError) as error:
            return _said(_refusal(error, self._limits.seconds))
        except GraphError:
            _LOG.exception("the graph cannot be made or loaded")
            zh = "资料库的图谱无法生成。请运行 zeren doctor 查看。"
            return _said(_RefusedError(500, zh, "The graph of the library cannot be made."))

    async def _answer(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": _METHODS})
        if request.method not in ("GET", "HEAD", "POST"):
            zh, en = "只接受 GET 和 POST，数据只读。", "Only GET and POST; the data are read-only."
            raise _RefusedError(405, zh, en, {"Allow": _METHODS})
        query = await self._asked(request)
        accepted = request.headers.get("accept", "*/*")
        if query is None:
            return self._front(accepted)
        return await self._found(query, accepted)

    async def _asked(self, request: Request) -> str | None:
        """The query of a request, which has to be sent in the time that a query may take."""
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await _query_of(request)
        except TimeoutError as error:
            said = "请求没有及时发完，请重试。", "The request was not sent in time."
            raise _RefusedError(408, *said, {"Connection": "close"}) from error

    def _front(self, accepted: str) -> Response:
        media = chosen(accepted, ("text/turtle", "text/html", "application/n-triples"))
        if media == "text/html":
            return Response(page(self._limits.seconds, self._limits.rows), headers=PAGE_HEADERS, media_type=media)
        if media is None:
            raise _RefusedError(
                406, "服务说明只有 Turtle 和网页两种。", "The description is offered as Turtle or HTML."
            )
        return Response(description(media), headers=_HEADERS, media_type=media)

    async def _found(self, query: str, accepted: str) -> Response:
        limits = self._limits
        try:
            async with asyncio.timeout(limits.seconds):
                await self._turns.acquire()
        except TimeoutError as error:
            said = "正在执行的查询太多，请稍后重试。", "Too many queries at once; try again."
            raise _RefusedError(503, *said, {"Retry-After": "1"}) from error
        try:
            work = Work(sparql=query, accepted=accepted, rows=limits.rows, seconds=limits.seconds)
            async with self._loading:  # the next query sees what was imported before it came
                held = await run_in_threadpool(self._store.loaded)
                running = Running(work, held, files(self._store.library), start=self._start)
            written = await running.result()
        finally:
            self._turns.release()
        cut = {"Zeren-Truncated": str(limits.rows)} if written.cut else {}
        return Response(written.body, headers=_HEADERS | cut, media_type=written.media)


def application(store: Store, limits: Limits, *, start: Start = START) -> ASGIApp:
    """The program that a web server runs: the endpoint at /sparql, and at / what it is."""
    endpoint = Endpoint(store, limits, start=start)
    handlers = {404: _not_found, 500: _failed}
    every = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"]
    routes = [Route(path, endpoint.answer, methods=every) for path in (PATH, "/")]
    program = Starlette(routes=routes, exception_handlers=handlers)
    program.router.redirect_slashes = False
    return _OwnName(program)


class _OwnName:
    """Lets only those in who asked for this machine by its own name."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        hosts = [value.decode("latin-1") for name, value in scope.get("headers", ()) if name == b"host"]
        if scope["type"] == "http" and not (len(hosts) == 1 and hosts[0].partition(":")[0] in HOSTS):
            refusal = _RefusedError(
                421, "只能用 127.0.0.1 或 localhost 访问。", "Only reached as 127.0.0.1 or localhost."
            )
            await _said(refusal)(scope, receive, send)
            return
        await self._app(scope, receive, send)


async def _query_of(request: Request) -> str | None:
    """The query that a request carries; None for a GET without one."""
    given = _pairs(request.scope["query_string"])
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == _UPDATE:
            raise _RefusedError(403, "数据只读，不接受更新。", "The data are read-only; updates are refused.")
        if kind not in (_FORM, _QUERY):
            raise _RefusedError(415, f"请求的类型应为 {_FORM} 或 {_QUERY}。", f"Send {_FORM} or {_QUERY}.")
        body = await _body_of(request)
        given += _pairs(body) if kind == _FORM else [("query", _decoded(body))]
    names = {name for name, _ in given}
    if "update" in names:
        raise _RefusedError(403, "数据只读，不接受更新。", "The data are read-only; updates are refused.")
    if names & {"default-graph-uri", "named-graph-uri"}:
        raise _RefusedError(403, "不能指定图：只有资料库一个图。", "There is one graph only; none can be named.")
    queries = [value for name, value in given if name == "query"]
    if len(queries) > 1 or (request.method == "POST" and not queries):
        raise _RefusedError(400, "请求应当恰好有一个 query。", "There must be one query.")
    return queries[0] if queries else None


async def _body_of(request: Request) -> bytes:
    taken = bytearray()
    try:
        async for part in request.stream():
            taken += part
            if len(taken) > _BYTES:
                zh, en = f"查询太长：最多 {LONGEST} 个字符。", f"The query is too long: {LONGEST} characters at most."
                raise _RefusedError(413, zh, en)
    except ClientDisconnect as error:
        raise _RefusedError(400, "请求没有发完。", "The request is incomplete.") from error
    return bytes(taken)


def _pairs(form: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(form.decode("utf-8"), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        raise _not_utf8() from error


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8() from error


def _not_utf8() -> _RefusedError:
    return _RefusedError(400, "请求不是 UTF-8 文字。", "The request is not UTF-8.")


_ENGLISH = {
    "malformed": "This is no query of SPARQL 1.1 that can be run.",
    "refused": "The query would change data or leave those of the library (SERVICE, FROM).",
    "too-long": f"The query is too long or too deep: {LONGEST} characters at most.",
}


def _refusal(error: Exception, seconds: float) -> _RefusedError:
    """What is said of a query that was not run to its end."""
    if isinstance(error, QueryError):
        return _RefusedError(_STATUS[error.reason], str(error), _ENGLISH[error.reason])
    if isinstance(error, FormatError):
        return _RefusedError(406, str(error), "None of the accepted formats is offered.")
    if isinstance(error, OverTimeError):
        zh = f"查询超过 {seconds:g} 秒，已停止。请缩小范围，或用 zeren serve --seconds 放宽。"
        return _RefusedError(503, zh, f"The query was stopped after {seconds:g} seconds.")
    if isinstance(error, OverLengthError):
        zh = f"查询结果超过 {LARGEST >> 20} MB。请缩小范围，或用 LIMIT 分批查询。"
        return _RefusedError(503, zh, f"The result is longer than {LARGEST >> 20} MB.")
    return _RefusedError(503, "查询需要的内存太多，已停止。请缩小范围。", "The query needed too much memory.")


def _said(refusal: _RefusedError) -> Response:
    return PlainTextResponse(f"{refusal.zh}\n{refusal.en}\n", refusal.status, headers=_HEADERS | refusal.headers)


async def _not_found(request: Request, error: Exception) -> Response:
    return _said(_RefusedError(404, f"这里没有内容；查询地址是 {PATH}。", f"Nothing here; the endpoint is {PATH}."))


async def _failed(request: Request, error: Exception) -> Response:
    _LOG.error("a query was not run", exc_info=error)
    return _said(_RefusedError(500, "程序出错，没有执行查询。", "The program failed; the query was not run."))
