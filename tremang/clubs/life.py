"""The stages of a club's life as steps in time: what may follow what, on which day, and the rows that come of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from tremang.clubs import problems as say
from tremang.clubs.models import Club, FoundingDecision, State, StateRow
from tremang.kernel.format import day as written
from tremang.kernel.problems import Problem
from tremang.places.journal import Journal
from tremang.places.tree import stand_since

ONE_DAY = timedelta(days=1)
EARLIEST = date(2000, 1, 1)  # the first clubs of Viet Nam are younger than that
FOLLOWS: dict[str, tuple[str, ...]] = {
    State.CAMPAIGN: (State.PROPOSED, State.FOUNDED, State.DISSOLVED),
    State.PROPOSED: (State.FOUNDED, State.DISSOLVED),
    State.FOUNDED: (State.ACTIVE, State.DISSOLVED),
    State.ACTIVE: (State.PAUSED, State.DISSOLVED, State.MERGED),
    State.PAUSED: (State.ACTIVE, State.DISSOLVED, State.MERGED),
    State.DISSOLVED: (),
    State.MERGED: (),
}
# Stages that may pass within a day: the decision is often read at the launch itself.
BRIEF = (State.CAMPAIGN, State.PROPOSED, State.FOUNDED)


@dataclass(frozen=True)
class Step:
    """That the club entered a stage on a day, who wrote it and why. `row_id` is its row, where it has one."""

    state: str
    on: date
    reason: str = ""
    by_id: int = 0
    row_id: int | None = None


def steps_of(rows: Sequence[StateRow], decision: FoundingDecision | None) -> list[Step]:
    """The steps behind the rows; a decision of the day of the launch is a step without a row."""
    steps = [Step(row.state, row.from_on, row.reason, row.by_id, row.pk) for row in rows]
    if decision is not None and all(step.state != State.FOUNDED for step in steps):
        place = next((i for i, step in enumerate(steps) if step.on >= decision.decided_on), len(steps))
        steps.insert(place, Step(State.FOUNDED, decision.decided_on))
    return steps


def follow(steps: Sequence[Step], step: Step, today: date) -> list[Step]:
    """`steps` with one more at the end; raises Problem where it cannot follow."""
    last = steps[-1] if steps else None
    if last is not None and step.state not in FOLLOWS[last.state]:
        raise Problem(
            "cannot_follow", say.CANNOT_FOLLOW, now=State(last.state).label.lower(), day=written(last.on),
            then=State(step.state).label.lower(),
        )  # fmt: skip
    longer = [*steps, step]
    check(longer, today)
    return longer


def moved(steps: Sequence[Step], index: int, on: date, reason: str, today: date) -> list[Step]:
    """`steps` with the day and the reason of one of them corrected."""
    changed = [replace(step, on=on, reason=reason) if i == index else step for i, step in enumerate(steps)]
    check(changed, today)
    return changed


def check(steps: Sequence[Step], today: date) -> None:
    """Raise Problem unless the steps go forward in time, up to today."""
    for step in steps:
        check_day(step.on, today)
    for before, after in pairwise(steps):
        if after.on < before.on:
            raise Problem(
                "before_last", say.BEFORE_LAST, field="on", now=State(before.state).label.lower(),
                day=written(before.on),
            )  # fmt: skip
        if after.on == before.on and before.state not in BRIEF:
            raise Problem(
                "same_day", say.SAME_DAY, field="on", now=State(before.state).label.lower(), day=written(before.on)
            )


def check_day(day: date, today: date, field: str = "on") -> None:
    """Raise Problem for a day to come, or one before any club existed."""
    if day > today:
        raise Problem("in_future", say.IN_FUTURE, field=field, day=written(day))
    if day < EARLIEST:
        raise Problem("too_early", say.TOO_EARLY, field=field, day=written(day))


def write_steps(club: Club, steps: Sequence[Step]) -> None:
    """Make the club's rows say exactly `steps`; a step without a whole day of its own keeps no row.

    Its node stands from the first of them on.
    """
    stand_since(Journal(), club.place, steps[0].on)
    kept = [
        step for i, step in enumerate(steps) if i + 1 == len(steps) or steps[i + 1].on > step.on
    ]  # fmt: skip
    known = {row.pk: row for row in StateRow.objects.filter(club=club)}
    goes_on = {step.row_id for step in kept}
    StateRow.objects.filter(pk__in=known.keys() - goes_on).delete()
    rows = []
    for step, following in zip(kept, [*kept[1:], None], strict=True):
        row = known.get(step.row_id or 0) or StateRow(club=club)
        row.state, row.from_on, row.reason, row.by_id = step.state, step.on, step.reason, step.by_id
        row.to_on = following.on - ONE_DAY if following else None
        rows.append(row)
    # Two rows never begin on one day, not even between two statements: those that move later are written first.
    for row in sorted(rows, key=lambda row: row.from_on, reverse=True):
        row.save(force_insert=row.pk not in known, force_update=row.pk in known)
    keep_equal(club, rows)


def keep_equal(club: Club, rows: Sequence[StateRow]) -> None:
    """Set on the club what its rows and its decision say, and save it where that is new."""
    decision = FoundingDecision.objects.filter(club=club).order_by("decided_on").first()
    says = {
        "state": rows[-1].state,
        "founded_on": decision.decided_on if decision else None,
        "launched_on": next((row.from_on for row in rows if row.state == State.ACTIVE), None),
        "is_refounding": bool(decision and decision.is_refounding),
    }
    changed = [name for name, value in says.items() if getattr(club, name) != value]
    for name in changed:
        setattr(club, name, says[name])
    if changed:
        club.save(update_fields=changed)
