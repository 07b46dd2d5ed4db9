"""The password file: who signs in with a password, and as what.

It is a TOML file that only its owner may read; the command ``zeren people`` writes it, whole and at once. A server that
runs sees each change with the next click.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import tempfile
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from graph.errors import GraphError, cause
from signing.hashing import fits, hash_password

Role = Literal["viewer", "editor"]
ROLES: tuple[Role, ...] = get_args(Role)
FILE = "people.toml"
SHORTEST = 10
_LONGEST_NAME = 40
_FORBIDDEN = set('（）()<>@"\\|/')
_HEAD = "# 由 zeren people 写成：每人一段，密码只存散列。 Written by zeren people; of passwords only hashes.\n"


class AccountError(GraphError):
    """An account that cannot be made, changed or read; the message is for who runs the server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who signs in with a password; ``kept`` is its hash."""

    name: str
    role: Role
    kept: str


def load_accounts(folder: Path) -> dict[str, Account]:
    """The accounts of the password file by :func:`plain` name; none where there is no file.

    Raises:
        AccountError: the file cannot be read.
    """
    path = folder / FILE
    try:
        seen = path.stat()
    except FileNotFoundError:
        return {}
    return _read(path, seen.st_mtime_ns, seen.st_size, seen.st_ino)


@functools.lru_cache(maxsize=2)
def _read(path: Path, *_seen: int) -> dict[str, Account]:
    try:
        told = tomllib.loads(path.read_text("utf-8"))
        accounts = [_account(entry) for entry in told.get("people", [])]
    except OSError as error:
        raise AccountError(f"读不了密码文件 {path}：{cause(error)}。") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, ValueError, TypeError) as error:
        raise AccountError(f"密码文件 {path} 写得不对（{error}）。请用 zeren people 重新设置。") from error
    return {plain(account.name): account for account in accounts}


def _account(entry: Mapping[str, Any]) -> Account:
    if entry["role"] not in ROLES:
        raise ValueError(f"role {entry['role']}")
    return Account(name=str(entry["name"]), role=entry["role"], kept=str(entry["password"]))


def add_account(folder: Path, name: str, role: Role, password: str) -> Account:
    """Add somebody.

    Raises:
        AccountError: the name is taken or unfit, or the password too short; nothing is changed.
    """
    accounts = dict(load_accounts(folder))
    name = unicodedata.normalize("NFC", name).strip()
    if plain(name) in accounts:
        raise AccountError(
            f"已有“{accounts[plain(name)].name}”。改密码用 zeren people password，改角色先 remove 再 add。"
        )
    if not name or len(name) > _LONGEST_NAME or not name.isprintable() or _FORBIDDEN & set(name):
        raise AccountError(f"名字须为 1 到 {_LONGEST_NAME} 个可见字符，不含 {' '.join(sorted(_FORBIDDEN))}。")
    made = Account(name=name, role=role, kept=hash_password(_fit(password, name)))
    _write(folder, [*accounts.values(), made])
    return made


def change_password(folder: Path, name: str, password: str) -> None:
    """Give somebody another password, which ends every visit that began with the old one.

    Raises:
        AccountError: nobody has this name, or the password is too short; nothing is changed.
    """
    accounts = dict(load_accounts(folder))
    held = _held(accounts, name)
    accounts[plain(name)] = Account(name=held.name, role=held.role, kept=hash_password(_fit(password, held.name)))
    _write(folder, accounts.values())


def remove_account(folder: Path, name: str) -> None:
    """Take somebody out, which ends all their visits; what they decided stays signed.

    Raises:
        AccountError: nobody has this name.
    """
    accounts = dict(load_accounts(folder))
    _held(accounts, name)
    del accounts[plain(name)]
    _write(folder, accounts.values())


def signed_in(folder: Path, name: str, password: str) -> Account | None:
    """The account that this name and this password open; it takes as long for a name that nobody has."""
    account = load_accounts(folder).get(plain(name))
    return account if fits(password, account.kept if account else None) else None


def plain(name: str) -> str:
    """A name as it is compared.

    >>> plain(" Ｚhang ") == plain("zhang")
    True
    """
    return unicodedata.normalize("NFKC", name).strip().casefold()


def _held(accounts: Mapping[str, Account], name: str) -> Account:
    if plain(name) not in accounts:
        raise AccountError(f"没有“{name}”。用 zeren people list 查看都有谁。")
    return accounts[plain(name)]


def _fit(password: str, name: str) -> str:
    if len(password) < SHORTEST or plain(name) in plain(password):
        raise AccountError(f"密码至少 {SHORTEST} 个字符，并且不含名字。")
    return password


def _write(folder: Path, accounts: Iterable[Account]) -> None:
    """Write the file whole, readable by its owner alone."""
    parts = (
        f"\n[[people]]\nname = {_quoted(one.name)}\nrole = {_quoted(one.role)}\npassword = {_quoted(one.kept)}\n"
        for one in accounts
    )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        number, draft = tempfile.mkstemp(dir=folder, prefix=FILE)  # nobody else may read what it makes
        with contextlib.closing(os.fdopen(number, "w", encoding="utf-8")) as file:
            file.write(_HEAD + "".join(parts))
        Path(draft).replace(folder / FILE)
    except OSError as error:
        raise AccountError(f"写不了密码文件 {folder / FILE}：{cause(error)}。") from error


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
