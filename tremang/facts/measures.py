"""The measures of a node, worked out from its record for a list of days.

Measures of the plan's indicators are called `<code>.n`, `<code>.d` and `<code>.l` (numerator, denominator, places
left out), with the phase behind the code where each phase keeps its own (`older_joiners.P1.n`). All others are listed
in `STOCKS` and `FLOWS`.
A stock says how things stand at the end of a half-month, a flow what happened within it. All are whole numbers that
add up over places.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import accumulate

from tremang.facts.circumstances import HAPPENED, OF_CLUB, OF_PERSONS, put_circumstances
from tremang.facts.contents import CONTENT_FLOWS, put_contents
from tremang.facts.topics import BOOKED, EVERYTHING, HAPPENING, LATER, LIFE, MONEYED, PEOPLED, topics_of
from tremang.funds.models import ASSETS, CAPITAL, Account
from tremang.indicators.base import Indicator, Level
from tremang.indicators.clubs import standard_on
from tremang.indicators.records import FAR, ClubRecord, CommuneRecord, Elsewhere, Member, Moved, Phase
from tremang.indicators.registry import indicators
from tremang.kernel.periods import half_first, half_of

Values = dict[str, int]
Circumstances = Mapping[int, Sequence[tuple[str, date, date]]]  # person → what held from, to
Life = tuple[date | None, date | None, str]  # of a club: launched, closed, and how

STOCKS = {
    "clubs": "clubs launched and not closed",
    "clubs_active": "clubs active",
    "clubs_paused": "clubs paused",
    "clubs_standard": "active clubs that meet the standard",
    "members": "running memberships",
    "members_once": "persons with a running membership, each at the club first joined",
    "older": "of members_once, aged 60 or more",
    "near_older": "of members_once, aged 55 or more",
    "women": "of members_once, women",
    "fund_income": "the Quỹ tăng thu nhập: cash, bank and loans, in đồng; of a closed club until it is handed over",
    "fund_existing": "of fund_income, that of clubs launched and not closed",
    "fund_activity": "the Quỹ hoạt động, in đồng",
    "outstanding": "of fund_income, lent to members and not repaid",
    "clubs_fund_100m": "active clubs whose fund_income is 100 million đồng or more",
    **{f"capital_{account.value}": f"of the capital of fund_income, {account.name.lower()}" for account in CAPITAL},
    **OF_PERSONS,
    **OF_CLUB,
}
FLOWS = {
    "launched": "clubs launched: by these three and no others the number of clubs changes",
    "dissolved": "launched clubs dissolved",
    "merged": "launched clubs that went into another",
    "meetings": "meetings held",
    "present": "marks of members who came themselves",
    "expected": "members expected at those meetings",
    "founded": "clubs founded by decision, re-foundings included",
    "lent": "loans paid out, in đồng",
    "borrowers": "loans paid out, each with its borrower",
    "dues": "contributions collected, in đồng",
    "gifts": "gifts in money, in đồng",
    "staff_courses": "courses completed by officials who carry out the plan, each time",
    **HAPPENED,
    **CONTENT_FLOWS,
}
COUNTED = ("members", "members_once", "older", "near_older", "women", *OF_PERSONS)  # memberships and their persons
# Which measures each topic decides, beside those of the rules.
_DECIDED = (
    (PEOPLED | LATER, COUNTED),
    (BOOKED | LATER, ("meetings", "present", "expected", *CONTENT_FLOWS)),
    (HAPPENING | LATER, (*OF_CLUB, *HAPPENED)),
    (
        MONEYED, (
            "fund_income", "fund_existing", "fund_activity", "outstanding", "clubs_fund_100m", "lent", "borrowers", "dues",
            "gifts", *(f"capital_{account.value}" for account in CAPITAL),
        ),
    ),
    (LIFE, ("clubs", "clubs_active", "clubs_paused", "clubs_standard", "founded", "launched", "dissolved", "merged")),
)  # fmt: skip
# Measures that only reports and the books of the contents show: a look at the plan's targets may leave them for later.
LEAVABLE = frozenset((*CONTENT_FLOWS, *OF_PERSONS, *OF_CLUB, *HAPPENED))
LEAVABLE_BY = PEOPLED | BOOKED | HAPPENING  # what decides any of them
RICH = 100_000_000  # đồng
FEW = 4  # days for which a rule is asked sooner than for its moments
_CAPITAL = {account.value: f"capital_{account.value}" for account in CAPITAL}
_HELD = frozenset(account.value for account in ASSETS)
_FLOWS = {Account.DUES.value: "dues", Account.GIFTS.value: "gifts"}

PHASES = (
    Phase("ALL", date(2026, 1, 1), date(2035, 12, 31)),
    Phase("P1", date(2026, 1, 1), date(2030, 12, 31)),
    Phase("P2", date(2031, 1, 1), date(2035, 12, 31)),
)


def phases_of(indicator: Indicator) -> tuple[Phase, ...]:
    """The phases for which an indicator keeps a number of its own."""
    if not indicator.phased:
        return PHASES[:1]
    return PHASES if indicator.code == "new_clubs" else PHASES[1:]


def key_of(indicator: Indicator, phase: str) -> str:
    """The measure's name without `.n` and `.d`."""
    return f"{indicator.code}.{phase}" if indicator.phased else indicator.code


def _put(values: Values, key: str, amount: int) -> None:
    if amount:
        values[key] = values.get(key, 0) + amount


@cache
def _rules(level: Level, topics: int) -> list[tuple[Indicator, tuple[str, str, str], Phase]]:
    """The rules of a level that `topics` decide, by phase, each with the names of its three measures."""
    return [
        (indicator, (f"{key}.n", f"{key}.d", f"{key}.l"), phase)
        for indicator in indicators().values()
        if indicator.level == level and (topics == EVERYTHING or topics_of(indicator.code) & topics)
        for phase in phases_of(indicator)
        for key in [key_of(indicator, phase.code)]
    ]


@cache
def _decided_by(topics: int, *, leaves: bool = False) -> frozenset[str]:
    """The measures of a club that `topics` decide, perhaps without those that are left for later."""
    own = {key for decisive, keys in _DECIDED if topics & decisive for key in keys}
    decided = own.union(*(keys for _indicator, keys, _phase in _rules(Level.CLUB, topics)))
    return frozenset(decided - LEAVABLE if leaves else decided)


def tallies(
    record: ClubRecord | CommuneRecord, level: Level, days: Sequence[date], topics: int = EVERYTHING
) -> list[Values]:
    """Numerators and denominators of every indicator of `level`, for each of `days`: those that `topics` decide."""
    found: list[Values] = [{} for _day in days]
    numerator = denominator = left_out = 0
    for indicator, keys, phase in _rules(level, topics):
        moments = sorted(indicator.moments(record)) if indicator.moments and len(days) > FEW else None
        asked = None
        for values, day in zip(found, days, strict=True):
            until = min(day, phase.to_on) if indicator.phased else day
            since = until if moments is None else bisect_right(moments, until)
            if since != asked:
                asked = since
                numerator, denominator, left_out = indicator.tally(record, until, phase)
            if numerator:  # no other rule writes under these keys, so there is nothing to add to
                values[keys[0]] = numerator
            if denominator:
                values[keys[1]] = denominator
            if left_out:
                values[keys[2]] = left_out
    return found


def club_values(
    club: ClubRecord, days: Sequence[date], topics: int = EVERYTHING, known: Values | None = None, *, leaves: bool = False
) -> list[Values]:  # fmt: skip
    """All measures of a club at the ends of half-months `days` (rising; the last may be today).

    Where all are `known` as of the one day asked for, only those are worked out that `topics` decide; and where the caller
    `leaves` those of `LEAVABLE` for later, they stay as they are known.
    """
    found = tallies(club, Level.CLUB, days, topics)
    if known is not None:
        decided = _decided_by(topics, leaves=leaves)
        found[0] |= {key: amount for key, amount in known.items() if key not in decided}
    if topics & LIFE:
        _of_life(found, club, days)
    if topics & (PEOPLED | LATER):
        _stocks(found, club, days, leaves=leaves)
    if topics & (HAPPENING | LATER) and not leaves:
        put_circumstances(found, club, days)
    if topics & (BOOKED | LATER):
        _meetings(found, club, days)
        if not leaves:
            put_contents(found, club, days)
    if topics & MONEYED and (club.money or club.carried):
        _money(found, club, days)
    return found


def _of_life(found: list[Values], club: ClubRecord, days: Sequence[date]) -> None:
    began, ended, how = _life(club)
    for values, day in zip(found, days, strict=True):
        state, first = club.state_on(day), half_first(half_of(day))
        _put(values, "clubs", state in ("active", "paused"))
        _put(values, "clubs_active", state == "active")
        _put(values, "clubs_paused", state == "paused")
        if state == "active":
            _put(values, "clubs_standard", standard_on(club, day))
        _put(values, "founded", club.decided_on is not None and first <= club.decided_on <= day)
        _put(values, "launched", began is not None and first <= began <= day)
        if ended is not None and first <= ended <= day:
            _put(values, how, 1)


def _meetings(found: list[Values], club: ClubRecord, days: Sequence[date]) -> None:
    for values, day in zip(found, days, strict=True):
        window = club.window(half_first(half_of(day)), day)
        _put(values, "meetings", window.stop - window.start)
        for present, expected in club.turnout[window]:
            _put(values, "present", present)
            _put(values, "expected", expected)


def _life(club: ClubRecord) -> Life:
    """The day on which the club was launched; that on which it was closed after it, and how: dissolved or merged."""
    began = next((from_on for from_on, _to_on, state in club.states if state in ("active", "paused")), None)
    for from_on, _to_on, state in club.states:
        if began is not None and from_on > began and state in ("dissolved", "merged"):
            return began, from_on, state
    return began, None, ""


def _money(found: list[Values], club: ClubRecord, days: Sequence[date]) -> None:
    """Both funds: one pass over the movements; what an account holds is carried from one day asked for to the next."""
    held = dict(club.carried)
    moved = 0
    for values, day in zip(found, days, strict=True):
        first = half_first(half_of(day))
        while moved < len(club.money) and club.money[moved].day <= day:
            _move(held, values, club.money[moved], first)
            moved += 1
        for key, amount in held.items():
            _put(values, key, amount)
        if values.get("clubs"):
            _put(values, "fund_existing", held.get("fund_income", 0))
        if values.get("clubs_active"):
            _put(values, "clubs_fund_100m", held.get("fund_income", 0) >= RICH)


def _move(held: Values, values: Values, moved: Moved, first: date) -> None:
    """Add a movement to the stocks, and from `first` on to the flows of `values`."""
    account, amount = moved.account, moved.amount
    if account in _HELD:
        key = "fund_income" if moved.is_income else "fund_activity"
        held[key] = held.get(key, 0) + amount
        if account == Account.LOANS.value:
            held["outstanding"] = held.get("outstanding", 0) + amount
            if moved.paid_out and moved.day >= first:
                _put(values, "lent", amount)
                _put(values, "borrowers", moved.paid_out)
    elif account in _CAPITAL:
        if moved.is_income:
            held[_CAPITAL[account]] = held.get(_CAPITAL[account], 0) - amount
    elif moved.day >= first:
        _put(values, _FLOWS[account], -amount)


def _stocks(found: list[Values], club: ClubRecord, days: Sequence[date], *, leaves: bool) -> None:
    """Members: each membership is noted where it begins and ends, and one pass adds up; far cheaper than day by day."""
    if len(days) == 1:
        _stocks_on(found[0], club, days[0], {} if leaves else club.circumstances)
        return
    steps = {key: [0] * (len(days) + 1) for key in COUNTED}
    members, once, elder, nearly, women = (steps[key] for key in COUNTED[:5])
    for member in club.members:
        if member.left_on < days[0]:
            continue
        span = _span(days, member.joined_on, member.left_on)
        _run(members, span.start, span.stop)
        older, near = _turned(days, member, 60), _turned(days, member, 55)
        for first, stop in _counted(club, member, days, span):
            _run(once, first, stop)
            _run(elder, max(first, older), stop)
            _run(nearly, max(first, near), stop)
            if member.sex == "F":
                _run(women, first, stop)
            for key, since, until in club.circumstances.get(member.person_id, ()):
                held = _span(days, since, until)
                _run(steps[key], max(first, held.start), min(stop, held.stop))
    for key, changes in steps.items():
        for values, number in zip(found, accumulate(changes), strict=False):
            _put(values, key, number)


def _stocks_on(values: Values, club: ClubRecord, day: date, circumstances: Circumstances) -> None:
    """The same of a single day, which is what most looks ask for: nothing has to be noted for other days."""
    members = once = elder = nearly = women = 0
    held = dict.fromkeys(OF_PERSONS, 0)
    for member in club.members:
        if not member.joined_on <= day <= member.left_on:
            continue
        members += 1
        others = club.elsewhere.get(member.person_id)
        if others and not counted_here(club, member, others, day):
            continue
        once += 1
        age = day.year - member.born_year  # at the end of the year; only those of 55 and 60 may not be so old yet
        elder += age > 60 or (age == 60 and turns(member, 60) <= day)
        nearly += age > 55 or (age == 55 and turns(member, 55) <= day)
        women += member.sex == "F"
        for key, since, until in circumstances.get(member.person_id, ()):
            held[key] += since <= day <= until
    for key, number in {
        "members": members, "members_once": once, "older": elder, "near_older": nearly, "women": women, **held,
    }.items():  # fmt: skip
        _put(values, key, number)


def _run(changes: list[int], first: int, stop: int) -> None:
    if first < stop:
        changes[first] += 1
        changes[stop] -= 1


def _counted(club: ClubRecord, member: Member, days: Sequence[date], span: range) -> Iterable[tuple[int, int]]:
    """The stretches of `span` in which the person is counted at this club and not at another."""
    others = club.elsewhere.get(member.person_id)
    if not others:
        return [(span.start, span.stop)]
    return [(index, index + 1) for index in span if counted_here(club, member, others, days[index])]


def _span(days: Sequence[date], first: date, last: date) -> range:
    return range(bisect_left(days, first), bisect_right(days, last) if last != FAR else len(days))


def _turned(days: Sequence[date], member: Member, age: int) -> int:
    """The first of `days` on which the member is `age`, as its place; as many as there are where he is younger on all."""
    year = member.born_year + age
    if year < days[0].year:  # most are: no day needs to be worked out
        return 0
    return bisect_left(days, turns(member, age)) if year <= days[-1].year else len(days)


def turns(member: Member, age: int) -> date:
    """The day from which the member is `age`: 1 January where only the year of birth is known."""
    if member.born_on is None:
        return date(member.born_year + age, 1, 1)
    born = member.born_on
    leap = born.month == 2 and born.day == 29
    return date(born.year + age, 3, 1) if leap else born.replace(year=born.year + age)


def counted_here(club: ClubRecord, member: Member, others: Iterable[Elsewhere], day: date) -> bool:
    """Whether somebody who is in several clubs on `day` counts at `club`: where he joined first, ties by the lower id."""
    return all(
        (member.joined_on, club.id) < (other.joined_on, other.club_id)
        for other in others
        if other.joined_on <= day <= other.left_on
    )


def commune_values(commune: CommuneRecord, days: Sequence[date]) -> list[Values]:
    """The measures that only a commune knows (officials, reach, hamlets, communes with standard clubs)."""
    found = tallies(commune, Level.COMMUNE, days)
    for values, day in zip(found, days, strict=True):
        first = half_first(half_of(day))
        courses = (on for official in commune.officials for on in official.courses)
        _put(values, "staff_courses", sum(first <= on <= day for on in courses))
        _put(values, "communes", commune.is_commune)
        _put(values, "communes_counted", commune.is_commune and commune.is_counted)
    return found


def add(result: Values, values: Values) -> None:
    """Add `values` to a sum by measure."""
    for key, amount in values.items():
        result[key] = result[key] + amount if key in result else amount


def total(parts: Iterable[Values]) -> Values:
    """Sums by measure; zeros are left out."""
    result: Values = {}
    for values in parts:
        add(result, values)
    return {key: result[key] for key in sorted(result) if result[key]}
