"""The clauses of the plan that a commune answers."""

from datetime import date

import pytest

from tremang.indicators.records import FAR
from tremang.indicators.registry import indicators
from tremang.indicators.tests.making import DAY, P1, P2, ask, club, commune, official, one, tally

SINCE = date(2025, 7, 1)


def standard(count, **parts):
    return [club(assessments=[(date(2026, 5, 1), True)], **parts) for _ in range(count)]


class TestCommunesWithStandardClubs:
    """I.2.3, fourth line: at least 1, after 2030 at least 4."""

    @pytest.mark.parametrize(("count", "phase", "counted"), [(0, P1, 0), (1, P1, 1), (3, P2, 0), (4, P2, 1)])
    def test_the_lower_end_must_be_reached(self, count, phase, counted):
        assert tally("communes_with_standard_clubs", commune(clubs=standard(count)), DAY, phase) == (counted, 1)

    @pytest.mark.parametrize(("count", "why"), [(2, "enough"), (3, "stretch")])
    def test_the_upper_end_is_the_stretch(self, count, why):
        assert one("communes_with_standard_clubs", commune(clubs=standard(count))).why == why

    def test_what_is_lacking_is_said(self):
        found = one("communes_with_standard_clubs", commune(clubs=standard(1)), DAY, P2)
        assert indicators()["communes_with_standard_clubs"].sentence(found) == "Có 1, còn thiếu 3 câu lạc bộ đạt chuẩn."

    def test_a_paused_club_and_an_old_assessment_do_not_count(self):
        clubs = [*standard(1, state="paused", since=date(2026, 8, 1)), club(assessments=[(date(2025, 9, 23), True)])]
        assert tally("communes_with_standard_clubs", commune(clubs=clubs)) == (0, 1)

    def test_the_citys_own_node_is_no_commune(self):
        assert ask("communes_with_standard_clubs", commune(is_commune=False)) == []


class TestHamletCoverage:
    """I.2.3, fifth line: hamlets that are the seat of an active club or named in its decision."""

    def place(self, *clubs, **parts):
        return commune(clubs=list(clubs), hamlets=[(11, SINCE, FAR), (12, SINCE, FAR)], **parts)

    def test_seat_or_named_in_the_decision_is_served(self):
        assert tally("hamlet_coverage", self.place(club(hamlets=[(11, date.min, FAR), (12, SINCE, FAR)]))) == (2, 2)

    def test_two_clubs_in_one_hamlet_cover_it_once(self):
        clubs = [club(hamlets=[(11, date.min, FAR)]) for _ in range(2)]
        assert tally("hamlet_coverage", self.place(*clubs)) == (1, 2)

    @pytest.mark.parametrize(("state", "why"), [("paused", "resting"), ("dissolved", "none")])
    def test_a_paused_club_leaves_its_hamlet_a_near_miss(self, state, why):
        resting = club(hamlets=[(11, date.min, FAR)], state=state, since=date(2026, 8, 1))
        found = {standing.unit: standing for standing in ask("hamlet_coverage", self.place(resting))}
        assert (found[11].counted, found[11].why, found[12].why) == (False, why, "none")

    def test_a_commune_that_has_not_counted_its_hamlets_is_left_out_of_both_sides(self):
        found = one("hamlet_coverage", self.place(club(hamlets=[(11, date.min, FAR)]), is_counted=False))
        assert (found.left_out, found.counted, found.base) == (True, False, False)

    def test_only_hamlets_valid_on_the_day_are_asked(self):
        record = commune(hamlets=[(11, SINCE, date(2026, 9, 22)), (12, SINCE, DAY), (13, date(2026, 9, 24), FAR)])
        assert [standing.unit for standing in ask("hamlet_coverage", record)] == [12]

    def test_a_hamlet_is_served_as_long_as_the_decision_names_it(self):
        record = self.place(club(hamlets=[(11, SINCE, date(2026, 9, 22))]))
        assert tally("hamlet_coverage", record, date(2026, 9, 22)) == (1, 2)
        assert tally("hamlet_coverage", record) == (0, 2)


class TestStaffTrained:
    """I.2.3, first line: officials on the list with a course in the phase."""

    @pytest.mark.parametrize(
        ("course", "counted"), [(date(2025, 12, 31), 0), (date(2026, 1, 1), 1), (DAY, 1), (date(2026, 9, 24), 0)]
    )
    def test_a_course_counts_when_it_lies_in_the_phase_and_is_done(self, course, counted):
        assert tally("staff_trained", commune(officials=[official(1, course)])) == (counted, 1)

    def test_a_course_of_the_first_phase_does_not_count_in_the_second(self):
        record = commune(officials=[official(1, date(2030, 12, 31))])
        assert tally("staff_trained", record, date(2031, 6, 1), P2) == (0, 1)
        assert tally("staff_trained", record, date(2030, 12, 31), P1) == (1, 1)

    def test_only_who_is_on_the_list_that_day(self):
        record = commune(
            officials=[official(1, last=date(2026, 9, 22)), official(2, first=date(2026, 9, 24)), official(3)]
        )
        assert [standing.unit for standing in ask("staff_trained", record)] == [3]

    def test_a_commune_without_a_list_is_left_out_and_the_city_itself_is_not(self):
        assert one("staff_trained", commune()).left_out is True
        assert ask("staff_trained", commune(is_commune=False)) == []
        assert tally("staff_trained", commune(is_commune=False, officials=[official(1)])) == (0, 1)


class TestPeopleReached:
    """I.2.3, second line: declared, the highest year of the phase, never added up, capped by the people."""

    def test_the_highest_year_of_the_phase_counts(self):
        record = commune(people={2026: 1000}, reached={2026: 400, 2027: 300, 2025: 900, 2031: 800})
        assert tally("people_reached", record, date(2028, 1, 1)) == (400, 1000)

    def test_reach_is_capped_by_the_newest_declared_people(self):
        record = commune(people={2026: 1000, 2027: 500}, reached={2026: 900})
        assert tally("people_reached", record) == (900, 1000)
        assert tally("people_reached", record, date(2027, 1, 1)) == (500, 500)

    @pytest.mark.parametrize(
        ("people", "reached", "why"),
        [
            ({}, {}, "nothing"),
            ({2026: 10}, {}, "no_reach"),
            ({}, {2026: 10}, "no_population"),
            ({2026: 10}, {2025: 9}, "no_reach"),
        ],
    )
    def test_one_of_the_two_alone_is_left_out_of_both_sides(self, people, reached, why):
        record = commune(people=people, reached=reached)
        found = one("people_reached", record)
        assert (found.left_out, found.why) == (True, why)
        assert tally("people_reached", record) == (0, 0)

    def test_the_people_are_written_as_numbers_are_written_here(self):
        found = one("people_reached", commune(people={2026: 34_343}, reached={2026: 7_363}))
        assert indicators()["people_reached"].sentence(found) == "7.363 trong 34.343 người."
