"""The sign-in page: a form and no script, in both languages."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from starlette.responses import HTMLResponse

from signing.house import House

Language = Literal["zh", "en"]
_HERE = Path(__file__).parent
_OTHER: dict[Language, tuple[Language, str]] = {"zh": ("en", "English"), "en": ("zh", "中文")}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; "
    "base-uri 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the page says: to whom who asked for a page of the program, and what was wrong with the last attempt."""

    asked: str = ""
    name: str = ""
    problem: str | None = None
    minutes: int = 0
    leaving: bool = False


def page(house: House, language: Language, told: Told, status: int = 200) -> HTMLResponse:
    """The page that signs somebody in, or asks whether to sign out."""

    def say(key: str) -> str:
        return escape(load_words()[key][language].format(minutes=told.minutes))

    leaving = _leaving(house, say("leave"), say("leave_button"), say("back"))
    main = leaving if told.leaving else _ways(house, language, told)
    alert = f'<p class="alert" role="alert">{say(told.problem)}</p>' if told.problem else ""
    other, name = _OTHER[language]
    switch = f"{house.base}/signin?next={quote(told.asked, safe='')}&lang={other}"
    return HTMLResponse(
        f"""<!DOCTYPE html>
<html lang="{"zh-CN" if language == "zh" else "en"}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{say("leave_button" if told.leaving else "title")} · 责任 zeren</title>
<link rel="icon" href="data:,">
<style>{_read("page.css")}</style></head>
<body><main>
<header>{_read("mark.svg")}<h1>责任<span lang="en">zeren</span></h1></header>
<p class="purpose">{say("purpose")}</p>
{alert}
{main}
</main>
<footer><a href="{escape(switch)}" lang="{"zh-CN" if other == "zh" else "en"}">{name}</a></footer>
</body></html>
""",
        status,
        headers=_HEADERS,
    )


def _ways(house: House, language: Language, told: Told) -> str:
    """The ways in, each with its own words."""

    def say(key: str) -> str:
        return escape(load_words()[key][language])

    asked, parts = told.asked, []
    in_name, in_password = ("", " autofocus") if told.name else (" autofocus", "")
    if house.openid:
        to = f"{house.base}/signin/openid?next={quote(asked, safe='')}"
        parts.append(f'<p><a class="button" href="{escape(to)}">{say("openid")}</a></p>')
    if house.passwords:
        parts.append(
            f"""<form method="post" action="{house.base}/signin?lang={language}">
<input type="hidden" name="next" value="{escape(asked)}">
<label for="name">{say("name")}</label>
<input id="name" name="name" autocomplete="username" autocapitalize="none" maxlength="100" required
 value="{escape(told.name)}"{in_name}>
<label for="password">{say("password")}</label>
<input id="password" name="password" type="password" autocomplete="current-password" maxlength="1000"
 required{in_password}>
<button>{say("button")}</button>
</form>"""
        )
    if house.open:
        parts.append(f'<p><a href="{house.base}/{escape(asked)}">{say("read")}</a></p>')
    help_ = "help" if house.openid or house.passwords else "nobody"
    return f'<p class="or"><span>{say("or")}</span></p>'.join(parts) + f'<p class="quiet">{say(help_)}</p>'


def _leaving(house: House, question: str, leave: str, back: str) -> str:
    return f"""<form method="post" action="{house.base}/signout">
<p>{question}</p><button autofocus>{leave}</button></form>
<p><a href="{house.base}/">{back}</a></p>"""


@functools.cache
def load_words() -> dict[str, dict[Language, str]]:
    """Key → words in each language."""
    words: dict[str, dict[Language, str]] = tomllib.loads(_read("words.toml"))
    return words


@functools.cache
def _read(name: str) -> str:
    return (_HERE / name).read_text("utf-8")
