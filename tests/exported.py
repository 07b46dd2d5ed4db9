"""A library whose every word is hostile, and small strict readers of what is exported from it."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from pathlib import Path

from hypothesis import strategies as st

from extract.records import Assignment, Deadline, Document, Meta, Span, Target, Task, UnitMention, content_id
from graph.library import Library

HOSTILE = (
    "=1+1", "＝SUM(A1)", " \t=cmd|' /C calc'!A0", "\ufeff@x", "\u200b-2+3", "+86", "'=1", "''", "一\r\n二\r三",
    "\x00控\x08制\x1b", "\ufffe\uffff非字符", "<b>&amp;</b>]]>", '"引号","逗号"', "[[../秘密|x]]#标签 `=this`",
    "---\n标题: 假\n---", "%%{init}%%<% tp %>", "CON", "nul.txt", "..", "a/b\\c:d*e?f", "e\u0301", "\u00e9", "\u202e反",
    "\u2028\u2029\x85", "_x0041_", "<r><t>x</t></r>", "散煤" * 200, "𠮷😀", "\\,;\\n", "END:VEVENT\r\nBEGIN:VALARM",
    "http://a.b/c", "${jndi}", "{{title}}", "- [ ] 待办", "1. 一", "\t", " ", "|表|格|",
)  # fmt: skip
WORDS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40),
    st.tuples(st.sampled_from(HOSTILE), st.text("=+-@ \t\r\n\u3000\u200b\x00\x0b一二", max_size=4)).map("".join),
)


def hostile_plan(words: str, doc: str) -> tuple[Document, str]:
    """A plan of one task whose title, unit, quote, target and name are these words."""
    text = f"{words}\n{words}，2024年6月底前完成{words}。（牵头单位：{words}）"
    start = len(words) + 1
    due = start + len(words) + 1
    unit = len(text) - 1 - len(words)
    hashed = hashlib.sha256(text.encode()).hexdigest()
    task = Task(id=content_id("task", hashed), number="1．", title=words, section=words, start=start, end=len(text))
    lead = UnitMention(text=words, start=unit, end=unit + len(words), role="lead", effective_role="lead",
                       canonical=words, unit_id=content_id("unit", words))  # fmt: skip
    statement = Assignment(id=content_id("assignment", hashed), task=task.id, kind="parenthetical", start=unit - 6,
                           end=len(text), text=text[unit - 6 :], scope=Span(start=start, end=unit - 6),
                           units=(lead,))  # fmt: skip
    deadline = Deadline(task=task.id, text="2024年6月底前", start=due, end=due + 9, kind="by", to="2024-06-30")
    dayless = Deadline(task=task.id, text=words, start=0, end=len(words), kind="by", rrule=words)
    target = Target(task=task.id, text=words, start=0, end=len(words), indicator=words, op=">=", value=1.5)
    return Document(
        doc=doc, sha256=hashed, text_sha256=hashed, meta=Meta(title=words, jurisdiction="山西省朔州市"), tasks=(task,),
        assignments=(statement,), deadlines=(deadline, dayless), targets=(target,),
    ), text  # fmt: skip


def hostile_library(home: Path, words: str) -> Library:
    """A library of two plans that consist of these words, their names too, and differ in nothing but a number."""
    library = Library.open(home)
    for number in (1, 2):
        document, text = hostile_plan(words, f"{words}{number}.txt")
        text = f"{text}\n{number}"
        hashed = hashlib.sha256(text.encode()).hexdigest()
        changed = dataclasses.replace(document, sha256=hashed, text_sha256=hashed)
        if number == 2:
            changed = dataclasses.replace(
                changed,
                tasks=tuple(dataclasses.replace(task, id=f"{task.id}-2") for task in changed.tasks),
                assignments=tuple(
                    dataclasses.replace(one, id=f"{one.id}-2", task=f"{one.task}-2") for one in changed.assignments
                ),
                deadlines=tuple(dataclasses.replace(one, task=f"{one.task}-2") for one in changed.deadlines),
                targets=tuple(dataclasses.replace(one, task=f"{one.task}-2") for one in changed.targets),
            )
        assert library.add(changed, text=text, original=text.encode()) == "new"
    return library


Component = tuple[str, list[tuple[str, str]]]


def read_calendar(data: bytes) -> list[Component]:
    """The components of a calendar with their properties as written, by the letter of RFC 5545."""
    assert data.endswith(b"\r\n")
    lines = data[:-2].split(b"\r\n")
    assert all(len(line) <= 75 and b"\r" not in line and b"\n" not in line for line in lines)
    for line in lines:
        line.decode("utf-8")  # no character is cut by a fold
    unfolded = b"\r\n".join(lines).replace(b"\r\n ", b"").decode("utf-8").split("\r\n")
    found: list[Component] = []
    open_: list[str] = []
    for line in unfolded:
        name, value = re.fullmatch(r"([A-Z-]+(?:;VALUE=DATE)?):(.*)", line, re.DOTALL).groups()  # type: ignore[union-attr]
        if name == "BEGIN":
            open_.append(value)
            found.append((value, []))
        elif name == "END":
            assert open_.pop() == value
        else:
            found[-1][1].append((name, value))
    assert not open_
    return found


def calendar_text(value: str) -> str:
    """The words of a value of type TEXT; anything that should have been escaped is an error."""
    assert re.fullmatch(r"(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,nN])*", value)
    return re.sub(r"\\([\\;,nN])", lambda found: "\n" if found[1] in "nN" else found[1], value)
