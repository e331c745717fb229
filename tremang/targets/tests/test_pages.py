"""How each number is counted, and the rows behind it, for who may see them."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tremang.clubs.models import State
from tremang.funds.actions.slips import receive_capital
from tremang.funds.models import Account, Fund
from tremang.indicators.base import each_once
from tremang.indicators.registry import indicators
from tremang.kernel import clock
from tremang.kernel.events import mark_stale
from tremang.kernel.format import number
from tremang.kernel.models import Look
from tremang.members.models import Channel, Consent, Need, Purpose, Support
from tremang.places.models import HamletCount, UnitType
from tremang.places.tree import NewUnit
from tremang.programme.territory.actions.changes import Decree, merge_places
from tremang.programme.training.models import Official
from tremang.targets.drill import drill
from tremang.targets.models import Share
from tremang.targets.queries import board

pytestmark = pytest.mark.django_db
CODES = list(indicators())


@pytest.fixture
def sign_in(world, client):
    def sign_in(name):
        client.force_login(world.users[name])
        return client

    with clock.fixed(TODAY):
        yield sign_in


@pytest.fixture
def page(sign_in):
    def page(name, code, status=200, **query):
        found = sign_in(name).get(reverse("targets:indicator", args=[code]), query)
        assert found.status_code == status
        return found.content.decode()

    return page


@pytest.mark.parametrize("code", CODES)
def test_every_indicator_tells_clause_rule_and_convention(page, code):
    shown = page("ha", code)
    indicator = indicators()[code]
    from django.utils.html import escape

    for words in (
        indicator.quote,
        indicator.counted_as,
        indicator.not_counted,
        indicator.convention,
        indicator.plan_ref,
    ):
        assert escape(str(words)) in shown


@pytest.mark.parametrize("code", CODES)
def test_pages_and_lists_stay_within_their_limits(world, sign_in, code, django_assert_max_num_queries):
    client = sign_in("ha")
    url = reverse("targets:indicator", args=[code])
    client.get(url)
    for query in (
        {},
        {"list": "near"},
        {"list": "counted"},
        {"list": "not"},
        {"list": "out"},
        {"list": "base"},
        {"phase": "P2"},
    ):
        with django_assert_max_num_queries(12):
            found = client.get(url, query)
        assert found.status_code == 200 and len(found.content) <= 60_000


@pytest.mark.parametrize("code", CODES)
def test_the_rows_add_up_to_the_number(world, sign_in, code):
    HamletCount.objects.create(commune=world.phuc_tho, counted_on=TODAY)
    Official.objects.create(place=world.phuc_tho, full_name="Nguyễn Văn Ba", from_on=date(2026, 1, 1))
    indicator = indicators()[code]
    phase = "P1"
    row = next(
        row
        for row in board(world.city, TODAY, today=TODAY).rows
        if row.indicator.code == code and row.phase in (phase, "ALL")
    )
    for persons in (True, False):
        found = drill(indicator, phase, world.city, TODAY, "now", persons=persons, today=TODAY)
        assert found.numerator == row.numerator
        assert row.denominator is None or found.denominator == row.denominator
        if not found.by_club and row.denominator is not None:
            assert found.count("counted") == row.numerator
            assert found.count("counted") + found.count("near") + found.count("not") == row.denominator


def test_those_that_just_miss_stand_first_with_what_is_lacking(world, page):
    for name, club, amount in (
        ("luong", world.dong_vang, 51_000_000), ("tuan", world.trai_giua, 48_500_000), ("nga", world.muong_chau, 20_000_000),
    ):  # fmt: skip
        receive_capital(
            club, Fund.INCOME, amount, Account.MEMBERS, "", "", day=date(2026, 9, 1), by=world.users[name], today=TODAY
        )
    near = page("ha", "fund_over_50m", list="near")
    assert "Thôn Trại Giữa" in near and "còn thiếu 1.500.000" in near
    assert "Thôn Đồng Vàng" not in near and "Thôn Muồng Cháu" not in near
    assert "Thôn Muồng Cháu" in page("ha", "fund_over_50m", list="not")
    counted = page("ha", "fund_over_50m", list="counted")
    assert "Thôn Đồng Vàng" in counted and "Sắp đủ: 1" in counted and "Đã tính: 1" in counted


def test_where_nobody_just_misses_the_button_leads_to_what_is_lacking(world, page):
    Official.objects.create(place=world.phuc_tho, full_name="Nguyễn Văn Ba", from_on=date(2026, 1, 1))
    assert "Nguyễn Văn Ba" in page("ha", "staff_trained", list="near")
    undeclared = page("ha", "people_reached", list="near")
    assert "Chưa khai báo số dân và số người được tuyên truyền" in undeclared


def test_a_list_of_communes_names_each_commune_once(world, page):
    rows = page("ha", "people_reached", list="out").partition("<tbody")[2].partition("</tbody>")[0]
    assert rows.count("Xã Phúc Thọ") == 1


class TestPersons:
    """Names are for who has that duty at the place; all others stop at the club."""

    def test_the_officer_of_the_commune_sees_names_and_reasons(self, page):
        counted = page("tuan", "older_joiners", list="counted")
        assert "Bùi Thị Sáu" in counted and "Cấn Văn Bảy" in counted
        assert "Cấn Thị Mười" not in counted
        near = page("tuan", "older_joiners", list="near")
        assert "Cấn Thị Mười" in near and "59 tuổi khi vào" in near

    @pytest.mark.parametrize("name", ["ha", "chu_tich", "so", "trung_uong"])
    def test_offices_see_the_club_and_its_count(self, page, name):
        shown = page(name, "older_joiners", list="counted", place="09715")
        assert "Thôn Trại Giữa" in shown and "3 người" in shown
        assert "Bùi Thị Sáu" not in shown

    def test_a_leader_of_the_commune_sees_no_names_either(self, page):
        assert "Bùi Thị Sáu" not in page("lanh_dao", "older_joiners", list="counted")

    def test_another_communes_officer_is_refused(self, page):
        page("nga", "older_joiners", status=403, place="09715")
        page("nga", "older_joiners", status=403, place="01")

    def test_without_a_place_everybody_comes_to_his_own(self, page):
        assert "Xã Phúc Thọ" in page("tuan", "quality_kept")
        assert "Thành phố Hà Nội" in page("ha", "quality_kept")
        assert "Thôn Đồng Vàng" in page("man", "quality_kept") or "thôn Đồng Vàng" in page("man", "quality_kept")
        page("nguoi_dung", "quality_kept", status=403)

    def test_names_of_officials_are_for_who_keeps_training(self, world, page):
        Official.objects.create(place=world.phuc_tho, full_name="Nguyễn Văn Ba", from_on=date(2026, 1, 1))
        assert "Nguyễn Văn Ba" in page("tuan", "staff_trained", list="not")
        shown = page("so", "staff_trained", list="not")
        assert "Nguyễn Văn Ba" not in shown and "Xã Phúc Thọ" in shown


class TestNeeds:
    """Counts of needs below 5 are hidden from who has no duty towards persons; each look at names is written down."""

    @pytest.fixture
    def needs(self, world):
        names = ["Đỗ Thị Ẩn", "Lê Thị Hợi", "Trần Thị Lụa", "Khuất Duy Tạo", "Vũ Thị Lương", "Kiều Văn Lực"]
        for name in names:
            Need.objects.create(
                club=world.dong_vang, person=world.person(name), kind="loan", declared_on=date(2026, 9, 1)
            )
        Support.objects.create(
            club=world.dong_vang, person=world.person("Lê Thị Hợi"), kind="loan", given_on=date(2026, 9, 2)
        )
        Need.objects.create(
            club=world.muong_chau, person=world.person("Bạch Công Sơn"), kind="loan", declared_on=date(2026, 9, 1)
        )
        mark_stale([world.dong_vang.pk, world.muong_chau.pk], date(2026, 9, 1))

    def test_the_officer_sees_the_persons_who_consented_and_leaves_a_look_each_time(self, world, needs, page):
        shown = page("tuan", "needs_supported", list="not")
        assert "Trần Thị Lụa" not in shown and "Một thành viên chưa đồng ý cho xem tên" in shown
        Consent.objects.create(
            person=world.person("Trần Thị Lụa"), purpose=Purpose.ONWARD, text_version="1", channel=Channel.PAPER,
            given_on=TODAY, by_id=1,
        )  # fmt: skip
        shown = page("tuan", "needs_supported", list="not")
        assert "Trần Thị Lụa" in shown and "Lê Thị Hợi" not in shown
        assert "Trần Thị Lụa" in page("man", "needs_supported", place=world.dong_vang.place.code, list="not")
        assert Look.objects.filter(actor_id=world.users["tuan"].pk, what="needs_supported").count() == 2

    def test_no_column_of_reasons_stands_empty(self, world, needs, page):
        own = {"place": world.dong_vang.place.code}
        counted = page("man", "needs_supported", list="counted", **own)
        assert "Lê Thị Hợi" in counted and "Vì sao" not in counted
        waiting = page("man", "needs_supported", list="not", **own)
        assert "Vì sao" in waiting and "Chưa được hỗ trợ lần nào" in waiting

    @pytest.mark.parametrize("name", ["ha", "so", "trung_uong"])
    def test_offices_read_no_small_count_anywhere(self, needs, page, name):
        assert "Số nhỏ, giấu: 2" in page(name, "needs_supported", list="small"), "they are counted, so not left out"
        for query in ({"list": "counted"}, {"list": "not"}, {"list": "out"}, {"list": "small"}, {}):
            shown = page(name, "needs_supported", **query)
            for words in ("1 trong 6", "0 trong 1 ", "Lê Thị Hợi", "Bạch Công Sơn"):
                assert words not in shown, (query, words)
        assert "16,7%" not in page(name, "needs_supported", place="09715")

    def test_a_leader_of_the_commune_reads_no_small_count_either(self, needs, page):
        shown = page("lanh_dao", "needs_supported") + page("lanh_dao", "needs_supported", list="counted")
        assert "1 trong 6" not in shown and "16,7%" not in shown and "Lê Thị Hợi" not in shown

    def test_no_other_day_gives_them_away(self, needs, page):
        for query in ({}, {"list": "counted"}, {"list": "out"}):
            shown = page("ha", "needs_supported", on="2026-09-22", **query)
            assert "1 trong 6" not in shown and "0 trong 1 " not in shown

    def test_no_leader_looks_through_the_excel_file(self, needs, sign_in):
        from io import BytesIO

        import python_calamine

        found = sign_in("ha").get(
            reverse("targets:indicator", args=["needs_supported"]), {"list": "not", "download": "xlsx"}
        )
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(b"".join(found.streaming_content)))
        cells = str(book.get_sheet_by_index(0).to_python())
        assert "1 trong 6" not in cells and "0 trong 1" not in cells


def test_the_list_is_taken_away_whole_whatever_tab_was_open(world, sign_in):
    from io import BytesIO

    import python_calamine

    found = sign_in("ha").get(
        reverse("targets:indicator", args=["quality_kept"]), {"list": "counted", "download": "xlsx"}
    )
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(b"".join(found.streaming_content)))
    assert "3 dòng" in str(book.get_sheet_by_index(0).to_python()[-1])


@pytest.mark.parametrize(
    ("code", "query"),
    [("nothing", {}), ("quality_kept", {"place": "00000"}), ("quality_kept", {"place": "09715-0001"}), ("clubs", {})],
)
def test_what_does_not_exist_is_no_page(page, code, query):
    page("ha", code, status=404, **query)


def test_a_paused_club_is_named_where_it_counts_as_a_gap(world, page):
    from tremang.clubs.models import Club, StateRow

    HamletCount.objects.create(commune=world.phuc_tho, counted_on=TODAY)
    StateRow.objects.filter(club=world.dong_vang, state="active").update(to_on=date(2026, 5, 31))
    StateRow.objects.create(club=world.dong_vang, state=State.PAUSED, from_on=date(2026, 6, 1), by_id=0)
    Club.objects.filter(pk=world.dong_vang.pk).update(state=State.PAUSED)
    mark_stale([world.dong_vang.pk, world.phuc_tho.pk], date(2024, 1, 1))
    shown = page("tuan", "hamlet_coverage", list="near")
    assert "Thôn Đồng Vàng" in shown and "đang tạm dừng" in shown


@pytest.mark.parametrize("name", ["ha", "nga"])
def test_a_commune_that_was_merged_is_not_answered_with_a_nought_but_with_what_took_its_place(world, sign_in, name):
    decree = Decree("12/NQ-HĐND", date(2026, 2, 8), date(2026, 3, 1))
    new = NewUnit("99915", "Sơn Phúc", UnitType.RURAL)
    merge_places([world.phuc_tho, world.yen_bai], new, decree=decree, by=world.users["ha"], today=TODAY)
    url = reverse("targets:indicator", args=["new_clubs"])
    old = {"place": "09715"}
    for asked in (old, old | {"on": "2026-03-01", "boundaries": "then"}, old | {"on": "2026-02-01"}):
        answer = sign_in(name).get(url, asked, follow=True)
        assert answer.status_code == 200 and "Nay mở trang của nơi kế tiếp" in answer.content.decode()
    assert sign_in("ha").get(url, old | {"on": "2026-02-01", "boundaries": "then"}).status_code == 200


def test_what_a_count_ought_to_be_is_told_so_that_it_does_not_contradict_the_verdict(page, world):
    """Of one new club in five years 0.15 ought to be there: whoever has none is behind, and reads no nought."""
    Share.objects.create(code="new_clubs", commune=world.yen_bai, year=2030, amount=1, set_on=TODAY, by_id=1)
    row = next(row for row in board(world.yen_bai, TODAY, today=TODAY).rows if row.indicator.code == "new_clubs")
    assert 0 < row.expected < 1
    assert f"là {number(float(row.expected), 1)}." in page("nga", "new_clubs")


def test_before_its_phase_a_row_is_neither_praised_nor_blamed(page, sign_in, world):
    shown = page("ha", "new_clubs", phase="P2")
    assert "Chưa đến kỳ" in shown
    assert "Đúng nhịp" not in shown
    city = sign_in("ha").get(reverse("web:city"), {"phase": "P2"}).content.decode()
    assert "Chưa đến kỳ" in city
    assert "Đúng nhịp" not in city
    rows = [row for row in board(world.city, TODAY, today=TODAY).rows if row.phase == "P2" and not row.is_due]
    assert rows
    assert {row.verdict for row in rows} == {"on_pace"}  # the word of the fixed interface stays


@pytest.mark.parametrize("code", [code for code in CODES if indicators()[code].percent])
def test_the_number_below_the_line_opens_to_all_that_it_counts(page, world, code):
    HamletCount.objects.create(commune=world.phuc_tho, counted_on=TODAY)
    shown = page("ha", code)
    row = next(row for row in board(world.city, TODAY, today=TODAY).rows if row.indicator.code == code)
    assert "list=base" in shown
    found = drill(indicators()[code], row.phase, world.city, TODAY, "now", persons=False, today=TODAY)
    told = page("ha", code, list="base", phase=row.phase)
    assert "dòng đang xét" in told
    counts = [entry for entry in found.rows if entry["base"]]
    assert all(entry["name"] in told for entry in counts[:20])
    if not found.by_club and indicators()[code].weights is each_once:
        assert len(counts) == row.denominator
