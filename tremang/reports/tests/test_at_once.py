"""Two officers at once: one step each, and never a sent report that holds one which is open again."""

import pytest

from tests.cast import TODAY
from tremang.funds.tests.test_concurrent import at_once
from tremang.kernel import clock
from tremang.reports.actions import allow_late, approve, submit, unapprove
from tremang.reports.draft import Draft
from tremang.reports.kinds import kind_on
from tremang.reports.models import Report, State, Step
from tremang.reports.periods import period_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def halves(world):
    with clock.fixed(TODAY):
        yield world


def send(world, code, place, who):
    kind = kind_on(code, TODAY)
    period = period_of(kind, "2026-H1")
    above = "chu_tich" if place.kind == "province" else "ha"
    allow_late(kind, place, period, TODAY, "tập duyệt", by=world.users[above], today=TODAY)
    draft = Draft.of(kind, place, period, TODAY)
    from tremang.reports.actions import explain
    from tremang.reports.cautions.registry import cautions

    for caution in cautions(draft):
        explain(kind, place, period, caution.key, "đã xem", by=world.users[who], today=TODAY)
    missing = [one.key for one in draft.missing]
    return submit(kind, place, period, by=world.users[who], today=TODAY, missing=missing, reason="gấp")


def test_of_two_approvers_one_approves_and_the_other_is_told(halves):
    report = send(halves, "commune-half", halves.phuc_tho, "tuan")
    told = at_once(
        [lambda: approve(Report.objects.select_related("place").get(pk=report.pk), by=halves.users["ha"], today=TODAY)]
        * 2
    )
    assert sorted(told) == ["", "no_step"]
    assert Step.objects.filter(report=report, verb="approve").count() == 1


def test_what_is_opened_while_the_report_above_is_sent_is_not_in_it(halves):
    for place, who in ((halves.phuc_tho, "tuan"), (halves.yen_bai, "nga")):
        approve(send(halves, "commune-half", place, who), by=halves.users["ha"], today=TODAY)
    lower = Report.objects.select_related("place").get(place=halves.phuc_tho)
    told = at_once(
        [
            lambda: send(halves, "city-half", halves.city, "ha"),
            lambda: unapprove(lower, "xã xin sửa", by=halves.users["ha"], today=TODAY),
        ]
    )
    lower.refresh_from_db()
    upper = Report.objects.filter(place=halves.city).first()
    sent = upper is not None and upper.is_sent
    held = sent and not [entry for entry in upper.versions.latest("number").body["missing"] if entry["code"] == "09715"]
    assert "" in told
    assert (lower.state == State.APPROVED) == (told[1] == "parent_sent")
    assert not (held and lower.state == State.SUBMITTED)
