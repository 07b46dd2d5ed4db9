"""Plans for the tests of the reader: one as a PDF file of two pages, one whose text is full of tricks."""

from __future__ import annotations

from tests.pdf_writing import Sheet, Words, write_pdf

PAGES = (
    (
        "测试市2024年清洁取暖工作方案",
        "一、重点任务",
        "1．推进散煤替代。2024年10月底前，替代率达到90%以上。（市能源局牵",
        "头，市财政局、市住建局配合）",
        "2．加强宣传引导。充分利用各类媒体开展宣传。",
    ),
    (
        "3．整治施工扬尘。2024年6月底前完成整治。（市住建局牵头，市城管局配合）",
        "4．强化执法检查。每月开展一次检查。（责任单位：市生态环境局）",
    ),
)

TRICKS = "<script>window.broken=1</script><style>*{display:none}</style>**粗**:red[x]$x$[点](http://evil.example)"
HOSTILE = (
    f"测试市{TRICKS}方案\n一、重点任务\n"
    f"1．推进{TRICKS}散煤替代。\u202e倒写\u202c𠀀𠀁字。（市能源局牵头，市财政局配合）\n"
    f"2．推进{'长' * 3000}{'x' * 3000}替代，2024年10月底前完成。（市住建局牵头）\n"
    "3．加强督导。（责任分工：按有关规定配合牵头）\n"
)


def pdf_plan() -> bytes:
    """The plan as a file with a text layer."""
    return write_pdf(
        [
            Sheet(marks=[Words(words=line, left=72, top=80 + 28 * at, size=13) for at, line in enumerate(lines)])
            for lines in PAGES
        ]
    )
