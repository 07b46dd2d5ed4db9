"""The figures of quality.json, which the page 方法与质量 shows: what a test measures has to be what stands there.

``make figures`` writes what is measured now (it sets ZEREN_WRITE_FIGURES).
"""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Mapping
from typing import Any

from graph.quality import FILE

WRITING = os.environ.get("ZEREN_WRITE_FIGURES") == "1"


def keep_figures(section: str, figures: Mapping[str, Any]) -> None:
    """Hold what was measured against the file; where figures are to be written, write what has changed."""
    kept = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
    before = kept.get(section, {}).get("figures")
    if WRITING and before != figures:
        kept[section] = {"measured": datetime.date.today().isoformat(), "figures": figures}
        FILE.write_text(json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
        before = figures
    assert before == figures, f"{section} of {FILE.name} is not what is measured now: run make figures"


def keep_answers(section: str, figures: Mapping[str, float]) -> None:
    """The same for the answers to so many questions (``n``), of which some are right, and some of these proved."""
    of = int(figures["n"])
    counts = {name: round(figures[name] * of) for name in ("right", "wrong", "missed")}
    counted = {name: {"right": count, "missed": of - count} for name, count in counts.items()}
    proved = round(figures["with_proof"] * counts["right"])
    keep_figures(section, {**counted, "with_proof": {"right": proved, "missed": counts["right"] - proved}})
