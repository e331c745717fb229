"""What a loan must keep to before anything is written: the club's regulation, the law, the days, two pairs of hands."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext

from tremang.accounts.models import User
from tremang.clubs.days import next_day
from tremang.clubs.models import Club
from tremang.funds import problems as say
from tremang.funds.actions.sheet import MOST
from tremang.funds.hot import board_on, decided_on
from tremang.funds.models import Approver, Loan, Regulation
from tremang.funds.models.loans import OPEN, WAITING
from tremang.funds.queries.loans import opinion_on
from tremang.funds.queries.months import closed_until
from tremang.funds.queries.rules import regulation_on
from tremang.funds.rates import late_ruling, lawful, ruling
from tremang.kernel.format import day as written
from tremang.kernel.format import vnd
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean
from tremang.members.data import called
from tremang.members.models import Membership


@dataclass(frozen=True)
class Hands:
    """The two members of the board who pay out: who hands the money over, and who sees it."""

    paid_by: Membership
    witness: Membership


@dataclass(frozen=True)
class Ground:
    """What pay-outs of one day stand on: the persons on the board, and loan → the day on which it was decided."""

    board: Collection[int]
    decided: Mapping[int, date]

    @classmethod
    def of(cls, club_id: int, loan_ids: Collection[int], day: date) -> "Ground":
        """Two queries for all loans together."""
        return cls(board_on(club_id, day), decided_on(loan_ids))


def asked(
    membership: Membership, principal: int, purpose: str, *, asked_on: date, by: User, today: date, cosigner: str = "",
    cosigned_by: Membership | None = None, months: int | None = None,
) -> Loan:  # fmt: skip
    """The loan that `ask` would write, not saved: to be shown with its schedule first. Raises Problem as `ask`."""
    rules = regulation_on(membership.club, asked_on)
    if asked_on > today:
        raise Problem("future", say.FUTURE, field="asked_on", day=written(asked_on))
    may_borrow(membership, principal, rules, asked_on)
    if not clean(purpose):
        raise Problem("no_purpose", say.NO_PURPOSE, field="purpose")
    if cosigned_by is not None:
        cosigner = _cosigner(membership, cosigned_by, asked_on)
    if rules.needs_cosigner and not clean(cosigner):
        raise Problem("no_cosigner", say.NO_COSIGNER, field="cosigned_by")
    if months is not None and not rules.grace < months <= max(rules.months, 1):
        raise Problem("months_outside", say.MONTHS_OUTSIDE, field="months", most=rules.months)
    lawful_or_refuse(rules.rate_month, asked_on)
    return Loan(
        club=membership.club, membership=membership, purpose=clean(purpose)[:200], principal=principal,
        rate_month=rules.rate_month, method=rules.method, repay=rules.repay, months=months or rules.months,
        grace=rules.grace, multiple=rules.multiple, asked_on=asked_on, cosigner=clean(cosigner)[:120],
        cosigned_by=cosigned_by, late_percent=rules.late_percent, by_id=by.pk,
    )  # fmt: skip


def _cosigner(borrower: Membership, cosigner: Membership, day: date) -> str:
    """The name of a co-signer who is a member; raises Problem for the borrower himself and for a stranger."""
    if cosigner.person_id == borrower.person_id:
        raise Problem("own_cosigner", say.OWN_COSIGNER, field="cosigned_by")
    if cosigner.club_id != borrower.club_id or (cosigner.left_on is not None and cosigner.left_on < day):
        raise Problem("not_a_member", say.NOT_A_MEMBER, field="cosigned_by")
    return cosigner.person.full_name


def meeting_day(club: Club, due: date) -> int | None:
    """The club's day of the month where `due` is one of its meetings, so that all due days are; else None."""
    return club.meeting_day if next_day(club.meeting_day, club.meets_by_lunar, due) == due else None


def may_borrow(membership: Membership, principal: int, rules: Regulation, day: date) -> None:
    """Raises Problem where the sum or the number of loans goes beyond the club's regulation."""
    if principal <= 0:
        raise Problem("sum_not_positive", say.NOT_POSITIVE, field="principal")
    if principal > min(rules.cap, MOST):
        raise Problem("above_cap", say.ABOVE_CAP, field="principal", cap=vnd(rules.cap))
    if membership.joined_on > day or (membership.left_on is not None and membership.left_on < day):
        raise Problem("not_a_member", say.NOT_A_MEMBER, field="membership")
    name = called(membership.person, day)
    running = Loan.objects.filter(club=membership.club_id, state__in=[*OPEN, *WAITING])
    if running.filter(membership__person=membership.person_id).count() >= rules.loans_per_person:
        raise Problem("owes_already", say.OWES_ALREADY, field="membership", name=name)
    home = membership.person.household_id
    if home and running.filter(membership__person__household=home).count() >= rules.loans_per_household:
        raise Problem("home_owes_already", say.HOME_OWES_ALREADY, field="membership", name=name)


def lawful_or_refuse(rate_month: Decimal, on: date) -> None:
    """Raises Problem with the article where 12 times the monthly rate is above the legal ceiling of the day (BLDS 468)."""
    if not lawful(Fraction(rate_month) / 100, on):
        rule = ruling(on)
        most = f"{float(rule.yearly) * 100:g}".replace(".", ",")
        raise Problem("above_ceiling", say.ABOVE_CEILING, field="rate_month", most=most, source=rule.source)


def open_or_refuse(club_id: int, day: date) -> None:
    """Raises Problem where the month of `day` is closed, so that nobody is asked what cannot be written anyway. One query."""
    closed = closed_until(club_id)
    if closed is not None and day <= closed:
        raise Problem("month_closed", say.MONTH_CLOSED, field="day", day=written(closed))


def lacking_ground(loan: Loan, on: date, *, voted: bool) -> dict[str, str]:
    """What an approval on a day lacks of that on which the club's regulation has it stand: votes, opinion, against → a sentence.

    The meeting's votes where it decides, after the board's opinion; where the board decides, its opinion or its votes.
    """
    by_meeting = regulation_on(loan.club, on).approver == Approver.MEETING
    opinion, lacks = opinion_on(loan), {}
    if by_meeting and not voted:
        lacks["votes"] = gettext(say.NO_VOTES)
    if opinion is None and (by_meeting or not voted):
        lacks["opinion"] = gettext(say.NO_OPINION)
    elif opinion is not None and opinion.says_no:
        lacks["against"] = gettext(say.OPINION_AGAINST) % {"day": written(opinion.on)}
    return lacks


def debtor_of(loan: Loan, day: date) -> str:
    """Who answers for a loan, as refusals name him."""
    return called(loan.payer, day)


def late_lawful_or_refuse(percent: int, on: date) -> None:
    """Raises Problem with the article where overdue principal would cost more than the law allows (BLDS 466.5 b)."""
    rule = late_ruling(on)
    if not 0 <= Fraction(percent, 100) <= rule.share:
        most = f"{float(rule.share) * 100:g}"
        raise Problem("above_late_ceiling", say.ABOVE_LATE_CEILING, field="late_percent", most=most, source=rule.source)


def two_hands(loan: Loan, hands: Hands, board: Collection[int]) -> None:
    """Raises Problem unless two different persons of the board, and not the borrower, pay out."""
    pair = {hands.paid_by.person_id, hands.witness.person_id}  # a person may have come back under a second membership
    if len(pair) < 2 or loan.membership.person_id in pair:
        raise Problem("two_hands", say.TWO_HANDS, field="witness")
    if not pair <= {*board}:
        raise Problem("not_on_board", say.NOT_ON_BOARD, field="witness")


def during(loan: Loan, on: date, today: date, since: Iterable[date] = ()) -> None:
    """Raises Problem unless `on` lies between the pay-out, or the last of its extensions or of `since`, and today."""
    first = max([loan.paid_out_on or loan.asked_on, *(date.fromisoformat(row[0]) for row in loan.extensions), *since])
    if on > today:
        raise Problem("future", say.FUTURE, field="on", day=written(on))
    if on < first:
        raise Problem("before_last_step", say.BEFORE_LAST_STEP, field="on", day=written(first))
