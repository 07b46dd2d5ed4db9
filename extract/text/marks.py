"""A mark: where something stands in the text, and the rule that found it."""

from __future__ import annotations

from typing import NamedTuple


class Mark(NamedTuple):
    """The characters ``text[start:end]``, the id of the rule that found them, and what kind of thing they are.

    A text has hundreds; tuples are made several times faster than other records.
    """

    start: int
    end: int
    rule: str
    label: str = ""

    def words(self, text: str) -> str:
        """The marked words.

        >>> Mark(start=0, end=4, rule="unit.organ").words("市能源局牵头")
        '市能源局'
        """
        return text[self.start : self.end]
