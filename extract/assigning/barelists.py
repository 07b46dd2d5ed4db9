"""Lists of units without any word of role, as brackets hold them: (市教育局、财政局). When they assign, when not.

Plans name bodies that no list knows beside those that one does, and kinds of places beside both (各镇区、街道). What is
known speaks for what has a body's shape and stands beside it; a list that is for the most part of units and is not read
is never dropped silently.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal

from extract.rulebook import load_pattern

Standing = Literal["inside", "ends", "behind"]
"""Where a bracket stands: within a clause, at the end of one, or behind a whole sentence and at the end of its line."""

_SEPARATORS = re.compile("[、，,；;\n。]|[和及与](?=[各市省县区有相])")
_LONGEST = 400
_LONGEST_ITEM = 30


def stands_for_unit(name: str) -> bool:
    """Whether the words are a unit beside other units: a kind of place (街道), or what has a body's shape.

    >>> stands_for_unit("街道"), stands_for_unit("断面整治")
    (True, False)
    """
    several = name[:1] == "各" and load_pattern("lists", "list.name_end").search(name) is not None
    return several or is_kind_of_place(name) or load_pattern("lists", "list.bare_shape").search(name) is not None


def is_kind_of_place(name: str) -> bool:
    """Whether the words name a kind of place, which are units only beside others: 各镇区、街道."""
    return load_pattern("lists", "list.kind_of_place").search(name) is not None


def assigns(names: Sequence[str], known: Sequence[bool], *, stands: Standing) -> bool:
    """Whether names without any word of role assign: one is more than a place's, and none explains.

    (朔城区、平鲁区) says where, not who; (包括化工企业) says what. All are known units; or the others have a body's
    shape, and the bracket ends its clause and the first or most are known, or it stands behind a sentence, as that of a
    school does (教务处、图书馆). One name alone that no list knows is a body there if it ends as none but bodies do.
    """
    if not names or load_pattern("lists", "list.not_bare").match(names[0]):
        return False
    if len(names) == 1 and not known[0]:
        return stands == "behind" and load_pattern("lists", "list.bare_single").search(names[0]) is not None
    doubted = [name for name, is_known in zip(names, known, strict=True) if not is_known]
    trusted = stands == "behind" or (stands == "ends" and (known[0] or 2 * sum(known) > len(known)))
    if doubted and not (trusted and all(map(stands_for_unit, doubted))):
        return False
    place = load_pattern("lists", "list.place_end")
    body = load_pattern("lists", "list.bare_shape" if trusted and len(names) > 1 else "list.bare_body")
    return any(body.search(name) and not place.search(name) for name in names)


def lists_units(words: str, is_unit: Callable[[str], bool]) -> bool:
    """Whether the words are short nouns in a row of which the first or half are units and one is a body.

    >>> from extract.naming.unitwords import is_unit
    >>> [lists_units(words, is_unit) for words in ("县水利局、灌溉服务站", "东区、西区", "种植、养殖")]
    [True, False, False]
    """
    if len(words) > _LONGEST:
        return False
    no_unit, sentence = load_pattern("lists", "list.no_unit"), load_pattern("lists", "list.sentence")
    items = [item for part in _SEPARATORS.split(words) if (item := "".join(part.split())) and not no_unit.search(item)]
    if len(items) < 2 or any(len(item) > _LONGEST_ITEM or sentence.search(item) for item in items):
        return False
    known = [item for item in items if is_unit(item)]
    body, place = load_pattern("lists", "list.bare_body"), load_pattern("lists", "list.place_end")
    bodies = any(body.search(item) and not place.search(item) for item in known)
    return bodies and (2 * len(known) >= len(items) or items[0] in known)
