"""How this server lets people in, and who it is that asks."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from signing.accounts import load_accounts, plain
from signing.roles import Person, load_roles
from signing.visits import Visit, Visits

COOKIE = "zeren_visit"
LOG = logging.getLogger("zeren.people")
"""Who came in, was refused and left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A server for several people.

    ``folder`` holds the password file, the roles and the visits. ``open``: everybody may read without signing in.
    ``openid``: the organisation's accounts are known. ``base`` is the path that it is served below, "" or "/zeren".
    """

    folder: Path
    visits: Visits
    open: bool = False
    openid: bool = False
    base: str = ""

    @property
    def passwords(self) -> bool:
        """Whether somebody signs in with a password."""
        return bool(load_accounts(self.folder))

    def person(self, cookies: Mapping[str, str]) -> Person | None:
        """Who asks, by the cookie of their visit, with the role that they have now; None where nobody is signed in."""
        token = cookies.get(COOKIE)
        visit = self.visits.find(token) if token else None
        if visit is None:
            return None
        return self._of_account(visit) if visit.claims is None else load_roles(self.folder).person(visit.claims)

    def _of_account(self, visit: Visit) -> Person | None:
        account = load_accounts(self.folder).get(plain(visit.name or ""))
        if account is None or proof_of(account.kept) != visit.proof:
            return None
        return Person(name=account.name, role=account.role)


def people_folder(home: Path) -> Path:
    """Where the password file, the roles and the visits are: ZEREN_PEOPLE, or ``people`` in the library's folder."""
    return Path(os.environ.get("ZEREN_PEOPLE") or home / "people")


def proof_of(kept: str) -> str:
    """What a visit keeps of a password's hash, to see whether it is the same still."""
    return hashlib.sha256(kept.encode("utf-8")).hexdigest()


_in_use: list[House] = []


def open_house(house: House | None) -> None:
    """From now on the pages of this process are served by this house; None: to the one person of this machine."""
    _in_use[:] = [] if house is None else [house]


def house() -> House | None:
    """The house that serves the pages; None where they are for the one person of this machine."""
    return _in_use[0] if _in_use else None
