"""What every page of the shell needs: navigation, who is signed in, how the reader wants the text."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from tremang.kernel.clock import today
from tremang.ui.links import address

SIZES = ("1", "2", "3")
SIZE_COOKIE, CONTRAST_COOKIE = "text_size", "contrast"


def _called(setting: str, request: HttpRequest, otherwise: Any) -> Any:
    """What the function named by `setting` says of this request; `otherwise` when none is named."""
    path = getattr(settings, setting, None)
    return import_string(path)(request) if path else otherwise


def reading(request: HttpRequest) -> tuple[str, bool]:
    """(text size "1" "2" "3", high contrast?) as the reader chose it, kept in two cookies."""
    size = request.COOKIES.get(SIZE_COOKIE, "1")
    return (size if size in SIZES else "1"), request.COOKIES.get(CONTRAST_COOKIE) == "1"


def _here(request: HttpRequest) -> str:
    """Where to come back to: the page shown or, as some addresses only take what is sent, the one it was sent from."""
    sent_from = urlsplit(request.headers.get("Referer", "") if request.method == "POST" else "")
    if sent_from.path and sent_from.netloc == request.get_host():
        return sent_from._replace(scheme="", netloc="").geturl()
    return request.get_full_path()


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of ui/base.html. A page of search results adds what was `searched` for.

    TREMANG_NAV names a function(request) -> [(label, url, current)]; TREMANG_WHO one -> (name, role in words).
    Both are asked only for somebody signed in.
    """
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    size, contrast = reading(request)
    classes = [f"text-{size}"] * (size != "1") + ["contrast"] * contrast
    return {
        "nav": _called("TREMANG_NAV", request, []) if signed_in else [],
        "who": _called("TREMANG_WHO", request, (str(user), "")) if signed_in else None,
        "me_url": address("accounts:me") if signed_in else "",
        "home_url": address("web:home") or "/",
        "search_url": address("web:search") if signed_in else "",
        "reading_url": address("ui:reading"),
        "reading_next": _here(request),
        "text_size": size,
        "text_sizes": SIZES,
        "contrast": contrast,
        "html_class": " ".join(classes),
        "today": today(),
    }
