"""Field offices of a county's bureaus in its towns: 派出所, 司法所, in the documents of the town or of the county.

They are bodies of the county: 六都寨派出所 in the documents of the town is 隆回县公安局六都寨派出所.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from extract.lexicons import load_lexicon
from extract.naming.branches import read_local_branch
from extract.naming.divisions import Place
from extract.naming.levels import names_of_levels, scope_of
from extract.naming.organs import read_organ
from extract.naming.readings import Reading
from extract.naming.rendering import reading_of

_TOWN_END = re.compile("(?:镇|乡|街道|苏木)$")


@functools.cache
def _stations() -> Mapping[str, tuple[str, str]]:
    """Each name of a station → its whole name and the bureau that it belongs to."""
    found: dict[str, tuple[str, str]] = {}
    for row in load_lexicon("town_stations"):
        for name in (row["station"], *filter(None, row["variants"].split("|"))):
            found[name] = (row["station"], row["host"])
    return found


@functools.cache
def _written() -> re.Pattern[str]:
    """A station behind its bureau and its town: 公安局六都寨派出所."""
    stations = "|".join(sorted(_stations(), key=len, reverse=True))
    return re.compile(
        f"(?P<host>[\u4e00-\u9fff]{{1,12}}?[局队])(?P<town>[\u4e00-\u9fff]{{2,6}}?)(?P<station>{stations})$"
    )


def station_of_town(words: str, town: Place, year: int | None) -> Reading | None:
    """The station that the words name in the documents of its town, without the town's name before them.

    >>> from extract.naming.zoneplaces import place_called
    >>> station_of_town("司法所", place_called("湖南省长沙市宁乡市双江口镇"), None).canonical
    '宁乡市司法局双江口司法所'
    """
    known = _stations().get(words)
    if known is None or town.parent is None or words == "中队":
        return None
    return _station(known[0], known[1], town.name, town.parent, year)


def read_station(rest: str, own: Place | None, year: int | None) -> Reading | None:
    """The station of a county's bureau that the words behind the county name: 公安局六都寨派出所.

    >>> from extract.naming.placenames import find_place
    >>> read_station("公安局交警大队六都寨中队", find_place("隆回县"), None).canonical
    '隆回县公安局交通警察大队六都寨中队'
    """
    found = _written().match(rest) if own is not None and own.level == "county" else None
    if own is None or found is None:
        return None
    station, host = _stations()[found["station"]]
    if found["host"][:1] != host[:1] or read_organ(found["host"], *names_of_levels(own), year).kind == "other":
        return None
    return _station(station, found["host"], found["town"], own, year)


def _station(station: str, host: str, town: str, county: Place, year: int | None) -> Reading:
    """The station of the town, as a body of the county; the bureau may be called in several ways."""
    name = _TOWN_END.sub("", town) if len(town) > 2 else town
    organ = read_organ(host, *names_of_levels(county), year)
    bureau = read_local_branch(host, county, year) or reading_of(organ, county)
    return Reading(
        place=county,
        key=f"station:{name}{station}",
        canonical=f"{bureau.canonical}{name}{station}",
        scope=scope_of(county),
        function=organ.function,
        kind="branch",
        rule="name.town",
        because=county.full_name,
    )
