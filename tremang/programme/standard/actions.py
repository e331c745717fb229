"""Every write of the standard."""

from datetime import date

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.models import LAUNCHED_STATES, Club, StateRow, state_on
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean
from tremang.places.journal import Journal
from tremang.programme.standard import problems as say
from tremang.programme.standard.models import Assessment, Result
from tremang.programme.territory.actions.hamlets import must_be_past


def assess_club(
    club: Club, assessed_on: date, result: Result, decided_by: str, *, by: User, today: date
) -> Event:  # fmt: skip
    """The result of an assessment on a day; written again for the same day, the newer result holds."""
    require(by, Verb.ASSESS, club.place, today)
    must_be_past(assessed_on, today, "assessed_on")
    with writing(club.pk):
        if club.launched_on is None:
            raise Problem("not_launched", say.NOT_LAUNCHED, field="assessed_on")
        if assessed_on < club.launched_on:
            raise Problem("before_launch", say.BEFORE_LAUNCH, field="assessed_on", day=written(club.launched_on))
        if state_on(list(StateRow.objects.filter(club=club)), assessed_on) not in LAUNCHED_STATES:
            raise Problem("closed", say.CLOSED, field="assessed_on", day=written(assessed_on))
        journal = Journal()
        values = {"result": result, "decided_by": clean(decided_by)[:160], "by_id": by.pk}
        row = Assessment.objects.filter(club=club, assessed_on=assessed_on).first()
        if row is None:
            row = Assessment(club=club, assessed_on=assessed_on, **values)
            journal.create(row)
        else:
            journal.update(row, **values)
        words = {"club": club.name, "assessed_on": assessed_on, "result": result}
        return journal.record(club.pk, "assess_club", row, words, assessed_on, by_id=by.pk)
