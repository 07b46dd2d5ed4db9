"""Ids that come from content alone."""

from __future__ import annotations

import hashlib


def content_id(kind: str, *parts: object) -> str:
    """A stable id from content: the same parts give the same id in every run and on every machine.

    >>> content_id("unit", "朔州市", "能源局") == content_id("unit", "朔州市", "能源局")
    True
    """
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode("utf-8"))
    return f"{kind}-{digest.hexdigest()[:16]}"
