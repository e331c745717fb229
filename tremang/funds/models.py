"""What a club declares of its income fund until its cash book is kept here."""

from django.db import models
from django.db.models import Q

from tremang.clubs.models import Owned


class DeclaredBalance(Owned):
    """The income fund (Quỹ tăng thu nhập) on a day in whole đồng: cash, bank and loans outstanding."""

    declared_on = models.DateField()
    cash = models.BigIntegerField(default=0)
    bank = models.BigIntegerField(default=0)
    loans = models.BigIntegerField(default=0)
    by_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "declared_on"], name="declared_balance_day"),
            models.CheckConstraint(
                condition=Q(cash__gte=0, bank__gte=0, loans__gte=0), name="declared_balance_amounts"
            ),
        ]

    @property
    def total(self) -> int:
        """The fund in whole đồng."""
        return self.cash + self.bank + self.loans
