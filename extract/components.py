"""The finders as spaCy components: each marks in ``doc.spans`` where something stands, and says nothing of its meaning.

Any pipeline can take them: ``nlp.add_pipe("zeren_units")``. A span's ``id_`` is the id of the rule that found it, its
``label_`` the kind of thing it is. The characters of ``spacy.blank("zh")`` give the exact words; under a tokenizer of
words a span covers every token that its words touch, so that none is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from extract.dating.deadlines import find_deadlines
from extract.measuring.targets import find_targets
from extract.naming.units import find_units
from extract.text.marks import Mark

LONGEST_TEXT = 20_000_000
"""Characters that a document may have."""

_WHITE_SPACE = re.compile(r"(\s+)")

_TEXT = "zeren_text"

FINDERS: dict[str, Callable[[str], Iterable[Mark]]] = {
    "zeren_units": find_units,
    "zeren_deadlines": find_deadlines,
    "zeren_targets": find_targets,
}
"""The components by name; each fills the span group of its own name."""


class MarkComponent:
    """A component that puts what its finder finds into ``doc.spans[name]``."""

    def __init__(self, name: str, find: Callable[[str], Iterable[Mark]]) -> None:
        self._name, self._find = name, find

    def __call__(self, doc: Doc) -> Doc:
        """The document with the group of marks."""
        doc.spans[self._name] = [_span_of(doc, mark) for mark in self._find(_text_of(doc))]
        return doc


def _span_of(doc: Doc, mark: Mark) -> Span:
    span = doc.char_span(mark.start, mark.end, label=mark.label, span_id=mark.rule, alignment_mode="expand")
    if span is None:
        raise ValueError(f"a mark outside the text: {mark}")
    return span


def _text_of(doc: Doc) -> str:
    """The text of the document; joining its characters once serves every component."""
    text: str | None = doc.user_data.get(_TEXT)
    if text is None:
        text = doc.user_data[_TEXT] = doc.text
    return text


class _Keys(dict[str, int]):
    """The keys of single characters in a vocabulary."""

    def __init__(self, vocab: Vocab) -> None:
        self._strings = vocab.strings

    def __missing__(self, character: str) -> int:
        key = self[character] = self._strings.add(character, allow_transient=False)  # type: ignore[call-arg]
        return key


class CharacterTokenizer:
    """The tokens of ``spacy.blank("zh")``: a character each, white space beyond one blank in one piece.

    spaCy's own looks for each character in a copy of the whole rest of the text: minutes for a million of them. A Doc
    is built far faster from the keys that its vocabulary has for words than from the words.
    """

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab
        self._keys = _Keys(vocab)

    def __call__(self, text: str) -> Doc:
        """The document of a text, whose text is the same to the last blank."""
        words: list[Any] = []  # keys, of which the stub of Doc does not know
        spaces: list[bool] = []
        for number, piece in enumerate(_WHITE_SPACE.split(text)):
            if number % 2 == 0:
                words += map(self._keys.__getitem__, piece)
                spaces += [False] * len(piece)
                continue
            follows = bool(words) and piece[0] == " "  # spaCy keeps a blank with the character before it
            if follows:
                spaces[-1] = True
            if len(piece) > follows:
                words.append(self._vocab.strings.add(piece[follows:]))
                spaces.append(False)
        return Doc(self._vocab, words=words, spaces=spaces, user_data={_TEXT: text})


def _factory(find: Callable[[str], Iterable[Mark]]) -> Callable[[Language, str], MarkComponent]:
    def create(nlp: Language, name: str) -> MarkComponent:
        return MarkComponent(name, find)

    return create


def register_components() -> None:
    """Make the components known to spaCy by their names; doing it again changes nothing."""
    for name, find in FINDERS.items():
        if not Language.has_factory(name):
            Language.factory(name, func=_factory(find))


def build_pipeline() -> Language:
    """A character pipeline with every component of zeren."""
    register_components()
    nlp = spacy.blank("zh")
    nlp.tokenizer = CharacterTokenizer(nlp.vocab)
    nlp.max_length = LONGEST_TEXT
    for name in FINDERS:
        nlp.add_pipe(name)
    return nlp


def marks_of(doc: Doc, name: str) -> list[Mark]:
    """The marks of one component, out of spaCy, in the order of the text."""
    group = doc.spans[name]
    marks = (Mark(start=s.start_char, end=s.end_char, rule=s.id_, label=s.label_) for s in group)
    return sorted(marks, key=lambda mark: (mark.start, mark.end))
