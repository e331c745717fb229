"""Closing a club: dissolved, or merged into another. Its members, board, groups and teams end with it."""

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta

from django.db.models import Max, Q

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs import actions as clubs
from tremang.clubs.books import Book, latest, take_back
from tremang.clubs.life import check_day
from tremang.clubs.models import Club, ClubMerger, State, StateRow, state_on
from tremang.clubs.problems import CHANGED_SINCE
from tremang.kernel.events import key
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.text import clean
from tremang.members.board import problems as say
from tremang.members.models import (
    BoardMember,
    GroupLeader,
    LeaveReason,
    Membership,
    MembershipPause,
    TeamMember,
)  # fmt: skip

OWN = (Membership, MembershipPause, BoardMember, GroupLeader, TeamMember)
DISSOLVE, MERGE = clubs.CLOSING_VERBS
RECEIVE = "receive_members"


def dissolve_club(club: Club, on: date, reason: str, *, by: User, today: date) -> Event | None:
    """The club is dissolved from `on` on; everybody's membership ends on the eve."""
    require(by, Verb.KEEP_CLUB, club.place, today)
    check_day(on, today)
    reason = clean(reason)
    if not reason:
        raise Problem("no_reason", say.NO_REASON, field="reason")
    with writing(club.pk):
        club.refresh_from_db()
        book = Book(club.pk, *clubs.BOOK, *OWN)
        clubs.add_stage(club, State.DISSOLVED, on, reason, by=by, today=today)
        _end_all(club, on)
        words = {"club": club.name, "day": on, "reason": reason}
        return book.note(DISSOLVE, key(club), words, since=on, by=by)


def merge_club(
    club: Club, into: Club, on: date, *, decision: str = "", moving: Collection[int] | None = None, by: User, today: date
) -> Event | None:  # fmt: skip
    """The club goes into another from `on` on; the memberships in `moving` (None: all) go on there from that day.

    Whoever is a member there already stays so. Needs the power to keep both clubs.
    """
    require(by, Verb.KEEP_CLUB, club.place, today)
    require(by, Verb.KEEP_CLUB, into.place, today)
    check_day(on, today)
    if into.pk == club.pk:
        raise Problem("into_itself", say.INTO_ITSELF, field="into")
    with _both(club, into):
        club.refresh_from_db()
        if state_on(list(StateRow.objects.filter(club=into)), on) != State.ACTIVE or not into.is_launched:
            raise Problem("into_not_active", say.INTO_NOT_ACTIVE, field="into", name=into.name, day=written(on))
        book, other = Book(club.pk, *clubs.BOOK, *OWN), Book(into.pk, Membership)
        clubs.add_stage(club, State.MERGED, on, clean(decision), by=by, today=today)
        ClubMerger(club=club, into=into, merged_on=on, decision=clean(decision)[:80]).save(force_insert=True)
        ended = _end_all(club, on)
        count = _receive(into, [row for pk, row in ended.items() if moving is None or pk in moving], on)
        words = {"club": club.name, "into": into.name, "day": on, "count": count}
        other.note(RECEIVE, key(club), words, since=on, by=by)
        return book.note(MERGE, key(club), words, since=on, by=by)


def undo_close(club: Club, sequence: int, *, by: User, today: date) -> None:
    """Take the closing back, in both clubs where it was a merger."""
    require(by, Verb.KEEP_CLUB, club.place, today)
    merger = ClubMerger.objects.filter(club=club).select_related("into__place").order_by("-merged_on").first()
    into = merger.into if merger else club
    require(by, Verb.KEEP_CLUB, into.place, today)
    with _both(club, into):
        event = latest(club.pk, clubs.LIFE_VERBS)
        if event is None or event.sequence != sequence or event.verb not in clubs.CLOSING_VERBS:
            raise Conflict("changed_since", CHANGED_SINCE)
        if event.verb == MERGE and event.content.body["count"]:
            acts = Event.objects.filter(chain_id=into.pk, verb=RECEIVE, subject=key(club))
            take_back(acts.select_related("content").latest("sequence"), by=by)
        take_back(event, by=by)


@contextmanager
def _both(*held: Club) -> Iterator[None]:
    """The write lock of two clubs, always taken in the same order, so that two mergers never wait for each other."""
    with ExitStack() as locks:
        for pk in sorted({club.pk for club in held}):
            locks.enter_context(writing(pk))
        yield


def _end_all(club: Club, on: date) -> dict[int, Membership]:
    """End what runs on `on` on its eve; raises Problem where something began that day or later.

    Returns, by the membership that ended, how it would have gone on: who has left or died since keeps that end.
    """
    last = on - timedelta(days=1)
    true = Membership.objects.filter(club=club).exclude(leave_reason=LeaveReason.MISTAKE)
    began = [true.aggregate(day=Max("joined_on"))["day"]]
    began += [model.objects.filter(club=club).aggregate(day=Max("from_on"))["day"] for model in OWN[1:]]
    if (newest := max((day for day in began if day), default=None)) and newest >= on:
        raise Problem("began_later", say.BEGAN_LATER, field="on", day=written(newest))
    running = list(true.filter(Q(left_on__isnull=True) | Q(left_on__gte=on)))
    goes_on = {
        row.pk: Membership(person_id=row.person_id, joined_on=on, left_on=row.left_on, leave_reason=row.leave_reason)
        for row in running
    }
    for row in running:
        row.left_on, row.leave_reason = last, LeaveReason.CLOSED
    Membership.objects.bulk_update(running, ["left_on", "leave_reason"], batch_size=100)
    for model in OWN[1:]:
        model.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=on), club=club).update(to_on=last)
    return goes_on


def _receive(into: Club, coming: Collection[Membership], on: date) -> int:
    """Write the memberships in `into` of whoever is not a member there on that day or later; returns how many."""
    here = Membership.objects.filter(Q(left_on__isnull=True) | Q(left_on__gte=on), club=into)
    known = set(here.values_list("person_id", flat=True))
    rows = [row for row in coming if row.person_id not in known]
    for row in rows:
        row.club = into
    Membership.objects.bulk_create(rows)
    return len(rows)
