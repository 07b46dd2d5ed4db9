"""The README files are true: their console blocks run, and every command and every field is described.

In a ```console block a line "$ …" is a command and the lines below it are what it prints; "…" alone on a line stands
for lines left out, "…" at a line's end for the rest of that line. The blocks of a file share one library.
``PYTHONPATH=. python tests/test_readme.py`` writes anew what they print, as many lines as stand there.
"""

from __future__ import annotations

import dataclasses
import doctest
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from cli import app
from extract import records

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```)", re.MULTILINE | re.DOTALL)
READMES = ("README.md", "README.zh-CN.md")


def console_blocks(text: str) -> list[tuple[str, str]]:
    """Command and expected output, in the order of the file."""
    blocks = BLOCK.findall(text)
    return [
        (command, output)
        for block in blocks
        for command, _, output in (
            part.partition("\n") for part in re.split(r"^\$ ", block, flags=re.MULTILINE) if part
        )
    ]


def as_pattern(output: str) -> re.Pattern[str]:
    """What matches the printed lines: exact, but for … and trailing blanks."""
    lines = [line.rstrip() for line in output.rstrip().splitlines()]
    escaped = [r"(?:.*\n)*?" if line.strip() == "…" else line_pattern(line) for line in lines]
    return re.compile("".join(escaped))


def line_pattern(line: str) -> str:
    return re.escape(line.removesuffix("…")) + (r".*\n" if line.endswith("…") else r"\n")


def run(command: str, folder: Path) -> str:
    """What the command prints in a folder that holds the samples, with this Python for ``python`` and ``zeren``."""
    shutil.copytree(ROOT / "seeds", folder / "seeds", dirs_exist_ok=True)
    program = f"'{sys.executable}'"
    command = re.sub(r"^zeren\b", "python -m cli", command).replace("python -m", f"{program} -m")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "100", "NO_COLOR": "1"}
    environment.pop("ZEREN_HOME", None)
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines()) or done.stderr


@pytest.mark.parametrize("name", READMES)
def test_console_blocks_print_what_they_show(name: str, tmp_path: Path):
    blocks = console_blocks(ROOT.joinpath(name).read_text("utf-8"))
    assert len(blocks) >= 5
    for command, output in blocks:
        printed = run(command, tmp_path)
        assert as_pattern(output).fullmatch(printed), f"$ {command}\n{printed}"


@pytest.mark.parametrize("name", READMES)
def test_python_blocks_are_true(name: str):
    blocks = re.findall(r"```pycon\n(.*?)```", ROOT.joinpath(name).read_text("utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        told = io.StringIO()
        example = doctest.DocTestParser().get_doctest(block, {}, name, name, 0)
        assert doctest.DocTestRunner().run(example, out=told.write).failed == 0, told.getvalue()


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_described(name: str):
    text = ROOT.joinpath(name).read_text("utf-8")
    commands = [str(command.callback.__name__) for command in app.registered_commands if command.callback]
    assert len(commands) >= 8
    assert not [command for command in commands if f"zeren {command.strip('_').replace('_', '-')}" not in text]


def test_every_field_of_the_record_is_described():
    text = ROOT.joinpath("docs", "record.md").read_text("utf-8")
    fields = {
        field.name.rstrip("_")
        for kind in vars(records).values()
        if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind.__module__ == records.__name__
        for field in dataclasses.fields(kind)
    }
    assert not sorted(name for name in fields if f"`{name}`" not in text)


@pytest.mark.parametrize("name", [*READMES, "docs/record.md", "docs/rules.md", "docs/decisions.md", "CHANGELOG.md"])
def test_links_and_named_files_exist(name: str):
    text = ROOT.joinpath(name).read_text("utf-8")
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text)
    assert not [target for target in targets if not (ROOT / name).parent.joinpath(target).exists()]


def refreshed(text: str, home: Path) -> str:
    """The text with every block printed anew: as many lines as it shows, then … where there are more."""

    def block(found: re.Match[str]) -> str:
        return "".join(shown(command, output) for command, output in console_blocks(f"```console\n{found[0]}```"))

    def shown(command: str, output: str) -> str:
        wanted = len([line for line in output.splitlines() if line.strip() != "…"])
        lines = run(command, home).splitlines()
        kept = lines[:wanted] if output.rstrip().endswith("…") else lines
        return "\n".join([f"$ {command}", *kept, *(["…"] if len(kept) < len(lines) else [])]) + "\n"

    return BLOCK.sub(block, text)


if __name__ == "__main__":
    for readme in (ROOT / name for name in READMES):
        with tempfile.TemporaryDirectory() as home:
            readme.write_text(refreshed(readme.read_text("utf-8"), Path(home)), "utf-8")
