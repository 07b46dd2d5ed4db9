"""Who issued a document, when, and under which number: signature, letterhead, title, record lines of a site."""

from __future__ import annotations

import datetime
import functools
import re
import unicodedata

from extract.outlining.titles import front_rules, pack
from extract.text.numbering import parse_number

BARE_LEVEL = re.compile(r"(?:自治[区州县]|[省市县区州])(?!场|政协|容)")
"""The beginning of an issuer whose place is left out (市政府, 省农业农村厅)."""
_UNIT_LINE = re.compile(r"[\u4e00-\u9fff（）()]{2,30}(?:政府|办公[室厅]|委员会|[局厅部委院])")
_REST_OF_NAME = re.compile("人民政府|办公[室厅]|委员会")
_PREAMBLE = re.compile(r"\s*(?:为|根据|按照|近年来|各[^。]{1,200}[:：]\s*$)")
_HEAD = 3000
_DIGITS = str.maketrans("〇○零ＯO一二三四五六七八九", "00000123456789")


def find_number(visible: str, head: str, whole: str, title: str | None) -> str | None:
    """The document's own number: on a line of its own above the text, beside its title, or in a record of the site."""
    (rule,) = front_rules("doc-number")
    for line in re.split(r"[\n\r\f]", head):
        if _PREAMBLE.match(line):
            break
        words = pack(line).strip("（）()")
        if (own := rule.pattern.fullmatch(words)) and len(own["organ"]) >= 2:
            return words
    issued = _issued(head)
    if issued and (own_number := issued["number"] or issued["behind"]):
        return pack(own_number)
    field = re.search(rf"(?:发文字号|文\s*号)\s*[:：]\s*({rule.pattern.pattern})", whole[:3000])
    if field:
        return pack(field[1])
    beside = _beside_title(visible, title)
    return beside if beside or whole == visible else _beside_title(whole, title)


def _beside_title(text: str, title: str | None) -> str | None:
    """The number directly before or behind the title, or before a copy of it that names an annex."""
    numbers = numbers_in(text) if title else ()
    if not title or not numbers:
        return None
    packed = pack(text)
    behind_title = [copy.end() for copy in re.finditer(re.escape(title), packed)]
    for found in numbers:
        number = _own_words(pack(found.group()), title)
        if any(packed.startswith((number, f"（{number}", f"({number}"), place) for place in behind_title):
            return number
        for copy in re.finditer(re.escape(number) + r"[）)]?", packed):
            after = packed[copy.end() : copy.end() + 2 * len(title)]
            named = re.match(r"关于|印发", after) and _core(after).startswith(_core(title)[:24])
            if named or after.startswith(title):
                return number
    return None


@functools.lru_cache(maxsize=2)
def numbers_in(text: str) -> tuple[re.Match[str], ...]:
    """The numbers of documents in the text, its own and those that it cites."""
    (rule,) = front_rules("doc-number")
    return tuple(rule.finditer(text))


def _core(title: str) -> str:
    """What a title is about, without its issuer and the words of issuing, which copies of it vary."""
    opening = re.search(r"关于|印发", title)
    return re.sub(r"关于|印发|[《》]", "", title[opening.start() :] if opening else title)


def _own_words(number: str, title: str) -> str:
    """The number without the letterhead or the end of the title that runs into it.

    >>> _own_words("山东省生态环境厅鲁环便函〔2021〕1202号", "山东省生态环境厅关于请确认目标指标的函")
    '鲁环便函〔2021〕1202号'
    """
    organ = re.split(r"[〔［\[【﹝（({「]", number, maxsplit=1)[0]
    tails = [size for size in range(len(organ), 3, -1) if title.endswith(organ[:size])]
    if tails:
        return number[tails[0] :]
    letterhead = re.match(r".*(?:政府|办公[室厅]|委员会|[局厅委部])(?=[\u4e00-\u9fff]{2,8}$)", organ)
    return number[letterhead.end() :] if letterhead and letterhead.group() in title else number


def find_issuer(visible: str, whole: str, title: str | None) -> str | None:
    """The issuer as printed: of the title where it names its place, else of the signature; None without either."""
    titled = titled_issuer(title) or None
    if titled and not BARE_LEVEL.match(titled):
        return titled
    signed = next((_signers(visible, found) for found in _signatures(visible)), None)
    field = next(
        (found["issuer"] for rule in front_rules("issuer-field") if (found := rule.pattern.search(whole[:3000]))), None
    )
    issued = _issued(visible[:_HEAD])
    return signed or (pack(issued["issuer"]) if issued and issued["issuer"] else None) or titled or field


def titled_issuer(title: str | None) -> str:
    """The issuers at the beginning of a title, as they stand there; nothing where it names none.

    >>> titled_issuer("省农业农村厅关于印发措施的通知"), titled_issuer("朔州市2020年决战计划")
    ('省农业农村厅', '')
    """
    found = (rule.pattern.match(title or "") for rule in front_rules("issuer"))
    return next((one["issuer"] for one in found if one), "")


def find_approval(head: str) -> str | None:
    """The government that approved the plan (市政府), where nobody signed it."""
    return next((found["issuer"] for rule in front_rules("approval") if (found := rule.pattern.search(head))), None)


@functools.lru_cache(maxsize=2)
def _issued(head: str) -> re.Match[str] | None:
    """The line in brackets below a title that says who issued the plan and when."""
    return next((found for rule in front_rules("issued") if (found := rule.pattern.search(head))), None)


def _signatures(visible: str) -> tuple[re.Match[str], ...]:
    return tuple(found for rule in front_rules("signature") for found in rule.finditer(visible))


def _signers(visible: str, signature: re.Match[str]) -> str:
    """All that signed: the units on the lines above the one at the date too."""
    signers = [_apart(signature["issuer"])]
    for line in reversed(visible[: signature.start("issuer")].split("\n")):
        words = pack(line)
        if words and not _UNIT_LINE.fullmatch(words):
            break
        if words:
            signers.insert(0, _apart(line))
    return "、".join(signers)


def _apart(line: str) -> str:
    """The units of one line, which blanks part: 公安部　自然资源部.

    >>> _apart("公安部　自然资源部"), _apart("国务院 办公厅")
    ('公安部、自然资源部', '国务院办公厅')
    """
    words = line.split()
    units = len(words) > 1 and all(_UNIT_LINE.fullmatch(one) and not _REST_OF_NAME.match(one) for one in words)
    return "、".join(words) if units else pack(line)


def find_date(visible: str, head: str, whole: str) -> str | None:
    """The day of the signature, a date on a line of its own, or the record of the site that says when it was signed."""
    for signature in _signatures(visible):
        if day := parse_day(signature["date"]):
            return day
    issued = _issued(head)
    if issued and (day := parse_day(issued["date"])):
        return day
    for text in (head, visible[-3000:]):
        for rule in front_rules("date-line"):
            lines = [day for found in rule.pattern.finditer(text) if (day := parse_day(found["date"]))]
            if lines:
                return lines[-1]
    for rule in front_rules("date-field"):
        field = rule.pattern.search(whole[:3000])
        if field:
            return parse_day(field["date"])
    return None


def parse_day(words: str) -> str | None:
    """The ISO form of a day written with a year, or None if there is no such day.

    >>> parse_day("２０２２ 年 ３ 月 ２４ 日"), parse_day("二〇二二年五月十六日")
    ('2022-03-24', '2022-05-16')
    """
    words = re.sub(r"\s", "", unicodedata.normalize("NFKC", words))
    parts = [part for part in re.split(r"[年月日\-/.]", words) if part]
    if len(parts) != 3:
        return None
    year = parts[0].translate(_DIGITS)
    month, day = parse_number(parts[1]), parse_number(parts[2])
    if not year.isdecimal() or month is None or day is None:
        return None
    try:
        return datetime.date(int(year), month, day).isoformat()
    except ValueError:
        return None
