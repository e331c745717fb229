"""When a club came to stand under another unit, in words, and the change by decree that brought it there."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import Case, F, JSONField, Q, When
from django.utils.translation import gettext as _

from tremang.places.journal import alone_in
from tremang.places.models import Change, ChangeKind, Kind, Place, Span

ONE_DAY = timedelta(days=1)
Units = dict[str, list[Span]]  # what each unit was called from day to day, by its part of a path


@dataclass(frozen=True)
class Moved:
    """That a club came under `unit` on a day; without a change where only several of one day explain it together."""

    what: str
    on: date
    unit: Place
    change: Change | None = None


def moves_of(club: Place) -> list[Moved]:
    """Each time the club came under another unit, newest first. One query where it never did, else three.

    Sought by where it stood, not by the rows that changes touched: one written down late stood there all the same.
    """
    steps = [(old, new) for old, new in pairwise(club.spans.order_by("from_on")) if old.path != new.path]
    if not steps:
        return []
    units = _units({part for step in steps for span in step for part in _above(span.path)})
    changes = _changes({new.from_on for _old, new in steps}, [spans[0].place_id for spans in units.values()])
    found = []
    for old, new in reversed(steps):
        told = [_told(change, old, new, units) for change in changes if change.effective_on == new.from_on]
        found += [move for move in told if move] or [_gone(old, new, units)]
    return found


def _changes(days: set[date], units: list[int]) -> list[Change]:
    """The moves of these days, and what joined two of the units on them, with the paths of both; newest first."""
    joined = Q(successions__predecessor__in=units, successions__successor__in=units)
    found = Change.objects.filter(Q(kind=ChangeKind.MOVE) | joined, effective_on__in=days)
    # The journals of mergers are long, and what those did is known without.
    kept = Case(When(kind=ChangeKind.MOVE, then=F("journal")), output_field=JSONField())
    ends = {"before": F("successions__predecessor__path"), "after": F("successions__successor__path")}
    return list(found.annotate(kept=kept, **ends).defer("journal").order_by("-pk"))


def _told(change: Change, old: Span, new: Span, units: Units) -> Moved | None:
    """What a change of the day did to the club; None where it did nothing to it."""
    if change.kind == ChangeKind.MOVE:
        alone = alone_in(change.kept)
        part = _last(alone[1]["path"]) if alone else ""
        return _gone(old, new, units, change, part) if part in new.path.split(".") else None
    before, after, on = _last(change.before), _last(change.after), new.from_on
    if before not in _above(old.path) or after not in _above(new.path):
        return None
    merged = change.kind == ChangeKind.MERGE
    words = _("Chuyển về %(after)s do nhập %(before)s") if merged else _("Chuyển về %(after)s do chia %(before)s")
    names = {"after": _name(units, after, on), "before": _name(units, before, on - ONE_DAY)}
    return Moved(words % names, on, units[after][0].place, change)


def _gone(old: Span, new: Span, units: Units, change: Change | None = None, part: str = "") -> Moved:
    """The club went from one unit to another, alone or with the hamlet in which it sits."""
    before, after, on = _above(old.path), _above(new.path), new.from_on
    words = _("Chuyển từ %(before)s về %(after)s")
    if part in after:
        words = _("Chuyển từ %(before)s về %(after)s cùng %(hamlet)s")
        before, after = before[:1], after[:1]
    names = {
        "before": ", ".join(_name(units, one, on - ONE_DAY) for one in reversed(before)),
        "after": ", ".join(_name(units, one, on) for one in reversed(after)),
        "hamlet": _name(units, part, on) if part in units else "",
    }
    return Moved(words % names, on, units[after[-1]][0].place, change)


def _units(parts: set[str]) -> Units:
    hamlets = [int(part[1:]) for part in parts if part.startswith("h")]
    wanted = Place.objects.filter(Q(kind=Kind.COMMUNE, code__in=parts) | Q(pk__in=hamlets))
    found: Units = {}
    for span in Span.objects.filter(place__in=wanted).select_related("place").order_by("from_on"):
        found.setdefault(_last(span.path), []).append(span)
    return found


def _name(units: Units, part: str, day: date) -> str:
    """What a unit was called on a day."""
    return next((span.name for span in units[part] if span.holds_on(day)), units[part][0].place.name)


def _above(path: str) -> list[str]:
    """The parts of a club's path that are units: its commune, and its hamlet where it sits in one."""
    return path.split(".")[2:-1]


def _last(path: str) -> str:
    return path.rpartition(".")[2]
