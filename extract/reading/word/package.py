"""The parts of a .docx file: opened one by one as they are needed, parsed without entities, network or huge trees.

``docx.Document`` opens every part at once, fails where a picture is missing, and does not know the Strict variant of
the format; so only python-docx's part names and its parser are used here. In a Strict file the names of the standard's
namespaces are written as those of the Transitional variant, so that one reader reads both.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from docx.opc.packuri import PACKAGE_URI, PackURI
from docx.oxml.parser import parse_xml
from lxml import etree

from extract.reading.source import UnreadableDocument

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_STRICT = (
    ("http://purl.oclc.org/ooxml/officeDocument/", "http://schemas.openxmlformats.org/officeDocument/2006/"),
    ("http://purl.oclc.org/ooxml/wordprocessingml/", "http://schemas.openxmlformats.org/wordprocessingml/2006/"),
)
_BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, struct.error, ValueError, KeyError,
    IndexError, OverflowError,
)  # fmt: skip
_NUMBER = re.compile(r"\s*([+-]?\d{1,9})(?:\.\d*)?(pt|cm|mm|in|pc|pi)?\s*")
_TWIPS = {"pt": 20.0, "cm": 567.0, "mm": 56.7, "in": 1440.0, "pc": 240.0, "pi": 240.0}


def damaged() -> UnreadableDocument:
    """The refusal of a file that is broken."""
    return UnreadableDocument("damaged", "Word 文件已损坏或不完整：请用 Word 或 WPS 打开后另存为新的 .docx 再导入。")


class WordPackage:
    """The document of a .docx file and the parts that it is related to.

    Raises:
        UnreadableDocument: the file is no zip archive, or has no document.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN_ZIP as error:
            raise damaged() from error
        self._names = {name.replace("\\", "/").lower(): name for name in self._archive.namelist()}
        main = [target for kind, _, target in self._relations(PackURI(PACKAGE_URI)) if kind == "officeDocument"]
        if not main:
            raise damaged()
        self._main = main[0]
        self.document = self._parsed(self._main)
        self._related = list(self._relations(self._main))

    def parts(self, kind: str) -> Iterator[etree._Element]:
        """The parts of a kind (``styles``, ``header``) that the document is related to.

        Raises:
            UnreadableDocument: such a part is missing or broken.
        """
        for each, _, target in self._related:
            if each == kind:
                yield self._parsed(target)

    def part(self, kind: str) -> etree._Element | None:
        """The only part of a kind, or None."""
        return next(self.parts(kind), None)

    def _relations(self, source: PackURI) -> Iterator[tuple[str, str, PackURI]]:
        """Kind, id and target of each relation within the file."""
        if source.rels_uri.membername.lower() not in self._names:
            return
        for relation in self._parsed(source.rels_uri):
            target = relation.get("Target")
            if target and relation.get("TargetMode") != "External":
                kind = relation.get("Type", "").rpartition("/")[2]
                yield kind, relation.get("Id", ""), PackURI.from_rel_ref(source.baseURI, target)

    def _parsed(self, part: PackURI) -> etree._Element:
        name = self._names.get(part.membername.lower())
        if name is None:
            raise damaged()
        try:
            content = self._archive.read(name)
        except _BROKEN_ZIP as error:
            raise damaged() from error
        return _parse(content)


def _parse(content: bytes) -> etree._Element:
    try:
        root: etree._Element = parse_xml(content)
        if any("http://purl.oclc.org/ooxml/" in uri for uri in root.nsmap.values()):
            words = etree.tostring(root, encoding="unicode")
            for strict, transitional in _STRICT:
                words = words.replace(strict, transitional)
            root = parse_xml(words)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged() from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise damaged()  # no Word program writes one; what its entities stand for is not read
    return root


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child of a name (in Word's namespace), its first child of the next name, and so on."""
    for name in path:
        if element is None:
            return None
        element = next(element.iterchildren(W + name), None)
    return element


def value(element: etree._Element | None, *path: str, name: str = "val") -> str | None:
    """An attribute of the child at the end of the path, or of the element itself."""
    found = child(element, *path)
    return None if found is None else found.get(W + name)


def whole(words: str | None) -> int | None:
    """A whole number, or a length in twentieths of a point; None where the words are none.

    >>> whole("420"), whole("21pt"), whole("two")
    (420, 420, None)
    """
    found = _NUMBER.fullmatch(words or "")
    if not found:
        return None
    return int(found[1]) if found[2] is None else round(float((words or "").replace(found[2], "")) * _TWIPS[found[2]])


def is_on(element: etree._Element | None, *path: str) -> bool | None:
    """Whether a property that is there is on; None where it is not there."""
    found = child(element, *path)
    return None if found is None else found.get(W + "val", "true").lower() not in ("0", "false", "off", "none")


def flattened(element: etree._Element) -> Iterator[etree._Element]:
    """The children; those of a wrapper (a content control, an insertion) stand in its place."""
    for each in element:
        if each.tag in _WRAPPERS:
            yield from flattened(each)
        elif each.tag == MC + "AlternateContent":
            chosen = alternative(each)
            if chosen is not None:
                yield from flattened(chosen)
        elif isinstance(each.tag, str):
            yield each


def alternative(element: etree._Element) -> etree._Element | None:
    """The one version to read of content that is there in several."""
    chosen = element.find(MC + "Choice")
    return element.find(MC + "Fallback") if chosen is None else chosen


_WRAPPERS = frozenset(
    W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "sectPrChange")
)
