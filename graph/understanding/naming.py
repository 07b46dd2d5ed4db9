"""Names in a question, each found in a module of its own; this one gathers them."""

from graph.understanding.named import Named, mark
from graph.understanding.names import find_names, find_whole_names
from graph.understanding.placenames import find_places, unknown_places
from graph.understanding.plannames import find_plans
from graph.understanding.times import arabic_months, find_times, find_years
from graph.understanding.unitmentions import at_its_level, find_units

__all__ = [
    "Named",
    "arabic_months",
    "at_its_level",
    "find_names",
    "find_places",
    "find_plans",
    "find_times",
    "find_units",
    "find_whole_names",
    "find_years",
    "mark",
    "unknown_places",
]
