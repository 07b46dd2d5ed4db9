"""Two years or two levels of one plan: written by hand, read by the extraction, compared."""

from __future__ import annotations

import dataclasses
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.pipeline import Extractor
from extract.records import Document
from graph.amounts import in_one_measure
from graph.changed import Change, kinds, label
from graph.comparing import Comparison, compare_plans, comparison_json, ordered
from graph.moved import mirrored

EARLIER = """朔州市2018年大气污染防治行动计划
一、重点任务
（一）推进散煤替代。10月底前完成城区散煤清零，清洁取暖覆盖率达到80%以上，推广洁净煤不低于3万吨。（市环保局牵头，市发改委配合）
（二）整治施工扬尘。工地落实围挡、覆盖、冲洗，渣土车密闭运输，6月底前完成在线监测安装，细颗粒物浓度不高于60微克/立方米。（市住建局牵头，市城管局配合）
（三）淘汰燃煤锅炉。淘汰10蒸吨以下燃煤锅炉，年底前完成改造。（市市场监管局牵头）
（四）建设观鸟驿站。在湿地公园周边设置观鸟驿站两处。（市林业局牵头）
"""
LATER = """朔州市2020年大气污染防治行动计划
一、重点任务
（一）推进散煤替代。10月底前完成城区散煤清零，清洁取暖覆盖率达到90%以上，推广洁净煤不低于20000吨。（市生态环境局牵头，市发改委配合）
（二）整治建筑施工扬尘。工地落实围挡、覆盖、冲洗，渣土车密闭运输，4月底前完成在线监测安装，细颗粒物浓度不高于50微克/立方米。（市城管局牵头，市住建局配合）
（三）淘汰燃煤锅炉。淘汰10蒸吨以下燃煤锅炉，年底前完成改造。（市市场监管局牵头）
（四）管控餐饮油烟。餐饮单位安装油烟净化设施，定期清洗维护。（市城管局牵头）
"""
PROVINCE = """山西省推进学校美育工作方案
一、任务
（一）开齐美育课程。义务教育阶段美育课程占比不低于9%，培训教师5000人。（省教育厅牵头，省文化和旅游厅配合）
（二）建设艺术场馆。每校配备艺术教室，鼓励共建共享艺术场馆。（省文化和旅游厅牵头）
"""
CITY = """朔州市推进学校美育工作方案
一、任务
（一）开齐美育课程。义务教育阶段美育课程占比不低于10%，培训教师300人。（市教育局牵头，市文化和旅游局配合）
（二）建设艺术场馆。每校配备艺术教室，鼓励共建共享艺术场馆。（市财政局牵头）
"""


@cache
def extractor() -> Extractor:
    return Extractor()


@cache
def read(words: str, doc: str) -> tuple[Document, str]:
    return extractor().extract(words.encode(), doc)


def compared(a: str, b: str) -> Comparison:
    return compare_plans(read(a, "a.txt"), read(b, "b.txt"))


def changes_of(found: Comparison, title: str) -> dict[tuple[str, str], Change]:
    kept = next(kept for kept in found.kept if title in kept.b.side.title)
    return {(change.aspect, change.kind): change for change in kept.changes}


@pytest.fixture(scope="module")
def years() -> Comparison:
    return compared(EARLIER, LATER)


def test_tasks_are_kept_new_or_dropped(years: Comparison):
    assert [(kept.a.side.title, kept.b.side.title) for kept in years.kept] == [
        ("推进散煤替代", "推进散煤替代"),
        ("整治施工扬尘", "整治建筑施工扬尘"),
        ("淘汰燃煤锅炉", "淘汰燃煤锅炉"),
    ]
    assert [kept.by for kept in years.kept] == ["title", "words", "title"]
    assert [task.side.title for task in years.new] == ["管控餐饮油烟"]
    assert [task.side.title for task in years.dropped] == ["建设观鸟驿站"]


def test_a_body_that_a_reform_renamed_has_not_changed(years: Comparison):
    changes = changes_of(years, "散煤替代")
    renamed = changes["lead", "renamed"]
    assert (renamed.a, renamed.b) == ("朔州市环境保护局", "朔州市生态环境局")
    assert "机构改革" in (renamed.because or "")
    assert ("lead", "changed") not in changes


def test_another_body_leads(years: Comparison):
    changed = changes_of(years, "扬尘")["lead", "changed"]
    assert changed.a == "朔州市住房和城乡建设局"
    assert changed.b is not None
    assert changed.b.startswith("朔州市城市管理")
    assert [quote.quote for quote in changed.quotes_b] == ["（市城管局牵头，市住建局配合）"]


def test_a_day_of_the_later_year_is_no_delay_and_an_earlier_one_is_told_in_days(years: Comparison):
    assert set(changes_of(years, "散煤替代")) & {("deadline", "later"), ("deadline", "earlier")} == set()
    rolled = changes_of(years, "散煤替代")["deadline", "rolled"]
    assert (rolled.a, rolled.b) == ("10月底前（2018-10-31）", "10月底前（2020-10-31）")
    earlier = changes_of(years, "扬尘")["deadline", "earlier"]
    assert (earlier.a, earlier.b) == ("6月底前（2018-06-30）", "4月底前（2020-04-30）")
    assert earlier.days == -61


def test_a_day_beyond_both_plans_moves_by_the_calendar():
    former = "朔州市2018年计划\n一、任务\n（一）开齐美育课程。2020年底前所有学校开齐课程。\n"
    later = "朔州市2019年计划\n一、任务\n（一）开齐美育课程。2021年底前所有学校开齐课程。\n"
    assert changes_of(compared(former, later), "美育")["deadline", "later"].days == 365


def test_targets_are_tighter_or_weaker_by_their_comparison(years: Comparison):
    coal, dust = changes_of(years, "散煤替代"), changes_of(years, "扬尘")
    assert "80%" in str(coal["target", "tighter"].a)
    assert not {">=", "<="} & set(str(coal["target", "tighter"].a).split())  # people read ≥ and ≤
    assert "90%" in str(coal["target", "tighter"].b)
    assert "3万吨" in str(coal["target", "weaker"].a)
    assert "20000吨" in str(coal["target", "weaker"].b)
    assert "60" in str(dust["target", "tighter"].a)


def test_a_day_that_a_task_says_again_is_not_added():
    former = "朔州市2018年计划\n一、任务\n（一）开齐美育课程。6月底前开齐课程。\n"
    later = (
        "朔州市2019年计划\n一、任务\n（一）开齐美育课程。6月底前开齐课程。教育部门组织抽查，完成时限：2019年6月底前。\n"
    )
    assert set(changes_of(compared(former, later), "美育")) == {("deadline", "rolled")}


def test_what_the_other_plan_has_in_words_is_not_surely_gone():
    former = "朔州市2018年计划\n一、任务\n（一）开齐美育课程。2020年底前开齐课程，教师配备率不低于90%。\n"
    later = "朔州市2019年计划\n一、任务\n（一）开齐美育课程。尽快开齐课程，逐步提高教师配备率。\n"
    changes = changes_of(compared(former, later), "美育")
    assert changes["deadline", "removed"].sure
    assert not changes["target", "removed"].sure


def test_quotes_are_the_words_of_both_texts(years: Comparison):
    texts = {doc: read(words, doc)[1] for words, doc in ((EARLIER, "a.txt"), (LATER, "b.txt"))}
    quotes = [kept.a.quote for kept in years.kept] + [kept.b.quote for kept in years.kept]
    quotes += [
        quote for kept in years.kept for change in kept.changes for quote in (*change.quotes_a, *change.quotes_b)
    ]
    assert len(quotes) > 12
    for quote in quotes:
        assert texts[quote.doc][quote.start : quote.end] == quote.quote


def test_between_levels_lines_of_work_count_and_only_rates_are_measured():
    found = compared(PROVINCE, CITY)
    course, hall = changes_of(found, "课程"), changes_of(found, "场馆")
    assert not [key for key in course if key[0] == "lead"]
    assert (hall["lead", "changed"].a, hall["lead", "changed"].b) == ("山西省文化和旅游厅", "朔州市财政局")
    assert "9%" in str(course["target", "tighter"].a)
    assert "5000人" in str(course["target", "changed"].a)


def test_the_upper_level_and_the_earlier_year_come_first():
    province, city = read(PROVINCE, "a.txt")[0], read(CITY, "b.txt")[0]
    earlier, later = read(EARLIER, "a.txt")[0], read(LATER, "b.txt")[0]
    assert ordered(province, city) == (True, "levels")
    assert ordered(city, province) == (False, "levels")
    assert ordered(later, earlier) == (False, "years")
    assert ordered(city, city) == (True, "given")


def test_a_task_that_was_parted_is_no_new_task():
    whole = """甲市2019年方案
一、任务
（一）整治餐饮和加油站。餐饮单位安装油烟净化设施，定期清洗维护并建立台账，禁止露天烧烤。加油站安装油气回收装置，每季度检测一次并公开检测结果。（市城管局牵头）
"""
    parts = """甲市2020年方案
一、任务
（一）整治餐饮油烟。餐饮单位安装油烟净化设施，定期清洗维护并建立台账，禁止露天烧烤。（市城管局牵头）
（二）整治油气。加油站安装油气回收装置，每季度检测一次并公开检测结果。（市商务局牵头）
"""
    found = compared(whole, parts)
    assert [(one.kind, [part.side.title for part in one.parts]) for one in found.parted] == [
        ("split", ["整治餐饮油烟", "整治油气"])
    ]
    assert (found.new, found.dropped) == ((), ())
    assert [one.kind for one in compared(parts, whole).parted] == ["merged"]


def test_a_renaming_without_a_reform_is_left_to_people():
    former = "朔州市2021年方案\n一、任务\n（一）开齐美育课程。每周开设美育课程两节。（市教育局牵头）\n"
    later = "朔州市2022年方案\n一、任务\n（一）开齐美育课程。每周开设美育课程两节。（市教育和科学技术局牵头）\n"
    kinds_found = {change.kind for kept in compared(former, later).kept for change in kept.changes}
    assert kinds_found == {"changed"}  # science is another line of work: not the same body under a new name


def test_every_kind_has_its_definition_in_both_languages(years: Comparison):
    for row in kinds().values():
        assert all(row[name] for name in ("zh", "en", "definition_zh", "definition_en"))
    for kept in years.kept:
        for change in kept.changes:
            assert label(change)
            assert label(change, english=True).isascii()


def test_programs_read_the_same(years: Comparison):
    plain = comparison_json(years, "years")
    assert plain["order_words"] == "先后按年份"
    assert len(plain["kept"]) == 3
    assert plain["kept"][0]["a"]["side"]["doc"] == "a.txt"


@pytest.mark.parametrize(
    ("value", "measure", "bare"),
    [(3, "亿元", (3e8, "元")), (30000, "万元", (3e8, "元")), (5, "万个", (5e4, "个")), (80, "%", (80, "%")),
     (7, None, (7, "")), (2, "千克", (2, "千克"))],
)  # fmt: skip
def test_amounts_are_compared_in_one_measure(value: float, measure: str | None, bare: tuple[float, str]):
    assert in_one_measure(value, measure) == bare


CLAUSES = st.lists(
    st.tuples(
        st.sampled_from(["推进散煤替代", "整治施工扬尘", "建设图书馆", "改造老旧小区", "加强校园安全"]),
        st.sampled_from(["每月检查工地", "10月底前完成散煤清零", "图书达到20万册以上", "更换管网不低于3公里"]),
        st.sampled_from(["（市教育局牵头）", "（市住建局牵头，市财政局配合）", ""]),
    ),
    max_size=6,
)  # fmt: skip


def written(year: int, clauses: list[tuple[str, str, str]]) -> str:
    lines = [
        f"（{number}）{title}。{words}。{lead}"
        for (title, words, lead), number in zip(clauses, "一二三四五六", strict=False)
    ]
    return "\n".join([f"朔州市{year}年重点工作计划", "一、任务", *lines, ""])


@settings(max_examples=25, deadline=None)
@given(CLAUSES)
def test_a_plan_compared_with_itself_keeps_every_task_unchanged(clauses: list[tuple[str, str, str]]):
    plan = extractor().extract(written(2020, clauses).encode(), "a.txt")
    found = compare_plans(plan, plan)
    assert [(kept.a.side.task, kept.changes) for kept in found.kept] == [(task.id, ()) for task in plan[0].tasks]
    assert (found.new, found.dropped, found.doubtful, found.parted) == ((), (), (), ())


@settings(max_examples=25, deadline=None)
@given(CLAUSES, CLAUSES)
def test_both_ways_round_the_result_mirrors(one: list[tuple[str, str, str]], other: list[tuple[str, str, str]]):
    a = extractor().extract(written(2020, one).encode(), "a.txt")
    b = extractor().extract(written(2021, other).encode(), "b.txt")
    there, back = compare_plans(a, b), compare_plans(b, a)
    assert {(kept.a.side.task, kept.b.side.task) for kept in there.kept} == {
        (kept.b.side.task, kept.a.side.task) for kept in back.kept
    }
    assert (there.new, there.dropped) == (back.dropped, back.new)
    changes = {kept.a.side.task: kept.changes for kept in there.kept}
    for kept in back.kept:
        mirror = sorted(map(repr, map(mirrored, kept.changes)))
        assert mirror == sorted(map(repr, changes[kept.b.side.task]))
    told = [kept.a.side.task for kept in (*there.kept, *there.doubtful)] + [task.side.task for task in there.dropped]
    told += [part.side.task for parted in there.parted if parted.kind == "merged" for part in parted.parts]
    told += [parted.whole.side.task for parted in there.parted if parted.kind == "split"]
    assert set(told) == {task.id for task in a[0].tasks}


def test_nothing_is_kept_of_a_plan_without_tasks():
    document, text = read(EARLIER, "a.txt")
    empty = dataclasses.replace(document, tasks=(), assignments=(), deadlines=(), targets=())
    found = compare_plans((document, text), (empty, text))
    assert (found.kept, found.new, len(found.dropped)) == ((), (), 4)
