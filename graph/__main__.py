"""``python -m graph build RECORDS.jsonl… -o GRAPH``: the graph of extraction records, in the format of its suffix."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from extract.jsonform import from_json
from extract.records import Document
from graph.changes import Lineage
from graph.errors import GraphError, cause
from graph.events import event_lines
from graph.exports import WRITERS, ExportError, export
from graph.gate import InvalidGraphError
from graph.linking import gather
from graph.people import people_of_statements
from graph.publish import merge, ontology_lines, publish
from graph.unfold import plan_year


class RecordsError(GraphError, ValueError):
    """A line of a records file that gives no document; the message is for the user."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is 1 where any record was left out or nothing could be written."""
    parser = argparse.ArgumentParser(prog="python -m graph", description="由提取结果建立知识图谱")
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="由 RECORDS.jsonl 建立图谱文件")
    build.add_argument("records", nargs="+", type=Path, metavar="RECORDS.jsonl", help="python -m extract 的输出")
    build.add_argument("-o", "--output", required=True, type=Path, metavar="GRAPH", help="、".join(WRITERS))
    given = parser.parse_args(arguments)
    return _build(given.records, given.output)


def _build(records: Sequence[Path], output: Path) -> int:
    if output.suffix.lower() not in WRITERS:
        return _fail(f"不支持的输出格式“{output.suffix}”。请用 {'、'.join(WRITERS)} 之一作后缀。")
    parts: dict[str, str] = {}
    documents: list[Document] = []
    left_out = 0
    for path in records:
        try:
            lines = path.read_text("utf-8-sig").split("\n")
        except OSError as error:
            left_out += _fail(f"无法读取 {path}：{cause(error)}。请检查路径和权限。")
            continue
        except UnicodeDecodeError:
            left_out += _fail(f"无法读取 {path}：不是 UTF-8 文本。请给出 python -m extract 写出的 .jsonl 文件。")
            continue
        for found in _documents(path, lines):
            left_out += _fail(str(found)) if isinstance(found, RecordsError) else _publish(found, parts, documents)
    if not parts:
        return _fail("没有可用的提取结果，未写出图谱。请先运行 python -m extract。")
    try:
        triples = merge([ontology_lines(), *parts.values(), _events(documents)])
        export(triples, output, people=people_of_statements(documents))
    except ExportError as error:
        return _fail(str(error))
    print(f"已写出 {output}：{len(parts)} 份文件", file=sys.stderr)
    return 1 if left_out else 0


def _events(documents: Sequence[Document]) -> str:
    """What became of the units of all documents, which no single one tells."""
    years = {document.doc: plan_year(document.meta.title, document.meta.date) for document in documents}
    return event_lines(Lineage(gather(documents).values(), years))


def _documents(path: Path, lines: Sequence[str]) -> Iterator[Document | RecordsError]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _document(line)
        except ValueError as error:
            yield RecordsError(f"{path} 第 {number} 行：{error}")


def _document(line: str) -> Document:
    try:
        values = json.loads(line, parse_constant=_no_number)
    except ValueError as error:
        raise RecordsError("不是 JSON，已跳过。") from error
    if not isinstance(values, dict):
        raise RecordsError("不是提取结果，已跳过。")
    if "error" in values:
        raise RecordsError(f"{values.get('doc')} 未能提取（{values['error']}），已跳过。")
    return from_json(values)


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)  # NaN and Infinity are no JSON


def _publish(document: Document, parts: dict[str, str], documents: list[Document]) -> int:
    if document.text_sha256 in parts:
        return 0
    try:
        parts[document.text_sha256] = publish(document)
    except InvalidGraphError as error:
        return _fail(str(error))
    except (ValueError, LookupError, TypeError, AttributeError):  # from_json checks the shape, not every value
        return _fail(f"{document.doc}：提取结果中有不能用的值，已跳过。请用 python -m extract 重新提取该文件。")
    documents.append(document)
    return 0


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
