"""From tables to records: everything the rules look at, in a fixed number of queries however many clubs."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import partial

from django.db import connection

from tremang.clubs.models import State
from tremang.facts.eves import Eve, work_out
from tremang.facts.loading_books import load_books, load_firsts, load_meetings, load_parts, load_supports
from tremang.facts.loading_circumstances import load_circumstances, load_happened
from tremang.facts.loading_life import LIFE, begin_records, read_life
from tremang.facts.loading_people import MEANT, load_people
from tremang.facts.people import People
from tremang.facts.reading import MANY, blanks, padded, read
from tremang.facts.topics import BOOKED, EVERYTHING, HAPPENING, LATER, LONG_AGO, MONEYED, PEOPLED, topics_of
from tremang.funds.models import ASSETS, CAPITAL, Account, Fund
from tremang.funds.models import Kind as MoneyKind
from tremang.indicators.records import FAR, ClubRecord, Elsewhere, Moved, Need
from tremang.kernel.periods import add_months, half_first, half_of
from tremang.members.models import Membership
from tremang.members.models import Need as NeedRow

Pairs = list[tuple[int, int, int]]  # a person, his club, another of his clubs
MONTHS_BACK = 14  # rules look back 12 complete months; two more cover the running one
PLAN_PARTS = (*LIFE, "books", "members", "board", "needs", "money")
# With what only reports show: who is poor or insured; who counts in the year, and what happened.
PARTS = (*PLAN_PARTS, "circumstances", "reported")
NEEDY = topics_of("needs_supported")


def load_clubs(
    ids: Iterable[int], since: date = date.min, reads: Collection[str] = PARTS,
    before: Mapping[int, Mapping[str, int]] | None = None, pairs: Pairs | None = None, eves: dict[int, Eve] | None = None,
    people: dict[int, People] | None = None, topics: Mapping[int, int] | None = None,
) -> list[ClubRecord]:  # fmt: skip
    """The records of the clubs `ids`, with meetings and what the books hold from 14 months before `since` on.

    `before` holds the measures of clubs as they stood on the eve of `since`: of those only the transfers since are read.
    `pairs` is what `pairs_of` says of these clubs, perhaps of others too, where that is known already. `eves` are what is
    known of the books up to the eve of `since`, `people` of their people and lives; what is not, is put there. Of clubs named in
    `topics` only that is read which measures need that these decide; where only some are asked for, `eves` are known.
    About 16 queries, whatever the number of clubs; fewer where only some parts are read.
    """
    wanted = set(ids)
    listed = None if len(wanted) > MANY else padded(wanted)
    clubs = begin_records(wanted, listed, reads, people or {})
    part = partial(_part, clubs, listed, topics or {})
    shared = _shared(clubs, pairs) if "members" in reads else {}
    if shared and "reported" in reads:
        _parts(part(BOOKED | LATER)[0], shared, since)
    if "books" in reads:
        _books(*part(BOOKED | LATER), since, eves, "reported" in reads)
    load_people(clubs, listed, since, reads, people)
    if "needs" in reads:
        _supports(
            *part(NEEDY), _first_support(since, reads) if eves is None else half_first(half_of(since)), eves or {}
        )
    if "money" in reads:
        _money(*part(MONEYED), since, before or {})
    if "reported" in reads:
        load_happened(*part(HAPPENING | LATER), half_first(half_of(since)))
    if "members" in reads:
        _elsewhere(clubs, shared, reads, since, topics or {})
    return list(clubs.values())


def _part(
    clubs: dict[int, ClubRecord], listed: list[int] | None, topics: Mapping[int, int], needed: int
) -> tuple[dict[int, ClubRecord], list[int] | None]:  # fmt: skip
    """Those of `clubs` of which one of `needed` is asked for, as they are and as they are named."""
    own = {club: record for club, record in clubs.items() if topics.get(club, EVERYTHING) & needed}
    return own, listed if listed is None or len(own) == len(clubs) else padded(own)


def _bound(since: date) -> date:
    """The first day of what is read for rules that look back."""
    return add_months(since, -MONTHS_BACK) if since > date(1900, 1, 1) else since


def _books(
    clubs: dict[int, ClubRecord], listed: list[int] | None, since: date, eves: dict[int, Eve] | None, persons: bool
) -> None:  # fmt: skip
    if not clubs:
        return
    since = half_first(half_of(since))  # what was done within a half-month is told row by row
    single = {part.activity_id for record in clubs.values() for own in record.parts.values() for part in own}
    known = {} if eves is None else eves
    apart = {
        club: frozenset(
            part.activity_id
            for own in record.parts.values()
            for part in own
            if part.club_id == club and part.day < since
        )
        for club, record in clubs.items()
    }
    lacking = [club for club in clubs if club not in known or (persons and known[club].apart != apart[club])]
    asked = padded(lacking) if listed is not None else None
    fresh = work_out(lacking, asked, _bound(since), since, single if persons else None)
    for club, eve in fresh.items():
        eve.apart = apart[club]
    if eves is not None:
        for club, person, given_on in load_supports("club_id", asked, _bound(since), since):
            if own_eve := fresh.get(club):
                own_eve.supports[person] = max(given_on, own_eve.supports.get(person, given_on))
    meetings = load_meetings(clubs, fresh, listed is not None, _bound(since), since)
    known |= fresh
    own = {club: known[club] for club in clubs}
    load_books(clubs, listed, since, own, meetings, single)
    if persons:
        load_firsts(clubs, listed, since, own)


def _first_support(since: date, reads: Collection[str]) -> date:
    return date.min if LONG_AGO in reads else _bound(since)


def _supports(
    clubs: dict[int, ClubRecord], listed: list[int] | None, first: date, eves: Mapping[int, Eve]
) -> None:  # fmt: skip
    for club in clubs.keys() & eves.keys():
        clubs[club].supports = {person: [day] for person, day in eves[club].supports.items()}
    for club, person, given_on in load_supports("club_id", listed, first):
        if record := clubs.get(club):
            record.supports.setdefault(person, []).append(given_on)


# One line for each day and pair of accounts: ten years of a club are thousands of transfers and some hundred such lines. The
# fund is named so that the index of club, fund and day serves.
_MOVED = """
    SELECT club_id, day, fund, debit, credit, kind, SUM(amount), COUNT(*) FROM funds_transfer
    WHERE fund IN ('income', 'activity') AND day >= %s{named} GROUP BY club_id, day, fund, debit, credit, kind ORDER BY day
"""
_OPENED = """
    SELECT club_id, NULL, fund, debit, credit, '', SUM(amount), 0 FROM funds_transfer WHERE day < %s{named}
    GROUP BY club_id, fund, debit, credit
"""
_WATCHED = frozenset(account.value for account in (*ASSETS, *CAPITAL, Account.DUES, Account.GIFTS))
_HELD = frozenset(account.value for account in ASSETS)
_INCOME, _PAYOUT = Fund.INCOME.value, MoneyKind.PAYOUT.value
# The stocks of money, each carried from one half-month to the next.
CARRIED = ("fund_income", "fund_activity", "outstanding", *(f"capital_{account.value}" for account in CAPITAL))


def _money(
    clubs: dict[int, ClubRecord], listed: list[int] | None, since: date, before: Mapping[int, Mapping[str, int]]
) -> None:
    """The books as movements of accounts by day, and the income fund at the end of each day on which it moved.

    What moved before the half-month of `since` is one sum for each pair of accounts, as of no day. Two queries; one where all
    clubs have a `before`.
    """
    if not clubs:
        return
    first = half_first(half_of(since))
    unknown = []
    for club, record in clubs.items():
        if club not in before:
            unknown.append(club)
            continue
        record.carried = {key: before[club][key] for key in CARRIED if key in before[club]}
        if record.carried:
            record.balances.append((date.min, before[club].get("fund_income", 0)))
    if unknown:
        _read_money(clubs, _OPENED, padded(unknown) if listed is not None or len(unknown) < len(clubs) else None, first)
    _read_money(clubs, _MOVED, listed, first)


def _read_money(clubs: dict[int, ClubRecord], asked: str, listed: list[int] | None, first: date) -> None:
    named = "" if listed is None else f" AND club_id IN ({blanks(listed)})"
    with connection.cursor() as cursor:
        cursor.execute(asked.format(named=named), [first.isoformat(), *(listed or ())])
        rows = cursor.fetchall()
    for club, day, fund, debit, credit, kind, amount, count in rows:
        record = clubs.get(club)
        if record is None:
            continue
        day, amount, is_income = day or date.min, int(amount), fund == _INCOME
        if debit in _WATCHED:
            record.money.append(Moved(day, is_income, debit, amount, count if kind == _PAYOUT else 0))
        if credit in _WATCHED:  # a payout taken back stands the other way round
            record.money.append(Moved(day, is_income, credit, -amount, -count if kind == _PAYOUT else 0))
        change = amount * ((debit in _HELD) - (credit in _HELD)) if is_income else 0
        if change or (is_income and not record.balances):
            record.balances.append((day, (record.balances[-1][1] if record.balances else 0) + change))


def _elsewhere(
    clubs: dict[int, ClubRecord], shared: dict[int, list[int]], reads: Collection[str], since: date, topics: Mapping[int, int]
) -> None:  # fmt: skip
    """For persons of several clubs: their other memberships, needs and supports, and what is known of them anywhere."""
    if not shared:
        return
    asked = 0
    for club in clubs:
        asked |= topics.get(club, EVERYTHING)
    people = {person: [clubs[club] for club in own] for person, own in shared.items()}
    named = list(shared) if len(shared) <= MANY else None
    rows = [
        row
        for row in read(Membership, "person club joined_on left_on", named, by="person", where=MEANT)
        if row[0] in shared
    ]
    others = {club: clubs.get(club) or ClubRecord(club) for _person, club, _joined, _left in rows}
    if unread := {club: other for club, other in others.items() if club not in clubs}:
        read_life(unread, list(unread) if len(unread) <= MANY else None, {"decisions", "states"} & {*reads})
    active = {
        club: tuple((first, last) for first, last, state in other.states if state == State.ACTIVE)
        for club, other in others.items()
    }
    for person, club, joined_on, left_on in rows:
        decided_on, again = others[club].decided_on, others[club].is_refounding
        other = Elsewhere(club, joined_on, left_on or FAR, decided_on, again, active[club])
        for record in people[person]:
            if record.id != club:
                record.elsewhere.setdefault(person, []).append(other)
    if "needs" in reads and asked & NEEDY:
        _shared_needs(people, named, _first_support(since, reads))
    if "circumstances" in reads and asked & (PEOPLED | LATER):
        for person, records in people.items():
            for record in records:
                record.circumstances.pop(person, None)
        load_circumstances(clubs, None if named is None else padded(named), people)


def _parts(clubs: dict[int, ClubRecord], shared: dict[int, list[int]], since: date) -> None:
    """For persons of several clubs: where they took part, in those clubs and elsewhere."""
    own = {person: [club for club in several if club in clubs] for person, several in shared.items()}
    asked = [person for person, several in own.items() if several]
    for person, part in load_parts(asked if len(asked) <= MANY else None, since) if asked else ():
        for club in own.get(person, ()):
            clubs[club].parts.setdefault(person, []).append(part)


def _shared(clubs: dict[int, ClubRecord], pairs: Pairs | None) -> dict[int, list[int]]:
    """Person → those of `clubs` where he is or was a member, of persons who are or were members of another one too."""
    found: dict[int, dict[int, None]] = defaultdict(dict)
    if pairs is None and len(clubs) > MANY:
        seen: dict[int, int] = {}
        rows = read(Membership, "person club", None, order="t.id")
        several = {person for person, club in rows if seen.setdefault(person, club) != club}
        pairs = [(person, club, 0) for person, club in rows if person in several]
    for person, club, _other in pairs if pairs is not None else pairs_of(clubs):
        if club in clubs:
            found[person][club] = None
    return {person: list(own) for person, own in found.items()}


def pairs_of(clubs: Collection[int] | None) -> Pairs:
    """Who is or was a member of two clubs, one of them among `clubs`: (person, that club, the other one)."""
    if clubs is not None and not clubs:
        return []
    listed = padded(clubs or ())
    named = f" WHERE a.club_id IN ({blanks(listed)})" if listed else ""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.person_id, a.club_id, b.club_id FROM members_membership a "  # noqa: S608 - only marks
            f"JOIN members_membership b ON b.person_id = a.person_id AND b.club_id <> a.club_id{named}",
            listed,
        )
        found: Pairs = list(dict.fromkeys(cursor.fetchall()))  # who left and came back is found twice
    return found


def _shared_needs(people: dict[int, list[ClubRecord]], named: Collection[int] | None, first: date) -> None:
    """A need or a support of a person of several clubs counts wherever it was declared or given; who has no need is not asked after."""
    for person, records in people.items():
        for record in records:
            record.needs.pop(person, None)
            record.supports.pop(person, None)
    needy = set()
    for person, declared, withdrawn in read(NeedRow, "person declared_on withdrawn_on", named, by="person"):
        needy.add(person)
        for record in people.get(person, ()):
            record.needs.setdefault(person, []).append(Need(declared, withdrawn or FAR))
    for _club, person, given_on in load_supports("person_id", None if named is None else needy, first):
        for record in people.get(person, ()):
            record.supports.setdefault(person, []).append(given_on)
