"""The log of what people decided: names, verdicts and corrections in one list, newest first, each undoable.

Nothing is ever deleted: what was taken back stands there with the entry that took it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from graph import identity
from graph.corrections import WORDS as CHANGES
from graph.corrections import Correction, standing_corrections
from graph.decisions import Decision, Judgement, standing
from graph.exporting.texts import ROLES
from graph.library import Library
from graph.verdicts import WORDS, Verdict, standing_verdicts, taking_back

Kind = Literal["name", "verdict", "correction"]
Force = Literal["holds", "replaced", "undone", "undoing"]

KINDS: dict[Kind, tuple[str, str]] = {
    "name": ("名称", "name"),
    "verdict": ("发现与待核", "finding"),
    "correction": ("更正", "correction"),
}
FORCES: dict[Force, tuple[str, str]] = {
    "holds": ("有效", "holds"),
    "replaced": ("已有更晚的", "replaced by a later one"),
    "undone": ("已撤销", "taken back"),
    "undoing": ("撤销", "takes back"),
}
JUDGEMENTS: dict[Judgement, tuple[str, str]] = {
    "same": ("同一单位", "the same unit"),
    "different": ("不同单位", "different units"),
    "unsure": ("不能确定", "cannot be told"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: ``number`` counts within its kind; ``about`` are the words it speaks of, ``other`` the second unit.

    ``said_zh`` is what was decided; ``undoes`` the number of the entry of this kind that it takes back; ``undone_by``
    that of the one that took it back. ``subject`` is the id of the finding or unit, None of a correction.
    """

    kind: Kind
    number: int
    at: str
    who: str
    said_zh: str
    said_en: str
    about: str
    docs: tuple[str, ...]
    subject: str | None
    note: str
    force: Force
    undoes: int | None
    undone_by: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Entries must fit all that is set; ``after`` and ``before`` are ISO days, both inclusive, in the time written."""

    kind: str | None = None
    who: str | None = None
    after: str | None = None
    before: str | None = None


def entries(library: Library, wanted: Wanted = Wanted()) -> list[Entry]:
    """The entries that fit, newest first."""
    every = [*_names(library.decisions()), *_verdicts(library.verdicts()), *_corrections(library.corrections())]
    fitting = [
        one
        for one in every
        if wanted.kind in (None, one.kind)
        and wanted.who in (None, one.who)
        and (wanted.after is None or one.at[:10] >= wanted.after)
        and (wanted.before is None or one.at[:10] <= wanted.before)
    ]
    return sorted(fitting, key=lambda one: (_moment(one.at), one.number), reverse=True)


def signers(found: Iterable[Entry]) -> list[str]:
    """Who signed the entries, sorted."""
    return sorted({one.who for one in found})


def undo(library: Library, kind: Kind, number: int, *, who: str, at: str) -> None:
    """Take an entry back by a further one.

    Raises:
        GraphError: none of this number stands, or nothing may be written.
    """
    if kind == "name":
        identity.undo(library, number, who=who, at=at)
    elif kind == "verdict":
        library.judge(taking_back(library.verdicts(), number, who=who, at=at))
    else:
        library.take_back(number, who=who, at=at)


def _names(decisions: Sequence[Decision]) -> Iterator[Entry]:
    holding = {one.number for one in standing(decisions)}
    undone = {one.undoes: one.number for one in decisions if one.undoes is not None}
    for one in decisions:
        zh, en = JUDGEMENTS[one.judgement]
        docs: tuple[str, ...] = ()
        about = f"“{one.subject.words}”与“{one.other.name}”"
        yield Entry(
            kind="name", number=one.number, at=one.at, who=one.who, said_zh=zh, said_en=en, about=about, docs=docs,
            subject=one.subject.unit, note=one.note, undoes=one.undoes, undone_by=undone.get(one.number),
            force=_force(one.number, one.undoes, holding, undone),
        )  # fmt: skip


def _verdicts(verdicts: Sequence[Verdict]) -> Iterator[Entry]:
    holding = {one.number for one in standing_verdicts(verdicts).values()}
    undone = {one.undoes: one.number for one in verdicts if one.undoes is not None}
    for one in verdicts:
        zh, en = WORDS[one.verdict]
        yield Entry(
            kind="verdict", number=one.number, at=one.at, who=one.who, said_zh=zh, said_en=en, about=one.words,
            docs=tuple(one.doc.splitlines()), subject=one.finding, note=one.note, undoes=one.undoes,
            undone_by=undone.get(one.number), force=_force(one.number, one.undoes, holding, undone),
        )  # fmt: skip


def _corrections(corrections: Sequence[Correction]) -> Iterator[Entry]:
    holding = {one.number for one in standing_corrections(corrections)}
    undone = {one.undoes: one.number for one in corrections if one.undoes is not None}
    for one in corrections:
        zh, en = CHANGES[one.change]
        before, after = (ROLES.get(value or "", value) or "—" for value in (one.read, one.now))
        change = f"“{one.words}”：{before} → {after}"
        yield Entry(
            kind="correction", number=one.number, at=one.at, who=one.who, said_zh=zh, said_en=en,
            about=f"{one.task} {change}".strip(), docs=(one.doc,), subject=None, note=one.note, undoes=one.undoes,
            undone_by=undone.get(one.number), force=_force(one.number, one.undoes, holding, undone),
        )  # fmt: skip


def _force(number: int, undoes: int | None, holding: set[int], undone: Mapping[int, int]) -> Force:
    if undoes is not None:
        return "undoing"
    return "holds" if number in holding else "undone" if number in undone else "replaced"


def _moment(at: str) -> datetime:
    """The time as one that can be compared; what is none comes first, one without a zone counts as of UTC."""
    try:
        found = datetime.fromisoformat(at)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
