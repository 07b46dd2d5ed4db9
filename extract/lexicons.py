"""Lists of the language as data: the rows of ``lexicon/*.csv``, each with the source it was taken from."""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from importlib import resources


@functools.cache
def load_lexicon(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of ``lexicon/<name>.csv`` by column name, in the order of the file.

    >>> load_lexicon("divisions")[0]["name"]
    '北京市'
    """
    file = resources.files("extract").joinpath("lexicon", f"{name}.csv")
    return tuple(csv.DictReader(file.read_text("utf-8").splitlines()))
