"""What other programs send: JSON in, JSON out, refusals included."""

from hashlib import sha256

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from tremang.accounts.powers import Verb, require
from tremang.agenda.bundle import Sent, recorded
from tremang.clubs.models import Club
from tremang.exchange import problems, told
from tremang.inbox.applying import Sender
from tremang.inbox.kinds.meeting import keep_sent
from tremang.kernel import clock
from tremang.kernel.lock import worked_out_ahead
from tremang.kernel.middleware import said
from tremang.kernel.problems import Problem
from tremang.meetings.models import Meeting


class Unknown(Problem):
    """What the address names is not there (HTTP 404)."""

    status = 404


class Unsupported(Problem):
    """The body is of another kind than the address takes (HTTP 415)."""

    status = 415


@require_POST
def whole_meeting(request: HttpRequest, club: int) -> JsonResponse:
    """Record a meeting with everything that was told of it, in one act; see docs/how-to/api.md.

    The same request sent again is answered as the first time, and changes nothing.
    """
    try:
        return JsonResponse(_recorded(request, club), json_dumps_params={"ensure_ascii": False})
    except Problem as problem:
        return said(problem)


def _recorded(request: HttpRequest, club_id: int) -> dict[str, object]:
    today = clock.today()
    club = Club.objects.select_related("place").filter(pk=club_id).first()
    if club is None:
        raise Unknown("no_club", problems.NO_CLUB)
    require(request.user, Verb.RECORD_MEETING, club.place, today)
    if request.content_type != "application/json":
        raise Unsupported("not_json", problems.NOT_JSON)
    key, data, money, body = told.read(request.body)
    sent = Sent(key, sha256(request.body).hexdigest())
    text = told.submission(key, club.pk, body)

    def act() -> Meeting:
        meeting, slips = recorded(club, data, money, by=request.user, today=today, sent=sent)
        keep_sent(text, Sender(None, request.user, club, today, clock.now()), meeting, slips)
        return meeting

    meeting = worked_out_ahead(club.pk, act)
    return {
        "meeting": str(meeting.pk), "held_on": meeting.held_on.isoformat(), "present": meeting.present,
        "expected": meeting.expected,
    }  # fmt: skip
