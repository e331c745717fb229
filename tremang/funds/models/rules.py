"""What a club decided about its money: the regulation of the lending fund, the monthly contribution, its bank accounts."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremang.clubs.models import Owned
from tremang.funds.models.ledger import Fund
from tremang.funds.schedules import Method, Repay
from tremang.members.models import Membership
from tremang.places.models import Dated, period_check


class Approver(models.TextChoices):
    """Who decides on a loan."""

    BOARD = "board", _("Ban Chủ nhiệm")
    MEETING = "meeting", _("Cuộc họp câu lạc bộ")


METHODS = [(Method.FLAT.value, _("trên số tiền vay ban đầu")), (Method.DECLINING.value, _("trên dư nợ còn lại"))]
REPAYS = [
    (Repay.EQUAL_PRINCIPAL.value, _("gốc trả đều từng kỳ")), (Repay.EQUAL_INSTALMENT.value, _("mỗi kỳ trả số bằng nhau")),
    (Repay.END.value, _("gốc trả một lần khi hết hạn")),
]  # fmt: skip


class Regulation(Owned):
    """The regulation of the lending fund from a day on. Where the club has none, the product's own defaults hold.

    `rate_month` in per cent of a month (0.5 is half a per cent). `cap` in đồng. The three shares say where interest
    received goes at the period's end, in per cent. `late_percent` is what overdue principal costs for each full month, in
    per cent of the agreed rate; 0 where the club asks for no late interest.
    """

    from_on = models.DateField()
    rate_month = models.DecimalField(max_digits=6, decimal_places=4)
    method = models.CharField(max_length=9, choices=METHODS)
    repay = models.CharField(max_length=16, choices=REPAYS)
    months = models.PositiveSmallIntegerField(default=12)
    grace = models.PositiveSmallIntegerField(default=0)
    multiple = models.PositiveIntegerField(default=1000)
    cap = models.BigIntegerField(default=10_000_000)
    loans_per_person = models.PositiveSmallIntegerField(default=1)
    loans_per_household = models.PositiveSmallIntegerField(default=1)
    late_percent = models.PositiveSmallIntegerField(default=0)
    needs_cosigner = models.BooleanField(default=True)
    approver = models.CharField(max_length=7, choices=Approver, default=Approver.MEETING)
    to_activity = models.PositiveSmallIntegerField(default=60)
    to_reserve = models.PositiveSmallIntegerField(default=10)
    to_capital = models.PositiveSmallIntegerField(default=30)
    decision = models.CharField(max_length=120, blank=True)
    by_id = models.BigIntegerField()

    LATER = ("late_percent",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "from_on"], name="regulation_club_from"),
            models.CheckConstraint(
                condition=Q(to_capital=100 - F("to_activity") - F("to_reserve")), name="regulation_shares"
            ),
            models.CheckConstraint(condition=Q(rate_month__gte=0), name="regulation_rates"),
            models.CheckConstraint(condition=Q(grace__lt=F("months")), name="regulation_grace"),
            models.CheckConstraint(condition=Q(multiple__gte=1, cap__gte=1), name="regulation_sums"),
        ]


class DuesRule(Owned):
    """The monthly contribution of a member from a month on (`from_month` as in `kernel.periods`), in đồng."""

    from_month = models.IntegerField()
    amount = models.BigIntegerField()
    fund = models.CharField(max_length=8, choices=Fund, default=Fund.ACTIVITY)
    by_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "from_month"], name="dues_rule_month"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="dues_rule_amount"),
        ]


class DuesExemption(Owned, Dated):
    """A member who need not contribute, from day to day, and why."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="dues_exemptions")
    reason = models.CharField(max_length=120)
    by_id = models.BigIntegerField()

    class Meta:
        constraints = [period_check("dues_exemption_period")]


class DuesOwed(Owned):
    """What a member owed of contributions when the books began here, in đồng; below 0 where paid ahead."""

    membership = models.OneToOneField(Membership, models.PROTECT, related_name="dues_owed")
    on = models.DateField()
    amount = models.BigIntegerField()


class BankAccount(Owned):
    """The bank account of a fund, for its QR code. `bank` is the bank's BIN of six digits."""

    fund = models.CharField(max_length=8, choices=Fund)
    bank = models.CharField(max_length=6)
    number = models.CharField(max_length=19)
    holder = models.CharField(max_length=60)
    by_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "fund"], name="bank_account_fund")]
