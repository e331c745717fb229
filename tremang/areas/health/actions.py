"""Every write of readings: a round down the list, a line corrected or dropped, what is erased after a consent is withdrawn."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.areas.common.acts import Act
from tremang.areas.common.models import Counted
from tremang.areas.common.queries import called_on
from tremang.areas.common.rules import may_be_done_on
from tremang.areas.health import problems as say
from tremang.areas.health.blanking import remove
from tremang.areas.health.models import MeasuringRound, Reading
from tremang.areas.health.queries import consented
from tremang.clubs.models import Club
from tremang.kernel.format import day as written
from tremang.kernel.ids import new_id
from tremang.kernel.lock import worked_out_ahead, writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem
from tremang.kernel.rows import made, read_ids
from tremang.meetings.areas import Area
from tremang.members.actions import agreed
from tremang.members.erasing import forget_rows
from tremang.members.models import LeaveReason, Membership, Person, Purpose

ROUND = "round"  # the kind of the activity that a round counts as
WITHDRAWN = "Người này rút lại lời đồng ý cho ghi chỉ số sức khỏe"


@dataclass(frozen=True)
class Taken:
    """What was measured of a member, in the units of `Reading`; nothing at all takes back what stands."""

    systolic: int | None = None
    diastolic: int | None = None
    weight: int | None = None
    waist: int | None = None
    glucose: int | None = None
    typed: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was measured."""
        return not any((self.systolic, self.weight, self.waist, self.glucose))

    def columns(self) -> dict[str, Any]:
        """The columns of a reading."""
        return {
            "systolic": self.systolic, "diastolic": self.diastolic, "weight": self.weight, "waist": self.waist,
            "glucose": self.glucose, "typed": self.typed[:200],
        }  # fmt: skip


def measure(
    club: Club, day: date, taken: Mapping[int, Taken], agreeing: Collection[int] = (), *, by: User, today: date
) -> Event | None:
    """Write what was measured on `day`, membership → figures, and the consent of those of `agreeing` who were asked.

    A member has one reading a day: a second one corrects it, an empty one drops it. The day counts as one activity with
    all who were measured. None where nothing changes. Raises Refused; Problem for one who had died, had left, or has
    not consented, with the field of his row.
    """
    require(by, Verb.KEEP_BOOKS, club.place, today)
    require(by, Verb.SEE_HEALTH, club.place, today)

    def write() -> Event | None:
        may_be_done_on(club, day, today, "on")
        members = _members(club, day, {*taken, *agreeing})
        act = Act(club, by=by, today=today)
        act.on(day)
        persons = {members[pk].person_id for pk in members}
        standing = consented(persons)
        asked = [members[pk].person for pk in agreeing if members[pk].person_id not in standing]
        consents = agreed(asked, Purpose.HEALTH, club=club, by=by, today=today) if asked else []
        standing |= {row.person_id for row in consents}
        for pk, one in taken.items():
            if not one.is_empty and members[pk].person_id not in standing:
                raise Problem("no_consent", say.NO_CONSENT, field=f"yes-{pk}", name=called_on(members[pk], day))
        act.create_all(consents)
        verb, row = _write(act, club, day, taken)
        subject = row or (consents[0] if consents else None)
        if subject is None:
            return None
        return act.note(verb, subject, {"day": day})  # not of how many: where few are kept back, many would tell them

    return worked_out_ahead(club.pk, write)


def _members(club: Club, day: date, wanted: set[int]) -> dict[int, Membership]:
    """Those of `wanted`, all of them members alive on `day`; raises Problem at the row of the first who was not."""
    members = {pk: row for pk, row in read_ids(Membership, wanted).items() if row.club_id == club.pk}
    if len(members) != len(wanted):
        raise Problem("stranger", say.STRANGER)
    persons = read_ids(Person, [row.person_id for row in members.values()])
    for row in members.values():
        row.person = persons[row.person_id]
        if problem := absent(row, day):
            raise problem
    return members


def absent(row: Membership, day: date) -> Problem | None:
    """Why nothing can have been measured of a member on `day`; None where it can."""
    died_on = row.person.died_on
    is_dead = died_on is not None and died_on < day
    runs = row.joined_on <= day and (row.left_on is None or row.left_on >= day)
    if not is_dead and runs and row.leave_reason != LeaveReason.MISTAKE:
        return None
    words = {"field": f"bp-{row.pk}", "name": called_on(row, day), "day": written(day)}
    if is_dead:
        return Problem("dead", say.DEAD, died=written(died_on), **words)
    return Problem("not_then", say.NOT_THEN, **words)


def _write(
    act: Act, club: Club, day: date, taken: Mapping[int, Taken]
) -> tuple[str, MeasuringRound | None]:  # fmt: skip
    """The rows of `measure`: what it was, and the round where anything changed."""
    row = MeasuringRound.objects.filter(club=club, on=day).select_related("activity").first()
    there = {one.membership_id: one for one in Reading.objects.filter(club=club, on=day)} if row else {}
    new = {pk: one for pk, one in taken.items() if not one.is_empty and pk not in there}
    gone = [pk for pk, one in taken.items() if one.is_empty and pk in there]
    altered = [
        pk for pk, one in taken.items() if not one.is_empty and pk in there and _figures(there[pk]) != _figures(one)
    ]
    if not (new or gone or altered):
        return "agree_health", None
    for pk in altered:
        act.update(there[pk], **taken[pk].columns())
    for pk in gone:
        act.drop(there[pk])
    measured = [*({*there} - {*gone}), *new]
    if measured:
        counted = Counted(ROUND, Area.HEALTH, day, str(say.MEASURED), measured, at_meeting=True)
        activity = act.count(row.activity if row else None, counted)
        if row is None:
            row = MeasuringRound(club=club, on=day, activity=activity, by_id=act.by.pk)
            act.create(row)
    elif row is not None:
        act.drop(row)
        act.count(row.activity, None)
    if row is not None:
        common = {"club_id": club.pk, "round_id": row.pk, "on": day, "by_id": act.by.pk}
        own = [{"id": new_id(), "membership_id": pk} | one.columns() for pk, one in sorted(new.items())]
        act.create_all([made(Reading, common | columns) for columns in own])
    verb = "measure" if new else "correct_reading" if altered else "drop_reading"
    return verb, row


def _figures(row: Any) -> tuple[int | None, ...]:
    return row.systolic, row.diastolic, row.weight, row.waist, row.glucose


def erase(person: Person, club: Club, *, by: User, today: date) -> int:
    """Destroy what the club holds of the health of one who withdrew his consent; how many rows that were.

    It cannot be taken back: the words of the events about these rows go as well. Raises Refused; Problem while the
    consent stands, or where nothing is left.
    """
    require(by, Verb.SEE_HEALTH, club.place, today)
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    with writing(club.pk):
        if consented([person.pk]):
            raise Problem("not_withdrawn", say.NOT_WITHDRAWN)
        keys = remove(person, club)
        if not keys:
            raise Problem("nothing_kept", say.NOTHING_KEPT)
        forget_rows(club.pk, keys, "erase_readings", person, legal_basis=WITHDRAWN, by=by)
    return len(keys)
