"""Names in a question: the times, places, plans and units it means, by what the library holds."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from extract.naming.places import Place
from graph.centralnames import central_in
from graph.holdings import HeldUnit, Holdings
from graph.understanding.foreignplaces import Elsewhere, divisions_elsewhere, place_before
from graph.understanding.unitnames import aliases, inner_places, known_work, level_of, units_called, units_named
from graph.wording import load_table

TIME = re.compile(
    r"(?<!\d)(?:20\d\d年)?(?:(?:1[0-2]|[1-9])月(?:份)?(?:(?:[12]\d|3[01]|[1-9])[日号](?![文件])|底|末|初|中旬|上旬|下旬)?"
    r"|年底|年末|[上下]半年|[一二三四1-4]季度|采暖[季期])(?:之?前|以前|内|之内|以内|期间)?|20\d\d年(?:年底|年末|底|末|内)?(?:之?前|以前)"
)
_DATE = re.compile(r"(?<!\d)(?:(\d{1,4})年)?(\d{1,3})月(?:(\d{1,3})[日号])?(?!份?以[来后])")
_MONTHS = re.compile(r"(十[一二]?|[一二三四五六七八九])月")
_YEAR = re.compile(r"(?<![较比\d])(20\d\d)(?:年度|年)?(?!\d|[a-zA-Z%])")
_SUFFIX = re.compile(
    r"领导小组办公室|领导小组成员单位|领导小组|管委会|管理委员会|办公室|街道办事处|支队|大队|分局|委员会|公司|集团|中心|车务段"
    r"|法院|检察院|部门|政府|局|委|办|厅"
)
_ASKING = re.compile(
    r"谁|哪|什么|啥|几个|多少|各|牵头|配合|责任|负责|主管|相关|有关|单位|[的和与跟由归是在给找让问]|Ⓟ|Ⓣ|Ⓓ"
)
_BARE_CONTEXT = re.compile(
    r"(?:都|要|主要|具体|还)?(?:管|负责|牵头|配合|干|做|承担|参与|部门|口|系统|有哪|有什么|的任务|的职责)|[?,、。]|$"
)
_DIGITS = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
}
_STATE_BODY = re.compile(r"(?:国务院|国家|中华人民共和国)(?=.)")  # whole names: nobody else's, though not held
_STATE = ("国家", "中央", "全国")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A stretch of the question and what it names; ``held`` is false of what the library does not hold."""

    start: int
    end: int
    sign: str
    words: str
    units: tuple[HeldUnit, ...] = ()
    place: Place | None = None
    held: bool = True
    docs: tuple[str, ...] = ()


def arabic_months(question: str) -> str:
    """The question with its months in digits.

    >>> arabic_months("十月底前")
    '10月底前'
    """
    return _MONTHS.sub(lambda found: f"{_DIGITS[found[1]]}月", question)


def find_times(question: str) -> list[Named]:
    """The days and periods, those that no calendar has not held; a year alone is none."""
    wrong = [hit for hit in _DATE.finditer(question) if not _is_day(hit)]
    found = [Named(start=hit.start(), end=hit.end(), sign="Ⓣ", words=hit[0], held=False) for hit in wrong]
    times = (hit for hit in TIME.finditer(question) if _free(hit.start(), hit.end(), found))
    return found + [Named(start=hit.start(), end=hit.end(), sign="Ⓣ", words=hit[0]) for hit in times]


def _is_day(hit: re.Match[str]) -> bool:
    """Whether some calendar has the day; without a year 29 February is one."""
    try:
        date(int(hit[1] or 2000), int(hit[2]), int(hit[3] or 1))
    except ValueError:
        return False
    return True


def find_years(question: str, taken: Sequence[Named]) -> list[tuple[int, int, int]]:
    """The years that stand alone, each with its place in the question; 较2015年 is none."""
    return [
        (hit.start(), hit.end(), int(hit[1]))
        for hit in _YEAR.finditer(question)
        if _free(hit.start(), hit.end(), taken)
    ]


def find_places(question: str, holdings: Holdings, taken: Sequence[Named]) -> list[Named]:
    """The places: those of the library by any of their names, and others that the question names."""
    held = [
        Named(start=hit.start(), end=hit.end(), sign="Ⓟ", words=hit[0], place=holdings.places[hit[0]])
        for hit in _place_pattern(holdings).finditer(question)
    ]
    elsewhere = [_named_place(one) for one in divisions_elsewhere(question, holdings)]
    found: list[Named] = []
    for one in sorted([*held, *elsewhere], key=lambda one: (one.start, -one.end)):
        if _free(one.start, one.end, [*taken, *found]):
            found.append(one)
    return found


def _named_place(one: Elsewhere) -> Named:
    return Named(start=one.start, end=one.end, sign="Ⓟ", words=one.words, place=one.place, held=one.held, docs=one.docs)


def unknown_places(question: str, holdings: Holdings, taken: Sequence[Named], units: Sequence[Named]) -> list[Named]:
    """The places before units of which nothing is held: 云岭市发改委 is not 市发改委 of another city."""
    left = list(question)
    for one in [*taken, *units]:
        left[one.start : one.end] = " " * (one.end - one.start)
    plain = "".join(left)
    found: list[Named] = []
    for unit in units:
        if unit.units and all(held.collective for held in unit.units):
            continue  # 县(市、区)政府 is of every place
        level = unit.words[0] if level_of(unit.words) == unit.words[0] else ""
        place = place_before(plain, unit.start, level, holdings)
        if place:
            found.append(_named_place(place))
    return found


@functools.lru_cache(maxsize=8)
def _place_pattern(holdings: Holdings) -> re.Pattern[str]:
    names = sorted(holdings.places, key=lambda name: (-len(name), name))
    return re.compile("|".join(_ending(name) for name in names) or r"(?!)")


def _ending(name: str) -> str:
    """The name as a pattern that does not cut 市场监管局, 市区 or 市政 in two."""
    return re.escape(name) + ("(?![场区政容民]|监[局管])" if name.endswith("市") else "")


def find_plans(question: str, holdings: Holdings, taken: Sequence[Named]) -> list[Named]:
    """The documents: a word such as 计划 or 会 with words before it that stand in a title, or that points back."""
    table = load_table("frames")
    words = "|".join(sorted(table["documents"], key=lambda word: (-len(word), word)))
    found: list[Named] = []
    for hit in re.finditer(words, question):
        committee = question[: hit.start()].endswith("委员") and hit[0] == "会"
        if not committee and not _opens_unit(question, hit) and _free(hit.start(), hit.end(), [*taken, *found]):
            named = _plan_at(question, hit, holdings, [*taken, *found])
            if named:
                found.append(named)
    return found


def _opens_unit(question: str, hit: re.Match[str]) -> bool:
    """Whether the word begins the name of a line of work that is more than it (新闻出版广电局)."""
    suffix = _SUFFIX.search(question, hit.end(), hit.end() + 12)
    words = question[hit.start() : suffix.end()] if suffix else ""
    work = known_work(words) if words and not _ASKING.search(words) else None
    return work is not None and hit[0] in work.split("+")[0]


def _plan_at(question: str, hit: re.Match[str], holdings: Holdings, taken: Sequence[Named]) -> Named | None:
    best: dict[str, tuple[int, int]] = {}
    for plan in holdings.plans.values():
        start, told = _title_before(question, hit.start(), plan.title, taken)
        told += len(hit[0]) if len(hit[0]) >= 3 and hit[0].removesuffix("议") in plan.title else 0
        if told >= 3 or (told == 2 and hit.start() - start >= 2):
            best[plan.doc] = (told, start)
    if best:
        most = max(told for told, _ in best.values())
        docs = tuple(sorted(doc for doc, (told, _) in best.items() if told == most))
        start = min(start for doc, (_, start) in best.items() if doc in docs)
        return Named(start=start, end=hit.end(), sign="Ⓓ", words=question[start : hit.end()], docs=docs)
    return _pointing(question, hit, holdings, taken)


def _title_before(question: str, at: int, title: str, taken: Sequence[Named]) -> tuple[int, int]:
    """How far the words before stand in the title: where they begin, and how many characters do."""
    start, told, position = at, 0, at
    while position > 0:
        covering = next((named for named in taken if named.start < position <= named.end), None)
        if covering or question[position - 1] in "的“”《》 ":
            position = covering.start if covering else position - 1
            continue
        size = next((k for k in range(min(20, position), 1, -1) if question[position - k : position] in title), 0)
        if not size or any(named.start < position and named.end > position - size for named in taken):
            break
        position -= size
        start, told = position, told + size
    return start, told


def _pointing(question: str, hit: re.Match[str], holdings: Holdings, taken: Sequence[Named]) -> Named | None:
    """A bare word for a document, where it is no part of another word: after a place or year, or before 里, 中, 上."""
    before = question[: hit.start()]
    behind = question[hit.end() : hit.end() + 1]
    after_name = any(named.end == hit.start() for named in taken) or re.search(
        r"(?:年|20\d\d|这个|那个|这份|那份|该|本)$", before
    )
    if not after_name and not (behind and behind in "里中上" and len(hit[0]) > 1):
        return None
    meeting = hit[0] in load_table("frames")["meetings"]
    docs = tuple(plan.doc for plan in holdings.plans.values() if plan.document.meta.genre == "news") if meeting else ()
    return Named(start=hit.start(), end=hit.end(), sign="Ⓓ", words=hit[0], docs=docs)


def find_whole_names(question: str, holdings: Holdings, taken: Sequence[Named]) -> list[Named]:
    """The units whose names hold a place further in (大同市公安局平城分局): found before places, or they fall apart."""
    return [
        Named(start=hit.start(), end=hit.end(), sign="Ⓤ", words=hit[0], units=units_named(hit[0], holdings))
        for hit in _whole_pattern(holdings).finditer(question)
        if _free(hit.start(), hit.end(), taken)
    ]


@functools.lru_cache(maxsize=8)
def _whole_pattern(holdings: Holdings) -> re.Pattern[str]:
    names = sorted(inner_places(holdings), key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, names)) or r"(?!)")


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
    elif level and _free(unit.start - 1, unit.start, [*taken, *inside]):
        start = unit.start - 1
    elif state:
        start = unit.start - len(state)
    else:
        return unit
    words = question[start : unit.end]
    units = () if state and not county else units_named(words, holdings)
    return Named(start=start, end=unit.end, sign="Ⓤ", words=words, units=units, held=bool(units))


def find_units(question: str, holdings: Holdings, taken: Sequence[Named]) -> list[Named]:
    """The units, by the names of the documents, by abbreviations and former names, by their line of work."""
    found: list[Named] = []
    for start, end, words in _known_names(question, holdings):
        if _free(start, end, [*taken, *found]):
            units = units_named(words, holdings)
            if units or _STATE_BODY.match(words) or _BARE_CONTEXT.match(question[end:]):
                found.append(Named(start=start, end=end, sign="Ⓤ", words=words, units=units, held=bool(units)))
    for hit in _SUFFIX.finditer(question):
        if _free(hit.start(), hit.end(), [*taken, *found]):
            named = _by_suffix(question, hit, holdings, [*taken, *found])
            if named:
                found.append(named)
    found += _bare(question, holdings, [*taken, *found])
    return sorted(found, key=lambda named: named.start)


@functools.lru_cache(maxsize=8)
def _alias_pattern(holdings: Holdings) -> re.Pattern[str]:
    names = sorted(aliases(holdings), key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, names)) or r"(?!)")


def _known_names(question: str, holdings: Holdings) -> list[tuple[int, int, str]]:
    """Names of the documents and of central bodies, the longest where two overlap (国务院扶贫办 is no 扶贫办)."""
    names = [(hit.start(), hit.end(), hit[0]) for hit in _alias_pattern(holdings).finditer(question)]
    central = [one for one in central_in(question) if not any(a <= one[0] and one[1] <= b for a, b, _ in names)]
    own = [one for one in names if all(one[1] <= a or b <= one[0] for a, b, _ in central)]
    return sorted([*own, *central])


def _by_suffix(question: str, hit: re.Match[str], holdings: Holdings, taken: Sequence[Named]) -> Named | None:
    """The unit whose name ends here: the longest words before that make one."""
    first = max([named.end for named in taken if named.end <= hit.start()], default=0)
    joined = _joined(question, hit, holdings, first)
    if joined:
        return joined
    stops = [0, first, *(stop.end() for stop in _ASKING.finditer(question, first, hit.start()))]
    whole = 1 if len(hit[0]) >= 3 else 0  # 车务段 is a name by itself, 局 is none
    for start in range(max(*stops, hit.start() - 12), hit.start() + whole):
        words = question[start : hit.end()]
        units = units_named(words, holdings)
        if units or known_work(words):
            return Named(start=start, end=hit.end(), sign="Ⓤ", words=words, units=units, held=bool(units))
    start = max(stops)
    unknown = question[start : hit.end()]
    level = unknown[:1] in ("省", "市", "县", "区") and hit[0] in ("办", "办公室", "中心", "集团", "公司", "领导小组")
    if (
        (level or hit[0] in ("局", "委", "分局", "支队", "委员会", "厅"))
        and 3 <= len(unknown) <= 10
        and hit.start() > start
    ):
        return Named(start=start, end=hit.end(), sign="Ⓤ", words=unknown, held=False)
    return None


def _joined(question: str, hit: re.Match[str], holdings: Holdings, first: int) -> Named | None:
    """A unit whose line of work has 和 in its name (规划和自然资源局)."""
    for start in range(max(first, hit.start() - 12), hit.start() - 3):
        words = question[start : hit.end()]
        work = known_work(words) if "和" in words else None
        if work and "和" in work and work in words:
            units = units_named(words, holdings)
            return Named(start=start, end=hit.end(), sign="Ⓤ", words=words, units=units, held=bool(units))
    return None


def _bare(question: str, holdings: Holdings, taken: Sequence[Named]) -> Iterable[Named]:
    """Lines of work without 局 (住建都管哪些事), where a place stands before or the words behind ask for duties."""
    held = {unit.function for unit in holdings.units if unit.function}
    at = 0
    while at < len(question) - 1:
        named = None
        for size in (6, 5, 4, 3, 2):
            words = question[at : at + size]
            if len(words) < size or not _free(at, at + size, taken) or not re.fullmatch(r"[一-鿿]+", words):
                continue
            units = _bare_units(words, held, holdings)
            before = at == 0 or any(other.end == at for other in taken) or question[at - 1] in "由,、和跟与"
            if before and _BARE_CONTEXT.match(question[at + size :]) and units:
                named = Named(start=at, end=at + size, sign="Ⓤ", words=words, units=units, held=bool(units))
                break
        if named:
            yield named
        at = named.end if named else at + 1


def _bare_units(words: str, held: Collection[str], holdings: Holdings) -> tuple[HeldUnit, ...]:
    """The units of a line of work that is named without 局 or 支队 (住建, 交警)."""
    if known_work(f"{words}局") in held:
        return units_named(f"{words}局", holdings)
    return units_called(f"{words}支队", holdings)


def mark(question: str, named: Sequence[Named]) -> str:
    """The question with one sign for each name."""
    parts, at = [], 0
    for one in sorted(named, key=lambda one: one.start):
        parts += [question[at : one.start], one.sign]
        at = one.end
    return "".join([*parts, question[at:]])


def _free(start: int, end: int, taken: Iterable[Named]) -> bool:
    return all(end <= named.start or named.end <= start for named in taken)
