"""Recording meetings of about sixty members, over HTTP as a secretary does.

What is measured is the last step of the flow: everything has been entered and is kept as a draft; one press records
the meeting (roll-call, contents, event, stale mark) and forgets the draft. Drafts are put down between the rounds.
Beside it stands the act alone, without a page around it, in four processes that write at the same time.
"""

import multiprocessing
import random
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.conf import settings
from django.db import connections
from django.db.models import Count, Q
from django.urls import reverse

from tremang.agenda.models import Draft
from tremang.agenda.sitting import new_sitting
from tremang.agenda.steps import REVIEW, SLUGS
from tremang.bench import floors
from tremang.bench.load import CLIENTS, Client, Sample, together
from tremang.bench.report import Result
from tremang.bench.server import user
from tremang.clubs.models import Club, State
from tremang.kernel import clock
from tremang.meetings.actions import record_meeting as record
from tremang.meetings.data import Done, MeetingData
from tremang.meetings.models import Meeting

SEED = 20_260_925
LEAST, MOST = 55, 65  # members
ROUNDS, CLUBS = 6, 200


def record_meeting(clients: Sequence[Client], size: str, today: date) -> Iterator[Result]:
    """Six rounds of up to 200 meetings, each at another club; the first round only warms up."""
    sample = Sample()
    rounds = list(occasions(today))
    for number, meetings in enumerate(rounds[:ROUNDS]):
        _drafts(meetings, today)
        paths = [reverse("agenda:step", args=[club, REVIEW]) for club, _day in meetings]
        share = len(paths) // len(clients)
        part = together(
            clients,
            lambda client, mine, turn, paths=paths, share=share: client.post(
                paths[mine * share + turn], [("csrfmiddlewaretoken", client.cookies[settings.CSRF_COOKIE_NAME])]
            ),
            share,
        )
        if number:
            sample.add(part)
    alone = acts(today, [occasion for meetings in rounds[ROUNDS : 2 * ROUNDS] for occasion in meetings])
    extra = (("act_p50_ms", alone.percentile(50)), ("act_p99_ms", alone.percentile(99)), ("act_rate", alone.rate))
    yield Result("record_meeting", size, sample, floors.recording(), extra=extra)


def occasions(today: date) -> Iterator[list[tuple[int, date]]]:
    """Rounds of (club, day): clubs of about sixty, and a day of the last weeks on which each has not met."""
    since = today - timedelta(days=60)
    clubs = list(
        Club.objects.filter(state=State.ACTIVE, launched_on__lt=since)
        .annotate(running=Count("membership", filter=Q(membership__left_on__isnull=True)))
        .filter(running__range=(LEAST, MOST))
        .exclude(staterow__from_on__gt=since)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    random.Random(SEED).shuffle(clubs)
    taken = set(Meeting.objects.filter(held_on__gt=since).values_list("club_id", "held_on"))
    for back in range(1, 29):
        day = today - timedelta(days=back)
        yield [(pk, day) for pk in clubs[:CLUBS] if (pk, day) not in taken]


def acts(today: date, meetings: Sequence[tuple[int, date]]) -> Sample:
    """The act alone, in four processes that write at the same time."""
    connections.close_all()
    parts = [(today, meetings[number::CLIENTS]) for number in range(CLIENTS)]
    with multiprocessing.get_context("fork").Pool(CLIENTS) as pool:
        begun = time.perf_counter()
        times = [seconds for part in pool.map(_record, parts) for seconds in part]
        return Sample(times, time.perf_counter() - begun)


def _record(part: tuple[date, Sequence[tuple[int, date]]]) -> list[float]:
    today, meetings = part
    by, times = user(), []
    done = {area: Done("Theo kế hoạch tháng") for area in range(1, 9)}
    clubs = Club.objects.select_related("place").in_bulk([pk for pk, _day in meetings])
    for pk, day in meetings:
        begun = time.perf_counter()
        record(clubs[pk], MeetingData(held_on=day, done=done, themes=("digital",)), by=by, today=today)
        times.append(time.perf_counter() - begun)
    connections.close_all()
    return times


def _drafts(meetings: Sequence[tuple[int, date]], today: date) -> None:
    """What a secretary has kept when only the last press is left: five contents with a line, one theme, one absent."""
    by = user()
    Draft.objects.filter(user_id=by.pk).delete()
    clubs = Club.objects.select_related("place__parent__parent").in_bulk([pk for pk, _day in meetings])
    lines = {str(area): {"note": "Theo kế hoạch tháng", "counts": {}} for area in range(1, 6)}
    drafts = []
    for pk, day in meetings:
        body = new_sitting(clubs[pk], by, today).body | {
            "held_on": day.isoformat(), "next_on": "", "done": lines, "themes": ["digital"],
            "decisions": "Góp quỹ tháng như đã thống nhất.", "steps": SLUGS[:-1],
        }  # fmt: skip
        drafts.append(Draft(club_id=pk, user_id=by.pk, body=body, updated_at=clock.now()))
    Draft.objects.bulk_create(drafts)
