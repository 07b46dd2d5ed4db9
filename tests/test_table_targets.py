"""Targets in tables: indicators with columns of goals, and quotas of places."""

from __future__ import annotations

import pytest

from extract.reading.source import Cell, Table
from extract.tabulating.grids import Grid
from extract.tabulating.tabletargets import read_table_targets

Reading = tuple[str, str, float, str | None, str | None, int | None]


def read(lines: list[str], title: str = "", year: int | None = 2023) -> list[Reading]:
    text, cells = title + "\n", []
    for row, line in enumerate(lines):
        for column, words in enumerate(line.split("|")):
            cells.append(Cell(row=row, column=column, start=len(text), end=len(text) + len(words)))
            text += words + "\t"
        text += "\n"
    table = Table(start=len(title) + 1, end=len(text), cells=tuple(cells))
    found = read_table_targets([Grid(table, text)], text, year=year)
    assert all(target.text == text[target.start : target.end] for target in found)
    return [(t.indicator, t.op, t.value, t.unit, t.region, t.year) for t in found]


def test_the_column_of_goals_is_read_with_the_measures_and_that_of_the_present_is_not():
    lines = [
        "序号|指标名称|单位|2020年现状值|2025年目标值|属性",
        "1|森林覆盖率|%|21.3|≥23|约束性",
        "2|城镇新增就业|万人|18|[90]|预期性",
        "3|单位地区生产总值能耗下降|%|—|13.5|约束性",
        "4|劳动年龄人口平均受教育年限|年|10.2|11.1|预期性",
    ]
    assert read(lines) == [
        ("森林覆盖率", ">=", 23, "%", None, 2025),
        ("城镇新增就业", "=", 90, "万人", None, 2025),
        ("单位地区生产总值能耗下降", "decrease>=", 13.5, "%", None, 2025),
        ("劳动年龄人口平均受教育年限", "=", 11.1, "年", None, 2025),
    ]


def test_columns_of_years_are_goals_from_the_plans_year_on():
    lines = ["主要指标|2020年|2023年|2025年", "每千人口执业医师数（人）|3.0|3.4|3.8"]
    assert read(lines) == [
        ("每千人口执业医师数", "=", 3.4, "人", None, 2023),
        ("每千人口执业医师数", "=", 3.8, "人", None, 2025),
    ]


@pytest.mark.parametrize(
    ("cell", "op", "value", "unit"),
    [
        ("150个以上", ">=", 150, "个"),
        ("≤1.2", "<=", 1.2, None),
        ("不超过5%", "<=", 5, "%"),
        ("下降15%", "decrease>=", 15, "%"),
        ("-8.5", "decrease>=", 8.5, None),
        ("增长6%左右", "increase>=", 6, "%"),
        ("3—5家", "=", 3, "家"),
        ("突破2万台", ">=", 2, "万台"),
        ("１２００", "=", 1200, None),
    ],
)
def test_a_cell_tells_comparison_value_and_measure(cell: str, op: str, value: float, unit: str | None):
    assert read(["工作指标|2027年目标值", f"项目|{cell}"]) == [("项目", op, value, unit, None, 2027)]


@pytest.mark.parametrize("cell", ["完成省下达任务", "—", "", "持续提升", "见附件2"])
def test_a_cell_without_a_number_is_no_target(cell: str):
    assert read(["指标|目标值", f"满意度|{cell}"]) == []


def test_quotas_of_places_under_a_title():
    lines = [
        "县区|人工造林（万亩）|退化林修复（万亩）|备注",
        "东安县|3.2|1.5|",
        "西平县|2|0.8|含国有林场",
        "合计|5.2|2.3|",
    ]
    assert read(lines, "2024年国土绿化任务分解表") == [
        ("人工造林", "=", 3.2, "万亩", "东安县", None),
        ("退化林修复", "=", 1.5, "万亩", "东安县", None),
        ("人工造林", "=", 2, "万亩", "西平县", None),
        ("退化林修复", "=", 0.8, "万亩", "西平县", None),
        ("人工造林", "=", 5.2, "万亩", None, None),
        ("退化林修复", "=", 2.3, "万亩", None, None),
    ]


def test_quotas_under_a_goal_of_a_year():
    lines = ["地区|任务数（户）|完成时限", "甲镇|120|6月底前", "乙镇|80|6月底前"]
    assert read(lines) == [("任务数", "=", 120, "户", "甲镇", None), ("任务数", "=", 80, "户", "乙镇", None)]


@pytest.mark.parametrize(
    "lines",
    [
        ["序号|项目名称|总投资（亿元）|建设周期", "1|产业园|12|2024—2026"],
        ["县区|人口（万人）|面积（平方公里）", "东安县|32|1200"],
        ["序号|工作任务|责任单位|完成时限", "1|建成5个园区|市发改委|2025年"],
        ["姓名|单位|电话", "张三|市教育局|3902532"],
        ["指标名称|2020年现状值|2022年完成值", "森林覆盖率|21|22"],
    ],
)
def test_other_tables_have_no_targets(lines: list[str]):
    assert read(lines) == []
