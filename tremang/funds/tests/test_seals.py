"""The code in the minute book proves that the ledger is as it was, and `verify` names what is not."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from tests.cast import TODAY
from tremang.funds.actions import box as acts
from tremang.funds.actions import slips
from tremang.funds.models import Account, BookSeal, Fund, Transfer, Voucher
from tremang.funds.queries.seals import written_since
from tremang.funds.seals import Answer, prove
from tremang.funds.tests.acting import Till
from tremang.kernel.events import link
from tremang.kernel.management.commands.verify import described
from tremang.kernel.models import Event
from tremang.kernel.verify import verify

pytestmark = pytest.mark.django_db


def spend(till: Till, amount: int = 30_000, **more) -> Voucher:
    return slips.spend(till.club, Fund.INCOME, amount, Account.SUPPLIES, "chè", day=TODAY, **till.by, **more)


def test_a_code_stays_the_same_until_something_happens(till):
    first = acts.seal(till.club, TODAY, **till.by)
    assert len(first.code) == 8 and first.code.isdigit()
    assert acts.seal(till.club, TODAY, **till.by).pk == first.pk
    spend(till)
    second = acts.seal(till.club, TODAY, **till.by)
    assert second.code != first.code and second.sequence > first.sequence
    for seal in (first, second):
        assert prove(till.club, TODAY, seal.code).answer == Answer.WHOLE
    assert prove(till.club, TODAY, "00000000").answer == Answer.OTHER_CODE
    assert prove(till.club, TODAY.replace(day=1), first.code).answer == Answer.NO_SEAL


def test_a_chain_written_anew_no_longer_gives_the_code_on_paper(till):
    spend(till)
    code = acts.seal(till.club, TODAY, **till.by).code
    previous = None
    for event in Event.objects.filter(chain_id=till.club.pk).order_by("sequence"):
        if previous is not None or event.sequence == 2:  # rewrite the past, and every hash after it
            event.actor_id = event.actor_id if previous else 1
            event.previous_hash = previous or event.previous_hash
            event.hash = previous = link(event)
            rewrite(event)
    assert not [found for found in verify(till.club.pk).findings if not found.row]  # the chain itself looks whole
    assert prove(till.club, TODAY, code).answer == Answer.OTHER_CODE


def rewrite(event: Event) -> None:
    """Past the guards, as somebody who owns the machine could."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'kernel_event'")
            guards = cursor.fetchall()
            for name, _sql in guards:
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("ALTER TABLE kernel_event DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE kernel_event SET actor_id = %s, previous_hash = %s, hash = %s WHERE id = %s",
            [event.actor_id, event.previous_hash, event.hash, event.pk],
        )
        if connection.vendor == "sqlite":
            for _name, sql in guards:
                cursor.execute(sql)
        else:
            cursor.execute("ALTER TABLE kernel_event ENABLE TRIGGER USER")


def test_a_slip_put_in_from_outside_is_named(till):
    slip = spend(till)
    code = acts.seal(till.club, TODAY, **till.by).code
    line = slip.transfers.get()
    values = {field.attname: getattr(line, field.attname) for field in Transfer._meta.concrete_fields}
    Transfer(**{**values, "id": line.pk + 1, "sequence": 900, "amount": 5}).save(force_insert=True)
    found = [f for f in verify(till.club.pk).findings if f.row.startswith("funds.")]
    assert [(f.row, f.code) for f in found] == [(f"funds.voucher:{slip.pk}", "row_changed")]
    assert prove(till.club, TODAY, code).answer == Answer.CHANGED
    values = {field.attname: getattr(slip, field.attname) for field in Voucher._meta.concrete_fields}
    other = Voucher(**{**values, "id": slip.pk + 7, "number": 77, "request_key": ""})
    other.save(force_insert=True)
    said = "\n".join(described(verify(till.club.pk).findings))
    assert f"phiếu thu, chi {other.pk} không có việc nào trong sổ nói tới" in said


def test_a_balance_below_zero_without_a_name_is_found(till):
    allowed = slips.spend(
        till.club, Fund.ACTIVITY, 50_000, Account.VISITS, "thăm ốm", day=TODAY, overdrawn="Ông Khiêm cho ứng", **till.by
    )  # fmt: skip
    assert not [f for f in verify(till.club.pk).findings if f.code == "below_zero"]
    Voucher.objects.filter(pk=allowed.pk).update(overdrawn="")
    found = [f for f in verify(till.club.pk).findings if f.code == "below_zero"]
    assert [f.row for f in found] == [f"funds.voucher:{allowed.pk}"] and found[0].sequence > 0
    assert "dưới 0" in next(described(found))


def test_a_code_that_was_changed_beside_the_ledger_is_found(till):
    seal = acts.seal(till.club, TODAY, **till.by)
    BookSeal.objects.filter(pk=seal.pk).update(code="12345678")
    assert {f.code for f in verify(till.club.pk).findings if f.row.startswith("funds.")} == {
        "code_differs",
        "row_changed",
    }
    assert {f.code for f in verify().findings if f.row.startswith("funds.bookseal")} == {"code_differs", "row_changed"}


def test_the_page_gives_a_code_and_checks_one(till):
    client = Client()
    client.force_login(till.world.users["luong"])
    url = f"/quy/{till.club.pk}/ma-khoa-so/"
    answer = client.post(url, follow=True)
    seal = BookSeal.objects.get()
    assert f"{seal.code[:4]} {seal.code[4:]}" in answer.text
    secretary = Client()
    secretary.force_login(till.world.users["man"])
    assert secretary.post(url).status_code == 403
    good = {"check": "1", "on": "23/9/2026", "code": f"{seal.code[:4]} {seal.code[4:]}"}
    assert "còn nguyên" in secretary.post(url, good).text
    assert "không khớp" in secretary.post(url, good | {"code": "11112222"}).text
    assert "chưa có mã" in secretary.post(url, good | {"on": "22/9/2026"}).text
    for bad in ("123", "abcdefgh", "１２３４５６７８", ""):
        assert secretary.post(url, good | {"code": bad}).status_code == 422


def test_the_code_of_a_day_belongs_to_that_day_and_leads_back_to_its_end(till):
    client = Client()
    client.force_login(till.world.users["luong"])
    end = f"/quy/{till.club.pk}/buoi/2026-09-20/xong/"
    answer = client.post(f"/quy/{till.club.pk}/ma-khoa-so/?ngay=2026-09-20", follow=True)
    seal = BookSeal.objects.get()
    assert seal.on.isoformat() == "2026-09-20" and f'href="{end}"' in answer.text
    assert seal.code in client.get(end).text


def test_slips_written_after_the_code_for_days_before_it_are_listed_beside_the_proof(
    till, django_assert_max_num_queries
):
    kept = spend(till)
    seal = acts.seal(till.club, TODAY - timedelta(days=1), **till.by)
    assert written_since(seal) == []
    spend(till)  # of a later day than the meeting's
    back = {"day": TODAY - timedelta(days=3), **till.by}
    late = slips.spend(till.club, Fund.INCOME, 45_000, Account.VISITS, "thăm cụ Ẩn", **back)
    moved = slips.move_between(till.club, Fund.INCOME, 70_000, "", **back)
    with django_assert_max_num_queries(2):
        found = written_since(seal)
    assert [(row.slip.pk, row.amount, row.by) for row in found] == [
        (late.pk, 45_000, "Vũ Thị Lương"), (moved.pk, 70_000, "Vũ Thị Lương")
    ]  # fmt: skip
    client = Client()
    client.force_login(till.world.users["man"])
    url, asked = f"/quy/{till.club.pk}/ma-khoa-so/", {"check": "1", "on": "22/9/2026", "code": seal.code}
    page = client.post(url, asked).text
    assert "Mã khớp: những gì đã ghi đến lúc lấy mã còn nguyên." in page and "còn nguyên như lúc khóa" not in page
    assert "có 2 phiếu ghi thêm cho ngày 22/9/2026 hoặc trước đó" in page
    assert late.label in page and "thăm cụ Ẩn" in page and "45.000" in page and "Vũ Thị Lương" in page
    assert kept.label not in page
    assert prove(till.club, seal.on, seal.code).answer == Answer.WHOLE  # the proof itself is as it was


def test_a_slip_of_the_meeting_taken_back_later_is_told_beside_the_code_at_the_end(till, django_assert_max_num_queries):
    spent, client = spend(till), Client()
    client.force_login(till.world.users["luong"])
    end = f"/quy/{till.club.pk}/buoi/{TODAY}/xong/"
    acts.seal(till.club, TODAY, **till.by)
    assert "Mời chép mã này" in client.get(end).text
    back = slips.take_back(spent, "nhầm quỹ", **till.by)
    with django_assert_max_num_queries(12):
        page = client.get(end).text
    assert "có 1 phiếu ghi thêm" in page and back.label in page and "Lấy mã mới" in page
    acts.seal(till.club, TODAY, **till.by)
    assert "Mời chép mã này" in client.get(end).text
