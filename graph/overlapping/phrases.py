"""The phrases that two texts share, whole words only, those with most to say first."""

from __future__ import annotations

import re

from graph.wording import fold, letters, load_words, runs

_PARTICLES = "的和与及对在将等或并把被以为"
_LEADING = re.compile(
    "^(?:以上的?|以下的?|的|和|与|及|对|在|将|等|推进|全面|深入|加强|严格|开展|实施|推动|完成|加快|持续|落实)+"
)
_TRAILING = re.compile("(?:的|和|与|及|对|在|将|等|进行|实施)+$")


def shared_phrases(a: str, b: str) -> list[str]:
    """The longest phrases that stand in both, those with most to say first; mere verbs of plans are left out.

    The words are compared as they are given; see :func:`graph.wording.unify` for one name for one thing.

    >>> shared_phrases("全面推进禁煤区建设、推进清洁取暖改造", "持续推进冬季清洁取暖改造。严格落实禁煤区建设标准要求")
    ['清洁取暖改造', '禁煤区建设']
    """
    other = "|".join(runs(b))
    found: set[str] = set()
    for run in runs(a):
        at = 0
        while at < len(run) - 1:
            size = _longest(run, at, other)
            found.add(run[at : at + size])
            at += max(1, size - 1)
    generic = load_words().generic
    told = {phrase: len(generic.sub("", phrase)) for phrase in found}
    kept = [phrase for phrase, size in told.items() if size >= 2 and len(phrase) >= 2]
    whole = [p for p in kept if not any(p != q and p in q for q in kept)]
    trimmed = dict.fromkeys(_trim(p) for p in sorted(whole, key=lambda p: (-told[p], -len(p), p)))
    return [phrase for phrase in trimmed if len(phrase) >= 2 and not phrase.isdigit()]


def shared_words(a: str, b: str) -> list[str]:
    """The shared phrases that begin and end a word in at least one of the two texts.

    >>> shared_words("渣土车辆密闭运输，道路清扫", "推进渣土车辆密闭运输")
    ['渣土车辆密闭运输']
    """
    mine, theirs = fold(a), fold(b)
    return [phrase for phrase in shared_phrases(mine, theirs) if _is_whole(phrase, mine, theirs)]


def _is_whole(phrase: str, *texts: str) -> bool:
    """Whether the phrase begins a word and ends one in at least one of the texts: 区及周边重 does neither."""
    if any(_parts_word(phrase, text) for text in texts):
        return False
    around = [_around(phrase, text) for text in texts]
    return any(before for before, _ in around) and any(after for _, after in around)


def _parts_word(phrase: str, text: str) -> bool:
    """Whether the phrase, wherever it stands in the text, ends within a common word.

    >>> _parts_word("周边重", "建成区及周边重点企业"), _parts_word("周边", "建成区及周边重点企业")
    (True, False)
    """
    ends = [found.end() for found in re.finditer(re.escape(phrase), text)]
    common = [found.span() for end in ends for found in load_words().generic.finditer(text, max(0, end - 1), end + 4)]
    return bool(ends) and all(any(start < end < stop for start, stop in common) for end in ends)


def _around(phrase: str, text: str) -> tuple[bool, bool]:
    """Whether a word ends before the phrase, and whether one begins behind it, wherever it stands in the text."""
    words = load_words()
    before = after = False
    for found in re.finditer(re.escape(phrase), text):
        ahead, behind = text[max(0, found.start() - 4) : found.start()], text[found.end() : found.end() + 4]
        before = (
            before or not letters(ahead[-1:]) or ahead[-1:] in _PARTICLES or words.verb_at_end.search(ahead) is not None
        )
        after = after or not letters(behind[:1]) or behind[:1] in _PARTICLES or words.generic.match(behind) is not None
    return before, after


def _longest(run: str, at: int, other: str) -> int:
    size = 0
    while at + size < len(run) and run[at : at + size + 1] in other:
        size += 1
    return size


def _trim(phrase: str) -> str:
    return _TRAILING.sub("", _LEADING.sub("", phrase))
