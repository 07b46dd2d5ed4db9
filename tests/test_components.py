"""The pipeline's own tokenizer against spaCy's, whose tokens every offset of a span rests on."""

from __future__ import annotations

import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from extract.components import CharacterTokenizer

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
