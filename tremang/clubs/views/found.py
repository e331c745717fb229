"""Founding a club, and its facts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb, require
from tremang.clubs.actions import edit_club, start_campaign
from tremang.clubs.forms import EditForm, FoundForm
from tremang.clubs.models import ServedHamlet
from tremang.clubs.names import PREFIX
from tremang.clubs.queries import hamlets_of
from tremang.clubs.views.parts import commune_of, the_club, undo_of
from tremang.kernel.clock import today
from tremang.kernel.problems import Problem
from tremang.places.models import Kind, Place
from tremang.places.queries import main_heirs
from tremang.ui.entry import tell
from tremang.ui.entry_page import entry_page
from tremang.ui.said import said


def found(request: HttpRequest, code: str) -> HttpResponse:
    """A new club of the commune `code`; the old code of a closed commune leads to the one that took it over."""
    day = today()
    commune = get_object_or_404(Place, kind=Kind.COMMUNE, code=code)
    if commune.valid_to is not None:
        heir = get_object_or_404(Place, pk=main_heirs().get(commune.pk, commune.pk), valid_to__isnull=True)
        return redirect("clubs:found", heir.code)
    require(request.user, Verb.KEEP_CLUB, commune, day)
    hamlets = hamlets_of(commune)
    asked = next((hamlet for hamlet in hamlets if str(hamlet.pk) == request.GET.get("thon")), None)
    where = (asked or commune).name
    initial = {
        "seat": str(asked.pk) if asked else "",
        "name": f"{PREFIX}{where[0].lower()}{where[1:]}" if asked else "",
    }
    form = FoundForm(request.POST or None, commune=commune, hamlets=hamlets, today=day, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                club = start_campaign(
                    commune, form.seat_hamlet(), form.facts(), form.cleaned_data["on"], by=request.user, today=day
                )
            except Problem as problem:
                tell(form, problem)
                status = problem.status
            else:
                said(request, _("Đã mở cuộc vận động thành lập %(club)s.") % {"club": club.name}, undo_of(club))
                return redirect("clubs:life", club.pk)
    return render(request, "clubs/found.html", {"form": form, "commune": commune}, status=status)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The facts of a club and the hamlets it serves."""
    day = today()
    club = the_club(pk)
    require(request.user, Verb.KEEP_CLUB, club.place, day)
    latest_rows = {row.hamlet_id: row for row in ServedHamlet.objects.filter(club=club).order_by("from_on")}
    commune = commune_of(club)
    hamlets = hamlets_of(commune)
    names = Place.objects.in_bulk(latest_rows)
    for row in latest_rows.values():
        row.hamlet = names[row.hamlet_id]
    form = EditForm(request.POST or None, club=club, served=list(latest_rows.values()), hamlets=hamlets, today=day)

    def act(given: dict[str, Any]) -> tuple[str, str]:
        event = edit_club(club, form.facts(), form.served_days(), by=request.user, today=day)
        return (_("Đã ghi thông tin câu lạc bộ."), undo_of(club)) if event else (_("Không có gì thay đổi."), "")

    context = {"club": club, "commune": commune}
    return entry_page(request, "clubs/edit.html", form, act, reverse("clubs:life", args=[club.pk]), lambda: context)
