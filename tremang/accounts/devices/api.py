"""What a phone asks before it is signed in: to be bound by a card, and to be opened when its PIN is forgotten. JSON."""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tremang.accounts.devices import actions, problems
from tremang.kernel import clock
from tremang.kernel.middleware import TOO_LARGE, TooLarge, said
from tremang.kernel.problems import Problem
from tremang.places.models import Place

LARGEST = 10_000  # bytes; a card with its phone is some 300
Told = Mapping[str, str]


def _asked(request: HttpRequest, *names: str) -> dict[str, str]:
    """The texts of the names given in the body; raises Problem where one is missing or is no text."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        raise TooLarge("too_large", TOO_LARGE, megabytes=1)
    try:
        told = json.loads(request.body.decode())
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise Problem("not_understood", problems.NOT_UNDERSTOOD)
    for name in names:
        if not isinstance(told.get(name), str) or not told[name].isascii() and name != "label":
            raise Problem("not_understood", problems.NOT_UNDERSTOOD, field=name)
    return {name: told[name] for name in names}


def _answering(action: str, *names: str) -> Callable:
    """A view of the names asked for: limited by address and by device, its refusals told as JSON."""

    def around(view: Callable[[Told], dict[str, Any]]) -> Callable[[HttpRequest], HttpResponse]:
        @csrf_exempt
        @never_cache
        @require_POST
        @wraps(view)
        def answer(request: HttpRequest) -> HttpResponse:
            try:
                told = _asked(request, *names)
                if not ratelimit.consume(request, action=action, key=told["device"]):
                    raise problems.TooOften("too_often", problems.TOO_OFTEN)
                return JsonResponse(view(told), json_dumps_params={"ensure_ascii": False})
            except Problem as problem:
                refusal = said(problem)
                if problem.status == 429:
                    refusal["Retry-After"] = "3600" if problem.code == "code_wait" else "60"
                return refusal

        return answer

    return around


@_answering("device_card", "card", "device", "key", "label")
def bind(told: Told) -> dict[str, Any]:
    """POST card, device, key, label: the phone is bound to the post of the card."""
    bound = actions.bind(told["card"], told["device"], told["key"], told["label"], clock.today(), clock.now())
    device, place = bound.device, bound.device.place
    commune = Place.objects.filter(code=place.commune_code).first()
    return {
        "device": device.uid,
        "club": {"id": str(place.pk), "name": place.name, "commune": commune.name if commune else ""},
        "user": {"name": device.user.full_name, "address": device.user.address_as},
        "posts": bound.posts,
        "rescue": bound.rescue,
    }


@_answering("device_code", "device", "code")
def rescue(told: Told) -> dict[str, Any]:
    """POST device, code: the key that opens the phone's own data."""
    return {"rescue": actions.spend_code(told["device"], told["code"], clock.now())}
