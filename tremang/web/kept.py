"""Bodies of pages kept until something happens.

Every act leaves an event, and facts are caught up before a body is looked for. So a body is right as long as the day,
the newest event and the facts of its place are those for which it was written.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models import Subquery
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tremang.facts.actions import catch_up
from tremang.facts.models import Fact
from tremang.kernel.models import Event
from tremang.kernel.periods import half_of
from tremang.places.models import Place

KEEP = 600  # seconds; after that a body is written again in any case


def stamp(place: Place, today: date) -> str:
    """What changes whenever anything that the page of `place` shows may have changed. Catches up; two queries."""
    catch_up(place, today)
    newest = Subquery(Event.objects.order_by("-id").values("id")[:1])
    facts = Fact.objects.filter(node_id=place.pk, half=half_of(today))
    found = facts.annotate(newest=newest).values_list("newest", "values").first()
    return json.dumps([today.isoformat(), found], sort_keys=True)


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
