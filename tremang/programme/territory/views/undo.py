"""Taking an act back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.kernel import clock
from tremang.kernel.models import Event
from tremang.programme import undoing
from tremang.ui.said import said


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one act back and return to where the user was."""
    event = get_object_or_404(Event.objects.select_related("content"), pk=pk)
    undoing.undo(event, by=request.user, today=clock.today())
    said(request, _("Đã hoàn tác."))
    back = request.headers.get("referer", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else reverse("web:home"))
