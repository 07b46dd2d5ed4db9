"""What was understood of a question with parts of it set by hand."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from datetime import date
from typing import cast, get_args

from extract.records import Role
from graph.answers import Kind, Understood
from graph.errors import GraphError
from graph.exporting.texts import ROLES
from graph.holdings import Holdings
from graph.understanding.meant import docs_meant, what_is_missing
from graph.understanding.named import Named
from graph.understanding.topicwords import unread_words

_ROLE_OF_KIND: dict[str, Role] = {
    "who-leads": "lead",
    "who-cooperates": "cooperating",
    "who-is-responsible": "responsible",
    "who-supervises": "supervising",
    "lead-differs": "lead",
}
_LACKS = ("lead", "cooperating", "deadline", "target", "unit")


class UnknownChangeError(GraphError, ValueError):
    """A part of what was understood cannot be set so; the message is for the user."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(chinese)
        self.english = english


def amend(understood: Understood, changes: Mapping[str, str], holdings: Holdings) -> Understood:
    """What was understood with parts set by hand; an empty value takes the part away.

    Parts are kind, role, unit, topic, excluded, place, plan, after, before (ISO days), year, sector, without and joint
    (yes, no).

    Raises:
        UnknownChangeError: there is no such part, or it cannot have this value.
    """
    for name, value in changes.items():
        setter = _SETTERS.get(name)
        if setter is None:
            raise UnknownChangeError(f"问题里没有“{name}”这一项。", f"A question has no part “{name}”.")
        understood = setter(understood, value.strip(), holdings)
    if changes.keys() & {"place", "plan", "year"}:
        understood = _meant(understood, holdings)
    return understood


def _meant(understood: Understood, holdings: Holdings) -> Understood:
    """With the documents that place, plan and year now mean, and what of them is not held."""
    places = [_named_place(name, holdings) for name in understood.places]
    plans = [
        Named(start=0, end=0, sign="Ⓓ", words=plan.title, docs=(doc,))
        for doc, plan in holdings.plans.items()
        if understood.plan and plan.title == understood.plan
    ]
    years = [(0, 0, year) for year in understood.years]
    docs = docs_meant(places, plans, years, holdings)
    missing = what_is_missing(places, plans, years, docs, holdings, english=understood.english)
    return dataclasses.replace(understood, docs=docs, missing=missing)


def _named_place(name: str, holdings: Holdings) -> Named:
    place = holdings.places.get(name)
    return Named(start=0, end=len(name), sign="Ⓟ", words=name, place=place, held=place is not None)


def _set_kind(understood: Understood, value: str, _: Holdings) -> Understood:
    if value not in get_args(Kind):
        kinds = "、".join(get_args(Kind))
        raise UnknownChangeError(
            f"没有“{value}”这一类问题，可以是：{kinds}。",
            f"There is no kind of question “{value}”; there are: {kinds}.",
        )
    role = _ROLE_OF_KIND.get(value)
    roles = tuple(None for _ in understood.units)
    return dataclasses.replace(understood, kind=cast(Kind, value), aspect=None, rule="", role=role, roles=roles)


def _set_role(understood: Understood, value: str, _: Holdings) -> Understood:
    if value and value not in get_args(Role):
        raise UnknownChangeError(
            f"没有“{value}”这种职责，可以是：{'、'.join(ROLES.values())}。",
            f"There is no role “{value}”; there are: {', '.join(ROLES)}.",
        )
    role = cast("Role | None", value or None)
    return dataclasses.replace(understood, role=role, roles=(role, *understood.roles[1:]))


def _set_unit(understood: Understood, value: str, _: Holdings) -> Understood:
    units = (value, *understood.units[1:]) if value else understood.units[1:]
    roles = understood.roles if value else understood.roles[1:]
    roles = roles or tuple(understood.role for _ in units)
    return dataclasses.replace(understood, unit=units[0] if units else None, units=units, roles=roles)


def _set_topic(understood: Understood, value: str, holdings: Holdings) -> Understood:
    unread = unread_words(value, holdings.topics)
    return dataclasses.replace(understood, topic=value or None, quoted=(), unread=unread)


def _set_excluded(understood: Understood, value: str, _: Holdings) -> Understood:
    return dataclasses.replace(understood, excluded=value or None)


def _set_place(understood: Understood, value: str, _: Holdings) -> Understood:
    return dataclasses.replace(understood, place=value or None, places=(value,) if value else ())


def _set_plan(understood: Understood, value: str, holdings: Holdings) -> Understood:
    if value and all(plan.title != value for plan in holdings.plans.values()):
        raise UnknownChangeError(f"资料库中没有《{value}》。", f"The library holds no plan “{value}”.")
    return dataclasses.replace(understood, plan=value or None)


def _set_year(understood: Understood, value: str, _: Holdings) -> Understood:
    if value and not re.fullmatch(r"\d{4}", value):
        raise UnknownChangeError(f"“{value}”不是年份，请写成 2023 这样的形式。", f"“{value}” is no year, such as 2023.")
    year = int(value) if value else None
    return dataclasses.replace(understood, year=year, years=(year,) if year else ())


def _set_day(understood: Understood, value: str, field: str) -> Understood:
    try:
        day = date.fromisoformat(value).isoformat() if value else None
    except ValueError as error:
        raise UnknownChangeError(
            f"“{value}”不是日期，请写成 2020-09-30 这样的形式。", f"“{value}” is no day, such as 2020-09-30."
        ) from error
    return dataclasses.replace(understood, when=None, **{field: day})  # type: ignore[arg-type]


def _set_after(understood: Understood, value: str, _: Holdings) -> Understood:
    return _set_day(understood, value, "after")


def _set_before(understood: Understood, value: str, _: Holdings) -> Understood:
    return _set_day(understood, value, "before")


def _set_sector(understood: Understood, value: str, _: Holdings) -> Understood:
    return dataclasses.replace(understood, sector=value or None)


def _set_without(understood: Understood, value: str, _: Holdings) -> Understood:
    if value and value not in _LACKS:
        lacks = "、".join(_LACKS)
        raise UnknownChangeError(
            f"不能要求“没有{value}”，可以是：{lacks}。", f"Tasks cannot be asked to lack “{value}”, only: {lacks}."
        )
    return dataclasses.replace(understood, without=(value,) if value else ())


def _set_joint(understood: Understood, value: str, _: Holdings) -> Understood:
    if value not in ("", "yes", "no"):
        raise UnknownChangeError(f"“{value}”应为 yes、no 或空。", f"“{value}” should be yes, no or nothing.")
    return dataclasses.replace(understood, joint={"yes": True, "no": False}.get(value))


_SETTERS = {
    "kind": _set_kind,
    "role": _set_role,
    "unit": _set_unit,
    "topic": _set_topic,
    "excluded": _set_excluded,
    "place": _set_place,
    "plan": _set_plan,
    "year": _set_year,
    "after": _set_after,
    "before": _set_before,
    "sector": _set_sector,
    "without": _set_without,
    "joint": _set_joint,
}
