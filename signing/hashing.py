"""Passwords, kept as slow salted hashes and never as they are.

scrypt is in Python's own library on every platform, so nothing more has to be installed; it costs memory as well as
time, which is what makes guessing on many processors dear. The price stands in each hash: when it is raised, what was
kept before still fits.
"""

from __future__ import annotations

import functools
import hashlib
import hmac
import secrets
import unicodedata
from base64 import b64decode, b64encode

_WORK, _BLOCK, _LANES = 1 << 15, 8, 3  # 32 MB, about 0.2 s
_MEMORY = 1 << 27


def hash_password(password: str) -> str:
    """What is kept of a password: the price, a salt of its own and the hash."""
    salt = secrets.token_bytes(16)
    made = _scrypt(password, salt, _WORK, _BLOCK, _LANES)
    return f"scrypt${_WORK}${_BLOCK}${_LANES}${_written(salt)}${_written(made)}"


def fits(password: str, kept: str | None) -> bool:
    """Whether it is the password of which this was kept; it takes as long where nothing was kept."""
    _, work, block, lanes, salt, made = (kept or _nobodys()).split("$")
    tried = _scrypt(password, b64decode(salt), int(work), int(block), int(lanes))
    return hmac.compare_digest(tried, b64decode(made)) and kept is not None


@functools.cache
def _nobodys() -> str:
    return hash_password(secrets.token_hex(16))


def _scrypt(password: str, salt: bytes, work: int, block: int, lanes: int) -> bytes:
    """The hash of a password, which is the same however the keyboard composed its characters."""
    typed = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(typed, salt=salt, n=work, r=block, p=lanes, maxmem=_MEMORY, dklen=32)


def _written(data: bytes) -> str:
    return b64encode(data).decode("ascii")
