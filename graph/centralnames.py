"""Central bodies in questions: by their names, short names and nearly their names, those of old among them."""

from __future__ import annotations

import functools
import re

from extract.naming.central import central_spellings
from extract.naming.names import resolve_unit
from graph.reforms import COUNTRY, load_changes

_ONE_ONLY = re.compile(
    r".+(?:(?<!委员)会|部|署|总局)$"
)  # a bare 扶贫办 is also one of a province, a bare 银监会 is not
_STATE = re.compile(r"^(?:中华人民共和国|国家|国务院|中国)")
_NEARLY = re.compile(r"(?:国家|国务院|中央)[一-鿿]{1,12}?(?:总局|局|委员会|委|办公室|办|部|署)(?![门员])")
_SHORTEST = 3


@functools.cache
def spellings() -> dict[str, str]:
    """The names that mean a central body wherever they stand → its full name."""
    found = {name: full for name, full in central_spellings(_ONE_ONLY) if len(name) >= _SHORTEST}
    for change in load_changes():
        for slot in (*change.former, *change.now) if COUNTRY in change.levels else ():
            full = next((found[name] for name in slot if name in found), slot[0])
            for name in slot:
                found.setdefault(name, full)
    return found


def central_name(words: str) -> str | None:
    """The full name of the central body that the words name; None where they name none or may name several.

    Words that begin with the state may leave characters of the name out.

    >>> central_name("人社部"), central_name("国家人社部") == central_name("人社部"), central_name("国家食药监总局")
    ('中华人民共和国人力资源和社会保障部', True, '国家食品药品监督管理总局')
    >>> central_name("扶贫办") is None
    True
    """
    known = spellings().get(words)
    if known or not _STATE.match(words):
        return known
    rest = _STATE.sub("", words)
    if rest in spellings():
        return spellings()[rest]
    pattern = re.compile(f"{'.*'.join(map(re.escape, words))}$")
    found = {full for name, full in spellings().items() if pattern.match(name)}
    return found.pop() if len(found) == 1 else None


def central_in(question: str) -> list[tuple[int, int, str]]:
    """Where names of central bodies stand in the question, and the name to go on with: its full one where need be.

    >>> central_in("银监会和工信部")
    [(0, 3, '中国银行业监督管理委员会'), (4, 7, '工信部')]
    """
    found = [(hit.start(), hit.end(), hit[0]) for hit in _pattern().finditer(question)]
    for hit in _NEARLY.finditer(question):
        whole = not any(start <= hit.start() and hit.end() <= end for start, end, _ in found)
        if whole and central_name(hit[0]):
            found = [one for one in found if one[1] <= hit.start() or hit.end() <= one[0]]
            found.append((hit.start(), hit.end(), hit[0]))
    return sorted((start, end, _known_by(words)) for start, end, words in found)


def _known_by(words: str) -> str:
    """The words where the tables of names know them, else the full name."""
    return words if resolve_unit(words, place=None).known else central_name(words) or words


@functools.cache
def _pattern() -> re.Pattern[str]:
    names = sorted(spellings(), key=lambda name: (-len(name), name))
    return re.compile(
        "|".join(re.escape(name) + ("(?![门队分署位件长级])" if name[-1] == "部" else "") for name in names)
    )
