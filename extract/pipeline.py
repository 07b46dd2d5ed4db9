"""The whole extraction: bytes in, record out.

Read → outline → mark → state → assemble. spaCy objects live between :func:`build_pipeline` and :func:`assemble` only.
"""

from __future__ import annotations

from extract.assemble import Found, assemble
from extract.components import build_pipeline, marks_of
from extract.outlining.front import plan_year, read_meta
from extract.outlining.outline import find_outline
from extract.reading.guard.confined import ConfinedReader
from extract.reading.progress import Progress
from extract.reading.source import SourceText
from extract.records import Document
from extract.tabulating.tables import find_tables


class Extractor:
    """Extracts documents one after the other; building one loads the rules and lists.

    Files are read in a process of their own, analysed in this one.
    """

    def __init__(self) -> None:
        self._nlp = build_pipeline()
        self._reader = ConfinedReader()

    def extract(self, data: bytes, name: str, progress: Progress | None = None) -> tuple[Document, str]:
        """The record of a document and its analysed text; the same bytes and name give the same record.

        ``progress`` is called while the file is read, with the pages that are done and the pages there are.

        Raises:
            UnreadableDocument: the bytes hold no text that can be analysed.
        """
        source = self.read(data, name, progress)
        return self.analyse(source), source.text

    def read(self, data: bytes, name: str, progress: Progress | None = None) -> SourceText:
        """The text of a document, read in a process of its own; see :meth:`extract`."""
        return self._reader.read(data, name, progress)

    def analyse(self, source: SourceText) -> Document:
        """The record of a text that has been read."""
        drawn = find_tables(source)
        running = source.without((each.span for each in drawn), "表格")
        outline = find_outline(running)
        meta = read_meta(running, outline)
        doc = self._nlp(source.visible)
        found = Found(
            units=marks_of(doc, "zeren_units"),
            deadlines=marks_of(doc, "zeren_deadlines"),
            targets=marks_of(doc, "zeren_targets"),
            tables=drawn,
        )
        return assemble(source, outline, meta, plan_year(meta, source.visible), found)
