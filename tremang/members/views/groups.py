"""Groups and teams of a club: who belongs where, on one screen."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts.powers import Verb, may, require
from tremang.clubs.books import latest, undoable
from tremang.clubs.models import Club, Group, Team
from tremang.clubs.views.parts import commune_of, the_club
from tremang.kernel.clock import today
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem
from tremang.kernel.text import whole
from tremang.members.actions.groups import (
    GROUP_VERBS,
    add_group,
    add_team,
    arrange_groups,
    close_group,
    close_team,
    fill_team,
    undo_groups,
)  # fmt: skip
from tremang.members.board.forms import FillForm, GroupForm, TeamForm
from tremang.members.board.queries import members_on, years_of_namesakes
from tremang.members.models import GroupLeader, Membership, TeamMember
from tremang.places.models import Dated
from tremang.ui.entry import tell
from tremang.ui.entry_page import entry_page
from tremang.ui.said import said

UNKNOWN = -1  # stands for what was sent and is no row: the act refuses it


def groups(request: HttpRequest, pk: int) -> HttpResponse:
    """All members with their groups, leaders, teams; one button writes them all."""
    day = today()
    club = the_club(pk)
    require(request.user, Verb.SEE_PERSONS, club.place, day)
    open_groups = list(Group.objects.filter(club=club, closed_on__isnull=True).order_by("name"))
    members = members_on(club, day)
    problem, status = "", 200
    if request.method == "POST":
        require(request.user, Verb.KEEP_MEMBERS, club.place, day)
        try:
            event = arrange_groups(
                club,
                _placed(request, members, open_groups),
                _leading(request, open_groups),
                by=request.user,
                today=day,
            )
        except Problem as refusal:
            if refusal.status == 403:
                raise
            problem, status = refusal.sentence, refusal.status
        else:
            said(request, _("Đã xếp tổ.") if event else _("Không có gì thay đổi."), _undo_of(club) if event else "")
            return redirect("members:groups", club.pk)
    keeps = may(request.user, Verb.KEEP_MEMBERS, club.place, day)
    years = years_of_namesakes(members)
    context = _about(club) | {
        "groups": _groups(request, club, open_groups, members, years), "members": members, "problem": problem,
        "chosen": [
            (row, _typed(request, f"group-{row.pk}", row.group.name if row.group else ""), years.get(row.person_id))
            for row in members
        ],
        "teams": _teams(club), "keeps": keeps, "undo": _undo_of(club) if keeps else "",
        "group_form": GroupForm(auto_id="group_%s"), "team_form": TeamForm(auto_id="team_%s"),
    }  # fmt: skip
    return render(request, "members/groups.html", context, status=status)


@require_POST
def new_group(request: HttpRequest, pk: int) -> HttpResponse:
    """One more group."""
    club = the_club(pk)
    form = GroupForm(request.POST)
    return _added(request, club, form, lambda given: add_group(club, given["name"], by=request.user, today=today()))


@require_POST
def new_team(request: HttpRequest, pk: int) -> HttpResponse:
    """One more team."""
    club = the_club(pk)
    form = TeamForm(request.POST)
    return _added(
        request, club, form, lambda given: add_team(club, given["kind"], given["name"], by=request.user, today=today())
    )


@require_POST
def drop_group(request: HttpRequest, pk: int, group: int) -> HttpResponse:
    """Close a group."""
    club = the_club(pk)
    row = get_object_or_404(Group.objects.select_related("club__place"), pk=group, club=club)
    close_group(row, by=request.user, today=today())
    said(request, _("Đã bỏ %(name)s.") % {"name": row.name}, _undo_of(club))
    return redirect("members:groups", club.pk)


@require_POST
def drop_team(request: HttpRequest, pk: int, team: int) -> HttpResponse:
    """Close a team."""
    club = the_club(pk)
    row = get_object_or_404(Team.objects.select_related("club__place"), pk=team, club=club)
    close_team(row, by=request.user, today=today())
    said(request, _("Đã bỏ %(name)s.") % {"name": row.name}, _undo_of(club))
    return redirect("members:groups", club.pk)


def team(request: HttpRequest, pk: int, team: int) -> HttpResponse:
    """Who is in a team, and who leads it."""
    day = today()
    club = the_club(pk)
    require(request.user, Verb.KEEP_MEMBERS, club.place, day)
    row = get_object_or_404(Team.objects.select_related("club__place"), pk=team, club=club, closed_on__isnull=True)
    here = list(TeamMember.objects.filter(Dated.on(day), team=row))
    initial = {
        "members": [str(one.membership_id) for one in here],
        "leader": next((str(one.membership_id) for one in here if one.is_leader), ""),
    }
    form = FillForm(request.POST or None, members=members_on(club, day), initial=initial)

    def act(given: dict[str, Any]) -> tuple[str, str]:
        leader = int(given["leader"]) if given["leader"] else None
        event = fill_team(row, [int(pk) for pk in given["members"]], leader, by=request.user, today=day)
        if event is None:
            return _("Không có gì thay đổi."), ""
        return _("Đã ghi danh sách %(name)s.") % {"name": row.name}, _undo_of(club)

    then = reverse("members:groups", args=[club.pk])
    return entry_page(request, "members/team.html", form, act, then, lambda: _about(club) | {"team": row})


@require_POST
def undo(request: HttpRequest, pk: int, sequence: int) -> HttpResponse:
    """Take back the newest act on groups and teams."""
    club = the_club(pk)
    undo_groups(club, sequence, by=request.user, today=today())
    said(request, _("Đã hoàn tác."))
    return redirect("members:groups", club.pk)


def _added(request: HttpRequest, club: Club, form: Any, act: Callable[[dict[str, Any]], Event | None]) -> HttpResponse:
    """Act on a short form of the page of groups; a refusal shows that form alone, what was typed kept."""
    require(request.user, Verb.KEEP_MEMBERS, club.place, today())
    status = 422
    if form.is_valid():
        try:
            event = act(form.cleaned_data)
        except Problem as problem:
            tell(form, problem)
            status = problem.status
        else:
            words = event.content.body if event else {"name": ""}
            said(request, _("Đã lập %(name)s.") % words, _undo_of(club))
            return redirect("members:groups", club.pk)
    return render(request, "members/add_group.html", _about(club) | {"form": form}, status=status)


def _placed(request: HttpRequest, members: list[Membership], rows: list[Group]) -> dict[int, int | None]:
    """Membership → the group sent for it by name: ids in each of these lists would double the weight of the page."""
    known: dict[str, int | None] = {row.name: row.pk for row in rows} | {"": None}
    sent = {row.pk: request.POST.get(f"group-{row.pk}") for row in members}
    return {pk: known.get(name, UNKNOWN) for pk, name in sent.items() if name is not None}


def _leading(request: HttpRequest, rows: list[Group]) -> dict[int, int | None]:
    """Group → the membership sent as its leader, or None for none; groups that were not sent are left out."""
    found: dict[int, int | None] = {}
    for row in rows:
        text = request.POST.get(f"leader-{row.pk}")
        if text is not None:
            found[row.pk] = whole(text, UNKNOWN) if text else None
    return found


def _typed(request: HttpRequest, name: str, otherwise: str | int | None) -> str:
    return request.POST.get(name, str(otherwise or ""))


def _groups(
    request: HttpRequest, club: Club, rows: list[Group], members: list[Membership], years: dict[int, int]
) -> list[dict[str, Any]]:  # fmt: skip
    leading = dict(GroupLeader.objects.filter(Dated.on(today()), club=club).values_list("group_id", "membership_id"))
    return [
        {
            "row": row, "members": (inside := [one for one in members if one.group_id == row.pk]),
            "choices": [(one, years.get(one.person_id)) for one in inside],
            "leader": _typed(request, f"leader-{row.pk}", leading.get(row.pk)),
        }
        for row in rows
    ]  # fmt: skip


def _teams(club: Club) -> list[dict[str, Any]]:
    rows = TeamMember.objects.filter(Dated.on(today()), club=club).select_related("membership__person")
    here: dict[int, list[TeamMember]] = {}
    for row in rows.order_by("-is_leader", "membership__person__sort_key"):
        here.setdefault(row.team_id, []).append(row)
    found = Team.objects.filter(club=club, closed_on__isnull=True).order_by("name")
    return [{"row": row, "members": here.get(row.pk, [])} for row in found]


def _about(club: Club) -> dict[str, Any]:
    return {"club": club, "commune": commune_of(club)}


def _undo_of(club: Club) -> str:
    event = latest(club.pk, GROUP_VERBS)
    return reverse("members:undo_groups", args=[club.pk, event.sequence]) if event and undoable(event) else ""
