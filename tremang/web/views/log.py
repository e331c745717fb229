"""The log of a club or a commune: who did what and when, as sentences, newest first.

Whoever may read the log but no names reads the sentences without them; so with hardships and needs.
"""

from django.db.models import Max
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, may, require
from tremang.accounts.telling import words_of
from tremang.kernel.clock import today
from tremang.kernel.models import Erasure, Event
from tremang.places.models import Kind, Place
from tremang.ui.links import address
from tremang.ui.portions import part_asked

A_PAGE = 50


def log(request: HttpRequest, node: int) -> HttpResponseBase:
    """A page of the chain of `node`; whoever manages the node may read it."""
    place = get_object_or_404(Place, pk=node)
    day = today()
    require(request.user, Verb.SEE_EVENTS, place, day)
    chain = Event.objects.filter(chain_id=place.pk)
    total = chain.aggregate(last=Max("sequence"))["last"] or 0
    pages = max(1, -(-total // A_PAGE))
    page = part_asked(request, pages)
    # Pages are ranges of the chain's own numbers: no counting and no skipping over rows.
    top = total - (page - 1) * A_PAGE
    events = list(
        chain.filter(sequence__lte=top, sequence__gt=top - A_PAGE).select_related("content").order_by("-sequence")
    )
    asked = (Verb.SEE_PERSONS, Verb.SEE_SENSITIVE, Verb.KEEP_USERS)
    sees = {verb for verb in asked if may(request.user, verb, place, day)}
    context = {
        "place": place,
        "up": _page_of(place),
        "lines": _lines(events, sees),
        "page": page,
        "pages": pages,
        "total": total,
    }
    return render(request, "web/log.html", context)


def _page_of(place: Place) -> str:
    if place.kind == Kind.CLUB:
        return address("web:club", place.pk)
    return address("web:commune", place.code) if place.kind == Kind.COMMUNE else address("web:city")


def _lines(events: list[Event], sees: set[Verb]) -> list[dict[str, object]]:
    actors = dict(User.objects.filter(pk__in={event.actor_id for event in events}).values_list("pk", "full_name"))
    gone = [f"kernel.event:{event.pk}" for event in events if not hasattr(event, "content")]
    erasures = {row.subject: row for row in Erasure.objects.filter(subject__in=gone)} if gone else {}
    return [
        {
            "who": actors.get(event.actor_id, _("Phần mềm")),
            "at": event.at,
            "number": event.sequence,
            "what": words_of(event, sees).rstrip(".") if hasattr(event, "content") else "",
            "erasure": erasures.get(f"kernel.event:{event.pk}"),
        }
        for event in events
    ]
