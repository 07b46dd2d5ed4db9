"""The command ``python -m extract PATH… [-o OUT.jsonl] [-j N]``: one extraction record a line."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, TextIO

from extract.files import SUFFIXES, extract_files, find_documents, said_of_others
from extract.reading.guard.screening import visible

MOST_JOBS = 64
"""Processes that may extract side by side."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Extract the given files and folders; 1 if any of them could not be read, else 0."""
    parser = argparse.ArgumentParser(
        prog="python -m extract", description="从方案中提取责任分工，每份文件输出一行 JSON。"
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", type=Path, help="文件或文件夹")
    parser.add_argument("-o", dest="output", metavar="OUT.jsonl", type=Path, help="输出文件，缺省为标准输出")
    parser.add_argument(
        "-j", dest="jobs", metavar="N", type=_count, default=1, help="同时用 N 个进程提取，缺省为 1；结果相同"
    )
    options = parser.parse_args(arguments)
    with contextlib.ExitStack() as stack:
        try:
            out = stack.enter_context(options.output.open("w", encoding="utf-8")) if options.output else _stdout()
        except OSError as error:
            print(f"无法写入 {options.output}：{error.strerror}。请换一个可写的位置。", file=sys.stderr)
            return 1
        try:
            return _extract_all(options.paths, out, options.jobs)
        except BrokenProcessPool:
            print("一个提取进程意外中断（可能是内存不足），输出不完整。请用较小的 -j 再运行一次。", file=sys.stderr)
            return 1


def _count(words: str) -> int:
    if not words.isascii() or not words.isdigit() or not 1 <= int(words) <= MOST_JOBS:
        raise argparse.ArgumentTypeError(f"进程数应是 1 到 {MOST_JOBS} 的整数，不是“{words}”")
    return int(words)


def _stdout() -> TextIO:
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    return sys.stdout


def _extract_all(paths: Sequence[Path], out: TextIO, jobs: int) -> int:
    failed = False
    documents: list[tuple[Path, str]] = []
    for path in paths:
        found = list(find_documents(path))
        documents += found
        if not found:
            print(f"{path}：文件夹里没有可读的文件（{'、'.join(SUFFIXES)}）。", file=sys.stderr)
            failed = True
    records = extract_files(documents, jobs, _show_page if sys.stderr.isatty() else None)
    for number, record in enumerate(records, start=1):
        failed = failed or "error" in record
        print(f"[{number}/{len(documents)}] {visible(record['doc'])}：{_said(record)}", file=sys.stderr)
        out.write(json.dumps(record, ensure_ascii=False) + "\n")
    for said in filter(None, map(said_of_others, paths)):
        print(said, file=sys.stderr)
    return int(failed)


def _said(record: dict[str, Any]) -> str:
    """What became of a file, for whoever runs the command."""
    if "error" in record:
        return str(record["error"])
    counted = (("任务", "tasks", "项"), ("分工", "assignments", "处"), ("待核", "issues", "处"))
    said = "，".join(f"{word} {len(record[name])} {measure}" for word, name, measure in counted if record[name])
    form = record["form"]
    sure = "" if form["confidence"] is None else f"，平均置信度 {form['confidence']:.0%}"
    recognised = f"。文字由图片识别{sure}，引用前请核对原件" if form["recognised"] else ""
    return f"已提取，{said or '没有发现任务和分工'}{recognised}"


def _show_page(done: int, pages: int) -> None:
    """Say how far a long file has come, on one line of the terminal that the next message writes over."""
    if pages > 1:
        print(f"  第 {done} 页，共 {pages} 页", end="\r", file=sys.stderr, flush=True)


def run() -> None:
    """Run the command; a reader that has seen enough (``| head``) is no error of ours."""
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    sys.exit(status)


if __name__ == "__main__":
    run()
