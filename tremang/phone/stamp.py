"""One mark for everything that a phone's parts follow from: where it is as it was, no part has to be worked out.

It stands over the club's chain of events, that of its commune (whose name and borders are changed there) and those of
clubs that share a member with it (a card or a consent may change there), the day, the program as it is installed, the
duties and the name of whoever holds the phone, the choices that wait, and the hashes of the parts that the phone says
it holds. So a phone that lost one of them gets it again.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.db import connection

from tremang.accounts.powers import roles
from tremang.kernel.events import canonical
from tremang.phone.holder import Holder

MARK = 16  # hex digits
PROGRAM = Path(__file__).parents[1]
# The newest act of each chain by the unique index of (chain, sequence).
_CHAINS = """
    SELECT c.id, (SELECT MAX(e.sequence) FROM kernel_event e WHERE e.chain_id = c.id) FROM (
        SELECT %s AS id UNION SELECT id FROM places_place WHERE code = %s UNION
        SELECT other.club_id FROM members_membership own
        JOIN members_membership other ON other.person_id = own.person_id WHERE own.club_id = %s
    ) c ORDER BY c.id
"""


def state_of(holder: Holder) -> str:
    """All of it but the hashes, as one text. One query besides the inbox.

    Asked before the other parts are read: what is written meanwhile is then fetched at the next call.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CHAINS, [holder.club.pk, holder.club.place.commune_code, holder.club.pk])
        chains = [list(row) for row in cursor.fetchall()]
    user = holder.user
    held = sorted((role.pk, role.kind) for role in roles(user, holder.today))
    return canonical([program(), holder.today, chains, held, user.full_name, user.address_as, holder.inbox])


@cache
def program() -> str:
    """The mark of the program's own files: a part follows from the code of many rooms, so a new version asks anew."""
    files = sorted(file for file in PROGRAM.rglob("*.py") if "tests" not in file.parts)
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:MARK]


def mark(state: str, parts: Mapping[str, str]) -> str:
    """The mark of a state and of parts, name → hash."""
    return hashlib.sha256(f"{state}|{canonical(dict(parts))}".encode()).hexdigest()[:MARK]
