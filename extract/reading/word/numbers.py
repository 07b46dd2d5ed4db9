"""How Word writes the number of a list item: the formats of ISO/IEC 29500-1, 17.18.59, as Word itself prints them.

A number that a format has no character for is printed in Arabic digits, as Word does (the eleventh of ①②③, of 甲乙丙).
Formats of other scripts (Hebrew, Thai, Korean …) are no part of the table and give Arabic digits too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

_MOST_LETTERS = 30  # Word repeats a letter so often (AA, BB), and begins again with the next number
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_CHICAGO = "*†‡§"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """A way to count aloud: ten digits from zero, the words for ten, hundred and thousand, and for ten thousand.

    ``names_zero``: a place left out is read (一百零一); ``bare``: places whose 一 goes unsaid (十一, 百一).
    """

    digits: str
    places: str
    myriad: str
    names_zero: bool = True
    bare: str = ""

    def read(self, value: int) -> str:
        """The words for a number below one hundred million.

        >>> Counting(digits="零一二三四五六七八九", places="十百千", myriad="万").read(20305)
        '二万零三百零五'
        """
        high, low = divmod(value, 10_000)
        words = f"{self._group(high)}{self.myriad}" if high else ""
        if low and high and low < 1000 and self.names_zero:
            words += self.digits[0]
        return words + self._group(low, opens=not high)

    def _group(self, value: int, *, opens: bool = True) -> str:
        words, skipped = "", False
        for power, place in ((3, self.places[2]), (2, self.places[1]), (1, self.places[0]), (0, "")):
            digit = value // 10**power % 10
            if not digit:
                skipped = bool(words)
                continue
            unsaid = digit == 1 and place and place in self.bare and (self.names_zero is False or (opens and not words))
            words += self.digits[0] if skipped and self.names_zero else ""
            words += place if unsaid else self.digits[digit] + place
            skipped = False
        return words


_SIMPLIFIED = Counting(digits="零一二三四五六七八九", places="十百千", myriad="万", bare="十")
_TRADITIONAL = Counting(digits="零一二三四五六七八九", places="十百千", myriad="萬", bare="十")
_JAPANESE = Counting(digits="〇一二三四五六七八九", places="十百千", myriad="万", names_zero=False, bare="十百千")
_LEGAL = Counting(digits="零壹贰叁肆伍陆柒捌玖", places="拾佰仟", myriad="万")
_LEGAL_TRADITIONAL = Counting(digits="零壹貳參肆伍陸柒捌玖", places="拾佰仟", myriad="萬")
_LEGAL_JAPANESE = Counting(digits="〇壱弐参四伍六七八九", places="拾百阡", myriad="萬", names_zero=False)


def format_number(value: int, number_format: str) -> str:
    """The number as its format writes it; of a format that is not known, in Arabic digits.

    >>> [format_number(21, each) for each in ("chineseCounting", "ideographTraditional", "decimalEnclosedCircle")]
    ['二十一', '21', '21']
    >>> format_number(3, "decimalEnclosedCircleChinese"), format_number(0, "chineseCounting")
    ('③', '0')
    """
    written = _FORMATS[number_format](value) if value > 0 and number_format in _FORMATS else None
    return str(value) if written is None else written


def custom_number(value: int, pattern: str) -> str:
    """The number of a format that is given by its first members (``001, 002, 003, ...``): as wide as they are.

    >>> custom_number(7, "001, 002, 003, ...")
    '007'
    """
    first = pattern.partition(",")[0].strip()
    return f"{value:0{min(len(first), 9)}d}" if first.isdecimal() else str(value)


def _counted(counting: Counting) -> Callable[[int], str | None]:
    return lambda value: counting.read(value) if value < 100_000_000 else None


def _counted_to_99(counting: Counting) -> Callable[[int], str | None]:
    """From a hundred on digit by digit: 一○○."""
    return lambda value: counting.read(value) if value < 100 else _digit_by_digit("○一二三四五六七八九")(value)


def _digit_by_digit(digits: str) -> Callable[[int], str | None]:
    return lambda value: "".join(digits[int(digit)] for digit in str(value))


def _characters(characters: str) -> Callable[[int], str | None]:
    return lambda value: characters[value - 1] if value <= len(characters) else None


def _run(first: str, count: int) -> Callable[[int], str | None]:
    return _characters("".join(chr(ord(first) + offset) for offset in range(count)))


def _repeated(characters: str) -> Callable[[int], str | None]:
    """A…Z, AA…ZZ and so on, beginning again behind the longest that Word prints."""

    def write(value: int) -> str:
        times, index = divmod((value - 1) % (len(characters) * _MOST_LETTERS), len(characters))
        return characters[index] * (times + 1)

    return write


def _roman(value: int) -> str | None:
    if value >= 4000:
        return None
    words = ""
    for amount, letters in _ROMAN:
        count, value = divmod(value, amount)
        words += letters * count
    return words


def _lower_roman(value: int) -> str | None:
    written = _roman(value)
    return written.lower() if written else None


def _ordinal(value: int) -> str:
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _sexagenary(value: int) -> str | None:
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12] if value <= 60 else None


_LATIN = "abcdefghijklmnopqrstuvwxyz"

_FORMATS: Mapping[str, Callable[[int], str | None]] = MappingProxyType(
    {
        "chicago": _repeated(_CHICAGO),
        "chineseCounting": _counted_to_99(_SIMPLIFIED),
        "chineseCountingThousand": _counted(_SIMPLIFIED),
        "chineseLegalSimplified": _counted(_LEGAL),
        "decimalEnclosedCircle": _run("①", 20),
        "decimalEnclosedCircleChinese": _run("①", 10),
        "decimalEnclosedFullstop": _run("⒈", 20),
        "decimalEnclosedParen": _run("⑴", 20),
        "decimalFullWidth": _digit_by_digit("０１２３４５６７８９"),
        "decimalFullWidth2": _digit_by_digit("０１２３４５６７８９"),
        "decimalZero": lambda value: f"{value:02d}",
        "hex": lambda value: f"{value:X}",
        "ideographDigital": _digit_by_digit("〇一二三四五六七八九"),
        "ideographEnclosedCircle": _run("㈠", 10),
        "ideographLegalTraditional": _counted(_LEGAL_TRADITIONAL),
        "ideographTraditional": _characters(_STEMS),
        "ideographZodiac": _characters(_BRANCHES),
        "ideographZodiacTraditional": _sexagenary,
        "japaneseCounting": _counted(_JAPANESE),
        "japaneseDigitalTenThousand": _digit_by_digit("〇一二三四五六七八九"),
        "japaneseLegal": _counted(_LEGAL_JAPANESE),
        "lowerLetter": _repeated(_LATIN),
        "lowerRoman": _lower_roman,
        "none": lambda _value: "",
        "numberInDash": lambda value: f"- {value} -",
        "ordinal": _ordinal,
        "taiwaneseCounting": _counted_to_99(_TRADITIONAL),
        "taiwaneseCountingThousand": _counted(_TRADITIONAL),
        "taiwaneseDigital": _digit_by_digit("○一二三四五六七八九"),
        "upperLetter": _repeated(_LATIN.upper()),
        "upperRoman": _roman,
    }
)
