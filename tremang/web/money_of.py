"""The money of a commune's or the City's clubs as their pages show it: figures only, no names of persons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.clubs.models import Club, State
from tremang.clubs.names import short_name
from tremang.facts.measures import Values
from tremang.facts.models import Fact
from tremang.funds.models import CAPITAL, Account
from tremang.funds.queries.figures import risks
from tremang.funds.queries.risk import LATE_WORDS, Risk
from tremang.kernel.periods import half_of
from tremang.places.models import Kind, Place
from tremang.places.queries import under
from tremang.ui.links import address

HALVES = 24  # half-months: the year up to today
MILLION = 1_000_000
SHORT = {Account.CARE: gettext_lazy("Quỹ chăm sóc của Hội")}  # as long as a chart has room for
STEPS = (20 * MILLION, 50 * MILLION, 100 * MILLION)  # đồng, where a class of fund sizes begins


@dataclass(frozen=True)
class Money:
    """What is said of a place: `now` its measures of today, `year` the sums of the last 12 months, `risk` of its loans.

    `sizes` counts active clubs by class of their income fund: those without books, then below each of `STEPS`, then above.
    """

    now: Values
    year: Values
    risk: Risk
    sizes: Sequence[int]
    rows: list[dict[str, Any]]

    @property
    def capital(self) -> list[tuple[str, int]]:
        """The sources of the capital of the Quỹ tăng thu nhập with their sums, the greatest first."""
        found = [
            (str(SHORT.get(account, account.label)), self.now.get(f"capital_{account.value}", 0)) for account in CAPITAL
        ]
        return sorted([entry for entry in found if entry[1]], key=lambda entry: -entry[1])

    @property
    def late(self) -> list[tuple[str, int, int, float | None]]:
        """Each class of lateness: its words, how many loans, principal owed, per cent of what is out."""
        total = self.risk.outstanding
        return [
            (str(LATE_WORDS[late]), count, owed, 100 * owed / total if total else None)
            for late, (count, owed) in self.risk.classes.items()
        ]


def size_of(fund: int | None) -> int:
    """The class of an income fund in đồng, see `Money.sizes`; None where its books have not begun."""
    return 0 if fund is None else 1 + sum(fund >= step for step in STEPS)


def size_words() -> list[str]:
    """The classes in words."""
    return [
        _("Chưa mở sổ"), _("Dưới 20 triệu"), _("Từ 20 đến dưới 50 triệu"), _("Từ 50 đến dưới 100 triệu"),
        _("Từ 100 triệu trở lên"),
    ]  # fmt: skip


def money_of(place: Place, today: date) -> Money:
    """The money of a commune or of the City; facts are caught up before. Five queries (City: six) besides `risks`."""
    half = half_of(today)
    facts = dict(
        Fact.objects.filter(node_id=place.pk, half__gt=half - HALVES, half__lte=half).values_list("half", "values")
    )
    year: Values = {
        key: sum(values.get(key, 0) for values in facts.values()) for key in ("lent", "borrowers", "dues", "gifts")
    }
    clubs = Club.objects.filter(under(place.path, "place__path")).exclude(state__in=[State.DISSOLVED, State.MERGED])
    listed = list(
        clubs.order_by("place__sort").values("pk", "name", "state", path=F("place__path"), sort=F("place__sort"))
    )
    of_clubs = Fact.objects.filter(half=half, node_id__in=clubs.values("pk"))
    figures: dict[int, Values] = dict(of_clubs.values_list("node_id", "values"))
    sizes = [0] * (len(STEPS) + 2)
    for row in listed:
        if row["state"] == State.ACTIVE:
            sizes[size_of(figures.get(row["pk"], {}).get("fund_income"))] += 1
    if place.kind == Kind.COMMUNE:
        by_club = risks(under(place.path, "place__path"), today, lambda club, _path: club)
        rows = [
            _line(figures.get(row["pk"], {}), by_club.get(row["pk"]))
            | {"name": short_name(row["name"]), "sort": row["sort"], "url": address("funds:home", row["pk"])}
            for row in listed
        ]
        return Money(facts.get(half, {}), year, added(by_club.values()), sizes, rows)
    by_code = risks(under(place.path, "place__path"), today, lambda _club, path: path.split(".")[2])
    communes = Place.objects.filter(kind=Kind.COMMUNE, valid_to__isnull=True).order_by("sort")
    values = dict(
        Fact.objects.filter(half=half, node_id__in=communes.order_by().values("pk")).values_list("node_id", "values")
    )
    rows = [
        _line(values.get(pk, {}), by_code.get(code))
        | {"name": name, "sort": sort, "url": address("web:commune_money", code)}
        for pk, code, name, sort in communes.values_list("pk", "code", "name", "sort")
        if values.get(pk, {}).get("clubs")
    ]
    return Money(facts.get(half, {}), year, added(by_code.values()), sizes, rows)


def added(parts: Any) -> Risk:
    """The loans of many together."""
    whole = Risk()
    for part in parts:
        for late, (count, owed) in part.classes.items():
            whole.classes[late][0] += count
            whole.classes[late][1] += owed
    return whole


def _line(values: Mapping[str, int], loans: Risk | None) -> dict[str, Any]:
    return {
        "clubs": values.get("clubs", 0), "fund": values.get("fund_income"), "activity": values.get("fund_activity"),
        "outstanding": values.get("outstanding"), "enough": values.get("fund_over_50m.n", 0),
        "loans": loans.count if loans else 0, "at_risk": loans.at_risk if loans else 0,
        "share": loans.share if loans else None,
    }  # fmt: skip
