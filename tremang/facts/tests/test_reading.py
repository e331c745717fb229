"""Statements that differ only by how many ids they name are few; what they ask in plain SQL is what the ORM would ask."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tremang.facts.reading import blanks, padded, read
from tremang.places.models import Population


@given(st.lists(st.integers(1, 2**63 - 1), max_size=400, unique=True))
def test_ids_are_filled_up_to_a_power_of_two_by_one_of_their_own(ids):
    found = padded(ids)
    assert found[: len(ids)] == ids
    assert set(found) == set(ids)
    assert len(found) < 2 * len(ids) or not ids
    assert len(found).bit_count() <= 1


def test_there_are_as_many_marks_as_ids():
    assert [blanks(padded(range(count))).count("%s") for count in (0, 1, 2, 3, 5, 8, 9)] == [0, 1, 2, 4, 8, 8, 16]


@pytest.mark.django_db
@pytest.mark.parametrize("day", [None, *(date(2026, month, 1) for month in range(1, 8))])
def test_what_a_commune_declared_holds_alike_in_sql_and_in_the_orm(world, day):
    spans = [(None, None), (None, date(2026, 3, 1)), (date(2026, 3, 1), date(2026, 5, 1)), (date(2026, 5, 1), None)]
    for year, (first, last) in enumerate(spans, 2026):
        Population.objects.create(commune=world.phuc_tho, year=year, people=1, holds_from=first, holds_to=last)
    found = read(Population, "year", [world.phuc_tho.pk], by="commune", where=Population.by_sql(day), order="t.year")
    assert found == list(Population.objects.filter(Population.by(day)).order_by("year").values_list("year"))
