"""Leaving a club, and moving to another."""

from datetime import date, timedelta

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.models import Club
from tremang.kernel.events import key, mark_stale, plain, record
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.problems import Problem
from tremang.members import problems
from tremang.members.actions.ending import end_with
from tremang.members.actions.joining import back_again, join, take_back_join
from tremang.members.data import past_day
from tremang.members.models import LeaveReason, Membership


def leave(membership: Membership, *, left_on: date, reason: str, by: User, today: date) -> Membership:
    """End a membership, and with it posts, the lead of a group and places in teams; `left_on` is its last day.

    A death is written on the card too. `reason` is one of LeaveReason; "mistake" says that it never should have been: it
    counts nowhere.
    """
    club = membership.club
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    past_day(left_on, today, "left_on")
    if reason not in LeaveReason.values:
        raise Problem("no_reason", problems.NO_REASON, field="reason")
    with writing(club.pk):
        membership.refresh_from_db()
        person = membership.person
        if membership.left_on is not None:
            raise Problem("gone_already", problems.GONE_ALREADY, name=person.full_name, day=written(membership.left_on))
        if left_on < membership.joined_on:
            raise Problem("before_join", problems.BEFORE_JOIN, field="left_on", day=written(membership.joined_on))
        membership.left_on, membership.leave_reason = left_on, reason
        membership.save(update_fields=["left_on", "leave_reason"])
        ended, was = end_with(membership, left_on)
        rows = {key(membership): plain(membership)} | ended
        if reason == LeaveReason.DIED:
            person.died_on = left_on
            person.save(update_fields=["died_on"])
            rows[key(person)] = plain(person)
        body = {"name": person.full_name, "left_on": left_on, "reason": str(LeaveReason(reason).label), "was": was}
        record(club.pk, "leave", key(membership), by_id=by.pk, body=body, rows=rows)
        since = membership.joined_on if reason == LeaveReason.MISTAKE else left_on
        mark_stale([club.pk], since, rows)
    return membership


def move(membership: Membership, to: Club, *, moved_on: date, by: User, today: date) -> Membership:
    """Leave here on the eve of `moved_on` and join `to` on that day; returns the new membership.

    The mover needs the power to keep members in both clubs.
    """
    require(by, Verb.KEEP_MEMBERS, to.place, today)
    if to.pk == membership.club_id:
        raise Problem("same_club", problems.SAME_CLUB, field="to")
    past_day(moved_on, today, "moved_on")
    if moved_on < membership.joined_on:
        raise Problem("before_join", problems.BEFORE_JOIN, field="moved_on", day=written(membership.joined_on))
    with writing():
        left_on = max(moved_on - timedelta(days=1), membership.joined_on)
        leave(membership, left_on=left_on, reason=LeaveReason.MOVED, by=by, today=today)
        return join(to, membership.person, joined_on=moved_on, by=by, today=today)


def undo_move(here: Membership, there: Membership, *, by: User, today: date) -> None:
    """Take a move back: the new membership goes, the old one runs on."""
    if here.person_id != there.person_id or here.leave_reason != LeaveReason.MOVED or here.left_on is None:
        raise Problem("undo_late", problems.UNDO_LATE)
    if there.joined_on not in (here.left_on, here.left_on + timedelta(days=1)):
        raise Problem("undo_late", problems.UNDO_LATE)
    with writing():
        take_back_join(there, by=by, today=today)
        back_again(here, by=by, today=today)
