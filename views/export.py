"""导出与接口: files for other programs and for paper, queries of one's own, and the ways in for programs."""

from __future__ import annotations

import streamlit as st

from graph import facts
from graph.filters import Filter
from graph.library import Library
from graph.making import LARGEST, WHOLE, Making, Wanted, too_large
from graph.openness import limited, warning
from graph.unit_facts import unit_names
from views import export_query
from views.addresses import address
from views.cards import short, tag
from views.downloads import file_name
from views.frame import go, heading, library, parameter, state
from views.people import admit
from views.sheet import Node, link, node, show
from views.wording import known, language, say

PARTS = ("files", "query", "ways")
# Whom each format is for, as docs/exports.md has it.
KINDS = {
    "office": ("xlsx", "docx", "ics"),
    "research": ("csv", "parquet", "vault"),
    "network": ("graphml", "gexf", "graphdb"),
    "linked": ("ttl", "nq", "trig", "jsonld"),
}
COUNTED = ("plans", "tasks", "assignments", "deadlines", "targets")
_MADE = "export"
_POLL = 0.7


def show_page() -> None:
    """Draw the page."""
    heading(say("nav.export"), say("export.purpose"))
    held = library()
    part = _part()
    _choose_part(part)
    if not facts.count(held, "plans"):
        state(say("state.nothing_loaded"), say("state.import_first"), link(address("intake"), say("nav.intake")))
    elif part == "query":
        export_query.show_part(held)
    elif part == "ways":
        show(_ways(held), key="ways")
    else:
        _show_files(held)


def _part() -> str:
    if parameter("query") or parameter("sparql"):
        return "query"
    asked = parameter("part") or "files"
    return asked if asked in PARTS else "files"


def _choose_part(part: str) -> None:
    key = f"export-part-{part}"
    st.segmented_control(
        say("nav.export"), PARTS, default=part, key=key, label_visibility="collapsed",
        format_func=lambda name: say(f"export.part_{name}"),
        on_change=lambda: go(address("export", part=st.session_state[key] or part)),
    )  # fmt: skip


def _show_files(held: Library) -> None:
    given = {name: parameter(name) for name in ("doc", "place", "unit")}
    titles, places, units = _choices(held)
    wrong = next((v for v, known_ in zip(given.values(), (titles, places, units), strict=True)
                  if v and v not in known_), None)  # fmt: skip
    _boxes(given, titles, places, units)
    if wrong:
        without = link(address("export", format=parameter("format")), say("export.everything"))
        state(say("state.unknown", what=short(wrong)), say("export.choose_again"), node("p", without))
        return
    where = Filter(doc=given["doc"], place=given["place"], unit_id=given["unit"])
    show(_counts(held, where, given), _warning(held, where), key="counts")
    chosen = parameter("format")
    if chosen and known(f"export.form_{chosen}"):
        name = units.get(given["unit"] or "") or titles.get(given["doc"] or "") or given["place"] or say("app.name")
        _show_one(held, Wanted(form=chosen, where=_with_name(where, units)), f"{name}-{say(f'export.name_{chosen}')}")
    elif chosen:
        state(say("state.unknown", what=short(chosen)), say("export.choose_format"))
    show(_formats(chosen, given), key="formats")


def _with_name(where: Filter, units: dict[str, str]) -> Filter:
    """The filter with the full name of its unit, by which the command knows it."""
    return Filter(doc=where.doc, place=where.place, unit_id=where.unit_id, surface=units.get(where.unit_id or ""))


@st.cache_data(max_entries=4, show_spinner=False)
def _choices_of(_library: Library, home: str, stamp: str) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    rows = _library.read("SELECT doc, title, jurisdiction FROM plan ORDER BY title, doc")
    titles = {str(doc): str(title) for doc, title, _ in rows}
    places = {str(place): str(place) for place in sorted({place for *_, place in rows if place})}
    return titles, places, unit_names(_library)


def _choices(held: Library) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """What can be chosen: documents, places, units, each with its name."""
    return _choices_of(held, str(held.home), held.stamp())


def _boxes(given: dict[str, str | None], titles: dict[str, str], places: dict[str, str], units: dict[str, str]) -> None:
    named = dict(zip(given, (titles, places, units), strict=True))
    for (name, names), column in zip(named.items(), st.columns(3, gap="small"), strict=True):
        current = given[name] if given[name] in names else None
        key = f"export-{name}-{current}"
        column.selectbox(
            say(f"export.{name}"), list(names), index=list(names).index(current) if current else None, key=key,
            format_func=names.__getitem__, placeholder=say("export.all"),
            on_change=_narrow, args=(given, name, key),
        )  # fmt: skip


def _narrow(given: dict[str, str | None], name: str, key: str) -> None:
    go(address("export", format=parameter("format"), **{**given, name: st.session_state[key]}))


def _counts(held: Library, where: Filter, given: dict[str, str | None]) -> Node:
    """How much would stand in a file: the same numbers as those of the lists, which they open."""
    cells = []
    for of in COUNTED:
        number = facts.count(held, of, where)
        inside = (node("strong", str(number)), node("span", say(f"list.{of}")))
        to = address("list", of=of, **given)
        cells.append(node("li", link(to, *inside) if number else node("div", *inside, cls="none")))
    return node("ul", cells, cls="figures")


def _warning(held: Library, where: Filter) -> Node | None:
    """That some of the documents limit who may read them."""
    every = limited(held)
    docs = {row.doc for row in facts.plans(held, where)} if every else set()
    said = warning([one for one in every if one.doc in docs], english=language() == "en")
    return node("p", said, cls="notice") if said else None


def _formats(chosen: str | None, given: dict[str, str | None]) -> Node:
    """The formats by whom they are for."""
    parts = []
    for kind, forms in KINDS.items():
        rows = (
            node(
                "li",
                link(address("export", format=form, **given), node("strong", f".{form}"), " ",
                     say(f"export.form_{form}"), cls="export-chosen" if form == chosen else None),
                node("span", say(f"export.for_{form}"), cls="quiet"),
            )
            for form in forms
        )  # fmt: skip
        parts.append(node("section", node("h3", say(f"export.kind_{kind}")), node("ul", rows, cls="export-forms")))
    return node("div", parts, cls="export-kinds")


def _show_one(held: Library, wanted: Wanted, name: str) -> None:
    whole = wanted.form in WHOLE
    narrowed = any((wanted.where.doc, wanted.where.place, wanted.where.unit_id))
    if whole:
        wanted = Wanted(form=wanted.form, where=Filter())
    name = file_name(say(f"export.name_{wanted.form}") if whole else name)
    show(
        node("h2", f".{wanted.form} ", say(f"export.form_{wanted.form}")),
        node("p", say("export.whole"), cls="notice") if whole and narrowed else None,
        key="one",
    )
    if too_large(held, wanted.form):
        _left_to_command("too-large", wanted, name)
        return
    made = _made(held, wanted)
    watching = made is not None and made.state == "making"
    st.fragment(_show_making, run_every=_POLL if watching else None)(held, wanted, watching, name)


def _made(held: Library, wanted: Wanted) -> Making | None:
    """The file of this visit, where it is what is wanted and the library has not moved on since."""
    made = st.session_state.get(_MADE)
    return made if isinstance(made, Making) and made.wanted == wanted and made.stamp == held.stamp() else None


def _show_making(held: Library, wanted: Wanted, watching: bool, name: str) -> None:
    admit()
    made = _made(held, wanted)
    if (made is not None and made.state == "making") != watching:
        st.rerun()  # only the whole page can begin to look again, and end it
    if made is None:
        st.button(say("export.make"), type="primary", key="export-make", on_click=_make, args=(held, wanted))
        show(_command(wanted, name), key="command")
    elif made.state == "making":
        show(node("p", say("export.making"), cls="quiet", role="status"), key="making")
    elif made.state == "failed":
        _left_to_command(made.message or "failed", wanted, name)
    else:
        size = say("export.size", size=_size(made.size))
        st.download_button(say("export.download"), made.file.read_bytes, f"{name}.{wanted.suffix}", key="export-file",
                           type="primary", on_click="ignore")  # fmt: skip
        show(node("p", f"{name}.{wanted.suffix} · {size}", cls="quiet"), _command(wanted, name), key="made")


def _make(held: Library, wanted: Wanted) -> None:
    st.session_state[_MADE] = Making(held, wanted)


def _left_to_command(why: str, wanted: Wanted, name: str) -> None:
    """What is too much for a page, or could not be made, and the command that makes it."""
    said = say(f"export.not_{why}", most=LARGEST >> 20) if known(f"export.not_{why}") else why
    state(say("export.not_here"), said, _command(wanted, name), key="not-here")


def _command(wanted: Wanted, name: str) -> Node:
    words = wanted.command(name)
    return node("p", say("export.command"), " ", node("span", words, cls="export-code"), cls="quiet")


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count > 1e5 else f"{max(1, round(count / 1e3))} KB"


def _ways(held: Library) -> Node:
    """How other programs get at the data."""
    parts = []
    for way in ("serve", "publish", "json", "record", "notebooks", "python"):
        code = (
            node("div", say(f"ways.{way}_code"), cls="export-code export-block") if known(f"ways.{way}_code") else None
        )
        parts.append(
            node("section", node("h3", say(f"ways.{way}")), node("p", say(f"ways.{way}_note")), code, cls="part")
        )
    stamp = node("p", say("ways.stamp"), " ", tag(held.stamp()[:12]), cls="quiet")
    return node("div", *parts, stamp, cls="export-ways")
