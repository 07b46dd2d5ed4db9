"""Terms of RDF as plain values of Python, the same from whichever store they come."""

from __future__ import annotations

from graph.vocabulary import PREFIXES

Value = str | int | float | bool | None

_XSD = PREFIXES["xsd"]
_INTEGERS = frozenset(
    f"{_XSD}{name}"
    for name in (
        *("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger"),
        *("negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte"),
    )
)
_NUMBERS = frozenset(f"{_XSD}{name}" for name in ("decimal", "double", "float"))
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}


def literal_value(words: str, datatype: str | None) -> Value:
    """What a literal says; its words where they are no value of the datatype.

    >>> literal_value("007", "http://www.w3.org/2001/XMLSchema#integer")
    7
    >>> literal_value("1", "http://www.w3.org/2001/XMLSchema#boolean")
    True
    >>> literal_value("2024-03-15", "http://www.w3.org/2001/XMLSchema#date")
    '2024-03-15'
    """
    if datatype == f"{_XSD}boolean":
        return _TRUTHS.get(words, words)
    if datatype not in _INTEGERS and datatype not in _NUMBERS:
        return words
    try:
        return int(words) if datatype in _INTEGERS else float(words)
    except ValueError:
        return words
