"""Figures of many clubs' money for offices: sums and shares, no names. Sums in whole đồng."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from django.core.cache import cache
from django.db.models import Count, F, IntegerField, Max, Q, QuerySet
from django.db.models.expressions import RawSQL

from tremang.clubs.models import Club
from tremang.funds.lateness import Late
from tremang.funds.models import CashCount, Loan, Voucher
from tremang.funds.models.loans import OPEN
from tremang.funds.queries.loans import LoanNow, standings
from tremang.funds.queries.risk import Risk, risk

K = TypeVar("K", bound=Hashable)
AT_ONCE = 5_000  # loans whose repayments are read together: engines limit the number of parameters
FEW = 400  # clubs that are named one by one


def risks(clubs: Q, on: date, key: Callable[[int, str], K]) -> dict[K, Risk]:
    """How late the loans of many clubs are at the end of `on`, gathered under `key(club, its path)`.

    `clubs` says of which, over the columns of a club. One query; for clubs with a new act since the last look of the day
    two more and two for each 5,000 loans. Lateness is worked out of each loan's schedule and stands in no fact: for the
    ends of ten years of half-months it would cost as much as all other measures. So each club's is kept until something
    happens there or the day ends.
    """
    rows = list(Club.objects.filter(clubs).annotate(acts=_ACTS).values_list("pk", "place__path", "acts"))
    by_commune: dict[str, dict[int, int]] = defaultdict(dict)
    for club, path, acts in rows:
        by_commune[f"risks:{on}:{path.split('.')[2]}"][club] = acts or 0
    kept: dict[str, dict[int, Kept]] = cache.get_many(list(by_commune))
    known = {club: found for part in kept.values() for club, found in part.items()}
    stale = {club for part in by_commune.values() for club, acts in part.items() if known.get(club, (-1,))[0] != acts}
    if stale:
        fresh = _risks_of(stale, clubs, on)
        for name, part in by_commune.items():
            if changed := part.keys() & stale:
                known |= {club: (part[club], fresh.get(club, {})) for club in changed}
                cache.set(name, kept.get(name, {}) | {club: known[club] for club in part}, KEEP)
    found: dict[K, Risk] = {}
    for club, path, _acts in rows:
        if classes := known[club][1]:
            whole = found.setdefault(key(club, path), Risk())
            for late, (count, owed) in classes.items():
                whole.classes[late][0] += count
                whole.classes[late][1] += owed
    return found


Kept = tuple[int, dict[Late, list[int]]]  # the number of the club's last act, its loans by lateness
KEEP = 86_400  # seconds
_ACTS = RawSQL("SELECT MAX(e.sequence) FROM kernel_event e WHERE e.chain_id = clubs_club.place_id", [], IntegerField())


def _risks_of(stale: set[int], clubs: Q, on: date) -> dict[int, dict[Late, list[int]]]:
    """Club → its loans by lateness, worked out anew."""
    loans = Loan.objects.filter(state__in=OPEN, paid_out_on__lte=on)
    if len(stale) <= FEW:
        loans = loans.filter(club__in=stale)
    else:
        loans = loans.filter(club__in=Club.objects.filter(clubs).values("pk"))
    found: dict[int, list[LoanNow]] = defaultdict(list)
    rows = [loan for loan in loans if loan.club_id in stale]
    for start in range(0, len(rows), AT_ONCE):
        for now in standings(rows[start : start + AT_ONCE], on):
            found[now.loan.club_id].append(now)
    return {club: risk(nows).classes for club, nows in found.items()}


class Signs(NamedTuple):
    """What a club's books show from outside: the last slip, and how often in half a year a box or a slip stood out."""

    last_slip: date | None = None
    overdrawn: int = 0
    gaps: int = 0


HALF_A_YEAR = 182  # days


def signs(clubs: QuerySet[Club], on: date) -> dict[int, Signs]:
    """Club → its signs at the end of `on`; clubs without books are left out. Two queries."""
    since = on - timedelta(days=HALF_A_YEAR)
    named = {"club__in": clubs.order_by().values("pk")}
    strange = Count("pk", filter=Q(day__gte=since) & ~Q(overdrawn=""))
    slips = (
        Voucher.objects.filter(day__lte=on, **named).order_by().values_list("club").annotate(last=Max("day"), n=strange)
    )
    counts = CashCount.objects.filter(~Q(counted=F("book")), on__gte=since, on__lte=on, **named)
    gaps = dict(counts.order_by().values_list("club").annotate(n=Count("pk")))
    return {club: Signs(last, overdrawn, gaps.get(club, 0)) for club, last, overdrawn in slips}
