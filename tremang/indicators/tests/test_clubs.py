"""The clauses of the plan that speak of clubs: who is counted, who just misses, and on which day that turns."""

from bisect import bisect_right
from datetime import date, timedelta

import pytest

from tremang.indicators.records import Course, Serving
from tremang.indicators.registry import indicators
from tremang.indicators.tests.making import ALL, DAY, FULL, P1, P2, ask, club, met, one, tally, wrote

ALL_MONTHS = [(date(2025, 9 + i, 20) if i < 4 else date(2026, i - 3, 20)) for i in range(12)]  # 9/2025 to 8/2026


class TestNewClubs:
    """I.2.1 and I.2.3: by the day of the founding decision, re-foundings apart."""

    @pytest.mark.parametrize(
        ("decided", "phase", "counted"),
        [
            (date(2025, 12, 31), P1, False), (date(2026, 1, 1), P1, True), (date(2030, 12, 31), P1, True),
            (date(2030, 12, 31), P2, False), (date(2031, 1, 1), P2, True), (date(2031, 1, 1), P1, False),
            (date(2031, 1, 1), ALL, True),
        ],
    )  # fmt: skip
    def test_the_year_2030_belongs_to_the_first_phase(self, decided, phase, counted):
        record = club(decided, decided_on=decided)
        assert tally("new_clubs", record, date(2035, 6, 1), phase) == (int(counted), 0)

    def test_a_club_counts_from_its_decision_on_not_before(self):
        record = club(date(2026, 5, 2), decided_on=date(2026, 5, 2))
        assert tally("new_clubs", record, date(2026, 5, 1)) == (0, 0)
        assert tally("new_clubs", record, date(2026, 5, 2)) == (1, 0)

    def test_a_refounding_is_shown_and_not_counted(self):
        found = one("new_clubs", club(decided_on=date(2026, 5, 2), is_refounding=True))
        assert (found.counted, found.base, found.why) == (False, False, "refounding")

    def test_a_new_club_that_was_dissolved_stays_counted_and_says_so(self):
        found = one("new_clubs", club(decided_on=date(2026, 3, 2), state="dissolved", since=date(2026, 8, 1)))
        assert (found.counted, found.why) == (True, "closed_since")

    def test_a_club_still_campaigning_is_a_near_miss(self):
        found = one("new_clubs", club(None, "campaign", date(2026, 8, 1)))
        assert (found.counted, found.base, found.why, found.gap) == (False, False, "undecided", 1)


class TestQualityKept:
    """I.2.2: assessed within 12 months and found to meet the standard."""

    @pytest.mark.parametrize(
        ("assessed", "counted"),
        [(date(2025, 9, 23), False), (date(2025, 9, 24), True), (DAY, True), (date(2026, 9, 24), False)],
    )
    def test_an_assessment_is_good_for_twelve_months_up_to_the_day(self, assessed, counted):
        assert one("quality_kept", club(assessments=[(assessed, True)])).counted is counted

    def test_the_latest_assessment_decides(self):
        record = club(assessments=[(date(2026, 2, 1), True), (date(2026, 8, 1), False)])
        found = one("quality_kept", record)
        assert (found.counted, found.why) == (False, "below")

    def test_never_assessed_and_long_ago_are_told_apart(self):
        assert one("quality_kept", club()).why == "never"
        assert one("quality_kept", club(assessments=[(date(2024, 8, 1), True)])).why == "lapsed"

    @pytest.mark.parametrize(("state", "base"), [("active", 1), ("paused", 1), ("dissolved", 0), ("merged", 0)])
    def test_a_paused_club_is_in_the_denominator_and_a_closed_one_is_not(self, state, base):
        record = club(state=state, since=date(2026, 6, 1), assessments=[(date(2026, 5, 1), True)])
        assert tally("quality_kept", record) == (base, base)

    def test_a_club_not_yet_launched_is_no_club_to_keep(self):
        assert ask("quality_kept", club(None, "founded", date(2026, 6, 1))) == []


class TestFullAndMonthly:
    """I.2.3.a, sixth line: a meeting every month, all 8 contents."""

    def test_twelve_complete_months_with_all_contents_among_them_are_enough(self):
        record = met(club(), *[(day, 1 << index % 8) for index, day in enumerate(ALL_MONTHS)])
        found = one("full_and_monthly", record)
        assert (found.counted, found.why) == (True, "full")

    def test_all_contents_in_every_month_is_the_stricter_figure(self):
        assert one("full_and_monthly", met(club(), *[(day, FULL) for day in ALL_MONTHS])).why == "strict"

    def test_one_month_without_a_meeting_is_a_miss_by_one(self):
        found = one("full_and_monthly", met(club(), *[(day, FULL) for day in ALL_MONTHS[:5] + ALL_MONTHS[6:]]))
        assert (found.counted, found.why, found.gap) == (False, "missed", 1)

    def test_one_content_never_done_is_named(self):
        found = one("full_and_monthly", met(club(), *[(day, FULL & ~0b10000) for day in ALL_MONTHS]))
        assert (found.counted, found.detail) == (False, {"lacking": "5"})
        assert indicators()["full_and_monthly"].sentence(found) == "Chưa có nội dung 5."

    def test_both_gaps_are_told_together(self):
        found = one("full_and_monthly", met(club(), *[(day, FULL & ~1) for day in ALL_MONTHS[1:]]))
        assert (found.why, found.detail) == ("both", {"missed": 1, "lacking": "1"})

    def test_the_running_month_is_judged_only_on_its_last_day(self):
        record = met(club(), *[(day, FULL) for day in ALL_MONTHS])
        assert one("full_and_monthly", record, date(2026, 9, 29)).counted is True
        assert one("full_and_monthly", record, date(2026, 9, 30)).counted is False

    def test_a_young_club_is_judged_by_its_complete_months_after_that_of_launch(self):
        young = met(club(date(2026, 5, 31)), (date(2026, 6, 2), 0x0F), (date(2026, 7, 2), 0xF0), (date(2026, 8, 2), 1))
        assert one("full_and_monthly", young).counted is True

    @pytest.mark.parametrize(("launched", "judged"), [(date(2026, 5, 31), 1), (date(2026, 6, 1), 0)])
    def test_a_club_younger_than_three_complete_months_is_not_judged(self, launched, judged):
        assert len(ask("full_and_monthly", club(launched))) == judged

    def test_the_books_cover_a_content_that_no_meeting_had(self):
        record = met(club(), *[(day, FULL & ~0b10000) for day in ALL_MONTHS])
        wrote(record, (ALL_MONTHS[3], 5))
        assert (one("full_and_monthly", record).counted, one("full_and_monthly", record).why) == (True, "full")
        every = wrote(met(club(), *[(day, FULL & ~1) for day in ALL_MONTHS]), *[(day, 1) for day in ALL_MONTHS])
        assert one("full_and_monthly", every).why == "strict"

    def test_a_month_with_books_alone_is_a_month_without_a_meeting(self):
        record = met(club(), *[(day, FULL) for day in ALL_MONTHS[:5] + ALL_MONTHS[6:]])
        found = one("full_and_monthly", wrote(record, (ALL_MONTHS[5], 1)))
        assert (found.counted, found.why, found.gap) == (False, "missed", 1)

    @pytest.mark.parametrize("day", [date(2025, 8, 31), date(2026, 9, 1)])
    def test_what_the_books_hold_outside_the_judged_months_covers_nothing(self, day):
        record = wrote(met(club(), *[(held, FULL & ~1) for held in ALL_MONTHS]), (day, 1))
        assert one("full_and_monthly", record).detail == {"lacking": "1"}

    def test_between_two_moments_the_answer_does_not_change(self):
        record = wrote(
            met(club(date(2025, 2, 10)), *[(day, FULL & ~1) for day in ALL_MONTHS[2:]]), (date(2026, 1, 5), 1)
        )
        rule = indicators()["full_and_monthly"]
        moments = sorted(rule.moments(record))
        day, latest, told = date(2025, 1, 1), None, None
        while day < date(2028, 6, 1):
            since = bisect_right(moments, day)
            answer = rule.tally(record, day, P1)
            assert since != latest or answer == told, day
            latest, told, day = since, answer, day + timedelta(days=1)

    def test_a_paused_club_is_not_judged(self):
        assert ask("full_and_monthly", club(state="paused", since=date(2026, 9, 1))) == []


class TestThemes:
    """I.2.3.a: the four themes, spoken of or done."""

    @pytest.mark.parametrize(("held", "counted"), [(date(2025, 9, 23), False), (date(2025, 9, 24), True), (DAY, True)])
    def test_the_window_is_the_twelve_months_up_to_the_day(self, held, counted):
        record = met(club(), (held, FULL, 0b0001, 0b0001))
        assert one("areas_integrated", record).counted is counted
        assert one("digital_green_jobs", record).counted is counted

    def test_a_talk_integrates_but_is_no_activity_of_the_club(self):
        record = met(club(), (date(2026, 8, 20), FULL, 0b0100, 0))
        assert one("areas_integrated", record).counted is True
        found = one("digital_green_jobs", record)
        assert (found.counted, found.why, found.gap) == (False, "only_talks", 1)

    @pytest.mark.parametrize(("day", "counted"), [(date(2025, 9, 23), False), (date(2025, 9, 24), True), (DAY, True)])
    def test_what_the_books_hold_under_a_theme_counts_as_at_a_meeting(self, day, counted):
        record = wrote(club(), (day, 6, 0b0001, 0b0001))
        assert one("areas_integrated", record).counted is counted
        assert one("digital_green_jobs", record).counted is counted

    def test_a_talk_in_the_book_is_no_activity_of_the_club(self):
        record = wrote(club(), (date(2026, 8, 20), 6, 0b0001, 0))
        assert one("areas_integrated", record).counted is True
        assert one("digital_green_jobs", record).why == "only_talks"

    def test_a_meeting_without_a_theme_counts_for_neither(self):
        record = met(club(), (date(2026, 8, 20), FULL))
        assert one("areas_integrated", record).why == "none"
        assert one("digital_green_jobs", record).why == "none"

    @pytest.mark.parametrize("code", ["areas_integrated", "digital_green_jobs", "boards_trained", "fund_over_50m"])
    @pytest.mark.parametrize("state", ["paused", "dissolved", "merged"])
    def test_only_active_clubs_are_asked(self, code, state):
        assert ask(code, club(state=state, since=date(2026, 6, 1))) == []


class TestBoardsTrained:
    """I.2.3.a, seventh line: every serving member, first and then every year."""

    def board(self, *courses):
        serving = [Serving(7, date(2024, 3, 29), date.max), Serving(8, date(2024, 3, 29), date.max)]
        done = {7: [Course(date(2026, 1, 10), True)], 8: [Course(day, initial) for day, initial in courses]}
        return club(board=serving, courses=done)

    def test_all_trained_within_the_year_is_counted(self):
        assert one("boards_trained", self.board((date(2026, 5, 1), True))).counted is True

    def test_an_initial_course_long_ago_with_a_refresher_this_year_is_counted(self):
        assert one("boards_trained", self.board((date(2020, 5, 1), True), (date(2026, 5, 1), False))).counted is True

    def test_a_refresher_without_the_initial_course_is_not_enough(self):
        found = one("boards_trained", self.board((date(2026, 5, 1), False)))
        assert (found.counted, found.why, found.gap) == (False, "untrained", 1)

    @pytest.mark.parametrize(("day", "counted"), [(date(2025, 9, 23), False), (date(2025, 9, 24), True)])
    def test_a_course_lapses_after_twelve_months(self, day, counted):
        assert one("boards_trained", self.board((day, True))).counted is counted

    def test_a_course_of_tomorrow_does_not_count_today(self):
        assert one("boards_trained", self.board((date(2026, 9, 24), True))).why == "untrained"

    def test_who_has_left_the_board_is_not_asked(self):
        record = self.board()
        record.board[1] = Serving(8, date(2024, 3, 29), date(2026, 9, 22))
        assert one("boards_trained", record).counted is True
        record.board[1] = Serving(8, date(2024, 3, 29), DAY)
        assert one("boards_trained", record).counted is False

    def test_a_club_without_a_board_on_record_counts_as_not_trained(self):
        found = one("boards_trained", club())
        assert (found.counted, found.base, found.why) == (False, True, "no_board")


class TestFund:
    """I.2.3.a, eighth line: 50 million đồng or more."""

    @pytest.mark.parametrize(("balance", "counted"), [(49_999_999, False), (50_000_000, True)])
    def test_the_limit_itself_is_enough(self, balance, counted):
        assert one("fund_over_50m", club(balances=[(date(2026, 3, 1), balance)])).counted is counted

    def test_the_newest_word_counts_and_tomorrows_does_not(self):
        balances = [(date(2026, 3, 1), 60_000_000), (DAY, 40_000_000), (date(2026, 9, 24), 70_000_000)]
        found = one("fund_over_50m", club(balances=balances))
        assert (found.counted, found.gap) == (False, 10_000_000)
        assert "còn thiếu 10.000.000" in indicators()["fund_over_50m"].sentence(found)

    def test_a_club_that_declared_nothing_is_in_the_denominator(self):
        found = one("fund_over_50m", club())
        assert (found.counted, found.base, found.why) == (False, True, "unknown")
