"""What a club decides about its money: the regulation of the lending fund, the end of an exemption, bank accounts."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.models import Club
from tremang.funds import problems as say
from tremang.funds.actions.lending import late_lawful_or_refuse, lawful_or_refuse
from tremang.funds.actions.sheet import MOST
from tremang.funds.models import Approver, BankAccount, DuesExemption, Fund, Regulation
from tremang.funds.schedules import Method, Repay
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean
from tremang.places.journal import Journal

MULTIPLES = (1, 100, 500, 1000)  # đồng, to which interest and instalments are rounded
LONGEST = 60  # months
_NUMBER = re.compile(r"[0-9A-Za-z]{4,19}")
_BIN = re.compile(r"[0-9]{6}")


@dataclass(frozen=True)
class Rules:
    """What a regulation says; see `Regulation`. `rate_month` in per cent of a month, `cap` in đồng, shares in per cent,
    `late_percent` in per cent of the agreed rate.
    """

    rate_month: Decimal
    method: Method
    repay: Repay
    months: int
    cap: int
    grace: int = 0
    multiple: int = 1000
    loans_per_person: int = 1
    loans_per_household: int = 1
    late_percent: int = 0
    needs_cosigner: bool = True
    approver: Approver = Approver.MEETING
    to_activity: int = 60
    to_reserve: int = 10
    decision: str = ""

    @property
    def to_capital(self) -> int:
        """The share of interest left for capital."""
        return 100 - self.to_activity - self.to_reserve


def set_regulation(club: Club, rules: Rules, from_on: date, *, by: User, today: date) -> Event:
    """The regulation from a day on; the same day again: the newer holds. Loans asked for earlier keep their own terms.

    Raises Problem (above_ceiling, with the article) for a rate that no court would uphold.
    """
    require(by, Verb.KEEP_MONEY, club.place, today)
    _check(rules)
    lawful_or_refuse(rules.rate_month, from_on)
    late_lawful_or_refuse(rules.late_percent, from_on)
    with writing(club.pk):
        if club.launched_on is None:
            raise Problem("not_launched", say.NOT_LAUNCHED, field="from_on")
        if from_on < club.launched_on:
            raise Problem("before_launch", say.BEFORE_LAUNCH, field="from_on", day=written(club.launched_on))
        journal = Journal()
        values = {
            "rate_month": rules.rate_month, "method": rules.method.value, "repay": rules.repay.value,
            "months": rules.months, "grace": rules.grace, "multiple": rules.multiple, "cap": rules.cap,
            "loans_per_person": rules.loans_per_person, "loans_per_household": rules.loans_per_household,
            "late_percent": rules.late_percent, "needs_cosigner": rules.needs_cosigner, "approver": rules.approver.value,
            "to_activity": rules.to_activity,
            "to_reserve": rules.to_reserve, "to_capital": rules.to_capital, "decision": clean(rules.decision)[:120],
            "by_id": by.pk,
        }  # fmt: skip
        row = Regulation.objects.filter(club=club, from_on=from_on).first()
        if row is None:
            row = Regulation(club=club, from_on=from_on, **values)
            journal.create(row)
        else:
            journal.update(row, **values)
        rate = f"{rules.rate_month.normalize():f}".replace(".", ",")
        words = {"from_on": from_on, "rate": rate}
        return journal.record(club.pk, "set_regulation", row, words, from_on, by_id=by.pk)


def _check(rules: Rules) -> None:
    if rules.rate_month < 0:
        raise Problem("rate_negative", say.RATE_NEGATIVE, field="rate_month")
    if not 1 <= rules.months <= LONGEST:
        raise Problem("months_outside", say.MONTHS_OUTSIDE, field="months", most=LONGEST)
    if not 0 <= rules.grace < rules.months:
        raise Problem("grace_too_long", say.GRACE_TOO_LONG, field="grace", most=rules.months - 1)
    if rules.cap <= 0:
        raise Problem("sum_not_positive", say.NOT_POSITIVE, field="cap")
    if rules.cap > MOST:
        raise Problem("sum_too_large", say.TOO_LARGE, field="cap")
    if rules.multiple not in MULTIPLES:
        raise Problem("wrong_account", say.WRONG_ACCOUNT, field="multiple")
    if min(rules.to_activity, rules.to_reserve, rules.to_capital) < 0:
        raise Problem("shares_above_all", say.SHARES_ABOVE_ALL, field="to_reserve")
    if rules.loans_per_person < 1 or rules.loans_per_household < 1:
        raise Problem("at_least_one_loan", say.AT_LEAST_ONE_LOAN, field="loans_per_person")


def end_exemption(row: DuesExemption, to_on: date, *, by: User, today: date) -> Event:
    """The last day on which a member need not contribute."""
    require(by, Verb.KEEP_MONEY, row.club.place, today)
    with writing(row.club_id):
        row.refresh_from_db()
        if to_on < row.from_on:
            raise Problem("ends_first", say.ENDS_FIRST, field="to_on", day=written(row.from_on))
        journal = Journal()
        journal.update(row, to_on=to_on)
        words = {"name": row.membership.person.full_name, "to_on": to_on}
        return journal.record(row.club_id, "end_exemption", row, words, row.from_on, by_id=by.pk)


def set_bank_account(
    club: Club, fund: Fund, bank: str, number: str, holder: str, *, by: User, today: date
) -> Event:  # fmt: skip
    """The bank account of a fund: `bank` its six digits, `number` as the bank writes it; written again, the newer holds."""
    require(by, Verb.KEEP_MONEY, club.place, today)
    plain = re.sub(r"[\s.\-]", "", number)
    if not _BIN.fullmatch(bank):
        raise Problem("no_bank", say.NO_BANK, field="bank")
    if not _NUMBER.fullmatch(plain):
        raise Problem("not_an_account", say.NOT_AN_ACCOUNT, field="number")
    if not clean(holder):
        raise Problem("no_holder", say.NO_HOLDER, field="holder")
    with writing(club.pk):
        journal = Journal()
        values = {"bank": bank, "number": plain, "holder": clean(holder)[:60], "by_id": by.pk}
        row = BankAccount.objects.filter(club=club, fund=fund).first()
        if row is None:
            row = BankAccount(club=club, fund=fund, **values)
            journal.create(row)
        else:
            journal.update(row, **values)
        words = {"fund": str(fund.label), "number": plain}
        return journal.record(club.pk, "set_bank_account", row, words, today, by_id=by.pk)
