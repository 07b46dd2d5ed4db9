"""Bytes → text: strict decoding, and among the encodings that fit, the one that reads most like Chinese.

Never is a byte replaced: what fits no encoding is refused with the place of the first byte that does not, a file that
ends inside a character is read up to it and says so.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.reading.source import UnreadableDocument
from extract.reading.text.plausibility import plausibility, rarity, western_plausibility
from extract.records import Issue

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
_NAMES = {"utf-8": "UTF-8", "gb18030": "GB18030", "big5": "Big5", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
_TABLES = (("utf-8",), ("gb18030",), ("big5", "cp950", "big5hkscs"), ("utf-16-le",), ("utf-16-be",))
"""The encodings that are tried, each with its larger kin, which count only where the smaller one does not fit."""
_SELF_EVIDENT = 12.0  # bytes that fit UTF-8 by chance are rare: so much more plausible is it where it fits
_UNFINISHED = -14.0  # so much less plausible is an encoding in which the file ends inside a character
_RAREST = -15.3  # mean plausibility of the characters of a text that is taken for Chinese
_RAREST_UNFINISHED = -11.0  # the same where the file ends inside a character
_FEW_WRONG = 0.005  # share of bytes: a file with no more that fit no encoding is a damaged text, not another thing
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f\ufffe\uffff]")
_CONTROL_BYTE = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_ALLOWED_CONTROL = 0.002  # converters leave a stray control character now and then; binary data is full of them
_REPLACED = re.compile(r"\ufffd+|(?:锟斤拷)+|锟斤(?!拷)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text and the encoding it was in; ``unfinished`` if the file ends inside a character, which is left out."""

    text: str
    encoding: str
    unfinished: bool = False

    @property
    def score(self) -> float:
        """How plausible it is that the bytes were meant so; comparable between readings of the same bytes."""
        sure = self.encoding == "utf-8" and not self.unfinished
        return plausibility(self.text) + _SELF_EVIDENT * sure + _UNFINISHED * self.unfinished


def decode_text(data: bytes) -> Decoded:
    """The text of the bytes, without a byte order mark and otherwise unchanged.

    >>> decode_text("各县人民政府：".encode("gb18030")).text
    '各县人民政府：'

    Raises:
        UnreadableDocument: the bytes are empty, binary, in no known encoding, or hold white space only.
    """
    if not data:
        raise UnreadableDocument("empty", "文件是空的（0 字节）：请重新下载或导出后再导入。")
    _refuse_binary(data)
    found = _with_bom(data) or _most_plausible(data)
    if len(_CONTROL.findall(found.text)) > _ALLOWED_CONTROL * len(found.text):
        raise UnreadableDocument("binary", "文件不是文本（含大量控制字符）：请另存为文本文件（UTF-8）后再导入。")
    if not found.text.strip():
        raise UnreadableDocument("blank", "文件里只有空白，没有文字：请检查原文件是否为扫描件或导出失败。")
    return found


def find_losses(text: str, *, unfinished: bool) -> Iterator[Issue]:
    """What a text shows of losses that happened before it was read: replaced characters, a cut end.

    >>> [issue.code for issue in find_losses("市\ufffd局负责", unfinished=True)]
    ['text.replacement', 'text.cut']
    """
    for found in _REPLACED.finditer(text):
        message = "原文件在这里已经丢失文字（只剩“�”或“锟斤拷”一类的替代符），请对照原始文件核对"
        yield Issue(code="text.replacement", message=message, start=found.start(), end=found.end())
    if unfinished:
        message = "文件在最后一个字中间中断，这个字没有读出，后面的内容可能缺失，请核对原文件是否完整"
        yield Issue(code="text.cut", message=message, start=len(text) - 1, end=len(text))


def _refuse_binary(data: bytes) -> None:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            advice = "请用原来的软件打开，把文字另存为 .txt 文件（UTF-8）后再导入。"
            raise UnreadableDocument("binary", f"文件内容是{what}，不是文本：{advice}")


def _with_bom(data: bytes) -> Decoded | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            reading = _read(data[len(bom) :], encoding)
            if reading is None:
                raise _damaged(data[len(bom) :], encoding)
            return reading
    return None


def _most_plausible(data: bytes) -> Decoded:
    readings = list(_readings(data))
    best = max(readings, key=lambda reading: reading.score, default=None)
    if best is not None and best.encoding == "utf-8" and not best.unfinished and b"\x00" not in data:
        return best
    limit = _RAREST_UNFINISHED if best is not None and best.unfinished else _RAREST
    if best is None or rarity(best.text) < limit or _is_western(data, best):
        raise _refusal(data)
    return best


def _readings(data: bytes) -> Iterator[Decoded]:
    for kin in _TABLES:
        whole = next((reading for name in kin if (reading := _read(data, name))), None)
        if whole is not None:
            yield whole


def _read(data: bytes, encoding: str) -> Decoded | None:
    """The bytes read strictly, all of them or all but a character that the end of the file cuts."""
    try:
        return Decoded(text=data.decode(encoding), encoding=encoding)
    except UnicodeDecodeError as error:
        longest = 3 if encoding != "big5" else 1
        if error.end < len(data) or len(data) - error.start > longest or not _incomplete(error):
            return None
        start = error.start
    text = data[:start].decode(encoding)
    return Decoded(text=text, encoding=encoding, unfinished=True) if text else None


def _incomplete(error: UnicodeDecodeError) -> bool:
    return error.reason in ("unexpected end of data", "incomplete multibyte sequence", "truncated data")


def _is_western(data: bytes, best: Decoded) -> bool:
    """Whether the bytes read better as a text in Western European letters, which is no encoding of plans."""
    western = data.decode("cp1252", "ignore")
    return western_plausibility(western) > best.score


def _refusal(data: bytes) -> UnreadableDocument:
    """Why no encoding fits: a text with a few wrong bytes, something binary, or an unknown encoding."""
    if len(_CONTROL_BYTE.findall(data)) > _ALLOWED_CONTROL * len(data):
        return UnreadableDocument("binary", "文件不是文本（含有控制字节）：请另存为文本文件（UTF-8）后再导入。")
    for encoding in ("utf-8", "gb18030", "big5"):
        text = data.decode(encoding, "replace")
        wrong = text.count("\ufffd")
        if 0 < wrong <= max(1, _FEW_WRONG * len(data)) and rarity(text.replace("\ufffd", "")) > _RAREST:
            return _damaged(data, encoding)
    return UnreadableDocument(
        "encoding", "无法识别文字编码（不是 UTF-8、GB18030、Big5 或 UTF-16）：请另存为 UTF-8 文本后再导入。"
    )


def _damaged(data: bytes, encoding: str) -> UnreadableDocument:
    """The refusal of a text that has bytes which do not fit its encoding."""
    start = _first_wrong(data, encoding)
    before = data[:start].decode(encoding, "ignore")
    place = f"第 {before.count(chr(10)) + 1} 行（“{before.strip()[-8:]}”之后，第 {start + 1} 字节）"
    name = _NAMES.get(encoding, encoding.upper())
    advice = "请重新下载，或用原来的软件另存为 UTF-8 文本后再导入。"
    return UnreadableDocument("encoding", f"文件像是 {name} 编码，但{place}起有损坏的字节：{advice}")


def _first_wrong(data: bytes, encoding: str) -> int:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return len(data)
