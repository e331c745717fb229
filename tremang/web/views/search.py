"""The page behind the one search box."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from tremang.kernel.clock import today
from tremang.kernel.middleware import wants_json
from tremang.web.search import search


def search_page(request: HttpRequest) -> HttpResponse:
    """What ?q= finds, as a page or as JSON."""
    query = request.GET.get("q", "").strip()
    groups = search(query, request.user, today())
    if wants_json(request):
        found = [
            {"title": group.title, "more": group.more, "hits": [vars(hit) for hit in group.hits]} for group in groups
        ]
        return JsonResponse({"query": query, "groups": found}, json_dumps_params={"ensure_ascii": False})
    return render(request, "web/search.html", {"query": query, "searched": query, "groups": groups})
