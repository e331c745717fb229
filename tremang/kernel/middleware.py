"""Answers to what goes wrong before or within a page: a sentence with its status, never a broken page."""

import sys
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import activate, gettext_noop
from django.views.defaults import server_error

from tremang.kernel.busy import DATABASE_BUSY, Busy, is_busy, retry_after
from tremang.kernel.problems import Problem

LARGEST_ID = 2**63 - 1
TOO_LARGE = gettext_noop("Nội dung gửi lên dài quá %(megabytes)s MB nên chưa nhận được. Mời chia làm nhiều lần gửi.")
NOT_OPENED = gettext_noop("Địa chỉ này không mở thẳng được. Mời quay lại trang trước rồi bấm nút ở đó.")


class NotOpened(Problem):
    """An address that only takes what is sent to it was opened, or the other way round (HTTP 405)."""

    status = 405


class TooLarge(Problem):
    """The body of a request is longer than the product reads (HTTP 413)."""

    status = 413


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asks, not a browser: no form of a browser sends JSON."""
    accept = request.headers.get("accept", "")
    return request.content_type == "application/json" or ("application/json" in accept and "text/html" not in accept)


def said(problem: Problem) -> JsonResponse:
    """The problem as programs read it."""
    parts = {"code": problem.code, "field": problem.field, "sentence": problem.sentence}
    response = JsonResponse(parts, status=problem.status, json_dumps_params={"ensure_ascii": False})
    if isinstance(problem, Busy):
        response["Retry-After"] = str(retry_after())
    return response


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem's sentence as a page, or as JSON for a program."""
    if wants_json(request):
        return said(problem)
    template = "403.html" if problem.status == 403 else "kernel/problem.html"
    return render(request, template, {"problem": problem.sentence}, status=problem.status)


def broken(request: HttpRequest) -> HttpResponse:
    """The answer to what nobody caught (handler500): the page of an error, or, from a database that is kept from us,
    when to come back. It asks the database for nothing."""
    if not is_busy(sys.exc_info()[1]):
        return server_error(request)
    busy = Busy("busy", DATABASE_BUSY)
    if wants_json(request):
        return said(busy)
    page = render_to_string("kernel/problem.html", {"problem": busy.sentence})
    return HttpResponse(page, status=busy.status, headers={"Retry-After": str(retry_after())})


def in_our_language(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Says once for each request which language there is: asked for a word while none is set, Django looks for it in vain first.

    Some hundred words stand on a page; so a tenth of the time of a club's page is spared.
    """

    def answer_in_it(request: HttpRequest) -> HttpResponse:
        activate(settings.LANGUAGE_CODE)
        return get_response(request)

    return answer_in_it


class Problems:
    """Turns a `Problem` that no view caught into its page; refuses what no page could read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        plain = not (request.content_type or "").startswith("multipart/")
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if plain and limit is not None and int(request.META.get("CONTENT_LENGTH") or 0) > limit:
            return answer(request, TooLarge("too_large", TOO_LARGE, megabytes=limit // 2**20))
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            told = answer(request, NotOpened("not_opened", NOT_OPENED))
            told["Allow"] = response["Allow"]
            return told
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> None:
        """An id no row can have is the id of nothing; a NUL byte is no text to any engine."""
        for value in kwargs.values():
            if (isinstance(value, int) and value > LARGEST_ID) or (isinstance(value, str) and "\0" in value):
                raise Http404
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page of a problem; anything else is left to the site's own handling."""
        return answer(request, exception) if isinstance(exception, Problem) else None
