"""The command ``python -m extract PATH… [-o OUT.jsonl]``: one extraction record a line."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from extract.pipeline import Extractor
from extract.reading.guard.screening import load_file, visible
from extract.reading.source import UnreadableDocument
from extract.records import to_json

SUFFIXES = (
    *(".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".xlsx", ".xls", ".csv"),
    *(".png", ".jpg", ".jpeg", ".tif", ".tiff", ".doc", ".wps", ".ofd", ".et"),
)
"""The suffixes of files that a folder is searched for; one that cannot be read yet gives an error line, not silence."""


_MOST_NAMED = 5
"""Files that were passed over are named up to so many."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Extract the given files and folders; 1 if any of them could not be read, else 0."""
    parser = argparse.ArgumentParser(
        prog="python -m extract", description="从方案中提取责任分工，每份文件输出一行 JSON。"
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", type=Path, help="文件或文件夹")
    parser.add_argument("-o", dest="output", metavar="OUT.jsonl", type=Path, help="输出文件，缺省为标准输出")
    options = parser.parse_args(arguments)
    with contextlib.ExitStack() as stack:
        try:
            out = stack.enter_context(options.output.open("w", encoding="utf-8")) if options.output else _stdout()
        except OSError as error:
            print(f"无法写入 {options.output}：{error.strerror}。请换一个可写的位置。", file=sys.stderr)
            return 1
        return _extract_all(options.paths, out)


def _stdout() -> TextIO:
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    return sys.stdout


def find_documents(path: Path) -> Iterator[tuple[Path, str]]:
    """The files of a path with their record names, sorted: a file by its name, those of a folder by their way in it."""
    if not path.is_dir():
        yield path, _printable(path.name)
        return
    for file in sorted(path.rglob("*")):
        if file.is_file() and file.suffix.lower() in SUFFIXES:
            yield file, _printable(file.relative_to(path).as_posix())


def find_others(path: Path) -> list[str]:
    """The names of the files of a folder that are of no format that is read, sorted; hidden files are left aside."""
    if not path.is_dir():
        return []
    files = (file for file in path.rglob("*") if file.is_file() and file.suffix.lower() not in SUFFIXES)
    return sorted(_printable(file.relative_to(path).as_posix()) for file in files if not file.name.startswith("."))


def said_of_others(path: Path) -> str | None:
    """What is said of the files of a folder that were passed over; None if there are none."""
    others = find_others(path)
    if not others:
        return None
    more = "…" if len(others) > _MOST_NAMED else ""
    named = "、".join(visible(name) for name in others[:_MOST_NAMED])
    return f"{path}：另有 {len(others)} 个文件不是能读的格式，没有处理：{named}{more}"


def _printable(name: str) -> str:
    r"""The name as UTF-8 can write it; bytes of a file system that are no characters are written out.

    >>> _printable("方案\udcff.txt")
    '方案\\udcff.txt'
    """
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _extract_all(paths: Sequence[Path], out: TextIO) -> int:
    extractor = Extractor()
    failed = False
    documents: list[tuple[Path, str]] = []
    for path in paths:
        found = list(find_documents(path))
        documents += found
        if not found:
            print(f"{path}：文件夹里没有可读的文件（{'、'.join(SUFFIXES)}）。", file=sys.stderr)
            failed = True
    for number, (file, name) in enumerate(documents, start=1):
        record = _extract_one(extractor, file, name)
        failed = failed or "error" in record
        print(f"[{number}/{len(documents)}] {visible(name)}：{_said(record)}", file=sys.stderr)
        out.write(json.dumps(record, ensure_ascii=False) + "\n")
    for said in filter(None, map(said_of_others, paths)):
        print(said, file=sys.stderr)
    return int(failed)


def _extract_one(extractor: Extractor, file: Path, name: str) -> dict[str, object]:
    try:
        document, _ = extractor.extract(load_file(file), name, _show_page if sys.stderr.isatty() else None)
    except UnreadableDocument as error:
        return {"doc": name, "error": str(error)}
    except OSError as error:
        return {"doc": name, "error": f"打不开这个文件：{error.strerror}。请检查路径和权限。"}
    record: dict[str, object] = to_json(document)
    return record


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
