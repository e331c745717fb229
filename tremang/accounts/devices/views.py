"""The phones of a club, for its officer and its chair: cards, lost phones, forgotten PINs."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from tremang.accounts.actions import givable
from tremang.accounts.devices import actions, problems, queries
from tremang.accounts.devices.forms import Lost, NewHolder
from tremang.accounts.devices.models import Device, DeviceCard
from tremang.accounts.models import User
from tremang.accounts.powers import Verb, may, require
from tremang.kernel import clock
from tremang.kernel.problems import Problem
from tremang.kernel.text import whole
from tremang.places.models import Kind, Place
from tremang.ui import qr
from tremang.ui.entry import tell
from tremang.ui.entry_page import entry_page
from tremang.ui.said import said

CARD, CODE = "one_time_card", "one_time_code"
LOCAL = {"localhost", "127.0.0.1", "[::1]"}


def _place(request: HttpRequest, club: int, verb: Verb = Verb.KEEP_DEVICES) -> Place:
    """The node of the club; 404 where there is none, Refused where `verb` is not the reader's there."""
    place = get_object_or_404(Place, pk=club, kind=Kind.CLUB)
    require(request.user, verb, place, clock.today())
    return place


def _device(place: Place, pk: int) -> Device:
    return get_object_or_404(Device.objects.select_related("user", "place"), pk=pk, place=place)


def _to_list(place: Place) -> str:
    return reverse("accounts:devices:list", args=[place.pk])


@require_GET
def phones(request: HttpRequest, club: int) -> HttpResponse:
    """The phones in use, the cards that wait, and who may get one."""
    place, now, day = _place(request, club), clock.now(), clock.today()
    prints = may(request.user, Verb.PRINT_CARDS, place, day)
    holders = queries.holders(place, day)
    lines = queries.lines(place, holders, now)
    context = {
        "place": place, "prints": prints, "in_use": [line for line in lines if not line["device"].revoked],
        "lost": [line | {"undo": _undoable(line["device"], now)} for line in lines if line["device"].revoked],
        "cards": [{"card": card, "until": _last_day(card)} for card in queries.cards_waiting(place, now)],
        "holders": [{"user": user, "posts": queries.post_words(posts)} for user, posts in holders.items()],
    }  # fmt: skip
    return render(request, "accounts/devices/list.html", context)


def _undoable(device: Device, now: object) -> bool:
    until = device.undo_until()
    return until is not None and now <= until


def _last_day(card: DeviceCard) -> object:
    """The last day on which a card is good."""
    return card.expires_at - timedelta(seconds=1)


def new_holder(request: HttpRequest, club: int) -> HttpResponse:
    """Somebody without an account gets one, the post and the card in one go."""
    place, day = _place(request, club, Verb.PRINT_CARDS), clock.today()
    kinds = givable(request.user, place, day)
    form = NewHolder(request.POST or None, kinds=kinds, initial={"full_name": request.GET.get("ten", "")[:120]})
    if request.method == "POST" and form.is_valid():
        try:
            made, token = actions.open_and_print(**form.cleaned_data, place=place, by=request.user, today=day)
        except Problem as problem:
            tell(form, problem)
        else:
            return _to_card(request, made, token)
    context = {"form": form, "place": place}
    return render(request, "accounts/devices/new.html", context, status=422 if form.errors else 200)


@require_POST
def print_card(request: HttpRequest, club: int) -> HttpResponse:
    """A card for somebody who holds a post here."""
    place = _place(request, club, Verb.PRINT_CARDS)
    user = User.objects.filter(pk=whole(request.POST.get("user", ""))).first()
    if user is None:
        raise Problem("no_person", problems.NO_PERSON, field="user")
    return _to_card(request, *actions.make_card(user, place, by=request.user, today=clock.today()))


def _to_card(request: HttpRequest, made: DeviceCard, token: str) -> HttpResponse:
    request.session[CARD] = [made.pk, token]
    return redirect("accounts:devices:card", made.place_id, made.pk)


@never_cache
@require_GET
def card(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """The card as paper, once, right after it was made; later only what became of it."""
    place, now, day = _place(request, club), clock.now(), clock.today()
    made = get_object_or_404(DeviceCard.objects.select_related("user", "place", "device"), pk=pk, place=place)
    context = {
        "card": made, "place": place, "until": _last_day(made), "waits": made.waits_at(now),
        "posts": queries.post_words(queries.posts_of(made.user, place, day)),
        "prints": may(request.user, Verb.PRINT_CARDS, place, day),
    }  # fmt: skip
    shown = request.session.get(CARD)
    if not shown or shown[0] != made.pk or not context["waits"]:
        return render(request, "accounts/devices/card_gone.html", context)
    token = request.session.pop(CARD)[1]
    host = request.get_host()
    address = f"{request.build_absolute_uri('/may/')}#the={token}"
    context["picture"] = qr.drawn(address, _("Hình để điện thoại quét"), qr.HIGH)
    context |= {
        "address": address,
        "host": host,
        "reachable": request.is_secure() and host.partition(":")[0] not in LOCAL,
    }
    context["commune"] = Place.objects.filter(code=place.commune_code).first()
    return render(request, "accounts/devices/card.html", context)


@require_POST
def cancel(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """A card that waits is good no longer."""
    place = _place(request, club)
    found = get_object_or_404(DeviceCard.objects.select_related("user", "place"), pk=pk, place=place)
    actions.cancel_card(found, by=request.user, today=clock.today())
    said(request, _("Đã hủy thẻ điện thoại của %(person)s.") % {"person": found.user.full_name})
    return redirect(_to_list(place))


def lost(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """What follows when a phone is given up, and the button."""
    place = _place(request, club)
    device = _device(place, pk)
    if device.revoked:
        return redirect(_to_list(place))

    def act(given: dict) -> tuple[str, str]:
        actions.revoke(device, given["why"], given["lets_in"] == "1", by=request.user, today=clock.today())
        done = _("Đã báo mất điện thoại của %(person)s.") % {"person": device.user.full_name}
        return done, reverse("accounts:devices:found", args=[place.pk, device.pk])

    form = Lost(request.POST if request.method == "POST" else None)
    context = {"place": place, "device": device, "seen": queries.seen_words(device.seen_at, clock.now())}
    return entry_page(request, "accounts/devices/lost.html", form, act, _to_list(place), lambda: context)


@require_POST
def found(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """The phone was found: it works again, if it has not wiped itself."""
    place = _place(request, club)
    device = actions.undo_revoke(_device(place, pk), by=request.user, today=clock.today())
    said(request, _("Đã ghi điện thoại của %(person)s dùng lại được.") % {"person": device.user.full_name})
    return redirect(_to_list(place))


@never_cache
def code(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """GET tells how a forgotten PIN is helped, and shows a code made here while it is good; POST makes one."""
    place, now = _place(request, club), clock.now()
    device = _device(place, pk)
    if request.method == "POST":
        row, digits = actions.make_code(device, by=request.user, today=clock.today())
        request.session[CODE] = [device.pk, digits, row.expires_at.isoformat(), row.pk]
        return redirect("accounts:devices:code", place.pk, device.pk)
    context = {"place": place, "device": device}
    kept = request.session.get(CODE)
    if kept and kept[0] == device.pk and device.codes.filter(pk=kept[3], spent_at=None, expires_at__gt=now).exists():
        context |= {"code": f"{kept[1][:4]} {kept[1][4:]}", "until": parse_datetime(kept[2])}
    return render(request, "accounts/devices/code.html", context)
