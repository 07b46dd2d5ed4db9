"""Changes in the order of time: what documents of which years can have become what, and what answers then say."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from rdflib.namespace import RDF, SKOS

from extract.naming.places import find_place
from graph.asking import Asker
from graph.changes import Lineage
from graph.divisionchanges import of_places, steps_from
from graph.events import event_graph, event_lines, find_events
from graph.reforms import load_changes
from graph.renamed import notes, now_called
from graph.vocabulary import Z
from tests.lineages import lineage
from tests.test_changes import NEW, OLD, labels, library_of, place_of


def steps(line: Lineage, words: str, place: str) -> list[str]:
    where = find_place(place)
    assert where
    return [link.now.canonical for link in line.path(line.named(words, where))]


# the order of time


def test_what_bears_an_old_name_again_did_not_become_another():
    late = lineage("山西省", a2022="省广播电视局 省委宣传部")
    assert steps(late, "省广播电视局", "山西省") == []
    assert not [link for link in late.links() if link.former.canonical == "山西省广播电视局"]


def test_the_older_body_of_that_name_became_another():
    early = lineage("河南省", a2010="省广播电视局", b2014="省新闻出版广电局")
    assert steps(early, "省广播电视局", "河南省") == ["河南省新闻出版广电局"]
    [link] = early.path(next(iter(early.links())).former)
    assert link.certain


def test_a_name_of_today_that_no_document_holds_is_no_old_one():
    assert steps(lineage("湖北省", a2022="省委宣传部"), "省广电局", "湖北省") == []


@pytest.mark.parametrize("place", ["山西省", "陕西省", "运城市", "襄樊市", "咸阳市"])
def test_no_way_goes_back_in_time(place: str):
    where = find_place(place)
    assert where
    none_held = Lineage((), {})
    for change in load_changes():
        for name in {name for slot in change.former for name in slot}:
            path = none_held.path(none_held.named(f"{where.name}{name}", where))
            days = [(link.change.first_day, link.change.last_day) for link in path]
            assert all(later[1] >= earlier[0] for earlier, later in itertools.pairwise(days)), name


def test_documents_of_later_years_alone_belong_to_no_change():
    line = lineage("临汾市", a2023="市环保局", b2021="市生态环境局")
    assert not [link for link in line.links() if link.held]


def test_no_body_was_founded_after_documents_named_it():
    assert not lineage("临汾市", a2012="市医保局").foundings()
    assert lineage("临汾市", a2022="市医保局").foundings()


def test_no_reform_touches_a_division_that_was_gone():
    place = find_place("襄樊市")
    assert place
    line = lineage("襄樊市", a2009="市环保局")
    for link in line.links():
        assert link.change.id.startswith("divisions.") or link.former.canonical.startswith("襄阳市")


def test_where_it_went_otherwise_nothing_is_said():
    assert steps(Lineage((), {}), "市城乡建设委员会", "上海市") == []
    assert steps(Lineage((), {}), "市城乡建设委员会", "沈阳市") == ["沈阳市住房和城乡建设局"]


# the graph


def test_a_body_that_events_call_by_two_names_has_one_label():
    line = lineage("河南省", a2010="省新闻出版局", b2014="省新闻出版广电局")
    graph = event_graph(find_events(line))
    bodies = set(graph.subjects(RDF.type, Z.NamedBody))
    assert bodies
    assert all(len(list(graph.objects(body, SKOS.prefLabel))) == 1 for body in bodies)
    assert event_lines(line)


# divisions


def test_a_division_that_was_parted_is_told_with_all_that_it_became():
    place = find_place("邯郸县")
    assert place
    changes = {of_places(step) for step in steps_from(place)}
    assert [len(change.now) for change in changes] == [2]


def test_no_part_of_a_division_answers_for_the_whole(tmp_path_factory: pytest.TempPathFactory):
    plan = place_of(NEW, "杭州市上城区").replace("市生态环境局", "区教育局")
    holdings = Asker.open(library_of(tmp_path_factory.mktemp("parted"), new=plan)).holdings
    assert now_called("江干区教育局", holdings, sure=False) == ()
    text = notes(["江干区教育局"], list(holdings.plans), holdings, answered=()).text
    assert "杭州市上城区教育局、杭州市钱塘区教育局；不能以其中一个代替" in text


# what is said


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("many")
    new = ("临汾市", "忻州市", "阳泉市", "吕梁市", "晋中市")
    plans = {f"new{n}": place_of(NEW, place) for n, place in enumerate(new)}
    library_of(home, **plans, old=place_of(OLD, "长治市"))
    return home


def test_of_many_bodies_three_are_named(many: Path):
    answer = Asker.open(library_of(many)).ask("环保局牵头哪些任务")
    note = answer.text[answer.text.index("环保局已于") :]
    assert note.count("生态环境局") == 3
    assert "等5个单位；这里按后者回答。" in note
    assert note.count("。") == 1
    assert "长治" not in note


def test_the_answer_comes_first(many: Path):
    answer = Asker.open(library_of(many)).ask("临汾市环保局牵头哪些任务")
    assert labels(answer) == ["治理工业废气"]
    assert answer.text.index("牵头的任务有1项") < answer.text.index("机构改革")


def test_a_refusal_says_under_which_name_it_looked_too(many: Path):
    answer = Asker.open(library_of(many)).ask("临汾市旅游局牵头哪些任务")
    assert answer.refused
    assert "按后者查找，也没有" in answer.text
    assert "回答" not in answer.text


def test_a_government_keeps_its_kind_of_name(tmp_path: Path):
    library = library_of(tmp_path, new=place_of(NEW, "怀仁市").replace("市生态环境局", "市人民政府"))
    answer = Asker.open(library).ask("怀仁县政府负责哪些任务")
    assert "政府局" not in answer.text
    assert notes(["市财政局"], [], Asker.open(library).holdings).text == ""
