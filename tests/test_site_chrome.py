"""What websites print around a plan, in copied text and in saved pages: the plan stays whole."""

from __future__ import annotations

import pytest

from extract.pipeline import Extractor
from extract.records import Document

TITLE = "朔州市清洁取暖2024年工作方案"
HEADS = {
    "menu": ["首页", "政务公开", "政务服务", "互动交流", "数据开放", "打印本页"],
    "path": [
        "您现在的位置：首页 > 政务公开 > 规范性文件",
        "信息来源：市政府办公室 发布时间：2024-03-01 浏览次数：102 字体：【大 中 小】",
        "【打印本页】【关闭窗口】",
    ],
    "letters": ["字体：", "大", "中", "小", "分享到：", "微信", "微博"],
    "tools": ["【字号：大 中 小】", "[打印] [收藏] [关闭]"],
    "signs": ["A+ A A-", "语音播报", "打印此页"],
    "closing": ["关闭窗口", "打印本页", "分享到"],
    "record": ["索引号：", "000014349/2024-00012", "发布机构：", "朔州市人民政府", "打印", "下载"],
    "bar": [
        "首页 | 政务公开 | 政务服务",
        "当前位置： 首页>>政府文件>>正文",
        "来源：本站   时间：2024年03月01日   访问量：1,024",
        "保存 打印 关闭",
    ],
    "none": [],
}
FEET = {
    "none": [],
    "tools": ["【打印本页】 【关闭窗口】"],
    "site": [
        "分享到：",
        "微信 微博 QQ空间",
        "上一篇：关于植树的通知",
        "主办单位：朔州市人民政府办公室",
        "晋ICP备05000001号",
    ],
}
BODIES = {
    "brackets": (
        5,
        [
            "一、主要任务",
            "（一）推进散煤替代。10月底前替代3万户。（市能源局牵头，市生态环境局等配合）",
            "（二）整治扬尘。12月31日前完成整治。（市住建局牵头，市城管局配合）",
            "（三）加强宣传。张贴告示。（市委宣传部负责）",
        ],
    ),
    "labels": (
        4,
        [
            "一、主要任务",
            "（一）推进散煤替代",
            "替代3万户。",
            "牵头单位：市能源局",
            "承办单位：市生态环境局",
            "（二）整治扬尘",
            "完成整治。",
            "牵头单位：市住建局",
            "（三）加强宣传",
            "张贴告示。",
            "主办单位：市委宣传部",
        ],
    ),
}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def is_whole(document: Document, units: int) -> bool:
    read = sum(len(assignment.units) for assignment in document.assignments)
    return (document.meta.title, len(document.tasks), read) == (TITLE, 3, units)


@pytest.mark.parametrize("foot", FEET)
@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("head", HEADS)
def test_a_plan_copied_from_a_page_is_whole(extractor: Extractor, head: str, body: str, foot: str):
    units, lines = BODIES[body]
    for opening in ([*HEADS[head], TITLE], [TITLE, *HEADS[head]]):
        document, text = extractor.extract("\n".join([*opening, *lines, *FEET[foot]]).encode(), "a.txt")
        assert is_whole(document, units), opening
        first, last = text.index(lines[0]), text.index(lines[-1])
        assert [text[one.start : one.end] for one in document.ignored if one.end > first and one.start <= last] == []


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize(
    "page",
    [
        "{head}<h1>{title}</h1>{body}{foot}",
        "<div class='article'><h2>{title}</h2>{head}<div>{body}</div>{foot}</div>",
        "<header>{head}</header><article><h1>{title}</h1>{body}</article><footer>{foot}</footer>",
    ],
)
def test_a_saved_page_gives_the_whole_plan(extractor: Extractor, page: str, head: str):
    for units, lines in BODIES.values():
        parts = {name: "".join(f"<p>{line}</p>" for line in part)
                 for name, part in (("head", HEADS[head]), ("body", lines), ("foot", FEET["site"]))}  # fmt: skip
        body = page.format(title=TITLE, **parts)
        html = f"<html><meta charset='utf-8'><title>{TITLE}</title><body>{body}</body></html>"
        document, _ = extractor.extract(html.encode(), "a.html")
        assert is_whole(document, units)


def test_who_runs_the_site_has_no_duty(extractor: Extractor):
    text = "\n".join([TITLE, *BODIES["brackets"][1], *FEET["site"][3:]])
    document, _ = extractor.extract(text.encode(), "a.txt")
    assert is_whole(document, 5)
    assert [one.reason for one in document.ignored] == ["网站页脚"]
