"""What was typed into a form waits while its writer goes to ask for a consent, or takes a suggestion: in his session.

One form waits at a time, under its address, until a record is written there. It may tell of somebody's health or
hardship, so it never goes into an address.
"""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict

from tremang.areas.common.forms import RecordForm

KEPT = "areas_kept"  # the name in the session
SUGGESTED = "viec"  # what an address fills in of what was done, and the button that asks for it
MEMBER = "ai"  # of whom
_OF_THE_FORM = ("csrfmiddlewaretoken", "ma", "chac", SUGGESTED)
MOST = 20_000  # letters: more than any form holds


def suggested(request: HttpRequest) -> str:
    """The address at which the form stands with the suggestion whose button was pressed and all else as typed; "" else."""
    what = request.POST.get(SUGGESTED, "")[:200]
    if not what:
        return ""
    _keep(request, what)
    return f"{request.path}?{urlencode({SUGGESTED: what})}#id_what"


def fill(request: HttpRequest, form: RecordForm) -> None:
    """Show again what waits for this form, where the address names the same member or the same suggestion."""
    path, text = request.session.get(KEPT, ("", ""))
    if form.is_bound or path != request.path:
        return
    typed = QueryDict(text)
    asked = ((MEMBER, "membership_id"), (SUGGESTED, "what"))
    if any(request.GET.get(one) and request.GET[one] == typed.get(name) for one, name in asked):
        for name, field in form.fields.items():
            field.initial = field.widget.value_from_datadict(typed, {}, name)


def keep_refused(request: HttpRequest, form: RecordForm, answer: HttpResponse) -> HttpResponse:
    """Keep what was sent where the answer leads to asking somebody; forget it once it is written. The answer itself."""
    if request.method == "POST" and form.ways:
        _keep(request)
    elif (
        request.method == "POST"
        and answer.status_code == 302
        and request.session.get(KEPT, ("", ""))[0] == request.path
    ):
        del request.session[KEPT]
    return answer


def _keep(request: HttpRequest, what: str = "") -> None:
    typed = request.POST.copy()
    for name in _OF_THE_FORM:
        typed.pop(name, None)
    if what:
        typed["what"] = what
    text = typed.urlencode()
    if len(text) <= MOST:
        request.session[KEPT] = (request.path, text)
