"""English questions: places by any name, negations, words of asking around Chinese names."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.asking import Asker
from graph.library import Library
from graph.questions import understand
from graph.understanding.english import from_english, is_english
from ingest import ingest_bytes, sample_library

CITY = """日照市2022年养老服务工作方案

一、重点任务

1.建设社区食堂。新建食堂十处。（牵头单位：市民政局；配合单位：市教育局）

2.培训护理人员。办好培训班。（牵头单位：市教育局；配合单位：市财政局）
"""


@pytest.fixture(scope="module")
def samples() -> Asker:
    return Asker.open(sample_library())


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    library = Library.open(Path(tmp_path_factory.mktemp("english")))
    ingest_bytes(CITY.encode(), "f0.txt", library)
    return Asker.open(library)


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("Who leads loose coal replacement in Tai'an?", "泰安"),
        ("Who leads boiler upgrades in Urumqi?", "乌鲁木齐"),
        ("Which agencies support clean heating in Narnia?", "Narnia"),
        ("Which tasks does the finance bureau of Old Harbour lead?", "Old Harbour"),
        ("How many tasks does the Rivertown education bureau lead?", "Rivertown"),
        ("Who leads dust control in Jiexiu County?", "介休市"),
        ("What does Rivertown's transport bureau have to do?", "Rivertown"),
    ],
)
def test_a_place_that_is_not_held_is_told_and_no_other_answers(question: str, place: str, samples: Asker):
    answer = samples.ask(question)
    assert answer.refused
    assert place in answer.text


def test_a_place_of_another_library_is_none_of_this_one(own: Asker):
    answer = own.ask("Which tasks does the Pingcheng education bureau lead?")
    assert answer.refused
    assert "平城区" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Who leads loose coal replacement in Shuozhou?",
        "Who leads the Blue Sky tasks of Shuozhou?",
        "Which tasks of Pingcheng are due in October?",
        "Which tasks does the Shuozhou Energy Bureau lead?",
    ],
)
def test_words_with_a_capital_are_no_places_by_that_alone(question: str, samples: Asker):
    assert len(understand(question, samples.holdings).places) <= 1
    assert understand(question, samples.holdings).missing is None


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("Which tasks does the police not lead?", "哪些任务 公安局 不 牵头"),
        ("Who never cooperates?", "谁 不 配合"),
        ("Which agencies don't lead?", "哪些单位 不 牵头"),
        ("Which tasks are listed except steel?", "哪些任务 列出 不包括 钢铁"),
        ("Who leads steel except the police?", "谁牵头 钢铁 除了 公安局"),
        ("Who cooperates on steel apart from the lead agency?", "谁配合 钢铁 除了 牵头单位"),
        ("Which tasks have no lead agency?", "哪些任务 没有牵头单位"),
        ("Does any agency have a task?", "哪个单位 任务"),
        ("Which tasks does 日照市教育局 have?", "哪些任务 日照市教育局"),
        ("Who leads 建设社区食堂?", "谁牵头 建设社区食堂"),
        ("Who attended the meeting?", "谁 出席 会议"),
    ],
)
def test_english_is_read_whole(question: str, read: str):
    assert from_english(question, {}) == read


@pytest.mark.parametrize(
    "question", ["Who leads?", "who", "When was it issued?", "Which tasks does 日照市教育局 lead?"]
)
def test_a_question_that_begins_in_english_is_english(question: str):
    assert is_english(question)


@pytest.mark.parametrize("question", ["who牵头社区食堂", "社区食堂的lead是谁", "deadline什么时候"])
def test_single_english_words_leave_a_question_chinese(question: str):
    assert not is_english(question)


def test_a_negation_never_gives_the_opposite(own: Asker):
    plain = own.ask("Which tasks does the Rizhao education bureau lead?")
    negated = own.ask("Which tasks does the Rizhao education bureau not lead?")
    assert {item.label for item in plain.answers} == {"培训护理人员"}
    assert {item.label for item in negated.answers} <= {"建设社区食堂"}
