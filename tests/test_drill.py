"""From the operator's chair, with real commands on a database of its own: demo, backup, and the drill that proves it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.db import connection

from tests.environment import ENGINE

pytestmark = pytest.mark.slow
TREMANG = "import sys; from tremang.cli import main; sys.exit(main())"
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
def watched(pieces):
    with hands.hands(pieces) as spread:
        print(spread.__name__)
        yield spread

os.sched_getaffinity = lambda process: {0, 1}
actions.hands, found = watched, []
for actions.BATCH in (100, 4):
    actions.rebuild_all(clock.today())
    found.append(stored())
assert found[0] and found[0] == found[1]
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[Callable]:
    """`office("backup")` runs a command where the demo of size XS has been loaded; gives the finished process."""
    home = tmp_path_factory.mktemp("office")
    name = f"office_{uuid4().hex[:8]}"
    with django_db_blocker.unblock():
        if ENGINE == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"CREATE DATABASE {name}")
    server = os.environ.get("TREMANG_TEST_SERVER", "")
    url = (
        server.replace("/postgres?", f"/{name}?") if ENGINE == "postgresql" else f"sqlite:///{home / 'office.sqlite3'}"
    )
    environment = os.environ | {"VAR_DIR": str(home), "DATABASE_URL": url}

    def run(*words: str, program: str = TREMANG) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-c", program, *words],
            env=environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )

    done = run("demo", "--size", "XS", "--seed", "1")
    assert done.returncode == 0, done.stderr
    yield run
    with django_db_blocker.unblock():
        if ENGINE == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def alter(office: Callable, sql: str) -> None:
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


def test_a_server_killed_while_phones_send_loses_nothing_acknowledged_and_doubles_nothing(office):
    done = office("kill-drill", "--inside", "--kills", "2")
    assert done.returncode == 0, done.stderr
    assert "Đã ngắt máy chủ 2 lần" in done.stdout
    assert "Mất 0, ghi đôi 0, ghi dở 0." in done.stdout


def test_facts_worked_out_by_several_processes_are_those_worked_out_by_one(office):
    done = office(program=IN_SEVERAL)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["map", "imap"]
