"""The door to all exports: which formats there are, what each is made from, and how a file of it is written.

Forms of the graph are made from the same sorted triples, lists and packages from the same rows as the pages; the same
data give the same bytes. A file is there whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from graph.exporting.calendars import calendar_parts
from graph.exporting.contents import Contents
from graph.exporting.graphdb import graphdb_files
from graph.exporting.networks import gexf_parts, graphml_parts
from graph.exporting.packing import ExportError, File, write_file, write_folder, zipped
from graph.exporting.rdf import jsonld_parts, nquads_parts, trig_parts, turtle_parts
from graph.exporting.spreadsheet import NOBODY, People, csv_of_contents, csv_of_triples
from graph.exporting.tables import parquet_files
from graph.exporting.vault import vault_files
from graph.exporting.wordfile import word_parts
from graph.exporting.workbook import workbook_parts
from graph.filters import ALL, Filter
from graph.library import Library
from graph.openness import warning
from graph.store import library_triples

__all__ = ["FORMATS", "WRITERS", "ExportError", "Exported", "export", "export_library", "format_of"]

_GRAPHS: Mapping[str, Callable[[str], Iterator[bytes]]] = {
    "ttl": turtle_parts, "nq": nquads_parts, "trig": trig_parts, "jsonld": jsonld_parts,
    "graphml": graphml_parts, "gexf": gexf_parts,
}  # fmt: skip
_LISTS: Mapping[str, Callable[[Contents], Iterator[bytes]]] = {
    "csv": csv_of_contents, "xlsx": workbook_parts, "ics": calendar_parts, "docx": word_parts,
}  # fmt: skip
_PACKAGES: Mapping[str, Callable[[Contents], Iterator[File]]] = {
    "parquet": parquet_files, "graphdb": graphdb_files, "vault": vault_files,
}  # fmt: skip
FORMATS: Mapping[str, str] = MappingProxyType({
    "ttl": "Turtle", "nq": "N-Quads", "trig": "TriG", "jsonld": "JSON-LD", "graphml": "GraphML", "gexf": "GEXF",
    "csv": "Excel 用的责任明细", "xlsx": "督办清单", "ics": "时限日历", "docx": "责任分工表", "parquet": "数据表",
    "graphdb": "图数据库用的 CSV", "vault": "Markdown 笔记",
})  # fmt: skip
"""What each format is, by its name; a file of the first ten has the name as its suffix."""
WRITERS = tuple(f".{name}" for name in (*_GRAPHS, "csv"))
"""The suffixes of the files that are made from a graph alone."""

_Part = TypeVar("_Part")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written: the format, and the documents that it holds, of these the ones that limit who may read them."""

    form: str
    documents: int
    limited: tuple[str, ...]
    warning: str


def export(triples: str, path: Path, *, people: People = NOBODY) -> None:
    """Write a graph (N-Triples, sorted) to a file whose suffix decides the format.

    ``people`` are those of the statements; only the CSV tells them.

    Raises:
        ExportError: the suffix is none of :data:`WRITERS`, or the file cannot be written.
    """
    form = path.suffix.lower().removeprefix(".")
    if form == "csv":
        write_file(path, csv_of_triples(triples, people))
    elif form in _GRAPHS:
        write_file(path, _GRAPHS[form](triples))
    else:
        raise ExportError(f"不支持的输出格式“{path.suffix}”。请用 {'、'.join(WRITERS)} 之一作后缀。")


def format_of(path: Path, named: str | None = None) -> str:
    """The format of a file: the one that is named, else that of the suffix.

    >>> format_of(Path("清单.xlsx")), format_of(Path("笔记.zip"), "vault")
    ('xlsx', 'vault')

    Raises:
        ExportError: neither says a format.
    """
    if named is not None:
        if named not in FORMATS:
            raise ExportError(f"没有“{named}”这种格式。可以用：{_listed()}。")
        return named
    form = path.suffix.lower().removeprefix(".")
    if form in _GRAPHS or form in _LISTS:
        return form
    if form in ("", "zip", *_PACKAGES):
        raise ExportError(f"请用 --as 写明 {path} 的格式：{'、'.join(_PACKAGES)} 写成文件夹或 .zip。")
    raise ExportError(f"不支持的输出格式“{path.suffix}”。可以用：{_listed()}。")


def export_library(library: Library, path: Path, form: str, where: Filter = ALL) -> Exported:
    """Write what the library holds under a filter; forms of the graph hold all of it.

    Raises:
        ExportError: the filter does not fit the format or nothing, the library changes meanwhile, or the disk refuses.
        InvalidGraphError: a document's graph breaks the shapes.
    """
    contents = Contents(library=library, where=where)
    if where != ALL and form in _GRAPHS:
        raise ExportError(
            f"{form} 总是整个图谱，不能只写一部分。请去掉条件，或改用 {'、'.join((*_LISTS, *_PACKAGES))}。"
        )
    if where != ALL and not contents.plans:
        raise ExportError("没有符合条件的方案，未写出文件。请换一个条件，或去掉条件导出全部。")
    stamp = library.stamp()
    if form in _PACKAGES:
        files = _steady(_PACKAGES[form](contents), library, stamp)
        if path.suffix.lower() == ".zip":
            write_file(path, _packed(files))
        else:
            write_folder(path, files)
    else:
        parts = _LISTS[form](contents) if form in _LISTS else _GRAPHS[form](library_triples(library))
        write_file(path, _steady(parts, library, stamp))
    closed = tuple(each.doc for each in contents.closed)
    return Exported(form=form, documents=len(contents.plans), limited=closed, warning=warning(contents.closed) or "")


def _packed(files: Iterable[File]) -> Iterator[bytes]:
    yield zipped(files)


def _steady(parts: Iterable[_Part], library: Library, stamp: str) -> Iterator[_Part]:
    """The parts, made from one state of the library.

    Raises:
        ExportError: another program changed the library before the last part was made.
    """
    yield from parts
    if library.stamp() != stamp:
        raise ExportError("导出时资料库有了变动，未写出文件。请等导入或判断完成后重新导出。")


def _listed() -> str:
    return "、".join(f"{name}（{said}）" for name, said in FORMATS.items())
