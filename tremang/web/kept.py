"""Bodies of pages kept until something happens.

Every act leaves an event, and facts are caught up before a body is looked for. So a body is right as long as the day,
the number of acts and the facts of its place are those for which it was written.
"""

import fcntl
import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tremang.facts.actions import catch_up
from tremang.kernel.periods import half_of
from tremang.places.models import Kind, Place
from tremang.places.queries import above
from tremang.ui.links import address

# How many acts there were at a commune, below it and above it: the sum of the newest number of each chain.
_ACTS_AROUND = """
    SELECT SUM((SELECT MAX(e.sequence) FROM kernel_event e WHERE e.chain_id = p.id)) FROM places_place p
    WHERE p.path = %s OR p.path >= %s AND p.path < %s OR p.path IN (%s, %s)
"""
KEEP = 600  # seconds; after that a body is written again in any case


def stamp(place: Place, today: date, *, of_plan: bool = False) -> str:
    """What changes whenever anything that the page of `place` shows may have changed. Catches up; two queries.

    `of_plan`: the page shows no other measures but those (see `catch_up`).
    """
    catch_up(place, today, of_plan=of_plan)
    around = [place.path, f"{place.path}.", f"{place.path}/", *above(place.path)] if place.kind == Kind.COMMUNE else []
    acts = _ACTS_AROUND if around else "SELECT MAX(id) FROM kernel_event"
    facts = 'SELECT f."values" FROM facts_fact f WHERE f.node_id = %s AND f.half = %s'
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ({acts}), ({facts})", [*around, place.pk, half_of(today)])
        number, values = cursor.fetchone()
    return json.dumps([today.isoformat(), int(number or 0), values], sort_keys=True)


def kept_page(
    request: HttpRequest, page: str, place: Place, today: date, context: Callable[[], dict[str, Any]], **more: Any
) -> HttpResponse:
    """A page about a commune or the City of which the body, `web/<page>_body.html` with `context()`, is kept.

    `more` is what stands around it, for this reader.
    """
    text = body(request, f"web/{page}_body.html", stamp(place, today), [place.pk, place.name], context)
    up = address("web:city") if place.kind == Kind.PROVINCE else address("web:commune", place.code)
    return render(request, f"web/{page}.html", {"body": text, "place": place, "up": (up, place.name), **more})


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
        with _alone(key):
            text = cache.get(key)
            if text is None:
                text = render_to_string(template, context(), request)
                cache.set(key, text, KEEP)
    return mark_safe(text)


@contextmanager
def _alone(key: str) -> Iterator[None]:
    """Only one process at a time writes the body `key`: the others wait for it rather than write the same beside it.

    One byte of one file is locked, another for each key but for chance.
    """
    with open(settings.VAR_DIR / "pages.lock", "wb") as file:
        fcntl.lockf(file, fcntl.LOCK_EX, 1, int(key[-8:], 16) >> 1)
        yield
