"""The life of a club: its stages, the next step, corrections, and the way back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, may, require
from tremang.clubs.actions import advance, correct_decision, correct_stage, decide, undo_life
from tremang.clubs.forms import DecisionForm, StageForm
from tremang.clubs.models import ClubMerger, FoundingDecision, ServedHamlet, State, StateRow
from tremang.clubs.moved import moves_of
from tremang.clubs.queries import continuable, hamlets_of
from tremang.clubs.views.parts import commune_of, the_club, undo_of
from tremang.kernel.clock import today
from tremang.kernel.problems import Problem
from tremang.places.models import Place
from tremang.ui.entry_page import entry_page
from tremang.ui.links import address
from tremang.ui.said import said


@dataclass(frozen=True)
class NextStep:
    """A step that may be written down now: its word in the address, the stage, the button, what was done."""

    slug: str
    state: State
    button: Promise
    done: Promise
    asks_reason: bool = False


PROPOSE = NextStep(
    "de-nghi", State.PROPOSED, gettext_lazy("Ghi đề nghị thành lập"), gettext_lazy("Đã ghi đề nghị thành lập.")
)
DECIDE = NextStep(
    "quyet-dinh", State.FOUNDED, gettext_lazy("Ghi quyết định thành lập"), gettext_lazy("Đã ghi quyết định thành lập.")
)
LAUNCH = NextStep("ra-mat", State.ACTIVE, gettext_lazy("Ghi ngày ra mắt"), gettext_lazy("Đã ghi ngày ra mắt."))
PAUSE = NextStep("tam-dung", State.PAUSED, gettext_lazy("Ghi tạm dừng"), gettext_lazy("Đã ghi tạm dừng."), True)
RESUME = NextStep(
    "hoat-dong-lai", State.ACTIVE, gettext_lazy("Ghi hoạt động lại"), gettext_lazy("Đã ghi hoạt động lại.")
)
# The first is what usually comes next and stands as the one primary button; an active club needs none.
STEPS: dict[str, tuple[NextStep, ...]] = {
    State.CAMPAIGN: (PROPOSE, DECIDE), State.PROPOSED: (DECIDE,), State.FOUNDED: (LAUNCH,), State.ACTIVE: (PAUSE,),
    State.PAUSED: (RESUME,), State.DISSOLVED: (), State.MERGED: (),
}  # fmt: skip
ROAD = (State.CAMPAIGN, State.PROPOSED, State.FOUNDED, State.ACTIVE)


def life(request: HttpRequest, pk: int) -> HttpResponse:
    """All stages with who, when and why; the next step as the one button."""
    day = today()
    club = the_club(pk)
    require(request.user, Verb.SEE_FIGURES, club.place, day)
    keeps = may(request.user, Verb.KEEP_CLUB, club.place, day)
    author = User.objects.filter(pk=OuterRef("by_id")).values("full_name")
    rows = list(StateRow.objects.filter(club=club).annotate(author=Subquery(author)).order_by("from_on"))
    names = may(request.user, Verb.SEE_EVENTS, club.place, day)
    decision = FoundingDecision.objects.filter(club=club).select_related("continues").order_by("decided_on").first()
    context = {
        "club": club, "commune": commune_of(club), "keeps": keeps, "decision": decision, "today": day,
        "stages": [{"row": row, "by": row.author if names else ""} for row in reversed(rows)],
        "road": _road(rows, decision), "steps": STEPS[club.state] if keeps else (),
        "merger": ClubMerger.objects.filter(club=club).select_related("into").first(),
        "served": ServedHamlet.objects.filter(club=club).select_related("hamlet").order_by("from_on", "hamlet__sort"),
        "undo": undo_of(club) if keeps else "", "moves": may(request.user, Verb.CHANGE_PLACES, club.place, day),
        "moved": [(move, _history_of(move.unit, request.user, day)) for move in moves_of(club.place)],
    }  # fmt: skip
    return render(request, "clubs/life.html", context)


def step(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One step forward, if it can be the next."""
    day = today()
    club = the_club(pk)
    require(request.user, Verb.KEEP_CLUB, club.place, day)
    known = {one.slug: one for steps in STEPS.values() for one in steps}
    if slug not in known:
        raise Http404
    one = known[slug]
    then = reverse("clubs:life", args=[club.pk])
    if one is DECIDE:
        return _decide(request, club, day, then)
    form = StageForm(request.POST or None, today=day, asks_reason=one.asks_reason)

    def act(given: dict[str, Any]) -> tuple[str, str]:
        advance(club, one.state, given["on"], given["reason"], by=request.user, today=day)
        return str(one.done), undo_of(club)

    return entry_page(request, "clubs/step.html", form, act, then, lambda: _about(club) | {"title": one.button})


def correct(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Correct the day of a stage; that of the founding is corrected with its decision."""
    day = today()
    club = the_club(pk)
    require(request.user, Verb.KEEP_CLUB, club.place, day)
    stage = get_object_or_404(StateRow, pk=row, club=club)
    if stage.state == State.FOUNDED and FoundingDecision.objects.filter(club=club).exists():
        return redirect("clubs:decision", club.pk)
    form = StageForm(request.POST or None, today=day, initial={"on": stage.from_on, "reason": stage.reason})

    def act(given: dict[str, Any]) -> tuple[str, str]:
        event = correct_stage(stage, given["on"], given["reason"], by=request.user, today=day)
        return (_("Đã sửa giai đoạn này."), undo_of(club)) if event else (_("Không có gì thay đổi."), "")

    title = _("Sửa giai đoạn “%(stage)s”") % {"stage": stage.get_state_display().lower()}
    then = reverse("clubs:life", args=[club.pk])
    return entry_page(request, "clubs/step.html", form, act, then, lambda: _about(club) | {"title": title})


def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the founding decision."""
    day = today()
    club = the_club(pk)
    require(request.user, Verb.KEEP_CLUB, club.place, day)
    row = get_object_or_404(FoundingDecision.objects.order_by("decided_on"), club=club)
    form = DecisionForm(request.POST or None, others=continuable(club), hamlets=None, today=day, row=row)

    def act(given: dict[str, Any]) -> tuple[str, str]:
        with _at_its_day():
            event = correct_decision(club, form.decision(), by=request.user, today=day)
        return (_("Đã sửa quyết định thành lập."), undo_of(club)) if event else (_("Không có gì thay đổi."), "")

    then = reverse("clubs:life", args=[club.pk])
    context = {"title": _("Sửa quyết định thành lập")}
    return entry_page(request, "clubs/decision.html", form, act, then, lambda: _about(club) | context)


@require_POST
def undo(request: HttpRequest, pk: int, sequence: int) -> HttpResponse:
    """Take back the newest act; a club that was only just begun goes with it."""
    club = the_club(pk)
    commune = club.place.commune_code
    still_there = undo_life(club, sequence, by=request.user, today=today())
    said(request, _("Đã hoàn tác."))
    return redirect("clubs:life", club.pk) if still_there else redirect("clubs:found", commune)


def _decide(request: HttpRequest, club: Any, day: date, then: str) -> HttpResponse:
    commune = commune_of(club)
    form = DecisionForm(
        request.POST or None, others=continuable(club), hamlets=hamlets_of(commune), today=day,
        initial={
            "issuer": _("Ủy ban nhân dân %(place)s") % {"place": f"{commune.name[0].lower()}{commune.name[1:]}"},
            "served": [str(club.seat_hamlet_id)] if club.seat_hamlet_id else [],
        },
    )  # fmt: skip

    def act(given: dict[str, Any]) -> tuple[str, str]:
        with _at_its_day():
            decide(club, form.decision(), form.served_hamlets(), by=request.user, today=day)
        return str(DECIDE.done), undo_of(club)

    context = {"title": DECIDE.button}
    return entry_page(request, "clubs/decision.html", form, act, then, lambda: _about(club) | context)


@contextmanager
def _at_its_day() -> Iterator[None]:
    """What is wrong with the day of a stage is told at the day of the decision: on this form it is the same."""
    try:
        yield
    except Problem as problem:
        problem.field = "decided_on" if problem.field == "on" else problem.field
        raise


def _about(club: Any) -> dict[str, Any]:
    return {"club": club, "commune": commune_of(club)}


def _history_of(unit: Place, user: User, day: date) -> str:
    """The page where the changes of a unit stand; no link leads to a refusal."""
    return address("places:history", unit.code) if may(user, Verb.SEE_FIGURES, unit, day) else ""


def _road(rows: list[StateRow], decision: FoundingDecision | None) -> list[dict[str, Any]]:
    """The four steps from the campaign to the launch: day, and whether done, now or to come."""
    first = {row.state: row.from_on for row in reversed(rows)}
    if decision is not None:
        first[State.FOUNDED] = decision.decided_on
    reached = max((ROAD.index(State(state)) for state in first if state in ROAD), default=0)
    return [
        {
            "label": state.label, "on": first.get(state),
            "cls": "done" if index < reached else "now" if index == reached else "next",
        }
        for index, state in enumerate(ROAD)
    ]  # fmt: skip
