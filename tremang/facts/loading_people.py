"""The people of clubs, from tables to records: members, boards with their courses, needs, circumstances."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from functools import partial

from tremang.facts.loading_circumstances import load_circumstances
from tremang.facts.people import People, members_since
from tremang.facts.reading import MANY, padded, read
from tremang.indicators.records import FAR, ClubRecord, Course, Member, Need, Serving
from tremang.members.models import BoardMember, LeaveReason, Membership
from tremang.members.models import Need as NeedRow
from tremang.programme.training.models import CourseKind, CourseRecord

MEANT = ("t.leave_reason <> %s", [LeaveReason.MISTAKE.value])  # rows that were no mistake


def load_people(
    clubs: dict[int, ClubRecord], listed: list[int] | None, since: date, reads: Collection[str], people: dict[int, People] | None
) -> None:  # fmt: skip
    """Fill the parts asked for in `reads`: what is known from `people`, what is not from the tables; then it is put there.

    At most five queries.
    """
    known = {} if people is None else people
    for club, own in known.items():
        own.put(clubs[club])
    for part, load in (
        ("members", partial(_members, since=since)), ("board", _board), ("needs", _needs), ("circumstances", load_circumstances),
    ):  # fmt: skip
        if part in reads:
            lacking = [club for club in clubs if club not in known or getattr(known[club], part) is None]
            if lacking:
                load({club: clubs[club] for club in lacking}, None if listed is None else padded(lacking))
    if people is not None:
        first = members_since(since)
        for club, record in clubs.items():
            people.setdefault(club, People(first)).fill(record, first, reads)


def _members(clubs: dict[int, ClubRecord], listed: list[int] | None, since: date) -> None:
    columns = "club person joined_on left_on person__sex person__born_year person__born_on"
    bound = members_since(since).isoformat()
    still = (f"{MEANT[0]} AND (t.left_on IS NULL OR t.left_on >= %s)", [*MEANT[1], bound])
    new = tuple.__new__
    for club, person, joined_on, left_on, sex, year, born_on in read(
        Membership, columns, listed, where=still, order="t.joined_on"
    ):
        if record := clubs.get(club):
            record.members.append(new(Member, (person, joined_on, left_on or FAR, sex, year, born_on)))


def _board(clubs: dict[int, ClubRecord], listed: list[int] | None) -> None:
    serving: dict[int, list[ClubRecord]] = defaultdict(list)
    for club, person, from_on, to_on in read(BoardMember, "club person from_on to_on", listed):
        if record := clubs.get(club):
            record.board.append(Serving(person, from_on, to_on or FAR))
            serving[person].append(record)
    known = list(serving) if len(serving) <= MANY else None
    owned = ("t.person_id IS NOT NULL", ())
    columns = "person kind completed_on"
    for person, kind, completed_on in read(
        CourseRecord, columns, known, by="person", where=owned, order="t.completed_on"
    ):
        for record in {id(record): record for record in serving.get(person, ())}.values():
            record.courses.setdefault(person, []).append(Course(completed_on, kind == CourseKind.INITIAL))


def _needs(clubs: dict[int, ClubRecord], listed: list[int] | None) -> None:
    for club, person, declared, withdrawn in read(NeedRow, "club person declared_on withdrawn_on", listed):
        if record := clubs.get(club):
            record.needs.setdefault(person, []).append(Need(declared, withdrawn or FAR))
