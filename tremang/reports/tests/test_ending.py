"""A club or a unit that is no more owes nothing, names its heir, and keeps what it had sent."""

from datetime import date

import pytest

from tests.cast import TODAY
from tremang.kernel import clock
from tremang.kernel.problems import Problem
from tremang.members.actions.closing import dissolve_club, merge_club
from tremang.programme.territory.actions.changes import Decree, merge_places
from tremang.reports.acting import fitting
from tremang.reports.actions import begin, submit
from tremang.reports.asking import asked
from tremang.reports.queries.duties import first_page
from tremang.reports.queries.standings import standings
from tremang.reports.tests.asked import explained, sent, signed_in, url

MERGED_ON = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(TODAY):
        yield


def month(world, label: str, club="trai_giua"):
    return asked("club-month", str(getattr(world, club).pk), label, TODAY)


def merged(world) -> None:
    merge_club(world.trai_giua, world.dong_vang, MERGED_ON, by=world.users["tuan"], today=TODAY)


def read(world, where: str, name: str = "tuan") -> str:
    return signed_in(world, name).get(where).content.decode().replace("\u00a0", " ")


def test_the_page_of_a_merged_club_names_the_club_into_which_it_went_and_asks_for_nothing(world):
    merged(world)
    page = read(world, url(month(world, "2026-09")))
    assert "Câu lạc bộ thôn Trại Giữa đã sáp nhập vào câu lạc bộ thôn Đồng Vàng từ ngày 01/9/2026" in page
    assert url(month(world, "2026-09", "dong_vang")) in page
    assert "Mở để soạn" not in page and "Xem lại và gửi" not in page and "hạn" not in page.partition("<main")[2]
    for step in (lambda: begin(*month(world, "2026-09"), by=world.users["tuan"], today=TODAY),
                 lambda: submit(*month(world, "2026-08"), by=world.users["tuan"], today=TODAY)):  # fmt: skip
        with pytest.raises(Problem) as refused:
            step()
        assert refused.value.code == "place_closed"
        assert "đã sáp nhập vào câu lạc bộ thôn Đồng Vàng từ ngày 01/9/2026" in refused.value.sentence


def test_a_dissolved_club_says_so_and_leads_to_its_commune(world):
    dissolve_club(world.trai_giua, MERGED_ON, "hết hoạt động", by=world.users["tuan"], today=TODAY)
    page = read(world, url(month(world, "2026-09")))
    assert "đã giải thể từ ngày 01/9/2026" in page and "Xã Phúc Thọ" in page


def test_what_a_club_had_sent_before_it_was_merged_is_read_as_it_was_sent(world):
    one = month(world, "2026-08")
    explained(one, world.users["tuan"])
    sent(one, world.users["tuan"])
    merged(world)
    page = read(world, url(one))
    assert "Báo cáo này gửi trước đó nên giữ nguyên." in page and "Như đã gửi" in page
    assert signed_in(world, "tuan").get(url(one, "file", "docx")).status_code == 200


def test_nobody_is_asked_for_reports_of_a_club_that_is_closed(world):
    sau = world.users["sau"]
    assert any(duty.coming for duty in first_page(sau, TODAY).duties)
    merged(world)
    [duty] = first_page(sau, TODAY).duties
    assert not duty.coming
    owed = [period for _kind, period, _one in duty.now] + [one.period for one in duty.earlier]
    assert all(period.to_on < MERGED_ON for period in owed)
    kind, _place, period = month(world, "2026-09")
    assert world.trai_giua.pk not in {one.place.node for one in standings(kind, period, TODAY)}


def test_a_unit_merged_away_in_mid_period_leads_to_the_unit_that_reports_for_it(world):
    decree = Decree("19/NQ-HĐND", date(2026, 8, 1), date(2026, 8, 1))
    merge_places([world.yen_bai], world.phuc_tho, decree=decree, by=world.users["ha"], today=TODAY)
    one = asked("commune-quarter", "09706", "2026-Q3", TODAY)
    page = read(world, url(one), "ha")
    assert "Xã Yên Bài đã sáp nhập vào xã Phúc Thọ từ ngày 01/8/2026" in page
    assert url(asked("commune-quarter", "09715", "2026-Q3", TODAY)) in page
    with pytest.raises(Problem) as refused:
        fitting(*one, TODAY)
    assert refused.value.code == "place_closed"
