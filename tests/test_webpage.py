"""Reading web pages of government sites: encodings, the document and the site around it, tables, places, refusals."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.outlining.front import read_meta
from extract.outlining.outline import find_outline
from extract.reading.source import SourceText, UnreadableDocument
from extract.reading.webpage.reader import read
from extract.records import Meta

TITLE = "朔州市人民政府办公室关于印发朔州市清洁取暖行动方案的通知"
PARAGRAPHS = (
    "各县（市、区）人民政府，市直各有关单位：",
    "现将《朔州市清洁取暖行动方案》印发给你们，请认真组织实施。",
    "一、重点任务",
    "（一）推进清洁取暖改造。2026年10月底前完成改造任务。（市能源局牵头，市财政局、市住建局配合）",
    "（二）淘汰燃煤锅炉。由市生态环境局负责。",
    "朔州市人民政府办公室",
    "2026年1月15日",
)
MENU = '<li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li><li><a href="/fw">政务服务</a></li>'
RELATED = (
    '<li><a href="/1.html">关于做好春季造林绿化工作的通知</a><span>2026-01-03</span></li>'
    '<li><a href="/2.html">一图读懂行动方案</a><span>2026-01-16</span></li>'
)


def in_page(body: str, *, head: str = "", charset: str = "utf-8", encoding: str | None = None) -> bytes:
    page = f'<html><head><meta charset="{charset}">{head}</head><body>{body}</body></html>'
    return page.encode(encoding or charset)


def read_body(body: str) -> SourceText:
    return read(in_page(body), "a.html")


def lines(source: SourceText) -> list[str]:
    return [line.strip() for line in source.visible.split("\n") if line.strip()]


def cells(source: SourceText, table: int = 0) -> dict[tuple[int, int, int, int], str]:
    """The filled cells of a table by row, column and spans."""
    return {
        (cell.row, cell.column, cell.rows, cell.columns): source.text[cell.start : cell.end]
        for cell in source.tables[table].cells
        if cell.start < cell.end
    }


def meta_of(source: SourceText) -> Meta:
    return read_meta(source, find_outline(source))


def with_divs(number: str = "朔政办发〔2026〕3号") -> bytes:
    """A page as the content systems of cities make it today."""
    words = "".join(f'<p style="text-indent: 2em"><span>{one}</span></p>' for one in PARAGRAPHS)
    body = f"""<div class="header"><div class="top-nav"><ul>{MENU}</ul></div></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a> &gt; 正文</div>
<div class="xxgk"><ul><li><label>索 引 号：</label><span>1114/2026-3</span></li><li><label>发布机构：</label>
<span>朔州市人民政府办公室</span></li><li><label>成文日期：</label><span>2026年01月15日</span></li><li><label>发文字号：
</label><span>{number}</span></li><li><label>发布日期：</label><span>2026年01月20日</span></li></ul></div>
<h1>{TITLE}</h1><div>发布时间：2026-01-20 10:00　来源：市政府办公室　浏览次数：<b>88</b>次
【字体：<a href="#">大</a> 中 小】</div>
<div class="TRS_Editor" id="zoom">{words}</div><div>【责任编辑：张三】</div>
<div><a href="javascript:print()">打印本页</a> | <a href="javascript:close()">关闭窗口</a></div>
<div class="xgwd"><h3>相关文档</h3><ul>{RELATED}</ul></div><p>扫一扫在手机打开当前页</p>
<div class="footer"><p>主办单位：朔州市人民政府办公室　承办单位：朔州市大数据应用局</p><p>晋ICP备05000001号</p></div>"""
    return in_page(body, head=f"<title>{TITLE}_政府文件_朔州市人民政府</title>")


def with_fonts() -> bytes:
    """A page as they were made of tables and <FONT>, in GBK under the name of gb2312."""
    words = "<BR>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{one}" for one in PARAGRAPHS)
    side = "".join(
        f'<TR><TD>·<A href="{at}.asp">{one}</A></TD></TR>' for at, one in enumerate(("放假通知", "招聘公告"))
    )
    body = f"""<TABLE width=780><TR><TD><A href="/">首 页</A></TD><TD><A href="/a">市情概况</A></TD>
<TD><A href="/c">网上办事</A></TD></TR></TABLE><TABLE width=780><TR><TD width=180><TABLE>{side}</TABLE></TD><TD><TABLE>
<TR><TD>您现在的位置：<A href="/">首页</A>-><A href="/x">文件</A></TD></TR>
<TR><TD align=middle><FONT color=#ff0000 size=5><B>{TITLE}</B></FONT></TD></TR>
<TR><TD><FONT size=2>2026-1-20 10:20:33　来源：本站　阅读：123</FONT></TD></TR>
<TR><TD><FONT size=3>{words}</FONT></TD></TR>
<TR><TD>[<A href="javascript:window.print()">打印本页</A>] [<A href="#">返回顶部</A>]</TD></TR>
</TABLE></TD></TR></TABLE>
<TABLE width=780><TR><TD>Copyright &copy; 2005-2026 朔州市人民政府 All Rights Reserved<BR>
技术支持：市信息中心</TD></TR></TABLE>"""
    return in_page(body, head="<TITLE>朔州市人民政府</TITLE>", charset="gb2312", encoding="gb18030")


def with_record_table() -> bytes:
    """A page whose information box is a table without colons."""
    words = "".join(f"<p>&emsp;&emsp;{one}</p>" for one in PARAGRAPHS)
    body = f"""<table><tr><th>索引号</th><td>1114/2026-3</td><th>发布机构</th><td>朔州市人民政府办公室</td></tr>
<tr><th>发文日期</th><td>2026-01-15</td><th>文号</th><td></td></tr>
<tr><th>标题</th><td colspan="3">{TITLE}</td></tr></table>
<table width="100%"><tr><td class="title">{TITLE}</td></tr><tr><td>发布日期：2026-01-20　字号：[ 大 中 小 ]</td></tr>
<tr><td><div id="zoom">{words}</div></td></tr><tr><td>【打印】【关闭】</td></tr></table>"""
    return in_page(body, head="<title>政策文件</title>")


@pytest.mark.parametrize(
    "page", [with_divs(), with_fonts(), with_record_table()], ids=["divs", "fonts", "record-table"]
)
def test_the_document_is_read_and_the_site_is_left_out(page: bytes):
    source = read(page, "a.html")
    assert lines(source) == [TITLE, *PARAGRAPHS]
    assert not source.tables
    assert meta_of(source).title == TITLE
    assert meta_of(source).issuer == "朔州市人民政府办公室"
    assert meta_of(source).date == "2026-01-15"


def test_what_is_left_out_is_kept_with_its_reason():
    left_out = {each.text: each.reason for each in read(with_divs(), "a.html").furniture}
    assert left_out["晋ICP备05000001号"] == "网站页脚"
    assert left_out["一图读懂行动方案2026-01-16"] == "网站导航"
    assert left_out["发布日期：2026年01月20日"] == "网页信息栏"


def test_the_information_box_gives_number_and_day_and_is_kept_from_the_finders():
    source = read(with_divs(), "a.html")
    assert meta_of(source).doc_number == "朔政办发〔2026〕3号"
    assert "成文日期：2026年01月15日\n" in source.text
    assert "成文日期" not in source.visible
    assert "2026年01月20日" not in source.text


def test_a_label_without_value_takes_no_line_of_the_document():
    box = "<table><tr><td>发文机关：</td><td>国务院</td></tr><tr><td>主题词：</td><td></td></tr></table>"
    source = read_body(box + "".join(f"<p>{one}</p>" for one in ("国务院关于促进发展的", "若干意见", *PARAGRAPHS)))
    assert lines(source)[:2] == ["国务院关于促进发展的", "若干意见"]


def test_the_headline_of_the_page_stands_first_where_the_text_does_not_say_it():
    words = "".join(f"<p>{one}</p>" for one in PARAGRAPHS[:5])
    page = in_page(words, head=f"<title>{TITLE}-政府信息公开-朔州市人民政府门户网站</title>")
    assert lines(read(page, "a.html")) == [TITLE, *PARAGRAPHS[:5]]


def test_a_title_that_only_names_the_site_is_no_headline():
    page = in_page(f"<p>{PARAGRAPHS[1]}</p>", head="<title>朔州市人民政府</title>")
    assert lines(read(page, "a.html")) == [PARAGRAPHS[1]]


def test_duties_are_never_left_out_even_where_a_footer_stands():
    source = read_body(
        f'<p>{PARAGRAPHS[3]}</p><div class="footer"><p>责任单位：市水利局</p><p>晋ICP备05000001号</p></div>'
    )
    assert lines(source) == [PARAGRAPHS[3], "责任单位：市水利局"]


def test_a_menu_that_holds_the_document_is_none():
    source = read_body(f'<div class="header"><p>{PARAGRAPHS[3]}</p><p>{PARAGRAPHS[4]}</p></div>')
    assert lines(source) == list(PARAGRAPHS[3:5])


def test_links_inside_a_sentence_and_attachments_stay():
    words = f'<p>根据<a href="/law">大气污染防治法</a>，制定本方案。</p><p>{PARAGRAPHS[3]}</p>'
    source = read_body(
        words + '<p>附件：<a href="a.docx">1. 任务清单.docx</a></p><p><a href="b.xls">2. 项目表.xls</a></p>'
    )
    assert lines(source) == [
        "根据大气污染防治法，制定本方案。",
        PARAGRAPHS[3],
        "附件：1. 任务清单.docx",
        "2. 项目表.xls",
    ]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("gb2312", "gb18030"),
        ("utf-8", "gb18030"),
        ("gbk", "utf-8"),
        ("iso-8859-1", "gbk"),
        ("utf-8", "utf-16"),
        ("", "gbk"),
    ],
)
def test_a_declaration_is_believed_only_where_it_is_true(declared: str, encoding: str):
    words = "各县（市、区）要加快推进清洁取暖改造，由市能源局牵头落实。"
    source = read(in_page(f"<p>{words}</p>", charset=declared, encoding=encoding), "a.htm")
    assert source.text == f"{words}\n"


def test_big5():
    words = "各縣市政府應加強推進環境保護工作，由環境保護局負責實施，並於年底前完成。"
    assert read(in_page(f"<p>{words}</p>", charset="big5"), "a.html").text == f"{words}\n"


def test_titles_cut_inside_a_character_damage_their_links_only():
    page = in_page(f"<p>{PARAGRAPHS[3]}</p>" + '<ul><li><a href="/1">关于做好造林</a></li></ul>', charset="gbk")
    page = page.replace("造林".encode("gbk"), "造林".encode("gbk")[:-1])
    assert lines(read(page, "a.html")) == [PARAGRAPHS[3]]


def test_paragraphs_are_those_that_a_reader_sees():
    body = "&nbsp;&nbsp;&nbsp;&nbsp;一、推进\n清洁取暖<br>\u3000\u3000二、淘汰锅炉。<p>三、保障&nbsp;措施</p>"
    shown = "\u3000\u3000一、推进清洁取暖\n\u3000\u3000二、淘汰锅炉。\n三、保障 措施\n（市能源局牵头）\n"
    assert read_body(f"<div>{body}（市能源局<b>牵头</b>）</div>").text == shown


def test_lines_wrapped_by_hand_are_one_paragraph():
    words = (
        "\u3000\u3000" + "各县区要加快推进清洁取暖改造，市能源局牵头，市财政局、市住房城乡建设局按职责分工负责。" * 5
    )
    wrapped = "<br>".join(words[at : at + 30] for at in range(0, len(words), 30))
    assert read_body(f"<div>{wrapped}</div>").text == f"{words}\n"
    preformatted = "\n".join(words[at : at + 30] for at in range(0, len(words), 30))
    assert read_body(f"<pre>{preformatted}</pre>").text == f"{words}\n"


def test_scripts_comments_hidden_words_and_pinyin_are_not_shown():
    body = f"<script>var a='<p>x</p>'</script><!-- 旧稿 --><p style='display:none'>内部</p><p>{PARAGRAPHS[3]}</p>"
    source = read_body(f"{body}<p>市通信管<ruby>理<rt>lǐ</rt></ruby>局负责。</p>")
    assert lines(source) == [PARAGRAPHS[3], "市通信管理局负责。"]
    assert [(each.reason, each.text) for each in source.furniture] == [("隐藏的内容", "内部")]


def test_numbered_lists_show_their_numbers():
    body = "<ol><li>推进清洁取暖。</li><li>淘汰燃煤锅炉。</li></ol><ol><li>（一）保障资金。</li></ol>"
    assert lines(read_body(body)) == ["1.推进清洁取暖。", "2.淘汰燃煤锅炉。", "（一）保障资金。"]


def test_headings_have_their_levels():
    source = read_body(f"<h2>一、重点任务</h2><h3>（一）清洁取暖</h3><p>{PARAGRAPHS[3]}</p>")
    headings = [(each.level, source.text[each.start : each.end]) for each in source.headings]
    assert headings == [(2, "一、重点任务"), (3, "（一）清洁取暖")]


def test_a_task_table_keeps_its_grid():
    body = f"""<p>{PARAGRAPHS[1]}</p><table><caption>任务分工表</caption>
<tr><th rowspan="2">序号</th><th rowspan="2">任务</th><th colspan="2">责任分工</th></tr>
<tr><th>牵头单位</th><th>配合单位</th></tr>
<tr><td>1</td><td><p>推进改造</p><p>完善制度</p></td><td rowspan="0">市能源局</td><td>市财政局<br>市住建局</td></tr>
<tr><td>2</td><td>淘汰锅炉</td><td></td></tr></table>"""
    source = read_body(body)
    assert "\n任务分工表\n" in source.text
    assert cells(source) == {
        (0, 0, 2, 1): "序号",
        (0, 1, 2, 1): "任务",
        (0, 2, 1, 2): "责任分工",
        (1, 2, 1, 1): "牵头单位",
        (1, 3, 1, 1): "配合单位",
        (2, 0, 1, 1): "1",
        (2, 1, 1, 1): "推进改造\n完善制度",
        (2, 2, 2, 1): "市能源局",
        (2, 3, 1, 1): "市财政局\n市住建局",
        (3, 0, 1, 1): "2",
        (3, 1, 1, 1): "淘汰锅炉",
    }


def test_a_table_for_the_layout_is_flow_and_the_one_inside_it_a_table():
    rows = ("<td>序号</td><td>任务</td><td>牵头单位</td>", "<td>1</td><td>改造</td><td>市能源局</td>")
    inner = "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    source = read_body(f"<table><tr><td>{PARAGRAPHS[1]}</td></tr><tr><td>{PARAGRAPHS[3]}<br>{inner}</td></tr></table>")
    assert source.text.startswith(f"{PARAGRAPHS[1]}\n{PARAGRAPHS[3]}\n")
    assert [len(table.cells) for table in source.tables] == [6]


def test_rows_that_say_the_same_stay():
    units = "、".join(f"市{name}局" for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒")
    rows = "".join(f"<tr><td>{at}</td><td>改造</td><td>{units}</td></tr>" for at in (1, 2))
    source = read_body(
        f"<p>{PARAGRAPHS[1]}</p><table><tr><td>序号</td><td>任务</td><td>责任单位</td></tr>{rows}</table>"
    )
    assert source.visible.count(units) == 2


def test_places_lead_back_to_paragraph_and_cell():
    table = "<table><tr><td>任务</td><td>单位</td></tr><tr><td>改造</td><td>市能源局</td></tr></table>"
    source = read_body(f"<p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[3]}</p>{table}")
    second, cell = source.places[1].where, source.places[-1].where
    assert second.paragraph == 2
    assert (cell.table, cell.cell) == (1, "B2")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<iframe src="content.htm"></iframe><p>首页</p>', "frames"),
        ('<embed src="plan.pdf" type="application/pdf">', "frames"),
        ('<div><img src="1.jpg"><img src="2.jpg"></div>', "pictures"),
        ('<div id="app"></div><script src="app.js"></script>', "script"),
        ("<div></div>", "blank"),
    ],
)
def test_pages_without_text_say_where_it_is(body: str, code: str):
    with pytest.raises(UnreadableDocument) as refusal:
        read_body(body)
    assert refusal.value.code == code
    assert "请" in refusal.value.message


def test_plain_text_is_no_page():
    with pytest.raises(UnreadableDocument) as refusal:
        read("序号\t任务\t牵头单位\n1\t推进水利改造\t市水利局\n".encode("gb18030"), "a.html")
    assert refusal.value.code == "wrong-suffix"


def test_a_frameset_says_that_the_text_is_in_another_file():
    page = (
        '<html><head><title>x</title></head><frameset cols="20%,80%"><frame src="a.htm"><frame src="b.htm"></frameset>'
    )
    with pytest.raises(UnreadableDocument) as refusal:
        read(page.encode(), "a.html")
    assert refusal.value.code in ("frames", "blank")


def test_deep_and_wide_markup_is_no_trouble():
    assert read_body("<div>" * 1500 + f"<p>{PARAGRAPHS[3]}</p>").text.strip() == PARAGRAPHS[3]
    with pytest.raises(UnreadableDocument):  # no browser shows it either
        read_body(f"<p>{PARAGRAPHS[3]}</p>" + "<div>" * 5000)
    wide = '<tr><td rowspan="65535" colspan="65535">牵头</td><td>单位</td></tr>' * 300
    assert "牵头" in read_body(f"<table>{wide}</table><p>{PARAGRAPHS[3]}</p>").text


@given(st.binary(max_size=200), st.integers(0, 2000))
@settings(max_examples=60, deadline=None)
def test_no_bytes_raise_anything_but_a_refusal(noise: bytes, at: int):
    page = with_divs()
    try:
        source = read(page[:at] + noise + page[at:], "a.html")
    except UnreadableDocument as refusal:
        assert refusal.message
    else:
        assert source.text.strip()
        assert "\ufffd" not in source.text
