"""The books of the 8 contents in the demo: every record could have come from the product's own acts, and every kind is there."""

from datetime import date, timedelta

from django.db.models import Count, F

from tests.demo import TODAY
from tremang.accounts.models import User
from tremang.areas.common.books import books
from tremang.areas.common.done import done_of
from tremang.areas.common.models import Activity, OfficeSupport, Participant, SupportAnswer
from tremang.areas.culture.models import Exchange, LongevityWish, Performance
from tremang.areas.culture.queries import age_in, waiting_exchanges, wishes_of
from tremang.areas.health.book import INSURANCES
from tremang.areas.health.models import Insurance, Outcome, Reading, Referral
from tremang.areas.health.queries import Thresholds, allowed
from tremang.areas.learning.models import ClassDay, LearningClass, Level, SkillMark
from tremang.areas.livelihood.models import IncomeMember, PovertyExit
from tremang.areas.livelihood.queries import still_poor
from tremang.areas.resources.models import Earning, GivenLine, PlanLine, Source, Sponsor
from tremang.areas.resources.queries import reached, unreceived
from tremang.areas.rights.models import Complaint, ComplaintState, LegalReferral, LegalStage, Matter, Stage
from tremang.areas.rights.terms import COMPLAINT, MATTER, due_on
from tremang.areas.selfhelp.models import CommunityAction, Help
from tremang.clubs.models import Club, State
from tremang.exchange.demo.seasons import FEASTS, SEASONAL, in_season
from tremang.funds.models import Account, Transfer
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem
from tremang.members.models import Consent, Purpose, Vulnerability


def refusals(register, rows) -> list[str]:
    """What the register's own check says against rows that already stand."""
    found = []
    for row in rows:
        activity = row if isinstance(row, Activity) else row.activity
        members = tuple(Participant.objects.filter(activity=activity).values_list("membership", flat=True))
        try:
            register.check(row.club, row, members, TODAY)
        except Problem as problem:
            found.append(f"{register.code} {row.pk}: {problem.code}")
    return found


def newcomers() -> Club:
    """The club into which the demo's people sign in."""
    return Club.objects.get(pk=User.objects.get(username="man").roles.get().place_id)


def test_the_check_of_every_register_would_let_in_every_record_of_the_demo(demo):
    found = []
    for book in books().values():
        for register in book.registers:
            rows = register.model.objects.select_related("club", "activity").order_by("pk")
            if register.model is Complaint:  # the check is that of the day on which it came in
                rows = [row for row in rows if setattr(row, "state", ComplaintState.NEW) is None]
            if register.model is PlanLine:  # asks whether the club is there today
                rows = rows.exclude(club__state__in=[State.DISSOLVED, State.MERGED])
            if register.model is Matter:
                rows = rows.filter(complaint=None, answered_on=None)
            found += refusals(register, rows)
        common = Activity.objects.filter(area=book.area, kind="", is_confirmed=True).select_related("club")
        found += refusals(done_of(book.area), common)
    assert found == []


def test_what_belongs_to_a_season_is_done_in_it(demo):
    told = [*Performance.objects.all(), *Exchange.objects.all(), *Help.objects.all(), *CommunityAction.objects.all()]
    late = [(row.what, row.on) for row in told if in_season(row.what, row.on) != row.what]
    assert told and not late
    assert not [row for row in Performance.objects.filter(what="Dân vũ mừng Xuân") if row.on.month > 3]
    assert {row.on.month for row in Performance.objects.filter(what="Văn nghệ ngày Đại đoàn kết")} <= {11}


def test_out_of_season_is_said_what_itself_is_in_season():
    for month in range(1, 13):
        day = date(2026, month, 17)
        for words in (*SEASONAL, *FEASTS):
            assert in_season(in_season(words, day), day) == in_season(words, day)


def test_a_record_that_could_not_be_is_told_apart_from_the_others(demo):
    row = Insurance.objects.select_related("club").first()
    row.on, row.activity = row.club.launched_on - timedelta(days=3), None
    assert refusals(INSURANCES, [row]) == [f"insurance {row.pk}: not_a_member"]


def test_every_kind_of_record_is_there_done_well_done_late_and_left_undone(demo):
    assert {row.stage for row in LegalStage.objects.all()} >= {Stage.ACCEPTED, Stage.IN_PROGRESS, Stage.DONE}
    assert LegalReferral.objects.filter(stages=None).exists()
    answered = Complaint.objects.filter(state=ComplaintState.ANSWERED)
    assert (
        answered.filter(answered_on__lte=F("due_on")).exists() and answered.filter(answered_on__gt=F("due_on")).exists()
    )
    assert answered.filter(matter__answered_on__isnull=False).exists()
    assert Complaint.objects.filter(answered_on=None, due_on__lt=TODAY).exists()
    assert Matter.objects.filter(answered_on__gt=F("due_on")).exists()
    assert Matter.objects.filter(answered_on=None).exists()
    assert set(SupportAnswer.objects.values_list("answer", flat=True)) == set(SupportAnswer.Answer.values)
    assert Activity.objects.filter(office__isnull=False, is_confirmed=False).exists()
    assert set(Insurance.objects.values_list("is_insured", flat=True)) == {True, False}
    assert Insurance.objects.filter(expires_on__lt=TODAY).exists()
    assert IncomeMember.objects.filter(to_on=None).exists() and IncomeMember.objects.exclude(to_on=None).exists()
    assert PlanLine.objects.count() > 20 and Sponsor.objects.filter(given__isnull=False).exists()


def test_last_days_for_answers_are_those_that_the_products_own_rule_gives(demo):
    for code, model in ((COMPLAINT, Complaint), (MATTER, Matter)):
        rows = set(model.objects.values_list("on", "due_on"))
        assert rows and all(due == due_on(code, on) for on, due in rows)


def test_learners_come_to_do_more_and_nobody_unlearns(demo):
    assert ClassDay.objects.filter(activity__own_themes=F("learning_class__programme__themes")).exists()
    assert not SkillMark.objects.filter(level__lt=F("first")).exists()
    grown = SkillMark.objects.filter(level__gt=F("first")).count()
    assert 0.2 < grown / SkillMark.objects.count() < 0.8
    assert LearningClass.objects.filter(to_on=None).exists() and LearningClass.objects.exclude(to_on=None).exists()
    assert set(SkillMark.objects.values_list("level", flat=True)) == set(Level.values)


def test_both_clubs_of_an_exchange_have_their_own_row_and_some_have_not_said_a_word_yet(demo):
    known = Exchange.objects.filter(other__isnull=False)
    both = [pair for pair, n in known.values_list("pair").annotate(n=Count("pk")) if n == 2]
    assert both
    for pair in both:
        one, other = known.filter(pair=pair)
        assert (one.club_id, one.other_id) == (other.other_id, other.club_id)
    waiting = [told for club in Club.objects.all() for told in waiting_exchanges(club.pk)]
    assert 0 < len(waiting) < known.count() / 2


def test_what_offices_gave_stands_in_their_own_chain_and_waits_for_the_demos_newcomer(demo):
    for support in OfficeSupport.objects.all():
        events = Event.objects.filter(chain_id=support.place_id, subject=f"areas.officesupport:{support.pk}")
        assert [event.verb for event in events] == ["give_office_support"]
    assert Activity.objects.filter(club=newcomers(), is_confirmed=False).exists()


def test_sponsors_of_the_demo_give_after_they_were_first_known(demo):
    given = GivenLine.objects.filter(sponsor__isnull=False)
    assert given.exists()
    assert not given.filter(activity__day__lt=F("sponsor__from_on")).exists()


def test_what_is_earned_together_is_in_the_fund_by_its_own_slip_or_waits_for_the_treasurer(demo):
    club = newcomers()
    assert unreceived(club.pk)
    taken = Earning.objects.filter(voucher__isnull=False).select_related("voucher", "activity")
    assert taken.filter(club=club).exists()
    for row in taken:
        slip = row.voucher.transfers.get()
        assert (row.on, row.income, row.income) == (row.voucher.day, slip.amount, row.activity.value)
        verbs = Event.objects.filter(chain_id=row.club_id, subject=f"resources.earning:{row.pk}").values_list("verb")
        assert list(verbs) == [("earn_together",)]
    year = taken.filter(club=club).latest("on").on.year
    assert reached(club.pk, year)[Source.EARNING] == sum(row.income for row in taken.filter(club=club, on__year=year))
    others = Transfer.objects.filter(club=club, day__year=year, credit=Account.OTHER_IN).values_list(
        "amount", flat=True
    )
    assert reached(club.pk, year)[Source.EARNING] == sum(others) > 0


def test_a_household_left_poverty_that_was_declared_poor_and_whose_member_agreed(demo):
    rows = PovertyExit.objects.select_related("membership")
    assert rows.filter(club=newcomers()).exists()
    for row in rows:
        person = row.membership.person_id
        poor = Vulnerability.objects.filter(person=person, kind__in=["poor", "near_poor"], declared_on__lt=row.on)
        agreed = Consent.objects.filter(person=person, purpose=Purpose.VULNERABLE, given_on__lte=row.on)
        assert poor.exists() and agreed.exists()
    waiting = rows.filter(membership__person__vulnerabilities__withdrawn_on__isnull=True).count()
    assert 0 < waiting < rows.count() / 2  # most cards say so too by now
    assert still_poor(newcomers(), User.objects.get(username="man"), TODAY) == 1


def test_whoever_is_sent_to_the_health_station_was_measured_and_advised_so_on_that_day(demo):
    rows, thresholds = Referral.objects.select_related("membership"), Thresholds()
    assert rows.filter(club=newcomers()).exists() and allowed(rows).count() == rows.count()
    assert rows.filter(outcome="").exists() and rows.filter(outcome__in=[Outcome.WENT, Outcome.FOLLOWED]).exists()
    for row in rows:
        assert thresholds.of(Reading.objects.get(club=row.club_id, membership=row.membership_id, on=row.on)) is not None


def test_long_lives_are_wished_at_the_ages_of_the_law_together_and_a_few_are_still_to_come(demo):
    wishes = LongevityWish.objects.select_related("membership__person", "activity")
    assert wishes.filter(club=newcomers()).exists()
    for wish in wishes:
        assert (wish.age, wish.on.year) == (age_in(wish.membership, wish.year), wish.year)
        assert wish.age % 5 == 0 or wish.age > 100
        names = Participant.objects.filter(activity=wish.activity).values_list("membership", flat=True)
        assert set(names) == set(wish.activity.longevity_wishes.values_list("membership", flat=True))
    assert any(one.wish is None for club in Club.objects.all() for one in wishes_of(club.pk, TODAY.year, TODAY))
