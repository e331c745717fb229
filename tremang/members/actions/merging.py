"""Two cards that are one person: merged without losing history, and taken apart again.

Meetings stay as they were recorded. Where both cards were on one club's roll at one time, the membership that began
later ends as a mistake, so that the person counts once and old roll-calls still say what they said.
"""

import json
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.models import Club
from tremang.kernel.events import canonical, key, mark_stale, plain, record
from tremang.kernel.lock import writing
from tremang.kernel.problems import Problem
from tremang.members import problems
from tremang.members.models import Consent, LeaveReason, Membership, MembershipPause, Person, PersonMerger

# Filled on the kept card where it is empty there and known on the other.
FILLED = ("born_on", "phone", "nickname", "title", "citizen_number", "citizen_index", "household_id", "died_on")
Rows = dict[int, dict[str, Any]]  # chain → rows as its event will vouch for them


def merge_persons(kept: Person, gone: Person, *, club: Club, by: User, today: date) -> PersonMerger:
    """Everything of `gone` becomes `kept`'s; the old card's address leads to the kept one from then on.

    Rows that both cards have alike stay once. Raises Refused unless `by` keeps members in every club of both, and
    Problem where they cannot be one person.
    """
    clubs = _clubs_of(kept, gone)
    for each in [club, *clubs]:
        require(by, Verb.KEEP_MEMBERS, each.place, today)
    if kept.pk == gone.pk:
        raise Problem("same_card", problems.SAME_CARD)
    if kept.sex != gone.sex:
        raise Problem("sex_differs", problems.SEX_DIFFERS)
    with writing():
        kept.refresh_from_db()
        gone.refresh_from_db()
        rows: Rows = defaultdict(dict)
        told: dict[str, Any] = {"kept": _told(kept), "gone": _told(gone), "moved": [], "dropped": []}
        for relation in _relations():
            for row in relation.related_model._default_manager.filter(**{relation.field.name: gone}):
                _give(row, relation.field.name, kept, told, rows, club)
        _end_doubles(kept, told, rows)
        _hear_last_word(kept, told, rows[club.pk])
        for name in FILLED:
            if not getattr(kept, name) and (name != "born_on" or kept.born_year == gone.born_year):
                setattr(kept, name, getattr(gone, name))
        kept.is_association_member |= gone.is_association_member
        kept.version += 1
        merger = PersonMerger(gone_id=gone.pk, kept=kept, snapshot=told, merged_on=today, by_id=by.pk)
        rows[club.pk] |= {key(gone): None, key(kept): plain(kept)}
        name = gone.full_name
        gone.delete()
        kept.save()
        told["after"] = _after(told, kept)
        merger.save(force_insert=True)
        rows[club.pk][key(merger)] = plain(merger)
        _note("merge_persons", kept, {"name": kept.full_name, "other": name}, rows, by)
        _mark(kept)
    return merger


def undo_merge(merger: PersonMerger, *, club: Club, by: User, today: date) -> Person:
    """Take the two cards apart again, as they were; raises Problem once the kept card or its rows were changed since."""
    kept, told = merger.kept, merger.snapshot
    for each in [club, *_clubs_of(kept)]:
        require(by, Verb.KEEP_MEMBERS, each.place, today)
    if not told or kept.version != told["kept"]["version"] + 1:
        raise Problem("undo_late", problems.UNDO_LATE)
    with writing():
        kept.refresh_from_db()
        if told.get("after") != _after(told, kept):
            raise Problem("undo_late", problems.UNDO_LATE)
        rows: Rows = defaultdict(dict)
        back = _row("members.person", told["gone"])
        back.save(force_insert=True)
        for label, values in told["moved"]:
            row = _row(label, values)
            if type(row)._default_manager.filter(pk=row.pk).exists():
                row.save(force_update=True)
                rows[_chain(row, club)][key(row)] = plain(row)
        for label, values in told["dropped"]:
            row = _row(label, values)
            row.save(force_insert=True)
            rows[_chain(row, club)][key(row)] = plain(row)
        card = _row("members.person", told["kept"])
        card.version = kept.version + 1
        card.save(force_update=True)
        rows[club.pk] |= {key(back): plain(back), key(card): plain(card), key(merger): None}
        merger.delete()
        _note("undo_merge", card, {"name": card.full_name}, rows, by)
        _mark(card, back)
    return back


def current(person_id: int) -> int:
    """The card that `person_id` leads to today: itself, or the one it was merged into."""
    return PersonMerger.objects.filter(gone_id=person_id).values_list("kept", flat=True).first() or person_id


def _relations() -> list[Any]:
    return [relation for relation in Person._meta.related_objects if not relation.many_to_many]


def _give(row: Model, field: str, kept: Person, told: dict[str, Any], rows: Rows, club: Club) -> None:
    """Let `row` belong to the kept card; where that card has the same already, this one goes."""
    before = [row._meta.label_lower, _told(row)]
    setattr(row, field, kept)
    if isinstance(row, Membership):
        _make_room(row)
        row.save(update_fields=["person", "joined_on", "left_on"])
        told["moved"].append(before)
        rows[row.club_id][key(row)] = plain(row)
        return
    try:
        with transaction.atomic():
            row.save(update_fields=[field])
    except IntegrityError:
        told["dropped"].append(before)
        rows[_chain(row, club)][key(row)] = None
        row.delete()
    else:
        told["moved"].append(before)
        rows[_chain(row, club)][key(row)] = plain(row)


def _make_room(row: Membership) -> None:
    """A membership never goes, roll-calls point at it: where both began on one day, this one begins on the next."""
    others = Membership.objects.filter(club=row.club_id, person=row.person_id)
    while others.filter(joined_on=row.joined_on).exists():
        row.joined_on += timedelta(days=1)
    if row.left_on is not None and row.left_on < row.joined_on:
        row.left_on = row.joined_on


def _end_doubles(kept: Person, told: dict[str, Any], rows: Rows) -> None:
    found = Membership.objects.filter(person=kept).exclude(leave_reason=LeaveReason.MISTAKE)
    by_club: dict[int, list[Membership]] = defaultdict(list)
    for row in found.order_by("joined_on", "pk"):
        earlier = [one for one in by_club[row.club_id] if one.left_on is None or one.left_on >= row.joined_on]
        if not earlier:
            by_club[row.club_id].append(row)
            continue
        _remember(told, row)
        longest = earlier[0]
        if longest.left_on is not None and (row.left_on is None or row.left_on > longest.left_on):
            _remember(told, longest)
            longest.left_on, longest.leave_reason = row.left_on, row.leave_reason
            longest.save(update_fields=["left_on", "leave_reason"])
            rows[longest.club_id][key(longest)] = plain(longest)
        row.left_on, row.leave_reason = row.left_on or row.joined_on, LeaveReason.MISTAKE
        row.save(update_fields=["left_on", "leave_reason"])
        rows[row.club_id][key(row)] = plain(row)
        _take_along(row, longest, told, rows)


def _take_along(ended: Membership, staying: Membership, told: dict[str, Any], rows: Rows) -> None:
    """What still runs at the membership that ends goes on at the one that stays: a place in a team, a plan of visits.

    So does what is kept of the person however old it is (`goes_with_person`). Where that one has the same already, the
    other stays with the membership that ends. A pause says of its own membership alone that somebody is away.
    """
    for relation in Membership._meta.related_objects:
        names = {field.name for field in relation.related_model._meta.fields}
        is_of_person = getattr(relation.related_model, "goes_with_person", False)
        if not is_of_person and ("to_on" not in names or relation.related_model is MembershipPause):
            continue
        name = relation.field.name
        runs = {} if is_of_person else {"to_on__isnull": True}
        for row in relation.related_model._default_manager.filter(**{name: ended}, **runs):
            before = [row._meta.label_lower, _told(row)]
            setattr(row, name, staying)
            try:
                with transaction.atomic():
                    row.save(update_fields=[name])
            except IntegrityError:
                continue
            told["moved"].append(before)
            rows[row.club_id][key(row)] = plain(row)


def _hear_last_word(kept: Person, told: dict[str, Any], rows: dict[str, Any]) -> None:
    """One consent a purpose holds at most, the newest, so that one withdrawal ends it; and none that either card withdrew.

    A no of the very day of a yes stands: of two cards nobody knows which word came last.
    """
    found: dict[str, list[Consent]] = defaultdict(list)
    for row in Consent.objects.filter(person=kept).order_by("given_on"):
        found[row.purpose].append(row)
    dropped = [_row(label, values) for label, values in told["dropped"] if label == Consent._meta.label_lower]
    for purpose, consents in found.items():
        others = [row for row in dropped if row.purpose == purpose]
        refused = max((row.withdrawn_on for row in [*consents, *others] if row.withdrawn_on), default=None)
        holding = [row for row in consents if row.withdrawn_on is None]
        for row in holding:
            ends = refused if refused and refused >= row.given_on else holding[-1].given_on
            if row is holding[-1] and ends != refused:
                continue
            _remember(told, row)
            row.withdrawn_on = ends
            row.save(update_fields=["withdrawn_on"])
            rows[key(row)] = plain(row)


def _remember(told: dict[str, Any], row: Membership | Consent) -> None:
    """Keep how the row was, unless it is already kept from before it was given to the other card."""
    if not any(label == row._meta.label_lower and values["id"] == row.pk for label, values in told["moved"]):
        told["moved"].append([row._meta.label_lower, _told(row)])


def _after(told: dict[str, Any], kept: Person) -> list[dict[str, Any]]:
    """The kept card and the rows that were given to it, as they stand; what has gone meanwhile is left out."""
    moved = [type(row)._default_manager.filter(pk=row.pk).first() for row in (_row(*one) for one in told["moved"])]
    return [_told(kept), *(_told(row) for row in moved if row is not None)]


def _clubs_of(*persons: Person) -> list[Club]:
    """Clubs whose members or records the two cards are, the closed ones too."""
    found = Membership.objects.filter(person__in=persons).select_related("club__place")
    return list({row.club_id: row.club for row in found}.values())


def _chain(row: Model, club: Club) -> int:
    return getattr(row, "club_id", None) or club.pk


def _told(row: Model) -> dict[str, Any]:
    """The row as JSON keeps it."""
    return json.loads(canonical(plain(row)))


def _row(label: str, values: dict[str, Any]) -> Any:
    model = apps.get_model(label)
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return model(**{name: fields[name].to_python(value) for name, value in values.items() if name in fields})


def _note(verb: str, card: Person, body: dict[str, Any], rows: Rows, by: User) -> None:
    for chain in sorted(rows):
        with writing(chain):
            record(chain, verb, key(card), by_id=by.pk, body=body, rows=rows[chain])


def _mark(*persons: Person) -> None:
    for club, joined_on in Membership.objects.filter(person__in=persons).values_list("club", "joined_on"):
        mark_stale([club], since=joined_on)
