"""A new member: the card, and first the question whether it is somebody who has one."""

from contextlib import suppress
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts.powers import Verb
from tremang.clubs.models import Club
from tremang.kernel.problems import Problem
from tremang.kernel.text import whole
from tremang.members import actions
from tremang.members.data import apply
from tremang.members.duplicates import Alike, alike
from tremang.members.forms import JoinForm
from tremang.members.models import Membership, Person
from tremang.members.seeing import is_in
from tremang.members.views.common import club_of, page, tried
from tremang.ui.said import said

NEW = "new"


def join(request: HttpRequest, club: int) -> HttpResponseBase:
    """Write down a new member; where cards look alike the writer chooses first."""
    place, day = club_of(request, club, Verb.KEEP_MEMBERS)
    home = _home(request, place)
    initial = {"phone": home.phone} if home else {}
    form = JoinForm(request.POST or None, club=place, today=day, initial=initial)
    found: list[Alike] = []
    if request.method == "POST" and form.is_valid():
        typed = tried(form, lambda: _typed(form, day))
        if typed is not None:
            found = alike(typed, place, request.user, day)
            chosen = _chosen(request, found)
            if chosen is not None or not found:
                row = tried(
                    form,
                    lambda: actions.join(
                        place, chosen if isinstance(chosen, Person) else form.data_of_person(),
                        joined_on=form.cleaned_data["joined_on"], group=form.chosen_group, household_with=home,
                        by=request.user, today=day,
                    ),
                )  # fmt: skip
                if row is not None:
                    return _joined(request, row)
    context = {"club": place, "home": home, "found": found, "seen": ",".join(str(hit.person.pk) for hit in found)}
    return page(request, "members/join.html", form, context)


@require_POST
def alike_cards(request: HttpRequest, club: int) -> HttpResponse:
    """The cards that look like what is being typed: the part of the page that a small script asks for."""
    place, day = club_of(request, club, Verb.KEEP_MEMBERS)
    form = JoinForm(request.POST, club=place, today=day)
    form.full_clean()
    found: list[Alike] = []
    with suppress(Problem, KeyError):  # not enough is typed yet
        found = alike(_typed(form, day), place, request.user, day)
    seen = ",".join(str(hit.person.pk) for hit in found)
    return render(request, "members/parts/alike.html", {"club": place, "found": found, "seen": seen})


def _typed(form: JoinForm, day: date) -> Person:
    person = Person()
    apply(form.data_of_person(), person, day, unique=False)
    return person


def _chosen(request: HttpRequest, found: list[Alike]) -> Person | str | None:
    """The card chosen among those found just now, NEW, or None where nothing was chosen or other cards came up."""
    answer = request.POST.get("same", "")
    for hit in found:
        if answer == str(hit.person.pk):
            return Person.objects.get(pk=hit.person.pk)
    seen = set(request.POST.get("seen", "")[:400].split(","))
    return NEW if answer == NEW and {str(hit.person.pk) for hit in found} <= seen else None


def _home(request: HttpRequest, club: Club) -> Person | None:
    """The member with whom the new one lives, from ?nha=."""
    person = Person.objects.filter(pk=whole(request.GET.get("nha", ""))).first()
    return person if person and is_in(person, club) else None


def _joined(request: HttpRequest, row: Membership) -> HttpResponseBase:
    undo = reverse("members:take_back_join", args=[row.pk])
    said(request, _("Đã ghi %(name)s vào câu lạc bộ.") % {"name": row.person.full_name}, undo)
    if "more" in request.POST:
        return redirect(f"{reverse('members:join', args=[row.club_id])}?nha={row.person_id}")
    return redirect("members:person", row.person_id)
