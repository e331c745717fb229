"""The books of the 8 contents in the demo: every record could have come from the product's own acts, and every kind is there."""

from datetime import timedelta

from django.db.models import Count, F

from tremang.accounts.models import User
from tremang.areas.common.books import books
from tremang.areas.common.done import done_of
from tremang.areas.common.models import Activity, OfficeSupport, Participant, SupportAnswer
from tremang.areas.culture.models import Exchange
from tremang.areas.culture.queries import waiting_exchanges
from tremang.areas.health.book import INSURANCES
from tremang.areas.health.models import Insurance
from tremang.areas.learning.models import ClassDay, LearningClass, Level, SkillMark
from tremang.areas.livelihood.models import IncomeMember
from tremang.areas.resources.models import GivenLine, PlanLine, Sponsor
from tremang.areas.rights.models import Complaint, ComplaintState, LegalReferral, LegalStage, Matter, Stage
from tremang.areas.rights.terms import COMPLAINT, MATTER, due_on
from tremang.clubs.models import Club, State
from tremang.exchange.tests.conftest import TODAY
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem


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
    club = Club.objects.get(pk=User.objects.get(username="man").roles.get().place_id)
    assert Activity.objects.filter(club=club, is_confirmed=False).exists()


def test_sponsors_of_the_demo_give_after_they_were_first_known(demo):
    given = GivenLine.objects.filter(sponsor__isnull=False)
    assert given.exists()
    assert not given.filter(activity__day__lt=F("sponsor__from_on")).exists()
