"""Members of collectives: derived from the table of divisions, told apart from what is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib.namespace import DCTERMS, ORG, PROV

from extract.naming.names import resolve_unit
from extract.naming.placenames import find_place
from extract.pipeline import Extractor
from graph.asking import ask
from graph.build import build_graph
from graph.library import Library
from graph.members import expansion, members_of, through_collectives
from graph.unit_facts import units
from graph.vocabulary import ID

PLAN = """长治市2023年扬尘治理行动方案
一、重点任务
1.加强工地扬尘管控。（市住建局牵头，各县（区）政府负责落实）
2.加强道路保洁。（各县（区）政府负责）
3.加强矿山治理。（有关县区负责）
4.加强秸秆禁烧。（襄垣县政府牵头，市农业农村局配合）
5.建立台账。（沁县人民政府、各县（区）人民政府负责）
"""
EARLIER = """大同市2016年散煤治理方案
一、重点任务
1.推进散煤替代。（市发改委牵头，各县（区）政府负责落实）
"""


def names(words: str, place: str, year: int | None = None) -> list[str]:
    return [member.canonical for member in members_of(words, place, year).members]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    held = Library.open(Path(tmp_path_factory.mktemp("held")))
    extractor = Extractor()
    for doc, words in (("a.txt", PLAN), ("b.txt", EARLIER)):
        document, text = extractor.extract(words.encode(), doc)
        held.add(document, text=text, original=words.encode())
    return held


def called(canonical: str, library: Library) -> str:
    return next(row.unit_id for row in units(library) if row.canonical == canonical)


def test_every_government_of_a_city_is_a_member():
    assert names("各县（市、区）政府", "山西省朔州市") == [
        *["朔州市朔城区人民政府", "朔州市平鲁区人民政府"],
        *["山阴县人民政府", "应县人民政府", "右玉县人民政府", "怀仁市人民政府"],
    ]


def test_party_committees_are_members_where_they_are_written():
    assert names("各县区党委", "山西省长治市")[-1] == "中共沁源县委"
    assert len(names("各县区党委、政府", "山西省长治市")) == 2 * len(names("各县区政府", "山西省长治市"))


def test_prefectures_have_their_own_kind_of_government():
    assert "兴安盟行政公署" in names("各盟市", "内蒙古自治区")
    assert "大兴安岭地区行政公署" in names("各市（地）", "黑龙江省")


@pytest.mark.parametrize(
    ("words", "place", "said"),
    [
        ("有关县区", "山西省长治市", "没有写明是哪些"),
        ("其他县区", "山西省长治市", "没有写明是哪些"),
        ("有关部门", "山西省长治市", "没有点名"),
        ("各街道", "山西省大同市平城区", "没有名单"),
        ("各县（区）政府", None, "不知道是哪个地方"),
        ("各旗", "山西省长治市", "没有这样的区划"),
    ],
)
def test_what_cannot_be_expanded_says_why(words: str, place: str | None, said: str):
    found = members_of(words, place)
    assert found.members == ()
    assert said in found.left[0]


def test_zones_and_loose_words_are_named_beside_the_members():
    found = members_of("各县区政府（管委会）", "山西省晋中市")
    assert len(found.members) == 10
    assert any("管委会" in words for words in found.left)
    assert any("介休市" in words for words in found.left)


def test_a_member_says_from_what_it_was_derived():
    member = members_of("各县（区）政府", "山西省大同市", 2016).members[0]
    assert member.rule == "members.every"
    assert "各县（区）政府" in member.because
    assert "2016年" in member.because


@pytest.mark.parametrize("city", ["长治市", "阳泉市", "三明市", "呼伦贝尔市", "恩施土家族苗族自治州", "菏泽市"])
def test_a_member_is_the_body_that_documents_name(city: str):
    place = find_place(city)
    assert place is not None
    for member in members_of("各旗县（市、区）政府", place.full_name).members:
        own = find_place(member.place)
        assert own is not None
        assert resolve_unit(f"{own.name}人民政府", place=place).unit_id == member.unit_id
        assert resolve_unit(f"{own.name[-1]}政府", place=own).unit_id == member.unit_id


def test_a_collective_of_the_library_is_expanded_by_the_year_of_its_plan(library: Library):
    found = expansion(library, called("大同市各县（区）人民政府", library))
    assert "大同市南郊区人民政府" in [member.canonical for member in found.members]
    assert "大同市平城区人民政府" not in [member.canonical for member in found.members]
    assert len(expansion(library, called("长治市各县（区）人民政府", library)).members) == 12
    assert expansion(library, called("相关县区人民政府", library)).members == ()


def test_a_unit_carries_what_is_given_to_its_collective(library: Library):
    carried = through_collectives(library, called("襄垣县人民政府", library))
    assert [each.duty.task_title for each in carried] == ["加强工地扬尘管控", "加强道路保洁", "建立台账"]
    assert {each.duty.canonical for each in carried} == {"长治市各县（区）人民政府"}


def test_what_a_statement_gives_to_the_unit_itself_is_not_carried_too(library: Library):
    carried = through_collectives(library, called("沁县人民政府", library))
    assert [each.duty.task_title for each in carried] == ["加强工地扬尘管控", "加强道路保洁"]


def test_the_graph_holds_the_members_as_derived(library: Library):
    graph = build_graph(library.document("a.txt"), library.text("a.txt"))
    collective = ID[called("长治市各县（区）人民政府", library)]
    members = set(graph.objects(collective, ORG.hasMember))
    assert len(members) == 12
    assert ID[called("襄垣县人民政府", library)] in members
    expansion_of = graph.value(predicate=DCTERMS.subject, object=collective)
    assert (expansion_of, PROV.used, ID.divisions) in graph
    assert not list(graph.objects(ID[called("相关县区人民政府", library)], ORG.hasMember))


def test_answers_tell_it_apart_and_count_only_what_is_written(library: Library):
    answer = ask("襄垣县政府有哪些任务", library)
    assert [item.label for item in answer.answers] == ["加强秸秆禁烧"]
    assert "推断：" in answer.text
    assert "加强道路保洁" in answer.text.split("推断：")[1]
    assert "推断" not in ask("市住建局有哪些任务", library).text


def test_a_unit_that_no_plan_names_is_refused_with_what_it_carries(library: Library):
    answer = ask("平顺县政府有哪些任务", library)
    assert answer.refused
    assert not answer.answers
    assert "加强工地扬尘管控" in answer.text.split("推断：")[1]
