"""Bodies of boards kept until something happens: every act leaves an event, so the newest one says whether a body holds."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

KEEP = 600  # seconds; after that a body is written again in any case


def kept(
    request: HttpRequest, template: str, place: int, today: date, context: Callable[[], dict[str, Any]],
    *reader: int,
) -> SafeString:  # fmt: skip
    """The body of a page about `place`, kept under the day, the newest act and what was asked. One query.

    `reader` is all of him that shows there: what he may, or who he is.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(id) FROM kernel_event")
        newest = cursor.fetchone()[0]
    parts = json.dumps([template, get_language(), place, today.isoformat(), newest, request.GET.urlencode(), reader])
    key = "reports:" + hashlib.sha256(parts.encode()).hexdigest()
    text = cache.get(key)
    if text is None:
        text = render_to_string(template, context(), request)
        cache.set(key, text, KEEP)
    return mark_safe(text)
