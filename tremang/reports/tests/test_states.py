"""The table of states, walked through: every state that two communes and the City can reach, every step tried in each.

The steps are the real actions on the real tables; only what is frozen is kept short, since the way up does not read it.
"""

from collections import deque
from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.cast import TODAY, World
from tremang.kernel.problems import Problem
from tremang.reports.actions import allow_late, approve, begin, send_back, submit, unapprove, way_up, withdraw
from tremang.reports.draft import Draft
from tremang.reports.kinds import kind_on
from tremang.reports.models import Frozen, Report, ReportKind, State, Step
from tremang.reports.periods import period_of, within
from tremang.reports.states import MOVES

VERBS = ("begin", "submit", "withdraw", "return", "approve", "unapprove")
FORBIDDEN = {"no_step", "is_sent", "missing", "parent_sent", "changed_meanwhile"}


@pytest.fixture(autouse=True)
def short_bodies(monkeypatch):
    def body(draft: Draft, by):
        missing = [
            {
                "code": one.unit.code,
                "kind": one.kind.code,
                "period": one.period.label,
                "name": one.unit.name,
                "words": one.words,
            }
            for one in draft.missing
        ]
        figures = {}
        return {"cautions": [], "missing": missing, "figures": figures, "parts": [], "adjustments": []}

    monkeypatch.setattr(way_up, "body", body)


class Tree:
    """Reports of the small world, and the steps that may be tried on each."""

    def __init__(self, world: World, months: tuple[str, ...] = ()) -> None:
        self.world = world
        users, clubs = world.users, (world.dong_vang.place, world.trai_giua.place, world.muong_chau.place)
        self.writers = {world.phuc_tho.pk: users["tuan"], world.yen_bai.pk: users["nga"], world.city.pk: users["ha"]}
        self.above = {world.phuc_tho.pk: users["ha"], world.yen_bai.pk: users["ha"], world.city.pk: users["chu_tich"]}
        self.writers |= {place.pk: users[name] for place, name in zip(clubs, ("man", "sau", "nhan"), strict=True)}
        self.above |= {place.pk: users[name] for place, name in zip(clubs, ("tuan", "tuan", "nga"), strict=True)}
        if months:  # three levels: the clubs' months go into the half-year of their commune
            ReportKind.objects.filter(code="club-month").update(feeds="commune-half")
        lowest, lower, upper = (kind_on(code, TODAY) for code in ("club-month", "commune-half", "city-half"))
        self.asked = [
            *((lower, place, period_of(lower, "2026-H1")) for place in (world.phuc_tho, world.yen_bai)),
            (upper, world.city, period_of(upper, "2026-H1")),
            *((lowest, place, period_of(lowest, label)) for place in clubs for label in months),
        ]
        self.parents = {number: n for number, (kind, place, period) in enumerate(self.asked)
                        for n, (other, above, whole) in enumerate(self.asked)
                        if other.code == kind.feeds and above.contains(place) and within(period, whole)}  # fmt: skip

        for kind, place, period in self.asked:  # their time is long over
            allow_late(kind, place, period, TODAY, "tập duyệt", by=self.above[place.pk], today=TODAY)

    def state(self) -> tuple:
        """Where every report stands, and whether the City's newest version holds each commune."""
        states = {(report.kind, report.place_id, report.period): report for report in Report.objects.all()}
        found = []
        for kind, place, period in self.asked:
            report = states.get((kind.code, place.pk, period.label))
            found.append((report.state if report else "", self.over(report)))
        return tuple(found)

    @staticmethod
    def over(report: Report | None) -> tuple[tuple[str, str, str], ...]:
        """The reports below over whose absence the newest version was sent."""
        if report is None or not report.is_sent:
            return ()
        frozen = Frozen.objects.filter(report=report).order_by("-number").first()
        return tuple(sorted((entry["code"], entry["kind"], entry["period"]) for entry in frozen.body["missing"]))

    def take(self, number: int, verb: str, over_missing: bool = False) -> None:
        kind, place, period = self.asked[number]
        writer, above = self.writers[place.pk], self.above[place.pk]
        if verb == "begin":
            begin(kind, place, period, by=writer, today=TODAY)
            return
        if verb == "submit":
            missing = [one.key for one in Draft.of(kind, place, period, TODAY).missing] if over_missing else []
            submit(kind, place, period, by=writer, today=TODAY, missing=missing, reason="gấp")
            return
        report = Report.objects.filter(kind=kind.code, place=place, period=period.label).select_related("place").first()
        if report is None:
            raise Problem("no_step", "chưa mở")
        act: dict[str, Callable] = {
            "withdraw": lambda: withdraw(report, by=writer, today=TODAY),
            "return": lambda: send_back(report, "thiếu", by=above, today=TODAY),
            "approve": lambda: approve(report, by=above, today=TODAY),
            "unapprove": lambda: unapprove(report, "xin sửa", by=above, today=TODAY),
        }
        act[verb]()

    def check(self) -> None:
        """What holds in every state that can be reached."""
        reports = {(report.kind, report.place_id, report.period): report for report in Report.objects.all()}
        for report in reports.values():
            newest = Step.objects.filter(report=report).order_by("pk").last()
            assert report.state == newest.state == MOVES[newest.verb].target
            assert (
                Frozen.objects.filter(report=report).count()
                == Step.objects.filter(report=report, verb="submit").count()
            )
        for number, parent in self.parents.items():
            lower, upper = (self.report_of(reports, n) for n in (number, parent))
            kind, place, period = self.asked[number]
            name = (str(place.pk) if place.kind == "club" else place.code, kind.code, period.label)
            held = upper is not None and upper.is_sent and name not in self.over(upper)
            if held:
                assert lower is not None and lower.state in (State.APPROVED, State.ACCEPTED)
            if lower is not None and lower.state == State.ACCEPTED:
                assert held and upper.state in (State.APPROVED, State.ACCEPTED)
            if held and upper.state in (State.APPROVED, State.ACCEPTED):
                assert lower.state == State.ACCEPTED

    def report_of(self, reports: dict, number: int) -> Report | None:
        """The row of the report of that number."""
        kind, place, period = self.asked[number]
        return reports.get((kind.code, place.pk, period.label))


@pytest.mark.slow
def test_every_state_that_can_be_reached_is_whole_and_no_step_leads_elsewhere(world):
    tree = Tree(world)
    steps = [
        (n, verb, over)
        for n in range(3)
        for verb in VERBS
        for over in ((False, True) if verb == "submit" else (False,))
    ]
    seen, waiting = {tree.state()}, deque([()])
    refusals = set()
    while waiting:
        path = waiting.popleft()
        with transaction.atomic():
            for step in path:
                tree.take(*step)
            before = tree.state()
            for step in steps:
                here = transaction.savepoint()
                try:
                    tree.take(*step)
                except Problem as problem:
                    refusals.add(problem.code)
                    assert tree.state() == before
                else:
                    tree.check()
                    after = tree.state()
                    if after not in seen:
                        seen.add(after)
                        waiting.append((*path, step))
                transaction.savepoint_rollback(here)
            transaction.set_rollback(True)
    assert refusals <= FORBIDDEN
    reached = {state for states in seen for state, _over in states}
    assert reached == {"", "draft", "submitted", "returned", "approved", "accepted"}
    assert len(seen) > 100


MONTHS = ("2026-03", "2026-04", "2026-05")
walks = st.lists(st.tuples(st.integers(0, 11), st.sampled_from(VERBS), st.booleans()), min_size=20, max_size=80)


@given(walks)
@settings(max_examples=25, phases=[Phase.generate, Phase.shrink])
def test_any_walk_over_three_levels_and_three_periods_leaves_everything_whole(world, walk):
    with transaction.atomic():
        tree = Tree(world, MONTHS)
        for step in walk:
            try:
                with transaction.atomic():
                    tree.take(*step)
            except Problem as problem:
                assert problem.code in FORBIDDEN
            tree.check()
        transaction.set_rollback(True)
