"""One unit's surroundings: who is drawn, the same places every time, no label upon another, numbers as measured."""

from __future__ import annotations

import itertools
import subprocess
import sys
import time
from pathlib import Path

import networkx as nx
import pytest

from graph import kept_network, network_lists
from graph.kept_network import MeasuringError, Tie, Totals, Unit
from graph.library import Library
from graph.measures import measure
from graph.networks import cooperation
from graph.surroundings import MOST, Placed, _box, surroundings
from ingest import sample_library
from tests.conftest import ROOT
from tests.plans import fill_library


@pytest.fixture(scope="module")
def samples() -> Library:
    library = sample_library()
    if not kept_network.current(library):
        kept_network.make(library)
    return library


def crowd(monkeypatch: pytest.MonkeyPatch, partners: int) -> None:
    """A unit with so many partners of three circles, some of whom work together."""
    ids = [f"unit-{at}" for at in range(partners + 1)]
    units = {
        one: Unit(id=one, canonical=f"大同市第{at}住房和城乡建设管理局", place=None, tasks=1 + at * 7 % 60, degree=3,
                  strength=9, betweenness=0.0, circle=at % 3, articulation=False)
        for at, one in enumerate(ids)
    }  # fmt: skip
    own = [Tie(a=ids[0], b=one, tasks=1 + at * 5 % 40, bridge=False) for at, one in enumerate(ids[1:])]
    own.sort(key=lambda tie: (-tie.tasks, tie.b))
    others = [Tie(a=a, b=b, tasks=1, bridge=False) for a, b in zip(ids[1:], ids[4:], strict=False)]
    monkeypatch.setattr(kept_network, "partners", lambda _, unit: own if unit == ids[0] else [])
    monkeypatch.setattr(kept_network, "units_called", lambda _, wanted: {one: units[one] for one in wanted})
    monkeypatch.setattr(
        kept_network, "ties_among", lambda _, wanted: [tie for tie in (*own, *others) if {tie.a, tie.b} <= set(wanted)]
    )


def overlap(one: Placed, other: Placed) -> bool:
    left, top, right, bottom = _box(one.x, one.y, one.radius)
    others = _box(other.x, other.y, other.radius)
    slack = 0.2  # places are rounded
    return (
        left + slack < others[2]
        and others[0] + slack < right
        and top + slack < others[3]
        and others[1] + slack < bottom
    )


@pytest.mark.parametrize("partners", [1, 12, 149, 400])
def test_no_label_covers_another_and_no_more_than_can_be_read(
    partners: int, samples: Library, monkeypatch: pytest.MonkeyPatch
):
    crowd(monkeypatch, partners)
    found = surroundings(samples, "unit-0")
    assert found is not None
    assert len(found.units) == min(partners + 1, MOST)
    assert found.hidden == partners + 1 - len(found.units)
    assert not [pair for pair in itertools.combinations(found.units, 2) if overlap(*pair)]
    assert (found.units[0].x, found.units[0].y) == (0, 0)
    assert surroundings(samples, "unit-0") == found


def test_the_strongest_are_drawn_and_stand_nearest(samples: Library, monkeypatch: pytest.MonkeyPatch):
    crowd(monkeypatch, 400)
    found = surroundings(samples, "unit-0")
    assert found is not None
    shared = [one.shared for one in found.units[1:]]
    assert shared == sorted(shared, reverse=True)

    def far(part: tuple[Placed, ...]) -> float:
        return sum((one.x**2 + one.y**2) ** 0.5 for one in part) / len(part)

    assert far(found.units[1:40]) < far(found.units[40:80]) < far(found.units[80:])


def test_labels_leave_out_the_place_that_all_have(samples: Library, monkeypatch: pytest.MonkeyPatch):
    crowd(monkeypatch, 12)
    found = surroundings(samples, "unit-0")
    assert found is not None
    assert found.prefix == "大同市"
    assert "".join(found.units[1].label).startswith("第")


def test_kept_measures_are_the_measures(samples: Library):
    found = measure(cooperation(samples))
    kept = kept_network.units(samples, most=10_000)
    assert [(one.id, one.degree, one.strength, one.betweenness, one.circle) for one in kept] == [
        (one.unit_id, one.degree, one.strength, one.betweenness, one.community) for one in found.units
    ]
    totals = kept_network.totals(samples)
    assert (totals.units, totals.ties, totals.circles, totals.components) == (
        len(found.units), len(found.ties), len(found.communities), found.components,
    )  # fmt: skip


def test_every_number_has_its_list(samples: Library):
    for one in kept_network.units(samples, most=10_000):
        assert len(kept_network.partners(samples, one.id)) == one.degree
        rows = network_lists.shared_rows(samples, one.id, most=10_000)
        assert len(rows) == network_lists.count_shared(samples, one.id) == one.strength
    for circle in kept_network.circles(samples):
        members = [one.id for one in kept_network.members(samples, circle.number)]
        assert len(members) == circle.members
        rows = network_lists.rows_within(samples, members, most=10_000)
        assert len(rows) == network_lists.count_within(samples, members) == circle.inside


def test_one_step_further_holds_the_partners_of_the_partners(samples: Library):
    for one in kept_network.units(samples):
        near, far = surroundings(samples, one.id), surroundings(samples, one.id, steps=2)
        assert near is not None
        assert far is not None
        reach = {tie.b for placed in near.units for tie in kept_network.partners(samples, placed.unit.id)} | {one.id}
        assert {placed.unit.id for placed in far.units} == reach
        assert {placed.unit.id for placed in far.units if placed.step < 2} == {p.unit.id for p in near.units}


def test_measures_are_made_anew_where_the_data_have_changed(tmp_path: Path):
    library = fill_library(tmp_path)
    assert not kept_network.held(library)
    kept_network.wait(library)
    assert kept_network.current(library)
    library.remove(library.docs()[0], who="王芳", at="2026-01-05T09:00:00+08:00")
    assert kept_network.held(library)
    assert not kept_network.current(library)


def test_a_damaged_file_is_none(tmp_path: Path):
    library = fill_library(tmp_path)
    (tmp_path / kept_network.FILE).write_bytes(b"no database" * 100)
    assert not kept_network.held(library)
    kept_network.make(library)
    assert kept_network.current(library)


def test_no_damaged_file_stays(tmp_path: Path):
    library = fill_library(tmp_path)
    kept_network.make(library)
    file = tmp_path / kept_network.FILE
    file.write_bytes(file.read_bytes()[:8192] + b"\xff" * 40_000)
    assert kept_network.current(library)
    with pytest.raises(MeasuringError):
        kept_network.names(library)
    assert not kept_network.held(library)
    assert kept_network.totals(library) == Totals(units=0, ties=0, circles=0, components=0)


def test_what_is_erased_while_it_is_measured_does_not_come_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    library = fill_library(tmp_path)
    doc = library.docs()[0]

    def erased_meanwhile(held: Library) -> nx.Graph:
        found = cooperation(held)
        if doc in held.docs():
            held.remove(doc, who="王芳", at="2026-01-05T09:00:00+08:00", erase=True)
        return found

    monkeypatch.setattr("graph.networks.cooperation", erased_meanwhile)
    kept_network.make(library)
    assert kept_network.current(library)
    assert set(kept_network.names(library).values()) <= {name for (name,) in library.read("SELECT canonical FROM body")}
    assert [path.name for path in tmp_path.glob(f"{kept_network.FILE}*")] == [kept_network.FILE]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc")
def test_measuring_ends_with_the_program_that_asked(tmp_path: Path):
    code = (
        "import subprocess, sys\n"
        "child = 'from graph.parting import end_with_parent; import time; end_with_parent(); time.sleep(60)'\n"
        "print(subprocess.Popen([sys.executable, '-c', child]).pid, flush=True); input()"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        time.sleep(1)
        parent.kill()
    until = time.monotonic() + 15
    while time.monotonic() < until and _runs(child):
        time.sleep(0.1)
    assert not _runs(child)


def _runs(process: int) -> bool:
    """Whether the process is there and has not ended."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False
