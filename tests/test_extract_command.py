"""``python -m extract``: records on standard output, messages on standard error, status 1 when something failed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from extract.__main__ import main
from extract.files import find_documents

ROOT = Path(__file__).resolve().parent.parent


def lines_of(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_folder_gives_a_line_a_document_in_order(seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(seeds)]) == 0
    records = lines_of(capsys.readouterr().out)
    assert [record["doc"] for record in records] == sorted(path.name for path in seeds.glob("*.txt"))
    assert all("error" not in record for record in records)


def test_an_unreadable_file_gives_a_line_and_the_run_goes_on(
    tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_bytes(b"\x7fELF\x02\x01\x01\x00\x00\x00\x00" * 50)
    (tmp_path / "c.txt").write_bytes(next(seeds.glob("001*")).read_bytes())
    assert main([str(tmp_path)]) == 1
    captured = capsys.readouterr()
    first, second, third = lines_of(captured.out)
    assert set(first) == {"doc", "error"} and set(second) == {"doc", "error"}
    assert third["assignments"]
    assert "[3/3]" in captured.err


def test_a_name_that_utf8_cannot_write_is_written_out(tmp_path: Path) -> None:
    path = tmp_path / "方案\udcff.txt"
    assert [name for _, name in find_documents(path)] == ["方案\\udcff.txt"]


def test_records_go_to_the_file_that_is_named(tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.jsonl"
    assert main([str(next(seeds.glob("003*"))), "-o", str(out)]) == 0
    assert capsys.readouterr().out == ""
    assert len(lines_of(out.read_text("utf-8"))) == 1


def test_several_processes_write_the_same_bytes(tmp_path: Path, seeds: Path) -> None:
    (tmp_path / "plans").mkdir()
    for seed in seeds.glob("*.txt"):
        (tmp_path / "plans" / seed.name).write_bytes(seed.read_bytes())
    (tmp_path / "plans" / "001.txt").write_bytes(b"")
    written = []
    for jobs in ("1", "3"):
        out = tmp_path / f"{jobs}.jsonl"
        command = [sys.executable, "-m", "extract", str(tmp_path / "plans"), "-j", jobs, "-o", str(out)]
        assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 1
        written.append(out.read_bytes())
    assert written[0] == written[1] and len(written[0].splitlines()) == 6


def test_a_number_of_processes_that_is_none_is_refused(seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([str(seeds), "-j", "两个"])
    assert "进程数应是 1 到 64 的整数，不是“两个”" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["没有这个文件.txt", "空文件夹"])
def test_what_is_not_there_is_said_in_chinese(tmp_path: Path, missing: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / missing
    if not path.suffix:
        path.mkdir()
    assert main([str(path)]) == 1
    assert missing in capsys.readouterr().err


def test_files_of_other_formats_in_a_folder_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "计划.txt").write_text("一、重点任务\n（一）治理扬尘。（市住建局牵头）\n", "utf-8")
    (tmp_path / "程序.exe").write_bytes(b"MZ")
    (tmp_path / ".隐藏").write_bytes(b"")
    assert main([str(tmp_path)]) == 0
    assert "另有 1 个文件不是能读的格式，没有处理：程序.exe" in capsys.readouterr().err
