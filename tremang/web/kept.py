"""Bodies of pages kept until something happens.

Every act leaves an event, and facts are caught up before a body is looked for. So a body is right as long as the day,
the number of acts and the facts of its place are those for which it was written.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models import OuterRef, Q, Subquery, Sum, Value
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tremang.facts.actions import catch_up
from tremang.facts.models import Fact
from tremang.kernel.models import Event
from tremang.kernel.periods import half_of
from tremang.places.models import Kind, Place
from tremang.places.queries import above, under

KEEP = 600  # seconds; after that a body is written again in any case


def stamp(place: Place, today: date) -> str:
    """What changes whenever anything that the page of `place` shows may have changed. Catches up; two queries."""
    catch_up(place, today)
    facts = Fact.objects.filter(node_id=place.pk, half=half_of(today))
    return json.dumps([today.isoformat(), facts.values_list(_acts(place), "values").first()], sort_keys=True)


def _acts(place: Place) -> Subquery:
    """A number that another act changes: for a commune one of its own, of what lies below it or stands above it."""
    if place.kind != Kind.COMMUNE:
        return Subquery(Event.objects.order_by("-id").values("id")[:1])
    newest = Event.objects.filter(chain_id=OuterRef("pk")).order_by("-sequence").values("sequence")[:1]
    chains = Place.objects.filter(under(place.path) | Q(path__in=above(place.path))).order_by()
    all_together = chains.annotate(one=Value(1)).values("one")
    return Subquery(all_together.annotate(acts=Sum(Subquery(newest))).values("acts"))


def body(
    request: HttpRequest, template: str, mark: str, asked: list[Any], context: Callable[[], dict[str, Any]]
) -> SafeString:  # fmt: skip
    """The body kept under `mark` and what was asked, or a new one made from `context()`.

    `asked` must name everything on which the body depends beside the data: the question and the reader's powers.
    """
    parts = json.dumps([template, get_language(), mark, request.GET.urlencode(), asked], default=str)
    key = "body:" + hashlib.sha256(parts.encode()).hexdigest()
    text = cache.get(key)
    if text is None:
        text = render_to_string(template, context(), request)
        cache.set(key, text, KEEP)
    return mark_safe(text)
