"""The pages: four people who never pause, each asking for the next page as soon as the last one is there."""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from tremang.bench import floors
from tremang.bench.load import Client, Sample, together
from tremang.bench.report import Result
from tremang.bench.server import as_roles
from tremang.clubs.models import Club, State
from tremang.facts.actions import catch_up
from tremang.kernel.events import models_of, record
from tremang.kernel.lock import writing
from tremang.kernel.models import Event, Stale
from tremang.kernel.periods import half_of
from tremang.members.models import Person
from tremang.places.models import Kind, Place

MARKS = (1, 500, 5_000)
WARM, ROUNDS, VIEWS = 10, 5, 25
SEED = 20_260_923
ACT = "bench"  # the verb of the events that the rounds leave


def city_board(clients: Sequence[Client], size: str, today: date) -> Iterator[Result]:
    """The City's board, with 1, 500 and 5,000 marks put down before each round of views."""
    path = reverse("web:city")
    floor = floors.median(lambda: floors.city_board(today))
    _warm(clients, lambda _number: path)
    for marks in MARKS:
        views = 1 if marks == 1 else VIEWS
        yield _with_marks("city_board", clients, size, marks, lambda _client, _turn: path, floor, today, views)


def commune(clients: Sequence[Client], size: str, today: date) -> Iterator[Result]:
    """Pages of communes with clubs, another one each time."""
    chooser = random.Random(SEED)
    places = list(Place.objects.filter(kind=Kind.COMMUNE, valid_to__isnull=True).order_by("code"))
    chooser.shuffle(places)
    paths = [reverse("web:commune", args=[place.code]) for place in places]
    floor = floors.median(lambda: floors.commune(chooser.choice(places).path, today))
    _look_once(places, today)
    _warm(clients, lambda number: paths[number % len(paths)])
    for marks in MARKS:
        views = 1 if marks == 1 else VIEWS
        yield _with_marks("commune", clients, size, marks, _each(paths), floor, today, views)


def club(clients: Sequence[Client], size: str, today: date) -> Iterator[Result]:
    """Pages of active clubs, another one each time."""
    chooser = random.Random(SEED)
    ids = list(Club.objects.filter(state=State.ACTIVE).order_by("pk").values_list("pk", flat=True))
    chooser.shuffle(ids)
    paths = [reverse("web:club", args=[pk]) for pk in ids]
    floor = floors.median(lambda: floors.club(chooser.choice(ids), today))
    _warm(clients, lambda number: paths[number % len(paths)])
    for marks in MARKS:
        views = 1 if marks == 1 else VIEWS
        yield _with_marks("club", clients, size, marks, _each(paths), floor, today, views)


def search_l(clients: Sequence[Client], size: str, today: date) -> Iterator[Result]:
    """Names without marks among 150,000 persons: whole names, the last two words, the given name alone.

    Asked by the roles that there are, and beside it by somebody who may see every person in the City, which no role may.
    """
    chooser = random.Random(SEED)
    keys = list(Person.objects.order_by("pk").values_list("name_fold", flat=True)[:150_000])
    names = [key.split() for key in chooser.sample(keys, 400)]
    asked = [" ".join(name[-chooser.choice([1, 2, 3]) :]) for name in names]
    paths = [f"{reverse('web:search')}?{urlencode({'q': words})}" for words in asked]
    floor = floors.median(lambda: floors.search(chooser.choice(asked)))
    persons = ("persons", Person.objects.count())

    def ask(askers: Sequence[Client], who: str) -> Result:
        _warm(askers, lambda number: paths[number % len(paths)])
        sample = together(askers, lambda client, number, turn: client.get(_each(paths)(number, turn)), ROUNDS * VIEWS)
        return Result("search_L", size, sample, floor, extra=(persons, ("asked_by", who)))

    with as_roles(clients) as askers:
        yield ask(askers, "roles")
    yield ask(clients, "anybody")


def _each(paths: Sequence[str]) -> Callable[[int, int], str]:
    return lambda number, turn: paths[(number * 997 + turn) % len(paths)]


def _warm(clients: Sequence[Client], path: Callable[[int], str]) -> None:
    together(clients, lambda client, number, turn: client.get(path(number + 4 * turn)), WARM)


def _look_once(places: Sequence[Place], today: date) -> None:
    """Who is first at a commune in a half-month works out what its books held on the eve; what is measured comes after that."""
    clubs = list(Club.objects.order_by("pk").values_list("pk", flat=True))
    _happen(clubs, ["meetings.meeting"] * len(clubs), today)
    for place in places:
        catch_up(place, today)


def _happen(clubs: Sequence[int], touched: Sequence[str], today: date) -> None:
    """Leave what acts at `clubs` leave behind them: marks, and an event, without which pages may answer from memory."""
    with writing(clubs[0]):
        record(clubs[0], ACT, f"clubs.club:{clubs[0]}", by_id=0)
        half = half_of(today)
        Stale.objects.bulk_create(
            [Stale(node_id=pk, half=half, touched=models) for pk, models in zip(clubs, touched, strict=True)]
        )


def _newest_acts(count: int) -> list[str]:
    """The models whose rows the newest acts of clubs touched: what marks say after a day or a month of work."""
    acts = Event.objects.filter(chain_id__in=Club.objects.values("pk")).exclude(verb=ACT).order_by("-at", "-pk")
    return [models_of(digests) for digests in acts.values_list("digests", flat=True)[:count]]


def _with_marks(
    name: str, clients: Sequence[Client], size: str, marks: int, path: Callable[[int, int], str], floor: float,
    today: date, views: int,
) -> Result:  # fmt: skip
    """`ROUNDS` rounds in which marks land and then each client looks `views` times; a single mark lands 25 times as often."""
    chooser = random.Random(SEED + marks)
    clubs = list(Club.objects.filter(state=State.ACTIVE).order_by("pk").values_list("pk", flat=True))
    acts = _newest_acts(max(MARKS))
    sample, first = Sample(), []
    for turn in range(ROUNDS * VIEWS // views):
        _happen(chooser.choices(clubs, k=marks), chooser.choices(acts, k=marks), today)
        part = together(
            clients,
            lambda client, number, step, turn=turn: client.get(path(number, turn * views + step)),
            views,
        )
        first.append(max(part.times))
        sample.add(part)
    slowest = 1000 * sorted(first)[len(first) // 2]
    return Result(name, size, sample, floor, marks, (("first_ms", slowest),))
