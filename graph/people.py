"""The people whom statements name: owners of a task beside its units, never units themselves.

A person may stand in the statement, or in a heading above the task (（一）王丽副市长牵头); ``rule`` quotes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.records import Assignment, Document, Person

_CONTACTS = ("联系人", "联络员", "经办人")
"""Labels of people who can be asked about a task and do not answer for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPerson:
    """A person of one statement, as the library's fact table holds it."""

    doc: str
    statement: str
    task: str | None
    position: int
    name: str
    title: str | None
    rule: str | None


def unfold_people(document: Document) -> tuple[NamedPerson, ...]:
    """The people of a document, one row for each in each statement, in the order of the text."""
    return tuple(
        NamedPerson(doc=document.doc, statement=statement.id, task=statement.task, position=position,
                    name=person.name, title=person.title, rule=person.rule)
        for statement in document.assignments
        for position, person in enumerate(statement.people)
    )  # fmt: skip


def people_of_statements(documents: Iterable[Document]) -> Mapping[str, Sequence[str]]:
    """The people of each statement by its id, as they are shown."""
    found: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        for person in unfold_people(document):
            found[person.statement].append(shown(person.name, person.title))
    return found


def owners(statements: Iterable[Assignment]) -> Iterator[Person]:
    """The people who answer for what the statements assign; a contact does not."""
    for statement in statements:
        yield from (person for person in statement.people if person.title not in _CONTACTS)


def shown(name: str, title: str | None) -> str:
    """A person with the title.

    >>> shown("张三", "副市长"), shown("张三", None)
    ('张三（副市长）', '张三')
    """
    return f"{name}（{title}）" if title else name
