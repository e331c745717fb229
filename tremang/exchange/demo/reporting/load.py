"""The reports of the demo, loaded in bulk after its facts: plan, bodies, rows, chains; the last corrections by real acts."""

from datetime import date
from typing import NamedTuple

from tremang.exchange.demo.making import Act, Making
from tremang.exchange.demo.reporting.course import Course
from tremang.exchange.demo.reporting.desk import Desk, Key, Sent
from tremang.exchange.demo.reporting.heads import Heads, Kept
from tremang.exchange.demo.reporting.kept import wanted_of
from tremang.exchange.demo.reporting.plan import Plan, clubs_with_troubles
from tremang.exchange.demo.reporting.shelf import Shelf
from tremang.exchange.demo.reporting.troubles import Troubles
from tremang.exchange.demo.reporting.ways import Way
from tremang.exchange.demo.rows import unchecked
from tremang.kernel.hands import hands
from tremang.kernel.periods import half_of
from tremang.places.models import Kind, Place
from tremang.places.queries import under
from tremang.reports.kinds import kinds_on
from tremang.reports.models import Level

BATCH = 6  # communes written at once
FEW = 10  # communes: fewer make a small demo
IDS = 1000  # the clubs' communes draw theirs below


class Written(NamedTuple):
    """What the City's reports need of those of some communes: where they stand, what was sent, how the chains ended."""

    stands: dict[Key, tuple[str, date | None, int]]
    sent: dict[Key, Sent]
    ends: Kept


def write_reports(making: Making, root: Place, communes: list[Place], waiting: dict[int, list[Act]]) -> list[Course]:
    """Write the reports of `communes` and the City, with the acts that wait for their chains, by node.

    Returns the courses. The facts stand; nobody else writes.
    """
    for commune in communes:
        commune.parent = root
    desk = Desk(making, root, communes, kinds_on(making.last))
    plan = Plan(making, desk, desk.kinds)
    plan.lay_out()
    asked = plan.asked()
    if asked:
        whole = {root.pk, *(unit.node for unit in desk.units[root.pk])}
        desk.shelf = Shelf(wanted_of(asked, whole), half_of(making.last))
    desk.troubles = _troubles(making, desk, plan)
    cities = plan.of(root)
    heads = Heads(sorted(moment.at for course in cities for moment in course.moments if moment.verb == "submit"))
    batches = [communes[start : start + BATCH] for start in range(0, len(communes), BATCH)]
    with hands(
        len(batches), lambda number: _write_communes(desk, plan, heads, batches[number], number, waiting)
    ) as spread:
        for written in spread(range(len(batches))):
            desk.sent |= written.sent
            heads.add(written.ends)
            for key, stands in written.stands.items():
                report = desk.courses[key].report
                report.state, report.submitted_on, report.lacking = stands
    for commune in communes:
        waiting.pop(commune.pk, None)
    heads.read(_offices(root))
    heads.keep()
    heads.take_city()
    with unchecked():
        _write(making, desk, heads, cities, root.pk, waiting.pop(root.pk, []))
        for chain, acts in waiting.items():
            making.write_chain(chain, acts, making.random("later", chain))
        making.sink.add(*desk.troubles.rows)
        making.sink.flush()
    return list(desk.courses.values())


def _write_communes(
    desk: Desk, plan: Plan, heads: Heads, communes: list[Place], number: int, waiting: dict[int, list[Act]]
) -> Written:
    """The reports of some communes and their clubs, of the batch of this `number`."""
    making, chains, courses = desk.making, [], []
    with making.own_ids(IDS + number), unchecked():
        for commune in communes:
            clubs = [unit.node for unit in desk.units.get(commune.pk, ())]
            here = [commune.pk, *_below(commune)]
            heads.read(here)
            heads.keep()
            for node in clubs:
                own = plan.of(desk.clubs[node])
                _write(making, desk, heads, own, node, [])
                courses += own
            own = plan.of(commune)
            _write(making, desk, heads, own, commune.pk, waiting.get(commune.pk, []))
            courses += own
            chains += here
        making.sink.flush()
    return Written(
        {one.key: (one.report.state, one.report.submitted_on, one.report.lacking) for one in courses},
        {one.key: desk.sent[one.key] for one in courses if one.key in desk.sent},
        heads.kept(chains),
    )


def _write(
    making: Making, desk: Desk, heads: Heads, courses: list[Course], node: int, waiting: list[Act]
) -> None:  # fmt: skip
    """The reports of one place, and its chain."""

    def trace(place: int, moment) -> str:
        return heads.fingerprint(moment, place, making.sequences.get(place))

    way = Way(making, desk, trace)
    way.tell(courses)
    acts = [*waiting, *desk.troubles.acts.pop(node, []), *way.acts]
    if acts:
        making.write_chain(node, acts, making.random("reports", node))
    way.write(courses)


def _below(commune: Place) -> list[int]:
    return list(Place.objects.filter(under(commune.path), kind=Kind.CLUB).values_list("pk", flat=True))


def _offices(root: Place) -> list[int]:
    """Communes, also those that are no more: their chains are written by now."""
    return list(Place.objects.filter(under(root.path), kind=Kind.COMMUNE).values_list("pk", flat=True))


def _troubles(making: Making, desk: Desk, plan: Plan) -> Troubles:
    troubles = Troubles(making, desk.root)
    communes = list(desk.communes.values())
    is_small = len(communes) < FEW
    troubles.of_clubs(clubs_with_troubles(desk, plan, 8 if is_small else 28), making.officer_of)
    chosen = communes if is_small else [communes[0], *making.random("troubled").sample(communes[1:], 11)]
    troubles.of_communes(chosen, making.officer_of)
    for course in desk.courses.values():
        if course.kind.level == Level.COMMUNE and [one.verb for one in course.moments] == ["begin"]:
            troubles.in_report(course.report, course.place, course.moments[0].at.date(), course.writer_id)
            break
    return troubles
