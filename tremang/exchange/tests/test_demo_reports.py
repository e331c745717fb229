"""The reports of the demo: every state, bodies as the product itself would have frozen them, corrections that show."""

import hashlib

from django.utils import timezone

from tests.demo import TODAY
from tremang.accounts.models import User
from tremang.kernel.models import Event
from tremang.kernel.verify import verify
from tremang.meetings.areas import areas_of
from tremang.meetings.models import Meeting
from tremang.places.models import Kind, Place
from tremang.places.queries import under
from tremang.reports.actions import allow_late, approve, explain, send_back, submit
from tremang.reports.adjustments import differences
from tremang.reports.below import missing
from tremang.reports.cautions.registry import cautions
from tremang.reports.draft import Draft
from tremang.reports.freezing import body, digest
from tremang.reports.kinds import kind_on, kinds_on
from tremang.reports.models import (
    Explanation,
    Frozen,
    Issue,
    LateEntry,
    Level,
    Obstacle,
    Override,
    Passage,
    Report,
    State,
    Step,
)
from tremang.reports.obstacles import whereabouts
from tremang.reports.periods import last_over, period_of
from tremang.reports.queries.standings import standings
from tremang.reports.states import MOVES

OWN = "09715"
NOT_KEPT = ("fingerprint", "missing_reason")  # the one changes with each event, the other is said when it is sent


def quarter(code=OWN):
    """The newest quarter that is over, of a commune."""
    kind = kind_on("commune-quarter", TODAY)
    return kind, Place.objects.get(kind=Kind.COMMUNE, code=code), last_over(kind, TODAY)


def corrected():
    """Commune → the meeting that was corrected there."""
    found = {}
    for event in Event.objects.filter(verb="correct_meeting", subject__startswith="meetings.meeting:"):
        meeting = Meeting.objects.select_related("club__place").get(pk=event.subject.partition(":")[2])
        found[meeting.club.place.commune_code] = meeting
    return found


def told(frozen, *but):
    """What a version says, without what differs by the moment."""
    return {name: value for name, value in frozen.items() if name not in (*NOT_KEPT, *but)}


def send(kind, place, period, by):
    """As an officer does by hand: everything explained, what is missing named."""
    for caution in cautions(Draft.of(kind, place, period, TODAY)):
        explain(kind, place, period, caution.key, "đã gọi cho câu lạc bộ", by=by, today=TODAY)
    lacking = [one.key for one in missing(kind, place, period)]
    return submit(kind, place, period, by=by, today=TODAY, missing=lacking, reason="đã nhắc câu lạc bộ")


def test_reports_stand_in_every_state_with_late_returned_overridden_and_issued_ones(demo):
    begun = set(Report.objects.values_list("state", flat=True))
    assert begun == set(State.values) - {State.NOT_DUE, State.DUE}
    there = set(Report.objects.values_list("kind", flat=True))
    assert there == {kind.code for kind in kinds_on(TODAY)} - {"city-review"}
    late = [report for report in Report.objects.all() if report.submitted_on and report.submitted_on > report.due_on]
    assert late and any(report.submitted_on > report.closes_on for report in late)
    assert LateEntry.objects.exists()
    assert Frozen.objects.filter(number=2).exists() and Step.objects.filter(verb="return").exclude(reason="").exists()
    over = Step.objects.filter(verb="submit", report__lacking__gt=0, report__place__kind=Kind.COMMUNE)
    assert over.exists() and not over.filter(reason="").exists()
    assert Override.objects.exists() and Explanation.objects.exists()
    assert Passage.objects.filter(drafted="").exists() and Passage.objects.exclude(drafted="").exists()
    assert Issue.objects.filter(frozen__report__state__in=(State.APPROVED, State.ACCEPTED)).count() > 5
    newest = Report.objects.filter(kind="city-half").latest("to_on")
    assert (newest.period, newest.state) == ("2026-H1", State.APPROVED)
    assert Report.objects.filter(kind="commune-half", period="2026-H1", state=State.ACCEPTED).exists()
    kind, _place, period = quarter()
    due = [row for row in standings(kind, period, TODAY) if row.state == State.DUE]
    assert OWN in {row.place.code for row in due}
    days = Report.objects.values_list("to_on", flat=True)
    assert (max(days) - min(days)).days > 300  # the small demo has 15 months


def test_obstacles_have_an_owner_a_clock_and_some_an_answer(demo):
    rows = list(Obstacle.objects.select_related("owner", "place"))
    ends = whereabouts(rows)
    assert {row.owner.kind for row in rows} == {Kind.COMMUNE, Kind.PROVINCE}
    assert all(row.due_on > row.raised_on for row in rows)
    assert any(row.answer for row in rows) and any(row.is_late(TODAY) for row in rows)
    assert any(end.answer and end.pk != row.pk for row in rows for end in [ends[row.pk]])
    assert any(row.report_id for row in rows)
    carried = [entry for frozen in Frozen.objects.all() for entry in frozen.body["obstacles"]]
    assert carried and all(entry["holder"] and entry["due_on"] for entry in carried)


def test_what_was_sent_is_sealed_and_each_state_is_that_of_the_newest_step(demo):
    for frozen in Frozen.objects.select_related("report"):
        assert digest(frozen.body) == frozen.digest
        assert not [entry for entry in frozen.body["cautions"] if not entry["explanation"]]
        assert len(frozen.body["fingerprint"]) == 64
    for report in Report.objects.prefetch_related("steps"):
        steps = sorted(report.steps.all(), key=lambda step: step.at)
        before = None
        for step in steps:
            assert before in (MOVES[step.verb].sources or (None,)), (report.kind, step.verb)
            before = step.state
        assert report.state == before
    assert verify().findings == []


def test_the_fingerprint_is_that_of_the_chains_as_they_were_when_it_was_sent(demo):
    sent = Frozen.objects.filter(report__place__code="00004", report__kind="commune-quarter").latest("at")
    nodes = Place.objects.filter(under(sent.report.place.path)).values_list("pk", flat=True)
    mark = hashlib.sha256()
    for node in sorted(nodes):
        acts = Event.objects.filter(chain_id=node, at__lte=sent.at).exclude(
            verb="report_submit", subject=f"reports.report:{sent.report_id}", at=sent.at
        )  # fmt: skip
        if node != sent.report.place_id:  # what clubs raised stands behind all else in their chains
            acts = acts.exclude(verb__contains="obstacle")
        last = acts.order_by("sequence").last()
        if last:
            mark.update(f"{node}|{last.sequence}|{last.hash}\n".encode())
    assert mark.hexdigest() == sent.body["fingerprint"]


def test_what_was_loaded_in_bulk_is_what_the_product_drafts_of_the_same_place_and_period(demo):
    compared = 0
    moved = corrected()
    rows = Frozen.objects.select_related("report__place__parent__parent").exclude(report__place__kind=Kind.PROVINCE)
    for frozen in rows:
        report = frozen.report
        if report.place.commune_code in moved:
            continue
        kind = kind_on(report.kind, report.to_on)
        day = timezone.localtime(frozen.at).date()
        draft = Draft(kind, report.place, period_of(kind, report.period), day, report)
        now = body(draft, User.objects.get(pk=frozen.by_id))
        if draft.obstacles:  # some were answered since
            assert told(frozen.body, "obstacles", "boxes") == told(now, "obstacles", "boxes")
        else:
            assert told(frozen.body) == told(now)
        compared += 1
    assert compared > 10


def test_a_returned_report_sent_again_by_the_action_says_the_same(demo):
    returned = Report.objects.filter(kind="commune-quarter", state=State.RETURNED).latest("to_on")
    assert returned.place.code not in corrected()
    kind = kind_on(returned.kind, TODAY)
    period = period_of(kind, returned.period)
    officer, ha = User.objects.get(username=f"canbo.{returned.place.code}"), User.objects.get(username="ha")
    allow_late(kind, returned.place, period, TODAY, "sửa theo yêu cầu", by=ha, today=TODAY)
    send(kind, returned.place, period, officer)
    first, second = Frozen.objects.filter(report=returned).order_by("number")
    for part in ("lines", "figures", "parts", "adjustments", "missing"):
        assert first.body[part] == second.body[part]
    assert _lasting(first) == _lasting(second)


def _lasting(version: Frozen) -> list[list[dict]]:
    """The sentences of a version but for those on obstacles: where these stand moves on between two sendings."""
    return [
        [one for one in box["sentences"] if not one["key"].startswith("answer-")]
        for box in version.body["boxes"]
        if box["code"] != "obstacles"
    ]


def test_as_sent_and_now_differ_by_the_corrected_meeting_and_by_nothing_else(demo):
    moved = corrected()
    assert OWN in moved
    for code, meeting in moved.items():
        for report in Report.objects.filter(kind="commune-quarter", place__code=code, state=State.APPROVED):
            kind = kind_on(report.kind, report.to_on)
            found = differences(report.versions.latest("number"), kind, TODAY)
            if not report.from_on <= meeting.held_on <= report.to_on:
                assert not [one for one in found if one.line.is_flow]
                continue
            by_line = {one.line.code: one.now.n - one.sent.n for one in found if one.line.is_flow}
            took = {f"took_{area.name.lower()}" for area in areas_of(meeting.contents)}
            assert by_line == dict.fromkeys({"present", *took}, -3)
            assert {unit.node for one in found for unit, _sent, _now in one.parts} == {meeting.club_id}


def test_the_officer_of_the_demo_can_go_the_whole_way_by_hand(demo):
    kind, place, period = quarter()
    tuan, ha = User.objects.get(username="tuan"), User.objects.get(username="ha")
    assert not Report.objects.filter(kind=kind.code, place=place, period=period.label).exists()
    asked_after = [caution.key.partition("-")[0] for caution in cautions(Draft.of(kind, place, period, TODAY))]
    assert len(asked_after) >= 2 and {"silent", "box"} <= set(asked_after)
    report = send(kind, place, period, tuan)
    assert Frozen.objects.get(report=report).body["adjustments"]  # what was corrected of the quarter before
    send_back(report, "thiếu số tiền đóng góp", by=ha, today=TODAY)
    send(kind, place, period, tuan)
    report.refresh_from_db()
    approve(report, by=ha, today=TODAY, version=2)
    report.refresh_from_db()
    assert report.state == State.APPROVED
    before = Report.objects.filter(kind=kind.code, place=place, to_on__lt=report.to_on).latest("to_on")
    assert before.state == State.APPROVED
    assert list(before.steps.order_by("at").values_list("verb", flat=True)) == [
        "begin", "submit", "return", "submit", "approve",
    ]  # fmt: skip
    assert verify(place.pk).findings == []


def test_clubs_of_the_demo_send_their_months_too(demo):
    months = Report.objects.filter(kind="club-month")
    assert {State.ACCEPTED, State.RETURNED, State.DRAFT} <= set(months.values_list("state", flat=True))
    assert {report.place.kind for report in months.select_related("place")} == {Level.CLUB}
    assert OWN in set(months.values_list("commune_code", flat=True))
