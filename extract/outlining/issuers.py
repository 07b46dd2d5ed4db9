"""The issuers of a joint document told apart where they run into each other: 中共甲省委宣传部甲省发展和改革委员会."""

from __future__ import annotations

import functools
import re

from extract.naming.central import central_spellings, read_central
from extract.naming.places import Place
from extract.naming.readings import Setting

_CUTS = re.compile(r"(?<=[部局厅委会院办室府署])(?!公[厅室]|员会|办公)(?=.{3})")
_GOVERNMENT = re.compile(r"[\u4e00-\u9fff]{2,8}人民政府")
_LEVEL = re.compile(r"自治[区州县]|[省市县区州](?![级直内外])")
_PARTY_OFFICE = ("党委办公厅", "党委办公室")
_SHORTEST = 4  # characters of a central body's name that may begin a further issuer


def issuers_apart(words: str, place: Place | None = None) -> list[str]:
    """The issuers that the words run together, in order; the words alone where they name one.

    >>> issuers_apart("甲市人民政府办公厅乙省人民政府办公厅")
    ['甲市人民政府办公厅', '乙省人民政府办公厅']
    >>> issuers_apart("交通运输部农业农村部国家能源局"), issuers_apart("国家税务总局浙江省税务局")
    (['交通运输部', '农业农村部', '国家能源局'], ['国家税务总局浙江省税务局'])
    >>> issuers_apart("省农业农村厅省财政厅"), issuers_apart("省人民政府办公厅")
    (['省农业农村厅', '省财政厅'], ['省人民政府办公厅'])
    """
    found, begin = [], 0
    for cut in _CUTS.finditer(words):
        if _begins_issuer(words, begin, cut.end(), place):
            found.append(words[begin : cut.end()])
            begin = cut.end()
    return [*found, words[begin:]]


def _begins_issuer(words: str, begin: int, at: int, place: Place | None) -> bool:
    """Whether a further issuer begins here, behind the one that begins at ``begin``."""
    before, rest = words[begin:at], words[at:]
    if rest.startswith("中共") or (before.endswith(_PARTY_OFFICE) and rest.startswith("人民政府办公")):
        return True
    if read_central(before, Setting()) is not None:  # 国家税务总局浙江省税务局 is one body
        return _central_at_start().match(rest) is not None or _GOVERNMENT.match(rest) is not None
    level = _LEVEL.match(words)
    names = tuple(one.name for one in place.chain) if place else ()
    joint = "人民政府" in before and _GOVERNMENT.match(rest)
    return bool(joint) or rest.startswith(names) or bool(level and rest.startswith(level[0]) and _LEVEL.match(rest))


@functools.cache
def _central_at_start() -> re.Pattern[str]:
    names = {name for name, _ in central_spellings(re.compile("(?!)")) if len(name) >= _SHORTEST}
    return re.compile("|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name)))))
