"""A draft before it is issued: what is found in it and beside the plans held; nothing of it is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document as WordDocument
from typer.testing import CliRunner

from cli import app
from extract.pipeline import Extractor
from graph.drafts import check_draft, report_json
from graph.library import Library

RUN = CliRunner()
HELD = """晋中市2022年扬尘治理行动方案
晋中市人民政府
2022年3月1日
一、重点任务
1.加强建筑工地扬尘管控。建筑工地全面落实六个百分之百，安装在线监测和视频监控设施。（市住建局牵头）
2.推进散煤清洁替代。完成农村散煤清洁取暖改造确村确户。（市能源局牵头）
"""
LATER = HELD.replace("2022年", "2023年")
REPEALING = """晋中市大气污染防治办法
晋中市人民政府
2023年1月1日
一、重点任务
1.加强扬尘管控。加强督查检查。（市生态环境局牵头）
本办法印发后，《晋中市2022年扬尘治理行动方案》同时废止。
"""
DRAFT = """晋中市人民政府关于印发晋中市2024年大气污染防治方案的通知
晋中市人民政府
2024年3月1日
按照《晋中市2022年扬尘治理行动方案》，制定本方案。
一、重点任务
1.加强建筑工地扬尘管控。建筑工地全面落实六个百分之百，安装在线监测和视频监控设施。（市城管局牵头，市环保局配合）
2.加强堆场管控。2024年1月底前，*全部*苫盖。（有关部门负责）
3.加强道路保洁。提高机械化清扫率。（市城管局、市交通局牵头）
"""


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def checked(extractor: Extractor, *held: str, draft: str = DRAFT):
    plans = [extractor.extract(text.encode(), f"{number}.txt") for number, text in enumerate(held)]
    return check_draft(*extractor.extract(draft.encode(), "草案.txt"), plans)


def counts(checks) -> dict[str, int]:
    return {check.id: check.count for check in checks if check.count}


def test_a_draft_by_itself_shows_its_gaps_and_conflicts(extractor: Extractor):
    report = checked(extractor)
    gaps = counts(report.gaps)
    assert (gaps["nobody-named"], gaps["deadline-past"], gaps["unit-gone"]) == (1, 1, 1)
    assert counts(report.conflicts) == {"several-leads": 1}
    assert (report.beside, report.overlaps, report.cited) == (0, (), ())


def test_a_draft_beside_a_plan_of_its_place(extractor: Extractor):
    report = checked(extractor, HELD)
    assert counts(report.conflicts) == {"several-leads": 1, "lead-differs": 1}
    assert any("加强建筑工地扬尘管控" == pair.a.title == pair.b.title for pair in report.overlaps)
    assert all("草案.txt" in (pair.a.doc, pair.b.doc) for pair in report.overlaps)


def test_conflicts_among_the_held_plans_are_not_the_drafts(extractor: Extractor):
    other = HELD.replace("市住建局牵头", "市城管局牵头").replace("2022年", "2021年")
    found = checked(extractor, HELD, other, draft=DRAFT.replace("市城管局牵头", "市住建局牵头"))
    (check,) = (check for check in found.conflicts if check.id == "lead-differs")
    assert all("草案.txt" in (one.doc, *(side.doc for side in one.others)) for one in check.findings)


@pytest.mark.parametrize(
    ("held", "standing", "by"),
    [
        ([HELD], "held", None),
        ([HELD, LATER], "replaced", "1.txt"),
        ([HELD, REPEALING], "repealed", "1.txt"),
        ([LATER], None, None),
    ],
)
def test_the_plans_that_a_draft_cites(extractor: Extractor, held: list[str], standing: str | None, by: str | None):
    cited = [one for one in checked(extractor, *held).cited if one.doc == "0.txt"]
    assert [(one.standing, one.by) for one in cited] == ([(standing, by)] if standing else [])
    for one in cited:
        assert one.where
        assert one.where.quote == "晋中市2022年扬尘治理行动方案"
        assert (one.shown is not None) == (standing == "repealed")


def test_a_draft_that_is_held_already_is_not_compared_with_itself(extractor: Extractor):
    report = checked(extractor, DRAFT)
    assert (report.same_text, report.beside, report.overlaps) == (("0.txt",), 0, ())


def test_a_draft_with_the_name_of_a_held_plan_is_told_apart(extractor: Extractor):
    held = extractor.extract(HELD.encode(), "草案.txt")
    report = check_draft(*extractor.extract(DRAFT.encode(), "草案.txt"), [held])
    assert report.doc == "草案.txt（草案）"
    assert counts(report.conflicts)["lead-differs"] == 1


def test_the_json_form_holds_everything(extractor: Extractor):
    told = json.loads(json.dumps(report_json(checked(extractor, HELD)), ensure_ascii=False))
    assert told["findings"] == sum(check["count"] for check in (*told["gaps"], *told["conflicts"]))
    assert {"id", "a", "b", "kind", "score", "why"} <= told["overlaps"][0].keys()
    assert told["cited"][0]["standing"] == "held"


@pytest.fixture
def home(extractor: Extractor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setenv("ZEREN_HOME", str(tmp_path / "home"))
    library = Library.open(tmp_path / "home")
    document, text = extractor.extract(HELD.encode(), "扬尘.txt")
    library.add(document, text=text, original=HELD.encode())
    return library


def test_the_command_reports_and_keeps_nothing(home: Library, tmp_path: Path):
    draft, report = tmp_path / "草案.txt", tmp_path / "报告.md"
    draft.write_text(DRAFT, "utf-8")
    stamp = home.stamp()
    shown = RUN.invoke(app, ["check", str(draft), "-o", str(report)])
    assert shown.exit_code == 0, "findings are no failure"
    assert "对照资料库中的 1 份方案" in shown.stdout
    assert "【缺口：单位当时已撤并或改名】1 条" in shown.stdout
    assert "「市环保局」" in shown.stdout
    assert shown.stdout.rstrip().endswith("引用资料库中的文件 1 份。")
    assert (home.docs(), home.stamp()) == (["扬尘.txt"], stamp)
    written = report.read_text("utf-8")
    assert "### 多个牵头单位，没有分工（1）" in written
    assert "（有关部门负责）" in written


def test_a_word_file_is_reported_by_its_paragraphs(home: Library, tmp_path: Path):
    document = WordDocument()
    for line in DRAFT.splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "草案.docx"))
    shown = RUN.invoke(app, ["check", str(tmp_path / "草案.docx")])
    assert shown.exit_code == 0
    assert home.docs() == ["扬尘.txt"]
    assert "[第7段]" in shown.stdout


def test_words_of_a_draft_become_no_markup(home: Library, tmp_path: Path):
    draft, report = tmp_path / "草案.txt", tmp_path / "报告.md"
    draft.write_text(DRAFT.replace("加强堆场管控", "[点这里](http://x)#管控"), "utf-8")
    RUN.invoke(app, ["check", str(draft), "-o", str(report)])
    assert "[点这里](" not in report.read_text("utf-8")
    assert home.docs()


@pytest.mark.parametrize(("name", "said"), [("没有.txt", "打不开"), ("空.txt", "空.txt")])
def test_what_cannot_be_read_ends_with_status_one(home: Library, tmp_path: Path, name: str, said: str):
    (tmp_path / "空.txt").write_bytes(b"")
    shown = RUN.invoke(app, ["check", str(tmp_path / name)])
    assert shown.exit_code == 1
    assert said in shown.stderr
    assert home.docs()


def test_a_report_is_written_as_markdown_only(home: Library, tmp_path: Path):
    draft = tmp_path / "草案.txt"
    draft.write_text(DRAFT, "utf-8")
    shown = RUN.invoke(app, ["check", str(draft), "-o", str(tmp_path / "报告.pdf")])
    assert shown.exit_code == 1
    assert "Markdown" in shown.stderr
    assert home.docs()


def test_a_report_never_takes_the_place_of_its_draft(home: Library, tmp_path: Path):
    draft = tmp_path / "草案.md"
    draft.write_text(DRAFT, "utf-8")
    shown = RUN.invoke(app, ["check", str(draft), "-o", str(draft)])
    assert shown.exit_code == 1
    assert "就是草案本身" in shown.stderr
    assert draft.read_text("utf-8") == DRAFT
