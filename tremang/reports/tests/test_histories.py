"""Whatever is written, corrected or taken back after a report was sent: as sent, with what was carried since, is now."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings

from tests.cast import BEGINNING, TODAY
from tremang.accounts.models import Role, RoleKind
from tremang.facts.tests.histories import History, steps
from tremang.kernel import clock
from tremang.kernel.ids import new_id
from tremang.meetings.actions import record_meeting
from tremang.meetings.data import MeetingData
from tremang.places.queries import communes
from tremang.reports.actions import approve, explain, override, submit
from tremang.reports.adjustments import carried_in
from tremang.reports.cautions.registry import cautions
from tremang.reports.draft import Draft
from tremang.reports.figures import computed_of, figures_of, plus, reported_of
from tremang.reports.kinds import kind_on
from tremang.reports.lines.base import Figure
from tremang.reports.models import Frozen, LateEntry, Report
from tremang.reports.papers import FORMS, Source, written
from tremang.reports.periods import period_of

SPRING, SUMMER = date(2026, 6, 18), date(2026, 9, 21)


def send(code: str, label: str, place, by, today: date) -> Report:
    """Send a report over whatever is missing, each caution explained."""
    kind = kind_on(code, today)
    period = period_of(kind, label)
    kind_of_role = RoleKind.CITY_STAFF if place.kind == "province" else RoleKind.COMMUNE_OFFICER
    Role.objects.get_or_create(user=by, kind=kind_of_role, place=place, from_on=BEGINNING, defaults={"id": new_id()})
    by._roles = None
    LateEntry(kind=code, place=place, period=label, until=today, reason="tập duyệt", by_id=by.pk, at=clock.now()).save(
        force_insert=True
    )
    draft = Draft.of(kind, place, period, today)
    for caution in cautions(draft):
        explain(kind, place, period, caution.key, "đã xem", by=by, today=today)
    missing = [one.key for one in draft.missing]
    return submit(kind, place, period, by=by, today=today, missing=missing, reason="tập duyệt")


@given(before=steps, after=steps)
@settings(max_examples=12, phases=[Phase.generate, Phase.shrink])
def test_as_sent_with_what_was_carried_since_is_now(world, before, after):
    with transaction.atomic():
        _walk(world, before, after)
        transaction.set_rollback(True)


def _walk(world, before, after):
    history = History(world)
    by = world.users["tuan"]
    for step in before:
        history.take(step)
    spring = max(history.today, SPRING)
    with clock.fixed(spring):
        for place in list(communes(spring)):
            send("commune-quarter", "2026-Q2", place, by, spring)
    for step in after:
        history.take(step)
    summer = max(history.today, SUMMER)
    kind = kind_on("commune-quarter", summer)
    earlier = period_of(kind, "2026-Q2")
    with clock.fixed(summer):
        for place in list(communes(summer)):
            send("commune-quarter", "2026-Q3", place, by, summer)
            first = Frozen.objects.filter(report__place=place, report__period="2026-Q2").first()
            if first is None:
                continue  # made since, by a split or a merger
            later = Frozen.objects.get(report__place=place, report__period="2026-Q3")
            draft = Draft.of(kind, place, earlier, summer)
            now = figures_of([place.pk], draft.lines, earlier, summer)[place.pk]
            carried = {entry.line: entry.amount for entry in carried_in(later.body) if entry.period == "2026-Q2"}
            sent = computed_of(first.body["figures"])
            for line in draft.lines:
                if line.is_flow:
                    assert sent[line.code].n + carried.get(line.code, 0) == now[line.code].n, line.code
            fourth = period_of(kind, "2026-Q4")
            assert [
                entry for entry in Draft.of(kind, place, fourth, summer).adjustments if entry.period == "2026-Q2"
            ] == []


@given(before=steps, after=steps)
@settings(max_examples=8, phases=[Phase.generate, Phase.shrink])
def test_the_citys_line_is_what_the_communes_sent_and_its_own(world, before, after):
    with transaction.atomic():
        history = History(world)
        for step in before:
            history.take(step)
        spring = max(history.today, SPRING)
        with clock.fixed(spring):
            for place in list(communes(spring)):
                approve(
                    send("commune-half", "2026-H1", place, world.users["tuan"], spring),
                    by=world.users["ha"],
                    today=spring,
                )
        for step in after:
            history.take(step)
        summer = max(history.today, SUMMER)
        with clock.fixed(summer):
            kind = kind_on("city-half", summer)
            sheet = Draft.of(kind, world.city, period_of(kind, "2026-H1"), summer).sheet
            sent = dict(
                Frozen.objects.filter(report__kind="commune-half").values_list("report__place", "body__figures")
            )
            for code, figure in sheet.reported.items():
                own = sheet.computed[code].n - sum(part.computed[code].n for part in sheet.parts)
                assert figure.n == plus(part.reported[code] for part in sheet.parts).n + own, code
                for part in sheet.parts:
                    if part.is_sent and code in (figures := reported_of(sent[part.unit.node])):
                        assert part.reported[code] == figures[code], code
        transaction.set_rollback(True)


@pytest.mark.slow
def test_a_sent_report_is_written_again_a_year_later_byte_by_byte(world):
    history = History(world)
    for number in range(12):
        history.take((number % 20, number % 7, number % 3, number * 8))
    with clock.fixed(TODAY):
        report = send("commune-quarter", "2026-Q2", world.phuc_tho, world.users["tuan"], SPRING)
        first = {form: written(Source.of(Frozen.objects.get(report=report)), form) for form in FORMS}
    for number in range(20):
        history.take((number, number % 5, number % 4, 150 + number))
    world.phuc_tho.rename("Xã Khác")
    world.phuc_tho.save()
    with clock.fixed(date(2027, 9, 23)):
        again = {form: written(Source.of(Frozen.objects.get(report=report)), form) for form in FORMS}
    assert [form for form in FORMS if first[form] != again[form]] == []


def test_the_period_before_is_known_where_it_reaches_into_this_one_and_carries_nothing_yet(world):
    """So it is where a kind goes over from calendar months to the State's cut: of the two weeks in both nothing is told twice."""
    place, by, man = world.phuc_tho, world.users["tuan"], world.users["man"]
    kind = kind_on("commune-quarter", SUMMER)
    first, second, third, fourth = (period_of(kind, f"2026-Q{number}") for number in (1, 2, 3, 4))
    late = date(2026, 3, 20)

    def met(held_on, today):
        with clock.fixed(today):
            record_meeting(world.dong_vang, MeetingData(held_on=held_on), by=man, today=today)

    with clock.fixed(late):
        send(kind.code, first.label, place, by, late)
    met(date(2026, 3, 1), SPRING)
    with clock.fixed(SPRING):
        override(kind, place, second, "meetings", 77, "đếm lại", by=by, today=SPRING)
        report = send(kind.code, second.label, place, by, SPRING)
    carried = carried_in(Frozen.objects.get(report=report).body)
    assert [(one.period, one.amount) for one in carried if one.line == "meetings"] == [(first.label, 1)]
    Report.objects.filter(pk=report.pk).update(to_on=date(2026, 6, 30))
    met(date(2026, 6, 10), SUMMER)
    with clock.fixed(SUMMER):
        draft = Draft.of(kind, place, third, SUMMER)
        assert (draft.previous["meetings"], draft.adjustments) == (Figure(77), [])
        told = Draft.of(kind, place, fourth, SUMMER).adjustments
    assert [(one.period, one.amount) for one in told if one.line == "meetings"] == [(second.label, 1)]
