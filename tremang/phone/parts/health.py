"""What was measured of the members in the last twelve months: of those whose consent stands, and of nobody else."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from tremang.accounts.powers import Verb
from tremang.areas.health.models import Reading, Referral, Threshold
from tremang.areas.health.queries import allowed
from tremang.members.models import Membership
from tremang.phone.holder import Body, Holder
from tremang.phone.registry import Part
from tremang.places.models import Dated

LOOK = "health"
_READ = ("pk", "membership_id", "on", "systolic", "diastolic", "weight", "waist", "glucose")
_SENT = ("pk", "membership_id", "on", "why", "outcome", "outcome_on")


def _bodies(holder: Holder) -> Iterator[tuple[str, Body]]:
    """Figures in the units of `Reading`, referrals, and the thresholds by which advice is given. Four queries."""
    club, since = holder.club, holder.year
    standing = allowed(Membership.objects.filter(club=club), "person").values_list("pk", flat=True)
    yield (
        "health",
        {
            "agreed": sorted(str(pk) for pk in standing),
            "rows": _rows(allowed(Reading.objects.filter(club=club, on__gte=since)), _READ),
            "referrals": _rows(allowed(Referral.objects.filter(club=club, on__gte=since)), _SENT),
            "advice": list(
                Threshold.objects.filter(Dated.on(holder.today))
                .order_by("-level", "measure", "lowest")
                .values("measure", "lowest", "highest", "level", "advice")
            ),
        },
    )


def _rows(found: "QuerySet[Any]", columns: tuple[str, ...]) -> dict[str, Body]:
    """Id → the row; what was not measured is left out."""
    rows = {}
    for pk, membership, *values in found.order_by("on", "pk").values_list(*columns):
        told = {name: value for name, value in zip(columns[2:], values, strict=True) if value not in (None, "")}
        rows[str(pk)] = {"m": str(membership)} | told
    return rows


PART = Part(_bodies, needs=(Verb.SEE_HEALTH,), look=LOOK, by=Verb.SEE_HEALTH)
