"""Units that are many: 各县（市、区）政府, 有关部门, 各成员单位, and posts without a name.

A collective stays what it is as written; its ``key`` is equal for the spellings of one collective of one place.
"""

from __future__ import annotations

import re

from extract.naming.readings import Organ

_EVERY = r"(?:全[省市区县州]|辖区内?|各|有关|相关|其他|其它|所有|涉及|有条件的?|试点|部分|重点|属地|\d+个|沿线|各个)*"
_AREA_WORDS = (
    "省|市|州|县|区|旗|盟|地|苏木|乡|镇街|街镇|镇|街道办事处|街道办|街办|街道|设区的?|地级以上|级|功能区|园区|开发区|直辖|自治|"
    "[（）、，和及/]"
)
_AREA = f"(?:{_AREA_WORDS})+"
_RULE = r"(?:党委政府|党委[、和及]?(?:人民)?政府|党工委[、和]管委会|人民政府|政府|党委|党政)"
_AREAS = re.compile(
    rf"(?P<every>{_EVERY})(?P<area>{_AREA})(?P<rule>{_RULE})?(?P<more>（[^）]*）|[、和]?管委会|、部门)?$"
)
_MEMBERS = re.compile(r"(.*?(?:小组|领导组|组|会议|委员会|指挥部|专班|安委会))(?:各)?成员单位$")
_ZONES = re.compile(r"各?(?:产业|工业)?园区(?:管委会|管理委员会)?$|各(?:开发区|功能区|管委会|管理委员会)(?:管委会)?$")
_LEVEL = r"(?:省|市|区|县|州|盟|旗|自治区|全[省市区县州])"
_DEPARTMENTS = re.compile(
    rf"(?P<level>{_LEVEL}?)(?P<seat>级|直|属|(?:人民)?政府)?(?P<words>(?:各|有关|相关|其他|其它|主要|责任|职能|主管|行业|牵头|配合|成员|级|、|和)*)"
    r"(?P<kind>(?:部门|单位|企业|机构|委办局|(?:[部委办局厅院室处]、){1,5}(?:局|厅|处室?|室|院|办)|直属机构|事业单位|国有企业)(?:[、和及（](?:部门|单位|企业|机构)）?)*)$"
)
_POST = re.compile(
    r"(?:负责人|负责同志|主要领导|分管领导|分管同志|领导同志|党政领导|书记|[省市县区乡镇]长|主任|局长|厅长|处长|科长|站长|秘书长|责任人|河长|林长|田长)$"
)
_START = re.compile("各|有关|相关|其他|其它|属地|所在地|所属|涉及|有条件|辖区|重点|本|贵|驻")
_END = re.compile("部门|企业|单位|机构|[安察法判务关]机关|职能处室|相关处室|项目业主|业主|运营商|主体$|商户|用户")
_DISTRICT_WORDS = {
    "县级": "县市区",
    "地级以上市": "市",
    "地级市": "市",
    "地市": "市",
    "街道办事处": "街道",
    "街道办": "街道",
    "街办": "街道",
    "地级以上": "",
    "设区的": "",
    "设区": "",
    "级": "",
}


def read_collective(words: str) -> Organ | None:
    """The collective that the words name; ``full`` begins with {p} where it belongs to the place of the document.

    >>> read_collective("县〔市、区〕政府".translate(BRACKETS)).full
    '{p}各县（市、区）人民政府'
    >>> read_collective("各县市区政府").key == read_collective("各区、县（市）人民政府").key
    True
    >>> read_collective("市政府") is None
    True
    """
    return _areas(words) or _zones(words) or _departments(words) or _posts(words)


BRACKETS = str.maketrans("〔﹝［[(〕﹞］])", "（（（（（）））））")


def _areas(words: str) -> Organ | None:
    match = _AREAS.match(words)
    if not match or not match["area"]:
        return None
    every, area, rule = match["every"], match["area"], match["rule"] or ""
    levels = _levels(area)
    alone = len(levels) < 2 and not re.search("地市|地级|设区|县级|^街道$", area)
    if not levels or (not every and (alone or words in ("市区", "县区", "地区", "市县"))):
        return None
    which = re.sub("各个?|所有|全[省市区县州]|\\d+个", "", every).replace("其它", "其他").replace("有关", "相关")
    party = "党委" if "党" in rule else ""
    town = levels <= {"街道"}
    body = "" if area in ("地", "地区") else "街道办事处" if town else "人民政府"
    shown = "街道" if town else area
    ending = f"党委、{body}" if party else body.removeprefix("街道") if town else body
    more = match["more"] or ""
    full = f"{'' if which else '{p}'}{which or '各'}{shown}{ending}{more}"
    zones = "+管委会" if "管委会" in more else ""
    bare = "" if rule or zones or body != "人民政府" else "bare:"
    return Organ(key=f"{bare}各{which}{''.join(sorted(levels))}{party}{zones}", full=full, kind="areas")


def _levels(area: str) -> frozenset[str]:
    for words, plain in _DISTRICT_WORDS.items():
        area = area.replace(words, plain)
    return frozenset(re.findall("街道|苏木|功能区|园区|开发区|[省市州县区旗盟乡镇地]", area))


def read_members(words: str) -> Organ | None:
    """The members of a group, such as 清洁取暖工作领导小组各成员单位."""
    match = _MEMBERS.match(words)
    return Organ(key=f"{match[1]}成员单位", full="{p}" + words, kind="members") if match else None


def _zones(words: str) -> Organ | None:
    if not _ZONES.match(words):
        return None
    stem = re.sub("^各|(?:管委会|管理委员会)$", "", words)
    return Organ(key=f"各{stem}", full="{p}各" + stem + "管理委员会", kind="areas")


def _departments(words: str) -> Organ | None:
    match = _DEPARTMENTS.match(words)
    if not match or not (match["words"] or match["level"] or match["seat"]):
        return None
    said = re.sub("[各、和]", "", match["words"]).replace("相关", "有关").replace("其它", "其他")
    kind = "部门" if match["level"] and match["kind"] in ("单位", "部门") else match["kind"]
    level = re.sub("全", "", match["level"])
    return Organ(key=f"{level}{said}{kind}", full=words, kind="departments")


def _posts(words: str) -> Organ | None:
    if not _POST.search(words):
        return None
    key = re.sub("[各、和及]", "", words)
    return Organ(key=key, full=words, kind="post")


def read_generic(words: str) -> Organ | None:
    """The units that the words name only by a property, such as 用地企业 or 属地政府."""
    if (_START.match(words) and len(words) > 1) or _END.search(words[-4:]):
        return Organ(key=words.removeprefix("各"), full="{p}" + words if words == "各地" else words, kind="generic")
    return None
