"""Every rule is proved on its own examples: it finds something in each, and nothing in any counterexample.

A rule file is any TOML file under a ``rules`` folder. Proof is ``pattern.search`` on the example as it stands, because
a finder looks through running text in the same way. Files that are mere lists (no ``[[rule]]``) have nothing to prove.
"""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.rulebook import Rule, RuleError, load_rules
from extract.text.folding import fold

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "extract" / "rules").glob("*.toml"))
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
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


ANCHORED = [rule for rule in RULES if rule.anchor]
FILLERS = ["", "。", "\n", "文" * 40, "文" * 400, "字" * 900 + "\n"]
PROOFS = [words for rule in ANCHORED for words in (*rule.examples, *rule.counterexamples)]


def agrees(rule: Rule, text: str) -> bool:
    return [found.span() for found in rule.finditer(text)] == [found.span() for found in rule.pattern.finditer(text)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PROOFS) | st.sampled_from(FILLERS), max_size=8).map("".join))
def test_search_by_anchor_and_plain_search_agree_on_joined_examples(text: str):
    folded = fold(text).text
    assert [rule.id for rule in ANCHORED if not agrees(rule, text) or not agrees(rule, folded)] == []


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem[:3])
def test_search_by_anchor_and_plain_search_agree_on_the_seeds(seed: Path):
    folded = fold(seed.read_text("utf-8-sig")).text
    assert [rule.id for rule in ANCHORED if not agrees(rule, folded)] == []


def test_there_are_rules():
    assert RULES


def test_ids_are_unique():
    assert [rule_id for rule_id, times in Counter(rule.id for rule in RULES).items() if times > 1] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_parts_are_used(file: Path):
    text = file.read_text("utf-8")
    unused = [name for name in tomllib.loads(text).get("parts", {}) if f"{{{name}}}" not in text]
    assert not unused


RULE = '[[rule]]\nid = "x.y"\nkind = "by"\nexamples = []\ncounterexamples = []\n'


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Loads a rule file with these words; the rules that are loaded already stay as they are."""
    (tmp_path / "rules").mkdir()
    monkeypatch.setattr("extract.rulebook.resources.files", lambda _: tmp_path)

    def load(text: str) -> None:
        (tmp_path / "rules" / "broken.toml").write_text(text, "utf-8")
        load_rules.__wrapped__("broken")

    return load


BROKEN = [
    ("", "缺少字段 'pattern'"),
    ("pattern = '('", "模式不合法"),
    ("pattern = '{nowhere}月'", r"没有 \{nowhere\}"),
    ("pattern = '月'\nanchor = '{nowhere_2}'", r"没有 \{nowhere_2\}"),
    ("pattern = '月'\nreach = 'before'", "reach 应为正整数"),
    ("pattern = '月'\nreach = true", "reach 应为正整数"),
    ("pattern = '月'\nreach = 0", "reach 应为正整数"),
    ("pattern = '{own}'\n[parts]\nown = '月{own}'", r"\{own\} 引用了自己"),
    ("pattern = '{one}'\n[parts]\none = '{two}'\ntwo = ['月{one}']", r"\{one\} 引用了自己"),
]


@pytest.mark.parametrize(("words", "reason"), BROKEN)
def test_a_broken_rule_is_named_with_its_file(broken: Callable[[str], None], words: str, reason: str):
    with pytest.raises(RuleError, match=rf"broken\.toml.*x\.y.*{reason}"):
        broken(RULE + words)


def test_a_part_may_stand_twice_in_a_pattern(broken: Callable[[str], None]):
    broken(RULE + "pattern = '{one}{two}{one}'\n[parts]\none = '{two}日'\ntwo = '月'")


def test_a_file_that_is_no_toml_is_named(broken: Callable[[str], None]):
    with pytest.raises(RuleError, match=r"broken\.toml.*TOML"):
        broken("[[rule")


@pytest.mark.parametrize("file", sorted((ROOT / "extract" / "lexicon").glob("*.csv")), ids=lambda file: file.stem)
def test_every_name_tells_its_source(file: Path):
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert rows
    assert not [row for row in rows if not row.get("source")]
