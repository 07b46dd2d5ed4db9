"""The rows that answers are told from: the very ids and words of the graph, in the order of the text; kept once."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.answering.question.queries import (
    Every,
    assignments_query,
    both,
    deadlines_query,
    find_ids,
    targets_query,
    tasks_query,
)
from graph.answering.question.rows import Rows
from graph.holdings import Holdings, load_holdings
from graph.kept import Kept, once
from graph.library import Library
from graph.loading import load
from graph.store import Store
from graph.unfold import unfold
from ingest import ingest_paths, sample_library


@pytest.fixture(scope="module")
def library() -> Library:
    return sample_library()


@pytest.fixture(scope="module")
def rows(library: Library) -> Rows:
    return Rows(library.plans())


def test_rows_have_the_ids_and_words_of_the_graph(library: Library, rows: Rows):
    for document, text in library.plans():
        flat = unfold(document, text)
        for one in flat.duties:
            (duty,) = rows.duties.of([one.id])
            assert (duty.unit, duty.name, duty.role) == (one.unit, one.canonical, one.role)
            assert (duty.surface, duty.standing, duty.collective) == (one.surface, one.standing, one.collective)
            assert (duty.statement, duty.task, duty.doc) == (one.statement, one.task, one.doc)
        for due_row in flat.deadlines:
            (due,) = rows.dues.of([due_row.id])
            assert (due.words, due.last_day, due.start) == (due_row.quote, due_row.last_day, due_row.start)
        for target in flat.targets:
            (level,) = rows.levels.of([target.id])
            assert (level.indicator, level.value, level.words) == (target.indicator, target.value, target.quote)
        for task in flat.tasks:
            (work,) = rows.works.of([task.id])
            assert (work.title, work.start, work.section) == (task.title, task.start, task.section)


def test_a_query_finds_every_row_and_rows_come_in_the_order_of_texts(library: Library, rows: Rows):
    store = Store(library=library)
    docs = Every(library.docs())
    tables = {"assignment": rows.duties, "deadline": rows.dues, "target": rows.levels, "task": rows.works}
    queries = (assignments_query, deadlines_query, targets_query, tasks_query)
    for (name, table), query in zip(tables.items(), queries, strict=True):
        everywhere, named = find_ids(store, query(docs))[name], find_ids(store, query(list(docs)))[name]
        assert sorted(everywhere) == sorted(named)
        found = table.of(everywhere)
        assert found == list(table.rows)
        assert [row.doc for row in found] == sorted(row.doc for row in found)


def test_two_queries_in_one_find_what_each_finds(library: Library):
    store = Store(library=library)
    docs = library.docs()[:2]
    found = find_ids(store, both(tasks_query(docs), deadlines_query(docs)))
    assert sorted(found["task"]) == sorted(find_ids(store, tasks_query(docs))["task"])
    assert sorted(found["deadline"]) == sorted(find_ids(store, deadlines_query(docs))["deadline"])


def test_ids_that_the_library_does_not_hold_have_no_row(rows: Rows):
    assert rows.works.of(["task-of-another-library"]) == []


def test_one_state_of_a_library_is_held_once(library: Library):
    holdings, store = load(library)
    assert load_holdings(library) is holdings
    assert store.columns("SELECT ?plan { ?plan a z:Plan }", ["plan", "none"])["none"] == []


def test_what_is_kept_is_made_once_and_the_oldest_goes():
    kept = Kept(most=2)
    made = [kept.get(key, object) for key in "aab"]
    assert made[0] is made[1]
    kept.get("c", object)
    assert kept.get("a", object) is not made[0]


def test_what_is_kept_belongs_to_its_state():
    @once
    def titles(holdings: Holdings, start: str) -> list[str]:
        return [plan.title for plan in holdings.plans.values() if plan.title.startswith(start)]

    one, other = Holdings([]), Holdings([])
    assert titles(one, "x") is titles(one, "x")
    assert titles(one, "x") is not titles(other, "x")


def test_two_plans_of_one_place_and_year_have_labels_of_their_own(tmp_path: Path):
    plans = {
        "水": "朔州市人民政府关于印发《朔州市2020年水污染防治工作要点》的通知\n一、开展排查。（市水利局牵头）\n",
        "土": "朔州市人民政府关于印发《朔州市2020年土壤污染防治工作要点》的通知\n一、开展监测。（市农业农村局牵头）\n",
    }
    library = Library.open(tmp_path / "library")
    for name, text in plans.items():
        file = tmp_path / f"{name}.txt"
        file.write_text(text, "utf-8")
        ingest_paths([file], library)
    held = load_holdings(library)
    labels = {plan.label for plan in held.plans.values()}
    assert labels == {"朔州市(2020)《2020年水污染防治工作要点》", "朔州市(2020)《2020年土壤污染防治工作要点》"}
