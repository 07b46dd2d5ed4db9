"""What a unit's page tells beyond the plans: lines of work, reforms, members of collectives; derived and marked so."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.functions import of_functions
from graph.library import Library
from graph.unit_facts import units
from ingest import ingest_paths
from tests.opened import components, nodes, open_page, told, words

PLAN = """朔州市清洁取暖工作方案

朔政办发〔2021〕3号

一、主要任务

1．推进散煤替代。2021年10月底前完成。（牵头单位：市生态环境局；责任单位：各县（市、区）人民政府）

2．整治扬尘。（牵头单位：市文化和旅游局；责任单位：怀仁市人民政府、各县（市、区）人民政府、有关县区）

3．加强宣传。（牵头单位：大同市生态环境局；责任单位：怀仁市人民政府）
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    path: Path = tmp_path_factory.mktemp("plans") / "方案.txt"
    path.write_text(PLAN, "utf-8")
    library = Library.open(tmp_path_factory.mktemp("relations"))
    (outcome,) = ingest_paths([path], library)
    assert outcome.status == "new"
    return library


@pytest.fixture(autouse=True)
def in_use(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("views.frame.current_library", lambda: library)


def unit_id(library: Library, name: str) -> str:
    return next(unit.unit_id for unit in units(library) if unit.canonical == name)


def section(page, title: str) -> str:
    """The words of the section with this title."""
    return next(told(one) for one in nodes(components(page)) if one[0] == "section" and title in told(one))


def test_the_line_of_work_leads_to_units_of_other_places(library: Library):
    own = unit_id(library, "朔州市生态环境局")
    alike = of_functions(units(library), "environment")
    assert len(alike) == 2
    page = open_page("unit", id=own)
    assert "同类单位 2" in words(page)
    assert "list?of=units&function=environment" in words(page)
    listed = words(open_page("listing", of="units", function="environment"))
    assert "共 2 条" in listed
    assert "大同市生态环境局" in listed
    assert "业务：生态环境 ×" in listed


def test_what_a_unit_came_from_stands_with_days_and_source(library: Library):
    said = section(open_page("unit", id=unit_id(library, "朔州市生态环境局"), show="name"), "沿革")
    for part in ("推断", "环境保护局", "文件未写到", "2018", "机构改革方案"):
        assert part in said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_collective_tells_whom_it_stands_for(lang: str, library: Library):
    page = open_page("unit", id=unit_id(library, "朔州市各县（市、区）人民政府"), lang=lang)
    said = section(page, {"zh": "包括哪些单位", "en": "Whom it stands for"}[lang])
    for member in ("朔城区", "平鲁区", "山阴县", "应县", "右玉县", "怀仁市"):
        assert member in said
    assert {"zh": "推断", "en": "implied"}[lang] in said
    linked = [told(one) for one in nodes(components(page)) if one[0] == "a"]
    assert "怀仁市人民政府" in linked
    assert "应县人民政府" not in linked


def test_a_member_tells_what_it_carries_apart_from_what_is_written(library: Library):
    unit = unit_id(library, "怀仁市人民政府")
    page = open_page("unit", id=unit)
    said = section(page, "通过统称承担")
    assert "推进散煤替代" in said
    assert "整治扬尘" not in said  # the same statement names the unit itself
    assert f"list?of=tasks&unit={unit}&role=responsible" in words(page)
    assert next(row for row in units(library) if row.unit_id == unit).responsible == 2


def test_a_unit_of_no_known_work_shows_no_way_to_others(library: Library):
    unit = unit_id(library, "怀仁市人民政府")
    assert "同类单位" not in words(open_page("unit", id=unit))
    assert "未识别" in words(open_page("unit", id=unit, show="name"))
