"""What a club's own acts write is row-equal with what the demo loads in bulk: taken out and written again, nothing differs."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, Model

from tests.demo import TODAY
from tremang.accounts.models import User
from tremang.accounts.powers import Verb, may
from tremang.areas.common.actions import add, answer, give
from tremang.areas.common.models import Activity, OfficeSupport, Participant, SupportAnswer
from tremang.areas.culture.actions import confirm_exchange
from tremang.areas.culture.book import EXCHANGES
from tremang.areas.culture.models import Exchange
from tremang.areas.health.book import INSURANCES
from tremang.areas.learning.actions import mark_class, open_class
from tremang.areas.learning.models import ClassDay, Learner, LearningClass, SkillMark
from tremang.areas.livelihood.actions import found_group, join_group, leave_group
from tremang.areas.livelihood.models import IncomeGroup, IncomeMember
from tremang.areas.resources.actions import take_gift
from tremang.areas.resources.book import PLAN, SPONSORS
from tremang.areas.resources.models import GivenLine
from tremang.areas.rights.actions import answer_complaint, answer_matter, carry_complaint, move_referral
from tremang.areas.rights.book import COMPLAINTS, MATTERS, REFERRALS
from tremang.areas.rights.models import Complaint, ComplaintState, LegalReferral, Matter
from tremang.kernel.events import plain

Shape = dict[str, Any]


def shape(row: Model, *but: str) -> Shape:
    """A row without its id and without `but`; what it counts as and who took part stand in it."""
    found = {name: value for name, value in plain(row).items() if name not in ("id", "activity_id", *but)}
    activity = getattr(row, "activity", None)
    if activity is not None:
        found["counted"] = shape(activity)
    if isinstance(row, Activity):
        found["named"] = sorted(row.participants.values_list("membership", flat=True))
    return found


def shapes(rows: Iterable[Model], *but: str) -> list[Shape]:
    """The same of many, in an order that does not ask for their ids."""
    return sorted((shape(row, *but) for row in rows), key=repr)


def take_out(*rows: Any) -> None:
    """Remove rows and what they count as, whatever still points at them by then is removed before."""
    for queryset in rows:
        counted = list(queryset.values_list("activity", flat=True)) if has_activity(queryset.model) else []
        queryset._raw_delete(queryset.db)
        Participant.objects.filter(activity__in=counted)._raw_delete(queryset.db)
        Activity.objects.filter(pk__in=counted)._raw_delete(queryset.db)


def has_activity(model: type[Model]) -> bool:
    """Whether its rows count by an activity."""
    return any(field.name == "activity" for field in model._meta.concrete_fields)


def values_of(row: Model, *but: str) -> Shape:
    """The columns that whoever wrote a record gave."""
    given = ("id", "club_id", "by_id", "activity_id", *but)
    return {name: value for name, value in plain(row).items() if name not in given}


def by(pk: int) -> dict[str, Any]:
    """As an action is told who does it and on which day."""
    return {"by": User.objects.get(pk=pk), "today": TODAY}


def of_its_secretary(rows: Any) -> Any:
    """The first row whose writer keeps the books of its club."""
    return next(
        row
        for row in rows.select_related("club__place").order_by("pk")
        if row.by_id and may(User.objects.get(pk=row.by_id), Verb.KEEP_BOOKS, row.club.place, TODAY)
    )


UNMOVED = {
    INSURANCES: {}, PLAN: {}, SPONSORS: {"given": None}, REFERRALS: {"stages": None}, EXCHANGES: {"other__isnull": True},
    MATTERS: {"answered_on": None, "complaint": None},
}  # fmt: skip


def test_a_record_of_a_register_written_again_is_row_equal(demo):
    for register, unmoved in UNMOVED.items():
        row = of_its_secretary(register.model.objects.filter(**unmoved))
        before, activity = shape(row), getattr(row, "activity", None)
        chosen = list(activity.participants.values_list("membership", flat=True)) if activity else []
        values = values_of(row, "due_on")
        take_out(register.model.objects.filter(pk=row.pk))
        again, event = add(register, row.club, values, chosen, **by(row.by_id))
        assert event is not None
        assert shape(register.model.objects.get(pk=again.pk)) == before


def test_a_class_held_again_is_row_equal_with_its_days_and_marks(demo):
    row = of_its_secretary(
        LearningClass.objects.annotate(n=Count("days")).filter(n__gte=3, learners__marks__isnull=False)
    )
    programme = row.programme
    learners, days = Learner.objects.filter(learning_class=row), ClassDay.objects.filter(learning_class=row)
    marks = SkillMark.objects.filter(learner__in=learners)

    def told(of: LearningClass) -> list[Any]:
        mine = SkillMark.objects.filter(learner__learning_class=of)
        return [
            shape(of), shapes(Learner.objects.filter(learning_class=of), "learning_class_id"),
            shapes(ClassDay.objects.filter(learning_class=of), "learning_class_id"),
            sorted(mine.values_list("learner__membership", "skill", "first", "level", "club")),
        ]  # fmt: skip

    before = told(row)
    held = {day.on: [one.membership_id for one in day.activity.participants.all()] for day in days.order_by("on")}
    known = {(mark.learner.membership_id, mark.skill_id): mark for mark in marks.select_related("learner")}
    members = [one.membership_id for one in learners]
    ids = list(learners.values_list("pk", flat=True))
    take_out(SkillMark.objects.filter(learner__in=ids), days, Learner.objects.filter(pk__in=ids))
    LearningClass.objects.filter(pk=row.pk)._raw_delete("default")

    again, _event = open_class(row.club, values_of(row), members, **by(row.by_id))
    learner = {one.membership_id: one.pk for one in again.learners.all()}
    first, *later = held
    for on in (first, *later):
        ask = {first: "first", later[-1]: "level"}.get(on)
        levels = {(learner[one], skill): getattr(mark, ask) for (one, skill), mark in known.items()} if ask else {}
        mark_class(again, on, [learner[one] for one in held[on]], levels, **by(row.by_id))
    assert again.programme == programme
    assert told(LearningClass.objects.get(pk=again.pk)) == before


def test_a_referral_moved_again_through_its_stages_is_row_equal(demo):
    row = of_its_secretary(LegalReferral.objects.filter(stages__isnull=False).distinct())
    stages = list(row.stages.order_by("on"))
    before = [shape(row), [shape(one, "referral_id") for one in stages]]
    take_out(row.stages.all(), LegalReferral.objects.filter(pk=row.pk))
    again, _event = add(REFERRALS, row.club, values_of(row), **by(row.by_id))
    for one in stages:
        move_referral(again, one.stage, one.on, one.note, **by(row.by_id))
    again = LegalReferral.objects.get(pk=again.pk)
    assert [shape(again), [shape(one, "referral_id") for one in again.stages.order_by("on")]] == before


def test_feedback_carried_and_answered_again_is_row_equal_with_what_the_commune_said(demo):
    row = of_its_secretary(Complaint.objects.filter(state=ComplaintState.ANSWERED, matter__answered_on__isnull=False))
    matter = row.matter
    before = [shape(row), shape(matter, "complaint_id")]
    take_out(Matter.objects.filter(pk=matter.pk), Complaint.objects.filter(pk=row.pk))
    ends = ("due_on", "state", "answered_on", "answer")
    again, _event = add(COMPLAINTS, row.club, values_of(row, *ends), **by(row.by_id))
    carry_complaint(again, matter.text, matter.on, **by(row.by_id))
    up = Matter.objects.get(complaint=again)
    answer_matter(up, matter.answer, matter.answered_on, **by(matter.answered_by_id))
    answer_complaint(again, row.answer, row.answered_on, **by(row.by_id))
    after = [shape(Complaint.objects.get(pk=again.pk)), shape(Matter.objects.get(pk=up.pk), "complaint_id")]
    assert after == before


def test_an_income_group_founded_again_is_row_equal_with_who_came_and_went(demo):
    row = of_its_secretary(IncomeGroup.objects.filter(to_on=None, members__from_on__gt=F("from_on")).distinct())

    def told(of: IncomeGroup) -> list[Any]:
        return [shape(of), shapes(of.members.select_related("activity"), "group_id")]

    before, members = told(row), list(row.members.order_by("from_on", "membership"))
    take_out(row.members.all(), IncomeGroup.objects.filter(pk=row.pk))
    first = [one.membership_id for one in members if one.from_on == row.from_on]
    again, _event = found_group(row.club, values_of(row), first, **by(row.by_id))
    for day in sorted({one.from_on for one in members} - {row.from_on}):
        join_group(again, [one.membership_id for one in members if one.from_on == day], day, **by(row.by_id))
    for one in members:
        if one.to_on is not None:
            leave_group(IncomeMember.objects.get(group=again, membership=one.membership_id), one.to_on, **by(row.by_id))
    assert told(IncomeGroup.objects.get(pk=again.pk)) == before


def test_an_exchange_told_and_confirmed_again_is_row_equal_on_both_sides(demo):
    pairs = Exchange.objects.filter(other__isnull=False).values_list("pair").annotate(n=Count("pk")).filter(n=2)
    mine = of_its_secretary(Exchange.objects.filter(pair__in=[pair for pair, _n in pairs]))
    told, said = Exchange.objects.filter(pair=mine.pair).select_related("club__place", "other").order_by("pk")
    before = [shape(told, "pair"), shape(said, "pair")]
    take_out(Exchange.objects.filter(pair=mine.pair))
    again, _event = add(EXCHANGES, told.club, values_of(told), **by(told.by_id))
    own = {name: getattr(said, name) for name in ("on", "what", "place", "people")}
    confirm_exchange(said.club, again, own, **by(said.by_id))
    other = Exchange.objects.get(pair=again.pair, club=said.club_id)
    assert [shape(Exchange.objects.get(pk=again.pk), "pair"), shape(other, "pair")] == before


def test_support_given_and_answered_again_is_row_equal_whatever_the_club_said(demo):
    for said in (SupportAnswer.Answer.YES, SupportAnswer.Answer.CORRECTED, SupportAnswer.Answer.NO):
        _supported_again(said)


def _supported_again(said: str) -> None:
    row = of_its_secretary(SupportAnswer.objects.filter(answer=said))
    support, club = row.office, row.club
    known = Activity.objects.filter(club=club, office=support).first()
    before = [shape(support), shape(row, "office_id"), known and shape(known, "office_id")]
    Activity.objects.filter(office=support)._raw_delete("default")
    SupportAnswer.objects.filter(office=support)._raw_delete("default")
    OfficeSupport.objects.filter(pk=support.pk)._raw_delete("default")
    values = {name: getattr(support, name) for name in ("area", "day", "what", "giver", "themes")}
    given = give(support.place, values, [club], **by(support.by_id)).support
    waiting = Activity.objects.select_related("club__place").get(club=club, office=given)
    own = {name: getattr(known, name) for name in ("day", "what", "people")} if known else None
    how = SupportAnswer.Answer.YES if known else said
    answer(waiting, how, own, **by(row.by_id))
    again = SupportAnswer.objects.get(club=club, office=given)
    after = Activity.objects.filter(club=club, office=given).first()
    assert [shape(given), shape(again, "office_id"), after and shape(after, "office_id")] == before


def test_what_a_sponsor_gives_again_counts_as_the_demo_counts_it(demo):
    line = GivenLine.objects.filter(sponsor__isnull=False, voucher__isnull=False).latest("activity__day")
    sponsor, gift = line.sponsor, line.voucher.gift
    with_names = {"what": gift.what, "purpose": gift.purpose}
    again, _event = take_gift(sponsor, gift.amount, on=gift.on, **with_names, **by(gift.by_id))
    after = GivenLine.objects.get(voucher=again.voucher_id)
    assert shape(after, "voucher_id") == shape(line, "voucher_id")
    assert shape(again, "voucher_id") == shape(gift, "voucher_id")
