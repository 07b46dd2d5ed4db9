"""What is a unit's name at all, and what only looks like one (数据中心, 产业布局)."""

from __future__ import annotations

import functools
import re

from extract.naming.levels import LEVEL
from extract.naming.names import clean_surface, read_unit
from extract.naming.placenames import find_place, split_place
from extract.rulebook import load_pattern

_QUOTED = re.compile(r"“[^”]*”|（[^）]*）")
_GENERIC_UNIT = re.compile(
    "(?:部门|单位|企业|机构|机关|院校|学校|中小学|幼儿园|政府|业主|主体|地区?|各?市|处室|医院|运营商)(?:（[^）]*）)?$"
)
_STRONG = re.compile(
    r"(?:(?<![布格结全大时当])局|厅|委|委员会|办公[室厅]|办|政府|管委会|[支总大]队|分局|公司|集团|银行|[分支]行|法院|检察院|大学|学院|医院|"
    r"研究[院所]|设计院|规划院|[协学商]会|联合会|合作社|联合社|中心|[处科]室?|街道|[镇乡]|党校|监测站|调查队|署|总局|工作[组室])$"
)
_STRONG_OF_A_PLACE = re.compile("[\u4e00-\u9fff]{2}(?:院|馆|台|站|所|学校|监狱|总会)$")
"""Ends that name a body only behind a place: 市图书馆, 县气象站."""
_PUNCTUATION = re.compile(r"[，。；：！？,;:!?…%％\d]")
_ANY_ZONE = re.compile(
    "(?:国家级?|省级|市级|重点|特色|现代|产业|工业|农业|科技|物流|化工|专业|示范|先行|试点|全|整|老旧|生态|综合|各类|所在|本|该)+"
    "(?:开发|产业|工业|试验|示范|创新|集聚|园|片|新|功能|管理|港|先导|度假|景|保税)"
)
_NOT_IN_NAMES = re.compile(
    r"[，。；：！？,;:!?…%％\d]|的|了|把|被|并|或|等|将|按照|进行|加强|推进|推动|完成|落实|开展|负责|牵头|配合|实现|提升|提高|"
    r"加快|鼓励|支持|参与|达到|不得|确保|力争|争取|国家级|省级|市级"
)
_SHORT_WITHOUT_PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,6}[处科办]$|[\u4e00-\u9fff]{2,}中心$|[\u4e00-\u9fff]{4,}(?:[分支]行|委)$|[\u4e00-\u9fff]{2,3}[镇乡]$"
)
_NOUNS = re.compile(
    r"(?:主办|承办|协办|督办|交办|举办|创办|代办|查办|到处|用处|好处|之处|何处|本科|学科|专科|内科|外科|科科|数据中心|购物中心|"
    r"市中心|创新中心|服务中心|活动中心|商业中心|城市中心|集镇|城镇|乡镇|市镇|村镇|古镇|小镇|名镇|强镇|建制镇|重镇|重点镇|中心镇|示范镇|特色镇|试点镇|卫星镇|产业镇|先进镇|全镇|本镇|该镇|属镇|外乡|异乡|水乡|之乡|家乡|下乡|返乡|城乡|回乡)$"
)


_NUMBERED_OR_DATED = re.compile(r"^\s*[(（]?[一二三四五六七八九十\d]{1,3}[)）、]|\d[.．、](?!\d)|\d\s*[年月]")


_MEMBERS = re.compile(r"各(?:有关|相关)?成员单位$")
"""Behind the name of a body: the members of it, as one unit."""


@functools.lru_cache(maxsize=8192)
def is_unit(words: str) -> bool:
    """Whether the whole string is a unit's name: an organ, a collective, a zone, a company, a group, a post.

    >>> [is_unit(words) for words in ("市工信局", "各街道办事处", "朔城区", "散煤治理", "产业布局")]
    [True, True, True, False, False]
    >>> is_unit("2.培育龙头企业"), is_unit("县安委会各成员单位")
    (False, True)
    """
    plain = clean_surface(words)
    if not 2 <= len(plain) <= 60 or _NUMBERED_OR_DATED.search(words):
        return False
    members = _MEMBERS.search(plain)
    if members and members.start() > 1:
        return is_unit(plain[: members.start()])
    reading = read_unit(plain)
    if reading.collective:
        return reading.kind != "generic" or bool(_GENERIC_UNIT.search(plain))
    if reading.kind == "zone":
        return not _ANY_ZONE.match(plain)
    unknown = reading.kind == "other" or (reading.kind == "department" and reading.function is None)
    if unknown or plain.endswith("中心"):
        return _looks_like_unit(plain)
    bare = _QUOTED.sub("", plain)
    return not (_PUNCTUATION if reading.kind == "group" else _NOT_IN_NAMES).search(bare)


@functools.lru_cache(maxsize=8192)
def is_line_of_work(words: str) -> bool:
    """Whether the words are a department's name without its end, as before 等部门.

    >>> is_line_of_work("住建"), is_line_of_work("采购")
    (True, False)
    """
    return 2 <= len(words) <= 12 and any(read_unit(words + end).function for end in ("局", "委", "厅"))


def may_name(words: str) -> bool:
    """Whether no word stands in the words that names do not hold.

    >>> may_name("县融媒体"), may_name("加强执法机关的衔接")
    (True, False)
    """
    return len(words) >= 2 and not _NOT_IN_NAMES.search(words)


def _looks_like_unit(words: str) -> bool:
    if load_pattern("units", "unit.town.body").fullmatch(words):
        return True
    bare = _QUOTED.sub("", words)
    placed = split_place(bare)[0] is not None or LEVEL.match(bare) is not None or bare.startswith(("国", "中国"))
    strong = _STRONG.search(bare) or (placed and _STRONG_OF_A_PLACE.search(bare))
    if not strong or _NOT_IN_NAMES.search(bare):
        return find_place(words) is not None and words[-1] in "省市县区旗州盟"
    if placed and not words.endswith("市中心"):
        return True
    return not _NOUNS.search(bare) and (len(bare) > 4 or bool(_SHORT_WITHOUT_PLACE.search(bare)))
