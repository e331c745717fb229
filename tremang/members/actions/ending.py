"""What ends with a membership: pauses, posts on the board, the lead of a group, places in teams; and how it comes back."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.apps import apps

from tremang.kernel.events import key, plain
from tremang.members.models import BoardMember, GroupLeader, Membership, MembershipPause, TeamMember
from tremang.places.models import Dated

Told = tuple[str, Mapping[str, Any]]  # the model, and the row as it was


def end_with(membership: Membership, left_on: date) -> tuple[dict[str, object], list[Told]]:
    """End on `left_on` what runs on; what had not begun goes. The rows as events remember them, and as they were."""
    rows: dict[str, object] = {}
    was: list[Told] = []
    for row in _held(membership):
        if row.to_on is not None and row.to_on <= left_on:
            continue
        was.append((row._meta.label_lower, plain(row)))
        if row.from_on > left_on:
            rows[key(row)] = None
            row.delete()
        else:
            row.to_on = left_on
            row.save(update_fields=["to_on"])
            rows[key(row)] = plain(row)
    return rows, was


def begin_again(membership: Membership, ended: date, told: Sequence[Told] | None) -> dict[str, object]:
    """The rows as they were before the ending; where no event tells how they were, those of its day last on.

    One that was given another end since keeps it.
    """
    now = {key(row): row for row in _held(membership)}
    if told is None:
        was = [row for row in now.values() if row.to_on == ended]
        for row in was:
            row.to_on = None
    else:
        was = [_row(label, values) for label, values in told]
    back = [row for row in was if key(row) not in now or now[key(row)].to_on in (None, ended)]
    for row in back:
        row.save(force_insert=key(row) not in now, force_update=key(row) in now)
    return {key(row): plain(row) for row in back}


def _held(membership: Membership) -> Iterator[Dated]:
    for model in (MembershipPause, TeamMember, GroupLeader):
        yield from model.objects.filter(membership=membership).order_by("pk")
    yield from BoardMember.objects.filter(club=membership.club_id, person=membership.person_id).order_by("pk")


def _row(label: str, values: Mapping[str, Any]) -> Dated:
    model = apps.get_model(label)
    return model(**{field.attname: field.to_python(values[field.attname]) for field in model._meta.concrete_fields})
