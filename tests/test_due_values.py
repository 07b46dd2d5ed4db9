"""Deadlines in sentences and the days that they mean: tags mark the words, the values follow in the same order.

Plans of 2024, issued on 5 March 2024, unless a case says otherwise. A value is the last day; ``first/last`` for a
period; ``first/`` for a beginning; the recurrence or the words where no date can say it.
"""

from __future__ import annotations

from datetime import date

import pytest

from extract.dating.deadlines import find_deadlines
from extract.dating.duedays import Plan, read_deadlines
from extract.records import Deadline
from tests.marked import read_marked

PLAN = Plan(year=2024, issued=date(2024, 3, 5))

BY = [
    ("各县区要于<by>2024年5月15日前</by>制定本地区实施方案。", "2024-05-15"),
    ("会同有关部门于<by>6月底前</by>出台工作方案。", "2024-06-30"),
    ("按照要求，<by>7月份</by>完成排查，确保<by>10月</by>开工。", "2024-07-31 | 2024-10-31"),
    ("县医院要加快建设，<by>年内</by>完成主体工程。", "2024-12-31"),
    ("省林业局<by>2024年4月</by>出台保护名录。", "2024-04-30"),
    ("<by>汛期结束前</by>完成水库除险。接警后须<by>20分钟内</by>清理到位。", "汛期结束前 | 20分钟内"),
    ("<by>国庆假期前</by>完成景区设施检查。", "国庆假期前"),
    ("<by>今年5月底前</by>，各乡镇完成敬老院消防设施改造。", "2024-05-31"),
    ("（市教育局负责，<by>2025年5月底前</by>）", "2025-05-31"),
    ("义务教育招生“一件事”上线运行。（<by>2024年8月底前</by>）", "2024-08-31"),
    ("建成区级托育综合服务中心（<by>6月底前</by>完成）", "2024-06-30"),
    ("<by>二〇二四年十月底前</by>，完成高标准农田上图入库。", "2024-10-31"),
    ("<by>十月底前</by>完成秋粮收购准备。", "2024-10-31"),
    ("各单位于<by>十二月二十日前</by>报送总结。", "2024-12-20"),
    ("<by>２０２４年１１月３０日前</by>，完成供热管网改造。", "2024-11-30"),
    ("力争<by>25年底前</by>实现村村通5G。", "2025-12-31"),
    ("<by>24年9月底前</by>，完成校舍安全排查。", "2024-09-30"),
    (
        "分别于<by>3月25日</by>、<by>6月25日</by>、<by>9月25日前</by>报送进展情况。",
        "2024-03-25 | 2024-06-25 | 2024-09-25",
    ),
    ("请于<by>6月15日</by>、<by>12月15日前</by>将落实情况报县政府办公室。", "2024-06-15 | 2024-12-15"),
    ("于<by>6月底</by>和<by>12月底前</by>报送。", "2024-06-30 | 2024-12-31"),
    ("<by>5月</by>、<by>8月</by>、<by>11月底前</by>各开展一轮督查。", "2024-05-31 | 2024-08-31 | 2024-11-30"),
    ("<by>2024年底</by>和<by>2025年底前</by>分别完成60%和全部任务。", "2024-12-31 | 2025-12-31"),
    (
        "<by>2024年6月底前</by>下达60%以上、<by>9月底前</by>下达80%以上、<by>11月底前</by>全部下达到位。",
        "2024-06-30 | 2024-09-30 | 2024-11-30",
    ),
    ("<by>2025年3月底前</by>开工，<by>10月底前</by>主体完工。", "2025-03-31 | 2025-10-31"),
    ("<by>2024年10月底前</by>完成招标，<by>次年6月底前</by>建成投用。", "2024-10-31 | 2025-06-30"),
    ("<by>明年一季度末前</by>，完成低保对象年度复核。", "2025-03-31"),
    ("<by>今年三季度前</by>，出台低空经济支持政策。", "2024-09-30"),
    ("<by>第三季度</by>完成机构改革涉改部门挂牌。", "2024-09-30"),
    ("<by>2024年第二季度末前</by>，组建应急救援队伍。", "2024-06-30"),
    ("<by>上半年</by>完成村级卫生室标准化建设。", "2024-06-30"),
    ("<by>2024年下半年前</by>，完成平台迁移。", "2024-12-31"),
    ("<by>前三季度</by>完成投资计划的75%以上。", "2024-09-30"),
    ("<by>到“十四五”末</by>，县域医共体全面建成。", "2025-12-31"),
    ("<by>“十五五”期末</by>，全省算力规模进入全国前列。", "2030-12-31"),
    ("<by>最迟不晚于2024年7月10日</by>，完成资金拨付。", "2024-07-10"),
    ("验收工作<by>不迟于11月20日</by>完成。", "2024-11-20"),
    ("<by>截至今年11月底</by>，资金支出进度要达到90%。", "2024-11-30"),
    ("<by>到2027年底</by>，培育链主企业20家；<by>到2030年</by>，产业规模再上台阶。", "2027-12-31 | 2030-12-31"),
    ("<by>到2027年</by>、<by>2030年</by>，农村卫生厕所普及率分别达到90%、95%。", "2027-12-31 | 2030-12-31"),
    ("<by>到2025年</by>至少创建3个省级公园城市示范区。", "2025-12-31"),
    ("<by>2024年4月中旬前</by>，完成春季植树造林；<by>5月下旬前</by>开展核查。", "2024-04-20 | 2024-05-31"),
    ("<by>8月18日(星期日)17时前</by>反馈。", "2024-08-18 17时前"),
    ("务必于<by>3月28日下午5:30前</by>将联络员名单报市营商办。", "2024-03-28 下午5:30前"),
    ("各镇于<by>3月20日12点前</by>报送排查台账。", "2024-03-20 12点前"),
    ("整改时限：<by>2024年12月31日</by>", "2024-12-31"),
    ("整改时限：<by>2024年6月底前</by>完成，并长期坚持。", "2024-06-30"),
    ("完成时限：<by>立行立改</by>", "立行立改"),
    ("完成时限：<by>12月</by>", "2024-12-31"),
    ("完成时限<by>2024年11月</by>", "2024-11-30"),
    ("整改期限：<by>2025年6月</by>。", "2025-06-30"),
    ("时间节点：<by>二季度</by>", "2024-06-30"),
    ("计划完成时间：<by>2024年9月</by>", "2024-09-30"),
    ("办结时限：<by>全年</by>", "2024-12-31"),
    ("<by>本月底前</by>，各街道要摸清底数。", "2024-03-31"),
    ("<by>年底前</by>将工作总结报省民政厅。", "2024-12-31"),
    ("<by>2024年春节前</by>，兑现农民工工资。", "2024年春节前"),
    ("<by>汛期前</by>完成病险水库除险加固，<by>主汛期来临前</by>完成清淤。", "汛期前 | 主汛期来临前"),
    ("<by>供暖前</by>完成老旧管网更新。", "供暖前"),
    ("<by>秋季学期开学前</by>，完成校园食堂改造。", "秋季学期开学前"),
    ("<by>今冬供暖季开始前</by>完成热源建设。", "今冬供暖季开始前"),
    ("在<by>高温季节来临前</by>完成设备检修。", "高温季节来临前"),
    ("在<by>新标准实施前</by>完成改造。", "新标准实施前"),
    ("<by>国庆节前</by>通车。", "国庆节前"),
    ("<by>自本方案印发之日起30日内</by>，各区制定实施细则。", "自本方案印发之日起30日内"),
    ("应在<by>收到转办单后10个工作日内</by>办结并反馈。", "收到转办单后10个工作日内"),
    ("<by>会议结束后三个工作日内</by>印发纪要。", "会议结束后三个工作日内"),
    ("<by>项目竣工验收合格之日起三个月内</by>完成决算。", "项目竣工验收合格之日起三个月内"),
    ("在<by>30个工作日内</by>上报整改方案。", "30个工作日内"),
    ("突发情况须<by>1小时内</by>报告市应急局。", "1小时内"),
    ("各成员单位应于<by>一周内</by>报送联络员名单。", "一周内"),
    ("<by>自2024年4月1日起60日内</by>完成登记。", "2024-05-31"),
    ("<by>三年内</by>建成10个区域性养老服务中心。", "三年内"),
    ("确保<by>按省定时间节点</by>完成任务。", "按省定时间节点"),
    ("<by>年内</by>见成效。", "2024-12-31"),
    ("一是调查摸底阶段（<by>2024年3月底前</by>）。", "2024-03-31"),
    ("（三）总结提升阶段（<by>2024年12月中旬前</by>）", "2024-12-20"),
    ("于<by>2024年6月30日</by>报送中期评估报告。", "2024-06-30"),
    ("各县区要在<by>4月10日之前</by>完成动员部署。", "2024-04-10"),
    ("<by>5月1日前</by>完成配套制度清理。", "2024-05-01"),
    ("整改完成时限为<by>2024年10月31日</by>。", "2024-10-31"),
    ("<by>迎峰度夏前</by>，完成电网检修；<by>五一假期前</by>，完成景区安全检查。", "迎峰度夏前 | 五一假期前"),
    ("在<by>项目开工前</by>完成环评审批，<by>竣工后3个月内</by>组织验收。", "项目开工前 | 竣工后3个月内"),
    ("第一批<by>2024年10月底前</by>完成，第二批<by>2025年6月底前</by>完成。", "2024-10-31 | 2025-06-30"),
    ("推动签约项目<by>2024年上半年</by>全部开工。", "2024-06-30"),
    ("责任单位应当<by>自接到交办单之日起15日内</by>书面反馈。", "自接到交办单之日起15日内"),
    ("3.<by>2024年底前</by>，建成投用。", "2024-12-31"),
    ("<by>利用3年时间</by>，完成村卫生室标准化建设。", "利用3年时间"),
]

DURING = [
    (
        "<during>冬春清塘期间（2024年11月至2025年2月）</during>，实行错峰排水。",
        "2024-11-01/2025-02-28",
    ),
    ("<during>2024年秋冬季</during>开展退化林修复。", "2024年秋冬季"),
    ("<during>“双11”期间</during>加强快递企业检查。", "“双11”期间"),
    ("加快管网建设.<during>2024年</during>新建主管网45公里.", "2024-01-01/2024-12-31"),
    (
        "<during>9月</during>开展自评，<during>10月份</during>组织抽查。",
        "2024-09-01/2024-09-30 | 2024-10-01/2024-10-31",
    ),
    ("<during>3月中下旬</during>开展义务植树。", "2024-03-31"),
    ("<during>2024年</during>编制托育服务实施方案。", "2024-01-01/2024-12-31"),
    ("<during>2024年3月至11月</during>，开展燃气安全专项整治。", "2024-03-01/2024-11-30"),
    ("（一）动员部署阶段（<during>2024年3月—4月</during>）。", "2024-03-01/2024-04-30"),
    ("（二）集中整治阶段（<during>4月上旬至9月下旬</during>）。", "2024-04-01/2024-09-30"),
    ("第一阶段（<during>2024.3—2024.5</during>）：宣传发动。", "2024-03-01/2024-05-31"),
    ("排查阶段（<during>2024年4月1日-5月15日</during>）", "2024-04-01/2024-05-15"),
    ("整改阶段（<during>5月16日~6月30日</during>）", "2024-05-16/2024-06-30"),
    ("活动时间：<during>10月8日至20日</during>。", "2024-10-08/2024-10-20"),
    ("<during>2024年11月至次年3月</during>，开展“温暖过冬”行动。", "2024-11-01/2025-03-31"),
    ("<during>今年10月至明年2月</during>，实施错峰运输。", "2024-10-01/2025-02-28"),
    ("<during>即日起至5月31日</during>，开展占道经营整治。", "2024-03-05/2024-05-31"),
    ("政策执行<during>至2027年12月31日</during>。", "2027-12-31"),
    ("稳岗返还政策延续实施<during>至2025年底</during>。", "2025-12-31"),
    (
        "<during>2024年</during>70%以上、<during>2025年</during>80%以上行政村完成整治。",
        "2024-01-01/2024-12-31 | 2025-01-01/2025-12-31",
    ),
    ("全市储备能力<during>2025年</during>确保达到100万吨。", "2025-01-01/2025-12-31"),
    (
        "<during>2025年</during>和<during>2030年</during>，短流程炼钢占比分别提升至15%、20%。",
        "2025-01-01/2025-12-31 | 2030-01-01/2030-12-31",
    ),
    ("<during>今明两年</during>，每个县至少建成1所公办养老机构。", "2024-01-01/2025-12-31"),
    ("<during>全年</during>新增城镇就业2万人。", "2024-01-01/2024-12-31"),
    ("<during>年内</during>新建口袋公园50个。", "2024-01-01/2024-12-31"),
    ("<during>2024年二季度</during>，组织开展集中攻坚。", "2024-04-01/2024-06-30"),
    ("<during>“十五五”时期</during>，新增公办学位2万个。", "2026-01-01/2030-12-31"),
    ("<during>2024年至2026年</during>，统筹安排专项债支持。", "2024-01-01/2026-12-31"),
    ("<during>春节期间</during>加强烟花爆竹管控。", "春节期间"),
    ("<during>汛期</during>严格执行24小时值班制度。", "汛期"),
    ("<during>儿童节、教师节、国庆节期间</during>，开展文艺演出。", "儿童节、教师节、国庆节期间"),
    ("确保<during>高考期间</during>考点周边无噪声。", "高考期间"),
    (
        "<during>供暖期（11月15日至次年3月15日）</during>内不得擅自停热。",
        "2024-11-15/2025-03-15",
    ),
    ("<during>今冬明春</during>，持续开展火灾隐患排查。", "今冬明春"),
    (
        "<during>6—8月</during>，组织治安打击整治；<during>9月</during>，召开总结会。",
        "2024-06-01/2024-08-31 | 2024-09-01/2024-09-30",
    ),
    ("<during>2024年高考期间</during>加强考点周边管控。", "2024年高考期间"),
    ("<during>2024-2025年取暖季</during>，保证热源充足。", "2024-2025年取暖季"),
    ("建设阶段（<during>2024年至2026年</during>），开展试点。", "2024-01-01/2026-12-31"),
    ("实施“清风行动”（2024—2026年），<during>2024—2026年</during>，新建站点20个。", "2024-01-01/2026-12-31"),
]

FROM = [
    ("<from>6月1日零时起</from>实施伏季休渔。", "2024-06-01/"),
    ("<from>2024年起</from>，新建住宅全部执行绿色建筑标准。", "2024-01-01/"),
    ("<from>从今年秋季学期起</from>，全面推行课后服务。", "从今年秋季学期起"),
    ("<from>自2024年7月1日起</from>，国三柴油货车禁止驶入主城区。", "2024-07-01/"),
    ("<from>从2024年第三季度开始</from>，公布排名。", "2024-07-01/"),
    ("<from>自即日起</from>，各单位立即开展自查。", "2024-03-05/"),
    ("<from>明年起</from>，取消纸质证明。", "2025-01-01/"),
    ("<from>从5月起</from>，开通社区巴士。", "2024-05-01/"),
]

RECURRING = [
    ("<recurring>每月28日前</recurring>报送进展情况。", "FREQ=MONTHLY;BYMONTHDAY=28"),
    ("各区于<recurring>每月5日前</recurring>报送上月数据。", "FREQ=MONTHLY;BYMONTHDAY=5"),
    ("<recurring>每月月底前</recurring>更新台账。", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("<recurring>每月5日和20日前</recurring>各报送一次。", "FREQ=MONTHLY;BYMONTHDAY=5,20"),
    ("于<recurring>每季度首月10日前</recurring>报送上季度情况。", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"),
    ("<recurring>每季度最后一个月的25日前</recurring>报送总结。", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"),
    ("<recurring>每季度末前</recurring>召开调度会。", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
    ("<recurring>每半年</recurring>向市委报告。", "FREQ=MONTHLY;INTERVAL=6"),
    ("<recurring>每半年报送一次</recurring>工作总结。", "FREQ=MONTHLY;INTERVAL=6"),
    ("<recurring>每周五</recurring>通报进度。", "FREQ=WEEKLY;BYDAY=FR"),
    ("<recurring>每周一前</recurring>报送周报。", "FREQ=WEEKLY;BYDAY=MO"),
    ("<recurring>每两周</recurring>会商研判。", "FREQ=WEEKLY;INTERVAL=2"),
    ("<recurring>每3天</recurring>向市政府督查室报告。", "FREQ=DAILY;INTERVAL=3"),
    ("<recurring>每三年举办一届</recurring>全民健身运动会。", "FREQ=YEARLY;INTERVAL=3"),
    ("<recurring>每2年进行1次</recurring>命名复核。", "FREQ=YEARLY;INTERVAL=2"),
    ("<recurring>每学年</recurring>开展美育自评。", "FREQ=YEARLY"),
    ("<recurring>每学期至少开展一次</recurring>应急演练。", "每学期至少开展一次"),
    ("<recurring>隔年</recurring>开展满意度测评。", "FREQ=YEARLY;INTERVAL=2"),
    ("<recurring>每年6月至8月</recurring>开展防溺水巡查。", "FREQ=YEARLY;BYMONTH=6,7,8"),
    ("<recurring>每年11月至次年3月</recurring>开展森林防火巡护。", "FREQ=YEARLY;BYMONTH=11,12,1,2,3"),
    ("<recurring>每年1月10日前</recurring>报送上年度总结。", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=10"),
    ("<recurring>每年4月、10月</recurring>开展集中抽检。", "FREQ=YEARLY;BYMONTH=4,10"),
    ("<recurring>每年年底前</recurring>公布名单。", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"),
    ("<recurring>每年12月底前</recurring>完成考核。", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"),
    ("<recurring>每年第一季度</recurring>制定检查计划。", "FREQ=YEARLY;BYMONTH=1,2,3"),
    ("<recurring>每年春节前</recurring>开展走访慰问。", "每年春节前"),
    ("<recurring>每日16时前</recurring>报送数据。", "每日16时前"),
    ("<recurring>每季度结束后10个工作日内</recurring>报送。", "每季度结束后10个工作日内"),
    ("<recurring>次月5日前</recurring>报送上月报表。", "FREQ=MONTHLY;BYMONTHDAY=5"),
    ("<recurring>每个工作日</recurring>开展线上巡查。", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("<recurring>每半年</recurring>对落实情况组织一次评估。", "FREQ=MONTHLY;INTERVAL=6"),
    ("乡镇负责人<recurring>每周</recurring>进村走访不少于1次。", "FREQ=WEEKLY"),
    ("对各县区实行<recurring>月监测、月排名、月通报</recurring>。", "FREQ=MONTHLY"),
    (
        "实行<recurring>周调度</recurring>、<recurring>月通报</recurring>、<recurring>季评估</recurring>。",
        "FREQ=WEEKLY | FREQ=MONTHLY | FREQ=MONTHLY;INTERVAL=3",
    ),
    (
        "实行<recurring>一月一调度</recurring>、<recurring>一季一督查</recurring>。",
        "FREQ=MONTHLY | FREQ=MONTHLY;INTERVAL=3",
    ),
    ("<by>2024年7月底前</by>，以后<recurring>每年</recurring>持续实施。", "2024-07-31 | FREQ=YEARLY"),
    ("<recurring>每旬调度一次</recurring>项目进展。", "FREQ=MONTHLY;BYMONTHDAY=10,20,-1"),
    ("<recurring>按季度</recurring>通报各县区排名。", "FREQ=MONTHLY;INTERVAL=3"),
    ("<recurring>每年1月15日、7月15日前</recurring>报送。", "FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=15"),
    ("实行<recurring>半月一通报</recurring>。", "半月一通报"),
    ("<recurring>每学期开学后两周内</recurring>完成体检。", "每学期开学后两周内"),
    ("省级<recurring>每季度末月20日前</recurring>汇总。", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"),
    ("<recurring>每日8:30—17:30</recurring>开放。", "每日8:30—17:30"),
]


def value(deadline: Deadline) -> str:
    days = f"{deadline.from_ + '/' if deadline.from_ else ''}{deadline.to or ''}"
    return " ".join(filter(None, (days, deadline.rrule)))


@pytest.mark.parametrize(("sentence", "values"), [*BY, *DURING, *FROM, *RECURRING])
def test_deadlines_are_found_and_mean_their_days(sentence: str, values: str):
    marked = read_marked(sentence)
    deadlines = read_deadlines(marked.text, find_deadlines(marked.text), plan=PLAN)
    assert [(one.kind, one.text) for one in deadlines] == marked.named()
    assert [value(one) for one in deadlines] == values.split(" | ")
