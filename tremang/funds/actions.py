"""Every write of the funds."""

from datetime import date

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.models import Club
from tremang.funds import problems as say
from tremang.funds.models import DeclaredBalance
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem
from tremang.places.journal import Journal


def declare_balance(
    club: Club, declared_on: date, cash: int, bank: int, loans: int, *, by: User, today: date
) -> Event:  # fmt: skip
    """The income fund at the end of a day in whole đồng; written again for the same day, the newer sums hold."""
    require(by, Verb.KEEP_MONEY, club.place, today)
    if declared_on > today:
        raise Problem("future", say.FUTURE, field="declared_on", day=written(declared_on))
    with writing(club.pk):
        if club.launched_on is None:
            raise Problem("not_launched", say.NOT_LAUNCHED, field="declared_on")
        if declared_on < club.launched_on:
            raise Problem("before_launch", say.BEFORE_LAUNCH, field="declared_on", day=written(club.launched_on))
        journal = Journal()
        values = {"cash": cash, "bank": bank, "loans": loans, "by_id": by.pk}
        row = DeclaredBalance.objects.filter(club=club, declared_on=declared_on).first()
        if row is None:
            row = DeclaredBalance(club=club, declared_on=declared_on, **values)
            journal.create(row)
        else:
            journal.update(row, **values)
        words = {"club": club.name, "declared_on": declared_on, "total": row.total}
        return journal.record(club.pk, "declare_balance", row, words, declared_on, by_id=by.pk)
