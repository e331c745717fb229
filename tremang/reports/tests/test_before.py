"""A period that was over before anything was reported here: its figures are read, and nobody owes a report of it."""

from datetime import date

import pytest

from tests.cast import TODAY
from tremang.kernel import clock
from tremang.kernel.problems import Problem
from tremang.reports.acting import fitting
from tremang.reports.actions import begin
from tremang.reports.asking import asked
from tremang.reports.queries import completeness
from tremang.reports.queries.standings import standings
from tremang.reports.tests.asked import signed_in, url

BEFORE = [("commune-quarter", "09715", "2019-Q3"), ("city-half", "01", "2019-H1"), ("commune-year", "09706", "2018")]


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(TODAY):
        yield


@pytest.mark.parametrize("named", BEFORE)
def test_it_says_that_nothing_is_owed_and_shows_the_figures_without_a_step(world, named):
    one = asked(*named, TODAY)
    for name in ("ha", "tuan" if named[1] == "09715" else "chu_tich"):
        page = signed_in(world, name).get(url(one)).content.decode().replace("\u00a0", " ")
        assert (
            "Kỳ này xong trước khi có loại báo cáo này trên phần mềm (ngày 01/12/2024) nên không phải gửi báo cáo."
            in page
        )
        assert "quá hạn" not in page and "Cho gửi muộn" not in page and "Xem lại và gửi" not in page
        assert "Câu lạc bộ hiện có cuối kỳ" in page


def test_nobody_is_expected_late_or_let_in(world):
    kind, place, period = asked(*BEFORE[0], TODAY)
    assert standings(kind, period, TODAY) == []
    matrix = completeness(date(2019, 1, 1), date(2019, 12, 31), ["commune-quarter"])
    assert [column.expected for column in matrix.columns] == [[0, 0]] * 4
    for step in (lambda: fitting(kind, place, period, TODAY),
                 lambda: begin(kind, place, period, by=world.users["tuan"], today=TODAY)):  # fmt: skip
        with pytest.raises(Problem) as refused:
            step()
        assert refused.value.code == "before_records"
