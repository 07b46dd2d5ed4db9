"""Made-up plans to measure with: ``python benchmarks/plans.py FOLDER [--plans 300] [--tasks 20000] [--library HOME]``.

Writes varied plans of governments as .txt, in families: a province's plan, those of two of its cities and of a district
that carry it out, and the city's plans of the years after, so that jobs are handed down, carried on, changed, dropped.
Their subjects, departments and targets stand in subjects.toml. The same seed writes the same bytes. With ``--library``
they are also imported into the library HOME, read by several processes.
"""

from __future__ import annotations

import argparse
import random
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.plantext import write_plan  # noqa: E402 - a script finds the project by its own place
from extract.lexicons import load_lexicon  # noqa: E402

SUBJECTS_OF_A_PLAN = 4
NOTATIONS = ("verbs", "verbs", "labels", "lines", "responsible", "first", "divided", "inline", "blanket", "table")
GENERAL = (
    "开展{o}摸底调查", "制定{o}年度计划", "加快{o}项目进度", "健全{o}长效机制", "加大{o}资金投入", "开展{o}试点示范",
    "强化{o}督导检查", "完善{o}配套政策", "做好{o}宣传引导", "建立{o}工作专班", "推进{o}信息共享", "总结推广{o}经验",
)  # fmt: skip
FLAWS = (None, "nobody", "vague", "late", "several", "dissolved", "unknown")
HOW_OFTEN = (80, 6, 4, 2, 4, 2, 2)
DEADLINES = ("month", "month", "month", "own-month", "year-end", "this-year", "day", "until", "half", "always", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Government:
    """A government that issues plans: its name, those above it, and the short word for itself."""

    name: str
    path: str
    level: str
    own: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be done: an action on an object of a subject."""

    subject: str
    object: int
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A job as one plan sets it; ``wording`` chooses among ways to say the same."""

    job: Job
    wording: int
    amount: int | None
    deadline: str
    month: int
    leads: tuple[str, ...]
    partners: tuple[str, ...]
    flaw: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan before it is written; ``cites`` is the plan that it carries out."""

    number: int
    government: Government
    year: int
    subjects: tuple[str, ...]
    tasks: tuple[Task, ...]
    notation: str
    short_names: bool
    elided: bool
    access: str | None
    cites: Plan | None = None

    @property
    def title(self) -> str:
        """The title without the government."""
        kind = ("实施方案", "行动计划", "工作要点", "重点任务分工方案")[self.number % 4]
        years = f"（{self.year}—{self.year + 2}年）" if kind == "行动计划" else f"{self.year}年"
        about = load_subjects()[self.subjects[0]]["title"]
        return f"{about}{kind}{years}" if kind == "行动计划" else f"{years}{about}{kind}"

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.number:04}_{self.government.name}_{self.title}.txt"


@cache
def load_subjects() -> Mapping[str, Mapping[str, Any]]:
    """The subjects by id."""
    return {subject["id"]: subject for subject in _data()["subject"]}


@cache
def load_departments() -> Mapping[str, Mapping[str, str]]:
    """The departments by id."""
    return dict(_data()["departments"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((ROOT / "benchmarks" / "subjects.toml").read_text("utf-8"))


@cache
def governments() -> tuple[tuple[Government, tuple[tuple[Government, tuple[Government, ...]], ...]], ...]:
    """Provinces and autonomous regions with their cities, and these with their districts and counties."""
    rows = [row for row in load_lexicon("divisions") if not row["until"]]
    names = {row["code"]: row["name"] for row in rows}
    tree: dict[str, dict[str, list[str]]] = {}
    for code, name in names.items():
        if name.endswith(("省", "自治区")) and code.endswith("0000") and code < "700000":
            tree[code] = {}
        elif code.endswith("00") and name.endswith("市") and f"{code[:2]}0000" in tree:
            tree[f"{code[:2]}0000"][code] = []
        elif name.endswith(("区", "县")) and len(name) > 2 and code[:4] + "00" in tree.get(f"{code[:2]}0000", {}):
            tree[f"{code[:2]}0000"][f"{code[:4]}00"].append(code)
    return tuple(
        (_government(names[top], ""), tuple((_government(names[city], names[top]), tuple(
            _government(names[county], names[top] + names[city]) for county in counties
        )) for city, counties in cities.items() if counties))
        for top, cities in tree.items() if sum(map(bool, cities.values())) > 1
    )  # fmt: skip


def _government(name: str, above: str) -> Government:
    if not above:
        own = "自治区" if name.endswith("自治区") else "省"
        return Government(name=name, path=name, level="province", own=own)
    return Government(name=name, path=above + name, level="city" if name.endswith("市") else "county", own=name[-1])


def compose_plans(plans: int, tasks: int, seed: int = 1) -> Iterator[Plan]:
    """So many plans with so many tasks in all, family by family."""
    chance = random.Random(seed)
    left, written = tasks, 0
    while written < plans:
        for plan in _family(chance, written, left // (plans - written)):
            if written == plans:
                return
            size = left if written == plans - 1 else min(len(plan.tasks), left)
            yield replace(plan, tasks=_sized(chance, plan, size))
            left, written = left - size, written + 1


def _family(chance: random.Random, number: int, size: int) -> Iterator[Plan]:
    province, cities = chance.choice(governments())
    (city, counties), (other, _) = chance.sample(cities, 2)
    subjects = tuple(chance.sample(sorted(load_subjects()), SUBJECTS_OF_A_PLAN))
    first = _plan(chance, number, province, chance.randint(2016, 2023), subjects, size)
    yield first
    below = _handed_down(chance, first, city, number + 1, size)
    yield below
    yield _handed_down(chance, first, other, number + 2, size)
    yield _handed_down(chance, below, chance.choice(counties), number + 3, size)
    for later in (4, 5):
        below = _carried_on(chance, below, number + later, size)
        yield below


def _plan(  # noqa: PLR0913, PLR0917 - what a plan is made of
    chance: random.Random, number: int, government: Government, year: int, subjects: tuple[str, ...], size: int
) -> Plan:
    plan = Plan(
        number=number,
        government=government,
        year=year,
        subjects=subjects,
        tasks=(),
        notation=chance.choice(NOTATIONS),
        short_names=chance.random() < 0.5,
        elided=chance.random() < 0.5,
        access="此件不公开" if chance.random() < 0.04 else "此件公开发布" if chance.random() < 0.5 else None,
    )
    return replace(plan, tasks=_sized(chance, plan, max(4, round(size * chance.uniform(0.6, 1.4)))))


def _sized(chance: random.Random, plan: Plan, size: int) -> tuple[Task, ...]:
    """The tasks of the plan, so many: new ones are added of its subjects, the last ones are left out."""
    held = list(plan.tasks[:size])
    done = {task.job for task in held}
    while len(held) < size:
        job = _job(chance, plan.subjects)
        if job not in done or chance.random() < 0.01:
            done.add(job)
            held.append(_task(chance, job))
    return tuple(sorted(held, key=lambda task: plan.subjects.index(task.job.subject)))


def _job(chance: random.Random, subjects: Sequence[str]) -> Job:
    subject = load_subjects()[chance.choice(subjects)]
    action = chance.choice([*subject["actions"], *GENERAL])
    return Job(subject=subject["id"], object=chance.randrange(len(subject["objects"])), action=action)


def _task(chance: random.Random, job: Job) -> Task:
    subject = load_subjects()[job.subject]
    _, _, low, high = subject["objects"][job.object]
    flaw = chance.choices(FLAWS, weights=HOW_OFTEN)[0]
    return Task(
        job=job,
        wording=chance.randrange(1 << 30),
        amount=chance.randint(low, high) if chance.random() < 0.6 else None,
        deadline=chance.choice(DEADLINES),
        month=chance.randint(3, 12),
        leads=(chance.choice(subject["lead"]),),
        partners=tuple(chance.sample(subject["partners"], chance.randint(1, 4))),
        flaw=flaw,
    )


def _handed_down(chance: random.Random, plan: Plan, government: Government, number: int, size: int) -> Plan:
    """What a lower government makes of the plan: most of its jobs, smaller amounts, some of its own."""
    own = _plan(chance, number, government, plan.year, plan.subjects, size)
    kept = [_changed(chance, task, share=0.2) for task in plan.tasks if chance.random() < 0.6]
    return replace(own, tasks=_sized(chance, replace(own, tasks=tuple(kept)), len(own.tasks)), cites=plan)


def _carried_on(chance: random.Random, plan: Plan, number: int, size: int) -> Plan:
    """The plan of the year after: some jobs are dropped, some have another lead, date or target."""
    own = _plan(chance, number, plan.government, plan.year + 1, plan.subjects, size)
    kept = [_changed(chance, task, share=1.1) for task in plan.tasks if chance.random() < 0.7]
    return replace(own, tasks=_sized(chance, replace(own, tasks=tuple(kept)), len(own.tasks)), cites=plan.cites)


def _changed(chance: random.Random, task: Task, share: float) -> Task:
    subject = load_subjects()[task.job.subject]
    _, words, low, high = subject["objects"][task.job.object]
    amount = task.amount and (task.amount if "%" in words else max(low, min(high, round(task.amount * share))))
    if amount and chance.random() < 0.3:
        amount = chance.randint(low, high)
    return replace(
        task,
        amount=amount,
        wording=task.wording if chance.random() < 0.5 else chance.randrange(1 << 30),
        month=task.month if chance.random() < 0.6 else chance.randint(3, 12),
        leads=task.leads if chance.random() < 0.9 else (chance.choice(subject["partners"]),),
    )


def write_plans(folder: Path, plans: int, tasks: int, seed: int = 1) -> list[Path]:
    """Write the plans into the folder; their files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for plan in compose_plans(plans, tasks, seed):
        file = folder / plan.file
        file.write_text(write_plan(plan), "utf-8")
        files.append(file)
    return files


def main() -> None:
    """Write the plans, and import them where a library is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plans", type=int, default=300)
    parser.add_argument("--tasks", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--library", type=Path, help="the folder of a library to import them into")
    arguments = parser.parse_args()
    files = write_plans(arguments.folder, arguments.plans, arguments.tasks, arguments.seed)
    print(f"{len(files)} plans in {arguments.folder}")
    if arguments.library:
        from graph.library import Library  # noqa: PLC0415 - only where a library is wanted
        from ingest import ingest_paths  # noqa: PLC0415

        outcomes = ingest_paths([arguments.folder], Library.open(arguments.library))
        print(f"{sum(outcome.status != 'refused' for outcome in outcomes)} plans in the library {arguments.library}")


if __name__ == "__main__":
    main()
