"""The commands that keep the library: take a document out, back up, restore, examine, make anew what is derived."""

# ruff: noqa: D400, D415 - the docstrings of commands are their help texts, in Chinese

from __future__ import annotations

import dataclasses
import getpass
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import AsJson
from terminal import fail, print_json, say

if TYPE_CHECKING:
    from graph.backups import Backup
    from graph.doctor import Ailment

Replace = Annotated[bool, typer.Option("--replace", help="已有内容时也替换")]


def remove(
    doc: Annotated[str, typer.Argument(help="文件名，与入库时相同")],
    erase: Annotated[bool, typer.Option("--erase", help="连同原件、旧版本和提取记录一起清除，磁盘上不留字节")] = False,
    who: Annotated[str, typer.Option("--who", help="由谁移除；不写则为系统用户名")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="不再询问")] = False,
    as_json: AsJson = False,
) -> None:
    """从资料库移除一份文件（人工判断保留，可以重新导入）；加 --erase 连同原件清除。"""
    from ingest import own_library  # noqa: PLC0415 - a command loads what it needs

    library = own_library()
    if not library.versions(doc) and not any(one.doc == doc for one in library.removals()):
        near = [held for held in library.docs() if doc in held]
        fail(f"资料库中没有“{doc}”。" + (f"相近的有：{'、'.join(near)}。" if near else "请写入库时的文件名。"))
    if not yes:
        how = "连同原件、旧版本和提取记录一起清除，不能恢复" if erase else "原件保留，以后可以重新导入或清除"
        _ask_first(f"移除“{doc}”（{how}）？")
    removed = library.remove(doc, who=who or getpass.getuser(), at=_now(), erase=erase)
    if as_json:
        print_json(dataclasses.asdict(removed))
    elif erase:
        say(f"已清除 {doc}：{removed.versions} 个版本及原件的字节已不在资料库中（移除记录第 {removed.number} 条）。")
        say("注意：此前的备份、导出的文件和导入前的原文件不受影响，需要时请另行删除。", error=True)
    else:
        say(f"已移除 {doc}（移除记录第 {removed.number} 条）。原件保留；要一并清除，请用 zeren remove {doc} --erase。")


def backup(
    path: Annotated[Path, typer.Argument(help="备份文件，如 zeren-备份.db")],
    replace: Replace = False,
    as_json: AsJson = False,
) -> None:
    """把整个资料库（含原件和人工判断）备份成一个文件，写完即核对；其他程序可以照常读写。"""
    from graph.backups import write_backup  # noqa: PLC0415
    from ingest import own_library  # noqa: PLC0415

    _tell("已备份到", write_backup(own_library().home, path, replace=replace, progress=show), as_json=as_json)


def restore(
    path: Annotated[Path, typer.Argument(help="zeren backup 写出的文件")],
    replace: Replace = False,
    as_json: AsJson = False,
) -> None:
    """从备份恢复资料库：先核对备份，再整体替换；--replace 时现有内容先另存。"""
    from graph.backups import restore_backup  # noqa: PLC0415
    from graph.store import refresh  # noqa: PLC0415
    from ingest import home, own_library  # noqa: PLC0415

    restored = restore_backup(path, home(), at=_now(), replace=replace, progress=show)
    refresh(own_library())
    _tell("已恢复自", restored, as_json=as_json)
    if restored.aside:
        say(f"原来的资料库另存为 {restored.aside}；确认无误后可以删除。", error=True)


def doctor(as_json: AsJson = False) -> None:
    """检查资料库：文件完好、原件、引文与原文、事实表、没有着落的判断；只检查，不改动。有问题时状态码为 1。"""
    from graph.doctor import examine  # noqa: PLC0415
    from ingest import extraction, own_library  # noqa: PLC0415

    library = own_library()
    found = examine(library, extraction(), show)
    wrong = any(one.wrong for one in found)
    if as_json:
        print_json({"home": str(library.home), "documents": len(library.docs()), "ok": not wrong,
                    "findings": [dataclasses.asdict(one) for one in found]})  # fmt: skip
    else:
        _print_ailments(found)
        removed = len(library.removals())
        told = f"，移除记录 {removed} 条" if removed else ""
        state = "有问题，请按上面的提示处理" if wrong else "没有问题"
        say(f"资料库 {library.home}：{len(library.docs())} 份文件{told}。{state}。")
    if wrong:
        raise typer.Exit(1)


def rebuild(
    again: Annotated[bool, typer.Option("--reread", help="先用保留的原件按现有规则重新读取")] = False,
    as_json: AsJson = False,
) -> None:
    """重新生成由提取记录得出的一切（事实表、图谱），并压缩文件；--reread 先用原件重新读取。"""
    from graph.store import refresh  # noqa: PLC0415
    from ingest import own_library, reread  # noqa: PLC0415

    library = own_library()
    outcomes = reread(library, lambda number, total, doc: say(f"[{number}/{total}] {doc}", error=True)) if again else []
    for outcome in outcomes:
        if outcome.status in ("refused", "duplicate"):
            say(f"{outcome.doc}：保持原样。{outcome.message}", error=True)
    library.rebuild(show)
    refresh(library)
    changed = sum(outcome.status == "reread" for outcome in outcomes)
    kept = [outcome.doc for outcome in outcomes if outcome.status in ("refused", "duplicate")]
    if as_json:
        print_json({"documents": len(library.docs()), "reread": len(outcomes), "changed": changed, "kept": kept})
    else:
        told = f"重新读取 {len(outcomes)} 份，{changed} 份有变化。" if again else ""
        say(f"已重新生成：{len(library.docs())} 份文件。{told}")
    if kept:
        raise typer.Exit(1)


def show(doing: str, done: int, total: int) -> None:
    """Say on standard error how far long work has come: on one line of a terminal, else once for each kind of work."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{doing} {done}/{total}" + ("\r\033[K" if done >= total else ""))
        sys.stderr.flush()
    elif done >= total:
        say(f"{doing} {total}", error=True)


def _print_ailments(found: Sequence[Ailment]) -> None:
    """What is wrong one by one; of what is only to be known, one line for all documents of one kind."""
    by_said: dict[tuple[bool, str, str], list[str]] = {}
    for one in found:
        by_said.setdefault((one.wrong, one.said, one.advice), []).extend([one.doc] if one.doc else [])
    for (wrong, said, advice), docs in by_said.items():
        named = "、".join(docs[:5]) + (f" 等 {len(docs)} 份" if len(docs) > 5 else "")
        say(f"{'问题' if wrong else '提示'}　{f'{named}：' if docs else ''}{said}{advice}")


def _tell(said: str, backup: Backup, *, as_json: bool) -> None:
    held = backup.contents
    if as_json:
        print_json(dataclasses.asdict(backup))
        return
    say(f"{said} {backup.path}（{backup.size / 1e6:.1f} MB，sha256 {backup.sha256}）")
    say(
        f"  文件 {held.documents} 份（版本 {held.versions} 个，原件 {held.originals} 份），"
        f"单位判断 {held.decisions} 条，对发现的判断 {held.verdicts} 条，移除记录 {held.removals} 条；核对无误"
    )


def _ask_first(question: str) -> None:
    if not sys.stdin.isatty():
        fail(f"{question}请加 --yes 确认。")
    if not typer.confirm(question):
        fail("没有移除。")


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
