"""The web door: the table of pages and nothing else. Start it with ``streamlit run app.py``."""

from views import ask, comparison, findings, frame, intake, listing, network, overlaps, overview, plan, unit, workload

PAGES: frame.Table = {
    "find": (("overview", overview.show_page), ("ask", ask.show_page)),
    "read": (("unit", unit.show_page), ("plan", plan.show_page), ("list", listing.show_page)),
    "compare": (
        ("overlaps", overlaps.show_page),
        ("comparison", comparison.show_page),
        ("findings", findings.show_page),
        ("workload", workload.show_page),
        ("network", network.show_page),
    ),
    "load": (("intake", intake.show_page),),
}

frame.run(PAGES)
