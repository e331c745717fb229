"""What the City decides: the level of a target from a day on, and the share of each commune in a year.

Nothing that was in force is ever edited: a new row takes effect, and only a row of the same day is written over.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.indicators.registry import indicators
from tremang.kernel.events import key, plain, record
from tremang.kernel.format import day as written
from tremang.kernel.format import number
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem
from tremang.places.models import Kind, Place
from tremang.places.queries import city
from tremang.targets import problems as say
from tremang.targets.models import Share, Target
from tremang.targets.queries import shares_of, targets_on

MOST = 1_000_000
MOST_SHARE = 100_000
YEARS = range(2026, 2036)


def set_shares(code: str, year: int, amounts: Mapping[int, int | None], *, by: User, today: date) -> Event:
    """Give communes (by node) their shares of a count target in `year`; None takes a share of today back.

    Raises Problem: not_shared, bad_year, bad_share, not_a_commune, nothing_new.
    """
    root = city()
    require(by, Verb.SET_TARGETS, root, today)
    indicator = indicators().get(code)
    if indicator is None or indicator.percent:
        raise Problem("not_shared", say.NOT_SHARED, field="code")
    if year not in YEARS:
        raise Problem("bad_year", say.BAD_YEAR, field="year")
    communes = {
        place.pk: place for place in Place.objects.filter(kind=Kind.COMMUNE, valid_to__isnull=True, parent=root)
    }
    for node, amount in amounts.items():
        if node not in communes:
            raise Problem("not_a_commune", say.NOT_A_COMMUNE)
        if amount is not None and not 0 <= amount <= MOST_SHARE:
            raise Problem(
                "bad_share", say.BAD_SHARE, field=f"amount-{node}", place=communes[node].name, most=number(MOST_SHARE)
            )
    with writing(root.pk):
        before = shares_of(code, year, today)
        changed = {node: amount for node, amount in amounts.items() if amount != before.get(node)}
        if not changed:
            raise Problem("nothing_new", say.NOTHING_NEW)
        rows = {}
        for node, amount in changed.items():
            rows.update(_share(code, year, node, amount, by, today))
        body = {
            "title": str(indicator.short), "code": code, "year": year, "count": len(changed),
            "before": {str(node): before.get(node) for node in changed},
        }  # fmt: skip
        return record(root.pk, "set_shares", key(root), by_id=by.pk, body=body, rows=rows)


def _share(code: str, year: int, node: int, amount: int | None, by: User, today: date) -> dict[str, Any]:
    """Write one share; returns the row for the event."""
    row = Share.objects.filter(code=code, year=year, commune_id=node, set_on=today).first()
    if amount is None:
        if row is not None:
            name = key(row)
            row.delete()
            return {name: None}
        amount = 0  # an older row cannot be taken back, but it can be ended
    if row is None:
        row = Share(code=code, year=year, commune_id=node, set_on=today, amount=amount, by_id=by.pk)
        row.save(force_insert=True)
    else:
        row.amount, row.by_id = amount, by.pk
        row.save(update_fields=["amount", "by_id"])
    return {key(row): plain(row)}


def set_target(
    code: str, phase: str, least: int | None, most: int | None, effective_from: date, *, by: User, today: date
) -> Target:  # fmt: skip
    """Set the ends of a target from a day on. Raises Problem: no_target, bad_level, bad_range, too_early, same_level."""
    root = city()
    require(by, Verb.SET_TARGETS, root, today)
    now = next((row for row in targets_on(today) if (row.code, row.phase) == (code, phase)), None)
    if now is None:
        raise Problem("no_target", say.NO_TARGET)
    _sound(code, least, most)
    if effective_from < today:
        raise Problem("too_early", say.TOO_EARLY, field="effective_from", day=written(today))
    with writing(root.pk):
        latest = Target.objects.filter(code=code, phase=phase, effective_from__lte=effective_from)
        running = latest.order_by("-effective_from").first() or now
        if (running.min, running.max) == (least, most):
            raise Problem("same_level", say.SAME_LEVEL, field="min")
        row = Target.objects.filter(code=code, phase=phase, effective_from=effective_from).first()
        if row is None:
            row = Target(
                code=code, phase=phase, from_on=now.from_on, to_on=now.to_on, min=least, max=most,
                plan_ref=now.plan_ref, effective_from=effective_from,
            )  # fmt: skip
            row.save(force_insert=True)
        else:
            row.min, row.max = least, most
            row.save(update_fields=["min", "max"])
        body = {
            "title": str(indicators()[code].short), "min": number(least), "max": number(most),
            "day": written(effective_from),
        }  # fmt: skip
        record(root.pk, "set_target", key(row), by_id=by.pk, body=body, rows={key(row): plain(row)})
    return row


def _sound(code: str, least: int | None, most: int | None) -> None:
    highest = 100 if indicators()[code].percent else MOST
    for field, level in (("min", least), ("max", most)):
        if level is not None and not 0 <= level <= highest:
            raise Problem("bad_level", say.BAD_LEVEL, field=field, most=number(highest))
    if most is not None and least is None:
        raise Problem("needs_least", say.NEEDS_LEAST, field="min")
    if most is not None and least is not None and most < least:
        raise Problem("bad_range", say.BAD_RANGE, field="max")


def undo_target(row: Target, *, by: User, today: date) -> None:
    """Take back a level that was set today or is still to come. Raises Conflict: late_undo."""
    root = city()
    require(by, Verb.SET_TARGETS, root, today)
    with writing(root.pk):
        newest = Target.objects.filter(code=row.code, phase=row.phase).order_by("-effective_from").first()
        older = Target.objects.filter(code=row.code, phase=row.phase).exclude(pk=row.pk).exists()
        if newest is None or newest.pk != row.pk or row.effective_from < today or not older:
            raise Conflict("late_undo", say.LATE_UNDO)
        name, day = key(row), written(row.effective_from)
        body = {"title": str(indicators()[row.code].short), "day": day}
        row.delete()
        record(root.pk, "undo_target", name, by_id=by.pk, body=body, rows={name: None})
