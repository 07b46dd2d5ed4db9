"""Headings and tasks: numbered clauses, lost line breaks, lists that no number opens."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.outlining.outline import Outline, find_outline
from extract.reading.composing import Composer, Piece
from extract.reading.reader import read_source
from extract.reading.source import SourceText
from extract.records import Form
from extract.text.numbering import parse_number

GOLD = Path(__file__).parent / "gold"


def outline_of(text: str) -> Outline:
    return find_outline(SourceText(name="a.txt", sha256="", text=text))


def tasks_of(text: str) -> list[tuple[str | None, str]]:
    return [(task.number, task.title) for task in outline_of(text).tasks]


PLAN = """某市清洁取暖实施方案
一、总体要求
（一）指导思想。深入贯彻落实部署。
（二）主要目标。到2025年明显改善。
二、重点任务
（一）优化产业结构
1．退出落后产能。分类组织实施转移。（市工信局牵头）
2．治理工业炉窑。推进改造。
（二）调整能源结构。推进散煤替代。（市能源局牵头）
三、保障措施
（一）加强组织领导。压实责任。
（二）加强考核
严格考核问责。

附件：1.任务清单
2.项目清单
某市人民政府
2023年5月24日
"""
TASKS = [
    ("1．", "退出落后产能"),
    ("2．", "治理工业炉窑"),
    ("（二）", "调整能源结构"),
    ("（一）", "加强组织领导"),
    ("（二）", "加强考核"),
]


def test_tasks_are_the_lowest_clauses_that_set_work():
    assert tasks_of(PLAN) == TASKS


def test_sections_are_the_path_of_the_headings():
    sections = [task.section for task in outline_of(PLAN).tasks]
    assert sections[0] == "二、重点任务 / （一）优化产业结构"
    assert sections[-1] == "三、保障措施"


def test_a_task_runs_from_its_number_to_its_last_character():
    tasks = outline_of(PLAN).tasks
    assert PLAN[tasks[0].start : tasks[0].end] == "1．退出落后产能。分类组织实施转移。（市工信局牵头）"
    assert PLAN[tasks[-1].start : tasks[-1].end] == "（二）加强考核\n严格考核问责。"


def test_lost_line_breaks_change_no_task():
    flowing = "某市清洁取暖实施方案各县人民政府：现印发给你们。" + "".join(PLAN.split("\n")[1:])
    assert tasks_of(flowing) == [(number, title) for number, title in TASKS[:-1]] + [("（二）", "加强考核严格考核问责")]


@pytest.mark.parametrize("width", ["1.", "1．", "1、", "1﹒", "1 ．"])
def test_shapes_of_arabic_numbers(width: str):
    text = f"一、重点任务\n{width}推进改造。落实资金。\n{width.replace('1', '2')}加强监管。严格执法。\n"
    assert [title for _, title in tasks_of(text)] == ["推进改造", "加强监管"]


@pytest.mark.parametrize(
    "words",
    ["1.5万户完成改造。", "2023年推进。", "3.2.1节所列项目。", "（三）项规定的情形。", "第二、三产业占比提高。"],
)
def test_what_looks_like_a_number_and_is_none(words: str):
    assert tasks_of(f"（一）推进改造。落实资金，\n{words}\n（二）加强监管。严格执法。") == [
        ("（一）", "推进改造"),
        ("（二）", "加强监管"),
    ]


def test_a_heading_with_its_own_statement_is_a_task():
    text = (
        "一、重点任务\n（一）推进改造。落实资金。\n二、保障措施\n在专班下统筹推进，强化协同。（责任单位：市工信局）\n"
    )
    assert tasks_of(text) == [("（一）", "推进改造"), ("二、", "保障措施")]


def test_items_of_a_list_are_no_tasks():
    text = (
        "（一）严格准入。有下列情形之一的不予受理：\n1.未批先建的；\n2.污染严重的；\n3.能耗超标的。\n（二）加强监管。"
    )
    assert [title for _, title in tasks_of(text)] == ["严格准入", "加强监管"]


def test_titled_paragraphs_under_a_heading():
    text = (
        "一、支持平台建设\n　　培育各类平台。重点培育一批平台。（责任单位：省经信厅）\n\n"
        "　　推动企业上云。建立资源池。（责任单位：省财政厅）\n"
    )
    assert tasks_of(text) == [(None, "培育各类平台"), (None, "推动企业上云")]


def test_a_table_of_contents_names_no_tasks():
    entries = "\n".join(f"{number}、推进工作……………… {page}" for page, number in enumerate("一二三", 1))
    text = f"目 录\n{entries}\n{PLAN}"
    source = read_source(text.encode(), "a.txt")
    assert [(task.number, task.title) for task in find_outline(source).tasks] == TASKS


def test_campaigns_of_one_sentence():
    text = (
        "会议提出。主要任务是:一、落实责任,强化考核评价。二、打好三大攻坚战,即:减煤攻坚战,推进改造;"
        "控车攻坚战,调整结构;抑尘攻坚战,加强管理。三、抓好整改,确保6月底前全部到位。"
    )
    outline = outline_of(text)
    assert [task.title for task in outline.tasks] == [
        "落实责任,强化考核评价",
        "减煤攻坚战",
        "控车攻坚战",
        "抑尘攻坚战",
        "抓好整改,确保6月底前全部到位",
    ]
    assert outline.tasks[1].section == "主要任务 / 二、打好三大攻坚战"
    assert text[outline.tasks[1].start : outline.tasks[1].end] == "减煤攻坚战,推进改造"


def test_ordinal_words_of_a_report():
    text = (
        "他强调,要精准施策。一是围绕源头治理,提升质量。全面淘汰落后产能。二是实施系统治理。加快改造。\n会议以视频召开。"
    )
    assert tasks_of(text) == [("一是", "围绕源头治理,提升质量"), ("二是", "实施系统治理")]


def test_a_text_without_parts_has_no_tasks():
    assert outline_of("今天天气很好。我们去公园散步。") == Outline(headings=(), tasks=())


@pytest.mark.parametrize(("words", "value"), [("十", 10), ("十九", 19), ("二十", 20), ("九十九", 99), ("７", 7)])
def test_numbers(words: str, value: int):
    assert parse_number(words) == value


@pytest.mark.parametrize("begins", ["000", "001", "002", "003", "004"])
def test_seeds(seeds: Path, begins: str):
    path = next(seeds.glob(f"{begins}*.txt"))
    gold = json.loads((GOLD / f"{path.name}.json").read_text("utf-8"))
    source = read_source(path.read_bytes(), path.name)
    tasks = find_outline(source).tasks
    assert [task.title for task in tasks] == [task["title"] for task in gold["tasks"]]
    if not source.analysed:
        assert [(task.start, task.number) for task in tasks] == [
            (task["start"], task["number"]) for task in gold["tasks"]
        ]


TEXTS = st.text(
    st.sampled_from("一二三、.．（）()1234。：;；\n\f 推进改造负责市能源局目标附件是即攻坚战"), max_size=300
)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_any_text_has_an_outline_inside_itself(text: str):
    outline = outline_of(text)
    ends = 0
    for task in outline.tasks:
        assert ends <= task.start < task.end <= len(text)
        assert text[task.start : task.end].strip() == text[task.start : task.end]
        ends = task.end
    assert outline == outline_of(text)


@settings(max_examples=50, deadline=None)
@given(st.text(st.sampled_from("今天天气很好我们去公园散步"), min_size=1, max_size=60))
def test_words_above_move_tasks_and_change_nothing_else(words: str):
    moved = outline_of(f"{words}。\n{PLAN}").tasks
    shift = len(words) + 2
    assert [(task.number, task.title, task.section, task.start - shift, task.end - shift) for task in moved] == [
        (task.number, task.title, task.section, task.start, task.end) for task in outline_of(PLAN).tasks
    ]


def test_several_plans_in_one_document_name_themselves():
    second = PLAN.replace("清洁取暖", "散煤治理")
    sections = [task.section for task in outline_of(PLAN + second).tasks]
    assert sections[0].startswith("某市清洁取暖实施方案 / 二、重点任务")
    assert sections[-1] == "某市散煤治理实施方案 / 三、保障措施"


def test_a_closing_paragraph_is_no_part_of_the_last_task():
    text = "一、保障措施\n（一）加强领导。压实责任。\n（二）加强执法。严查违法。\n（三）加强考核。严肃问责。\n"
    text += "这是一场硬仗，必须打赢。\n"
    last = outline_of(text).tasks[-1]
    assert text[last.start : last.end] == "（三）加强考核。严肃问责。"


def test_a_title_ends_where_its_bracket_names_who_leads():
    text = (
        "一、重点工作\n（一）补短板工程（分管领导：程少云；牵头部门：市卫健委）\n推进疾控中心建设。\n"
        "（二）环境整治工程\n整治老旧小区。\n"
    )
    assert [task.title for task in outline_of(text).tasks] == ["补短板工程", "环境整治工程"]


def test_headings_that_only_their_style_tells_have_tasks_below_them():
    composer = Composer()
    for level, words in [
        (1, "某市空气质量提升行动方案"),
        (2, "总体要求"),
        (None, "深入贯彻落实决策部署，持续改善空气质量。"),
        (2, "重点任务"),
        (3, "加强扬尘管控"),
        (None, "施工工地落实六个百分之百。（市住建局牵头，市城管局配合）"),
        (3, "治理餐饮油烟"),
        (None, "餐饮单位安装油烟净化设施。（市城管局牵头）"),
    ]:
        composer.paragraph([Piece(words=words)], level=level)
    outline = find_outline(composer.source(name="a.docx", data=b"", form=Form(format="word")))
    assert [(task.number, task.title, task.section) for task in outline.tasks] == [
        (None, "加强扬尘管控", "重点任务"),
        (None, "治理餐饮油烟", "重点任务"),
    ]


def test_a_heading_that_is_the_title_of_the_document_or_only_stands_above_a_table_is_no_task():
    composer = Composer()
    composer.paragraph([Piece(words="关于印发《某市教育局2024年重点任务分解表》的通知")], level=1)
    composer.paragraph([Piece(words="各县区教育局：现将分解表印发给你们，请抓好落实。")])
    assert find_outline(composer.source(name="a.html", data=b"", form=Form(format="html"))).tasks == ()
    composer = Composer()
    for words, level in (("水利局", 1), ("某市2024年高标准农田建设任务分解表", None), ("农业农村局", 1)):
        composer.paragraph([Piece(words=words)], level=level)
    assert find_outline(composer.source(name="a.xlsx", data=b"", form=Form(format="sheet"))).tasks == ()


def test_a_styled_heading_without_number_stands_beside_numbered_ones_of_its_style():
    composer = Composer()
    for level, words in [
        (1, "一、重点任务"),
        (2, "（一）加强扬尘管控"),
        (None, "施工工地落实六个百分之百，并加密洒水。"),
        (2, "治理餐饮油烟"),
        (None, "餐饮单位安装油烟净化设施并定期清洗。"),
    ]:
        composer.paragraph([Piece(words=words)], level=level)
    outline = find_outline(composer.source(name="a.docx", data=b"", form=Form(format="word")))
    assert [(task.number, task.title) for task in outline.tasks] == [("（一）", "加强扬尘管控"), (None, "治理餐饮油烟")]


def test_a_second_plan_in_a_text_without_line_breaks_counts_anew():
    text = (
        "各县人民政府：请抓好落实。一、加大宣传。做到应知尽知。二、强化督导。按月通报。三、严明纪律。严肃问责。"
        "某市激励措施为进一步激发活力，制定以下措施。一、落实投入。足额安排资金。（市财政局负责）"
        "二、实施奖补。兑现奖励。（市工信局负责）"
    )
    assert [title for _, title in tasks_of(text)] == ["加大宣传", "强化督导", "严明纪律", "落实投入", "实施奖补"]


def test_titles_that_begin_alike_are_two_tasks():
    text = "一、示范创建\n（一）推进绿色学校创建。完善标准。\n（二）推进绿色医院创建。完善标准。\n二、师资建设\n"
    text += "（一）推进绿色学校课程建设。开发课程。\n（二）推进绿色医院培训。开展培训。\n"
    assert len(tasks_of(text)) == 4


def test_a_signature_does_not_begin_inside_a_bracket_or_with_one():
    text = (
        "一、保障措施\n（一）加强领导。压实责任。\n（二）加强督导。开展评估。\n"
        "（市教育局、各区、县（市）政府负责）\n\n某市人民政府\n2021年9月9日\n"
    )
    last = outline_of(text).tasks[-1]
    assert text[last.start : last.end].endswith("各区、县（市）政府负责）")


def test_the_cells_of_a_table_whose_rows_were_lost_are_no_tasks():
    text = (
        "一、重点任务\n（一）推进共享。落实资金。\n（二）推进应用。落实项目。\n\n附：细则清单\n"
        "（一）\n推动\n数据归集\n共享\n3\n办法\n（二）\n加强\n明确范围\n底前\n省数据局\n责任单位\n4\n"
    )
    assert [title for _, title in tasks_of(text)] == ["推进共享", "推进应用"]


def test_a_box_of_projects_has_the_title_behind_its_colon():
    text = "一、重点任务\n1.推进改造。落实资金。\n专栏1：治污重点工程\n实施改造项目12个。\n2.加强监管。严格执法。\n"
    assert ("专栏1", "治污重点工程") in tasks_of(text)


def test_a_full_stop_read_for_the_point_of_a_number():
    text = "实施帮扶。1.强化就业帮扶。落实补贴政策。（市人社局负责）2。强化生态帮扶。优先聘用护林员。（市林业局负责）"
    assert [title for _, title in tasks_of(text)] == ["强化就业帮扶", "强化生态帮扶"]


def test_a_text_without_numbers_has_its_titled_paragraphs_as_tasks():
    text = (
        "某市优化生育政策实施方案\n提高优生优育水平\n保障孕产妇健康。全面落实妊娠风险筛查。（市卫健委负责）\n"
        "防治出生缺陷。扩大筛查病种。（市卫健委、市财政局负责）\n发展普惠托育\n"
        "推进托育机构建设。每千人口托位数达到4.5个。（市卫健委牵头，市发改委配合）\n"
    )
    assert tasks_of(text) == [(None, "保障孕产妇健康"), (None, "防治出生缺陷"), (None, "推进托育机构建设")]


def test_first_and_second_count_tasks():
    text = (
        "某镇防汛工作安排\n第一，落实责任。班子成员包村到户。（镇党政办牵头）\n"
        "第二，排查隐患。对山塘、水库逐一排查。（镇水利站负责）\n"
    )
    assert tasks_of(text) == [("第一，", "落实责任"), ("第二，", "排查隐患")]


def test_parts_in_words_and_decimal_numbers():
    text = (
        "第一部分 工作目标\n优良天数达到85%以上。\n第二部分 重点任务\n1.实施道路工程\n"
        "1.1 新改建农村公路300公里。（市交通运输局牵头）\n1.2 推进示范创建。（市交通运输局）\n2.实施供水工程\n"
        "2.1 建设规模化供水工程12处。（市水利局）\n"
    )
    assert [number for number, _ in tasks_of(text)] == ["1.1", "1.2", "2.1"]


def test_bracketed_numbers_are_tasks_where_they_assign():
    items = "（1）推进升级。新增企业20家。牵头单位：县工信局\n（2）推进技改。实施项目30项。责任单位：县发改局\n"
    assert [number for number, _ in tasks_of(f"（一）重点工作\n{items}")] == ["（1）", "（2）"]
    plain = "（1）未批先建的项目；\n（2）污染严重的项目。\n"
    assert [number for number, _ in tasks_of(f"（一）严格准入。清理项目：\n{plain}（二）加强监管。严查。")] == [
        "（一）",
        "（二）",
    ]


def test_lines_that_begin_with_ordinals_are_tasks():
    text = (
        "现就有关事项通知如下：\n一要压实责任。层层签订责任书。\n二要管控火源。设卡检查。\n三要备足物资。\n特此通知。\n"
    )
    assert [title for _, title in tasks_of(text)] == ["压实责任", "管控火源", "备足物资"]


def test_sections_of_the_notice_that_issues_a_plan_are_no_tasks():
    text = (
        "关于分解重点任务的通知\n各县区人民政府：\n现将有关事项通知如下：\n一、加强领导。各单位要落实责任。\n"
        "二、强化督查。市政府督查室每季度督促检查。\n某市人民政府\n2024年3月5日\n2024年重点任务分解\n"
        "一、主要目标（李明市长总负责）\n1.地方财政收入增长8%。\n责任单位：市财政局\n2.外资增长4%。\n责任单位：市商务局\n"
    )
    assert tasks_of(text) == [("1.", "地方财政收入增长8%"), ("2.", "外资增长4%")]


def test_measures_under_a_problem_are_one_task_with_the_labels_before_or_behind_them():
    problem = "（一）监管责任压得不实。\n整改目标：压实责任。\n"
    measures = "整改措施：\n1.修订责任清单。\n2.纳入年度考核。\n"
    label = "责任单位：市生态环境局\n"
    rest = "（二）加强值守。严格带班。（市应急局负责）\n"
    for clause in (problem + measures + label, problem + label + measures):
        assert [number for number, _ in tasks_of(f"二、整改任务\n{clause}{rest}")] == ["（一）", "（二）"]
    apart = "具体措施：\n1.修订清单。（市水利局负责）\n2.纳入考核。（市委组织部负责）\n"
    assert [number for number, _ in tasks_of(f"（一）压实责任。\n{apart}{rest}")] == ["1.", "2.", "（二）"]


def test_a_number_and_title_that_return_in_another_section_are_another_task():
    measures = "（一）加强组织领导。成立专班。（市教育局牵头）\n（二）推进改造。分类实施。（市能源局牵头）\n"
    assert (
        tasks_of(f"一、教育工程\n{measures}二、能源工程\n{measures}")
        == [
            ("（一）", "加强组织领导"),
            ("（二）", "推进改造"),
        ]
        * 2
    )


def test_a_task_that_returns_in_its_own_section_is_one_also_where_its_title_is_cut_off():
    tasks = "1.加强美育师资队伍建设。配齐教师。（市教育局牵头）\n2.推进改造工作。分类实施。（市能源局牵头）\n"
    table = "1.加强美育师资。（市教育局牵头）\n2.推进改造工作。（市能源局牵头）\n"
    assert tasks_of(f"一、重点任务\n{tasks}{table}") == [("1.", "加强美育师资队伍建设"), ("2.", "推进改造工作")]


def test_a_list_of_contents_hides_no_task():
    contents = "一、重点任务\n（一）加强组织领导......1\n（二）推进改造工作......2\n"
    text = contents + "一、重点任务\n（一）加强组织领导\n健全协同合作机制，落实各部门责任，确保落地见效。\n"
    assert ("（一）", "加强组织领导") in tasks_of(text)


def test_the_colon_of_a_time_ends_no_title():
    text = "一、报送\n（二）1月23日17:00前报送名单。各单位填写附件，按时报送。（市教育局负责）\n"
    assert tasks_of(text) == [("（二）", "1月23日17:00前报送名单")]
