"""The parts of what is kept of a club's people and its life, as bytes and back."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from tremang.clubs.models import State
from tremang.facts.circumstances import OF_PERSONS
from tremang.facts.packing import DAYS, packed, unpacked
from tremang.indicators.records import Course, Member, Need, Serving

FORM = 3  # of all of it: whoever changes what is put down in which order takes another number
CLUBS = 1_500  # of which a process remembers what it read
_KEYS = tuple(OF_PERSONS)
_STATES = tuple(State.values)
Circumstances = dict[int, list[tuple[str, date, date]]]
Board = tuple[list[Serving], dict[int, list[Course]]]
_new = tuple.__new__  # by the class itself each takes three times as long


class Life(NamedTuple):
    """What became of one club, as its record holds it."""

    launched_on: date | None
    decided_on: date | None
    is_refounding: bool
    states: list[tuple[date, date, str]]
    hamlets: list[tuple[int, date, date]]
    assessments: list[tuple[date, bool]]
    things: list[tuple[date, date, int, int]]


def _tell_members(members: list[Member]) -> bytes:
    ordered = sorted(members, key=attrgetter("joined_on", "person_id", "left_on"))
    return packed(
        FORM, [(one.person_id, one.joined_on, one.left_on, ord(one.sex), one.born_year, one.born_on or 0) for one in ordered]
    )  # fmt: skip


def _read_members(told: bytes) -> list[Member]:
    return [
        _new(Member, (person, DAYS[joined], DAYS[left], chr(sex), year, DAYS[born] if born else None))
        for person, joined, left, sex, year, born in _parts(told, 6)[0]
    ]


def _tell_board(board: Board) -> bytes:
    serving, courses = board
    return packed(FORM, sorted(serving), _by_person(courses))


def _read_board(told: bytes) -> Board:
    serving, courses = _parts(told, 3, 3)
    taken: dict[int, list[Course]] = {}
    for person, on, is_initial in courses:
        taken.setdefault(person, []).append(_new(Course, (DAYS[on], bool(is_initial))))
    return [_new(Serving, (person, DAYS[first], DAYS[last])) for person, first, last in serving], taken


def _tell_needs(needs: dict[int, list[Need]]) -> bytes:
    return packed(FORM, _by_person(needs))


def _read_needs(told: bytes) -> dict[int, list[Need]]:
    needs: dict[int, list[Need]] = {}
    for person, declared, ended in _parts(told, 3)[0]:
        needs.setdefault(person, []).append(_new(Need, (DAYS[declared], DAYS[ended])))
    return needs


def _tell_circumstances(circumstances: Circumstances) -> bytes:
    return packed(FORM, [(person, _KEYS.index(key), *days) for person, key, *days in _by_person(circumstances)])


def _read_circumstances(told: bytes) -> Circumstances:
    held: Circumstances = {}
    for person, key, first, last in _parts(told, 4)[0]:
        held.setdefault(person, []).append((_KEYS[key], DAYS[first], DAYS[last]))
    return held


def _tell_life(life: Life) -> bytes:
    return packed(
        FORM,
        [(life.launched_on or 0, life.decided_on or 0, life.is_refounding)],
        [(first, last, _STATES.index(state)) for first, last, state in sorted(life.states)],
        sorted(life.hamlets),
        sorted(life.assessments),
        sorted(life.things),
    )


def _read_life(told: bytes) -> Life:
    [(launched, decided, again)], states, hamlets, assessments, things = _parts(told, 3, 3, 3, 2, 4)
    return Life(
        DAYS[launched] if launched else None,
        DAYS[decided] if decided else None,
        bool(again),
        [(DAYS[first], DAYS[last], _STATES[state]) for first, last, state in states],
        [(hamlet, DAYS[first], DAYS[last]) for hamlet, first, last in hamlets],
        [(DAYS[on], bool(is_met)) for on, is_met in assessments],
        [(DAYS[first], DAYS[last], pieces, worth) for first, last, pieces, worth in things],
    )


def _parts(told: bytes, *widths: int) -> list[Any]:
    """The rows of a part: its form was looked at with the head."""
    return unpacked(told, FORM, *widths) or []


def _by_person(rows: Mapping[int, Iterable[tuple[Any, ...]]]) -> list[tuple[Any, ...]]:
    return [(person, *row) for person, own in sorted(rows.items()) for row in sorted(own)]


# Part → how it is put down, in an order that only depends on the rows, and how it is read.
TELL: dict[str, Callable[[Any], bytes]] = {
    "members": _tell_members, "board": _tell_board, "needs": _tell_needs, "circumstances": _tell_circumstances,
    "life": _tell_life,
}  # fmt: skip
# What was read lately a process knows again, as long as the same lies in the table: nobody changes what is handed out.
READ: dict[str, Callable[[bytes], Any]] = {
    name: lru_cache(CLUBS)(read)
    for name, read in {
        "members": _read_members, "board": _read_board, "needs": _read_needs, "circumstances": _read_circumstances,
        "life": _read_life,
    }.items()
}  # fmt: skip
