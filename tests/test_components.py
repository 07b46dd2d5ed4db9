"""The components in other pipelines, and the pipeline's own tokenizer against spaCy's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from extract.components import FINDERS, CharacterTokenizer, register_components

NLP = spacy.blank("zh")
TOKENIZER = CharacterTokenizer(NLP.vocab)


def tokens_of(doc: Doc) -> list[tuple[str, str]]:
    return [(token.text, token.whitespace_) for token in doc]


@given(st.text(st.sampled_from("市局a \n\t\u3000\x1c\x85\u200b"), max_size=20))
def test_tokens_are_those_of_spacy(text: str):
    assert tokens_of(TOKENIZER(text)) == tokens_of(NLP.make_doc(text))


@given(st.text(max_size=60))
def test_the_text_is_kept_to_the_last_blank(text: str):
    assert TOKENIZER(text).text == text


SENTENCE = "由市能源局牵头，市财政局配合，2023年10月底前改造8万户。"


@pytest.mark.parametrize("segmenter", ["char", "words"])
def test_no_mark_is_lost_under_any_tokenizer(segmenter: str):
    register_components()
    nlp = spacy.blank("zh")
    if segmenter == "words":
        words = ["由市", "能源", "局牵头", "，", "市财政局", "配合", "，", "2023年", "10月", "底前改造", "8万户", "。"]
        nlp.tokenizer = lambda text: Doc(nlp.vocab, words=words, spaces=[False] * len(words))
    for name in FINDERS:
        nlp.add_pipe(name)
    doc = nlp(SENTENCE)
    units = [span.text for span in doc.spans["zeren_units"]]
    assert units == (["市能源局", "市财政局"] if segmenter == "char" else ["由市能源局牵头", "市财政局"])
    assert "2023年10月底前" in doc.spans["zeren_deadlines"][0].text
    assert doc.spans["zeren_targets"][0].text.endswith("8万户")
    assert doc.spans["zeren_deadlines"][0].id_ == "deadline.by.month_end"


def test_an_installed_zeren_is_found_by_entry_point(tmp_path: Path):
    root, source, installed = Path(__file__).resolve().parent.parent, tmp_path / "source", tmp_path / "installed"
    source.mkdir()
    for part in ("extract", "graph", "views"):
        shutil.copytree(root / part, source / part, ignore=shutil.ignore_patterns("__pycache__"))
    for part in (*root.glob("*.py"), root / "pyproject.toml", root / "LICENSE"):
        shutil.copy(part, source)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "--target", str(installed), str(source)], check=True, capture_output=True)
    code = (
        "import spacy; nlp = spacy.blank('zh'); nlp.add_pipe('zeren_units');"
        "doc = nlp('由市能源局牵头'); print(*doc.spans['zeren_units'])"
    )
    environment = os.environ | {"PYTHONPATH": str(installed)}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert "市能源局" in done.stdout.decode(), done.stderr.decode()
