"""The clauses of the plan that speak of persons."""

from datetime import date

import pytest

from tremang.indicators.records import FAR, Elsewhere, Need
from tremang.indicators.tests.making import DAY, P1, P2, ask, club, member, one, tally

NEW = date(2026, 2, 10)


def new_club(*members, **parts):
    return club(date(2026, 2, 25), decided_on=NEW, members=list(members), **parts)


class TestOlderJoiners:
    """I.2.3, third line: 60 or more on the day of joining a new club of the phase."""

    @pytest.mark.parametrize(
        ("born", "counted"),
        [
            (date(1966, 3, 5), True), (date(1966, 3, 6), False), (1966, True), (1967, False),
            (date(1964, 2, 29), True), (1930, True),
        ],
    )  # fmt: skip
    def test_sixty_on_the_day_of_joining_and_by_the_year_alone_where_only_that_is_known(self, born, counted):
        found = one("older_joiners", new_club(member(5, date(2026, 3, 5), born)))
        assert (found.counted, found.base) == (counted, False)

    def test_who_is_a_year_too_young_is_shown_with_the_age(self):
        found = one("older_joiners", new_club(member(5, date(2026, 3, 5), 1967)))
        assert (found.why, found.detail, found.gap) == ("younger", {"age": 59}, 1)

    @pytest.mark.parametrize(("joined", "counted"), [(DAY, 1), (date(2026, 9, 24), 0)])
    def test_joining_tomorrow_does_not_count_today(self, joined, counted):
        assert tally("older_joiners", new_club(member(5, joined)))[0] == counted

    def test_members_of_older_clubs_are_not_counted(self):
        record = club(date(2025, 8, 20), decided_on=date(2025, 8, 5), members=[member(5, date(2026, 3, 5))])
        assert ask("older_joiners", record) == []

    def test_members_of_a_refounded_club_are_not_counted(self):
        assert ask("older_joiners", new_club(member(5, date(2026, 3, 5)), is_refounding=True)) == []

    def test_who_joins_in_the_second_phase_does_not_count_in_the_first(self):
        record = new_club(member(5, date(2031, 1, 1)))
        day = date(2032, 1, 1)
        assert tally("older_joiners", record, day, P1)[0] == 0
        assert tally("older_joiners", record, day, P2)[0] == 0, "the club is no new club of the second phase"

    def test_leaving_again_does_not_take_the_joiner_out(self):
        assert one("older_joiners", new_club(member(5, date(2026, 3, 5), left=date(2026, 4, 1)))).counted is True

    def test_joining_twice_counts_once(self):
        twice = [member(5, date(2026, 3, 5), left=date(2026, 4, 1)), member(5, date(2026, 6, 1))]
        assert tally("older_joiners", new_club(*twice))[0] == 1

    def test_a_person_in_two_new_clubs_counts_where_he_joined_first(self):
        record = new_club(member(5, date(2026, 3, 5)))
        record.elsewhere = {5: [Elsewhere(2, date(2026, 3, 4), FAR, NEW, False, ())]}
        found = one("older_joiners", record)
        assert (found.counted, found.why) == (False, "elsewhere")
        record.elsewhere = {5: [Elsewhere(2, date(2026, 3, 6), FAR, NEW, False, ())]}
        assert one("older_joiners", record).counted is True

    def test_a_tie_goes_to_the_lower_id(self):
        record = new_club(member(5, date(2026, 3, 5)))
        for other, counted in ((2, True), (0, False)):
            record.elsewhere = {5: [Elsewhere(other, date(2026, 3, 5), FAR, NEW, False, ())]}
            assert one("older_joiners", record).counted is counted

    def test_an_older_club_elsewhere_does_not_take_the_count_away(self):
        record = new_club(member(5, date(2026, 3, 5)))
        record.elsewhere = {5: [Elsewhere(2, date(2024, 1, 1), FAR, date(2023, 1, 1), False, ())]}
        assert one("older_joiners", record).counted is True


class TestWomenShare:
    """I.2.3, third line: a range of 50 to 60 per cent of those joiners."""

    def test_women_among_the_older_joiners_alone(self):
        record = new_club(
            member(1, date(2026, 3, 5), 1950, "F"), member(2, date(2026, 3, 5), 1950, "M"),
            member(3, date(2026, 3, 5), 1990, "F"),
        )  # fmt: skip
        assert tally("older_women_share", record) == (1, 2)


class TestNeedsSupported:
    """I.2.3.a, last line: members with a need who were lent to or took part in an income activity."""

    def person(self, *needs, given=(), **parts):
        return club(members=[member(5, date(2024, 4, 1))], needs={5: list(needs)}, supports={5: list(given)}, **parts)

    @pytest.mark.parametrize(
        ("declared", "base"), [(date(2024, 9, 23), 0), (date(2024, 9, 24), 1), (DAY, 1), (date(2026, 9, 24), 0)]
    )
    def test_a_need_counts_for_24_months(self, declared, base):
        assert tally("needs_supported", self.person(Need(declared, FAR))) == (0, base)

    @pytest.mark.parametrize(("withdrawn", "base"), [(DAY, 0), (date(2026, 9, 24), 1)])
    def test_a_withdrawn_need_is_no_need_from_that_day(self, withdrawn, base):
        assert tally("needs_supported", self.person(Need(date(2026, 1, 1), withdrawn))) == (0, base)

    @pytest.mark.parametrize(
        ("given", "why", "counted"),
        [(date(2025, 9, 24), "", True), (date(2025, 9, 23), "long_ago", False), (date(2026, 9, 24), "never", False)],
    )
    def test_support_within_twelve_months(self, given, why, counted):
        found = one("needs_supported", self.person(Need(date(2026, 1, 1), FAR), given=[given]))
        assert (found.counted, found.why) == (counted, why)

    def test_only_running_members_of_active_clubs_are_asked(self):
        need = Need(date(2026, 1, 1), FAR)
        assert ask("needs_supported", self.person(need, state="paused", since=date(2026, 8, 1))) == []
        left = self.person(need)
        left.members = [member(5, date(2024, 4, 1), left=date(2026, 9, 22))]
        assert ask("needs_supported", left) == []
        left.members = [member(5, date(2024, 4, 1), left=DAY)]
        assert len(ask("needs_supported", left)) == 1

    def test_a_person_of_two_active_clubs_counts_once(self):
        record = self.person(Need(date(2026, 1, 1), FAR))
        active = ((date(2024, 1, 1), FAR),)
        record.elsewhere = {5: [Elsewhere(2, date(2024, 3, 1), FAR, None, False, active)]}
        assert ask("needs_supported", record) == []
        record.elsewhere = {5: [Elsewhere(2, date(2024, 3, 1), FAR, None, False, ())]}
        assert len(ask("needs_supported", record)) == 1, "a club that is not active does not take the count away"
