"""The page 问一问 without a browser: answers and their lists, parts that are changed, readings, what is kept."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from graph import asked
from graph.asked import read_asked
from graph.library import Library
from ingest import current_library
from tests.hostile import HOSTILE, LONG
from tests.opened import components, nodes, open_page, told, words
from views.addresses import asking
from views.understood import PARTS

CHINESE = re.compile(r"[一-鿿]")


@pytest.fixture(scope="module")
def samples() -> Library:
    return current_library()


def of_class(page: AppTest, name: str) -> list[str]:
    """The words of every node of this class."""
    return [told(node) for node in nodes(components(page)) if name in (node[1].get("class") or "").split()]


def links(page: AppTest, words_of_link: str) -> list[dict[str, list[str]]]:
    """What the links with these words ask for."""
    found = [node[1]["href"] for node in nodes(components(page)) if node[0] == "a" and told(node) == words_of_link]
    return [asked_for(to) for to in found]


def control(page: AppTest, label: str):
    every = [*page.selectbox, *page.text_input, *page.date_input]
    return next(one for one in every if one.label.startswith(label))


def gone_to(page: AppTest) -> dict[str, list[str]]:
    """What the address asks for that the page leaves for."""
    return asked_for(page.session_state["go_to"])


def asked_for(to: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(to).query, keep_blank_values=True)


def answer_of(page: AppTest) -> str:
    return "".join(of_class(page, "answer"))


# ------------------------------------------------------------------ what was understood, and changing it


def test_what_was_understood_stands_in_controls_and_rests_on_words(samples: Library):
    page = open_page("ask", q="朔州市能源局牵头哪些任务")
    assert control(page, "问的是").value == "duties"
    assert control(page, "角色").value == "lead"
    assert control(page, "单位").value == "朔州市能源局"
    assert control(page, "事项").value == ""
    marked = [told(node) for node in nodes(components(page)) if node[1].get("class") == "part-of"]
    assert any("能源局" in one and "单位" in one for one in marked)


def test_a_change_asks_again_at_its_own_address(samples: Library):
    page = open_page("ask", q="朔州市能源局牵头哪些任务")
    control(page, "角色").set_value("cooperating").run()
    assert gone_to(page) == {"q": ["朔州市能源局牵头哪些任务"], "role": ["cooperating"]}


def test_a_second_change_keeps_the_first_and_emptying_takes_a_part_away(samples: Library):
    page = open_page("ask", q="谁牵头散煤替代", role="cooperating")
    control(page, "事项").set_value("").run()
    assert gone_to(page) == {"q": ["谁牵头散煤替代"], "role": ["cooperating"], "topic": [""]}


def test_a_changed_part_answers_is_marked_and_has_a_way_back(samples: Library):
    first = open_page("ask", q="朔州市能源局牵头哪些任务")
    page = open_page("ask", q="朔州市能源局牵头哪些任务", unit="朔州市生态环境局")
    assert "朔州市生态环境局" in answer_of(page)
    assert "朔州市能源局" in answer_of(first)
    assert control(page, "单位").label == "单位（已改）"
    assert links(page, "恢复最初的理解") == [{"q": ["朔州市能源局牵头哪些任务"]}]
    assert not links(first, "恢复最初的理解")


@pytest.mark.parametrize(("part", "value"), [
    ("kind", "nonsense"),
    ("role", "<b>"),
    ("year", "两千年"),
    ("before", "2020-02-30"),
    ("without", "everything"),
    ("plan", '没有这份"文件'),
])  # fmt: skip
def test_a_change_that_means_nothing_is_refused_in_the_language_of_the_page(part: str, value: str, samples: Library):
    page = open_page("ask", q="谁牵头散煤替代", **{part: value})
    assert of_class(page, "reason")
    assert links(page, "恢复最初的理解")
    english = open_page("ask", q="谁牵头散煤替代", lang="en", **{part: value})
    said = of_class(english, "reason")[0].replace(value, "")
    assert not CHINESE.search(said)


def test_every_part_has_a_control_and_an_address(samples: Library):
    page = open_page("ask", q="谁牵头散煤替代")
    labels = {one.label for one in (*page.selectbox, *page.text_input, *page.date_input)}
    assert len(labels - {"想知道什么？"}) == len(PARTS)


def test_any_words_can_stand_in_an_address(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("views.addresses.language", lambda: "zh")
    given = {**dict.fromkeys(PARTS, "甲&乙=丙 #?"), "unit": ""}
    assert asked_for(asking("问？", given)) == {"q": ["问？"], **{name: [words] for name, words in given.items()}}


# ------------------------------------------------------------------ answers, readings, lists


def test_two_readings_are_told_apart_and_each_has_its_own_link(samples: Library):
    page = open_page("ask", q="谁牵头散煤替代")
    groups = [told(node[2][0]) for node in nodes(components(page)) if node[1].get("class") == "group"]
    alone = links(page, "只看这里")
    assert len(groups) == len(alone) >= 2
    for to in alone:
        page = open_page("ask", **{name: values[0] for name, values in to.items()})
        assert not of_class(page, "group") or not of_class(page, "notice")[1:]
        assert not links(page, "只看这里")
        assert answer_of(page)


def test_a_number_in_the_sentence_opens_the_list_that_it_counts(samples: Library):
    page = open_page("ask", q="朔州市能源局牵头哪些任务")
    every = list(nodes(components(page)))
    number = next(node for node in every if node[0] == "a" and node[1]["href"].startswith("#"))
    section = next(node for node in every if node[1].get("id") == number[1]["href"][1:])
    items = [node for node in nodes(section) if node[0] == "li"]
    assert len(items) == int(told(number))
    assert f"共 {told(number)} 项" in told(section)


def test_a_long_list_shows_twenty_and_counts_all(samples: Library):
    page = open_page("ask", q="朔州市有哪些任务")
    lists = [node for node in nodes(components(page)) if node[1].get("class") == "lines"]
    if any(len(one[2]) == 20 for one in lists):
        folded = [node for node in nodes(components(page)) if node[0] == "details" and node[2][-1][0] == "ul"]
        assert folded
    assert all(len(one[2]) <= 20 for one in lists[:1])


def test_a_refusal_says_why_and_offers_questions_and_parts(samples: Library):
    page = open_page("ask", q="散煤替代一共花了多少钱")
    assert of_class(page, "reason")
    assert not of_class(page, "card")
    assert control(page, "问的是").value == "out-of-scope"
    offered = next(node for node in nodes(components(page)) if node[1].get("class") == "examples")
    for question in map(told, offered[2]):
        assert not of_class(open_page("ask", q=question), "reason")


def test_cards_show_where_the_quote_stands_and_mark_words(samples: Library):
    page = open_page("ask", q="朔州完成散煤替代谁牵头")
    card = next(node for node in nodes(components(page)) if "card" in (node[1].get("class") or "").split())
    assert " › " in told(next(node for node in nodes(card) if node[1].get("class") == "path"))
    assert any(node[0] == "mark" for node in nodes(card))
    assert {"定位原文", "复制"} <= {told(node) for node in nodes(card)}


def cards_of(page: AppTest) -> list[list[Any]]:
    return [node for node in nodes(components(page)) if node[0] == "article"]


def test_each_unit_that_is_named_is_marked_in_its_own_role(samples: Library):
    for card in cards_of(open_page("ask", q="平城区哪些任务由科工局牵头、生态环境分局配合")):
        names = told(card[2][0])
        assert re.fullmatch(r"牵\s大同市平城区科学技术和工业信息化局\s*配\s大同市生态环境局平城分局\s*", names)


def test_a_unit_and_its_partners_stand_on_one_card(samples: Library):
    page = open_page("ask", q="朔州市气象局给哪些单位打配合")
    assert all("朔州市气象局" in told(card[2][0]) for card in cards_of(page))
    assert all("牵" in told(card[2][0]) for card in cards_of(page))


def test_a_statement_that_is_quoted_makes_its_bare_title_needless(samples: Library):
    page = open_page("ask", q="朔州谁牵头散煤替代")
    quotes = [told(node) for card in cards_of(page) for node in nodes(card) if node[0] == "blockquote"]
    assert quotes
    assert all("牵头" in quote for quote in quotes)


def test_a_word_that_was_found_is_shown_in_its_sentence(samples: Library):
    page = open_page("ask", q="哪些条款提到“一厂一策”")
    for card in cards_of(page):
        quote = next(node for node in nodes(card) if node[0] == "blockquote")
        assert "一厂一策" in [told(node) for node in nodes(quote) if node[0] == "mark"]
        assert len(told(quote)) > len("“一厂一策”")
        copied = next(node[1]["data-copy"] for node in nodes(card) if "data-copy" in node[1])
        assert copied.startswith(told(quote))


def test_a_value_is_listed_with_what_it_is_of(samples: Library):
    page = open_page("ask", q="朔州市和平城区PM2.5目标哪个更严")
    listed = [told(node) for node in nodes(components(page)) if node[0] == "li"]
    assert any("PM2.5" in one and "35" in one for one in listed)


def test_words_that_were_not_used_are_told_beside_the_answer(samples: Library):
    page = open_page("ask", q="朔州谁牵头散煤替代zxqy")
    order = [node[1].get("class") for node in nodes(components(page)) if node[1].get("class")]
    said = [told(node) for node in nodes(components(page)) if "没有用到的词" in told(node) and node[0] == "p"]
    if of_class(page, "answer"):
        assert "zxqy" in said[0]
        assert order.index("quiet") < order.index("as-read")
    else:
        assert "zxqy" in of_class(page, "reason")[0] or "zxqy" in said[0]


def test_neighbours_of_one_kind_share_their_label(samples: Library):
    page = open_page("ask", q="朔州市能源局电话是多少")
    labels = [told(node[2][-1]) for node in nodes(components(page)) if node[1].get("class") == "part-of"]
    assert labels == ["地区", "单位", "问的是"]


def test_examples_on_the_english_page_are_in_english_and_have_answers(samples: Library):
    page = open_page("ask", lang="en")
    offered = next(node for node in nodes(components(page)) if node[1].get("class") == "examples")
    for question in map(told, offered[2]):
        assert not CHINESE.search(question)
        assert answer_of(open_page("ask", q=question, lang="en"))


def test_on_the_english_page_all_but_names_and_quotes_is_english(samples: Library):
    page = open_page("ask", q="谁牵头散煤替代", lang="en")
    for name in ("notice", "locate", "copy", "tag", "letter"):
        assert not [one for one in of_class(page, name) if CHINESE.search(one.replace("示例文件", ""))]
    for one in (*page.selectbox, *page.text_input, *page.date_input):
        assert not CHINESE.search(one.label)
    assert "牵头" not in answer_of(page)
    assert not CHINESE.search(of_class(open_page("ask", q="散煤替代花了多少钱", lang="en"), "reason")[0])


# ------------------------------------------------------------------ hostile and too long


@pytest.mark.parametrize("question", HOSTILE)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_words_are_words(question: str, lang: str, samples: Library):
    page = open_page("ask", q=question, topic=question, lang=lang)
    assert of_class(page, "answer") or of_class(page, "reason")
    for element in page.main:
        if element.type in ("markdown", "heading", "title", "caption", "html", "alert"):
            assert "script" not in str(element.proto)
            assert "evil" not in str(element.proto)


def test_a_question_that_is_too_long_says_what_can_be_read(samples: Library):
    page = open_page("ask", q=LONG)
    assert "10000 个字，最多能读 300 个字" in words(page)
    (beginning,) = links(page, "只问前 300 个字")
    assert len(beginning["q"][0]) <= 300
    assert not of_class(page, "answer")


# ------------------------------------------------------------------ questions that are kept


def test_what_had_no_answer_is_kept_once_a_visit_and_told_by_its_number_alone(
    tmp_path: Path, samples: Library, monkeypatch: pytest.MonkeyPatch
):
    kept_in = Library(home=tmp_path, samples=True)
    monkeypatch.setattr("views.kept.keep_soon", lambda _, answer, at: asked.keep(kept_in, answer, at=at))
    monkeypatch.setattr("views.kept.count_asked", lambda _: asked.count_asked(kept_in))
    monkeypatch.setenv(asked.SETTING, "on")
    question = "散煤替代<b>花了</b>多少钱"
    page = open_page("ask", q=question)
    page.run()
    assert [(one.question, one.times) for one in read_asked(kept_in)] == [(question, 1)]
    open_page("ask", q=question, topic="散煤")
    assert read_asked(kept_in)[0].times == 1  # a corrected question is not kept
    page = open_page("ask")
    assert "留存了 1 个" in words(page)
    assert "zeren questions" in words(page)
    assert "多少钱" not in words(page)  # what one visitor asked is nothing for another
    assert [button.label for button in page.button] == ["提问"]


def test_nothing_is_kept_of_the_samples_unless_asked(samples: Library):
    open_page("ask", q="散煤替代一共花了多少钱")
    assert not (samples.home / asked.FILE).exists()
