"""Units in questions: by the names of the documents, by abbreviations and old names, by their line of work alone.

Where they stand is found here, what they mean is told by :mod:`graph.understanding.unitnames`. A name that the library
does not know stays a name, so that nobody else's tasks answer the question.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import ahocorasick

from graph.centralnames import central_in
from graph.holdings import Holdings
from graph.kept import once
from graph.understanding.bareworks import bare_works
from graph.understanding.collectives import collectives_in
from graph.understanding.named import Named, is_free
from graph.understanding.occurrences import apart, automaton_of, hits_in
from graph.understanding.unitnames import aliases, known_work, level_of, units_named
from graph.wording import load_table

_SUFFIX = re.compile(
    r"领导小组办公室|领导小组成员单位|领导小组|管委会|管理委员会|办公室|街道办事处|支队|大队|总队|分局|委员会|公司|集团|中心|车务段"
    r"|法院|检察院|研究院|督查室|部门|政府|局|委|办|厅"
)
ASKING = re.compile(
    r"谁|哪|什么|啥|那|这个|这家|某|另|别的|[几\d一二两三四五六七八九十]+个|多少|各|牵头|配合|责任|负责|主管|相关|有关|单位|[的和与跟由归是在给找让问被把]"
    r"|[\s,?:;。、“”\"]|Ⓟ|Ⓣ|Ⓓ"
)
_BARE_CONTEXT = re.compile(
    r"(?:都|要|主要|具体|还)?(?:管|负责|牵头|配合|干|做|承担|参与|部门|口|系统|有哪|有什么|的任务|的职责)|[?,、。]|$"
)
_STATE_BODY = re.compile(r"(?:国务院|国家|中华人民共和国)(?=.)")  # whole names: nobody else's, though not held
_STATE = ("国家", "中央", "全国", "国务院")
_SURE = ("局", "委", "分局", "支队", "大队", "总队", "委员会", "厅", "督查室")
_OF_LEVEL = ("办", "办公室", "中心", "集团", "公司", "领导小组", "部门", "研究院")
_NO_NAME = ("办公室", "委员会", "领导小组", "领导小组办公室", "管理委员会")
_GOVERNMENT = re.compile("(?<![省市县区乡镇、)])[省市县区乡镇]政府")
_MANY = re.compile("(?:单位|部门|负责人|各地)$")
_ASKED = re.compile(r"(?:哪|几个?|多少|什么|啥|谁).{0,2}$")
_LONGEST = 12
_SHORTEST_UNKNOWN, _LONGEST_UNKNOWN = 3, 12


def find_units(question: str, holdings: Holdings, taken: Sequence[Named]) -> list[Named]:
    """The units, the longest of those that overlap; in their order."""
    found = _known(question, holdings, taken)
    for hit in _SUFFIX.finditer(question):
        free = is_free(hit.start(), hit.end(), [*taken, *found]) and not _in_another_word(question, hit)
        named = _by_suffix(question, hit, holdings, [*taken, *found]) if free else None
        if named:
            found.append(named)
    for start, end in collectives_in(question):
        if is_free(start, end, [*taken, *found]):
            found.append(_named(question, start, end, holdings))
    found = _joined_names(question, found, holdings)
    found = [
        _whole(one, question, holdings, [*taken, *(other for other in found if other is not one)]) for one in found
    ]
    found += bare_works(question, holdings, [*taken, *found])
    return _with_glosses(question, sorted(found, key=lambda named: named.start))


def _named(question: str, start: int, end: int, holdings: Holdings) -> Named:
    words = question[start:end]
    units = units_named(words, holdings)
    return Named(start=start, end=end, sign="Ⓤ", words=words, units=units, held=bool(units))


# ---------------------------------------------------------------- names of the documents and of the state


def _known(question: str, holdings: Holdings, taken: Sequence[Named]) -> list[Named]:
    found: list[Named] = []
    for start, end, words in _known_names(question, holdings):
        if is_free(start, end, [*taken, *found]):
            units = units_named(words, holdings)
            asked = _MANY.search(words) and _ASKED.search(question[:start])
            if not asked and (units or _STATE_BODY.match(words) or _BARE_CONTEXT.match(question[end:])):
                found.append(Named(start=start, end=end, sign="Ⓤ", words=words, units=units, held=bool(units)))
    return found


def _known_names(question: str, holdings: Holdings) -> list[tuple[int, int, str]]:
    """Names of the documents and of central bodies, the longest where two overlap (国务院扶贫办 is no 扶贫办)."""
    names = list(_aliases_in(question, holdings))
    central = [one for one in central_in(question) if not any(a <= one[0] and one[1] <= b for a, b, _ in names)]
    own = [one for one in names if all(one[1] <= a or b <= one[0] for a, b, _ in central)]
    return sorted([*own, *central])


def _aliases_in(question: str, holdings: Holdings) -> Iterator[tuple[int, int, str]]:
    """The names of the documents, the first and longest of those that overlap."""
    for start, name in apart(hits_in(question, _automaton(holdings))):
        yield start, start + len(name), name


@once
def _automaton(holdings: Holdings) -> ahocorasick.Automaton:
    return automaton_of(aliases(holdings))


# ---------------------------------------------------------------- names by the word for an organ at their end


def _in_another_word(question: str, hit: re.Match[str]) -> bool:
    """Whether the word for an organ is the end or the beginning of another word: 布局, 局部, 办理, 委托."""
    before = question[max(0, hit.start() - 1) : hit.start()]
    return (before and before in load_table("unitwords")["not_organs"].get(hit[0], "")) or bool(
        re.match(
            "局[部面长势限域]|办[理法事完好成结件学厅]|委[托员派以]|厅[长级]|中心(?:城|[县镇村])|部门规章",
            question[hit.start() :],
        )
    )


def begins_unit(question: str, hit: re.Match[str]) -> bool:
    """Whether the word begins the name of a line of work that is more than it (新闻出版广电局)."""
    suffix = _SUFFIX.search(question, hit.end(), hit.end() + _LONGEST)
    words = question[hit.start() : suffix.end()] if suffix else ""
    work = known_work(words) if words and not ASKING.search(words) else None
    return work is not None and hit[0] in work.split("+")[0]


def _by_suffix(question: str, hit: re.Match[str], holdings: Holdings, taken: Sequence[Named]) -> Named | None:
    """The unit whose name ends here: the longest words before that make one."""
    first = max([named.end for named in taken if named.end <= hit.start()], default=0)
    joined = _joined(question, hit, holdings, first)
    if joined:
        return joined
    if hit[0] == "政府" and not _SUFFIX.match(question, hit.end()):
        return _government(question, hit, holdings, taken)
    stops = [0, first, *(stop.end() for stop in ASKING.finditer(question, first, hit.start()))]
    whole = 1 if len(hit[0]) >= 3 and hit[0] not in _NO_NAME else 0  # 车务段 is a name by itself, 局 is none
    sure = hit[0] in _SURE
    for start in range(max(*stops, hit.start() - _LONGEST), hit.start() + whole):
        words = question[start : hit.end()]
        named = _named(question, start, hit.end(), holdings)
        if named.units and all(unit.collective for unit in named.units):
            return None  # 哪几个县区政府 asks for them; where they do something they are found as such
        if named.held or (known_work(words) and (sure or hit[0] == "部门")):
            return named
    start = max(stops)
    return _unknown(question, start, hit) if hit.start() > start else None


def _government(question: str, hit: re.Match[str], holdings: Holdings, taken: Sequence[Named]) -> Named | None:
    """The government of the place or level before, held or not; none where no words say whose it is."""
    place = next((one for one in taken if one.sign == "Ⓟ" and one.end == hit.start()), None)
    if place:
        units = units_named(f"{place.words}政府", holdings)
        words = f"{place.words}政府"
        return Named(start=hit.start(), end=hit.end(), sign="Ⓤ", words=words, units=units, held=bool(units))
    level = _GOVERNMENT.match(question, hit.start() - 1)
    return _named(question, hit.start() - 1, hit.end(), holdings) if level else None


def _unknown(question: str, start: int, hit: re.Match[str]) -> Named | None:
    """The words as the name of a unit that nobody knows, where no other words end so."""
    words = question[start : hit.end()]
    level = level_of(words) == words[:1] and hit[0] in _OF_LEVEL
    if (level or hit[0] in _SURE) and _SHORTEST_UNKNOWN <= len(words) <= _LONGEST_UNKNOWN:
        return Named(start=start, end=hit.end(), sign="Ⓤ", words=words, held=False)
    return None


def _joined(question: str, hit: re.Match[str], holdings: Holdings, first: int) -> Named | None:
    """A unit whose line of work has 和 in its name (规划和自然资源局)."""
    for start in range(max(first, hit.start() - _LONGEST), hit.start() - 3):
        words = question[start : hit.end()]
        work = known_work(words) if "和" in words else None
        if work and "和" in work and work in words:
            return _named(question, start, hit.end(), holdings)
    return None


# ---------------------------------------------------------------- what belongs to the name before and behind it


def _joined_names(question: str, found: Sequence[Named], holdings: Holdings) -> list[Named]:
    """The names; one directly behind another that is of an organ is a part of it (公安局交警大队)."""
    joined: list[Named] = []
    for one in sorted(found, key=lambda named: named.start):
        before = joined[-1] if joined else None
        part = re.search("(?:队|分局|中心|处|科|站)$", one.words)
        if before and part and before.end == one.start and before.words[-1] in "局委厅会院":
            joined[-1] = _named(question, before.start, one.end, holdings)
        else:
            joined.append(one)
    return joined


def _whole(unit: Named, question: str, holdings: Holdings, taken: Sequence[Named]) -> Named:
    """The unit with the zone before it and the part of it behind it: 开发区财政局, 公安局交警大队."""
    start, end = unit.start, unit.end
    body = start + (question[start] == "区")
    zone = _zone_before(question, body, taken)
    start = body - zone if zone else start
    part = _part().match(question, end)
    if part and unit.words[-1] in "局委厅会院" and is_free(end, part.end(), taken):
        end = part.end()
    if (start, end) == (unit.start, unit.end):
        return unit
    exact = (
        aliases(holdings).get(question[start:end], ())
        if start < unit.start
        else units_named(question[start:end], holdings)
    )
    return Named(start=start, end=end, sign="Ⓤ", words=question[start:end], units=exact, held=bool(exact))


def _zone_before(question: str, at: int, taken: Sequence[Named]) -> int:
    """How many characters before a body are a zone that no place's name says: 开发区, but not 滨江高新区."""
    behind = max((one.end for one in taken if one.end <= at), default=0)
    behind = max([behind, *(stop.end() for stop in ASKING.finditer(question, behind, at))])
    zone = re.fullmatch(load_table("unitwords")["parts"]["zone"], question[behind:at])
    return at - behind if zone else 0


@functools.cache
def _part() -> re.Pattern[str]:
    parts = load_table("unitwords")["parts"]
    return re.compile(rf"(?:{parts['work']})(?:{parts['end']})")


def at_its_level(
    unit: Named, question: str, holdings: Holdings, taken: Sequence[Named], inside: Sequence[Named]
) -> Named:
    """The unit with the words before it that say whose it is: a county inside a plan's place, a level, the state.

    The bureau of a county is not that of the city around it, nor is 区交通局 that of a city.
    """
    county = next((one for one in inside if one.start < unit.start <= one.end), None)
    level = level_of(question[unit.start - 1 : unit.end]) if unit.start and not level_of(unit.words) else None
    state = next((word for word in _STATE if question[: unit.start].endswith(word)), "")
    if county:
        start = county.start
    elif level and question[unit.start - 1] == level and is_free(unit.start - 1, unit.start, [*taken, *inside]):
        start = unit.start - 1
    elif state:
        start = unit.start - len(state)
    else:
        return unit
    words = question[start : unit.end]
    units = () if state and not county else units_named(words, holdings)
    return replace(unit, start=start, words=words, units=units, held=bool(units))


def _with_glosses(question: str, units: Sequence[Named]) -> list[Named]:
    """The units; a second name in brackets behind a unit is marked as one."""
    opens = re.compile(load_table("unitwords")["gloss"]["opens"])
    found: list[Named] = []
    for unit in units:
        before = found[-1] if found else None
        second = before is not None and opens.fullmatch(question[before.end : unit.start]) is not None
        found.append(replace(unit, gloss=True) if second else unit)
    return found
