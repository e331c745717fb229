"""Reads over the book of culture: exchanges that wait, birthdays of a month, longevity wishes of a year, venues."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q, QuerySet

from tremang.areas.common.queries import called_on, times
from tremang.areas.culture.ages import Birth, wish_due
from tremang.areas.culture.models import (
    Exchange,
    ExchangeDenial,
    LongevityAge,
    LongevityWish,
    Performance,
    YouthEvent,
)
from tremang.clubs.days import lunar_words
from tremang.clubs.models import Club
from tremang.kernel.format import day as written
from tremang.kernel.periods import Month, month_first, month_last
from tremang.kernel.prepared import Question
from tremang.kernel.text import fold
from tremang.meetings.areas import Area
from tremang.members.models import LeaveReason, Membership
from tremang.places.models import Dated

NEAR = timedelta(days=3)
MOST_VENUES = 12
KEEP = 60 * 60  # seconds


def waiting_exchanges(club_id: int) -> QuerySet[Exchange]:
    """Exchanges of which another club told and that this club has neither written nor denied, oldest first."""
    mine = Exchange.objects.filter(
        Q(pair=OuterRef("pair")) | Q(on=OuterRef("on")), club=club_id, other=OuterRef("club")
    )
    denied = ExchangeDenial.objects.filter(club=club_id, pair=OuterRef("pair"), other=OuterRef("club"))
    rows = Exchange.objects.filter(~Exists(mine), ~Exists(denied), other=club_id)
    return rows.select_related("club").order_by("on", "pk")


told_by_others = Question(waiting_exchanges)


def same_exchanges(club_id: int, told: Exchange) -> QuerySet[Exchange]:
    """The club's own exchanges with the one that told, within three days: one of them may be the same."""
    span = (told.on - NEAR, told.on + NEAR)
    return Exchange.objects.filter(club=club_id, other=told.club_id, on__range=span).order_by("-on", "-pk")


def exchanges_in(club: Club, since: date, until: date) -> int:
    """How many exchanges the club had in a time, each counted once. One query."""
    return times(club.pk, since, until, Area.CULTURE, "exchange")


HELD_SOMEWHERE = (Performance, Exchange, YouthEvent)


@dataclass
class Venue:
    """Somewhere the club has performed or met others: as it was written last, how often, and what was held there last."""

    name: str
    times: int
    last: date
    what: str


def venues_used(club_id: int) -> list[Venue]:
    """Every venue of the club, the most used first; the same words in other letters or marks are one. Three queries."""
    rows: list[tuple[date, str, str]] = []
    for model in HELD_SOMEWHERE:
        held = model._default_manager.filter(club=club_id).exclude(place="")
        rows += held.values_list("on", "place", "what")
    found: dict[str, Venue] = {}
    for on, place, what in sorted(rows, reverse=True):
        venue = found.setdefault(fold(place), Venue(place, 0, on, what))
        venue.times += 1
    return sorted(found.values(), key=lambda one: (-one.times, -one.last.toordinal(), one.name))


def venues(club_id: int) -> list[str]:
    """The names of venues to suggest while typing, the newest first. Three queries."""
    newest = sorted(venues_used(club_id), key=lambda one: one.last, reverse=True)
    return [one.name for one in newest[:MOST_VENUES]]


def _members(club_id: int, day: date) -> QuerySet[Membership]:
    """Everybody whose membership runs, paused or not, and who is alive."""
    rows = Membership.objects.filter(Membership.running(day), club=club_id, person__died_on__isnull=True)
    rows = rows.exclude(leave_reason=LeaveReason.MISTAKE).select_related("person")
    return rows.order_by("person__sort_key", "pk")


def _birth(membership: Membership) -> Birth:
    return Birth(membership.person.born_year, membership.person.born_on)


@dataclass(frozen=True)
class Birthday:
    """Somebody's birthday in a month, by either calendar; `lunar` is the solar day on which the lunar one falls."""

    name: str
    age: int
    solar: date | None
    lunar: date | None

    @property
    def first(self) -> date:
        """The earlier of the two."""
        return min(day for day in (self.solar, self.lunar) if day is not None)

    @property
    def lunar_words(self) -> str:
        """The lunar day in words."""
        return lunar_words(self.lunar) if self.lunar is not None else ""


def birthdays(club_id: int, months: Iterable[Month], today: date) -> dict[Month, list[Birthday]]:
    """Month → the birthdays in it by the solar or the lunar calendar, in the order of days. One query.

    Somebody of whom only the year of birth is known has none.
    """
    found: dict[Month, list[Birthday]] = {month: [] for month in months}
    for membership in _members(club_id, today).filter(person__born_on__isnull=False):
        birth = _birth(membership)
        for month, rows in found.items():
            since, until = month_first(month), month_last(month)
            solar = birth.solar_day_in(since.year)
            inside = solar if solar is not None and since <= solar <= until else None
            lunar = next(iter(birth.lunar_days(since, until)), None)
            if inside or lunar:
                rows.append(Birthday(called_on(membership, today), birth.turns(since.year), inside, lunar))
    return {month: sorted(rows, key=lambda row: row.first) for month, rows in found.items()}


@dataclass(frozen=True)
class Wish:
    """Somebody who is to be wished a long life in a year: at which age, by whom besides the club, and whether it was done."""

    membership: int
    name: str
    born: str
    lunar: str
    age: int
    count: str
    wished_by: str
    wish: LongevityWish | None


def ages_on(day: date) -> list[LongevityAge]:
    """The ages at which a long life is wished by the rules of a day, the youngest first. One query."""
    return list(LongevityAge.objects.filter(Dated.on(day)).order_by("age"))


def wishes_of(club_id: int, year: int, today: date) -> list[Wish]:
    """Everybody who is to be wished a long life in a year, the oldest first. Three queries."""
    ages = ages_on(date(year, 1, 1))
    done = {wish.membership_id: wish for wish in LongevityWish.objects.filter(club=club_id, year=year)}
    found = []
    for membership in _members(club_id, today):
        birth = _birth(membership)
        due = wish_due(birth, year, ages)
        if due is not None:
            on, lunar = birth.on, birth.lunar
            found.append(
                Wish(
                    membership.pk, called_on(membership, today), written(on) if on else str(birth.year),
                    lunar_words(on) if on and lunar else "", birth.turns(year, due.count), str(due.get_count_display()),
                    due.wished_by, done.get(membership.pk),
                )
            )  # fmt: skip
    return sorted(found, key=lambda one: -one.age)


def unwished(club_id: int, year: int, today: date) -> int:
    """How many are still to be wished a long life in a year. One query; the ages are kept, as they change with laws."""
    ages = cache.get_or_set(f"longevity-ages:{year}", lambda: ages_on(date(year, 1, 1)), KEEP)
    done = LongevityWish.objects.filter(club=club_id, year=year, membership=OuterRef("pk"))
    rows = _members(club_id, today).filter(~Exists(done))
    return sum(wish_due(_birth(membership), year, ages) is not None for membership in rows)


def age_in(membership: Membership, year: int) -> int:
    """The age at which a member is wished a long life in a year, by the rule that asks for it; full years for others."""
    due = wish_due(_birth(membership), year, ages_on(date(year, 1, 1)))
    return _birth(membership).turns(year, due.count if due is not None else LongevityAge.Count.FULL)
