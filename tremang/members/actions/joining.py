"""Joining a club, taking that back, and coming back to a membership that was ended by mistake."""

from datetime import date
from typing import Any

from django.db.models import ProtectedError, Q

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.models import Club, Group, StateRow
from tremang.kernel.events import key, mark_stale, plain, record
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem
from tremang.members import problems
from tremang.members.actions.ending import Told, begin_again
from tremang.members.data import PersonData, apply, of_club, past_day
from tremang.members.models import Household, LeaveReason, Membership, Person


def join(
    club: Club, who: PersonData | Person, *, joined_on: date, group: Group | None = None,
    household_with: Person | None = None, by: User, today: date,
) -> Membership:  # fmt: skip
    """Make `who` a member from `joined_on` on: a new card from data, or a person who has one.

    Raises Refused, and Problem for a day that cannot be, for somebody who already is a member, for a closed club.
    """
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    past_day(joined_on, today, "joined_on")
    if group is not None and group.club_id != club.pk:
        raise Problem("other_group", problems.OTHER_GROUP, field="group")
    with writing(club.pk):
        _open_to_members(club, joined_on)
        rows = {}
        if isinstance(who, Person):
            person = who
        else:
            person = Person(sex="F", born_year=joined_on.year)
            apply(who, person, today)
            if household_with is not None:
                of_club(household_with, club)
                person.household = _home_of(household_with)
                rows[key(household_with)] = plain(household_with)
        _may_join(person, club, joined_on)
        if not isinstance(who, Person):
            person.save(force_insert=True)
        rows[key(person)] = plain(person)
        membership = Membership(club=club, person=person, joined_on=joined_on, group=group)
        # Entered once by mistake for this very day: that row is taken up again, the day can stand only once.
        body = {"name": person.full_name, "joined_on": joined_on, "is_new": not isinstance(who, Person)}
        if mistaken := Membership.objects.filter(club=club, person=person, joined_on=joined_on).first():
            body |= {"left_on": mistaken.left_on, "group": mistaken.group_id}
            membership.pk = mistaken.pk
            membership.save(force_update=True)
        else:
            membership.save(force_insert=True)
        rows[key(membership)] = plain(membership)
        record(club.pk, "join", key(membership), by_id=by.pk, body=body, rows=rows)
        mark_stale([club.pk], joined_on, rows)
    return membership


def take_back_join(membership: Membership, *, by: User, today: date) -> None:
    """Remove a membership that was just entered by mistake, with its card where nothing else uses it.

    One that had been a mistake before and was taken up again is a mistake again.
    Raises Problem once a roll-call or another record has used it: then it ends with the reason "Ghi nhầm".
    """
    club, person = membership.club, membership.person
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    with writing(club.pk):
        if _mistake_again(membership):
            rows: dict[str, object] = {key(membership): plain(membership)}
            record(club.pk, "take_back_join", key(membership), by_id=by.pk, body={"name": person.full_name}, rows=rows)
            mark_stale([club.pk], membership.joined_on, rows)
            return
        if (count := membership.marks.count()) > 0:
            raise Problem("has_marks", problems.HAS_MARKS, name=person.full_name, count=count)
        was_before = Membership.objects.filter(club=club, person=person).exclude(pk=membership.pk).exists()
        if _used(membership) or (not was_before and _in_books_of(club, person)):
            raise Problem("undo_late", problems.UNDO_LATE)
        rows = {key(membership): None}
        try:
            membership.delete()
        except ProtectedError as used:  # a book of the 8 contents or the funds name him
            raise Problem("undo_late", problems.UNDO_LATE) from used
        if not Membership.objects.filter(person=person).exists():
            if _has_more(person):
                raise Problem("undo_late", problems.UNDO_LATE)
            rows[key(person)] = None
            person.delete()
        record(club.pk, "take_back_join", next(iter(rows)), by_id=by.pk, body={"name": person.full_name}, rows=rows)
        # Nothing says any longer that his other clubs had to do with this one, where he may have been counted in their stead.
        others = Membership.objects.filter(person=membership.person_id).values_list("club", flat=True)
        mark_stale([club.pk, *others], membership.joined_on, rows)


def back_again(membership: Membership, *, by: User, today: date) -> None:
    """Undo an ending: the membership runs on as if it had never ended, with all that ended with it."""
    club = membership.club
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    with writing(club.pk):
        membership.refresh_from_db()
        person = membership.person
        if membership.left_on is None:
            raise Problem("still_here", problems.STILL_HERE, name=person.full_name)
        _open_to_members(club, membership.joined_on)
        _may_join(person, club, membership.joined_on, besides=membership.pk, dead_too=True)
        ended, reason = membership.left_on, membership.leave_reason
        membership.left_on, membership.leave_reason = None, ""
        membership.save(update_fields=["left_on", "leave_reason"])
        rows = {key(membership): plain(membership)} | begin_again(
            membership, ended, _told_at_the_end(membership, ended)
        )
        if reason == LeaveReason.DIED and person.died_on:
            other = Membership.objects.filter(person=person, leave_reason=LeaveReason.DIED).order_by("-left_on").first()
            person.died_on = other.left_on if other else None
            person.save(update_fields=["died_on"])
            rows[key(person)] = plain(person)
        body = {"name": person.full_name, "left_on": ended}
        record(club.pk, "back_again", key(membership), by_id=by.pk, body=body, rows=rows)
        mark_stale([club.pk], membership.joined_on if reason == LeaveReason.MISTAKE else ended, rows)


def _mistake_again(membership: Membership) -> bool:
    """Make it the mistake that it was before the latest joining took it up; False where it was none."""
    acts = Event.objects.filter(chain_id=membership.club_id, subject=key(membership)).select_related("content")
    act = acts.order_by("-sequence").first()
    told = act.content.body if act is not None and act.verb == "join" and hasattr(act, "content") else {}
    if "left_on" not in told:
        return False
    membership.left_on, membership.group_id = date.fromisoformat(told["left_on"]), told["group"]
    membership.leave_reason = LeaveReason.MISTAKE
    membership.save(update_fields=["left_on", "leave_reason", "group"])
    return True


def _told_at_the_end(membership: Membership, ended: date) -> list[Told] | None:
    """What the latest ending says of the rows that ended with it; None where no event tells."""
    acts = Event.objects.filter(chain_id=membership.club_id, subject=key(membership), verb__in=("leave", "back_again"))
    act = acts.order_by("-sequence").select_related("content").first()
    told = act.content.body if act is not None and act.verb == "leave" and hasattr(act, "content") else {}
    return told.get("was") if told.get("left_on") == ended.isoformat() else None


def _open_to_members(club: Club, joined_on: date) -> None:
    if club.is_closed:
        raise Problem("club_closed", problems.CLUB_CLOSED)
    first = StateRow.objects.filter(club=club).order_by("from_on").values_list("from_on", flat=True).first()
    if first and joined_on < first:
        raise Problem("before_club", problems.BEFORE_CLUB, field="joined_on", day=written(first))


def _may_join(person: Person, club: Club, joined_on: date, *, besides: int = 0, dead_too: bool = False) -> None:
    if joined_on < (person.born_on or date(person.born_year, 1, 1)):
        raise Problem("before_birth", problems.BEFORE_BIRTH, field="joined_on")
    if person.died_on and not dead_too:
        raise Problem("is_dead", problems.IS_DEAD, name=person.full_name, day=written(person.died_on))
    overlap = Membership.objects.filter(Q(left_on__isnull=True) | Q(left_on__gte=joined_on), club=club, person=person)
    overlap = overlap.exclude(leave_reason=LeaveReason.MISTAKE)
    if found := overlap.exclude(pk=besides).order_by("joined_on").first():
        raise Problem("already_member", problems.ALREADY_MEMBER, name=person.full_name, day=written(found.joined_on))


def _home_of(person: Person) -> Household:
    """The household of a member; made where the card has none yet."""
    if person.household_id is None:
        person.household = Household()
        person.household.save(force_insert=True)
        person.save(update_fields=["household"])
    return person.household


def _used(membership: Membership) -> bool:
    return membership.pauses.exists() or membership.teams.exists() or membership.led_groups.exists()


def _relations() -> list[Any]:
    return [relation for relation in Person._meta.related_objects if not relation.many_to_many]


def _in_books_of(club: Club, person: Person) -> bool:
    """Whether the club has written more of the person than memberships: a post, a need, a support, a loan."""
    others = [one for one in _relations() if one.related_model is not Membership]
    return any(
        one.related_model._default_manager.filter(**{one.field.name: person, "club": club}).exists()
        for one in others
        if any(field.name == "club" for field in one.related_model._meta.fields)
    )


def _has_more(person: Person) -> bool:
    """Whether anything at all still hangs on the card."""
    return any(one.related_model._default_manager.filter(**{one.field.name: person}).exists() for one in _relations())
