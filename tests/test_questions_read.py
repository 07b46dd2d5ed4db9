"""How questions are read: misspellings put right and shown, English in Chinese words, nothing renamed."""

from __future__ import annotations

import time

import pytest

from graph.holdings import Holdings, load_holdings
from graph.understanding.english import from_english, with_chinese
from graph.understanding.reading import read_question
from graph.understanding.spelling import LONGEST, Speller
from ingest import sample_library

TEXTS = [
    "推进农村污水治理，建设污水处理站。市水利局牵头，生态环境局、财政局配合。",
    "完成危险废物贮存设施改造，落实责任",
]


@pytest.fixture(scope="module")
def holdings() -> Holdings:
    return load_holdings(sample_library())


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("农村污水冶理", "农村污水治理"),
        ("污水处里站", "污水处理站"),
        ("农村乌水治理", "农村污水治理"),
        ("贮存设施改造落实", "贮存设施改造落实"),
        ("生态环镜局配和什么", "生态环境局配合什么"),
        ("危险废物贮存设施改遭", "危险废物贮存设施改造"),
        ("牵投单们是谁", "牵头单位是谁"),
        ("责任单为", "责任单位"),
    ],
)
def test_misspellings_by_sound_and_shape_are_put_right(written: str, read: str):
    assert Speller(TEXTS).correct(written) == read


@pytest.mark.parametrize(
    "words", ["市水务局", "三个污水站", "市场调配和监管", "不少于两座", "农村厕所改造", "那里的任务"]
)
def test_other_words_and_numbers_stay(words: str):
    assert Speller(TEXTS).correct(words) == words


@pytest.mark.parametrize("question", ["朔州市市政局给谁配合", "朔州市林业局牵头什么", "泽州县谁牵头散煤"])
def test_no_correction_renames_a_body_or_a_place(question: str, holdings: Holdings):
    read = read_question(question, holdings)
    assert (read.words, read.corrections) == (question, ())


def test_corrections_are_shown(holdings: Holdings):
    read = read_question("平诚区清结取暖谁牵头", holdings)
    assert read.words == "平城区清洁取暖谁牵头"
    assert [(one.start, one.old, one.new) for one in read.corrections] == [(1, "诚", "城"), (4, "结", "洁")]


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("Which tasks does the provincial department of education lead?", "哪些任务 省教育局 牵头"),
        ("What must the municipal forestry bureau do by the end of May 2024?", "什么 要 市林业局 做 2024年5月底前"),
        ("tasks led by the culture bureau (文旅局)", "任务 牵头 文旅局"),
        ("Who leads the sponge city pilot (海绵城市试点)?", "谁牵头 海绵城市试点"),
        ("Who supervises zeppelins between March and May?", "谁 督导 zeppelins 3月到5月之间"),
        ("Is it more than the 2015 level?", "更多 比2015年"),
    ],
)
def test_english_keeps_its_order_and_what_no_table_knows(question: str, read: str):
    assert from_english(question, {}) == read


def test_english_words_in_a_chinese_question():
    assert with_chinese("农村污水的deadline是什么时候,lead单位呢", {}) == "农村污水的期限是什么时候,牵头单位呢"


@pytest.mark.parametrize("letter", ["谁", "煤", "{", "'", "a ", "<b>", "１"])
def test_long_questions_cost_little(letter: str, holdings: Holdings):
    holdings.speller  # noqa: B018 - made once for a library
    start = time.perf_counter()
    read = read_question(letter * 10_000, holdings)
    assert len(read.words) <= LONGEST
    assert time.perf_counter() - start < 1
