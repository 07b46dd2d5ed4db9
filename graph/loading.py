"""Everything that a question needs, loaded before the first one: the records, the graph, and what is made of them."""

from __future__ import annotations

import ctypes
import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from graph.errors import GraphError
from graph.holdings import Holdings, load_holdings
from graph.library import Library
from graph.questions import understand
from graph.renamed import lineage_of
from graph.store import Store, open_store

_ANY = "谁牵头"


def load(library: Library) -> tuple[Holdings, Store]:
    """What the library holds now and its graph, both ready for questions; the graph is read beside the records."""
    store = open_store(library)
    reading = threading.Thread(target=_read, args=(store,), daemon=True)
    reading.start()
    with _kept_from_collection():
        holdings = load_holdings(library)
        make_ready(holdings)
        reading.join()
    _give_back()
    return holdings, store


def make_ready(holdings: Holdings) -> None:
    """Make what every question needs, so that the first one takes no longer than those after it."""
    understand(_ANY, holdings)  # the tables of names and spelling are made by who first reads a question
    lineage_of(holdings)
    for _, task in list(holdings.tasks.values())[:1]:
        holdings.topics.search(task.title, tuple(holdings.plans))
    rows = holdings.rows
    for table in (rows.duties, rows.dues, rows.levels, rows.works):
        table.of(())


@contextmanager
def _kept_from_collection() -> Iterator[None]:
    """Records by the million are made, and none of them is garbage: it is not looked for among them, now or later.

    What a former load kept can be collected again from now on.
    """
    was = gc.isenabled()
    gc.unfreeze()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was:
            gc.enable()


def _give_back() -> None:
    """Let the system have what loading has freed, a third of all that it took, where the C library can be told so."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def _read(store: Store) -> None:
    """Load the graph of this machine; what is wrong with it is said to who asks first."""
    if store.remote is None:
        with suppress(GraphError, OSError):
            store.asked()
