"""Old formats: converted where LibreOffice is installed, and a message where it is not."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from docx import Document as WordDocument
from openpyxl import Workbook

from extract.reading.guard import converted
from extract.reading.guard.confined import ConfinedReader
from extract.reading.guard.converted import find_office
from extract.reading.source import SourceText, UnreadableDocument
from tests.containers import compound

ROWS = (("序号", "重点任务", "牵头单位"), ("1", "清洁取暖改造", "市能源局"))
needs_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def reader():
    reader = ConfinedReader()
    yield reader
    reader.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """A Word and an Excel file, and what LibreOffice makes of them in the old formats, under the names of WPS too."""
    folder = tmp_path_factory.mktemp("old")
    document = WordDocument()
    document.add_heading("二、主要任务", level=1)
    document.add_paragraph("（一）加快清洁取暖改造。（市能源局牵头，市住建局配合）")
    table = document.add_table(len(ROWS), len(ROWS[0]))
    book = Workbook()
    for across, row in enumerate(ROWS):
        for down, words in enumerate(row):
            table.cell(across, down).text = words
        book.active.append(row)
    document.save(folder / "方案.docx")
    book.save(folder / "任务.xlsx")
    profile = (folder / "profile").as_uri()
    ways = (("方案.docx", "odt"), ("方案.odt", "doc:MS Word 97"), ("任务.xlsx", "xls:MS Excel 97"))
    for name, old in ways:  # straight from .docx to .doc LibreOffice loses a table without widths
        command = (str(find_office()), f"-env:UserInstallation={profile}", "--headless", "--convert-to", old, name)
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    made = {path.suffix: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    return made | {".wps": made[".doc"], ".et": made[".xls"]}


def words(source: SourceText) -> str:
    return "".join(source.text.split())


@needs_office
@pytest.mark.parametrize(("old", "new"), [(".doc", ".docx"), (".wps", ".docx"), (".et", ".xlsx")])
def test_old_formats_read_like_new_ones(reader: ConfinedReader, files: Mapping[str, bytes], old: str, new: str):
    source, expected = reader.read(files[old], f"a/方案{old}"), reader.read(files[new], f"方案{new}")
    assert words(source) == words(expected)
    assert len(source.tables) == len(expected.tables) == 1
    assert [len(table.cells) for table in source.tables] == [6]
    assert source.name == f"a/方案{old}"
    assert source.sha256 == sha256(files[old]).hexdigest()
    assert (source.form.format, source.form.converted_from) == (expected.form.format, old)
    assert expected.form.converted_from is None


@needs_office
def test_what_cannot_be_converted_is_refused(reader: ConfinedReader):
    nonsense = b"\xec\xa5" + bytes(10) + bytes(range(256)) * 20
    with pytest.raises(UnreadableDocument) as caught:
        reader.read(compound({"WordDocument": nonsense, "1Table": b""}), "方案.doc")
    assert caught.value.code in ("conversion-failed", "blank")
    assert "请" in caught.value.message


@needs_office
def test_a_conversion_that_takes_too_long_is_ended(
    reader: ConfinedReader, files: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(converted, "PATIENCE", 0.3)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(UnreadableDocument) as caught:
        reader.read(files[".doc"], "方案.doc")
    assert caught.value.code == "timed-out"
    assert not [command for command in running() if str(tmp_path) in command]


@needs_office
def test_nothing_stays_behind(
    reader: ConfinedReader, files: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    reader.read(files[".doc"], "方案.doc")
    assert not list(tmp_path.iterdir())
    assert not [command for command in running() if str(tmp_path) in command]


def running() -> list[str]:
    """The command lines of all processes."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:  # it has just ended
            continue
    return found


@pytest.mark.parametrize(("suffix", "new"), [(".doc", ".docx"), (".wps", ".docx"), (".et", ".xlsx")])
def test_without_libreoffice_the_message_says_what_to_do(
    reader: ConfinedReader, monkeypatch: pytest.MonkeyPatch, suffix: str, new: str
):
    monkeypatch.setattr(converted, "find_office", lambda: None)
    stream = {".doc": "WordDocument", ".wps": "WordDocument", ".et": "Workbook"}[suffix]
    with pytest.raises(UnreadableDocument) as caught:
        reader.read(compound({stream: b"\x09\x08"}), f"方案{suffix}")
    assert caught.value.code == "no-converter"
    assert all(each in caught.value.message for each in ("LibreOffice", suffix, new, "请"))
