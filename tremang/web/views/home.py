"""The first page: it leads each user to where his work waits, by the duties he holds."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from tremang.accounts import powers
from tremang.kernel.clock import today
from tremang.web.navigation import doors


def home(request: HttpRequest) -> HttpResponseBase:
    """One duty: its page. Several: a choice. None: whom to ask."""
    day = today()
    found = doors(powers.roles(request.user, day))
    if len(found) == 1 and found[0].url:
        return redirect(found[0].url)
    return render(request, "web/home.html", {"doors": found})
