"""How characters and names of places sound, without tones."""

from __future__ import annotations

import functools
import itertools
import os
from collections.abc import Callable

from graph.wording import load_table


@functools.cache
def _reader() -> Callable[..., list[list[str]]]:
    """The reader of single characters; the 44 MB that pypinyin holds of words are left out, and misread 朝阳 anyway."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import pinyin  # noqa: PLC0415 - its tables load slowly

    return pinyin


def _read(letter: str, *, every: bool = False) -> list[str]:
    return _reader()(letter, style=0, heteronym=every)[0]


@functools.lru_cache(maxsize=16_384)
def sound_of(letter: str) -> str:
    """How one character mostly sounds; anything else is as it is.

    >>> sound_of("煤"), sound_of("绿"), sound_of("A")
    ('mei', 'lv', 'A')
    """
    return _read(letter)[0]


def place_sound(name: str) -> str:
    """How the name of a place sounds.

    >>> place_sound("重庆市"), place_sound("长治"), place_sound("成都市"), place_sound("朝阳区")
    ('chongqingshi', 'changzhi', 'chengdushi', 'chaoyangqu')
    """
    table = load_table("placesounds")
    size = next((size for size in range(len(name), 1, -1) if name[:size] in table["names"]), 0)
    own = table["names"][name[:size]] if size else ""
    return own + "".join(table["letters"].get(letter) or sound_of(letter) for letter in name[size:])


def readings(name: str) -> list[str]:
    """Every way in which the characters may sound: 长治 is changzhi, and zhangzhi; 32 at most.

    >>> {"zhangzhi", "changzhi"} <= set(readings("长治"))
    True
    """
    each = [dict.fromkeys(_read(letter, every=True)) for letter in name]
    return ["".join(sounds) for sounds in itertools.islice(itertools.product(*each), 32)]
