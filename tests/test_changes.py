"""How bodies became others: the table of reforms, predecessors and successors, and what answers say of old names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from extract.naming.places import find_place
from graph.answers import Answer
from graph.asking import Asker
from graph.changes import Lineage, Link, is_former
from graph.library import Library
from graph.linking import gather
from graph.reforms import COUNTRY, load_changes, sentence
from graph.unfold import plan_year
from graph.wording import load_table
from ingest import ingest_bytes
from tests.lineages import lineage as one_place

OLD = """汾州市2016年大气污染防治行动计划

一、重点任务

1.整治燃煤锅炉。淘汰小锅炉。（牵头单位：市环保局；配合单位：市工商局、市旅游局）

2.清理违法用地。完成整改。（牵头单位：市国土资源局；配合单位：市农业局）
"""
NEW = """汾州市2021年大气污染防治行动计划

一、重点任务

1.治理工业废气。完成改造。（牵头单位：市生态环境局；配合单位：市市场监督管理局）

2.清理违法用地。完成整改。（牵头单位：市规划和自然资源局；配合单位：市文化广电旅游体育局）
"""


def place_of(text: str, place: str) -> str:
    return text.replace("汾州市", place)


def library_of(home: Path, **texts: str) -> Library:
    library = Library.open(home)
    for name, text in texts.items():
        ingest_bytes(text.encode("utf-8"), f"{name}.txt", library)
    return library


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A place with a plan from before the reform of 2018 and one from after it."""
    home = tmp_path_factory.mktemp("both")
    return library_of(home, old=place_of(OLD, "运城市"), new=place_of(NEW, "运城市"))


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """One place with an old plan only, and another with a new one only."""
    home = tmp_path_factory.mktemp("apart")
    return library_of(home, old=place_of(OLD, "长治市"), new=place_of(NEW, "晋城市"))


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """An old and a new plan of one place, and a new one of another."""
    plans = {"old": place_of(OLD, "运城市"), "new": place_of(NEW, "运城市"), "other": place_of(NEW, "晋城市")}
    return library_of(tmp_path_factory.mktemp("three"), **plans)


def lineage(library: Library) -> Lineage:
    documents = library.documents()
    years = {document.doc: plan_year(document.meta.title, document.meta.date) for document in documents}
    return Lineage(gather(documents).values(), years)


def said(links: tuple[Link, ...]) -> set[tuple[str, str, bool]]:
    return {(link.former.canonical, link.now.canonical, link.certain) for link in links}


def labels(answer: Answer) -> list[str]:
    return sorted({item.label for item in answer.answers})


# the table


def test_every_change_is_complete():
    kinds = set(load_table("reforms")["say"]["held"])
    ids = [change.id for change in load_changes()]
    assert len(ids) == len(set(ids))
    for change in load_changes():
        assert change.kind in kinds
        assert change.now
        assert bool(change.former) == (change.kind != "founded"), change.id
        assert date.fromisoformat(change.first_day) <= date.fromisoformat(change.last_day), change.id
        assert set(change.levels) <= {COUNTRY, "province", "city", "county"}
        assert change.zh
        assert change.en
        assert change.reform.source


def test_every_sentence_exists_in_both_languages():
    for change in load_changes():
        for certain in (True, False):
            for english in (True, False):
                words = sentence(change, former="甲局", now="乙局", certain=certain, english=english)
                assert "乙局" in words
                assert ("通常" in words or "usually" in words) != certain


@pytest.mark.parametrize(
    ("former", "now"),
    [
        ("环保局", "生态环境局"),
        ("国土局", "自然资源局"),
        ("安监局", "应急管理局"),
        ("农业局", "农业农村局"),
        ("旅游局", "文化和旅游局"),
        ("文化局", "文化和旅游局"),
        ("卫计委", "卫生健康委员会"),
        ("工商局", "市场监督管理局"),
        ("质监局", "市场监督管理局"),
        ("食药监局", "市场监督管理局"),
        ("人事局", "人力资源和社会保障局"),
        ("扶贫办", "乡村振兴局"),
    ],
)
def test_the_usual_successor_of_a_bureau(former: str, now: str):
    place = find_place("运城市")
    assert place
    none_held = Lineage((), {})
    path = none_held.path(none_held.named(f"市{former}", place))
    assert path[0].now.canonical == f"运城市{now}"
    assert not path[0].certain
    assert is_former(former)


def test_the_regulator_of_banks_changed_twice():
    place = find_place("运城市")
    assert place
    none_held = Lineage((), {})
    path = none_held.path(none_held.named("银监分局", place))
    assert [link.now.canonical for link in path] == [
        "中国银行保险监督管理委员会运城监管分局",
        "国家金融监督管理总局运城监管分局",
    ]


@pytest.mark.parametrize("name", ["市生态环境局", "市教育局", "市财政局", "市公安局", "市大数据中心", "某某公司"])
def test_what_no_reform_renamed_is_no_former_name(name: str):
    assert not is_former(name)


# predecessors and successors


def test_both_sides_held_are_linked_by_their_ids(both: Library):
    links = lineage(both).links()
    assert {
        ("运城市环境保护局", "运城市生态环境局", True),
        ("运城市工商行政管理局", "运城市市场监督管理局", True),
        ("运城市国土资源局", "运城市规划和自然资源局", True),
        ("运城市旅游局", "运城市文化广电旅游体育局", True),
        ("运城市农业局", "运城市农业农村局", False),
    } <= said(links)
    held = {link.former.canonical for link in links if link.held}
    assert held == {"运城市环境保护局", "运城市工商行政管理局", "运城市国土资源局", "运城市旅游局"}


def test_one_place_is_no_successor_of_another(apart: Library):
    for link in lineage(apart).links():
        assert link.former.place == link.now.place
        assert not link.held
        assert link.certain == link.now.held


def test_a_later_plan_with_the_old_name_contradicts(tmp_path_factory: pytest.TempPathFactory):
    old = place_of(OLD, "运城市")
    late = old.replace("2016", "2022")
    library = library_of(tmp_path_factory.mktemp("late"), old=old, late=late, new=place_of(NEW, "运城市"))
    found = [link for link in lineage(library).links() if link.held]
    assert found
    assert not any(link.certain for link in found)


def test_the_way_over_a_body_that_no_document_names(tmp_path_factory: pytest.TempPathFactory):
    library = library_of(
        tmp_path_factory.mktemp("way"),
        old=place_of(OLD, "运城市").replace("2016", "2010").replace("市环保局", "市卫生局"),
        new=place_of(NEW, "运城市").replace("市生态环境局", "市卫健委"),
    )
    line = lineage(library)
    place = find_place("运城市")
    assert place
    path = line.path(line.named("市卫生局", place))
    assert [(link.now.canonical, link.now.held) for link in path] == [
        ("运城市卫生和计划生育委员会", False),
        ("运城市卫生健康委员会", True),
    ]


def test_bodies_of_a_renamed_city_follow_it():
    held = one_place("襄樊市", a2009="市教育局 市环保局")
    place = find_place("襄樊市")
    assert place
    path = held.path(held.named("市教育局", place))
    assert [(link.now.canonical, link.change.reform.zh) for link in path] == [("襄阳市教育局", "2010年行政区划调整")]
    names = {link.now.canonical for link in held.successors(held.named("市环保局", place))}
    assert "襄阳市生态环境局" in names


def test_branches_of_a_city_were_bureaus_of_their_county():
    held = one_place("大同市", a2022="市生态环境局平城分局")
    former = {(link.former.canonical, link.former.place) for link in held.links()}
    assert former == {("大同市平城区环境保护局", "山西省大同市平城区")}


def test_a_body_that_shares_a_plan_with_another_did_not_become_it():
    held = one_place("朔州市", a2016="市大数据局 市数据局")
    assert not any(link.certain for link in held.links())


# answers


def test_an_old_name_finds_the_new_body_and_says_so(apart: Library):
    answer = Asker.open(apart).ask("晋城市环保局牵头哪些任务")
    assert [item.label for item in answer.answers] == ["治理工业废气"]
    assert "环保局已于2018—2019年机构改革中改为晋城市生态环境局" in answer.text
    assert "这里按后者回答" in answer.text
    assert answer.text.startswith("晋城市(2021)：晋城市生态环境局牵头的任务有1项")
    assert answer.plain()["text"] == answer.text


def test_an_old_name_finds_the_old_body_where_documents_name_it(apart: Library):
    answer = Asker.open(apart).ask("长治市环保局牵头哪些任务")
    assert [item.label for item in answer.answers] == ["整治燃煤锅炉"]
    assert "通常改为长治市生态环境局" in answer.text


def test_an_old_name_in_all_places_means_what_each_place_has(apart: Library):
    answer = Asker.open(apart).ask("环保局牵头哪些任务")
    assert labels(answer) == ["整治燃煤锅炉", "治理工业废气"]
    assert {item.group for item in answer.answers} == {"长治市(2016)", "晋城市(2021)"}
    assert "已于2018—2019年机构改革中改为晋城市生态环境局" in answer.text


def test_old_and_new_are_never_mixed(both: Library):
    asker = Asker.open(both)
    old, new = asker.ask("市环保局牵头哪些任务"), asker.ask("市生态环境局牵头哪些任务")
    assert labels(old) == ["整治燃煤锅炉"]
    assert labels(new) == ["治理工业废气"]
    assert "改为运城市生态环境局" in old.text
    assert "这里只回答写作“市环保局”的" in old.text
    assert "运城市(2016)的方案写给运城市环境保护局的未计入" in new.text


def test_a_name_without_a_level_mixes_nothing_either(three: Library):
    asker = Asker.open(three)
    for words in ("环保局", "环保"):
        answer = asker.ask(f"{words}都管哪些事")
        assert {(item.group, item.label) for item in answer.answers} == {
            ("运城市(2016)", "整治燃煤锅炉"),
            ("晋城市(2021)", "治理工业废气"),
        }


def test_a_new_name_that_only_old_plans_could_hold_is_refused_with_its_predecessor(apart: Library):
    answer = Asker.open(apart).ask("长治市生态环境局牵头哪些任务")
    assert answer.refused
    assert "长治市环境保护局" in str(answer.reason)
    assert any("长治市环境保护局" in one for one in answer.suggestions)


def test_a_merger_is_told_as_one(both: Library):
    answer = Asker.open(both).ask("市质监局配合哪些任务")
    assert labels(answer) == ["治理工业废气"]
    assert "市质监局已于2018—2019年机构改革中并入新组建的运城市市场监督管理局" in answer.text


def test_it_is_said_in_english_too(apart: Library):
    answer = Asker.open(apart).ask("Which tasks does 晋城市环保局 lead?")
    assert "became 晋城市生态环境局 in the institutional reform of 2018–2019" in answer.text


def test_names_that_no_reform_touched_get_no_note(both: Library):
    asker = Asker.open(both)
    assert "改革" not in asker.ask("谁牵头治理工业废气").text
    assert "改革" not in asker.ask("市财政局牵头哪些任务").text


def test_an_old_name_of_a_place_finds_the_plans_of_today_and_says_so(tmp_path_factory: pytest.TempPathFactory):
    library = library_of(tmp_path_factory.mktemp("city"), new=place_of(NEW, "襄阳市"))
    answer = Asker.open(library).ask("襄樊市环保局牵头哪些任务")
    assert labels(answer) == ["治理工业废气"]
    assert "襄樊市已于2010年行政区划调整中改为襄阳市；这里按资料库中的襄阳市回答。" in answer.text
    assert "改为襄阳市生态环境局" in answer.text


def test_a_new_name_of_a_place_finds_the_plans_of_its_old_one(tmp_path_factory: pytest.TempPathFactory):
    old = place_of(OLD, "襄樊市").replace("2016", "2009")
    answer = Asker.open(library_of(tmp_path_factory.mktemp("city"), old=old)).ask("襄阳市环保局牵头哪些任务")
    assert labels(answer) == ["整治燃煤锅炉"]
    assert "这里按资料库中的襄樊市回答" in answer.text


def test_a_ministry_of_old_is_found_by_the_one_of_today(tmp_path_factory: pytest.TempPathFactory):
    new = place_of(NEW, "运城市").replace("市生态环境局", "生态环境部")
    answer = Asker.open(library_of(tmp_path_factory.mktemp("state"), new=new)).ask("环保部牵头哪些任务")
    assert labels(answer) == ["治理工业废气"]
    assert "环保部已于2018—2019年机构改革中改为中华人民共和国生态环境部" in answer.text
