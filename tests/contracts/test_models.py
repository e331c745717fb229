"""House rules about tables."""

from django.apps import apps
from django.db import models

from tremang.kernel.ids import new_id


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("tremang.")]


def has_club(model: type[models.Model]) -> bool:
    return any(field.name == "club" and field.is_relation for field in model._meta.local_fields)


def test_no_key_is_made_by_the_database():
    made = [
        model._meta.label
        for model in ours()
        if isinstance(model._meta.pk, models.AutoField) or (model._meta.pk.db_default is not models.NOT_PROVIDED)
    ]
    assert not made


def test_plain_number_keys_come_from_the_one_maker_of_ids():
    other = [
        model._meta.label
        for model in ours()
        if type(model._meta.pk) is models.BigIntegerField and model._meta.pk.default is not new_id
    ]
    assert not other


def test_what_a_club_owns_is_unique_within_the_club():
    """Unique constraints of a club's rows start with the club, so that the club can be split off, moved, merged."""
    wrong = [
        f"{model._meta.label}.{constraint.name}"
        for model in ours()
        if has_club(model)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields and constraint.fields[0] != "club"
    ]
    assert not wrong


def test_only_column_types_that_both_engines_have():
    foreign = [
        f"{model._meta.label}.{field.name}"
        for model in ours()
        for field in model._meta.local_fields
        if field.__class__.__module__.startswith("django.contrib.postgres") or isinstance(field, models.UUIDField)
    ]
    assert not foreign


def test_money_and_counts_are_whole_numbers():
    fractions = [
        f"{model._meta.label}.{field.name}"
        for model in ours()
        for field in model._meta.local_fields
        if isinstance(field, models.FloatField)
    ]
    assert not fractions
