"""Which of those who sign in with the organisation's account may come in, and as what: ``roles.toml``."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import GraphError, cause
from signing.accounts import ROLES, Role

FILE = "roles.toml"
_LONGEST_NAME = 40
_NAMED = ("name", "preferred_username", "email")


class RolesError(GraphError):
    """The file cannot be read; the message is for who runs the server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who signed in; ``name`` signs what they decide."""

    name: str
    role: Role


Accepted = Mapping[str, tuple[str, ...]]
"""Claim → the values of which it must have one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Who gets which role. ``account`` names the claim that tells two people of one name apart."""

    account: str
    accepted: Mapping[Role, Accepted]

    def person(self, claims: Mapping[str, Any]) -> Person | None:
        """Who these claims of the provider speak of, with the highest role that fits; None where none does."""
        account = _values(claims, self.account)
        if not account:
            return None
        for role in reversed(ROLES):
            if any(_meets(claims, claim, values) for claim, values in self.accepted.get(role, {}).items()):
                return Person(name=_signature(claims, account[0]), role=role)
        return None


def load_roles(folder: Path) -> Roles:
    """The roles of ``roles.toml``; without the file nobody has one.

    Raises:
        RolesError: the file cannot be read, or says something that is not known.
    """
    path = folder / FILE
    try:
        seen = path.stat()
    except FileNotFoundError:
        return Roles(account="email", accepted={})
    return _read(path, seen.st_mtime_ns, seen.st_size, seen.st_ino)


@functools.lru_cache(maxsize=2)
def _read(path: Path, *_seen: int) -> Roles:
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise RolesError(f"读不了 {path}：{cause(error)}。") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RolesError(f"{path} 不是 TOML：{error}") from error
    unknown = set(told) - {"account", *ROLES}
    parts = [told.get(role, {}) for role in ROLES]
    if unknown or not all(isinstance(part, dict) and all(isinstance(v, list) for v in part.values()) for part in parts):
        raise RolesError(f"{path}：只能写 account 和 [viewer]、[editor] 两段，每段是 声明 = [值, …]。")
    accepted = {role: {claim: tuple(map(str, v)) for claim, v in told.get(role, {}).items()} for role in ROLES}
    return Roles(account=str(told.get("account", "email")), accepted=accepted)


def _meets(claims: Mapping[str, Any], claim: str, accepted: tuple[str, ...]) -> bool:
    """Whether a claim has one of the values: ``*`` is any, ``*@gov.cn`` every address that ends so."""
    given = [value.casefold() for value in _values(claims, claim)]
    return any(_is(value, one.casefold()) for value in given for one in accepted)


def _is(value: str, accepted: str) -> bool:
    return accepted in ("*", value) or (accepted.startswith("*@") and value.endswith(accepted[1:]))


def _values(claims: Mapping[str, Any], claim: str) -> list[str]:
    """The values of a claim. An address of which the provider says that it was not verified is none."""
    if claim == "email" and claims.get("email_verified") in (False, "false"):
        return []
    value = claims.get(claim)
    found = value if isinstance(value, list) else [value]
    return [str(one) for one in found if isinstance(one, (str, int)) and str(one).strip()]


def _signature(claims: Mapping[str, Any], account: str) -> str:
    """The name that signs, told apart from everybody else's by the account."""
    name = next((value for key in _NAMED for value in _values(claims, key)), account)
    shown = "".join(character for character in name if character.isprintable()).strip()[:_LONGEST_NAME]
    return account if shown in ("", account) else f"{shown}（{account}）"
