"""Loans to members from the Quỹ tăng thu nhập: what was agreed, and the steps of its life as rows."""

from datetime import date
from fractions import Fraction
from functools import partial

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from tremang.clubs.days import days_from
from tremang.clubs.models import Owned
from tremang.funds.lateness import LateRate
from tremang.funds.models.ledger import of_meeting
from tremang.funds.models.rules import METHODS, REPAYS
from tremang.funds.schedules import Method, Period, Repay, Terms, prolonged, schedule
from tremang.members.models import Channel, Membership, Person


class LoanState(models.TextChoices):
    """The steps of a loan's life."""

    ASKED = "asked", _("Xin vay")
    REVIEWED = "reviewed", _("Ban Chủ nhiệm đã xét")
    APPROVED = "approved", _("Đã được thông qua")
    REFUSED = "refused", _("Không thông qua")
    WITHDRAWN = "withdrawn", _("Người vay rút đơn")
    RUNNING = "running", _("Đang vay")
    EXTENDED = "extended", _("Đã gia hạn")
    SETTLED = "settled", _("Đã trả xong")
    WRITTEN_OFF = "written_off", _("Đã xóa nợ")


# How the words of the board's opinion begin.
FOR, AGAINST = gettext_noop("Đồng ý"), gettext_noop("Không đồng ý")
OPEN = (LoanState.RUNNING, LoanState.EXTENDED)
WAITING = (LoanState.ASKED, LoanState.REVIEWED, LoanState.APPROVED)


class Loan(Owned):
    """A loan with the terms agreed. `principal` is what was asked until the decision, then what was decided, in đồng.

    `rate_month` in per cent of a month. `state` is that of the latest step, kept beside the row for lists; the steps are
    the truth. `is_opening`: it ran already when the books began here; `principal` is then what was still owed, `months`
    the periods left, and `first_due` may be past; `first_lent` is what was lent at first where that was more, since flat
    interest is worked out on it. `extensions` holds [day, months added, principal then owed] of each. `debtor` is the member
    who answers for it now: the borrower, or who took over after a death; `heir` is who took over without being a member.
    `cosigner` is the name on the note, `cosigned_by` his membership where he is a member of the club. `meeting_day` and
    `meets_by_lunar` are the club's day of the month when its due days are its meetings, None where they are the day of
    `first_due` in each month. `late_percent` is what overdue principal costs a full month in per cent of the agreed rate,
    `waivers` hold [day, đồng] of late interest let go.
    """

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="loans")
    debtor = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="loans_taken_over")
    heir = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="loans_inherited")
    purpose = models.CharField(max_length=200)
    principal = models.BigIntegerField()
    rate_month = models.DecimalField(max_digits=6, decimal_places=4)
    method = models.CharField(max_length=9, choices=METHODS)
    repay = models.CharField(max_length=16, choices=REPAYS)
    months = models.PositiveSmallIntegerField()
    grace = models.PositiveSmallIntegerField(default=0)
    multiple = models.PositiveIntegerField(default=1000)
    asked_on = models.DateField()
    paid_out_on = models.DateField(null=True, blank=True)
    first_due = models.DateField(null=True, blank=True)
    cosigner = models.CharField(max_length=120, blank=True)
    cosigned_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="loans_cosigned")
    meeting_day = models.PositiveSmallIntegerField(null=True, blank=True)
    meets_by_lunar = models.BooleanField(default=False)
    late_percent = models.PositiveSmallIntegerField(default=0)
    waivers = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=11, choices=LoanState, default=LoanState.ASKED)
    extensions = models.JSONField(default=list, blank=True)
    is_opening = models.BooleanField(default=False)
    first_lent = models.BigIntegerField(null=True, blank=True)
    by_id = models.BigIntegerField()

    LATER = ("cosigned_by", "meeting_day", "meets_by_lunar", "late_percent", "waivers", "first_lent", "heir")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(principal__gt=0), name="loan_principal"),
            models.CheckConstraint(condition=Q(rate_month__gte=0), name="loan_rate"),
            models.CheckConstraint(condition=Q(grace__lt=F("months")), name="loan_grace"),
            models.CheckConstraint(
                condition=Q(paid_out_on__isnull=True, first_due__isnull=True)
                | Q(first_due__gt=F("paid_out_on"))
                | Q(is_opening=True),
                name="loan_first_due",
            ),
            models.CheckConstraint(
                condition=Q(first_lent__isnull=True) | Q(is_opening=True, first_lent__gt=F("principal")),
                name="loan_first_lent",
            ),
        ]
        indexes = [
            models.Index(fields=["club", "state"], name="loan_club_state"),
            models.Index(
                fields=["club", "paid_out_on"], name="loan_club_paid_out"
            ),  # facts ask for those of a half-month
        ]

    @property
    def rate(self) -> Fraction:
        """The share of a month: 0.5 % is 1/200."""
        return Fraction(self.rate_month) / 100

    @property
    def late_rate(self) -> LateRate | None:
        """What a full month late costs; None where no late interest was agreed.

        Interest on the sum first lent goes on for the overdue principal too while the periods last: then only what is
        above it is charged, so that no đồng costs more than `late_percent` of the agreed rate.
        """
        if not self.late_percent:
            return None
        after = self.rate * self.late_percent / 100
        return LateRate(max(after - self.rate, Fraction(0)) if self.method == Method.FLAT else after, after)

    @property
    def answers(self) -> Membership:
        """The member who answers for the loan now; while an heir does who is none, the borrower."""
        return self.debtor or self.membership

    @property
    def payer(self) -> Person:
        """Who pays it now."""
        return self.heir or self.answers.person

    @property
    def is_taken_over(self) -> bool:
        """Whether somebody else pays it than the borrower."""
        return self.debtor_id is not None or self.heir_id is not None

    @property
    def waived(self) -> list[tuple[date, int]]:
        """The late interest let go: (day, đồng)."""
        return [(date.fromisoformat(on), amount) for on, amount in self.waivers]

    def terms(self, first_due: date | None = None) -> Terms:
        """What its schedule is worked out from; before the pay-out `first_due`, a meeting of the club, stands in.

        Raises ValueError without one.
        """
        due, day, by_lunar = self.first_due, self.meeting_day, self.meets_by_lunar
        if due is None:
            if first_due is None:
                raise ValueError("a loan not yet paid out has no first due day")
            due, day, by_lunar = first_due, self.club.meeting_day, self.club.meets_by_lunar
        return Terms(
            self.principal,
            self.months,
            self.rate,
            Method(self.method),
            Repay(self.repay),
            due,
            self.multiple,
            self.grace,
            partial(days_from, day, by_lunar) if day else None,
            self.first_lent,
        )

    def schedule(self, first_due: date | None = None) -> list[Period]:
        """Its periods as agreed, extensions included, in order."""
        terms = self.terms(first_due)
        periods = list(schedule(terms))
        for on, months, left in self.extensions:
            periods = prolonged(periods, terms, date.fromisoformat(on), months, left)
        return periods


class LoanStep(Owned):
    """A step in the life of a loan: to which state, on which day, in whose words, with what votes, by which two hands.

    `paid_by` and `witness` are two members of the board, never the same and never the borrower; only for pay-outs.
    `amount` in đồng: what was asked, what was decided. `debtor`: who took the loan over with this step, `heir` who is no
    member, and how he `agreed` to that and to be written down. `waived` in đồng: late interest let go with this step.
    """

    loan = models.ForeignKey(Loan, models.PROTECT, related_name="steps")
    state = models.CharField(max_length=11, choices=LoanState)
    on = models.DateField()
    words = models.CharField(max_length=300, blank=True)
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    meeting = of_meeting("loan_steps")
    paid_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    witness = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    amount = models.BigIntegerField(null=True, blank=True)
    debtor = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    heir = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    agreed = models.CharField(max_length=8, choices=Channel, blank=True)
    waived = models.BigIntegerField(null=True, blank=True)
    by_id = models.BigIntegerField()

    LATER = ("waived", "heir", "agreed")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(paid_by__isnull=True) | ~Q(paid_by=F("witness")), name="loan_step_two_hands"
            ),
        ]

    @property
    def says_no(self) -> bool:
        """Whether it is the board's opinion, and against the loan."""
        return self.state == LoanState.REVIEWED and self.words.startswith(gettext(AGAINST))

    @property
    def takes_over(self) -> bool:
        """Whether somebody took the loan over with this step."""
        return self.debtor_id is not None or self.heir_id is not None

    @property
    def label(self) -> str:
        """What was done with this step, in words."""
        if self.waived is not None:
            return gettext("Miễn lãi quá hạn")
        return gettext("Người khác nhận trả") if self.takes_over else str(LoanState(self.state).label)
