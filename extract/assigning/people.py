"""People in statements: a name with its title, a name under a label such as 责任人. People are never units.

The words are data (``rules/people.toml``).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from extract.records import Person
from extract.rulebook import load_pattern

_NAME = re.compile(r"[\u4e00-\u9fff][ 　]?[\u4e00-\u9fff]{1,2}|[\u4e00-\u9fff]{2,8}[·•][\u4e00-\u9fff]{2,8}")
_NUMBER = r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]{1,2}"
_LEADS = re.compile(rf"^(?:{_NUMBER})?(?P<person>.{{4,24}}?)(?:牵头|分管|负责|领衔|主抓)")
_JOINED_LENGTHS = {4: ((2, 2),), 5: ((2, 3), (3, 2)), 6: ((3, 3),)}
"""How the names of two people that were run together can be parted."""


@functools.lru_cache(maxsize=4096)
def read_titled_person(words: str) -> Person | None:
    """The person of a name with a title before, behind or in brackets, or None; a title alone is a post, no person.

    >>> people = [read_titled_person(words) for words in ("张三丰副省长", "市应急局局长李明", "王五（副县长）")]
    >>> [(person.name, person.title) for person in people if person]
    [('张三丰', '副省长'), ('李明', '市应急局局长'), ('王五', '副县长')]
    >>> read_titled_person("分管副市长") is None
    True
    """
    title = load_pattern("people", "person.title").search(words)
    name = words[: title.start()] if title else ""
    if title and _is_name(name.rstrip()) and (_has_surname(name) or title[0] == "同志"):
        return Person(name=re.sub(r"\s", "", name), title=title[0])
    for rule in ("person.behind_title", "person.with_bracket"):
        found = load_pattern("people", rule).search(words)
        if found and _is_name(found["name"]) and _has_surname(found["name"]):
            return Person(name=found["name"], title=found["title"])
    return None


def read_labelled_person(words: str, label: str) -> Person | None:
    """The person that stands under a label for people; the label serves as title where the words have none.

    >>> people = [read_labelled_person(words, "责任人") for words in ("李 四", "市应急局李明")]
    >>> [(person.name, person.title) for person in people if person]
    [('李四', '责任人'), ('李明', '市应急局')]
    """
    titled = read_titled_person(words)
    if titled:
        return titled
    if _is_name(words):
        return Person(name=re.sub(r"\s", "", words), title=label)
    behind = load_pattern("people", "person.behind_unit").search(words)
    if label and behind and _is_name(behind["name"]) and _has_surname(behind["name"]):
        return Person(name=behind["name"], title=behind["title"])
    return None


def read_labelled_people(words: str, label: str) -> Iterator[Person]:
    """The people under a label for people, where two may be run together (陆明俞悦).

    >>> [person.name for person in read_labelled_people("陆明俞悦", "责任人")]
    ['陆明', '俞悦']
    """
    plain = re.sub(r"\s", "", words)
    person = read_labelled_person(words, label) if words else None
    if person:
        yield person
    elif _is_compound(plain):
        yield Person(name=plain, title=label)
    else:
        parted = [(plain[:first], plain[first:]) for first, _ in _JOINED_LENGTHS.get(len(plain), ())]
        pairs = [pair for pair in parted if all(_is_name(name) and _has_surname(name) for name in pair)]
        if len(pairs) == 1:
            yield from (Person(name=name, title=label) for name in pairs[0])


def is_title(words: str) -> bool:
    """Whether the words are a title and no name: 县委常委, 常务副县长."""
    return load_pattern("people", "person.title").search(words) is not None and read_titled_person(words) is None


def part_unit(words: str) -> tuple[str, Person] | None:
    """The unit and its person in brackets behind it, or None.

    >>> parted = part_unit("县公安局（赵刚）")
    >>> parted and (parted[0], parted[1].name)
    ('县公安局', '赵刚')
    >>> part_unit("市商务局（粮食局）") is None
    True
    """
    found = load_pattern("people", "person.of_unit").match(words)
    if not found or not _is_name(found["name"]) or not _has_surname(found["name"]):
        return None
    return found["unit"], Person(name=found["name"], title=found["unit"])


def read_leading_person(heading: str) -> Person | None:
    """The person whose tasks a heading opens, or None.

    >>> person = read_leading_person("（二）王丽副市长牵头重点工作")
    >>> person and person.name
    '王丽'
    >>> read_leading_person("（一）市教育局牵头重点工作") is None
    True
    """
    found = _LEADS.match(heading)
    return read_titled_person(found["person"]) if found else None


def _is_name(words: str) -> bool:
    """Whether the words can be one person's name: two or three characters, or one with a dot."""
    shaped = _NAME.fullmatch(words) is not None or _is_compound(words)
    return shaped and not load_pattern("people", "person.no_name").search(words)


def _is_compound(words: str) -> bool:
    """Whether the words are a name of four characters, whose surname has two."""
    found = load_pattern("people", "person.surname").match(words)
    return len(words) == 4 and found is not None and found.end() == 2


def _has_surname(words: str) -> bool:
    return load_pattern("people", "person.surname").match(words) is not None
