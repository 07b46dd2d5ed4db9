"""docs/notebooks.md is true: its code runs on the samples and prints what stands below it; and what frames promise.

``PYTHONPATH=. python tests/test_notebooks.py`` writes anew what the blocks print.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

import graph
from graph import facts, unit_facts
from graph.dataframes import Frames, columns
from graph.filters import Filter
from graph.library import Library
from graph.networks import cooperation, duties
from graph.quotes import LibraryError
from ingest import sample_library
from tests.plans import fill_library

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "notebooks.md"
BLOCK = re.compile(r"^```python\n(?P<code>.*?)^```\n(?:```text\n(?P<printed>.*?)^```\n)?", re.MULTILINE | re.DOTALL)


def printed_by(blocks: list[str]) -> list[str]:
    """What each block prints, run one after the other as the cells of one notebook."""
    names: dict[str, object] = {}
    said = []
    for code in blocks:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(compile(code, str(GUIDE), "exec"), names)
        said.append(out.getvalue())
    return said


def test_the_guide_prints_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    sample_library()
    monkeypatch.setenv("ZEREN_HOME", str(Path(os.environ["ZEREN_HOME"]).resolve()))
    monkeypatch.chdir(tmp_path)
    blocks = list(BLOCK.finditer(GUIDE.read_text("utf-8")))
    assert len(blocks) >= 10
    for block, said in zip(blocks, printed_by([block["code"] for block in blocks]), strict=True):
        assert said == (block["printed"] or ""), block["code"]


def test_the_guide_names_every_frame_and_column():
    rows = dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| (.*) \|$", GUIDE.read_text("utf-8"), re.MULTILINE))
    frames = Frames(sample_library())
    assert set(rows) == set(frames)
    for name in frames:
        assert re.findall(r"`(\w+)`", rows[name]) == list(columns(name)) == list(frames[name].columns)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return fill_library(tmp_path_factory.mktemp("library"))


def test_frames_hold_as_much_as_the_lists(library: Library):
    frames, totals = graph.frames(library), facts.totals(library)
    assert (len(frames.plans), len(frames.tasks), len(frames.statements)) == (
        totals.plans, totals.tasks, totals.statements)  # fmt: skip
    assert (len(frames.assignments), len(frames.deadlines), len(frames.targets)) == (
        totals.assignments, totals.deadlines, totals.targets)  # fmt: skip
    units = {unit.unit_id: (unit.lead, unit.tasks) for unit in unit_facts.units(library)}
    assert {row.unit: (row.leads, row.tasks) for row in frames.units.itertuples()} == units


def test_days_are_days_and_what_is_not_written_is_missing(library: Library):
    frames = graph.frames(library)
    assert frames.deadlines.last_day.dtype == "datetime64[s]"
    assert frames.plans.issued.max() >= pd.Timestamp("2024-02-01")
    assert isinstance(frames.assignments.role.dtype, pd.CategoricalDtype)
    written = frames.assignments[frames.assignments.standing == "written"]
    assert written.rule.isna().all()
    assert frames["tasks"] is frames.tasks
    with pytest.raises(AttributeError):
        frames.nothing_of_this_name  # noqa: B018


def test_networks_are_those_of_the_lists(library: Library):
    network = graph.network("cooperation", library)
    assert nx.utils.graphs_equal(network, cooperation(library))
    for unit in network:
        partners = {row.unit_id: row.tasks for row in unit_facts.partners(library, unit)}
        assert {other: network.edges[unit, other]["tasks"] for other in network[unit]} == partners
    assert nx.utils.graphs_equal(graph.network("duties", library), duties(library))
    assert set(graph.network("plans", library)) == {plan.doc for plan in facts.plans(library)}
    assert set(graph.network("places", library)) == {plan.jurisdiction for plan in facts.plans(library)} - {None}
    assert not graph.network("cooperation", library, Filter(year="1999"))
    with pytest.raises(LibraryError, match="没有“trees”这种网络"):
        graph.network("trees", library)


def test_without_documents_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ZEREN_HOME", str(tmp_path / "none"))
    with pytest.raises(LibraryError, match="zeren ingest"):
        graph.frames()
    assert not (tmp_path / "none").exists()


def test_importing_graph_loads_nothing_and_its_functions_stay_functions():
    code = (
        "import sys, graph; heavy = {'spacy', 'pandas', 'networkx', 'rdflib', 'numpy'} & set(sys.modules);"
        "import graph.dataframes, graph.networks; sys.exit(bool(heavy) or not callable(graph.frames)"
        " or not callable(graph.network))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def renewed(text: str) -> str:
    """The guide with what its blocks print now."""
    said = iter(printed_by([block["code"] for block in BLOCK.finditer(text)]))
    return BLOCK.sub(lambda found: f"```python\n{found['code']}```\n" + told(next(said)), text)


def told(said: str) -> str:
    return f"```text\n{said}```\n" if said else ""


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ZEREN_HOME"] = folder
        sample_library()
        os.chdir(folder)
        anew = renewed(GUIDE.read_text("utf-8"))
    GUIDE.write_text(anew, "utf-8")
