"""What the bytes of a file are, whatever its name says: a kind by its signature, with a name for people."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from extract.reading.guard.compound import SIGNATURE as COMPOUND
from extract.reading.guard.compound import CompoundFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A kind of content. ``suffixes`` are those that it is read under, the usual one first; none if it is not read."""

    name: str
    suffixes: tuple[str, ...] = ()


PDF = Content(name="PDF 文件", suffixes=(".pdf",))
DOCX = Content(name="Word 文档（.docx）", suffixes=(".docx",))
XLSX = Content(name="Excel 表格（.xlsx）", suffixes=(".xlsx",))
OFD = Content(name="OFD 版式文件", suffixes=(".ofd",))
DOC = Content(name="旧版 Word 文档（.doc）", suffixes=(".doc", ".wps"))
XLS = Content(name="旧版 Excel 表格（.xls）", suffixes=(".xls", ".et"))
OLD_OFFICE = Content(name="旧版 Office 或 WPS 文件")
LOCKED = Content(name="加了密码的 Office 文件")
ARCHIVE = Content(name="压缩包")
TEXT = Content(name="纯文本", suffixes=(".txt", ".md", ".csv"))
HTML = Content(name="网页（HTML）", suffixes=(".html", ".htm"))
PICTURE = Content(name="图片", suffixes=(".png", ".jpg", ".jpeg", ".tif", ".tiff"))
OTHER_PICTURE = Content(name="图片（GIF、BMP 或 WebP）")

_BEGINNINGS = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"GIF87a", OTHER_PICTURE),
    (b"GIF89a", OTHER_PICTURE),
    (b"Rar!\x1a\x07", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"\x1f\x8b\x08", ARCHIVE),
    (b"BZh91AY&SY", ARCHIVE),
    (b"\xfd7zXZ\x00", ARCHIVE),
    (b"{\\rtf", Content(name="RTF 文档")),
    (b"MZ\x90\x00", Content(name="Windows 程序")),
    (b"\x7fELF", Content(name="程序")),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PARTS = {
    b"word/": DOCX,
    b"xl/workbook.bin": Content(name="Excel 二进制表格（.xlsb）"),
    b"xl/": XLSX,
    b"ppt/": Content(name="PowerPoint 演示文稿"),
    b"OFD.xml": OFD,
    b"META-INF/manifest.xml": Content(name="OpenDocument 文档（.odt、.ods）"),
}
_LISTED_PART = re.compile(rb"PK\x01\x02.{42}(" + b"|".join(re.escape(each) for each in _PARTS) + b")", re.DOTALL)
_STREAMS = (
    (("EncryptedPackage", "EncryptionInfo"), LOCKED),
    (("WordDocument",), DOC),
    (("Workbook", "Book"), XLS),
    (("PowerPoint Document",), Content(name="旧版 PowerPoint 演示文稿")),
)
_MARKUP = (
    (re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE), HTML),
    (re.compile(rb"mime-version:|from: <saved by|x-unsent:", re.IGNORECASE), Content(name="单个文件网页（MHTML）")),
    (re.compile(rb"<\?xml[^>]*>\s*<\?mso-application"), Content(name="XML 格式的 Office 文档")),
)
_XML_PROLOG = re.compile(rb"(?:<\?xml[^>]*>|<!--.*?-->|\s+)*", re.DOTALL)
_MOST_PROLOG = 4096
_MOST_TEXT = 65_536
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")


def content_of(data: bytes) -> Content | None:
    r"""The kind that the bytes begin like; None where nothing tells (plain text, or a damaged file).

    >>> content_of(b"%PDF-1.7 ...").name, content_of(b"{\\rtf1\\ansi}").name, content_of("朔州市".encode())
    ('PDF 文件', 'RTF 文档', None)
    """
    if data.startswith(_ZIP):
        return _in_zip(data)
    if data.startswith(COMPOUND):
        return _in_compound(data)
    for beginning, content in _BEGINNINGS:
        if data.startswith(beginning):
            return content
    if _is_bitmap(data) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return OTHER_PICTURE
    return _markup(data[:_MOST_PROLOG])


def looks_like_text(data: bytes) -> bool:
    r"""Whether the bytes, which no signature tells, hold none of the control characters that other files are full of.

    >>> looks_like_text("一、目标\n".encode("gb18030")), looks_like_text(b"\x03\x00\x08 rest")
    (True, False)
    """
    return bool(data.strip()) and not _CONTROL.search(data[:_MOST_TEXT]) and b"endobj" not in data


def _in_zip(data: bytes) -> Content:
    """By the names of its directory, which stands at its end; they are looked for as bytes, whatever else is broken."""
    listed = {match[1] for match in _LISTED_PART.finditer(data)}
    return next((content for name, content in _PARTS.items() if name in listed), ARCHIVE)


def _in_compound(data: bytes) -> Content:
    file = CompoundFile(data)
    return next((content for names, content in _STREAMS if file.has(*names)), OLD_OFFICE)


def _is_bitmap(data: bytes) -> bool:
    """Two letters are too few to tell: the header's own length field must fit as well."""
    return data[:2] == b"BM" and data[6:10] == b"\0\0\0\0" and data[14:18] in (b"\x28\0\0\0", b"\x7c\0\0\0")


def _markup(beginning: bytes) -> Content | None:
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        beginning = beginning[2:].replace(b"\0", b"")
    beginning = beginning.removeprefix(codecs.BOM_UTF8).lstrip()
    prolog = _XML_PROLOG.match(beginning)
    after = beginning[prolog.end() :] if prolog else beginning
    for pattern, content in _MARKUP:
        if pattern.match(beginning) or pattern.match(after):
            return content
    return None
