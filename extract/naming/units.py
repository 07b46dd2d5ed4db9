"""Where units stand in running text: every mention, the longest one, with what kind of unit it is.

Names of departments and organs are found by an automaton of all their spellings and completed to the left (朔州市…,
市…) and to the right (…分局); collectives, groups, zones and companies by the patterns of ``rules/units.toml``.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterator

import ahocorasick

from extract.lexicons import load_lexicon
from extract.naming.collectives import BRACKETS
from extract.naming.departments import read_department
from extract.naming.divisions import customary_shorts, places_by_name
from extract.naming.functions import spellings
from extract.naming.localnames import short_departments
from extract.naming.wholeorgans import whole_organs
from extract.rulebook import load_pattern, load_rules
from extract.text.folding import Folded, fold
from extract.text.marks import Mark

_KINDS = ("局", "厅", "委", "委员会", "部门", "主管部门", "行政主管部门", "办公室", "部")
_LEVELS = "省市县区州旗盟"
_WRITTEN_LEVELS = re.compile(f"(?:[{_LEVELS}]级|辖区|自治区)$")
# characters behind the last one of a name that make it another word: 局面, 委托, 办理
_AFTER = {
    "局": "面部势限长",
    "委": "员托派任书常会",
    "厅": "长",
    "办": "法理学事好结",
    "行": "道车走业为政",
    "会": "议计场商",
}
_NO_LEVEL_BEFORE = "城都超门夜集股街社小景园厂灾林牧山库矿城片辖地"
_BEHIND = re.compile(
    r"(?:交警支队|交通警察支队|[\u4e00-\u9fff]{2,4}分局(?![部面])|办公室|(?:（[^（）]{2,16}[局办委室心]）))?"
)
_FULL_WIDTH = [(chr(sign), chr(wide)) for sign, wide in (BRACKETS | str.maketrans(",;:", "，；：")).items()]
"""The rules are written with full-width signs."""
_PADDING = re.compile(r"[\s\u200b\ufeff]+")
_VERTICAL = re.compile(
    r"(?:中共|共青团|国家税务总局|中国人民银行|人民银行|人行|中国银保监会|中国证监会|国家金融监管总局|国家金融监督管理总局|"
    r"国家统计局|国网|国家电网|中国移动|中国电信|中国联通|中国铁塔)$"
)
_WRITTEN_ORGAN = re.compile(
    r"(?<![\u4e00-\u9fff])(?:由|请|报|向|经|各)?(?P<name>[省市县区州](?!级|域|场|政[^府协法]|容|委|直|属|区|县|内|外|际|辖)"
    r"(?:(?!会同|牵头|配合)[\u4e00-\u9fff]){1,12}?(?:局(?![面部势限长])|厅(?!长)|委(?![员托派任])|委员会|办公室|中心|支队|大队|总队|公司|集团))"
)
_CUT = re.compile(
    r".*(?:由|向|请|报|经(?![济开])|将|及|以及|与|和(?!信|旅|规|改|城|社|物)|为|在|按|依托|发挥|支持|鼓励|协调|督促|指导(?!委)|要求|会同|联合(?!会|执)|"
    r"配合|成立|设立|建立|健全|完善|牵头|负责|各地?|提请|列入|派员|参加|纳入|抄送|反馈|上报|通过|明确|组建|履行|承担|根据|结合|作为|"
    r"是|对|的|等)"
)
_NAMELESS = re.compile("(?:领导小组|领导组|指挥部|联席会议|公司|集团)$")
_BEFORE = re.compile(r"[\u4e00-\u9fff“”（）]*\Z")
_LONGEST_JOINED = 12
_BEFORE_JOINED = "、，；：。（）\n由"
"""What stands before the name of a department that has no place."""
_NO_BEGINNING = re.compile(r"(?:（[一二三四五六七八九十]{1,3}）|（(?![^（）]*）)|）)+")
"""What stands before a name and is no part of it: the number of its task, a bracket in which it stands."""


def find_units(text: str) -> list[Mark]:
    """The unit mentions of the text, longest first at each place, in order and not overlapping.

    ``label`` is organ, collective, government, zone, company, group, post or place (a county or city named alone).

    >>> text = "由市大气污染防治工作领导组办公室会同市生态环境局，督促各县（市、区）政府落实"
    >>> [mark.words(text) for mark in find_units(text)]
    ['市大气污染防治工作领导组办公室', '市生态环境局', '各县（市、区）政府']
    """
    folded = fold(text)
    plain = folded.text
    for sign, wide in _FULL_WIDTH:
        plain = plain.replace(sign, wide)
    places = _places(plain)
    ruled = _by_rules(plain, places, _gaps(text, folded))
    found = [*ruled, *_by_names(plain, places), *_by_shape(plain), *_alone(plain, places)]
    found.sort(key=lambda mark: (mark.start, -mark.end, mark.rule))
    marks: list[Mark] = []
    for mark in found:
        if not marks or mark.start >= marks[-1].end:
            marks.append(mark)
        elif mark.end > marks[-1].end and mark.start == marks[-1].start:
            marks[-1] = mark
    places_in_text = (folded.span(mark.start, mark.end) for mark in marks)
    return [
        Mark(start=start, end=end, rule=mark.rule, label=mark.label)
        for mark, (start, end) in zip(marks, places_in_text, strict=True)
    ]


@functools.cache
def _place_names() -> ahocorasick.Automaton:
    """The names of places, read from their ends, which few characters stand at: that is searched faster."""
    automaton = ahocorasick.Automaton()
    customary = {short for shorts in customary_shorts().values() for short in shorts if len(short) > 2}
    for name, places in places_by_name().items():
        if name in customary or any(place.level != "county" or place.name == name for place in places):
            automaton.add_word(name[::-1], len(name))
    automaton.make_automaton()
    return automaton


def _places(text: str) -> dict[int, int]:
    """End → start of the place names of the text, the longest chain (山西省大同市平城区) at each end."""
    spans: dict[int, int] = {}
    for at, length in _place_names().iter(text[::-1]):
        start = len(text) - 1 - at
        spans[start + length] = min(start, spans.get(start + length, start))
    chained: dict[int, int] = {}
    for end in sorted(spans):
        start = spans[end]
        chained[end] = chained.get(start, start)
    return chained


@functools.cache
def _names() -> ahocorasick.Automaton:
    """Every spelling of a department or organ, read from its end, → whether it is a name without a place before it."""
    automaton = ahocorasick.Automaton()
    names: dict[str, bool] = {}
    for spelling in spellings():
        for kind in _KINDS[:-1]:
            names[spelling + kind] = True
    names |= dict.fromkeys(short_departments(), False)
    for words in whole_organs():
        plain = words.removeprefix("{p}")
        if len(plain) > 1 and "{" not in plain:
            names[plain] = len(plain) > 4
    for words in ("政府", "人民政府", "委", "党委"):
        names[words] = False
    for row in load_lexicon("national_bodies"):
        for name in filter(None, (row["canonical"], *row["variants"].split("|"))):
            if name.startswith(("国", "中", "党", "最高", "全国")) or name.endswith(("部", "总局", "总署", "署")):
                names[name] = True
    for name, alone in names.items():
        automaton.add_word(name[::-1], (name, alone))
    automaton.make_automaton()
    return automaton


def _by_names(text: str, places: dict[int, int]) -> Iterator[Mark]:
    for at, (name, alone) in _names().iter(text[::-1]):
        start = len(text) - 1 - at
        end = start + len(name)
        follows = text[end : end + 1]
        if follows and follows in _AFTER.get(name[-1], "") and not text.startswith("会同", end):
            continue
        left = _owned(text, start) if name.endswith(("部门", "局", "委员会")) else None
        left = _left(text, start, places) if left is None else left
        if left is None and name[-1] in "局委厅":
            left = _joined(text, start, end, places)
        if left is None and not alone:
            continue
        first = start if left is None else left
        behind = _BEHIND.match(text, end) if name[-1] in "局厅委" else None
        end = behind.end() if behind else end
        label = "government" if name in ("政府", "人民政府") else "organ"
        yield Mark(start=first, end=end, rule=f"unit.{label}", label=label)


def _joined(text: str, start: int, end: int, places: dict[int, int]) -> int | None:
    """Where a name of several lines of work begins of which the last is the one found: 住建和 before 交通局."""
    for at in range(max(0, start - _LONGEST_JOINED), start - 1):
        begins = at == 0 or text[at - 1] in _BEFORE_JOINED
        left = at if begins else _left(text, at, places)
        if left is not None and text[at] not in _LEVELS and read_department(text[at:end]):
            return left
    return None


def _left(text: str, start: int, places: dict[int, int]) -> int | None:
    """Where the place before ``start`` begins, if one stands there: a name, or a level (市) as a document says it."""
    at = start
    if text[at - 1 : at] == "委" and at > 1:
        at -= 1 if text[at - 2] != "党" else 2
    written = _WRITTEN_LEVELS.search(text, max(0, at - 3), at)
    if at in places:
        first = places[at]
    elif written:
        first = written.start()
    elif text[at - 1 : at] and text[at - 1] in _LEVELS and text[max(0, at - 2) : at - 1] not in tuple(_NO_LEVEL_BEFORE):
        first = at - 1
    else:
        return None
    before = _VERTICAL.search(text, max(0, first - 10), first)
    if before:
        return before.start()
    return first - 1 if first and text[first - 1] in "各团" else first


def _owned(text: str, start: int) -> int | None:
    """Where 各县（市、区） in 各县（市、区）教育部门 begins: areas whose departments are named together."""
    owner = load_pattern("units", "unit.department.owner").search(text, max(0, start - 14), start)
    return owner.start() if owner else None


def _gaps(text: str, folded: Folded) -> list[int]:
    """The folded places before which padding inside a line was left out: 何昌顺 省投资集团 are two names."""
    found = []
    for gap in _PADDING.finditer(text):
        at = folded.place(gap.end()) if "\n" not in gap.group() else 0
        if 0 < at < len(folded.origins) and folded.origins[at] > folded.origins[at - 1] + 1:
            found.append(at)
    return found


def _by_rules(text: str, places: dict[int, int], gaps: list[int]) -> Iterator[Mark]:
    starts = {start: end for end, start in places.items()}
    for rule in (rule for rule in load_rules("units") if rule.kind != "owner"):
        for found in rule.finditer(text):
            start, end = found.span()
            if rule.more.get("left"):
                start = _name_start(text, start, rule.more["left"], starts, gaps)
                if start == found.start() and _NAMELESS.match(found[0]):
                    continue  # 领导小组 alone names none
            elif start in places and rule.kind == "collective":
                start = places[start]
            behind = _BEHIND.match(text, end) if rule.kind == "company" else None
            end = behind.end() if behind else end
            yield Mark(start=start, end=end, rule=rule.id, label=rule.kind)


def _name_start(text: str, end: int, left: int, places: dict[int, int], gaps: list[int]) -> int:
    """Where the name that ends so begins: behind the last word that cannot belong to it, at the first place there."""
    before = _BEFORE.search(text, max(0, end - left), end)
    gap = bisect.bisect_right(gaps, end - 1)
    start = max([before.start() if before else end, *gaps[max(0, gap - 1) : gap]])
    cut = _CUT.match(text, start, end)
    start = cut.end() if cut else start
    outside = _NO_BEGINNING.match(text, start, end)
    start = outside.end() if outside else start
    return next((at for at in range(start, end) if at in places), start)


def _by_shape(text: str) -> Iterator[Mark]:
    """Organs of a level that no list holds (市重污染天气专家委员会), where a name can begin."""
    for found in _WRITTEN_ORGAN.finditer(text):
        yield Mark(start=found.start("name"), end=found.end("name"), rule="unit.shape", label="organ")


def _alone(text: str, places: dict[int, int]) -> Iterator[Mark]:
    for end, start in places.items():
        if text[end - 1] in "市县区旗州盟" and (end - start > 2 or _is_short_county(text, start, end)):
            yield Mark(start=start, end=end, rule="unit.place", label="place")


def _is_short_county(text: str, start: int, end: int) -> bool:
    """Whether 应县 stands alone there; 和县 in 和县（市、区） and 开县 in 召开县级 are no places."""
    before, behind = text[start - 1 : start] if start else "", text[end : end + 1]
    return behind not in ("（", "市", "区", "级", "域", "城", "内") and (
        before in ("、", "和", "及") or not before.isalpha()
    )
