"""What was written into the books of a sealed meeting after its code was taken. Sums in whole đồng."""

from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery, Sum

from tremang.accounts.models import User
from tremang.funds.models import Account, BookSeal, Voucher
from tremang.kernel.models import Event

SLIP = "funds.voucher:"


@dataclass(frozen=True)
class Later:
    """A slip that the code of a meeting does not vouch for, though it changes the books up to that meeting."""

    slip: Voucher
    amount: int
    by: str


def written_since(seal: BookSeal) -> list[Later]:
    """The slips of a day up to that of `seal` which were written after it, the oldest act first. Two queries.

    The code vouches for the chain up to the seal, and a slip dated back stands behind it in the chain: the code still
    fits, while the balances of those days are no longer those that the meeting heard.
    """
    events = Event.objects.filter(chain_id=seal.club_id, sequence__gt=seal.sequence)
    told = [name for digests in events.values_list("digests", flat=True) for name in digests if name.startswith(SLIP)]
    ids = {int(name.removeprefix(SLIP)) for name in told}
    if not ids:
        return []
    # What goes from fund to fund has a row in each and is one sum.
    once = Sum("transfers__amount", filter=~Q(transfers__credit=Account.CLEARING), default=0)
    who = Subquery(User.objects.filter(pk=OuterRef("by_id")).values("full_name")[:1])
    rows = Voucher.objects.filter(club=seal.club_id, day__lte=seal.on, pk__in=ids).annotate(amount=once, writer=who)
    return [Later(slip, slip.amount, slip.writer or "") for slip in rows.order_by("recorded_at", "pk")]
