"""What units carry, what hangs on one unit, who works with whom: small plans written by hand, and the samples."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from cli import app
from extract.pipeline import Extractor
from graph import facts
from graph.filters import Filter
from graph.library import Library
from graph.measures import betweenness, measure, network_measures, ties_of
from graph.networks import cooperation
from graph.unit_load import unit_detail
from graph.workload import UnitLoad, WeightError, Workload, find_workload, measures, weight_rows, weights
from ingest import sample_library

RUN = CliRunner()
AIR = """朔州市2020年大气污染防治行动计划
一、重点任务
（一）推进散煤替代。6月底前完成城区散煤清零。（市能源局牵头，市财政局、市生态环境局配合）
（二）整治燃煤锅炉。6月20日前完成燃煤锅炉淘汰，采暖期加强巡查。（市能源局牵头，市市场监管局配合）
（三）推广清洁取暖。10月底前完成清洁取暖改造。（市能源局牵头，各县（市、区）政府配合）
（四）整治施工扬尘。工地落实围挡、覆盖、冲洗。（市住建局、市城管局牵头，市生态环境局配合）
"""
SCHOOL = """朔州市2021年校园阅读行动方案
一、任务
（一）建设图书角。每所学校建设图书角。（市教育局负责，市财政局配合）
（二）评选书香班级。定期评选书香班级。（市教育局牵头）
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    held = Library.open(tmp_path_factory.mktemp("measured"))
    extractor = Extractor()
    for doc, words in (("air.txt", AIR), ("school.txt", SCHOOL)):
        document, text = extractor.extract(words.encode(), doc)
        held.add(document, text=text, original=words.encode())
    return held


def load(found: Workload, name: str) -> UnitLoad:
    return next(one for one in (*found.units, *found.collectives) if one.canonical == name)


def test_a_unit_carries_its_tasks_by_role_and_weight(library: Library):
    found = find_workload(library)
    energy, money = load(found, "朔州市能源局"), load(found, "朔州市财政局")
    assert (energy.lead, energy.tasks, energy.weighted) == (3, 3, 9.0)
    assert (money.cooperating, money.tasks, money.weighted) == (2, 2, 2.0)
    assert found.units[0] == energy


def test_weights_can_be_changed_and_wrong_ones_are_refused(library: Library):
    found = find_workload(library, changed={"cooperating": 5.0})
    assert load(found, "朔州市财政局").weighted == 10.0
    assert found.weights == weights() | {"cooperating": 5.0}
    assert {row["role"] for row in weight_rows()} == set(weights())
    for wrong in ({"boss": 1.0}, {"lead": -1.0}, {"lead": float("nan")}):
        with pytest.raises(WeightError, match="lead=3"):
            find_workload(library, changed=wrong)


def test_collectives_stand_apart_from_bodies(library: Library):
    found = find_workload(library)
    assert [one.canonical for one in found.collectives] == ["朔州市各县（市、区）人民政府"]
    assert found.collectives[0].like is None
    assert not any(one.collective for one in found.units)


def test_like_units_are_those_of_the_same_place_and_kind(library: Library):
    like = load(find_workload(library), "朔州市能源局").like
    assert like is not None
    assert (like.zh, like.units, like.median) == ("山西省朔州市的部门", 7, 3.0)
    assert like.ratio == 3.0


def test_tasks_without_another_lead_and_what_hangs_on_one_unit(library: Library):
    found = find_workload(library)
    titles = {(task.doc, task.task_id): task.title for task in facts.tasks(library)}
    assert [titles[key] for key in load(found, "朔州市能源局").alone] == [
        "推进散煤替代",
        "整治燃煤锅炉",
        "推广清洁取暖",
    ]
    assert load(found, "朔州市城市管理局").alone == ()
    assert all(one.field != "plan" for one in found.single)  # two plans: one has two leads, one has too few tasks
    for one in found.single:
        assert one.canonical == "朔州市能源局"
        assert len(one.led) >= 3


def test_what_stands_behind_a_unit(library: Library):
    found = find_workload(library)
    energy = load(found, "朔州市能源局")
    detail = unit_detail(library, found, energy.unit_id)
    assert detail is not None
    assert (detail.rank, detail.of) == (1, len(found.units))
    assert [(month.month, month.deadlines) for month in detail.months] == [("2020-06", 2), ("2020-10", 1)]
    assert [row.quote for row in detail.undated] == ["采暖期"]
    assert {one.canonical: (one.tasks, one.cooperating) for one in detail.partners} == {
        "朔州市财政局": (1, 1), "朔州市生态环境局": (1, 1), "朔州市市场监督管理局": (1, 1),
        "朔州市各县（市、区）人民政府": (1, 1)}  # fmt: skip
    assert [task.title for task in detail.alone] == ["推进散煤替代", "整治燃煤锅炉", "推广清洁取暖"]
    assert unit_detail(library, found, "unit-unknown") is None


def test_a_place_and_a_year_choose_the_plans(library: Library):
    assert {one.canonical for one in find_workload(library, Filter(year="2021")).units} == {
        "朔州市教育局",
        "朔州市财政局",
    }
    assert find_workload(library, Filter(place="大同")).units == ()


def test_counts_are_the_lengths_of_the_lists():
    held = sample_library()
    found = find_workload(held)
    for one in (*found.units[:12], *found.collectives[:3]):
        assert one.tasks == len(facts.tasks(held, Filter(unit_id=one.unit_id)))
        assert one.lead == len(facts.tasks(held, Filter(unit_id=one.unit_id, role="lead")))
        detail = unit_detail(held, found, one.unit_id)
        assert detail is not None
        dated = sum(month.deadlines for month in detail.months)
        assert dated + len(detail.undated) == len(facts.deadlines(held, Filter(unit_id=one.unit_id)))


def test_every_number_says_what_it_means():
    for one in (*measures().values(), *network_measures().values()):
        assert all((one.zh, one.en, one.definition_zh, one.definition_en))
    assert {"lead", "weighted", "alone", "median"} <= set(measures())


def test_who_works_with_whom(library: Library):
    found = measure(cooperation(library))
    units = {one.canonical: one for one in found.units}
    assert "朔州市各县（市、区）人民政府" not in units
    assert (units["朔州市能源局"].degree, units["朔州市能源局"].strength) == (3, 3)
    assert units["朔州市生态环境局"].articulation
    assert found.components == 1
    market = [(tie.tasks, tie.bridge) for _, tie in ties_of(found, units["朔州市市场监督管理局"].unit_id)]
    assert market == [(1, True)]
    assert units["朔州市教育局"].betweenness == 0
    # of the 15 pairs of the six others, the five with 市场监管局 need 能源局, the five with 教育局 need 财政局
    assert units["朔州市能源局"].betweenness == units["朔州市财政局"].betweenness == round(5 / 15, 6)


def test_the_same_network_gives_the_same_circles():
    graph = cooperation(sample_library())
    again: nx.Graph[str] = nx.Graph()
    again.add_nodes_from(reversed(list(graph.nodes(data=True))))
    again.add_edges_from((b, a, data) for a, b, data in reversed(list(graph.edges(data=True))))
    assert measure(graph) == measure(again)
    inside = [unit for circle in measure(graph).communities for unit in circle.units]
    assert len(inside) == len(set(inside))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] != pair[1]), max_size=25))
def test_betweenness_is_that_of_networkx_in_each_part(edges: list[tuple[int, int]]):
    graph: nx.Graph[str] = nx.Graph((str(a), str(b)) for a, b in edges)
    for part in nx.connected_components(graph):
        exact = nx.betweenness_centrality(graph.subgraph(part))
        assert {node: pytest.approx(exact[node]) for node in part} == {node: betweenness(graph)[node] for node in part}


def test_an_empty_network_has_no_numbers(tmp_path: Path):
    found = measure(cooperation(Library.open(tmp_path)))
    assert (found.units, found.communities, found.ties, found.components) == ((), (), (), 0)


@pytest.mark.parametrize(
    "command",
    [["compare", "001_27a911cede5a5bef.txt", "决战计划"], ["workload"], ["workload", "朔州市生态环境局"], ["network"],
     ["network", "朔州市生态环境局"], ["workload", "--place", "朔州", "--weight", "lead=4"], ["due", "--undated"]],
    ids=" ".join,
)  # fmt: skip
def test_commands_answer_in_words_and_in_json(command: list[str]):
    shown = RUN.invoke(app, command)
    assert shown.exit_code == 0, shown.stderr
    assert shown.stdout.strip()
    assert "示例文件" in shown.stderr
    plain = RUN.invoke(app, [*command, "--json"])
    assert json.loads(plain.stdout)["sample"] is True


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["compare", "没有的", "也没有"], "没有对应的"),
        (["compare", "决战", "决战"], "同一份"),
        (["compare", "大同市", "决战"], "不止一份"),
        (["workload", "外星事务局"], "外星事务局"),
        (["workload", "--weight", "lead"], "lead=3"),
        (["workload", "--weight", "boss=2"], "lead=3"),
        (["workload", "--year", "1949"], "没有符合条件"),
        (["network", "外星事务局"], "外星事务局"),
        (["network", "--place", "火星"], "没有符合条件"),
        (["due"], "--undated"),
        (["due", "--undated", "--before", "2020-01-01"], "--before"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value,
)
def test_what_cannot_be_answered_says_what_to_do(command: list[str], said: str):
    shown = RUN.invoke(app, command)
    assert shown.exit_code == 1
    assert said in shown.stderr


def test_due_says_how_many_have_no_day():
    held = sample_library()
    undated = sum(row.last_day is None for row in facts.deadlines(held))
    assert undated > 0
    assert f"另有 {undated} 处时限没有日期" in RUN.invoke(app, ["due", "--before", "2020-09-30"]).stdout
    assert RUN.invoke(app, ["due", "--undated"]).stdout.endswith(f"共 {undated} 处时限。\n")
