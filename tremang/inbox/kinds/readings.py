"""A round of measuring, or one who was measured."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.powers import Verb
from tremang.areas.common.queries import called_on
from tremang.areas.health import figures
from tremang.areas.health import problems as health_say
from tremang.areas.health.actions import Taken, measure
from tremang.areas.health.models import Reading
from tremang.inbox import problems as say
from tremang.inbox import reading as read
from tremang.inbox.kinds.visit import event_done, undo
from tremang.inbox.models import DONE, Choice, State, Submission
from tremang.inbox.reading import Told
from tremang.inbox.work import Done, Kind, Work, body_of, sender_of
from tremang.kernel.events import key
from tremang.kernel.format import day as written
from tremang.kernel.problems import Problem

LIMITS = {
    "systolic": figures.SYSTOLIC, "diastolic": figures.DIASTOLIC, "weight": figures.WEIGHT, "waist": figures.WAIST,
    "glucose": figures.GLUCOSE,
}  # fmt: skip
PRESSURE = ("systolic", "diastolic")


def apply(work: Work) -> Done:
    """Write what was measured, in the units of the book: mmHg, grams, millimetres, tenths of mmol/l.

    What somebody else measured otherwise on that day stays, and waits for a choice.
    """
    body = read.parts(work.body, "", {"day", "taken", "agreeing"}, newer=work.envelope.newer)
    day, taken = read.the_day(body, "day"), _all_taken(body, newer=work.envelope.newer)
    agreeing = read.ids(body, "agreeing")
    if not taken and not agreeing:
        raise Problem("nothing_measured", say.NOTHING_MEASURED)
    wanted, choices = _laid_side_by_side(work, day, taken)
    done = event_done(measure(work.club, day, wanted, agreeing, **work.told))
    if choices:
        done.state, done.choices = State.PART, choices
        done.result["choices"] = [str(one.pk) for one in choices]
    return done


def _all_taken(body: Told, *, newer: bool = False) -> dict[int, Taken]:
    return dict(read.lines(body, "taken", lambda value: _taken(value, newer=newer)))


def _taken(value: Any, *, newer: bool) -> Taken:
    told = read.parts(value, "taken", {*LIMITS}, newer=newer)
    for name, number in told.items():
        least, most = LIMITS[name]
        if number is not None and not least <= read.of(number, "taken", int) <= most:
            raise Problem("out_of_range", say.OUT_OF_RANGE, field="taken", name=name)
    pressure = [told.get(name) for name in PRESSURE]
    if any(pressure) and (not all(pressure) or pressure[0] <= pressure[1]):
        raise Problem("pressure_order", health_say.PRESSURE_ORDER, field="taken")
    return Taken(**told)


def _laid_side_by_side(
    work: Work, day: date, taken: Mapping[int, Taken]
) -> tuple[dict[int, Taken], list[Choice]]:  # fmt: skip
    """What to write of each member, and what waits for a choice. Whoever wrote what stands corrects it by himself."""
    rows = Reading.objects.filter(club=work.club, on=day, membership__in=list(taken))
    standing = {row.membership_id: row for row in rows.select_related("membership__person")}
    wanted, choices, own = dict(taken), [], None
    for pk, row in standing.items():
        told = taken[pk]
        differ = [name for name in LIMITS if getattr(told, name) not in (None, getattr(row, name))]
        wanted[pk] = _over(row, told, LIMITS) if not told.is_empty else told
        if not told.is_empty and all(getattr(row, name) is None for name in differ):
            continue
        own = _own(work, day) if own is None else own
        if _tells(own.get(pk, []), row, differ or LIMITS):
            continue
        blank = [name for name in differ if getattr(row, name) is None and name not in PRESSURE]
        wanted[pk] = _over(row, told, blank)
        choices.append(_choice(work, row, day))
    return wanted, choices


def _over(row: Reading, told: Taken, names: Iterable[str]) -> Taken:
    """A reading as it stands, with those of `names` that were told anew."""
    stands = Taken(**{name: getattr(row, name) for name in LIMITS}, typed=row.typed)
    return replace(stands, **{name: getattr(told, name) for name in names if getattr(told, name) is not None})


def _own(work: Work, day: date) -> dict[int, list[Taken]]:
    """Membership → what this phone (or user, without one) told of the day before. One query."""
    found: dict[int, list[Taken]] = {}
    rows = Submission.objects.filter(
        sender_of(work.submission), club=work.club, kind="readings", outcomes__state__in=DONE
    )
    for row in rows.select_related("kept").distinct():
        body = body_of(row)
        if body.get("day") == day.isoformat():
            for pk, one in _all_taken(body).items():
                found.setdefault(pk, []).append(one)
    return found


def _tells(mine: Iterable[Taken], row: Reading, names: Iterable[str]) -> bool:
    """Whether all that would change is what this sender wrote."""
    return any(all(getattr(one, name) == getattr(row, name) for name in names) for one in mine)


def _choice(work: Work, row: Reading, day: date) -> Choice:
    """A choice that keeps no figures: `sides` reads them when somebody who may see them looks."""
    what = _("Chỉ số sức khỏe của %(name)s, ngày %(day)s") % {
        "name": called_on(row.membership, day), "day": written(day),
    }  # fmt: skip
    first = {"value": None, "words": "", "who": "", "at": ""}
    return work.choice(f"readings.{row.membership_id}", key(row), what, first, None, "")


def _of(choice: Choice) -> tuple[int, date, Taken | None, Reading | None]:
    """The member and the day of a choice, what was told later, and what stands; None where it is gone."""
    body = body_of(choice.submission)
    pk = int(choice.key.partition(".")[2])
    row = Reading.objects.filter(pk=int(choice.about.partition(":")[2]), club=choice.club_id).first()
    day = row.on if row is not None else read.the_day(body, "day") if body else choice.at.date()
    return pk, day, _all_taken(body).get(pk) if body else None, row


def sides(choice: Choice) -> tuple[str, str]:
    """What stands and what was told later, in words."""
    _pk, _day, told, row = _of(choice)
    return figures.in_words(row), figures.in_words(told)


def settle(work: Work, choice: Choice) -> Told:
    """What was told later goes over what stands."""
    pk, day, told, row = _of(choice)
    if told is None:
        raise Problem("choice_gone", say.CHOICE_GONE)
    measure(work.club, day, {pk: told if told.is_empty or row is None else _over(row, told, LIMITS)}, **work.told)
    return {}


def words(body: Told) -> str:
    """The day and how many, not who nor what."""
    told = {"day": written(read.the_day(body, "day")), "count": len(body.get("taken", {}))}
    return _("Đo sức khỏe ngày %(day)s cho %(count)s người") % told


KIND = Kind(
    code="readings", name=gettext_lazy("Đo sức khỏe"), verb=Verb.KEEP_BOOKS, apply=apply, words=words, undo=undo,
    settle=settle, chooses=lambda _key: Verb.SEE_HEALTH, sees=Verb.SEE_HEALTH, sides=sides,
    room="health",
)  # fmt: skip
