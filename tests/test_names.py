"""Identity: what is one body in one jurisdiction meets in one id, what only looks alike stays apart."""

from __future__ import annotations

import itertools

import pytest

from extract.naming.names import resolve_unit, resolve_units
from extract.naming.places import find_place
from extract.naming.unitwords import is_unit

SHUOZHOU, PINGCHENG, SHANXI = "朔州市", "大同市平城区", "山西省"


def canonical(surface, place, head=None):
    return resolve_unit(surface, place=find_place(place) if place else None, head=head).canonical


def unit_id(surface, place):
    return resolve_unit(surface, place=find_place(place) if place else None).unit_id


@pytest.mark.parametrize(
    ("place", "surface", "expected"),
    [
        (SHUOZHOU, "市发改委", "朔州市发展和改革委员会"),
        (SHUOZHOU, "市政府", "朔州市人民政府"),
        (SHUOZHOU, "朔城区", "朔州市朔城区人民政府"),
        (SHUOZHOU, "应县", "应县人民政府"),
        (SHUOZHOU, "怀仁市人民政府", "怀仁市人民政府"),
        (SHUOZHOU, "市国资委", "朔州市人民政府国有资产监督管理委员会"),
        (SHUOZHOU, "市税务局", "国家税务总局朔州市税务局"),
        (SHUOZHOU, "省生态环境厅", "山西省生态环境厅"),
        (SHUOZHOU, "市行政审批局", "朔州市行政审批服务管理局"),
        ("德州市", "市行政审批局", "德州市行政审批服务局"),
        (SHUOZHOU, "朔州车务段", "中国铁路太原局集团有限公司朔州车务段"),
        (SHUOZHOU, "朔州经济开发区管委会", "朔州经济开发区管理委员会"),
        (SHUOZHOU, "各县〔市、区〕政府", "朔州市各县（市、区）人民政府"),
        (SHUOZHOU, "生态环境部", "中华人民共和国生态环境部"),
        (SHUOZHOU, "市商务局（市粮食局）", "朔州市商务局（朔州市粮食局）"),
        (SHUOZHOU, "市委宣传部", "中共朔州市委宣传部"),
        (SHUOZHOU, "团市委", "共青团朔州市委员会"),
        (SHUOZHOU, "市交警支队", "朔州市公安局交通警察支队"),
        (PINGCHENG, "区科工局", "大同市平城区科学技术和工业信息化局"),
        (PINGCHENG, "区生态环境分局", "大同市生态环境局平城分局"),
        (PINGCHENG, "区公安分局", "大同市公安局平城分局"),
        (PINGCHENG, "市生态环境局平城分局", "大同市生态环境局平城分局"),
        (PINGCHENG, "各街道办事处", "大同市平城区各街道办事处"),
        (PINGCHENG, "财政局", "大同市平城区财政局"),
        ("应县", "县住建局", "应县住房和城乡建设局"),
        ("北京市东城区", "区城管委", "北京市东城区城市管理委员会"),
        ("上海市", "市经济信息化委", "上海市经济和信息化委员会"),
        (SHANXI, "省高院", "山西省高级人民法院"),
        ("国务院", "商务部", "中华人民共和国商务部"),
        (None, "市场监管总局（国家标准委）", "国家市场监督管理总局（国家标准化管理委员会）"),
        ("江西省", "南昌铁路局", "中国铁路南昌局集团有限公司"),
        ("达拉特旗", "农牧局", "达拉特旗农牧局"),
        ("达拉特旗", "各苏木镇人民政府", "达拉特旗各苏木镇人民政府"),
        ("重庆市渝北区", "区教委", "重庆市渝北区教育委员会"),
        ("沈阳市", "市建委", "沈阳市城乡建设委员会"),
    ],
)
def test_canonical_names(place, surface, expected):
    assert canonical(surface, "中华人民共和国" if place == "国务院" else place) == expected


def test_the_prefix_of_the_list_restores_an_elided_one():
    assert canonical("工业和信息化局", PINGCHENG, head="市") == "大同市工业和信息化局"
    assert canonical("民政局", SHUOZHOU, head="市") == "朔州市民政局"
    assert canonical("文化厅", "广西壮族自治区", head="自治区") == "广西壮族自治区文化厅"
    assert canonical("郑州海关", "河南省", head="省") == "中华人民共和国郑州海关"
    assert canonical("各市人民政府", "河南省", head="省") == "河南省各市人民政府"


# Each row is one body of a city, a county or a province (other rows than the catalogue's where that is possible).
SAME = [
    ("芜湖市", ["市科技局", "市科学技术局"]),
    ("芜湖市", ["市应急局", "市应急管理局", "芜湖市应急管理局"]),
    ("芜湖市", ["市人社局", "市人力资源社会保障局", "市人力资源和社会保障局", "市人力社保局"]),
    ("芜湖市", ["市住建局", "市住房城乡建设局", "市住房和城乡建设局"]),
    ("芜湖市", ["市市场监管局", "市市场监督管理局", "市市场局", "市市监局"]),
    ("芜湖市", ["市农业农村局", "农业农村局", "芜湖市农业农村局"]),
    ("芜湖市", ["市教体局", "市教育体育局", "市教育和体育局"]),
    ("芜湖市", ["市文旅局", "市文化旅游局", "市文化和旅游局"]),
    ("芜湖市", ["市自规局", "市自然资源规划局", "市自然资源和规划局", "市资规局"]),
    ("芜湖市", ["市卫健委", "市卫生健康委", "市卫生健康委员会"]),
    ("芜湖市", ["市医保局", "市医疗保障局"]),
    ("芜湖市", ["市交通局", "市交通运输局", "市交运局"]),
    ("芜湖市", ["市经信局", "市经济和信息化局", "市经济信息化局"]),
    ("芜湖市", ["市金融办", "市政府金融办", "市人民政府金融工作办公室"]),
    ("芜湖市", ["市地方金融监管局", "市地方金融监督管理局", "市金融监管局"]),
    ("芜湖市", ["市政府办", "市政府办公室", "市人民政府办公室"]),
    ("芜湖市", ["市编办", "市委编办", "市委机构编制委员会办公室"]),
    ("芜湖市", ["市委组织部", "中共芜湖市委组织部"]),
    ("芜湖市", ["团市委", "共青团市委", "市团委", "共青团芜湖市委"]),
    ("芜湖市", ["市妇联", "市妇女联合会"]),
    ("芜湖市", ["市残联", "市残疾人联合会"]),
    ("芜湖市", ["市食安办", "市食品安全委员会办公室"]),
    ("芜湖市", ["市安办", "市安委办", "市安委会办公室", "市安全生产委员会办公室"]),
    ("芜湖市", ["市国资委", "市政府国资委", "市国有资产监督管理委员会"]),
    ("芜湖市", ["市税务局", "国家税务总局芜湖市税务局", "芜湖市税务局"]),
    ("芜湖市", ["市供销社", "市供销合作社", "市供销合作社联合社"]),
    ("芜湖市", ["芜湖供电公司", "国网芜湖供电公司", "国家电网芜湖供电公司", "市供电公司"]),
    ("芜湖市", ["高新区管委会", "高新区管委", "高新技术产业开发区管理委员会"]),
    ("芜湖市", ["经开区管委会", "经济开发区管委会", "经济技术开发区管委会"]),
    ("芜湖市", ["各县市区政府", "各县（市、区）人民政府", "各区县(市)政府", "各县市、区政府"]),
    ("芜湖市", ["各街办", "各街道", "各街道办事处"]),
    ("芜湖市", ["有关部门", "相关部门", "各有关部门"]),
    ("芜湖市", ["南陵县", "南陵县政府", "南陵县人民政府"]),
    ("芜湖市", ["市人行", "人行芜湖市中心支行", "中国人民银行芜湖市中心支行"]),
    ("南陵县", ["县发改委", "县发展改革委", "发展和改革委员会"]),
    ("南陵县", ["县交警大队", "县公安局交警大队"]),
    ("安徽省", ["省通管局", "省通信管理局"]),
    ("安徽省", ["安徽银保监局", "中国银保监会安徽监管局", "安徽银行保险监督管理局"]),
    ("安徽省", ["省政府", "省人民政府", "安徽省人民政府"]),
    ("安徽省", ["国铁上海局", "中国铁路上海局集团有限公司"]),
    ("安徽省", ["人行合肥中心支行", "人民银行合肥中心支行", "中国人民银行合肥中心支行"]),
]


@pytest.mark.parametrize(("place", "surfaces"), SAME, ids=lambda value: value if isinstance(value, str) else value[0])
def test_one_body(place, surfaces):
    assert {surface: unit_id(surface, place) for surface in surfaces} == dict.fromkeys(
        surfaces, unit_id(surfaces[0], place)
    )


DIFFERENT = [
    ("市发改委", "省发改委"),
    ("市环保局", "市生态环境局"),
    ("市卫生局", "市卫健委"),
    ("市国土局", "市自然资源局"),
    ("市国税局", "市地税局"),
    ("市国税局", "市税务局"),
    ("市水利局", "市水务局"),
    ("市水务局", "市水务集团"),
    ("市农办", "市农业局"),
    ("市经委", "市经信委"),
    ("市城管局", "市城管执法局"),
    ("市教育局", "市教体局"),
    ("市公路局", "市公路事业发展中心"),
    ("市统计局", "国家统计局芜湖调查队"),
    ("市委办公室", "市政府办公室"),
    ("市委编办", "市编委"),
    ("市安委会", "市安办"),
    ("市河长办", "市水利局"),
    ("市法院", "市司法局"),
    ("市政府督查室", "市委督查室"),
    ("市政府督查室", "市督查考评办公室"),
    ("高新区管委会", "高新区党工委"),
    ("高新区管委会", "经开区管委会"),
    ("芜湖高新区管委会", "中新苏滁高新区管委会"),
    ("市公安局", "市公安局交警支队"),
    ("市交警支队", "市公交警支队"),
    ("市人事局", "市劳动保障局"),
    ("市生态环境局南陵分局", "南陵县政府"),
    ("市生态环境局南陵分局", "市生态环境局"),
    ("市规划局", "市建设局"),
    ("市旅游局", "市文化和旅游局"),
    ("各县市区政府", "各乡镇政府"),
    ("有关部门", "有关企业"),
    ("省交通运输厅", "省交通运偷厅"),
    ("福州海关", "厦门海关"),
    ("市数据局", "市数据资源局"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_bodies(one, other):
    names = resolve_units([one, other], place=find_place("芜湖市"))
    assert names[0].unit_id != names[1].unit_id


def test_the_same_words_in_two_jurisdictions_are_two_bodies():
    surfaces = ["市市场监管局", "市政府", "各县（市、区）政府", "有关部门", "相关企业", "朝阳区政府"]
    for surface, (one, other) in itertools.product(surfaces, [("朔州市", "大同市"), ("朔州市", "长春市")]):
        assert unit_id(surface, one) != unit_id(surface, other)


def test_a_document_explains_its_short_names():
    place = find_place(SHUOZHOU)
    group = "市大气污染防治工作领导组办公室"
    short, full, other = resolve_units(["市大气办", group, "市河长办"], place=place)
    assert (short.unit_id, short.canonical) == (full.unit_id, full.canonical)
    assert other.unit_id != full.unit_id
    members, named = resolve_units(["各成员单位", "市清洁取暖领导小组成员单位"], place=place)
    assert members.unit_id == named.unit_id
    (office,) = resolve_units(["专班办公室"], place=place, context=["朔州市推动低空经济发展工作专班"])
    assert office.canonical == "朔州市推动低空经济发展工作专班办公室"
    two = ["领导小组办公室", "市河长制工作领导小组", "市安全生产工作领导小组"]
    assert resolve_units(two, place=place)[0].canonical == "领导小组办公室"


def test_ids_do_not_depend_on_the_order():
    place = find_place(SHUOZHOU)
    surfaces = ["市大气办", "市工信局", "市大气污染防治工作领导组办公室", "各县（市、区）", "各县（市、区）政府"]
    there = dict(zip(surfaces, resolve_units(surfaces, place=place), strict=True))
    back = dict(zip(surfaces[::-1], resolve_units(surfaces[::-1], place=place), strict=True))
    assert there == back


def test_what_a_name_tells():
    name = resolve_unit("区市场监管局", place=find_place(PINGCHENG))
    assert (name.place, name.function, name.collective) == ("山西省大同市平城区", "市场监督管理", False)
    assert resolve_unit("各县（市、区）政府", place=find_place(SHUOZHOU)).collective
    assert resolve_unit("市财政局", place=None).canonical == "市财政局"
    assert resolve_unit("市财政局", place=find_place(SHANXI)).place is None


UNITS = [
    "市工信局",
    "朔州车务段",
    "县〔市、区〕政府",
    "各街道办事处",
    "区清洁取暖工作领导小组各成员单位",
    "省市场监管局（省知识产权局）",
    "团市委",
    "市委宣传部",
    "各市人民政府",
    "驻市有关单位",
    "国家税务总局宿州市税务局",
    "中国移动芜湖分公司",
    "高新区管委会",
    "属地政府",
    "国铁济南局",
    "市法院",
    "朔城区",
    "市总工会",
    "省贸促会",
    "市农投集团有限公司",
    "气候处",
    "综合处",
    "环科院",
    "县交警大队",
    "市“双打办”",
    "各相关企业",
    "有关部门",
    "省直有关单位",
    "各县（市、区）党委、政府主要负责人",
    "市公共资源交易中心",
    "省推进碳达峰碳中和工作领导小组",
    "厅机关相关处室",
    "海关总署",
    "人行合肥中心支行",
    "市委办公室",
    "市生态环境局咸安分局",
]
NO_UNITS = [
    "散煤治理",
    "产业布局",
    "市场监管",
    "城乡规划",
    "人民群众",
    "责任落实",
    "清洁取暖",
    "数据中心",
    "城市建成区",
    "相关工作",
    "有关要求",
    "各项任务",
    "各类资源",
    "各区域",
    "党委领导",
    "政府主导",
    "技术改造",
    "试点示范",
    "专项资金",
    "服务中心建设",
    "国家级示范区",
    "市民",
    "县域",
    "局面",
    "委托",
    "办理",
    "市区",
    "市中心",
    "农村地区",
    "每年",
    "10月底前",
    "5000万元",
    "市财政局负责",
    "市住建局牵头",
    "动员会",
    "管理办法",
    "三年行动",
    "到2025年",
    "、",
    "。",
]


@pytest.mark.parametrize("words", UNITS)
def test_units(words):
    assert is_unit(words)


@pytest.mark.parametrize("words", NO_UNITS)
def test_no_units(words):
    assert not is_unit(words)


@pytest.mark.parametrize(
    "words", ["", " ", "（）", "（", "各", "市", "“”办", "分局", "{p}局", "市{}委", "𠀀局", "a" * 200]
)
def test_odd_words_raise_nothing(words):
    assert isinstance(is_unit(words), bool)
    for place in (None, find_place(SHUOZHOU), find_place("中华人民共和国")):
        assert resolve_unit(words, place=place).unit_id.startswith("unit-")
