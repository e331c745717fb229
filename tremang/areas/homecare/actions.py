"""The acts of the book besides its registers: the visits of a week in one pass."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.areas.common.acts import Act
from tremang.areas.common.models import Activity, Participant
from tremang.areas.common.rules import are_members_on, may_be_done_on
from tremang.areas.homecare import problems as say
from tremang.areas.homecare.book import counted
from tremang.areas.homecare.forms import REPORT_LIMIT
from tremang.areas.homecare.models import CarePair, CareVisit, Why
from tremang.areas.homecare.queries import pair_of, pairs
from tremang.areas.homecare.rules import are_there, came_or_not
from tremang.clubs.models import Club
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.text import clean


@dataclass(frozen=True)
class Line:
    """What is said of one planned visit: it was made, with what was done (bits) and what must be reported, or `why` not."""

    pair: int
    day: date
    done: int = 0
    report: str = ""
    why: str = ""


def record_care_visits(club: Club, lines: Iterable[Line], *, by: User, today: date) -> Event | None:
    """Write planned visits in one act, each with an activity of its own; None where all were written before.

    A line that is written already is passed over, so the same page sent twice writes once. Raises Refused; Problem for a
    day to come, for somebody who was no member then; Conflict where the plan changed meanwhile.
    """
    require(by, Verb.KEEP_BOOKS, club.place, today)
    require(by, Verb.SEE_CARE, club.place, today)
    asked = sorted(set(lines), key=lambda line: (line.day, line.pair))
    if not asked:
        raise Problem("nothing_ticked", say.NOTHING_TICKED)
    with writing(club.pk):
        plans = {row.pk: row for row in pairs(club, by, today, asked[0].day)}
        told = set(
            CareVisit.objects.filter(club=club, on__range=(asked[0].day, asked[-1].day)).values_list(
                "cared", "volunteer", "on"
            )
        )
        rows = [_visit(club, plans.get(line.pair), line, by) for line in asked]
        rows = [row for row in rows if (row.cared_id, row.volunteer_id, row.on) not in told]
        for day in sorted({row.on for row in rows}):
            _there(club, [row for row in rows if row.on == day], day, today)
        if not rows:
            return None
        act = Act(club, by=by, today=today)
        _write(act, rows)
        words = {"count": len(rows), "first": rows[0].on, "last": rows[-1].on}
        return act.note("record_care_visits", rows[0], words)


def _visit(club: Club, pair: CarePair | None, line: Line, by: User) -> CareVisit:
    """The row of a line, not saved; raises where the pair does not plan a visit on its day or what is said cannot be."""
    if pair is None or not pair_of(pair).holds_on(line.day):
        raise Conflict("not_planned", say.NOT_PLANNED, day=written(line.day))
    report = clean(line.report)
    if len(report) > REPORT_LIMIT:
        raise Problem("too_long", say.TOO_LONG, limit=REPORT_LIMIT)
    row = CareVisit(
        club=club, cared=pair.cared, volunteer=pair.volunteer, on=line.day, done=line.done, report=report,
        why=line.why if line.why in Why.values else "", by_id=by.pk,
    )  # fmt: skip
    came_or_not(row)
    return row


def _there(club: Club, rows: list[CareVisit], day: date, today: date) -> None:
    may_be_done_on(club, day, today)
    are_there(club, [row.cared for row in rows], day)
    are_members_on(club, [row.volunteer_id for row in rows], day)


def _write(act: Act, rows: list[CareVisit]) -> None:
    """Visits with their activities and those who took part, in three statements however many there are."""
    activities, persons = [], []
    for row in rows:
        act.on(row.on)
        told = counted(row)
        if told is None:
            continue
        row.activity = Activity(club=act.club, by_id=act.by.pk, **told.columns())
        activities.append(row.activity)
        persons += [Participant(club=act.club, activity=row.activity, membership_id=member) for member in told.members]
    act.create_all(activities)
    act.create_all(persons)
    act.create_all(rows)
