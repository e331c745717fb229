"""Records of the books: added, corrected, dropped, taken back."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.areas.common import problems as say
from tremang.areas.common.acts import Act
from tremang.areas.common.books import Register, guards, undoable_verbs
from tremang.areas.common.models import Activity, Participant
from tremang.clubs.books import take_back
from tremang.clubs.models import Club
from tremang.kernel.events import plain
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem


def add(
    register: Register, club: Club, values: dict[str, Any], members: Iterable[int] = (), *, by: User, today: date,
    pk: int | None = None,
) -> tuple[Any, Event | None]:  # fmt: skip
    """Write a record and what it counts as; `values` by column (`membership_id`), `members` who took part by membership.

    `pk` is the id that the form was given when it was made: the same form sent twice writes one record, and the second
    time there is no event. Raises Refused, and the Problem of the register's own checks.
    """
    _asked(register, club, by, today)
    chosen = tuple(sorted(set(members)))
    with writing(club.pk):
        if pk is not None and (written := register.model.objects.filter(pk=pk).first()) is not None:
            if written.club_id == club.pk:
                return written, None
            pk = None
        row = register.model(club=club, by_id=by.pk, **({"pk": pk} if pk else {}), **values)
        _agreed(register, row, by, today)
        register.check(club, row, chosen, today)
        act = Act(club, by=by, today=today)
        if isinstance(row, Activity):
            act.on(row.day)
            act.create(row)
            act.persons(row, chosen)
        else:
            act.on(register.day_of(row))
            row.activity = act.count(None, register.counted(row, chosen))
            act.create(row)
        return row, act.note(f"add_{register.code}", row, register.words(row))


def correct(
    register: Register, row: Any, values: dict[str, Any], members: Iterable[int] | None = None, *, by: User, today: date,
    before: dict[str, Any] | None = None,
) -> Event | None:  # fmt: skip
    """Write a record anew; None where nothing changes. `members` None leaves who took part as it is.

    `before` are the columns that the writer had before him; raises Conflict where they changed meanwhile.
    """
    club = row.club
    _asked(register, club, by, today)
    with writing(club.pk):
        current = _current(register, row)
        if before is not None and any(plain(current)[name] != value for name, value in before.items()):
            raise Conflict("gone", say.GONE)
        activity = current if isinstance(current, Activity) else current.activity
        chosen = tuple(sorted(set(members))) if members is not None else _named(activity)
        act = Act(club, by=by, today=today)
        act.on(register.day_of(current))
        tried = register.model(**plain(current) | values)
        tried.club = club
        _agreed(register, current, by, today)
        _agreed(register, tried, by, today)
        register.check(club, tried, chosen, today)
        act.on(register.day_of(tried))
        act.update(current, **values)
        if isinstance(current, Activity):
            act.persons(current, chosen)
        else:
            counted = register.counted(current, chosen)
            if counted is None and activity is not None:
                act.update(current, activity=None)
                act.discount(activity)
            elif counted is not None:
                act.update(current, activity=act.count(activity, counted))
        return act.note(f"correct_{register.code}", current, register.words(current)) if act.changed else None


def drop(register: Register, row: Any, *, by: User, today: date) -> Event:
    """Remove a record that was written by mistake, and what it counted as; the event keeps both. Raises Problem: `may_drop`."""
    club = row.club
    _asked(register, club, by, today)
    with writing(club.pk):
        current = _current(register, row)
        _agreed(register, current, by, today)
        register.may_drop(current)
        act = Act(club, by=by, today=today)
        words = register.words(current)
        act.on(register.day_of(current))
        if isinstance(current, Activity):
            act.discount(current)
        else:
            activity = current.activity
            act.drop(current)
            if activity is not None:
                act.discount(activity)
        return act.note(f"drop_{register.code}", current, words)


def undo(club: Club, event_pk: int, *, by: User, today: date) -> Event:
    """Take back one act on the books; raises Refused or Problem for whoever may not see its rows before and after.

    Raises Problem where it no longer can be, Conflict where rows changed since.
    """
    with writing(club.pk):
        event = Event.objects.filter(pk=event_pk, chain_id=club.pk).select_related("content").first()
        powers = undoable_verbs().get(event.verb, (Verb.KEEP_BOOKS,)) if event else (Verb.KEEP_BOOKS,)
        for power in powers:
            require(by, power, club.place, today)
        if event is None or event.verb not in undoable_verbs():
            raise Problem("nothing_to_undo", say.NOTHING_TO_UNDO)
        _all_seen(event, club, by, today)
        take_back(event, by=by)
        _all_seen(event, club, by, today)  # what came back, too
    return event


def _all_seen(event: Event, club: Club, by: User, today: date) -> None:
    """Raise Problem where a row of which an act tells, as it stands now, is one that `by` may not be shown."""
    keys: dict[str, set[int]] = defaultdict(set)
    for name in {event.subject, *event.digests}:
        label, _colon, pk = name.partition(":")
        if label in guards():
            keys[label].add(int(pk))
    for label, pks in keys.items():
        sees, only = guards()[label]
        rows = apps.get_model(label)._default_manager.filter(pk__in=pks)
        shown, seen = list(only(rows)), sees(by, club, today)
        if len(shown) < rows.count() or not all(map(seen, shown)):
            raise Problem("not_shown", say.NOT_SHOWN)


def _asked(register: Register, club: Club, by: User, today: date) -> None:
    require(by, register.keep, club.place, today)
    if register.also is not None:
        require(by, register.also, club.place, today)


def _agreed(register: Register, row: Any, by: User, today: date) -> None:
    if not register.sees(by, row.club, today)(row):
        raise Problem("not_agreed", say.NOT_AGREED)


def _current(register: Register, row: Any) -> Any:
    """The record as it stands under the lock; raises Conflict where it is gone."""
    current = register.model.objects.filter(pk=row.pk, club=row.club_id).first()
    if current is None:
        raise Conflict("gone", say.GONE)
    if isinstance(current, Activity) and not current.is_confirmed:
        raise Conflict("waits", say.WAITS)
    return current


def _named(activity: Activity | None) -> tuple[int, ...]:
    if activity is None:
        return ()
    rows = Participant.objects.filter(activity=activity).order_by("membership")
    return tuple(rows.values_list("membership", flat=True))
