"""The one place where both halves meet: file → extract → library → graph.

``python -m ingest [PATH…]`` imports files and folders; without a path it prepares what the page opens with.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from graph.errors import GraphError
from graph.importing import importing
from graph.journal import Removed
from graph.library import Added, Library, LibraryError
from graph.openness import access_in_words
from graph.previews import Counts, counts_of
from graph.publish import form
from graph.store import refresh
from graph.twins import Twin, twins
from graph.whereabouts import Form, form_in_words, recognised_in_words
from preparing import Found, Prepared, Unfit, prepare, prepare_files, usual_jobs
from preparing import PageProgress as PageProgress  # noqa: PLC0414 - the page imports it from here

if TYPE_CHECKING:
    from extract.reading.guard.confined import ConfinedReader
    from extract.records import Access, Document

ROOT = Path(__file__).resolve().parent
SEEDS = ROOT / "seeds"
SAMPLES = "samples"
_NAMED = 3  # plans that say the same

Progress = Callable[[int, int, str], None]
"""Called before each file with its number from 1, the number of files, and its name."""

_SAID: dict[Added, str] = {
    "new": "已入库",
    "unchanged": "内容未变，资料库保持不变",
    "reread": "文件未变，已按现有规则重新读取",
    "replaced": "已更新为新版本，旧版本保留",
    "duplicate": "与资料库中另一文件内容相同，未重复入库",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What became of one file. "refused" stored nothing; ``message`` says why and what to do, ``code`` why in a word.

    ``form`` and ``pages`` say what kind of file was read and how; ``access`` are the words by which the document limits
    who may read it. ``lapsed`` corrections of it hold no more; ``twins`` are held plans that say nearly the same.
    """

    doc: str
    status: Literal["new", "unchanged", "reread", "replaced", "duplicate", "refused"]
    counts: Counts | None
    message: str
    code: str | None = None
    form: Form | None = None
    pages: int = 0
    access: Access | None = None
    lapsed: int = 0
    twins: tuple[Twin, ...] = ()


def readable() -> tuple[str, ...]:
    """The suffixes of the files that can be read, those that are converted first at the end."""
    from extract.reading.guard.converted import CONVERTED  # noqa: PLC0415 - see ingest_paths
    from extract.reading.reader import READERS  # noqa: PLC0415

    return (*READERS, *CONVERTED)


def ingest_paths(
    paths: Iterable[Path],
    library: Library,
    progress: Progress | None = None,
    pages: PageProgress | None = None,
    *,
    jobs: int | None = None,
) -> list[Ingested]:
    """Import files and folders (searched recursively, sorted); the graph is up to date afterwards.

    So many processes as ``jobs`` says read the files, without it as many as pay; the library becomes the same.
    ``progress`` is also told of the documents whose graph has to be made again at the end.
    """
    from extract.files import find_documents  # noqa: PLC0415 - spaCy is loaded only where files are read
    from extract.reading.guard.screening import visible  # noqa: PLC0415

    found: list[Found] = []
    for path in paths:
        found += list(find_documents(path)) or [(None, str(path))]
    outcomes: list[Ingested] = []
    if not found:
        return outcomes
    ready = prepare_files(found, jobs or usual_jobs(len(found)), pages)
    with importing(library, len(found)) as tell, contextlib.closing(ready) as prepared:
        for number, (_, doc) in enumerate(found, start=1):
            if progress:
                progress(number, len(found), visible(doc))
            outcomes.append(store(next(prepared), library))
            tell(number)
        refresh(library, _of_graph(progress))
    return outcomes


def passed_over(paths: Iterable[Path]) -> list[str]:
    """What is to be said of files in the folders that are of no format that is read."""
    from extract.files import said_of_others  # noqa: PLC0415 - see ingest_paths

    return [said for said in map(said_of_others, paths) if said]


def ingest_bytes(data: bytes, name: str, library: Library, pages: PageProgress | None = None) -> Ingested:
    """Import one document from its bytes, under the name of its file; the graph is up to date afterwards."""
    outcome = store(prepare(data, name, pages), library)
    refresh(library)
    return outcome


def reread(library: Library, progress: Progress | None = None, pages: PageProgress | None = None) -> list[Ingested]:
    """Read every document held again from the bytes that are kept; one that cannot be read now stays as it was.

    The graph is up to date afterwards.
    """
    docs = library.docs()
    outcomes = []
    for number, doc in enumerate(docs, start=1):
        if progress:
            progress(number, len(docs), doc)
        outcomes.append(store(prepare(library.original(doc), doc, pages), library))
    refresh(library, _of_graph(progress))
    return outcomes


def has_pages(document: Document) -> bool:
    """Whether pages of the original of this document can be drawn."""
    return bool(document.pages) and document.form.format in ("pdf", "picture")


def draw_page(library: Library, doc: str, number: int) -> dict[str, Any] | None:
    """A page of the original as ``image`` (WebP in base64) with ``width`` and ``height`` as boxes on it count.

    None where it cannot be drawn. It is drawn in a process of its own, as files are read.
    """
    from extract.reading.source import UnreadableDocument  # noqa: PLC0415 - see ingest_paths

    try:
        return _painter().draw(library.original(doc), doc, number)
    except (UnreadableDocument, LibraryError):
        return None


@functools.cache
def _painter() -> ConfinedReader:
    """Who draws pages, apart from who imports, so that neither waits for the other."""
    from extract.reading.guard.confined import ConfinedReader  # noqa: PLC0415 - see ingest_paths

    return ConfinedReader()


def home() -> Path:
    """The folder of the library: ZEREN_HOME, or .zeren in the working directory."""
    return Path(os.environ.get("ZEREN_HOME") or ".zeren")


def own_library() -> Library:
    """The library that imports go to.

    Raises:
        LibraryError: it cannot be opened.
    """
    return Library.open(home())


def current_library() -> Library:
    """The library to ask: the own one, or while that is empty the one of the sample documents (``samples``).

    Raises:
        LibraryError: it cannot be opened.
    """
    library = own_library()
    return library if library.docs() else sample_library()


def sample_library() -> Library:
    """The library of the sample documents; read anew where the extraction has changed since, unless it is read-only.

    Raises:
        LibraryError: it cannot be opened, or a sample cannot be read.
    """
    library = Library.open(home() / SAMPLES, samples=True)
    if library.setting("made_by") != extraction() and not library.read_only:
        for outcome in ingest_paths([SEEDS], library):
            if outcome.status == "refused":
                raise LibraryError(f"示例文件 {outcome.doc} 无法导入：{outcome.message}")
        library.keep_setting("made_by", extraction())
    return library


def main(arguments: Sequence[str] | None = None) -> int:
    """Import the given paths, or prepare the samples; 1 if any file was refused, else 0."""
    paths = [Path(argument) for argument in (sys.argv[1:] if arguments is None else arguments)]
    try:
        if not paths:
            library = current_library()
            said = "示例文件" if library.samples else "资料库"
            _say(f"{said}已就绪：{len(library.docs())} 份文件（{library.home}）")
            return 0
        outcomes = ingest_paths(paths, own_library(), _say_number)
    except GraphError as error:
        _say(str(error))
        return 1
    for outcome in outcomes:
        _say(f"{outcome.doc}：{outcome.message}")
    for said in passed_over(paths):
        _say(said)
    return int(any(outcome.status == "refused" for outcome in outcomes))


def _say_number(number: int, total: int, doc: str) -> None:
    if total > 1:
        _say(f"[{number}/{total}] {doc}")


def _say(message: str) -> None:
    sys.stderr.write(f"{message}\n")


def _of_graph(progress: Progress | None) -> Progress | None:
    """The same progress for the documents whose graph is made again, which says so."""
    if progress is None:
        return None
    return lambda number, total, doc: progress(number, total, f"更新图谱：{doc}")


def store(prepared: Prepared | Unfit, library: Library, instead: Sequence[Removed] = ()) -> Ingested:
    """What became of a prepared document: it is in the library, whole and ``instead`` of others, or not at all."""
    if isinstance(prepared, Unfit):
        return _refused(prepared.doc, prepared.message, prepared.code)
    document = prepared.document
    try:
        status = library.add(
            document, text=prepared.text, original=prepared.original, made_by=extraction(), instead=instead
        )
    except LibraryError as error:
        return _refused(document.doc, str(error), "does-not-fit")
    _keep(library, document, prepared.triples)
    applied = [] if status == "duplicate" else library.applied(document.doc)
    counts = counts_of(library.document(document.doc) if applied else document)
    lapsed = sum(one.state in ("unread", "gone") for one in applied)
    alike = twins(library, [document.doc]).get(document.doc, ())
    read = f"{_SAID[status]}{_read_in_words(document, counts)}{_limits_in_words(document)}"
    return Ingested(
        doc=document.doc,
        status=status,
        counts=counts,
        message=f"{read}{_lapsed_in_words(lapsed)}{_twins_in_words(alike)}",
        form=document.form,
        pages=len(document.pages),
        access=document.meta.access,
        lapsed=lapsed,
        twins=alike,
    )


def _read_in_words(document: Document, counts: Counts) -> str:
    """What was read, from what kind of file, and what to look at."""
    form = "" if document.form.format == "text" else f"（{form_in_words(document.form, len(document.pages))}）"
    read = (
        f"任务 {counts.tasks} 项，分工语句 {counts.statements} 处，时限 {counts.deadlines} 处，目标 {counts.targets} 个"
    )
    doubts = f"，待核 {counts.doubts} 处" if counts.doubts else ""
    recognised = recognised_in_words(document.form)
    return f"{form}：{read}{doubts}。" + (f"{recognised}。" if recognised else "")


def _limits_in_words(document: Document) -> str:
    access = document.meta.access
    return f"注意：{access_in_words(access.kind, access.text)}" if access else ""


def _lapsed_in_words(number: int) -> str:
    return f"有 {number} 条更正不再适用，用 zeren correct 查看。" if number else ""


def _twins_in_words(alike: Sequence[Twin]) -> str:
    """That other plans say nearly the same, so that every number counts them, too."""
    if not alike:
        return ""
    named = "、".join(f"《{one.title}》（{one.doc}，约 {one.percent} 的文字相同）" for one in alike[:_NAMED])
    more = f"等 {len(alike)} 份" if len(alike) > _NAMED else ""
    said = f"注意：与已入库的{named}{more}内容几乎相同，各项数字把它们都计入，交叉重叠不互相比较。"
    return f"{said}只留一份时用 zeren remove 移除另一份。"


def _keep(library: Library, document: Document, triples: str) -> None:
    """Keep that the document passed the shapes, and its triples unless its units have other names in the library."""
    stamp = library.stamp()
    if library.holds(document.doc):
        named = library.document(document.doc) == document
        library.keep_published(document.doc, form(), triples if named else None, stamp=stamp)


def _refused(doc: str, reason: str, code: str) -> Ingested:
    return Ingested(doc=doc, status="refused", counts=None, message=reason, code=code)


@functools.cache
def extraction() -> str:
    """A name for the way files become records: it changes with any rule, list or line of code of the extraction."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "extract").rglob("*")):
        if path.suffix in (".py", ".toml", ".csv"):
            digest.update(path.relative_to(ROOT).as_posix().encode("utf-8") + path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
