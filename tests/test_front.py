"""What a document says of itself: title, number, issuer, place, date, kind, citations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.outlining.front import plan_year, read_meta
from extract.outlining.outline import find_outline
from extract.outlining.signatures import parse_day
from extract.reading.reader import read_source
from extract.reading.source import SourceText
from extract.records import Meta

GOLD = Path(__file__).parent / "gold"


def meta_of(text: str) -> Meta:
    source = SourceText(name="a.txt", sha256="", text=text)
    return read_meta(source, find_outline(source))


NOTICE = """朔州市人民政府文件
朔政发〔2023〕8 号

朔州市人民政府关于印发朔州市清洁取暖
实施方案的通知
各县（市、区）人民政府：
现将《朔州市清洁取暖实施方案》印发给你们。

朔州市人民政府
2023 年 5 月 24 日
（此件公开发布）
朔州市清洁取暖实施方案
为贯彻《山西省清洁取暖条例》和《山西省人民政府关于推进清洁取暖的意见》（晋政发〔2022〕3号），制定本方案。
一、主要任务
（一）推进改造。执行《环境空气质量标准》。
"""


def test_a_notice():
    assert meta_of(NOTICE) == Meta(
        title="朔州市人民政府关于印发朔州市清洁取暖实施方案的通知",
        doc_number="朔政发〔2023〕8号",
        issuer="朔州市人民政府",
        jurisdiction="山西省朔州市",
        date="2023-05-24",
        genre="plan",
        cites=("山西省清洁取暖条例", "晋政发〔2022〕3号", "环境空气质量标准"),
    )


def test_a_notice_without_line_breaks():
    meta = meta_of(
        "山西省能源局晋能便函〔2021〕12号山西省能源局关于请确认《清洁取暖方案》的函省有关部门、单位:请研究提出意见，"
        "于9月24日前反馈。山西省能源局2021年9月17日清洁取暖方案为推进改造，制定本方案。一、主要任务（一）推进改造。落实资金。"
    )
    assert (meta.title, meta.doc_number) == ("山西省能源局关于请确认《清洁取暖方案》的函", "晋能便函〔2021〕12号")
    assert (meta.issuer, meta.date) == ("山西省能源局", "2021-09-17")


def test_a_plan_alone_names_no_issuer():
    meta = meta_of(
        "附件 1\n朔州市清洁取暖\n实施方案（2023—2025年）\n为推进改造，制定本方案。\n一、主要任务\n（一）推进改造。"
    )
    assert meta.title == "朔州市清洁取暖实施方案（2023—2025年）"
    assert (meta.issuer, meta.date, meta.doc_number) == (None, None, None)


def test_the_government_that_approved_is_completed():
    meta = meta_of(
        "朔州市蓝天保卫战2020年决战计划\n《朔州市蓝天保卫战2020年决战计划》已经市政府第74次常务会议研究通过，现印发给你们。\n"
        "一、决战任务\n（一）推进改造。"
    )
    assert meta.issuer == "朔州市人民政府"


def test_the_day_of_a_web_page_is_no_date():
    meta = meta_of(
        "朔州市清洁取暖实施方案\n时间:2020-04-04 09:03:58\n为推进改造，制定本方案。\n一、主要任务\n（一）推进改造。"
    )
    assert meta.date is None


def test_a_cited_number_is_not_its_own():
    meta = meta_of(
        "朔州市清洁取暖实施方案\n根据《山西省实施方案》（晋政办发〔2020〕17号），制定本方案。\n一、主要任务\n（一）改造。"
    )
    assert meta.doc_number is None
    assert meta.cites == ("晋政办发〔2020〕17号",)


def test_a_report():
    meta = meta_of(
        "全市推进会议召开\n本报讯 记者张三报道:5月29日上午,全市推进会议召开。时间为2018年5月至11月。朔州市能源局参加。"
    )
    assert (meta.title, meta.genre, meta.date, meta.issuer) == ("全市推进会议召开", "news", "2018-05-29", None)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("２０２２ 年 ３ 月 ２４ 日", "2022-03-24"),
        ("二〇二一年十二月三十一日", "2021-12-31"),
        ("2019-01-12", "2019-01-12"),
        ("2022年2月30日", None),
        ("五月六日", None),
    ],
)
def test_days(words: str, day: str | None):
    assert parse_day(words) == day


@pytest.mark.parametrize(
    ("meta", "text", "year"),
    [
        (Meta(title="空气质量2023年行动计划", date="2022-12-30"), "", 2023),
        (Meta(title="行动方案（2024—2026年）", date="2024-05-21"), "", 2024),
        (Meta(title="行动方案（2024—2026年）"), "", 2024),
        (Meta(title="实施方案", doc_number="朔政发〔2021〕8号"), "", 2021),
        (Meta(title="会议召开"), "时间为2018年5月至2018年11月", 2018),
        (Meta(title="实施方案"), "到2025年较2020年下降", None),
    ],
)
def test_the_year_of_a_plan(meta: Meta, text: str, year: int | None):
    assert plan_year(meta, text) == year


@pytest.mark.parametrize("begins", ["000", "001", "002", "003", "004"])
def test_seeds(seeds: Path, begins: str):
    path = next(seeds.glob(f"{begins}*.txt"))
    gold = json.loads((GOLD / f"{path.name}.json").read_text("utf-8"))["meta"]
    source = read_source(path.read_bytes(), path.name)
    meta = read_meta(source, find_outline(source))
    for field in ("title", "doc_number", "issuer", "jurisdiction", "date", "genre"):
        accepted = gold[field] if isinstance(gold[field], list) else [gold[field]]
        assert getattr(meta, field) in accepted, field


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("关于印发方案的通知〔2023〕8号 年月日朔州市人民政府《》（）。：\n一、二"), max_size=200))
def test_any_text_has_a_front(text: str):
    assert meta_of(text) == meta_of(text)


def test_the_last_words_of_a_title_on_a_line_of_their_own():
    head = "某县安全生产委员会关于印发《某县安全\n生产三年行动方案（2024—2026年）》\n的通知\n各乡镇人民政府：\n"
    plan = "（此件公开发布）\n某县安全生产三年行动方案\n（2024—2026年）\n一、总体要求\n坚持安全第一。\n"
    assert meta_of(head + plan).title == "某县安全生产委员会关于印发《某县安全生产三年行动方案（2024—2026年）》的通知"


def test_the_name_of_the_site_is_no_part_of_the_title():
    text = "省人民政府办公厅关于印发2016年工作要点的通知_湖北省人民政府门户网站\n各市、州人民政府：\n"
    assert meta_of(text).title == "省人民政府办公厅关于印发2016年工作要点的通知"


def test_units_that_sign_on_one_line():
    text = "关于印发行动计划的通知\n各省、自治区、直辖市：\n现印发给你们。\n生态环境部　公安部\n2023年2月6日\n"
    assert meta_of(text).issuer == "生态环境部、公安部"


def test_a_line_in_brackets_below_the_title_says_who_issued_the_plan_and_when() -> None:
    issued = "（中共桐山市委办公室、桐山市人民政府办公室2021年4月6日印发，桐委办发〔2021〕9号）"
    meta = meta_of(
        f"桐山市贯彻落实巡视反馈意见整改方案\n{issued}\n为抓好整改，制定本方案。\n一、总体要求\n坚持统筹。\n"
    )
    assert meta.doc_number == "桐委办发〔2021〕9号"
    assert meta.issuer == "中共桐山市委办公室、桐山市人民政府办公室"
    assert meta.date == "2021-04-06"


def test_a_town_issues_for_itself_in_the_county_that_the_text_names() -> None:
    signed = "山阴县河口镇人民政府\n2024年3月1日\n河口镇植树工作方案\n一、重点任务\n（一）植树。"
    meta = meta_of(f"河口镇人民政府关于印发植树工作方案的通知\n大政发〔2024〕3号\n各村：\n现印发给你们。\n{signed}")
    assert meta.jurisdiction == "山西省朔州市山阴县河口镇"
    assert meta_of("河口镇人民政府关于植树的通知\n大政发〔2024〕3号\n各村：\n").jurisdiction is None


@pytest.mark.parametrize(
    ("title", "signed", "issuer", "shown"),
    [
        (
            "中共山西省委宣传部\u3000山西省发展和改革委员会\n关于印发《行动方案》的通知",
            "",
            "中共山西省委宣传部、山西省发展和改革委员会",
            "中共山西省委宣传部 山西省发展和改革委员会关于印发《行动方案》的通知",
        ),
        (
            "山西省人民政府办公厅河北省人民政府办公厅\n关于印发行动方案的通知",
            "",
            "山西省人民政府办公厅、河北省人民政府办公厅",
            "山西省人民政府办公厅 河北省人民政府办公厅关于印发行动方案的通知",
        ),
        (
            "关于印发行动方案的通知",
            "生态环境部\n交通运输部农业农村部国家能源局\n2022年6月10日\n",
            "生态环境部、交通运输部、农业农村部、国家能源局",
            "关于印发行动方案的通知",
        ),
        (
            "关于印发行动方案的通知",
            "国家发展改革委\n中 国 民 航 局\n2022年6月10日\n",
            "国家发展改革委、中国民航局",
            "关于印发行动方案的通知",
        ),
        (
            "国家税务总局山西省税务局关于印发行动方案的通知",
            "",
            "国家税务总局山西省税务局",
            "国家税务总局山西省税务局关于印发行动方案的通知",
        ),
    ],
)
def test_issuers_of_a_joint_document_are_told_apart(title: str, signed: str, issuer: str, shown: str) -> None:
    meta = meta_of(f"{title}\n各有关单位：\n现印发给你们，请遵照执行。\n{signed}一、总体要求\n坚持统筹。\n")
    assert (meta.title, meta.issuer) == (shown, issuer)


def test_the_day_stands_before_what_the_site_prints_behind_it() -> None:
    meta = meta_of("某县行动方案\n一、总体要求\n坚持统筹。\n2021 年 10 月 17 日相关解读：\n[解读 1]\n")
    assert meta.date == "2021-10-17"
