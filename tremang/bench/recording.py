"""Recording meetings of about sixty members: over HTTP as a secretary does, and the act itself without a page around it."""

import multiprocessing
import random
import time
from collections.abc import Sequence
from datetime import date, timedelta

from django.db import connections
from django.db.models import Count, Q

from tremang.bench.load import CLIENTS, Sample
from tremang.bench.server import user
from tremang.clubs.models import Club, State
from tremang.meetings.actions import record_meeting as record
from tremang.meetings.data import Done, MeetingData
from tremang.meetings.models import Meeting

SEED = 20_260_925
LEAST, MOST = 55, 65
Occasion = tuple[int, date]


def occasions(today: date, count: int) -> list[Occasion]:
    """`count` days of the last four weeks on which clubs of about sixty could have met and have not, in random order."""
    running = Count("membership", filter=Q(membership__left_on__isnull=True))
    clubs = (
        Club.objects.filter(state=State.ACTIVE, launched_on__lt=today - timedelta(days=60))
        .annotate(running=running)
        .filter(running__range=(LEAST, MOST))
        .exclude(staterow__from_on__gt=today - timedelta(days=60))
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    taken = set(Meeting.objects.filter(held_on__gt=today - timedelta(days=30)).values_list("club_id", "held_on"))
    found = [
        occasion
        for pk in clubs
        for back in range(1, 29)
        if (occasion := (pk, today - timedelta(days=back))) not in taken
    ]
    random.Random(SEED).shuffle(found)
    return found[:count]


def acts(today: date, meetings: Sequence[Occasion]) -> Sample:
    """The act alone, in four processes that write at the same time."""
    connections.close_all()
    begun = time.perf_counter()
    parts = [(today, meetings[number::CLIENTS]) for number in range(CLIENTS)]
    with multiprocessing.get_context("fork").Pool(CLIENTS) as pool:
        times = [seconds for part in pool.map(_record, parts) for seconds in part]
    return Sample(times, time.perf_counter() - begun)


def _record(part: tuple[date, Sequence[Occasion]]) -> list[float]:
    today, meetings = part
    by, times = user(), []
    done = {area: Done("Theo kế hoạch tháng") for area in range(1, 9)}
    for pk, day in meetings:
        club = Club.objects.select_related("place").get(pk=pk)
        begun = time.perf_counter()
        record(club, MeetingData(held_on=day, done=done, themes=("digital",)), by=by, today=today)
        times.append(time.perf_counter() - begun)
    connections.close_all()
    return times
