"""Bytes of a web page → its text: what the page declares, if it is true, else what reads like Chinese.

Pages declare gb2312 and hold GB18030, or declare utf-8 and hold GBK. A declaration is believed only if every byte
decodes; otherwise the words between the tags decide, by plausibility.
"""

from __future__ import annotations

import codecs
import re

from extract.reading.text.decoding import decode_text

_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_DECLARED_FIRST = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_HEAD = 8192
_FAMILIES = {
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5", "cn-big5"), "big5hkscs"),
}
_ENCODINGS = ("utf-8", "gb18030", "big5hkscs", "big5")
# Markup is plain ASCII, and no trail byte of these encodings is < or >: it can be cut off before decoding.
_SILENT = rb"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)"
_MARKUP = re.compile(_SILENT + rb"|<[^<>]*>|&[#a-z0-9]{2,8};", re.IGNORECASE | re.DOTALL)
# Programs that cut the titles of their links after so many bytes cut characters in two.
_LINKS = re.compile(_SILENT + rb"|<a\s[^<>]*>[^<>]*", re.IGNORECASE | re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def decode_page(data: bytes) -> str:
    """The page's source, without a byte order mark and control characters.

    >>> decode_page('<meta charset="utf-8"><p>由市能源局牵头</p>'.encode("gb18030"))
    '<meta charset="utf-8"><p>由市能源局牵头</p>'

    Raises:
        UnreadableDocument: the bytes are empty or binary, or in no known encoding.
    """
    if data.startswith(_BOMS) or data.count(b"\x00") > len(data) // 10 or not data.strip():
        return _CONTROL.sub("", decode_text(data).text)
    data = data.replace(b"\x00", b"")
    declared = declared_encoding(data)
    words = _words(data)
    if not words:  # nothing but markup, in which nobody reads
        return _CONTROL.sub("", data.decode(declared or "utf-8", errors="ignore"))
    for sample in (words, _words(_LINKS.sub(b" ", data))):
        read = decode_text(sample) if _is_whole(sample) else None
        if read is not None:
            true = declared is not None and _strictly(sample, declared) == read.text
            # Broken bytes are left in markup, scripts and cut links only: they are dropped.
            return _CONTROL.sub("", data.decode(declared if true and declared else read.encoding, errors="ignore"))
    return _CONTROL.sub("", decode_text(data).text)


def _is_whole(words: bytes) -> bool:
    """Whether the words decode to their last byte in any of the encodings of pages."""
    return any(_strictly(words, encoding) for encoding in _ENCODINGS)


def _words(data: bytes) -> bytes:
    return b" ".join(_MARKUP.sub(b" ", data).split())


def declared_encoding(data: bytes) -> str | None:
    """The encoding that the page names in its head, as Python calls its whole family; None if it names none of ours.

    >>> declared_encoding(b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">')
    'gb18030'
    """
    found = _DECLARED_FIRST.search(data[:200]) or _DECLARED.search(data[:_HEAD])
    return _FAMILIES.get(found[1].decode("ascii").lower()) if found else None


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
