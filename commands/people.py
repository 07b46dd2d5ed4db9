"""The commands about people: who signs in with a password to the page that a department shares."""

# ruff: noqa: D400, D415 - the docstrings of commands are their help texts, in Chinese

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from commands.options import AsJson
from signing.accounts import (
    ROLES,
    SHORTEST,
    AccountError,
    Role,
    add_account,
    change_password,
    load_accounts,
    remove_account,
)
from signing.house import people_folder
from terminal import fail, print_json, say


def _folder() -> Path:
    from ingest import home  # noqa: PLC0415 - a command loads what it needs

    return people_folder(home())


people = typer.Typer(name="people", help="谁能用密码登录多人共用的网页（make serve）：添加、列出、改密码、移除。")
Name = Annotated[str, typer.Argument(help="姓名；用来登录，也是判断和更正的署名")]


@people.command()
def add(
    name: Name, role: Annotated[str, typer.Option(help="viewer 查阅，editor 还可以判断、更正、导入")] = "viewer"
) -> None:
    """添加一个人；密码在终端里输入两遍，或从标准输入读一行。"""
    made = add_account(_folder(), name, _role(role), _password())
    say(f"已添加“{made.name}”（{made.role}）。")


@people.command("list")
def list_(as_json: AsJson = False) -> None:
    """列出能用密码登录的人和角色。"""
    accounts = load_accounts(_folder()).values()
    if as_json:
        print_json([{"name": one.name, "role": one.role} for one in accounts])
        return
    for one in accounts:
        say(f"{one.role}\t{one.name}")
    if not accounts:
        say("还没有人。用 zeren people add 姓名 --role editor 添加。")


@people.command()
def password(name: Name) -> None:
    """改一个人的密码；用旧密码登录的都会退出。"""
    change_password(_folder(), name, _password())
    say(f"已改“{name}”的密码；用旧密码登录的都已退出。")


@people.command()
def remove(name: Name) -> None:
    """移除一个人，马上退出登录；其判断和署名保留。"""
    remove_account(_folder(), name)
    say(f"已移除“{name}”。")


def _role(words: str) -> Role:
    found: list[Role] = [role for role in ROLES if role == words]
    if not found:
        fail(f"角色只有 {'、'.join(ROLES)}。")
    return found[0]


def _password() -> str:
    """A password, typed twice and not shown; the first line of standard input where that is no terminal."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    typed: str = typer.prompt(f"密码（至少 {SHORTEST} 个字符）", hide_input=True)
    if typer.prompt("再输一遍", hide_input=True) != typed:
        raise AccountError("两遍不一样，没有改动。")
    return typed
