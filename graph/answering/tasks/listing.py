"""Lists of tasks: the sentence that says which and how many, the tasks told apart by place and plan, their proof."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from graph.answering.question.queries import Duty, Work, assignments_query
from graph.answering.question.readings import told_apart
from graph.answering.question.request import Request, answered, refused, task_item
from graph.answering.tasks.conditions import Conditions, Party, plays
from graph.answering.tasks.selecting import Chosen, Selection
from graph.answering.telling.sentences import say
from graph.answers import Answer, Evidence, Item

_MOST_TITLES = 40  # titles of one document in a sentence
MOST_DOCS = 12  # documents in a sentence


def list_tasks(request: Request, selection: Selection, *, note: str = "") -> Answer:
    """The tasks of a selection; where there is none, that there is none and what its units do instead."""
    if not selection.tasks:
        return no_tasks(request, selection)
    grouped = len(selection.docs) > 1
    return answered(
        request,
        "tasks",
        [item_of(request, chosen, grouped=grouped) for chosen in in_order(selection)],
        evidence=proof_of(request, selection.tasks),
        query=selection.query,
        text=sentence_of(request, selection) + note,
        ambiguous=is_ambiguous(request, selection.docs),
    )


def is_ambiguous(request: Request, docs: Sequence[str]) -> bool:
    """Whether tasks of these documents are different readings of the question; not where it names several years."""
    return len(request.understood.years) < 2 and told_apart(request, docs)


def item_of(request: Request, chosen: Chosen, *, grouped: bool) -> Item:
    """The answer for a task, with the day where it was asked for."""
    days = sorted({due.last_day for due in chosen.dues if due.last_day})
    return task_item(request, chosen.work, grouped=grouped, value=days[-1] if days else None)


def in_order(selection: Selection) -> list[Chosen]:
    """The tasks as they stand, those of the very day before earlier ones."""
    exact = selection.time.exact if selection.time else frozenset()
    return sorted(
        selection.tasks,
        key=lambda chosen: (
            bool(exact) and (chosen.work.doc, chosen.work.task) not in exact,
            chosen.work.doc,
            chosen.work.start,
        ),
    )


def proof_of(request: Request, tasks: Iterable[Chosen]) -> Iterator[Evidence]:
    """The words that prove each task: its deadlines and statements, its title where it has none of them."""
    for chosen in tasks:
        for due in chosen.dues:
            yield request.evidence(due.doc, due.start, due.end)
            yield _sentence_after(request, due.doc, due.start, due.end)
        for duty in chosen.duties:
            yield request.evidence(duty.doc, duty.start, duty.end)
        if not chosen.dues and not chosen.duties:
            yield title_quote(request, chosen.work)


def _sentence_after(request: Request, doc: str, start: int, end: int) -> Evidence:
    text = request.holdings.plans[doc].text
    stops = [stop for sign in "。；;\n" if (stop := text.find(sign, end)) >= 0]
    return request.evidence(doc, start, min([*stops, end + 120]))


def title_quote(request: Request, work: Work) -> Evidence:
    """The words of the task's title in the text."""
    text = request.holdings.plans[work.doc].text
    stops = [stop for sign in "。\n；;，," if (stop := text.find(sign, work.start)) > work.start]
    return request.evidence(work.doc, work.start, min([*stops, work.start + 60]))


# ------------------------------------------------------------------ the sentence


def sentence_of(request: Request, selection: Selection, *, empty: Sequence[str] = ()) -> str:
    """How many such tasks each document has, and which; ``empty`` are documents of which it is said that none is."""
    docs = [*selection.docs, *(doc for doc in empty if doc not in selection.docs)]
    told = [_of_document(request, selection, doc) for doc in docs[:MOST_DOCS]]
    if len(docs) > MOST_DOCS:
        told.append(say(request, "tasks.elsewhere", plans=len(docs) - MOST_DOCS))
    if selection.time and selection.time.vague and selection.time.dues:
        words = list(dict.fromkeys("".join(due.words.split()) for due in selection.time.vague))[:5]
        told.append(say(request, "tasks.vague", words="、".join(words)))
    told += less_told(request, selection)
    return _stops(request, told)


def less_told(request: Request, selection: Selection) -> list[str]:
    """What was left out because the question does not want it, and of what there was none."""
    taken = request.say("”“", "”, “").join(selection.taken)
    told = [say(request, "tasks.no-less", topic=topic) for topic in selection.idle]
    if not taken:
        return told
    less = say(request, "tasks.less", topic=taken, count=len(selection.less), titles=titles(request, selection.less))
    return [less, *told]


def _stops(request: Request, told: Sequence[str]) -> str:
    return " ".join(f"{one}." for one in told) if request.understood.english else "。".join(told) + "。"


def _of_document(request: Request, selection: Selection, doc: str) -> str:
    own = selection.of(doc)
    where, which = request.label(doc), which_of(request, selection, own)
    if not own:
        return say(request, "tasks.zero", where=where, which=which)
    if not which:
        return say(request, "tasks.all", where=where, count=len(own), titles=titles(request, own))
    exact = [c for c in own if selection.time and (doc, c.work.task) in selection.time.exact]
    earlier = [chosen for chosen in own if chosen not in exact]
    if selection.time and exact and earlier:
        return say(
            request, "tasks.exact", where=where, which=which, count=len(own), exact=len(exact),
            titles=titles(request, exact), earlier=len(earlier), others=titles(request, earlier),
        )  # fmt: skip
    return say(request, "tasks.of", where=where, which=which, count=len(own), titles=titles(request, own))


def titles(request: Request, tasks: Sequence[Chosen]) -> str:
    """The titles in a row, with the words of their days where these were asked for."""
    told = [f"{chosen.work.title}{_days(chosen)}" for chosen in tasks[:_MOST_TITLES]]
    row = "；".join(told)
    return row if len(tasks) <= _MOST_TITLES else say(request, "tasks.more", titles=row, shown=_MOST_TITLES)


def _days(chosen: Chosen) -> str:
    words = "、".join(dict.fromkeys("".join(due.words.split()) for due in chosen.dues))
    return f"（{words}）" if words else ""


def which_of(request: Request, selection: Selection, own: Sequence[Chosen] = ()) -> str:
    """The conditions in words, with the names that the units have in these tasks."""
    conditions, understood = selection.conditions, request.understood
    told = list(_of_units(request, conditions, own))
    if conditions.absent:
        sentence, role = ("which.absent.role" if conditions.absent.role else "which.absent"), conditions.absent.role
        told.append(say(request, sentence, units=conditions.absent.words, role=say(request, f"doing.{role or 'any'}")))
    lacking = "which.parts.without" if conditions.parts else "which.without"
    told += [say(request, f"{lacking}.{lack}") for lack in sorted(conditions.without)]
    if selection.time:
        told.append(say(request, selection.time.sentence, words=selection.time.words, day=selection.time.day))
    if understood.sector:
        told.append(say(request, "which.sector", sector=understood.sector))
    if selection.concern and selection.concern.hits:
        told.append(say(request, "which.topic", topic=selection.concern.words))
    return (", " if understood.english else "、").join(told)


def _of_units(request: Request, conditions: Conditions, own: Sequence[Chosen]) -> Iterator[str]:
    def role(name: str | None) -> str:
        return say(request, f"doing.{name or 'any'}")

    parties = conditions.parties
    if conditions.several:
        yield say(request, "which.shared", least=conditions.several, role=role(conditions.role or "lead"))
    elif not parties and conditions.alone:
        yield say(request, "which.one", role=role(conditions.role or "lead"))
    elif not parties and conditions.role:
        yield say(request, "which.has", role=role(conditions.role))
    elif conditions.only:
        yield say(request, "which.only", units=_named(request, parties, own))
    elif conditions.alone:
        yield say(request, "which.alone", units=_named(request, parties, own), role=role(parties[0].role or "lead"))
    elif len(parties) > 1 and conditions.together and len({party.role for party in parties}) == 1:
        yield say(request, "which.together", units=_named(request, parties, own), role=role(parties[0].role))
    elif not conditions.together and parties:
        yield say(request, f"which.{parties[0].role or 'any'}", units=_named(request, parties, own))
    else:
        for party in parties:
            yield say(request, f"which.{party.role or 'any'}", units=_named(request, [party], own))


def _named(request: Request, parties: Sequence[Party], own: Sequence[Chosen]) -> str:
    """The full names of the units in these tasks, the words of the question where they stand in none."""
    rows = [duty for chosen in own for duty in chosen.duties]
    named = [list(dict.fromkeys(d.name for d in rows if d.unit in party.ids)) or [party.words] for party in parties]
    return "、".join(dict.fromkeys(name for names in named for name in names))


# ------------------------------------------------------------------ where there is none


def no_tasks(request: Request, selection: Selection) -> Answer:
    """The refusal where no task fulfils the conditions, with what the units that are named do instead."""
    if selection.time and selection.time.sentence == "time.unread":
        unread = say(request, "time.unread.why", words=selection.time.words)
        return refused(request, "tasks", unread, query=selection.query)
    which = which_of(request, selection)
    none = say(request, "tasks.none", which=which) if which else say(request, "tasks.none.at-all")
    parties = [*selection.conditions.parties]
    rows = _rows_of(request, parties)
    told = [none, _apart(request, selection, rows), *(_instead(request, party, rows) for party in parties)]
    asked = [f"{name}有哪些任务？" for name in dict.fromkeys(duty.name for duty in rows)]
    return refused(
        request,
        "tasks",
        (" " if request.understood.english else "").join(filter(None, told)),
        suggestions=asked[:3],
        evidence=[request.evidence(duty.doc, duty.start, duty.end) for duty in rows[:6]],
        query=selection.query,
    )


def instead_of(request: Request, selection: Selection) -> str:
    """What the units that are named do instead of what is asked for."""
    parties = selection.conditions.parties
    rows = _rows_of(request, parties)
    return "".join(
        f" {one}" if request.understood.english else one for p in parties if (one := _instead(request, p, rows))
    )


def _rows_of(request: Request, parties: Sequence[Party]) -> list[Duty]:
    ids = sorted({unit for party in parties for unit in party.ids})
    return request.duties(assignments_query(request.docs, units=ids)) if ids else []


def _apart(request: Request, selection: Selection, rows: Sequence[Duty]) -> str:
    """The clauses that name all units in the roles asked, though not in one statement."""
    conditions = selection.conditions
    if not conditions.together or selection.concern or selection.time:
        return ""
    is_of = plays(request)
    named = [
        {(d.doc, d.task): d.title for d in rows if d.task and d.unit in party.ids and is_of(d, party.role)}
        for party in conditions.parties
    ]
    both = [title for task, title in named[0].items() if all(task in own for own in named[1:])]
    return say(request, "tasks.apart", titles="；".join(both[:_MOST_TITLES])) if both else ""


def _instead(request: Request, party: Party, rows: Sequence[Duty]) -> str:
    """How many tasks a unit has in each of its roles."""
    tasks = {(duty.role, duty.doc, duty.task) for duty in rows if duty.unit in party.ids and duty.task}
    counts = Counter(role for role, _, _ in sorted(tasks))
    if not counts:
        return ""
    roles = [
        say(request, "tasks.role", role=say(request, f"doing.{role}"), count=count) for role, count in counts.items()
    ]
    names = "、".join(dict.fromkeys(duty.name for duty in rows if duty.unit in party.ids))
    return say(request, "tasks.instead", unit=names, roles=(", " if request.understood.english else "、").join(roles))
