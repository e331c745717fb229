"""Every write of a club's board: renewal (kiện toàn), one more post, the end of one, and the way back."""

from collections.abc import Mapping
from datetime import date, timedelta

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.books import Book, latest, take_back
from tremang.clubs.life import check_day
from tremang.clubs.models import BoardPost, BoardRenewal, Club
from tremang.clubs.problems import CHANGED_SINCE
from tremang.kernel.events import key
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.text import clean
from tremang.members.board import problems as say
from tremang.members.models import BoardMember, LeaveReason, Membership, Person
from tremang.places.models import Dated

BOARD_VERBS = ("renew_board", "give_post", "end_post")
MOST_YEARS = 10


def renew_board(
    club: Club, posts: Mapping[int, str], renewed_on: date, *, decision: str = "", term_years: int = 5, by: User,
    today: date,
) -> Event | None:  # fmt: skip
    """A new board from `renewed_on` on: person → post. The former one serves until the eve.

    Whoever is on it must be a member on that day. Size and posts are advised on, never refused.
    """
    require(by, Verb.KEEP_BOARD, club.place, today)
    check_day(renewed_on, today, "renewed_on")
    if not 1 <= term_years <= MOST_YEARS:
        raise Problem("term", say.TERM, field="term_years", most=MOST_YEARS)
    if not posts:
        raise Problem("nobody", say.NOBODY)
    with writing(club.pk):
        _may_serve(club, posts, renewed_on, "renewed_on")
        book = Book(club.pk, BoardRenewal, BoardMember)
        running = BoardMember.objects.filter(Dated.on(renewed_on), club=club)
        newest = BoardMember.objects.filter(club=club).order_by("-from_on").first()
        if newest is not None and newest.from_on >= renewed_on:
            raise Problem("after_newest", say.AFTER_NEWEST, field="renewed_on", day=written(newest.from_on))
        running.update(to_on=renewed_on - timedelta(days=1))
        renewal = BoardRenewal(club=club, renewed_on=renewed_on, decision=clean(decision), term_years=term_years)
        renewal.save(force_insert=True)
        for person_id, post in posts.items():
            row = BoardMember(club=club, person_id=person_id, post=post, from_on=renewed_on, renewal=renewal)
            row.save(force_insert=True)
        words = {"day": renewed_on, "count": len(posts)}
        return book.note("renew_board", key(renewal), words, since=renewed_on, by=by)


def give_post(club: Club, person: Person, post: str, from_on: date, *, by: User, today: date) -> Event | None:
    """One more post in the running term: to fill a gap, or to give somebody a second one."""
    require(by, Verb.KEEP_BOARD, club.place, today)
    check_day(from_on, today, "from_on")
    with writing(club.pk):
        _may_serve(club, {person.pk: post}, from_on, "from_on")
        same = BoardMember.objects.filter(club=club, person=person, post=post).exclude(to_on__lt=from_on)
        if same.exists():
            raise Problem("holds_post", say.HOLDS_POST, field="post", name=person.full_name)
        book = Book(club.pk, BoardMember)
        renewal = BoardRenewal.objects.filter(club=club, renewed_on__lte=from_on).order_by("-renewed_on").first()
        row = BoardMember(club=club, person=person, post=post, from_on=from_on, renewal=renewal)
        row.save(force_insert=True)
        words = {"name": person.full_name, "post": str(BoardPost(post).label), "day": from_on}
        return book.note("give_post", key(row), words, since=from_on, by=by)


def end_post(row: BoardMember, to_on: date, *, by: User, today: date) -> Event | None:
    """The last day of somebody's post."""
    club, name = row.club, row.person.full_name
    require(by, Verb.KEEP_BOARD, club.place, today)
    check_day(to_on, today, "to_on")
    with writing(club.pk):
        row.refresh_from_db()
        if row.to_on is not None:
            raise Conflict("post_over", say.POST_OVER, name=name)
        if to_on < row.from_on:
            raise Problem("before_post", say.BEFORE_POST, field="to_on", name=name, day=written(row.from_on))
        book = Book(club.pk, BoardMember)
        row.to_on = to_on
        row.save(update_fields=["to_on"])
        words = {"name": name, "post": str(row.get_post_display()), "day": to_on}
        return book.note("end_post", key(row), words, since=to_on, by=by)


def undo_board(club: Club, sequence: int, *, by: User, today: date) -> None:
    """Take back the newest act on the board, which must be `sequence`."""
    require(by, Verb.KEEP_BOARD, club.place, today)
    with writing(club.pk):
        event = latest(club.pk, BOARD_VERBS)
        if event is None or event.sequence != sequence:
            raise Conflict("changed_since", CHANGED_SINCE)
        take_back(event, by=by)


def _may_serve(club: Club, posts: Mapping[int, str], day: date, day_field: str) -> None:
    club.refresh_from_db()
    if club.founded_on is None:
        raise Problem("not_founded", say.NOT_FOUNDED)
    if day < club.founded_on:
        raise Problem("before_founding", say.BEFORE_FOUNDING, field=day_field, day=written(club.founded_on))
    if not set(posts.values()) <= set(BoardPost.values):
        raise Problem("unknown_post", say.UNKNOWN_POST, field="post")
    running = Membership.objects.filter(Membership.running(day), club=club, person_id__in=list(posts))
    members = set(running.exclude(leave_reason=LeaveReason.MISTAKE).values_list("person_id", flat=True))
    if strangers := posts.keys() - members:
        raise Problem("not_a_member", say.NOT_A_MEMBER, field="person", count=len(strangers), day=written(day))
