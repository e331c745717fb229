"""The real server for the bench, and browsers signed in on it."""

import http.client
import os
import random
import socket
import string
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from django.conf import settings
from django.core.management.base import CommandError
from django.test import Client as Door

from tremang.accounts.models import Role, RoleKind, User
from tremang.bench.homes import TREMANG
from tremang.bench.load import CLIENTS, Client
from tremang.places.models import Kind, Place
from tremang.places.queries import city

READY_SECONDS = 120
PORTS = range(20_000, 32_000)  # below those that connections begin from
USERNAME = "do_toc_do"


def free_port() -> int:
    """A port of this machine that nobody listens on, and from which no connection begins.

    Whoever knocks at one of the latter while no server is there comes to be connected with himself in the end.
    """
    for port in random.sample(PORTS, len(PORTS)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise CommandError("Không còn cổng nào trống để đo.")


@contextmanager
def served() -> Iterator[list[Client]]:
    """The server on a free port, and four clients signed in; ended and waited for afterwards."""
    port = free_port()
    server = subprocess.Popen(
        [*TREMANG, "serve", "--host", "127.0.0.1", "--port", str(port)], env=os.environ, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    clients = [Client(port, cookies_of(user())) for _number in range(CLIENTS)]
    try:
        _wait(server, port)
        yield clients
    finally:
        for client in clients:
            client.close()
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def user() -> User:
    """One who may see and record everything: City staff, and officer over every commune."""
    found, made = User.objects.get_or_create(username=USERNAME, defaults={"full_name": "Người đo tốc độ"})
    if made:
        for kind in (RoleKind.CITY_STAFF, RoleKind.COMMUNE_OFFICER):
            Role(user=found, kind=kind, place=city(), from_on=date(2026, 1, 1)).save(force_insert=True)
    return found


@contextmanager
def as_roles(clients: Sequence[Client]) -> Iterator[list[Client]]:
    """The same connections, each asked through by another role: the City, two communes, a club's secretary."""
    duties = [
        (RoleKind.CITY_STAFF, city()),
        *((RoleKind.COMMUNE_OFFICER, place) for place in _busiest_communes()),
        (RoleKind.CLUB_SECRETARY, Place.objects.filter(kind=Kind.CLUB).order_by("path")[0]),
    ]
    before = [client.cookies for client in clients]
    for client, (kind, place) in zip(clients, duties, strict=True):
        who, made = User.objects.get_or_create(username=f"{USERNAME}_{place.pk}", defaults={"full_name": "Người đo"})
        if made:
            Role(user=who, kind=kind, place=place, from_on=date(2026, 1, 1)).save(force_insert=True)
        client.cookies = cookies_of(who)
    try:
        yield list(clients)
    finally:
        for client, cookies in zip(clients, before, strict=True):
            client.cookies = cookies


def _busiest_communes() -> list[Place]:
    """The two communes with the most clubs."""
    codes = Counter(path.split(".")[2] for path in Place.objects.filter(kind=Kind.CLUB).values_list("path", flat=True))
    return [Place.objects.get(code=code) for code, _clubs in codes.most_common(2)]


def cookies_of(who: User) -> dict[str, str]:
    """The cookies of a fresh session; the token against forged forms is a pair that a browser would have got."""
    door = Door()
    door.force_login(who)
    token = "".join(random.Random(USERNAME).choices(string.ascii_letters + string.digits, k=32))
    session = door.cookies[settings.SESSION_COOKIE_NAME].value
    return {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: token}


def _wait(server: subprocess.Popen, port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            line.request("GET", "/health", headers={"Host": "localhost"})
            if line.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            line.close()
    raise CommandError("Máy chủ để đo không lên được.")
