"""Contributions: the rule, who is exempt, and what was collected."""

from collections.abc import Mapping
from datetime import date

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.models import Club
from tremang.funds import problems as say
from tremang.funds.actions.sheet import MOST, Line, Sheet, written_once
from tremang.funds.hot import members_among
from tremang.funds.models import Account, DuesExemption, DuesRule, Fund, Kind, Voucher
from tremang.funds.queries.dues import rule_in, rules_of
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.periods import Month, month_first, month_of
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean
from tremang.members.models import Membership
from tremang.places.journal import Journal


def set_dues(club: Club, amount: int, fund: Fund, from_month: Month, *, by: User, today: date) -> Event:
    """The monthly contribution in đồng from a month on; 0 where the club asks for none. The same month again: the newer holds."""
    require(by, Verb.KEEP_MONEY, club.place, today)
    if not 0 <= amount <= MOST:
        raise Problem("sum_too_large", say.TOO_LARGE, field="amount")
    with writing(club.pk):
        journal = Journal()
        values = {"amount": amount, "fund": fund.value, "by_id": by.pk}
        row = DuesRule.objects.filter(club=club, from_month=from_month).first()
        if row is None:
            row = DuesRule(club=club, from_month=from_month, **values)
            journal.create(row)
        else:
            journal.update(row, **values)
        words = {"amount": amount, "from_on": month_first(from_month)}
        return journal.record(club.pk, "set_dues", row, words, month_first(from_month), by_id=by.pk)


def exempt(
    membership: Membership, from_on: date, to_on: date | None, reason: str, *, by: User, today: date
) -> tuple[DuesExemption, Event | None]:
    """A member need not contribute for a while, or for good where `to_on` is None.

    The same days and reason of the same member again are the form sent twice: the row that is there, and no event.
    """
    club = membership.club
    require(by, Verb.KEEP_MONEY, club.place, today)
    if to_on is not None and to_on < from_on:
        raise Problem("ends_first", say.ENDS_FIRST, field="to_on", day=written(from_on))
    if not clean(reason):
        raise Problem("no_reason", say.NO_REASON, field="reason")
    with writing(club.pk):
        same = DuesExemption.objects.filter(club=club, membership=membership, from_on=from_on, to_on=to_on)
        if (twice := same.first()) is not None:
            if twice.reason != clean(reason)[:120]:
                name = membership.person.full_name
                raise Problem("exempt_already", say.EXEMPT_ALREADY, field="reason", name=name, reason=twice.reason)
            return twice, None
        journal = Journal()
        row = DuesExemption(
            club=club, membership=membership, from_on=from_on, to_on=to_on, reason=clean(reason)[:120], by_id=by.pk
        )
        journal.create(row)
        words = {"name": membership.person.full_name, "from_on": from_on, "reason": row.reason}
        return row, journal.record(club.pk, "exempt_dues", row, words, from_on, by_id=by.pk)


def collect(
    club: Club,
    sums: Mapping[int, int],
    *,
    day: date,
    by: User,
    today: date,
    meeting_id: int | None = None,
    once: str = "",
) -> Voucher:
    """Contributions of many members at once, membership → đồng: one receipt with its list. Raises Problem for strangers."""
    require(by, Verb.KEEP_MONEY, club.place, today)
    with writing(club.pk):
        lines = _lines(club.pk, sums, day)
        if first := written_once(club.pk, once, sum(sums.values()), lines, day=day):
            return first
        sheet = Sheet(club, by=by, today=today)
        voucher = _receipt(sheet, lines, day, meeting_id, once)
        words = {"amount": sum(sums.values()), "count": len(sums), "slip": voucher.label, "words": voucher.words}
        sheet.note("collect_dues", voucher, words)
    return voucher


def write_dues(sheet: Sheet, sums: Mapping[int, int], day: date, meeting_id: int | None) -> Voucher:
    """The receipt of `collect` on a sheet that may hold more."""
    return _receipt(sheet, _lines(sheet.club.pk, sums, day), day, meeting_id)


def _receipt(sheet: Sheet, lines: list[Line], day: date, meeting_id: int | None, once: str = "") -> Voucher:
    if len(members_among(sheet.club.pk, {line.membership_id or 0 for line in lines})) < len(lines):
        raise Problem("not_a_member", say.NOT_A_MEMBER)
    words = str(say.DUES_OF % {"count": len(lines)})
    return sheet.slip(day, words, lines, meeting_id=meeting_id, once=once)


def _lines(club_id: int, sums: Mapping[int, int], day: date) -> list[Line]:
    """Membership → đồng as rows of the fund into which contributions of the day's month go."""
    rule = rule_in(rules_of(club_id), month_of(day))
    fund = Fund(rule.fund) if rule else Fund.ACTIVITY
    return [Line(fund, Account.CASH, Account.DUES, amount, Kind.DUES, pk) for pk, amount in sums.items()]
