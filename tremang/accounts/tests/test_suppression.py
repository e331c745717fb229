"""Nobody can work out a hidden count of 1 to 4, even knowing every published number and the rule itself."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tremang.accounts.suppression import BELOW, KEPT_BACK, Cell, protect, suppressed, table

KNOWN = None  # a leaf whose zero another shown number tells

# Trees of places by their parts: 0 is a leaf. Three levels stand for City, commune, club.
SHAPES = [(0,), (0, 0), (0, 0, 0), ((0, 0), 0), ((0, 0), (0, 0)), ((0,), (0, 0)), (((0,),), 0), (((0, 0), 0), 0)]


def built(shape, counts) -> Cell:
    left = iter(counts)

    def cell(part) -> Cell:
        if part == 0:
            count = next(left)
            return Cell(count or 0, is_known=count is KNOWN)
        parts = [cell(inner) for inner in part]
        return Cell(sum(inner.count for inner in parts), parts, is_known=all(inner.is_known for inner in parts))

    return cell(shape)


def published(cell: Cell) -> tuple:
    return (cell.hidden or cell.count, cell.is_known, tuple(published(part) for part in cell.parts))


def leaves(shape) -> int:
    return 1 if shape == 0 else sum(map(leaves, shape))


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_who_sees_all_tables_of_all_levels_cannot_tell_a_count_of_one_to_four(shape):
    """Every world of small counts is published; worlds that look alike must differ in each hidden small count.

    In some of them it is known of some places that nothing took place there.
    """
    number = leaves(shape)
    alike: dict[tuple, list[tuple]] = {}
    for counts in itertools.product([KNOWN, *range(11 if number < 4 else 9)], repeat=number):
        alike.setdefault(published(protect(built(shape, counts))), []).append(counts)
    told = [
        (shown, worlds)
        for shown, worlds in alike.items()
        if any(
            max(count or 0 for count in world) <= 6 for world in worlds
        )  # a larger count may have its twin beyond the range tried
        for leaf in range(number)
        if {world[leaf] for world in worlds} in ({1}, {2}, {3}, {4})
    ]
    assert not told


@given(st.lists(st.integers(0, 40), min_size=1, max_size=12))
def test_taking_shown_parts_from_a_shown_total_never_leaves_one_small_count(parts):
    shown, total = table(parts)
    hidden = [count for count, seen in zip(parts, shown, strict=True) if not isinstance(seen, int)]
    assert all(count in hidden for count in parts if count < 5)
    if isinstance(total, int) and hidden:
        assert len(hidden) > 1
        assert any(count >= 5 for count in hidden)


def test_a_count_alone_is_hidden_below_five():
    assert [suppressed(count) for count in (0, 4, 5)] == [BELOW, BELOW, 5]


def shown(*counts) -> list:
    tree = protect(built((0,) * len(counts), counts))
    return [*(part.shown for part in tree.parts), tree.shown]


def test_a_zero_that_is_known_is_shown_and_hides_no_second_count():
    assert shown(KNOWN, 12, KNOWN, 30) == [0, 12, 0, 30, 42]
    assert shown(KNOWN, KNOWN) == [0, 0, 0]
    assert shown(0, 12, 30) == [BELOW, KEPT_BACK, 30, 42]  # something was done; whether with nobody stays untold


def test_a_known_zero_is_no_company_for_a_hidden_count():
    assert shown(3, KNOWN, 12, 30) == [BELOW, 0, KEPT_BACK, 30, 45]
    assert shown(3, KNOWN) == [BELOW, 0, BELOW]
    assert shown(3, KNOWN, 4, 2) == [BELOW, 0, BELOW, BELOW, KEPT_BACK]


@given(st.lists(st.one_of(st.just(KNOWN), st.integers(0, 40)), min_size=1, max_size=12))
def test_known_zeros_change_nothing_of_what_is_hidden_among_the_others(counts):
    others = [count for count in counts if count is not KNOWN]
    if others:
        seen = [one for count, one in zip(counts, shown(*counts), strict=False) if count is not KNOWN]
        assert [*seen, shown(*counts)[-1]] == shown(*others)


def test_large_counts_are_all_shown():
    assert table([12, 5, 30]) == ([12, 5, 30], 47)
