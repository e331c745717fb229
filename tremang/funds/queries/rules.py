"""What a club decided about its money, as it holds on a day."""

from datetime import date
from decimal import Decimal

from tremang.clubs.models import Club
from tremang.funds.models import Regulation
from tremang.funds.schedules import Method, Repay

# The product's own, for want of an official regulation (domain handbook 4.5): half a per cent a month, as in Đà Nẵng.
DEFAULTS = {
    "rate_month": Decimal("0.5"), "method": Method.FLAT.value, "repay": Repay.EQUAL_PRINCIPAL.value, "months": 12,
    "multiple": 1000, "cap": 10_000_000,
}  # fmt: skip


def regulation_on(club: Club, day: date) -> Regulation:
    """The regulation that holds on `day`; where the club has written none, the product's defaults, not saved."""
    found = Regulation.objects.filter(club=club, from_on__lte=day).order_by("-from_on").first()
    return found or Regulation(club=club, from_on=day, by_id=0, **DEFAULTS)
