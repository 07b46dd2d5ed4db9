"""The truth: the seeds' records against their annotations. Floors only rise."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from extract.assigning.statements import BARE
from extract.jsonform import from_json, to_json
from extract.pipeline import Extractor
from extract.records import Document
from extract.rulebook import load_rules
from tests.figures import keep_figures

GOLD = Path(__file__).parent / "gold"
RULE_FILES = ("roles", "duties", "lists", "conventions", "deadlines", "targets")

FLOORS = {
    "roles": 0.98,
    "roles.parenthetical": 0.99,
    "roles.inline": 0.80,
    "lead": 0.98,
    "scope": 0.95,
    "deadlines": 0.95,
    "targets": 0.90,
    "identity": 0.95,
    "meta": 0.95,
    "tasks": 0.95,
}
SHOWN = {*FLOORS, "canonical"}


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", GOLD / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def extracted(seeds: Path) -> dict[str, tuple[Document, str]]:
    extractor = Extractor()
    return {path.name: extractor.extract(path.read_bytes(), path.name) for path in sorted(seeds.glob("*.txt"))}


@pytest.fixture(scope="module")
def figures(scorer: ModuleType, extracted: dict[str, tuple[Document, str]]) -> dict[str, dict[str, float]]:
    records = {Path(name).stem: to_json(document) for name, (document, _) in extracted.items()}
    rows: dict[str, dict[str, float]] = scorer.score(GOLD, records, set())[0]
    return rows


@pytest.mark.parametrize("figure", sorted(FLOORS))
def test_a_figure_does_not_fall_below_its_floor(figures: dict[str, dict[str, float]], figure: str) -> None:
    row = figures[figure]
    assert row.get("f1", row.get("accuracy")) >= FLOORS[figure], row


def test_the_page_shows_what_is_measured(figures: dict[str, dict[str, float]]) -> None:
    keep_figures("gold", {name: counted(row) for name, row in figures.items() if name in SHOWN})


def counted(row: dict[str, float]) -> dict[str, int]:
    if "accuracy" in row:
        right = round(row["accuracy"] * row["of"])
        return {"right": right, "missed": int(row["of"]) - right}
    return {"right": int(row["tp"]), "missed": int(row["fn"]), "extra": int(row["fp"])}


def test_every_quote_is_the_text_at_its_place(extracted: dict[str, tuple[Document, str]]) -> None:
    for document, text in extracted.values():
        for item in (*document.assignments, *document.deadlines, *document.targets, *document.conventions):
            assert text[item.start : item.end] == item.text
        for assignment in document.assignments:
            for unit in assignment.units:
                assert re.sub(r"\s", "", text[unit.start : unit.end]) == unit.text
        for task in document.tasks:
            for sector in task.sectors:
                assert task.start <= sector.start < sector.end <= task.end


def test_offsets_count_in_the_file_itself_unless_the_record_brings_its_text(
    seeds: Path, extracted: dict[str, tuple[Document, str]]
) -> None:
    for name, (document, text) in extracted.items():
        assert text == (document.analysed_text or (seeds / name).read_text("utf-8"))


def test_the_gazette_page_is_put_in_reading_order(extracted: dict[str, tuple[Document, str]]) -> None:
    [name] = [name for name in extracted if name.startswith("000")]
    expected = (GOLD / f"{Path(name).stem}.reading.txt").read_text("utf-8")
    assert re.sub(r"\s", "", extracted[name][1]) == re.sub(r"\s", "", expected)


def test_a_record_survives_the_way_through_json(extracted: dict[str, tuple[Document, str]]) -> None:
    for document, _ in extracted.values():
        assert from_json(json.loads(json.dumps(to_json(document)))) == document


def test_the_same_bytes_give_the_same_record(seeds: Path, extracted: dict[str, tuple[Document, str]]) -> None:
    for path in sorted(seeds.glob("*.txt")):
        assert Extractor().extract(path.read_bytes(), path.name)[0] == extracted[path.name][0]


def test_ids_are_unique_in_a_document(extracted: dict[str, tuple[Document, str]]) -> None:
    for document, _ in extracted.values():
        ids: list[Any] = [task.id for task in document.tasks] + [one.id for one in document.assignments]
        assert len(ids) == len(set(ids))


def test_every_role_deadline_and_target_names_the_rule_that_found_it(
    extracted: dict[str, tuple[Document, str]],
) -> None:
    known = {rule.id for name in RULE_FILES for rule in load_rules(name)} | {BARE}
    for document, _ in extracted.values():
        units = [unit for assignment in document.assignments for unit in assignment.units]
        assert {item.found_by for item in (*units, *document.deadlines, *document.targets)} <= known
