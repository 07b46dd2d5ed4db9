"""Numbers that set no target: prices, conditions, results, descriptions; and what the plan's year makes of a target."""

from __future__ import annotations

import pytest

from extract.measuring.targets import find_targets, read_targets

TRAPS = [
    "对连续三年评为优秀的学校，给予50万元奖励。",
    "符合条件的高校毕业生可申请最高30万元创业担保贷款。",
    "按每生每年1200元标准落实公用经费。",
    "企业招用就业困难人员，按实际缴费的50%给予社保补贴。",
    "年营业收入超过5亿元的企业可申报领军企业。",
    "加强对50人以上聚集性活动的监管。",
    "严禁在学校周边200米范围内设置网吧。",
    "“十三五”以来，累计改造老旧小区320个。",
    "去年全市地区生产总值增长6.5%。",
    "上半年，全市规模以上工业增加值同比增长9.2%。",
    "全区现有养老机构26家，床位3200张。",
    "目前，全县已建成高标准农田45万亩。",
    "超过3层的自建房应当进行安全鉴定。",
    "对单位能耗高于行业平均水平20%的企业实行差别电价。",
    "65岁以上老年人免费乘坐公交车。",
    "取得中级以上职称且年龄在45周岁以下的人员优先聘用。",
    "重点检查建筑面积5000平方米以上的商场。",
    "从事特种作业满3年的人员参加复审培训。",
    "采用直径1.2米的钢筋混凝土管道。",
    "该项目总投资12亿元，占地300亩，建设周期3年。",
    "项目建成后年产值约8亿元，新增税收5000万元。",
    "联系人：张某某，电话0355—2038888。",
    "办公地址：人民路120号政务大楼5楼。",
    "会议由4个部门参加，时长2小时。",
    "根据《条例》第15条、第22条规定。",
    "落实国务院稳经济33项措施。",
    "“1+3+N”规划体系、“366”现代产业体系、“2+26”城市。",
    "以县城为中心的30分钟生活圈。",
    "深入实施“双百双新”工程和“十百千”行动。",
    "推进4A级以上景区提档升级。",
    "1小时通勤圈内的重点城镇。",
    "对逾期超过30日的案件进行督办。",
    "违反规定的，处1万元以上3万元以下罚款。",
    "由各县（区）财政按照2:8的比例分担。",
    "坚持“四个不摘”，健全3项机制。",
    "聚焦6个重点领域，突出4个关键环节。",
    "成立5个工作专班，实行“一月一调度”。",
    "本方案自2024年3月1日起施行，有效期5年。",
    "补助标准由每人每月300元提高到350元。",
    "投资额在1000万元以上的技改项目纳入省级导向目录。",
    "淘汰每小时35蒸吨以下燃煤锅炉。",
    "采用80%以上再生材料的产品予以政府优先采购。",
    "降雨量达到50毫米时启动Ⅳ级响应。",
    "气温低于-5℃时停止混凝土浇筑。",
    "对年培训100人次以上的机构，一次性奖励2万元。",
    "注册资本不低于1000万元的企业方可申请。",
    "在国省干线两侧50米范围内不得新建建筑物。",
    "企业职工人数超过300人的，应当设置安全生产管理机构。",
    "第三批12个试点县名单见附件。",
    "参照2019年标准执行，误差不超过3%的视为合格。",
    "2019年全市森林覆盖率为32.5%。",
    "累计发放贷款35亿元，同比增长12%，惠及企业2000家。",
    "每周开展1次巡查，每月召开1次调度会。",
    "大中型灌区、3万亩以上灌区的管理单位。",
    "建筑高度100米以上的超高层建筑。",
    "加油站日均加油量超过10吨的须安装在线监测。",
    "上级补助资金按7:3分配到县、乡两级。",
]


@pytest.mark.parametrize("text", TRAPS)
def test_a_number_that_sets_no_target_stays_out(text: str):
    assert [(target.text, target.found_by) for target in read_targets(text, find_targets(text))] == []


@pytest.mark.parametrize(
    ("text", "year", "values"),
    [
        ("2020年，全市森林覆盖率达到11.7%。到2025年，达到13%。", 2021, [13]),
        ("2020年，全市森林覆盖率达到11.7%。", None, [11.7]),
        ("2018—2020年淘汰燃煤锅炉300台；2022年淘汰50台以上。", 2022, [50]),
        ("能耗强度比2020年下降13.5%。", 2022, [13.5]),
        ("产值在2021年基础上增长30%，利润率提高到8%。", 2022, [30, 8]),
        ("截至2022年底，全市建成农村公路3800公里。", 2024, []),
    ],
)
def test_what_was_to_be_reached_before_the_plans_year_is_no_target(text: str, year: int | None, values: list[float]):
    assert [target.value for target in read_targets(text, find_targets(text), year=year)] == values


@pytest.mark.parametrize(
    ("text", "baseline", "year"),
    [
        ("到2025年，单位能耗比2020年下降13.5%。", "2020年", 2025),
        ("2023年PM10平均浓度同比下降8%。", "同比", 2023),
        ("“十四五”末，旅游收入较2020年翻一番。", "2020年", 2025),
        ("事故死亡人数较上年下降5%。", "上年", None),
        ("覆盖率达到90%。", None, None),
        ("2家建材企业2021年底前完成搬迁。", None, 2021),
        ("储备能力2022年确保达到1300万吨。", None, 2022),
    ],
)
def test_baseline_and_year(text: str, baseline: str | None, year: int | None):
    target = read_targets(text, find_targets(text))[0]
    assert (target.baseline, target.year) == (baseline, year)


def test_years_of_a_list_each_have_their_number():
    text = "2024年、2025年、2026年分别改造老旧小区100个、120个、150个。"
    found = [(target.indicator, target.value, target.year) for target in read_targets(text, find_targets(text))]
    assert found == [("改造老旧小区", 100, 2024), ("改造老旧小区", 120, 2025), ("改造老旧小区", 150, 2026)]


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("造林任务：永和县5万亩、城关镇3.5万亩。", [("造林", "永和县"), ("造林", "城关镇")]),
        ("永和县、汾西县分别完成造林2万亩、1万亩。", [("完成造林", "永和县"), ("完成造林", "汾西县")]),
        ("全市森林覆盖率达到30%。", [("森林覆盖率", "全市")]),
    ],
)
def test_quotas_of_places(text: str, regions: list[tuple[str, str]]):
    found = read_targets(text, find_targets(text))
    assert [(target.indicator, target.region) for target in found] == regions


@pytest.mark.parametrize("words", ["建设5个", "清零", "增长5%", "达到", "每万人拥有3人、", "对,的", "以来"])
def test_a_long_text_of_one_thing_is_read_in_time(words: str):
    assert find_targets(words * (60_000 // len(words))) is not None
