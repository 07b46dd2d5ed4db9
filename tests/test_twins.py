"""One plan in two forms: told before it is kept, told when it is imported, and told of what is held."""

from __future__ import annotations

import contextlib
import json
import random
import sqlite3
import time
from array import array
from pathlib import Path
from urllib.parse import quote

import pytest
from typer.testing import CliRunner

from cli import app
from graph import facts
from graph.adding import of_missed
from graph.doctor import examine
from graph.library import Library
from graph.opening import FILE
from graph.previews import preview
from graph.setting_right import Signed, of_unit
from graph.sketches import NEARLY
from graph.twins import find_twins, twins
from ingest import ingest_bytes
from preparing import Prepared, prepare
from tests.opened import components, nodes, open_page, told, words

TITLE = "朔州市清洁取暖2024年工作方案"
WORK = (
    ("推进散煤替代", "市能源局", "把平原地区的散煤清零，山区保留洁净型煤，用户补贴按月发到户"),
    ("整治工地扬尘", "市住建局", "工地围挡、喷淋、道路硬化、车辆冲洗、物料覆盖逐项检查，不合格的停工"),
    ("淘汰老旧锅炉", "市市场监管局", "每小时35蒸吨以下燃煤锅炉列出清单，改造完成一台注销一台"),
    ("建设换电场站", "市发改委", "在主要货运通道选址，优先保障土地和电力接入，投运后公布价格"),
    ("治理餐饮油烟", "市城管局", "重点街区餐饮单位安装净化设施并定期清洗，台账留存备查"),
    ("管控秸秆焚烧", "市农业农村局", "村级网格员巡查到田，发现火点半小时内处置并报告"),
)
LINES = [
    f"（{number}）{name}。{what}。（{unit}牵头）"
    for number, (name, unit, what) in zip("一二三四五六", WORK, strict=True)
]
TEXT = "\n".join([TITLE, "一、主要任务", *LINES, ""])
PAGE = (
    f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>现将方案印发，请落实。</p><p>一、主要任务</p>"
    + "".join(f"<p>{line}</p>" for line in LINES)
)
BY = Signed(who="督查室王芳", at="2026-01-05T09:00:00+08:00")


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setenv("ZEREN_HOME", str(tmp_path))
    held = Library.open(tmp_path)
    ingest_bytes(TEXT.encode(), "方案.txt", held)
    return held


def prepared(text: str, name: str) -> Prepared:
    found = prepare(text.encode(), name)
    assert isinstance(found, Prepared)
    return found


def alike(held: Library, text: str, name: str = "别的.txt") -> list[str]:
    found = prepared(text, name)
    return [one.doc for one in find_twins(held, found.document, found.text)]


def test_the_same_plan_in_another_form_is_told_and_counted(library: Library):
    found = ingest_bytes(PAGE.encode(), "网页.html", library)
    assert found.status == "new"
    assert [(one.doc, one.title, one.share > 0.9) for one in found.twins] == [("方案.txt", TITLE, True)]
    assert f"与已入库的《{TITLE}》（方案.txt，约 99% 的文字相同）内容几乎相同，各项数字把它们都计入" in found.message
    assert facts.totals(library).tasks == 12
    assert {doc: [one.doc for one in others] for doc, others in twins(library).items()} == {
        "方案.txt": ["网页.html"], "网页.html": ["方案.txt"],
    }  # fmt: skip
    assert set(twins(library, ["网页.html"])) == {"网页.html"}
    assert [one for one in examine(library) if one.wrong] == []
    assert {row.doc: row.twin for row in facts.plans(library)} == {"方案.txt": "网页.html", "网页.html": "方案.txt"}
    library.remove("方案.txt", who="王芳", at=BY.at)
    assert twins(library) == {}
    assert [row.twin for row in facts.plans(library)] == [None]


def test_a_few_other_words_are_the_same_plan_and_half_of_it_is_not(library: Library):
    assert alike(library, TEXT.replace("按月发到户", "按季发到户").replace("不合格的停工", "不合格的立即停工"))
    half = "\n".join(
        [
            TITLE,
            "一、主要任务",
            *LINES[:3],
            "（四）加强宣传。运用多种方式开展宣传引导，做到家喻户晓、人人参与，"
            "营造良好社会氛围，对成效明显的县区通报表扬，对工作不力的县区约谈问责，确保各项任务落到实处。（市委宣传部牵头）",
        ]
    )
    assert alike(library, half) == []


def test_the_plan_of_another_year_or_place_is_another_plan(library: Library):
    assert alike(library, TEXT.replace("2024年", "2025年")) == []
    assert alike(library, TEXT.replace(TITLE, "大同市冬季取暖行动计划")) == []
    assert alike(library, TEXT.replace(TITLE, "清洁取暖工作方案（2024年）")) == ["方案.txt"]


def test_a_version_of_a_document_is_no_twin_of_itself_and_short_words_have_none(library: Library):
    assert alike(library, f"{TEXT}（七）加强宣传。\n", "方案.txt") == []
    short = "\n".join([TITLE, "一、主要任务", LINES[0], ""])
    ingest_bytes(short.encode(), "短.txt", library)
    assert alike(library, f"{short}特此通知。\n") == []


def test_the_preview_tells_it_with_the_corrections_that_would_stay_behind(library: Library):
    row = next(row for row in facts.assignments(library) if row.surface == "市能源局")
    library.correct(of_unit(library, row.assignment_id, "cooperating", BY))
    page = prepared(PAGE, "网页.html")
    found = preview(page.document, page.text, library)
    assert [(one.twin.doc, one.twin.share >= NEARLY, one.corrections) for one in found.alike] == [("方案.txt", True, 1)]
    assert found.foreseen.twins == ("方案.txt",)
    assert preview(*_same(library), library).alike == ()


def _same(held: Library):
    found = prepared(TEXT, "方案.txt")
    return found.document, found.text


def test_the_preview_counts_what_corrections_make_of_it_and_names_those_that_lapse(library: Library):
    tasks = {row.title: row.task_id for row in facts.tasks(library)}
    wrong = next(row for row in facts.assignments(library) if row.surface == "市能源局")
    library.correct(of_unit(library, wrong.assignment_id, "cooperating", BY))
    library.correct(of_missed(library, tasks["治理餐饮油烟"], "重点街区餐饮单位", "responsible", BY))
    later = prepared(TEXT.replace("重点街区", "主要街区"), "方案.txt")
    found = preview(later.document, later.text, library)
    assert (found.corrected, [(one.number, one.words, one.state) for one in found.lapsing]) == (
        1, [(2, "重点街区餐饮单位", "gone")],
    )  # fmt: skip
    assert found.counts.leads == 5
    assert found.no_lead == ("（一） 推进散煤替代",)
    assert found.difference
    assert [(task.title, [role.unit for role in task.roles]) for task in found.difference.changed_tasks] == [
        ("治理餐饮油烟", ["重点街区餐饮单位"]),
    ]  # fmt: skip
    outcome = ingest_bytes(TEXT.replace("重点街区", "主要街区").encode(), "方案.txt", library)
    assert outcome.counts == found.counts
    assert outcome.lapsed == 1
    assert "有 1 条更正不再适用" in outcome.message


@pytest.mark.parametrize(("page", "asked"), [("plan", {}), ("listing", {"of": "plans"}), ("intake", {})])
def test_lists_of_plans_say_so_with_the_way_to_the_other(library: Library, page: str, asked: dict[str, str]):
    assert "同文" not in words(open_page(page, **asked))
    ingest_bytes(PAGE.encode(), "网页.html", library)
    ways = [one[1]["href"] for one in nodes(components(open_page(page, **asked))) if told(one) == "同文"]
    assert sorted(ways) == sorted(f"plan?id={quote(doc)}" for doc in ("方案.txt", "网页.html"))


def test_the_command_warns_and_tells_programs(library: Library, tmp_path: Path):
    file = tmp_path / "files" / "网页.html"
    file.parent.mkdir()
    file.write_text(PAGE, "utf-8")
    found = CliRunner().invoke(app, ["ingest", str(file)])
    assert found.exit_code == 0, found.output
    assert "内容几乎相同" in found.output
    told = json.loads(CliRunner().invoke(app, ["ingest", str(file), "--json"]).stdout)["documents"]
    assert [one["doc"] for one in told[0]["twins"]] == ["方案.txt"]


def test_three_hundred_plans_are_looked_through_at_once(library: Library):
    chance = random.Random(1)
    columns = "doc, id, sha256, title, genre, format, recognised, pages"
    with contextlib.closing(sqlite3.connect(library.home / FILE)) as connection:
        for number in range(300):
            connection.execute(f"INSERT INTO plan ({columns}) VALUES (?, ?, '', '方案', 'plan', 'text', 0, 0)",
                               (f"{number}.txt", f"plan-{number}"))  # fmt: skip
            hashes = array("Q", sorted(chance.getrandbits(64) for _ in range(512)))
            connection.execute("INSERT INTO sketch VALUES (?, ?)", (f"{number}.txt", hashes.tobytes()))
        connection.commit()
    page = prepared(PAGE, "网页.html")
    begun = time.process_time()
    assert [one.doc for one in find_twins(library, page.document, page.text)] == ["方案.txt"]
    assert time.process_time() - begun < 0.5
