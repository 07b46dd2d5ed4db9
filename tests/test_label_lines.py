"""Label lines, framed labels, labels without a colon, sentences that only assign: marked-up, every tag a role."""

from __future__ import annotations

import pytest

from tests.marked import read_marked
from tests.test_statements import passages_of, roles_in

LINES = [
    "责任单位<responsible>竹林桥镇</responsible>，包保领导闫小平\n",
    "牵头单位 <lead>区教育局</lead>\n配合单位 <cooperating>区财政局</cooperating>\n",
    "【牵头单位】<lead>市水利局</lead>【配合单位】<cooperating>市财政局</cooperating>\n",
    "整治市容。主办：<lead>市城管局</lead>；协办：<cooperating>市公安局</cooperating>、<cooperating>各街道办事处</cooperating>\n",
    "——牵头单位：<lead>市水利局</lead>，责任单位：<responsible>各县区</responsible>\n",
    "★责任单位：<responsible>市水利局</responsible>\n",
    "责任(配合)单位：<responsible>市水利局</responsible>、<responsible>市财政局</responsible>\n",
    "牵头（责任）单位：<lead>市水利局</lead>；配合单位：<cooperating>市财政局</cooperating>\n",
    "第一责任单位：<responsible>市教育局</responsible>；配合单位：<cooperating>市体育局</cooperating>\n",
    "责任站所：<responsible>镇农业服务中心</responsible>；责任村：<responsible>各村</responsible>\n",
    "验收单位：<supervising>市水利局</supervising>；建设单位：<responsible>市水务集团</responsible>\n",
    "责任单位：<responsible>市农业农村局</responsible>、<responsible>各区（市）县政府（管委会）</responsible>\n2.加强管护",
    "以上工作由<lead>市水利局</lead>牵头，<cooperating>市财政局</cooperating>配合。",
    "本项工作由<lead>市教育局</lead>牵头负责，<responsible>各县区政府</responsible>具体实施。",
    "<lead>市水利局</lead>为牵头单位，<responsible>市财政局</responsible>为责任单位。",
    "<lead>市水利局</lead>负责牵头，<cooperating>市财政局</cooperating>、<cooperating>市审计局</cooperating>予以配合。",
    "具体工作由<lead>市公安局</lead>牵头，<responsible>各相关部门</responsible>按职责抓好落实。",
    "责任单位:<responsible>市住建局</responsible><responsible>市城管局</responsible><responsible>市自然资源局</responsible>\n",
]

NO_LINES = [
    "责任单位要切实履行职责，逐项制定方案。\n",
    "牵头单位和配合单位要加强协同。\n",
    "序号\n工作任务\n责任单位\n市水利局市财政局市水利局\n",
]


@pytest.mark.parametrize("sentence", LINES)
def test_lines_are_read_as_marked(sentence: str) -> None:
    marked = read_marked(sentence)
    assert roles_in(marked.text) == marked.named()


@pytest.mark.parametrize("text", NO_LINES)
def test_a_line_that_begins_like_a_label_and_lists_nothing_is_accounted_for(text: str) -> None:
    found = passages_of(text)
    assert found.passages == ()
    assert len(found.unread) + len(found.refused) == 1


def test_people_of_a_label_without_a_colon_are_kept() -> None:
    (passage,) = passages_of("责任单位竹林桥镇，包保领导闫小平\n").passages
    assert [(person.name, person.title) for person in passage.reading.people] == [("闫小平", "包保领导")]


def test_a_line_of_people_alone_is_a_statement_without_units() -> None:
    (passage,) = passages_of("推进征迁。\n责任领导：李强、王芳\n").passages
    assert passage.reading.named == ()
    assert [person.name for person in passage.reading.people] == ["李强", "王芳"]


def test_the_list_of_a_label_ends_where_the_notice_goes_on() -> None:
    found = passages_of("责任单位：市水利局、各县（市、区）人民政府本通知自印发之日起实施\n")
    assert [unit.text for unit in found.passages[0].reading.named] == ["市水利局", "各县（市、区）人民政府"]


def test_the_list_of_the_last_label_ends_before_the_signature_and_a_time_before_the_next_heading() -> None:
    found = passages_of("责任单位：市教育局、市政府教育督导室南平市人民政府办公室2017年11月27日")
    assert [unit.text for unit in found.passages[0].reading.named] == ["市教育局", "市政府教育督导室"]
    text = "牵头单位：区经发局完成时限：2019年底五、建设口岸"
    assert text[: passages_of(text).passages[0].end].endswith("2019年底")


def test_the_cells_below_the_head_of_a_column_are_not_lost_silently() -> None:
    text = "具体任务\n责任单位\n建成园区\n省经信厅\n推进并网\n省能源局\n"
    found = passages_of(text)
    assert [text[start:end] for start, end in found.unread] == ["责任单位"]
