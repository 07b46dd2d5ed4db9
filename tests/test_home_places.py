"""Every division is read as itself in the plans of its own city and time, whatever else in China bears its name."""

from __future__ import annotations

import pytest

from extract.naming.divisions import all_places
from extract.naming.names import resolve_unit

COUNTIES = [
    place
    for place in all_places()
    if place.level == "county"
    and place.parent is not None
    and place.name != "城区"  # what a city has built is called so, too
    and "群岛" not in place.name  # were the province's before they had a city
]


@pytest.mark.parametrize("province", sorted({place.chain[-1].name for place in COUNTIES}))
def test_a_county_s_bodies_are_its_own_in_the_plans_of_its_city_and_in_its_own(province: str):
    for place in COUNTIES:
        if place.chain[-1].name != province:
            continue
        year = place.until - 1 if place.until else 2020
        for written_in in (place.parent, place):
            unit = resolve_unit(f"{place.name}政府", place=written_in, year=year)
            assert unit.place == place.full_name, (written_in.full_name, unit)
