"""Bytes → text: strict decoding, and among the encodings that fit, the one that reads most like Chinese."""

from __future__ import annotations

import codecs
import re

from extract.reading.source import UnreadableDocument

# The most frequent characters of running Chinese and of official documents, simplified and traditional: a text
# decoded with the wrong table holds hardly any of them.
_COMMON = frozenset(
    "的一是不了在人有我他这中大来上国个到说们为和地出以时年要就对生会成发作用行方后多下过分经动工法"
    "政府市县区省办局委部门单位责任加强推进建设管理实施落实关于通知方案计划月日各级完成"
    "這國個來說們為時對發後過經動縣區辦門責強進設實關計級"
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "PDF 文件"),
    (b"PK\x03\x04", "压缩包或 Office 文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"II*\x00", "图片"),
    (b"MM\x00*", "图片"),
    (b"GIF8", "图片"),
    (b"Rar!", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
)
_PLAUSIBLE = 0.1  # share of frequent characters; a wrong table gives next to none
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f\ufffe\uffff]")
_ALLOWED_CONTROL = 0.002  # converters leave a stray control character now and then; binary data is full of them


def decode_text(data: bytes) -> str:
    """The text of the bytes, without a byte order mark and otherwise unchanged.

    >>> decode_text("各县人民政府：".encode("gb18030"))
    '各县人民政府：'

    Raises:
        UnreadableDocument: the bytes are empty, binary, in no known encoding, or hold white space only.
    """
    if not data:
        raise UnreadableDocument("empty", "文件是空的（0 字节）：请重新下载或导出后再导入。")
    _refuse_binary(data)
    text = _decode(data)
    if len(_CONTROL.findall(text)) > _ALLOWED_CONTROL * len(text):
        raise UnreadableDocument("binary", "文件不是文本（含大量控制字符）：请另存为文本文件（UTF-8）后再导入。")
    if not text.strip():
        raise UnreadableDocument("blank", "文件里只有空白，没有文字：请检查原文件是否为扫描件或导出失败。")
    return text


def _refuse_binary(data: bytes) -> None:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            advice = "请用原来的软件打开，把文字另存为 .txt 文件（UTF-8）后再导入。"
            raise UnreadableDocument("binary", f"文件内容是{what}，不是文本：{advice}")


def _decode(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = _strictly(data[len(bom) :], encoding)
            if text is None:
                raise _unknown_encoding()
            return text
    if b"\x00" in data:
        return _without_bom_utf16(data)
    text = _strictly(data, "utf-8")
    if text is not None:
        return text
    candidates = [found for name in ("gb18030", "big5") if (found := _strictly(data, name)) is not None]
    candidates += [found for found in _utf16(data) if _plausibility(found) >= _PLAUSIBLE]
    if not candidates:
        raise _unknown_encoding()
    best = max(candidates, key=_plausibility)
    if _plausibility(best) == 0 and len(best) > 20:
        raise _unknown_encoding()
    return best


def _without_bom_utf16(data: bytes) -> str:
    best = max(_utf16(data), key=_plausibility, default="")
    if _plausibility(best) < 0.02 or "\x00" in best:
        raise UnreadableDocument("binary", "文件不是文本（含有 NUL 字节）：请另存为文本文件（UTF-8）后再导入。")
    return best


def _utf16(data: bytes) -> list[str]:
    return [found for name in ("utf-16-le", "utf-16-be") if (found := _strictly(data, name)) is not None]


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plausibility(text: str) -> float:
    sample = text[:20000]
    return sum(char in _COMMON for char in sample) / max(1, len(sample))


def _unknown_encoding() -> UnreadableDocument:
    return UnreadableDocument(
        "encoding", "无法识别文字编码（不是 UTF-8、GB18030、Big5 或 UTF-16）：请另存为 UTF-8 文本后再导入。"
    )
