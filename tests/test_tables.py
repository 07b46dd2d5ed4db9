"""Task tables: a row assigns as a clause does, whatever its columns are called and however its cells are merged."""

from __future__ import annotations

import pytest

from extract.pipeline import Extractor
from extract.reading.composing import Composer, Filled, Piece
from extract.reading.source import SourceText, UnreadableDocument
from extract.records import Document, Form

Rows = list[list[str]]
MERGED_UP, MERGED_LEFT = "↑", "←"


def table_of(rows: Rows) -> list[Filled]:
    """The cells of a table whose rows are lists of words; ↑ belongs to the cell above, ← to the one on the left."""
    cells = []
    for row, line in enumerate(rows):
        for column, words in enumerate(line):
            if words in (MERGED_UP, MERGED_LEFT):
                continue
            high, wide = 1, 1
            while column + wide < len(line) and line[column + wide] == MERGED_LEFT:
                wide += 1
            while row + high < len(rows) and rows[row + high][column] == MERGED_UP:
                high += 1
            pieces = (Piece(words=words),) if words else ()
            cells.append(Filled(row=row, column=column, rows=high, columns=wide, pieces=pieces))
    return cells


def source_of(*parts: str | Rows, form: Form) -> SourceText:
    composer = Composer()
    for part in parts:
        if isinstance(part, str):
            composer.paragraph([Piece(words=part)])
        else:
            composer.table(table_of(part))
    return composer.source(name="plan.docx", data=b"plan", form=form)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def read(extractor: Extractor, *parts: str | Rows, form: Form | None = None) -> Document:
    source = source_of("朔州市2026年重点任务分工表", *parts, form=form or Form(format="word"))
    document = extractor.analyse(source)
    for assignment in document.assignments:
        assert source.text[assignment.start : assignment.end] == assignment.text
        for unit in assignment.units:
            assert "".join(source.text[unit.start : unit.end].split()) == unit.text
    return document


def stated(document: Document) -> list[tuple[str | None, str]]:
    """Task number, and its units by role: 1 牵市工信局 配市发改委."""
    glyphs = {"lead": "牵", "cooperating": "配", "responsible": "责", "supervising": "督"}
    numbers = {task.id: task.number for task in document.tasks}
    return [
        (numbers.get(one.task or ""), " ".join(f"{glyphs[unit.role]}{unit.text}" for unit in one.units))
        for one in document.assignments
    ]


def test_a_row_is_a_task_with_its_units_its_deadline_and_its_people(extractor: Extractor) -> None:
    document = read(
        extractor,
        [
            ["序号", "重点任务", "工作措施", "牵头单位", "配合单位", "完成时限", "责任人"],
            ["1", "建设数据平台", "完成一期建设。", "市数据局", "市财政局、市工信局", "2026年9月底前", "张三丰"],
            ["2", "推广电子营业执照", "全面推行。", "市市场监管局", "各县(市、区)政府", "2026年6月", "李四"],
        ],
    )
    assert stated(document) == [("1", "牵市数据局 配市财政局 配市工信局"), ("2", "牵市市场监管局 配各县(市、区)政府")]
    assert [task.title for task in document.tasks] == ["建设数据平台", "推广电子营业执照"]
    assert {one.kind for one in document.assignments} == {"table"}
    tasks = [task.id for task in document.tasks]
    assert [(one.task, one.to) for one in document.deadlines] == [(tasks[0], "2026-09-30"), (tasks[1], "2026-06-30")]
    assert [person.name for one in document.assignments for person in one.people] == ["张三丰", "李四"]


def test_words_of_role_in_a_cell_win_over_its_head(extractor: Extractor) -> None:
    document = read(
        extractor,
        [["重点任务", "责任单位"], ["一、实施清洁取暖改造工程", "市能源局牵头，市住建局、市财政局配合"]],
    )
    assert [words for _, words in stated(document)] == ["牵市能源局 配市住建局 配市财政局"]


def test_a_head_of_two_rows_and_a_title_above_it(extractor: Extractor) -> None:
    document = read(
        extractor,
        [
            ["朔州市重点工作责任清单", "←", "←", "←"],
            ["序号", "工作任务", "责任分工", "←"],
            ["↑", "↑", "牵头单位", "协办单位"],
            ["1", "治理扬尘污染，推进绿色施工", "市住建局", "市城管局"],
        ],
    )
    assert stated(document) == [("1", "牵市住建局 配市城管局")]
    assert document.tasks[0].section == "朔州市重点工作责任清单"


def test_a_merged_unit_holds_for_every_row_it_covers(extractor: Extractor) -> None:
    document = read(
        extractor,
        [
            ["序号", "重点任务", "责任单位", "完成时限"],
            ["1", "开展机动车路检路查", "市公安局", "2026年底前"],
            ["2", "淘汰国三及以下柴油货车", "↑", "↑"],
            ["3", "规范餐饮油烟治理", "", "—"],
        ],
    )
    assert stated(document) == [("1", "责市公安局"), ("2", "责市公安局")]
    assert len(document.tasks) == 3
    assert [one.to for one in document.deadlines] == ["2026-12-31", "2026-12-31"]
    assert len({one.task for one in document.deadlines}) == 2


def test_a_task_merged_over_its_measures_gives_a_task_for_each_measure(extractor: Extractor) -> None:
    document = read(
        extractor,
        [
            ["类别", "重点任务", "具体措施", "牵头单位"],
            ["大气", "控制煤炭消费", "关停燃煤小锅炉。", "市生态环境局"],
            ["↑", "↑", "替代散煤两万户。", "市能源局"],
        ],
    )
    assert [task.title for task in document.tasks] == ["关停燃煤小锅炉", "替代散煤两万户"]
    assert all(task.section.endswith("大气 / 控制煤炭消费") for task in document.tasks)


def test_one_task_with_units_in_several_rows_stays_one_task(extractor: Extractor) -> None:
    document = read(
        extractor,
        [
            ["序号", "重点任务", "责任单位"],
            ["1", "推进秸秆综合利用", "市农业农村局"],
            ["↑", "↑", "市生态环境局"],
        ],
    )
    assert len(document.tasks) == 1
    assert stated(document) == [("1", "责市农业农村局"), ("1", "责市生态环境局")]


def test_rows_that_head_groups_repeat_heads_and_notes_are_no_tasks(extractor: Extractor) -> None:
    head = ["序号", "重点任务", "责任单位", "完成时限"]
    document = read(
        extractor,
        [
            head,
            ["一", "强化算力基础", "←", "←"],
            ["1", "统筹算力布局", "市发改委", "2026年底"],
            head,
            ["二、壮大市场主体", "←", "←", "←"],
            ["2", "培育链主企业", "市工信局", "2026年底"],
            ["备注：以上任务按月调度。", "←", "←", "←"],
        ],
    )
    assert [(task.number, task.title) for task in document.tasks] == [("1", "统筹算力布局"), ("2", "培育链主企业")]
    assert [task.section.rsplit(" / ", 1)[-1] for task in document.tasks] == ["强化算力基础", "二、壮大市场主体"]


def test_units_one_below_the_other_and_names_that_wrap(extractor: Extractor) -> None:
    document = read(
        extractor,
        [
            ["序号", "重点任务", "责任单位"],
            ["1", "整治黑臭水体", "市住建局\n市水利局\n市生态环\n境局"],
            ["2", "保护饮用水水源", "市生态环境局 市水利局"],
        ],
    )
    assert stated(document) == [("1", "责市住建局 责市水利局 责市生态环境局"), ("2", "责市生态环境局 责市水利局")]


def test_an_empty_cell_carries_the_unit_above_only_where_nothing_says_merged_and_says_so(extractor: Extractor) -> None:
    rows = [["序号", "重点任务", "责任单位"], ["1", "整治黑臭水体", "市住建局"], ["2", "修复河道生态", ""]]
    assert len(read(extractor, rows).assignments) == 1
    document = read(extractor, rows, form=Form())
    assert [words for _, words in stated(document)] == ["责市住建局", "责市住建局"]
    assert [issue.code for issue in document.issues] == ["table.carried"]


def test_a_row_that_a_page_broke_goes_on_with_the_task_above(extractor: Extractor) -> None:
    rows = [
        ["序号", "重点任务", "责任单位"],
        ["1", "整治黑臭水体。", "市住建局"],
        ["", "“十个必须”逐项落实。", ""],
        ["2", "修复河道生态", "市水利局"],
    ]
    document = read(extractor, rows, form=Form(format="pdf"))
    assert stated(document) == [("1", "责市住建局"), ("2", "责市水利局")]
    assert document.tasks[0].end > document.tasks[0].start + 20


def test_a_row_of_units_without_a_task_is_said(extractor: Extractor) -> None:
    rows = [
        ["序号", "任务", "牵头单位", "时限"],
        ["1", "建设平台", "市工信局", ""],
        ["2", "", "市财政局", "2026年6月底前"],
    ]
    document = read(extractor, rows)
    assert [task.title for task in document.tasks] == ["建设平台"]
    assert stated(document) == [("1", "牵市工信局")]
    assert [issue.code for issue in document.issues] == ["table.row"]
    assert not document.deadlines


def test_a_row_whose_words_hold_those_of_the_heads_is_a_row(extractor: Extractor) -> None:
    rows = [
        ["重点任务", "责任单位"],
        ["抓好重点任务督查落实", "各责任单位"],
        ["重点任务（续）", "责任单位"],
        ["治理散煤", "市能源局"],
    ]
    assert [task.title for task in read(extractor, rows).tasks] == ["抓好重点任务督查落实", "治理散煤"]


def test_a_head_of_two_rows_is_known_again(extractor: Extractor) -> None:
    head = [["序号", "重点任务", "责任分工", "←"], ["↑", "↑", "牵头单位", "配合单位"]]
    rows = [["1", "建设平台", "市工信局", "市财政局"], ["2", "治理散煤", "市能源局", "市财政局"]]
    document = read(extractor, [*head, rows[0], *head, rows[1]])
    assert stated(document) == [("1", "牵市工信局 配市财政局"), ("2", "牵市能源局 配市财政局")]
    assert [task.number for task in document.tasks] == ["1", "2"]


def test_a_grid_that_claims_more_places_than_any_task_list_is_refused() -> None:
    cells = [Filled(row=row, column=0, columns=2_000, pieces=(Piece(words="甲"),)) for row in range(501)]
    with pytest.raises(UnreadableDocument) as refusal:
        Composer().table(cells)
    assert refusal.value.code == "too-large"


def test_reports_of_progress_directories_and_wishes_are_no_task_tables(extractor: Extractor) -> None:
    report = [["序号", "内容与要求", "进展情况", "责任单位"], ["1", "建成数据平台", "已完成", "市数据局"]]
    guide = [["序号", "项目", "责任科室", "联系电话"], ["1", "稳岗补贴申领服务", "市人社局就业科", "0349-1234567"]]
    wishes = [["序号", "诉求内容", "建议责任单位"], ["1", "支持申报国家级可信数据空间试点", "省数据局"]]
    document = read(extractor, report, "政策清单", guide, "诉求清单", wishes)
    assert not document.assignments
    assert [issue.code for issue in document.issues] == ["table.progress", "table.contact", "table.proposed"]


def test_a_ledger_that_also_tells_progress_assigns(extractor: Extractor) -> None:
    rows = [
        ["序号", "督办事项", "承办单位", "协办单位", "办结期限", "办理情况"],
        ["1", "整治背街小巷环境", "市城管局", "市住建局", "2026年6月底前", "正在推进"],
    ]
    document = read(extractor, rows)
    assert stated(document) == [("1", "责市城管局 配市住建局")]
    assert [one.to for one in document.deadlines] == ["2026-06-30"]
    assert [issue.code for issue in document.issues] == ["table.ledger"]


def test_a_column_for_progress_that_is_still_to_be_filled_in_refuses_nothing(extractor: Extractor) -> None:
    rows = [["序号", "工作任务", "责任单位", "进展情况"], ["1", "建成市级数据平台", "市数据局", ""]]
    assert stated(read(extractor, rows)) == [("1", "责市数据局")]


def test_a_table_in_traditional_characters(extractor: Extractor) -> None:
    rows = [["序號", "重點任務", "牽頭單位", "完成時限"], ["1", "建設數據平臺", "市數據局、市財政局", "2026年底前"]]
    document = read(extractor, "各縣（市、區）人民政府，市直各部門：", rows)
    assert stated(document) == [("1", "牵市數據局 牵市財政局")]
    assert [task.title for task in document.tasks] == ["建設數據平臺"]
    assert [one.to for one in document.deadlines] == ["2026-12-31"]


def test_a_table_without_head_goes_on_with_the_one_before_it(extractor: Extractor) -> None:
    document = read(
        extractor,
        "一、产业",
        [["序号", "重点任务", "责任单位"], ["1", "发展装备制造产业集群", "市工信局"]],
        "二、环保",
        [["2", "治理扬尘污染", "市住建局"], ["3", "淘汰燃煤锅炉", "市生态环境局"]],
        "三、指标",
        [["2", "细颗粒物", "35微克"], ["3", "优良天数", "300天"]],
    )
    assert stated(document) == [("1", "责市工信局"), ("2", "责市住建局"), ("3", "责市生态环境局")]
    assert [task.section for task in document.tasks] == ["一、产业", "二、环保", "二、环保"]


def test_units_with_their_people_in_one_column(extractor: Extractor) -> None:
    rows = [
        ["重点任务", "责任单位及责任人"],
        ["建设市级数据平台", "市数据局 张三丰"],
        ["建设算力中心", "市发改委\n李四"],
    ]
    document = read(extractor, rows)
    assert [words for _, words in stated(document)] == ["责市数据局", "责市发改委"]
    assert [person.name for one in document.assignments for person in one.people] == ["张三丰", "李四"]


def test_a_convention_in_the_head_holds_for_the_rows(extractor: Extractor) -> None:
    document = read(
        extractor,
        [
            ["序号", "重点任务", "责任单位（列第一位的为牵头单位）"],
            ["1", "建设充电基础设施", "市能源局、市交通运输局"],
        ],
    )
    [assignment] = document.assignments
    assert [unit.effective_role for unit in assignment.units] == ["lead", "responsible"]


def test_the_title_of_an_annex_is_the_section_of_its_rows(extractor: Extractor) -> None:
    rows = [["序号", "重点工程", "牵头单位"], ["1", "改造二号烧结机脱硝设施", "市生态环境局"]]
    document = read(extractor, "三、保障措施", "（一）严格考核。按月通报。", "附件2：重点工程清单", rows)
    assert [task.section for task in document.tasks if task.number == "1"] == ["重点工程清单"]


def test_a_table_beside_clauses_leaves_them_as_they_are(extractor: Extractor) -> None:
    document = read(
        extractor,
        "一、重点任务",
        "（一）加强扬尘管控。落实六个百分之百。（市住建局牵头，市城管局配合）",
        "附件：重点任务分工表",
        [["序号", "重点任务", "牵头单位"], ["1", "加密洒水抑尘频次", "市城管局"]],
    )
    assert [one.kind for one in document.assignments] == ["parenthetical", "table"]
    assert stated(document) == [("（一）", "牵市住建局 配市城管局"), ("1", "牵市城管局")]


def test_a_frame_around_running_text_is_no_table(extractor: Extractor) -> None:
    document = read(extractor, [["一、重点任务\n（一）加强扬尘管控。落实六个百分之百。（市住建局牵头，市城管局配合）"]])
    assert stated(document) == [("（一）", "牵市住建局 配市城管局")]


def test_a_card_is_one_task(extractor: Extractor) -> None:
    document = read(
        extractor,
        [["任务名称", "新生儿出生“一件事”"], ["牵头单位", "市卫健委"], ["配合单位", "市公安局、市医保局"]],
        "",
        [
            ["任务名称", "企业注销“一件事”", "牵头单位", "市市场监管局"],
            ["配合单位", "市税务局", "完成时限", "2026年7月底"],
        ],
    )
    assert [task.title for task in document.tasks] == ["新生儿出生“一件事”", "企业注销“一件事”"]
    assert [words for _, words in stated(document)] == ["牵市卫健委 配市公安局 配市医保局", "牵市市场监管局 配市税务局"]
    assert [one.to for one in document.deadlines] == ["2026-07-31"]


def test_whoever_heads_a_group_leads_its_tasks(extractor: Extractor) -> None:
    document = read(
        extractor,
        [
            ["序号", "重点工作任务", "责任单位"],
            ["（一）包建军副市长牵头重点工作", "←", "←"],
            ["1", "推进农畜产品基地建设", "市农牧局"],
            ["2", "治理地下水超采", "市水务局"],
            ["（二）教育重点工作", "←", "←"],
            ["3", "实施“双减”提质行动", "市教育局"],
        ],
    )
    people = [[person.name for person in one.people] for one in document.assignments if one.task]
    assert people == [["包建军"], ["包建军"], []]


def test_a_column_for_what_is_still_wrong_names_no_task(extractor: Extractor) -> None:
    document = read(
        extractor,
        [
            ["序号", "民生实事", "牵头单位", "进展情况", "存在问题", "下一步措施"],
            ["1", "新建社区食堂10处", "市民政局", "", "", ""],
            ["2", "改造老旧管网30公里", "市住建局", "", "", ""],
        ],
    )
    assert [task.title for task in document.tasks] == ["新建社区食堂10处", "改造老旧管网30公里"]


def test_a_unit_whose_bracket_says_its_role(extractor: Extractor) -> None:
    document = read(
        extractor,
        "一、实行并联审批。审批时限压缩50%。责任单位：市自然资源局（牵头）、市水务局、市林业局",
        [["重点任务", "责任单位"], ["推进扬尘综合治理工作", "市住建局（牵头单位）、市城管局"]],
    )
    assert [words for _, words in stated(document)] == ["牵市自然资源局 责市水务局 责市林业局", "牵市住建局 责市城管局"]
    assert not document.issues
