"""Tasks in the shapes that plans of other places give them: weak numbers, run-in titles, blocks of lines."""

from __future__ import annotations

import pytest

from extract.outlining.outline import find_outline
from extract.pipeline import Extractor
from extract.reading.source import SourceText

SHAPES = [
    ("1）推行分时段诊疗。预约率达到80%。（市卫健委）\n2）推进结果互认。（市卫健委、市医保局）\n", ["1）", "2）"]),
    ("①发展夜间餐饮。培育街区3条。（市商务局牵头）\n②优化公交。（市交通局牵头）\n", ["①", "②"]),
    ("1 保障孕产妇安全。全面筛查。（市卫健委负责）\n2 防治出生缺陷。（市残联负责）\n", ["1", "2"]),
    ("任务1：农村改厕\n改造2000座。\n责任单位：县农业农村局\n任务2：污水治理\n治理30个村。\n", ["任务1：", "任务2："]),
    ("（一）优化结构。1.推进技改。（县工信局牵头）2.淘汰产能。（县发改局牵头）\n", ["1.", "2."]),
    ("小区改造：改造25个。（牵头单位：区住建局）\n街巷整治：整治40条。（牵头单位：区城管局）\n", [None, None]),
    (
        "推行证照联办\n实现20个事项联办。\n牵头单位：市市监局\n配合单位：市行政审批局\n"
        "完善注销制度\n推行简易注销。\n牵头单位：市市监局\n",
        [None, None],
    ),
]


@pytest.mark.parametrize(("words", "numbers"), SHAPES)
def test_shapes_of_tasks(words: str, numbers: list[str | None]) -> None:
    text = f"一、重点任务\n{words}二、组织保障\n（一）加强领导。成立专班。\n（二）强化考核。按月通报。\n"
    tasks = find_outline(SourceText(name="a.txt", sha256="", text=text)).tasks
    assert [task.number for task in tasks] == [*numbers, "（一）", "（二）"]


@pytest.mark.parametrize(
    "words",
    [
        "（一）推进改造。①完善制度。②强化监管。③落实资金。（市财政局负责）\n",
        "（一）推进改造。重点是1.完善制度；2.强化监管。（市财政局负责）\n",
        "（一）推进改造。符合下列条件的：（一）手续齐全；（二）资金落实。（市财政局负责）\n",
        "（一）推进改造。投入\n12 万元以上资金用于补助。\n13 个乡镇全部完成。（市财政局负责）\n",
    ],
)
def test_what_does_not_assign_is_an_item_of_its_clause(words: str) -> None:
    text = f"一、重点任务\n{words}（二）加强监管。严格执法。（市城管局负责）\n"
    tasks = find_outline(SourceText(name="a.txt", sha256="", text=text)).tasks
    assert [task.number for task in tasks] == ["（一）", "（二）"]


def test_a_label_outside_every_task_governs_the_words_since_its_heading() -> None:
    text = "石桥市工作要点\n\n总体推进。\n责任单位：市教育局\n"
    (one,) = Extractor().extract(text.encode(), "a.txt")[0].assignments
    assert one.scope and text[one.scope.start : one.scope.end] == "总体推进。"


def test_parts_that_run_on_in_the_line_of_their_heading_are_tasks() -> None:
    text = (
        "石桥乡防汛工作方案\n一、工作目标　全乡汛期不发生人员伤亡，险工险段除险率达到100%。\n"
        "二、重点任务　（一）隐患排查。各村6月10日前完成排查。（二）物资储备。乡水利站负责储备编织袋2万条。"
        "（三）值守应急。实行24小时值班。责任单位：乡应急站\n三、工作要求\n1、乡财政所：落实经费。\n2、乡卫生院：做好消杀。\n"
    )
    tasks = find_outline(SourceText(name="a.txt", sha256="", text=text)).tasks
    assert [task.title for task in tasks][:3] == ["隐患排查", "物资储备", "值守应急"]
    assert [task.section for task in tasks][:3] == ["二、重点任务"] * 3
    assert text[tasks[2].start : tasks[2].end].endswith("责任单位：乡应急站")


def test_measures_of_a_problem_that_has_labels_are_no_tasks_and_govern_their_own_words() -> None:
    text = (
        "三、整改任务\n（一）督察指出，采石场复绿滞后。\n责任单位：县自然资源局\n"
        "整改措施：1．完成边坡治理，2023年6月底前复绿。（县林草局）\n2．建立巡查台账。（各乡镇负责）\n"
        "（二）督察指出，洗砂废水直排。\n责任单位：县水利局\n整改措施：1．关停洗砂点4家。（县水利局牵头）\n2．开展回访。\n"
    )
    document, _ = Extractor().extract(text.encode(), "a.txt")
    assert [task.number for task in document.tasks] == ["（一）", "（二）"]
    scopes = [text[one.scope.start : one.scope.end].strip() for one in document.assignments if one.scope]
    assert scopes[:3] == [
        "（一）督察指出，采石场复绿滞后。",
        "1．完成边坡治理，2023年6月底前复绿。",
        "2．建立巡查台账。",
    ]
