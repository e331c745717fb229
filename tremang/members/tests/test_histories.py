"""Whatever is done to members in whatever order: each act is undone exactly, events vouch for rows, facts are right."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.cast import TODAY, World
from tremang.facts.actions import catch_up, rebuild_all
from tremang.facts.models import Fact
from tremang.kernel.problems import Problem
from tremang.members.actions import (
    back_again,
    join,
    leave,
    move,
    pause,
    resume,
    take_back_join,
    take_back_pause,
    undo_move,
)  # fmt: skip
from tremang.members.data import PersonData
from tremang.members.models import LeaveReason, Membership, Person
from tremang.members.tests.cards import faults, rows
from tremang.places.queries import city

pytestmark = pytest.mark.django_db
DAYS = st.integers(0, 45).map(lambda back: TODAY - timedelta(days=4 * back))
WHAT = ["join", "rejoin", "pause", "pause", "resume", "resume", "leave", "move", "undo", "look"]
ACTS = st.lists(st.tuples(st.sampled_from(WHAT), st.integers(0, 7), DAYS), min_size=2, max_size=12)
REASONS = [reason for reason in LeaveReason.values if reason != LeaveReason.CLOSED]


class Undone(Exception):
    """Takes an example's rows back."""


class Office:
    """Anh Tuấn at his desk: every act with the way back from it, and how the rows were before."""

    def __init__(self, world: World) -> None:
        self.clubs = [world.dong_vang, world.trai_giua]
        self.who = {"by": world.users["tuan"], "today": TODAY}
        self.done: list[tuple[dict, Callable[[], object]]] = []

    def member(self, number: int) -> Membership:
        """One of the first memberships or, oftener, of the latest."""
        found = list(Membership.objects.filter(club__in=self.clubs).order_by("-pk"))
        return found[number * number % len(found)]

    def act(self, what: str, number: int, day: date) -> None:
        before = rows()
        if what == "look":
            catch_up(city(), TODAY)
        elif what == "undo":
            if self.done:
                was, back = self.done.pop()
                back()
                assert rows() == was
        else:
            try:
                back = getattr(self, what)(number, day)
            except Problem:
                assert rows() == before
            else:
                self.done.append((before, back))

    def join(self, number: int, day: date) -> Callable[[], object]:
        club = self.clubs[number % 2]
        card = PersonData(f"Cấn Thị {'ABCDĐEGH'[number]}", "F", str(1950 + 2 * number))
        row = join(club, card, joined_on=day, **self.who)
        return lambda: take_back_join(row, **self.who)

    def rejoin(self, number: int, day: date) -> Callable[[], object]:
        person = Person.objects.get(pk=self.member(number).person_id)
        row = join(self.clubs[number % 2], person, joined_on=day, **self.who)
        return lambda: take_back_join(row, **self.who)

    def pause(self, number: int, day: date) -> Callable[[], object]:
        last = day + timedelta(days=7 * number) if number % 3 else None
        row = pause(self.member(number), from_on=day, to_on=last, **self.who)
        return lambda: take_back_pause(row, **self.who)

    def resume(self, number: int, day: date) -> Callable[[], object]:
        away = list(Membership.objects.filter(pauses__isnull=False, club__in=self.clubs).order_by("-pauses__pk"))
        row = resume(away[number % 2 % len(away)] if away else self.member(number), back_on=day, **self.who)
        return lambda: take_back_pause(row, returned=True, **self.who)

    def leave(self, number: int, day: date) -> Callable[[], object]:
        row = leave(self.member(number), left_on=day, reason=REASONS[number % len(REASONS)], **self.who)
        return lambda: back_again(row, **self.who)

    def move(self, number: int, day: date) -> Callable[[], object]:
        here = self.member(number)
        there = move(here, self.clubs[here.club_id == self.clubs[0].pk], moved_on=day, **self.who)
        return lambda: undo_move(here, there, **self.who)


def facts() -> dict:
    return {(row.node_id, row.half): (row.as_of, row.values) for row in Fact.objects.all()}


@settings(max_examples=30)
@example(acts=[("leave", 0, TODAY), ("join", 0, TODAY), ("pause", 1, date(2026, 4, 20)), ("undo", 0, TODAY)])
@example(acts=[("pause", 6, date(2026, 7, 29)), ("resume", 0, TODAY), ("undo", 0, TODAY), ("undo", 0, TODAY)])
@given(acts=ACTS)
def test_after_any_history_rows_events_and_facts_agree(world, today, acts):
    try:
        with transaction.atomic():
            office = Office(world)
            for what, number, day in acts:
                office.act(what, number, day)
            assert not faults()
            catch_up(city(), TODAY)
            kept = facts()
            rebuild_all(TODAY)
            assert kept == facts()
            raise Undone
    except Undone:
        pass
