"""What was counted in the box, the seal on the books after a meeting, and months that are closed."""

from django.db import models
from django.db.models import Q

from tremang.clubs.models import Owned
from tremang.funds.models.ledger import Fund, of_meeting


class CashCount(Owned):
    """The notes counted in a fund's box on a day, beside what the book said at that moment, in đồng.

    `notes` maps a denomination as text to the number of notes. `words` says why a difference was left.
    """

    meeting = of_meeting("counts")
    fund = models.CharField(max_length=8, choices=Fund)
    on = models.DateField()
    notes = models.JSONField(default=dict)
    counted = models.BigIntegerField()
    book = models.BigIntegerField()
    words = models.CharField(max_length=200, blank=True)
    by_id = models.BigIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(counted__gte=0), name="cash_count_counted")]
        indexes = [models.Index(fields=["club", "fund", "on"], name="cash_count_club_fund_on")]


class BookSeal(Owned):
    """The 8-digit code written into the paper minute book: it vouches for every event of the club up to `sequence`."""

    meeting = of_meeting("seals")
    on = models.DateField()
    sequence = models.PositiveIntegerField()
    code = models.CharField(max_length=8)
    by_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "sequence"], name="book_seal_sequence")]


class MonthClosing(Owned):
    """The books are closed up to the end of `month` (as in `kernel.periods`); re-opening leaves its trace here."""

    month = models.IntegerField()
    closed_on = models.DateField()
    by_id = models.BigIntegerField()
    reopened_on = models.DateField(null=True, blank=True)
    reopened_by_id = models.BigIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["club", "month"], condition=Q(reopened_on__isnull=True), name="month_closed_once"
            ),
        ]
