"""Every write of communication."""

from datetime import date

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.kernel.format import number
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean
from tremang.places.journal import Journal
from tremang.places.models import Place, Population
from tremang.programme.communication.models import ReachDeclaration
from tremang.programme.communication.problems import MORE_THAN_PEOPLE, NO_METHOD
from tremang.programme.territory.actions.declare import check_year
from tremang.programme.territory.actions.hamlets import must_be_open


def declare_reach(commune: Place, year: int, reached: int, method: str, *, by: User, today: date) -> Event:
    """How many people communication reached in a year, each once, and how they were counted."""
    require(by, Verb.KEEP_COMMUNE, commune, today)
    must_be_open(commune, today)
    check_year(year, today)
    method = clean(method)[:200]
    if len(method) < 5:
        raise Problem("no_method", NO_METHOD, field="method")
    with writing(commune.pk):
        people = Population.objects.filter(Population.by(), commune=commune, year=year).first()
        if people is not None and reached > people.people:
            raise Problem(
                "more_than_people", MORE_THAN_PEOPLE, field="reached", people=number(people.people), year=year
            )
        journal = Journal()
        values = {"reached": reached, "method": method, "declared_on": today}
        row = ReachDeclaration.objects.filter(ReachDeclaration.by(), commune=commune, year=year).first()
        if row is None:
            row = ReachDeclaration(commune=commune, year=year, **values)
            journal.create(row)
        else:
            journal.update(row, **values)
        words = {"commune": commune.name, "year": year, "reached": reached}
        return journal.record(commune.pk, "declare_reach", row, words, date(year, 1, 1), by_id=by.pk)
