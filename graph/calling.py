"""How things are called where there is little room, and words as they flow where lines are of another length."""

from __future__ import annotations

import re

_STATE = re.compile(r"^中华人民共和国(?=.{2,}(?:部|委员会|署|局|院|行)$)")
_NO_GAP = tuple("）、．。：】」")  # signs of full width, which stand apart by themselves
_PART_OF_PLACE = re.compile(r".{2,}?(?:特别行政区|自治[区州县旗]|新区|省|市|州|盟|县|区|旗)(?=.{2})|.+")
_JOINT = "\0"  # no text holds it: where a line was broken only because it was full
_FULL = re.compile(
    r"(?<=[^\n]{12})(?<![。；;：:！!？?”」）)\n\t])\n"
    r"(?!\s|[（(]?[\d一二三四五六七八九十]{1,3}[、．.）)]|第[一二三四五六七八九十]{1,3}[章节条]|[①-⑳•●■◆□—\ue000-\uf8ff-])"
)


def numbered(number: str | None, title: str | None) -> str:
    """A task by its number and its title, with a gap between them where the number's own sign makes none.

    >>> numbered("（一）", "统筹推进"), numbered("2．", "转型"), numbered("1.", "人工智能"), numbered(None, "监管")
    ('（一）统筹推进', '2．转型', '1. 人工智能', '监管')
    """
    number, title = (number or "").strip(), (title or "").strip()
    gap = "" if number.endswith(_NO_GAP) else " "
    return f"{number}{gap}{title}" if number and title else number or title


def called(canonical: str) -> str:
    """The name of a unit in a table: a body of the state goes by the name that the State Council lists it under.

    >>> called("中华人民共和国海关总署"), called("浙江省数据局"), called("中华人民共和国国家发展和改革委员会")
    ('海关总署', '浙江省数据局', '国家发展和改革委员会')
    """
    return _STATE.sub("", canonical)


def parts_of_place(place: str) -> list[str]:
    """The name of a place, cut behind each province, city and county that another one follows.

    >>> parts_of_place("广西壮族自治区梧州市"), parts_of_place("贵州省"), parts_of_place("山西省大同市平城区")
    (['广西壮族自治区', '梧州市'], ['贵州省'], ['山西省', '大同市', '平城区'])
    """
    return _PART_OF_PLACE.findall(place)


def with_joints(words: str) -> str:
    """The words, as long as they were, with a sign instead of each end of a line that was broken for being full."""
    return _FULL.sub(_JOINT, words)


def flowing(words: str) -> str:
    r"""Words with joints, put together to lines that may be of any length.

    >>> flowing(with_joints("全面实施散煤综合治理，在大幅提升能源利用效率\n水平前提下。\n二、重点任务"))
    '全面实施散煤综合治理，在大幅提升能源利用效率水平前提下。\n二、重点任务'
    """
    return re.sub(f"(?<=[a-zA-Z]){_JOINT}(?=[a-zA-Z])", " ", words).replace(_JOINT, "")
