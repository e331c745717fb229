"""The books of the 8 contents: their pages, and sixty readings written in one request by the clubs' own secretaries."""

import random
from collections.abc import Iterator, Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse

from tremang.accounts.models import Role, RoleKind, User
from tremang.areas.common.books import books as all_books
from tremang.bench import floors
from tremang.bench.load import Client, Sample, together
from tremang.bench.pages import ROUNDS, VIEWS, WARM
from tremang.bench.report import Result
from tremang.bench.server import USERNAME, cookies_of
from tremang.clubs.models import Club, State
from tremang.kernel.format import day as written
from tremang.meetings.hot import roll_ids

SEED = 20_261_126
READINGS, CLUBS = 60, 28  # readings in a request; clubs of each client
FIRST = 3  # rounds of each client that only warm up


def books(clients: Sequence[Client], size: str, today: date) -> Iterator[Result]:
    """Pages of the eight books, and the page of all of them, of another active club each time."""
    chooser = random.Random(SEED)
    ids = list(Club.objects.filter(state=State.ACTIVE).order_by("pk").values_list("pk", flat=True))
    chooser.shuffle(ids)
    names = ["areas:all", *(f"{code}:home" for code in all_books())]
    paths = [reverse(names[number % len(names)], args=[pk]) for number, pk in enumerate(ids)]
    floor = floors.median(lambda: floors.book(chooser.choice(ids), today))

    def path(number: int, turn: int) -> str:
        return paths[(number * 997 + turn) % len(paths)]

    together(clients, lambda client, number, turn: client.get(path(number, turn)), WARM)
    sample = together(clients, lambda client, number, turn: client.get(path(number, turn)), ROUNDS * VIEWS)
    yield Result("books", size, sample, floor)


def readings(clients: Sequence[Client], size: str, today: date) -> Iterator[Result]:
    """Sixty members measured, all of whom say yes for the first time, each round in one request."""
    clubs = _large_clubs(len(clients) * CLUBS, today)
    share = len(clubs) // len(clients)
    before = [client.cookies for client in clients]
    for number, client in enumerate(clients):
        client.cookies = cookies_of(
            _secretary(number, [club for club, _roll in clubs[number * share : (number + 1) * share]])
        )
    rounds = Sample()
    try:
        for begin, end in ((0, FIRST), (FIRST, share)):
            rounds = together(
                clients,
                lambda client, number, turn, begin=begin: client.post(
                    *_round(client, *clubs[number * share + begin + turn], today)
                ),
                end - begin,
            )
    finally:
        for client, cookies in zip(clients, before, strict=True):
            client.cookies = cookies
    yield Result("readings", size, rounds, floors.median(lambda: floors.readings(READINGS)))


def _large_clubs(count: int, today: date) -> list[tuple[Club, list[int]]]:
    """Active clubs with enough members, and whom each has on its roll."""
    found: list[tuple[Club, list[int]]] = []
    for club in Club.objects.filter(state=State.ACTIVE).select_related("place").order_by("pk"):
        roll = list(roll_ids(club.pk, today))
        if len(roll) >= READINGS:
            found.append((club, roll[:READINGS]))
        if len(found) == count:
            break
    return found


def _secretary(number: int, clubs: list[Club]) -> User:
    """One who keeps the books of these clubs: readings are for those who serve in the club alone."""
    found, made = User.objects.get_or_create(
        username=f"{USERNAME}_thu_ky_{number}", defaults={"full_name": "Người đo tốc độ"}
    )
    if made:
        for club in clubs:
            Role(user=found, kind=RoleKind.CLUB_SECRETARY, place=club.place, from_on=date(2026, 1, 1)).save(
                force_insert=True
            )
    return found


def _round(client: Client, club: Club, roll: list[int], today: date) -> tuple[str, list[tuple[str, str]]]:
    """The form of a round as the page sends it."""
    fields = [("csrfmiddlewaretoken", client.cookies[settings.CSRF_COOKIE_NAME]), ("on", written(today))]
    for number, pk in enumerate(roll):
        fields += [(f"yes-{pk}", "1"), (f"bp-{pk}", f"{120 + number % 30}/80"), (f"kg-{pk}", f"{45 + number % 25},5")]
    return reverse("health:measure", args=[club.pk]), fields
