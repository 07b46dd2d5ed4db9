"""Words can be read on their ground, light and dark: WCAG 2.2, 1.4.3, at least 4.5 to 1."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PALETTE = (ROOT / "views/drawing/palette.css").read_text("utf-8")
THEME = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))["theme"]
LEAST = 4.5
KINDS = ("lead", "responsible", "cooperating", "supervising", "deadline", "target")


def colours(shade: str) -> dict[str, str]:
    """The colours of a shade by their names: the palette's, and those of the theme."""
    light, dark = PALETTE.split('[data-shade="dark"]', 1)
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light))
    if shade == "dark":
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", dark.split("}", 1)[0]))
    theme = THEME[shade]
    return found | {"ground": theme["backgroundColor"], "second": theme["secondaryBackgroundColor"],
                    "text": theme["textColor"], "link": theme["linkColor"],
                    "side": theme["sidebar"]["backgroundColor"]}  # fmt: skip


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("shade", ["light", "dark"])
def test_words_stand_out_from_their_ground(shade: str):
    found = colours(shade)
    pairs = [(kind, f"{kind}-bg") for kind in KINDS]
    pairs += [(words, ground) for words in ("text", "link", "quiet", "warn", *KINDS)
              for ground in ("ground", "second", "paper", "soft", "side")]  # fmt: skip
    pairs += [("text", "flash")]
    weak = {(one, other): round(contrast(found[one], found[other]), 2) for one, other in pairs
            if contrast(found[one], found[other]) < LEAST}  # fmt: skip
    assert not weak
