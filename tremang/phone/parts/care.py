"""Who is cared for at home and by whom, the visits of the last twelve months, and those that nobody answered for."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from tremang.accounts.powers import Verb
from tremang.areas.homecare.book import LOOK
from tremang.areas.homecare.cares import Care, values_of
from tremang.areas.homecare.models import Cared, CareVisit
from tremang.areas.homecare.queries import LOOK_BACK, pair_of, pairs, visit_of, volunteers
from tremang.areas.homecare.schedule import Pair, Planned, planned, unanswered
from tremang.areas.homecare.seeing import shown
from tremang.phone.holder import Body, Holder
from tremang.phone.registry import Part


def _bodies(holder: Holder) -> Iterator[tuple[str, Body]]:
    """Whom the user may be shown, as on the pages of the book. Four queries."""
    club, user, today = holder.club, holder.user, holder.today
    seen = Cared.objects.filter(shown(user, club, today), club=club).exclude(to_on__lt=holder.year).order_by("pk")
    visits = CareVisit.objects.filter(shown(user, club, today, "cared__"), club=club, on__gte=holder.year)
    told = list(visits.order_by("on", "pk"))
    since = today - timedelta(days=LOOK_BACK)
    agreed = [pair_of(row) for row in pairs(club, user, today, since)]
    plans = planned(agreed, since, today - timedelta(days=1))
    yield (
        "care",
        {
            "cared": {str(row.pk): _cared(row) for row in seen},
            "pairs": [_pair(pair) for pair in agreed if pair.until is None or pair.until >= today],
            "visits": {str(row.pk): _visit(row) for row in told},
            "open": _open(unanswered(plans, map(visit_of, told), today)),
            "volunteers": [str(row.pk) for row in volunteers(club.pk, today)],
        },
    )


def _cared(row: Cared) -> dict[str, Any]:
    """`m` is None for an outsider, of whom there are only words."""
    return {
        "m": None if row.membership_id is None else str(row.membership_id), "about": row.about, "needs": cares(row.needs),
        "prefers": row.prefers_sex, "from": row.from_on, "to": row.to_on,
    }  # fmt: skip


def _pair(pair: Pair) -> dict[str, Any]:
    """Days of the week, Monday is 1."""
    return {
        "cared": str(pair.cared), "volunteer": str(pair.volunteer), "from": pair.since, "to": pair.until,
        "weekdays": [value.bit_length() for value in values_of(pair.weekdays)],
    }  # fmt: skip


def _visit(row: CareVisit) -> dict[str, Any]:
    """`missed` is why nobody came, "" where somebody did."""
    return {
        "cared": str(row.cared_id), "volunteer": str(row.volunteer_id), "on": row.on, "done": cares(row.done),
        "report": row.report, "missed": row.why,
    }  # fmt: skip


def _open(plans: Sequence[Planned]) -> list[dict[str, Any]]:
    """Planned visits for which nothing is recorded, the newest first."""
    newest = sorted(plans, key=lambda plan: -plan.day.toordinal())
    return [{"cared": str(p.pair.cared), "volunteer": str(p.pair.volunteer), "on": p.day} for p in newest]


def cares(bits: int) -> list[str]:
    """What was needed or done, by the names of `Care`: ["house", "talk"]."""
    return [Care(value).name.lower() for value in values_of(bits)]


PART = Part(_bodies, needs=(Verb.SEE_CARE,), look=LOOK, by=Verb.SEE_CARE)
