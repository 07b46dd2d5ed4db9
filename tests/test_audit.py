"""``zeren audit``: every bracket and label line with a word of role is accounted for, and the account is true."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from cli import app
from extract.audit import Audit, audit_document
from extract.pipeline import Extractor
from extract.records import Form
from terminal import print_audit

PLAN = """东江市2023年大气污染防治方案
（详见责任分工表）
一、重点任务
1.改造散煤。年底前完成。（市能源局、市财政局负责，列第一位的为牵头单位，下同）
2.淘汰锅炉。完成淘汰。（市住建局、市生态环境局负责）
责任单位：市水务局
3.检查扬尘。（牵头单位：某某联合体和它的朋友们一起，配合）
"""


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def audited(extractor: Extractor, text: str) -> Audit:
    return audit_document(*extractor.extract(text.encode(), "东江.txt"))


def test_each_place_has_its_fate_and_its_line(extractor: Extractor) -> None:
    found = audited(extractor, PLAN)
    told = [(place.line, place.fate, place.text[:6]) for place in found.noticed]
    assert told == [
        (2, "refused", "（详见责任分"),
        (4, "read", "（市能源局、"),
        (5, "read", "（市住建局、"),
        (6, "read", "责任单位：市"),
        (7, "reported", "（牵头单位："),
    ]
    assert all(PLAN[place.start : place.end] == place.text for place in found.noticed)
    assert found.noticed[0].why == "这里只指向附件或别处的分工，没有写出单位"
    assert "这里有分工用语" in str(found.noticed[-1].why)


def test_what_a_rule_adds_is_told_with_its_words(extractor: Extractor) -> None:
    assert sum(audited(extractor, PLAN).promoted.values()) == 3
    blanket = PLAN.replace("列第一位的为牵头单位，下同", "以下均需各县区政府落实，不再列出")
    found = audited(extractor, blanket)
    assert not found.promoted
    assert [(count, "不再列出" in rule) for rule, count in found.implied.items()] == [(2, True)]


def test_a_statement_that_the_record_misses_is_unaccounted_for(extractor: Extractor) -> None:
    document, text = extractor.extract(PLAN.encode(), "东江.txt")
    kept = tuple(each for each in document.assignments if "市住建局" not in each.text)
    found = audit_document(replace(document, assignments=kept), text)
    assert [place.text for place in found.noticed if place.fate == "unaccounted"] == ["（市住建局、市生态环境局负责）"]


@pytest.mark.parametrize(
    "line",
    [
        "（市住建局牵头，各区政府配合",
        "〔省教育厅牵头，[省财政厅]配合）",
        "主办单位：市商务局",
        "责任单位竹林桥镇，配合单位县水利局",
        "（牵头单位 市商务局）",
        "（由责任方确定）",
        "【责任编辑：王五】",
    ],
)
def test_a_line_alone_is_accounted_for(extractor: Extractor, line: str) -> None:
    found = audited(extractor, f"东江市2023年工作方案\n一、重点任务\n1.做好工作。完成改造。\n{line}\n2.推进检查。\n")
    assert [place.text for place in found.noticed if place.fate == "unaccounted"] == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *"（）()〔〕[]、，。；：\n",
                "牵头",
                "配合",
                "负责",
                "责任单位",
                "牵头单位：",
                "市能源局",
                "各县区政府",
                "等",
            ]
        ),
        min_size=3,
        max_size=40,
    )
)
def test_nothing_is_ever_unaccounted_for(extractor: Extractor, pieces: list[str]) -> None:
    text = "东江市2023年工作方案\n一、重点任务\n1.做好工作。完成改造。\n" + "".join(pieces) + "\n"
    found = audited(extractor, text)
    assert [place for place in found.noticed if place.fate == "unaccounted"] == []


def test_the_command_lists_documents_and_says_what_cannot_be_read(tmp_path: Path) -> None:
    plan = tmp_path / "东江.txt"
    plan.write_text(PLAN, encoding="utf-8")
    (tmp_path / "空").mkdir()
    told = CliRunner().invoke(app, ["audit", str(plan)])
    assert told.exit_code == 0
    assert "含分工用语的括号和标签行 5 处：已读出 3，待核 1，不作分工 1，没有交代 0" in told.stdout
    assert "不作分工　第2行　（详见责任分工表）——这里只指向附件" in told.stdout
    asked = CliRunner().invoke(app, ["audit", str(plan), str(tmp_path / "空"), "--json"])
    assert asked.exit_code == 1
    first, second = json.loads(asked.stdout)["documents"]
    assert [place["fate"] for place in first["noticed"]].count("read") == 3
    assert second["error"] == "文件夹里没有可读的文件。"


def test_every_doubt_of_the_record_is_listed(extractor: Extractor, tmp_path: Path) -> None:
    words = (
        "东江市2024年工作方案\n一、重点任务\n"
        "1.建设绿道。（市城管局、市园林处牵头，市水利局）\n2.整治河道。（市水利局负责）\n"
    )
    document, text = extractor.extract(words.encode(), "东江.txt")
    found = audit_document(document, text)
    assert [issue.code for issue in found.issues] == [issue.code for issue in document.issues]
    assert [(issue.line, text[issue.start : issue.end] == issue.text) for issue in found.issues] == [(3, True)]
    plan = tmp_path / "东江.txt"
    plan.write_text(words, encoding="utf-8")
    told = CliRunner().invoke(app, ["audit", str(plan)]).stdout
    assert "待核 1 处" in told
    assert found.issues[0].message in told
    (listed,) = json.loads(CliRunner().invoke(app, ["audit", str(plan), "--json"]).stdout)["documents"]
    assert [issue["message"] for issue in listed["issues"]] == [found.issues[0].message]


def test_words_recognised_in_a_picture_are_said_to_be(extractor: Extractor, capsys: pytest.CaptureFixture[str]) -> None:
    document, text = extractor.extract(PLAN.encode(), "东江.txt")
    print_audit(audit_document(document, text))
    assert "由图片识别" not in capsys.readouterr().out
    scanned = replace(document, form=Form(format="picture", recognised=True, confidence=0.91))
    print_audit(audit_document(scanned, text))
    assert "文字由图片识别，平均置信度 91%" in capsys.readouterr().out


def test_the_seeds_hold_nothing_that_is_unaccounted_for(extractor: Extractor, seeds: Path) -> None:
    for file in sorted(seeds.glob("*.txt")):
        found = audit_document(*extractor.extract(file.read_bytes(), file.name))
        assert [place for place in found.noticed if place.fate == "unaccounted"] == []
