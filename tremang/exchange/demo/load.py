"""Loading the demo: places, users, communes, then club by club, and at the end what was worked out of it all."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date

from django.core.management import call_command
from django.core.management.base import CommandError

from tremang.accounts.models import RoleKind, User
from tremang.clubs.models import Club
from tremang.exchange.demo.clubs import Nearby, make_club
from tremang.exchange.demo.communes import Commune
from tremang.exchange.demo.decrees import Decrees
from tremang.exchange.demo.making import Making, at
from tremang.exchange.demo.plans import plan_clubs
from tremang.exchange.demo.rows import analyze, unguarded
from tremang.exchange.demo.sizes import Size
from tremang.exchange.demo.users import CENTRE, CITY, COMMUNE, Users
from tremang.facts.actions import rebuild_all
from tremang.kernel import clock
from tremang.kernel.ids import seeded_ids
from tremang.kernel.periods import Month, month_first, month_last
from tremang.places.loading import load_places
from tremang.places.models import Place
from tremang.places.queries import city, communes

BATCH = 20  # clubs written at once
FIRST = "09715"  # xã Phúc Thọ, where the demo's people of one commune and one club are
OF_XS = (FIRST, "09706", "09694", "00004")


def load(size: Size, seed: int, until: Month, say: Callable[[str], None] = lambda line: None) -> None:
    """Fill an empty database. The same arguments give the same rows, byte for byte.

    Raises CommandError with one sentence where something is there already.
    """
    call_command("migrate", verbosity=0, interactive=False)
    if User.objects.exists() or Club.objects.exists():
        raise CommandError(
            "Cơ sở dữ liệu đã có dữ liệu nên không nạp dữ liệu mẫu. Chọn tệp khác bằng DATABASE_URL hoặc VAR_DIR."
        )
    last = month_last(until)
    making = Making(size, seed, month_first(until - size.months + 1), last)
    with ExitStack() as stack:
        stack.enter_context(clock.fixed(last, 20))
        stack.enter_context(seeded_ids(seed, int(at(last, 20).timestamp() * 1000)))
        _load(making, stack)
    analyze()
    today = max(clock.today(), last)
    say("Đang tính các chỉ tiêu…")
    rebuild_all(today)
    analyze()


def _load(making: Making, stack: ExitStack) -> None:
    load_places()
    stack.enter_context(unguarded())
    places = sorted(communes(), key=lambda place: place.code != FIRST)
    if making.size.communes:
        places = [place for code in OF_XS for place in places if place.code == code]
    decrees = Decrees.plan(making)
    places += decrees.places if decrees else []
    users = Users(making)
    _users(making, users, places)
    made = [_commune(making, place, number, decrees) for number, place in enumerate(places)]
    making.sink.flush()
    by_place = {commune.place.pk: commune for commune in made}
    hamlets = {commune.place.pk: commune.hamlets for commune in made}
    plans = plan_clubs(making, places, hamlets)
    _clubs(making, plans, by_place, users)
    for commune in made:
        making.write_chain(commune.place.pk, commune.acts, making.random("salts", commune.place.code))
    making.sink.flush()
    if decrees:
        decrees.carry_out()
        for commune in made:
            commune.say_the_rest()
            making.write_chain(commune.place.pk, commune.acts, making.random("later", commune.place.code))
    root = Commune(making, city(), silent=False)
    root.officials(9)
    making.write_chain(root.place.pk, root.acts, making.random("salts", root.place.code))
    making.sink.flush()


def _users(making: Making, users: Users, places: list[Place]) -> None:
    root = city()
    staff, *_others = [users.known(account, root) for account in CITY]
    making.city_staff_id = staff.pk
    users.known(CENTRE, root.parent)
    names = making.names("officers")
    for place in places:
        if place.code == FIRST:
            officer, *_others = [users.known(account, place) for account in COMMUNE]
            making.officer_of[place.pk] = officer.pk
            continue
        sex = names.random.choice("FM")
        full_name = names.full(sex, 40)
        officer = users.quiet(f"canbo.{place.code}", full_name, RoleKind.COMMUNE_OFFICER, place)
        making.officer_of[place.pk] = officer.pk


def _commune(making: Making, place: Place, number: int, decrees: Decrees | None) -> Commune:
    changed_on = decrees.changed_on(place) if decrees else None
    silent = changed_on is None and (number % 14 == 9 or bool(making.size.communes))
    commune = Commune(making, place, silent, changed_on, bool(decrees and decrees.closes(place)))
    commune.declare(number)
    return commune


def _clubs(making: Making, plans: list, communes_made: dict[int, Commune], users: Users) -> None:
    taken = {plan.hamlet.pk for plan in plans if plan.hamlet}
    spare = {
        pk: [hamlet for hamlet in commune.hamlets if hamlet.pk not in taken] for pk, commune in communes_made.items()
    }
    nearby: dict[int, Nearby] = {}
    for number, plan in enumerate(plans, 1):
        pk = plan.commune.pk
        make_club(making, plan, communes_made[pk], users, nearby.setdefault(pk, Nearby([])), spare[pk])
        if number % BATCH == 0:
            making.sink.flush()
    making.sink.flush()


def default_until(today: date) -> Month:
    """The month before the one of `today`."""
    return today.year * 12 + today.month - 2
