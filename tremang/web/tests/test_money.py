"""The money of a commune and of the City: sums from the books, shares, sizes; figures for offices only."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tremang.funds.actions import dues, slips
from tremang.funds.models import Account, Fund
from tremang.funds.tests.acting import Till
from tremang.kernel import clock
from tremang.web.money_of import size_of, size_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(world, client):
    def page(name, url, **query):
        client.force_login(world.users[name])
        return client.get(url, query)

    with clock.fixed(TODAY):
        yield page


@pytest.fixture
def lent(world):
    """Thôn Đồng Vàng lends 6 million, gets half a million back in April, and nothing since."""
    with clock.fixed(TODAY):
        till = Till(world)
        till.lent(0)
        dues.collect(till.club, {till.others[0].pk: 30_000}, day=date(2026, 9, 1), **till.by)
        slips.take_in(till.club, Fund.ACTIVITY, 2_000_000, Account.GIFTS, "", day=date(2026, 9, 2), **till.by)
    return till


COMMUNE, CITY = ("web:commune_money", ["09715"]), ("web:city_money", [])


@pytest.mark.parametrize(("who", "where"), [("tuan", COMMUNE), ("ha", CITY)])
def test_both_funds_their_sources_and_the_late_are_told_within_twelve_queries(
    lent, page, client, django_assert_max_num_queries, who, where
):
    url = reverse(where[0], args=where[1])
    page(who, url)
    with django_assert_max_num_queries(12):
        found = client.get(url, {"sort": "-fund"})
    text = found.content.decode().replace("\xa0", " ")
    assert found.status_code == 200 and len(found.content) <= 60_000
    for said in (
        "Quỹ tăng thu nhập 60.000.000 đ",
        "2.030.000 đ",
        "30.000 đ",
        "Vốn thành viên góp",
        "Chậm quá 90 ngày",
    ):
        assert said in text, said
    assert "100,0%" in text
    assert lent.others[0].person.full_name not in text


@pytest.mark.parametrize("where", [COMMUNE, CITY])
def test_the_table_is_there_as_excel(lent, page, where):
    found = page("ha", reverse(where[0], args=where[1]), download="xlsx")
    assert found.status_code == 200 and "spreadsheet" in found["Content-Type"]


def test_an_empty_commune_reads_well(world, page):
    text = page("nga", reverse("web:commune_money", args=["09706"])).content.decode()
    assert "Không có khoản nào đang vay." in text and "Chưa câu lạc bộ nào ghi nguồn vốn." in text


@pytest.mark.parametrize(("who", "where"), [("nga", COMMUNE), ("man", CITY), ("tuan", CITY)])
def test_it_is_closed_to_who_has_no_duty_there(world, page, who, where):
    assert page(who, reverse(where[0], args=where[1])).status_code == 403


@pytest.mark.parametrize(
    ("fund", "words"),
    [
        (None, 0),
        (0, 1),
        (19_999_999, 1),
        (20_000_000, 2),
        (49_999_999, 2),
        (50_000_000, 3),
        (99_999_999, 3),
        (100_000_000, 4),
    ],
)
def test_the_limit_itself_belongs_to_the_higher_class(fund, words):
    assert size_of(fund) == words < len(size_words())
