"""What a deadline limits: tags mark the deadline and the words of its scope, which may hold each other."""

from __future__ import annotations

import pytest

from extract.dating.deadlines import find_deadlines
from extract.dating.duedays import Plan, read_deadlines
from extract.dating.duescopes import Part, with_scopes
from extract.text.folding import fold

SENTENCES = [
    ("各县要加强督导，2024年9月底前，完成农村危房改造。市里组织验收。", ["2024年9月底前，完成农村危房改造"]),
    ("校舍改造2024年8月底前完工，9月底前投入使用。", ["校舍改造2024年8月底前完工", "9月底前投入使用"]),
    ("义务教育招生“一件事”上线运行。（2024年8月底前）", ["义务教育招生“一件事”上线运行"]),
    ("建设县域商业体系，（市商务局牵头，2024年11月底前完成）", ["建设县域商业体系"]),
    ("修订应急预案（责任部门：应急科，完成期限：2024年四季度）。", ["修订应急预案"]),
    ("新增托位500个\n责任单位：市卫健委\n完成时限：2024年底", ["新增托位500个\n责任单位：市卫健委"]),
    ("（市水利局牵头）2024年汛期前，完成清淤（市应急局负责）加强巡查。", ["2024年汛期前，完成清淤"]),
    ("供水管网改造于2024年底前完成。", ["供水管网改造于2024年底前完成"]),
    ("到2025年，绿色建筑占比达到70%；每年开展一次评估。", ["到2025年，绿色建筑占比达到70%", "每年开展一次评估"]),
]


def scopes_in(text: str, clauses: list[Part], headings: list[Part]) -> list[str]:
    deadlines = read_deadlines(text, find_deadlines(text), plan=Plan(year=2024))
    spans = [one.scope for one in with_scopes(fold(text), deadlines, clauses, headings)]
    return [text[span.start : span.end] if span else "" for span in spans]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_a_deadline_limits_its_sub_action(text: str, expected: list[str]):
    assert scopes_in(text, [Part(start=0, title_end=0, end=len(text))], []) == expected


def test_a_deadline_in_the_title_of_a_clause_limits_the_clause():
    text = "1.调查摸底（2024年3月底前）。各乡镇逐户登记，建立台账。"
    assert scopes_in(text, [Part(start=0, title_end=18, end=len(text))], []) == [text]


def test_a_deadline_in_a_heading_limits_the_part_below_it():
    heading, below = "（一）动员部署阶段（2024年3月底前）\n", "1.召开动员会。\n2.制定方案。\n"
    text = heading + below + "（二）整治阶段\n"
    clauses = [Part(start=len(heading), title_end=0, end=len(heading) + 8)]
    parts = [Part(start=0, title_end=len(heading) - 1, end=len(heading + below))]
    assert scopes_in(text, clauses, parts) == [heading + below]
