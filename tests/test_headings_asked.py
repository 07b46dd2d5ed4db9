"""Questions on the title of a task or of a section: it is meant before tasks that only mention its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.asking import Asker
from graph.library import Library
from ingest import ingest_bytes

PLAN = """临江市推动低空经济发展行动方案（2024年）

一、布局低空基础设施

1.完善起降设施。新建起降点20处，配备充电桩。（市发展改革委牵头，市交通运输局配合）

2.构建低空智联网。建设通信基站。（市工业和信息化局牵头，市公安局配合）

二、拓展应用

3.发展低空物流。鼓励企业参与低空经济领域基础设施建设和运营，使用充电桩。（市商务局牵头，市财政局配合）

4.加快充（换）电设施建设。建成充电桩300个。（市能源局牵头，市财政局配合）

5.强化创新。建设研发平台，每年举办大赛。（市科技局牵头，市财政局配合）

三、提升安全保障能力

6.加强监管。严查黑飞，禁止在基础设施上空飞行。（市公安局牵头，市应急局配合）
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    library = Library.open(Path(tmp_path_factory.mktemp("headings")))
    ingest_bytes(PLAN.encode(), "p.txt", library)
    return Asker.open(library)


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("低空经济基础设施谁牵头", {"临江市发展和改革委员会", "临江市工业和信息化局"}),
        ("低空基础设施由谁配合", {"临江市交通运输局", "临江市公安局"}),
        ("低空物流谁牵头", {"临江市商务局"}),
    ],
)
def test_a_section_of_that_name_is_meant_before_a_mention(asker: Asker, question: str, units: set[str]):
    assert {item.label for item in asker.ask(question).answers} == units


def test_each_task_of_a_section_is_told_with_its_own_units(asker: Asker):
    text = asker.ask("低空基础设施谁牵头").text
    assert "“完善起降设施”由临江市发展和改革委员会牵头" in text
    assert "“构建低空智联网”由临江市工业和信息化局牵头" in text


def test_a_bracket_inside_a_word_of_a_title_hides_no_word(asker: Asker):
    assert {item.label for item in asker.ask("充电桩谁牵头").answers} == {"临江市能源局"}


def test_a_chapter_on_safety_is_work(asker: Asker):
    """保障 makes a chapter one on how work is organised, but not in 安全保障能力."""
    assert asker.ask("临江市一共有几项任务").answers[0].value == 6


def test_what_the_plan_is_about_goes_without_saying_in_titles(tmp_path: Path):
    """The words of the plan's own title are not asked of the title of a task: it is meant as a whole."""
    library = Library.open(tmp_path)
    first, then = "鼓励运输机场增加功能。（市发展改革委牵头）", "企业建设低空经济相关基础设施。（市自然资源局牵头）"
    clause = f"1.完善基础设施。{first}{then}"
    ingest_bytes(f"临江市推动低空经济发展行动方案（2024年）\n\n一、重点任务\n\n{clause}\n".encode(), "p.txt", library)
    ingest_bytes(PLAN.replace("临江", "石门").encode(), "q.txt", library)
    answer = Asker.open(library).ask("临江市低空基础设施谁牵头")
    assert {item.label for item in answer.answers} == {"临江市发展和改革委员会", "临江市自然资源局"}


def test_a_unit_that_is_responsible_alone_is_no_lead(tmp_path: Path):
    """只由甲一家负责 asks for the role that plans give with 负责."""
    library = Library.open(tmp_path)
    first, second = (
        "1.制定办法。印发规则。（责任单位：市生态环境局）",
        "2.开发项目。（责任单位：市生态环境局、市商务局）",
    )
    plan = f"临江市碳普惠方案（2024年）\n\n一、重点任务\n\n{first}\n\n{second}\n"
    ingest_bytes(plan.encode(), "p.txt", library)
    answer = Asker.open(library).ask("临江只由生态环境局一家负责的任务有几项")
    assert [item.value for item in answer.answers] == [1]


def test_a_deadline_limits_what_a_wrapped_line_goes_on_with(tmp_path: Path):
    """The lines of a page end no sentence."""
    lines = (
        "江陵省关于科学绿化的实施意见（2024年）\n\n一、主要任务\n（一）强化责任落实。\n"
        "明确各级领导干部保护发展森林资源的目标责任，2024年12月底前全面建立管理职责清楚的\n"
        "林长制体系。各级绿化委员会要加强宣传发动、强化检查考核，对绿化成效突出的单位给予表\n"
        "彰。认真执行部门分工制度，交通、水利、教育等部门搞好各自责任范围内的科学绿化工作。\n"
        "（省林业局负责）\n（二）选择优良树种。\n"
        "优先选用乡土树种和良种进行绿化，提倡营造混交林。审慎使用外来树种，禁止引进危险的种\n"
        "子和苗木，确需引进的要充分掌握树种的耐寒性和抗病虫性等特点，试种成功后方可应用栽植。\n"
        "（省水利厅负责）\n"
    )
    library = Library.open(tmp_path)
    ingest_bytes(lines.encode(), "p.txt", library)
    answer = Asker.open(library).ask("林长制啥时候建成")
    assert [item.value for item in answer.answers] == ["2024-12-31"]
