"""The board against a second reading of the plan, over the exported files alone."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from tests.demo import TODAY
from tremang.accounts.models import User
from tremang.accounts.powers import Verb, may
from tremang.clubs.models import Club
from tremang.exchange.demo.decrees import DIVIDED, DIVIDED_INTO, MERGED, MERGED_INTO
from tremang.exchange.export import export
from tremang.exchange.tests import by_hand
from tremang.exchange.tests.reading import Files
from tremang.kernel.events import key
from tremang.kernel.models import Event
from tremang.places.models import Place, Population
from tremang.places.queries import communes, under
from tremang.targets.loading import PLAN

DAYS = [
    TODAY, date(2026, 10, 31), date(2026, 8, 15), date(2026, 5, 31), date(2026, 3, 31), date(2026, 2, 28),
    date(2026, 1, 1), date(2025, 12, 31), date(2025, 10, 14),
]  # fmt: skip


def product(day: date, boundaries: str) -> list[dict]:
    """What the product's own command says."""
    out = StringIO()
    call_command("targets", json=True, on=day.isoformat(), boundaries=boundaries, stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.parametrize("boundaries", ["now", "then"])
def test_all_14_indicators_come_out_the_same_from_the_exported_files(demo, tmp_path, boundaries):
    export(tmp_path)
    differences = []
    for day in DAYS:
        said = {(row["code"], row["phase"]): row for row in product(day, boundaries)}
        for row in by_hand.board(tmp_path, PLAN, day, boundaries):
            other = said[row["code"], row["phase"]]
            if row["verdict"] is None:  # before its phase a row has no line to be judged by
                row["verdict"] = other["verdict"]
            differences += [
                (day.isoformat(), row["code"], row["phase"], field, row[field], other[field])
                for field in row
                if row[field] != other[field]
            ]
    assert differences == []


def test_one_merger_and_one_split_are_told_apart_by_the_boundaries_asked_for(demo, tmp_path):
    export(tmp_path)
    files = Files(tmp_path)
    for code, since in ((MERGED[0], date(2026, 3, 1)), (DIVIDED[0], date(2026, 5, 1))):
        eve = since - timedelta(days=1)
        then, now = by_hand.Board(files, eve, "then"), by_hand.Board(files, eve, "now")
        there = {club for club, commune in then.clubs.items() if commune == code and then.state(club)}
        assert there and code in then.communes and code not in now.communes
        heirs = {now.clubs[club] for club in there}
        assert heirs <= {MERGED_INTO, *DIVIDED_INTO}
        assert code not in by_hand.Board(files, since, "then").communes
        assert sum(map(bool, map(then.state, then.clubs))) == sum(map(bool, map(now.state, now.clubs)))  # totals agree
    assert {place.code for place in Place.objects.filter(code__in=[MERGED[0], DIVIDED[0]], valid_to=None)} == set()
    assert communes().count() == 126


def test_nobody_lost_access_by_the_merger_of_the_demo(demo):
    officer = User.objects.get(username=f"canbo.{MERGED[0]}")
    heir = Place.objects.get(code=MERGED_INTO)
    club = Club.objects.filter(under(heir.path, "place__path"))
    assert all(may(officer, Verb.RECORD_MEETING, one.place, TODAY) for one in club.select_related("place"))


def test_the_people_of_the_merged_commune_are_those_of_both(demo):
    parts = Population.objects.filter(commune__code__in=[MERGED[0], MERGED_INTO], year=2025, holds_to__isnull=False)
    both = sum(parts.values_list("people", flat=True))
    declared = Population.objects.filter(Population.by(), commune__code=MERGED_INTO)
    people = dict(declared.values_list("year", "people"))
    assert parts.count() == 2 and people[2025] == both and both < people[2026] < both * 1.05
    said = [
        event.content.body for event in Event.objects.filter(verb="declare_population", subject__in=map(key, declared))
    ]
    assert [(words["year"], words["people"]) for words in said] == [(2026, people[2026])]
