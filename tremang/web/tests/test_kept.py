"""A page that is kept is written again when something happens that it shows, and not for what happens elsewhere."""

import pytest

from tests.cast import TODAY
from tremang.kernel.events import record
from tremang.kernel.lock import writing
from tremang.places.queries import city
from tremang.web.kept import stamp

pytestmark = pytest.mark.django_db


def happen(chain: int) -> None:
    with writing(chain):
        record(chain, "rename_place", f"places.place:{chain}", by_id=1)


@pytest.mark.parametrize("where", ["club", "commune", "city"])
def test_an_act_in_the_commune_below_it_or_above_it_changes_its_stamp(world, where):
    chain = {"club": world.dong_vang.pk, "commune": world.phuc_tho.pk, "city": city().pk}[where]
    before = stamp(world.phuc_tho, TODAY)
    assert stamp(world.phuc_tho, TODAY) == before
    happen(chain)
    assert stamp(world.phuc_tho, TODAY) != before


def test_an_act_in_another_commune_leaves_the_page_as_it_is_but_changes_the_citys(world):
    before, above = stamp(world.phuc_tho, TODAY), stamp(city(), TODAY)
    happen(world.muong_chau.pk)
    assert stamp(world.phuc_tho, TODAY) == before
    assert stamp(city(), TODAY) != above
