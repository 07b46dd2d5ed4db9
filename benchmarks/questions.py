"""How long questions take: ``python benchmarks/questions.py [HOME…] [--file QUESTIONS.jsonl] [--each 4] [--slow 5]``.

HOME are folders of libraries, such as one filled with the plans of benchmarks/plans.py; without any the samples are
asked. The questions are made of what the library holds, of every kind, with a place and without one; with ``--file``
they are those of the file, one JSON object with a "question" a line. Each is asked once, in one process, as nobody asks
the same thing twice; counted is processor time. Of several libraries the last column compares each with the first. Not
for Windows.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from graph.asking import Asker  # noqa: E402 - a script finds the project by its own place
from graph.holdings import HeldPlan, Holdings  # noqa: E402
from graph.library import Library  # noqa: E402
from ingest import sample_library  # noqa: E402

Times = Mapping[str, Sequence[float]]

# kind → questions of it; {place} and {year} of a plan, {topic} of a task there, {unit} and {other} of a statement,
# {word} of the title, {month} of a deadline, {indicator} of a target, {elsewhere} another plan's place
ASKED = {
    "who-leads": ("谁牵头{topic}", "{place}{topic}由谁牵头"),
    "who-cooperates": ("{topic}由谁配合", "{place}{topic}的配合单位有哪些"),
    "who-is-responsible": ("{topic}由谁负责", "{place}{topic}谁来管"),
    "who-supervises": ("谁督导{topic}", "{place}谁督导{topic}"),
    "lead-differs": ("{topic}在各地分别由谁牵头", "{place}和{elsewhere}{topic}的牵头单位一样吗"),
    "role-of": ("{unit}在{topic}中是什么角色", "{place}{unit}在{topic}里是牵头还是配合"),
    "partners": ("谁配合{unit}", "{place}{unit}和哪些单位一起承担任务"),
    "duties": ("{unit}牵头哪些任务", "{place}{unit}有哪些任务", "{short}负责什么"),
    "count": ("{unit}牵头几项任务", "{place}有多少项任务", "一共有多少项任务", "有几家单位牵头{topic}"),
    "ranking": ("哪个部门牵头的任务最多", "{place}配合任务最多的单位是哪个", "牵头任务最少的部门是哪个"),
    "compare": ("{unit}和{other}谁牵头的任务多", "{place}和{elsewhere}哪个的任务多"),
    "multi-constraint": ("{unit}牵头、{other}配合的任务有哪些", "{place}由两家以上单位共同牵头的任务有哪些"),
    "no-lead": ("哪些任务没有牵头单位", "{place}哪些任务没有写明牵头单位", "哪些任务没有时限",
                "{place}哪些任务没有配合单位"),
    "due": ("{month}月底前要完成哪些任务", "{place}{year}年{month}月底前要完成什么", "{unit}{month}月底前要完成什么"),
    "deadline-of": ("{topic}什么时候完成", "{place}{topic}的时限"),
    "targets": ("{indicator}的目标是多少", "{place}{indicator}目标是多少"),
    "where-is": ("哪些任务提到“{word}”", "{place}哪些任务写到了{word}"),
    "plan-facts": ("{place}{year}年的方案是什么时候印发的", "{place}方案的文号是什么", "{place}方案依据什么制定"),
    "overlaps": ("{place}和{elsewhere}有哪些重复的任务",),
    "conflicts": ("{place}的方案里有哪些互相矛盾的地方",),
    "changes": ("{place}{year}年的方案比上一年多了哪些任务",),
    "definition": ("“{word}”是什么意思",),
    "out-of-scope": ("{place}{topic}完成得怎么样了",),
    "refused": ("{place}的量子通信卫星由谁牵头", "谁牵头火星移民", "{place}航天发射局有哪些任务",
               "巴黎市谁牵头{topic}"),
    "english": ("Who leads {topic} in {place}?", "Which tasks are due by the end of June in {place}?"),
}  # fmt: skip


def made_of(holdings: Holdings, each: int, seed: int = 1) -> list[tuple[str, str]]:
    """So many questions of each form, each form for other plans, units and tasks: (kind, question)."""
    chance = random.Random(seed)
    known = _told(holdings, chance)
    found = []
    for kind, forms in ASKED.items():
        for form in forms:
            asked = [form.format_map(next(known)) for _ in range(each if "{" in form else 1)]
            found += [(kind, question) for question in dict.fromkeys(asked)]
    return found


def _told(holdings: Holdings, chance: random.Random) -> Iterator[dict[str, str]]:
    """What the library holds, a plan at a time, again and again."""
    plans = [plan for plan in holdings.plans.values() if plan.place and _led(plan)]
    indicators = [target.indicator for plan in plans for target in plan.document.targets] or ["优良天数比例"]
    days = [one.to for plan in plans for one in plan.document.deadlines if one.to] or ["2020-06-30"]
    while True:
        plan, elsewhere = chance.choice(plans), chance.choice(plans)
        statement = chance.choice(_led(plan))
        task = next(task for task in plan.document.tasks if task.id == statement.task)
        units = [unit.canonical for unit in statement.units]
        own = [target.indicator for target in plan.document.targets]
        title = task.title.strip("。，；：、 ")
        yield {
            "place": plan.place.full_name if plan.place else "", "year": str(plan.year or 2020), "topic": title[:20],
            "unit": units[0], "other": units[-1], "short": statement.units[0].text, "word": title[-6:],
            "month": str(int(chance.choice(days)[5:7])), "indicator": chance.choice(own or indicators),
            "elsewhere": elsewhere.place.full_name if elsewhere.place else "",
        }  # fmt: skip


def _led(plan: HeldPlan) -> list:  # type: ignore[type-arg] # statements
    return [one for one in plan.document.assignments if one.task and len(one.units) > 1]


def of_file(path: Path) -> list[tuple[str, str]]:
    """The questions of a file with their kinds, where it gives them."""
    entries = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [(str(entry.get("kind", "")), str(entry["question"])) for entry in entries]


def timed(asker: Asker, questions: Sequence[tuple[str, str]]) -> list[tuple[float, str, str, bool]]:
    """Seconds, kind, question, and whether it was refused, of each."""
    found = []
    for kind, question in questions:
        begun = time.process_time()
        answer = asker.ask(question)
        found.append((time.process_time() - begun, kind, question, answer.refused))
    return found


def share(seconds: Sequence[float], part: float) -> float:
    """The time that so many of the questions take no longer than."""
    return sorted(seconds)[min(len(seconds) - 1, int(part * len(seconds)))]


def print_times(found: Sequence[tuple[float, str, str, bool]], before: Times, slow: int) -> Times:
    """The table by kind, and against the first library; the times by kind."""
    times: dict[str, list[float]] = defaultdict(list)
    refused: Counter[str] = Counter()
    for seconds, kind, _, no in found:
        for name in (kind, "all"):
            times[name].append(seconds)
            refused[name] += no
    for name, own in sorted(times.items(), key=lambda entry: entry[0] == "all"):
        ratio = f"{statistics.median(own) / statistics.median(before[name]):7.1f}" if name in before else ""
        print(
            f"{name:<20}{len(own):5} asked {refused[name]:4} refused  p50 {1000 * share(own, 0.5):7.0f} ms"
            f"  p95 {1000 * share(own, 0.95):7.0f} ms  max {1000 * max(own):7.0f} ms{ratio}"
        )
    for seconds, _, question, _ in sorted(found, reverse=True)[:slow]:
        print(f"    {1000 * seconds:7.0f} ms  {question}")
    return times


def held_memory() -> float:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("homes", nargs="*", type=Path)
    parser.add_argument("--file", type=Path, help="questions to ask instead of made ones")
    parser.add_argument("--each", type=int, default=4, help="questions of each form")
    parser.add_argument("--slow", type=int, default=5, help="so many of the slowest are shown")
    arguments = parser.parse_args()
    first: Times = {}
    for library in [Library.open(home) for home in arguments.homes] or [sample_library()]:
        begun = time.process_time()
        asker = Asker.open(library)
        opened = time.process_time() - begun
        held = asker.holdings
        counts = f"{len(held.plans)} plans, {len(held.tasks)} tasks, {len(held.topics.passages)} passages"
        print(f"{library.home}: {counts}; opened in {opened:.1f} s", flush=True)
        found = timed(asker, of_file(arguments.file) if arguments.file else made_of(held, arguments.each))
        times = print_times(found, first, arguments.slow)
        first = first or times
        print(f"most memory {held_memory():.0f} MB", flush=True)


if __name__ == "__main__":
    main()
