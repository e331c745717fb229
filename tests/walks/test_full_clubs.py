"""Three communes with every stage of a club's life, 60 members to a club: what grows with the rows shows itself."""

from datetime import date

import pytest

from tests.walks.looking import walked
from tremang.accounts.models import User
from tremang.kernel import clock


@pytest.mark.slow
@pytest.mark.parametrize("name", ["man", "tuan", "ha"])
def test_pages_stay_light_where_clubs_are_full(demo, name):
    wrong = walked(User.objects.get(username=name))
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
def test_the_secretarys_pages_stay_light_also_late_in_the_month_when_the_books_ask_for_most(demo):
    with clock.fixed(date(2026, 11, 29)):
        wrong = walked(User.objects.get(username="man"))
    assert not wrong, "\n".join(wrong)
