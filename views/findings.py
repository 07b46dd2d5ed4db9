"""缺口与冲突: counted checks with their definitions, the words behind each finding, and what people say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from graph import facts, kept_findings
from graph.assessing import judgeable_finding
from graph.findings import UNSURE, Finding
from graph.kept_findings import GROUPS, CheckCount, Wanted
from graph.library import Library
from graph.verdicts import Verdict
from views import analysing, finding_cards, finding_filters, judges, people, tables, unfound, verdicts
from views.addresses import address
from views.cards import tag
from views.frame import heading, library, parameter, state
from views.paging import begin_of, pages
from views.sheet import Node, link, node, show
from views.wording import language, say

PAGE = 20
KINDS = ("方案未写明", "推断", "待核", "未识别")


def show_page() -> None:
    """Draw the page."""
    held = library()
    heading(say("nav.findings"), say("findings.purpose"))
    if not facts.totals(held).plans:
        state(say("state.nothing_loaded"), say("state.import_first"), link(address("intake"), say("nav.intake")))
        return
    if not analysing.ready(held, "findings"):
        return
    asked, check = parameter("id"), parameter("check")
    checks = {one.id: one for one in kept_findings.counts(held)}
    given = {name: value for name, value in finding_filters.given().items() if name != "check"}
    if not asked and unfound.told(held, given, lambda name: finding_filters.here(**{name: None}), kind=KINDS):
        return
    if asked:
        _show_one(held, asked, checks)
    elif check and check not in checks:
        state(say("state.not_found", what=check[:80]), say("findings.choose"), _names(checks))
    else:
        _show_counts(held, checks) if not check and not parameter("kind") else _show_list(held, checks)


def wanted() -> Wanted:
    """The findings that the address asks for."""
    check, kind, doc, place, unit = (parameter(name) for name in finding_filters.FIELDS)
    return Wanted(check=check, kind=kind, doc=doc, place=place, unit=unit)


def _show_counts(held: Library, checks: Mapping[str, CheckCount]) -> None:
    """Every check with how much it found, of what fits the filters."""
    finding_filters.show_filters(held, None)
    chosen, aside = wanted(), verdicts.put_aside(verdicts.standing())
    still = {one.id: one.count for one in kept_findings.counts(held, replace(chosen, without=aside))}
    apart = {one.id: one.count for one in kept_findings.counts(held, replace(chosen, among=aside))}
    show(_of_kinds(held, replace(chosen, without=aside)), key="kinds")
    show(*(_group(group, [one for one in checks.values() if one.group == group], still, apart) for group in GROUPS),
         key="groups")  # fmt: skip


def _of_kinds(held: Library, still: Wanted) -> Node:
    """What the findings are: not written, implied, to be checked, not understood; each with its number and list."""
    numbers = kept_findings.kinds(held, still)
    entries = (
        node("li", _number(kind, numbers.get(kind, 0)), node("p", say(f"finding_means.{kind}"), cls="quiet"))
        for kind in KINDS
    )
    head = node("header", node("h2", say("findings.kinds")), node("span", say("findings.kinds_note"), cls="quiet"))
    return node("section", head, node("ul", entries, cls="findings-kinds"), cls="part")


def _number(kind: str, number: int) -> Node:
    words = (node("strong", str(number)), node("span", say(f"finding.{kind}")))
    look = "findings-unsure" if kind in UNSURE else None
    return link(finding_filters.here(kind=kind), *words, cls=look) if number else node("div", *words, cls="none")


def _group(group: str, checks: list[CheckCount], still: Mapping[str, int], apart: Mapping[str, int]) -> Node:
    """The checks of a group with their definitions and how much each found."""
    head = node(
        "header", node("h2", say(f"findings.{group}")), node("span", say(f"findings.{group}_note"), cls="quiet")
    )
    rows = []
    for check in checks:
        to = finding_filters.here(check=check.id)
        found = still[check.id] + apart[check.id]
        rows.append((
            link(to, name(check)) if found else node("span", name(check)),
            tables.count(still[check.id], to),
            tables.count(apart[check.id], finding_filters.here(check=check.id, aside="1")),
            node("span", definition(check), cls="quiet"),
        ))  # fmt: skip
    return node("section", head, tables.table(("check", "open", "aside", "definition"), rows, numbers=("open", "aside"),
                                              fold=True), cls="part findings-checks")  # fmt: skip


def name(check: CheckCount) -> str:
    """What the check is called."""
    return check.zh if language() == "zh" else check.en


def definition(check: CheckCount) -> str:
    """What the check counts, and what it does not."""
    return check.definition_zh if language() == "zh" else check.definition_en


def _show_list(held: Library, checks: Mapping[str, CheckCount]) -> None:
    """The findings that fit, a part at a time, each with the buttons that judge it."""
    chosen = wanted()
    check = checks.get(chosen.check or "")
    show(_list_head(check, chosen.kind), key="definition")
    finding_filters.show_filters(held, chosen.check)
    said = verdicts.standing()
    aside = verdicts.put_aside(said)
    still, apart = replace(chosen, without=aside), replace(chosen, among=aside)
    numbers = kept_findings.count(held, still), kept_findings.count(held, apart)
    judged = kept_findings.count(held, replace(chosen, among=verdicts.confirmed(said)))
    on_aside = bool(parameter("aside"))
    show(verdicts.states("findings", finding_filters.given(), numbers, aside=on_aside, judged=judged), key="states")
    verdicts.show_kept()
    total = numbers[on_aside]
    if not total:
        state(say("state.nothing_found"), say("findings.none_left"))
        return
    if people.may_edit():
        judges.who_field()
    begin = begin_of(total)
    for finding in kept_findings.findings(held, apart if on_aside else still, begin=begin, most=PAGE):
        _show_finding(finding, said, None if check else checks.get(finding.check))
    show(pages("findings", total, begin, PAGE), key="pages")


def _list_head(check: CheckCount | None, kind: str | None) -> Node:
    every = link(finding_filters.here(check=None, kind=None), say("findings.every"))
    title = name(check) if check else say(f"finding.{kind}") if kind in KINDS else kind or ""
    means = definition(check) if check else say(f"finding_means.{kind}") if kind in KINDS else ""
    sign = tag(say(f"finding.{kind}"), doubt=kind in UNSURE) if check and kind in KINDS else None
    return node("section", node("header", node("h2", title), sign, every), node("p", means, cls="quiet"), cls="part")


def _show_one(held: Library, asked: str, checks: Mapping[str, CheckCount]) -> None:
    """The finding with this id, or that there is none, with the checks to look at instead."""
    finding = kept_findings.finding_called(held, asked)
    if finding is None:
        state(say("state.not_found", what=asked[:80]), say("findings.near"), _names(checks))
        return
    check = checks[finding.check]
    back = link(finding_filters.here(check=finding.check), say("findings.back"))
    show(node("nav", back), node("p", definition(check), cls="quiet"), key="definition")
    verdicts.show_kept()
    if people.may_edit():
        judges.who_field()
    _show_finding(finding, verdicts.standing(), check)


def _show_finding(finding: Finding, said: Mapping[str, Verdict], check: CheckCount | None) -> None:
    verdict = said.get(finding.id)
    show(finding_cards.card(finding, verdict, name(check) if check else None), key=finding.id)
    verdicts.buttons(judgeable_finding(finding), verdict)


def _names(checks: Mapping[str, CheckCount]) -> Node:
    """The checks that found anything, each a way on."""
    return node(
        "ul",
        (
            node("li", link(address("findings", check=one.id), f"{name(one)} {one.count}"))
            for one in checks.values()
            if one.count
        ),
        cls="examples",
    )
