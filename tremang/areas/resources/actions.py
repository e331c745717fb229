"""The acts of the book that move money: joint earning with its slip, a gift of a sponsor. Slips are the funds' own.

Whoever keeps the books (KEEP_BOOKS: secretary, chair) writes what was done; whoever keeps the money (KEEP_MONEY:
treasurer) lets it into the fund. The treasurer may do both in one act, because the line in this book is then the
explanation of his slip; the secretary's line waits for the treasurer, because no one may write into the ledger for him.
"""

from datetime import date
from typing import Any

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, may, require
from tremang.areas.common.actions import add
from tremang.areas.common.acts import Act
from tremang.areas.resources import problems as say
from tremang.areas.resources.book import EARNINGS, counted_earning
from tremang.areas.resources.models import Earning, GivenLine, Sponsor
from tremang.areas.resources.rules import check_earning
from tremang.clubs.models import Club
from tremang.funds.actions import gifts, slips
from tremang.funds.models import Account, Fund, Gift
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem


def earn(
    club: Club, values: dict[str, Any], *, by: User, today: date, into: Account = Account.CASH, pk: int | None = None
) -> tuple[Earning, Event | None]:
    """Members earned together; its money goes into the Quỹ hoạt động in the same act where `by` keeps the money.

    Where he keeps the books alone the line waits for the treasurer. `pk` as in `common.actions.add`. Raises Refused
    where he keeps neither, Problem where the funds refuse the slip: then nothing is written.
    """
    if not may(by, Verb.KEEP_MONEY, club.place, today):
        return add(EARNINGS, club, values, by=by, today=today, pk=pk)
    with writing(club.pk):
        if pk is not None and (known := Earning.objects.filter(pk=pk).first()) is not None:
            if known.club_id == club.pk:
                return known, None
            pk = None
        row = Earning(club=club, by_id=by.pk, **({"pk": pk} if pk else {}), **values)
        check_earning(club, row, (), today)
        if row.income:
            row.voucher = _take_in(row, into, by, today)
        act = Act(club, by=by, today=today)
        act.on(row.on)
        row.activity = act.count(None, counted_earning(row))
        act.create(row)
        words = {**EARNINGS.words(row), "income": row.income, "slip": row.voucher.label if row.voucher else "–"}
        return row, act.note("earn_together", row, words)


def receive(earning: Earning, *, into: Account = Account.CASH, by: User, today: date) -> Event:
    """The treasurer lets in what was earned. Raises Refused, Conflict where it is in the fund, Problem of the funds."""
    club = earning.club
    require(by, Verb.KEEP_MONEY, club.place, today)
    with writing(club.pk):
        row = _current(earning)
        if row.voucher is not None:
            raise Conflict("received", say.RECEIVED, slip=row.voucher.label)
        if not row.income:
            raise Problem("no_income", say.NO_INCOME)
        act = Act(club, by=by, today=today)
        voucher = _take_in(row, into, by, today)
        act.on(row.on)
        act.update(row, voucher=voucher)
        words = {**EARNINGS.words(row), "income": row.income, "slip": voucher.label}
        return act.note("receive_earning", row, words)


def give_back(earning: Earning, *, drops: bool, by: User, today: date) -> None:
    """Take the slip of joint earning back; `drops` takes the line of this book along, else it waits for its money again.

    Raises Problem as the funds do, for example where the box no longer holds the sum: then both stay as they are.
    """
    club = earning.club
    require(by, Verb.KEEP_MONEY, club.place, today)
    with writing(club.pk):
        row = _current(earning)
        if row.voucher is None:
            raise Problem("no_slip", say.NO_SLIP)
        slip = row.voucher.label
        slips.take_back(row.voucher, "", by=by, today=today)
        if not drops:
            return
        row = _current(row)
        act, activity = Act(club, by=by, today=today), row.activity
        act.on(row.on)
        act.drop(row)
        if activity is not None:
            act.discount(activity)
        act.note("drop_earned", row, {**EARNINGS.words(row), "slip": slip})


def _take_in(row: Earning, into: Account, by: User, today: date) -> Any:
    return slips.take_in(
        row.club, Fund.ACTIVITY, row.income, Account.OTHER_IN, row.what, day=row.on, by=by, today=today, into=into,
    )  # fmt: skip


def _current(earning: Earning) -> Earning:
    rows = Earning.objects.select_related("voucher__club__place", "activity")
    row = rows.filter(pk=earning.pk, club=earning.club_id).first()
    if row is None:
        raise Conflict("gone", say.EARNING_GONE)
    return row


def take_gift(
    sponsor: Sponsor, amount: int, *, on: date, by: User, today: date, what: str = "", purpose: str = "",
    into: Account = Account.CASH, once: str = "",
) -> tuple[Gift, Event | None]:  # fmt: skip
    """A sponsor gave: the gift book and the ledger have it by `funds.gifts.give`, and this book who it was, in one act.

    `what` names a thing, `amount` is then its estimate in đồng. `once` is the key of the form: sent twice it writes
    once, and the second time there is no event. Raises Refused without KEEP_MONEY, Problem of the funds.
    """
    club = sponsor.club
    require(by, Verb.KEEP_MONEY, club.place, today)
    with writing(club.pk):
        current = Sponsor.objects.filter(pk=sponsor.pk, club=club).first()
        if current is None:
            raise Conflict("not_known", say.NOT_KNOWN)
        if on < current.from_on:
            raise Problem("gave_before", say.GAVE_BEFORE, field="on", day=written(current.from_on))
        giving = gifts.Giving(amount, current.name, what=what, purpose=purpose, into=into)
        gift = gifts.give(club, giving, on=on, by=by, today=today, once=once)
        where = {"gift": gift} if gift.voucher_id is None else {"voucher": gift.voucher_id}
        line = GivenLine.objects.get(**where)
        if line.sponsor_id is not None:
            return gift, None
        act = Act(club, by=by, today=today)
        act.update(line, sponsor_id=current.pk)
        act.on(on)
        return gift, act.note("sponsor_gave", current, {"sponsor": current.name, "value": amount, "on": on})
