"""What a question does not want, and what it asks besides: never answered with the opposite, never dropped silently."""

from __future__ import annotations

import pytest

from graph.asking import Asker
from ingest import sample_library


@pytest.fixture(scope="module")
def asker() -> Asker:
    return Asker.open(sample_library())


def test_what_is_asked_too_is_answered_on_the_same_task(asker: Asker):
    answer = asker.ask("朔州公转铁由谁牵头，什么时候完成")
    alone = asker.ask("朔州公转铁什么时候完成")
    assert answer.answer_type == "units"
    assert [item.label for item in answer.answers] == ["朔州市工业和信息化局"]
    assert answer.text == asker.ask("朔州公转铁由谁牵头").text + alone.text
    assert set(alone.evidence) <= set(answer.evidence)


@pytest.mark.parametrize(
    ("question", "kind", "said"),
    [
        ("朔州散煤替代谁负责，什么时候完成", "who-is-responsible", "2020-"),
        ("朔州散煤替代什么时候完成，由谁负责", "deadline-of", "由朔州市"),
        ("朔州公转铁谁牵头，谁负责", "who-leads", "负责"),
        ("Who leads loose coal replacement in Shuozhou, and when is it due?", "who-leads", "2020-"),
    ],
)
def test_what_is_asked_first_is_the_answer_and_the_rest_is_said(asker: Asker, question: str, kind: str, said: str):
    answer = asker.ask(question)
    assert answer.understood.kind == kind
    assert said in answer.text
    assert "另问" not in answer.text


def test_what_is_asked_too_and_not_written_is_said_not_to_be(asker: Asker):
    answer = asker.ask("平城区公转铁由谁牵头，什么时候完成")
    assert not answer.refused
    assert "没有写时限" in answer.text or "20" in answer.text.split("牵头")[-1]


@pytest.mark.parametrize(
    "question",
    [
        "散煤替代以外的工作朔州谁牵头",
        "朔州市能源局牵头哪些任务，不能按时完成",
        "谁牵头散煤替代但不是能源局",
        "散煤替代朔州哪些单位不参与",
        "朔州市能源局牵头哪些任务，平城区除外",
        "朔州市能源局牵头哪些任务，去掉生态环境局配合的",
        "朔州市能源局牵头哪些任务，没有散煤的",
        "朔州市能源局牵头哪些任务，不是散煤的",
        "朔州市不涉及散煤的任务有哪些",
    ],
)
def test_a_negation_that_is_not_read_is_refused(asker: Asker, question: str):
    assert asker.ask(question).refused


@pytest.mark.parametrize(
    "question",
    [
        "朔州市能源局牵头哪些任务，不包括散煤",
        "朔州市除散煤替代外能源局还牵头什么",
        "除了散煤，朔州市能源局还牵头哪些任务",
        "朔州市能源局牵头哪些任务，不含散煤替代这项",
        "朔州市能源局牵头哪些任务，去掉散煤",
        "朔州市能源局牵头哪些任务，不算散煤",
        "朔州市能源局牵头哪些任务，扣除散煤替代",
        "朔州市能源局牵头哪些任务，排除散煤替代",
        "朔州市能源局牵头的任务去掉散煤还有哪些",
        "朔州市能源局牵头哪些非散煤任务",
        "朔州市能源局牵头的任务中非散煤的有哪些",
        "朔州市能源局牵头哪些任务，散煤替代除外",
        "朔州市能源局牵头的任务（散煤替代除外）有哪些",
        "朔州市能源局牵头哪些与散煤无关的任务",
        "朔州市能源局牵头哪些任务，不涉及散煤",
    ],
)
def test_tasks_without_those_on_a_topic_are_the_others_and_say_which_are_left_out(asker: Asker, question: str):
    led = {item.label for item in asker.ask("朔州市能源局牵头哪些任务").answers}
    answer = asker.ask(question)
    told = {item.label for item in answer.answers}
    assert told
    assert told < led
    assert "完成散煤替代" not in told
    assert "不算关于“散煤" in answer.text
    assert all(title in answer.text for title in led)


@pytest.mark.parametrize("words", ["扬尘和散煤", "扬尘、散煤", "扬尘或者散煤", "扬尘以及散煤", "“扬尘”和“散煤”"])
def test_each_of_several_topics_is_taken_away(asker: Asker, words: str):
    kept = {item.label for item in asker.ask(f"朔州市生态环境局有哪些任务，不包括{words}").answers}
    each = [asker.ask(f"朔州市生态环境局有哪些任务，不包括{one}").answers for one in ("扬尘", "散煤")]
    assert kept == {item.label for item in each[0]} & {item.label for item in each[1]}
    assert len(kept) < min(len(answers) for answers in each)


def test_a_title_that_joins_two_things_is_one_topic(asker: Asker):
    title = "夯实应急减排及错峰生产清单"
    answer = asker.ask(f"朔州市生态环境局有哪些任务，不包括{title}")
    assert f"不算关于“{title}”的1项" in answer.text


@pytest.mark.parametrize("words", ["other than", "except", "not including", "leaving out"])
def test_tasks_without_a_topic_in_english(asker: Asker, words: str):
    answer = asker.ask(f"Which tasks does the Shuozhou energy bureau lead, {words} loose coal?")
    assert [item.label for item in answer.answers] == [
        item.label for item in asker.ask("朔州市能源局牵头哪些任务，不包括散煤").answers
    ]
    assert "Not counted are 2 on “散煤”" in answer.text


def test_a_topic_that_takes_nothing_away_is_told_beside_one_that_does(asker: Asker):
    answer = asker.ask("朔州市能源局牵头哪些任务，不包括散煤和污水")
    assert "不算关于“散煤”的2项" in answer.text
    assert "其中没有关于“污水”的任务" in answer.text


@pytest.mark.parametrize("words", ["已过期的", "朔城区的", "没有时限的", "散煤和已过期的", "写明时限的"])
def test_what_is_no_topic_of_tasks_cannot_be_left_out(asker: Asker, words: str):
    answer = asker.ask(f"朔州市能源局牵头哪些任务，不包括{words}")
    assert answer.refused
    assert "不是方案任务里写到的事项" in (answer.reason or "")


@pytest.mark.parametrize(
    "question",
    [
        "朔州市牵头任务最多的单位，不包括扬尘任务",
        "朔州市哪个领域的任务最多，不包括扬尘",
        "朔州市哪项任务的单位最多，不包括扬尘",
        "朔州市没有配合单位的任务有哪些，不包括扬尘",
    ],
)
def test_rankings_and_gaps_say_what_is_left_out(asker: Asker, question: str):
    answer = asker.ask(question)
    assert not answer.refused
    assert "不算关于“扬尘”的" in answer.text
    assert "全面加强降尘整治" not in [item.label for item in answer.answers]


def test_tasks_of_one_unit_or_the_other_are_those_of_both(asker: Asker):
    each = [asker.ask(f"朔州市{unit}牵头哪些任务").answers for unit in ("能源局", "住建局")]
    titles = {item.label for answers in each for item in answers}
    assert {item.label for item in asker.ask("朔州市能源局或者住建局牵头的任务有哪些").answers} == titles
    assert [item.value for item in asker.ask("朔州市能源局或住建局牵头几项任务").answers] == [len(titles)]


def test_either_of_two_works_is_answered_for_each(asker: Asker):
    answer = asker.ask("朔州公转铁或者散煤替代谁牵头")
    assert {item.label for item in answer.answers} == {"朔州市工业和信息化局", "朔州市能源局"}


def test_what_a_unit_does_not_lead_are_the_other_tasks(asker: Asker):
    led = {item.id for item in asker.ask("朔州市能源局牵头哪些任务").answers}
    others = {item.id for item in asker.ask("朔州市哪些任务不是由能源局牵头的").answers}
    assert led
    assert others
    assert not led & others


def test_a_task_that_a_unit_does_not_lead_may_have_its_help(asker: Asker):
    answer = asker.ask("朔州市能源局不牵头的任务有哪些")
    assert "不由能源局牵头" in answer.text
    assert "没有能源局参与" not in answer.text


def test_a_sum_of_a_year_that_no_plan_has_is_not_told_from_another(asker: Asker):
    answer = asker.ask("朔州市2016年散煤治理补贴多少钱")
    assert answer.refused
    assert "2016" in (answer.reason or "")


@pytest.mark.parametrize("lacking", ["牵头单位", "配合单位"])
def test_tasks_with_a_deadline_that_lack_a_unit_are_among_those_that_lack_it(asker: Asker, lacking: str):
    without = {item.id for item in asker.ask(f"朔州市没有{lacking}的任务有哪些").answers}
    dated = asker.ask(f"朔州市有时限但没有{lacking}的任务")
    assert dated.answers
    assert {item.id for item in dated.answers} <= without
    assert "完成散煤替代" not in dated.text


def test_where_every_task_has_a_lead_none_with_a_deadline_lacks_it(asker: Asker):
    assert asker.ask("平城区有时限但没有牵头单位的任务有哪些").refused


@pytest.mark.parametrize("topics", ["散煤或扬尘", "散煤或者扬尘"])
def test_tasks_on_either_of_two_topics_are_as_many_as_are_counted(asker: Asker, topics: str):
    listed = {item.label for item in asker.ask(f"朔州市关于{topics}的任务有哪些").answers}
    counted = asker.ask(f"朔州市关于{topics}的任务有几项")
    each = [int(asker.ask(f"朔州市关于{one}的任务有几项").answers[0].value or 0) for one in ("散煤", "扬尘")]
    assert [item.value for item in counted.answers] == [len(listed)] == [sum(each)]
    assert all(title in counted.text for title in listed)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("朔州市公转铁的牵头单位和时限", "由朔州市工业和信息化局牵头"),
        ("朔州市散煤替代的时限和目标是什么", "没有列为指标"),
        ("朔州市散煤替代的目标和时限是什么", "没有列为指标"),
        ("朔州市散煤替代的牵头单位和配合单位", "由朔州市清洁取暖领导小组成员单位配合"),
        ("朔州市能源局牵头哪些任务，配合哪些任务", "还问了配合，请另问一次"),
    ],
)
def test_of_two_asks_the_second_is_answered_or_named(asker: Asker, question: str, said: str):
    answer = asker.ask(question)
    assert not answer.refused
    assert said in answer.text


def test_two_works_of_two_places_are_no_one_question(asker: Asker):
    answer = asker.ask("朔州市公转铁谁牵头，平城区扬尘谁牵头")
    assert answer.refused
    assert "分两次问" in (answer.reason or "")
