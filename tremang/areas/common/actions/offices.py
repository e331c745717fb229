"""What an office did for many clubs at once, and what each club says of it.

The support itself stands in the chain of the office's place; what it means for a club is an activity in that club's own
chain, written under that club's lock, one club after the other. So no lock is held for long, however many clubs there
are, and each club's log tells everything that stands in its books. An act that breaks off half-way is gone on with by
sending it again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.areas.common import problems as say
from tremang.areas.common.acts import Act
from tremang.areas.common.done import check
from tremang.areas.common.models import WHAT_LIMIT, Activity, OfficeSupport, SupportAnswer
from tremang.areas.common.queries import COUNTS
from tremang.clubs.books import take_back
from tremang.clubs.models import Club, State, StateRow
from tremang.kernel.events import key, mark_stale, plain, record
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.text import clean
from tremang.meetings.areas import Area
from tremang.places.journal import Journal
from tremang.places.models import Place

Answer = SupportAnswer.Answer
GIVER_LIMIT = 120
WITHDRAW = "withdraw_office_support"  # said of the support in the chains of its place and of each club
NEAR = timedelta(days=3)  # so far apart may be the days on which an office and a club wrote the same thing


@dataclass(frozen=True)
class Given:
    """What giving did: the support, the clubs that now find it in their books, and those that could not have had it."""

    support: OfficeSupport
    asked: list[Club]
    left_out: list[Club]


def give(
    place: Place, values: Mapping[str, Any], clubs: Iterable[Club], *, people: Mapping[int, int] | None = None, by: User,
    today: date, pk: int | None = None,
) -> Given:  # fmt: skip
    """An office gave support to clubs at or below `place`: `values` are area, day, what, giver, themes.

    `people` took part, by club, as far as the office knows. `pk` is the id that the form was given when it was made: the
    same form sent again writes nothing twice, and asks the clubs that were not yet asked. Clubs that had not been
    launched by that day, or had closed, are left out. Raises Refused where the power does not reach the place.
    """
    require(by, Verb.GIVE_SUPPORT, place, today)
    chosen = {club.pk: club for club in clubs}
    if not all(place.contains(club.place) for club in chosen.values()):
        raise Problem("not_here", say.NOT_HERE, field="clubs", place=place.name)
    made = _sound(place, values, by, today, pk)
    if not chosen:
        raise Problem("no_clubs", say.NO_CLUBS, field="clubs")
    fit = _open_on(chosen, made.day)
    if not fit:
        raise Problem("none_fit", say.NONE_FIT, field="day", day=written(made.day))
    support = _written(made)
    asked = [club for club in fit if _ask(support, club, (people or {}).get(club.pk, 0), by, today)]
    return Given(support, asked, [club for club in chosen.values() if club not in fit])


def _sound(place: Place, values: Mapping[str, Any], by: User, today: date, pk: int | None) -> OfficeSupport:
    """The support as a row not yet saved; raises Problem where it cannot be."""
    what, giver = clean(values["what"])[:WHAT_LIMIT], clean(values["giver"])[:GIVER_LIMIT]
    if not what:
        raise Problem("no_words", say.NO_WORDS, field="what", example="khám sức khỏe tại trạm y tế")
    if not giver:
        raise Problem("no_giver", say.NO_GIVER, field="giver")
    if values["day"] > today:
        raise Problem("in_future", say.IN_FUTURE, field="day", day=written(values["day"]))
    return OfficeSupport(
        **({"pk": pk} if pk else {}), place=place, area=Area(values["area"]).value, day=values["day"], what=what,
        giver=giver, themes=values.get("themes", 0), by_id=by.pk,
    )  # fmt: skip


def _open_on(clubs: Mapping[int, Club], day: date) -> list[Club]:
    """Those of `clubs` that had been launched by `day` and had not closed. One query."""
    ends = StateRow.objects.filter(club__in=list(clubs), state__in=[State.DISSOLVED, State.MERGED], from_on__lte=day)
    closed = set(ends.values_list("club", flat=True))
    return [club for club in clubs.values() if club.launched_on and club.launched_on <= day and club.pk not in closed]


def _written(made: OfficeSupport) -> OfficeSupport:
    """The support as it stands in the database, written now unless the same form was sent before."""
    with writing(made.place_id):
        known = OfficeSupport.objects.filter(pk=made.pk).first()
        if known is not None and (known.place_id, known.by_id) == (made.place_id, made.by_id):
            return known
        if known is not None:
            made.pk = OfficeSupport._meta.pk.get_default()
        journal = Journal()
        journal.create(made)
        journal.record(made.place_id, "give_office_support", made, _words(made), made.day, by_id=made.by_id)
        return made


def _ask(support: OfficeSupport, club: Club, people: int, by: User, today: date) -> bool:
    """Write what the office gave into the club's book, to wait for its word; False where the club was asked before."""
    with writing(club.pk):
        known = (Activity.objects, SupportAnswer.objects)
        if any(rows.filter(club=club, office=support).exists() for rows in known):
            return False
        act = Act(club, by=by, today=today)
        act.on(support.day)
        row = waiting_row(support, club)
        row.people, row.by_id = people, by.pk
        act.create(row)
        act.note("give_office_support", row, _words(support))
    return True


def withdraw(support: OfficeSupport, *, by: User, today: date) -> Event:
    """Take support back that was written by mistake, as long as no club has answered.

    Raises Problem where one has. Where a club answers while this goes on, it keeps what it said and the support stays.
    """
    place = support.place
    require(by, Verb.GIVE_SUPPORT, place, today)
    if SupportAnswer.objects.filter(office=support).exists():
        raise Problem("clubs_answered", say.CLUBS_ANSWERED)
    for row in list(Activity.objects.filter(office=support).select_related("club__place").order_by("club")):
        with writing(row.club_id):
            current = Activity.objects.filter(pk=row.pk, is_confirmed=False).first()
            if current is not None:
                act = Act(row.club, by=by, today=today)
                act.discount(current)
                act.note(WITHDRAW, support, _words(support))
    with writing(place.pk):
        current_support = OfficeSupport.objects.filter(pk=support.pk).first()
        if current_support is None:
            raise Conflict("gone", say.GONE)
        if current_support.answers.exists() or current_support.activities.exists():
            raise Problem("clubs_answered", say.CLUBS_ANSWERED)
        name, words = key(current_support), _words(current_support)
        was = {name: plain(current_support)}
        current_support.delete()
        mark_stale([place.pk], support.day)
        body = {**words, "since": support.day, "was": was}
        return record(place.pk, WITHDRAW, name, by_id=by.pk, body=body, rows={name: None})


def undo_withdraw(place: Place, event_pk: int, *, by: User, today: date) -> OfficeSupport:
    """Bring back support that was withdrawn, with the lines that wait in the clubs' books; broken off, it is gone on with.

    Raises Problem where that can no longer be. A club that has its line or has answered by then is passed over.
    """
    require(by, Verb.GIVE_SUPPORT, place, today)
    acts = Event.objects.filter(verb=WITHDRAW).select_related("content")
    event = acts.filter(pk=event_pk, chain_id=place.pk).first()
    if event is None:
        raise Problem("nothing_to_undo", say.NOTHING_TO_UNDO)
    support = int(event.subject.partition(":")[2])
    with writing(place.pk):
        if not OfficeSupport.objects.filter(pk=support).exists():
            take_back(event, by=by)
    of_clubs = acts.filter(subject=event.subject).exclude(chain_id=place.pk).order_by("pk")
    for club, newest in {one.chain_id: one for one in of_clubs}.items():
        with writing(club):
            known = (Activity.objects, SupportAnswer.objects)
            if not any(rows.filter(club=club, office=support).exists() for rows in known):
                take_back(newest, by=by)
    return OfficeSupport.objects.get(pk=support)


def answer(
    activity: Activity, said: str, values: Mapping[str, Any] | None = None, own: int | None = None, *, by: User, today: date
) -> Event:  # fmt: skip
    """What a club says of support that waits in its book.

    `said` is YES (then `values` may correct day, what, people, outsiders, at_meeting), NO (it goes), or ALREADY: the
    activity `own`, of the same content within three days, is the same thing; it takes the office's name unless it bears
    one, and the waiting one goes. Raises Conflict where the club has answered before, Problem where what is said cannot be.
    """
    club = activity.club
    require(by, Verb.KEEP_BOOKS, club.place, today)
    with writing(club.pk):
        rows = Activity.objects.filter(pk=activity.pk, club=club, is_confirmed=False).select_related("office")
        current = rows.first()
        if current is None or current.office is None:
            raise Conflict("answered", say.ANSWERED)
        support, act = current.office, Act(club, by=by, today=today)
        said = _become(act, support, current, said, values, own)
        row = SupportAnswer(club=club, office=support, answer=Answer(said), by_id=by.pk)
        act.create(row)
        return act.note("answer_office_support", row, {**_words(support), "answer": str(Answer(said).label)})


def answer_anew(
    answered: SupportAnswer, was: str, said: str, values: Mapping[str, Any] | None = None, own: int | None = None, *,
    by: User, today: date,
) -> Event | None:  # fmt: skip
    """The club says something else than `was`, which it had said; as `answer`. None where that changes nothing.

    Raises Conflict where the answer changed since.
    """
    club, support = answered.club, answered.office
    require(by, Verb.KEEP_BOOKS, club.place, today)
    with writing(club.pk):
        row = SupportAnswer.objects.filter(pk=answered.pk, club=club, answer=was).first()
        if row is None:
            raise Conflict("answered", say.ANSWERED)
        act = Act(club, by=by, today=today)
        current = Activity.objects.filter(club=club, office=support).first()
        if row.answer == Answer.ALREADY and current is not None:
            if said == Answer.ALREADY and own == current.pk:
                return None
            act.on(current.day)
            act.update(current, office=None)  # the club's own line stays, without the office's name
            current = None
        said = _become(act, support, current, said, values, own)
        row.refresh_from_db()  # to drop a line is to say that it did not take place
        act.update(row, answer=Answer(said))
        if not act.changed:
            return None
        return act.note("answer_office_support", row, {**_words(support), "answer": str(Answer(said).label)})


def waiting_row(support: OfficeSupport, club: Club) -> Activity:
    """What a support is in the book of a club before the club has said anything; not yet saved."""
    return Activity(
        club=club, area=support.area, day=support.day, what=support.what, themes=support.themes, office=support,
        is_confirmed=False, by_id=support.by_id,
    )  # fmt: skip


def _become(
    act: Act, support: OfficeSupport, current: Activity | None, said: str, values: Mapping[str, Any] | None, own: int | None
) -> str:  # fmt: skip
    """Make the line `current` of a support, if there is one, what the club says of it; what the answer is called then."""
    club = act.club
    made = current or waiting_row(support, club)
    act.on(made.day)
    if said == Answer.YES:
        changes = dict(values or {})
        tried = Activity(**plain(made) | changes)
        check(club, tried, (), act.today)
        act.on(tried.day)
        if current is None:
            tried.is_confirmed = True
            act.create(tried)
        else:
            act.update(current, is_confirmed=True, **changes)
        return Answer.YES if (tried.day, tried.what) == (support.day, support.what) else Answer.CORRECTED
    if said == Answer.ALREADY:
        same = alike(made).exclude(pk=made.pk).filter(pk=own).first() if own else None
        if same is None:
            raise Problem("not_the_same", say.NOT_THE_SAME, field="own")
        act.on(same.day)
        if current is not None:
            act.discount(current)
        if same.office_id is None:  # another office's name stays
            act.update(same, office=support)
    elif current is not None:
        act.discount(current)
    return said


def alike(waiting: Activity) -> Any:
    """What stands in the club's book and may be what an office wrote: the same content within three days."""
    span = (waiting.day - NEAR, waiting.day + NEAR)
    rows = Activity.objects.filter(COUNTS, club=waiting.club_id, area=waiting.area, day__range=span)
    return rows.order_by("-day", "-pk")


def _words(support: OfficeSupport) -> dict[str, Any]:
    return {"what": support.what, "day": support.day, "giver": support.giver}
