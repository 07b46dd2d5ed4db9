"""How the head of a document is shown: issuers set apart, brackets of its number that fit; the record stays."""

from __future__ import annotations

import re

from extract.naming.places import place_called

_MIXED = re.compile(r"[\[〔［【（(](\d{4})[\]〕］】）)]")
_PAIRS = {"[": "]", "〔": "〕", "［": "］", "【": "】", "（": "）", "(": ")"}
_ENDS = "部局厅委会院办室府署"


def issuers_apart(issuer: str, place: str | None) -> str:
    """The issuers with 、 where one follows the other without a sign, each beginning with the place of the document.

    >>> issuers_apart("中共浙江省委宣传部浙江省发展和改革委员会", "浙江省")
    '中共浙江省委宣传部、浙江省发展和改革委员会'
    >>> issuers_apart("山西省大同市人民政府办公室", "山西省大同市"), issuers_apart("国家税务总局山西省税务局", "山西省")
    ('山西省大同市人民政府办公室', '国家税务总局山西省税务局')
    """
    found = place_called(place) if place else None
    names = "|".join(re.escape(one.name) for one in found.chain) if found else ""
    return re.sub(rf"(?<=[{_ENDS}])(?<!总局)(?=(?:中共)?(?:{names}))", "、", issuer) if names else issuer


def number_shown(number: str) -> str:
    """The number of a document with a pair of brackets round its year, where recognition mixed two kinds.

    >>> number_shown("浙宣[2025〕67号"), number_shown("同政发[2020]8号")
    ('浙宣〔2025〕67号', '同政发[2020]8号')
    """
    return _MIXED.sub(lambda hit: hit[0] if _PAIRS[hit[0][0]] == hit[0][-1] else f"〔{hit[1]}〕", number)
