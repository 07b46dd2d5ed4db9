"""The zip packages of Office files: none is parsed before it is known to be small, whole, open and without DOCTYPE.

The headers of a package are taken for claims: each part is inflated, but not far beyond what it declares.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from extract.reading.source import UnreadableDocument

MOST_ENTRIES = 10_000
MOST_GROWTH = 100_000_000
"""By how many bytes all parts of a package together, inflated, may exceed it; those of a plan do by a million."""

_HIGHEST_RATIO = 200
_RATIO_FROM = 4_000_000  # small parts may be as regular as they like
_MORE = 1_000_000  # a part that holds more than it declares by less than this is damaged, else it lies
_ENCRYPTED = 0x1
_PATCH = 0x20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_TYPES = "[Content_Types].xml"
_DOCTYPE = (b"<!DOCTYPE", b"<!ENTITY")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)[\"']")
_MOST_DECLARATION = 200
_BEGINS_LIKE_MARKUP = re.compile(rb"[\xef\xbb\xbf\xff\xfe\0 \t\r\n]*<")
_EBCDIC = b"\x4c\x6f\xa7\x94"  # "<?xm" there
# Encodings in which <!DOCTYPE is written with the bytes of ASCII, with or without NULs between them.
_PLAIN_ENCODING = re.compile(
    rb"utf-?8|utf-?16(le|be)?|utf-?32(le|be)?|ucs-?[24]|(us-)?ascii|iso-8859-\d+|windows-125\d|gb2312|gbk|gb18030|big5",
    re.IGNORECASE,
)
# Parts that are no XML of the package although they may begin like it: pictures and pages that somebody put in.
_EMBEDDED = (".svg", ".htm", ".html", ".mht", ".mhtml", ".xhtml")


def screen_package(data: bytes) -> None:
    """Refuse a package that is damaged, encrypted, inflates to too much, or declares a document type in its XML.

    Raises:
        UnreadableDocument: one of these.
    """
    if data.count(b"PK\x01\x02") > MOST_ENTRIES:
        raise _bomb(f"部件超过 {MOST_ENTRIES} 个")
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error) as error:
        raise damaged() from error
    _screen_claims(entries, len(data))
    for entry in entries:
        content = _inflated(entry, data)
        if _is_xml(content) and not entry.filename.lower().endswith(_EMBEDDED):
            _screen_xml(content)


def damaged() -> UnreadableDocument:
    """The refusal of a file that is not whole."""
    return UnreadableDocument("damaged", "文件已损坏或不完整：请重新下载，或用原来的软件打开后另存一份再导入。")


def _screen_claims(entries: list[zipfile.ZipInfo], length: int) -> None:
    names = {entry.filename for entry in entries}
    if len(names) < len(entries) or _TYPES not in names:
        raise damaged()
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise UnreadableDocument("encrypted", "文件加了密码：请打开文件去掉密码，另存后再导入。")
        if entry.flag_bits & _PATCH or entry.compress_type not in _METHODS:
            raise damaged()
        if entry.file_size > max(_RATIO_FROM, _HIGHEST_RATIO * entry.compress_size):
            raise _bomb(f"一个部件的压缩比超过 {_HIGHEST_RATIO} 倍")
    if sum(entry.file_size for entry in entries) > length + MOST_GROWTH:
        raise _bomb(f"展开后多出 {MOST_GROWTH // 1_000_000} MB 以上")
    if sum(entry.compress_size for entry in entries) > length:
        raise _bomb("部件互相重叠")


def _inflated(entry: zipfile.ZipInfo, data: bytes) -> bytes:
    start = entry.header_offset
    if start < 0 or data[start : start + 4] != b"PK\x03\x04" or start + 30 > len(data):
        raise damaged()
    name, extra = struct.unpack_from("<HH", data, start + 26)
    start += 30 + name + extra
    raw = data[start : start + entry.compress_size]
    content, ended = raw, True
    if entry.compress_type == zipfile.ZIP_DEFLATED:
        inflating = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = inflating.decompress(raw, entry.file_size + _MORE)
        except zlib.error as error:
            raise damaged() from error
        ended = inflating.eof
    if not ended and len(content) > entry.file_size:
        raise _bomb("部件的实际大小远超所标的大小")
    if len(content) != entry.file_size:
        raise damaged()
    return content


def _is_xml(content: bytes) -> bool:
    r"""Whether the part begins like markup, in whatever width its characters are.

    >>> _is_xml(b"\xff\xfe<\x00a\x00"), _is_xml(b"\x89PNG")
    (True, False)
    """
    return content.startswith(_EBCDIC) or _BEGINS_LIKE_MARKUP.match(content) is not None


def _screen_xml(content: bytes) -> None:
    if content.startswith(_EBCDIC):
        raise damaged()
    for form in _widths(content):
        _screen_declaration(form)
        if any(mark in form for mark in _DOCTYPE):
            raise UnreadableDocument(
                "doctype",
                "文件内含有文档类型声明（DOCTYPE 或实体），可能有害：请用 Word 或 WPS 打开后另存一份再导入。",
            )


def _screen_declaration(form: bytes) -> None:
    """Refuse an encoding in which a DOCTYPE could hide; packages are written in UTF-8 or UTF-16."""
    start = form.find(b"<?xml", 0, 16)
    if start < 0:
        return
    end = form.find(b"?>", start)
    declaration = form[start : max(start, end)]
    encodings = _ENCODING.findall(declaration)
    if not 0 < len(declaration) <= _MOST_DECLARATION or not all(map(_PLAIN_ENCODING.fullmatch, encodings)):
        raise damaged()


def _widths(content: bytes) -> Iterator[bytes]:
    """The bytes as they are, and without NULs: so ASCII characters of two and four bytes read like those of one."""
    yield content
    if b"\0" in content:
        yield content.replace(b"\0", b"")


def _bomb(why: str) -> UnreadableDocument:
    return UnreadableDocument(
        "bomb", f"文件展开后大得不正常（{why}），没有读取：请核对来源；确属正常文件的，请删去多余的内容另存后再导入。"
    )
