"""The way of every page that enters one thing: read, act, say what was done; or show it again with a sentence."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tremang.kernel.problems import Problem
from tremang.ui.entry import tell
from tremang.ui.said import said

Done = tuple[str, str]  # what was done, and the address that takes it back ("" where there is none)


def entry_page(
    request: HttpRequest, template: str, form: BaseForm, act: Callable[[dict[str, Any]], Done],
    then: str | Callable[[dict[str, Any]], str],
    context: Callable[[], dict[str, Any]],
) -> HttpResponse:  # fmt: skip
    """The answer to GET and POST. `act` gets the cleaned data; a refusal stands at its field, all input kept.

    Then it goes on to `then`, an address or what gives one for the cleaned data. What the user may not do at all (403) goes on
    to its own page.
    """
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                sentence, undo_url = act(form.cleaned_data)
            except Problem as problem:
                if problem.status == 403:
                    raise
                tell(form, problem)
                status = problem.status
            else:
                said(request, sentence, undo_url)
                return redirect(then(form.cleaned_data) if callable(then) else then)
    return render(request, template, {**context(), "form": form}, status=status)
