"""The rows that pages, terminal and analysis read: plain, frozen, each with the words that prove it.

Offsets are half-open and count in the analysed text of ``doc``, so ``text[start:end] == quote``. ``role`` is always
the role in effect; where a declared rule gave it, ``standing`` is "implied" and ``rule`` quotes the rule; where a
person corrected it, "corrected". Of what people corrected, ``correction`` is the number and ``read`` what had been
read. ``place`` is where the words stood in the original file, None for plain text.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.whereabouts import Form, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """A document with its counts; ``assignments`` counts one for each unit of a statement, implied ones too.

    ``access`` is the kind of limit on making it public that the document prints (internal, …), ``access_quote`` its
    words; None where it prints none. ``twin`` is the held document that says nearly the same, the likest of several.
    """

    doc: str
    plan_id: str
    title: str
    number: str | None
    issuer: str | None
    jurisdiction: str | None
    issued: str | None
    genre: str
    year: int | None
    form: Form
    pages: int
    access: str | None
    access_quote: str | None
    tasks: int
    statements: int
    assignments: int
    units: int
    deadlines: int
    targets: int
    twin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """A task with the canonical names of its units by role, its people with their titles, the labels of its sectors."""

    doc: str
    plan_title: str
    jurisdiction: str | None
    task_id: str
    number: str | None
    title: str
    section: str
    start: int
    end: int
    quote: str
    leads: tuple[str, ...]
    cooperating: tuple[str, ...]
    responsible: tuple[str, ...]
    supervising: tuple[str, ...]
    people: tuple[str, ...]
    sectors: tuple[str, ...]
    deadlines: int
    targets: int
    place: Where | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """The words that assign, and the words that they govern."""

    doc: str
    statement_id: str
    task_id: str | None
    kind: str
    start: int
    end: int
    quote: str
    scope_start: int
    scope_end: int
    scope_words: str
    qualifier: str | None
    open_roles: tuple[str, ...]
    place: Where | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentRow:
    """One unit of one statement.

    ``start`` to ``end`` is the statement with its ``quote``; ``unit_start`` to ``unit_end`` the unit inside it, None
    for units that a convention adds; ``place`` is that of the unit, else of the statement. ``rule`` with its place is
    the quoted convention behind what is implied.
    """

    doc: str
    plan_title: str
    jurisdiction: str | None
    task_id: str | None
    task_number: str | None
    task_title: str | None
    section: str | None
    assignment_id: str
    statement_id: str
    kind: str
    order: int
    unit_id: str
    canonical: str
    collective: bool
    surface: str
    unit_start: int | None
    unit_end: int | None
    role: str
    written_role: str
    standing: str
    rule: str | None
    rule_start: int | None
    rule_end: int | None
    start: int
    end: int
    quote: str
    scope_start: int
    scope_end: int
    scope_words: str
    qualifier: str | None
    place: Where | None
    correction: int | None = None
    read: str | None = None
    corrected_by: str | None = None
    corrected_at: str | None = None
    corrected_why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRow:
    """A deadline: its words and the inclusive days (ISO) they mean; ``leads`` are the leading units it binds."""

    doc: str
    plan_title: str
    jurisdiction: str | None
    task_id: str | None
    task_number: str | None
    task_title: str | None
    deadline_id: str
    statement_id: str | None
    kind: str
    first_day: str | None
    last_day: str | None
    rrule: str | None
    start: int
    end: int
    quote: str
    leads: tuple[str, ...]
    place: Where | None
    correction: int | None = None
    read: str | None = None
    corrected_by: str | None = None
    corrected_at: str | None = None
    corrected_why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """A target: indicator, comparison, printed value and measure; ``leads`` are the leading units it binds."""

    doc: str
    plan_title: str
    jurisdiction: str | None
    task_id: str | None
    task_number: str | None
    task_title: str | None
    target_id: str
    statement_id: str | None
    indicator: str
    comparison: str
    value: float
    measure: str | None
    region: str | None
    start: int
    end: int
    quote: str
    leads: tuple[str, ...]
    place: Where | None
    correction: int | None = None
    read: str | None = None
    corrected_by: str | None = None
    corrected_at: str | None = None
    corrected_why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit: how it is written where, and the number of distinct tasks in which it has each role (or any).

    ``place`` is its own jurisdiction, None where it is not known; ``jurisdictions`` are those of the plans.
    """

    unit_id: str
    canonical: str
    collective: bool
    place: str | None
    function: str | None
    kind: str
    surfaces: tuple[str, ...]
    docs: tuple[str, ...]
    jurisdictions: tuple[str, ...]
    lead: int
    cooperating: int
    responsible: int
    supervising: int
    tasks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerRow:
    """A unit that stands with another in one statement, and the number of distinct tasks where it does."""

    unit_id: str
    canonical: str
    collective: bool
    tasks: int
    docs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorRow:
    """A sector and the number of tasks in it."""

    sector_id: str
    label: str
    tasks: int
    docs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRow:
    """A month (2020-10) and the number of deadlines that end in it."""

    month: str
    deadlines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConventionRow:
    """A rule that a document declares once."""

    doc: str
    rule: str
    start: int
    end: int
    quote: str
    place: Where | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRow:
    """A stretch of a document's text that a fact stands on.

    ``kind`` is task, statement, unit, deadline, target, sector or convention; ``label`` the role, the days or the
    indicator; ``name`` what the words mean, such as a canonical name; ``fact_id`` the id of the fact.
    """

    kind: str
    fact_id: str
    start: int
    end: int
    label: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRow:
    """What was seen in a document and not understood, or deserves a look; ``message`` is Chinese and says what."""

    doc: str
    plan_title: str
    jurisdiction: str | None
    task_id: str | None
    task_number: str | None
    task_title: str | None
    issue_id: str
    code: str
    message: str
    quote: str
    start: int
    end: int
    place: Where | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How much the library holds."""

    plans: int
    tasks: int
    statements: int
    assignments: int
    units: int
    deadlines: int
    targets: int
    sectors: int
