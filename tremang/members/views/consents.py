"""What a person allows, asked one by one."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts.powers import Verb
from tremang.kernel.problems import Problem
from tremang.kernel.text import whole
from tremang.members import actions, problems
from tremang.members.consent_texts import TEXTS
from tremang.members.forms import ConsentForm
from tremang.members.models import Consent, Purpose
from tremang.members.seeing import standing
from tremang.members.views.common import card_of, page, tried
from tremang.ui.said import said


def consent(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What holds today with the way to withdraw it, and what can still be asked; `?ve=` is the page to go on to.

    Who has left is asked nothing more, but takes back what he allowed as easily as before.
    """
    back = request.GET.get("ve", "")[:500]
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = ""
    seen = card_of(request, pk)
    person, club = seen.person, seen.club(Verb.KEEP_MEMBERS)
    if request.method == "POST":
        seen.open_club(Verb.KEEP_MEMBERS)
    held = standing(person)
    missing = [value for value in Purpose.values if value not in held]
    form = ConsentForm(request.POST or None, today=seen.today, open_purposes=missing)
    if request.method == "POST" and form.is_valid():
        rows = tried(
            form,
            lambda: actions.give_consent(person, **form.cleaned_data, club=club, by=request.user, today=seen.today),
        )
        if rows is not None:
            undo = f"{reverse('members:undo_consent', args=[person.pk])}?dong={','.join(str(row.pk) for row in rows)}"
            said(request, _("Đã ghi lời đồng ý của %(name)s.") % {"name": person.full_name}, undo)
            return redirect(back or reverse("members:consent", args=[person.pk]))
    past = Consent.objects.filter(person=person, withdrawn_on__isnull=False).order_by("-withdrawn_on", "-given_on")
    context = {
        "person": person,
        "held": [(row, TEXTS[Purpose(row.purpose)]) for row in held.values()],
        "missing": missing if seen.is_open else [],
        "is_open": seen.is_open,
        "past": past,
        "back_url": back or reverse("members:person", args=[person.pk]),
        "is_sent": bool(back),
    }
    return page(request, "members/consent.html", form, context)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The person takes back what he allowed, from today on."""
    seen = card_of(request, pk)
    club = seen.club(Verb.KEEP_MEMBERS)
    row = standing(seen.person).get(request.POST.get("purpose", ""))
    if row is None:
        raise Problem("not_consented", problems.NOT_CONSENTED)
    actions.withdraw_consent(row, withdrawn_on=seen.today, club=club, by=request.user, today=seen.today)
    undo = f"{reverse('members:undo_consent', args=[seen.person.pk])}?dong={row.pk}&rut=1"
    said(request, _("Đã ghi %(name)s rút lại lời đồng ý.") % {"name": seen.person.full_name}, undo)
    return redirect("members:consent", seen.person.pk)


@require_POST
def undo_consent(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Undo what was just written of consents; `?dong=` names the rows, `&rut=1` says that it was a withdrawal."""
    seen = card_of(request, pk)
    club = seen.club(Verb.KEEP_MEMBERS)
    ids = [whole(part) for part in request.GET.get("dong", "")[:200].split(",")]
    rows = list(Consent.objects.filter(pk__in=ids, person=seen.person))
    if not rows:
        raise Problem("nothing_there", problems.NOTHING_THERE)
    withdrawal = "rut" in request.GET
    actions.take_back_consent(rows, withdrawal=withdrawal, club=club, by=request.user, today=seen.today)
    said(request, _("Đã hoàn tác lời đồng ý vừa ghi."))
    return redirect("members:consent", seen.person.pk)
