"""The division of labour (责任分工表) as a Word document, A4, ready to print: a table a plan, one row a task.

With a unit it is that unit's own list (本单位任务清单). The words go into the document's XML as text; the same
contents give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from xml.sax.saxutils import escape

from graph.exporting.contents import Contents, Entry
from graph.exporting.packing import File, zipped
from graph.exporting.saying import (
    IMPLIED,
    UNREAD,
    closed_in_words,
    dues_in_words,
    leads_in_words,
    scope_in_words,
    task_in_words,
    units_in_words,
)
from graph.exporting.sheetxml import part
from graph.exporting.texts import ROLES, UNWRITTEN, clean, one_line
from graph.rows import PlanRow

_HEADS = {"序号": 720, "任务": 3550, "牵头单位": 2600, "配合单位": 2750, "责任单位": 2700, "完成时限": 2250}
"""The columns and their widths in twentieths of a point; together the page between its margins."""
_OWN_HEADS = {
    "序号": 720, "任务": 3400, "本单位": 1250, "牵头单位": 2450, "配合单位": 2400, "责任单位": 2100, "完成时限": 2250,
}  # fmt: skip
_MOST = 4000  # characters of a cell; what is longer stands whole in the other exports
_NOTE = (
    f"注：单位后标“{IMPLIED.strip('（）')}”的，分工文字没有逐条写出，由方案声明的规则或标题得出；"
    f"“{UNWRITTEN}”指方案里没有写，“{UNREAD}”指程序没有读懂，请对照原文。"
)


def word_parts(contents: Contents) -> Iterator[bytes]:
    """The document as the bytes of a .docx."""
    title = f"{one_line(contents.unit.canonical)}任务清单" if contents.unit else "责任分工表"
    yield zipped(_package(contents, title))


def _package(contents: Contents, title: str) -> Iterator[File]:
    yield "[Content_Types].xml", part("word-types")
    yield "_rels/.rels", part("word-rels")
    yield "docProps/core.xml", part("core", title=escape(clean(title)))
    yield "word/_rels/document.xml.rels", part("word-document-rels")
    yield "word/styles.xml", part("word-styles")
    yield "word/settings.xml", part("word-settings")
    yield "word/footer1.xml", part("word-footer", source=escape(_source(contents)), note=escape(_NOTE))
    yield "word/document.xml", part("word-document", body="".join(_body(contents, title)))


def _source(contents: Contents) -> str:
    """Where the table comes from, short enough for the foot of a page."""
    said = f"来源：{scope_in_words(contents)}（{len(contents.plans)} 份），由 zeren 责任 从原文读出，请对照原件核对。"
    return f"{said}{'含不公开或内部文件，勿对外提供。' if contents.closed else ''}"


def _body(contents: Contents, title: str) -> Iterator[str]:
    yield _paragraph(title, "Title")
    if contents.samples:
        yield _paragraph("（示例文件：还没有导入文件，以下内容来自随程序附带的示例。）", "Remark")
    if told := closed_in_words(contents):
        yield _paragraph(told, "Warning")
    plans: Mapping[str, PlanRow] = {plan.doc: plan for plan in contents.plans}
    for doc, entries in groupby(contents.entries, key=lambda entry: entry.row.doc):
        yield from _plan(plans[doc], list(entries), contents.where.unit_id)
    if not contents.entries:
        yield _paragraph("没有任务。", "Remark")


def _plan(plan: PlanRow, entries: Sequence[Entry], unit: str | None) -> Iterator[str]:
    yield _paragraph(one_line(plan.title), "Heading1")
    facts = (plan.number, plan.issuer, plan.issued, f"任务 {len(entries)} 项", f"文件 {plan.doc}")
    yield _paragraph("　".join(one_line(fact) for fact in facts if fact), "Remark")
    heads = _OWN_HEADS if unit else _HEADS
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in heads.values())
    yield f'<w:tbl><w:tblPr><w:tblStyle w:val="Division"/><w:tblW w:w="{sum(heads.values())}" w:type="dxa"/>'
    yield f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    yield _row(heads, heads.keys(), style="TableHead", more="<w:tblHeader/>")
    number = 0
    for section, held in groupby(entries, key=lambda entry: one_line(entry.row.section)):
        if section:
            yield _section(section, heads)
        for entry in held:
            number += 1
            yield _row(heads, _cells(number, entry, unit))
    yield "</w:tbl>"
    yield _paragraph("", "Remark")


def _cells(number: int, entry: Entry, unit: str | None) -> list[str]:
    own = [word for role, word in ROLES.items() if any(held.unit_id == unit for held in entry.holders.get(role, ()))]
    people = "、".join(map(one_line, entry.row.people))
    return [
        str(number),
        task_in_words(entry.row.number, entry.row.title),
        *(["、".join(own)] if unit else []),
        leads_in_words(entry) + (f"；人员：{people}" if people else ""),
        units_in_words(entry.holders.get("cooperating", ())),
        units_in_words(entry.holders.get("responsible", ())) + _supervised(entry),
        dues_in_words(entry),
    ]


def _supervised(entry: Entry) -> str:
    said = units_in_words(entry.holders.get("supervising", ()))
    return f"；督导：{said}" if said else ""


def _row(heads: Mapping[str, int], cells: Iterable[str], *, style: str = "TableText", more: str = "") -> str:
    """A row that stays on one page; numbers and days stand in the middle."""
    written = []
    for (head, width), words in zip(heads.items(), cells, strict=True):
        of = "TableMiddle" if style == "TableText" and head in ("序号", "本单位") else style
        written.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(words, of)}</w:tc>')
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{''.join(written)}</w:tr>"


def _section(words: str, heads: Mapping[str, int]) -> str:
    """A row over all columns with the headings above its tasks, never the last of a page."""
    width = sum(heads.values())
    return (
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        f'<w:gridSpan w:val="{len(heads)}"/><w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/></w:tcPr>'
        f"{_paragraph(words, 'TableSection')}</w:tc></w:tr>"
    )


def _paragraph(words: str, style: str) -> str:
    kept = clean(words)
    kept = kept if len(kept) <= _MOST else f"{kept[:_MOST]}……（全文见原件）"
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line).replace(chr(9), " ")}</w:t>' for line in kept.split("\n")
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>{lines}</w:r></w:p>'
