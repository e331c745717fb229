"""Is the product up? Asked by `make run`, by watchdogs and by load balancers."""

from django.db import connection
from django.http import HttpRequest, HttpResponse


def health(request: HttpRequest) -> HttpResponse:
    """200 and "ok" when the database answers, 503 otherwise. Says nothing else to strangers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # whatever it is, the answer is the same: not up
        return HttpResponse("down\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
