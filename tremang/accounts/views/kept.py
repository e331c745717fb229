"""The page where what was being sent waits to be sent on."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tremang.accounts import kept as store
from tremang.ui.said import said


def kept(request: HttpRequest) -> HttpResponseBase:
    """GET shows the waiting form with one button that sends it on; POST lets it go."""
    waiting = store.waiting(request)
    if waiting is None:
        return redirect("web:home")
    if request.method == "POST":
        store.drop(request)
        said(request, _("Đã bỏ nội dung đang ghi dở."))
        return redirect("web:home")
    return render(request, "accounts/kept.html", {"waiting": waiting, "at": datetime.fromtimestamp(waiting.at, UTC)})
