"""What happens to a form whose page is older than the present sign-in: nothing that was typed is lost."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.csrf import csrf_failure as plain_failure

from tremang.accounts import kept
from tremang.accounts.problems import STALE_SIGN_IN
from tremang.kernel.middleware import said, wants_json
from tremang.kernel.problems import Refused


def failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Keep what one of our own pages was sending and show it again; refuse what comes from elsewhere, or from a program."""
    if wants_json(request):
        return said(Refused("csrf", STALE_SIGN_IN))
    sender = request.headers.get("origin") or request.headers.get("referer") or ""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and urlsplit(sender).netloc == request.get_host():
        waiting = kept.keep(request, user.pk)
        if waiting:
            request.session[kept.SESSION_KEY] = waiting
            return redirect("accounts:kept")
    return plain_failure(request, reason)
