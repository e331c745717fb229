"""POST /may/dong-bo: the phone's one call."""

import gzip

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tremang.accounts.devices.problems import device_unknown
from tremang.accounts.devices.queries import of_header
from tremang.kernel import clock
from tremang.kernel.busy import Busy, is_busy
from tremang.kernel.middleware import said
from tremang.kernel.problems import Problem
from tremang.phone import problems as say
from tremang.phone.admission import admitted
from tremang.phone.asked import read
from tremang.phone.syncing import sync as answer

LEVEL = 6  # beyond it packing costs more than the line saves
SMALL = 1000  # bytes that are not worth packing: they travel in one packet


@csrf_exempt
@never_cache
@require_POST
def sync(request: HttpRequest) -> HttpResponse:
    """No cookie is asked for or given: the phone shows its secret in a header, which no other page can make a browser send."""
    try:
        with admitted():
            device = of_header(request.headers.get("Authorization"))
            if device is None:
                raise device_unknown()
            asked = read(int(request.META.get("CONTENT_LENGTH") or 0), request.body)
            text = answer(device, asked, clock.now())
    except OperationalError as error:  # kept from us for longer than it waits, by a backup, an import; or broken
        if not is_busy(error):
            raise
        return said(Busy("busy", say.BUSY))
    except Problem as problem:
        return said(problem)
    return _packed(request, text)


def _packed(request: HttpRequest, text: str) -> HttpResponse:
    """Packed here: the answer holds nothing that another page could have put into it, so no padding is needed."""
    body = text.encode()
    packs = "gzip" in request.headers.get("Accept-Encoding", "") and len(body) > SMALL
    response = HttpResponse(
        gzip.compress(body, LEVEL, mtime=0) if packs else body, content_type="application/json; charset=utf-8"
    )
    if packs:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    return response
