"""The page of a unit's name: every writing with its reason, what is unsure, and people's judgements by buttons."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest

from graph import facts
from graph.backups import restore_backup, write_backup
from graph.filters import Filter
from graph.identity import decide, identify, undo
from graph.library import Library
from graph.wording import load_table
from tests.opened import components, nodes, open_page, told, words
from tests.test_identity import ENERGY, POLICE, SLIP, held, naming, plan
from views import cached
from views.wording import known

AT = "2026-01-05T09:00:00+08:00"
SLIP_ID, POLICE_ID, CITY_ID = "unit-朔州市公交警支队", "unit-朔州市公安局交通警察支队", "unit-朔州市城市管理局"
CITY, CITY_IN_FULL = (
    naming(words, "朔州市城市管理局", function="城市管理", kind="department") for words in ("市城管局", "市城市管理局")
)
OTHER_CITY = naming("市城管局", "大同市城市管理局", place="山西省大同市", function="城市管理")
HOSTILE = naming("<b>市</b>**局**", "[朔州市](http://evil.example)<script>局", unit="unit-hostile", kind="other")


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    plans = (plan("一", [POLICE, ENERGY], [SLIP], [ENERGY, CITY, CITY_IN_FULL]), plan("二", [SLIP, CITY], [OTHER_CITY]))
    library = held(tmp_path, *plans)
    monkeypatch.setattr("views.frame.current_library", lambda: library)
    return library


def name_page(unit: str, **params: str) -> AppTest:
    return open_page("unit", id=unit, show="name", **params)


def rows(page: AppTest, first: str) -> list[list[str]]:
    found = [node[2] for node in nodes(components(page)) if node[0] == "tr"]
    return [[told(cell) for cell in cells] for cells in found if cells[0][1].get("aria-label") == first]


def address_of(unit: str) -> str:
    return f"unit?{urlencode({'id': unit, 'show': 'name'})}"


def button(page: AppTest, label: str, number: int = 0):
    return [one for one in page.button if one.label == label][number]


def judge(page: AppTest, label: str, *, who: str = "督查室王芳", note: str = "") -> None:
    page.text_input(key="judge-who").set_value(who)
    page.text_input(key="judge-note").set_value(note)
    button(page, label).click().run()
    assert not page.exception, [error.value for error in page.exception]


def test_every_writing_stands_with_its_counts_and_its_reason(library: Library):
    page = name_page(CITY_ID)
    assert [row[:3] for row in rows(page, "写法")] == [["市城管局", "2", "2"], ["市城市管理局", "1", "1"]]
    assert all("地区的那一级" in row[3] for row in rows(page, "写法"))
    said = words(page)
    for part in ("山西省朔州市", "城市管理", "部门", CITY_ID):
        assert part in said


@pytest.mark.parametrize("of", ["assignments", "plans"])
def test_the_counts_of_a_writing_open_as_many_rows(of: str, library: Library):
    for surface in library.bodies([CITY_ID])[CITY_ID].surfaces:
        counted = surface.count if of == "assignments" else len(surface.docs)
        listed = words(open_page("listing", of=of, unit=CITY_ID, surface=surface.words))
        assert f"共 {counted} 条" in listed
        assert f"写法：{surface.words} ×" in listed


def test_a_writing_narrows_every_list_of_facts(library: Library):
    where = Filter(unit_id=CITY_ID, surface="市城市管理局")
    assert [row.surface for row in facts.assignments(library, where)] == ["市城市管理局"]
    assert len(facts.tasks(library, where)) == len(facts.plans(library, where)) == 1
    assert facts.deadlines(library, where) == facts.targets(library, where) == []


def test_what_is_unsure_shows_both_names_and_why(library: Library):
    said = words(name_page(SLIP_ID))
    for part in ("“公交警支队”与“公安交警支队”只差一字", "市公安交警支队 1", address_of(POLICE_ID), "存疑 1"):
        assert part in said
    assert [one.label for one in name_page(SLIP_ID).button[:3]] == ["同一单位", "不同单位", "先不定"]


def test_nothing_unsure_is_said(library: Library):
    said = words(name_page("unit-朔州市能源局"))
    assert "没有存疑" in said
    assert "还没有人判断过" in said
    assert "没有容易混淆的单位" in said


def test_a_look_alike_of_another_place_is_told_apart(library: Library):
    assert rows(name_page(CITY_ID), "单位") == [
        ["大同市城市管理局", "写法相同，但分属山西省朔州市、山西省大同市，是不同单位。"]
    ]


def test_the_first_view_of_a_unit_says_that_its_name_is_unsure(library: Library):
    said = words(open_page("unit", id=SLIP_ID))
    assert "名称有 1 处存疑" in said
    assert "show=name" in said


def test_nobody_judges_without_a_name(library: Library):
    page = name_page(SLIP_ID)
    button(page, "同一单位").click().run()
    assert "请先填写“判断人”" in words(page)
    assert not library.decisions()


def test_a_judgement_is_kept_and_shown_and_taken_back(library: Library):
    page = name_page(SLIP_ID)
    judge(page, "不同单位", note="两个机构")
    said = words(page)
    assert "“朔州市公交警支队”与“朔州市公安局交通警察支队”是不同单位" in said
    assert "没有存疑" in said
    assert "理由：两个机构" in said
    assert "督查室王芳" in said
    assert page.text_input(key="judge-note").value == ""
    button(page, "撤销").click().run()
    assert "已撤销第 1 条判断" in words(page)
    assert "存疑 1" in words(page)
    assert "已失效" in words(page)
    assert [one.undoes for one in library.decisions()] == [None, 1]


def test_after_a_restore_the_judgements_of_the_backup_are_told(library: Library, tmp_path: Path):
    """As many as before, and none of them stands: the stamp is the same."""
    write_backup(library.home, tmp_path / "empty.db")
    for note in ("当时的理由", "后来的理由"):
        decide(library, SLIP_ID, POLICE_ID, "different", who="督查室王芳", at=AT, note=note)
        undo(library, library.decisions()[-1].number, who="督查室王芳", at=AT)
        found = cached.identity(library, SLIP_ID)
        assert found is not None
        assert [one.decision.note for one in found.decisions] == [note]
        restore_backup(tmp_path / "empty.db", library.home, at=AT, replace=True)


def test_one_unit_for_two_names_is_found_under_both_addresses(library: Library):
    page = name_page(SLIP_ID)
    judge(page, "同一单位")
    assert SLIP_ID not in library.bodies()
    moved = name_page(SLIP_ID)
    assert "经人工判断，是同一单位" in words(moved)
    assert ["市公交警支队", "2", "2"] in [row[:3] for row in rows(moved, "写法")]
    assert "人工判断归入本单位" in words(moved)
    kept = name_page(POLICE_ID)
    judge(kept, "撤销")
    assert SLIP_ID in library.bodies()


def test_every_page_follows_a_judgement(library: Library):
    question = "市公安交警支队牵头哪些任务"
    before = words(open_page("ask", q=question))
    assert "朔州市公交警支队" in words(open_page("listing", of="units"))
    judge(name_page(SLIP_ID), "同一单位")
    assert "朔州市公交警支队" not in words(open_page("listing", of="units"))
    two = "2\n项：做好工作；做好工作"  # the number opens its list
    assert two not in before
    assert two in words(open_page("ask", q=question))


def test_a_writing_is_given_to_another_unit(library: Library):
    page = name_page(CITY_ID)
    for label, value in (("哪种写法不是本单位", "市城管局"), ("它是哪个单位（不选则单独成为一个单位）", POLICE_ID)):
        next(one for one in page.selectbox if one.label == label).set_value(value)
    judge(page, "这种写法不是本单位")
    assert {surface.words for surface in library.bodies()[POLICE_ID].surfaces} == {"市公安交警支队", "市城管局"}
    assert "人工判断 1" in words(name_page(POLICE_ID))


def test_left_open_is_a_judgement_too(library: Library):
    page = name_page(SLIP_ID)
    judge(page, "先不定")
    assert "先不定" in words(page)
    assert "没有存疑" not in words(page)
    assert [one.judgement for one in library.decisions()] == ["unsure"]


def test_a_writing_is_parted_from_its_unit(library: Library):
    page = name_page(CITY_ID)
    box = next(one for one in page.selectbox if one.label == "哪种写法不是本单位")
    box.set_value("市城管局")
    judge(page, "这种写法不是本单位")
    assert "“市城管局”这种写法不是“朔州市城市管理局”" in words(page)
    assert [row[0] for row in rows(page, "写法")] == ["市城市管理局"]
    assert {body.canonical for body in library.bodies().values()} >= {"市城管局", "朔州市城市管理局"}


def test_any_unit_can_be_judged_the_same_those_of_its_place_first(library: Library):
    page = name_page("unit-朔州市能源局")
    box = next(one for one in page.selectbox if one.label == "与哪个单位是同一单位")
    assert box.options[-1] == "大同市城市管理局"
    judge(page, "是同一单位")
    assert "请先选好" in words(page)
    next(one for one in page.selectbox if one.label == box.label).set_value(CITY_ID)
    judge(page, "是同一单位")
    found = identify(library, CITY_ID)
    assert found is not None
    assert "市能源局" in {surface.words for surface in found.body.surfaces}


def test_a_judgement_that_contradicts_another_is_refused_with_the_reason(library: Library):
    page, late = name_page(SLIP_ID), name_page(SLIP_ID)
    judge(page, "同一单位")
    judge(late, "不同单位")
    assert "没有记下：" in words(late)
    assert len(library.decisions()) == 1


def test_the_list_of_unsure_names_leads_to_their_units(library: Library):
    page = open_page("listing", of="names")
    assert "存疑 2 处" in words(page)
    assert {row[0] for row in rows(page, "单位")} == {"朔州市公交警支队", "朔州市城市管理局"}
    only = open_page("listing", of="names", check="link.slip")
    assert [row[:2] for row in rows(only, "单位")] == [["朔州市公交警支队", "朔州市公安局交通警察支队"]]
    assert "没有符合条件的内容" in words(open_page("listing", of="names", check="link.none"))
    assert "list?of=names" in words(open_page("overview"))


@pytest.mark.parametrize(
    "rule", [entry["id"] for entry in load_table("links")["link"] if entry["judgement"] == "unsure"]
)
def test_every_kind_of_doubt_has_its_words(rule: str):
    assert known(f"doubt.{rule}")


def test_judged_names_leave_the_list(library: Library):
    judge(name_page(SLIP_ID), "不同单位")
    judge(name_page(CITY_ID), "同一单位")
    assert "没有存疑的名称" in words(open_page("listing", of="names"))
    assert "of=names" not in words(open_page("overview"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_names_are_never_read_as_markup(lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    library = held(tmp_path, plan("一", [HOSTILE, ENERGY]))
    monkeypatch.setattr("views.frame.current_library", lambda: library)
    page = name_page("unit-hostile", lang=lang)
    assert HOSTILE.text in words(page)
    judge(page, {"zh": "是同一单位", "en": "It is the same unit"}[lang])
    for element in page.main:
        if element.type in ("markdown", "heading", "caption", "html", "alert", "toast"):
            assert "script" not in str(element.proto)


def test_samples_say_where_their_judgements_stay():
    from ingest import current_library  # noqa: PLC0415 - the samples are read once, only where they are asked for

    samples = current_library()
    unit = next(iter(samples.bodies()))
    assert "判断会留在示例资料库里" in words(name_page(unit))
