"""The kind of a unit as it is shown: what the grammar leaves open is told by the end of the name."""

from __future__ import annotations

import re

from extract.naming.readings import Reading

_ENDS = (
    ("company", re.compile("(?:集团|公司|银行|[分支]行|电网|合作社|厂|矿)$")),
    ("group", re.compile("(?:领导小组|领导组|协调小组|工作组|指挥部|专班|联席会议)(?:办公室)?$")),
    (
        "institution",
        re.compile("(?:中心|[院馆台站所]|大学|学校|基地|实验室|[机车]场)$"),
    ),
    ("town", re.compile("(?:镇|乡|街道|社区|村)(?:人民政府|办事处|村委会|居委会)?$")),
    ("organ", re.compile("(?:局|厅|委|委员会|部|办|办公室|署|政府|法院|检察院|协会|联合会|队)$")),
)
_OPEN = ("other", "organ")


def shown_kind(reading: Reading) -> str:
    """The kind, told by the end of the name where the grammar knows only that a body is meant.

    >>> shown_kind(Reading(place=None, key="", canonical="广西北部湾国际港务集团有限公司", kind="other"))
    'company'
    """
    if reading.kind not in _OPEN:
        return reading.kind
    found = next((kind for kind, end in _ENDS if end.search(reading.canonical)), reading.kind)
    return found if reading.kind == "other" or found in ("company", "institution") else reading.kind
