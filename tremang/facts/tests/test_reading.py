"""Statements that differ only by how many ids they name are few, so that an engine knows them again."""

from hypothesis import given
from hypothesis import strategies as st

from tremang.facts.reading import blanks, padded


@given(st.lists(st.integers(1, 2**63 - 1), max_size=400, unique=True))
def test_ids_are_filled_up_to_a_power_of_two_by_one_of_their_own(ids):
    found = padded(ids)
    assert found[: len(ids)] == ids
    assert set(found) == set(ids)
    assert len(found) < 2 * len(ids) or not ids
    assert len(found).bit_count() <= 1


def test_there_are_as_many_marks_as_ids():
    assert [blanks(padded(range(count))).count("%s") for count in (0, 1, 2, 3, 5, 8, 9)] == [0, 1, 2, 4, 8, 8, 16]
