"""The titles and places of the documents, for choices: without the counts that a list of documents shows."""

from __future__ import annotations

from dataclasses import dataclass

from graph.kept import while_it_stays
from graph.library import Library
from graph.whereabouts import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Titled:
    """A document by its title, its place and the year of the plan; with its format where another has its title."""

    doc: str
    title: str
    place: str | None
    year: int | None
    format: Form | None = None


def titles(library: Library) -> dict[str, Titled]:
    """All documents by name, sorted by title."""
    rows = library.read("SELECT doc, title, jurisdiction, year FROM plan ORDER BY title, doc")
    forms = formats(library)
    return {
        doc: Titled(doc=doc, title=title, place=place, year=year, format=forms.get(doc))
        for doc, title, place, year in rows
    }


@while_it_stays()
def formats(library: Library) -> dict[str, Form]:
    """The format of each document whose title another one has in another format: by it people tell them apart."""
    rows = library.read(
        "SELECT doc, format FROM plan"
        " WHERE title IN (SELECT title FROM plan GROUP BY title HAVING COUNT(DISTINCT format) > 1)"
    )
    return {doc: Form(format=format) for doc, format in rows}


def places(library: Library) -> tuple[str, ...]:
    """The jurisdictions of all documents, each once, sorted."""
    return tuple(
        place for (place,) in library.read("SELECT DISTINCT jurisdiction FROM plan WHERE jurisdiction != '' ORDER BY 1")
    )
