"""Hardship, needs and support: sensitive, so on a page of their own, and every look is written down."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts.looks import looked
from tremang.accounts.powers import Verb
from tremang.clubs.models import Club
from tremang.kernel.problems import Problem
from tremang.kernel.text import whole
from tremang.members import actions, problems
from tremang.members.forms import LineForm
from tremang.members.models import Need, Person, Purpose, Support, Vulnerability
from tremang.members.seeing import Sight, shown_onward, standing
from tremang.members.views.common import card_of, page, tried
from tremang.ui.said import said

SORTS = {"hardship": Vulnerability, "need": Need, "support": Support}
WAYS = {"hoan-canh": "hardship", "nhu-cau": "need", "ho-tro": "support"}


def need(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What is written of hardship, needs and support; with `?ghi=` the form for one more line."""
    seen = card_of(request, pk)
    role = seen.sensitive()
    consents = standing(seen.person)
    context = {"person": seen.person, "seen": seen, "role": role, "agreed": Purpose.VULNERABLE in consents}
    if not shown_onward(role, consents):
        return render(request, "members/not_onward.html", context)
    sort = WAYS.get(request.GET.get("ghi", ""))
    if sort is None:
        if request.method == "POST":
            raise Problem("nothing_there", problems.NOTHING_THERE)
        looked(request.user, seen.person, "hardship", role)
        return render(request, "members/needs.html", context | _lines(seen, context["agreed"]))
    club = seen.club(Verb.KEEP_MEMBERS)
    form = LineForm(request.POST or None, today=seen.today, sort=sort)
    if request.method == "POST" and form.is_valid():
        row = tried(form, lambda: _write(sort, seen.person, form.cleaned_data, club, request, seen))
        if row is not None:
            undo = f"{reverse('members:undo_line', args=[seen.person.pk])}?dong={sort}.{row.pk}"
            said(request, _("Đã ghi: %(line)s.") % {"line": row.get_kind_display()}, undo)
            return redirect("members:need", seen.person.pk)
    return page(request, "members/line.html", form, context | {"sort": sort, "club": club})


def _write(sort: str, person: Person, given: dict[str, Any], club: Club, request: HttpRequest, seen: Sight) -> Any:
    who: dict[str, Any] = {"club": club, "by": request.user, "today": seen.today}
    if sort == "hardship":
        return actions.declare_vulnerability(person, given["kind"], declared_on=given["day"], **who)
    if sort == "need":
        return actions.declare_need(person, given["kind"], declared_on=given["day"], **who)
    return actions.give_support(person, given["kind"], given_on=given["day"], note=given["note"], **who)


def _lines(seen: Sight, agreed: bool) -> dict[str, Any]:
    """The person's lines; needs and support only of clubs within the reader's power."""
    clubs = seen.clubs(Verb.SEE_SENSITIVE)
    mine = {"person": seen.person, "club__in": clubs}
    hardships = Vulnerability.objects.filter(person=seen.person).order_by("-declared_on") if agreed else []
    return {
        "hardships": hardships,
        "needs": Need.objects.filter(**mine).select_related("club").order_by("-declared_on"),
        "supports": Support.objects.filter(**mine).select_related("club").order_by("-given_on"),
        "keeps": {club.pk for club in seen.clubs(Verb.KEEP_MEMBERS)},
    }


def _line(seen: Sight, asked: str) -> Any:
    """The row that "need.123" names, if it is this person's."""
    sort, _dot, number = asked.partition(".")
    if sort not in SORTS or not whole(number):
        raise Problem("nothing_there", problems.NOTHING_THERE)
    return get_object_or_404(SORTS[sort], pk=whole(number), person=seen.person)


def _club(seen: Sight, row: Any) -> Club:
    """The club in whose book the row stands; a hardship is written in the first club of the writer."""
    verb = Verb.SEE_SENSITIVE if isinstance(row, Vulnerability) else Verb.KEEP_MEMBERS
    return getattr(row, "club", None) or seen.club(verb)


@require_POST
def end_line(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A need or a hardship no longer holds, from today on."""
    seen = card_of(request, pk)
    seen.sensitive()
    row = _line(seen, request.POST.get("dong", "")[:40])
    if isinstance(row, Support):
        raise Problem("nothing_there", problems.NOTHING_THERE)
    actions.withdraw(row, withdrawn_on=seen.today, club=_club(seen, row), by=request.user, today=seen.today)
    undo = f"{reverse('members:undo_line', args=[seen.person.pk])}?dong={request.POST['dong'][:40]}&thoi=1"
    said(request, _("Đã ghi là không còn: %(line)s.") % {"line": row.get_kind_display()}, undo)
    return redirect("members:need", seen.person.pk)


@require_POST
def undo_line(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Undo what was just written; `?dong=` names the line, `&thoi=1` says that it was its end."""
    seen = card_of(request, pk)
    seen.sensitive()
    row = _line(seen, request.GET.get("dong", "")[:40])
    withdrawal = "thoi" in request.GET
    actions.take_back(row, withdrawal=withdrawal, club=_club(seen, row), by=request.user, today=seen.today)
    said(request, _("Đã hoàn tác."))
    return redirect("members:need", seen.person.pk)
