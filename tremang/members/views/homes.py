"""Who lives with whom."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts.powers import Verb
from tremang.members.actions import homes
from tremang.members.board.queries import members_on
from tremang.members.forms import one_of
from tremang.members.models import Person
from tremang.members.seeing import Sight, mates_of
from tremang.members.views.common import card_of
from tremang.ui.entry_page import entry_page
from tremang.ui.said import said


class HomeForm(forms.Form):
    """The member with whom the person lives."""

    mate = one_of(_("Sống cùng nhà với"), (), radio=False)


def home(request: HttpRequest, pk: int) -> HttpResponse:
    """The household of a card, and a member to join it with."""
    seen = card_of(request, pk)
    person, club = seen.person, seen.club(Verb.KEEP_MEMBERS)
    others = {str(row.person_id): row.person for row in members_on(club, seen.today) if row.person_id != person.pk}
    form = HomeForm(request.POST or None)
    form.fields["mate"].choices = [
        ("", _("Chọn một người")),
        *((pk, f"{one.full_name} ({one.born_year})") for pk, one in others.items()),
    ]

    def act(given: dict[str, Any]) -> tuple[str, str]:
        mate: Person = others[given["mate"]]
        homes.share_home(person, mate, club=club, by=request.user, today=seen.today)
        words = {"name": person.full_name, "mate": mate.full_name}
        return _("Đã ghi %(name)s cùng nhà với %(mate)s.") % words, _undo_of(seen)

    context = {"person": person, "mates": mates_of(seen), "club": club}
    then = reverse("members:person", args=[person.pk])
    return entry_page(request, "members/home.html", form, act, then, lambda: context)


@require_POST
def apart(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The person lives apart."""
    seen = card_of(request, pk)
    homes.leave_home(seen.person, club=seen.club(Verb.KEEP_MEMBERS), by=request.user, today=seen.today)
    said(request, _("Đã ghi %(name)s ở riêng.") % {"name": seen.person.full_name}, _undo_of(seen))
    return redirect("members:person", seen.person.pk)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take the latest act on the household back."""
    seen = card_of(request, pk)
    homes.undo_home(seen.person, club=seen.club(Verb.KEEP_MEMBERS), by=request.user, today=seen.today)
    said(request, _("Đã hoàn tác."))
    return redirect("members:person", seen.person.pk)


def _undo_of(seen: Sight) -> str:
    return reverse("members:undo_home", args=[seen.person.pk])
