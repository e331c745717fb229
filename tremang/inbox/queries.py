"""Reads of the inbox: what waits for somebody, what a phone is told, what came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When

from tremang.accounts.devices.models import Device
from tremang.accounts.models import User
from tremang.accounts.powers import may
from tremang.clubs.models import Club
from tremang.inbox.envelope import opened
from tremang.inbox.models import OPEN, Choice, Outcome, State, Submission
from tremang.inbox.work import kinds
from tremang.kernel import clock
from tremang.kernel.problems import Problem
from tremang.places.queries import under

SHOWN = timedelta(days=30)
MOST_MINE = 200
MOST_CHOICES = 100


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody of a club: open choices, and submissions that are held or refused.

    `later` are those that wait for another submission, not for a person.
    """

    choices: list[Choice]
    held: list[Outcome]
    refused: list[Outcome]
    later: list[Outcome]

    def __bool__(self) -> bool:
        return bool(self.choices or self.held or self.refused)


def open_choices(club_id: int) -> list[Choice]:
    """The club's choices that nobody has made, the oldest first. One query."""
    rows = Choice.objects.filter(club=club_id, settled__isnull=True)
    rows = rows.select_related("submission__kept")
    return list(rows.order_by("at", "pk")[:MOST_CHOICES])


def shown_to(user: User, club: Club, rows: Iterable[Choice], today: date) -> list[Choice]:
    """Those of the club's choices that `user` may be shown at all; sensitive ones get their words only here."""
    found = []
    for row in rows:
        kind = kinds().get(row.submission.kind)
        if kind is None or kind.sees is None or kind.sides is None:
            found.append(row)
        elif may(user, kind.sees, club.place, today):
            row.first["words"], row.second["words"] = kind.sides(row)
            found.append(row)
    return found


def _latest(rows: "QuerySet[Outcome]") -> "QuerySet[Outcome]":
    """Those of `rows` that are the newest of their submission."""
    newest = Outcome.objects.filter(submission=OuterRef("submission")).order_by("-pk").values("pk")[:1]
    return rows.filter(pk=Subquery(newest))


def standing(club_id: int, *states: State) -> list[Outcome]:
    """The club's submissions that stand in one of `states`, the newest first. One query."""
    rows = _latest(Outcome.objects.filter(club=club_id, state__in=states))
    rows = rows.select_related("submission__user", "submission__kept", "submission__device").order_by("-pk")
    return list(rows)


def waiting_for(club: Club) -> Waiting:
    """What waits for somebody of the club. Two queries."""
    rows = standing(club.pk, *OPEN)
    held, refused, later = (
        [row for row in rows if row.state == state] for state in (State.HELD, State.REFUSED, State.WAITING)
    )
    return Waiting(open_choices(club.pk), held, refused, later)


def _choices(club: str, *, private: bool) -> "QuerySet[Choice]":
    """The open choices of the club under the column `club`: those which only some may know of, or all the others."""
    sensitive = Q(submission__kind__in=[kind.code for kind in kinds().values() if kind.sees is not None])
    return Choice.objects.filter(sensitive if private else ~sensitive, club=OuterRef(club), settled__isnull=True)


def waits_in_private(club: str) -> Q:
    """The condition that a choice about somebody's health waits: for whoever holds SEE_HEALTH there, for nobody else."""
    return Q(Exists(_choices(club, private=True)))


def waits(club: str) -> Q:
    """The condition that something else waits for somebody of the club under the column `club`."""
    choices = _choices(club, private=False)
    held = _latest(Outcome.objects.filter(club=OuterRef(club), state__in=(State.HELD, State.REFUSED)))
    return Q(Exists(choices)) | Q(Exists(held))


def clubs_waiting(path: str) -> list[Club]:
    """The clubs below a place for which something waits, by name. One query."""
    return list(Club.objects.filter(waits("pk"), under(path, "place__path")).order_by("name"))


def came(club_id: int, limit: int = 60) -> list[Submission]:
    """What came to a club, the newest first, each with its text, its sender and `latest`, its outcome. Two queries."""
    rows = (
        Submission.objects.filter(club=club_id).select_related("user", "kept", "device").order_by("-received_at", "-pk")
    )
    found = list(rows[:limit])
    latest: dict[int, Outcome] = {}
    for outcome in Outcome.objects.filter(submission__in=found).order_by("pk"):
        latest[outcome.submission_id] = outcome
    for row in found:
        row.latest = latest.get(row.pk)  # type: ignore[attr-defined]
    return found


def by_code(club_id: int, code: str) -> list[Submission]:
    """The meetings of a club whose eight digits these are. One query."""
    rows = Submission.objects.filter(club=club_id, code=code).exclude(code="")
    return list(rows.select_related("user", "kept").order_by("-received_at"))


def words_of(submission: Submission) -> str:
    """A submission in one line; its kind alone where its text is gone or cannot be read."""
    kind, kept = kinds().get(submission.kind), getattr(submission, "kept", None)
    if kind is None:
        return submission.kind
    try:
        words = kind.words(opened(kept.text).body) if kept else ""
    except (Problem, ValueError, TypeError, KeyError, AttributeError, ArithmeticError):
        words = ""
    return words or str(kind.name)


def for_phone(device: Device, today: date) -> dict[str, Any]:
    """The part `inbox` of a phone: its club's open choices, and what of its own is open or was settled lately. Two queries."""
    club, user = device.club, device.acting
    return {
        "choices": [_choice(row, user, club, today) for row in shown_to(user, club, open_choices(club.pk), today)],
        "mine": _mine(device, clock.now()),
    }


def _choice(row: Choice, user: User, club: Club, today: date) -> dict[str, Any]:
    kind = kinds().get(row.submission.kind)
    sides = {
        side: {name: getattr(row, side).get(name, "") for name in ("words", "who", "at")}
        for side in ("first", "second")
    }
    allowed = kind is not None and may(user, kind.power_over(row), club.place, today)
    told = {"id": str(row.pk), "what": row.what, "about": row.about, **sides, "may": allowed}
    if kind is not None and kind.sees is not None:
        told["look"] = row.key.partition(".")[2]  # the member whose figures these are: the phone writes the look down
    return told


def _mine(device: Device, now: datetime) -> list[dict[str, Any]]:
    """What this phone sent: whatever is open, and what was settled within the last days."""
    rows = _latest(Outcome.objects.filter(submission__device=device)).select_related("submission")
    is_open = Q(state__in=(*OPEN, State.PART))
    rows = rows.filter(is_open | Q(at__gt=now - SHOWN)).annotate(open_first=Case(When(is_open, then=0), default=1))
    found = []
    for row in rows.order_by("open_first", "-pk")[:MOST_MINE]:
        told_at_once = row.state == State.NOTHING and row.at == row.submission.received_at
        if row.open_first == 0 or not told_at_once:
            found.append({"uid": row.submission.uid, "state": row.state, "code": row.code, "sentence": row.sentence})
    return found
