"""Findings, their ids, and what people say of them."""

from __future__ import annotations

import dataclasses
import json

import pytest
from typer.testing import CliRunner

from cli import app
from extract.pipeline import Extractor
from graph.assessing import assessed_json, is_apart, judgeable, lost, the_one, verdict_on
from graph.conflicts import find_conflicts
from graph.gaps import find_gaps
from graph.library import Library
from graph.overlaps import find_overlaps
from graph.verdicts import VerdictError, standing_verdicts, taking_back

RUN = CliRunner()
PLAN = """晋中市2023年扬尘治理行动方案
一、重点任务
1.加强工地扬尘管控。落实六个百分之百。（责任单位：市住建局、市城管局）
2.加强道路扬尘管控。提高机械化清扫率。（市城管局、市交通局牵头）
3.加强堆场管控。全部苫盖。（有关部门负责）
"""
AT = "2026-01-02T03:04:05+00:00"


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture
def home(extractor: Extractor, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Library:
    """A library with the plan, the one that the commands ask."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("ZEREN_HOME", str(folder))
    library = Library.open(folder)
    document, text = extractor.extract(PLAN.encode(), "扬尘.txt")
    library.add(document, text=text, original=PLAN.encode())
    return library


def ids(extractor: Extractor, text: str, name: str = "扬尘.txt") -> dict[tuple[str, str], str]:
    """Check and title of each finding, and its id."""
    plan = extractor.extract(text.encode(), name)
    checks = (*find_gaps([plan]), *find_conflicts([plan]))
    return {(one.check, one.title): one.id for check in checks for one in check.findings}


def test_the_same_text_gives_the_same_ids(extractor: Extractor):
    assert ids(extractor, PLAN) == ids(extractor, PLAN)


def test_words_elsewhere_and_other_places_in_the_text_leave_the_ids(extractor: Extractor):
    before = ids(extractor, PLAN)
    longer = PLAN.replace("一、重点任务", "为打赢蓝天保卫战，制定本方案。\n\n一、重点任务")
    assert ids(extractor, longer) == before
    edited = PLAN.replace("全部苫盖", "全部苫盖，定期洒水")
    assert ids(extractor, edited).items() >= {key: one for key, one in before.items() if "堆场" not in key[1]}.items()


def test_other_words_of_the_finding_give_another_id(extractor: Extractor):
    before = ids(extractor, PLAN)["no-lead", "加强工地扬尘管控"]
    assert ids(extractor, PLAN.replace("市住建局、市城管局）", "市住建局）"))["no-lead", "加强工地扬尘管控"] != before
    assert ids(extractor, PLAN, "另一份.txt")["no-lead", "加强工地扬尘管控"] != before


def test_findings_that_say_the_same_twice_are_told_apart(extractor: Extractor):
    twice = f"{PLAN}3.加强堆场管控。全部苫盖。（有关部门负责）\n"
    plan = extractor.extract(twice.encode(), "扬尘.txt")
    found = [one.id for check in find_gaps([plan]) for one in check.findings]
    assert len(found) == len(set(found))


def test_facts_are_said_in_both_languages(extractor: Extractor):
    plan = extractor.extract(PLAN.encode(), "扬尘.txt")
    for check in (*find_gaps([plan]), *find_conflicts([plan])):
        for one in check.findings:
            assert len(one.facts) == len(one.facts_en) > 0
            assert all(fact and other for fact, other in zip(one.facts, one.facts_en, strict=True))


def test_a_verdict_holds_over_a_new_reading_and_counts_apart(extractor: Extractor, home: Library):
    plans = [(document, home.text(document.doc)) for document in home.documents()]
    checks = find_gaps(plans)
    one = the_one(checks[0].findings[0].id, judgeable(checks))
    home.judge(verdict_on(one, "settled", who="王芳", at=AT, note="已补发通知"))
    longer = PLAN.replace("一、重点任务", "制定本方案。\n一、重点任务")
    document, text = extractor.extract(longer.encode(), "扬尘.txt")
    assert home.add(document, text=text, original=longer.encode()) == "replaced"
    standing = standing_verdicts(home.verdicts())
    again = find_gaps([(home.document("扬尘.txt"), home.text("扬尘.txt"))])
    assert is_apart(again[0].findings[0], standing)
    told = assessed_json(again, standing)[0]
    assert (told["count"], told["open"], told["apart"]) == (2, 1, 1)
    assert told["findings"][0]["verdict"]["zh"] == "已处理"
    assert not lost(standing, judgeable(again))


def test_what_is_written_so_is_still_counted(home: Library):
    checks = find_gaps([(document, home.text(document.doc)) for document in home.documents()])
    finding = checks[0].findings[0]
    home.judge(verdict_on(the_one(finding.id, judgeable(checks)), "as-written", who="王芳", at=AT))
    standing = standing_verdicts(home.verdicts())
    assert not is_apart(finding, standing)
    assert assessed_json(checks, standing)[0]["judged"] == 1


def test_a_finding_whose_words_changed_is_told_as_lost(extractor: Extractor, home: Library):
    checks = find_gaps([(document, home.text(document.doc)) for document in home.documents()])
    home.judge(verdict_on(judgeable(checks)[0], "as-written", who="王芳", at=AT))
    other = extractor.extract(PLAN.replace("责任单位：市住建局、市城管局", "市住建局牵头").encode(), "扬尘.txt")
    standing = standing_verdicts(home.verdicts())
    assert [verdict.number for verdict in lost(standing, judgeable(find_gaps([other])))] == [1]


def test_the_beginning_of_an_id_is_enough_if_only_one_begins_so(extractor: Extractor):
    found = judgeable(find_gaps([extractor.extract(PLAN.encode(), "扬尘.txt")]))
    first = found[0].id
    assert the_one(first, found).id == first
    assert the_one(first.removeprefix("finding-")[:8], found).id == first
    with pytest.raises(VerdictError, match="开头的发现有"):
        the_one("finding-", found)
    with pytest.raises(VerdictError, match="没有编号"):
        the_one("finding-zz", found)
    with pytest.raises(VerdictError, match="没有编号"):
        the_one("", found)


def test_a_pair_of_tasks_can_be_judged_too(extractor: Extractor):
    plans = [extractor.extract(PLAN.encode(), name) for name in ("甲.txt", "乙.txt")]
    plans = [(dataclasses.replace(document, doc=f"{at}.txt"), text) for at, (document, text) in enumerate(plans)]
    pairs = find_overlaps(plans)
    found = judgeable((), pairs)
    assert pairs
    assert {one.check for one in found} == {"overlap"}
    assert set(found[0].doc.split("\n")) == {"0.txt", "1.txt"}


def judged(*arguments: str) -> str:
    shown = RUN.invoke(app, ["judge", *arguments])
    assert shown.exit_code == 0, shown.output
    return shown.stdout


def test_the_terminal_judges_shows_and_takes_back(home: Library):
    shown = RUN.invoke(app, ["gaps", "--check", "no-lead"]).stdout
    finding = next(word for word in shown.split() if word.startswith("finding-"))
    assert "「（责任单位：市住建局、市城管局）」" in shown
    assert "识别有误  王芳" in judged(finding[:14], "--as", "识别有误", "--who", "王芳", "--note", "有牵头")
    assert finding not in RUN.invoke(app, ["gaps", "--check", "no-lead"]).stdout
    assert "另有 1 条已判断" in RUN.invoke(app, ["gaps", "--check", "no-lead"]).stdout
    assert "判断 1：识别有误" in RUN.invoke(app, ["gaps", "--check", "no-lead", "--all"]).stdout
    (check,) = json.loads(RUN.invoke(app, ["gaps", "--check", "no-lead", "--json"]).stdout)["checks"]
    assert [one["verdict"]["who"] for one in check["findings"] if one["verdict"]] == ["王芳"]
    assert "撤销第 1 条" in judged("--undo", "1", "--who", "李强")
    assert finding in RUN.invoke(app, ["gaps", "--check", "no-lead"]).stdout
    assert [one["found"] for one in json.loads(judged("--json"))["verdicts"]] == [True, True]
    assert home.judged() == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["judge", "finding-"], "用 --as 写明判断"),
        (["judge", "finding-zz", "--as", "settled"], "没有编号"),
        (["judge", "--undo", "9"], "没有第9条"),
        (["gaps", "--check", "gone"], "没有“gone”这种检查"),
        (["conflicts", "--check", "gone"], "several-leads"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(home: Library, arguments: list[str], said: str):
    shown = RUN.invoke(app, arguments)
    assert shown.exit_code == 1
    assert said in shown.stderr
    assert not home.verdicts()


def test_conflicts_are_shown_with_their_definition(home: Library):
    assert home.docs() == ["扬尘.txt"]
    shown = RUN.invoke(app, ["conflicts"]).stdout
    assert "【多个牵头单位，没有分工】1 条" in shown
    assert "没有写明谁管哪一部分" in shown


def test_taking_back_needs_something_that_stands(home: Library):
    with pytest.raises(VerdictError):
        taking_back(home.verdicts(), 1, who="王芳", at=AT)


def test_a_pair_is_judged_in_the_terminal_and_told_apart(home: Library, extractor: Extractor):
    other = PLAN.replace("晋中市", "太原市").replace("扬尘治理", "扬尘整治")
    document, text = extractor.extract(other.encode(), "太原.txt")
    home.add(document, text=text, original=other.encode())
    pairs = json.loads(RUN.invoke(app, ["overlaps", "--json"]).stdout)["pairs"]
    chosen = pairs[0]["id"]
    assert pairs[0]["verdict"] is None
    done = RUN.invoke(app, ["judge", chosen.removeprefix("overlap-"), "--as", "识别有误", "--who", "王芳"])
    assert done.exit_code == 0, done.stderr
    told = json.loads(RUN.invoke(app, ["overlaps", "--json"]).stdout)["pairs"]
    after = {pair["id"]: pair["verdict"] for pair in told}
    assert after[chosen]["verdict"] == "misread"
    assert len(after) == len(pairs)
    shown = RUN.invoke(app, ["overlaps"]).stdout
    assert chosen not in shown
    assert f"共 {len(pairs) - 1} 对（另有 1 对已判断" in shown
    assert chosen in RUN.invoke(app, ["overlaps", "--all"]).stdout
