"""Sectors: the data proves itself, titles outweigh bodies, and every task gets at least one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.records import SectorMention
from extract.sectors import Sector, find_sectors, load_sectors, load_themes, theme_of

NAMED = load_sectors()[:-1]
"""The sectors with words of their own; the last one is 其他."""


def sectors_of(text: str, title_end: int | None = None) -> tuple[SectorMention, ...]:
    return find_sectors(text, 0, len(text), len(text) if title_end is None else title_end)


def ids(text: str, title_end: int | None = None) -> list[str]:
    return [mention.id for mention in sectors_of(text, title_end)]


@pytest.mark.parametrize("sector", NAMED, ids=lambda sector: sector.id)
def test_a_sector_is_shown_by_its_examples_only(sector: Sector):
    assert sector.examples
    assert sector.counterexamples
    assert sector.keywords
    assert all(sector.id in ids(words) for words in sector.examples)
    assert not any(sector.id in ids(words) for words in sector.counterexamples)


def test_the_theme_classification_is_whole():
    assert [theme.code for theme in load_themes()] == [f"{number:02}" for number in range(1, 23)]
    assert theme_of("yangchen").label == "城乡建设、环境保护"


def test_ids_and_labels_are_unique():
    assert len({sector.id for sector in load_sectors()}) == len(load_sectors())
    assert len({sector.label for sector in load_sectors()}) == len(load_sectors())


@pytest.mark.parametrize(
    ("title", "body", "first"),
    [
        ("完成散煤替代。", "发展煤炭铁路运输，淘汰燃煤锅炉。", "qingjie-qunuan"),
        ("深入开展锅炉综合整治。", "推进清洁取暖，取缔散煤。", "guolu-luyao"),
        ("大力推进“公转铁”。", "推广新能源汽车。", "yunshu-jiegou"),
        ("加强组织领导。", "对大气污染防治工作负责。", "zuzhi-baozhang"),
        ("坚决打击非标油品。", "加强柴油货车监管。", "youpin"),
        ("推进医保在线支付。", "各医疗机构提供服务。", "yibao"),
        ("发展学前教育。", "增加普惠性幼儿园。", "jiaoyu"),
        ("建设高标准农田。", "推广节水灌溉。", "nongye-nongcun"),
    ],
)
def test_words_of_the_title_outweigh_those_of_the_body(title: str, body: str, first: str):
    assert ids(title + body, len(title))[0] == first


def test_several_sectors_where_several_apply():
    text = "积极组织开展加油站、餐饮油烟和汽车维修行业专项整治。"
    assert set(ids(text)) == {"youpin", "canyin-youyan", "vocs-chouyang"}


def test_names_of_units_and_statements_show_no_sector():
    text = "3．做好有关工作。（市交通运输局、市教育局牵头，市卫生健康委配合）由市农业农村局落实。"
    assert ids(text, 9) == ["qita"]


def test_a_task_without_any_word_is_other_at_its_title():
    (mention,) = find_sectors("前文。\n3．做好有关事项。其余照旧。", 4, 17, 12)
    assert mention.label == "其他"
    assert mention.start == 4


@given(st.text(min_size=1), st.data())
def test_no_text_raises_and_there_is_always_a_sector(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    title_end = data.draw(st.integers(start, end))
    mentions = find_sectors(text, start, end, title_end)
    assert 1 <= len(mentions) <= 3
    assert all(start <= mention.start < mention.end <= end for mention in mentions)


def test_a_longer_word_hides_the_sector_word_in_it():
    assert ids("由各级人民政府制定方案，弘扬企业文化。") == ["qita"]


def test_words_stand_where_they_are_said_to_stand():
    text = "（一）推进\n散 煤替代，开展扬尘治理。"
    assert [text[mention.start : mention.end] for mention in sectors_of(text)] == ["散 煤", "扬尘"]
