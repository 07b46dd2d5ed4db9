"""The graph half: records in, answers out. For notebooks: :func:`frames` and :func:`network`.

Importing this costs nothing: what a function needs is loaded when it is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import networkx as nx

    from graph.dataframes import Frames
    from graph.filters import Filter
    from graph.library import Library

View = Literal["cooperation", "duties", "plans", "places"]


def frames(library: Library | None = None) -> Frames:
    """The facts as pandas frames by name: plans, tasks, assignments, units, deadlines, targets, sectors and more.

    Without a library that of ``ZEREN_HOME`` or of .zeren in the working directory, or the samples in it.

    Raises:
        graph.quotes.LibraryError: there is no library with documents.
    """
    from graph.dataframes import Frames, default_library  # noqa: PLC0415 - see above

    return Frames(library or default_library())


def network(view: View, library: Library | None = None, where: Filter | None = None) -> nx.Graph[str]:
    """A network for networkx; ``where`` leaves only the facts that fit. Without a library as for :func:`frames`.

    "cooperation": units that work together; "duties": units and their tasks by role; "plans": plans that cite each
    other; "places": the places of the plans, each with the next one that holds it.

    Raises:
        graph.quotes.LibraryError: there is no library with documents, or no such view.
    """
    from graph import dataframes  # noqa: PLC0415 - see above
    from graph.filters import ALL  # noqa: PLC0415

    return dataframes.network(view, library or dataframes.default_library(), where or ALL)
