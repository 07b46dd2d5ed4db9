"""责任矩阵: letters where the plan gives roles, totals as long as their lists, everything told that is not shown."""

from __future__ import annotations

import functools
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.records import Assignment, Document, Meta, Span, Task, UnitMention
from graph import facts, matrix
from graph.exporting.matrixbook import LETTERS, letters_of, matrix_workbook
from graph.filters import Filter
from graph.library import Library
from graph.matrix import Matrix
from graph.rows import AssignmentRow
from ingest import current_library
from tests.opened import components, nodes, open_page, told, words
from views import matrix_grid

SHUOZHOU = "002_c2e20ee12937030d.txt"
FORMULA = '=HYPERLINK("http://evil.example","市")'
HOSTILE = "<img src=x onerror=alert(1)>**粗**:red[x]"


@pytest.fixture(scope="module")
def samples() -> Library:
    return current_library()


@pytest.fixture(scope="module")
def found(samples: Library) -> Matrix:
    whole = matrix.find_matrix(samples, SHUOZHOU)
    assert whole is not None
    return whole


def links(page: object) -> Iterator[tuple[str, dict[str, str], str]]:
    """Every link of a page: the page it leads to, its parameters, its words."""
    for tag, attributes, _ in (node for node in nodes(components(page))):
        if tag == "a" and "href" in attributes:
            parts = urlsplit(attributes["href"])
            yield (
                parts.path,
                {name: value[0] for name, value in parse_qs(parts.query).items()},
                attributes.get("class", ""),
            )


def listed(library: Library, params: dict[str, str]) -> int:
    where = Filter(
        doc=params.get("doc"), unit_id=params.get("unit"), role=params.get("role"), task_id=params.get("task")
    )
    return facts.count(library, params["of"], where)


def numbers(page: object, path: str) -> list[tuple[dict[str, str], int]]:
    """The numbers that lead to this page, with the parameters of their addresses."""
    found = []
    for tag, attributes, children in nodes(components(page)):
        words_of = told([tag, attributes, children])
        if tag == "a" and words_of.lstrip("×").isdigit() and urlsplit(attributes["href"]).path == path:
            query = parse_qs(urlsplit(attributes["href"]).query)
            found.append(({name: value[0] for name, value in query.items()}, int(words_of.lstrip("×"))))
    return found


def test_every_number_is_the_length_of_its_list(samples: Library):
    page = open_page("matrix", id=SHUOZHOU)
    told_numbers = numbers(page, "list")
    assert {params["of"] for params, _ in told_numbers} == {"tasks", "units", "assignments"}
    for params, number in told_numbers:
        assert number == listed(samples, params), params


def test_there_is_a_letter_for_every_role_of_the_plan(samples: Library, found: Matrix):
    rows = facts.assignments(samples, Filter(doc=SHUOZHOU))
    expected = {(row.task_id, row.unit_id, row.role) for row in rows if row.task_id}
    assert {(*place, share.role) for place, shares in found.shares.items() for share in shares} == expected
    page = open_page("matrix", id=SHUOZHOU, columns="all")
    letters = [kind for path, _, kind in links(page) if kind.startswith("letter ") and path == "plan"]
    assert len(letters) == len(expected)


@functools.cache
def read_once() -> tuple[Matrix, list[AssignmentRow]]:
    samples = current_library()
    whole = matrix.find_matrix(samples, SHUOZHOU)
    assert whole is not None
    return whole, facts.assignments(samples, Filter(doc=SHUOZHOU))


@given(
    role=st.sampled_from([None, *matrix.ROLES]),
    unit=st.none() | st.integers(0, 43),
    beside=st.none() | st.integers(0, 43),
    section=st.none() | st.integers(0, 5),
)
@settings(max_examples=60, deadline=None)
def test_what_is_narrowed_counts_as_the_facts_do(
    role: str | None, unit: int | None, beside: int | None, section: int | None
):
    whole, every = read_once()
    first = None if unit is None else whole.units[unit].unit_id
    other = None if beside is None else whole.units[beside].unit_id
    under = None if section is None else whole.sections[section]
    part = matrix.narrowed(whole, unit=first, beside=[other] if other else [], role=role, section=under)
    rows = [row for row in every if row.task_id and role in (None, row.role)]
    of_task: dict[str, set[str]] = {}
    for row in rows:
        of_task.setdefault(str(row.task_id), set()).add(row.unit_id)
    wanted = {one for one in (first, other) if one}
    held = [t for t in whole.tasks if (under in (None, t.section)) and wanted <= of_task.get(t.task_id, set())]
    assert [task.task_id for task in part.tasks] == [task.task_id for task in held]
    for task in part.tasks:
        assert part.units_of(task.task_id) == len(of_task.get(task.task_id, ()))
    for one in part.units:
        assert one.tasks == sum(one.unit_id in of_task.get(task.task_id, ()) for task in held)


def test_totals_beside_a_unit_lead_to_just_these_tasks(found: Matrix):
    first, second = (unit.unit_id for unit in found.units[:2])
    narrow = {"unit": first, "with": second}
    followed = 0
    for params, number in numbers(open_page("matrix", id=SHUOZHOU, **narrow), "matrix"):
        beside = [one for one in params.get("with", "").split(",") if one]
        assert len(matrix.narrowed(found, unit=params["unit"], beside=beside).tasks) == number
        followed += 1
    assert followed > 3


def test_units_that_are_not_shown_are_told_and_offered(found: Matrix):
    page = open_page("matrix", id=SHUOZHOU)
    rest = len(found.units) - matrix_grid.COLUMNS
    assert rest > 0
    assert f"另有 {rest} 个没有显示" in words(page)
    assert "完整的请下载 Excel 打印" in words(page)
    further = open_page("matrix", id=SHUOZHOU, columns=str(matrix_grid.COLUMNS))
    shown = {
        params["id"] for opened in (page, further) for path, params, kind in links(opened) if kind == "matrix-name"
    }
    assert shown == {unit.unit_id for unit in found.units}


def test_collectives_stand_last_and_the_busiest_first(found: Matrix):
    assert [unit.collective for unit in found.units] == sorted(unit.collective for unit in found.units)
    single = [unit.tasks for unit in found.units if not unit.collective]
    assert single == sorted(single, reverse=True)


@pytest.mark.parametrize(("lang", "said"), [("zh", "方案未写明单位"), ("en", "no unit stated in the plan")])
def test_a_task_without_a_unit_says_so(lang: str, said: str):
    assert said in words(open_page("matrix", id="003_b0e795534616447e.txt", lang=lang))


def test_what_stands_outside_the_tasks_is_listed_below():
    said = words(open_page("matrix", id="000_e408c9c3fc3dfd33.txt"))
    assert "不在任务条款内的分工" in said


def test_without_a_plan_one_can_be_chosen(samples: Library):
    page = open_page("matrix")
    offered = {params["id"] for path, params, _ in links(page) if path == "matrix"}
    assert offered == set(samples.docs())


@pytest.mark.parametrize(
    "asked", ["没有这份.txt", "<script>alert(1)</script>", "../../etc/passwd", "x" * 10_000, "😀\x00"]
)
def test_an_unknown_plan_is_not_found_and_near_ones_are_offered(asked: str):
    page = open_page("matrix", id=asked)
    assert "未找到" in words(page)
    assert [path for path, params, _ in links(page) if path == "matrix" and params.get("id")]


@pytest.mark.parametrize(
    "params",
    [{"unit": "unit-none"}, {"role": "<b>"}, {"section": "没有"}, {"columns": "-1"}, {"columns": "9" * 5000},
     {"from": "abc"}, {"unit": "x", "with": "y", "role": "z", "section": "s"}],
)  # fmt: skip
def test_garbage_in_the_address_is_no_error(params: dict[str, str]):
    said = words(open_page("matrix", id=SHUOZHOU, **params))
    assert "未找到" in said or "任务 28 项" in said


def written(library: Library, whole: Matrix) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(matrix_workbook(library, whole)))


def test_the_workbook_holds_the_same_letters(samples: Library, found: Matrix):
    sheet = written(samples, found)["责任矩阵"]
    assert sheet.freeze_panes == "D2"
    heads = [cell.value for cell in sheet[1]]
    assert heads[3:] == [unit.canonical for unit in found.units]
    for row, task in zip(sheet.iter_rows(min_row=2), found.tasks, strict=False):
        for cell, unit in zip(row[3:], found.units, strict=True):
            shares = found.shares.get((task.task_id, unit.unit_id), ())
            assert (cell.value or "") == letters_of(shares)
            if shares:
                colour = {"lead": "FF98291C", "responsible": "FF1F4D97", "cooperating": "FF15603F"}[shares[0].role]
                assert cell.font.color.rgb == colour
    assert [cell.value for cell in sheet[sheet.max_row]][3:] == [unit.tasks for unit in found.units]


def test_the_workbook_quotes_what_is_behind_each_letter(samples: Library, found: Matrix):
    quotes = written(samples, found)["引文"]
    rows = [row for row in facts.assignments(samples, Filter(doc=SHUOZHOU)) if row.task_id]
    assert [row[6].value for row in quotes.iter_rows(min_row=2)] == [row.quote.replace("\r\n", "\n") for row in rows]


def made(home: Path, unit: str, title: str) -> Library:
    """A library with one plan of one task, whose lead is implied; unit and task have these names."""
    text = f"方案\n1. {title}。（{unit}负责）\n首位为牵头。"
    start, quote = text.index("1."), text.index("（")
    end = quote + 1 + len(unit)
    digest = hashlib.sha256(text.encode()).hexdigest()
    mention = UnitMention(text=unit, start=quote + 1, end=end, role="responsible", effective_role="lead",
                          canonical=unit, unit_id="unit-odd")  # fmt: skip
    document = Document(
        doc="odd.txt", sha256=digest, text_sha256=digest, meta=Meta(title=title),
        tasks=(Task(id="task-odd", number="1.", title=title, section="", start=start, end=len(text)),),
        assignments=(Assignment(id="assignment-odd", task="task-odd", kind="parenthetical", start=quote,
                                end=end + 3, text=text[quote : end + 3], scope=Span(start=start, end=quote),
                                units=(mention,)),),
    )  # fmt: skip
    library = Library.open(home)
    library.add(document, text=text, original=text.encode())
    return library


def test_words_of_documents_stay_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    library = made(tmp_path, HOSTILE, HOSTILE)
    monkeypatch.setattr("views.frame.current_library", lambda: library)
    page = open_page("matrix", id="odd.txt")
    assert HOSTILE in words(page)
    for element in page.main:
        if element.type in ("markdown", "heading", "title", "header", "subheader", "caption", "html", "alert"):
            assert "onerror" not in str(element.proto)


def test_no_cell_of_the_workbook_is_a_formula(tmp_path: Path):
    library = made(tmp_path, FORMULA, FORMULA)
    whole = matrix.find_matrix(library, "odd.txt")
    assert whole is not None
    book = written(library, whole)
    assert book["责任矩阵"]["D1"].value == FORMULA
    for sheet in book:
        assert not [cell for row in sheet for cell in row if cell.data_type == "f"]


def test_what_is_implied_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    library = made(tmp_path, "市能源局", "散煤治理")
    whole = matrix.find_matrix(library, "odd.txt")
    assert whole is not None
    share = whole.shares["task-odd", "unit-odd"][0]
    monkeypatch.setattr("views.frame.current_library", lambda: library)
    kinds = [kind for _, _, kind in links(open_page("matrix", id="odd.txt")) if kind.startswith("letter")]
    assert (share.standing == "implied") == (kinds == ["letter lead matrix-implied"])
    assert letters_of([share]) == ("（牵）" if share.standing == "implied" else "牵")
    assert set(LETTERS) == set(matrix.ROLES)
