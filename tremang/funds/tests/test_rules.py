"""What a club decides about its money: regulation with the law's ceiling, contributions, exemptions, bank accounts."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY, World
from tremang.funds.actions.dues import exempt, set_dues
from tremang.funds.actions.rules import Rules, end_exemption, set_bank_account, set_regulation
from tremang.funds.models import BankAccount, DuesExemption, DuesRule, Fund, Regulation
from tremang.funds.queries.dues import dues
from tremang.funds.queries.rules import regulation_on
from tremang.funds.schedules import Method, Repay
from tremang.funds.views.rules import effective
from tremang.kernel.models import Event
from tremang.kernel.periods import month_of
from tremang.kernel.problems import Problem, Refused
from tremang.kernel.verify import verify

pytestmark = pytest.mark.django_db
FORM = {
    "rate_month": "0,8", "method": "flat", "repay": "equal-principal", "months": "12", "grace": "0", "multiple": "1000",
    "cap": "10.000.000", "loans_per_person": "1", "loans_per_household": "1", "late_percent": "0", "needs_cosigner": "on",
    "approver": "meeting", "to_activity": "60", "to_reserve": "10", "from_on": "23/9/2026", "decision": "",
}  # fmt: skip


@pytest.fixture
def by(world: World) -> dict:
    return {"by": world.users["luong"], "today": TODAY}


@pytest.fixture
def luong(world: World) -> Client:
    client = Client()
    client.force_login(world.users["luong"])
    return client


def rules(**changed: object) -> Rules:
    usual = {"rate_month": Decimal("0.8"), "method": Method.FLAT, "repay": Repay.EQUAL_PRINCIPAL, "months": 12}
    return Rules(**usual | {"cap": 10_000_000} | changed)  # type: ignore[arg-type]


def url(world: World, name: str, *more: object) -> str:
    return reverse(f"funds:{name}", args=[world.dong_vang.pk, *more])


class TestRegulation:
    def test_each_version_holds_from_its_day(self, world, by):
        set_regulation(world.dong_vang, rules(), date(2026, 1, 1), **by)
        set_regulation(world.dong_vang, rules(rate_month=Decimal(1)), date(2026, 9, 1), **by)
        assert regulation_on(world.dong_vang, date(2026, 8, 31)).rate_month == Decimal("0.8")
        assert regulation_on(world.dong_vang, TODAY).rate_month == 1
        assert not [found for found in verify(world.dong_vang.pk).findings if found.code != "row_unknown"]

    def test_the_same_day_again_the_newer_holds(self, world, by):
        for rate in ("0.5", "0.6"):
            set_regulation(world.dong_vang, rules(rate_month=Decimal(rate)), TODAY, **by)
        assert Regulation.objects.get().rate_month == Decimal("0.6")

    def test_above_twenty_per_cent_a_year_is_refused_with_the_article(self, world, by):
        set_regulation(world.dong_vang, rules(rate_month=Decimal("1.6666")), TODAY, **by)
        with pytest.raises(Problem) as refused:
            set_regulation(world.dong_vang, rules(rate_month=Decimal("1.6667")), TODAY, **by)
        assert refused.value.code == "above_ceiling" and "468" in refused.value.sentence

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [
            ({"rate_month": Decimal("-0.1")}, "rate_negative"), ({"months": 0}, "months_outside"),
            ({"grace": 12}, "grace_too_long"), ({"cap": 0}, "sum_not_positive"),
            ({"to_activity": 80, "to_reserve": 30}, "shares_above_all"), ({"loans_per_person": 0}, "at_least_one_loan"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_is_refused(self, world, by, wrong, code):
        with pytest.raises(Problem) as refused:
            set_regulation(world.dong_vang, rules(**wrong), TODAY, **by)
        assert refused.value.code == code

    def test_flat_interest_costs_nearly_twice_what_it_says(self, world):
        flat = Regulation(rate_month=Decimal(1), method="flat", repay="equal-principal", months=12, cap=12_000_000)
        assert effective(flat, date(2026, 1, 1)) == "23,7"
        assert effective(Regulation(rate_month=0, method="flat", repay="end", months=12), TODAY) == "0,0"

    def test_only_the_treasurer_and_the_officer_write_it(self, world, by):
        for name in ("man", "khiem", "ha", "nga"):
            with pytest.raises(Refused):
                set_regulation(world.dong_vang, rules(), TODAY, by=world.users[name], today=TODAY)
        set_regulation(world.dong_vang, rules(), TODAY, by=world.users["tuan"], today=TODAY)

    def test_the_page_shows_what_it_really_costs_and_refuses_with_the_article(self, world, luong):
        page = luong.post(url(world, "regulation"), FORM, follow=True).content.decode()
        assert "9,6% một năm" in page and "thực trả" in page
        for rate, sentence in (("2", "468"), ("abc", "Chưa hiểu"), ("-1", "Chưa hiểu")):
            answer = luong.post(url(world, "regulation"), FORM | {"rate_month": rate})
            assert answer.status_code == 422 and sentence in answer.content.decode()
        assert luong.post(url(world, "regulation"), {}).status_code == 422
        assert Regulation.objects.count() == 1

    def test_who_may_not_write_reads_it(self, world):
        for name in ("man", "ha"):
            client = Client()
            client.force_login(world.users[name])
            page = client.get(url(world, "regulation")).content.decode()
            assert "0,5% một tháng" in page and "Ghi quy chế mới" not in page
            assert client.post(url(world, "regulation"), FORM).status_code == 403

    def test_it_is_taken_back_by_the_link_beside_it(self, world, by, luong):
        event = set_regulation(world.dong_vang, rules(), TODAY, **by)
        assert luong.post(reverse("places:undo", args=[event.pk])).status_code == 302
        assert not Regulation.objects.exists()


class TestDues:
    def test_the_page_writes_a_rule_from_a_month_on(self, world, luong):
        form = {"amount": "10k", "from_month": "7/2026", "fund": "activity"}
        assert luong.post(url(world, "dues_rule"), form).status_code == 302
        assert DuesRule.objects.get().from_month == month_of(date(2026, 7, 1))
        for wrong in ({"amount": "abc"}, {"from_month": "13/2026"}, {"from_month": "²/2026"}, {"fund": "x"}):
            assert luong.post(url(world, "dues_rule"), form | wrong).status_code == 422

    def test_an_exemption_frees_its_months_until_it_ends(self, world, by, luong):
        set_dues(world.dong_vang, 10_000, Fund.ACTIVITY, month_of(date(2026, 7, 1)), **by)
        member = world.members["Đỗ Thị Ẩn"]
        form = {"membership": str(member.pk), "reason": "Trên 80 tuổi", "from_on": "01/7/2026", "to_on": ""}
        assert luong.post(url(world, "exemption"), form).status_code == 302
        assert owes(world, member.pk) == 0
        row = DuesExemption.objects.get()
        assert luong.post(url(world, "end_exemption", row.pk), {"to_on": "1/1/2026"}).status_code == 422
        assert luong.post(url(world, "end_exemption", row.pk), {"to_on": "31/8/2026"}).status_code == 302
        assert owes(world, member.pk) == 10_000

    def test_an_exemption_sent_twice_is_one_and_is_undone_by_the_button_beside_it(self, world, luong):
        member = world.members["Kiều Văn Lực"]
        form = {"membership": str(member.pk), "reason": "hộ nghèo", "from_on": "1/7/2026", "to_on": ""}
        answers = [luong.post(url(world, "exemption"), form, follow=True) for _press in range(2)]
        row = DuesExemption.objects.get()
        undo = reverse("places:undo", args=[Event.objects.get(verb="exempt_dues").pk])
        assert f'action="{undo}"' in answers[0].content.decode()
        assert "Đã ghi miễn đóng góp" in answers[1].content.decode()
        luong.post(undo)
        assert not DuesExemption.objects.filter(pk=row.pk).exists()

    def test_another_reason_for_the_same_days_is_refused_with_a_sentence(self, world, luong):
        member = world.members["Kiều Văn Lực"]
        form = {"membership": str(member.pk), "reason": "hộ nghèo", "from_on": "1/7/2026", "to_on": ""}
        assert luong.post(url(world, "exemption"), form).status_code == 302
        answer = luong.post(url(world, "exemption"), form | {"reason": "trên 80 tuổi"})
        page = answer.content.decode()
        assert answer.status_code == 422 and "đã được miễn đúng những ngày này, lý do: hộ nghèo" in page
        assert 'value="trên 80 tuổi"' in page and DuesExemption.objects.get().reason == "hộ nghèo"

    def test_a_stranger_is_not_exempted(self, world, luong):
        form = {"membership": str(world.members["Bùi Thị Sáu"].pk), "reason": "x", "from_on": "1/7/2026"}
        assert luong.post(url(world, "exemption"), form).status_code == 422

    def test_an_exemption_of_another_club_is_not_there(self, world, by, luong):
        row, _event = exempt(
            world.members["Bùi Thị Sáu"], TODAY, None, "ốm", by=world.users["tuan"], today=TODAY
        )  # fmt: skip
        assert luong.get(url(world, "end_exemption", row.pk)).status_code == 404
        with pytest.raises(Refused):
            end_exemption(row, TODAY, **by)


class TestBankAccount:
    def test_an_account_gives_a_picture_with_sum_and_purpose(self, world, luong):
        empty = luong.get(url(world, "code", "hoat-dong")).content.decode()
        assert "chưa ghi tài khoản" in empty
        form = {"bank": "970405", "number": "2600 205 123456", "holder": "Vũ Thị Lương"}
        assert luong.post(url(world, "bank_account", "hoat-dong"), form).status_code == 302
        assert BankAccount.objects.get().number == "2600205123456"
        answer = luong.get(url(world, "code", "hoat-dong"), {"tien": "10k", "noi": "Đóng góp tháng 9"})
        page = answer.content.decode()
        assert "<svg" in page and "Agribank" in page and "dong gop thang 9" in page
        assert luong.get(url(world, "code", "hoat-dong"), {"tien": "abc"}).status_code == 422

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [({"bank": "12"}, "no_bank"), ({"number": "12 ấ"}, "not_an_account"), ({"holder": " "}, "no_holder")],
    )
    def test_what_no_bank_would_take_is_refused(self, world, by, wrong, code):
        given = {"bank": "970405", "number": "2600205123456", "holder": "Vũ Thị Lương"} | wrong
        with pytest.raises(Problem) as refused:
            set_bank_account(world.dong_vang, Fund.ACTIVITY, **given, **by)
        assert refused.value.code == code


def owes(world: World, membership: int) -> int:
    return next(line.owes for line in dues(world.dong_vang.pk, TODAY) if line.membership.pk == membership)
