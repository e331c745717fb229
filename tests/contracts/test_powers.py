"""Every address × every role × every relation (own, sister, above, below, none), against the table of powers.

Ids of other clubs, communes, persons, meetings and users are put into each address. Where the table says no, the
answer is a refusal, nothing is written, and no name of a person out of reach is shown.
"""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from python_calamine import CalamineWorkbook

from tests.cast import TODAY, World
from tests.contracts.powers_of_urls import GUARDS
from tests.contracts.scene import Scene, Target, scene_of_contracts  # noqa: F401 a fixture
from tremang.accounts.middleware import PUBLIC
from tremang.accounts.models import User
from tremang.accounts.powers import Verb, holds_any, may
from tremang.kernel.models import Event
from tremang.members.models import Membership
from tremang.places.models import Place

# The second step is django-allauth's own and knows no place.
FOREIGN = ("mfa_",)
REFUSED = {403}


@cache
def addresses() -> dict[str, list[str]]:
    """Every named address of the product, and what its arguments are called."""

    def walk(patterns, prefix="") -> Iterator[tuple[str, list[str]]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
            elif isinstance(pattern, URLPattern):
                name = f"{prefix}{pattern.name}" if pattern.name else f"{prefix}?{pattern.pattern}"
                yield name, [type(converter).__name__ for converter in pattern.pattern.converters.values()]

    return dict(walk(get_resolver().url_patterns))


def names() -> list[str]:
    return sorted(addresses())


def address_of(name: str, target: "Target") -> tuple[str, bool]:
    """The address about `target`, and whether arguments beyond it had to be made up."""
    more = addresses()[name][len(target.args) :]
    made_up = [1 if kind == "IntConverter" else "x" for kind in more]
    return reverse(name, args=[*target.args, *made_up]) + target.query, bool(made_up)


def rooms() -> list[str]:
    return sorted({name.partition(":")[0] for name in names() if name in GUARDS})


def test_every_address_says_which_power_guards_it():
    missing = [name for name in names() if name not in GUARDS and name not in PUBLIC and not name.startswith(FOREIGN)]
    assert not missing, f"tests/contracts/powers_of_urls.py lacks: {missing}"
    assert not set(GUARDS) - set(names()), "guards of addresses that do not exist"


def allowed(user: User, verb: Verb | None, target: Target) -> bool:
    """What the table says."""
    if verb is None:
        return True
    if target.read_by and verb not in target.read_by:
        return any(allowed(user, one, target) for one in target.read_by)
    if target.place is None:
        return holds_any(user, verb, TODAY)
    places = target.place if isinstance(target.place, list) else [target.place]
    return any(may(user, verb, place, TODAY) for place in places)


def words_in(body: bytes) -> str:
    """What can be read in an answer: a page as it is, a sheet by its cells."""
    if not body.startswith(b"PK"):
        return body.decode("utf-8", "replace")
    book = CalamineWorkbook.from_filelike(BytesIO(body))
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    return "\n".join(str(cell) for row in rows for cell in row)


def ask(client: Client, url: str, sent: bool) -> tuple[int, str, int]:
    """Status, text and the number of events written; everything is undone afterwards."""
    before = Event.objects.count()
    with transaction.atomic():
        answer = client.post(url) if sent else client.get(url)
        written = Event.objects.count() - before
        text = (
            b"".join(answer.streaming_content).decode("latin-1")
            if answer.streaming
            else answer.content.decode("utf-8", "replace")
        )
        transaction.set_rollback(True)
    return answer.status_code, text, written


def hidden_names(world: World, user: User) -> set[str]:
    """Names of members that the user may not see; those who also sign in are known by name anyway."""
    members = Membership.objects.select_related("person", "club__place")
    users = {known.full_name for known in world.users.values()}
    seen, all_names = set(), set()
    for row in members:
        all_names.add(row.person.full_name)
        if may(user, Verb.SEE_PERSONS, row.club.place, TODAY):
            seen.add(row.person.full_name)
    return all_names - seen - users


@pytest.mark.django_db
@pytest.mark.parametrize("room", rooms())
def test_the_addresses_of_a_room_obey_the_table(scene, room):
    wrong = []
    for who, user in readers(scene).items():
        client = scene.clients[who]
        hidden = hidden_names(scene.world, user)
        for name in names():
            if name not in GUARDS or name.partition(":")[0] != room:
                continue
            for sent in (False, True) if GUARDS[name].get else (True,):
                for target in told_apart(user, GUARDS[name].verb(sent), scene.targets[GUARDS[name].about]):
                    found = breaches(client, user, name, target, hidden, sent)
                    wrong += [f"{who}, {name} of {target.name or 'all'}: {what}" for what in found]
    assert not wrong, "\n".join(wrong)


def readers(scene: Scene) -> dict[str, User]:
    """One user of each kind of role, and one without: the officer of a second commune sees in the mirror what the first sees."""
    found: dict[str | None, tuple[str, User]] = {}
    for who, user in scene.world.users.items():
        role = user.roles.first()
        found.setdefault(role and role.kind, (who, user))
    return dict(found.values())


def told_apart(user: User, verb: Verb | None, targets: list[Target]) -> Iterator[Target]:
    """The targets, but of those that stand alike to the user (three clubs of an officer of the City) only the first."""
    role = user.roles.select_related("place").first()
    own = role.place if role else None
    seen = set()
    for target in targets:
        places = target.place if isinstance(target.place, list) else [target.place]
        stands = tuple(relation(own, place) for place in places)
        words = [re.sub(r"\d+", "", each) for each in (*map(str, target.args), target.query)]
        alike = (
            allowed(user, verb, target),
            bool(target.read_by),
            stands,
            target.user and target.user.pk,
            *words,
        )
        if alike not in seen:
            seen.add(alike)
            yield target


def relation(own: Place | None, place: Place | None) -> tuple[str, str]:
    """How `place` stands to the place of somebody's role, and its kind."""
    if own is None or place is None:
        return "", place.kind if place else ""
    if own.pk == place.pk:
        return "own", place.kind
    if own.contains(place) or place.contains(own):
        return "below" if own.contains(place) else "above", place.kind
    return "beside" if own.commune_code and own.commune_code == place.commune_code else "elsewhere", place.kind


def breaches(client: Client, user: User, name: str, target: Target, hidden: set[str], sent: bool) -> Iterator[str]:
    """What goes against the table when `user` reads, or sends to, the address of `target`."""
    guard = GUARDS[name]
    url, made_up = address_of(name, target)
    verb = guard.verb(sent)
    status, text, written = ask(client, url, sent)
    did = f"{'sending' if sent else 'reading'} gives {status}"
    if status >= 500:
        yield did
    elif not allowed(user, verb, target):
        nowhere = status == 404 and (made_up or target.place is None or guard.about.startswith("row"))
        if status not in REFUSED and not (sent and status == 405) and not nowhere:
            yield f"{did}, should be refused"
        if written:
            yield f"{did} and writes {written} events"
    elif status in REFUSED and not beyond_rank(user, target):
        yield f"{did}, should be allowed"
    if not sent and "download=xlsx" in text:
        text += ask(client, f"{url}{'&' if target.query else '?'}download=xlsx", False)[1]
    if shown := {person for person in hidden if person in text}:
        yield f"{did} and shows {', '.join(sorted(shown))}"


def beyond_rank(user: User, target: Target) -> bool:
    """Accounts have a rule of their own besides the table: nobody keeps his own, or one above his."""
    from tremang.accounts.actions import keeps

    return target.user is not None and (target.user.pk == user.pk or not keeps(user, target.user, TODAY))


@pytest.mark.django_db
def test_who_is_not_signed_in_is_led_to_the_door(scene):
    open_doors = []
    for name in names():
        for target in scene.targets[GUARDS[name].about] if name in GUARDS else []:
            answer = Client().get(address_of(name, target)[0])
            if answer.status_code != 302 or not answer.headers["location"].startswith("/tai-khoan/dang-nhap/"):
                open_doors.append(f"{name}: {answer.status_code}")
    assert not open_doors
