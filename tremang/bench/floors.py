"""The same figures by bare SQL: what the machine alone would need, without the product around it."""

import json
import random
import secrets
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.db import connection, transaction

from tremang.bench.load import timed
from tremang.kernel import clock
from tremang.kernel.ids import new_id
from tremang.kernel.periods import half_of

TIMES = 30


def median(act: Callable[[], object], times: int = TIMES) -> float:
    """The middle time of `act` in milliseconds."""
    return timed(act, times).percentile(50)


def rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """All rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def city_board(today: date) -> None:
    """The City's facts of now and of the months before, and the targets."""
    half = half_of(today)
    found = rows('SELECT node_id, "values" FROM facts_fact WHERE half = %s', half)
    found += rows(
        'SELECT half, "values" FROM facts_fact WHERE node_id = (SELECT id FROM places_place WHERE code = %s)', "01"
    )
    for _key, values in found:
        if isinstance(values, str):
            json.loads(values)
    rows("SELECT code, phase, min, max FROM targets_target")


def commune(path: str, today: date) -> None:
    """A commune's clubs with their facts of now and their last meetings."""
    rows(
        'SELECT p.id, p.name, f."values", max(m.held_on) FROM places_place p LEFT JOIN facts_fact f ON f.node_id = p.id '
        "AND f.half = %s LEFT JOIN meetings_meeting m ON m.club_id = p.id WHERE p.path >= %s AND p.path < %s "
        'GROUP BY p.id, p.name, f."values"' if connection.vendor == "sqlite" else
        'SELECT p.id, p.name, f."values", (SELECT max(held_on) FROM meetings_meeting m WHERE m.club_id = p.id) '
        "FROM places_place p LEFT JOIN facts_fact f ON f.node_id = p.id AND f.half = %s "
        "WHERE p.path >= %s AND p.path < %s",
        half_of(today), path + ".", path + "/",
    )  # fmt: skip


def completeness(since: date, until: date) -> None:
    """How many meetings each club held in a time, and where each report of it stands."""
    rows(
        "SELECT club_id, COUNT(*) FROM meetings_meeting WHERE held_on BETWEEN %s AND %s GROUP BY club_id",
        since.isoformat(), until.isoformat(),
    )  # fmt: skip
    rows(
        "SELECT kind, period, commune_code, state FROM reports_report WHERE to_on BETWEEN %s AND %s",
        since.isoformat(), until.isoformat(),
    )  # fmt: skip


def report(first: int, last: int) -> None:
    """The facts of all nodes in the half-months of a report."""
    for node, values in rows('SELECT node_id, "values" FROM facts_fact WHERE half BETWEEN %s AND %s', first, last):
        if isinstance(values, str) and node:
            json.loads(values)


def book(pk: int, today: date) -> None:
    """A club's meetings and activities of the year."""
    year = f"{today.year}-01-01"
    rows("SELECT id, held_on, contents, present FROM meetings_meeting WHERE club_id = %s AND held_on >= %s", pk, year)
    rows("SELECT id, day, area, what, people FROM areas_activity WHERE club_id = %s AND day >= %s", pk, year)


def readings(count: int) -> None:
    """So many readings of one club written in one transaction, and nothing beside them; they do not stay."""
    with connection.cursor() as cursor:
        cursor.execute('SELECT club_id, round_id, membership_id, "on" FROM health_reading LIMIT 1')
        club, measured, membership, _day = cursor.fetchone()
        with transaction.atomic():
            cursor.executemany(
                'INSERT INTO health_reading (id, club_id, round_id, membership_id, "on", systolic, diastolic, weight, typed, by_id) '
                "VALUES (%s, %s, %s, %s, %s, 120, 80, 50000, '', 0)",
                [
                    (new_id(), club, measured, membership, date(1900 + number, 1, 1).isoformat())
                    for number in range(count)
                ],
            )
            transaction.set_rollback(True)


def club(pk: int, today: date) -> None:
    """A club's members and its roll-calls of 12 months."""
    rows(
        "SELECT s.id, p.full_name, p.sex, p.born_year FROM members_membership s JOIN members_person p "
        "ON p.id = s.person_id WHERE s.club_id = %s AND (s.left_on IS NULL OR s.left_on >= %s) ORDER BY p.sort_key",
        pk, today,
    )  # fmt: skip
    rows(
        "SELECT a.membership_id, m.held_on, a.status FROM meetings_meeting m JOIN meetings_attendance a "
        "ON a.meeting_id = m.id WHERE m.club_id = %s AND m.held_on > %s",
        pk, today - timedelta(days=365),
    )  # fmt: skip


def search(words: str) -> None:
    """Twenty persons whose name holds the words."""
    rows("SELECT p.id, p.full_name, p.born_year FROM members_person p WHERE p.name_fold LIKE %s LIMIT 20", f"%{words}%")


def recording() -> float:
    """Bare inserts of a meeting of 60 with its event and stale mark, committed: median in milliseconds."""
    today = clock.today()
    clubs = rows(
        "SELECT club_id, min(id) FROM members_membership WHERE left_on IS NULL GROUP BY club_id HAVING count(*) >= 60"
    )
    members = {
        pk: [row for (row,) in rows("SELECT id FROM members_membership WHERE club_id = %s LIMIT 60", pk)]
        for pk, _first in clubs[:TIMES]
    }
    day, chooser = date(1999, 1, 1), random.Random(1)

    def insert() -> None:
        pk = chooser.choice(list(members))
        with transaction.atomic(), connection.cursor() as cursor:
            _insert_meeting(cursor, pk, members[pk], day + timedelta(days=chooser.randrange(9000)), today)

    return median(insert, 200)


def _insert_meeting(cursor: Any, club_id: int, members: list[int], held_on: date, today: date) -> None:
    meeting, event = new_id(), new_id()
    now = clock.now()
    cursor.execute(
        "INSERT INTO meetings_meeting (id, club_id, held_on, place, chaired_by, written_by, guests, guest_names, "
        "contents, themes, own_themes, decisions, next_plan, present, expected, version, recorded_by_id, recorded_at) "
        "VALUES (%s, %s, %s, '', '', '', 0, '', 255, 0, 0, '', '', 60, 60, 1, 0, %s)",
        [meeting, club_id, held_on, now],
    )
    cursor.executemany(
        "INSERT INTO meetings_attendance (meeting_id, membership_id, club_id, status) VALUES (%s, %s, %s, 1)",
        [(meeting, member, club_id) for member in members],
    )
    cursor.execute(
        "INSERT INTO kernel_event (id, chain_id, sequence, at, actor_id, verb, subject, digests, content_digest, "
        "previous_hash, hash) VALUES (%s, %s, %s, %s, 0, 'x', 'x', '{}', '', '', '')",
        [event, -club_id, new_id() % 2_000_000_000, now],
    )
    cursor.execute(
        "INSERT INTO kernel_eventcontent (event_id, salt, body) VALUES (%s, %s, '{}')", [event, secrets.token_hex(16)]
    )
    cursor.execute(
        "INSERT INTO kernel_stale (id, node_id, half, touched) VALUES (%s, %s, %s, %s)",
        [new_id(), club_id, half_of(today), "meetings.meeting"],
    )


def rebuild() -> None:
    """Meetings and marks of every club and half-month from the roll-calls: the bulk of what a rebuild must read."""
    rows(
        "SELECT m.club_id, m.held_on, m.contents, m.themes, count(*), sum(CASE WHEN a.status <= 2 THEN 1 ELSE 0 END) "
        "FROM meetings_meeting m JOIN meetings_attendance a ON a.meeting_id = m.id "
        "GROUP BY m.id, m.club_id, m.held_on, m.contents, m.themes"
    )


def members(today: date) -> None:
    """Every running membership with its person, club and commune."""
    rows(
        "SELECT c.name, l.path, p.full_name, p.sex, p.born_year, p.born_on, s.joined_on FROM members_membership s "
        "JOIN members_person p ON p.id = s.person_id JOIN clubs_club c ON c.place_id = s.club_id "
        "JOIN places_place l ON l.id = s.club_id WHERE s.left_on IS NULL OR s.left_on >= %s "
        "ORDER BY l.path, p.sort_key",
        today,
    )


def twelve_periods() -> None:
    """The bare arithmetic of a schedule of twelve periods: a remainder, two sums and a day for each line."""
    left, lines, day = 5_000_000, [], date(2026, 1, 15)
    for number in range(1, 13):
        principal = left if number == 12 else 417_000
        interest = (left * 5 // 1000 + 500) // 1000 * 1000
        left -= principal
        lines.append((number, day.replace(month=number), principal, interest, left))


def trial(club_id: int, today: date) -> None:
    """Every transfer of a club up to a day, read once and summed by fund and both accounts."""
    rows(
        "SELECT fund, debit, credit, SUM(amount) FROM funds_transfer WHERE club_id = %s AND day <= %s "
        "GROUP BY fund, debit, credit",
        club_id, today,
    )  # fmt: skip


@cache  # its rows lie on days far ahead, each of which can be written once
def bundle() -> float:
    """Bare inserts of a meeting of 60 with 13 slips and 82 transfers, its events and mark, committed: median in milliseconds."""
    today = clock.today()
    clubs = rows("SELECT club_id, min(id) FROM members_membership WHERE left_on IS NULL GROUP BY club_id")
    members = {
        pk: [row for (row,) in rows("SELECT id FROM members_membership WHERE club_id = %s LIMIT 60", pk)]
        for pk, _first in clubs[:TIMES]
    }
    chooser, number = random.Random(2), iter(range(1, 1_000_000))

    def insert() -> None:
        pk = chooser.choice(list(members))
        day = date(2090, 1, 1) + timedelta(days=next(number))  # no month so late is closed
        with transaction.atomic(), connection.cursor() as cursor:
            _insert_meeting(cursor, pk, members[pk], day, today)
            _insert_money(cursor, pk, members[pk], day, number)

    return median(insert, 200)


def _insert_money(cursor: Any, club_id: int, members: list[int], day: date, number: Any) -> None:
    slips = [new_id() for _slip in range(13)]
    cursor.executemany(
        "INSERT INTO funds_voucher (id, club_id, series, year, number, day, words, who, document, overdrawn, by_id, "
        "recorded_at, request_key) VALUES (%s, %s, 'PK', 2090, %s, %s, '', '', '', '', 0, %s, '')",
        [(slip, club_id, next(number), day, clock.now()) for slip in slips],
    )
    pairs = [(slips[0], "cash", "dues", 10_000)] * 60
    pairs += [(slip, "cash", account, 30_000) for slip in slips[1:11] for account in ("interest", "loans")]
    pairs += [(slip, "loans", "cash", 3_000_000) for slip in slips[11:]]
    cursor.executemany(
        "INSERT INTO funds_transfer (id, club_id, fund, day, debit, credit, amount, kind, voucher_id, sequence) "
        "VALUES (%s, %s, 'income', %s, %s, %s, %s, 'dues', %s, %s)",
        [
            (new_id(), club_id, day, debit, credit, amount, slip, 10_000_000 + next(number))
            for slip, debit, credit, amount in pairs
        ],
    )
