"""People in statements: names with titles before, behind and in brackets; posts and words that are none."""

from __future__ import annotations

import pytest

from extract.assigning.people import part_unit, read_labelled_people, read_titled_person
from tests.test_statements import passages_of, roles_in


@pytest.mark.parametrize(
    ("words", "name", "title"),
    [
        ("张三丰副省长", "张三丰", "副省长"),
        ("王五常务副市长", "王五", "常务副市长"),
        ("许继伟同志", "许继伟", "同志"),
        ("市应急局局长李明", "李明", "市应急局局长"),
        ("副县长李丽", "李丽", "副县长"),
        ("李强（副市长）", "李强", "副市长"),
        ("欧阳明书记", "欧阳明", "书记"),
    ],
)
def test_a_name_with_its_title_is_a_person(words: str, name: str, title: str) -> None:
    person = read_titled_person(words)
    assert person is not None
    assert (person.name, person.title) == (name, title)


@pytest.mark.parametrize(
    "words", ["分管副市长", "常务副市长", "市政府秘书长", "市应急局", "县委书记", "安监所长", "市长", "金融办主任"]
)
def test_a_post_is_no_person(words: str) -> None:
    assert read_titled_person(words) is None


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("俞 悦", ["俞悦"]),
        ("陆明俞悦", ["陆明", "俞悦"]),
        ("王小明李强", ["王小明", "李强"]),
        ("欧阳文博", ["欧阳文博"]),
        ("市水利局赵刚", ["赵刚"]),
        ("买买提·艾力", ["买买提·艾力"]),
        ("各单位主要负责人", []),
        ("", []),
    ],
)
def test_the_people_under_a_label(words: str, names: list[str]) -> None:
    assert [person.name for person in read_labelled_people(words, "责任人")] == names


def test_a_nameplate_is_no_person() -> None:
    assert part_unit("市商务局（粮食局）") is None
    assert part_unit("市水利局（河长办）") is None


def people_in(text: str) -> list[tuple[str, str | None]]:
    return [(one.name, one.title) for passage in passages_of(text).passages for one in passage.reading.people]


def test_people_in_a_list_of_units_stay_people() -> None:
    text = "（责任单位：县公安局（赵刚）、县交通运输局（钱伟））"
    assert roles_in(text) == [("responsible", "县公安局"), ("responsible", "县交通运输局")]
    assert people_in(text) == [("赵刚", "县公安局"), ("钱伟", "县交通运输局")]


def test_the_posts_of_one_person_stay_together() -> None:
    assert people_in("（责任领导：县委常委、常务副县长王强；责任单位：县发改局）") == [("王强", "县委常委、常务副县长")]


def test_a_person_may_lead() -> None:
    text = "（市应急局局长李明牵头，市气象局配合）"
    assert roles_in(text) == [("cooperating", "市气象局")]
    assert people_in(text) == [("李明", "市应急局局长")]


def test_a_post_under_a_label_of_people_is_reported() -> None:
    (passage,) = passages_of("（牵头领导：市长、副市长；牵头单位：市商务局）").passages
    assert passage.reading.doubt == "partly-read"
