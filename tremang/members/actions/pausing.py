"""A time in which a member is not expected at meetings."""

from datetime import date

from django.db.models import Q, QuerySet

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.kernel.events import key, mark_stale, plain, record
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean
from tremang.members import problems
from tremang.members.data import past_day
from tremang.members.models import Membership, MembershipPause


def pause(
    membership: Membership, *, from_on: date, to_on: date | None = None, reason: str = "", by: User, today: date
) -> MembershipPause:
    """The member is away from `from_on` on, until `to_on` (the last day away) or until `resume`."""
    club, person = membership.club, membership.person
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    past_day(from_on, today, "from_on")
    if to_on is not None and to_on < from_on:
        raise Problem("pause_ends_first", problems.PAUSE_ENDS_FIRST, field="to_on", day=written(from_on))
    with writing(club.pk):
        membership.refresh_from_db()
        if from_on < membership.joined_on or (membership.left_on and (to_on or date.max) > membership.left_on):
            raise Problem("pause_outside", problems.PAUSE_OUTSIDE, field="from_on")
        others = MembershipPause.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=from_on), membership=membership)
        if to_on is not None:
            others = others.filter(from_on__lte=to_on)
        if found := others.order_by("from_on").first():
            raise Problem(
                "paused_already", problems.PAUSED_ALREADY, field="from_on", name=person.full_name,
                day=written(found.from_on),
            )  # fmt: skip
        row = MembershipPause(
            club=club, membership=membership, from_on=from_on, to_on=to_on, reason=clean(reason)[:120]
        )
        row.save(force_insert=True)
        body = {"name": person.full_name, "from_on": from_on}
        record(club.pk, "pause_member", key(row), by_id=by.pk, body=body, rows={key(row): plain(row)})
        mark_stale([club.pk], from_on, [key(row)])
    return row


def resume(membership: Membership, *, back_on: date, by: User, today: date) -> MembershipPause:
    """The member is back from `back_on` on: the pause that is open, or was to last longer, ends on the eve."""
    club, person = membership.club, membership.person
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    past_day(back_on, today, "back_on")
    with writing(club.pk):
        lasting = Q(to_on__isnull=True) | Q(to_on__gte=back_on)
        row = MembershipPause.objects.filter(lasting, membership=membership).order_by("from_on").first()
        if row is None:
            raise Problem("not_paused", problems.NOT_PAUSED, name=person.full_name)
        if back_on <= row.from_on:
            raise Problem("pause_ends_first", problems.PAUSE_ENDS_FIRST, field="back_on", day=written(row.from_on))
        body = {"name": person.full_name, "back_on": back_on, "was_to": row.to_on}
        row.to_on = date.fromordinal(back_on.toordinal() - 1)
        row.save(update_fields=["to_on"])
        record(club.pk, "resume_member", key(row), by_id=by.pk, body=body, rows={key(row): plain(row)})
        mark_stale([club.pk], row.from_on, [key(row)])
    return row


def take_back_pause(row: MembershipPause, *, returned: bool = False, by: User, today: date) -> None:
    """Undo what was last entered of a pause: where they `returned` it lasts as it did before, else the pause goes.

    Raises Problem where that was taken back already, or where the membership has ended since.
    """
    club, person = row.club, row.membership.person
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    with writing(club.pk):
        name = key(row)
        row.refresh_from_db()
        last = _standing(Event.objects.filter(chain_id=club.pk, subject=name).select_related("content"))
        gone = last is None or not hasattr(last, "content") or (last.verb == "resume_member") != returned
        if gone or _left_since(row, last):
            raise Problem("undo_late", problems.UNDO_LATE)
        left: dict[str, object] = {name: None}
        if last.verb == "resume_member":
            until = last.content.body["was_to"]
            row.to_on = date.fromisoformat(until) if until else None
            row.save(update_fields=["to_on"])
            left[name] = plain(row)
        elif last.verb == "pause_member":
            row.delete()
        else:
            raise Problem("undo_late", problems.UNDO_LATE)
        record(club.pk, "take_back_pause", name, by_id=by.pk, body={"name": person.full_name}, rows=left)
        mark_stale([club.pk], row.from_on, left)


def _standing(events: QuerySet[Event]) -> Event | None:
    """The newest act on a pause that was not taken back."""
    acts: list[Event] = []
    for event in events.order_by("sequence"):
        if event.verb != "take_back_pause":
            acts.append(event)
        elif acts:
            acts.pop()
    return acts[-1] if acts else None


def _left_since(row: MembershipPause, act: Event) -> bool:
    """Whether the membership ended after `act` on its pause; what was entered later, for a time before, may still go."""
    if row.membership.left_on is None:
        return False
    later = Event.objects.filter(chain_id=row.club_id, sequence__gt=act.sequence)
    return later.filter(digests__has_key=key(row.membership)).exists()
