"""What every part of the demo shares: the span of time, the seeded sources, the sink, and chains of events."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property
from random import Random
from typing import Any, TypeVar

from django.db.models import Model

from tremang.areas.culture.models import LongevityAge
from tremang.areas.culture.queries import ages_on
from tremang.areas.health.queries import Thresholds
from tremang.areas.learning.models import Programme, Skill
from tremang.areas.rights.models import AnswerTerm, PublicHoliday
from tremang.areas.rights.terms import WEEKEND, days_off
from tremang.exchange.demo.names import Names
from tremang.exchange.demo.rows import Sink
from tremang.exchange.demo.sizes import Size
from tremang.kernel.events import GENESIS, build, key, plain
from tremang.kernel.ids import new_id, seeded_ids
from tremang.kernel.periods import add_months
from tremang.kernel.rows import made
from tremang.places.models import Dated, Kind, Place, Span, UnitType

HANOI = timedelta(hours=7)
Row = TypeVar("Row", bound=Model)
IDS_APART = timedelta(seconds=2)  # room for 65 million ids


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """The moment of `hour`:`minute` in Hanoi on `day`, as it comes back from a database: in UTC."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - HANOI


@dataclass
class Act:
    """Something that somebody did: when, by whom, and what to say of it.

    `do` changes the rows in memory to how the act left them and returns verb, subject, words, and the rows that the
    event vouches for.
    """

    at: datetime
    by_id: int
    do: Callable[[], tuple[str, Model, Mapping[str, Any], Mapping[str, Any]]]


@dataclass
class Making:
    """One demo being made. `first` and `last` bound its months of meetings, both days included."""

    size: Size
    seed: int
    first: date
    last: date
    sink: Sink = field(default_factory=Sink)
    city_staff_id: int = 0
    city_leader_id: int = 0
    officer_of: dict[int, int] = field(default_factory=dict)
    sequences: dict[int, tuple[int, str]] = field(default_factory=dict)
    digital: tuple[Programme, list[Skill]] | None = None
    working_days: list[date] = field(default_factory=list)

    def random(self, *about: Any) -> Random:
        """A source that follows from the seed and what it is used for, whatever was drawn elsewhere."""
        return Random(f"{self.seed}|{'|'.join(map(str, about))}")

    def names(self, *about: Any) -> Names:
        """A source of names, see `random`."""
        return Names(self.random("names", *about))

    @contextmanager
    def own_ids(self, number: int) -> Iterator[None]:
        """Within the block ids of a time of its own, by `number` from 0 on: the same whoever made what before or meanwhile."""
        since = at(self.last, 21) + number * IDS_APART
        with seeded_ids(f"{self.seed}|{number}", int(since.timestamp() * 1000)):
            yield

    def due_on(self, code: str, day: date) -> date:
        """The last day for the answer to what came on `day`, as `rights.terms.due_on` has it, without asking each time."""
        return self.working_day(day, self.working_terms[code])

    @cached_property
    def working_terms(self) -> dict[str, int]:
        """Working days for an answer, by the code of the term."""
        return {row.code: row.working_days for row in AnswerTerm.objects.filter(Dated.on(self.last))}

    @cached_property
    def longevity_ages(self) -> list[LongevityAge]:
        """The ages at which a long life is wished."""
        return ages_on(self.last)

    @cached_property
    def thresholds(self) -> Thresholds:
        """What readings earn advice."""
        return Thresholds()

    def working_day(self, day: date, count: int) -> date:
        """The day that is `count` (1 or more) working days after `day`."""
        if not self.working_days:
            holidays = list(PublicHoliday.objects.order_by("pk"))
            years = range(self.first.year - 1, self.last.year + 2)
            off = {day for year in years for day in days_off(holidays, year)}
            days = (date(years[0], 1, 1) + timedelta(days=n) for n in range(366 * len(years)))
            self.working_days = [day for day in days if day.weekday() not in WEEKEND and day not in off]
        return self.working_days[bisect_right(self.working_days, day) + count - 1]

    def months_ago(self, months: int) -> date:
        """`last` moved back by `months`."""
        return add_months(self.last, -months)

    def write_chain(self, chain_id: int, acts: list[Act], random: Random) -> None:
        """Put `acts` in the order of time and add them to the chain of `chain_id`.

        `sequences` goes on with each: an act may look at the end of its own chain as it was before it.
        """
        sequence, previous = self.sequences.get(chain_id, (0, GENESIS))
        for act in sorted(acts, key=lambda act: act.at):
            sequence += 1
            verb, subject, body, rows = act.do()
            event, content = build(
                chain_id, sequence, previous, act.at, act.by_id, verb, key(subject), body, rows,
                f"{random.getrandbits(128):032x}",
            )  # fmt: skip
            previous = event.hash
            self.sequences[chain_id] = (sequence, previous)
            self.sink.add(event, content)


def fresh(model: type[Row], values: dict[str, Any], **known: Model) -> Row:
    """A row as `model(**values)` makes it, for rows by the hundred thousand: `values` by column, `known` as `made` has it."""
    standing, drawn = _blank(model)
    pointing = {f"{name}_id": row.pk for name, row in known.items()}
    return made(
        model, standing | {name: draw() for name, draw in drawn if name not in values} | pointing | values, **known
    )


@cache
def _blank(model: type[Model]) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]]]:
    """The columns that a row begins with, and those that are drawn for each."""
    standing, drawn = {}, []
    for column in model._meta.concrete_fields:
        if column.has_default() and callable(column.default):
            drawn.append((column.attname, column.default))
        else:
            standing[column.attname] = column.get_default()
    return standing, drawn


def digests(*rows: Model) -> dict[str, Any]:
    """The rows as an event vouches for them."""
    return {key(row): plain(row) for row in rows}


def node(
    kind: Kind, unit_type: UnitType, code: str, name: str, parent: Place, since: date, pk: int = 0
) -> tuple[Place, Span]:
    """A node of the tree and the span that says where it stands."""
    pk = pk or new_id()
    row = Place(id=pk, kind=kind, unit_type=unit_type, code=code or f"clb-{pk}", parent_id=parent.pk, valid_from=since)
    row.rename(name)
    segment = {Kind.HAMLET: f"h{pk}", Kind.CLUB: f"c{pk}"}.get(kind, code)
    row.path = f"{parent.path}.{segment}"
    span = Span(place_id=pk, name=name, unit_type=unit_type, path=row.path, from_on=since)
    return row, span
