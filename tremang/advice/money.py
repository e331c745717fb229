"""Clubs whose books suggest a visit: gone quiet, a box that often differs, loans that come back late. Never an accusation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tremang.advice.queries import SILENT_AFTER
from tremang.clubs.models import Club, State
from tremang.clubs.names import short_name
from tremang.funds.queries.figures import Signs, risks, signs
from tremang.funds.queries.risk import Risk
from tremang.kernel.format import day as written
from tremang.kernel.format import percent
from tremang.kernel.periods import add_months
from tremang.places.models import Kind

OFTEN = 2  # differences of a box within half a year
MUCH_LATE = 25  # per cent of what is lent, late for more than 30 days
AT_LEAST = 5_000_000  # đồng at risk; less is one small loan

NO_BOOKS: str | Promise = _("Ra mắt từ ngày %(day)s, chưa mở sổ quỹ trên phần mềm.")
QUIET = _("Vẫn sinh hoạt, nhưng sổ quỹ ghi lần cuối ngày %(day)s.")
GAPS = _("Đếm hộp lệch sổ %(count)s lần trong 6 tháng qua.")
OVERDRAWN = _("%(count)s phiếu chi quá số có trong 6 tháng qua.")
LATE = _("%(share)s tiền cho vay trả chậm quá 30 ngày.")


@dataclass(frozen=True)
class Visit:
    """A club to be visited, and what its books show, the plainest first."""

    club_id: int
    name: str
    commune: str
    reasons: list[str]


def to_visit(clubs: Q, today: date) -> list[Visit]:
    """The active ones of `clubs` with a reason, those with most reasons first.

    Clubs that did not meet are another list's (`advice.queries`): there neither quiet books nor late loans are news.
    Three queries besides `figures.risks`.
    """
    active = Club.objects.filter(clubs, state=State.ACTIVE)
    seen = signs(active, today)
    late = risks(clubs & Q(state=State.ACTIVE), today, lambda club, _path: club)
    rows = active.annotate(last_on=Max("meeting__held_on", filter=Q(meeting__held_on__lte=today))).values_list(
        "pk",
        "name",
        "launched_on",
        "last_on",
        "place__parent__kind",
        "place__parent__name",
        "place__parent__parent__name",
    )
    found = []
    for pk, name, launched_on, last_on, kind, above, further in rows:
        reasons = list(_reasons(seen.get(pk), late.get(pk), launched_on, last_on, today))
        if reasons:
            commune = above if kind == Kind.COMMUNE else further
            found.append(Visit(pk, short_name(name), commune or "", reasons))
    return sorted(found, key=lambda club: (-len(club.reasons), club.commune, club.name))


def _reasons(
    books: Signs | None, loans: Risk | None, launched_on: date | None, last_on: date | None, today: date
) -> Iterator[str]:
    limit = add_months(today, -SILENT_AFTER)
    meets = last_on is not None and last_on > limit
    if books is None:
        if meets and launched_on is not None and launched_on <= limit:
            yield NO_BOOKS % {"day": written(launched_on)}
        return
    if meets and books.last_slip is not None and books.last_slip <= limit:
        yield QUIET % {"day": written(books.last_slip)}
    if books.gaps >= OFTEN:
        yield GAPS % {"count": books.gaps}
    if books.overdrawn:
        yield OVERDRAWN % {"count": books.overdrawn}
    if (
        meets
        and loans is not None
        and loans.share is not None
        and loans.share >= MUCH_LATE
        and loans.at_risk >= AT_LEAST
    ):
        yield LATE % {"share": percent(loans.share)}
