"""Reads over the book: where a referral stands, what waits for an answer, what clubs carried to their commune."""

from datetime import date

from django.db.models import QuerySet

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, reach
from tremang.areas.rights.models import Complaint, ComplaintState, LegalReferral, LegalStage, Matter, Stage
from tremang.areas.rights.rules import OPEN
from tremang.clubs.models import Club
from tremang.places.models import Place
from tremang.places.queries import under

ORDER = list(Stage)


def stages_of(referral: LegalReferral) -> list[LegalStage]:
    """The stages after the sending, in the order in which they come. One query."""
    return sorted(referral.stages.all(), key=lambda row: ORDER.index(Stage(row.stage)))


def last_stage(referral: LegalReferral) -> LegalStage | None:
    """The stage that a referral has come to; None while it is only sent. One query."""
    found = stages_of(referral)
    return found[-1] if found else None


def stage_words(referral: LegalReferral) -> str:
    """The stage a referral has come to, in words."""
    last = last_stage(referral)
    return str(last.get_stage_display() if last else Stage.SENT.label)


def late_complaints(club: Club, today: date) -> "QuerySet[Complaint]":
    """Feedback that the club should have answered by now, the oldest first."""
    return Complaint.objects.filter(club=club, state__in=OPEN, due_on__lt=today).order_by("due_on", "pk")


def answered_above(club: Club) -> "QuerySet[Matter]":
    """What the commune has answered out of feedback whose author was not told yet."""
    rows = Matter.objects.filter(club=club, answered_on__isnull=False, complaint__state=ComplaintState.CARRIED)
    return rows.order_by("answered_on", "pk")


def matters_of(place: Place, user: User, today: date) -> "QuerySet[Matter]":
    """What clubs at or below `place` carried up, as far as the reader's power reaches, newest first."""
    rows = Matter.objects.filter(
        under(place.path, "club__place__path"), reach(user, Verb.SEE_COMPLAINTS, today, "club__place__path")
    )
    return rows.select_related("club").order_by("-on", "-pk")
