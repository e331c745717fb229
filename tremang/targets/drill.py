"""The units behind a number: those counted, those that just miss it, and why.

Who has no duty towards persons sees clubs with their counts where the unit is a person.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from tremang.clubs.names import short_name
from tremang.facts.actions import catch_up
from tremang.facts.evidence import Boundaries, Found, scope
from tremang.facts.measures import PHASES, key_of
from tremang.facts.models import Fact
from tremang.indicators.base import Indicator, Standing, Unit
from tremang.kernel.format import number
from tremang.kernel.periods import half_of
from tremang.kernel.text import natural_key, sort_key
from tremang.members.models import Consent, Person, Purpose
from tremang.places.models import Kind, Place
from tremang.places.queries import under
from tremang.programme.training.models import Official
from tremang.ui.links import address

COUNTED, NEAR, NOT, OUT, SMALL = "counted", "near", "not", "out", "small"
BASE = "base"  # all that stand below the line, counted or not
GROUPS: dict[str, str | Promise] = {
    NEAR: gettext_lazy("Sắp đủ"),
    COUNTED: gettext_lazy("Đã tính"),
    NOT: gettext_lazy("Chưa"),
    OUT: gettext_lazy("Để ngoài"),
    SMALL: gettext_lazy("Số nhỏ, giấu"),
}
NEAR_GAP = {"fund_over_50m": 5_000_000.0, "boards_trained": 2.0, "full_and_monthly": 2.0}
PERSONAL = (Unit.PERSON, Unit.OFFICIAL)


class Named(NamedTuple):
    """What a row says of a node."""

    name: str = "–"
    code: str = ""
    kind: str = ""
    path: str = ""


@dataclass
class Drill:
    """The rows of a number with how many stand in each group; `by_club` where persons are not listed.

    `beside` tells reasons shared by many rows, with how many.
    """

    rows: list[dict[str, Any]]
    numerator: int
    denominator: int
    by_club: bool
    beside: list[tuple[str, int]] = field(default_factory=list)

    def count(self, group: str) -> int:
        """How many rows stand in a group."""
        return sum(row["group"] == group for row in self.rows)


def first_to_help(found: Drill) -> str:
    """The group that is shown where none just misses: what is lacking before what is counted."""
    return next((group for group in (NEAR, NOT, OUT) if found.count(group)), COUNTED)


def group_of(indicator: Indicator, standing: Standing) -> str:
    """Counted, near, not, or out of the question."""
    if standing.counted:
        return COUNTED
    if standing.left_out:
        return OUT
    if 0 < standing.gap <= NEAR_GAP.get(indicator.code, 1.0):
        return NEAR
    return NOT if standing.base else OUT


def drill(
    indicator: Indicator, phase: str, place: Place, day: date, boundaries: Boundaries, *, persons: bool, today: date
) -> Drill:  # fmt: skip
    """The units of `indicator` at and below `place` on `day`; `persons`: whether the reader may see names."""
    if indicator.unit == Unit.PERSON and not persons and day == today and boundaries == "now":
        return _of_today(indicator, phase, place, today)
    period = next(known for known in PHASES if known.code == phase)
    found = list(scope(place, day, boundaries, only=indicator).standings(indicator, period))
    tops = [indicator.weights(entry.standing) for entry in found]
    numerator, denominator = sum(top for top, _ in tops), sum(bottom for _top, bottom in tops)
    by_club = indicator.unit in PERSONAL and not persons
    rows = _sums(indicator, place, found) if by_club else _units(indicator, place, found)
    return Drill(rows, numerator, denominator, by_club, _beside(indicator, found))


def keep_names_back(found: Drill) -> None:
    """Take the names out of rows of persons who have not consented to be shown onward (Luật 91/2025/QH15, art. 9)."""
    ids = [row["unit"] for row in found.rows]
    consents = Consent.objects.filter(person__in=ids, purpose=Purpose.ONWARD, withdrawn_on__isnull=True)
    shown = set(consents.values_list("person", flat=True))
    for row in found.rows:
        if row["unit"] not in shown:
            row |= {"name": _("Một thành viên chưa đồng ý cho xem tên"), "key": "", "url": ""}
    found.rows.sort(key=lambda row: (row["gap"], row["key"], row["where"]))


def _beside(indicator: Indicator, found: list[Found]) -> list[tuple[str, int]]:
    """Reasons that are the same for many, with how many: what the plan asks to see beside the number."""
    counts = Counter(entry.standing.why for entry in found if entry.standing.why)
    plain = [(why, count) for why, count in counts.items() if "%(" not in indicator.reasons[why]]
    return [(gettext(indicator.reasons[why]), count) for why, count in sorted(plain, key=lambda item: -item[1])]


def _of_today(indicator: Indicator, phase: str, place: Place, today: date) -> Drill:
    """The clubs with how many persons of theirs count, from the facts of today: nobody's books are read."""
    catch_up(place, today, of_plan=True)
    names = _names(place, Kind.CLUB, Kind.COMMUNE)
    codes = {code: pk for pk, (_name, code, kind, _path) in names.items() if kind == Kind.COMMUNE}
    clubs = [(pk, path.split(".")[2]) for pk, (_name, _code, kind, path) in names.items() if kind == Kind.CLUB]
    nodes = Place.objects.filter(under(place.path), kind=Kind.CLUB).values("pk")
    facts = Fact.objects.filter(half=half_of(today), node_id__in=nodes)
    values = dict(facts.values_list("node_id", "values"))
    key = key_of(indicator, phase)
    counted = {club: values.get(club, {}).get(f"{key}.n", 0) for club, _code in clubs}
    based = {club: values.get(club, {}).get(f"{key}.d", 0) for club, _code in clubs}
    home = {club: codes.get(code, 0) for club, code in clubs if counted[club] or based[club]}
    rows = _club_rows(indicator, names, home, counted, based, set())
    return Drill(rows, sum(counted.values()), sum(based.values()), by_club=True)


def _names(place: Place, *kinds: Kind) -> dict[int, Named]:
    """Node → name, code, kind and path of the nodes of `kinds` at and below `place` now, closed ones included."""
    rows = Place.objects.filter(kind__in=kinds)
    if place.kind != Kind.PROVINCE:
        rows = rows.filter(under(place.path))
    return {pk: Named(*named) for pk, *named in rows.values_list("pk", "name", "code", "kind", "path")}


def _units(indicator: Indicator, place: Place, found: list[Found]) -> list[dict[str, Any]]:
    names = _names(place, Kind.CLUB, Kind.COMMUNE, *([Kind.HAMLET] if indicator.unit == Unit.HAMLET else []))
    people: dict[int, str] = {}
    if indicator.unit in PERSONAL:
        model = Person if indicator.unit == Unit.PERSON else Official
        ids = [entry.standing.unit for entry in found]
        people = dict(model.objects.filter(pk__in=ids).values_list("pk", "full_name"))
    rows = []
    for entry in found:
        standing = entry.standing
        name, url, key = _unit(indicator, standing.unit, names, people)
        where = entry.club_id if indicator.unit == Unit.PERSON else entry.commune_id
        rows.append(
            {
                "unit": standing.unit, "name": name, "key": key, "url": url,
                "where": names[where].name if where in names and where != standing.unit else "",
                "group": group_of(indicator, standing), "why": indicator.sentence(standing), "gap": standing.gap,
                "base": indicator.weights(standing)[1] > 0,
            }
        )  # fmt: skip
    return sorted(rows, key=lambda row: (row["gap"], row["key"]))


def _unit(
    indicator: Indicator, unit: int, names: dict[int, Named], people: dict[int, str]
) -> tuple[str, str, str]:  # fmt: skip
    """Name, address and sorting key of a unit."""
    if unit in people:
        url = address("members:person", unit) if indicator.unit == Unit.PERSON else ""
        return people[unit], url, sort_key(people[unit])
    name, code, kind, _path = names.get(unit, Named())
    name = short_name(name) if kind == Kind.CLUB else name
    url = address("web:club", unit) if kind == Kind.CLUB else address("web:commune", code) if code else ""
    return name, "" if kind == Kind.HAMLET else url, natural_key(name)


def _sums(indicator: Indicator, place: Place, found: list[Found]) -> list[dict[str, Any]]:
    """Clubs (or communes, for officials) with how many persons of theirs count."""
    names = _names(place, Kind.CLUB, Kind.COMMUNE)
    counted: dict[int, int] = defaultdict(int)
    based: dict[int, int] = defaultdict(int)
    home: dict[int, int] = {}
    out: set[int] = set()
    for entry in found:
        node = entry.club_id or entry.commune_id
        home[node] = entry.commune_id
        top, bottom = indicator.weights(entry.standing)
        counted[node] += top
        based[node] += bottom
        if entry.standing.left_out:
            out.add(node)
    return _club_rows(indicator, names, home, counted, based, out)


def _club_rows(
    indicator: Indicator, names: dict[int, Named], home: dict[int, int], counted: dict[int, int],
    based: dict[int, int], out: set[int],
) -> list[dict[str, Any]]:  # fmt: skip
    """Rows of nodes with their counts; `home` maps node → commune, `out` declared nothing."""
    rows = []
    for node, commune in home.items():
        name, code, kind, _path = names.get(node, Named())
        top, bottom = number(counted[node]), number(based[node])
        words = _("%(counted)s trong %(all)s người") if indicator.percent else _("%(counted)s người")
        rows.append(
            {
                "node": node, "name": short_name(name), "key": natural_key(name),
                "gap": float(counted[node] - based[node]),
                "url": address("web:club", node) if kind == Kind.CLUB else address("web:commune", code),
                "where": names[commune].name if commune != node and commune in names else "",
                "group": OUT if node in out else COUNTED if counted[node] else NOT, "base": based[node] > 0,
                "why": _("chưa khai báo") if node in out else words % {"counted": top, "all": bottom},
            }
        )  # fmt: skip
    return sorted(rows, key=lambda row: (row["gap"], row["key"]))
