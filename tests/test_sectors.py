"""Sectors: the data proves itself, titles outweigh bodies, headings stand in, and every task gets at least one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.classifying.sectordata import OTHER, Sector, load_sectors, load_themes, theme_of, word_finder
from extract.classifying.sectors import MOST, find_sectors
from extract.classifying.subjects import Subjects
from extract.outlining.outline import Clause, Heading
from extract.records import SectorMention
from extract.rulebook import RuleError

NAMED = load_sectors()[:-1]
"""The sectors with words of their own; the last one is 其他."""

STATED = "文秘、保密与档案"  # the one label that holds the sign between labels


def labels(words: str) -> list[str]:
    return [STATED] if words.strip() == STATED else [label for label in words.strip().split("、") if label]


def clauses() -> list[tuple[list[str], list[str], str]]:
    """(labels that must be told, labels that may be, the clause) of each line."""
    lines = (Path(__file__).parent / "clauses" / "sectors.txt").read_text("utf-8").splitlines()
    told = [line.split(" | ") for line in lines if line and not line.startswith("#")]
    return [(labels(head.partition("?")[0]), labels(head.partition("?")[2]), text) for head, text in told]


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


@pytest.mark.parametrize(("wanted", "allowed", "text"), clauses(), ids=lambda value: str(value)[:24])
def test_a_clause_shows_its_subjects_and_no_other(wanted: list[str], allowed: list[str], text: str):
    found = [mention.label for mention in sectors_of(text, text.index("。") + 1)]
    assert set(wanted) <= set(found) <= {*wanted, *allowed}
    assert len(wanted) > 1 or found[0] == wanted[0]


def test_every_sector_has_a_clause():
    told = {label for wanted, _, _ in clauses() for label in wanted}
    assert {sector.label for sector in NAMED} - told == set()
    assert len(clauses()) >= 150


def test_the_theme_classification_is_whole():
    assert [theme.code for theme in load_themes()] == [f"{number:02}" for number in range(1, 23)]
    assert theme_of("yangchen").label == "城乡建设、环境保护"
    assert sum(len(theme.groups) for theme in load_themes()) == 121
    assert not [sector.id for sector in NAMED if not sector.group]


def test_themes_of_printed_documents_stand_in_the_classification():
    printed = ("商贸、海关、旅游\\海关", "民政、扶贫、救灾\\扶贫", "卫生、体育\\体育", "劳动、人事、监察\\劳动就业")
    groups = {theme.label: theme.groups for theme in load_themes()}
    assert all(group in groups[label] for label, group in (words.split("\\") for words in printed))


def test_ids_and_labels_are_unique():
    assert len({sector.id for sector in load_sectors()}) == len(load_sectors())
    assert len({sector.label for sector in load_sectors()}) == len(load_sectors())


def test_a_word_is_a_keyword_or_a_hint_of_a_sector_and_not_both():
    words = [(sector.id, set(sector.keywords) & set(sector.hints)) for sector in NAMED]
    assert [pair for pair in words if pair[1]] == []
    assert all(word.shows or word.hints or word.text for word in word_finder().values())


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
        ("建设高标准农田。", "推广节水灌溉。", "liangshi"),
    ],
)
def test_words_of_the_title_outweigh_those_of_the_body(title: str, body: str, first: str):
    assert ids(title + body, len(title))[0] == first


def test_several_sectors_where_several_apply():
    text = "积极组织开展加油站、餐饮油烟和汽车维修行业专项整治。"
    assert set(ids(text)) == {"youpin", "canyin-youyan", "vocs-chouyang"}


def test_what_is_named_in_passing_is_no_subject():
    text = "培育应用标杆。在制造、物流、医疗、养老、教育、农业等赛道打造低空巡查样板，建设起降点，开通无人机航线三条。"
    assert set(ids(text, 7)) - {"gaige"} == {"dikong"}
    cited = "规范资金使用。严格执行《义务教育薄弱环节改善计划》，强化预算管理和绩效评价，专款专用。"
    assert "jiaoyu" not in ids(cited, 7)


def test_names_of_units_and_statements_show_no_sector():
    text = "3．做好有关工作。（市交通运输局、市教育局牵头，市卫生健康委配合）由市农业农村局办理。"
    assert ids(text, 9) == [OTHER]
    assert ids("牵头单位：市水利局、市林业局\n配合单位：市文化局") == [OTHER]
    assert ids("优化能源格局。改造政务服务大厅。", 7) == ["qingjie-nengyuan", "zhengwu"]


def test_a_label_inside_a_bracket_ends_with_it():
    text = "发放补贴（责任单位：市财政局） 十、落实失业保险待遇（责任单位：市人社局）"
    assert [mention.id for mention in find_sectors(text, 16, len(text), 26)] == ["shebao"]


def test_a_task_without_any_word_is_other_at_its_title():
    (mention,) = find_sectors("前文。\n3．做好有关事项。其余照旧。", 4, 17, 12)
    assert (mention.label, mention.theme) == ("其他", "其他")
    assert mention.start == 4


@given(st.text(min_size=1), st.data())
def test_no_text_raises_and_there_is_always_a_sector(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    title_end = data.draw(st.integers(start, end))
    mentions = find_sectors(text, start, end, title_end)
    assert 1 <= len(mentions) <= MOST
    assert all(start <= mention.start < mention.end <= end for mention in mentions)


def test_a_longer_word_hides_the_sector_word_in_it():
    assert ids("由各级人民政府制定方案，弘扬企业文化。") == [OTHER]
    assert "jiaotong" not in ids("全面提高铁心干事的劲头。")


def test_words_stand_where_they_are_said_to_stand():
    text = "（一）推进\n散 煤替代，开展扬尘治理。"
    assert [text[mention.start : mention.end] for mention in sectors_of(text)] == ["散 煤", "扬尘"]


PLAN = """某县养老服务三年行动方案
一、推进适老化改造
（一）摸清底数。逐户登记造册。
二、其他事项
（二）按时办结。限期报送。
"""


def subjects_of(clause: str, section: str, title: str | None) -> list[tuple[str, str, str]]:
    headings = [
        Heading(level=2, number=words[:2], title=words[2:], start=PLAN.index(words), end=PLAN.index(words) + len(words))
        for words in ("一、推进适老化改造", "二、其他事项")
    ]
    start = PLAN.index(clause)
    told = Clause(number=None, title=clause.partition("。")[0], section=section, start=start, end=start + len(clause))
    mentions = Subjects(PLAN, headings, title).of(told)
    return [(mention.label, mention.found_in, PLAN[mention.start : mention.end]) for mention in mentions]


def test_a_task_that_names_no_subject_has_that_of_its_heading_or_of_the_document_and_says_so():
    first, second = "（一）摸清底数。逐户登记造册。", "（二）按时办结。限期报送。"
    title = "某县养老服务 三年行动方案"
    assert subjects_of(first, "一、推进适老化改造", title) == [("养老服务", "heading", "适老化")]
    assert subjects_of(second, "二、其他事项", title) == [("养老服务", "title", "养老服务")]
    assert subjects_of(second, "二、其他事项", None) == [("其他", "task", "（二）按时办结")]


def test_a_broken_sector_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    rules = tmp_path / "rules"
    rules.mkdir()
    entry = '[[sector]]\nid = "x"\nlabel = "甲"\ntheme = "{}"\ngroup = ""\nkeywords = []\nexamples = []\n{}'
    (rules / "themes.toml").write_text('[[theme]]\nid = "a"\ncode = "01"\nlabel = "甲"\ngroups = []\n', "utf-8")
    monkeypatch.setattr("extract.classifying.sectordata.resources.files", lambda _: tmp_path)
    for theme, more, said in (("a", "", "缺少字段"), ("b", "counterexamples = []\n", "不存在"), ("a", "=", "TOML")):
        (rules / "sectors.toml").write_text(entry.format(theme, more), "utf-8")
        _forget()
        with pytest.raises(RuleError, match=rf"sectors\.toml.*{said}"):
            load_sectors()
    _forget()


def _forget() -> None:
    from extract.classifying import sectordata  # noqa: PLC0415 - the caches of the module, not its names

    for cached in (sectordata.load_sectors, sectordata.load_themes, sectordata._table):
        cached.cache_clear()


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("完善防汛仓库。由镇司法所、财政所清点沙袋。", "caizheng"),
        ("登记山塘险情。镇水利站逐一建档。", "shuili"),
        ("做好节日值班值守。", "baomi-dangan"),
    ],
)
def test_names_of_stations_and_offices_show_no_sector(words: str, wrong: str) -> None:
    assert wrong not in ids(words)
