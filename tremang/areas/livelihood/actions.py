"""The acts of the book besides its registers: who comes into an income group and leaves it, the pairs of a month in one pass."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.areas.common.acts import Act
from tremang.areas.common.models import Activity, Counted, Participant
from tremang.areas.common.rules import are_members_on, in_order, may_be_done_on, overlaps
from tremang.areas.livelihood import problems as say
from tremang.areas.livelihood.book import JOINED, counted_month
from tremang.areas.livelihood.forms import LINE_LIMIT
from tremang.areas.livelihood.models import IncomeGroup, IncomeMember, MentorMonth
from tremang.areas.livelihood.queries import month_lines, pairs_in, until_of
from tremang.areas.livelihood.rules import check_group
from tremang.clubs.models import Club
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.periods import Month, month_first, month_last
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.text import clean
from tremang.meetings.areas import Area


def found_group(
    club: Club, values: dict[str, Any], members: Iterable[int] = (), *, by: User, today: date, pk: int | None = None
) -> tuple[IncomeGroup, Event | None]:
    """A new income group with its first members, in one act; `pk` as in `common.actions.add`. Raises Refused, Problem."""
    require(by, Verb.KEEP_BOOKS, club.place, today)
    chosen = sorted(set(members))
    with writing(club.pk):
        if pk is not None and (known := IncomeGroup.objects.filter(pk=pk).first()) is not None:
            if known.club_id == club.pk:
                return known, None
            pk = None
        row = IncomeGroup(club=club, by_id=by.pk, **({"pk": pk} if pk else {}), **values)
        check_group(club, row, (), today)
        act = Act(club, by=by, today=today)
        act.on(row.from_on)
        act.create(row)
        if chosen:
            _join(act, row, chosen, row.from_on)
        return row, act.note("found_income_group", row, {"group": row.name, "count": len(chosen), "day": row.from_on})


def join_group(group: IncomeGroup, members: Iterable[int], day: date, *, by: User, today: date) -> Event:
    """Members come into a group on a day; together they are one activity that names each. Raises Refused, Problem, Conflict."""
    club, chosen = group.club, sorted(set(members))
    require(by, Verb.KEEP_BOOKS, club.place, today)
    if not chosen:
        raise Problem("nobody", say.NOBODY, field="members")
    with writing(club.pk):
        current = _group(group)
        act = Act(club, by=by, today=today)
        _join(act, current, chosen, day)
        return act.note("join_income_group", current, {"group": current.name, "count": len(chosen), "day": day})


def _join(act: Act, group: IncomeGroup, members: list[int], day: date) -> None:
    may_be_done_on(act.club, day, act.today, "from_on")
    if day < group.from_on or (group.to_on is not None and day > group.to_on):
        raise Problem("outside_group", say.OUTSIDE_GROUP, field="from_on", day=written(day))
    are_members_on(act.club, members, day)
    there = IncomeMember.objects.filter(overlaps(day, None), group=group, membership__in=members)
    if (one := there.select_related("membership__person").first()) is not None:
        raise Problem("in_group", say.IN_GROUP, field="members", name=one.membership.person.full_name)
    words = _("Vào “%(group)s”") % {"group": group.name}
    activity = act.count(None, Counted(JOINED, Area.LIVELIHOOD, day, words, members))
    act.create_all(
        [
            IncomeMember(
                club=act.club, group=group, membership_id=member, from_on=day, activity=activity, by_id=act.by.pk
            )
            for member in members
        ]
    )


def leave_group(row: IncomeMember, day: date, *, by: User, today: date) -> Event:
    """The last day of a member in a group. Raises Refused, Problem for a day that cannot be, Conflict where he has left."""
    club = row.club
    require(by, Verb.KEEP_BOOKS, club.place, today)
    with writing(club.pk):
        current = _member(row)
        if current.to_on is not None:
            raise Conflict("left_already", say.LEFT_ALREADY)
        may_be_done_on(club, day, today, "to_on")
        in_order(current.from_on, day)
        act = Act(club, by=by, today=today)
        act.update(current, to_on=day)
        return act.note("leave_income_group", current, {**_words(current), "day": day})


def drop_member(row: IncomeMember, *, by: User, today: date) -> Event:
    """Take a member out of a group who was written there by mistake; the activity of those who joined goes with the last."""
    club = row.club
    require(by, Verb.KEEP_BOOKS, club.place, today)
    with writing(club.pk):
        current = _member(row)
        act = Act(club, by=by, today=today)
        activity = current.activity
        act.drop(current)
        left = list(
            IncomeMember.objects.filter(activity=activity).order_by("membership").values_list("membership", flat=True)
        )
        if left:
            words = Counted(JOINED, Area.LIVELIHOOD, activity.day, activity.what, left)
            act.count(activity, words)
        else:
            act.discount(activity)
        return act.note("drop_income_member", current.group, _words(current))


def _words(row: IncomeMember) -> dict[str, Any]:
    return {"name": row.membership.person.full_name, "group": row.group.name}


def _group(group: IncomeGroup) -> IncomeGroup:
    current = IncomeGroup.objects.filter(pk=group.pk, club=group.club_id).first()
    if current is None:
        raise Conflict("gone", say.GROUP_GONE)
    return current


def _member(row: IncomeMember) -> IncomeMember:
    rows = IncomeMember.objects.select_related("group", "membership__person", "activity")
    current = rows.filter(pk=row.pk, club=row.club_id).first()
    if current is None:
        raise Conflict("gone", say.GROUP_GONE)
    return current


@dataclass(frozen=True)
class Line:
    """What is said of a pair for a month."""

    pair: int
    what: str
    result: str = ""


def record_months(club: Club, month: Month, lines: Iterable[Line], *, by: User, today: date) -> Event | None:
    """Write what the pairs of a month did, in one act; a pair that has its line is passed over. None where all have.

    The day of a line is the last of the month on which the pair held, today at the latest. Raises Refused; Problem for
    words that are too long or missing, Conflict for a pair that does not hold in that month.
    """
    require(by, Verb.KEEP_BOOKS, club.place, today)
    asked = {line.pair: line for line in lines}
    if not asked:
        raise Problem("nothing_written", say.NOTHING_WRITTEN)
    until = min(month_last(month), today)
    with writing(club.pk):
        may_be_done_on(club, until, today, "on")
        pairs = {pair.pk: pair for pair in pairs_in(club.pk, month_first(month), until)}
        known = month_lines(club.pk, month)
        rows = []
        for line in asked.values():
            what, result = clean(line.what), clean(line.result)
            if (pair := pairs.get(line.pair)) is None:
                raise Conflict("other_pair", say.OTHER_PAIR)
            if not what:
                raise Problem("result_alone", say.RESULT_ALONE)
            if max(len(what), len(result)) > LINE_LIMIT:
                raise Problem("too_long", say.TOO_LONG, limit=LINE_LIMIT)
            if pair.pk not in known:
                on = min(day for day in (until, until_of(pair)) if day is not None)
                rows.append(
                    MentorMonth(club=club, pair=pair, month=month, on=on, what=what, result=result, by_id=by.pk)
                )
        if not rows:
            return None
        act = Act(club, by=by, today=today)
        _write(act, rows)
        words = {"count": len(rows), "month": f"{month % 12 + 1}/{month // 12}"}
        return act.note("record_mentor_months", rows[0], words)


def _write(act: Act, rows: list[MentorMonth]) -> None:
    """Lines with their activities and those helped, in three statements however many there are."""
    persons = []
    for row in rows:
        act.on(row.on)
        told = counted_month(row)
        row.activity = Activity(club=act.club, by_id=act.by.pk, **told.columns())
        persons += [Participant(club=act.club, activity=row.activity, membership_id=member) for member in told.members]
    act.create_all([row.activity for row in rows])
    act.create_all(persons)
    act.create_all(rows)
