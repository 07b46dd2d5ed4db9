"""What is shown of files on their way in: how far they are, what came out before it is kept, what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from graph.calling import numbered
from graph.changed import label
from graph.corrections import STATES
from graph.corrections import WORDS as CHANGES
from graph.letterheads import issuers_apart, number_shown
from graph.openness import access_in_words
from graph.previews import Alike, Doubt, Preview
from graph.twins import Twin
from graph.versions import ChangedTask, Difference
from graph.whereabouts import form_in_words, recognised_in_words
from incoming import STEPS, Item
from ingest import Ingested
from views import tables
from views.addresses import address
from views.cards import letter, tag
from views.sheet import Node, link, node
from views.wording import known, language, say

COUNTED = ("tasks", "leads", "statements", "deadlines", "targets", "doubts")
BECAME = ("kept", "unchanged", "duplicate", "refused")
_KEEPING = ("storing", "graph")
_PACKED = (".zip", ".rar", ".7z", ".tar", ".gz")


def changes_library(item: Item) -> bool:
    """Whether keeping the file would change anything."""
    return item.preview is not None and item.preview.foreseen.status not in ("unchanged", "duplicate")


def asks(item: Item) -> tuple[Alike, ...]:
    """The held plans that say nearly the same, so that a person has to decide which to keep."""
    return item.preview.alike if item.preview and changes_library(item) else ()


def working(items: Sequence[Item]) -> list[Node]:
    """The files that are being kept and those that are being read, each with its steps, and how many are done."""
    keeping = [item for item in items if item.state in _KEEPING]
    others = [item for item in items if item.state not in (*_KEEPING, "kept")]
    reading = [item for item in others if item.state not in ("ready", "refused")]
    stored = sum(item.state == "graph" for item in keeping)
    parts = []
    if keeping:
        told = say("intake.stored" if stored < len(keeping) else "intake.linking", done=stored, n=len(keeping))
        parts.append(_under_way(say("intake.keeping"), told, keeping, stored, len(keeping)))
    if reading:
        told = say("intake.left", left=len(reading), n=len(others))
        parts.append(_under_way(say("intake.working"), told, reading, len(others) - len(reading), len(others)))
    return parts


def _under_way(title: str, told: str, items: Sequence[Item], done: int, total: int) -> Node:
    """Files with their steps below a bar that is as full as they are done."""
    head = node("header", node("h2", title), node("span", told, cls="quiet"))
    bar = node(
        "svg",
        node("rect", width="600", height="4", rx="2", cls="all"),
        node("rect", width=f"{600 * done / total:.0f}", height="4", rx="2", cls="done"),
        view_box="0 0 600 4", preserveAspectRatio="none", role="img", aria_label=told, cls="intake-bar",
    )  # fmt: skip
    rows = (node("li", node("span", item.name, cls="intake-name"), _steps(item)) for item in items)
    return node("section", head, bar, node("ul", rows, cls="intake-files"), cls="part", role="status")


def _steps(item: Item) -> Node:
    """The steps of a file: those done, the one under way with its pages, those to come."""
    if item.state == "waiting":
        return node("span", say("intake.state_waiting"), cls="quiet")
    here = STEPS.index(item.state)
    steps = []
    for at, step in enumerate(STEPS):
        words = say(f"intake.step_{step}")
        if at == here and item.pages and item.pages[1] > 1:
            words = f"{words} {say('intake.page_of', page=item.pages[0], pages=item.pages[1])}"
        kind = "intake-done" if at < here else "intake-now" if at == here else None
        steps.append(node("li", words, cls=kind, aria_current="step" if at == here else None))
    return node("ol", steps, cls="intake-steps")


def waiting_head(number: int) -> Node:
    """The head of what waits for a decision."""
    head = node("header", node("h2", say("intake.waiting")), node("span", say("intake.of", n=number), cls="quiet"))
    return node("section", head, node("p", say("intake.waiting_note"), cls="quiet"), cls="part")


def card(item: Item) -> Node:
    """What came out of one file."""
    found = item.preview
    assert found is not None, "only files that were looked at have a card"
    status = found.foreseen.status
    head = node(
        "header",
        node("span", found.title or item.name, cls="name"),
        tag(say(f"intake.would_{status}"), doubt=status == "duplicate"),
    )
    parts = [
        head,
        node("p", item.name, cls="path") if found.title else None,
        _meta(found),
        node("p", say("intake.moved"), cls="notice", role="status") if item.moved else None,
        _warnings(found),
        _alike(found.alike),
        _figures(found),
        *_corrections(found),
        _difference(found.difference) if found.difference else None,
        *_looked_at(found),
        _left_out(found),
    ]
    return node("article", parts, cls="card intake-card")


def _meta(found: Preview) -> Node:
    """What the document says of itself; what it does not say is said to be unwritten."""
    issuer = found.issuer and issuers_apart(found.issuer, found.place)
    entries = {"place": found.place, "date": found.date, "number": found.number and number_shown(found.number),
               "issuer": issuer}  # fmt: skip
    pairs: list[Node] = []
    for name, value in entries.items():
        words = node("dd", value, lang="zh-CN") if value else node("dd", say("state.unwritten"), cls="quiet")
        pairs.append(node("div", node("dt", say(f"intake.meta_{name}")), words))
    form = form_in_words(found.form, found.pages, english=language() == "en")
    size = say("intake.characters", n=str(found.characters))
    pairs.append(node("div", node("dt", say("intake.meta_form")), node("dd", form, size)))
    return node("dl", pairs, cls="intake-meta")


def _warnings(found: Preview) -> Node | None:
    """What to know before it is kept."""
    english = language() == "en"
    access = found.access
    said = [
        say("intake.same_as", doc=found.foreseen.other) if found.foreseen.other else None,
        say("intake.same_again") if found.foreseen.status == "unchanged" else None,
        recognised_in_words(found.form, english=english),
        access_in_words(access.kind, access.text, english=english) if access else None,
    ]
    lines = [node("li", words) for words in said if words]
    return node("ul", lines, cls="notice lines") if lines else None


def _alike(found: Sequence[Alike]) -> Node | None:
    """The held plans that say nearly the same, and what keeping this one means."""
    if not found:
        return None
    left = sum(one.corrections for one in found)
    lost = say("intake.alike_corrections", n=left) if left else ""
    told = node("p", say("intake.alike_choice"), lost, cls="quiet")
    return node("div", (_same(one.twin) for one in found), told, cls="notice intake-alike")


def _same(twin: Twin) -> Node:
    plan = link(address("plan", id=twin.doc), node("span", f"《{twin.title}》", lang="zh-CN"))
    before, _, behind = say("intake.alike", plan="\0", share=twin.percent).partition("\0")
    return node("p", before, plan, node("span", f"（{twin.doc}）", cls="where", lang="zh-CN"), behind)


def _corrections(found: Preview) -> list[Node]:
    """How many corrections of it hold, which the numbers count in, and which will not."""
    parts = [node("p", say("intake.corrected", n=found.corrected), cls="quiet")] if found.corrected else []
    if found.lapsing:
        english = language() == "en"
        rows = (
            node("li", say("task.number", n=one.number), " ", CHANGES[one.change][english], " ",
                 node("span", f"“{one.words}”", lang="zh-CN"), " ", node("span", one.task, cls="quiet", lang="zh-CN"),
                 node("p", STATES[one.state][english], cls="quiet"))
            for one in found.lapsing
        )  # fmt: skip
        head = node("summary", say("intake.lapsing", n=len(found.lapsing)))
        parts.append(node("details", head, node("ul", rows, cls="lines"), open="open"))
    return parts


def _figures(found: Preview) -> Node:
    """What was read, in numbers."""
    counts = found.counts
    numbers = {"tasks": counts.tasks, "statements": counts.statements, "units": found.units,
               "deadlines": counts.deadlines, "targets": counts.targets}  # fmt: skip
    cells = (node("li", node("b", str(n)), node("span", say(f"list.{name}"))) for name, n in numbers.items())
    return node("ul", cells, cls="intake-figures")


def _looked_at(found: Preview) -> list[Node]:
    """What to look at, each kind a part to unfold with its number; those with nothing in them are said in one line."""
    kinds = (
        ("intake.doubts_found", found.counts.doubts, _doubts(found.doubts)),
        ("intake.no_lead", found.no_lead_count, _lines(found.no_lead)),
        ("intake.not_statements", found.refused_count, _doubts(found.refused)),
    )
    some = [node("details", node("summary", say(key, n=n)), inside) for key, n, inside in kinds if n]
    none = say("format.between").join(say(key, n=0) for key, n, _ in kinds if not n)
    return [*some, node("p", none, cls="quiet")] if none else some


def _doubts(found: Sequence[Doubt]) -> Node:
    rows = (
        node(
            "li", node("span", one.quote, cls="quote", lang="zh-CN"), node("p", one.message, cls="quiet", lang="zh-CN")
        )
        for one in found
    )
    return node("ul", rows, cls="lines")


def _lines(words: Iterable[str]) -> Node:
    return node("ul", (node("li", one, lang="zh-CN") for one in words), cls="lines")


def _left_out(found: Preview) -> Node | None:
    if not found.ignored:
        return None
    parts = say("format.between").join(f"{reason} {length}" for reason, length in found.ignored)
    share = sum(length for _, length in found.ignored) / max(1, found.characters)
    return node("p", say("intake.left_out", share=f"{share:.0%}"), node("span", parts, lang="zh-CN"), cls="quiet")


def _difference(found: Difference) -> Node:
    return node("section", node("h3", say("intake.difference")), *difference(found), cls="intake-difference")


def difference(found: Difference) -> list[Node]:
    """What differs from the version before: counted, then one by one."""
    counted = ("same", "changed", "new", "dropped", "doubtful")
    said = [say(f"intake.n_{name}", n=getattr(found, name)) for name in counted if getattr(found, name)]
    if not found.changed + found.new + found.dropped + found.doubtful:
        return [node("p", say("intake.same_tasks" if not found.same_text else "intake.same_words"))]
    parts = [node("p", say("format.between").join(said))]
    parts += [_changed(one) for one in found.changed_tasks]
    for name, tasks in (("new", found.new_tasks), ("dropped", found.dropped_tasks)):
        if tasks:
            summary = node("summary", say(f"intake.tasks_{name}", n=getattr(found, name)))
            parts.append(node("details", summary, _lines(tasks), open="open"))
    return parts


def _changed(one: ChangedTask) -> Node:
    """A task with both sides of each change."""
    rows: list[Node] = []
    for change in one.changes:
        told = label(change, english=language() == "en")
        unsure = tag(say("compared.doubt"), doubt=True) if not change.sure else None
        before, after = (side or say("state.unwritten") for side in (change.a, change.b))
        words = node("span", node("span", before, lang="zh-CN"), " → ", node("strong", after, lang="zh-CN"))
        rows.append(node("li", node("span", told, cls="quiet"), " ", words, " ", unsure))
    for role in one.roles:
        key = "intake.role_came" if role.came else "intake.role_gone"
        rows.append(node("li", letter(role.role), " ", node("span", role.unit, lang="zh-CN"), " ", tag(say(key))))
    title = node("p", numbered(one.number, one.title), cls="intake-task", lang="zh-CN")
    return node("div", title, node("ul", rows, cls="lines"), cls="intake-changed")


def results(items: Sequence[Item]) -> Node:
    """What became of the files that were kept or refused."""
    ended = [item.outcome for item in items if item.outcome is not None]
    became = Counter("kept" if one.status in ("new", "reread", "replaced") else one.status for one in ended)
    said = [say(f"intake.n_{name}", n=became[name]) for name in BECAME if became[name]]
    told = node("span", say("format.between").join(said), cls="quiet")
    rows = [(_name(one), _status(one), *_counts(one), _told(one)) for one in ended if one.status != "refused"]
    body = tables.table(("file", "outcome", *COUNTED, "message"), rows, numbers=COUNTED) if rows else None
    refused = [one for one in ended if one.status == "refused"]
    head = node("header", node("h2", say("intake.results")), told)
    return node("section", head, body, _refused(refused) if refused else None, cls="part", role="status")


def _refused(results: Sequence[Ingested]) -> Node:
    """Files that were not kept, each with the reason and what to do."""
    rows = (node("li", node("p", node("strong", one.doc), " ", _status(one)), node("p", _told(one))) for one in results)
    return node("ul", rows, cls="lines intake-refused")


def _name(result: Ingested) -> Node | str:
    """The name of the file, with a way to its document where the library holds one of this name."""
    return result.doc if result.status == "duplicate" else link(address("plan", id=result.doc), result.doc)


def _status(result: Ingested) -> Node:
    return tag(say(f"intake.{result.status}"), doubt=result.status == "refused")


def _counts(result: Ingested) -> list[Node | str]:
    """What was read; the doubts lead to their list on the page of the document."""
    if result.counts is None:
        return [""] * len(COUNTED)
    *others, doubts = (str(getattr(result.counts, name)) for name in COUNTED)
    to = address("plan", id=result.doc, show="doubts")
    return [*others, link(to, doubts) if doubts != "0" and result.status != "duplicate" else doubts]


def _told(result: Ingested) -> str:
    """What became of a file in the language of the page: what was read, or why nothing was."""
    english = language() == "en"
    if result.status == "refused":
        packed = result.code == "format" and result.doc.lower().endswith(_PACKED)
        if packed:
            return say("intake.packed")
        return say(f"refusal.{result.code}") if english and known(f"refusal.{result.code}") else result.message
    told = say(f"intake.then_{result.status}") if known(f"intake.then_{result.status}") else None
    form = form_in_words(result.form, result.pages, english=english) if result.form else None
    advice = recognised_in_words(result.form, english=english) if result.form else None
    limit = access_in_words(result.access.kind, result.access.text, english=english) if result.access else None
    return say("format.stop").join(part for part in (form, told, advice, limit) if part)
