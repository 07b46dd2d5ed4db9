"""Leading groups, headquarters and joint meetings, their offices and their members."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from extract.lexicons import load_lexicon
from extract.naming.readings import Organ

GROUP_WORDS = "领导小组|领导组|协调小组|工作小组|工作组|指挥部|专班|联席会议|委员会"
NAMELESS = re.compile(
    rf"(?:省|市|县|区)?(?:工作|专项|协调|推进)*(?P<group>{GROUP_WORDS}|组)?(?P<office>办公室|各?成员单位)?$"
)
"""A group, its office or its members without a name of their own: 专班办公室."""
_GROUP = re.compile(
    r"(.+?(?:领导小组|领导组|协调小组|工作小组|工作组|指挥部|专班|联席会议|委员会|委|工程|工作|行动|攻坚))"
    r"(办公室|办|各成员单位|成员单位)$"
)
_GROUP_END = re.compile(r"(?:领导小组|领导组|协调小组|工作小组|工作组|指挥部|专班|联席会议)$")
_QUOTES = re.compile('[“”"]')


@functools.cache
def _customary() -> Mapping[str, str]:
    """Short names of offices → the whole names that most places give them; a document's own names go first."""
    rows = load_lexicon("group_offices")
    return {short: row["full"] for row in rows for short in row["shorts"].split("|")}


def read_customary(words: str) -> Organ | None:
    """The office that a short name customarily means; what the document itself says goes first.

    >>> read_customary("治超办").full
    '{p}治理车辆超限超载工作领导小组办公室'
    """
    full = _customary().get(_QUOTES.sub("", words).replace("办公室", "办"))
    return Organ(key=_QUOTES.sub("", full), full="{p}" + full, kind="group") if full else None


def read_group(words: str) -> Organ | None:
    """The leading group that the words name, its office or its members.

    >>> read_group("招商引资工作领导小组办公室").key
    '招商引资工作领导小组办公室'
    """
    if words[:1] == "“" and words[-1:] == "”" and words.count("“") == 1:
        words = words[1:-1]
    match = _GROUP.match(words)
    if match:
        ending = {"办": "办公室", "各成员单位": "成员单位"}.get(match[2], match[2])
        plain = _QUOTES.sub("", match[1]) + ending
        written = match[1] + ("办公室" if ending == "办公室" else match[2])
        return Organ(key=plain, full="{p}" + written, kind="group")
    if _GROUP_END.search(words):
        return Organ(key=_QUOTES.sub("", words), full="{p}" + words, kind="group")
    return None


def is_nameless(words: str) -> bool:
    """Whether the words name a group's office without saying which group's.

    >>> is_nameless("专班办公室"), is_nameless("防汛抗旱指挥部办公室"), is_nameless("办公室")
    (True, False, False)
    """
    found = NAMELESS.match(words)
    return bool(found and found["group"] and found["group"] != "组")
