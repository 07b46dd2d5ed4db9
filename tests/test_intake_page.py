"""导入 without a browser: previews and outcomes as words in both languages, and who may do what."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from extract.records import Access, Form
from graph.library import Library
from graph.previews import Alike, Counts, Doubt, Lapsing, Preview
from graph.twins import Twin
from graph.versions import ChangedTask, Difference, Foreseen, RoleChange
from incoming import Incoming, Item
from ingest import Ingested, own_library
from tests.opened import components, draw_page, nodes, open_page, told, words
from tests.test_ingest import Stand
from tests.test_pages import CHINESE, HOSTILE

COUNTS = Counts(tasks=3, statements=2, deadlines=1, targets=0, leads=1, doubts=1)
DIFFERENCE = Difference(
    same=1, changed=1, new=1, dropped=1, doubtful=0, new_tasks=(f"4. {HOSTILE}",), dropped_tasks=("5. 旧任务",),
    changed_tasks=(ChangedTask(number="1.", title=HOSTILE, changes=(),
                               roles=(RoleChange(unit=HOSTILE, role="cooperating", came=False),)),),
    same_text=False,
)  # fmt: skip


def preview(status: str, **known: object) -> Preview:
    given = {
        "doc": "方案.txt", "title": HOSTILE, "place": "山西省朔州市", "date": None, "number": None, "issuer": None,
        "form": Form(format="pdf", recognised=True, confidence=0.97), "pages": 3,
        "access": Access(kind="not-public", text="（此件不公开）"), "characters": 1000, "counts": COUNTS, "units": 4,
        "doubts": (Doubt(code="x", message="请核对", quote=HOSTILE),), "refused": (), "refused_count": 0,
        "no_lead": (HOSTILE,), "no_lead_count": 1, "ignored": (("网站导航", 100),),
        "foreseen": Foreseen(status=status), "difference": None, **known,
    }  # fmt: skip
    return Preview(**given)


def visited(*items: Item, lang: str = "zh") -> AppTest:
    page = AppTest.from_function(draw_page, kwargs={"name": "intake"}, default_timeout=60)
    visit = Incoming(own_library())
    visit._items.update({item.number: item for item in items})
    page.session_state["incoming"] = visit
    page.query_params["lang"] = lang
    page.run()
    assert not page.exception
    return page


def ready(number: int, status: str, **known: object) -> Item:
    return Item(number=number, name=f"{HOSTILE}.txt", size=9, state="ready", preview=preview(status, **known))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_preview_says_what_came_out_before_anything_is_kept(lang: str):
    page = visited(ready(1, "replaced", difference=DIFFERENCE), lang=lang)
    said = words(page)
    wanted = {
        "zh": ("新版本", "方案未写明", "待核：1 处", "没有牵头单位的任务：1 项", "与库中版本相比", "新增的任务：1 项",
               "去掉", "PDF · 3页", "此件不公开", "97%"),
        "en": ("new version", "not written in the plan", "To be checked: 1", "Tasks without a lead: 1",
               "Against the version held", "New tasks: 1", "removed", "97%"),
    }[lang]  # fmt: skip
    assert [one for one in wanted if one not in said] == []
    assert said.count(HOSTILE) >= 5
    assert {button.label for button in page.button} >= ({"入库", "放弃"} if lang == "zh" else {"Keep", "Leave"})


def test_the_english_page_is_english_but_for_words_of_documents():
    page = visited(ready(1, "replaced", difference=DIFFERENCE), lang="en")
    (card,) = [node for node in nodes(components(page)) if "intake-card" in node[1].get("class", "")]

    def ours(node: object) -> list[str]:
        if isinstance(node, str):
            return [node]
        return [] if node[1].get("lang") == "zh-CN" else [word for child in node[2] for word in ours(child)]

    allowed = (HOSTILE, "此件不公开")
    assert [word for word in ours(card) if CHINESE.search(word) and not any(one in word for one in allowed)] == []


@pytest.mark.parametrize("status", ["unchanged", "duplicate"])
def test_what_would_change_nothing_cannot_be_kept(status: str):
    page = visited(ready(1, status, foreseen=Foreseen(status=status, other="别的.txt")))
    assert {button.label for button in page.button} & {"入库", "放弃"} == {"放弃"}


def test_a_file_that_is_left_is_gone_and_the_others_stay():
    page = visited(ready(1, "new"), ready(2, "new"))
    next(button for button in page.button if button.key == "leave-1").click().run()
    assert [item.number for item in page.session_state["incoming"].items] == [2]


def test_steps_of_a_file_are_told():
    page = visited(Item(number=1, name="大.pdf", size=9, state="reading", pages=(3, 12)))
    steps = [told(node) for node in nodes(components(page)) if node[1].get("class") == "intake-now"]
    assert steps == ["读取 第 3/12 页"]


def test_how_many_files_are_read_and_kept_is_told_of_those_that_go_on():
    page = visited(
        *(Item(number=n, name=f"{n}.txt", size=9, state="storing" if n > 1 else "graph") for n in (1, 2, 3)),
        *(Item(number=n, name=f"{n}.txt", size=9, state="waiting") for n in (4, 5)), ready(6, "new"),
    )  # fmt: skip
    said = words(page)
    assert "已入库 1 份，共 3 份" in said
    assert "还剩 2 份，共 3 份" in said


def test_files_that_were_refused_stand_in_lines_with_the_reason():
    outcome = Ingested(doc=f"{HOSTILE}.docx", status="refused", counts=None, message="文件是空的。", code="empty")
    page = visited(Item(number=1, name="x.docx", size=0, state="refused", outcome=outcome))
    (lines,) = [node for node in nodes(components(page)) if "intake-refused" in node[1].get("class", "")]
    assert HOSTILE in told(lines)
    assert "文件是空的。" in told(lines)
    assert not [node for node in nodes(components(page)) if node[0] == "th" and told(node) == "待核"]


def test_who_may_only_read_is_told_why_and_has_no_button(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("views.intake.may_edit", lambda: False)
    monkeypatch.setattr("views.intake.why_not", lambda: "您只能查看。")
    monkeypatch.setattr("views.intake_held.may_edit", lambda: False)
    page = open_page("intake")
    assert "您只能查看。" in words(page)
    assert not [button.label for button in page.button]
    assert not page.get("file_uploader")


def test_a_document_is_taken_out_only_after_a_question(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from ingest import ingest_bytes  # noqa: PLC0415
    from tests.plans import DATA  # noqa: PLC0415

    monkeypatch.setenv("ZEREN_HOME", str(tmp_path))
    monkeypatch.setattr("preparing.extractor", Stand)
    library: Library = own_library()
    ingest_bytes((DATA / "plan-a.txt").read_bytes(), "plan-a.txt", library)
    assert "intake?remove=plan-a.txt" in words(open_page("intake"))
    page = open_page("intake", remove="plan-a.txt")
    assert "移除这份文件？" in words(page)
    assert library.docs() == ["plan-a.txt"]
    page.text_input(key="remove-who").set_value("王某")
    page.button[0].click().run()
    assert library.docs() == []
    assert [(one.doc, one.who) for one in library.removals()] == [("plan-a.txt", "王某")]


@pytest.mark.parametrize("name", ["remove", "versions"])
@pytest.mark.parametrize("doc", ["没有.txt", "../../etc", "<script>", "a\0b", "长" * 5000])
def test_an_unknown_document_is_not_found(name: str, doc: str):
    assert "未找到" in words(open_page("intake", **{name: doc}))


TWIN = Alike(twin=Twin(doc="旧.pdf", title=HOSTILE, share=0.974), corrections=2)
LAPSING = Lapsing(number=7, change="deadline", task=HOSTILE, words=HOSTILE, state="gone")


def test_a_plan_that_says_nearly_the_same_is_told_with_what_to_do():
    page = visited(ready(1, "new", alike=(TWIN,)), ready(2, "new"))
    said = "".join(map(told, nodes(components(page))))
    assert f"与已入库的《{HOSTILE}》（旧.pdf）内容几乎相同：约 97% 的文字一样。" in said
    assert "那里的 2 条更正不会转到这一份" in said
    assert {button.key: button.label for button in page.button if button.key.endswith("-1")} == {
        "keep-1": "两份都入库", "only-1": "只留这一份", "leave-1": "放弃",
    }  # fmt: skip
    (every,) = [button.label for button in page.button if button.key == "keep-all"]
    assert every == "全部入库（1）"
    both = visited(ready(1, "new", alike=(TWIN, TWIN)))
    assert [button.label for button in both.button if button.key == "keep-1"] == ["都入库"]
    english = words(visited(ready(1, "new", alike=(TWIN,)), lang="en"))
    assert "about 97% of the text is the same" in english


def test_what_corrections_make_of_a_file_is_told():
    page = visited(ready(1, "replaced", corrected=3, lapsing=(LAPSING,)))
    said = "".join(map(told, nodes(components(page))))
    for part in ("以前的更正有 3 条仍然有效", "入库后不再适用的更正：1 条", "第 7 条 补时限", "不再适用：原文已改"):
        assert part in said
    assert "以前的更正" not in words(visited(ready(1, "new")))
