"""Inline duties: what is told to a body in running text, and what is only said of it."""

from __future__ import annotations

import pytest

from extract.assigning.duties import find_duties
from extract.naming.units import find_units
from tests.marked import read_marked

DUTIES = [
    "2020年10月底前,<responsible>各县(市、区)</responsible>完成非道路移动机械编码登记。",
    "认定淘汰的,同步由<responsible>相关县(市、区)政府</responsible>依法予以取缔。",
    "<lead>市清洁取暖领导小组办公室</lead>牵头对各县(市、区)清洁取暖方案的审核。",
    "<responsible>省经济和信息化厅</responsible>会同<cooperating>省财政厅</cooperating>等单位制定实施细则。",
    "<responsible>气象部门</responsible>应主动组织开展人工影响天气作业。",
    "<responsible>各市</responsible>要制定实施方案，重点对生产工艺装备进行筛查。",
    "<lead>市财政局</lead>牵头，<cooperating>市审计局</cooperating>、<cooperating>市税务局</cooperating>等部门配合，6月底前完成清理。",
    "17.<responsible>各县区</responsible>要将细化方案于2023年4月20日前报市政府督查室。",
    "14.<responsible>市卫生局</responsible>：负责医院周边环境秩序综合整治的协调工作",
    "<responsible>市人力社保局</responsible>于每季度末前报送进展情况。",
    "<responsible>各县(市、区)政府</responsible>于2月29日前将细化方案报送市政府办公室。",
    "橙色预警期间,<responsible>县(市、区)政府主要负责人</responsible>要在岗指挥。",
]

MODIFIED = [
    "<responsible>县粮食和物资储备中心</responsible>要按照年度轮换计划，于9月底前完成储备粮轮换。",
    "<responsible>各级教育部门</responsible>每年要全面总结资助工作，编制并公布年度报告。",
    "<responsible>市医疗保障局</responsible>按月公示定点药店名单。",
    "<responsible>领导小组办公室</responsible>（设在市商务局）负责日常工作，每周调度一次。",
    "<responsible>领导小组办公室</responsible>设在市商务局，负责日常工作。",
    "<lead>教育部门</lead>作为牵头单位，要制定年度计划。",
    "<responsible>省数据局</responsible>以行业需求为导向，每年发布场景清单。",
    "<responsible>各乡镇（街道）</responsible>每日17:00前向县指挥部报告排查情况。",
    "<responsible>各级林长制办公室</responsible>要每年组织一次考核。",
    "本政策由<responsible>省政府办公厅</responsible>负责解释，具体工作由<responsible>省商务厅</responsible>承担。",
    "（二）<responsible>区城管局</responsible>。负责市容秩序整治。",
    "<responsible>区教育局</responsible>、<responsible>区文联</responsible>要建立美育师资库。",
    "<responsible>各地</responsible><responsible>各有关部门</responsible>要向社会公布办事清单。",
]

LISTED = [
    "<responsible>市场监管</responsible>、<responsible>公安</responsible>、<responsible>城管</responsible>等部门要建立联合执法机制。",
    "<responsible>镇人民政府</responsible>负责秸秆禁烧日常巡查。",
    "<responsible>县公安局</responsible>：1.负责道路交通管制；",
    "<lead>市住建局</lead>为牵头部门，负责制定年度计划；<cooperating>市财政局</cooperating>为配合部门，负责筹措资金。",
    "<responsible>县农商银行</responsible>、<responsible>县财政局</responsible>要公布网点名单。",
]

SUBJECTS = [
    "<responsible>各镇区</responsible>、<responsible>街道</responsible>要实行错峰排水，未经检测不得排放。",
    "<responsible>断面长</responsible>每周巡查不少于1次。",
    "<responsible>白沙河闸管所</responsible>、<responsible>南湖水库管理所</responsible>要科学调度闸坝。",
    "<responsible>厦门</responsible>、<responsible>泉州</responsible>、<responsible>漳州市</responsible>要于6月底前完成摸底。",
    "<responsible>大连</responsible>、<responsible>鞍山</responsible>等重点城市完成削减20万吨。",
    "<responsible>各直辖市</responsible>、<responsible>省会城市</responsible>和<responsible>计划单列市</responsible>完成点位布设。",
    "<responsible>自治区生态保护及节水工作领导小组办公室</responsible>每半年调度一次。",
    "<responsible>各乡镇党政主要负责人</responsible>每月带队检查不少于1次。",
    "由<responsible>市政府分管领导</responsible>约谈其主要负责同志。",
    "<responsible>皖北各市</responsible>要于6月底前完成改造。",
    "<responsible>市、县财政部门</responsible>要于6月底前拨付资金。",
    "<responsible>省级教育行政部门</responsible>要制定评估细则。",
    "<responsible>各行政村</responsible>设立1名专职护林员。",
    "经费由<responsible>县发改局</responsible>、<responsible>县应急局</responsible>负责筹措。",
    "由<responsible>属地生态环境分局</responsible>实施差异化监管。",
]

ACTS = [
    "<responsible>市城市管理局</responsible>对各区降尘量实行月监测、月排名。",
    "<responsible>县融媒体中心</responsible>滚动播发信息。",
    "<responsible>县委组织部</responsible>从县直单位选派60名第一书记驻村。",
    "<responsible>区行政审批局</responsible>在3个工作日内办结。",
    "<responsible>县公安局</responsible>免费刻制首套印章。",
    "<responsible>县住建局</responsible>年内改造老旧小区48个。",
    "<responsible>各乡镇（街道）</responsible>结合实际制定实施细则。",
    "<responsible>县林业局</responsible>按季度发布监测报告。",
]

SUPERVISION = [
    "<supervising>市委市政府督查局</supervising>会同<cooperating>市攻坚办</cooperating>开展常态化督导检查。",
    "由<supervising>县安委会办公室</supervising>挂牌督办，5个工作日内下达通知书。",
    "<supervising>市政府督查室</supervising>要每季度组织一次督促检查。",
    "<supervising>市政府督查室</supervising>将重点任务纳入督查范围，对进度滞后的予以通报。",
    "由<supervising>市政府督查室</supervising>负责督导各县区整改。",
    "<supervising>市政府督查室</supervising>跟踪督办，每月通报。",
    "<supervising>省教育厅</supervising>要会同<cooperating>有关部门</cooperating>强化统筹协调和督促指导。",
    "<supervising>金融监管部门</supervising>督促保险公司依法合规经营。",
]

PARTNERS = [
    "由<lead>市行政审批服务局</lead>牵头，<cooperating>市财政局</cooperating>、<cooperating>市商务局</cooperating>配合，"
    "于2025年3月底前完成。",
    "<supervising>市政府督查室</supervising>会同<cooperating>市数据局</cooperating>每半年开展一次督查。",
]

BRANCHES = [
    "<responsible>商联支付临江分公司</responsible>负责平台搭建和核销。",
    "<responsible>县农商银行</responsible>、<responsible>县邮储银行</responsible>新增涉农贷款3亿元。",
    "<responsible>东环路改造项目部</responsible>要在9月底前完成裸土覆盖。",
    "<responsible>西河派出所</responsible>：依法查处露天烧烤。",
    "<responsible>西河派出所</responsible>会同<cooperating>镇综合执法队</cooperating>、<cooperating>镇交通管理站</cooperating>"
    "在东环路设置卡点。",
    "<supervising>云山市生态环境保护综合行政执法大队</supervising>予以指导。",
    "<lead>县民政局</lead>牵头，<cooperating>县残联</cooperating>协助，<supervising>县委督查考核局</supervising>督查。",
    "<lead>镇农业服务中心</lead>牵头，<cooperating>镇应急办</cooperating>配合，<responsible>各村（社区）</responsible>具体落实。",
    "<lead>镇自然资源和生态环境办公室</lead>牵头对砖厂开展排查。",
    "<responsible>市级财政</responsible>每年安排不少于1000万元专项资金。",
    "<responsible>教务处</responsible>要在开学前完成课程表编排。",
    "<responsible>校团委</responsible>、<responsible>学生处</responsible>联合开展禁毒宣传教育。",
    "<responsible>集团安全环保部</responsible>每季度组织一次应急演练。",
    "<responsible>各子公司</responsible>于每月25日前向集团财务部报送资金计划。",
    "<supervising>公司纪检监察室</supervising>对项目招标进行全程监督。",
    "<responsible>各村（居）党组织书记</responsible>每月至少走访一次困难群众。",
]

WHEN_AND_HOW = [
    "10月20日前<responsible>各村（社区）</responsible>与农户签订承诺书。",
    "3月底前<responsible>各市（州）生态环境局</responsible>完成周边监测。",
    "<responsible>市财政局</responsible>4月15日前将首批资金拨付到位。",
    "<responsible>各县市区人民政府</responsible>按不低于1:1的比例配套。",
    "2024年3月20日前，<responsible>各村（社区）</responsible>和<responsible>镇直各单位</responsible>将工作总结报镇政府。",
    "<responsible>各部门主要负责人</responsible>每年至少参加一次新闻发布会。",
    "<responsible>市府办</responsible>组织不少于2次业务培训，由市府办负责的整改已全部到位。",
]

NOT_DUTIES = [
    "各级各部门要高度重视，切实加强组织领导。",
    "各有关部门要各司其职、密切配合。",
    "会上，省生态环境厅通报了约束性指标完成情况。",
    "由市长任组长，成员由市工信局、市财政局有关人员组成。",
    "由市民政局负责的第1件、市发改局负责的第4件办理进度滞后。",
    "已由市发改委牵头完成12个项目。",
    "省发展改革委牵头制定的《确认指导意见》已经印发。",
    "各县(市、区)政府、各有关部门要紧紧围绕省委提出的总体思路，狠抓落实。",
]


DESCRIBED = [
    "经核查，市水务局落实资金800万元。",
    "近年来，市教育局建立了集团化办学机制。",
    "各地发放消费券的支出，由省财政承担一半。",
    "某某市优化营商环境三年行动方案\n为贯彻落实省委部署，制定本方案。",
    "该中心是由市政府主导建设的公共平台。",
    "医疗救助由市医疗保障局负责吗？",
    "市财政局、市审计局：\n现将有关事项通知如下。",
    "各地要结合实际，认真组织实施。",
    "县住建局牵头完成管网排查80公里，取得较好成效。",
    "市商务局会同市财政局发放消费券3000万元，拉动消费2.1亿元。",
    "交易所由市大数据局推动设立，已上架产品500个。",
    "市科技局成立于1958年，内设8个科室。",
    "加快生态工业园区建设，推进大数据产业园建设。",
    "简化综合保税区设立的审核和验收程序。",
    "各区要咬定目标不放松，以决战姿态完成全年任务。",
    "省财政厅核定我市债务限额85亿元。",
    "中央和省级资金到位后60日内分解下达到项目。",
    "整改进展：截至4月底，市城管局牵头完成设施安装，已处理渗滤液2万立方米。",
    "该项目由县交通运输局组织实施并已通过验收。",
    "根据市委办公室统一安排，现将有关事项通知如下。",
    "特别是建成区内重点区域和排放单位要安装设施。",
    "居民可向社区居委会申请领取补贴。",
    "完善派出所建设，提高见警率。",
]


def duties_in(text: str) -> list[tuple[str, str]]:
    found = find_duties(text, find_units(text), [])
    return [(unit.role, text[unit.start : unit.end]) for passage in found for unit in passage.reading.named]


@pytest.mark.parametrize(
    "sentence", DUTIES + MODIFIED + LISTED + SUBJECTS + BRANCHES + WHEN_AND_HOW + ACTS + SUPERVISION + PARTNERS
)
def test_a_duty_is_found_with_its_units(sentence: str) -> None:
    marked = read_marked(sentence)
    assert duties_in(marked.text) == marked.named()


@pytest.mark.parametrize("bullet", ["◎", "●", "■", "◆", "▶", "★", "※", "·", "—"])
def test_duties_behind_bullets_in_one_line_are_read(bullet: str) -> None:
    items = (
        "区民政局：每季度走访独居老人不少于200户。",
        "区卫健局：指导医院开设门诊。",
        "团区委、区残联：组织志愿服务。",
    )
    assert duties_in("\n" + " ".join(f"{bullet} {item}" for item in items)) == [
        ("responsible", "区民政局"),
        ("supervising", "区卫健局"),
        ("responsible", "团区委"),
        ("responsible", "区残联"),
    ]


def test_who_leads_and_supervises_has_both_roles() -> None:
    assert duties_in("市生态环境局牵头督导各县区清理散煤。") == [
        ("lead", "市生态环境局"),
        ("supervising", "市生态环境局"),
    ]


@pytest.mark.parametrize("text", NOT_DUTIES + DESCRIBED)
def test_appeals_reports_and_compositions_are_no_duties(text: str) -> None:
    assert duties_in(text) == []
