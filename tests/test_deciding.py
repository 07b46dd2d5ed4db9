"""`zeren unit --why` and `zeren decide` on the samples: a slip of the plan, judged, shown, taken back."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from cli import app

RUN = CliRunner()
SLIP, POLICE = "朔州市公交警支队", "朔州市公安局交通警察支队"


@pytest.fixture(autouse=True)
def _own_home(monkeypatch, tmp_path):
    monkeypatch.setenv("ZEREN_HOME", str(tmp_path / "home"))


def told(*command):
    shown = RUN.invoke(app, list(command))
    assert shown.exit_code == 0, shown.stderr
    return shown.stdout


def test_why_shows_every_surface_with_its_rule_and_the_doubt():
    said = told("unit", POLICE, "--why")
    assert "山西省朔州市" in said
    assert "写法 市公安交警支队  3 次，1 份文件  依据：" in said
    assert f"存疑 {SLIP}" in said
    assert "写法 市公交警支队" not in said


def test_why_in_json_holds_the_same():
    (unit,) = json.loads(told("unit", SLIP, "--why", "--json"))["units"]
    assert unit["body"]["canonical"] == SLIP
    assert [link["rule"] for link in unit["unsure"]] == ["link.slip"]
    assert POLICE in unit["names"].values()


def test_a_decision_shows_in_every_answer_and_can_be_taken_back():
    said = told("decide", SLIP, POLICE, "--as", "same", "--who", "王芳", "--note", "原文少一字")
    assert "判断 1" in said and "王芳" in said and "原文少一字" in said
    assert "市公交警支队" in told("unit", POLICE, "--why")
    assert SLIP not in told("who", "全面加强降尘整治")
    assert SLIP not in told("ask", "朔州市谁牵头全面加强降尘整治")
    assert "（已失效）" in told("decide", "--undo", "1", "--who", "李强")
    assert f"{SLIP}  [" in told("unit", SLIP, "--why")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["decide", SLIP, POLICE, "--who", "王芳"], "--as"),
        (["decide", SLIP, POLICE, "--as", "也许", "--who", "王芳"], "判断只能"),
        (["decide", SLIP, "外星事务局", "--as", "same"], "没有叫"),
        (["decide", SLIP, "朔州市交警", "--as", "same"], "没有叫“朔州市交警”的单位"),
        (["decide", SLIP, SLIP, "--as", "same"], "同一单位"),
        (["decide", "--undo", "7"], "没有第7条"),
        (["decide", POLICE, "--as", "different", "--surface", "市公安局"], "没有“市公安局”这种写法"),
        (["unit", "外星事务局", "--why"], "没有出现"),
    ],
)
def test_what_makes_no_sense_is_refused_with_status_1(command, said):
    shown = RUN.invoke(app, command)
    assert shown.exit_code == 1
    assert said in shown.stderr
