"""What a commune declares of itself: people per year, and what it is like."""

from datetime import date

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.kernel.format import number
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean
from tremang.places.journal import Journal
from tremang.places.models import Dated, Place, Population, Profile
from tremang.places.tree import ONE_DAY, must_have_begun
from tremang.programme.territory import problems as say
from tremang.programme.territory.actions.hamlets import must_be_open, must_be_past

FIRST_YEAR = 2020
MOST_PEOPLE = 2_000_000


def check_year(year: int, today: date) -> None:
    """Refuse a year that is long past or has not begun."""
    if not FIRST_YEAR <= year <= today.year:
        raise Problem("bad_year", say.BAD_YEAR, field="year", year=year, first=FIRST_YEAR, last=today.year)


def declare_population(
    commune: Place, year: int, people: int, older: int | None, source: str, *, by: User, today: date
) -> Event:  # fmt: skip
    """People aged 15 or more and people aged 60 or more in a year; said again, the newer numbers hold."""
    require(by, Verb.KEEP_COMMUNE, commune, today)
    must_be_open(commune, today)
    check_year(year, today)
    if not 1 <= people <= MOST_PEOPLE:
        raise Problem("no_people", say.NO_PEOPLE, field="people")
    if older is not None and not 0 <= older <= people:
        raise Problem("older_more", say.OLDER_MORE, field="older", older=number(older), people=number(people))
    with writing(commune.pk):
        journal = Journal()
        values = {"people": people, "older": older, "source": clean(source)[:200]}
        row = Population.objects.filter(Population.by(), commune=commune, year=year).first()
        if row is None:
            row = Population(commune=commune, year=year, **values)
            journal.create(row)
        else:
            journal.update(row, **values)
        words = {"commune": commune.name, "year": year, "people": people}
        return journal.record(commune.pk, "declare_population", row, words, date(year, 1, 1), by_id=by.pk)


def describe_commune(
    commune: Place, since: date, *, is_difficult: bool, is_mountainous: bool, is_ethnic: bool,
    trained_before_2026: bool, by: User, today: date,
) -> Event:  # fmt: skip
    """What the plan asks of a commune when it sets priorities (III.1), from a day on."""
    require(by, Verb.KEEP_COMMUNE, commune, today)
    must_be_open(commune, today)
    must_be_past(since, today, "since")
    must_have_begun(commune, since, "since")
    values = {
        "is_difficult": is_difficult, "is_mountainous": is_mountainous, "is_ethnic": is_ethnic,
        "trained_before_2026": trained_before_2026,
    }  # fmt: skip
    with writing(commune.pk):
        journal = Journal()
        running = Profile.objects.filter(Dated.on(since), commune=commune).order_by("-from_on").first()
        later = Profile.objects.filter(commune=commune, from_on__gt=since).order_by("from_on").first()
        if running is not None and running.from_on == since:
            row = running
            journal.update(row, **values)
        else:
            if running is not None:
                journal.update(running, to_on=since - ONE_DAY)
            row = Profile(commune=commune, from_on=since, to_on=later.from_on - ONE_DAY if later else None, **values)
            journal.create(row)
        words = {"commune": commune.name}
        return journal.record(commune.pk, "describe_commune", row, words, since, by_id=by.pk)
