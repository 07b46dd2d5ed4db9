"""The web door: ``python -m serve --host … --port …`` for several people, which is what ``make serve`` runs.

It refuses to serve anybody whom it does not know, unless ZEREN_OPEN=viewer lets everybody read. ``--alone`` serves the
one person of this machine, who is not asked; that is ``make run``.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from graph.errors import GraphError
from ingest import current_library, home
from signing import openid
from signing.doors import Doors
from signing.gate import Gate
from signing.house import LOG, House, open_house, people_folder
from signing.roles import load_roles
from signing.shell import Shell
from signing.visits import Visits
from views.failing import tell
from views.surface import surface

ROOT = Path(__file__).resolve().parent
_LONGEST = 24 * 31  # hours
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_REFUSED = """没有启动：还没有人可以登录，谁都能改动资料库。请先做下面一件事（见 docs/serving.md）：
  1. 设密码登录：    zeren people add 姓名 --role editor    （.venv/bin/python -m cli people add …）
  2. 接单位账号：    在 .streamlit/secrets.toml 的 [auth] 写明 OpenID，在 {roles} 写明谁是什么角色
  3. 只读开放：      ZEREN_OPEN=viewer make serve …       人人可查阅，无人可改动
  只有自己一个人用：make run
Not started: nobody can sign in yet, so anybody could change the library. Do one of these first (docs/serving.md):
  1. passwords:      zeren people add NAME --role editor
  2. your accounts:  describe the OpenID provider in .streamlit/secrets.toml, and who has which role in {roles}
  3. open to read:   ZEREN_OPEN=viewer make serve …       everybody may read, nobody may write
  For yourself alone: make run
"""


class _RefusedError(GraphError):
    """The server is not started; the message says what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until stopped; 1 where that was refused."""
    parser = argparse.ArgumentParser(prog="serve", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument(
        "--alone", action="store_true", help="for the one person of this machine, who may do everything"
    )
    parser.add_argument("--path", default="", help="the path that a proxy serves it below, as /zeren")
    given = parser.parse_args(arguments)
    base = f"/{given.path.strip('/')}".rstrip("/")
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    try:
        current_library()
        house, auth = (None, None) if given.alone else furnished(base)
    except GraphError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    open_house(house)
    if given.alone and given.host not in _LOOPBACK:
        parser.error("--alone is for 127.0.0.1")
    if given.host not in _LOOPBACK:
        LOG.warning("没有经过 TLS 的密码会在网络上明文传送：请放在代理后面（docs/serving.md）。 Serve it behind TLS.")
    application(house, auth, base).run(
        config={
            "server.address": given.host,
            "server.port": given.port,
            "server.baseUrlPath": base.strip("/"),
            "browser.gatherUsageStats": False,
            "server.showEmailPrompt": False,
        }
    )
    return 0


def furnished(base: str) -> tuple[House, dict[str, Any] | None]:
    """The house as the environment describes it, and what Streamlit has to know of the provider.

    Raises:
        GraphError: nobody could sign in, or what is told is wrong; the message says what to do.
    """
    folder = people_folder(home())
    opened = os.environ.get("ZEREN_OPEN", "")
    if opened not in ("", "viewer"):
        raise _RefusedError(f"ZEREN_OPEN 只能是 viewer，现在是“{opened}”。 ZEREN_OPEN can only be viewer.")
    auth = openid.provider(folder)
    hours = _hours(os.environ.get("ZEREN_HOURS") or "12")
    house = House(folder=folder, visits=Visits(folder, hours), open=bool(opened), openid=auth is not None, base=base)
    if not (house.open or house.openid or house.passwords):
        raise _RefusedError(_REFUSED.format(roles=folder / "roles.toml"))
    if house.openid:
        load_roles(folder)
    if (house.openid or house.passwords) and not _writable(folder):
        raise _RefusedError(f"{folder} 不能写入，登录记录要存在那里：请用 ZEREN_PEOPLE 指定一个可写的文件夹。")
    return house, auth


def _hours(words: str) -> float:
    try:
        hours = float(words)
    except ValueError:
        hours = 0.0
    if not 0 < hours <= _LONGEST:
        raise _RefusedError(
            f"ZEREN_HOURS 应是 {_LONGEST} 以内的小时数，现在是“{words}”。 ZEREN_HOURS is a number of hours."
        )
    return hours


def _writable(folder: Path) -> bool:
    nearest = next((path for path in (folder, *folder.absolute().parents) if path.exists()), folder)
    return os.access(nearest, os.W_OK)


def application(house: House | None, auth: dict[str, Any] | None, base: str = "") -> st.App:
    """The pages below a path, behind the gate of this house; without one, for the one person of this machine."""
    shell = Middleware(Shell, style=surface(), base=base)
    if house is None:
        return st.App(ROOT / "app.py", middleware=[shell], on_script_error=tell)
    doors = Doors(house, (lambda: openid.beginning(house.base)) if auth else None, openid.fresh_claims)
    return st.App(
        ROOT / "app.py",
        secrets={"auth": auth} if auth else None,
        routes=doors.routes(),
        middleware=[shell, Middleware(Gate, house=house)],
        on_script_error=tell,
    )


if __name__ == "__main__":
    sys.exit(main())
