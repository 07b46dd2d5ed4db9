"""Topics: which task, which sentence and which statement of a plan are about the words of a question."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from graph.answering.search.locating import Place, has_role, least, locate_all
from graph.answering.search.passages import own_action
from graph.holdings import Holdings, load_holdings
from graph.library import Library
from graph.wording import load_table
from ingest import ingest_bytes, sample_library

TOWN = """临江市民生实事行动方案（2024年）

一、校园和养老

1.办好校园食堂。改造老化的后厨，配备留样冰柜。（市教育局牵头，市卫生健康委配合）严查变质食材流入后厨。（市市场监管局牵头，市公安局配合）

2.发展养老服务。新建社区养老机构12处，为高龄老年人上门送餐。（市民政局牵头，市财政局配合）

3.整治占道经营。规范早市夜市摊贩，清理人行道上乱堆的杂物。（市城市管理局牵头）

二、供排水和道路

4.保障城市供水。更换老旧供水管网80公里。（市水利局牵头，市住房城乡建设局配合）

疏通排水管网，消除积水点30处。（市住房城乡建设局牵头）

5.推进公共汽车更新。新增公共汽车全部使用新能源汽车。（市交通运输局牵头，市财政局配合）

6.打通断头路。建成滨河东路，清理占道经营的摊贩后开工。（市住房城乡建设局牵头）
"""
VILLAGE = """石门县人居环境整治方案（2024年）

一、重点任务

1.改造农村厕所。新建户厕3000座。（县农业农村局牵头，县乡村振兴局配合）

2.整治占道经营。取缔马路市场。（县综合执法局牵头）
"""


def library_of(home: Path, **texts: str) -> Library:
    library = Library.open(home)
    for name, text in texts.items():
        ingest_bytes(text.encode("utf-8"), f"{name}.txt", library)
    return library


@pytest.fixture(scope="module")
def holdings(tmp_path_factory: pytest.TempPathFactory) -> Holdings:
    return load_holdings(library_of(tmp_path_factory.mktemp("towns"), town=TOWN, village=VILLAGE))


def places(holdings: Holdings, topic: str, on: str = "") -> list[Place]:
    docs = [doc for doc in holdings.plans if on in doc]
    return locate_all(holdings, topic, docs, has_role("lead"))


def leads(holdings: Holdings, topic: str, on: str = "town") -> list[str]:
    statements = [statement for place in places(holdings, topic, on) for statement in place.statements]
    return [unit.text for statement in statements for unit in statement.units if unit.role == "lead"]


@pytest.mark.parametrize(
    ("topic", "unit"),
    [
        ("改造后厨 留样冰柜", "市教育局"),
        ("变质食材", "市市场监管局"),
        ("排水管网 积水点", "市住房城乡建设局"),
        ("更换供水管网", "市水利局"),
    ],
)
def test_unit_that_leads_one_sentence_leads_that_sentence(holdings: Holdings, topic: str, unit: str):
    assert leads(holdings, topic) == [unit]


def test_task_with_the_topic_in_its_title_goes_before_one_that_mentions_it(holdings: Holdings):
    assert [place.task.title for place in places(holdings, "占道经营", "town")] == ["整治占道经营"]
    assert leads(holdings, "占道经营 摊贩") == ["市城市管理局"]


def test_clauses_of_two_plans_on_one_topic_are_told_apart(holdings: Holdings):
    found = {
        place.doc: [unit.text for s in place.statements for unit in s.units] for place in places(holdings, "占道经营")
    }
    assert found == {"town.txt": ["市城市管理局"], "village.txt": ["县综合执法局"]}


@pytest.mark.parametrize(
    ("topic", "unit"),
    [
        ("咱们这儿早市夜市那些小摊 人行道上老是乱堆杂物", "市城市管理局"),
        ("听说老人有上门送餐 新建养老院", "市民政局"),
        ("公交车换成电动汽车", "市交通运输局"),
        ("下水道堵了 积水", "市住房城乡建设局"),
    ],
)
def test_words_of_speech_do_not_sink_a_topic_whose_other_words_tell_enough(holdings: Holdings, topic: str, unit: str):
    assert leads(holdings, topic) == [unit]


@pytest.mark.parametrize(
    "topic", ["广场舞噪声", "燃气管道", "养犬登记", "土壤修复", "老旧电梯加装", "学生近视防控", "城市管理", "整治工作"]
)
def test_what_no_task_is_about_is_not_found(holdings: Holdings, topic: str):
    assert places(holdings, topic, "village") == []


def test_words_of_the_plan_s_own_title_tell_less_which_clause_is_meant(tmp_path: Path):
    plan = """临江市集镇建设行动方案

一、重点任务

1.改造集镇房屋。完善集镇功能，提升集镇面貌。（市住房城乡建设局牵头）

2.建好便民市场。（市商务局牵头）
"""
    assert leads(load_holdings(library_of(tmp_path, town=plan)), "集镇市场") == ["市商务局"]


@pytest.mark.parametrize("topic", ["公共汽车涨价", "占道经营罚款", "养老机构登记", "供水管网审批"])
def test_last_word_of_a_short_topic_says_what_it_is(holdings: Holdings, topic: str):
    assert places(holdings, topic, "town") == []


@pytest.mark.parametrize("topic", ["广场舞噪声", "燃气管道", "养犬登记", "土壤修复", "学生近视防控"])
def test_unknown_words_that_tell_most_of_a_topic_leave_it_without_an_answer(holdings: Holdings, topic: str):
    assert places(holdings, topic, "town") == []


def test_words_above_a_task_help_to_find_it_and_are_not_enough_by_themselves(holdings: Holdings):
    assert leads(holdings, "供排水 积水点") == ["市住房城乡建设局"]
    assert places(holdings, "供排水和道路") == []


def test_what_a_document_says_does_not_depend_on_the_others_that_are_searched(holdings: Holdings):
    for topic in ("占道经营", "农村厕所", "公交车"):
        apart = [place for doc in holdings.plans for place in places(holdings, topic, doc)]
        assert places(holdings, topic) == apart


def wrapped(text: str, width: int) -> str:
    """The text as a page has it, with no more characters on a line."""
    return "\n".join(line[at : at + width] for line in text.split("\n") for at in range(0, len(line) or 1, width))


@pytest.mark.parametrize(("width", "topic"), [(18, "积水点"), (21, "更换老旧供水管网"), (24, "留样冰柜")])
def test_sentences_go_on_over_wrapped_lines(tmp_path: Path, width: int, topic: str):
    library = library_of(tmp_path, town=wrapped(TOWN, width), plain=TOWN)
    lined, plain = places(load_holdings(library), topic, "town"), places(load_holdings(library), topic, "plain")
    assert [place.task.title for place in lined] == [place.task.title for place in plain]
    assert ["".join(hit.passage.words.split()) for place in lined for hit in place.hits] == [
        hit.passage.words for place in plain for hit in place.hits
    ]


def test_label_of_a_statement_is_no_action_of_its_own(tmp_path: Path):
    text = "临江市碳汇方案\n一、重点任务\n1.修订保护计划。编制名录（责任处室：生态处，完\n成期限：2024年四季度）。\n"
    document = library_of(tmp_path, one=text).documents()[0]
    assert [own_action(statement) for statement in document.assignments] == [""]


@pytest.mark.parametrize("example", load_table("words")["alike_examples"], ids=lambda example: example["topic"])
def test_words_for_one_thing_find_each_other(tmp_path: Path, example: dict[str, str]):
    tasks = (
        f"{at}.{example[key]}。（市{unit}局牵头）" for at, key, unit in ((1, "about", "应急管理"), (2, "other", "统计"))
    )
    library = library_of(tmp_path, one="临江市工作方案\n一、重点任务\n" + "\n".join(tasks))
    assert leads(load_holdings(library), example["topic"], "one") == ["市应急管理局"]


def test_a_word_stands_in_one_group_of_words_for_one_thing():
    words = [word for group in load_table("words")["alike"] for word in group]
    assert len(words) == len(set(words))
    assert all(len(word) > 1 for word in words)


@pytest.mark.parametrize(
    "words", ["", " ", "，。！", "a", "水", "\n\n", "𠀀𠀁", "的" * 500, "1", "PM2.5≤35μg/m³", "\ud800"]
)
def test_odd_words_find_nothing_and_raise_nothing(holdings: Holdings, words: str):
    assert places(holdings, words) == []


def test_every_title_of_the_samples_finds_its_task():
    samples = load_holdings(sample_library())
    for doc, plan in samples.plans.items():
        for task in plan.document.tasks:
            assert [place.task.title for place in locate_all(samples, task.title, [doc], lambda _: True)] == [
                task.title
            ]


def test_topic_of_few_words_needs_more_of_them():
    assert least("土壤修复") > least("历史遗留矿山的土壤修复工程")


def test_empty_library_holds_no_topic():
    nothing = Holdings([])
    assert locate_all(nothing, "占道经营", [], has_role("lead")) == []
    assert not nothing.topics.knows("占道")


def test_index_of_the_samples_is_made_in_no_time():
    documents = [(plan.document, plan.text) for plan in load_holdings(sample_library()).plans.values()]
    began = time.process_time()
    type(load_holdings(sample_library()).topics)(documents).search("清洁取暖", [documents[0][0].doc])
    assert time.process_time() - began < 1.5  # 0.1 s on a quiet machine
