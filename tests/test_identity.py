"""Who is who: what people decide about units wins, survives re-import, can be undone; what is in doubt is proposed."""

from __future__ import annotations

import dataclasses
import hashlib
import random

import pytest

from extract.records import Assignment, Document, Meta, Naming, Span, Task, UnitMention
from graph import facts, unit_facts
from graph.build import iri
from graph.decisions import Decision, DecisionError, Judgements, Subject, standing
from graph.doubts import one_slip, propose
from graph.filters import Filter
from graph.identity import all_doubts, decide, identify, orphans, undo
from graph.library import Library
from graph.linking import gather
from graph.store import Store

PLACE = "山西省朔州市"
AT = "2026-01-05T09:00:00+08:00"
WHO = {"who": "督查室王芳", "at": AT}


def naming(words, canonical, *, unit=None, place=PLACE, rule="name.level", **read):
    return Naming(text=words, unit_id=unit or f"unit-{canonical}", canonical=canonical, place=place, rule=rule, **read)


POLICE = naming("市公安交警支队", "朔州市公安局交通警察支队", kind="organ")
SLIP = naming("市公交警支队", "朔州市公交警支队", kind="other", known=False)
CITY = naming("市城管局", "朔州市城市管理局", function="城市管理")
CITY_IN_FULL = naming("市城市管理局", "朔州市城市管理局", function="城市管理")
ENERGY = naming("市能源局", "朔州市能源局", function="能源")


def plan(name, *lists):
    """A document of one task a list, each with one statement that names these units."""
    text, tasks, assignments = f"{name}\n", [], []
    for number, namings in enumerate(lists):
        start = len(text)
        text += f"{number + 1}．做好工作。（"
        units = []
        for order, one in enumerate(namings):
            text += "、" if order else ""
            role = "lead" if order == 0 else "cooperating"
            units.append(
                UnitMention(text=one.text, start=len(text), end=len(text) + len(one.text), role=role,
                            effective_role=role, canonical=one.canonical, unit_id=one.unit_id)
            )  # fmt: skip
            text += one.text
        text += "）\n"
        task = Task(id=f"task-{name}-{number}", number=f"{number + 1}．", title="做好工作", section="",
                    start=start, end=len(text))  # fmt: skip
        tasks.append(task)
        begin = text.index("（", start)
        assignments.append(
            Assignment(id=f"assignment-{name}-{number}", task=task.id, kind="parenthetical", start=begin,
                       end=len(text) - 1, text=text[begin:-1], scope=Span(start=start, end=begin), units=tuple(units))
        )  # fmt: skip
    names = {(one.text, one.unit_id): one for namings in lists for one in namings}
    original = text.encode()
    digest = hashlib.sha256(original).hexdigest()
    document = Document(doc=name, sha256=digest, text_sha256=digest, meta=Meta(title=name, jurisdiction=PLACE),
                        tasks=tuple(tasks), assignments=tuple(assignments), names=tuple(names.values()))  # fmt: skip
    return document, text


def held(tmp_path, *plans):
    library = Library.open(tmp_path / "library")
    for document, text in plans:
        assert library.add(document, text=text, original=text.encode()) == "new"
    return library


@pytest.fixture
def library(tmp_path):
    return held(tmp_path, plan("一", [POLICE, ENERGY], [SLIP], [CITY, CITY_IN_FULL]), plan("二", [SLIP, CITY]))


def unit_named(library, canonical):
    return next(body.unit for body in library.bodies().values() if body.canonical == canonical)


def test_a_unit_shows_every_surface_with_its_count_documents_and_rule(library):
    body = identify(library, CITY.unit_id).body
    assert body.canonical == "朔州市城市管理局"
    assert [(s.words, s.count, s.docs, s.rule) for s in body.surfaces] == [
        ("市城管局", 2, ("一", "二"), "name.level"),
        ("市城市管理局", 1, ("一",), "name.level"),
    ]


def test_a_slip_is_proposed_and_never_merged(library):
    assert SLIP.unit_id != POLICE.unit_id
    slip = identify(library, SLIP.unit_id)
    (link,) = slip.unsure
    assert (link.rule, link.judgement, link.other) == ("link.slip", "unsure", POLICE.unit_id)
    assert "市公交警支队" not in {surface.words for surface in identify(library, POLICE.unit_id).body.surfaces}
    assert "公安交警支队" in link.zh
    assert identify(library, POLICE.unit_id).unsure == slip.unsure


def test_two_names_of_one_list_that_the_rules_hold_to_be_one_are_in_doubt(library):
    doubts, _ = all_doubts(library)
    assert {(link.rule, link.surface) for link in doubts if link.unit == link.other} == set()
    (unsure,) = [link for link in doubts if link.rule == "link.slip"]
    assert unsure.unit == SLIP.unit_id


def test_one_list_of_one_role_that_names_a_unit_twice_is_in_doubt(tmp_path):
    library = held(tmp_path, plan("一", [ENERGY, CITY, CITY_IN_FULL]))
    (link,) = identify(library, CITY.unit_id).unsure
    assert (link.rule, link.surface, link.unit, link.other) == (
        *("link.one_list", "市城市管理局"),
        *(CITY.unit_id, CITY.unit_id),
    )


def test_a_name_that_lacks_its_last_character_is_no_slip(tmp_path):
    cut = naming("市能源", "朔州市能源", kind="other", known=False)
    (link,) = identify(held(tmp_path, plan("一", [cut], [ENERGY])), cut.unit_id).unsure
    assert (link.rule, link.other) == ("link.cut", ENERGY.unit_id)


def test_a_persons_judgement_merges_units_in_every_list(library):
    decide(library, SLIP.unit_id, POLICE.unit_id, "same", **WHO)
    assert [row.canonical for row in unit_facts.units(library) if "警" in row.canonical] == ["朔州市公安局交通警察支队"]
    body = identify(library, POLICE.unit_id).body
    assert {surface.words: surface.count for surface in body.surfaces} == {"市公交警支队": 2, "市公安交警支队": 1}
    assert len(facts.tasks(library, Filter(unit_id=POLICE.unit_id))) == 3
    assert identify(library, SLIP.unit_id) is None
    assert {u.unit_id for d in library.documents() for a in d.assignments for u in a.units} == {
        *(POLICE.unit_id, ENERGY.unit_id, CITY.unit_id),
    }
    assert identify(library, POLICE.unit_id).unsure == ()


def test_a_judgement_survives_a_new_version_of_the_document_and_holds_for_later_ones(library):
    decide(library, SLIP.unit_id, POLICE.unit_id, "same", **WHO)
    again, text = plan("二", [SLIP, CITY], [ENERGY])
    assert library.add(again, text=text, original=text.encode()) == "replaced"
    later, text = plan("三", [SLIP])
    assert library.add(later, text=text, original=text.encode()) == "new"
    body = identify(library, POLICE.unit_id).body
    assert body.docs == ("一", "三", "二")
    assert identify(library, SLIP.unit_id) is None


def test_undoing_gives_back_the_state_before(library):
    before = (library.bodies(), facts.assignments(library))
    made = decide(library, SLIP.unit_id, POLICE.unit_id, "same", **WHO)
    stamp = library.stamp()
    undo(library, made.number, **WHO)
    assert (library.bodies(), facts.assignments(library)) == before
    assert library.stamp() != stamp
    assert [one.undoes for one in library.decisions()] == [None, made.number]
    with pytest.raises(DecisionError, match="撤销"):
        undo(library, made.number, **WHO)


def test_one_surface_can_be_taken_out_of_a_unit(library):
    decide(library, CITY.unit_id, CITY.unit_id, "different", surface="市城市管理局", note="已分设", **WHO)
    apart = unit_named(library, "市城市管理局")
    assert apart != CITY.unit_id
    assert [s.words for s in identify(library, CITY.unit_id).body.surfaces] == ["市城管局"]
    (judged,) = identify(library, apart).decisions
    assert judged.holds and judged.decision.note == "已分设"


def test_what_was_taken_out_can_be_judged_again(library):
    decide(library, CITY.unit_id, CITY.unit_id, "different", surface="市城市管理局", **WHO)
    apart = unit_named(library, "市城市管理局")
    decide(library, apart, ENERGY.unit_id, "same", **WHO)
    assert {s.words for s in identify(library, ENERGY.unit_id).body.surfaces} == {"市能源局", "市城市管理局"}
    undo(library, 2, **WHO)
    undo(library, 1, **WHO)
    assert {s.words for s in identify(library, CITY.unit_id).body.surfaces} == {"市城管局", "市城市管理局"}


def test_a_surface_that_is_not_another_unit_stays_with_its_own(library):
    decide(library, CITY.unit_id, ENERGY.unit_id, "different", surface="市城管局", **WHO)
    assert {s.words for s in identify(library, CITY.unit_id).body.surfaces} == {"市城管局", "市城市管理局"}


def test_judgements_of_one_surface_against_two_units_stand_beside_each_other(library):
    decide(library, CITY.unit_id, CITY.unit_id, "different", surface="市城管局", **WHO)
    decide(library, unit_named(library, "市城管局"), ENERGY.unit_id, "unsure", surface="市城管局", **WHO)
    assert len(standing(library.decisions())) == 2
    assert [s.words for s in identify(library, CITY.unit_id).body.surfaces] == ["市城市管理局"]


def test_the_graph_follows_every_judgement(library):
    def count(unit):
        return len(Store(library=library).query(f"SELECT ?a WHERE {{ ?a z:unit <{iri(unit)}> }}"))

    assert (count(SLIP.unit_id), count(POLICE.unit_id)) == (2, 1)
    decide(library, SLIP.unit_id, POLICE.unit_id, "same", **WHO)
    assert (count(SLIP.unit_id), count(POLICE.unit_id)) == (0, 3)
    again, text = plan("二", [SLIP, CITY], [ENERGY])
    library.add(again, text=text, original=text.encode())
    assert (count(SLIP.unit_id), count(POLICE.unit_id)) == (0, 3)
    undo(library, 1, **WHO)
    assert (count(SLIP.unit_id), count(POLICE.unit_id)) == (2, 1)


def test_triples_of_a_former_state_are_not_kept(library):
    before = library.stamp()
    decide(library, SLIP.unit_id, POLICE.unit_id, "same", **WHO)
    library.keep_published("一", "form", "stale", stamp=before)
    assert "一" not in library.published("form")
    library.keep_published("一", "form", "fresh", stamp=library.stamp())
    assert library.published("form") == {"一": True}
    assert library.triples("一", "form") == "fresh"


def test_records_without_namings_have_places_and_functions_all_the_same(tmp_path):
    document, text = plan("一", [CITY, ENERGY])
    library = held(tmp_path, (dataclasses.replace(document, names=()), text))
    body = identify(library, ENERGY.unit_id).body
    assert (body.place, body.function, body.kind) == (PLACE, "能源", "department")


def test_one_surface_can_be_given_to_another_unit(library):
    decide(library, SLIP.unit_id, POLICE.unit_id, "same", surface="市公交警支队", **WHO)
    assert {s.words for s in identify(library, POLICE.unit_id).body.surfaces} == {"市公安交警支队", "市公交警支队"}


def test_the_last_word_on_a_pair_counts(library):
    decide(library, SLIP.unit_id, POLICE.unit_id, "same", **WHO)
    first = library.decisions()[0]
    library.decide(dataclasses.replace(first, judgement="different", who="李强"))
    assert len(standing(library.decisions())) == 1
    assert identify(library, SLIP.unit_id).unsure == ()
    assert identify(library, SLIP.unit_id).body.canonical == "朔州市公交警支队"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"unit": "unit-nobody"}, "没有单位"),
        ({"judgement": "perhaps"}, "判断只能"),
        ({"who": " "}, "由谁判断"),
        ({"other": SLIP.unit_id}, "同一单位"),
        ({"surface": "市公安局"}, "没有“市公安局”这种写法"),
    ],
)
def test_a_judgement_without_sense_is_refused_and_nothing_is_stored(library, arguments, said):
    stamp = library.stamp()
    given = {"unit": SLIP.unit_id, "other": POLICE.unit_id, "judgement": "same", **WHO} | arguments
    with pytest.raises(DecisionError, match=said):
        decide(library, given.pop("unit"), given.pop("other"), given.pop("judgement"), **given)
    assert (library.stamp(), library.decisions()) == (stamp, [])


def test_judgements_that_contradict_each_other_are_refused(library):
    decide(library, SLIP.unit_id, POLICE.unit_id, "different", **WHO)
    decide(library, SLIP.unit_id, ENERGY.unit_id, "same", **WHO)
    slip = library.decisions()[1].subject
    energy = Subject(unit=ENERGY.unit_id, name="朔州市能源局")
    police = Subject(unit=POLICE.unit_id, name="朔州市公安局交通警察支队")
    wrong = Decision(number=0, at=AT, who="王芳", judgement="same", subject=energy, other=police)
    with pytest.raises(DecisionError, match="不同单位"):
        library.decide(wrong)
    assert len(library.decisions()) == 2
    assert Judgements(library.decisions()).unit_of(slip.unit, "市公交警支队") == ENERGY.unit_id


def test_a_surface_cannot_come_by_a_third_unit_to_what_it_is_not(library):
    decide(library, CITY.unit_id, POLICE.unit_id, "different", surface="市城管局", **WHO)
    decide(library, CITY.unit_id, ENERGY.unit_id, "same", surface="市城管局", **WHO)
    with pytest.raises(DecisionError, match="第1条"):
        decide(library, ENERGY.unit_id, POLICE.unit_id, "same", **WHO)
    assert len(library.decisions()) == 2


def test_what_looks_alike_in_two_places_is_told_apart(tmp_path):
    market = naming("市场监管局", "朔州市市场监督管理局", unit="unit-city", function="市场监督管理")
    other = naming("市场监管局", "大同市平城区市场监督管理局", unit="unit-district", place="山西省大同市平城区")
    library = held(tmp_path, plan("一", [market]), plan("二", [other]))
    (link,) = identify(library, "unit-city").different
    assert (link.rule, link.other) == ("link.other_place", "unit-district")
    assert "朔州市" in link.zh and "平城区" in link.zh
    assert not propose(library.bodies())


def test_one_name_a_unit_for_every_page_whichever_document_comes_first(tmp_path):
    short = naming("市教体局", "朔州市教育体育局", unit="unit-1")
    full = naming("市教育和体育局", "朔州市教育和体育局", unit="unit-1")
    plans = [plan("一", [short]), plan("二", [short]), plan("三", [full]), plan("四", [full]), plan("五", [full])]
    for order in (plans, plans[::-1]):
        library = held(tmp_path / order[0][0].doc, *order)
        assert {row.canonical for row in facts.assignments(library)} == {"朔州市教育和体育局"}
        assert {u.canonical for d in library.documents() for a in d.assignments for u in a.units} == {
            "朔州市教育和体育局"
        }
        names = Store(library=library).query("SELECT DISTINCT ?name WHERE { ?unit a z:Unit ; skos:prefLabel ?name }")
        assert [row["name"] for row in names] == ["朔州市教育和体育局"]


def test_a_nameplate_that_one_document_writes_is_not_every_documents(tmp_path):
    plain = naming("市城管局", "朔州市城市管理局", unit="unit-1")
    plated = naming("市城管局（市执法局）", "朔州市城市管理局（朔州市执法局）", unit="unit-1")
    library = held(tmp_path, plan("一", [plain]), plan("二", [plated]), plan("三", [plated]))
    assert identify(library, "unit-1").body.canonical == "朔州市城市管理局"


def test_what_a_person_joined_is_in_no_doubt_again(tmp_path):
    library = held(tmp_path, plan("一", [ENERGY, CITY, SLIP]))
    decide(library, SLIP.unit_id, CITY.unit_id, "same", **WHO)
    assert identify(library, CITY.unit_id).unsure == ()


def test_a_decision_whose_unit_no_document_names_any_more_is_told(library):
    decide(library, SLIP.unit_id, POLICE.unit_id, "same", **WHO)
    assert orphans(library) == set()
    for name in ("一", "二"):
        again, text = plan(name, [ENERGY])
        library.add(again, text=text, original=text.encode())
    assert orphans(library) == {1}


def test_the_same_documents_in_any_order_give_the_same_units():
    documents = [plan(str(n), [POLICE, ENERGY], [SLIP, CITY][: n % 2 + 1], [CITY_IN_FULL])[0] for n in range(12)]
    expected = gather(documents)
    for seed in range(5):
        shuffled = documents[:]
        random.Random(seed).shuffle(shuffled)
        assert gather(shuffled) == expected
        assert propose(gather(shuffled)) == propose(expected)


@pytest.mark.parametrize(
    ("name", "other", "difference"),
    [
        ("生态环镜局", "生态环境局", "镜→境"),
        ("交通运偷厅", "交通运输厅", "偷→输"),
        ("公交警支队", "公安交警支队", "+安"),
        ("发改革委", "发革改委", "改革→革改"),
        ("第一中学", "第二中学", None),
        ("城东街道办", "城西街道办", None),
        ("石桥市场监管所", "石桥市场监管局", None),
        ("教师进修学院", "教师进修学校", None),
        ("水利局", "林业局", None),
        ("能源局", "能源局", None),
    ],
)
def test_one_slip(name, other, difference):
    assert one_slip(name, other) == difference


def test_the_graph_tells_the_place_of_a_unit_whose_name_does_not_begin_with_it(tmp_path):
    party = naming("市委组织部", "中共朔州市委组织部", unit="unit-party", kind="organ")
    library = held(tmp_path, plan("一", [party]))
    (row,) = Store(library=library).query(
        "SELECT ?name WHERE { ?unit a z:Unit ; z:jurisdiction ?place . ?place rdfs:label ?name }"
    )
    assert row["name"] == PLACE
