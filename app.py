"""The web door: the table of pages and nothing else. Start it with ``streamlit run app.py``."""

from views import (
    ask,
    comparison,
    deadlines,
    export,
    findings,
    frame,
    intake,
    listing,
    matrix,
    method,
    network,
    overlaps,
    overview,
    plan,
    review,
    sectors,
    task,
    unit,
    workload,
)

PAGES: frame.Table = {
    "find": (("overview", overview.show_page), ("ask", ask.show_page)),
    "read": (
        ("unit", unit.show_page),
        ("task", task.show_page),
        ("plan", plan.show_page),
        ("matrix", matrix.show_page),
        ("deadlines", deadlines.show_page),
        ("sectors", sectors.show_page),
    ),
    "compare": (
        ("overlaps", overlaps.show_page),
        ("findings", findings.show_page),
        ("network", network.show_page),
    ),
    "keep": (
        ("review", review.show_page),
        ("intake", intake.show_page),
        ("export", export.show_page),
        ("method", method.show_page),
    ),
}

# Pages that others lead to, which stand in no menu.
BESIDE: frame.Entries = (
    ("list", listing.show_page),
    ("comparison", comparison.show_page),
    ("workload", workload.show_page),
)

frame.run(PAGES, BESIDE)
