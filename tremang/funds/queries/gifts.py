"""The gift book as it reads: gifts with their donors, those taken back, and money given that only a slip tells of."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tremang.funds.models import Account, Fund, Gift, Kind, KindCapital, Transfer
from tremang.places.models import Dated


@dataclass(frozen=True)
class Given:
    """A line of the gift book. `amount` in đồng; `donor` "" where nobody is named; `gift` None where only a slip tells."""

    on: date
    donor: str
    what: str
    purpose: str
    amount: int
    fund: Fund
    slip: str
    voucher_id: int | None
    gift: Gift | None
    is_taken_back: bool

    @property
    def is_money(self) -> bool:
        """Whether it came as money."""
        return not self.what


def gifts(club_id: int, since: date, until: date) -> list[Given]:
    """The gifts of a club from `since` to `until`, the newest first. Two queries."""
    rows = Gift.objects.filter(club=club_id, on__range=(since, until))
    found = [
        Given(
            row.on, row.donor, row.what, row.purpose, row.amount, Fund(row.fund),
            row.voucher.label if row.voucher else "", row.voucher_id, row,
            bool(row.voucher and hasattr(row.voucher, "reversed_by")),
        )
        for row in rows.select_related("voucher__reversed_by")
    ]  # fmt: skip
    told = {line.voucher_id for line in found}
    slips = Transfer.objects.filter(
        club=club_id, kind=Kind.GIFT, credit=Account.GIFTS, day__range=(since, until), reverses__isnull=True
    )
    for transfer in slips.select_related("voucher", "reversed_by"):
        if transfer.voucher_id not in told:
            slip = transfer.voucher
            found.append(
                Given(
                    transfer.day, slip.who, "", slip.words, transfer.amount, Fund(transfer.fund), slip.label, slip.pk,
                    None, hasattr(transfer, "reversed_by"),
                )
            )  # fmt: skip
    return sorted(
        found, key=lambda line: (line.on, line.voucher_id or 0, line.gift.pk if line.gift else 0), reverse=True
    )


def total(lines: list[Given], *, money: bool) -> int:
    """What was given in money, or in kind by estimate, in đồng; what was taken back is not counted."""
    return sum(line.amount for line in lines if line.is_money == money and not line.is_taken_back)


def in_kind(club_id: int, on: date | None = None) -> list[KindCapital]:
    """What the fund holds in kind on `on`, or ever held, the newest first. One query."""
    rows = KindCapital.objects.filter(Dated.on(on) if on else Q(), club=club_id)
    return list(rows.select_related("holder__person").order_by("-from_on", "-pk"))
