"""The package of an .xlsx workbook: its parts, their relations, and their elements as a stream."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from extract.reading.source import UnreadableDocument

Element = etree._Element

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, struct.error)


def damaged() -> UnreadableDocument:
    """The refusal of a workbook that is not whole."""
    return UnreadableDocument("damaged", "工作簿已损坏或不完整：请用 Excel 或 WPS 打开后另存一份再导入。")


class Package:
    """The parts of the file by name."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (*_ZIP_ERRORS, ValueError) as error:
            raise damaged() from error

    def names(self) -> list[str]:
        """The names of all parts."""
        return self._zip.namelist()

    def content(self, part: str) -> bytes:
        """The bytes of a part."""
        try:
            return self._zip.read(part)
        except (*_ZIP_ERRORS, KeyError, ValueError) as error:
            raise damaged() from error

    def tree(self, part: str) -> Element:
        """The root of a part that is small enough to be held whole."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(self.content(part), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise damaged() from error
        _refuse_declared(root)
        return root

    def main(self) -> str:
        """The part with the list of the sheets."""
        related = self.related("").values()
        return next((part for part, kind in related if kind.endswith("/officeDocument")), "xl/workbook.xml")

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts that a part names, by their ids, each with its kind."""
        folder, file = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        return {
            relation.get("Id", ""): (_joined(folder, relation.get("Target", "")), relation.get("Type", ""))
            for relation in elements_of(self.tree(listed), "Relationship")
        }


def _joined(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _refuse_declared(element: Element) -> None:
    """Refuse a part with a document type of its own: no program writes one, and its entities may stand for anything."""
    if element.getroottree().docinfo.internalDTD is not None:
        raise damaged()


def elements_of(tree: Element, name: str) -> list[Element]:
    """All elements of a name, in whatever of the two namespaces that workbooks are written in."""
    return list(tree.iter(f"{{*}}{name}"))


def words_of(element: Element) -> str:
    """The words of a string, its runs joined, without the reading aids (rPh) beside them."""
    texts = [
        str(one.text or "")
        for one in element.iter("{*}t")
        if not any(local_name(above) == "rPh" for above in one.iterancestors())
    ]
    return unescaped("".join(texts))


def unescaped(words: str) -> str:
    r"""The words with the characters that workbooks write by number, and one sign for the end of a line.

    >>> unescaped("市财政局_x000D_\n市审计局")
    '市财政局\n市审计局'
    """
    words = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), words) if "_x" in words else words
    return words.replace("\r\n", "\n").replace("\r", "\n")


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    tag = str(element.tag)
    return tag[tag.rfind("}") + 1 :]


def stream(content: bytes, *names: str) -> Iterator[Element]:
    """The elements of these names as they end, each emptied behind the caller."""
    events = etree.iterparse(
        io.BytesIO(content),
        events=("end",),
        tag=[f"{{*}}{name}" for name in names],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    try:
        for number, (_, element) in enumerate(events):
            if not number:
                _refuse_declared(element)
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise damaged() from error
