"""What becomes of each club of the demo: where it stands, when it was founded, and how its life goes on.

The shares follow the domain handbook (10) and what the City's board must be able to show: clubs in every stage.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from tremang.exchange.demo.decrees import DIVIDED, MERGED
from tremang.exchange.demo.making import Making
from tremang.exchange.demo.sizes import LARGEST, MEMBERS, SMALLEST
from tremang.kernel.ids import new_id
from tremang.members.models import Person
from tremang.places.models import Place, UnitType


class Fate(StrEnum):
    """How a club's life goes on in the demo."""

    ORDINARY = "ordinary"
    LACKING = "lacking"  # never did one of the 8 contents in the last months, and nothing of its own on the themes
    NEW = "new"  # founded and launched in the last year of the demo
    REFOUNDED = "refounded"
    SILENT = "silent"  # active by its papers, without a meeting for months
    RESUMED = "resumed"  # was paused for a while
    PAUSED = "paused"
    DISSOLVED = "dissolved"
    MERGED = "merged"
    FOUNDED = "founded"  # has its decision, waits for the launch
    PROPOSED = "proposed"
    CAMPAIGN = "campaign"


class Trouble(StrEnum):
    """What the records of a silent club say of its silence."""

    FEW_CAME = "few_came"
    TERM_OVER = "term_over"
    NO_WRITER = "no_writer"  # nobody of the club ever had an account: the commune's officer wrote
    NO_CHAIR = "no_chair"
    NEVER_MET = "never_met"
    UNTOLD = "untold"


SHARES = {
    Fate.NEW: 0.093, Fate.REFOUNDED: 0.013, Fate.SILENT: 0.028, Fate.RESUMED: 0.012, Fate.PAUSED: 0.017,
    Fate.DISSOLVED: 0.011, Fate.MERGED: 0.009, Fate.FOUNDED: 0.012, Fate.PROPOSED: 0.008, Fate.CAMPAIGN: 0.010,
}  # fmt: skip
TROUBLES = (
    Trouble.FEW_CAME, Trouble.TERM_OVER, Trouble.NO_WRITER, Trouble.NO_CHAIR, Trouble.UNTOLD, Trouble.TERM_OVER,
    Trouble.NEVER_MET,
)  # fmt: skip
SILENT_FOR = 6  # months of the club of the demo's officer: the whole quarter that is due, whenever that ended
WHOLE_COMMUNE = 0.02  # clubs that belong to a whole commune, not to one hamlet
CLOSING = (Fate.DISSOLVED, Fate.MERGED)
RECENT = (Fate.NEW, Fate.REFOUNDED, Fate.FOUNDED, Fate.PROPOSED, Fate.CAMPAIGN)


@dataclass
class Plan:
    """One club to be made. `receives` are persons of a closed club who join this one, with the day.

    A silent club has its trouble, and the last day of the month of its last meeting. Where it `leaves_gap` its box differs
    from its book at the end of a quarter, and nobody has said why.
    """

    index: int
    fate: Fate
    commune: Place
    hamlet: Place | None
    members: int
    zeal: float  # 0 to 1: how much the club does
    campaign_on: date
    made_id: int
    name: str
    proposed_on: date | None = None
    decided_on: date | None = None
    launched_on: date | None = None
    pause: tuple[date, date | None] | None = None
    closed_on: date | None = None
    partner: "Plan | None" = None
    trouble: Trouble | None = None
    met_until: date | None = None
    leaves_gap: bool = False
    receives: list[tuple[Person, date]] = field(default_factory=list)

    @property
    def last_day(self) -> date:
        """The last day on which the club lives."""
        return self.closed_on - timedelta(days=1) if self.closed_on else date.max


def fates(size: int) -> list[Fate]:
    """The fates of `size` clubs: one that lacks something, each other at least once, the rest ordinary."""
    made = [Fate.LACKING]
    for fate, share in SHARES.items():
        made += [fate] * max(1, round(share * size))
    return made + [Fate.ORDINARY] * (size - len(made))


def plan_clubs(making: Making, communes: list[Place], hamlets: dict[int, list[Place]]) -> list[Plan]:
    """The plans of all clubs; a club that closes stands before the one that takes over its members."""
    random = making.random("plans")
    weights = [random.uniform(0.4, 1.6) * (1.5 if commune.unit_type == UnitType.RURAL else 1) for commune in communes]
    if len(communes) > 20:
        for empty in random.sample(range(2, len(communes)), len(communes) // 20):
            weights[empty] = 0.0
    made_up = [commune for commune in communes if commune.code in (MERGED[0], DIVIDED[0])]
    for commune in made_up:
        weights[communes.index(commune)] = 0.3
    weights[0] = 1.4  # the commune of the demo's people
    surely = [*made_up * 2, communes[0]]
    free = {commune.pk: list(hamlets.get(commune.pk, ())) for commune in communes}
    plans: list[Plan] = []
    named: Counter[str] = Counter()
    by_fate: dict[Fate, list[Plan]] = {}
    order = sorted(fates(making.size.clubs), key=lambda fate: (fate != Fate.LACKING, fate not in CLOSING))
    silent = order.count(Fate.SILENT)
    for index, fate in enumerate(order):
        partner = _partner(fate, by_fate)
        commune = partner.commune if partner else random.choices(communes, weights)[0]
        if fate == Fate.ORDINARY and not partner and surely:
            commune = surely.pop()
        # One is the demo's officer's, so that he has something to explain: the second where there are more.
        is_officers = fate == Fate.SILENT and len(by_fate.get(fate, ())) == min(1, silent - 1)
        if fate == Fate.LACKING or is_officers:
            commune = communes[0]
        there = free[commune.pk]
        hamlet = there.pop(0) if fate == Fate.LACKING and there else _hamlet(random, there)
        trouble = TROUBLES[len(by_fate.get(fate, ())) % len(TROUBLES)] if fate == Fate.SILENT else None
        plan = _plan(making, random, index, fate, commune, hamlet, trouble)
        if is_officers:
            plan.met_until = making.months_ago(SILENT_FOR)
        if hamlet is None:  # several clubs of one commune are told apart by a number
            named[plan.name] += 1
            plan.name += f" số {named[plan.name]}" if named[plan.name] > 1 else ""
        if partner:
            partner.partner = plan
            if fate == Fate.REFOUNDED:
                plan.partner = partner
        plans.append(plan)
        by_fate.setdefault(fate, []).append(plan)
    next(plan for plan in plans if plan.commune == communes[0] and plan.fate == Fate.ORDINARY).leaves_gap = True
    return plans


def _partner(fate: Fate, by_fate: dict[Fate, list[Plan]]) -> Plan | None:
    """The closed club that a club of this fate takes over, if one is left."""
    wanted = {Fate.ORDINARY: Fate.MERGED, Fate.REFOUNDED: Fate.DISSOLVED}.get(fate)
    return next((plan for plan in by_fate.get(wanted, ()) if plan.partner is None), None) if wanted else None


def _hamlet(random: Random, free: list[Place]) -> Place | None:
    if random.random() < WHOLE_COMMUNE:
        return None
    return free.pop(random.randrange(len(free))) if free else None


def _day(random: Random, first: date, last: date) -> date:
    return first + timedelta(days=random.randrange(max(1, (last - first).days + 1)))


def _plan(
    making: Making, random: Random, index: int, fate: Fate, commune: Place, hamlet: Place | None,
    trouble: Trouble | None,
) -> Plan:  # fmt: skip
    members = min(LARGEST, max(SMALLEST, round(random.gauss(*MEMBERS))))
    decided = _decided(making, random, fate, trouble)
    proposed = decided - timedelta(days=random.randrange(12, 40))
    campaign = proposed - timedelta(days=random.randrange(25, 70))
    where = hamlet.name if hamlet else commune.name
    plan = Plan(
        index, fate, commune, hamlet, members, min(1.0, random.betavariate(4, 2.2)), campaign, new_id(),
        f"Câu lạc bộ {where[0].lower()}{where[1:]}",
    )  # fmt: skip
    if fate == Fate.CAMPAIGN:
        plan.campaign_on = _day(random, making.months_ago(3), making.months_ago(1))
        return plan
    plan.proposed_on = proposed
    if fate == Fate.PROPOSED:
        plan.campaign_on = _day(random, making.months_ago(5), making.months_ago(3))
        plan.proposed_on = _day(random, making.months_ago(2), making.last)
        return plan
    plan.decided_on = decided
    if fate == Fate.FOUNDED:
        return plan
    plan.launched_on = decided + timedelta(days=random.randrange(5, 30))
    if fate == Fate.SILENT:
        plan.trouble, plan.met_until = trouble, making.months_ago(3 + index % 4)
    elif fate == Fate.PAUSED:
        plan.pause = _day(random, making.months_ago(9), making.months_ago(2)), None
    elif fate == Fate.RESUMED:
        start = _day(random, making.months_ago(min(20, making.size.months)), making.months_ago(6))
        start = max(start, plan.launched_on + timedelta(days=40))
        plan.pause = start, start + timedelta(days=random.randrange(60, 120))
    elif fate in CLOSING:
        plan.closed_on = _day(random, making.months_ago(min(11, making.size.months - 2)), making.months_ago(4))
    return plan


def _decided(making: Making, random: Random, fate: Fate, trouble: Trouble | None) -> date:
    year = date(making.last.year, 1, 6)
    if fate == Fate.FOUNDED:
        return _day(random, making.months_ago(1), making.last - timedelta(days=2))
    if fate == Fate.REFOUNDED:
        return _day(random, making.months_ago(3), making.months_ago(1))
    if fate == Fate.NEW:
        return _day(random, year, max(year, making.months_ago(1) - timedelta(days=5)))
    if trouble == Trouble.NEVER_MET:
        return _day(random, making.months_ago(9), making.months_ago(5))
    if trouble == Trouble.TERM_OVER:  # five years ago, so that the term ended about when the meetings did
        return _day(random, making.months_ago(66), making.months_ago(62))
    since = date(making.size.since, 1, 10)
    if making.size.months > 24:
        return _day(random, since, date(making.size.since + 2, 12, 1))
    if random.random() < 0.12:
        return _day(random, making.months_ago(24), making.months_ago(13))
    return _day(random, since, making.months_ago(25))
