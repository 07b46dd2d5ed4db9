"""The commands for other programs: the SPARQL endpoint, and the graph handed to a server."""

# ruff: noqa: D400, D415 - the docstrings of commands are their help texts, in Chinese

from __future__ import annotations

from typing import Annotated

import typer

from commands.options import AsJson, held_library
from terminal import print_json, say


def serve(
    port: Annotated[int, typer.Option(help="端口", min=0, max=65_535)] = 8890,
    seconds: Annotated[float, typer.Option(help="每个查询最多执行的秒数", min=0.1, max=3600)] = 10.0,
    rows: Annotated[int, typer.Option(help="每个查询最多返回的行数", min=1, max=10_000_000)] = 10_000,
) -> None:
    """在本机提供 SPARQL 1.1 查询地址（只读，Ctrl-C 停止）。"""
    from graph.listening import listen  # noqa: PLC0415 - a command loads what it needs
    from graph.serving import Limits  # noqa: PLC0415

    def started(address: str) -> None:
        say(f"查询地址：{address}（只读，只在本机；每个查询最多 {seconds:g} 秒、{rows} 行）")
        say(f"例如：curl -H 'Accept: text/csv' --data-urlencode 'query={_EXAMPLE}' {address}")
        say("按 Ctrl-C 停止。")

    listen(held_library(), port, Limits(seconds=seconds, rows=rows), started)
    say("已停止。")


def publish(
    address: Annotated[str, typer.Argument(help="服务器的 Graph Store 地址，例如 http://127.0.0.1:7878/store")],
    graph: Annotated[str | None, typer.Option(help="装入这个命名图；不写则装入默认图")] = None,
    as_json: AsJson = False,
) -> None:
    """把整个图谱装入 SPARQL 服务器，替换那里的旧内容；之后可用 ZEREN_STORE 查询。"""
    from graph.handing import hand_over  # noqa: PLC0415 - see serve
    from graph.remote import shown  # noqa: PLC0415

    library = held_library()
    count = hand_over(library, address, graph)
    if as_json:
        print_json({"triples": count, "documents": len(library.docs()), "graph": graph, "sample": library.samples})
    else:
        say(f"已装入 {shown(address)}：{len(library.docs())} 份文件，{count} 条。")


_EXAMPLE = (
    "PREFIX z: <urn:zeren:ontology#> SELECT ?unit (COUNT(?t) AS ?n) "
    "{ ?u z:leads ?t ; z:canonical ?unit } GROUP BY ?unit ORDER BY DESC(?n) ?unit LIMIT 10"
)
