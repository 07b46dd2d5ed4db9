"""Every rule is proved on its own examples: it finds something in each, and nothing in any counterexample.

A rule file is any TOML file under a ``rules`` folder. Proof is ``pattern.search`` on the example as it stands, because
a finder looks through running text in the same way. Files that are mere lists (no ``[[rule]]``) have nothing to prove.
"""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from extract.rulebook import Rule, RuleError, load_rules

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "extract" / "rules").glob("*.toml"))
RULES = [rule for file in FILES for rule in load_rules(file.stem)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_finds_its_examples_and_not_its_counterexamples(rule: Rule):
    missed = [words for words in rule.examples if not rule.pattern.search(words)]
    wrongly_found = [words for words in rule.counterexamples if rule.pattern.search(words)]
    assert not missed
    assert not wrongly_found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_has_a_proof(rule: Rule):
    assert rule.examples
    assert rule.counterexamples


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.anchor], ids=lambda rule: rule.id)
def test_every_match_of_a_rule_with_an_anchor_holds_it(rule: Rule):
    for words in rule.examples:
        assert all(rule.anchor.search(found.group()) for found in rule.pattern.finditer(words))
        far = f"{'文' * 900}\n{words}\n{'字' * 900}\n{words}\n"
        assert [found.span() for found in rule.finditer(far)] == [found.span() for found in rule.pattern.finditer(far)]


def test_there_are_rules():
    assert RULES


def test_ids_are_unique():
    assert [rule_id for rule_id, times in Counter(rule.id for rule in RULES).items() if times > 1] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_parts_are_used(file: Path):
    text = file.read_text("utf-8")
    unused = [name for name in tomllib.loads(text).get("parts", {}) if f"{{{name}}}" not in text]
    assert not unused


def test_a_broken_rule_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "broken.toml").write_text(
        '[[rule]]\nid = "x.y"\nkind = "by"\npattern = "("\nexamples = []\ncounterexamples = []\n', "utf-8"
    )
    monkeypatch.setattr("extract.rulebook.resources.files", lambda _: tmp_path)
    load_rules.cache_clear()
    with pytest.raises(RuleError, match=r"broken\.toml.*x\.y"):
        load_rules("broken")


@pytest.mark.parametrize("file", sorted((ROOT / "extract" / "lexicon").glob("*.csv")), ids=lambda file: file.stem)
def test_every_name_tells_its_source(file: Path):
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert rows
    assert not [row for row in rows if not row.get("source")]
