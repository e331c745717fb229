"""The Sổ Tấm lòng vàng, and what the fund holds in kind beside its ledger."""

from django.db import models
from django.db.models import Q

from tremang.clubs.models import Owned
from tremang.funds.models.ledger import Account, Fund, Voucher
from tremang.members.models import Membership
from tremang.places.models import Dated, period_check


class Gift(Owned):
    """A gift in money (with its slip) or in kind (with an estimate in đồng); the donor may stay unnamed."""

    on = models.DateField()
    donor = models.CharField(max_length=120, blank=True)
    is_anonymous = models.BooleanField(default=False)
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="gifts")
    fund = models.CharField(max_length=8, choices=Fund, default=Fund.ACTIVITY)
    amount = models.BigIntegerField()
    what = models.CharField(max_length=120, blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    voucher = models.OneToOneField(Voucher, models.PROTECT, null=True, blank=True, related_name="gift")
    by_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="gift_amount"),
            models.CheckConstraint(condition=Q(voucher__isnull=False) | ~Q(what=""), name="gift_money_or_kind"),
        ]


class KindCapital(Owned, Dated):
    """Capital or a loan in kind: cows, goats, tools, with an estimate in đồng, beside the ledger, never in it."""

    what = models.CharField(max_length=120)
    quantity = models.CharField(max_length=60, blank=True)
    value = models.BigIntegerField()
    source = models.CharField(max_length=13, choices=Account)
    document = models.CharField(max_length=120, blank=True)
    holder = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="kind_held")
    by_id = models.BigIntegerField()

    class Meta:
        constraints = [
            period_check("kind_capital_period"),
            models.CheckConstraint(condition=Q(value__gte=0), name="kind_capital_value"),
        ]
