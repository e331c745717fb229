"""From the operator's chair, with real commands on a database of its own: demo, backup, and the drill that proves it."""

import json
from collections.abc import Iterator

import pytest

from tests.office import Office, opened

pytestmark = pytest.mark.slow
BEHIND_THE_BACK = """
import sys, django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute(sys.argv[1])
    assert cursor.rowcount, "nothing was changed"
"""
IN_SEVERAL = """
import os, django
django.setup()
from contextlib import contextmanager
from tremang.facts import actions
from tremang.facts.management.commands.facts_rebuild import stored
from tremang.kernel import clock, hands

@contextmanager
def watched(pieces, act):
    with hands.hands(pieces, act) as spread:
        print(type(spread(())).__name__)
        yield spread

os.sched_getaffinity = lambda process: {0, 1}
actions.hands, found = watched, []
for actions.BATCH in (100, 4):
    actions.rebuild_all(clock.today())
    found.append(stored())
assert found[0] and found[0] == found[1]
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Iterator[Office]:
    """Where the demo of size XS has been loaded."""
    with opened(tmp_path_factory.mktemp("office")) as office:
        office.told("demo", "--size", "XS", "--seed", "1")
        yield office


def alter(office: Office, sql: str) -> None:
    """Change the office's rows behind the product's back."""
    done = office(sql, program=BEHIND_THE_BACK)
    assert done.returncode == 0, done.stderr


def test_the_newest_backup_becomes_the_whole_product_again(office):
    assert office("backup").returncode == 0
    done = office("restore-drill")
    assert done.returncode == 0, done.stderr
    assert "đều khớp" in done.stdout
    assert "RTO" in done.stdout


def test_the_boards_of_targets_are_the_same_before_and_after(office):
    first = json.loads(office("targets", "--json").stdout)
    assert len({row["code"] for row in first}) == 14
    assert office("facts-rebuild", "--compare").returncode == 0
    assert json.loads(office("targets", "--json").stdout) == first


def test_a_mark_changed_behind_the_products_back_is_found_in_the_backup(office):
    one = "(SELECT meeting_id FROM meetings_attendance ORDER BY meeting_id LIMIT 1)"
    alter(office, f"UPDATE meetings_attendance SET status = 5 - status WHERE meeting_id = {one}")
    assert office("backup").returncode == 0
    done = office("restore-drill")
    assert done.returncode != 0
    assert "verify" in done.stderr
    alter(office, f"UPDATE meetings_attendance SET status = 5 - status WHERE meeting_id = {one}")


def test_a_fact_that_differs_from_its_rows_is_found_in_the_backup(office):
    office("targets")
    alter(office, 'UPDATE facts_fact SET "values" = \'{"clubs": 999}\' WHERE half = (SELECT max(half) FROM facts_fact)')
    assert office("backup").returncode == 0
    done = office("restore-drill")
    assert done.returncode != 0
    assert "facts-rebuild" in done.stderr
    assert office("facts-rebuild").returncode == 0


def test_what_an_upgrade_threw_away_is_worked_out_before_anybody_looks(office):
    first = json.loads(office("targets", "--json").stdout)
    alter(office, "DELETE FROM facts_fact")
    done = office("migrate")
    assert "Đang tính lại mọi số liệu" in done.stdout, done.stderr
    assert "Đang tính lại" not in office("migrate").stdout
    assert json.loads(office("targets", "--json").stdout) == first


def test_a_server_killed_while_phones_send_loses_nothing_acknowledged_and_doubles_nothing(office):
    done = office("kill-drill", "--inside", "--kills", "2")
    assert done.returncode == 0, done.stderr
    assert "Đã ngắt máy chủ 2 lần" in done.stdout
    assert "Mất 0, ghi đôi 0, ghi dở 0." in done.stdout


def test_facts_worked_out_by_several_processes_are_those_worked_out_by_one(office):
    done = office(program=IN_SEVERAL)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["map", "IMapIterator"]
