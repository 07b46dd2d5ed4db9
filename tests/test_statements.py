"""Statements in brackets, on label lines and in sentences, as marked-up sentences: every tag is an expected role."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.assigning.conventions import find_conventions
from extract.assigning.passages import Found, PassageFinder
from extract.assigning.statements import tidy_name
from extract.naming.units import find_units
from extract.naming.unitwords import is_unit
from extract.text.folding import fold
from tests.marked import read_marked


def passages_of(text: str) -> Found:
    names = [(mark.start, mark.end) for mark in find_units(text)]
    return PassageFinder(text, names=names, conventions=find_conventions(text), is_unit=is_unit).find()


def roles_in(text: str) -> list[tuple[str, str]]:
    named = [unit for passage in passages_of(text).passages for unit in passage.reading.named]
    return [(unit.role, text[unit.start : unit.end]) for unit in sorted(named, key=lambda unit: unit.start)]


BRACKETS = [
    "比选方案。（<lead>基建司</lead>、<lead>督查局</lead>牵头，<cooperating>信息馆</cooperating>参与）",
    "精简文件。（<responsible>办公室</responsible>负责）",
    "修路。（<responsible>省交通厅</responsible>、<responsible>省路投</responsible>，<responsible>各市、县、自治县人民政府</responsible>）",
    "值守。（<responsible>狱政处</responsible>、<responsible>中心医院</responsible>、<responsible>各监狱</responsible>）",
    "建设平台。（<responsible>材料学院</responsible>、<responsible>工程重点实验室</responsible>）",
    "降本增效。（<responsible>物资部</responsible>、<responsible>设计院</responsible>、<responsible>各区域公司</responsible>）",
    "议事。（<responsible>村党支部</responsible>、<responsible>村委会</responsible>、<responsible>村务监督委员会</responsible>）",
    "答复。（主办：<lead>市民政局</lead>　会办：<cooperating>市财政局</cooperating>）",
    "答复。（分别办理：<responsible>市教育局</responsible>、<responsible>市人社局</responsible>）",
    "平台。（<lead>市数据局</lead>、<lead>市委网信办</lead>双牵头，<cooperating>各区</cooperating>配合）",
    "治水。（<responsible>县水利局</responsible>、<responsible>灌溉总站</responsible>，<responsible>各有关镇区</responsible>、<responsible>街道</responsible>）",
    "巡查。（<responsible>县应急局</responsible>、<responsible>护林大队</responsible>、<responsible>各镇</responsible>、<responsible>社区</responsible>）",
    "推广正版软件。（<responsible>版权局</responsible>）",
    "宣讲。（责任单位：<responsible>县安委会各成员单位</responsible>）",
    "用地。（<responsible>市发改委</responsible>负责。以上项目建设资金由<responsible>市财政局</responsible>负责落实）",
    "调水。（责任单位：<responsible>省水利厅</responsible>，<responsible>石桥市人民政府</responsible>等有关市（州）人民政府）",
    "开展整治。（<lead>市生态环境局</lead>牵头，<cooperating>市住建局</cooperating>等配合）",
    "推进建设。(牵头单位:<lead>市行政审批局</lead>;责任单位:<responsible>市直相关单位</responsible>,<responsible>各县市区</responsible>)",
    "加强监管。〔<lead>省文物局</lead>、<lead>省文化和旅游厅</lead>牵头，<cooperating>各市(区)政府</cooperating>配合〕",
    "优化服务。（<responsible>商务部</responsible>、<responsible>海关总署</responsible>负责）",
    "扩大开放。（<supervising>商务部</supervising>指导，<cooperating>供销合作总社</cooperating>参与）",
    "保障资金。(<lead>省财政厅</lead>牵头，<responsible>有关部门</responsible>按职责分工负责)",
    "产业升级。(<responsible>市发改委</responsible>、<responsible>市经信局</responsible>)",
    "推进(名单由<lead>市工信局</lead>牵头确定)工作。",
    "企业(名单由<responsible>市发改委</responsible>会同<cooperating>市工信局</cooperating>、<cooperating>朔州车务段</cooperating>确定)接入。",
    "供热(<responsible>中煤进出口公司东坡集团</responsible>与<responsible>朔城区人民政府</responsible>共同组建)。",
    "许可。(<lead>市行政审批局</lead>牵头、<cooperating>市生态环境局</cooperating>配合,<responsible>县〔市、区〕政府</responsible>负责落实)",
    "治理。（责任单位：<lead>市水务局</lead>牵头，<cooperating>市财政局</cooperating>配合）",
    "示范。（责任部门：<responsible>省生态环境厅</responsible>，完成期限：2021年四季度）",
    "整治。（牵头单位：<lead>区商务局</lead>；配合单位：<cooperating>区财政局</cooperating>；责任单位：<responsible>相关企业</responsible>）",
    "油品。(<lead>市“双打办”</lead>牵头,<cooperating>市商务局</cooperating>等部门配合)",
    "审批。(责任领导：张三丰；牵头单位：<lead>区发改局</lead>)",
    "（<responsible>省农业农村厅</responsible>和<responsible>省商务厅</responsible>负责）",
    "改革。（<responsible>市卫生健康委</responsible>负责。排在第一位的部门为牵头部门，下同）",
    "立法。（<supervising>市司法局</supervising>负责指导，<responsible>市卫健委</responsible>负责起草，<lead>市人大常委会</lead>负责牵头）",
    "供电。（<cooperating>合肥海关</cooperating>、<cooperating>合肥供电公司</cooperating>配合<responsible>市商务局</responsible>实施）",
    "工贸。（责任单位：<responsible>各镇（街道）</responsible>、<responsible>区工信局</responsible>；<supervising>区应急局</supervising>指导）",
    "油气。（牵头单位：<lead>市能源局</lead>，<cooperating>市商务局</cooperating>、<cooperating>市住建局</cooperating>配合）",
    "施工。（<lead>区住建局</lead>、<lead>区水利局</lead>分别牵头负责本行业，<cooperating>各镇</cooperating>配合）",
    "阅读。（<responsible>市图书馆</responsible>、<responsible>市教科院</responsible>负责）",
    "惠民。（<responsible>市总工会</responsible>、<responsible>市教育局</responsible>等8部门负责）",
    "招商。（<lead>市商务局</lead>主办，<cooperating>市财政局</cooperating>协办，<supervising>市政府督查室</supervising>督办）",
    "帮扶。（<responsible>农业农村部</responsible>、<responsible>全国妇联</responsible>等和<responsible>各省级人民政府</responsible>负责）",
    "节能。（责任单位：<responsible>市、区机管局</responsible>，<responsible>市教委</responsible>）",
    "督查。（<responsible>各委、办、局</responsible>负责，<supervising>市政府督查室</supervising>跟踪督办）",
    "统筹。（<responsible>市发改委</responsible>统筹，<responsible>市工信局</responsible>具体负责，<responsible>各县区</responsible>组织实施）",
    "招商。（<responsible>市商务局</responsible>负责，<responsible>市税务局</responsible>按规定落实政策）",
    "整治。（<responsible>住建</responsible>、<responsible>城管</responsible>、<responsible>公安</responsible>等部门按职责分工负责）",
    "〔<responsible>市场监管局</responsible>、<responsible>卫健局</responsible>、<responsible>教育局</responsible>（按职责分工）〕",
    "园区。（<responsible>各县(市、区)党委和人民政府</responsible>，<responsible>高新区党工委和管委会</responsible>负责）",
    "医改。（<lead>市医改办</lead>牵头，<cooperating>市卫健委</cooperating>、<cooperating>医保局</cooperating>等配合，<responsible>各县市区</responsible>同步推进）",
    "政务。（<lead>市数据局</lead>牵头统筹，<responsible>各县（市、区）</responsible>同步落实）",
    "抽查。（由<responsible>市市场监管局</responsible>统一组织，<responsible>各分局</responsible>具体实施）",
    "医保。（由<responsible>国家发展改革委</responsible>会同<cooperating>有关部门</cooperating>研究制定）",
    "联动。（责任单位：<responsible>市住建局</responsible>/<responsible>市城管局</responsible>）",
    "联动。（责任单位：1.<responsible>市住建局</responsible>；2.<responsible>市城管局</responsible>）",
    "金融。（<cooperating>各商业银行</cooperating>、<cooperating>保险公司</cooperating>参与）",
    "整改。（整改责任单位：<responsible>市城管局</responsible>；整改责任人：李强；督导单位：<supervising>市纪委监委</supervising>）",
    "节水。（<responsible>市水务局</responsible>，2024年底前）",
    "公租房。（责任单位：<responsible>市住建局</responsible>，<responsible>各区人民政府〈含开发区、风景区管委会，下同〉</responsible>）",
    "融资。(<cooperating>省科技厅</cooperating>、<cooperating>省工信厅</cooperating>等省有关部门、单位配合)",
]

LINES = [
    "1.推进建设。\n牵头单位:<lead>区发改局</lead>\n责任单位:<responsible>立山经济开发区管委会</responsible>,<responsible>区财政局</responsible>\n2.优化服务",
    "加强林业碳汇。\n牵头单位：<lead>市林业局</lead>、<lead>住建局</lead>\n责任单位：<responsible>各县（市、区）人民政府</responsible>\n（二）创新",
    "完善机制。<lead>省水利厅</lead>牵头,<cooperating>省发改委</cooperating>、<cooperating>省国土资源厅</cooperating>等单位配合。",
    "创建示范。牵头单位：<lead>市法院</lead>、<lead>市检察院</lead>。责任单位：<responsible>市林业局</responsible>。二是推进",
    "15.<lead>市生态环境局</lead>牵头，<responsible>市公安局</responsible>、<responsible>市城管局</responsible>落实。",
    "办展会。由<responsible>省商务厅</responsible>承办，<cooperating>省农业农村厅</cooperating>、<cooperating>福州海关</cooperating>协办。",
]

TRAPS = [
    "开放文化场所（图书馆、博物馆、文化站）。",
    "安装设备（工程部、质检部负责）的车间。",
    "检查重点行业。（化工、冶金、建材）",
    "建成一批平台。（数据中心、云平台）",
    "做到“两断三清”(切断工业用水、用电,清除原料、产品、生产设备)。",
    "细颗粒物（PM2.5）年平均值",
    "各县（市、区）要组织实施",
    "商务局（粮食和物资储备局）印发方案",
    "落实方案（试行）要求",
    "由市长任组长（分管副市长任副组长）",
    "各牵头单位要切实履行牵头抓总的责任。",
    "新能源车辆（包括甲醇车辆）",
    "（此件公开发布）",
    "开展监测（包括发电企业、化工企业、物流企业）。",
    "各类场所（旅游集散中心）。",
    "建设项目（总投资3亿元，落实资金1亿元）。",
    "成立专班（由副县长任组长，各部门参与）。",
    "改造一批场馆（市图书馆、市博物馆）。",
]


@pytest.mark.parametrize("sentence", BRACKETS + LINES)
def test_roles_are_read_as_marked(sentence: str) -> None:
    marked = read_marked(sentence)
    assert roles_in(marked.text) == marked.named()


@pytest.mark.parametrize("text", TRAPS)
def test_what_only_looks_like_a_statement_is_none(text: str) -> None:
    assert roles_in(text) == []


def test_an_open_list_is_known_as_open() -> None:
    reading = passages_of("（市工信局牵头，市国资委等部门配合，县政府负责落实）").passages[0].reading
    assert reading.open == ("cooperating",)
    assert reading.qualifier == "负责落实"


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("（责任单位：市发改委、市科技局、团市委配合）", "mixed-scope"),
        ("（责任单位：市水务局牵头，市财政局配合）", None),
        ("（责任单位：市人力社保局、市农业农村局分别牵头）", None),
        ("（市水务局牵头，市财政局）", "unworded"),
        ("（牵头单位：县水利局；成员单位：县财政局、县审计局）", "partly-read"),
        ("（市水利局、积极推进、市财政局负责）", "partly-read"),
        ("（牵头单位：由第三方专家按批次分头对接、市水务局）", "partly-read"),
    ],
)
def test_what_may_be_read_in_two_ways_is_told(text: str, doubt: str | None) -> None:
    assert passages_of(text).passages[0].reading.doubt == doubt


def test_people_are_people_and_never_units() -> None:
    reading = passages_of("（责任领导：张三丰；牵头单位：区发改局）").passages[0].reading
    assert [person.name for person in reading.people] == ["张三丰"]


def test_a_bracket_with_words_of_role_that_cannot_be_read_is_kept_as_unread() -> None:
    text = "推进工作（牵头抓好各项重点任务的统筹）。"
    found = passages_of(text)
    assert [text[start:end] for start, end in found.unread] == ["（牵头抓好各项重点任务的统筹）"]


def test_a_bracket_that_only_declares_a_convention_is_not_unread() -> None:
    assert passages_of("分工如下（无牵头单位的，责任单位即为牵头单位，下同）。").unread == ()


def test_the_list_of_a_label_ends_before_the_next_clause_and_the_next_sentence() -> None:
    clauses = (
        "1.发展设施农业。\n责任单位：市农业农村局\n完成时限：2024年11月底前\n2.培育龙头企业。\n责任单位：市工信局\n"
    )
    assert [passage.start for passage in passages_of(clauses).passages] == [10, 48]
    folded = fold("责任单位：市水务局、市发展改革委\n以上任务于2026年底前完成。\n").text
    assert roles_in(folded) == [("responsible", "市水务局"), ("responsible", "市发展改革委")]


def test_a_name_wrapped_over_two_lines_is_one_name() -> None:
    assert tidy_name("县自然资\n  源局") == "县自然资源局"


@given(st.text(alphabet="市省县区政府局委、，；（）()〔〕牵头配合负责单位责任：。\n等和由各工信财政", max_size=80))
def test_no_text_raises_and_every_unit_lies_in_it(text: str) -> None:
    for passage in passages_of(text).passages:
        assert 0 <= passage.start < passage.end <= len(text)
        for unit in passage.reading.named:
            assert passage.start <= unit.start < unit.end <= passage.end
            assert text[unit.start : unit.end] == unit.text
