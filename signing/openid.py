"""The organisation's accounts: Streamlit's own OpenID sign-in, whose cookie is taken once, right after it was made.

Streamlit asks the provider, checks what it answers (with Authlib) and signs a cookie that would hold for thirty days.
A visit of ours begins with it within two minutes, and ends as others do.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from streamlit.auth_util import encode_provider_token, get_cookie_with_chunks, get_signing_secret
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from graph.errors import GraphError

_PROVIDER = "default"
_NEEDED = ("client_id", "client_secret", "server_metadata_url", "redirect_uri", "cookie_secret")
_FROM_ENVIRONMENT = {
    "server_metadata_url": "ZEREN_OPENID_URL",
    "client_id": "ZEREN_OPENID_CLIENT",
    "client_secret": "ZEREN_OPENID_SECRET",
}
_PUBLIC = "ZEREN_URL"
_SECRET = "cookie-secret"
_FRESH = 120 / 86_400  # days


class OpenIdError(GraphError):
    """The provider is not described well; the message is for who runs the server."""


def provider(folder: Path) -> dict[str, Any] | None:
    """What Streamlit has to know of the provider: of its secrets.toml, else of the environment; None without either.

    Raises:
        OpenIdError: something is missing.
    """
    held = secrets_singleton.get("auth") if secrets_singleton.load_if_toml_exists() else None
    told = dict(held) if held else _from_environment(folder)
    if not told:
        return None
    missing = [name for name in _NEEDED if not told.get(name)]
    if missing:
        where = {**_FROM_ENVIRONMENT, "redirect_uri": _PUBLIC}
        raise OpenIdError(
            f"单位账号登录缺少 {'、'.join(missing)}：请写进 .streamlit/secrets.toml 的 [auth]，"
            f"或设置环境变量 {'、'.join(where.get(name, name) for name in missing)}（见 docs/serving.md）。"
        )
    if not str(told["redirect_uri"]).endswith("/oauth2callback"):
        raise OpenIdError(f"redirect_uri 应以 /oauth2callback 结尾，现在是 {told['redirect_uri']}。")
    return told


def _from_environment(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = {name: value for name, key in _FROM_ENVIRONMENT.items() if (value := os.environ.get(key))}
    if not told:
        return {}
    public = os.environ.get(_PUBLIC, "").rstrip("/")
    return {
        **told,
        "redirect_uri": f"{public}/oauth2callback" if public else "",
        "cookie_secret": _cookie_secret(folder),
    }


def _cookie_secret(folder: Path) -> str:
    """A secret of this server, made once."""
    path = folder / _SECRET
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32), "utf-8")
    return path.read_text("utf-8").strip()


def beginning(base: str) -> str:
    """The address at which Streamlit begins the sign-in."""
    return f"{base}/auth/login?provider={encode_provider_token(_PROVIDER)}"


def fresh_claims(cookies: Mapping[str, str]) -> dict[str, Any] | None:
    """What the provider said of somebody within the last two minutes."""

    def cookie(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(get_signing_secret(), name, value, _FRESH) if value else None

    found = get_cookie_with_chunks(cookie, USER_COOKIE_NAME)
    claims = json.loads(found) if found else {}
    return claims if isinstance(claims, dict) and claims.get("is_logged_in") is True else None
