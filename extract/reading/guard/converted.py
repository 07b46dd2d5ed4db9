"""Old formats: LibreOffice, where it is installed, turns them into the formats that are read.

It works on a copy in a folder of its own, with a profile of its own in which macros and links to elsewhere are off,
under the limits of :mod:`extract.reading.guard.launch`, and is ended with everything it started when its time is over.
"""

from __future__ import annotations

import functools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from extract.reading.source import UnreadableDocument

CONVERTED: Mapping[str, str] = MappingProxyType({".doc": ".docx", ".wps": ".docx", ".et": ".xlsx"})
"""Old suffix → the suffix that is read instead. LibreOffice cannot read .ofd."""

PATIENCE = 120.0
"""Seconds that a conversion may take."""

ROOT = Path(__file__).resolve().parents[3]

_ONE_AT_A_TIME = threading.Lock()  # each needs some hundred megabytes
_OPENED_AS = {".docx": ".doc", ".xlsx": ".xls"}  # by what it is opened: WPS writes Microsoft's formats
_FILTERS = {".docx": "docx:MS Word 2007 XML", ".xlsx": "xlsx:Calc MS Excel 2007 XML"}
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
_SETTING = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "1"),  # never
    ("Common/Misc", "FirstRun", "false"),
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(_SETTING.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    + "</oor:items>"
)


def convert(data: bytes, suffix: str) -> bytes:
    """The file in the format that stands for its suffix in :data:`CONVERTED`.

    Raises:
        UnreadableDocument: LibreOffice is missing, cannot convert the file, or takes too long.
    """
    target = CONVERTED[suffix]
    office = find_office()
    if office is None:
        raise UnreadableDocument(
            "no-converter",
            f"读取 {suffix} 文件需要 LibreOffice：请先安装，或用 Word、WPS 打开文件，另存为 {target} 后再导入。",
        )
    with _ONE_AT_A_TIME, tempfile.TemporaryDirectory(prefix="zeren-", ignore_cleanup_errors=True) as folder:
        return _convert(data, target, office, Path(folder))


@functools.cache
def find_office() -> str | None:
    """LibreOffice's program, on the path or at its usual places."""
    on_path = shutil.which("soffice") or shutil.which("libreoffice")
    return on_path or next((place for place in _PLACES if Path(place).is_file()), None)


def _convert(data: bytes, target: str, office: str, folder: Path) -> bytes:
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
    original = folder / f"original{_OPENED_AS[target]}"
    original.write_bytes(data)
    command = (
        *(office, f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
        *("--headless", "--norestore", "--nologo", "--nolockcheck"),
        *("--convert-to", _FILTERS[target], "--outdir", str(folder / "out"), str(original)),
    )
    if not _finishes(command, folder):
        raise UnreadableDocument(
            "timed-out", f"转换这个文件用时过长，已停止：请用原来的软件打开，另存为 {target} 后再导入。"
        )
    made = folder / "out" / f"original{target}"
    if not made.is_file():
        raise UnreadableDocument(
            "conversion-failed",
            f"LibreOffice 打不开这个文件，可能已损坏：请用原来的软件打开，另存为 {target} 后再导入。",
        )
    return made.read_bytes()


# What a program needs from outside; the rest of the environment is nobody's business there.
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP", "USERPROFILE", "APPDATA")


def _finishes(command: tuple[str, ...], folder: Path) -> bool:
    """Whether the program ends in time; else it is ended with everything it started."""
    launch = () if sys.platform == "win32" else (sys.executable, "-E", "-s", "-B", "-m", "extract.reading.guard.launch")
    process = subprocess.Popen(
        (*launch, *command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        | {"HOME": str(folder), "TMPDIR": str(folder)},
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.returncode is None:
            _end_group(process)
    return True


def _end_group(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        subprocess.run(("taskkill", "/F", "/T", "/PID", str(process.pid)), capture_output=True, check=False)
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
