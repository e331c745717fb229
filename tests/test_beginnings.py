"""What a first start makes: the same tables whichever way they came, the same demo on however many cores."""

import json

import pytest

from tests.environment import ENGINE
from tests.office import Office, opened

pytestmark = pytest.mark.slow
THE_LONG_WAY = """
import django
django.setup()
from django.core.management import call_command
from django.core.management.commands.migrate import Command
call_command(Command(), verbosity=0, interactive=False)
"""
TABLES = """
import json, django
django.setup()
from django.db import connection

def plain(row):  # an id is new in each database
    return json.dumps(["an id" if isinstance(one, int) and one > 2**50 else one for one in row], default=str)

look, found = connection.introspection, {}
with connection.cursor() as cursor:
    for table in look.table_names(cursor):
        columns = sorted(tuple(map(str, one)) for one in look.get_table_description(cursor, table))
        rules = sorted(
            ("" if name.startswith(("__", "fk_")) else name, str(sorted(rule.items())))  # numbered by SQLite
            for name, rule in look.get_constraints(cursor, table).items()
        )
        names = sorted(one[0] for one in columns if one[0] != "applied")  # when a migration was applied
        named = ", ".join(connection.ops.quote_name(name) for name in names)
        cursor.execute(f"SELECT {named} FROM {connection.ops.quote_name(table)}")
        found[table] = [columns, rules, sorted(plain(row) for row in cursor.fetchall())]
    if connection.vendor == "sqlite":
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    else:
        cursor.execute("SELECT tgname, pg_get_triggerdef(t.oid) || prosrc FROM pg_trigger t "
                       "JOIN pg_proc p ON p.oid = tgfoid WHERE NOT tgisinternal")
    found["triggers"] = sorted(cursor.fetchall())
print(json.dumps(found))
"""
DEMO = """
import hashlib, json, os, sys
import django
django.setup()
from datetime import date
from django.db import connection
from tremang.exchange.demo.load import load
from tremang.exchange.demo.sizes import Size
from tremang.kernel import clock

cores = set(range(int(sys.argv[1])))
os.sched_getaffinity = lambda process: cores
with clock.fixed(date(2026, 11, 12)):
    load(Size("T", 4, 14, 6, 2024), 1, 2026 * 12 + 9)
found = {}
with connection.cursor() as cursor:
    for table in connection.introspection.table_names(cursor):
        names = sorted(one[0] for one in connection.introspection.get_table_description(cursor, table))
        named = ", ".join(connection.ops.quote_name(name) for name in names)
        cursor.execute(f"SELECT {named} FROM {connection.ops.quote_name(table)}")
        rows = sorted(json.dumps(row, default=str) for row in cursor.fetchall())
        found[table] = [len(rows), hashlib.sha256("".join(rows).encode()).hexdigest()]
print(json.dumps(found))
"""

CUT_OFF_AT_THE_TABLES = """
import sys
import django
django.setup()
from django.db.migrations.recorder import MigrationRecorder
from tremang.cli import main

plain, left = MigrationRecorder.record_applied, iter(range(30))

def stop(self, app, name):
    if next(left, None) is None:
        raise KeyboardInterrupt
    plain(self, app, name)

MigrationRecorder.record_applied = stop
sys.exit(main())
"""
CUT_OFF = """
import sys
import django
django.setup()
from tremang.cli import main
from tremang.exchange.demo import load

def stop(today):
    raise KeyboardInterrupt

load.rebuild_all = stop
sys.exit(main())
"""


@pytest.fixture(scope="module")
def new(tmp_path_factory):
    """An office with its tables."""
    with opened(tmp_path_factory.mktemp("new")) as office:
        office.told("migrate")
        yield office


def tables(office: Office) -> dict[str, list]:
    return json.loads(office.told(program=TABLES))


def test_a_new_database_is_what_the_whole_way_through_the_migrations_makes(new, tmp_path):
    with opened(tmp_path) as office:
        office.told(program=THE_LONG_WAY)
        expected, found = tables(office), tables(new)
    assert found.keys() == expected.keys() and len(found) > 140
    for table in expected:
        assert found[table] == expected[table], table


def test_the_demo_is_the_same_on_one_core_and_on_two(new, tmp_path_factory):
    found = []
    for cores in ("1", "2"):
        with opened(tmp_path_factory.mktemp(f"cores-{cores}"), new) as office:
            found.append(json.loads(office.told(cores, program=DEMO)))
    assert found[0]["clubs_club"][0] == 14 and found[0]["reports_frozen"][0] > 0
    assert [table for table in found[0] if found[0][table] != found[1][table]] == []


def test_tables_that_were_cut_off_on_the_way_are_made_the_next_time(new, tmp_path):
    with opened(tmp_path) as office:
        assert office("migrate", program=CUT_OFF_AT_THE_TABLES).returncode == 130
        office.told("migrate")
        assert tables(office) == tables(new)


def test_a_first_load_that_was_cut_off_is_begun_again_or_says_what_to_do(tmp_path):
    with opened(tmp_path) as office:
        cut = office("demo", "--size", "XS", program=CUT_OFF)
        assert (cut.returncode, cut.stderr) == (130, "")
        again = office("demo", "--size", "XS")
        if ENGINE == "postgresql":
            assert again.returncode == 1 and "bị ngắt giữa chừng" in again.stderr and "\n" not in again.stderr.strip()
            return
        assert again.returncode == 0 and "làm lại từ đầu" in again.stdout
        whole = office("demo", "--size", "XS")
        assert whole.returncode == 1 and "đã có dữ liệu" in whole.stderr  # a load that came to its end is left alone
