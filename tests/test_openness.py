"""Documents that say that they are not for everybody: what says so, what doesn't, and where the words stand."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from extract.jsonform import from_json, to_json
from extract.outlining.openness import find_access
from extract.pipeline import Extractor
from extract.reading.source import RUNNING_HEAD, SourceText
from extract.records import Access, Furniture, Openness
from graph import facts
from graph.library import Library
from graph.openness import Limited, access_in_words, limited, warning
from ingest import ingest_bytes

PLAN = "桐山市2023年清洁取暖实施方案\n一、主要任务\n1．改造农房。（市住建局牵头，市财政局配合）\n"


def access_of(text: str) -> Access | None:
    access = find_access(SourceText(name="a.txt", sha256="", text=text))
    assert access is None or text[access.start : access.end] == access.text
    return access


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("（此件不公开）", "not-public"),
        ("(此件不予公开)", "not-public"),
        ("（此件不公开发布）", "not-public"),
        ("（此件不予公開）", "not-public"),
        ("公开属性：不予公开", "not-public"),
        ("信息公开属性:不公开", "not-public"),
        ("信息公开选项：不予公开", "not-public"),
        ("公开方式：依申请公开", "on-request"),
        ("公开属性：□主动公开 ☑依申请公开", "on-request"),
        ("（此件依申请公开）", "on-request"),
        ("内部资料　注意保存", "internal"),
        ("内部文件", "internal"),
        ("（内部使用）", "internal"),
        ("仅供内部参考，请勿外传", "internal"),
        ("秘密★1年", "secret"),
        ("机　密", "secret"),
        ("绝密★启用前", "secret"),
    ],
)
def test_a_mark_that_limits_who_may_read(words: str, kind: str):
    access = access_of(f"{words}\n{PLAN}")
    assert access is not None
    assert (access.kind, access.text) == (kind, words.strip())
    assert access.found_by.startswith("openness.")


@pytest.mark.parametrize(
    "words",
    [
        "（此件公开发布）",
        "（此件主动公开）",
        "（此件删减后公开）",
        "公开属性：主动公开",
        "公开方式：政府网站",
        "公开属性：□主动公开 □依申请公开 □不予公开",
        "健全内部控制制度。",
        "加强内部审计和内部管理。",
        "推行党务公开，严禁不公开招标。",
        "严守国家秘密和商业秘密。",
        "内部资料性出版物",
        "对依申请公开的事项，不予公开的要说明理由。",
    ],
)
def test_words_that_limit_nothing(words: str):
    assert access_of(f"{PLAN}{words}\n") is None
    assert access_of(f"{words}\n{PLAN}") is None


def test_the_strictest_mark_holds_and_of_equal_ones_the_first():
    text = f"公开属性：依申请公开\n{PLAN}（此件不公开）\n（此件不予公开）\n"
    access = access_of(text)
    assert access is not None
    assert (access.kind, access.text, access.start) == ("not-public", "（此件不公开）", text.index("（此件不公开"))


def test_a_word_of_the_front_says_nothing_in_the_middle_of_a_plan():
    assert access_of(f"{PLAN * 20}机密\n") is None
    assert access_of(f"机密\n{PLAN * 20}") is not None


def test_a_mark_on_every_page_has_its_words_and_no_place():
    head = Furniture(reason=RUNNING_HEAD, text="内部资料 注意保存", page=1)
    access = find_access(SourceText(name="a.pdf", sha256="", text=PLAN, furniture=(head,)))
    assert access == Access(kind="internal", text="内部资料 注意保存", found_by="openness.internal_line")


def test_the_record_carries_the_mark_there_and_back():
    document, text = Extractor().extract(f"{PLAN}\n（此件不公开）\n".encode(), "内部.txt")
    access = document.meta.access
    assert access is not None
    assert text[access.start : access.end] == "（此件不公开）"
    written = to_json(document)
    assert written["meta"]["access"] == {
        "kind": "not-public",
        "text": "（此件不公开）",
        "start": access.start,
        "end": access.end,
        "found_by": "openness.bracket",
    }
    assert from_json(written) == document
    assert to_json(Extractor().extract(PLAN.encode(), "公开.txt")[0])["meta"]["access"] is None


def test_an_import_warns_and_says_what_to_do(tmp_path: Path):
    library = Library.open(tmp_path)
    closed = ingest_bytes(f"{PLAN}\n（此件不公开）\n".encode(), "内部.txt", library)
    opened = ingest_bytes(PLAN.replace("桐山", "柏山").encode(), "公开.txt", library)
    assert "注意：本文件标有“（此件不公开）”（不公开）。" in closed.message
    assert "移除" in closed.message
    assert (closed.access and closed.access.kind, opened.access) == ("not-public", None)
    assert "注意" not in opened.message
    assert limited(library) == [Limited(doc="内部.txt", access="not-public", quote="（此件不公开）")]
    assert [(plan.doc, plan.access, plan.access_quote) for plan in facts.plans(library)] == [
        ("公开.txt", None, None),
        ("内部.txt", "not-public", "（此件不公开）"),
    ]


def test_what_leaves_the_library_is_warned_of_in_both_languages(tmp_path: Path):
    library = Library.open(tmp_path)
    ingest_bytes(PLAN.encode(), "公开.txt", library)
    assert warning(limited(library)) is None
    ingest_bytes(f"秘密★1年\n{PLAN.replace('桐山', '柏山')}".encode(), "涉密.txt", library)
    said = warning(limited(library)) or ""
    assert said.startswith("其中 1 份文件标有不公开、内部等字样（如 涉密.txt：“秘密★1年”），写出的内容包括它们")
    assert "do not pass this on" in (warning(limited(library), english=True) or "")


@pytest.mark.parametrize("english", [False, True])
def test_every_kind_of_mark_has_its_words(english: bool):
    for kind in get_args(Openness):
        assert "（此件不公开）" in access_in_words(kind, "（此件不公开）", english=english)
