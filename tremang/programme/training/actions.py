"""Every write of training: the list of officials, and who completed which course."""

from collections.abc import Iterable
from datetime import date

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean
from tremang.members.models import BoardMember
from tremang.places.journal import Journal
from tremang.places.models import Dated, Place
from tremang.places.queries import under
from tremang.programme.territory.actions.hamlets import must_be_open, must_be_past
from tremang.programme.training import problems as say
from tremang.programme.training.models import CourseKind, CourseRecord, Official

FIRST_CLUB = date(2005, 1, 1)


def list_official(place: Place, full_name: str, position: str, from_on: date, *, by: User, today: date) -> Event:
    """Put somebody on the list of officials of a commune or of the City."""
    require(by, Verb.KEEP_COMMUNE, place, today)
    must_be_open(place, today)
    full_name = clean(full_name)[:120]
    if len(full_name.split()) < 2:
        raise Problem("no_name", say.NO_NAME, field="full_name")
    must_be_past(from_on, today, "from_on")
    with writing(place.pk):
        held = Official.objects.filter(Dated.on(from_on) | Dated.on(today), place=place, full_name=full_name).first()
        if held is not None:
            raise Problem("listed", say.LISTED, field="full_name", name=full_name, day=written(held.from_on))
        journal = Journal()
        row = Official(place=place, full_name=full_name, position=clean(position)[:120], from_on=from_on)
        journal.create(row)
        words = {"commune": place.name, "name": full_name}
        return journal.record(place.pk, "list_official", row, words, from_on, by_id=by.pk)


def end_official(official: Official, last: date, *, by: User, today: date) -> Event:
    """The last day on which somebody carried out the plan."""
    place = official.place
    require(by, Verb.KEEP_COMMUNE, place, today)
    must_be_past(last, today, "last")
    with writing(place.pk):
        official.refresh_from_db()
        if official.to_on is not None:
            raise Problem("ended", say.ENDED, field="last", name=official.full_name, day=written(official.to_on))
        if last < official.from_on:
            raise Problem(
                "before_start", say.BEFORE_START, field="last", name=official.full_name, day=written(official.from_on)
            )
        journal = Journal()
        journal.update(official, to_on=last)
        words = {"commune": place.name, "name": official.full_name, "last": last}
        return journal.record(place.pk, "end_official", official, words, last, by_id=by.pk)


def complete_course(
    officials: Iterable[Official], kind: CourseKind, completed_on: date, organiser: str, *, by: User, today: date
) -> Event:  # fmt: skip
    """Officials of one place completed a course on a day. Those already written for that day are left as they are."""
    chosen = list(officials)
    if not chosen:
        raise Problem("nobody", say.NOBODY, field="who")
    place = chosen[0].place
    for official in chosen:
        require(by, Verb.KEEP_TRAINING, official.place, today)
    _sound_day(completed_on, today)
    with writing(place.pk):
        journal = Journal()
        for official in chosen:
            row = CourseRecord(
                official=official, kind=kind, completed_on=completed_on, organiser=clean(organiser)[:160]
            )
            if not CourseRecord.objects.filter(official=official, kind=kind, completed_on=completed_on).exists():
                journal.create(row)
        if not journal.touched:
            raise Problem(
                "course_known",
                say.COURSE_KNOWN,
                field="completed_on",
                day=written(completed_on),
                name=chosen[0].full_name,
            )
        words = {
            "names": ", ".join(official.full_name for official in chosen), "kind": kind, "completed_on": completed_on,
        }  # fmt: skip
        subject = next(iter(journal.touched.values()))
        return journal.record(place.pk, "complete_course", subject, words, completed_on, by_id=by.pk)


def train_board(
    commune: Place, people: Iterable[int], kind: CourseKind, completed_on: date, organiser: str, *, by: User, today: date
) -> Event:  # fmt: skip
    """Members of boards of the commune's clubs completed a course on a day; `people` are ids of persons."""
    require(by, Verb.KEEP_TRAINING, commune, today)
    must_be_open(commune, today)
    chosen = set(people)
    if not chosen:
        raise Problem("nobody", say.NOBODY, field="who")
    _sound_day(completed_on, today)
    with writing(commune.pk):
        serving = BoardMember.objects.filter(under(commune.path, "club__place__path"), person__in=chosen)
        clubs_of: dict[int, set[int]] = {}
        for person, club in serving.values_list("person", "club"):
            clubs_of.setdefault(person, set()).add(club)
        if chosen - set(clubs_of):
            raise Problem("not_here", say.NOT_HERE, field="who", place=commune.name)
        known = set(
            CourseRecord.objects.filter(person__in=chosen, kind=kind, completed_on=completed_on).values_list(
                "person", flat=True
            )
        )
        journal = Journal()
        for person in sorted(chosen - known):
            journal.create(
                CourseRecord(person_id=person, kind=kind, completed_on=completed_on, organiser=clean(organiser)[:160])
            )
        if not journal.touched:
            raise Problem(
                "course_known", say.COURSE_KNOWN, field="completed_on", day=written(completed_on), name=commune.name
            )
        everywhere = BoardMember.objects.filter(person__in=chosen).values_list("club", flat=True)
        words = {"commune": commune.name, "count": len(journal.touched), "kind": kind, "completed_on": completed_on}
        subject = next(iter(journal.touched.values()))
        return journal.record(
            commune.pk, "train_board", subject, words, completed_on, by_id=by.pk, stale=sorted(set(everywhere))
        )


def _sound_day(completed_on: date, today: date) -> None:
    must_be_past(completed_on, today, "completed_on")
    if completed_on < FIRST_CLUB:
        raise Problem("far_past", say.FAR_PAST, field="completed_on", day=written(completed_on))
