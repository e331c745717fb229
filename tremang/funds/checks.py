"""What `tremang verify` sees to in the money besides its chain: no balance below zero, clearing even, codes as kept."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from django.db.models import Max, Min, Q, Sum
from django.utils.translation import gettext_lazy as _

from tremang.funds.actions.sheet import HELD
from tremang.funds.models import Account, BookSeal, Transfer, Voucher
from tremang.funds.queries.balances import daily
from tremang.funds.seals import code_of
from tremang.kernel.models import Event
from tremang.kernel.verify import Finding

WORDS = {
    "below_zero": _("{row} làm số dư xuống dưới 0 mà không ghi ai cho phép"),
    "clearing_uneven": _("{row} chuyển giữa hai quỹ mà hai bên không bằng nhau"),
    "code_differs": _("{row} không còn đúng với nhật ký"),
}
WORKERS = 4  # the slow hash lets other threads run; 64 MB each


def balances(chain_id: int | None) -> Iterator[Finding]:
    """The first slip after which a box, a bank account or what was lent falls below zero without a named override."""
    rows = Transfer.objects.filter(credit__in=HELD)
    if chain_id is not None:
        rows = rows.filter(club=chain_id)
    for club, fund, account in rows.order_by("club", "fund", "credit").values_list("club", "fund", "credit").distinct():
        ends = daily(club, fund, account)
        below = next((day for day, balance in ends.items() if balance < 0), None)
        if below is None:
            continue
        allowed = Voucher.objects.filter(
            ~Q(overdrawn=""), club=club, day__lte=below, transfers__fund=fund, transfers__credit=account
        )
        if account != Account.LOANS and allowed.exists():
            continue
        last = rows.filter(club=club, fund=fund, credit=account, day=below).order_by("-sequence").first()
        if last is not None:
            yield Finding(club, told(club, last.voucher_id), f"funds.voucher:{last.voucher_id}", "below_zero")


def clearing(chain_id: int | None) -> Iterator[Finding]:
    """Slips whose two sides of a move between the funds differ."""
    rows = Transfer.objects.filter(Q(debit=Account.CLEARING) | Q(credit=Account.CLEARING))
    if chain_id is not None:
        rows = rows.filter(club=chain_id)
    sums = rows.values("club", "voucher").annotate(
        into=Sum("amount", filter=Q(debit=Account.CLEARING)), out=Sum("amount", filter=Q(credit=Account.CLEARING))
    )
    for row in sums.order_by("club", "voucher"):
        if row["into"] != row["out"]:
            yield Finding(
                row["club"], told(row["club"], row["voucher"]), f"funds.voucher:{row['voucher']}", "clearing_uneven"
            )


def codes(chain_id: int | None) -> Iterator[Finding]:
    """Codes kept beside the ledger that the chain no longer gives: all of one club, the newest of each when all are asked."""
    seals = BookSeal.objects.order_by("club", "sequence")
    if chain_id is not None:
        seals = seals.filter(club=chain_id)
    else:
        newest = BookSeal.objects.values("club").annotate(last=Max("sequence")).values_list("club", "last")
        wanted = dict(newest)
        seals = [seal for seal in seals if wanted[seal.club_id] == seal.sequence]  # type: ignore[assignment]
    chosen = list(seals)
    events = {
        (event.chain_id, event.sequence): event
        for seal in chosen
        for event in Event.objects.filter(chain_id=seal.club_id, sequence=seal.sequence)
    }
    with ThreadPoolExecutor(WORKERS) as pool:
        made = dict(zip(events, pool.map(code_of, events.values()), strict=True))
    for seal in chosen:
        if made.get((seal.club_id, seal.sequence)) != seal.code:
            yield Finding(seal.club_id, seal.sequence, f"funds.bookseal:{seal.pk}", "code_differs")


def told(club: int, voucher: int) -> int:
    """The number of the event that wrote a slip; 0 where none tells of it."""
    name = f"funds.voucher:{voucher}"
    found = Event.objects.filter(Q(subject=name) | Q(digests__has_key=name), chain_id=club)
    return found.aggregate(first=Min("sequence"))["first"] or 0


CHECKS = (balances, clearing, codes)
