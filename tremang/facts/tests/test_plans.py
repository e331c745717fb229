"""How SQLite goes about what every look at a commune asks: by an index, whatever the number of clubs in the City."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tremang.facts.keeping import kept
from tremang.facts.models import KeptEve

pytestmark = [
    pytest.mark.usefixtures("demo"),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="plans of SQLite"),
]
EIGHT = list(range(1, 9))


def plan(asks: Callable[[], object]) -> list[str]:
    """The plan of the one statement that `asks` sends."""
    with CaptureQueriesContext(connection) as asked:
        asks()
    [query] = asked.captured_queries
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + query["sql"])
        return [row[3] for row in cursor.fetchall()]


def test_marks_lie_by_place_as_their_migration_laid_them():
    """Whoever changes a field of theirs has Django make the table anew: then it is to be laid again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'kernel_stale'")
        assert cursor.fetchone()[0].endswith("PRIMARY KEY (node_id, id)) WITHOUT ROWID")


def test_after_a_demo_a_few_clubs_are_found_in_what_is_kept_not_all_of_it_read():
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = %s", [KeptEve._meta.db_table])
        assert cursor.fetchone() == (0,)
    [step] = plan(lambda: kept(EIGHT, 48_632, {}))
    assert step.startswith("SEARCH t USING INDEX")
