"""Word documents: what is printed is the text, in order, and what is not is known or said."""

from __future__ import annotations

import io

import docx
import pytest

from extract.pipeline import Extractor
from extract.reading.source import SourceText
from extract.reading.word import reader as word
from extract.records import Furniture, Where
from tests.word_files import STYLES, box, field, lists, lvl, numbered, p, read, run, style, styled, tbl, tr, word_file


def left_out(source: SourceText) -> list[tuple[str, str]]:
    return [(each.reason, each.text) for each in source.furniture]


def places(source: SourceText) -> list[tuple[str, Where]]:
    return [(source.text[each.start : each.end], each.where) for each in source.places]


# Paragraphs


def test_paragraphs_and_where_they_stand():
    source = read(p("实施方案") + p() + p("一、总体要求"))
    assert source.text == "实施方案\n一、总体要求\n"
    assert places(source) == [("实施方案", Where(paragraph=1)), ("一、总体要求", Where(paragraph=3))]
    assert (source.form.format, source.analysed) == ("word", True)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("市发改") + "<w:proofErr/>" + run("委、市财政局"), "市发改委、市财政局"),
        (run("责任单位：\t市发改委"), "责任单位：\u3000市发改委"),
        (run("\t推进改造"), "\u3000\u3000推进改造"),
        (run("牵头单位：市发改委\n责任单位：各县"), "牵头单位：市发改委\n责任单位：各县"),
        (run("上半页") + '<w:r><w:br w:type="page"/></w:r>' + run("下半页"), "上半页\n下半页"),
        (run("上行") + "<w:r><w:cr/></w:r>", "上行"),
        (run("市自然") + "<w:r><w:softHyphen/></w:r>" + run("资源局"), "市自然资源局"),
        ("<w:r><w:t>COVID</w:t><w:noBreakHyphen/><w:t>19</w:t></w:r>", "COVID-19"),
        ("<w:r><w:t>两\n行</w:t></w:r>", "两 行"),
        ('<w:hyperlink r:id="rId9">' + run("市政府门户网站") + "</w:hyperlink>", "市政府门户网站"),
        ("<w:smartTag><w:smartTag>" + run("2020年") + "</w:smartTag></w:smartTag>", "2020年"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + run("市水务局") + "</w:sdtContent></w:sdt>", "市水务局"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>lí</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>黎</w:t></w:r></w:rubyBase>"
            "</w:ruby></w:r>" + run("平县"),
            "黎平县",
        ),
        (run("浓度") + '<w:r><w:sym w:font="Symbol" w:char="F0A3"/></w:r>' + run("35"), "浓度≤35"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run("公开"), "公开"),
        ('<w:r><w:sym w:font="宋体" w:char="2713"/></w:r>' + run("公开"), "✓公开"),
        ('<w:r><w:sym w:font="宋体" w:char="山"/></w:r>' + run("公开"), "公开"),
        ('<w:r><w:sym w:font="宋体" w:char="-0F3"/></w:r>' + run("公开"), "公开"),
        (run("降低") + "<m:oMath><m:r><m:t>20%</m:t></m:r></m:oMath>", "降低20%"),
    ],
)
def test_words_as_printed(content: str, text: str):
    assert read(p(content)).text == text + "\n"


def test_deleted_words_are_left_out_and_known():
    source = read(
        p("前文")
        + p(
            run("牵头单位：")
            + "<w:del><w:r><w:delText>市经信委</w:delText></w:r></w:del>"
            + "<w:ins>"
            + run("市工信局")
            + "</w:ins><w:moveFrom>"
            + run("、市商务局")
            + "</w:moveFrom><w:moveTo>"
            + run("、市水务局")
            + "</w:moveTo>"
        )
        + p("<w:ins>" + run("后文") + "</w:ins>")
    )
    assert source.text == "前文\n牵头单位：市工信局、市水务局\n后文\n"
    assert left_out(source) == [("修订中已删除", "市经信委、市商务局")]
    (issue,) = source.issues
    assert (issue.code, source.text[issue.start : issue.end]) == ("revisions", "牵头单位：市工信局、市水务局\n")


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next():
    source = read(p("责任单位：市发改委、", "<w:rPr><w:del/></w:rPr>") + p("市财政局"))
    assert source.text == "责任单位：市发改委、市财政局\n"
    assert [issue.code for issue in source.issues] == ["revisions"]


def test_a_heading_that_runs_in_keeps_its_number():
    mark = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    source = read(numbered("淘汰。", more=mark) + p("完成改造。"), numbering=lists(lvl(0, "%1．")))
    assert source.text == "1．淘汰。完成改造。\n"


def test_a_paragraph_that_is_deleted_whole_counts_no_number():
    deleted = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
        "<w:del><w:r><w:delText>撤销</w:delText></w:r></w:del></w:p>"
    )
    source = read(numbered("淘汰") + deleted + numbered("升级"), numbering=lists(lvl(0, "%1．")))
    assert source.text == "1．淘汰\n2．升级\n"


def test_hidden_words_are_left_out_and_known():
    styles = style("批注", "内部批注", "<w:rPr><w:vanish/></w:rPr>", kind="character")
    content = run("公开") + run("内部", "<w:vanish/>") + run("掌握", '<w:rStyle w:val="批注"/>') + run("内容")
    shown = run("部分", '<w:rStyle w:val="批注"/><w:vanish w:val="0"/>')
    source = read(p(content + shown), styles=styles)
    assert source.text == "公开内容部分\n"
    assert left_out(source) == [("隐藏文字", "内部掌握")]


def test_a_paragraph_of_a_hidden_style_leaves_no_trace():
    styles = style("说明", "内部说明", "<w:rPr><w:vanish/></w:rPr>")
    numbering = lists(lvl(0, "%1．"))
    body = numbered("淘汰") + numbered("内部掌握", more='<w:pStyle w:val="说明"/>') + numbered("升级")
    source = read(body, styles=styles, numbering=numbering)
    assert source.text == "1．淘汰\n2．升级\n"
    assert left_out(source) == [("隐藏文字", "内部掌握")]


def test_prompts_of_empty_content_controls_are_no_text():
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("单击此处输入") + "</w:sdtContent></w:sdt>"
    )
    source = read(p(run("主送：") + control) + "<w:sdt><w:sdtContent>" + p("正文") + "</w:sdtContent></w:sdt>")
    assert source.text == "主送：\n正文\n"
    assert left_out(source) == [("未填写的提示", "单击此处输入")]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("见") + field(" REF 表1 ", "表1"), "见表1"),
        (run("第") + field(" PAGE ", "7") + run("页"), "第页"),
        ('<w:fldSimple w:instr=" NUMPAGES ">' + run("9") + "</w:fldSimple>" + run("正文"), "正文"),
        ('<w:fldSimple w:instr="DATE">' + run("2020年") + "</w:fldSimple>", "2020年"),
        (field(r"EQ \o\ac(○,3)") + run("推进"), "③推进"),
        (field(r"EQ \* jc2 \* hps10 \o\ad(\s\up 9(lí),黎)") + run("平县"), "黎平县"),
        (field("TC 一") + run("目标"), "目标"),
        (field("IF x", run("结果") + field("REF a", "内层")), "结果内层"),
    ],
)
def test_fields_show_their_result_and_not_their_instruction(content: str, text: str):
    assert read(p(content)).text == text + "\n"


def test_a_field_that_never_ends_swallows_nothing():
    source = read(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + p("一、总体要求"))
    assert source.text == "一、总体要求\n"


# Headings, indents, contents


def test_headings_by_style_and_by_outline_level():
    body = (
        styled("总体要求", "1")
        + styled("指导思想", "a2")
        + styled("目标", "b3")
        + styled("任务", "c")
        + styled("附件", "1", '<w:outlineLvl w:val="9"/>')
        + p("保障", '<w:outlineLvl w:val="1"/>')
        + styled("附则", "Heading4")
        + p("正文")
    )
    source = read(body, styles=STYLES)
    found = [(each.level, source.text[each.start : each.end]) for each in source.headings]
    assert found == [(1, "总体要求"), (2, "指导思想"), (3, "目标"), (1, "任务"), (2, "保障"), (4, "附则")]


@pytest.mark.parametrize(
    ("properties", "indented"),
    [
        ('<w:ind w:firstLineChars="200" w:firstLine="420"/>', True),
        ('<w:ind w:firstLine="640"/>', True),
        ('<w:ind w:firstLine="32pt"/>', True),
        ('<w:pStyle w:val="正文缩进"/>', True),
        ('<w:pStyle w:val="正文缩进"/><w:ind w:firstLineChars="0" w:firstLine="0"/>', False),
        ('<w:pStyle w:val="正文缩进"/><w:ind w:left="640" w:hanging="640"/>', False),
        ('<w:pStyle w:val="正文缩进"/><w:jc w:val="center"/>', False),
        ('<w:ind w:firstLine="100"/>', False),
        ('<w:ind w:firstLine="many"/>', False),
        ("", False),
    ],
)
def test_a_first_line_that_stands_in_by_two_characters(properties: str, indented: bool):
    styles = style("正文缩进", "Body Indent", '<w:pPr><w:ind w:firstLineChars="200"/></w:pPr>')
    text = read(p("推进改造。", properties), styles=styles).text
    assert text == ("\u3000\u3000推进改造。\n" if indented else "推进改造。\n")


def test_an_indent_that_is_typed_is_not_doubled():
    assert read(p("\u3000\u3000推进改造。", '<w:ind w:firstLineChars="200"/>')).text == "\u3000\u3000推进改造。\n"


def test_the_indent_of_a_number_is_that_of_its_line():
    indented = lvl(0, "（%1）", "chineseCounting").replace(
        "</w:lvl>", '<w:pPr><w:ind w:firstLine="640"/></w:pPr></w:lvl>'
    )
    assert read(numbered("目标"), numbering=lists(indented)).text == "\u3000\u3000（一）目标\n"


def test_the_table_of_contents_is_ignored():
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>'
    body = (
        p("目　录")
        + p(begin + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("一、总体要求\t1"))
        + p("二、重点任务\t3")
        + p('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        + p("一、总体要求")
    )
    source = read(body)
    assert source.visible.split("\n")[-2:] == ["一、总体要求", ""]
    assert not "".join(source.visible.split("\n")[:-2]).strip()
    assert {each.reason for each in source.ignored} == {"目录"}


def test_contents_that_never_end_hide_nothing():
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC </w:instrText></w:r>'
    source = read(p(begin + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>') + p("一、总体要求"))
    assert source.visible == "一、总体要求\n"


def test_contents_by_style_or_content_control():
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        "<w:sdtContent>" + p("目录") + p("一、目标\t1") + "</w:sdtContent></w:sdt>"
    )
    styles = style("TOC1", "toc 1") + style("T2", "目录 2")
    source = read(
        control + styled("二、任务\t2", "TOC1") + styled("（一）淘汰\t2", "T2") + p("一、目标"), styles=styles
    )
    assert source.visible.strip() == "一、目标"


# Text boxes, notes, margins


def test_a_text_box_follows_its_anchor_and_is_read_once():
    source = read(p(run("专栏见下。") + box(p("专栏1"), p(run("外") + box(p("内"))))) + p("后文"))
    assert source.text == "专栏见下。\n专栏1\n外\n内\n后文\n"
    assert [where.paragraph for _, where in places(source)] == [1, 1, 1, 1, 2]


def test_notes_stand_behind_their_paragraph():
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = (
        '<w:footnote w:type="separator" w:id="0">'
        + p("—")
        + '</w:footnote><w:footnote w:id="2">'
        + p("<w:r><w:footnoteRef/></w:r>" + run("“三线”指红线、底线、上线。") + reference)
    )
    source = read(
        p(run("责任单位：市发改委") + reference + run("、市水务局")) + p("后文"), footnotes=notes + "</w:footnote>"
    )
    assert source.text == "责任单位：市发改委、市水务局\n“三线”指红线、底线、上线。\n后文\n"
    assert [where.paragraph for _, where in places(source)] == [1, 1, 2]


def test_headers_footers_and_comments_are_known_but_no_text():
    source = read(
        p("正文"),
        header1=p("某市人民政府公报"),
        footer1=p(box(p(run("— ") + field("PAGE", "3") + run(" —")))),
        comments="<w:comment>" + p("请核对") + "</w:comment>",
    )
    assert source.text == "正文\n"
    assert source.furniture == (
        Furniture(reason="页眉页脚", text="某市人民政府公报"),
        Furniture(reason="页眉页脚", text="—  —"),
        Furniture(reason="批注", text="请核对"),
    )


# Files


def test_tasks_have_their_automatic_numbers():
    """The extraction finds the tasks and who leads them, though no number stands in the file's words."""
    levels = (lvl(0, "%1、", "chineseCounting", suffix="tab"), lvl(1, "（%2）", "chineseCounting"), lvl(2, "%3．"))
    body = (
        p("某市打赢蓝天保卫战2020年行动计划")
        + numbered("总体要求")
        + p("坚持目标导向。")
        + numbered("重点任务")
        + numbered("调整能源结构。", 1)
        + numbered("推进清洁取暖。完成改造1万户。（市能源局牵头，市住建局配合）", 2)
        + numbered("削减燃煤总量。控制在100万吨以内。（市发改委、市能源局按职责分工负责）", 2)
    )
    data = word_file(body, numbering=lists(*levels))
    document, text = Extractor().extract(data, "方案.docx")
    assert [(task.number, task.title) for task in document.tasks] == [("1．", "推进清洁取暖"), ("2．", "削减燃煤总量")]
    assert document.tasks[0].section == "二、重点任务 / （一）调整能源结构"
    assert [(unit.role, unit.text) for each in document.assignments for unit in each.units] == [
        ("lead", "市能源局"),
        ("cooperating", "市住建局"),
        ("responsible", "市发改委"),
        ("responsible", "市能源局"),
    ]
    assert text[document.tasks[0].start : document.tasks[0].start + 4] == "1．推进"


def test_the_strict_variant_reads_the_same():
    body = numbered("目标") + tbl(tr("甲", "乙")) + p("正文", '<w:ind w:firstLine="21pt"/>')
    parts = {"numbering": lists(lvl(0, "%1、", "chineseCounting"))}
    strict = word.read(word_file(body, strict=True, **parts), "方案.docx")
    assert strict.text == read(body, **parts).text == "一、目标\n甲\t乙\n\u3000\u3000正文\n"


def test_a_file_that_python_docx_wrote():
    document = docx.Document()
    document.add_heading("重点任务", 1)
    document.add_paragraph("淘汰落后产能", style="List Number")
    document.add_paragraph("发展清洁能源", style="List Number")
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "任务"
    table.cell(1, 2).text = "市能源局"
    out = io.BytesIO()
    document.save(out)
    source = word.read(out.getvalue(), "方案.docx")
    assert source.text == "重点任务\n1. 淘汰落后产能\n2. 发展清洁能源\n任务\t\t\n\t\t市能源局\n"
    assert [each.level for each in source.headings] == [1]
