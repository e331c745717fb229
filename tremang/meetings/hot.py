"""The two reads inside every recording of a meeting, as plain SQL.

Building these two by the ORM takes longer than all writes of the act together, and the writer holds the lock
meanwhile. Tests hold them equal to `queries.roll` and to the rows of the club's life.
"""

from datetime import date

from django.db import connection

from tremang.members.models import LeaveReason

_ROLL = """
    SELECT m.id FROM members_membership m JOIN members_person n ON n.id = m.person_id
    WHERE m.club_id = %s AND m.joined_on <= %s AND (m.left_on IS NULL OR m.left_on >= %s) AND m.leave_reason <> %s
    AND (n.died_on IS NULL OR n.died_on >= %s)
    AND NOT EXISTS (
        SELECT 1 FROM members_membershippause p
        WHERE p.membership_id = m.id AND p.from_on <= %s AND (p.to_on IS NULL OR p.to_on >= %s)
    )
    ORDER BY m.id
"""
_STAGE = """
    SELECT s.state, (SELECT m.id FROM meetings_meeting m WHERE m.club_id = %s AND m.held_on = %s)
    FROM clubs_staterow s
    WHERE s.club_id = %s AND s.from_on <= %s AND (s.to_on IS NULL OR s.to_on >= %s)
    ORDER BY s.from_on DESC LIMIT 1
"""


def roll_ids(club_id: int, day: date) -> list[int]:
    """The memberships expected at a meeting on `day`, by id."""
    on = day.isoformat()
    with connection.cursor() as cursor:
        cursor.execute(_ROLL, [club_id, on, on, LeaveReason.MISTAKE.value, on, on, on])
        return [pk for (pk,) in cursor.fetchall()]


def stage_on(club_id: int, day: date) -> tuple[str | None, int | None]:
    """The stage of the club's life on `day`, and the id of the meeting it held then."""
    on = day.isoformat()
    with connection.cursor() as cursor:
        cursor.execute(_STAGE, [club_id, on, club_id, on, on])
        return cursor.fetchone() or (None, None)
