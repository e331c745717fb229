"""Promises of the pages, papers and files of the book of resources."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tremang.areas.common import actions as records
from tremang.areas.common.models import Activity
from tremang.areas.resources import actions
from tremang.areas.resources.blanking import blank
from tremang.areas.resources.book import BOOK, EQUIPMENT, PLAN, SPONSORS
from tremang.areas.resources.models import Earning, Source
from tremang.areas.resources.tests.conftest import ON, SHOP, STALL, monitor, signed_in
from tremang.funds.actions import slips
from tremang.funds.models import Account, Fund, Gift, Transfer


def test_the_page_of_the_treasurer_writes_what_the_act_writes_and_its_undo_takes_both_back(world, luong):
    client, club = signed_in(luong), world.dong_vang.pk
    sent = {name: str(value) for name, value in STALL.items()} | {"on": "20/9/2026", "into": "bank"}
    answer = client.post(reverse("resources:take", args=[club]), sent)
    assert answer.status_code == 302
    row = Earning.objects.get()
    assert {name: getattr(row, name) for name in STALL} == STALL
    assert Transfer.objects.get().debit == "bank"
    page = client.get(answer.url).content.decode()
    undo = reverse("resources:give_back", args=[club, row.pk]) + "?bo=1"
    assert undo in page
    client.post(undo)
    assert not Earning.objects.exists()
    assert not Activity.objects.exists()


def test_the_page_of_the_secretary_leaves_the_money_to_the_treasurer(world, man, luong):
    club = world.dong_vang.pk
    sent = {name: str(value) for name, value in STALL.items()} | {"on": "20/9/2026"}
    assert signed_in(man).post(reverse("resources:earning_add", args=[club]), sent).status_code == 302
    row = Earning.objects.get()
    assert row.voucher is None
    client, money = signed_in(luong), reverse("resources:money", args=[club, row.pk])
    assert client.get(money).status_code == 200
    assert client.post(money, {"into": "cash"}).status_code == 302
    row.refresh_from_db()
    assert row.voucher is not None
    assert row.voucher.label in client.get(money).content.decode()
    assert client.post(money, {"into": "cash"}).status_code == 409


def test_what_cannot_be_read_keeps_what_was_typed(world, luong):
    url = reverse("resources:take", args=[world.dong_vang.pk])
    answer = signed_in(luong).post(url, {"what": "bán hàng", "income": "nhiều lắm", "on": "24/9/2026", "people": "x"})
    assert answer.status_code == 422
    assert "nhiều lắm" in answer.content.decode()


def test_the_pages_of_a_sponsor_take_money_and_things(world, luong, shop):
    client, club = signed_in(luong), world.dong_vang.pk
    url = reverse("resources:gift", args=[club, shop.pk])
    sent = {"amount": "2 triệu", "into": "cash", "on": "20/9/2026", "purpose": ""}
    assert client.post(url, sent).status_code == 302
    thing = client.post(
        f"{url}?ghi=hien-vat", {"amount": "600k", "what": "20 suất quà", "on": "20/9/2026", "purpose": ""}
    )
    page = client.get(thing.url).content.decode()
    assert "20 suất quà" in page
    assert "2.600.000" in page.replace("\xa0", " ")


def test_a_gift_of_a_sponsor_sent_twice_is_written_once(world, luong, shop):
    client, url = signed_in(luong), reverse("resources:gift", args=[world.dong_vang.pk, shop.pk])
    sent = {"amount": "2 triệu", "into": "cash", "on": "20/9/2026", "purpose": ""}
    thing = {"amount": "600k", "what": "20 suất quà", "on": "20/9/2026", "purpose": ""}
    for address, given in ((url, sent), (f"{url}?ghi=hien-vat", thing)):
        given["ma"] = client.get(address).context["made"]
        for _press in range(2):
            assert client.post(address, given).status_code == 302
        answer = client.post(address, given | {"amount": "70k"})  # gone back, and something else
        assert answer.status_code == 409
        assert client.post(address, given | {"amount": "70k", "ma": answer.context["made"]}).status_code == 302
    assert sorted(Gift.objects.values_list("amount", flat=True)) == [70_000, 70_000, 600_000, 2_000_000]


def test_a_gift_of_a_sponsor_taken_back_or_with_the_key_of_another_slip_is_asked_about(world, luong, shop):
    by, club = {"by": luong, "today": TODAY}, world.dong_vang
    other = slips.take_in(club, Fund.ACTIVITY, 2_000_000, Account.OTHER_IN, "giấy vụn", day=ON, once="77", **by)
    client, url = signed_in(luong), reverse("resources:gift", args=[club.pk, shop.pk])
    sent = {"amount": "2 triệu", "into": "cash", "on": "20/9/2026", "purpose": "", "ma": "77"}
    answer = client.post(url, sent)
    assert answer.status_code == 409 and other.label in answer.text and not Gift.objects.exists()
    sent["ma"] = answer.context["made"]
    assert client.post(url, sent).status_code == 302
    slips.take_back(Gift.objects.get().voucher, "", **by)
    answer = client.post(url, sent)
    assert answer.status_code == 409 and "nay đã được hoàn lại" in answer.text
    assert client.post(url, sent | {"ma": answer.context["made"]}).status_code == 302
    assert Gift.objects.filter(voucher__reversed_by__isnull=True).count() == 1


@pytest.mark.parametrize(
    "name", ["home", "plan_line", "earning", "sponsor", "equipment", "earning_add", "equipment_add", "sponsor_add"]
)
def test_a_page_asks_at_most_twelve_queries(world, man, shop, name, django_assert_max_num_queries):
    tuan = world.users["tuan"]
    for day in range(1, 15):
        on = date(2026, 9, day)
        actions.earn(world.dong_vang, STALL | {"on": on}, by=tuan if day % 2 else man, today=TODAY)
        actions.take_gift(shop, 100_000, on=on, by=tuan, today=TODAY)
        records.add(EQUIPMENT, world.dong_vang, monitor(world, from_on=on), by=man, today=TODAY)
    for source in Source:
        records.add(
            PLAN, world.dong_vang, {"year": 2026, "source": source, "expected": 1, "note": ""}, by=man, today=TODAY
        )
    for user in (man, tuan):
        client = signed_in(user)
        url = reverse(f"resources:{name}", args=[world.dong_vang.pk])
        client.get(url)
        with django_assert_max_num_queries(12):
            assert client.get(url).status_code == 200


def test_a_page_of_one_sponsor_asks_at_most_twelve_queries(world, luong, shop, django_assert_max_num_queries):
    for day in range(1, 15):
        actions.take_gift(shop, 100_000, on=date(2026, 9, day), by=luong, today=TODAY)
    client, url = signed_in(luong), reverse("resources:given", args=[world.dong_vang.pk, shop.pk])
    client.get(url)
    with django_assert_max_num_queries(12):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("register", ["activity", "earning", "equipment"])
@pytest.mark.parametrize("query", ["", "?trong=1"])
def test_papers_print(world, man, register, query):
    records.add(EQUIPMENT, world.dong_vang, monitor(world), by=man, today=TODAY)
    actions.earn(world.dong_vang, STALL, by=man, today=TODAY)
    url = reverse(f"resources:{register}_paper", args=[world.dong_vang.pk]) + query
    assert signed_in(man).get(url).status_code == 200


def test_each_file_has_as_many_columns_as_its_header(world, luong, man, shop):
    actions.earn(world.dong_vang, STALL, by=luong, today=TODAY)
    actions.take_gift(shop, 100_000, on=ON, by=luong, today=TODAY)
    records.add(EQUIPMENT, world.dong_vang, monitor(world), by=man, today=TODAY)
    records.add(PLAN, world.dong_vang, {"year": 2026, "source": "dues", "expected": 1, "note": ""}, by=man, today=TODAY)
    for file in BOOK.files.values():
        [row] = list(file.rows())
        assert len(row) == len(file.header.split(","))


def test_the_book_forgets_the_name_of_a_sponsor_and_keeps_the_sum(world, man, luong):
    row, _event = records.add(SPONSORS, world.dong_vang, SHOP | {"name": "Kiều Văn Lực"}, by=man, today=TODAY)
    actions.take_gift(row, 100_000, on=ON, by=luong, today=TODAY)
    blank(world.person("Kiều Văn Lực"))
    row.refresh_from_db()
    assert "Lực" not in row.name
    assert Activity.objects.get().value == 100_000
