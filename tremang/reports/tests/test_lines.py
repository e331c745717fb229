"""What reports of offices really carry (domain handbook 6.3): told, opened, added up, and kept from whom it does not concern."""

import io
from datetime import date
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from tests.cast import TODAY
from tremang.accounts.suppression import LIMIT
from tremang.kernel import clock
from tremang.kernel.events import mark_stale
from tremang.kernel.models import Event
from tremang.members.actions.closing import dissolve_club
from tremang.members.models import Vulnerability
from tremang.reports.actions import override
from tremang.reports.adjustments import differences
from tremang.reports.asking import asked
from tremang.reports.cautions.registry import cautions
from tremang.reports.draft import Draft
from tremang.reports.figures import look
from tremang.reports.hiding import hidden_nodes
from tremang.reports.lines.base import Unit
from tremang.reports.lines.registry import lines
from tremang.reports.models import Frozen
from tremang.reports.opening import opened
from tremang.reports.papers import written
from tremang.reports.sources import shown_to, source_of
from tremang.reports.tests.asked import signed_in, url
from tremang.reports.tests.test_standings import sent
from tremang.reports.tests.words import draft, everything, words

HALF = "2026-H1"
MORE = ("launched", "dissolved", "merged", "poor", "near_poor", "insured", "insured_share", "poverty_exits",
        "staff_courses", "board_courses", "classes", "class_people", "equipment", "equipment_value")  # fmt: skip
SECRET = ("poor", "near_poor", "insured", "insured_share", "poverty_exits")


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def poor(world):
    """Six of Phúc Thọ's members and one of Yên Bài's live in poor households."""
    here = [row for row in world.members.values() if row.club_id == world.dong_vang.pk][:6]
    for row in (*here, world.members["Đinh Thị Nhàn"]):
        Vulnerability.objects.create(person=row.person, kind="poor", declared_on=date(2026, 4, 1))
    mark_stale([world.dong_vang.pk, world.muong_chau.pk], date(2026, 4, 1))
    return world


def half(world, code="09715"):
    kind = "city-half" if code == "01" else "commune-half"
    return asked(kind, code, HALF, TODAY)[:3]


def text(client, where) -> str:
    return client.get(where).content.decode().replace("\u00a0", " ")


def test_offices_report_them_with_the_period_before_and_a_unit_that_says_what_is_counted(world):
    found = Draft.of(*half(world), TODAY)
    told = {line.code: line.unit for line in found.lines}
    assert set(MORE) <= told.keys() <= lines().keys()
    assert set(MORE) <= found.previous.keys()
    assert (told["poor"], told["poverty_exits"], told["equipment"], told["board_courses"], told["done_health"]) == (
        Unit.PERSON, Unit.HOUSEHOLD, Unit.THING, Unit.TIME, Unit.ACTIVITY,
    )  # fmt: skip
    assert {code for code, line in lines().items() if line.sensitive} >= set(SECRET)


def test_the_number_of_clubs_is_told_so_that_it_can_be_added_up(world):
    """Trại Giữa is launched on 25/2/2026; by 14/6 Đồng Vàng is dissolved."""
    dissolve_club(world.dong_vang, date(2026, 6, 1), "hết hoạt động", by=world.users["tuan"], today=TODAY)
    found = Draft.of(*half(world), TODAY)
    figures = {code: found.reported[code].n for code in ("launched", "dissolved", "merged", "clubs")}
    assert figures == {"launched": 1, "dissolved": 1, "merged": 0, "clubs": 1}
    assert words(found, "results")["moves"] == "Đầu kỳ có 1 câu lạc bộ; trong kỳ ra mắt 1, giải thể 1; cuối kỳ còn 1."
    quiet = draft("commune-quarter", world.phuc_tho, "2026-Q3")
    assert "moves" not in words(quiet, "results")


def test_who_has_the_duty_sees_the_count_and_opens_it_to_rows_without_names(poor):
    tuan = signed_in(poor, "tuan")
    page = text(tuan, url(half(poor), "line", "poor"))
    assert ": <b>6</b>" in page and "Câu lạc bộ thôn Đồng Vàng" in page
    kind, _place, period = half(poor)
    rows = opened(Draft.of(kind, poor.dong_vang.place, period, TODAY), lines()["poor"], persons=True).rows
    assert [row.amount for row in rows] == [1] * 6
    assert not [row for row in rows if any(name in row.words for name in poor.members) or row.url]


def test_of_a_commune_who_has_no_duty_sees_none_and_of_the_city_only_what_is_not_small(poor):
    ha, tuan = signed_in(poor, "ha"), signed_in(poor, "tuan")
    assert "•••" in text(ha, url(half(poor)))
    assert "chỉ nơi có trách nhiệm xem" in text(ha, url(half(poor), "line", "poor"))
    assert "•••" not in text(tuan, url(half(poor))).partition("poverty_exits")[0]
    found = Draft.of(*half(poor, "01"), TODAY)
    assert found.reported["poor"].n == 7 and found.previous["poor"].n < LIMIT
    page = text(ha, url(half(poor, "01"), "line", "poor"))
    assert "Dấu – là số dưới 5" in page
    kept = hidden_nodes(lines()["poor"], found.period, TODAY)
    assert {poor.yen_bai.pk, poor.phuc_tho.pk} <= kept  # one is small, the other would give it away


def test_of_the_city_a_small_number_of_the_period_before_is_struck_out_and_the_number_of_now_told(poor):
    found = Draft.of(*half(poor, "01"), TODAY)
    assert (found.reported["poor"].n, found.previous["poor"].n) == (7, 0)
    row = text(signed_in(poor, "ha"), url(half(poor, "01"))).partition('id="so-poor"')[2].partition("</tr>")[0]
    assert ">7</a>" in row and ">–</td>" in row and "Tăng" not in row
    source = shown_to(source_of(*half(poor, "01"), TODAY), sees_needs=True)
    assert source.body["figures"]["poor"]["previous"] == [None, None]
    paper = ZipFile(io.BytesIO(written(source, "docx"))).read("word/document.xml").decode()
    assert "số người ít hơn 5 nên không nêu" in paper
    assert written(source, "xlsx") and written(source, "adx")


def test_how_the_citys_number_changed_since_it_was_sent_is_not_told_place_by_place(poor):
    sent(poor, poor.city, "ha", "city-half", HALF, date(2026, 6, 26))
    Vulnerability.objects.filter(person=poor.members["Đinh Thị Nhàn"].person).delete()
    Vulnerability.objects.filter(kind="poor").first().delete()
    mark_stale([poor.dong_vang.pk, poor.muong_chau.pk], date(2026, 4, 1))
    look(poor.city, TODAY)
    version = Frozen.objects.get(report__kind="city-half")
    assert "poor" in {one.line.code for one in differences(version, half(poor, "01")[0], TODAY)}
    page = text(signed_in(poor, "ha"), url(half(poor, "01"), "version", 1))
    assert "Số liệu" in page and "?dong=poor" not in page and "so/poor/" not in page


def test_a_city_sum_below_five_is_not_told(poor):
    Vulnerability.objects.exclude(person=poor.members["Đinh Thị Nhàn"].person).delete()
    mark_stale([poor.dong_vang.pk], date(2026, 4, 1))
    page = text(signed_in(poor, "ha"), url(half(poor, "01"), "line", "poor"))
    assert "<b>dưới 5</b>" in page
    source = shown_to(source_of(*half(poor, "01"), TODAY), sees_needs=True)
    assert "poor" not in source.body["figures"]
    written(source, "adx")


def test_files_of_places_hold_none_of_them_for_who_has_no_duty_and_of_places_below_for_nobody(poor):
    whole = source_of(*half(poor), TODAY)
    assert whole.body["figures"]["poor"]["reported"] == [6, None]
    for sees in (True, False):
        kept = shown_to(whole, sees_needs=sees)
        assert ("poor" in kept.body["figures"]) is sees
        assert all("poor" not in part["figures"] for part in kept.body["parts"])
        book = CalamineWorkbook.from_filelike(io.BytesIO(written(kept, "xlsx")))
        assert "Trong đó: thuộc hộ nghèo, theo thành viên khai" not in str(book.get_sheet_by_index(1).to_python())
        assert written(kept, "docx") and written(kept, "csv")


def test_no_sentence_caution_or_event_tells_of_them_below_the_city(poor):
    kind, place, period = half(poor)
    override(kind, place, period, "poor", 170, "mới rà soát", by=poor.users["tuan"], today=TODAY)
    found = Draft.of(kind, place, period, TODAY)
    assert not [one for one in cautions(found) if "170" in one.text or one.key == "far-poor"]
    assert not [sentence for sentence in everything(found) if "hộ nghèo" in sentence or "thoát nghèo" in sentence]
    said = Event.objects.get(verb="override_figure").content.body
    assert "170" not in str(said)
