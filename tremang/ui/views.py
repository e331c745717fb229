"""The style sheet, the reader's choice of text, and the gallery of parts."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_POST

from tremang.ui import gallery
from tremang.ui.context import CONTRAST_COOKIE, SIZE_COOKIE, SIZES
from tremang.ui.stylesheet import stylesheet

YEAR = 365 * 24 * 3600


@require_GET
@gzip_page
def css(request: HttpRequest, digest: str) -> HttpResponse:
    """The joined style sheet. An old digest still gets today's text, but is not kept."""
    current, text = stylesheet()
    response = HttpResponse(text, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable" if digest == current else "no-cache"
    return response


@require_POST
def reading(request: HttpRequest) -> HttpResponseRedirect:
    """Keep the text size (`size` 1-3) or the contrast (`contrast` 0/1) and go back to `next` on this site."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    for name, allowed, cookie in (("size", SIZES, SIZE_COOKIE), ("contrast", ("0", "1"), CONTRAST_COOKIE)):
        value = request.POST.get(name)
        if value in allowed:
            response.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    return response


@require_GET
def parts(request: HttpRequest) -> HttpResponseBase:
    """Every shared part with its states; only while DEBUG is on."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "ui/gallery.html", gallery.sample(request))
