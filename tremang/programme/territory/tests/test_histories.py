"""Any history of changes: no node is lost, paths are the tree's, sums by then and by now agree, powers still reach."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import cast
from tremang.accounts.models import Role, User
from tremang.accounts.powers import Verb, may
from tremang.facts.evidence import scope
from tremang.facts.measures import total
from tremang.kernel.problems import Problem
from tremang.places.models import Change, Dated, Kind, Place, Span, UnitType
from tremang.places.queries import commune_of_clubs, main_heirs
from tremang.places.tree import NewUnit
from tremang.programme.territory.actions.changes import (
    Decree,
    merge_places,
    move_place,
    rename_place,
    split_place,
    undo_change,
)

FIRST = date(2026, 3, 10)
moves = st.tuples(
    st.sampled_from(["rename", "merge", "merge_into", "split", "split_off", "move", "move_club", "merge_hamlets", "undo"]),
    st.integers(0, 50), st.integers(0, 50), st.integers(0, 50),
)  # fmt: skip


def pick(kind: Kind, number: int) -> Place | None:
    rows = list(Place.objects.filter(kind=kind, valid_to__isnull=True).order_by("pk"))
    return rows[number % len(rows)] if rows else None


def step(world, index: int, move: tuple[str, int, int, int]) -> None:
    what, a, b, c = move
    day = FIRST + timedelta(days=7 * index)
    kwargs = {"decree": Decree(f"{index}/NQ", day, day), "by": world.users["ha"], "today": cast.TODAY}
    one, two = pick(Kind.COMMUNE, a), pick(Kind.COMMUNE, b)
    hamlet, other = pick(Kind.HAMLET, a), pick(Kind.HAMLET, b)
    new = NewUnit(f"{10_000 + index}", f"Mới {index}", UnitType.RURAL)
    if what == "rename":
        rename_place(one, f"Tên {index}", **kwargs)
    elif what == "merge":
        merge_places([one, two], new, **kwargs)
    elif what == "merge_into":
        merge_places([one], two, **kwargs)
    elif what in ("split", "split_off"):
        second = NewUnit(f"{20_000 + index}", f"Hai {index}", UnitType.WARD)
        where = {child.pk: (child.pk + c) % 2 for child in one.children.all()}
        split_place(one, [one if what == "split_off" else new, second], where, **kwargs)
    elif what == "move":
        move_place(hamlet, two, **kwargs)
    elif what == "move_club":
        move_place(pick(Kind.CLUB, a), hamlet if c % 2 else one, **kwargs)
    elif what == "merge_hamlets":
        merge_places([hamlet, other], NewUnit("", f"Làng mới {index}", UnitType.VILLAGE), **kwargs)
    else:
        last = Change.objects.order_by("pk").last()
        if last:
            undo_change(last, by=kwargs["by"], today=cast.TODAY)


def check(world, clubs: set[int], day: date) -> None:
    places = {place.pk: place for place in Place.objects.select_related("parent")}
    paths = [place.path for place in places.values()]
    assert len(set(paths)) == len(paths)
    for place in places.values():
        if place.parent:
            assert place.path == f"{place.parent.path}.{place.path.rpartition('.')[2]}"
            if place.valid_to is None:
                assert place.parent.valid_to is None, f"{place.name} hangs on a closed unit"
    now = {place.pk for place in places.values() if place.kind == Kind.CLUB}
    assert now == clubs
    spans = {span.place_id: span for span in Span.objects.filter(Dated.on(day))}
    for place in places.values():
        if place.valid_to is None:
            assert (spans[place.pk].path, spans[place.pk].name) == (place.path, place.name)
    closed = {place.pk for place in places.values() if place.valid_to and place.kind == Kind.COMMUNE}
    assert closed <= main_heirs().keys()
    assert not closed & set(main_heirs().values())
    for name in ("tuan", "nga"):
        user = User.objects.get(pk=world.users[name].pk)
        assert Role.objects.filter(Dated.on(cast.TODAY), user=user, place__valid_to__isnull=True).exists()
    for name, club in (("man", world.dong_vang), ("nhan", world.muong_chau)):
        user = User.objects.get(pk=world.users[name].pk)
        assert may(user, Verb.RECORD_MEETING, places[club.pk], cast.TODAY)


def sums(world, day: date, boundaries: str) -> dict[str, int]:
    values = total(scope(Place.objects.get(pk=world.city.pk), day, boundaries).values().values())
    return {
        key: n for key, n in values.items() if not key.startswith(("communes", "hamlet")) and not key.endswith(".l")
    }


@settings(max_examples=25)
@given(history=st.lists(moves, min_size=1, max_size=6))
def test_any_history_of_changes_loses_nothing(db, history):
    from django.db import transaction

    with transaction.atomic():
        world = cast.build()
        clubs = {world.dong_vang.pk, world.trai_giua.pk, world.muong_chau.pk}
        for index, move in enumerate(history):
            try:
                with transaction.atomic():
                    step(world, index, move)
            except Problem as refusal:
                assert refusal.sentence
            check(world, clubs, FIRST + timedelta(days=7 * index))
        for index in range(-1, len(history) + 1):
            day = FIRST + timedelta(days=7 * index)
            found = commune_of_clubs(day)
            assert set(found) == {pk for pk in clubs if Place.objects.get(pk=pk).valid_from <= day}
            assert sums(world, day, "then") == sums(world, day, "now")
        transaction.set_rollback(True)
