"""The English words for what government plans are about."""

from __future__ import annotations

import re

import pytest

from graph.understanding.english import from_english
from graph.wording import load_table

SUBJECTS = load_table("englishterms")


def test_each_word_stands_once_and_in_no_other_table():
    words = [word for subject in SUBJECTS.values() for word in subject]
    assert len(words) == len(set(words))
    others = load_table("english")
    assert not set(words) & {*others["term"], *others["body"], *others["frame"], *others["stop"]}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_words_are_plain_english_and_what_they_mean_chinese(subject: str):
    assert all(re.fullmatch("[a-z]+(?: [a-z]+)*", words) for words in SUBJECTS[subject])
    assert all(re.fullmatch("[一-鿿]+", told) for told in SUBJECTS[subject].values())


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who leads smart cities?", "谁牵头 智慧城市"),
        ("Who leads the protection of historic buildings?", "谁牵头 保护 历史建筑"),
        ("Who is responsible for hydrogen energy and energy storage?", "谁负责 氢能 和 储能"),
        ("Which department leads family farms?", "哪个部门 牵头 家庭农场"),
    ],
)
def test_questions_on_any_subject_are_put_into_chinese(question: str, words: str):
    assert from_english(question, {}) == words
