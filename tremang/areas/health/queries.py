"""Reads of the book of health. Readings of somebody without a standing consent are given to nobody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from tremang.accounts.models import User
from tremang.areas.common.books import See
from tremang.areas.common.seeing import agreed
from tremang.areas.health.models import Insurance, MeasuringRound, Reading, Referral, Threshold
from tremang.clubs.models import Club
from tremang.kernel.periods import month_first, month_of
from tremang.kernel.prepared import Question
from tremang.members.models import Consent, Membership, Person, Purpose

EXPIRES_SOON = 60  # days
ASKED_AFTER = 14  # days without an outcome, then the referral waits on the book's page


def consented(persons: Iterable[int]) -> set[int]:
    """Those of `persons` who allow their figures to be written down. One query."""
    rows = Consent.objects.filter(person__in=list(persons), purpose=Purpose.HEALTH, withdrawn_on__isnull=True)
    return set(rows.values_list("person", flat=True))


def allowed(rows: "QuerySet[Any]", person: str = "membership__person") -> "QuerySet[Any]":
    """Of rows of members (readings, referrals, insurance) those whose consent stands."""
    return rows.filter(agreed(Purpose.HEALTH, person))


def told_onward(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """Of rows of members those that may leave the club: the person agreed to the book and to be shown onward."""
    return allowed(rows).filter(agreed(Purpose.ONWARD, "membership__person"))


def sees_consented(user: User, club: Club, today: date) -> See:
    """Whose health a user may see and write: nobody's without a standing consent, whoever asks. One query."""
    standing = allowed(Membership.objects.filter(club=club), "person")
    members = set(standing.values_list("pk", flat=True))
    return lambda row: row.membership_id in members


def readings_on(club_id: int, day: date) -> dict[int, Reading]:
    """Membership → its reading of `day`. One query."""
    return {row.membership_id: row for row in allowed(Reading.objects.filter(club=club_id, on=day))}


def last_before(club_id: int, day: date) -> dict[int, Reading]:
    """Membership → its newest reading before `day`. One query."""
    rows = Reading.objects.filter(club=club_id, on__lt=day)
    newest = rows.filter(membership=OuterRef("membership")).order_by("-on").values("on")[:1]
    return {row.membership_id: row for row in allowed(rows.filter(on=Subquery(newest)))}


def readings_of(person: Person, club: Club) -> list[Reading]:
    """Everything that the club measured of a person, oldest first. One query."""
    return list(allowed(Reading.objects.filter(club=club, membership__person=person)).order_by("on"))


@dataclass(frozen=True)
class Advice:
    """What a reading suggests; never what somebody has."""

    level: int
    words: str


class Thresholds:
    """The thresholds of all days, read once. One query."""

    def __init__(self) -> None:
        self.rows = list(Threshold.objects.order_by("-level", "measure", "lowest"))

    def of(self, reading: Any, day: date | None = None) -> Advice | None:
        """The most pressing advice that a reading earns by what held on its day; None where nothing is to be said."""
        on = day or reading.on
        for row in self.rows:
            value = getattr(reading, row.measure)
            if value is not None and row.holds_on(on) and _between(value, row):
                return Advice(row.level, row.advice)
        return None

    def sources(self, day: date) -> list[str]:
        """Where the thresholds of `day` come from, each once."""
        return list(dict.fromkeys(row.source for row in self.rows if row.holds_on(day)))


def _between(value: int, row: Threshold) -> bool:
    return (row.lowest is None or value >= row.lowest) and (row.highest is None or value <= row.highest)


def rounds_of(club: Club, since: date, until: date) -> int:
    """On how many days members were measured. One query."""
    return MeasuringRound.objects.filter(club=club, on__range=(since, until)).count()


def waits(club: Club, today: date) -> tuple[bool, int, int]:
    """Whether this month was measured, how many cards run out, of how many referrals nothing was heard. One query."""
    soon, late = today + timedelta(days=EXPIRES_SOON), today - timedelta(days=ASKED_AFTER)
    is_measured, cards, asked = _waits(club.pk, month_first(month_of(today)), today, soon, late)[0]
    return is_measured, cards or 0, asked or 0


@Question
def _waits(club_id: int, first: date, today: date, soon: date, late: date) -> "QuerySet[Any, Any]":
    measured = MeasuringRound.objects.filter(club=OuterRef("pk"), on__range=(first, today))
    return Club.objects.filter(pk=club_id).values_list(
        Exists(measured), _count(_expiring(club_id, soon)), _count(_unanswered(club_id, late))
    )


def _count(rows: "QuerySet[Any]") -> Subquery:
    return Subquery(rows.order_by().values("club").annotate(count=Count("pk")).values("count"))


def expiring(club_id: int, today: date) -> "QuerySet[Insurance]":
    """Cards that have run out or will within 60 days, the first to run out first."""
    return _expiring(club_id, today + timedelta(days=EXPIRES_SOON)).order_by("expires_on")


def _expiring(club_id: int, until: date) -> "QuerySet[Insurance]":
    return allowed(Insurance.objects.filter(club=club_id, expires_on__lte=until))


def referred_since(club_id: int, day: date) -> set[int]:
    """The memberships that were sent to the health station on `day` or later. One query."""
    rows = allowed(Referral.objects.filter(club=club_id, on__gte=day))
    return set(rows.values_list("membership", flat=True))


def unanswered(club_id: int, today: date) -> "QuerySet[Referral]":
    """Referrals of which nobody has told for two weeks what came of them."""
    return _unanswered(club_id, today - timedelta(days=ASKED_AFTER))


def _unanswered(club_id: int, until: date) -> "QuerySet[Referral]":
    return allowed(Referral.objects.filter(club=club_id, outcome="", on__lte=until))
