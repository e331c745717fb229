"""What a run of the bench says, and that its bare SQL fits the tables as they are."""

import json
from datetime import date

import pytest

from tests.cast import TODAY
from tremang.bench import floors, runs
from tremang.bench.load import Sample
from tremang.bench.report import Result
from tremang.clubs.models import Club
from tremang.kernel import clock


def test_a_line_is_one_json_object_with_the_names_others_measure_by():
    sample = Sample([0.001 * n for n in range(1, 101)], 2.0)
    said = json.loads(Result("city_board", "M", sample, 1.5).line())
    assert list(said)[:7] == ["name", "size", "p50_ms", "p95_ms", "p99_ms", "floor_ms", "rate"]
    assert (said["p50_ms"], said["p95_ms"], said["p99_ms"], said["rate"]) == (51.0, 96.0, 100.0, 50.0)


def test_every_measurement_that_the_readme_promises_is_there():
    promised = {
        "city_board", "commune", "club", "search_L", "record_meeting", "facts_rebuild", "members_xlsx", "targets_cli",
        "schedules", "trial_balance", "meeting_bundle", "books", "readings", "report_boards",
        "report_completeness", "report_papers", "report_archive", "phone_sync",
    }  # fmt: skip
    assert set(runs.NAMES) == promised == {*runs.OVER_HTTP, *runs.ALONE}


def test_search_is_measured_among_150_000_people_whatever_the_size():
    assert list(runs.kinds("S", ["club", "search_L"])) == [("S", ["club"]), ("search", ["search_L"])]
    assert list(runs.kinds("L", ["club", "search_L"])) == [("L", ["club", "search_L"])]


@pytest.mark.django_db
def test_the_bare_sql_runs_on_the_tables_of_today(world):
    with clock.fixed(TODAY):
        floors.city_board(TODAY)
        floors.commune("vn.01.09715", TODAY)
        floors.club(Club.objects.first().pk, TODAY)
        floors.search("nguyen")
        floors.rebuild()
        floors.members(date(2026, 1, 1))
        floors.twelve_periods()
        floors.trial(Club.objects.first().pk, TODAY)
        floors.bundle()
        floors.completeness(date(2021, 9, 1), TODAY)
        floors.report(48_600, 48_700)
        floors.book(Club.objects.first().pk, TODAY)
