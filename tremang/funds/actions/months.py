"""Closing months, opening them again with a reason, and sharing out the interest received."""

from datetime import date

from django.db.models import Min

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.models import Club
from tremang.funds import problems as say
from tremang.funds.actions.sheet import Line, Sheet
from tremang.funds.models import Account, Fund, Kind, MonthClosing, Regulation, Transfer, Voucher
from tremang.funds.queries.months import unshared_interest
from tremang.funds.queries.rules import regulation_on
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.periods import Month, month_first, month_last, month_of
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.text import clean
from tremang.places.journal import Journal


def close_month(club: Club, month: Month, *, by: User, today: date) -> Event:
    """No slip is written any more up to the end of `month`; the months before it close with it."""
    require(by, Verb.KEEP_MONEY, club.place, today)
    if month_last(month) >= today:
        raise Problem("month_not_over", say.MONTH_NOT_OVER, field="month")
    with writing(club.pk):
        standing = set(MonthClosing.objects.filter(club=club, reopened_on__isnull=True).values_list("month", flat=True))
        if month in standing:
            raise Conflict("month_is_closed", say.MONTH_IS_CLOSED)
        begun = Transfer.objects.filter(club=club).aggregate(first=Min("day"))["first"]
        first = min(month, month_of(begun)) if begun else month
        journal = Journal()
        for each in range(first, month + 1):
            if each not in standing:
                journal.create(MonthClosing(club=club, month=each, closed_on=today, by_id=by.pk))
        row = journal.touched[max(journal.touched, key=lambda name: getattr(journal.touched[name], "month", 0))]
        return journal.record(club.pk, "close_month", row, {"until": month_last(month)}, today, by_id=by.pk)


def reopen_month(club: Club, month: Month, reason: str, *, by: User, today: date) -> Event:
    """Open `month` again, and every closed month after it; who, when and why stays in the row."""
    require(by, Verb.KEEP_MONEY, club.place, today)
    if not clean(reason):
        raise Problem("no_reason", say.NO_REASON, field="reason")
    with writing(club.pk):
        closed = MonthClosing.objects.filter(club=club, reopened_on__isnull=True, month__gte=month).order_by("month")
        rows = list(closed)
        if not rows or rows[0].month != month:
            raise Conflict("month_not_closed", say.MONTH_NOT_CLOSED)
        journal = Journal()
        for row in rows:
            journal.update(row, reopened_on=today, reopened_by_id=by.pk, reason=clean(reason)[:200])
        words = {"from_on": month_first(month), "reason": rows[0].reason}
        return journal.record(club.pk, "reopen_month", rows[0], words, today, by_id=by.pk)


def shares(total: int, rules: Regulation) -> dict[str, int]:
    """Interest in đồng by where it goes: `activity`, `reserve`, `kept`. Rounded down to what can be paid in notes.

    What rounding leaves over stays with the capital, so that the three always make up the whole.
    """
    to_activity = total * rules.to_activity // 100 // rules.multiple * rules.multiple
    to_reserve = total * rules.to_reserve // 100 // rules.multiple * rules.multiple
    return {"activity": to_activity, "reserve": to_reserve, "kept": total - to_activity - to_reserve}


def share_out(club: Club, *, day: date, by: User, today: date) -> Voucher:
    """Share out the interest received up to the end of `day` and not shared yet, by the regulation of that day.

    One slip: cash of the Quỹ tăng thu nhập to the Quỹ hoạt động through the clearing account, the rest from interest to
    reserve and capital. What has been shared is never shared again; a repayment corrected later counts at the next one.
    """
    require(by, Verb.KEEP_MONEY, club.place, today)
    with writing(club.pk):
        total = unshared_interest(club.pk, day)
        if total <= 0:
            raise Problem("nothing_to_share", say.NOTHING_TO_SHARE, field="day")
        parts = shares(total, regulation_on(club, day))
        lines = [
            Line(fund, debit, credit, amount, Kind.SHARE_OUT)
            for fund, debit, credit, amount in (
                (Fund.INCOME, Account.CLEARING, Account.CASH, parts["activity"]),
                (Fund.ACTIVITY, Account.CASH, Account.CLEARING, parts["activity"]),
                (Fund.INCOME, Account.INTEREST, Account.RESERVE, parts["reserve"]),
                (Fund.INCOME, Account.INTEREST, Account.KEPT, parts["kept"]),
            )
            if amount
        ]
        sheet = Sheet(club, by=by, today=today)
        voucher = sheet.slip(day, str(say.SHARED_OUT % {"day": written(day)}), lines)
        sheet.note("share_out", voucher, {"amount": total, "slip": voucher.label, "words": voucher.words} | parts)
    return voucher
