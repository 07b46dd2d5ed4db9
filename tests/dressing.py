"""One plain text in many dresses: as Word document, web page and task table (printed ones: tests/printing.py).

A :class:`Plain` is what every dress shows. Its words are those that analysis sees of the text: chrome and page marks of
the text itself stay behind, and lines that a page had wrapped are paragraphs again. Tables that a text draws with
blanks are not dressed as tables, so that such a text cannot read the same; ``has_tables`` says so.
"""

from __future__ import annotations

import html
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from extract.pipeline import Extractor
from extract.reading.reader import read_source
from extract.records import ROLES, Assignment, Document, Role
from tests.agreeing import fold

INDENT = "\u3000\u3000"
_WIDEST_WRAPPED_LINE = 60
_LONGEST_HEADING = 40
_WHATEVER = "落实相关工作"  # of a statement that governs all the rest, or nothing
_NEW_PARAGRAPH = (
    r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|[1-9]\d?[.．、](?!\d)|附件|.{2,6}单位[:：]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the text's task table: one statement, or a paragraph of a text without any."""

    category: str
    task: str
    units: dict[Role, str]
    deadline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """What every dress of a text shows, and the record of the text that it has to agree with."""

    name: str
    title: str | None
    paragraphs: tuple[str, ...]
    rows: tuple[Row, ...]
    document: Document
    has_tables: bool = False

    @property
    def text(self) -> str:
        """The paragraphs as a plain text again."""
        return "\n".join(self.paragraphs) + "\n"

    @property
    def words(self) -> set[str]:
        """The paragraphs without white space, as any dress must hold them."""
        return {re.sub(r"\s", "", each) for each in self.paragraphs}


def undress(extractor: Extractor, data: bytes, name: str) -> Plain:
    """The plain document of a text file."""
    source = read_source(data, name)
    document = extractor.analyse(source)
    lines = [line for line in re.split(r"[\n\r\f]+", source.visible) if line.strip()]
    title = fold(document.meta.title)
    paragraphs = tuple(_indented(_unwrapped(lines), title))
    return Plain(
        name=PurePath(name).stem,
        title=next((each for each in paragraphs if fold(each) == title), None),
        paragraphs=paragraphs,
        rows=tuple(_rows(document, source.visible)),
        document=document,
        has_tables=bool(source.tables),
    )


def _width(line: str) -> float:
    return sum(1 if unicodedata.east_asian_width(each) in "WFA" else 0.5 for each in line.strip())


def _unwrapped(lines: list[str]) -> list[str]:
    """The paragraphs of lines that a page wrapped, or the lines where none did."""
    full = sorted(map(_width, lines))[int(len(lines) * 0.9)]
    long = [line for line in lines if _width(line) >= 0.85 * full]
    ended = sum(line.rstrip().endswith(("。", "；", "：", "！", "？", ";", ":")) for line in long)
    if full > _WIDEST_WRAPPED_LINE or ended > len(long) / 2:
        return lines
    joined: list[str] = []
    goes_on = False
    for line in lines:
        words = line.strip()
        if words[0] in "，、。；）)" or (goes_on and not re.match(_NEW_PARAGRAPH, words)):
            blank = " " if joined[-1][-1].isascii() and joined[-1][-1].isalnum() and words[0].isascii() else ""
            joined[-1] += blank + words
        else:
            joined.append(line.rstrip())
        goes_on = _width(line) >= 0.85 * full or _is_open(joined[-1])
    return joined


def _is_open(paragraph: str) -> bool:
    """Whether a bracket that was opened lately is still open."""
    return len(re.findall(r"[（(〔]", paragraph[-200:])) > len(re.findall(r"[）)〕]", paragraph[-200:]))


def _indented(lines: list[str], title: str) -> Iterable[str]:
    """The paragraphs, indented as printed; of a text that shows no indents all but the title and who is addressed."""
    shows = any(re.match(r"[ \u3000]{2,}\S", line) for line in lines)
    for line in lines:
        words = line.strip()
        own = bool(re.match(r"\u3000\u3000| {4}", line))
        guessed = fold(words) != title and not words.endswith(("：", ":"))
        yield (INDENT if (own if shows else guessed) else "") + words


def heading_level(paragraph: str) -> int | None:
    """1 for 一、…, 2 for （一）… where they stand alone, as a secretary would style them."""
    words = paragraph.strip()
    if len(words) > _LONGEST_HEADING or words.endswith(("。", "；")):
        return None
    forms = (r"[一二三四五六七八九十]+、", r"[（(][一二三四五六七八九十]+[）)]")
    return next((level for level, form in enumerate(forms, start=1) if re.match(form, words)), None)


def _rows(document: Document, text: str) -> Iterable[Row]:
    sections = {task.id: task.section.split(" / ")[0] for task in document.tasks}
    if not document.assignments:
        yield from (Row(category="", task=each.strip(), units={}) for each in text.splitlines() if each.strip())
    for each in document.assignments:
        units = {role: "、".join(unit.text for unit in each.units if unit.role == role) for role in ROLES}
        due = (one.text for one in document.deadlines if each.scope.start <= one.start < each.scope.end)
        category = sections.get(each.task or "", "")
        yield Row(category=category, task=_task_words(document, each, text), units=units, deadline=next(due, ""))


def _task_words(document: Document, statement: Assignment, text: str) -> str:
    """What the statement governs, without any statement's own words: the columns of units say those."""
    if statement.kind == "blanket":
        return _WHATEVER
    inline = statement.kind == "inline"  # its own words are the task, all but the units
    cuts = [(each.start, each.end) for each in document.assignments if not (inline and each is statement)]
    if inline:
        cuts.append((min(unit.start for unit in statement.units), max(unit.end for unit in statement.units)))
    first, last = statement.scope.start, statement.scope.end
    kept = list(text[first:last])
    for start, end in cuts:
        inside = slice(max(start - first, 0), max(end - first, 0))
        kept[inside] = [""] * len(kept[inside])
    words = re.sub(r"\s+|由(?=[。；]|$)", "", "".join(kept))
    return re.sub(r"([，、。；])[，、。；]+", r"\1", words).lstrip("，、。；") or _WHATEVER


# ---- web page

_PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head>
<meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>{title}_某市人民政府</title>
<style>body {{ font-family: SimSun }} .nav li {{ float: left }}</style>
<script>var _hmt = _hmt || []; document.title = "某市人民政府";</script>
</head><body>
<div class="top"><a href="/">无障碍阅读</a> | <a href="/en">EN</a> | <a href="/login">登录</a></div>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li><li><a href="/fw">政务服务</a></li>
<li><a href="/hd">互动交流</a></li><li><a href="/sj">政府数据</a></li></ul></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a> &gt; <a href="/zw/wj">文件</a></div>
<table class="info"><tr><td>索 引 号：</td><td>000014349/2020-00031</td><td>主题分类：</td><td>环境保护</td></tr>
<tr><td>发布机构：</td><td>某市人民政府办公室</td><td>发布日期：</td><td>2020-04-04</td></tr></table>
<div class="article"><h1>{title}</h1>
<div class="source">来源：某市人民政府办公室　发布时间：2020-04-04 09:03　字体：【大 中 小】</div>
<div class="content">
{body}
</div>
<div class="tools"><a href="javascript:print()">打印</a> <a href="javascript:close()">关闭</a></div></div>
<div class="related"><h3>相关链接</h3><ul><li><a href="/1.html">一图读懂：{title}</a></li>
<li><a href="/2.html">政策解读</a></li></ul></div>
<div class="footer"><p>主办单位：某市人民政府办公室　承办单位：某市政务信息中心</p>
<p>晋ICP备00000000号-1　网站标识码：1400000000　责任编辑：张三</p></div>
</body></html>
"""


def as_html(plain: Plain, *, charset: str = "utf-8") -> bytes:
    """A page of a government's site; its paragraphs are indented by style in UTF-8 and by blanks in GBK."""
    body = "\n".join(_html_paragraph(each, by_style=charset == "utf-8") for each in plain.paragraphs)
    title = html.escape((plain.title or plain.paragraphs[0]).strip())
    page = _PAGE.format(charset=charset, title=title, body=body)
    return page.encode(charset, "xmlcharrefreplace")


def _html_paragraph(paragraph: str, *, by_style: bool) -> str:
    if not by_style:
        return f"<p>{html.escape(paragraph)}</p>"
    level = heading_level(paragraph)
    words = html.escape(paragraph.strip())
    style = ' style="text-indent:2em"' if paragraph.startswith(INDENT) else ""
    return f"<p{style}><strong>{words}</strong></p>" if level else f"<p{style}>{words}</p>"


# ---- task table

HEADER: tuple[tuple[str, Role | None], ...] = (
    ("序号", None),
    ("类别", None),
    ("重点任务", None),
    ("牵头单位", "lead"),
    ("配合单位", "cooperating"),
    ("责任单位", "responsible"),
    ("督导单位", "supervising"),
    ("完成时限", None),
)
OTHER_NAMES = ("编号", "领域", "工作任务", "牵头部门", "参与单位", "主责单位", "督导部门", "时间节点")
"""What the same columns are called elsewhere, in the table whose header is two rows."""


def cells_of(row: Row, number: int) -> list[str]:
    """The words of a row's cells, in the order of :data:`HEADER`."""
    return [str(number), row.category, row.task, *(row.units.get(role, "") for role in ROLES), row.deadline]


def merged_categories(plain: Plain) -> list[tuple[int, int]]:
    """First and last row, from 0, of each run of more than one row in the same category."""
    runs = [list(run) for _, run in groupby(enumerate(plain.rows), key=lambda each: each[1].category)]
    return [(run[0][0], run[-1][0]) for run in runs if len(run) > 1 and run[0][1].category]


def as_xlsx(plain: Plain, *, two_row_header: bool = False) -> bytes:
    """A sheet with the text's task table: title over all columns, categories merged over their rows."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "任务清单"
    sheet.append([(plain.title or "重点任务清单").strip()])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(HEADER))
    first = _write_header(sheet, two_row_header=two_row_header)
    for number, row in enumerate(plain.rows, start=1):
        sheet.append(cells_of(row, number))
    for above, below in merged_categories(plain):
        sheet.merge_cells(start_row=first + above, end_row=first + below, start_column=2, end_column=2)
    _lay_out(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_header(sheet: Worksheet, *, two_row_header: bool) -> int:
    """Write the header below the title; the number of the row that follows."""
    if not two_row_header:
        sheet.append([name for name, _ in HEADER])
        return 3
    units = [number for number, (_, role) in enumerate(HEADER, start=1) if role]
    sheet.append(["责任分工" if number == units[0] else name for number, name in enumerate(OTHER_NAMES, start=1)])
    sheet.append([name if number in units else None for number, name in enumerate(OTHER_NAMES, start=1)])
    sheet.merge_cells(start_row=2, end_row=2, start_column=units[0], end_column=units[-1])
    for number in set(range(1, len(HEADER) + 1)) - set(units):
        sheet.merge_cells(start_row=2, end_row=3, start_column=number, end_column=number)
    return 4


def _lay_out(sheet: Worksheet) -> None:
    line = Side(style="thin")
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.border = Border(left=line, right=line, top=line, bottom=line)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet["A1"].font = Font(bold=True, size=16)
    sheet["A1"].alignment = Alignment(horizontal="center")
    for letter, width in zip("ABCDEFGH", (6, 12, 50, 18, 24, 24, 14, 14), strict=True):
        sheet.column_dimensions[letter].width = width
