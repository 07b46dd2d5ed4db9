"""What is refused before any reader sees it: names, sizes, wrong suffixes, passwords, bombs, DOCTYPE.

Nothing is unpacked or parsed here beyond what the decision needs, so a refusal takes well under a second.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path, PurePath
from types import MappingProxyType

from extract.reading.guard import signatures
from extract.reading.guard.compound import SIGNATURE as COMPOUND
from extract.reading.guard.compound import CompoundFile
from extract.reading.guard.packages import damaged, screen_package
from extract.reading.guard.signatures import Content, content_of
from extract.reading.pdf.streams import screen_streams
from extract.reading.source import UnreadableDocument

MOST_BYTES = 200_000_000
"""The largest file that is read."""

MOST_CHARACTERS = 1_000_000
"""The longest text that is handed on; the longest plans have some hundred thousand characters."""

SUFFIXES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "文本": (".txt", ".md"),
        "网页": (".html", ".htm"),
        "PDF": (".pdf",),
        "Word": (".docx", ".doc", ".wps"),
        "表格": (".xlsx", ".xls", ".csv", ".et"),
        "图片": (".png", ".jpg", ".jpeg", ".tif", ".tiff"),
    }
)
"""What can be read, in words; .doc, .wps and .et where LibreOffice is installed."""

_KNOWN = {suffix for suffixes in SUFFIXES.values() for suffix in suffixes} | {".ofd"}
_TEXTS = (".txt", ".md", ".csv")
_PAGES = (".html", ".htm")
_PACKAGES = (".docx", ".xlsx")
_SAVED_AS = {".doc": ".docx", ".wps": ".docx", ".xls": ".xlsx", ".et": ".xlsx", ".htm": ".html", ".ofd": ".pdf"}

_MOST_BYTES_OF_A_CHARACTER = 4
_MOST_NAME = 255  # bytes of one part, as file systems have it
# Control characters, line separators, halves of characters, and marks that turn the direction of what follows.
_UNPRINTABLE = ("Cc", "Zl", "Zp", "Cs")
_TURNING = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# The command line writes bytes of a file name that are no characters in this way.
_WRITTEN_OUT = re.compile(r"\\ud[c-f][0-9a-f]{2}")


def screen(data: bytes, name: str) -> None:
    """Refuse what no reader should see; what passes is what its suffix says, as far as that can be seen.

    Raises:
        UnreadableDocument: code and message say what is wrong and what to do.
    """
    screen_name(name)
    screen_size(len(data))
    suffix = suffix_of(name)
    _screen_content(data, suffix)
    if suffix in _TEXTS and len(data) > _MOST_BYTES_OF_A_CHARACTER * MOST_CHARACTERS:
        raise _too_long()
    if suffix in _PACKAGES:
        screen_package(data)
    if suffix == ".pdf":
        screen_streams(data)
    if data.startswith(COMPOUND):
        _screen_password(CompoundFile(data))


def suffix_of(name: str) -> str:
    """The suffix that decides how a file is read.

    >>> suffix_of("2020年/行动计划.DOCX")
    '.docx'
    """
    return PurePath(name).suffix.lower()


def screen_name(name: str) -> None:
    r"""Refuse a name that is none, leads out of its folder, hides characters, or has a suffix that is not read.

    >>> screen_name("2020年/行动计划.txt")
    >>> screen_name("../行动计划.txt")
    Traceback (most recent call last):
    extract.reading.source.UnreadableDocument: 文件名“../行动计划.txt”含有路径：请改为不含路径的文件名后再导入。
    """
    if not name.strip():
        raise UnreadableDocument("name", "文件没有名字：请给文件起名（带后缀，如 方案.docx）后再导入。")
    shown = visible(name)
    if shown != name:
        raise UnreadableDocument("name", f"文件名“{_short(shown)}”含有控制字符或不可见字符：请改名后再导入。")
    parts = name.split("/")
    if max(len(part.encode("utf-8", "surrogatepass")) for part in parts) > _MOST_NAME:
        raise UnreadableDocument("name", f"文件名“{_short(name)}”超过 {_MOST_NAME} 字节：请改短后再导入。")
    outside = ".." in parts or "" in parts or re.match(r"[A-Za-z]:", name)
    if outside or "\\" in _WRITTEN_OUT.sub("", name):
        raise UnreadableDocument("name", f"文件名“{_short(name)}”含有路径：请改为不含路径的文件名后再导入。")
    suffix = suffix_of(name)
    if suffix not in _KNOWN:
        known = "、".join(f"{what}（{' '.join(suffixes)}）" for what, suffixes in SUFFIXES.items())
        raise UnreadableDocument(
            "format",
            f"不能读取{f' {suffix} ' if suffix else '没有后缀的'}文件。可以读取：{known}。请另存为其中一种再导入。",
        )


def load_file(path: Path) -> bytes:
    """The bytes of a file, read only if there are some and not too many.

    Raises:
        UnreadableDocument: it is empty or too large.
        OSError: it cannot be opened.
    """
    screen_size(path.stat().st_size)
    return path.read_bytes()


def screen_size(length: int) -> None:
    """Refuse a file that is empty or too large.

    Raises:
        UnreadableDocument: it is.
    """
    if not length:
        raise UnreadableDocument("empty", "文件是空的（0 字节）：请重新下载或导出后再导入。")
    if length > MOST_BYTES:
        raise UnreadableDocument(
            "too-large", f"文件超过 {MOST_BYTES // 1_000_000} MB：请拆分文件，或压缩其中的图片后另存再导入。"
        )


def screen_length(text: str) -> None:
    """Refuse a text that is too long.

    Raises:
        UnreadableDocument: it is.
    """
    if len(text) > MOST_CHARACTERS:
        raise _too_long()


def visible(name: str) -> str:
    r"""The name with characters that do not show written out.

    >>> visible("方案\x07.txt\u202e")
    '方案\\x07.txt\\u202e'
    """
    return "".join(each.encode("unicode_escape").decode("ascii") if _is_hidden(each) else each for each in name)


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in _UNPRINTABLE or character in _TURNING


def _short(name: str) -> str:
    return name if len(name) <= 60 else f"{name[:50]}…"


def _screen_content(data: bytes, suffix: str) -> None:
    content = content_of(data)
    if content is signatures.LOCKED:
        raise _locked()
    if suffix == ".pdf" and b"%PDF-" in data[:1024]:  # as PDF programs have it
        return
    if content is None:
        if suffix not in (*_TEXTS, *_PAGES):
            raise _wrong_suffix(signatures.TEXT, suffix) if signatures.looks_like_text(data) else damaged()
        return
    if suffix in content.suffixes:
        return
    if suffix in _PACKAGES and content is signatures.ARCHIVE and _is_broken_package(data):
        raise damaged()
    if content is signatures.OLD_OFFICE:
        raise damaged() if suffix in (".doc", ".xls", ".et", ".wps") else _wrong_suffix(content, suffix)
    raise _wrong_suffix(content, suffix)


def _is_broken_package(data: bytes) -> bool:
    """Whether the archive is what is left of an Office file: without its directory, or with its first part only."""
    return b"PK\x05\x06" not in data or b"[Content_Types].xml" in data


def _wrong_suffix(content: Content, suffix: str) -> UnreadableDocument:
    if content.suffixes:
        advice = f"请把后缀改为 {content.suffixes[0]} 后再导入。"
    elif content is signatures.ARCHIVE:
        advice = "请先解压，再导入其中的文件。"
    else:
        advice = f"请用能打开它的软件打开，另存为 {_SAVED_AS.get(suffix, suffix)} 后再导入。"
    return UnreadableDocument("wrong-suffix", f"文件后缀是 {suffix}，内容却是{_spaced(content.name)}：{advice}")


def _spaced(name: str) -> str:
    """The name with a space before it where it begins with Latin letters."""
    return f" {name}" if name[:1].isascii() else name


def _screen_password(file: CompoundFile) -> None:
    """Refuse old Word and Excel files with a password: a flag in the first, a record at the start of the second."""
    header = file.beginning("WordDocument", 12)
    if len(header) == 12 and header[11] & 0x01:
        raise _locked()
    for stream in ("Workbook", "Book"):
        if _has_password_record(file.beginning(stream, 1 << 16)):
            raise _locked()


def _has_password_record(records: bytes) -> bool:
    at = 0
    while at + 4 <= len(records):
        kind = int.from_bytes(records[at : at + 2], "little")
        if kind in (0x2F, 0x0A):  # FILEPASS, or the end of the workbook's own records
            return kind == 0x2F
        at += 4 + int.from_bytes(records[at + 2 : at + 4], "little")
    return False


def _too_long() -> UnreadableDocument:
    most = MOST_CHARACTERS // 10_000
    return UnreadableDocument("too-long", f"文字超过 {most} 万字，不像一份方案：请拆分为几个文件后再导入。")


def _locked() -> UnreadableDocument:
    return UnreadableDocument("encrypted", "文件加了打开密码：请用 Word、Excel 或 WPS 打开，去掉密码另存后再导入。")
