"""A vault of Markdown notes, one a plan, task and unit, with links between them: for Obsidian and any editor.

Names and words of documents stand in the notes as text: no markup, no link, no query, no tag comes from them. The
front matter is YAML whose strings are all quoted. File names hold on Windows, macOS and Linux and are told apart
there too, where case and the form of a character make no difference.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph.exporting.contents import Contents, Entry, Holder, Line
from graph.exporting.markdown import front_matter, plain, quoted
from graph.exporting.packing import File
from graph.exporting.saying import (
    NOTES,
    UNREAD,
    closed_in_words,
    dues_in_words,
    mark_of,
    not_understood,
    scope_in_words,
    targets_in_words,
    task_in_words,
    words_of,
)
from graph.exporting.texts import ROLES, UNWRITTEN, clean, one_line, place_words
from graph.rows import PlanRow, UnitRow

PLANS, TASKS, UNITS, INDEX = "计划", "任务", "单位", "索引"

_LONGEST = 56  # characters of a name: 224 bytes at most, where a file system allows 255
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?:\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*#^\[\]%`{}$~;&!\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]')

Key = tuple[str, str]
"""A document and the id of a thing in it; of a document itself no id, of a unit no document."""
Names = Mapping[Key, str]
"""The path of each note without its suffix."""


def vault_files(contents: Contents) -> Iterator[File]:
    """The notes of the vault: the index, the plans, their tasks, the units."""
    entries, plans, units = contents.entries, contents.plans, contents.units
    names = {
        **_named(PLANS, (((plan.doc, ""), plan.title) for plan in plans)),
        **_named(TASKS, ((_key(entry), task_in_words(entry.row.number, entry.row.title)) for entry in entries)),
        **_named(UNITS, ((("", unit.unit_id), unit.canonical) for unit in units)),
    }
    of_plan, of_unit = _by_plan(entries), _by_unit(entries)
    quotes = _quotes(contents.lines)
    yield f"{INDEX}.md", _index(contents, names)
    for plan in plans:
        yield f"{names[plan.doc, '']}.md", _plan(plan, of_plan[plan.doc], names)
    for entry in entries:
        yield f"{names[_key(entry)]}.md", _task(entry, quotes[_key(entry)], names)
    for unit in units:
        yield f"{names['', unit.unit_id]}.md", _unit(unit, of_unit[unit.unit_id], names)


def file_name(title: str) -> str:
    """The words as a name that every system takes; other words may give the same.

    >>> file_name("a/b:散煤?"), file_name("con"), file_name(" .. ")
    ('a b 散煤', '_con', '未命名')
    """
    words = unicodedata.normalize("NFC", " ".join(_FORBIDDEN.sub(" ", clean(title)).split()))
    words = words.strip(". ")[:_LONGEST].strip(". ")
    return f"_{words}" if _RESERVED.fullmatch(words) else words or "未命名"


def _named(folder: str, titled: Iterable[tuple[Key, str]]) -> dict[Key, str]:
    """The path of each note; all that no system would tell apart carry a sign of their own."""
    wanted = {key: file_name(title) for key, title in titled}
    counts = Counter(map(_alike, wanted.values()))
    return {
        key: f"{folder}/{name}" if counts[_alike(name)] == 1 else f"{folder}/{name}~{_sign(key)}"
        for key, name in wanted.items()
    }


def _alike(name: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _sign(key: Key) -> str:
    return hashlib.sha256("\n".join(key).encode("utf-8")).hexdigest()[:12]


def _key(entry: Entry) -> Key:
    return entry.row.doc, entry.row.task_id


def _by_plan(entries: Iterable[Entry]) -> Mapping[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.row.doc].append(entry)
    return found


def _by_unit(entries: Iterable[Entry]) -> Mapping[str, list[tuple[str, Entry]]]:
    """The tasks of each unit, with the word for its role."""
    found: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
    for entry in entries:
        for role, holders in entry.holders.items():
            for holder in holders:
                found[holder.unit_id].append((ROLES[role], entry))
    return found


def _quotes(lines: Iterable[Line]) -> Mapping[Key, Mapping[str, str]]:
    """The statements of each task: their words, and where these stand."""
    found: dict[Key, dict[str, str]] = defaultdict(dict)
    for line in lines:
        if line.task_id is not None:
            found[line.doc, line.task_id][line.quote] = place_words(line.place, line.start, line.end)
    return found


def _link(names: Names, key: Key, words: str) -> str:
    """A link to the note, or the words where there is none."""
    path = names.get(key)
    return f"[[{path}|{path.partition('/')[2]}]]" if path else plain(words)


def _target(names: Names, key: Key, words: str) -> str:
    """A link as a value of the front matter."""
    return f"[[{names[key]}]]" if key in names else one_line(words)


def _index(contents: Contents, names: Names) -> bytes:
    counts = f"计划 {len(contents.plans)} 份，任务 {len(contents.entries)} 项，单位 {len(contents.units)} 个"
    lines = [f"# 责任图谱：{plain(scope_in_words(contents))}", "", counts + "。", ""]
    if contents.samples:
        lines += ["还没有导入文件，这里是随程序附带的示例。", ""]
    if told := closed_in_words(contents):
        lines += [f"**{plain(told)}**", ""]
    lines += [f"- **{word}**：{plain(meaning)}" for word, meaning in NOTES]
    lines += ["", f"## {PLANS}", "", *(f"- {_link(names, (plan.doc, ''), plan.title)}" for plan in contents.plans)]
    lines += ["", f"## {UNITS}", ""]
    lines += [
        f"- {_link(names, ('', unit.unit_id), unit.canonical)}：牵头 {unit.lead}，配合 {unit.cooperating}，"
        f"责任 {unit.responsible}，督导 {unit.supervising}"
        for unit in contents.units
    ]
    return _note({"类型": INDEX}, lines)


def _plan(plan: PlanRow, entries: Sequence[Entry], names: Names) -> bytes:
    fields = {"类型": "计划", "标题": one_line(plan.title), "文件": plan.doc, "文号": plan.number,
              "发文机关": plan.issuer, "成文日期": plan.issued, "行政区": plan.jurisdiction,
              "任务数": plan.tasks}  # fmt: skip
    lines = [f"# {plain(plan.title)}", "", f"## {TASKS}", ""]
    for entry in entries:
        leads = _links(entry.holders.get("lead", ()), names) or (UNREAD if not_understood(entry) else UNWRITTEN)
        lines.append(
            f"- {_link(names, _key(entry), entry.row.title)}：牵头 {leads}；时限 {plain(dues_in_words(entry))}"
        )
    return _note(fields, lines)


def _task(entry: Entry, quotes: Mapping[str, str], names: Names) -> bytes:
    row = entry.row
    plan = (row.doc, "")
    fields: dict[str, object] = {"类型": "任务", "标题": one_line(row.title), "序号": row.number,
                                 "计划": _target(names, plan, row.plan_title),
                                 "章节": one_line(row.section)}  # fmt: skip
    for role, word in ROLES.items():
        fields[word] = [_target(names, ("", held.unit_id), held.name) for held in entry.holders.get(role, ())]
    fields |= {
        "人员": list(row.people),
        "截止日期": entry.last_day,
        "领域": list(row.sectors),
        "缺口": list(entry.gaps),
    }
    lines = [f"# {plain(task_in_words(row.number, row.title))}", "", f"- 计划：{_link(names, plan, row.plan_title)}"]
    for role, word in ROLES.items():
        if holders := entry.holders.get(role):
            lines.append(f"- {word}：{_links(holders, names)}")
    lines += [f"- 时限：{plain(dues_in_words(entry))}"]
    lines += [f"- 目标：{plain(targets_in_words(entry.targets))}"] if entry.targets else []
    lines += [f"- 缺口：{plain('；'.join(entry.gaps))}"] if entry.gaps else []
    lines += ["", "## 原文", "", *quoted(words_of(entry)), "",
              f"{plain(row.doc)} {place_words(row.place, row.start, row.end)}"]  # fmt: skip
    if quotes:
        lines += ["", "## 分工文字", ""]
        for words, place in quotes.items():
            lines += [*quoted(words), "", place, ""]
    return _note(fields, lines)


def _unit(unit: UnitRow, held: Sequence[tuple[str, Entry]], names: Names) -> bytes:
    fields = {"类型": "单位", "名称": one_line(unit.canonical), "统称": unit.collective, "行政区": unit.place,
              "写法": [one_line(words) for words in unit.surfaces]}  # fmt: skip
    lines = [f"# {plain(unit.canonical)}"]
    for word in ROLES.values():
        own = [entry for role, entry in held if role == word]
        if own:
            lines += ["", f"## {word}（{len(own)}）", ""]
            lines += [
                f"- {_link(names, _key(entry), entry.row.title)}，"
                f"{_link(names, (entry.row.doc, ''), entry.row.plan_title)}；时限 {plain(dues_in_words(entry))}"
                for entry in own
            ]
    return _note(fields, lines)


def _links(holders: Iterable[Holder], names: Names) -> str:
    return "、".join(_link(names, ("", held.unit_id), held.name) + mark_of(held) for held in holders)


def _note(fields: Mapping[str, object], lines: Sequence[str]) -> bytes:
    return "\n".join([*front_matter(fields), *lines, ""]).encode("utf-8")
