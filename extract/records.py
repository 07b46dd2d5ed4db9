"""The records that extraction gives and everything else rests on.

They are plain, frozen and keyword-only; they know neither spaCy nor RDF nor the page. Offsets are half-open Python
character offsets into the analysed text, so ``text[start:end]`` is what the document says. Their JSON form
(:mod:`extract.jsonform`) is the interface that other programs read.

>>> deadline = Deadline(task=None, text="6月底前", start=0, end=4, kind="by", to="2020-06-30")
>>> deadline.to
'2020-06-30'
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extract.corrected import Corrected as Corrected  # noqa: PLC0414
from extract.corrected import Withdrawn as Withdrawn  # noqa: PLC0414
from extract.ids import content_id as content_id  # noqa: PLC0414 - all of the records come from here

Role = Literal["lead", "cooperating", "responsible", "supervising"]
StatementKind = Literal["parenthetical", "label", "inline", "table", "blanket"]
DeadlineKind = Literal["by", "during", "recurring", "from", "point"]
Comparison = Literal["<=", ">=", "=", "decrease>=", "increase>="]
Genre = Literal["plan", "news", "gazette-page"]
Format = Literal["text", "html", "pdf", "word", "sheet", "picture"]
FoundIn = Literal["task", "heading", "title"]
Openness = Literal["secret", "internal", "not-public", "on-request"]

ROLES: tuple[Role, ...] = ("lead", "cooperating", "responsible", "supervising")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The characters ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of the stretch.

        >>> Span(start=1, end=3).of("由市能源局")
        '市能'
        """
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The words by which a document limits who may read it, and the id of the rule that found them.

    ``start`` and ``end`` are None where they are a running head, which is left out of the analysed text.
    """

    kind: Openness
    text: str
    start: int | None = None
    end: int | None = None
    found_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """What the document says of itself; ``None`` where it does not say it."""

    title: str | None = None
    doc_number: str | None = None
    issuer: str | None = None
    jurisdiction: str | None = None
    date: str | None = None
    genre: Genre = "plan"
    cites: tuple[str, ...] = ()
    access: Access | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorMention:
    """A sector of a task, with the words that led to it.

    ``theme`` is its class in the State Council's theme classification. ``found_in`` says whose words they are: the
    task's own, or, where it names no subject, those of a heading above it or of the document's title.
    """

    id: str
    label: str
    start: int
    end: int
    theme: str = ""
    found_in: FoundIn = "task"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpliedDeadline:
    """A deadline that a declared rule or a heading sets for a task; ``rule`` quotes it, the words stand in it."""

    text: str
    start: int
    end: int
    kind: DeadlineKind
    from_: str | None = None
    to: str | None = None
    rrule: str | None = None
    rule: str = ""
    corrected: Corrected | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A clause that sets work. ``section`` is the path of its headings, joined by " / "."""

    id: str
    number: str | None
    title: str
    section: str
    start: int
    end: int
    sectors: tuple[SectorMention, ...] = ()
    implied_deadlines: tuple[ImpliedDeadline, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMention:
    """A unit in a statement: as written, and what it means.

    ``role`` is the written role, ``effective_role`` differs from it only where the document declares a rule,
    which ``rule`` then quotes, or where a person has corrected it. ``found_by`` is the id of the rule whose words give
    the role, "" of a unit that a person added.
    """

    text: str
    start: int
    end: int
    role: Role
    effective_role: Role
    rule: str | None = None
    canonical: str
    unit_id: str
    collective: bool = False
    found_by: str = ""
    corrected: Corrected | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpliedUnit:
    """A unit that a declared convention or a heading adds to a statement; ``rule`` quotes it, ``start`` says where."""

    text: str
    role: Role
    canonical: str
    unit_id: str
    rule: str
    start: int | None = None
    end: int | None = None
    corrected: Corrected | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A named person in a statement; people are never units. ``rule`` quotes the heading where that names them."""

    name: str
    title: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One statement: the words that assign, and what they mean. ``open`` holds the roles whose list ends in 等."""

    id: str
    task: str | None
    kind: StatementKind
    start: int
    end: int
    text: str
    scope: Span
    units: tuple[UnitMention, ...]
    implied: tuple[ImpliedUnit, ...] = ()
    open: tuple[Role, ...] = ()
    qualifier: str | None = None
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What a surface names in this document, and why: one entry for each surface and unit.

    ``place`` is the full name of the unit's own jurisdiction, ``function`` its line of work; ``known`` is False where
    the grammar does not know the words; ``rule`` is the id of the rule that read the name, ``because`` the words that
    it rests on (the list's head, another name of the document).
    """

    text: str
    unit_id: str
    canonical: str
    collective: bool = False
    place: str | None = None
    function: str | None = None
    kind: str = ""
    known: bool = True
    rule: str = ""
    because: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """A rule that the document declares once, such as 列第一位的为牵头单位，下同."""

    rule: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """A time that counts from an event: its words (None where they don't name one), how many, of which measure."""

    event: str | None
    length: str
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """The days that a season in words has where the plan applies, and the provision that sets them."""

    first_day: str
    last_day: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """When something is due: words, days (``rrule`` holds what no date can say), the id of the rule that found it.

    ``scope`` are the words that it limits. ``season`` is the local calendar's, never what the document says.
    """

    task: str | None
    text: str
    start: int
    end: int
    kind: DeadlineKind
    from_: str | None = None
    to: str | None = None
    rrule: str | None = None
    found_by: str = ""
    scope: Span | None = None
    relative: After | None = None
    season: Season | None = None
    corrected: Corrected | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A measurable level or change: indicator, comparison, printed value and measure, and the rule's id.

    ``baseline`` is what a change is compared with, as printed (2020年, 上年, 同比); ``year`` the year in or by which
    the target is to be reached, where the text around it names one.
    """

    task: str | None
    text: str
    start: int
    end: int
    indicator: str
    op: Comparison
    value: float
    unit: str | None = None
    region: str | None = None
    baseline: str | None = None
    year: int | None = None
    found_by: str = ""
    corrected: Corrected | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What was seen and not understood, or deserves a look; ``message`` is Chinese and says what it is."""

    code: str
    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Words that look like a statement and assign nothing; ``message`` is Chinese and says the reason."""

    reason: str
    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """A stretch of the text that no analysis looks at (site chrome, page marks, a second copy), and why."""

    reason: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a paged source and the characters of the analysed text that stand on it.

    The number is that of the page in the file, from 1; of plain text, which has no pages of its own, the printed one.
    """

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place in the original file; of a format only what it has.

    ``page`` counts from 1 in the file; ``box`` is (left, top, right, bottom) in points from the page's upper left
    corner, in pixels for a picture; ``paragraph`` and ``table`` count from 1 in a Word or web document; ``cell`` is in
    the notation of sheets (B3: second column, third row); ``confidence`` from 0 to 1 is that of the
    least sure of the recognised characters.
    """

    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    paragraph: int | None = None
    table: int | None = None
    sheet: str | None = None
    cell: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the characters ``text[start:end]`` of the analysed text stood in the original file."""

    start: int
    end: int
    where: Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """Printed words that are left out of the analysed text (running heads, page numbers), and why."""

    reason: str
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The kind of file that was read, and how.

    ``recognised`` is True where the words, or some of them, were recognised in a picture; ``confidence`` (0 to 1) is
    the mean of their lines' confidence, weighed by characters. ``converted_from`` is the suffix of an old format that
    was converted first.
    """

    format: Format = "text"
    recognised: bool = False
    confidence: float | None = None
    converted_from: str | None = None


PLAIN_TEXT = Form()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Everything that extraction says of one document.

    ``analysed_text`` is None where the offsets count in the file's own decoded text.
    """

    doc: str
    sha256: str
    text_sha256: str
    meta: Meta
    tasks: tuple[Task, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    names: tuple[Naming, ...] = ()
    conventions: tuple[Convention, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    issues: tuple[Issue, ...] = ()
    refused: tuple[Refused, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    analysed_text: str | None = None
    pages: tuple[Page, ...] = ()
    form: Form = PLAIN_TEXT
    places: tuple[Place, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
