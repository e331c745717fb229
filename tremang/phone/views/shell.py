"""The shell: the page of the phone, its manifest, its service worker, and its files under one versioned address."""

import json
from typing import Any
from urllib.parse import quote

from csp.decorators import csp_exempt
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from tremang.phone.assets import PACK, START, shell

YEAR = 365 * 24 * 3600
PAPER = "#FAF8F2"  # --paper
ICONS = (("icon-192.png", 192, "any"), ("icon-512.png", 512, "any"), ("icon-maskable-512.png", 512, "maskable"))


def _address(name: str) -> str:
    return reverse("phone:asset", args=[shell().version, name])


def _folder() -> str:
    return _address(START).removesuffix(START)


def _picture(name: str) -> str:
    """A small drawing as part of the page, so that no line is asked for it."""
    return f"data:image/svg+xml,{quote(shell().files[name].plain.decode(), safe=' /:=')}"


@require_GET
@gzip_page
def page(request: HttpRequest) -> HttpResponse:
    """The page that the app lives on; without scripts it says what it is and what to do.

    The same for everybody, so nothing of who asks is looked at: a phone may keep it.
    """
    files = shell()
    context: dict[str, Any] = {
        "styles": [_address(name) for name in files.styles], "start": _address(START), "version": files.version,
        "theme": PAPER, "icon": _picture("icons/icon.svg"), "touch_icon": _address("icons/icon-192.png"),
    }  # fmt: skip
    response = HttpResponse(render_to_string("phone/page.html", context))
    response["Cache-Control"] = "no-cache"
    return response


@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """What the phone needs to put the app on its first screen."""
    home = reverse("phone:page")
    told = {
        "name": _("Sổ câu lạc bộ"), "short_name": _("Tre Măng"), "description": _("Sổ của câu lạc bộ, dùng được khi không có mạng."),
        "lang": "vi", "id": home, "start_url": home, "scope": home, "display": "standalone", "orientation": "portrait",
        "background_color": PAPER, "theme_color": PAPER, "categories": ["productivity"],
        "icons": [
            {"src": _address(f"icons/{name}"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for name, size, purpose in ICONS
        ],
    }  # fmt: skip
    response = HttpResponse(json.dumps(told, ensure_ascii=False), content_type="application/manifest+json")
    response["Cache-Control"] = "no-cache"
    return response


@require_GET
@gzip_page
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker with the list of what it keeps; a byte of difference here is an update for every phone."""
    files = shell()
    context = {
        "version": files.version, "home": json.dumps(reverse("phone:page")), "sync": json.dumps(reverse("phone:sync")),
        "manifest": json.dumps(reverse("phone:manifest")),
        "first": json.dumps([_address(name) for name in files.first]),
        "folder": json.dumps(_folder()), "pack": json.dumps(_address(PACK)),
        "rest": json.dumps([_address(name) for name in files.rest]),
    }  # fmt: skip
    response = HttpResponse(render_to_string("phone/worker.js", context), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["Service-Worker-Allowed"] = reverse("phone:page")
    return response


@require_GET
@csp_exempt()
@xframe_options_exempt
def asset(request: HttpRequest, version: str, name: str) -> HttpResponse:
    """A file of the shell. A version that is no longer served is not mixed with this one: the app asks for its update.

    What says how a page may be used says nothing of a file, so it does not travel with each of them.
    """
    files = shell()
    found = files.pack if name == PACK else files.files.get(name)
    if version != files.version or found is None:
        raise Http404
    packs = found.packed is not None and "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(found.packed if packs else found.plain, content_type=found.kind)
    if packs:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response
