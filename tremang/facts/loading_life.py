"""The life of clubs, from tables to records: launch, decision, states, hamlets served, assessments, what they own."""

from collections.abc import Collection, Mapping
from datetime import date

from tremang.areas.resources.models import Equipment
from tremang.clubs.models import Club, FoundingDecision, ServedHamlet, StateRow
from tremang.facts.people import People
from tremang.facts.reading import padded, read
from tremang.indicators.records import FAR, ClubRecord
from tremang.programme.standard.models import Assessment, Result

LIFE = ("decisions", "states", "hamlets", "assessments", "things")
GOOD_ENOUGH = (Result.MEETS, Result.GOOD)


def begin_records(
    ids: Collection[int], listed: list[int] | None, reads: Collection[str], people: Mapping[int, People]
) -> dict[int, ClubRecord]:  # fmt: skip
    """A record for each of the clubs `ids` that exist, with its life: what is known from `people`, what is not from the tables.

    `listed` are the clubs again, or None to read those of all. At most six queries.
    """
    clubs = {club: ClubRecord(club) for club in ids if club in people and people[club].life is not None}
    lacking = [club for club in ids if club not in clubs]
    asked = None if listed is None else padded(lacking)
    unread = {}
    for pk, launched, seat in read(Club, "place launched_on seat_hamlet", asked, by="place"):
        if pk in ids and pk not in clubs:
            unread[pk] = ClubRecord(pk, launched_on=launched, hamlets=[(seat, date.min, FAR)] if seat else [])
    read_life(unread, asked, reads)
    return clubs | unread


def read_life(clubs: Mapping[int, ClubRecord], listed: list[int] | None, reads: Collection[str]) -> None:
    """Fill the parts asked for in `reads`. A query for each."""
    if "decisions" in reads:
        for club, decided, again in read(FoundingDecision, "club decided_on is_refounding", listed):
            if record := clubs.get(club):
                record.decided_on, record.is_refounding = decided, again
    if "states" in reads:
        for club, state, from_on, to_on in read(StateRow, "club state from_on to_on", listed, order="t.from_on"):
            if record := clubs.get(club):
                record.states.append((from_on, to_on or FAR, state))
    if "hamlets" in reads:
        for club, hamlet, from_on, to_on in read(ServedHamlet, "club hamlet from_on to_on", listed):
            if record := clubs.get(club):
                record.hamlets.append((hamlet, from_on, to_on or FAR))
    if "assessments" in reads:
        for club, day, result in read(Assessment, "club assessed_on result", listed, order="t.assessed_on"):
            if record := clubs.get(club):
                record.assessments.append((day, result in GOOD_ENOUGH))
    if "things" in reads:
        for club, from_on, to_on, pieces, worth in read(Equipment, "club from_on to_on quantity value", listed):
            if record := clubs.get(club):
                record.things.append((from_on, to_on or FAR, pieces, worth))
