"""The boards of the reports, with whatever reports there are: who owes what, who is late, the calendar of completeness."""

import random
from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse

from tremang.bench import floors
from tremang.bench.load import Client, timed, together
from tremang.bench.pages import ROUNDS, VIEWS, WARM
from tremang.bench.report import Result
from tremang.kernel.periods import add_months
from tremang.places.models import Kind, Place
from tremang.reports.models import Report
from tremang.reports.queries import completeness

SEED = 20_261_128
MONTHS, TIMES = 60, 40


def report_boards(clients: Sequence[Client], size: str, today: date) -> Iterator[Result]:
    """What is due, who is late and the calendar, of the City and of another commune each time.

    `first_ms` is the first look at the City's page of who is late; it is kept until the next act.
    """
    chooser = random.Random(SEED)
    codes = list(
        Place.objects.filter(kind=Kind.COMMUNE, valid_to__isnull=True).order_by("code").values_list("code", flat=True)
    )
    chooser.shuffle(codes)
    late, calendar = reverse("reports:late"), reverse("reports:calendar")
    of_city = [
        reverse("reports:home"), late, f"{late}?loai=club-month", calendar, f"{calendar}?loai=club-month",
    ]  # fmt: skip
    of_communes = [f"{page}?noi={code}" for code in codes for page in (late, calendar)]
    paths = [path for number, path in enumerate(of_communes) for path in (path, of_city[number % len(of_city)])]
    floor = floors.median(lambda: floors.completeness(add_months(today, -MONTHS), today))

    def path(number: int, turn: int) -> str:
        return paths[(number * 997 + turn) % len(paths)]

    first = timed(lambda: clients[0].get(late), 1)
    for city_path in of_city:
        clients[0].get(city_path)
    together(clients, lambda client, number, turn: client.get(path(number, turn)), WARM)
    sample = together(clients, lambda client, number, turn: client.get(path(number, turn)), ROUNDS * VIEWS)
    extra = (("first_ms", first.percentile(50)), ("reports", Report.objects.count()))
    yield Result("report_boards", size, sample, floor, extra=extra)


def report_completeness(size: str, today: date) -> Iterator[Result]:
    """The matrix of all communes, sixty months, all kinds; `first_ms` is the look at which nothing was kept yet."""
    since = add_months(today, -MONTHS)
    first = timed(lambda: completeness(since, today), 1)
    sample = timed(lambda: completeness(since, today), TIMES)
    floor = floors.median(lambda: floors.completeness(since, today))
    yield Result(
        "report_completeness", size, sample, floor,
        extra=(("first_ms", first.percentile(50)), ("reports", Report.objects.count())),
    )  # fmt: skip
