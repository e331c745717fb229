"""The read behind every submission that was applied, as plain SQL: nearly always the answer is no.

Building it by the ORM takes longer than the rest of taking a submission in; see `meetings.hot`. The states stand as they are in
the statement, so that SQLite sees that its partial index holds what is asked for.
"""

from collections.abc import Sequence

from django.db import connection

from tremang.kernel.rows import marks

_WAITS = """
    SELECT 1 FROM inbox_outcome o WHERE o.club_id = %s AND o.state IN ('waiting', 'held', 'refused') AND o.state = 'waiting'
    AND NOT EXISTS (SELECT 1 FROM inbox_outcome n WHERE n.submission_id = o.submission_id AND n.id > o.id) LIMIT 1
"""
_HANDED_OVER = "SELECT 1 FROM funds_loan WHERE id IN ({}) AND club_id = %s AND paid_out_on IS NOT NULL LIMIT 1"


def anything_waits(club_id: int) -> bool:
    """Whether a submission of the club waits for another."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITS, [club_id])
        return cursor.fetchone() is not None


def any_handed_over(club_id: int, loans: Sequence[int]) -> bool:
    """Whether one of these loans of the club was handed over already. No query where there are none."""
    if not loans:
        return False
    with connection.cursor() as cursor:
        cursor.execute(_HANDED_OVER.format(marks(loans)), [*loans, club_id])
        return cursor.fetchone() is not None
