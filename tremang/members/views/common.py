"""What every page of members does alike."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tremang.accounts.powers import Verb, require
from tremang.clubs.models import Club
from tremang.kernel.clock import today
from tremang.kernel.problems import Problem
from tremang.members.actions.merging import current
from tremang.members.models import Membership, Person
from tremang.members.seeing import Sight, sight


def club_of(request: HttpRequest, pk: int, verb: Verb) -> tuple[Club, date]:
    """The club of the address and today; 404 where there is none, Refused without the power."""
    day = today()
    club = get_object_or_404(Club.objects.select_related("place"), pk=pk)
    require(request.user, verb, club.place, day)
    return club, day


def card_of(request: HttpRequest, pk: int) -> Sight:
    """The card that the address leads to today, and how the reader stands towards it."""
    person = get_object_or_404(Person.objects.select_related("household"), pk=current(pk))
    return sight(request.user, person, today())


def membership_of(request: HttpRequest, pk: int) -> tuple[Membership, date]:
    """The membership of the address, for whoever keeps the members of its club."""
    day = today()
    row = get_object_or_404(Membership.objects.select_related("club__place", "person", "group"), pk=pk)
    require(request.user, Verb.KEEP_MEMBERS, row.club.place, day)
    return row, day


def tried(form: forms.Form, act: Callable[[], Any]) -> Any:
    """What `act` gives, or None with its problem at the field it belongs to; powers are no matter of a form."""
    try:
        return act()
    except Problem as problem:
        if problem.status == 403:
            raise
        form.add_error(problem.field if problem.field in form.fields else None, problem.sentence)
        form.problem_status = problem.status  # type: ignore[attr-defined]
    return None


def page(request: HttpRequest, template: str, form: forms.Form, context: dict[str, Any]) -> HttpResponse:
    """The page of a form, with 422 or 409 where something is to be looked at again."""
    status = getattr(form, "problem_status", 422) if form.errors else 200
    return render(request, template, context | {"form": form}, status=status)
