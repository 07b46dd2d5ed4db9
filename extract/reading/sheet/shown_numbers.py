"""Numbers of a sheet as it shows them: a cell holds 46203, and what a reader sees is 2026年6月30日."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, DecimalException

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<scientific>E[+-]0+)|(?P<letters>y+|m+|d+|h+|s+|a{3,4}|e+|\.0+(?=\D*$))"
    r"|(?P<digits>[0#?]+(?:,[0#?]+)*(?P<scale>,*)(?:\.[0#?]*)?|\.[0#?]+)|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
_DATE_LETTERS = re.compile(r"[ymdhs]|aaa", re.IGNORECASE)
_NOT_LETTERS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|General|E[+-]0+', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_CHINESE_DIGITS = "〇一二三四五六七八九"
_WEEKDAYS = "一二三四五六日"
_MOST_DIGITS = 15

Token = tuple[str, str]


def show_number(value: float, code: str, *, from_1904: bool = False) -> str:
    """A number as a cell with this number format shows it; ``from_1904`` for workbooks that count days from there.

    >>> show_number(46203, 'yyyy"年"m"月"d"日"'), show_number(0.35, "0%"), show_number(1.0, "General")
    ('2026年6月30日', '35%', '1')
    """
    section, is_signed = _section(code, value)
    if _is_general(section):
        return _general(value)
    tokens = _tokens(section)
    if is_date(section):
        moment = _moment(value, from_1904=from_1904)
        return _general(value) if moment is None else _show_date(moment, tokens, chinese="[dbnum1]" in section.lower())
    return _show_amount(value, tokens, is_signed=is_signed)


def is_date(code: str) -> bool:
    """Whether a number format shows days or times.

    >>> is_date('m"月"d"日"'), is_date('0"个月"'), is_date("[Red]0.0")
    (True, False, False)
    """
    return bool(_DATE_LETTERS.search(_NOT_LETTERS.sub("", code)) or _ELAPSED.search(code))


def _is_general(section: str) -> bool:
    return not section.strip() or section.strip().lower() in ("general", "@", "g/通用格式")


def _section(code: str, value: float) -> tuple[str, bool]:
    """The part of a format that is meant for the value, and whether the sign is left to be written."""
    sections = re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+|(?<=;)(?=;|$)', code) or [""]
    if value < 0 and len(sections) >= 2:
        return sections[1], False
    if value == 0 and len(sections) >= 3:
        return sections[2], True
    return sections[0], True


def _general(value: float) -> str:
    if value == int(value) and abs(value) < 10**_MOST_DIGITS:
        return str(int(value))
    return f"{value:.10g}"


def _tokens(section: str) -> list[Token]:
    """The format as (kind, words): literal, letters of a day or time, half of the day, digits, scientific."""
    tokens: list[Token] = []
    for found in _TOKEN.finditer(section):
        if found["quoted"] is not None or found["escaped"] or found["literal"]:
            tokens.append(("literal", found["quoted"] or found["escaped"] or found["literal"] or ""))
        elif found["bracket"] is not None:
            currency = re.match(r"\$([^-]*)", found["bracket"])
            elapsed = _ELAPSED.match(found.group())
            tokens.append(("letters", elapsed[1].lower()) if elapsed else ("literal", currency[1] if currency else ""))
        else:
            kinds = ("half", "scientific", "letters", "digits")
            tokens += [(kind, found[kind]) for kind in kinds if found[kind]]
    return tokens


def _moment(value: float, *, from_1904: bool) -> datetime.datetime | None:
    """The day and time that a number counts to; None where there is none."""
    start = datetime.datetime(1904, 1, 1) if from_1904 else datetime.datetime(1899, 12, 30)
    if not from_1904 and value < 60:
        start += datetime.timedelta(days=1)  # the 29th of February 1900, which the count holds and the year did not
    if value < 0:
        return None
    try:
        return start + datetime.timedelta(seconds=round(value * 86400))
    except OverflowError:
        return None


def _show_date(moment: datetime.datetime, tokens: Sequence[Token], *, chinese: bool) -> str:
    letters = [words.lower()[0] if kind == "letters" else "" for kind, words in tokens]
    halves = any(kind == "half" for kind, _ in tokens)
    shown: list[str] = []
    for number, (kind, words) in enumerate(tokens):
        if kind == "literal":
            shown.append(words)
        elif kind == "half":
            shown.append("上午" if moment.hour < 12 else "下午")
        elif kind == "letters":
            before = next((one for one in reversed(letters[:number]) if one), "")
            after = next((one for one in letters[number + 1 :] if one), "")
            is_minute = words[0] in "mM" and (before == "h" or after == "s")
            shown.append(_show_part(moment, words.lower(), is_minute=is_minute, halves=halves, chinese=chinese))
    return "".join(shown).strip()


def _show_part(moment: datetime.datetime, letters: str, *, is_minute: bool, halves: bool, chinese: bool) -> str:
    kind, size = letters[0], len(letters)
    if kind in "ye":
        year = f"{moment.year:04}"[-2 if kind == "y" and size <= 2 else 0 :]
        return "".join(_CHINESE_DIGITS[int(digit)] for digit in year) if chinese else year
    if kind == "a" or (kind == "d" and size >= 3):
        return ("星期" if size >= 4 else "") + _WEEKDAYS[moment.weekday()]
    hour = (moment.hour - 1) % 12 + 1 if halves else moment.hour
    value = {"d": moment.day, "h": hour, "s": moment.second}.get(kind, moment.minute if is_minute else moment.month)
    if chinese:
        return _chinese(value)
    return f"{value:02}" if size == 2 else str(value)


def _chinese(value: int) -> str:
    """A number below a hundred in Chinese.

    >>> [_chinese(value) for value in (6, 10, 12, 30)]
    ['六', '十', '十二', '三十']
    """
    tens, ones = divmod(value, 10)
    words = ("" if tens == 1 else _CHINESE_DIGITS[tens]) + "十" if tens else ""
    return words + (_CHINESE_DIGITS[ones] if ones or not tens else "")


def _show_amount(value: float, tokens: Sequence[Token], *, is_signed: bool) -> str:
    pattern = next((words for kind, words in tokens if kind == "digits"), None)
    if pattern is None:
        literal = "".join(words for kind, words in tokens if kind == "literal")
        return literal.strip() or _general(value)
    if any(kind == "scientific" for kind, _ in tokens) or any(words == "/" for _, words in tokens):
        return _general(value)
    percents = sum(words == "%" for kind, words in tokens if kind == "literal")
    digits = _show_digits(value, pattern, percents)
    shown = "-" if value < 0 and is_signed and digits.strip("0.,") else ""
    written = False
    for kind, words in tokens:
        if kind == "digits":
            shown += "" if written else digits
            written = True
        elif kind in ("literal", "letters"):
            shown += words
    return shown.strip()


def _show_digits(value: float, pattern: str, percents: int) -> str:
    whole, _, fraction = pattern.partition(".")
    scale = len(whole) - len(whole.rstrip(","))
    try:
        amount = abs(Decimal(repr(value))) * 100**percents / 1000**scale
        rounded = amount.quantize(Decimal(1).scaleb(-len(fraction)), rounding=ROUND_HALF_UP)
    except DecimalException:
        return _general(abs(value))
    integer, _, decimals = f"{rounded:f}".partition(".")
    least = len(fraction.rstrip("#?"))
    while len(decimals) > least and decimals.endswith("0"):
        decimals = decimals[:-1]
    zeros = whole.count("0")
    integer = integer.lstrip("0").rjust(zeros, "0")
    if "," in whole.rstrip(","):
        integer = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", integer)
    return f"{integer}.{decimals}" if decimals else integer or "0"
