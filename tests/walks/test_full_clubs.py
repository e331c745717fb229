"""Three communes with every stage of a club's life, 60 members to a club: what grows with the rows shows itself."""

import pytest

from tests.walks.looking import walked
from tremang.accounts.models import User


@pytest.mark.slow
@pytest.mark.parametrize("name", ["man", "tuan", "ha"])
def test_pages_stay_light_where_clubs_are_full(demo, name):
    wrong = walked(User.objects.get(username=name))
    assert not wrong, "\n".join(wrong)
