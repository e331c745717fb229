"""The reference data: complete, the same every time, and never in the way of what a decree changed."""

from itertools import count

import pytest

from tremang.places.loading import NEW_MAP, load_places
from tremang.places.models import FormerUnit, Kind, Place, Span
from tremang.places.outlines import outlines
from tremang.places.tiles import tiles

pytestmark = pytest.mark.django_db


def test_hanoi_has_126_communes_under_the_city_with_code_span_and_legal_basis():
    assert load_places() == 128
    communes = Place.objects.filter(kind=Kind.COMMUNE)
    assert communes.filter(unit_type="xã").count() == 75
    assert communes.filter(unit_type="phường").count() == 51
    assert {c.valid_from for c in communes} == {NEW_MAP}
    assert all(c.path == f"vn.01.{c.code}" and c.legal_basis for c in communes)
    assert Span.objects.count() == 128


def test_all_526_former_units_lead_to_a_unit_of_today_and_199_to_several():
    load_places()
    assert FormerUnit.objects.values("code").distinct().count() == 526
    assert FormerUnit.objects.filter(is_split=True).values("code").distinct().count() == 199


def test_loading_again_makes_nothing_and_leaves_a_renamed_unit_alone():
    load_places()
    place = Place.objects.get(code="09715")
    place.rename("Xã Phúc Thọ Mới")
    place.save()
    before = FormerUnit.objects.count()
    assert load_places() == 0
    place.refresh_from_db()
    assert place.name == "Xã Phúc Thọ Mới"
    assert FormerUnit.objects.count() == before


def test_given_ids_the_rows_are_the_same_every_time():
    load_places(count(1000))
    assert Place.objects.get(code="VN").pk == 1000
    assert Place.objects.get(code="01").pk == 1002
    assert Place.objects.get(code="00004").pk == 1004


def test_every_commune_has_a_tile_of_its_own_and_an_outline():
    load_places()
    codes = set(Place.objects.filter(kind=Kind.COMMUNE).values_list("code", flat=True))
    assert set(tiles()) == codes
    assert len(set(tiles().values())) == 126
    assert set(outlines()) == codes
