"""Rows read and written without the ORM are those that the ORM reads and writes."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.cast import TODAY
from tremang.kernel.rows import insert, read, read_ids, read_joined, update
from tremang.members.models import Membership, Person

pytestmark = pytest.mark.django_db


def values(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_reading_gives_the_rows_of_the_orm_their_kinds_included(world):
    for model in (Person, Membership, type(world.users["man"]), type(world.dong_vang)):
        rows = list(model.objects.all())
        found = read_ids(model, [row.pk for row in rows] + [None, 7])
        assert {pk: values(row) for pk, row in found.items()} == {row.pk: values(row) for row in rows}
        assert all(
            type(values(found[row.pk])[name]) is type(value) for row in rows for name, value in values(row).items()
        )
        assert not any(row._state.adding for row in found.values())
    assert read_ids(Person, []) == {}
    assert [row.pk for row in read(Membership, "club_id = %s ORDER BY id", [world.trai_giua.pk])] == list(
        Membership.objects.filter(club=world.trai_giua).order_by("pk").values_list("pk", flat=True)
    )


def test_updating_saves_the_fields_named_and_no_others(world):
    row = world.members["Bùi Thị Sáu"]
    row.left_on, row.joined_on = TODAY, date(2026, 3, 1)
    update(row, ["left_on"])
    saved = Membership.objects.get(pk=row.pk)
    assert (saved.left_on, saved.joined_on) == (TODAY, world.trai_giua.launched_on)
    row.left_on = None
    update(row, ["left_on", "joined_on"])
    saved = Membership.objects.get(pk=row.pk)
    assert (saved.left_on, saved.joined_on) == (None, date(2026, 3, 1))


def test_updating_what_is_gone_is_an_error(world):
    row = Membership(pk=7, club=world.trai_giua, person=world.person("Bùi Thị Sáu"), joined_on=TODAY)
    with pytest.raises(DatabaseError):
        update(row, ["joined_on"])


def test_inserting_what_the_database_refuses_is_an_error(world):
    row = Membership(club=world.trai_giua, person=world.person("Đinh Thị Nhàn"), joined_on=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([row])


def test_rows_of_several_models_come_by_one_statement_each_with_its_own(world, django_assert_num_queries):
    source = (
        "members_membership JOIN members_person ON members_person.id = members_membership.person_id "
        "WHERE members_membership.club_id = %s ORDER BY members_membership.id"
    )
    rows = Membership.objects.filter(club=world.trai_giua).select_related("person").order_by("pk")
    with django_assert_num_queries(1):
        found = read_joined((Membership, Person), source, [world.trai_giua.pk])
    assert [(values(one), values(other)) for one, other in found] == [(values(row), values(row.person)) for row in rows]
    assert read_joined((Membership, Person), source, [7]) == []
