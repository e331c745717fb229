"""Every page that a link leads to, walked through by one person of each role."""

import pytest

from tests.cast import TODAY
from tests.walks.looking import walked
from tremang.kernel import clock

WHO = ["man", "luong", "khiem", "tuan", "lanh_dao", "ha", "chu_tich", "so", "trung_uong"]


@pytest.mark.parametrize("name", WHO)
def test_every_link_leads_to_a_page_that_its_reader_may_see_and_use(world, name):
    with clock.fixed(TODAY):
        wrong = walked(world.users[name])
    assert not wrong, "\n".join(wrong)
