"""Encodings told apart by their bytes alone: a thousand samples, and the hard cases one by one."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from opencc import OpenCC  # type: ignore[import-untyped]

from extract.reading.source import UnreadableDocument
from extract.reading.text.decoding import decode_text
from extract.reading.text.reader import read
from extract.text.scripts import is_traditional, simplified

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "gbk", "big5", "utf-16-le with mark", "utf-16-be with mark", "utf-16-le")
SAMPLES = 1000
LENGTHS = (12, 12, 12, 13, 16, 20, 40, 100, 400, 3000)
SENTENCE = "各县（市、区）人民政府要加快推进清洁取暖改造，由市能源局牵头落实。"
FRENCH = "Le conseil municipal a décidé d'améliorer la qualité de l'air à partir de l'été prochain."
GERMAN = "Für die Prüfung der Maßnahmen ist das Umweltamt zuständig; Rückfragen über die Geschäftsstelle."


def encoded(words: str, encoding: str) -> bytes:
    plain, _, mark = encoding.partition(" ")
    return (("\ufeff" if mark else "") + words).encode(plain)


def samples(seeds: Path) -> list[tuple[str, str]]:
    """Stretches of the seeds with an encoding each; for Big5 in traditional characters."""
    simple = [path.read_text("utf-8").lstrip("\ufeff") for path in sorted(seeds.glob("*.txt"))]
    texts = {True: [OpenCC("s2t").convert(text) for text in simple], False: simple}
    choice = random.Random(20)
    found: list[tuple[str, str]] = []
    while len(found) < SAMPLES:
        encoding = ENCODINGS[len(found) % len(ENCODINGS)]
        text, length = choice.choice(texts[encoding == "big5"]), choice.choice(LENGTHS)
        start = choice.randrange(max(1, len(text) - length))
        words = text[start : start + length]
        if words.strip() and len(words) >= 12 and fits(words, encoding):
            found.append((words, encoding))
    return found


def fits(words: str, encoding: str) -> bool:
    try:
        encoded(words, encoding)
    except UnicodeEncodeError:
        return False
    return True


def test_a_thousand_samples_are_decoded_exactly(seeds: Path) -> None:
    wrong = [
        (words[:20], encoding)
        for words, encoding in samples(seeds)
        if decode_text(encoded(words, encoding)).text != words
    ]
    assert len(wrong) <= 0.005 * SAMPLES, wrong


SHORT = (
    "市发改委、市财政局负责，",
    "（2023年12月底前）",
    "一、AI+5G 2025",
    "牵头单位：市工信局\r\n责任单位：",
    "3．推進清潔取暖改造工程",
    "嵊泗县岱山县普陀区人民政府",
    "PM2.5≤35μg/m³。",
)


@pytest.mark.parametrize(
    ("words", "encoding"),
    [(words, encoding) for words in SHORT for encoding in (*ENCODINGS, "utf-16-be") if fits(words, encoding)],
)
def test_short_and_mixed_words(words: str, encoding: str) -> None:
    assert decode_text(encoded(words, encoding)).text == words


@pytest.mark.parametrize("words", [FRENCH, GERMAN, "Übersicht über den Fortschritt", "caf\xe9 resum\xe9"])
@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_western_text_is_refused_and_not_read_as_chinese(words: str, encoding: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        decode_text(words.encode(encoding))
    assert caught.value.code == "encoding"


def test_western_text_in_utf_8_is_read() -> None:
    assert decode_text(FRENCH.encode()).text == FRENCH


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16-le", "utf-16-le with mark"])
def test_a_file_that_ends_inside_a_character_says_so(encoding: str) -> None:
    found = read(encoded(SENTENCE, encoding)[:-1], "a.txt")
    assert found.text == SENTENCE[:-1]
    assert [issue.code for issue in found.issues] == ["text.cut"]


@pytest.mark.parametrize(("encoding", "said"), [("gb18030", "GB18030"), ("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8")])
def test_a_wrong_byte_is_refused_with_its_place(encoding: str, said: str) -> None:
    whole = encoded(f"{SENTENCE}\n" * 40, encoding)
    at = len(encoded(f"{SENTENCE}\n" * 30 + "各县", encoding))
    with pytest.raises(UnreadableDocument) as caught:
        decode_text(whole[:at] + b"\xff" + whole[at:])
    assert caught.value.code == "encoding"
    assert said in caught.value.message
    assert "第 31 行" in caught.value.message
    assert "请" in caught.value.message


def test_replacement_characters_of_the_file_itself_are_named() -> None:
    text = f"一、目标\n{SENTENCE}市\ufffd\ufffd局负责。锟斤拷锟斤拷"
    found = read(text.encode(), "a.txt")
    assert found.text == text
    assert [text[issue.start : issue.end] for issue in found.issues] == ["\ufffd\ufffd", "锟斤拷锟斤拷"]
    assert {issue.code for issue in found.issues} == {"text.replacement"}


@settings(max_examples=200, deadline=None)
@given(st.binary(min_size=1, max_size=60))
@example(b"\xd6\xd0\xb9\xfa\xff")
def test_the_text_is_what_the_bytes_say(data: bytes) -> None:
    try:
        found = decode_text(data)
    except UnreadableDocument:
        return
    if found.encoding not in ("big5", "cp950", "big5hkscs"):  # these have two codes for some characters
        assert found.text.encode(found.encoding) in data


@pytest.mark.parametrize(
    ("printed", "simple"),
    [
        (
            "牽頭單位：市發展改革委；責任單位：各縣（市、區）政府",
            "牵头单位：市发展改革委；责任单位：各县（市、区）政府",
        ),
        ("排在首位的爲牽頭單位，以下彙總，除標註外", "排在首位的为牵头单位，以下汇总，除标注外"),
        ("乾县、著名景区", "乾县、著名景区"),
    ],
)
def test_traditional_characters_are_simplified_one_for_one(printed: str, simple: str) -> None:
    assert simplified(printed) == simple
    assert is_traditional(printed) == (printed != simple)


@given(st.text(max_size=200))
def test_simplified_text_has_the_same_length(words: str) -> None:
    assert len(simplified(words)) == len(words)
